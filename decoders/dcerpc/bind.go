package dcerpc

import (
	"github.com/radissect/radissect/dissect"
)

// bind reads bind and alter_context, C706 12.6.4.3 and 12.6.4.1.
func (m *PDU) bind(c *dissect.Cursor) {
	m.u16(c, fMaxXmit)
	m.u16(c, fMaxRecv)
	m.Group = m.u32(c, fGroup)
	n := int(c.U8(fNContext))
	c.U8(fReserved)
	c.Bytes(fReserved2, 2)
	for i := 0; i < n && c.OK() && c.Left() > m.tail(); i++ {
		m.contextElement(c)
	}
	c.RequireAt(!c.OK() || len(m.Contexts) == n, ContextCount, 24, 1, "")
	m.auth(c)
}

// contextElement reads a p_cont_elem_t, C706 12.6.3.1.
func (m *PDU) contextElement(c *dissect.Cursor) {
	var e ContextElement
	c.Enter(fContextElement)
	e.ID = m.u16(c, fContextID)
	e.Offered = int(c.U8(fNTransfer))
	c.U8(fReserved)
	e.Interface = m.syntax(c, fAbstractSyntax)
	for i := 0; i < e.Offered && c.OK() && c.Left() > m.tail(); i++ {
		v := m.transfer(c)
		if i == 0 {
			e.Transfer = v
		}
	}
	c.Leave()
	if c.OK() {
		m.Contexts = append(m.Contexts, e)
	}
}

// transfer reads a transfer syntax of a bind; bind time feature negotiation hides
// its bitmask in the last eight bytes of the UUID (MS-RPCE 2.2.2.14).
func (m *PDU) transfer(c *dissect.Cursor) (v UUIDVersion) {
	b := c.Peek()
	if m.BigEndian || len(b) < 20 || [8]byte(b[:8]) != [8]byte(idFeatures.UUID[:8]) {
		return m.syntax(c, fTransferSyntax)
	}
	c.Enter(fFeatures)
	copy(v.UUID[:], b)
	c.Bytes(fFeaturePrefix, 8)
	c.U64LE(fFeatureBitmask)
	n := m.u32(c, fIfVersion)
	v.Major, v.Minor = uint16(n), uint16(n>>16)
	c.Leave()
	return v
}

// bindAck reads bind_ack and alter_context_resp, C706 12.6.4.4 and 12.6.4.2.
func (m *PDU) bindAck(c *dissect.Cursor) {
	m.u16(c, fMaxXmit)
	m.u16(c, fMaxRecv)
	m.Group = m.u32(c, fGroup)
	c.Enter(fSecAddr)
	c.Bytes(fPortSpec, min(int(m.u16(c, fAddrLength)), c.Left()))
	c.Leave()
	if pad := -c.Offset() & 3; pad > 0 && pad <= c.Left() {
		c.Bytes(fPad, pad)
	}
	n := int(c.U8(fNResults))
	c.U8(fReserved)
	c.Bytes(fReserved2, 2)
	for i := 0; i < n && c.OK() && c.Left() > m.tail(); i++ {
		var r Result
		c.Enter(fResultElement)
		r.Result = m.u16(c, fResult)
		reason := fReason
		if r.Result == resultNegotiateAck {
			reason = fResponseBitmask
		}
		r.Reason = m.u16(c, reason)
		r.Transfer = m.syntax(c, fTransferSyntax)
		c.Leave()
		if c.OK() {
			m.Results = append(m.Results, r)
		}
	}
	m.auth(c)
}

// extendedError announces extended error information, MS-RPCE 2.2.1.1.2.
var extendedError = MustID("90740320-fad0-11d3-82d7-009027b130ab", 0, 0).UUID

// bindNak reads bind_nak, MS-RPCE 2.2.2.9.
func (m *PDU) bindNak(c *dissect.Cursor) {
	m.Reject = m.u16(c, fReject)
	if c.Left() > 0 {
		n := int(c.U8(fNProtocols))
		for i := 0; i < n && c.Left() >= 2; i++ {
			c.Enter(fSupported)
			c.U8(fMajorVersion)
			c.U8(fMinorVersion)
			c.Leave()
		}
	}
	if c.Left() >= 16 {
		if pad := -c.Offset() & 3; pad > 0 && c.Left() >= 16+pad {
			c.Bytes(fPad, pad)
		}
		if m.uuid(c, fSignature) == extendedError && c.Left() > 0 {
			c.Closed(fExtendedError, c.Left())
		}
	}
	if n := c.Left(); n > 0 {
		c.Bytes(fPad, n)
	}
}
