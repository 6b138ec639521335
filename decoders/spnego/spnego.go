// Package spnego decodes the negotiation of a security mechanism (RFC 4178,
// MS-SPNG) and hands the tokens inside to the mechanism they belong to. It also
// holds what the carriers of such tokens (DCE/RPC, HTTP, CredSSP) need to share
// with the mechanisms: which authentication a token belongs to, and the security
// context that results. In its Commit a carrier does this, for a token that lies
// at [off, off+n) of its message:
//
//	gss := spnego.Of(conv).Select(authContextID)
//	x.Pass(spnego.For(conv, token), off, n, "")
//
// and later, for every protected message in order:
//
//	if gss := spnego.Of(conv).Select(authContextID); gss.Context != nil {
//		plain, err = gss.Context.Unseal(plain[:0], dir, header, stub, trailer, signature)
//	}
package spnego

import (
	"bytes"

	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// Mech is a security mechanism.
type Mech uint8

// The mechanisms.
const (
	UnknownMech Mech = iota
	SPNEGO           // 1.3.6.1.5.5.2, RFC 4178
	NTLM             // 1.3.6.1.4.1.311.2.2.10, MS-NLMP 1.9
	Kerberos         // 1.2.840.113554.1.2.2, RFC 4121 1
	MSKerberos       // 1.2.840.48018.1.2.2: Kerberos by its mistaken identifier, MS-SPNG 3.1.5.2
	UserToUser       // 1.2.840.113554.1.2.2.3: Kerberos user to user
	NegoEx           // 1.3.6.1.4.1.311.2.2.30, MS-NEGOEX 1.9
)

var mechTitles = [...]string{"unknown", "SPNEGO", "NTLM", "Kerberos", "Kerberos (Microsoft identifier)", "Kerberos user to user", "NEGOEX"}

// String is the mechanism in words.
func (m Mech) String() string {
	if int(m) < len(mechTitles) {
		return mechTitles[m]
	}
	return "unknown"
}

// same makes one of the identifiers of Kerberos, MS-SPNG 3.1.5.2.
func (m Mech) same() Mech {
	if m == MSKerberos {
		return Kerberos
	}
	return m
}

// oids are the contents of the object identifiers of the mechanisms.
var oids = [...]string{
	SPNEGO:     "\x2b\x06\x01\x05\x05\x02",
	NTLM:       "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a",
	Kerberos:   "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02",
	MSKerberos: "\x2a\x86\x48\x82\xf7\x12\x01\x02\x02",
	UserToUser: "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x03",
	NegoEx:     "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x1e",
}

// MechOf is the mechanism with this object identifier.
func MechOf(oid []byte) Mech {
	for m := SPNEGO; int(m) < len(oids); m++ {
		if string(oid) == oids[m] {
			return m
		}
	}
	return UnknownMech
}

// Mechanism holds the protocols that read tokens of mechanisms: ntlm under NTLM,
// kerberos under Kerberos.
var Mechanism = dissect.NewTable[Mech]("spnego.mechanism")

// tokens holds spnego itself, so that For can tell whether conv has it.
var tokens = dissect.NewTable[struct{}]("spnego.token")

// Protocol is SPNEGO. It is handed whole tokens.
var Protocol = &dissect.Protocol{
	Name:   "spnego",
	Title:  "Simple and protected GSS-API negotiation",
	Specs:  []dissect.Spec{"RFC 4178 4", "MS-SPNG 2.2"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{tokens.Key(struct{}{})},
	New:    func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// Sniff is the mechanism that a token belongs to, by its first bytes. Tokens of
// SPNEGO give SPNEGO.
func Sniff(b []byte) Mech {
	switch {
	case bytes.HasPrefix(b, []byte("NTLMSSP\x00")):
		return NTLM
	case bytes.HasPrefix(b, []byte("NEGOEXTS")):
		return NegoEx
	case len(b) < 2:
		return UnknownMech
	case b[0] == der.Context(0), b[0] == der.Context(1):
		return SPNEGO
	case b[0] == 0x60: // InitialContextToken, RFC 2743 3.1
		size, _, ok := der.Head(b)
		if !ok {
			return UnknownMech
		}
		if h, n, ok := der.Head(b[size:]); ok && b[size] == der.OID && n <= len(b)-size-h {
			return MechOf(b[size+h : size+h+n])
		}
	case b[0] >= der.Application(10) && b[0] <= der.Application(30): // a bare Kerberos message, RFC 4120 5.10
		return Kerberos
	case b[0] == 5 && b[1] == 4, b[0] == 4 && b[1] == 4, b[0] == 4 && b[1] == 5: // RFC 4121 4.2.6
		return Kerberos
	}
	return UnknownMech
}

// For is the protocol of conv that reads a GSS-API token which begins with b;
// nil where none does. Carriers hand the token to it with Context.Pass, after
// State.Select.
func For(conv *dissect.Conversation, b []byte) *dissect.Protocol {
	switch m := Sniff(b); m {
	case SPNEGO:
		return tokens.In(conv, struct{}{})
	case NTLM, NegoEx:
		return Mechanism.In(conv, m)
	case Kerberos, MSKerberos, UserToUser:
		return Mechanism.In(conv, Kerberos)
	}
	return nil
}

// maxMechs is how many mechanisms of a list are kept; Windows offers five at most.
const maxMechs = 8

// A part is where something lies in a message.
type part struct{ off, n int }

func (p part) of(b []byte) []byte {
	if p.n == 0 || p.off < 0 || p.off > len(b) || p.n > len(b)-p.off {
		return nil
	}
	return b[p.off : p.off+p.n]
}

// NegState is the state of a negotiation, RFC 4178 4.2.2.
type NegState uint8

// The states.
const (
	AcceptCompleted NegState = iota
	AcceptIncomplete
	Reject
	RequestMIC
	NoState // not in the message
)

// A Message is a NegTokenInit, NegTokenInit2 or NegTokenResp.
type Message struct {
	Init      bool
	Mechs     [maxMechs]Mech // of NegTokenInit
	N         int            // of Mechs
	State     NegState       // of NegTokenResp
	Supported Mech           // of NegTokenResp; UnknownMech where it is not there
	chosen    bool           // supportedMech is there
	flags     bool           // reqFlags is there

	start     int
	mechTypes part // MechTypeList, with its header: what mechListMIC is computed over
	token     part // mechToken or responseToken
	mic       part // mechListMIC
}

var d = der.Reader{Header: fHeader, Tag: DERTag, Length: DERLength}

// Decode reads one token, which is everything that c has left.
func (m *Message) Decode(c *dissect.Cursor) {
	*m = Message{State: NoState, start: c.Offset()}
	switch {
	case der.Is(c, der.Context(1)):
		m.resp(c)
	case der.Is(c, der.Context(0)): // without the frame of RFC 2743 3.1
		m.init(c)
	default:
		m.framed(c)
	}
	if c.Left() > 0 {
		c.Bytes(fPadding, c.Left())
	}
}

// framed reads a token in the frame of RFC 2743 3.1.
func (m *Message) framed(c *dissect.Cursor) {
	c.Is(kindInit)
	t, ok := d.Enter(c, fToken, der.Application(0))
	if ok {
		oid := d.Bytes(&t, fThisMech, der.OID)
		t.Note(fMech, uint64(MechOf(oid)))
		if der.Is(&t, der.Context(1)) {
			m.resp(&t)
		} else {
			m.init(&t)
		}
	}
	t.Done()
}

// init reads NegTokenInit (RFC 4178 4.2.1) or NegTokenInit2 (MS-SPNG 2.2.1).
func (m *Message) init(c *dissect.Cursor) {
	m.Init = true
	c.Is(kindInit)
	s, ok := d.Enter(c, fInit, der.Context(0), der.Sequence)
	if !ok {
		s.Done()
		return
	}
	if der.Is(&s, der.Context(0)) {
		m.list(&s)
	}
	if der.Is(&s, der.Context(1)) {
		m.flags = true
		d.Bits(&s, fReqFlags, der.Context(1), der.BitString)
		s.ReportLast(ReqFlags, "")
	} else {
		c.Held(ReqFlags)
	}
	if der.Is(&s, der.Context(2)) {
		m.token = m.octets(&s, fMechToken, der.Context(2))
	}
	if der.Is(&s, der.Context(3)) {
		if s.Left() > 2 && second(&s) == der.Sequence {
			c.Is(kindInit2)
			m.hints(&s)
		} else { // NegTokenInit of RFC 4178
			m.mic = m.octets(&s, fMechListMIC, der.Context(3))
		}
	}
	if der.Is(&s, der.Context(4)) {
		m.mic = m.octets(&s, fMechListMIC, der.Context(4))
	}
	s.Done()
}

// second is the identifier octet inside of an explicit tag.
func second(c *dissect.Cursor) byte {
	size, _, ok := der.Head(c.Peek())
	if !ok {
		return 0
	}
	return c.PeekU8(size)
}

// list reads mechTypes.
func (m *Message) list(c *dissect.Cursor) {
	outer, _, _ := der.Head(c.Peek())
	start := c.Offset() + outer - m.start
	l, _ := d.Enter(c, fMechTypes, der.Context(0), der.Sequence)
	for l.Left() > 0 && l.OK() {
		oid := d.Bytes(&l, fMechType, der.OID)
		mech := MechOf(oid)
		l.Note(fMech, uint64(mech))
		if oid == nil {
			break
		}
		if m.N < maxMechs {
			m.Mechs[m.N] = mech
			m.N++
		}
	}
	l.Done()
	m.mechTypes = part{start, c.Offset() - m.start - start}
}

// octets reads an OCTET STRING that holds a token or a signature.
func (m *Message) octets(c *dissect.Cursor, f *dissect.Field, tag byte) part {
	b := d.Bytes(c, f, tag, der.OctetString)
	if b == nil {
		return part{}
	}
	return part{c.Offset() - len(b) - m.start, len(b)}
}

// hints reads negHints, MS-SPNG 2.2.1.
func (m *Message) hints(c *dissect.Cursor) {
	h, _ := d.Enter(c, fNegHints, der.Context(3), der.Sequence)
	if der.Is(&h, der.Context(0)) {
		name := d.Bytes(&h, fHintName, der.Context(0), der.GeneralString)
		h.Require(string(name) == hintName, HintName)
	}
	if der.Is(&h, der.Context(1)) {
		d.Bytes(&h, fHintAddress, der.Context(1), der.OctetString)
		h.ReportLast(HintAddress, "")
	} else {
		h.Held(HintAddress)
	}
	h.Done()
}

// hintName is what MS-SPNG 2.2.1 wants in hintName.
const hintName = "not_defined_in_RFC4178@please_ignore"

// resp reads NegTokenResp, RFC 4178 4.2.2.
func (m *Message) resp(c *dissect.Cursor) {
	c.Is(kindResp)
	s, ok := d.Enter(c, fResp, der.Context(1), der.Sequence)
	if !ok {
		s.Done()
		return
	}
	if der.Is(&s, der.Context(0)) {
		v := d.Int(&s, fNegState, der.Context(0), der.Enumerated)
		s.Require(v >= 0 && v <= int64(RequestMIC), NegStateKnown)
		if v >= 0 && v <= int64(RequestMIC) {
			m.State = NegState(v)
		}
	}
	if der.Is(&s, der.Context(1)) {
		oid := d.Bytes(&s, fSupportedMech, der.Context(1), der.OID)
		m.chosen, m.Supported = oid != nil, MechOf(oid)
		s.Note(fMech, uint64(m.Supported))
	}
	if der.Is(&s, der.Context(2)) {
		m.token = m.octets(&s, fResponseToken, der.Context(2))
	}
	if der.Is(&s, der.Context(3)) {
		m.mic = m.octets(&s, fMechListMIC, der.Context(3))
	}
	s.Done()
}
