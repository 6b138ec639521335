package reassembly

// A FrameRange is a range of bytes in one captured frame.
type FrameRange struct {
	Frame uint64 // number of the frame
	At    uint32 // offset in bytes in the frame
	Len   uint32 // bytes
	Whole bool   // only known: the bytes asked for were made from this range
}

// A Run says that the bytes from Off on lie in frame Frame from offset At on.
type Run struct {
	Off   uint64 // offset in the stream or in the derived bytes
	Frame uint64 // number of the frame
	At    uint32 // offset in bytes in the frame
	Len   uint32 // bytes in the frame
	// Whole means that only the block is known: it was decrypted or
	// decompressed from this range. Runs with equal Off name the several ranges
	// of one block, which extends to the next greater Off, whatever Len says.
	Whole bool
}

func (r *Run) end() uint64 { return r.Off + uint64(r.Len) }

// maxMapKept is the number of runs for which an emptied Map keeps its storage.
const maxMapKept = 4096

// A Map leads offsets in streamed or derived bytes back to frames. It is a
// list of runs in ascending order that point straight at frames, however many
// layers lie between. The zero Map is empty and ready for use; a run takes 32
// bytes.
type Map struct {
	runs []Run
	head int   // runs before it are dropped
	pool *Pool // may be nil
}

// Add says that n bytes from offset off on are those of the frame from at on.
// Offsets must ascend: the part of the range that lies before the end of what
// is known is left out. A run that continues the one before, in the map and in
// the frame, is merged with it.
func (m *Map) Add(off uint64, frame uint64, at, n uint32) {
	if l := m.last(); l != nil {
		low := l.Off
		if !l.Whole {
			low = l.end()
		}
		if off < low {
			if low-off >= uint64(n) {
				return
			}
			skip := uint32(low - off)
			off, at, n = low, at+skip, n-skip
		}
		if !l.Whole && off == l.end() && l.Frame == frame &&
			uint64(at) == uint64(l.At)+uint64(l.Len) && l.Len+n >= l.Len {
			l.Len += n
			return
		}
	}
	if n == 0 {
		return
	}
	m.push(Run{Off: off, Frame: frame, At: at, Len: n})
}

// AddWhole says that the block that starts at off was made from the ranges r.
// The block extends to the offset of the next run added. Offsets must ascend:
// a block cannot start before the end of an exact run, or before the block
// before it; off is then raised to that. A block without ranges ends the one
// before it, and resolves to nothing.
func (m *Map) AddWhole(off uint64, r []FrameRange) {
	if l := m.last(); l != nil {
		low := l.Off
		if !l.Whole {
			low = l.end()
		}
		off = max(off, low)
	}
	if len(r) == 0 {
		if l := m.last(); l != nil && l.Whole {
			m.push(Run{Off: off}) // an exact run of no bytes
		}
		return
	}
	for i := range r {
		m.push(Run{Off: off, Frame: r[i].Frame, At: r[i].At, Len: r[i].Len, Whole: true})
	}
}

// AddRanges says that n bytes from off on come from the ranges r. When all of
// them are exact and together n bytes long, the bytes are those of the ranges,
// in their order, and exact runs are added. Else a whole block is added.
func (m *Map) AddRanges(off uint64, n uint32, r []FrameRange) {
	var sum uint64
	for i := range r {
		if r[i].Whole {
			m.AddWhole(off, r)
			return
		}
		sum += uint64(r[i].Len)
	}
	if sum != uint64(n) {
		m.AddWhole(off, r)
		return
	}
	for i := range r {
		m.Add(off, r[i].Frame, r[i].At, r[i].Len)
		off += uint64(r[i].Len)
	}
}

// Resolve appends to dst the ranges of frames that hold the n bytes from off
// on, in the order of the bytes, and returns it. Exact runs are clipped to what
// was asked for; of a block the whole ranges are given, each once in a row.
// Bytes that no run covers, such as lost ones, add nothing. For n = 0 the
// result is the place itself: one range of length 0 at the byte off, or where
// no run holds it, right behind the byte before.
func (m *Map) Resolve(off uint64, n uint32, dst []FrameRange) []FrameRange {
	if n == 0 {
		return m.place(off, dst)
	}
	end := off + uint64(n)
	if end < off {
		end = ^uint64(0)
	}
	start := len(dst)
	runs := m.runs[m.head:]
	for i := find(runs, off); i < len(runs) && runs[i].Off < end; i++ {
		r := &runs[i]
		if r.Whole {
			if e := blockEnd(runs, i); e <= off || e == r.Off {
				continue
			}
			dst = appendRange(dst, start, FrameRange{r.Frame, r.At, r.Len, true})
			continue
		}
		a, b := max(off, r.Off), min(end, r.end())
		if a < b {
			dst = appendRange(dst, start, FrameRange{r.Frame, r.At + uint32(a-r.Off), uint32(b - a), false})
		}
	}
	return dst
}

