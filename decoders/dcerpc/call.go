package dcerpc

import (
	"github.com/radissect/radissect/dissect"
)

// request reads a request, C706 12.6.4.9.
func (m *PDU) request(c *dissect.Cursor) {
	m.Hint = m.u32(c, fAllocHint)
	m.Context = m.u16(c, fContextID)
	m.Opnum = m.u16(c, fOpnum)
	if m.Flags&FlagObject != 0 {
		m.Object = m.uuid(c, fObject)
	}
	m.body(c)
}

// response reads a response, C706 12.6.4.10.
func (m *PDU) response(c *dissect.Cursor) {
	m.Hint = m.u32(c, fAllocHint)
	m.Context = m.u16(c, fContextID)
	c.U8(fCancelCount)
	c.U8(fReserved)
	m.body(c)
}

// fault reads a fault, C706 12.6.4.7 with MS-RPCE 2.2.2.8.
func (m *PDU) fault(c *dissect.Cursor) {
	m.Hint = m.u32(c, fAllocHint)
	m.Context = m.u16(c, fContextID)
	c.U8(fCancelCount)
	extended := c.U8(fFaultFlags)&1 != 0
	m.Status = m.u32(c, fStatus)
	if c.OK() {
		c.Require(!neverSent(m.Status), FaultStatus)
	}
	if c.Left()-m.tail() >= 4 {
		c.Bytes(fFaultReserved, 4)
	}
	n := c.Left() - m.tail()
	switch {
	case n <= 0:
		c.Held(FaultStub)
	case extended:
		c.Closed(fExtendedError, n)
		c.Held(FaultStub)
	case m.tail() > 0 && n <= int(c.PeekU8(n+2)):
		c.Bytes(fAuthPad, n)
		c.Held(FaultStub)
	default:
		c.Closed(fStub, n)
		c.Require(false, FaultStub)
	}
	m.auth(c)
}

// neverSent reports whether a server must not send this status, MS-RPCE 3.3.3.5.1.
func neverSent(status uint32) bool {
	switch status {
	case 0, 0x80000001, 0x80000002, 0x80000003, 0xC0000005, 0xC0000006, 0xC000001D, 0xC0000096,
		0xC00000AA, 0xC00000FD, 0xC0000194, 0xC0000235, 0xC0000409, 0xC0000420:
		return true
	}
	return false
}

// body reads stub data, padding and what security adds (MS-RPCE 2.2.2.1).
func (m *PDU) body(c *dissect.Cursor) {
	n := c.Left() - m.tail()
	if n < 0 || !c.OK() {
		return
	}
	m.stubOff, m.stubLen = c.Offset(), n
	if m.tail() > 0 && c.PeekU8(n+1) == LevelPrivacy && c.PeekU8(n) != AuthNone {
		m.Sealed = true
		c.Closed(fSealed, n)
		m.auth(c)
		return
	}
	pad := 0
	if m.tail() > 0 {
		pad = min(int(c.PeekU8(n+2)), n)
	}
	stub := n - pad
	tail := 0
	if m.Type == TypeRequest && m.Flags&FlagLast != 0 {
		tail = stub - trailerStart(c.Peek()[:stub])
	}
	m.stubLen = stub - tail
	if m.stubLen > 0 {
		c.Closed(fStub, m.stubLen)
	}
	if tail > 0 {
		m.Trailer.decode(c, tail)
	}
	if pad > 0 {
		c.Bytes(fAuthPad, pad)
	}
	m.auth(c)
}
