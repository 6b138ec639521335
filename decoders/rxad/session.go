package rxad

import (
	"bytes"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// message is what was found in the envelope at hand.
type message struct {
	action   action // by the name of the body entry; of a fault: that was asked for
	reply    bool   // it came as a response
	response bool   // its name ends in Response
	fault    bool
	space    bool           // the body entry is in the namespace of the service
	at       [arguments]int // elements, -1 where there is none
}

// maxPending is how many requests of a conversation wait for their responses.
const maxPending = 128

// handler reads the messages of one conversation.
type handler struct {
	conv *dissect.Conversation

	// During Decode and Commit.
	env  *soap.Envelope
	in   *http.Content
	m    message
	room []byte
	cert *identity // is being handed on to ourselves

	pending map[uint64]*request // by number of the exchange
	met     bool                // a message has taken effect
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// Frame is not used: envelopes are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Gap takes the news that bytes are lost: an action or a response may be among
// them.
func (h *handler) Gap(dissect.Dir, uint64) { h.device().losses++ }

// text is the text of an argument, without references and white space at its
// ends. It is valid until the next call.
func (h *handler) text(a argument) []byte {
	h.room = h.env.Doc.Content(h.room[:0], h.m.at[a])
	return h.room
}

// Decode reads one message.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	if h.cert != nil {
		h.certificate(c)
		return
	}
	h.env, h.in = soap.Of(h.conv), http.Of(h.conv)
	h.m = message{}
	if h.env == nil || h.in == nil {
		h.env = nil
		c.Is(kindOther)
		c.Rest(fUnread)
		return
	}
	h.read()
	switch {
	case h.m.fault:
		c.Is(kindFault)
		upnp.ShowFault(c, h.env)
	default:
		k := 0
		if h.m.reply {
			k = 1
		}
		c.Is(kindsOf[h.m.action][k])
		h.show(c)
	}
	if !h.partial() {
		h.check(c)
	}
}

// partial reports whether the end of the message is missing.
func (h *handler) partial() bool {
	d := &h.env.Doc
	return h.in.Cut || d.Problem(xml.FaultSyntax) || d.Problem(xml.FaultDepth) || d.Problem(xml.FaultSize)
}

// read finds out what the message is and where its arguments are. Of arguments
// that come twice the first counts.
func (h *handler) read() {
	m, d := &h.m, &h.env.Doc
	for a := range m.at {
		m.at[a] = -1
	}
	m.reply = h.in.Reply
	if m.fault = h.env.Fault >= 0; m.fault {
		m.action = h.asked()
		return
	}
	entry := h.env.Entry
	if entry < 0 {
		return
	}
	m.space = string(d.Space(entry)) == space
	var name []byte
	name, m.response = bytes.CutSuffix(d.Local(entry), []byte("Response"))
	for a, n := range actionNames {
		if a > 0 && string(name) == n && m.response == m.reply {
			m.action = action(a)
		}
	}
	for i := d.First(entry); i >= 0; i = d.Next(i, entry) {
		if a := argumentOf(d.Local(i)); a < arguments && m.at[a] < 0 {
			m.at[a] = i
		}
	}
}

// certificate reads the certificate of a host, with what stands before it.
func (h *handler) certificate(c *dissect.Cursor) {
	c.Is(kindCertificate)
	if prefix, _ := split(c.Peek()); prefix != nil {
		c.Bytes(fPrefix, len(prefix)-2)
		c.U16(fCertLength)
	}
	tls.ReadCertificate(c)
	if n := c.Left(); n > 0 {
		c.Bytes(fBehind, n)
	}
}

// Commit lets one message take effect.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	if h.cert != nil || h.env == nil {
		return
	}
	if !h.met {
		h.met = true
		if h.conv.Lossy() {
			h.device().losses++ // before there was this handler
		}
	}
	switch {
	case h.partial():
		h.device().losses++
	case h.m.reply:
		h.commitReply(x)
	default:
		h.commitRequest(x)
	}
}

// handCertificate hands the certificate of a message on to ourselves, to be shown.
func (h *handler) handCertificate(x *dissect.Context, raw []byte, id *identity) {
	i := h.m.at[argHostCertificate]
	off, n := h.env.Doc.Place(i)
	var m reassembly.Map
	m.AddWhole(0, x.Ranges(off, n))
	h.cert = id
	x.Keep()
	x.PassBytes(Protocol, raw, &m, "")
	h.cert = nil
}

// Info tells who, with which nonce, and what is offered or wrong.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if h.cert != nil {
		return append(dst, h.cert.about...)
	}
	if h.env == nil {
		return dst
	}
	if h.m.fault {
		return upnp.AppendFault(dst, h.env, h.in)
	}
	if h.m.action == actNone && h.env.Entry >= 0 {
		return append(dst, h.env.Doc.Local(h.env.Entry)...)
	}
	for _, a := range [...]argument{argHostID, argNonce, argExperienceFriendlyName, argExperienceEndpointURI, argReasonCode, argReasonMessage} {
		v := h.text(a)
		if len(v) == 0 {
			continue
		}
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		switch a {
		case argNonce:
			dst = append(dst, "nonce "...)
		case argReasonCode:
			dst = append(dst, "reason "...)
		case argExperienceEndpointURI:
			dst = appendURI(dst, v)
			continue
		}
		dst = append(dst, v...)
	}
	return dst
}
