// Package x224 decodes the class 0 TPDUs of X.224 as RDP uses them, with the
// negotiation of the security protocol that rides in Connection Request and
// Connection Confirm (MS-RDPBCGR 2.2.1.1, 2.2.1.2; X.224 13).
package x224

import (
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
)

// Data holds the protocol that reads the user data of Data TPDUs. mcs binds
// itself here.
var Data = dissect.NewTable[struct{}]("x224.data")

// External holds the protocols that take over the stream behind a Connection
// Confirm, by selectedProtocol (MS-RDPBCGR 2.2.1.2.1): 1, 2, 4, 8, 0x10.
var External = dissect.NewTable[uint32]("x224.security")

// Protocol is X.224 class 0.
var Protocol = &dissect.Protocol{
	Name:         "x224",
	Title:        "X.224 class 0 and RDP negotiation",
	Specs:        []dissect.Spec{"MS-RDPBCGR 2.2.1.1", "MS-RDPBCGR 2.2.1.2", "X.224 13"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{tpkt.Payload.Key(struct{}{})},
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// TPDU codes, X.224 13.3 to 13.12: the high four bits of the second byte.
const (
	CodeConnectionRequest = 0xE
	CodeConnectionConfirm = 0xD
	CodeDisconnectRequest = 0x8
	CodeData              = 0xF
	CodeError             = 0x7
)

// A TPDU is one transport protocol data unit of class 0. The fields beyond Code
// are those of its type; the others are zero.
type TPDU struct {
	LengthIndicator uint8 // bytes of the header behind this byte
	Code            uint8 // high four bits
	Credit          uint8 // low four bits
	Destination     uint16
	Source          uint16
	Class           uint8
	Reason          uint8 // DR, ER
	Number          uint8 // DT: EOT in the top bit, TPDU-NR below

	RDP        bool // the variable part is one that RDP uses
	Request    NegotiationRequest
	Response   NegotiationResponse
	Failure    NegotiationFailure
	Correlated bool // a correlation info is there

	userData   int // offset of the user data of a Data TPDU
	selectedAt int // offset of selectedProtocol
	cookie     [2]int
	token      [2]int
}

// Last reports whether a Data TPDU ends its TSDU (EOT, X.224 13.7).
func (m *TPDU) Last() bool { return m.Number&eot != 0 }

// eot is the end-of-TSDU mark, X.224 13.7.3.
const eot = 0x80

// Decode reads a TPDU.
func (m *TPDU) Decode(c *dissect.Cursor) {
	m.LengthIndicator = c.U8(fLI)
	b := c.U8(fCode)
	m.Code, m.Credit = b>>4, b&0x0F
	switch m.Code {
	case CodeConnectionRequest:
		c.Is(kindConnectionRequest)
		m.connect(c)
		m.request(c)
	case CodeConnectionConfirm:
		c.Is(kindConnectionConfirm)
		m.connect(c)
		m.confirm(c)
	case CodeDisconnectRequest:
		c.Is(kindDisconnectRequest)
		m.Destination = c.U16(fDestination)
		m.Source = c.U16(fSource)
		m.Reason = c.U8(fReason)
		m.rest(c)
	case CodeData:
		c.Is(kindData)
		m.Number = c.U8(fNumber)
		c.Part(fEOT, 7, 1)
		m.rest(c)
		m.userData = c.Offset()
		if n := c.Left(); n > 0 {
			c.Bytes(fUserData, n)
		}
	case CodeError:
		c.Is(kindError)
		m.Destination = c.U16(fDestination)
		m.Reason = c.U8(fRejectCause)
		m.rest(c)
	default:
		c.Is(kindUnknown)
		if n := c.Left(); n > 0 {
			c.Closed(fUnknown, n)
		}
	}
}

// connect reads what Connection Request and Connection Confirm have in common.
func (m *TPDU) connect(c *dissect.Cursor) {
	m.Destination = c.U16(fDestination)
	m.Source = c.U16(fSource)
	m.Class = c.U8(fClass)
}

// rest reads parameters up to where the length indicator says that the header ends.
func (m *TPDU) rest(c *dissect.Cursor) {
	n := 1 + int(m.LengthIndicator) - c.Offset()
	if n <= 0 {
		return
	}
	p := c.Sub(fVariable, n)
	parameters(&p)
	p.Done()
}

// parameters reads the variable part as X.224 has it: code, length, value.
func parameters(c *dissect.Cursor) {
	for c.Left() > 0 && c.OK() {
		c.Enter(fParameter)
		c.U8(fParameterCode)
		n := c.U8(fParameterLength)
		v := c.Sub(fParameterValue, int(n))
		if n > 0 {
			v.Rest(fValue)
		}
		v.Done()
		c.Leave()
	}
}
