package ndr

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

const (
	// maxDepth is how deep descriptions may nest, and pointers point.
	maxDepth = 32
	// maxPending is how many pointees may wait at a time.
	maxPending = 4096
	// maxSeen is how many identifiers of full pointers are remembered.
	maxSeen = 1024
	// places is how many values a description can store.
	places = 32
)

// A Range is where something lies in the message, in bytes.
type Range struct{ Off, Len int }

// A Reader reads the data of one stub. It can be used again after Reset, and then
// allocates nothing.
type Reader struct {
	// User is for Custom types to find who reads.
	User any

	c     *dissect.Cursor
	start int // of the stub in the message: alignment counts from here
	big   bool
	wide  bool // NDR64
	word  int  // bytes of pointers and counts

	pending []deferred
	seen    []uint64 // identifiers of full pointers
	depth   int
	stopped bool // too deep, or too many pointees

	uuid   [16]byte // read last
	values [places + 1]uint64
	ranges [places + 1]Range
	set    [places + 1]bool
}

// deferred is a pointee that comes later.
type deferred struct {
	t  *Type
	id uint64
}

// Reset begins a stub that is everything c has left.
func (r *Reader) Reset(c *dissect.Cursor, bigEndian bool) {
	r.c, r.start, r.big = c, c.Offset(), bigEndian
	r.wide, r.word = false, 4
	r.pending, r.seen = r.pending[:0], r.seen[:0]
	r.depth, r.stopped = 0, false
	r.values, r.ranges, r.set = [places + 1]uint64{}, [places + 1]Range{}, [places + 1]bool{}
}

// Reset64 is Reset for a stub in NDR64, which is always little-endian (MS-RPCE 2.2.5).
func (r *Reader) Reset64(c *dissect.Cursor) {
	r.Reset(c, false)
	r.wide, r.word = true, 8
}

// Cursor is the cursor that is read, for Custom types.
func (r *Reader) Cursor() *dissect.Cursor { return r.c }

// Value is what the description stored at a place: a number, a count, or the
// referent identifier of a pointer. ok is false where nothing was read.
func (r *Reader) Value(place int) (v uint64, ok bool) {
	if place < 1 || place > places {
		return 0, false
	}
	return r.values[place], r.set[place]
}

// Range is where the data stored at a place lies, without counts.
func (r *Reader) Range(place int) Range {
	if place < 1 || place > places {
		return Range{}
	}
	return r.ranges[place]
}

func (r *Reader) store(t *Type, v uint64, at Range) {
	if p := t.Store; p >= 1 && p <= places {
		r.values[p], r.ranges[p], r.set[p] = v, at, true
	}
}

// Params reads the parameters of an operation. The pointees of each come right
// behind it (C706 14.3.12.3).
func (r *Reader) Params(list []*Type) {
	for _, t := range list {
		if !r.c.OK() || r.stopped {
			return
		}
		r.Param(t)
	}
}

// Param reads one parameter with everything that it points to.
func (r *Reader) Param(t *Type) {
	base := len(r.pending)
	r.construct(t)
	r.pointees(base)
}

// End reads what is left: up to eight octets of padding in front of a
// verification trailer that was cut off (MS-RPCE 2.2.2.13), or left-over bytes.
func (r *Reader) End() {
	n := r.c.Left()
	if n == 0 || !r.c.OK() {
		return
	}
	if n < 8 {
		r.c.Bytes(fPad, n)
		return
	}
	r.c.Closed(fRest, n)
	r.c.ReportLast(LeftOver, strconv.Itoa(n)+" bytes")
}

// pointees reads the pointees that wait since base, each with what it points to
// itself.
func (r *Reader) pointees(base int) {
	for i := base; i < len(r.pending) && r.c.OK() && !r.stopped; i++ {
		d := r.pending[i]
		if d.t.Class == Full && r.known(d.id) {
			continue
		}
		if !r.enter() {
			return
		}
		mine := len(r.pending)
		r.construct(d.t.Elem)
		r.pointees(mine)
		r.pending = r.pending[:mine]
		r.depth--
	}
	r.pending = r.pending[:base]
}

