package dissect

import "runtime/debug"

// guarded takes one packet. What a decoder does wrong while it reads a message costs
// the message (rescue). Where it fails outside of one, as it frames bytes or hears of a
// gap, nobody knows any more where its messages begin: that costs the rest of its
// conversation.
func (sh *shard) guarded(p *Packet) {
	sh.cur, sh.heard = nil, nil
	defer sh.saved()
	sh.packet(p)
	if sh.heard != nil {
		sh.charge(sh.heard, p.PayloadLen == 0)
	}
}

// saved turns a panic into a finding about the conversation at hand.
func (sh *shard) saved() {
	if r := recover(); r != nil {
		sh.failed(sh.cur, r)
	}
}

// failed reports a decoder that failed outside of a message, and reads nothing more of
// the conversation.
func (sh *shard) failed(c *Conversation, what any) {
	if sh.eng.opt.Panic != nil {
		sh.eng.opt.Panic(what, debug.Stack())
	}
	if c != nil {
		c.abandon()
	}
	sh.tally.at(LimitDecoder).Broken++
	x := Context{sh: sh, call: call{conv: c}}
	sh.diagnose(&x, found{rule: LimitDecoder, detail: "outside of a message: the rest of the conversation is not read"}, false)
}

// abandon gives up what is held of a conversation, and reads no more of it.
func (c *Conversation) abandon() {
	c.dead = true
	c.root.abandon()
	for _, s := range c.streams {
		s.lane.abandon()
	}
}

func (l *lane) abandon() {
	for i := range l.half {
		l.half[i].dead, l.half[i].buf = true, nil
	}
}

// tell calls End of something that wants to know when it ends; what fails there is one
// finding.
func (sh *shard) tell(e Ender, x *Context) {
	defer func() {
		if r := recover(); r != nil {
			sh.failed(x.conv, r)
		}
	}()
	e.End(x)
}

// drain reads what is held of a TCP connection that ends.
func (sh *shard) drain(c *Conversation) {
	sh.cur = c
	defer sh.saved()
	if !c.dead {
		c.tcp.Close(sh)
	}
	c.root.finish(sh, FromClient)
	c.root.finish(sh, FromServer)
}
