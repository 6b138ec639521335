package credssp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// Values of the RDSTLS PDUs, MS-RDPBCGR 2.2.17.
const (
	rdstlsVersion      = 1
	rdstlsCapabilities = 1 // RDSTLS_TYPE_CAPABILITIES
	rdstlsAuthReq      = 2 // RDSTLS_TYPE_AUTHREQ
	rdstlsAuthRsp      = 4 // RDSTLS_TYPE_AUTHRSP

	rdstlsPasswordCreds = 1 // RDSTLS_DATA_PASSWORD_CREDS
	rdstlsCookie        = 2 // RDSTLS_DATA_AUTORECONNECT_COOKIE
)

// Lengths of the RDSTLS PDUs in bytes, MS-RDPBCGR 2.2.17.
const (
	rdstlsHeader             = 6
	rdstlsCapabilitiesLength = 8
	rdstlsResponseLength     = 10
)

// An RDSTLS is one of the PDUs of RDSTLS, MS-RDPBCGR 2.2.17.
type RDSTLS struct {
	Version, Type, Data uint16
	Result              uint32 // of a response
}

// frameRDSTLS tells the length of the PDU that b starts with.
func frameRDSTLS(b []byte) int {
	if len(b) < rdstlsHeader {
		return 0
	}
	data := binary.LittleEndian.Uint16(b[4:])
	switch binary.LittleEndian.Uint16(b[2:]) {
	case rdstlsCapabilities:
		return rdstlsCapabilitiesLength
	case rdstlsAuthRsp:
		return rdstlsResponseLength
	case rdstlsAuthReq:
		at, fields := rdstlsHeader, 4 // GUID, user, domain, password
		if data == rdstlsCookie {
			at, fields = rdstlsHeader+4, 1
		}
		for range fields {
			if len(b) < at+2 {
				return 0
			}
			at += 2 + int(binary.LittleEndian.Uint16(b[at:]))
		}
		return at
	}
	return dissect.Lost
}

// probeCapabilities recognises the first PDU of RDSTLS, which the server sends.
func probeCapabilities(b []byte) dissect.Verdict {
	want := [...]byte{rdstlsVersion, 0, rdstlsCapabilities, 0, 1, 0}
	for i, v := range want {
		if i >= len(b) {
			return dissect.More
		}
		if b[i] != v {
			return dissect.No
		}
	}
	return dissect.Yes
}

// Decode reads one PDU.
func (m *RDSTLS) Decode(c *dissect.Cursor) {
	*m = RDSTLS{}
	m.Version = c.U16LE(fRDSTLSVersion)
	c.Require(m.Version == rdstlsVersion, RDSTLSVersion)
	m.Type = c.U16LE(fPduType)
	switch m.Type {
	case rdstlsCapabilities:
		c.Is(kindRDSTLSCapabilities)
		m.Data = c.U16LE(fDataType)
		c.Require(c.U16LE(fSupportedVersions) == rdstlsVersion, RDSTLSSupported)
	case rdstlsAuthReq:
		m.Data = c.U16LE(fDataType)
		m.request(c)
	case rdstlsAuthRsp:
		c.Is(kindRDSTLSResponse)
		m.Data = c.U16LE(fDataType)
		m.Result = c.U32LE(fResultCode)
	}
	if c.Left() > 0 {
		c.Closed(fPadding, c.Left())
	}
}

// request reads an authentication request, MS-RDPBCGR 2.2.17.2 and 2.2.17.3.
func (m *RDSTLS) request(c *dissect.Cursor) {
	if m.Data == rdstlsCookie {
		c.Is(kindRDSTLSCookie)
		c.U32LE(fSessionID)
		c.Bytes(fAutoReconnectCookie, int(c.U16LE(fCookieLength)))
		return
	}
	c.Is(kindRDSTLSPassword)
	c.Bytes(fRedirectionGUID, int(c.U16LE(fGUIDLength)))
	c.Bytes(fRDSTLSUserName, int(c.U16LE(fUserNameLength)))
	c.Bytes(fRDSTLSDomain, int(c.U16LE(fDomainLength)))
	c.Bytes(fRDSTLSPassword, int(c.U16LE(fPasswordLength)))
}
