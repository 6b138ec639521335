package dissect

// A DecodeAs says what reads the conversations of some ports, whatever their bytes
// look like and other ports say. Where peers go on to another protocol, that is
// followed as elsewhere.
type DecodeAs struct {
	Transport string // "tcp" or "udp"
	From, To  uint16 // ports of either peer
	Protocol  *Protocol
}

// Streamable reports whether p can read a byte stream from its beginning: it
// recognises one, or is bound to a port. Others are handed whole messages only.
func (reg *Registry) Streamable(p *Protocol) bool {
	if p.Probe != nil {
		return true
	}
	for _, b := range p.Binds {
		if b.name == TCPPort.name {
			return true
		}
	}
	return false
}

// forced is what has to read the conversations of a port, nil where nothing is said.
func (e *Engine) forced(transport string, port uint16) *Protocol {
	for i := range e.opt.DecodeAs {
		d := &e.opt.DecodeAs[i]
		if d.Transport == transport && d.From <= port && port <= d.To {
			return d.Protocol
		}
	}
	return nil
}

// force gives a new conversation to the protocol that has to read it, if any.
func (c *Conversation) force() {
	e := c.sh.eng
	if len(e.opt.DecodeAs) == 0 {
		return
	}
	p := e.forced(c.Transport, c.Server.Port)
	if p == nil {
		p = e.forced(c.Transport, c.Client.Port)
	}
	if p == nil {
		return
	}
	c.forced = true
	c.root.bind(p)
	if !c.transportTCP() {
		c.class = classRead
		c.sh.read++
	}
}
