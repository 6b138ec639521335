package bulk

import "encoding/binary"

// MaxRDP61Block is the largest block in bytes that a compliant RDP 6.1 compressor
// takes: it MUST be smaller than 16,383 bytes (MS-RDPEGDI 3.1.8.2.1). Decode also
// accepts larger ones, as the format has room for them; callers can compare.
const MaxRDP61Block = 16382

const (
	historyRDP61 = 2000000

	// maxRDP61Output is as far as MatchOutputOffset reaches.
	maxRDP61Output = 65535
)

// Level-1 compression flags, MS-RDPEGDI 2.2.2.4.1.
const (
	l1Compressed       = 0x01 // L1_COMPRESSED
	l1NoCompression    = 0x02 // L1_NO_COMPRESSION
	l1PacketAtFront    = 0x04 // L1_PACKET_AT_FRONT
	l1InnerCompression = 0x10 // L1_INNER_COMPRESSION
)

// Sizes of RDP61_COMPRESSED_DATA in bytes, MS-RDPEGDI 2.2.2.4.1.
const (
	l1HeaderSize     = 2 // Level1ComprFlags, Level2ComprFlags
	l1MatchCountSize = 2
	l1MatchSize      = 8 // RDP61_MATCH_DETAILS: length u16, output offset u16, history offset u32
)

// An xcrush is the two histories of RDP 6.1, MS-RDPEGDI 3.1.8.2.1.
type xcrush struct {
	hist  []byte // level 1; grows to historyRDP61 bytes. What is not there yet is zero.
	pos   int    // HistoryOffset
	known int    // besides hist[:pos], hist[:known] equals the sender's; all but after a gap
	lost  bool   // pos is not known
	inner mppc   // level 2, RDP 5.0
	used  bool
}

func (x *xcrush) init(gap bool) {
	x.inner.init(historyRDP5, gap)
	if !x.used {
		x.used = true
		x.known = historyRDP61
		if gap {
			x.lose()
		}
	}
}

func (x *xcrush) lose() {
	x.lost, x.known = true, 0
	x.inner.lose()
}

func (x *xcrush) fail(e Error) ([]byte, *Error) {
	x.lose()
	return nil, &e
}

// decode returns the plain data, which stays valid until the next call.
func (x *xcrush) decode(flags uint8, src []byte) ([]byte, *Error) {
	if flags&PacketFlushed != 0 {
		clear(x.hist)
		x.pos, x.known, x.lost = 0, historyRDP61, false
	}
	if flags&PacketCompressed == 0 {
		return src, nil // the level-1 header is only there with PACKET_COMPRESSED (3.1.8.2.2.2)
	}
	if len(src) < l1HeaderSize {
		return x.fail(Error{Reason: Truncated})
	}
	l1, l2, data := src[0], src[1], src[l1HeaderSize:]
	block := Error{Offset: l1HeaderSize}

	// Level2ComprFlags MUST be ignored without the inner flag (2.2.2.4.1).
	if l1&l1InnerCompression != 0 {
		out, err := x.inner.decode(l2, data)
		if err != nil {
			return x.fail(Error{Reason: err.Reason, Offset: err.Offset + l1HeaderSize})
		}
		data = out
		if l2&PacketCompressed != 0 {
			block = Error{Inner: true}
		}
	}

	// The flag tables of 3.1.8.2.2.2 have L1_PACKET_AT_FRONT zero the history; the
	// text above them calls it a simple reset of the offset, and so it is done by
	// implementations.
	if l1&l1PacketAtFront != 0 {
		if !x.lost {
			x.known = max(x.known, x.pos)
		}
		x.pos, x.lost = 0, false
	}
	if x.lost {
		return nil, &Error{Reason: HistoryLost}
	}
	switch l1 & (l1Compressed | l1NoCompression) {
	case l1NoCompression:
		return x.literals(data, block)
	case l1Compressed:
		return x.matches(data, block)
	}
	return x.fail(Error{Reason: BadFlags})
}

// literals takes a block without matches.
func (x *xcrush) literals(data []byte, at Error) ([]byte, *Error) {
	start := x.pos
	if r := x.room(x.pos, len(data), start); r != 0 {
		at.Reason = r
		return x.fail(at)
	}
	x.pos += copy(x.hist[x.pos:], data)
	return x.hist[start:x.pos], nil
}

// matches takes MatchCount, MatchDetails and Literals. at is the place of data.
func (x *xcrush) matches(data []byte, at Error) ([]byte, *Error) {
	if len(data) < l1MatchCountSize {
		at.Reason = Truncated
		return x.fail(at)
	}
	count := int(binary.LittleEndian.Uint16(data))
	if count*l1MatchSize > len(data)-l1MatchCountSize {
		at.Reason = Truncated
		return x.fail(at)
	}
	first := at.Offset
	details := data[l1MatchCountSize : l1MatchCountSize+count*l1MatchSize]
	literals := data[l1MatchCountSize+count*l1MatchSize:]
	start, pos := x.pos, x.pos
	for i := 0; i < len(details); i += l1MatchSize {
		at.Offset = first + l1MatchCountSize + i
		length := int(binary.LittleEndian.Uint16(details[i:]))
		output := int(binary.LittleEndian.Uint16(details[i+2:]))
		history := binary.LittleEndian.Uint32(details[i+4:])

		n := output - (pos - start) // literals before the match
		if n < 0 || n > len(literals) || length == 0 ||
			history >= historyRDP61 || int(history)+length > historyRDP61 {
			at.Reason = BadMatch
			return x.fail(at)
		}
		if r := x.room(pos, n+length, start); r != 0 {
			at.Reason = r
			return x.fail(at)
		}
		pos += copy(x.hist[pos:], literals[:n])
		literals = literals[n:]

		from := int(history)
		if from >= pos {
			// Written in an earlier round, or never: zeros.
			if x.known < historyRDP61 && from+length > x.known {
				at.Reason = HistoryLost
				return x.fail(at)
			}
			c := 0
			if from < len(x.hist) {
				c = copy(x.hist[pos:pos+length], x.hist[from:])
			}
			clear(x.hist[pos+c : pos+length])
		} else {
			copyMatch(x.hist, pos, from, length)
		}
		pos += length
	}
	at.Offset = first + len(data) - len(literals)
	if r := x.room(pos, len(literals), start); r != 0 {
		at.Reason = r
		return x.fail(at)
	}
	pos += copy(x.hist[pos:], literals)
	x.pos = pos
	return x.hist[start:pos], nil
}

// room makes sure of n bytes at pos in the history, or says why they cannot be.
func (x *xcrush) room(pos, n, start int) Reason {
	if pos+n-start > maxRDP61Output {
		return TooLong
	}
	if pos+n > historyRDP61 {
		return HistoryOverrun
	}
	x.hist = grow(x.hist, pos+n, historyRDP61)
	return 0
}

// grow lengthens h with zeros to at least n bytes, where n is not above limit. It
// doubles, so that memory follows the data that came.
func grow(h []byte, n, limit int) []byte {
	if n <= len(h) {
		return h
	}
	size := max(2*len(h), 1<<12)
	for size < n {
		size *= 2
	}
	next := make([]byte, min(size, limit))
	copy(next, h)
	return next
}
