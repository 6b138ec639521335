package pnrp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// maxJoins is how many buffers of one direction are joined at a time; a node
// answers one question after the other.
const maxJoins = 4

// A join is an AUTHORITY_BUFFER of which fragments have come, MS-PNRP 3.1.5.6.
// Bytes are kept as they come; Size only says when all are there.
type join struct {
	id    uint32 // Message ID
	size  int
	have  int
	parts [maxBuffer/fragment + 1]part
}

type part struct {
	data []byte
	from []reassembly.FrameRange
}

// authority hands the buffer on when it is whole.
func (h *handler) authority(dir dissect.Dir, x *dissect.Context) {
	m := &h.m
	n, size, off := len(m.Part), int(m.Size), int(m.Offset)
	if n == 0 || x.Touched() && off+n < size && n != fragment {
		return
	}
	if off+n > size {
		x.Report(FragmentFits, headerLength+8, 8, strconv.Itoa(n)+" bytes from "+strconv.Itoa(off)+" of "+strconv.Itoa(size))
		h.drop(dir, m.ID)
		return
	}
	last := off+n == size
	if last && n <= fragment || n == fragment {
		x.Held(Fragments)
	} else {
		x.Report(Fragments, m.partAt, n, strconv.Itoa(n)+" bytes")
	}
	if last && off == 0 {
		x.Held(FragmentFits)
		h.pass(func() { x.Pass(Protocol, m.partAt, n, "") })
		return
	}
	if off%fragment != 0 || off/fragment >= len(join{}.parts) || !last && n != fragment {
		return
	}
	j := h.join(dir, m.ID, size)
	if j.size != size {
		x.Report(FragmentFits, headerLength+8, 8, "Size was "+strconv.Itoa(j.size)+" in the fragment before")
		h.drop(dir, m.ID)
		return
	}
	x.Held(FragmentFits)
	x.HandOn(m.partAt, n)
	p := &j.parts[off/fragment]
	if p.data == nil {
		j.have += n
		p.data = append([]byte(nil), m.Part...)
		p.from = append([]reassembly.FrameRange(nil), x.Ranges(m.partAt, n)...)
	}
	if j.have < size {
		return
	}
	h.drop(dir, m.ID)
	var whole []byte
	var from reassembly.Map
	for i := range j.parts {
		p := &j.parts[i]
		from.AddRanges(uint64(len(whole)), uint32(len(p.data)), p.from)
		whole = append(whole, p.data...)
	}
	h.pass(func() { x.PassBytes(Protocol, whole, &from, "") })
}

// pass lets fn hand a buffer on. The message decoded last is another one then.
func (h *handler) pass(fn func()) {
	h.buffer = true
	fn()
	h.buffer = false
}

// join is the buffer of this Message ID, a new one where there is none.
func (h *handler) join(dir dissect.Dir, id uint32, size int) *join {
	for _, j := range h.joins[dir] {
		if j.id == id {
			return j
		}
	}
	if len(h.joins[dir]) == maxJoins {
		copy(h.joins[dir], h.joins[dir][1:]) // the oldest is given up
		h.joins[dir] = h.joins[dir][:maxJoins-1]
	}
	j := &join{id: id, size: size}
	h.joins[dir] = append(h.joins[dir], j)
	return j
}

func (h *handler) drop(dir dissect.Dir, id uint32) {
	for i, j := range h.joins[dir] {
		if j.id == id {
			h.joins[dir] = append(h.joins[dir][:i], h.joins[dir][i+1:]...)
			return
		}
	}
}
