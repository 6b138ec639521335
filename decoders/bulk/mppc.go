package bulk

import (
	"encoding/binary"
	"math/bits"
)

// Sizes of the histories in bytes, MS-RDPBCGR 3.1.8.1.
const (
	historyRDP4 = 8192
	historyRDP5 = 65536
)

// An mppc is the history of RDP 4.0 or 5.0. Both write forward from pos and
// never over the end: the sender announces when it starts again at the front.
type mppc struct {
	hist  []byte // historyRDP4 or historyRDP5 bytes once in use
	pos   int    // HistoryOffset
	known int    // besides hist[:pos], hist[:known] equals the sender's; all but after a gap
	lost  bool   // pos is not known
}

// init takes the memory of the history at first use.
func (m *mppc) init(size int, gap bool) {
	if m.hist == nil {
		m.hist = make([]byte, size)
		m.known = size
		if gap {
			m.lose()
		}
	}
}

func (m *mppc) lose() { m.lost, m.known = true, 0 }

func (m *mppc) fail(r Reason, offset int) ([]byte, *Error) {
	m.lose()
	return nil, &Error{Reason: r, Offset: offset}
}

// start acts on PacketFlushed and PacketAtFront, MS-RDPBCGR 3.1.8.3.
func (m *mppc) start(flags uint8) {
	if flags&PacketFlushed != 0 {
		clear(m.hist)
		m.pos, m.known, m.lost = 0, len(m.hist), false
	}
	if flags&PacketAtFront != 0 {
		if !m.lost {
			m.known = max(m.known, m.pos)
		}
		m.pos, m.lost = 0, false
	}
}

// decode returns the plain data, which stays valid until the next call.
//
// The stream has no end mark: what is left with fewer than 8 bits is padding,
// as the shortest code has 8.
func (m *mppc) decode(flags uint8, src []byte) ([]byte, *Error) {
	m.start(flags)
	if flags&PacketCompressed == 0 {
		return src, nil
	}
	if m.lost {
		return nil, &Error{Reason: HistoryLost}
	}
	codes := &codesRDP5
	if len(m.hist) == historyRDP4 {
		codes = &codesRDP4
	}
	hist, pos := m.hist, m.pos
	r := msbReader{src: src}
	for {
		r.fill()
		if r.n < 8 {
			break
		}
		at := r.offset()
		ones := bits.LeadingZeros64(^r.acc)
		if ones < 2 { // a literal: 0 and 7 bits, or 10 and 7 bits
			width := 8 + ones
			if r.n < width {
				return m.fail(Truncated, at)
			}
			if pos == len(hist) {
				return m.fail(HistoryOverrun, at)
			}
			hist[pos] = byte(r.acc>>(64-width))&0x7F | byte(ones)<<7
			pos++
			r.skip(width)
			continue
		}

		c := codes.offsets[min(ones, 5)]
		off := int(r.acc<<c.prefix>>(64-c.extra)) + int(c.base)
		r.skip(int(c.prefix + c.extra))

		length := 3
		if k := bits.LeadingZeros64(^r.acc); k == 0 {
			r.skip(1)
		} else if k > codes.maxLength {
			// Bits that the stream does not have read as zero, so this is a
			// run of ones that is really there.
			return m.fail(BadCode, at)
		} else {
			extra := k + 1
			length = 1<<extra + int(r.acc<<(k+1)>>(64-extra))
			r.skip(2 * extra)
		}
		if r.n < 0 {
			return m.fail(Truncated, at)
		}

		if off == 0 || off >= len(hist) {
			return m.fail(BadMatch, at)
		}
		if length > len(hist)-pos {
			return m.fail(HistoryOverrun, at)
		}
		from := pos - off
		if from < 0 {
			// Behind the front lies the end of the previous round. All of the
			// history is valid from the start (MS-RDPBCGR 3.1.8.1).
			from += len(hist)
			if m.known < len(hist) && from+length > m.known {
				return m.fail(HistoryLost, at)
			}
		}
		copyMatch(hist, pos, from, length)
		pos += length
	}
	out := hist[m.pos:pos]
	m.pos = pos
	return out, nil
}

// copyMatch copies n bytes from offset from to offset to, byte by byte in
// effect: a source that reaches into its target repeats itself (the replicating
// copy of MS-RDPBCGR 3.1.8.2). A source behind the target wraps at the end of h.
// The target fits into h and from is not to.
func copyMatch(h []byte, to, from, n int) {
	if from > to {
		c := copy(h[to:to+n], h[from:])
		to, from, n = to+c, 0, n-c
	}
	for n > 0 {
		c := copy(h[to:to+n], h[from:to])
		to += c
		n -= c
	}
}

// offsetCode is one row of the copy-offset tables: the bits of the prefix, the
// bits behind it and the offset they count from.
type offsetCode struct {
	prefix, extra uint8
	base          uint16
}

// mppcCodes are the codes of one MPPC version. Offsets are found by the number of
// ones they start with (5 stands for more, too).
type mppcCodes struct {
	offsets   [6]offsetCode
	maxLength int // most ones before a length
}

// MS-RDPBCGR 3.1.8.4.1.2.
var codesRDP4 = mppcCodes{
	offsets: [6]offsetCode{
		2: {3, 13, 320},
		3: {4, 8, 64},
		4: {4, 6, 0},
		5: {4, 6, 0},
	},
	maxLength: 11,
}

// MS-RDPBCGR 3.1.8.4.2.2.
var codesRDP5 = mppcCodes{
	offsets: [6]offsetCode{
		2: {3, 16, 2368},
		3: {4, 11, 320},
		4: {5, 8, 64},
		5: {5, 6, 0},
	},
	maxLength: 14,
}

// An msbReader reads bits, the most significant of each byte first.
type msbReader struct {
	src []byte
	acc uint64 // the next bits, from the top
	n   int    // how many of them count; negative once skip went over the end
	i   int    // bytes of src in acc
}

// fill makes at least 56 bits ready, or all that are left. Bits of acc beyond n
// are either right or zero.
func (r *msbReader) fill() {
	if len(r.src)-r.i >= 8 {
		r.acc |= binary.BigEndian.Uint64(r.src[r.i:]) >> r.n
		r.i += (63 - r.n) >> 3
		r.n |= 56
		return
	}
	for r.n <= 56 && r.i < len(r.src) {
		r.acc |= uint64(r.src[r.i]) << (56 - r.n)
		r.i++
		r.n += 8
	}
}

// skip drops k bits, at most 64.
func (r *msbReader) skip(k int) {
	r.acc <<= k
	r.n -= k
}

// offset is the byte of src with the next bit.
func (r *msbReader) offset() int { return (r.i*8 - r.n) >> 3 }
