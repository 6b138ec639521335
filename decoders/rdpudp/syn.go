package rdpudp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

const (
	// noAck is snSourceAck of a SYN datagram: -1 (MS-RDPEUDP 3.1.5.1.1).
	noAck = 0xFFFFFFFF
	// minMTU and maxMTU are the range of both MTUs, in bytes (MS-RDPEUDP 2.2.2.5).
	minMTU = 1132
	maxMTU = 1232
	// synDataLength is RDPUDP_SYNDATA_PAYLOAD, MS-RDPEUDP 2.2.2.5, in bytes.
	synDataLength = 8
	// versionInfoValid is the only flag of uSynExFlags (MS-RDPEUDP 2.2.2.9).
	versionInfoValid = 0x0001
	// idLength is each of uCorrelationId and uReserved, MS-RDPEUDP 2.2.2.8, in bytes.
	idLength = 16
	// hashLength is cookieHash, MS-RDPEUDP 2.2.2.9, in bytes.
	hashLength = 32
)

// Versions of the protocol, MS-RDPEUDP 2.2.2.9.
const (
	version1 = 0x0001
	version3 = 0x0101
)

// A Syn is a SYN or SYN+ACK datagram behind its header, MS-RDPEUDP 3.1.5.1.1 and
// 3.1.5.1.3.
type Syn struct {
	Initial       uint32 // snInitialSequenceNumber
	UpStreamMTU   uint16 // bytes
	DownStreamMTU uint16 // bytes
	Version       uint16 // uUdpVer where it is valid, 1 where none is named
}

// Decode reads what follows the header h.
func (m *Syn) Decode(h *Header, c *dissect.Cursor) {
	m.Version = version1
	c.Enter(fSynData)
	m.Initial = c.U32(fInitialSequenceNumber)
	m.UpStreamMTU = c.U16(fUpStreamMTU)
	c.Require(inRange(m.UpStreamMTU), UpStreamMTU)
	m.DownStreamMTU = c.U16(fDownStreamMTU)
	c.Require(inRange(m.DownStreamMTU), DownStreamMTU)
	c.Leave()
	if h.Flags&FlagCorrelationID != 0 {
		c.Enter(fCorrelation)
		c.Bytes(fCorrelationID, idLength)
		c.Bytes(fReserved, idLength)
		c.Leave()
	}
	if h.Flags&FlagSynEx != 0 {
		m.extended(h, c)
	}
	if n := c.Left(); n > 0 {
		c.Bytes(fZeroPadding, n)
	}
}

// extended reads RDPUDP_SYNDATAEX_PAYLOAD, MS-RDPEUDP 2.2.2.9. cookieHash is
// there in a SYN datagram of version 3 and nowhere else; in the place of it a
// SYN+ACK datagram has zero padding already.
func (m *Syn) extended(h *Header, c *dissect.Cursor) {
	c.Enter(fSynDataEx)
	flags := c.U16(fSynExFlags)
	version := c.U16(fUDPVer)
	if flags&versionInfoValid != 0 && c.OK() {
		m.Version = version
	}
	if m.Version == version3 && h.Flags&FlagACK == 0 {
		c.Bytes(fCookieHash, hashLength)
	}
	c.Leave()
}

func inRange(mtu uint16) bool { return minMTU <= mtu && mtu <= maxMTU }

// isSyn reports whether b is a SYN or SYN+ACK datagram. The flags have to be of
// those; and as long as no SYN was seen, so that b may be anything, either
// snSourceAck has to be that of a SYN, or both MTUs have to be possible.
func isSyn(b []byte, seen bool) bool {
	if len(b) < headerLength {
		return false
	}
	f := flagsOf(b)
	if f&FlagSYN == 0 || f&^synFlags != 0 {
		return false
	}
	if f&FlagACK != 0 && seen || f&FlagACK == 0 && binary.BigEndian.Uint32(b) == noAck {
		return true
	}
	if len(b) < headerLength+synDataLength {
		return false
	}
	return inRange(binary.BigEndian.Uint16(b[12:])) && inRange(binary.BigEndian.Uint16(b[14:]))
}
