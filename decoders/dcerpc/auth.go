package dcerpc

import (
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/dissect"
)

// Security providers, MS-RPCE 2.2.1.1.7.
const (
	AuthNone     = 0x00
	AuthSPNEGO   = 0x09
	AuthNTLM     = 0x0A
	AuthTLS      = 0x0E
	AuthKerberos = 0x10
	AuthNetlogon = 0x44
	AuthDefault  = 0xFF
)

// Authentication levels, MS-RPCE 2.2.1.1.8.
const (
	LevelDefault   = 0
	LevelNone      = 1
	LevelConnect   = 2
	LevelCall      = 3
	LevelPacket    = 4
	LevelIntegrity = 5
	LevelPrivacy   = 6
)

// Auth is a sec_trailer with its token, MS-RPCE 2.2.2.11.
type Auth struct {
	Present bool
	Type    uint8
	Level   uint8
	Pad     uint8
	Context uint32 // auth_context_id

	off      int // of the structure in the PDU
	token, n int // of the token in the PDU
}

// auth reads what is in front of sec_trailer as padding, then sec_trailer and
// the token.
func (m *PDU) auth(c *dissect.Cursor) {
	tail := m.tail()
	if n := c.Left() - tail; n > 0 {
		c.Bytes(fAuthPad, n)
	}
	if tail == 0 || c.Left() < tail {
		return
	}
	a := &m.Auth
	a.Present, a.off = true, c.Offset()
	c.Enter(fSecTrailer)
	a.Type = c.U8(fAuthType)
	c.Require(a.Type == AuthNone || authTypeNames.Value(uint64(a.Type)) != "", AuthType)
	a.Level = c.U8(fAuthLevel)
	c.Require(a.Level <= LevelPrivacy, AuthLevel)
	a.Pad = c.U8(fAuthPadLength)
	c.Require(int(a.Pad) <= a.off-headerLength, AuthPad)
	c.U8(fAuthReserved)
	a.Context = m.u32(c, fAuthContext)
	c.Leave()
	a.token, a.n = c.Offset(), int(m.AuthLength)
	if a.Type == AuthNTLM && a.Level >= LevelIntegrity && a.n == 16 && m.Type <= TypeFault {
		c.Enter(fNTLMToken)
		ntlm.DecodeSignature(c)
		c.Leave()
		return
	}
	c.Closed(fToken, a.n)
}
