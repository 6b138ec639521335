package rdpudp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// headerLength is RDPUDP_FEC_HEADER, MS-RDPEUDP 2.2.2.1, in bytes.
const headerLength = 8

// Flags are uFlags of RDPUDP_FEC_HEADER, MS-RDPEUDP 2.2.2.1.
type Flags uint16

// The flags.
const (
	FlagSYN           Flags = 0x0001 // RDPUDP_FLAG_SYN
	FlagFIN           Flags = 0x0002 // RDPUDP_FLAG_FIN, unused
	FlagACK           Flags = 0x0004 // RDPUDP_FLAG_ACK
	FlagData          Flags = 0x0008 // RDPUDP_FLAG_DATA
	FlagFEC           Flags = 0x0010 // RDPUDP_FLAG_FEC
	FlagCN            Flags = 0x0020 // RDPUDP_FLAG_CN
	FlagCWR           Flags = 0x0040 // RDPUDP_FLAG_CWR
	FlagSACKOption    Flags = 0x0080 // RDPUDP_FLAG_SACK_OPTION, unused
	FlagAckOfAcks     Flags = 0x0100 // RDPUDP_FLAG_ACK_OF_ACKS
	FlagSynLossy      Flags = 0x0200 // RDPUDP_FLAG_SYNLOSSY
	FlagAckDelayed    Flags = 0x0400 // RDPUDP_FLAG_ACKDELAYED
	FlagCorrelationID Flags = 0x0800 // RDPUDP_FLAG_CORRELATION_ID
	FlagSynEx         Flags = 0x1000 // RDPUDP_FLAG_SYNEX
)

const (
	// synFlags are the flags that a SYN or SYN+ACK datagram can have,
	// MS-RDPEUDP 3.1.5.1.1 and 3.1.5.1.3.
	synFlags = FlagSYN | FlagACK | FlagSynLossy | FlagCorrelationID | FlagSynEx
	// ackFlags are the flags that the other datagrams can have, MS-RDPEUDP
	// 3.1.5.1.2, 3.1.5.1.4 and 3.1.5.1.5.
	ackFlags = FlagACK | FlagData | FlagFEC | FlagCN | FlagCWR | FlagAckOfAcks | FlagAckDelayed
	// anyFlags are all that have a name.
	anyFlags = synFlags | ackFlags | FlagFIN | FlagSACKOption
)

// flagsOf are the flags of a datagram of at least headerLength bytes.
func flagsOf(b []byte) Flags { return Flags(binary.BigEndian.Uint16(b[6:])) }

// A Header is RDPUDP_FEC_HEADER, MS-RDPEUDP 2.2.2.1: the front of every datagram
// of versions 1 and 2, and of the handshake of all versions. Network byte order.
type Header struct {
	SourceAck     uint32 // highest sequence number of a Source Packet seen
	ReceiveWindow uint16 // datagrams that the receiver can hold
	Flags         Flags
}

// Decode reads the header.
func (m *Header) Decode(c *dissect.Cursor) {
	c.Enter(fHeader)
	m.SourceAck = c.U32(fSnSourceAck)
	m.ReceiveWindow = c.U16(fReceiveWindowSize)
	m.Flags = Flags(c.U16(fFlags))
	c.Leave()
}
