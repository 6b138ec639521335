package bulk

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// Limits of RDP 8.0 bulk compression in bytes, MS-RDPEGFX 3.1.9.1.2, and of its
// lite form, MS-RDPEDYC 2.2.3.3.
const (
	historyRDP8     = 2500000
	historyRDP8Lite = 8192

	maxSegmentRDP8     = 65535
	maxSegmentRDP8Lite = 8192
)

// DefaultLimit is the most plain data in bytes that one RDP_SEGMENTED_DATA may
// give when [ZGFX.Limit] is zero. The largest messages carry one uncompressed
// screen, 33 MB for 3840 by 2160 pixels. The format itself would allow 4 GiB out of
// less than 1 MiB; segments of one colour are in the thousands to one, so that a
// limit on the ratio could not tell them from attacks.
const DefaultLimit = 64 << 20

// Descriptors of RDP_SEGMENTED_DATA, MS-RDPEGFX 2.2.5.1.
const (
	segmentedSingle    = 0xE0
	segmentedMultipart = 0xE1
)

// A ZGFX holds the RDP 8.0 history of one direction of one channel. The zero
// value is ready; its memory grows with the data to 2,500,000 bytes (8,192 for
// Lite).
//
// A ZGFX must not be used from several goroutines at once.
type ZGFX struct {
	// Lite selects the form of the dynamic channel PDUs (MS-RDPEDYC 2.2.3.3 and
	// 2.2.3.4): segments of up to 8,192 bytes, a history of 8,192 bytes and
	// type 6 instead of 4. Set it before the first Decode.
	Lite bool
	// Limit is the most plain data in bytes that one call may give; zero means
	// DefaultLimit.
	Limit int

	ring  []byte // what was output last, pos is where the next byte goes
	pos   int
	known int  // bytes before pos that are known, up to the size of the history
	gap   bool // what came before these is not known; else it is zero
}

// Size is what the history takes, in bytes.
func (z *ZGFX) Size() int { return len(z.ring) }

// Lose tells that packets are missing. RDP 8.0 has no way to start the history
// again, but matches count from the current place: Decode goes on, and gives
// [HistoryLost] for data that refers to what came before the gap.
func (z *ZGFX) Lose() { z.known, z.gap = 0, true }

// Decode undoes the compression of one RDP_SEGMENTED_DATA structure (MS-RDPEGFX
// 2.2.5.1) and appends the plain data to dst. Bytes behind the last segment of a
// multipart structure are not looked at.
//
// On failure dst comes back unchanged, the error is an *[Error], and the history
// counts as lost. Literals in the nine-bit form that is reserved because a shorter
// one exists (3.1.9.1.2.4) are accepted, their meaning being clear.
func (z *ZGFX) Decode(dst, src []byte) ([]byte, error) {
	out, err := z.decode(dst, src)
	if err != nil {
		z.Lose()
		return dst, err
	}
	return out, nil
}

func (z *ZGFX) decode(dst, src []byte) ([]byte, *Error) {
	if len(src) < 1 {
		return nil, &Error{Reason: Truncated}
	}
	limit := z.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	switch src[0] {
	case segmentedSingle:
		return z.segment(dst, src, 1, len(src), limit)
	case segmentedMultipart:
	default:
		return nil, &Error{Reason: UnknownType}
	}

	const header = 1 + 2 + 4 // descriptor, segmentCount, uncompressedSize
	if len(src) < header {
		return nil, &Error{Reason: Truncated, Offset: len(src)}
	}
	count := int(binary.LittleEndian.Uint16(src[1:]))
	total := uint64(binary.LittleEndian.Uint32(src[3:]))
	if total > uint64(limit) {
		return nil, &Error{Reason: TooLong, Offset: 3}
	}
	start, at := len(dst), header
	for range count {
		if len(src)-at < 4 {
			return nil, &Error{Reason: Truncated, Offset: at}
		}
		size := uint64(binary.LittleEndian.Uint32(src[at:]))
		if size > uint64(len(src)-at-4) {
			return nil, &Error{Reason: Truncated, Offset: at}
		}
		at += 4
		end := at + int(size)
		// The sum may not pass uncompressedSize, so nothing past it is made.
		out, err := z.segment(dst, src, at, end, int(total)-(len(dst)-start))
		if err != nil {
			return nil, err
		}
		dst, at = out, end
	}
	if uint64(len(dst)-start) != total {
		return nil, &Error{Reason: BadSize, Offset: 3}
	}
	return dst, nil
}

