package x224

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Security protocols, MS-RDPBCGR 2.2.1.1.1 (requestedProtocols) and 2.2.1.2.1 (selectedProtocol).
const (
	ProtocolRDP      uint32 = 0x00000000 // standard RDP security
	ProtocolSSL      uint32 = 0x00000001 // TLS
	ProtocolHybrid   uint32 = 0x00000002 // CredSSP
	ProtocolRDSTLS   uint32 = 0x00000004
	ProtocolHybridEx uint32 = 0x00000008 // CredSSP and Early User Authorization Result
	ProtocolRDSAAD   uint32 = 0x00000010
)

// Flags of RDP_NEG_RSP that other layers ask for, MS-RDPBCGR 2.2.1.2.1.
const (
	ExtendedClientDataSupported uint8 = 0x01
	DynvcGFXProtocolSupported   uint8 = 0x02
)

// Types and lengths of the negotiation structures, MS-RDPBCGR 2.2.1.1.1 to 2.2.1.2.2.
const (
	typeRequest     = 0x01
	typeResponse    = 0x02
	typeFailure     = 0x03
	typeCorrelation = 0x06

	negotiationLength = 8
	correlationLength = 0x24

	correlationPresent = 0x08
)

// A NegotiationRequest is RDP_NEG_REQ, MS-RDPBCGR 2.2.1.1.1.
type NegotiationRequest struct {
	Present   bool
	Type      uint8
	Flags     uint8
	Length    uint16
	Protocols uint32
}

// Decode reads the structure.
func (m *NegotiationRequest) Decode(c *dissect.Cursor) {
	c.Enter(fNegReq)
	m.Present = true
	m.Type = c.U8(fReqType)
	c.Require(m.Type == typeRequest, NegotiationType)
	m.Flags = c.U8(fReqFlags)
	m.Length = c.U16LE(fLength)
	c.Require(m.Length == negotiationLength, NegotiationLength)
	m.Protocols = c.U32LE(fRequestedProtocols)
	c.Require(m.Protocols&ProtocolHybrid == 0 || m.Protocols&ProtocolSSL != 0, HybridWithSSL)
	c.Require(m.Protocols&ProtocolHybridEx == 0 || m.Protocols&ProtocolHybrid != 0, HybridExWithHybrid)
	c.Leave()
}

// A NegotiationResponse is RDP_NEG_RSP, MS-RDPBCGR 2.2.1.2.1.
type NegotiationResponse struct {
	Present  bool
	Type     uint8
	Flags    uint8
	Length   uint16
	Selected uint32
}

// Decode reads the structure.
func (m *NegotiationResponse) Decode(c *dissect.Cursor) {
	c.Enter(fNegRsp)
	m.Present = true
	m.Type = c.U8(fRspType)
	c.Require(m.Type == typeResponse, NegotiationType)
	m.Flags = c.U8(fRspFlags)
	m.Length = c.U16LE(fLength)
	c.Require(m.Length == negotiationLength, NegotiationLength)
	m.Selected = c.U32LE(fSelectedProtocol)
	c.Leave()
}

// A NegotiationFailure is RDP_NEG_FAILURE, MS-RDPBCGR 2.2.1.2.2.
type NegotiationFailure struct {
	Present bool
	Type    uint8
	Flags   uint8
	Length  uint16
	Code    uint32
}

// Decode reads the structure.
func (m *NegotiationFailure) Decode(c *dissect.Cursor) {
	c.Enter(fNegFailure)
	m.Present = true
	m.Type = c.U8(fRspType)
	m.Flags = c.U8(fFailureFlags)
	c.Require(m.Flags == 0, FailureFlags)
	m.Length = c.U16LE(fLength)
	c.Require(m.Length == negotiationLength, NegotiationLength)
	m.Code = c.U32LE(fFailureCode)
	c.Leave()
}

// correlation reads RDP_NEG_CORRELATION_INFO, MS-RDPBCGR 2.2.1.1.2.
func correlation(c *dissect.Cursor) {
	c.Enter(fCorrelation)
	c.U8(fCorrelationType)
	flags := c.U8(fCorrelationFlags)
	c.Require(flags == 0, CorrelationFlags)
	n := c.U16LE(fLength)
	c.Require(n == correlationLength, CorrelationLength)
	id := c.Bytes(fCorrelationID, 16)
	c.Require(id == nil || id[0] != 0x00 && id[0] != 0xF4 && bytes.IndexByte(id, '\r') < 0, CorrelationID)
	reserved := c.Bytes(fReserved, 16)
	c.Require(allZero(reserved), CorrelationReserved)
	c.Leave()
}

func allZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

var (
	cookiePrefix = []byte("Cookie: mstshash=")
	tokenPrefix  = []byte("Cookie: msts=")
	anyCookie    = []byte("Cookie:")
	crlf         = []byte("\r\n")
)

// request reads the variable part of a Connection Request, MS-RDPBCGR 2.2.1.1.
func (m *TPDU) request(c *dissect.Cursor) {
	m.RDP = isRequest(c.Peek())
	if !m.RDP {
		m.rest(c)
		return
	}
	m.coverage(c)
	m.text(c)
	if c.PeekU8(0) == typeRequest || c.Left() >= negotiationLength {
		m.Request.Decode(c)
	}
	at := c.Offset()
	if c.PeekU8(0) == typeCorrelation {
		m.Correlated = true
		correlation(c)
	}
	if wanted := m.Request.Flags&correlationPresent != 0; m.Request.Present && c.OK() {
		c.RequireAt(m.Correlated == wanted, CorrelationPresent, at, c.Offset()-at, "")
	}
	if n := c.Left(); n > 0 {
		c.Closed(fUnknown, n)
	}
}

// text reads the routing token and the cookie: each a line.
func (m *TPDU) text(c *dissect.Cursor) {
	for bytes.HasPrefix(c.Peek(), anyCookie) || m.token == [2]int{} && tokenLength(c.Peek()) > 0 {
		b, at := c.Peek(), c.Offset()
		n := bytes.Index(b, crlf)
		whole := n >= 0
		if !whole {
			n = len(b)
		}
		switch {
		case bytes.HasPrefix(b, anyCookie) && !bytes.HasPrefix(b, tokenPrefix):
			m.cookie = [2]int{at, n}
			c.Bytes(fCookie, n)
			c.Require(bytes.HasPrefix(b, cookiePrefix), CookieText)
			c.RequireAt(m.token == [2]int{}, TokenAndCookie, at, n, "")
		default:
			m.token = [2]int{at, n}
			c.Bytes(fRoutingToken, n)
			if m.cookie != [2]int{} {
				c.RequireAt(false, TokenAndCookie, at, n, "")
			}
		}
		if !whole {
			return
		}
		c.Bytes(fLineEnd, 2)
	}
}

// confirm reads the variable part of a Connection Confirm, MS-RDPBCGR 2.2.1.2.
func (m *TPDU) confirm(c *dissect.Cursor) {
	b := c.Peek()
	m.RDP = isNegotiation(b)
	if !m.RDP {
		m.rest(c)
		return
	}
	m.coverage(c)
	if b[0] == typeFailure {
		m.Failure.Decode(c)
	} else {
		m.Response.Decode(c)
		m.selectedAt = c.Offset() - 4
	}
	if n := c.Left(); n > 0 {
		c.Closed(fUnknown, n)
	}
}

// coverage checks that the length indicator counts the variable part.
func (m *TPDU) coverage(c *dissect.Cursor) {
	size := c.Offset() + c.Left()
	if int(m.LengthIndicator)+1 == size {
		c.Held(LengthIndicator)
		return
	}
	c.Report(LengthIndicator, 0, 1, "LI is "+strconv.Itoa(int(m.LengthIndicator))+", "+strconv.Itoa(size-1)+" bytes follow it")
}

// isNegotiation reports whether b starts like a negotiation structure: its
// length field is 8. Parameters of X.224 begin with codes from 0x85 on.
func isNegotiation(b []byte) bool {
	return len(b) >= 4 && b[0] >= typeRequest && b[0] <= typeCorrelation
}

// isRequest reports whether b is a variable part that an RDP client sends:
// nothing else begins with a cookie, a routing token or a negotiation request.
func isRequest(b []byte) bool {
	return bytes.HasPrefix(b, anyCookie) || tokenLength(b) > 0 || isNegotiation(b)
}

// tokenLength is the length of the routing token that b starts with, without
// its line end: printable text up to CR LF. 0 where there is none.
func tokenLength(b []byte) int {
	n := bytes.Index(b, crlf)
	for i := 0; i < n; i++ {
		if b[i] < 0x20 || b[i] > 0x7E {
			return 0
		}
	}
	return max(n, 0)
}