// known reports whether a full pointer with this identifier has had its pointee,
// and remembers that it has.
func (r *Reader) known(id uint64) bool {
	for _, s := range r.seen {
		if s == id {
			return true
		}
	}
	if len(r.seen) < maxSeen {
		r.seen = append(r.seen, id)
	}
	return false
}

func (r *Reader) enter() bool {
	if r.depth >= maxDepth {
		r.stop()
		return false
	}
	r.depth++
	return true
}

// stop gives up: the rest of the stub stays closed.
func (r *Reader) stop() {
	if !r.stopped {
		r.stopped = true
		r.c.Closed(fRest, r.c.Left())
		r.c.ReportLast(Depth, "")
	}
}

// construct reads one thing. The counts of a conformant array at the end of a
// structure come in front of the structure (C706 14.3.7.1).
func (r *Reader) construct(t *Type) {
	if t.Form == Struct {
		if a := conformance(t, 0); a != nil {
			count := r.conformance(a)
			r.Align(t.align(r.wide, 0))
			r.structure(t, count, true)
			return
		}
	}
	r.value(t)
}

// conformance is the conformant array that ends a structure, nil where none does.
func conformance(t *Type, depth int) *Type {
	if len(t.Members) == 0 || depth > maxDepth {
		return nil
	}
	last := t.Members[len(t.Members)-1]
	switch last.Form {
	case Conformant, ConformantVarying:
		return last
	case Struct:
		return conformance(last, depth+1)
	}
	return nil
}

// value reads one thing where it stands; pointees wait.
func (r *Reader) value(t *Type) {
	if !r.c.OK() || r.stopped || !r.enter() {
		return
	}
	defer func() { r.depth-- }()
	switch t.Form {
	case Number:
		r.Align(t.Size)
		r.number(t, t.Size)
	case Enum:
		r.Align(r.word / 2)
		r.number(t, r.word/2)
	case UUID:
		r.Align(4)
		r.readUUID(t)
	case Struct:
		r.Align(t.align(r.wide, 0))
		r.structure(t, 0, false)
	case Pointer:
		r.pointer(t)
	case Ref:
		r.construct(t.Elem)
	case Fixed:
		r.elements(t, uint64(t.Size))
	case Conformant:
		r.elements(t, r.maxCount(t))
	case Varying:
		r.group(t.Field, func() { r.elements(t, r.varying(t, 0, false)) })
	case ConformantVarying:
		n := r.maxCount(t)
		r.elements(t, r.varying(t, n, true))
	case String, WString:
		r.text(t)
	case Union:
		r.union(t)
	case Custom:
		t.Read(r, r.c.Left())
	}
}

// group reads fn inside of a node of its own, where f is not nil.
func (r *Reader) group(f *dissect.Field, fn func()) {
	if f == nil || f.Base != dissect.Group {
		fn()
		return
	}
	r.c.Enter(f)
	fn()
	r.c.Leave()
}

// structure reads the members. When the counts of the array at its end were
// read in front, count is max_count.
func (r *Reader) structure(t *Type, count uint64, counted bool) {
	if t.Field != nil {
		r.c.Enter(t.Field)
	}
	for i, m := range t.Members {
		switch {
		case !r.c.OK() || r.stopped:
		case !counted || i < len(t.Members)-1:
			r.value(m)
		case m.Form == Struct:
			r.Align(m.align(r.wide, 0))
			r.structure(m, count, true)
		default:
			r.sized(m, count)
			if m.Form == ConformantVarying {
				count = r.varying(m, count, true)
			}
			r.elements(m, count)
		}
	}
	if r.wide && !t.open() && r.c.OK() && !r.stopped {
		r.Align(t.align(true, 0))
	}
	if t.Field != nil {
		r.c.Leave()
	}
}

