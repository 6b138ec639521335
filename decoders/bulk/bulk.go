// Package bulk undoes the bulk compression of RDP: RDP 4.0 and 5.0 (MPPC,
// MS-RDPBCGR 3.1.8), RDP 6.0 (NCRUSH, MS-RDPEGDI 3.1.8.1), RDP 6.1 (XCRUSH,
// MS-RDPEGDI 3.1.8.2) and RDP 8.0 (ZGFX, MS-RDPEGFX 3.1.9.1, with the lite form
// of MS-RDPEDYC 2.2.3.3).
//
// All of them refer back to what was sent before, so one decompressor belongs to
// one direction of one connection and has to see every packet in order. A
// [Decompressor] serves the types that are announced in compression flags, a
// [ZGFX] serves RDP_SEGMENTED_DATA.
//
// Input is hostile: output and memory are bounded for every packet, and errors
// are values of type *[Error] that name what broke and where.
package bulk

// Compression flags of the compressedType, compressionFlags and flags fields that
// announce bulk compression, MS-RDPBCGR 3.1.8.2.1 and 2.2.8.1.1.1.2. In the
// flags of a static channel PDU (2.2.6.1.1) they stand 16 bits higher.
const (
	CompressionTypeMask uint8 = 0x0F // the compression type
	PacketCompressed    uint8 = 0x20 // the payload is compressed
	PacketAtFront       uint8 = 0x40 // back to the front of the history; for RDP 6.0, slide it
	PacketFlushed       uint8 = 0x80 // zero the history first
)

// Compression types, the values under CompressionTypeMask.
const (
	TypeRDP4     uint8 = 0 // PACKET_COMPR_TYPE_8K, MS-RDPBCGR 3.1.8.4.1
	TypeRDP5     uint8 = 1 // PACKET_COMPR_TYPE_64K, MS-RDPBCGR 3.1.8.4.2
	TypeRDP6     uint8 = 2 // PACKET_COMPR_TYPE_RDP6, MS-RDPEGDI 3.1.8.1
	TypeRDP61    uint8 = 3 // PACKET_COMPR_TYPE_RDP61, MS-RDPEGDI 3.1.8.2
	TypeRDP8     uint8 = 4 // PACKET_COMPR_TYPE_RDP8, MS-RDPEGFX 2.2.5.3
	TypeRDP8Lite uint8 = 6 // PACKET_COMPR_TYPE_RDP8_LITE, MS-RDPEDYC 2.2.3.3
)

// A Decompressor holds the histories of one direction of a connection, one for
// each compression type. The zero value is ready; the memory of a history is
// taken when its type first comes up (8 KiB, 64 KiB, 64 KiB, and for RDP 6.1
// 64 KiB and up to 2,000,000 bytes that grow with the data).
//
// Servers keep to one type. Should the type change all the same, each goes on
// from its own history.
//
// A Decompressor must not be used from several goroutines at once.
type Decompressor struct {
	rdp4  mppc
	rdp5  mppc
	rdp6  ncrush
	rdp61 xcrush
	gap   bool // Lose was called: a history not in use yet is lost as well
}

// Decode undoes the compression of one packet and appends the plain data to dst.
// flags are the compression flags of the packet in the positions of
// MS-RDPBCGR 3.1.8.2.1, src is the payload behind the header that carries them.
//
// Without PacketCompressed the payload is appended as it is; it does not enter
// the history, but PacketFlushed and PacketAtFront take effect.
//
// The output of one packet is bounded: 8,192 bytes for RDP 4.0, 65,536 for
// RDP 5.0 and 6.0, 65,535 for RDP 6.1 (whose compressor MUST stay below 16,383,
// [MaxRDP61Block]). That bounds the ratio too.
//
// On failure dst comes back unchanged, the error is an *[Error], and the history
// of that type counts as lost, see [Decompressor.Lose].
func (d *Decompressor) Decode(dst []byte, flags uint8, src []byte) ([]byte, error) {
	var out []byte
	var err *Error
	switch flags & CompressionTypeMask {
	case TypeRDP4:
		d.rdp4.init(historyRDP4, d.gap)
		out, err = d.rdp4.decode(flags, src)
	case TypeRDP5:
		d.rdp5.init(historyRDP5, d.gap)
		out, err = d.rdp5.decode(flags, src)
	case TypeRDP6:
		d.rdp6.init(d.gap)
		out, err = d.rdp6.decode(flags, src)
	case TypeRDP61:
		d.rdp61.init(d.gap)
		out, err = d.rdp61.decode(flags, src)
	default:
		if flags&PacketCompressed == 0 {
			return append(dst, src...), nil
		}
		return dst, &Error{Reason: UnknownType}
	}
	if err != nil {
		return dst, err
	}
	return append(dst, out...), nil
}

// Lose tells that packets of this direction are missing: the histories no longer
// match those of the sender. Decode then returns [HistoryLost] until a packet
// says where the history starts again: PacketFlushed for all types, and for
// RDP 4.0, 5.0 and 6.1 also the packet that goes back to the front. After the
// latter, matches into the part of the history that is not known yet still give
// HistoryLost, so that Decode never makes up data.
func (d *Decompressor) Lose() {
	d.gap = true
	d.rdp4.lose()
	d.rdp5.lose()
	d.rdp6.lose()
	d.rdp61.lose()
}

// Size is what the histories take, in bytes.
func (d *Decompressor) Size() int {
	return len(d.rdp4.hist) + len(d.rdp5.hist) + len(d.rdp6.hist) + len(d.rdp61.hist) + len(d.rdp61.inner.hist)
}
