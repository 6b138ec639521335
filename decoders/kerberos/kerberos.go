// Package kerberos decodes Kerberos version 5: the messages between client and
// key distribution center and between client and service (RFC 4120 5), and the
// tokens of the GSS-API mechanism (RFC 4121, RFC 4757 7). With a keytab it opens
// tickets, and with them authenticators, replies and what a security context
// protects.
package kerberos

import (
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// port is where key distribution centers listen, RFC 4120 7.2.
const port = 88

// Protocol is Kerberos. It reads UDP and TCP port 88, and is handed whole GSS-API tokens.
var Protocol = &dissect.Protocol{
	Name:   "kerberos",
	Title:  "Kerberos version 5",
	Specs:  []dissect.Spec{"RFC 4120 5", "RFC 4121 4", "RFC 4757 7", "MS-KILE 2.2"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		dissect.TCPPort.Key(port), dissect.UDPPort.Key(port),
		spnego.Mechanism.Key(spnego.Kerberos),
	},
	Probe: probe,
	New:   func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// The application tags of messages and of what is encrypted in them, RFC 4120
// 5.10 and 5.3 to 5.8.
const (
	tagTicket         = 1
	tagAuthenticator  = 2
	tagEncTicketPart  = 3
	tagASReq          = 10
	tagASRep          = 11
	tagTGSReq         = 12
	tagTGSRep         = 13
	tagAPReq          = 14
	tagAPRep          = 15
	tagSafe           = 20
	tagPriv           = 21
	tagCred           = 22
	tagEncASRepPart   = 25
	tagEncTGSRepPart  = 26
	tagEncAPRepPart   = 27
	tagEncKrbPrivPart = 28
	tagEncKrbCredPart = 29
	tagError          = 30
)

// What is kept of a message. Numbers and places are those of the first element
// of their kind.
type slot uint8

const (
	noSlot slot = iota
	slotTicketEtype
	slotTicketCipher
	slotTicketKvno
	slotTicketSname
	slotEtype
	slotCipher
	slotRealm
	slotSname
	slotCrealm
	slotCname
	slotError
	slotKeyType
	slotKey
	slotSubkeyType
	slotSubkey
	slotSeq
	slotChecksumType
	slotChecksum
	slotPreauth // the message carries proof that the client knows its key
	slotTime
	slots
)

// A part is where something lies in a message.
type part struct{ off, n int }

func (p part) of(b []byte) []byte {
	if p.n == 0 || p.off < 0 || p.off > len(b) || p.n > len(b)-p.off {
		return nil
	}
	return b[p.off : p.off+p.n]
}

// A Message is one message, one token of the GSS-API mechanism, or the contents
// of something that was encrypted.
type Message struct {
	Tag   uint8  // application tag, 0 for a per-message token
	Token uint16 // TOK_ID of a GSS-API token, 0 where the message is bare
	Flags uint8  // of a per-message token of RFC 4121

	start int
	seen  [slots]bool
	num   [slots]int64
	at    [slots]part
	body  part // what a per-message token protects, or the message inside of the token
}

// has reports whether the message has such an element.
func (m *Message) has(s slot) bool { return m.seen[s] }

func (m *Message) keepNum(s slot, v int64) {
	if s != noSlot && !m.seen[s] {
		m.seen[s], m.num[s] = true, v
	}
}

func (m *Message) keepPart(s slot, off, n int) {
	if s != noSlot && !m.seen[s] {
		m.seen[s], m.at[s] = true, part{off - m.start, n}
	}
}

var d = der.Reader{Header: fHeader, Tag: DERTag, Length: DERLength}

// Decode reads one message or token, which is everything that c has left. Over
// TCP the message has its length before it.
func (m *Message) Decode(c *dissect.Cursor) {
	*m = Message{start: c.Offset()}
	b := c.Peek()
	switch {
	case len(b) > 4 && b[0] == 0: // the length that goes before a message over TCP
		n := int(c.U32(fLength))
		sub := c.Sub(fRecord, n)
		m.start = sub.Offset()
		m.message(&sub)
		sub.Done()
	case len(b) > 0 && b[0] == 0x60:
		m.token(c)
	case len(b) > 1 && isPerMessage(b):
		m.perMessage(c)
	default:
		m.message(c)
	}
	if c.Left() > 0 {
		c.Bytes(fPadding, c.Left())
	}
}

// isMessage reports whether b is the identifier octet of something in kindOf.
func isMessage(b byte) bool {
	return b&0xE0 == 0x60 && int(b&0x1F) < len(schemas) && schemas[b&0x1F] != nil
}

// message reads a message by its application tag.
func (m *Message) message(c *dissect.Cursor) {
	if c.Left() == 0 {
		return
	}
	tag := c.PeekU8(0)
	if !isMessage(tag) {
		c.Report(DERTag, c.Offset(), 1, "")
		c.Closed(fUnknown, c.Left())
		return
	}
	m.Tag = tag & 0x1F
	if k := kinds[m.Tag]; k != nil {
		c.Is(k)
	}
	m.application(c, schemas[m.Tag], m.Tag)
}

// application reads a SEQUENCE in an application tag.
func (m *Message) application(c *dissect.Cursor, s *schema, tag uint8) {
	sub, ok := d.Enter(c, s.group, der.Application(tag), der.Sequence)
	if ok {
		m.members(&sub, s)
	}
	sub.Done()
}

// members reads the members of a SEQUENCE in order.
func (m *Message) members(c *dissect.Cursor, s *schema) {
	for i := range s.members {
		e := &s.members[i]
		if !der.Is(c, der.Context(e.tag)) {
			if !e.optional && c.OK() {
				c.RequireAt(false, Missing, c.Offset(), 0, e.f.Name)
			}
			continue
		}
		if !e.optional {
			c.Held(Missing)
		}
		m.member(c, e)
		if !c.OK() {
			return
		}
	}
}

// member reads one member with its explicit tag.
func (m *Message) member(c *dissect.Cursor, e *member) {
	tag := der.Context(e.tag)
	switch e.is {
	case isInt:
		good := inner(c) == der.Integer
		v := d.Int(c, e.f, tag, der.Integer)
		if good {
			m.keepNum(e.keep, v)
			m.check(c, e, v)
		}
	case isOctets:
		b := d.Bytes(c, e.f, tag, der.OctetString)
		m.keepPart(e.keep, c.Offset()-len(b), len(b))
	case isCipher:
		b := d.Closed(c, e.f, tag, der.OctetString)
		m.keepPart(e.keep, c.Offset()-len(b), len(b))
	case isText:
		b := d.Bytes(c, e.f, tag, der.GeneralString)
		m.keepPart(e.keep, c.Offset()-len(b), len(b))
	case isTime:
		b := d.Bytes(c, e.f, tag, der.GeneralizedTime)
		c.Require(len(b) == 15 && b[14] == 'Z', TimeFormat)
		m.keepPart(e.keep, c.Offset()-len(b), len(b))
	case isBits:
		n := bitLength(c)
		d.Bits(c, e.f, tag, der.BitString)
		c.Require(n >= 4, FlagBits)
	case isBool:
		d.Int(c, e.f, tag, der.Boolean)
	case isSequence:
		start := c.Offset()
		sub, ok := d.Enter(c, e.f, tag, der.Sequence)
		if ok {
			m.members(&sub, e.of)
		}
		sub.Done()
		m.keepPart(e.keep, start, c.Offset()-start)
	case isList:
		sub, ok := d.Enter(c, e.f, tag, der.Sequence)
		for ok && sub.Left() > 0 && sub.OK() {
			m.item(&sub, e)
		}
		sub.Done()
	case isApplication:
		sub, ok := d.Enter(c, e.f, tag, der.Application(e.of.app), der.Sequence)
		if ok {
			m.members(&sub, e.of)
		}
		sub.Done()
	case isPAData:
		sub, ok := d.Enter(c, e.f, tag, der.Sequence)
		for ok && sub.Left() > 0 && sub.OK() {
			m.paData(&sub)
		}
		sub.Done()
	case isErrorData:
		m.errorData(c, e)
	case isChecksum:
		m.gssChecksum(c, e)
	case isArmor:
		m.armor(c, e)
	}
}

// inner is the identifier octet inside of the explicit tag that comes next.
func inner(c *dissect.Cursor) byte {
	size, _, ok := der.Head(c.Peek())
	if !ok {
		return 0
	}
	return c.PeekU8(size)
}

// bitLength is the number of octets of the BIT STRING that comes next, without
// the one that counts unused bits.
func bitLength(c *dissect.Cursor) int {
	b := c.Peek()
	size, _, ok := der.Head(b)
	if !ok || size >= len(b) {
		return 0
	}
	_, n, ok := der.Head(b[size:])
	if !ok {
		return 0
	}
	return n - 1
}

// check holds a number against what it must be.
func (m *Message) check(c *dissect.Cursor, e *member, v int64) {
	switch e.f {
	case fPvno:
		c.Require(v == 5, Pvno)
	case fTktVno:
		c.Require(v == 5, TktVno)
	case fMsgType:
		c.Require(v == int64(m.Tag), MsgType)
	case fCusec, fSusec, fUsec, fPausec:
		c.Require(v >= 0 && v <= 999999, Microseconds)
	}
}

// item reads one item of a SEQUENCE OF.
func (m *Message) item(c *dissect.Cursor, e *member) {
	switch {
	case e.of == nil:
		switch c.PeekU8(0) {
		case der.Integer:
			v := d.Int(c, e.item, der.Integer)
			m.keepNum(e.keep, v)
		case der.GeneralString:
			d.Bytes(c, e.item, der.GeneralString)
		default:
			d.Closed(c, e.item, c.PeekU8(0))
		}
	case e.of.app != 0:
		sub, ok := d.Enter(c, e.of.group, der.Application(e.of.app), der.Sequence)
		if ok {
			m.members(&sub, e.of)
		}
		sub.Done()
	default:
		sub, ok := d.Enter(c, e.of.group, der.Sequence)
		if ok {
			m.members(&sub, e.of)
		}
		sub.Done()
	}
}