// segment decodes the RDP8_BULK_ENCODED_DATA at src[at:end] (MS-RDPEGFX 2.2.5.3)
// and appends the plain data to dst, at most limit bytes.
func (z *ZGFX) segment(dst, src []byte, at, end, limit int) ([]byte, *Error) {
	if end == at {
		return nil, &Error{Reason: Truncated, Offset: at}
	}
	kind, most, history := TypeRDP8, maxSegmentRDP8, historyRDP8
	if z.Lite {
		kind, most, history = TypeRDP8Lite, maxSegmentRDP8Lite, historyRDP8Lite
	}
	header, data := src[at], src[at+1:end]
	start := len(dst)
	limit = min(limit, most)
	if header&CompressionTypeMask != kind {
		return nil, &Error{Reason: UnknownType, Offset: at}
	}
	if header&PacketCompressed == 0 {
		if len(data) > limit {
			return nil, &Error{Reason: TooLong, Offset: at}
		}
		dst = append(dst, data...)
	} else {
		out, offset, reason := z.inflate(dst, data, start+limit, history)
		if reason != 0 {
			return nil, &Error{Reason: reason, Offset: at + 1 + offset}
		}
		dst = out
	}
	z.remember(dst[start:], history)
	return dst, nil
}

// inflate decodes the bit stream of one segment and appends the plain data to
// dst, up to a length of most. If reason is not zero, offset is where in data it
// failed.
//
// Matches are copied from the output of this segment as far as they can, and
// from the ring for what came before it.
func (z *ZGFX) inflate(dst, data []byte, most, history int) (out []byte, offset int, reason Reason) {
	if len(data) == 0 {
		return nil, 0, Truncated
	}
	// The last byte counts the unused bits of the one before (3.1.9.1.2.4); its
	// five high bits are reserved.
	last := len(data) - 1
	left := last*8 - int(data[last]&7)
	if left < 0 {
		return nil, last, BadSize
	}
	r := msbReader{src: data[:last]}
	tokens := zgfxTokens()
	start := len(dst)
	for left > 0 {
		r.fill()
		at := r.offset()
		if r.acc>>63 == 0 { // 0 and 8 bits
			if left < 9 {
				return nil, at, Truncated
			}
			if len(dst) == most {
				return nil, at, TooLong
			}
			dst = append(dst, byte(r.acc>>55))
			r.skip(9)
			left -= 9
			continue
		}
		t := tokens[r.acc>>56&0x7F]
		if t.prefix == 0 {
			if left < 9 {
				return nil, at, Truncated
			}
			return nil, at, BadCode
		}
		width := int(t.prefix + t.extra)
		if left < width {
			return nil, at, Truncated
		}
		if t.literal {
			if len(dst) == most {
				return nil, at, TooLong
			}
			dst = append(dst, byte(t.base))
			r.skip(width)
			left -= width
			continue
		}
		distance := int(t.base) + int(r.acc<<t.prefix>>1>>(63-t.extra))
		r.skip(width)
		left -= width

		if distance == 0 { // an unencoded run: 15 bits of length, then whole bytes
			if left < 15 {
				return nil, at, Truncated
			}
			r.fill()
			n := int(r.acc >> 49)
			r.skip(15)
			i := (r.i*8 - r.n + 7) >> 3 // the rest of the byte is ignored
			left = left - 15 - (i*8 - (r.i*8 - r.n))
			if n > len(r.src)-i || n*8 > left {
				return nil, at, Truncated
			}
			if n > most-len(dst) {
				return nil, at, TooLong
			}
			dst = append(dst, r.src[i:i+n]...)
			left -= n * 8
			r = msbReader{src: r.src, i: i + n}
			continue
		}

		r.fill()
		ones := bits.LeadingZeros64(^r.acc)
		if ones > maxLengthRDP8 {
			return nil, at, BadCode
		}
		n, width := 3, 1
		if ones > 0 {
			extra := ones + 1
			n = 1<<extra + int(r.acc<<extra>>(64-extra))
			width = 2 * extra
		}
		if left < width {
			return nil, at, Truncated
		}
		r.skip(width)
		left -= width
		if distance > history {
			return nil, at, BadMatch
		}
		if n > most-len(dst) {
			return nil, at, TooLong
		}
		if before := distance - (len(dst) - start); before > 0 {
			if before > z.known && z.gap {
				return nil, at, HistoryLost
			}
			c := min(n, before)
			dst = z.recall(dst, before, c, history)
			n -= c
		}
		for n > 0 { // a source that reaches into its target repeats itself
			from := len(dst) - distance
			c := min(n, distance)
			dst = append(dst, dst[from:from+c]...)
			n -= c
		}
	}
	return dst, 0, 0
}

