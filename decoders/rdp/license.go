package rdp

import "github.com/radissect/radissect/dissect"

// Licensing, MS-RDPBCGR 2.2.1.12.1.
const (
	licenseErrorAlert    = 0xFF
	licensePreamble      = 4
	statusValidClient    = 7
	stNoTransition       = 2
	licenseRequest       = 0x01
	licensePlatform      = 0x02
	licenseNew           = 0x03
	licenseUpgrade       = 0x04
	licenseInfo          = 0x12
	licenseNewRequest    = 0x13
	licensePlatformReply = 0x15
)

// license reads a licensing PDU behind its security header. Only the error
// message is read further; the others are MS-RDPELE and stay closed.
func (m *message) license(c *dissect.Cursor) {
	c.Enter(fLicensePreamble)
	typ := c.U8(fMsgType)
	c.U8(fLicenseFlags)
	size := int(c.U16LE(fMsgSize))
	c.Require(size == licensePreamble+c.Left(), LicenseSize)
	c.Leave()
	m.licenseType = typ
	c.Is(licenseKind(typ))
	if typ != licenseErrorAlert {
		c.Closed(fLicenseBody, c.Left())
		return
	}
	c.Enter(fLicenseError)
	m.code = c.U32LE(fErrorCode)
	valid := m.code == statusValidClient
	v := c.U32LE(fStateTransition)
	if valid {
		c.Require(v == stNoTransition, ValidClientTransition)
	}
	c.Enter(fErrorInfo)
	c.U16LE(fBlobType)
	n := int(c.U16LE(fBlobLen))
	if valid {
		// The type of an empty blob is to be ignored (2.2.1.12.1.2), so only the
		// length is held against the sender.
		c.Require(n == 0, ValidClient)
	}
	if n > 0 {
		c.Bytes(fBlobData, n)
	}
	c.Leave()
	c.Leave()
	if valid {
		c.Is(kindValidClient)
	}
}

func licenseKind(typ uint8) *dissect.Kind {
	switch typ {
	case licenseRequest:
		return kindLicenseRequest
	case licensePlatform:
		return kindPlatformChallenge
	case licenseNew:
		return kindNewLicense
	case licenseUpgrade:
		return kindUpgradeLicense
	case licenseInfo:
		return kindLicenseInfo
	case licenseNewRequest:
		return kindNewLicenseRequest
	case licensePlatformReply:
		return kindPlatformResponse
	case licenseErrorAlert:
		return kindLicenseError
	}
	return kindLicense
}
