package bulk

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

const (
	historyRDP6 = 65536
	halfRDP6    = historyRDP6 / 2
)

// An ncrush is the history of RDP 6.0, MS-RDPEGDI 3.1.8.1.1.
type ncrush struct {
	hist  []byte // historyRDP6 bytes once in use
	pos   int    // HistoryOffset
	cache [4]int // OffsetCache, the last copy offsets; 0 is empty
	lost  bool
	codes *ncrushCodes
}

// init takes the memory of the history at first use.
func (h *ncrush) init(gap bool) {
	if h.hist == nil {
		h.hist = make([]byte, historyRDP6)
		h.codes = ncrushTables()
		h.lost = gap
	}
}

func (h *ncrush) lose() { h.lost = true }

func (h *ncrush) fail(r Reason, offset int) ([]byte, *Error) {
	h.lost = true
	return nil, &Error{Reason: r, Offset: offset}
}

// start acts on PacketFlushed and PacketAtFront, MS-RDPEGDI 3.1.8.1.3. The
// document has the history slid back by half its size; what moves is the half
// that ends at HistoryOffset, so that the last 32,768 bytes stay in reach. It
// reports whether there was something to slide.
func (h *ncrush) start(flags uint8) bool {
	if flags&PacketFlushed != 0 {
		clear(h.hist)
		h.pos, h.cache, h.lost = 0, [4]int{}, false
	}
	if flags&PacketAtFront != 0 && !h.lost {
		if h.pos < halfRDP6 {
			return false
		}
		copy(h.hist[:halfRDP6], h.hist[h.pos-halfRDP6:h.pos])
		clear(h.hist[halfRDP6:])
		h.pos = halfRDP6
	}
	return true
}

// decode returns the plain data, which stays valid until the next call.
func (h *ncrush) decode(flags uint8, src []byte) ([]byte, *Error) {
	if !h.start(flags) {
		return h.fail(BadFlags, 0)
	}
	if flags&PacketCompressed == 0 {
		return src, nil
	}
	if h.lost {
		return nil, &Error{Reason: HistoryLost}
	}
	hist, pos, t := h.hist, h.pos, h.codes
	r := lsbReader{src: src}
	for {
		r.fill()
		at := r.offset()
		code := t.symbols[r.acc&(1<<symbolBits-1)]
		symbol := int(code >> 4)
		r.skip(int(code & 15))
		if r.n < 0 {
			return h.fail(Truncated, at)
		}
		if symbol < symbolEnd {
			if code == 0 {
				// 13 ones are no code, or what is left of one.
				if r.n < symbolBits {
					return h.fail(Truncated, at)
				}
				return h.fail(BadCode, at)
			}
			if pos == len(hist) {
				return h.fail(HistoryOverrun, at)
			}
			hist[pos] = byte(symbol)
			pos++
			continue
		}
		if symbol == symbolEnd {
			break
		}

		var off int
		if i := symbol - symbolOffset; i < len(copyOffsetBase) {
			off = int(copyOffsetBase[i]) + r.take(copyOffsetBits[i]) - 1
			h.cache = [4]int{off, h.cache[0], h.cache[1], h.cache[2]}
		} else {
			// MS-RDPEGDI 3.1.8.1.4.4: the entry used changes places with the first.
			i -= len(copyOffsetBase)
			off = h.cache[i]
			h.cache[i], h.cache[0] = h.cache[0], off
		}

		code = t.lengths[r.acc&(1<<lengthBits-1)]
		r.skip(int(code & 15))
		i := code >> 4
		if int(i) >= len(matchLengthBase) {
			if r.n < 0 {
				return h.fail(Truncated, at)
			}
			return h.fail(BadCode, at) // symbols 30 and 31 have no length
		}
		length := int(matchLengthBase[i]) + r.take(matchLengthBits[i])
		if r.n < 0 {
			return h.fail(Truncated, at)
		}

		if off == 0 {
			return h.fail(BadMatch, at) // also: an empty entry of the cache
		}
		if length > len(hist)-pos {
			return h.fail(HistoryOverrun, at)
		}
		from := pos - off
		if from < 0 {
			from += len(hist)
		}
		copyMatch(hist, pos, from, length)
		pos += length
	}
	out := hist[h.pos:pos]
	h.pos = pos
	return out, nil
}

// Symbols of the LiteralOrEosOrCopyOffset code, MS-RDPEGDI 3.1.8.1.4.1.
const (
	symbolEnd    = 256 // end of stream
	symbolOffset = 257 // the first of 32 copy offsets, then 4 of the cache
	symbolBits   = 13  // the longest code
	lengthBits   = 9   // the longest code of a length of match
)

