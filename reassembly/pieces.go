package reassembly

import "bytes"

// pieceCost is what keeping a piece costs beside its bytes. It is charged to
// the budgets, so that many tiny segments cannot cost more than they seem to.
const pieceCost = 128

// A piece is a range of bytes that waits for what lies before it.
type piece struct {
	off   uint64
	frame uint64
	data  []byte // nil: the capture cut the bytes off
	n     uint32 // bytes, also when they were cut off
	at    uint32
}

func (p *piece) end() uint64 { return p.off + uint64(p.n) }
func (p *piece) cost() int   { return len(p.data) + pieceCost }

// pieces are in ascending order and do not overlap.
type pieces []piece

// An overlap tells what of an inserted range was there before.
type overlap struct {
	known uint32 // bytes that were there already
	fresh int    // bytes covered now and not before, if only as cut off
	off   uint64 // first byte that differed
	n     uint32 // bytes from there to the end of the last difference found, 0 for none
	other uint64 // frame that the first differing byte was taken from
	cost  int    // what the new pieces cost
}

// insert puts a range into p, of which data holds the bytes, or which was cut
// off when data is nil. Bytes that are there already stay (the first ones win),
// but bytes replace ranges cut off. With keep the bytes are copied.
func (p *pieces) insert(r piece, keep bool) (o overlap) {
	if r.n == 0 {
		return o
	}
	if r.data != nil {
		o.fresh, o.cost = p.carve(r.off, r.end())
	}
	i := p.find(r.off)
	for pos, end := r.off, r.end(); pos < end; {
		if i < len(*p) && (*p)[i].off <= pos {
			q := &(*p)[i]
			e := min(end, q.end())
			o.known += uint32(e - pos)
			if r.data != nil {
				o.compare(pos, r.data[pos-r.off:e-r.off], q.data[pos-q.off:e-q.off], q.frame)
			}
			pos = e
			i++
			continue
		}
		e := end
		if i < len(*p) {
			e = min(e, (*p)[i].off)
		}
		part := piece{off: pos, frame: r.frame, n: uint32(e - pos), at: r.at + uint32(pos-r.off)}
		if r.data != nil {
			part.data = r.data[pos-r.off : e-r.off]
			if keep {
				part.data = append(make([]byte, 0, len(part.data)), part.data...)
			}
		}
		p.splice(i, part)
		o.cost += part.cost()
		o.fresh += int(part.n)
		i++
		pos = e
	}
	return o
}

// compare notes where the bytes a that lie at off differ from b, captured first
// in frame.
func (o *overlap) compare(off uint64, a, b []byte, frame uint64) {
	if bytes.Equal(a, b) {
		return
	}
	first, last := -1, 0
	for i := range a {
		if a[i] != b[i] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if o.n == 0 {
		o.off, o.other = off+uint64(first), frame
	}
	o.n = uint32(off + uint64(last) + 1 - o.off)
}

// carve takes what was cut off out of [a,b). It returns how the bytes covered and
// the cost change.
func (p *pieces) carve(a, b uint64) (covered, cost int) {
	for i := p.find(a); i < len(*p) && (*p)[i].off < b; {
		q := (*p)[i]
		if q.data != nil {
			i++
			continue
		}
		*p = append((*p)[:i], (*p)[i+1:]...)
		covered -= int(min(b, q.end()) - max(a, q.off))
		cost -= pieceCost
		if q.off < a {
			left := q
			left.n = uint32(a - q.off)
			p.splice(i, left)
			cost += pieceCost
			i++
		}
		if q.end() > b {
			right := q
			right.off, right.n = b, uint32(q.end()-b)
			p.splice(i, right)
			cost += pieceCost
			i++
		}
	}
	return covered, cost
}

func (p *pieces) splice(i int, r piece) {
	*p = append(*p, piece{})
	copy((*p)[i+1:], (*p)[i:])
	(*p)[i] = r
}

// drop removes the first n pieces.
func (p *pieces) drop(n int) {
	if n == 0 {
		return
	}
	rest := copy(*p, (*p)[n:])
	clear((*p)[rest:])
	if *p = (*p)[:rest]; rest == 0 {
		*p = nil // an idle connection keeps nothing
	}
}

// find returns the index of the first piece that ends behind off.
func (p pieces) find(off uint64) int {
	lo, hi := 0, len(p)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); p[mid].end() <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
