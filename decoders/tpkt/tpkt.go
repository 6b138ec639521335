// Package tpkt decodes TPKT, the packet format that carries OSI transport over
// TCP (T.123 8, RFC 1006 6). All of RDP but fast-path lies in it
// (MS-RDPBCGR 2.2.1.1), and fast-path shares its stream (MS-RDPBCGR 2.2.8.1.2,
// 2.2.9.1.2). The preconnection PDU that may come before the first packet is
// read here as well (MS-RDPEPS 2.2.1).
package tpkt

import "github.com/radissect/radissect/dissect"

const (
	// version is the only version of TPKT (T.123 8).
	version = 3
	// headerLength is version, reserved and length.
	headerLength = 4
	// minLength is the header and the shortest TPDU (RFC 1006 6).
	minLength = 7
	// port is where RDP servers listen by custom (MS-RDPBCGR 1.5).
	port = 3389
)

// Payload holds the protocol that reads the TPDU of a packet. x224 binds itself here.
var Payload = dissect.NewTable[struct{}]("tpkt.payload")

// FastPath holds the protocol whose PDUs share the stream with TPKT once the
// connection carries RDP: those with the two lowest bits of the first byte
// clear (MS-RDPBCGR 2.2.8.1.2). Its handler is asked for their length.
var FastPath = dissect.NewTable[struct{}]("tpkt.fastpath")

// Protocol is TPKT.
var Protocol = &dissect.Protocol{
	Name:         "tpkt",
	Title:        "TPKT (OSI transport over TCP)",
	Specs:        []dissect.Spec{"T.123 8", "RFC 1006 6", "MS-RDPBCGR 2.2.1.1", "MS-RDPEPS 2.2.1"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{dissect.TCPPort.Key(port)},
	Probe:        probe,
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// A Packet is one TPKT packet, T.123 8.
type Packet struct {
	Version  uint8
	Reserved uint8
	Length   uint16 // bytes of the packet, header included
}

// Decode reads the packet.
func (m *Packet) Decode(c *dissect.Cursor) {
	c.Is(kindPacket)
	m.Version = c.U8(fVersion)
	c.Require(m.Version == version, Version)
	m.Reserved = c.U8(fReserved)
	m.Length = c.U16(fLength)
	c.Require(m.Length >= minLength, Length)
	if n := c.Left(); n > 0 {
		c.Bytes(fTPDU, n)
	}
}