// recall appends n bytes of the history to dst, from distance bytes before its
// end on. n is not above distance.
func (z *ZGFX) recall(dst []byte, distance, n, history int) []byte {
	for n > 0 && distance > z.known { // before the first byte: zeros
		dst = append(dst, 0)
		distance--
		n--
	}
	if n == 0 {
		return dst
	}
	from := z.pos - distance
	if from < 0 {
		from += history
		if c := history - from; c < n {
			dst = append(dst, z.ring[from:]...)
			from, n = 0, n-c
		}
	}
	return append(dst, z.ring[from:from+n]...)
}

// remember puts the plain data of a segment into the history.
func (z *ZGFX) remember(p []byte, history int) {
	if z.pos+len(p) > len(z.ring) {
		z.ring = grow(z.ring, min(z.pos+len(p), history), history)
	}
	z.known = min(z.known+len(p), history)
	for len(p) > 0 {
		c := copy(z.ring[z.pos:], p)
		p = p[c:]
		if z.pos += c; z.pos == history {
			z.pos = 0
		}
	}
}

// maxLengthRDP8 is the most ones before a length, MS-RDPEGFX 3.1.9.1.2.4.
const maxLengthRDP8 = 14

// zgfxToken is a row of the token table in MS-RDPEGFX 3.1.9.1.2.4: the bits of
// the prefix, the bits behind it and the distance they count from, or the byte of
// a literal.
type zgfxToken struct {
	prefix, extra uint8
	literal       bool
	base          uint32
}

// zgfxMatches are the prefixes of matches.
var zgfxMatches = [...]struct {
	code uint8
	zgfxToken
}{
	{0b10001, zgfxToken{prefix: 5, extra: 5, base: 0}},
	{0b10010, zgfxToken{prefix: 5, extra: 7, base: 32}},
	{0b10011, zgfxToken{prefix: 5, extra: 9, base: 160}},
	{0b10100, zgfxToken{prefix: 5, extra: 10, base: 672}},
	{0b10101, zgfxToken{prefix: 5, extra: 12, base: 1696}},
	{0b101100, zgfxToken{prefix: 6, extra: 14, base: 5792}},
	{0b101101, zgfxToken{prefix: 6, extra: 15, base: 22176}},
	{0b1011100, zgfxToken{prefix: 7, extra: 18, base: 54944}},
	{0b1011101, zgfxToken{prefix: 7, extra: 20, base: 317088}},
	{0b10111100, zgfxToken{prefix: 8, extra: 20, base: 1365664}},
	{0b10111101, zgfxToken{prefix: 8, extra: 21, base: 2414240}},
}

// zgfxLiterals are the literals with codes of their own. Those of one length
// follow each other.
var zgfxLiterals = [...]struct {
	first  uint8 // code of the first
	prefix uint8
	bytes  string
}{
	{0b11000, 5, "\x00\x01"},
	{0b110100, 6, "\x02\x03\xFF"},
	{0b1101110, 7, "\x04\x05\x06\x07\x08\x09\x0A\x0B\x3A\x3B\x3C\x3D\x3E\x3F\x40\x80"},
	{0b11111100, 8, "\x0C\x38\x39\x66"},
}

// zgfxTokens are the tokens that start with a one, by the seven bits behind it.
// An empty one is reserved.
var zgfxTokens = sync.OnceValue(func() *[128]zgfxToken {
	table := new([128]zgfxToken)
	set := func(code uint8, t zgfxToken) {
		first := code << (8 - t.prefix) & 0x7F
		for i := range uint8(1) << (8 - t.prefix) {
			table[first+i] = t
		}
	}
	for _, m := range zgfxMatches {
		set(m.code, m.zgfxToken)
	}
	for _, l := range zgfxLiterals {
		for i := range len(l.bytes) {
			set(l.first+uint8(i), zgfxToken{prefix: l.prefix, literal: true, base: uint32(l.bytes[i])})
		}
	}
	return table
})