// Align reads the gap in front of something that is aligned to n bytes, C706
// 14.2.2.
func (r *Reader) Align(n int) {
	if n < 2 {
		return
	}
	gap := (n - (r.c.Offset()-r.start)%n) % n
	if gap == 0 || r.c.Left() < gap {
		return
	}
	b := r.c.Bytes(fGap, gap)
	zero := true
	for _, v := range b {
		zero = zero && v == 0
	}
	r.c.Require(zero, GapZero)
}

func (r *Reader) number(t *Type, n int) {
	at := r.c.Offset()
	v := r.uint(t.Field, n)
	if !r.c.OK() {
		return
	}
	r.store(t, v, Range{at, n})
	if t.Max > 0 {
		r.c.Require(v <= t.Max, RangeLimit)
	}
}

func (r *Reader) uint(f *dissect.Field, n int) uint64 {
	if r.big {
		return r.c.UintBE(f, n)
	}
	return r.c.UintLE(f, n)
}

func (r *Reader) readUUID(t *Type) {
	at := r.c.Offset()
	r.uuid = [16]byte{}
	if !r.big {
		copy(r.uuid[:], r.c.Bytes(t.Field, 16))
	} else {
		r.c.Enter(fUUID)
		low, mid, hi := r.c.U32(fTimeLow), r.c.U16(fTimeMid), r.c.U16(fTimeHi)
		binary.LittleEndian.PutUint32(r.uuid[:], low)
		binary.LittleEndian.PutUint16(r.uuid[4:], mid)
		binary.LittleEndian.PutUint16(r.uuid[6:], hi)
		copy(r.uuid[8:], r.c.Bytes(fClockNode, 8))
		r.c.Leave()
	}
	r.store(t, 0, Range{at, 16})
}

// UUID is the UUID that was read last, its first three parts little-endian whatever
// the stub is (MS-DTYP 2.3.4.2).
func (r *Reader) UUID() [16]byte { return r.uuid }

// pointer reads a referent identifier; the pointee waits, C706 14.3.10.
func (r *Reader) pointer(t *Type) {
	r.Align(r.word)
	at := r.c.Offset()
	id := r.uint(t.Field, r.word)
	if !r.c.OK() {
		return
	}
	r.store(t, id, Range{at, r.word})
	if t.Class == Embedded {
		r.c.Require(id != 0, RefNull)
	}
	if id == 0 {
		return
	}
	if len(r.pending) >= maxPending {
		r.stop()
		return
	}
	r.pending = append(r.pending, deferred{t, id})
}

// conformance reads max_count of an array whose size_is may come later.
func (r *Reader) conformance(t *Type) uint64 {
	r.Align(r.word)
	n := r.uint(fMaxCount, r.word)
	if !r.c.OK() {
		return 0
	}
	if t.Max > 0 {
		r.c.Require(n <= t.Max, RangeLimit)
	}
	return n
}

// maxCount reads max_count and holds it against size_is.
func (r *Reader) maxCount(t *Type) uint64 {
	n := r.conformance(t)
	if !r.c.OK() {
		return 0
	}
	if v, ok := r.Value(t.SizeIs); ok {
		r.c.Require(v == n, SizeIs)
	}
	return n
}

// sized checks max_count again, where size_is was read after it.
func (r *Reader) sized(t *Type, n uint64) {
	if v, ok := r.Value(t.SizeIs); ok {
		r.c.Require(v == n, SizeIs)
	}
}

// varying reads offset and actual_count.
func (r *Reader) varying(t *Type, most uint64, bounded bool) uint64 {
	r.Align(r.word)
	off := r.uint(fOffset, r.word)
	n := r.uint(fActualCount, r.word)
	if !r.c.OK() {
		return 0
	}
	if !bounded && t.Max > 0 {
		r.c.Require(n <= t.Max, RangeLimit)
	}
	if bounded {
		r.c.Require(off <= most && n <= most-off, CountAboveMax)
	}
	if v, ok := r.Value(t.LengthIs); ok {
		r.c.Require(v == n, LengthIs)
	}
	return n
}

