package rdp

import "github.com/radissect/radissect/dissect"

// Request and response types of the detection of network characteristics,
// MS-RDPBCGR 2.2.14.1 and 2.2.14.2, as far as they have fields of their own.
const (
	requestPayload     = 0x0002
	requestStopConnect = 0x002B
	requestResultRTT   = 0x0840
	requestResultBW    = 0x0880
	requestResultAll   = 0x08C0
	responseResults    = 0x000B
	responseConnect    = 0x0003
	responseSync       = 0x0018
)

// autodetectRequest reads the data of an Auto-Detect Request PDU, MS-RDPBCGR 2.2.14.3.
func (m *message) autodetectRequest(c *dissect.Cursor) {
	c.Is(kindAutodetectRequest)
	c.U8(fHeaderLength)
	c.U8(fHeaderTypeID)
	c.U16LE(fSequenceNumber)
	typ := c.U16LE(fRequestType)
	m.code = uint32(typ)
	switch typ {
	case requestPayload, requestStopConnect:
		n := int(c.U16LE(fPayloadLength))
		c.Bytes(fPayload, n)
	case requestResultRTT:
		c.U32LE(fBaseRTT)
		c.U32LE(fAverageRTT)
	case requestResultBW:
		c.U32LE(fBandwidth)
		c.U32LE(fAverageRTT)
	case requestResultAll:
		c.U32LE(fBaseRTT)
		c.U32LE(fBandwidth)
		c.U32LE(fAverageRTT)
	}
}

// autodetectResponse reads the data of an Auto-Detect Response PDU, MS-RDPBCGR 2.2.14.4.
func (m *message) autodetectResponse(c *dissect.Cursor) {
	c.Is(kindAutodetectResponse)
	c.U8(fHeaderLength)
	c.U8(fHeaderTypeID)
	c.U16LE(fSequenceNumber)
	typ := c.U16LE(fResponseType)
	m.code = uint32(typ)
	switch typ {
	case responseResults, responseConnect:
		c.U32LE(fTimeDelta)
		c.U32LE(fByteCount)
	case responseSync:
		c.U32LE(fBandwidth)
		c.U32LE(fRTT)
	}
}

// multitransportRequest reads MS-RDPBCGR 2.2.15.1.
func (m *message) multitransportRequest(c *dissect.Cursor) {
	c.Is(kindMultitransportRequest)
	c.U32LE(fRequestID)
	m.code = uint32(c.U16LE(fRequestedProtocol))
	c.U16LE(fReserved)
	c.Bytes(fSecurityCookie, 16)
}

// multitransportResponse reads MS-RDPBCGR 2.2.15.2.
func (m *message) multitransportResponse(c *dissect.Cursor) {
	c.Is(kindMultitransportResponse)
	c.U32LE(fRequestID)
	m.code = c.U32LE(fHrResponse)
}

// heartbeat reads MS-RDPBCGR 2.2.16.1.
func heartbeat(c *dissect.Cursor) {
	c.Is(kindHeartbeat)
	c.U8(fHeartbeatReserved)
	c.U8(fPeriod)
	c.U8(fCount1)
	c.U8(fCount2)
}

// redirected are the optional parts of a redirection packet in their order, each
// a length of four bytes and the data, MS-RDPBCGR 2.2.13.1.
var redirected = [...]struct {
	flag         uint32
	length, data *dissect.Field
}{
	{0x00001, fTargetNetAddressLength, fTargetNetAddress},
	{0x00002, fLoadBalanceInfoLength, fLoadBalanceInfo},
	{0x00004, fUserNameLength, fRedirUserName},
	{0x00008, fDomainLength, fRedirDomain},
	{0x00010, fPasswordLength, fRedirPassword},
	{0x00100, fTargetFQDNLength, fTargetFQDN},
	{0x00200, fTargetNetBiosNameLength, fTargetNetBiosName},
	{0x01000, fTsvUrlLength, fTsvURL},
	{0x08000, fRedirectionGUIDLength, fRedirectionGUID},
	{0x10000, fTargetCertificateLength, fTargetCertificate},
	{0x00800, fTargetNetAddressesLength, fTargetNetAddresses},
}

// redirPad is the optional padding at the end of a redirection packet.
const redirPad = 8

// redirection reads an RDP_SERVER_REDIRECTION_PACKET, MS-RDPBCGR 2.2.13.1.
func (m *message) redirection(c *dissect.Cursor) {
	c.Enter(fRedirection)
	c.U16LE(fRedirFlagsID)
	c.U16LE(fRedirLength)
	c.U32LE(fRedirSessionID)
	m.code = c.U32LE(fRedirFlags)
	for i := range redirected {
		r := &redirected[i]
		if m.code&r.flag == 0 {
			continue
		}
		n := int(c.U32LE(r.length))
		c.Bytes(r.data, n)
	}
	if n := c.Left(); n >= redirPad {
		c.Bytes(fRedirPad, redirPad)
	}
	c.Leave()
}
