// Package svc reads the static virtual channels of RDP: the Virtual Channel PDU
// (MS-RDPBCGR 2.2.6.1), the joining of its chunks (3.1.5.2.2.1), and the handing
// of whole messages to the protocol of the channel, by the channel's name.
package svc

import (
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
)

// Channel holds the protocols of static channels by the channel's name, as the
// client asks for it in lower case: "remdesk", "drdynvc", "encomsp"
// (MS-RDPBCGR 2.2.1.3.4.1).
var Channel = dissect.NewTable[string]("svc.channel")

// Protocol is the Virtual Channel PDU.
var Protocol = &dissect.Protocol{
	Claim:        claim,
	Name:         "svc",
	Title:        "Static virtual channels of RDP",
	Specs:        []dissect.Spec{"MS-RDPBCGR 2.2.6.1", "MS-RDPBCGR 3.1.5.2"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{mcs.Data.Key(mcs.StaticChannel)},
	New:          newHandler,
}

// Flags of the channel PDU header, MS-RDPBCGR 2.2.6.1.1.
const (
	FlagFirst        uint32 = 0x00000001
	FlagLast         uint32 = 0x00000002
	FlagShowProtocol uint32 = 0x00000010
	FlagSuspend      uint32 = 0x00000020
	FlagResume       uint32 = 0x00000040
	FlagCompressed   uint32 = 0x00200000
	FlagAtFront      uint32 = 0x00400000
	FlagFlushed      uint32 = 0x00800000
	typeMask         uint32 = 0x000F0000
)

// typeShift brings compression flags and type into the positions of MS-RDPBCGR 3.1.8.2.1.
const typeShift = 16

// headerLength is CHANNEL_PDU_HEADER in bytes.
const headerLength = 8

// A PDU is one Virtual Channel PDU, MS-RDPBCGR 2.2.6.1.
type PDU struct {
	Security rdp.Security
	Length   uint32 // of the whole message without compression, in bytes
	Flags    uint32
	off, n   int  // place of virtualChannelData
	stray    bool // a security header stands where there must be none
}

// decode reads a PDU. What the security header encrypts is closed.
func (m *PDU) decode(state *rdp.State, c *dissect.Cursor) {
	c.Is(kindPDU)
	m.Security = state.ReadSecurity(c)
	if m.Security.Encrypted {
		c.Is(kindEncrypted)
		return
	}
	if m.Security.Form == rdp.FormAbsent && !m.Security.Opened && strayHeader(c.Peek()) {
		m.stray = true
		c.Enter(fSecurityHeader)
		c.U16LE(fSecFlags)
		c.U16LE(fSecFlagsHi)
		c.Leave()
		c.Report(StrayHeader, c.Offset()-strayLength, strayLength, "a security header, but no encryption was chosen")
	}
	c.Enter(fHeader)
	m.Length = c.U32LE(fLength)
	m.Flags = c.U32LE(fFlags)
	c.Part(fCompressionType, typeShift, 4)
	if m.Flags&FlagAtFront != 0 && m.Flags&typeMask>>typeShift <= typeRDP5 {
		c.Require(m.Flags&FlagCompressed != 0, rdp.AtFront)
	}
	c.Leave()
	m.off, m.n = c.Offset(), c.Left()
	if m.Flags&FlagCompressed != 0 {
		c.Closed(fCompressed, c.Left())
		return
	}
	if c.Left() > 0 {
		c.Rest(fData)
	}
}

// strayLength is the basic security header in bytes.
const strayLength = 4

// strayHeader reports whether b starts with a basic security header and a
// channel PDU header behind it. A channel PDU header cannot begin so: a length of
// zero, or of SEC_ENCRYPT alone, is no length for the bytes that follow it.
func strayHeader(b []byte) bool {
	if len(b) <= strayLength+headerLength {
		return false
	}
	if b[0]&^8 != 0 || b[1] != 0 || b[2] != 0 || b[3] != 0 {
		return false
	}
	length := uint32(b[4]) | uint32(b[5])<<8 | uint32(b[6])<<16 | uint32(b[7])<<24
	flags := uint32(b[8]) | uint32(b[9])<<8 | uint32(b[10])<<16 | uint32(b[11])<<24
	return flags&(FlagFirst|FlagLast) == FlagFirst|FlagLast && int64(length) == int64(len(b)-strayLength-headerLength)
}

// typeRDP5 is the last compression type that is MPPC, MS-RDPBCGR 3.1.8.4.2.
const typeRDP5 = 1
