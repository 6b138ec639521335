package rdpudp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// Sizes in bytes.
const (
	sourceHeaderLength = 8  // RDPUDP_SOURCE_PAYLOAD_HEADER, MS-RDPEUDP 2.2.2.4
	fecHeaderLength    = 12 // RDPUDP_FEC_PAYLOAD_HEADER, MS-RDPEUDP 2.2.2.2
	resetLength        = 4  // RDPUDP_ACK_OF_ACKVECTOR_HEADER, MS-RDPEUDP 2.2.2.6
	vectorSizeLength   = 2  // uAckVectorSize, MS-RDPEUDP 2.2.2.7
)

// padding is how many bytes bring RDPUDP_ACK_VECTOR_HEADER with a vector of n
// bytes to the next multiple of four, MS-RDPEUDP 2.2.2.7.
func padding(n int) int { return -(vectorSizeLength + n) & 3 }

// An Ack is a datagram of the data transfer phase behind its header: an ACK
// alone, or with a Source Packet or an FEC Packet, MS-RDPEUDP 3.1.5.1.2,
// 3.1.5.1.4 and 3.1.5.1.5. The order of its parts is that of the example in
// MS-RDPEUDP 4.2.3.
type Ack struct {
	Coded       uint32 // snCoded
	SourceStart uint32 // snSourceStart
	Data        int    // bytes of payload
}

// Decode reads what follows the header h.
func (m *Ack) Decode(h *Header, c *dissect.Cursor) {
	switch {
	case h.Flags&FlagData == 0:
	case h.Flags&FlagFEC != 0:
		c.Is(kindFEC)
	default:
		c.Is(kindSource)
	}
	if !m.vector(c) {
		return
	}
	if h.Flags&FlagAckOfAcks != 0 {
		c.Enter(fAckOfAckVector)
		c.U32(fResetSeqNum)
		c.Leave()
	}
	switch {
	case h.Flags&FlagData == 0:
		if n := c.Left(); n > 0 {
			c.Closed(fTrailing, n)
		}
		return
	case h.Flags&FlagFEC != 0:
		c.Enter(fFECHeader)
		m.Coded = c.U32(fFECCoded)
		m.SourceStart = c.U32(fFECSourceStart)
		c.U8(fRange)
		c.U8(fFECIndex)
		c.Bytes(fFECPadding, 2)
		c.Leave()
	default:
		c.Enter(fSourceHeader)
		m.Coded = c.U32(fSourceCoded)
		m.SourceStart = c.U32(fSourceStart)
		c.Leave()
	}
	f := fPayload
	if h.Flags&FlagFEC != 0 {
		f = fFECPayload
	}
	if m.Data = c.Left(); m.Data > 0 {
		c.Closed(f, m.Data)
	}
}

// vector reads RDPUDP_ACK_VECTOR_HEADER, MS-RDPEUDP 2.2.2.7. Windows fills its
// padding with whatever was there before. It reports whether the vector fits:
// behind one that does not nothing is left to read.
func (m *Ack) vector(c *dissect.Cursor) bool {
	c.Enter(fAckVectorHeader)
	n := int(c.U16(fAckVectorSize))
	fits := c.OK() && n <= c.Left()
	v := c.Sub(fAckVector, n)
	for v.Left() > 0 {
		v.U8(fElement)
		v.Part(fRunLength, 0, 6)
		v.Part(fState, 6, 2)
	}
	v.Done()
	if n := padding(n); fits && n > 0 {
		c.Bytes(fPadding, n)
	}
	c.Leave()
	return fits
}

// isAck reports whether b can be a datagram of the data transfer phase of
// version 1 or 2. Where no handshake was seen, so that b may be anything, all
// parts have to fit.
func isAck(b []byte, seen bool) bool {
	if len(b) < headerLength {
		return false
	}
	f := flagsOf(b)
	if f&FlagACK == 0 || f&FlagSYN != 0 || f&^anyFlags != 0 {
		return false
	}
	if seen {
		return true
	}
	if f&^ackFlags != 0 || f&FlagFEC != 0 && f&FlagData == 0 || len(b) < headerLength+vectorSizeLength {
		return false
	}
	n := int(binary.BigEndian.Uint16(b[headerLength:]))
	n += headerLength + vectorSizeLength + padding(n)
	if f&FlagAckOfAcks != 0 {
		n += resetLength
	}
	switch {
	case f&FlagData == 0:
		return n == len(b)
	case f&FlagFEC != 0:
		n += fecHeaderLength
	default:
		n += sourceHeaderLength
	}
	return n <= len(b)
}