// CopyOffsetBitsLUT and CopyOffsetBaseLUT, MS-RDPEGDI 3.1.8.1.4.1 table 3.
var (
	copyOffsetBits = [32]uint8{
		0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6,
		7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14,
	}
	copyOffsetBase = [32]uint16{
		1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193,
		257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
		8193, 12289, 16385, 24577, 32769, 49153,
	}
)

// LoMBitsLUT and LoMBaseLUT, MS-RDPEGDI 3.1.8.1.4.2 table 6.
var (
	matchLengthBits = [30]uint8{
		0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2,
		3, 3, 3, 3, 4, 4, 4, 4, 6, 6, 8, 8, 14, 14,
	}
	matchLengthBase = [30]uint16{
		2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 22, 26, 30,
		34, 42, 50, 58, 66, 82, 98, 114, 130, 194, 258, 514, 2, 2,
	}
)

// HuffLengthLEC, MS-RDPEGDI 3.1.8.1.4.1 table 1: a code length per symbol, one
// hexadecimal digit each.
const symbolCodeLengths = "" +
	"66677777777888888898999988999999" + // 0
	"899a9999999a9aaa99a9a9a999aa9a99" + // 32
	"89999aaa99aaaaaa99aaaaaaa9aaaaaa" + // 64
	"8aaaaaaaaaaaaaaa9aaaaaaa9aaaaaa9" + // 96
	"799a9aaa9aaaaaaa9aaaaaaaaaaaaaaa" + // 128
	"aaaaaaaaaaadaaaaaabaaaaaaaaaaaaa" + // 160
	"9aaaaa9aaaaa9aaa9aaaaaaaaaaaaaaa" + // 192
	"9aaaaaaaaaaaaa9a899a9aaa9aaa9987" + // 224
	"dd77a776666566656566666666666666" + // 256
	"85677" // 288

// HuffLengthL, MS-RDPEGDI 3.1.8.1.4.2 table 4.
const lengthCodeLengths = "42343445" + "45566778" + "78899899" + "99999999"

// ncrushCodes are the decoding tables: the next bits of the stream lead to a
// symbol (shifted left by 4) and the length of its code. Zero is no code: of the
// symbols, 13 ones are left over.
type ncrushCodes struct {
	symbols [1 << symbolBits]uint16
	lengths [1 << lengthBits]uint16
}

var ncrushTables = sync.OnceValue(func() *ncrushCodes {
	t := new(ncrushCodes)
	fillCanonical(t.symbols[:], symbolBits, symbolCodeLengths)
	fillCanonical(t.lengths[:], lengthBits, lengthCodeLengths)
	return t
})

// fillCanonical makes the decoding table of a canonical Huffman code: shorter
// codes first, among those of one length in the order of the symbols. Streams
// hold codes from their top bit on while the reader takes the lowest bit first,
// so that a code stands reversed in the index, and all indexes that end in it
// are its own.
func fillCanonical(table []uint16, longest int, lengths string) {
	code := 0
	for width := 1; width <= longest; width++ {
		for symbol := range len(lengths) {
			if hexDigit(lengths[symbol]) != width {
				continue
			}
			low := int(bits.Reverse16(uint16(code)) >> (16 - width))
			for i := low; i < len(table); i += 1 << width {
				table[i] = uint16(symbol<<4 | width)
			}
			code++
		}
		code <<= 1
	}
}

func hexDigit(c byte) int {
	if c >= 'a' {
		return int(c-'a') + 10
	}
	return int(c - '0')
}

// An lsbReader reads bits, the least significant of each byte first.
type lsbReader struct {
	src []byte
	acc uint64 // the next bits, from the bottom
	n   int    // how many of them count; negative once skip went over the end
	i   int    // bytes of src in acc
}

// fill makes at least 56 bits ready, or all that are left. Bits of acc beyond n
// are either right or zero.
func (r *lsbReader) fill() {
	if len(r.src)-r.i >= 8 {
		r.acc |= binary.LittleEndian.Uint64(r.src[r.i:]) << r.n
		r.i += (63 - r.n) >> 3
		r.n |= 56
		return
	}
	for r.n <= 56 && r.i < len(r.src) {
		r.acc |= uint64(r.src[r.i]) << r.n
		r.i++
		r.n += 8
	}
}

// skip drops k bits, at most 64.
func (r *lsbReader) skip(k int) {
	r.acc >>= k
	r.n -= k
}

// take reads k bits, at most 16.
func (r *lsbReader) take(k uint8) int {
	v := int(r.acc & (1<<k - 1))
	r.skip(int(k))
	return v
}

// offset is the byte of src with the next bit.
func (r *lsbReader) offset() int { return (r.i*8 - r.n) >> 3 }
