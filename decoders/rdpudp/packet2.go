package rdpudp

import "github.com/radissect/radissect/dissect"

// Bits of the Header of an RDP-UDP2 packet, MS-RDPEUDP2 2.2.1.1.
const (
	flag2ACK          = 0x001
	flag2Data         = 0x004
	flag2AckVec       = 0x008
	flag2AckOfAcks    = 0x010
	flag2OverheadSize = 0x040
	flag2DelayAckInfo = 0x100
	flag2Bits         = 12 // width of Flags; LogWindowSize has the other four
)

// Packet_Type_Index of the PacketPrefixByte, MS-RDPEUDP2 2.2.1.3.
const (
	typePacket = 0
	typeDummy  = 8
)

// minPacket2 is the shortest payload of a datagram: the PacketPrefixByte and a
// packet of seven bytes or padded to seven (MS-RDPEUDP2 3.1.1.1.5.1).
const minPacket2 = 8

// prefixAt is the place of the PacketPrefixByte in a datagram: its eighth byte
// (MS-RDPEUDP2 3.1.1.1.5.1).
const prefixAt = 7

// A Packet2 is the front of an RDP-UDP2 packet, MS-RDPEUDP2 2.2.1. Before it is
// sent the PacketPrefixByte is put before it, and then changes places with the
// eighth byte (MS-RDPEUDP2 3.1.1.1.5.1); so the Header stands at bytes 1 and 2,
// and the byte at 0 belongs between those before and behind the prefix. The
// payloads behind the Header are not read.
type Packet2 struct {
	Flags     uint16 // 12 bits
	LogWindow uint8  // log2 of the buffer size in multiples of the MTU
	Type      uint8  // Packet_Type_Index
	Short     uint8  // Short_Packet_Length: bytes of the packet up to 6, or 7
}

// Decode reads the packet in the order of the wire. Little-endian.
func (m *Packet2) Decode(c *dissect.Cursor) {
	c.Is(kindPacket2)
	c.Closed(fSwapped, 1)
	c.U16LE(fHeader2)
	m.Flags = uint16(c.Part(fFlags2, 0, flag2Bits))
	c.Require(m.Flags != 0, HeaderFlags)
	c.Require(m.Flags&(flag2ACK|flag2AckVec) != flag2ACK|flag2AckVec, AckOrVector)
	m.LogWindow = uint8(c.Part(fLogWindowSize, flag2Bits, 4))
	c.Closed(fPayloads, prefixAt-3)
	c.U8(fPrefixByte)
	c.Require(c.Part(fPrefixReserved, 0, 1) == 0, PrefixReserved)
	m.Type = uint8(c.Part(fPacketTypeIndex, 1, 4))
	c.Require(m.Type == typePacket || m.Type == typeDummy, PacketType)
	m.Short = uint8(c.Part(fShortPacketLength, 5, 3))
	if m.Type == typeDummy {
		c.Is(kindDummy)
	}
	if n := c.Left(); n > 0 {
		c.Closed(fPayloads, n)
	}
}

// isPacket2 reports whether the PacketPrefixByte of b is one. The bits that are
// clear in it then are those of RDPUDP_FLAG_SYN and RDPUDP_FLAG_ACK, of which one
// is set in every datagram of the other versions (MS-RDPEUDP 3.1.5.1).
func isPacket2(b []byte) bool {
	if len(b) < minPacket2 {
		return false
	}
	p := b[prefixAt]
	return p&1 == 0 && (p>>1&0xF == typePacket || p>>1&0xF == typeDummy)
}
