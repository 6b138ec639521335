package rdp

import "github.com/radissect/radissect/dissect"

// Flags of the security header, MS-RDPBCGR 2.2.8.1.1.2.1.
const (
	SecExchange       uint16 = 0x0001 // Security Exchange PDU
	SecTransportReq   uint16 = 0x0002 // Initiate Multitransport Request PDU
	SecTransportRsp   uint16 = 0x0004 // Initiate Multitransport Response PDU
	SecEncrypt        uint16 = 0x0008 // the packet is encrypted
	SecInfo           uint16 = 0x0040 // Client Info PDU
	SecLicense        uint16 = 0x0080 // licensing PDU
	SecRedirection    uint16 = 0x0400 // Standard Security Server Redirection PDU, encrypted
	SecSecureChecksum uint16 = 0x0800 // salted MAC
	SecAutodetectReq  uint16 = 0x1000 // Auto-Detect Request PDU
	SecAutodetectRsp  uint16 = 0x2000 // Auto-Detect Response PDU
	SecHeartbeat      uint16 = 0x4000 // Heartbeat PDU
)

// secTypes are the flags that say which PDU follows.
const secTypes = SecExchange | SecTransportReq | SecTransportRsp | SecInfo | SecLicense |
	SecRedirection | SecAutodetectReq | SecAutodetectRsp | SecHeartbeat

// Encryption methods, MS-RDPBCGR 2.2.1.4.3.
const (
	MethodNone   uint32 = 0
	Method40Bit  uint32 = 1
	Method128Bit uint32 = 2
	Method56Bit  uint32 = 8
	MethodFIPS   uint32 = 0x10
)

// Encryption levels, MS-RDPBCGR 2.2.1.4.3.
const (
	LevelNone             uint32 = 0
	LevelLow              uint32 = 1
	LevelClientCompatible uint32 = 2
	LevelHigh             uint32 = 3
	LevelFIPS             uint32 = 4
)

// MethodName is the name of what an encryption method of standard RDP security
// encrypts with, "" for none.
func MethodName(method uint32) string {
	switch method {
	case Method40Bit:
		return "RC4-40"
	case Method56Bit:
		return "RC4-56"
	case Method128Bit:
		return "RC4-128"
	case MethodFIPS:
		return "3DES-FIPS"
	}
	return ""
}

// fipsHeaderLength is what the length field of a FIPS header holds, MS-RDPBCGR 2.2.8.1.1.2.3.
const fipsHeaderLength = 0x10

// A Form is a layout of the security header, MS-RDPBCGR 2.2.8.1.1.2.
type Form uint8

// The forms.
const (
	FormAbsent  Form = iota // no security header
	FormBasic               // 4 bytes: flags
	FormNonFIPS             // 12 bytes: flags, MAC
	FormFIPS                // 16 bytes: flags, length, version, padding, MAC
)

// A Security is what the security header of one message says.
type Security struct {
	Form      Form
	Flags     uint16
	Encrypted bool   // everything behind the header is
	Method    uint32 // encryption method in force
	MAC       [8]byte
	Padding   uint8 // FIPS: bytes of padding at the end of the plain text
	Opened    bool  // it was encrypted; what follows is the plain text
	Cut       bool  // the header is not whole
	// Off and Len are the place of the cipher text in its message, in bytes.
	Off, Len int
}

// readSecurity reads a security header. Whether the MAC is there follows from
// the flags: peers that do not encrypt a packet send the basic header (MS-RDPBCGR
// 2.2.1.12 says so for licensing, and Windows, FreeRDP and xrdp do so for all).
func readSecurity(c *dissect.Cursor, method uint32, s *Security) {
	c.Enter(fSecurityHeader)
	s.Flags = c.U16LE(fSecFlags)
	c.U16LE(fSecFlagsHi)
	s.Method = method
	s.Form = FormBasic
	s.Encrypted = method != MethodNone && s.Flags&(SecEncrypt|SecRedirection) != 0
	if s.Encrypted {
		s.Form = FormNonFIPS
		if method == MethodFIPS {
			s.Form = FormFIPS
			n := c.U16LE(fSecLength)
			c.Require(n == fipsHeaderLength, FIPSLength)
			c.U8(fSecVersion)
			s.Padding = c.U8(fSecPadlen)
		}
		copy(s.MAC[:], c.Bytes(fDataSignature, len(s.MAC)))
	}
	c.Leave()
	s.Off, s.Len, s.Cut = c.Offset(), c.Left(), !c.OK()
}

// closed names the cipher text and its method where that is known, and leaves it closed.
func (s *Security) closed(c *dissect.Cursor) {
	if s.Method != MethodNone {
		c.Note(fEncryptionMethod, uint64(s.Method))
	}
	c.Closed(fEncryptedData, c.Left())
}
