// Package dcerpc decodes connection-oriented DCE/RPC (C706 12.6) with Microsoft's
// extensions (MS-RPCE 2.2.2): it follows presentation contexts and calls, opens
// what security contexts protect, joins fragments, and hands the stub of each
// request and response to the protocol of its interface.
package dcerpc

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// Protocol is connection-oriented DCE/RPC over TCP. It has no port of its own but
// 135: servers listen where they like, so it is recognised by its header.
var Protocol = &dissect.Protocol{
	Name:         "dcerpc",
	Title:        "DCE/RPC, connection-oriented",
	Specs:        []dissect.Spec{"C706 12.6", "MS-RPCE 2.2.2", "MS-RPCE 3.3"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Probe:        probe,
	New: func(c *dissect.Conversation) dissect.Handler {
		r := roomOf(c)
		h := &handler{conv: c, m: &r.m}
		h.state.room, h.state.objects, h.state.Level = r, ObjectsOf(c), LevelNone
		return h
	},
}

// Stub reads stub data that had to be opened or joined first, and so is not part
// of one PDU.
var Stub = &dissect.Protocol{
	Name:  "dcerpc.stub",
	Title: "DCE/RPC stub data, opened and joined",
	Specs: []dissect.Spec{"MS-RPCE 2.2.2.1"},
	Binds: []dissect.Bind{stubs.Key(struct{}{})},
	New:   func(c *dissect.Conversation) dissect.Handler { return &stubHandler{conv: c} },
}

// Interface holds the protocols that read the stubs of interfaces. A child is
// handed the whole stub of a request or response as one message; what call it
// belongs to is in State.Call. Where a child is bound with minor version 0 it is
// given other minor versions too.
var Interface = dissect.NewTable[UUIDVersion]("dcerpc.interface")

// stubs holds Stub, so that a conversation without it does without.
var stubs = dissect.NewTable[struct{}]("dcerpc.stub")

// Types of PDUs, C706 12.1 and MS-RPCE 2.2.2.10.
const (
	TypeRequest          = 0
	TypeResponse         = 2
	TypeFault            = 3
	TypeBind             = 11
	TypeBindAck          = 12
	TypeBindNak          = 13
	TypeAlterContext     = 14
	TypeAlterContextResp = 15
	TypeAuth3            = 16
	TypeShutdown         = 17
	TypeCancel           = 18
	TypeOrphaned         = 19
	TypeRTS              = 20 // MS-RPCH 2.2.3.6
)

// Flags of the header, C706 12.6.3.1 and MS-RPCE 2.2.2.3.
const (
	FlagFirst      = 0x01
	FlagLast       = 0x02
	FlagHeaderSign = 0x04 // in bind, bind_ack, alter_context, alter_context_resp, rpc_auth_3
	FlagMaybe      = 0x40
	FlagObject     = 0x80
)

const (
	headerLength = 16 // of the common header
	authLength   = 8  // of sec_trailer without the token, MS-RPCE 2.2.2.11
	version      = 5  // rpc_vers, C706 12.6.3.1
)

// probe tells the header from other beginnings, C706 12.6.3.1.
func probe(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
	switch {
	case !plausible(b), len(b) > 2 && !knownType(b[2]):
		return dissect.No
	case len(b) < headerLength:
		return dissect.More
	}
	frag, auth := int(order(b).Uint16(b[8:])), int(order(b).Uint16(b[10:]))
	if auth > 0 && frag < headerLength+authLength+auth {
		return dissect.No
	}
	return dissect.Yes
}

// plausible reports whether b, as far as it goes, can start a PDU.
func plausible(b []byte) bool {
	for i, v := range b[:min(len(b), 8)] {
		switch {
		case i == 0 && v != version, i == 1 && v > 1, i == 2 && v > TypeRTS, i == 4 && !knownOrder(v), i == 5 && v > 3, i > 5 && v != 0:
			return false
		}
	}
	return len(b) < 10 || order(b).Uint16(b[8:]) >= headerLength
}

func knownType(t byte) bool { return t <= TypeFault && t != 1 || t >= TypeBind && t <= TypeRTS }

// knownOrder reports whether the first byte of the data representation is one of
// C706 14.1: integers big- or little-endian, characters ASCII or EBCDIC.
func knownOrder(b byte) bool { return b&0xEE == 0 }

func order(b []byte) binary.ByteOrder {
	if b[4]&0x10 == 0 {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// A PDU is one PDU, decoded. Which members count depends on Type.
type PDU struct {
	Minor      uint8 // rpc_vers_minor
	Type       uint8
	Flags      uint8
	BigEndian  bool
	FragLength uint16
	AuthLength uint16
	CallID     uint32

	Contexts []ContextElement // bind, alter_context
	Results  []Result         // bind_ack, alter_context_resp
	Group    uint32           // assoc_group_id
	Reject   uint16           // bind_nak: provider_reject_reason
	Hint     uint32           // alloc_hint
	Context  uint16           // p_cont_id
	Opnum    uint16           // request
	Object   UUID             // request
	Status   uint32           // fault

	Auth    Auth
	Trailer Trailer // verification trailer of a request, where it is in clear

	stubOff, stubLen int  // stub data without padding and trailer; sealed: with padding
	Sealed           bool // the body is encrypted
	drep             uint32
}

// A ContextElement is one p_cont_elem_t of a bind, C706 12.6.3.1.
type ContextElement struct {
	ID        uint16
	Interface UUIDVersion
	Transfer  UUIDVersion // the first of those offered
	Offered   int         // n_transfer_syn
}

// A Result is one p_result_t of a bind_ack, C706 12.6.3.1.
type Result struct {
	Result   uint16
	Reason   uint16
	Transfer UUIDVersion
}

// Values of p_cont_def_result_t, C706 12.6.3.1 and MS-RPCE 2.2.2.4.
const (
	resultAcceptance   = 0
	resultNegotiateAck = 3
)

func (m *PDU) u16(c *dissect.Cursor, f *dissect.Field) uint16 {
	if m.BigEndian {
		return c.U16(f)
	}
	return c.U16LE(f)
}

func (m *PDU) u32(c *dissect.Cursor, f *dissect.Field) uint32 {
	if m.BigEndian {
		return c.U32(f)
	}
	return c.U32LE(f)
}

// Decode reads one PDU, which is everything that c has left.
func (m *PDU) Decode(c *dissect.Cursor) {
	*m = PDU{Contexts: m.Contexts[:0], Results: m.Results[:0]}
	m.header(c)
	if !c.OK() {
		return
	}
	switch m.Type {
	case TypeRequest:
		c.Is(kindRequest)
		m.request(c)
	case TypeResponse:
		c.Is(kindResponse)
		m.response(c)
	case TypeFault:
		c.Is(kindFault)
		m.fault(c)
	case TypeBind:
		c.Is(kindBind)
		m.bind(c)
	case TypeBindAck:
		c.Is(kindBindAck)
		m.bindAck(c)
	case TypeBindNak:
		c.Is(kindBindNak)
		m.bindNak(c)
	case TypeAlterContext:
		c.Is(kindAlterContext)
		m.bind(c)
	case TypeAlterContextResp:
		c.Is(kindAlterContextResp)
		m.bindAck(c)
	case TypeAuth3:
		c.Is(kindAuth3)
		if c.Left()-m.tail() >= 4 {
			c.Bytes(fAuth3Pad, 4)
		}
		m.auth(c)
	case TypeShutdown:
		c.Is(kindShutdown)
		m.rest(c)
	case TypeCancel:
		c.Is(kindCancel)
		m.auth(c)
	case TypeOrphaned:
		c.Is(kindOrphaned)
		m.auth(c)
	case TypeRTS:
		c.Is(kindRTS)
		m.rest(c)
	default:
		c.Is(kindUnknown)
		m.rest(c)
	}
}

// header reads the fields that all PDUs have in common, C706 12.6.3.1.
func (m *PDU) header(c *dissect.Cursor) {
	at := c.Offset()
	major := c.U8(fVersion)
	m.Minor = c.U8(fMinor)
	if c.OK() {
		c.RequireAt(major == version && m.Minor == 0, Version, at, 2, "")
	}
	m.Type = c.U8(fType)
	flags := fFlags
	switch m.Type {
	case TypeBind, TypeBindAck, TypeAlterContext, TypeAlterContextResp, TypeAuth3:
		flags = fBindFlags
	}
	m.Flags = c.U8(flags)
	m.drep = binary.LittleEndian.Uint32(append4(c.Peek()))
	m.BigEndian = c.PeekU8(0)&0x10 == 0
	c.Enter(fDrep)
	c.U8(fIntegerOrder)
	c.U8(fFloat)
	c.Bytes(fDrepReserved, 2)
	c.Leave()
	m.FragLength = m.u16(c, fFragLength)
	m.AuthLength = m.u16(c, fAuthLength)
	if m.AuthLength > 0 {
		fits := headerLength+authLength+int(m.AuthLength) <= int(m.FragLength)
		c.Require(fits, AuthLength)
		if !fits {
			m.AuthLength = 0
		}
	}
	m.CallID = m.u32(c, fCallID)
}

// append4 is the first four bytes of b, zeros where they are not there.
func append4(b []byte) []byte {
	if len(b) >= 4 {
		return b[:4]
	}
	return zeros[:4]
}

var zeros [4]byte

// rest leaves closed what the type of PDU has behind the header.
func (m *PDU) rest(c *dissect.Cursor) {
	if n := c.Left(); n > 0 {
		c.Closed(fBody, n)
	}
}

// tail is how many bytes at the end of the PDU sec_trailer and token take.
func (m *PDU) tail() int {
	if m.AuthLength == 0 {
		return 0
	}
	return authLength + int(m.AuthLength)
}