// elements reads n elements. Octets become one node.
func (r *Reader) elements(t *Type, n uint64) {
	if !r.c.OK() || r.stopped || t.Elem == nil {
		return
	}
	at := r.c.Offset()
	if t.Elem.Form == Number && t.Elem.Size == 1 || t.Read != nil {
		if n > uint64(r.c.Left()) {
			r.c.ReportLast(CountOverflow, strconv.FormatUint(n, 10)+" octets, "+strconv.Itoa(r.c.Left())+" are left")
			n = uint64(r.c.Left())
		}
		if t.Read != nil {
			t.Read(r, int(n))
		} else if n > 0 {
			r.c.Bytes(t.Elem.Field, int(n))
		}
		r.store(t, n, Range{at, int(n)})
		return
	}
	over := n > uint64(r.c.Left()) // every element has at least one byte
	if over {
		r.c.ReportLast(CountOverflow, strconv.FormatUint(n, 10)+" elements, "+strconv.Itoa(r.c.Left())+" bytes are left")
		n = uint64(r.c.Left())
	}
	if t.Field != nil && t.Field.Base == dissect.Group && t.Form != Varying {
		r.c.Enter(t.Field)
		defer r.c.Leave()
	}
	for i := uint64(0); i < n && r.c.OK() && !r.stopped; i++ {
		if over && r.c.Left() == 0 {
			break // reported already
		}
		was := r.c.Offset()
		r.value(t.Elem)
		if r.c.Offset() == was {
			break
		}
	}
	r.store(t, n, Range{at, r.c.Offset() - at})
}

// text reads a conformant varying string; it ends with a NUL, C706 14.3.4.2.
func (r *Reader) text(t *Type) {
	width := 1
	if t.Form == WString {
		width = 2
	}
	most := r.maxCount(t)
	n := r.varying(t, most, true)
	if !r.c.OK() {
		return
	}
	if n > uint64(r.c.Left()/width) {
		r.c.ReportLast(CountOverflow, strconv.FormatUint(n, 10)+" characters, "+strconv.Itoa(r.c.Left())+" bytes are left")
		n = uint64(r.c.Left() / width)
	}
	at := r.c.Offset()
	b := r.c.Peek()[:int(n)*width]
	if t.Read != nil {
		t.Read(r, len(b))
	} else {
		r.c.Bytes(t.Field, len(b))
	}
	terminated := len(b) >= width && b[len(b)-1] == 0 && b[len(b)-width] == 0
	r.c.Require(terminated, Terminated)
	r.store(t, n, Range{at, len(b)})
}

// union reads discriminant and arm, C706 14.3.8.
func (r *Reader) union(t *Type) {
	if t.Field != nil {
		r.c.Enter(t.Field)
		defer r.c.Leave()
	}
	if r.wide {
		r.Align(t.align(true, 0))
	} else {
		r.Align(t.Size)
	}
	at := r.c.Offset()
	v := r.uint(fDiscriminant, t.Size)
	if !r.c.OK() {
		return
	}
	r.store(t, v, Range{at, t.Size})
	var arm *Arm
	for i := range t.Arms {
		if a := &t.Arms[i]; !a.Default && a.Value == v {
			arm = a
			break
		} else if a.Default {
			arm = a
		}
	}
	r.c.Require(arm != nil, Discriminant)
	if arm != nil && arm.Type != nil {
		if r.wide {
			r.Align(t.align(true, 0))
		}
		r.value(arm.Type)
	}
}

// Uint16 is a number of two bytes of b in the byte order of the stub, for Custom
// types.
func (r *Reader) Uint16(b []byte) uint16 {
	switch {
	case len(b) < 2:
		return 0
	case r.big:
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}
