package http

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// An Inlet takes in one exchange of a version of HTTP that frames its messages
// in another way (HTTP/2), and hands heads and bodies on as those of HTTP/1.1
// are: to the tables Service, Body and Token, with Of telling what they are.
//
// Heads come in the form that they would have in HTTP/1.1 (RFC 9113 8.3: control
// data in the place of pseudo-header fields), as messages of their own. That
// form is made, so nothing about it is judged.
type Inlet struct {
	h    *handler
	ex   *Exchange
	half [2]half // of the request and of the response
	room *int    // bytes of bodies that may still be held
}

// NewInlet begins an exchange. room is how many bytes of bodies may be held; it
// is shared by the exchanges of a connection.
func NewInlet(conv *dissect.Conversation, room *int) *Inlet {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return nil
	}
	l := h.layer()
	l.number++
	return &Inlet{h: h, ex: &Exchange{Number: l.number, users: 1}, room: room}
}

// Upgraded is the exchange whose 101 response has given the connection to
// another version of HTTP, which answers it (RFC 7540 3.2); nil where there is
// none.
func Upgraded(conv *dissect.Conversation, room *int) *Inlet {
	if !conv.Has(Protocol) {
		return nil
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok || h.upgraded == nil {
		return nil
	}
	e := h.upgraded
	h.upgraded = nil
	e.Response = Head{}
	return &Inlet{h: h, ex: e, room: room}
}

// section is what an Inlet hands on.
type section struct {
	in    *Inlet
	reply bool
	bare  bool // field lines without a start-line
}

// Head takes in a head. b is the start-line and the field lines as in HTTP/1.1;
// m leads them back to frames.
func (s *Inlet) Head(x *dissect.Context, reply bool, b []byte, m *reassembly.Map) {
	s.h.section = section{in: s, reply: reply}
	x.PassBytes(Protocol, b, m, "")
	s.h.section = section{}
}

// Fields shows field lines without a start-line: a trailer section, or what
// could be read of a head.
func (s *Inlet) Fields(x *dissect.Context, b []byte, m *reassembly.Map) {
	s.h.section = section{in: s, bare: true}
	x.PassBytes(Protocol, b, m, "")
	s.h.section = section{}
}

// Request is the head of the request; it is empty where it was not seen.
func (s *Inlet) Request() *Head { return &s.ex.Request }

func (s *Inlet) of(reply bool) *half {
	if reply {
		return &s.half[1]
	}
	return &s.half[0]
}

// Data takes in the bytes [off, off+n) of the message at hand, which belong to
// the body.
func (s *Inlet) Data(x *dissect.Context, reply bool, off, n int) {
	if hf := s.of(reply); hf.ex != nil && hf.body.open {
		hf.body.add(x, hf.ex, off, n)
	}
}

// Lost says that n bytes of a body are lost.
func (s *Inlet) Lost(reply bool, n uint64) { s.of(reply).body.gap(n) }

// End hands on a body that is over. cut says that it is not whole, last that
// the conversation is over.
func (s *Inlet) End(x *dissect.Context, dir dissect.Dir, reply, cut, last bool) {
	hf := s.of(reply)
	if cut {
		hf.body.stop()
	}
	s.h.end(hf, dir, x, last)
}

// decodeSection reads what an Inlet hands on.
func (h *handler) decodeSection(c *dissect.Cursor) {
	if h.section.bare {
		c.Is(kindFields)
		h.head.reset(c.Peek(), false)
		h.head.fieldLines(c)
	} else {
		h.head.Read(c)
	}
	h.rest(c)
}

// commitSection lets what an Inlet hands on take effect.
func (h *handler) commitSection(x *dissect.Context) {
	s := h.section
	h.section = section{}
	x.Keep()
	if s.bare {
		return
	}
	e, hf := s.in.ex, s.in.of(s.reply)
	switch {
	case !s.reply:
		e.Request.keep(h.head)
		e.method0 = string(h.head.Method()[:min(len(h.head.Method()), maxMethod)])
		e.service = serviceOf(h.conv, h.room, &e.Request)
	case h.head.Status >= 100 && h.head.Status < 200:
		return // the final one is still to come
	default:
		e.Response.keep(h.head)
	}
	h.offer(hf, x, e, s.reply)
	hf.body.room = s.in.room
}

// infoSection tells what an Inlet hands on.
func (h *handler) infoSection(dst []byte) []byte {
	if h.section.bare {
		if n := h.head.Len() + h.head.more; n != 1 {
			return append(strconv.AppendInt(dst, int64(n), 10), " fields"...)
		}
		return append(dst, "1 field"...)
	}
	return append(h.headInfo(dst), " (HTTP/2)"...)
}