// place appends the range of length 0 that stands for the offset off.
func (m *Map) place(off uint64, dst []FrameRange) []FrameRange {
	start := len(dst)
	if dst = m.Resolve(off, 1, dst); len(dst) > start {
		dst = dst[:start+1]
		if !dst[start].Whole {
			dst[start].Len = 0
		}
		return dst
	}
	if off == 0 {
		return dst
	}
	if dst = m.Resolve(off-1, 1, dst); len(dst) > start {
		dst = dst[:start+1]
		if r := &dst[start]; !r.Whole {
			r.At, r.Len = r.At+1, 0
		}
	}
	return dst
}

// frame returns the number of the frame that holds the byte at off, 0 for none.
func (m *Map) frame(off uint64) uint64 {
	runs := m.runs[m.head:]
	if i := find(runs, off); i < len(runs) && runs[i].Off <= off && (runs[i].Whole || off < runs[i].end()) {
		return runs[i].Frame
	}
	return 0
}

// Drop forgets the runs that lie wholly before off. The last block has no end
// and stays. Dropping costs no allocation, and over the life of the map no
// more than adding did.
func (m *Map) Drop(off uint64) {
	for m.head < len(m.runs) {
		r := &m.runs[m.head]
		if r.Whole {
			if blockEnd(m.runs, m.head) > off {
				break
			}
		} else if r.end() > off {
			break
		}
		m.head++
	}
	switch live := len(m.runs) - m.head; {
	case live == 0:
		m.clear()
	case m.head >= live && m.head >= 16:
		copy(m.runs, m.runs[m.head:])
		m.runs, m.head = m.runs[:live], 0
	}
}

// Reset forgets all runs; storage of a moderate size is kept.
func (m *Map) Reset() { m.clear() }

func (m *Map) clear() {
	m.runs, m.head = m.runs[:0], 0
	if cap(m.runs) > maxMapKept {
		m.runs = nil
	}
}

// Len returns the number of runs.
func (m *Map) Len() int { return len(m.runs) - m.head }

// Size returns what the runs of a map take, in bytes.
func (m *Map) Size() int { return runSize * cap(m.runs) }

// Runs returns the runs in ascending order. The slice belongs to the map and is
// valid until the map changes.
func (m *Map) Runs() []Run { return m.runs[m.head:] }

func (m *Map) last() *Run {
	if m.head == len(m.runs) {
		return nil
	}
	return &m.runs[len(m.runs)-1]
}

func (m *Map) push(r Run) {
	if len(m.runs) == cap(m.runs) {
		m.runs = m.pool.grow(m.runs)
	}
	m.runs = append(m.runs, r)
}

// find returns the index of the first run of the group of runs with equal Off
// that off falls into or behind, and 0 when off lies before all of them.
func find(runs []Run, off uint64) int {
	lo, hi := 0, len(runs) // first run with Off > off
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); runs[mid].Off <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	for lo--; lo > 0 && runs[lo-1].Off == runs[lo].Off; lo-- {
	}
	return lo
}

// blockEnd returns where the block of the whole run i ends.
func blockEnd(runs []Run, i int) uint64 {
	for j := i + 1; j < len(runs); j++ {
		if runs[j].Off > runs[i].Off || !runs[j].Whole {
			return runs[j].Off
		}
	}
	return ^uint64(0)
}

// appendRange appends r, merged where possible with what was appended since
// start.
func appendRange(dst []FrameRange, start int, r FrameRange) []FrameRange {
	if len(dst) > start {
		l := &dst[len(dst)-1]
		if *l == r {
			return dst
		}
		if !l.Whole && !r.Whole && l.Frame == r.Frame && uint64(l.At)+uint64(l.Len) == uint64(r.At) {
			l.Len += r.Len
			return dst
		}
	}
	return append(dst, r)
}
