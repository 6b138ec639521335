package source

import (
	"fmt"
	"math/bits"

	"github.com/radissect/radissect/dissect"
)

// Options of an interface description block (draft-ietf-opsawg-pcapng 3.5, 4.2).
const (
	optEnd      = 0
	optName     = 2
	optTimeRes  = 9
	optTimeZero = 14
)

// maxInterfaceName bounds the names that are kept, in bytes.
const maxInterfaceName = 256

// readInterface reads an Interface Description Block (draft-ietf-opsawg-pcapng 4.2).
func (w *pcapngWalker) readInterface(c *capture, b *dissect.Batch, block []byte) bool {
	if len(block) < interfaceMinLen {
		return false
	}
	if int(w.base)+len(w.interfaces) >= maxInterfaces {
		if !w.tooMany {
			w.tooMany = true
			c.notice(b, dissect.NoticeLimit, fmt.Sprintf("more than %d interfaces: the rest is left out", maxInterfaces))
		}
		return true
	}
	i := ngInterface{link: uint32(w.u16(block[8:])), snapLen: w.u32(block[12:]), clock: microseconds}
	name := ""
	for opts := block[16 : len(block)-4]; len(opts) >= 4; {
		code, n := w.u16(opts), int(w.u16(opts[2:]))
		opts = opts[4:]
		if code == optEnd || n > len(opts) {
			break
		}
		value := opts[:n]
		switch {
		case code == optName:
			name = string(value[:min(n, maxInterfaceName)])
		case code == optTimeRes && n == 1:
			i.clock.resolution = value[0]
		case code == optTimeZero && n == 8:
			hi, lo := w.u32(value), w.u32(value[4:])
			if !w.big {
				hi, lo = lo, hi
			}
			i.clock.offset = int64(uint64(hi)<<32 | uint64(lo))
		}
		opts = opts[min(len(opts), (n+3)&^3):]
	}
	c.info.Interfaces = append(c.info.Interfaces, dissect.CaptureInterface{
		ID:       w.base + uint32(len(w.interfaces)),
		LinkType: i.link,
		Name:     name,
		SnapLen:  i.snapLen,

		Resolution: i.clock.resolution,
	})
	w.interfaces = append(w.interfaces, i)
	return true
}

// A clock turns the ticks of an interface into nanoseconds.
type clock struct {
	resolution uint8 // if_tsresol: exponent of 10, or of 2 when the highest bit is set, negated
	offset     int64 // if_tsoffset: seconds to add
}

// microseconds is the clock of an interface that does not describe its own.
var microseconds = clock{resolution: 6}

// Times beyond these seconds do not fit into 64 bits of nanoseconds.
const maxSeconds = (1<<63)/1_000_000_000 - 1

// nanoseconds returns the time of ticks since 1970. What does not fit is moved to
// the nearest time that does.
func (k clock) nanoseconds(ticks uint64) int64 {
	seconds, fraction := k.split(ticks)
	if seconds > maxSeconds {
		seconds = maxSeconds
	}
	s := int64(seconds)
	switch {
	case k.offset > maxSeconds-s:
		s = maxSeconds
	case k.offset < -maxSeconds-s:
		s = -maxSeconds
	default:
		s += k.offset
	}
	return s*1e9 + int64(fraction)
}

// split divides ticks into seconds and nanoseconds.
func (k clock) split(ticks uint64) (seconds, fraction uint64) {
	n := uint(k.resolution & 0x7f)
	if k.resolution&0x80 != 0 {
		if n < 64 {
			seconds = ticks >> n
			ticks &= 1<<n - 1
		}
		hi, lo := bits.Mul64(ticks, 1e9)
		if n < 64 {
			return seconds, hi<<(64-n) | lo>>n // hi<<64 is 0 for n == 0, where ticks is 0
		}
		return 0, hi >> (n - 64)
	}
	if n > 19 { // 10^20 ticks do not fit into 64 bits: all of them are within a second
		for ; n > 9 && ticks > 0; n-- {
			ticks /= 10
		}
		return 0, ticks
	}
	units := pow10(n)
	seconds = ticks / units
	hi, lo := bits.Mul64(ticks%units, 1e9)
	fraction, _ = bits.Div64(hi, lo, units) // hi < units, because ticks%units is
	return seconds, fraction
}

// pow10 returns 10^n for n up to 19.
func pow10(n uint) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}
