package dissect

import "encoding/binary"

const (
	maxDepth = 64      // nesting of groups and parts in one message
	maxNodes = 1 << 18 // nodes in one tree; further fields are read but not recorded
	maxFound = 64      // findings kept for one decode of one message; all are counted
)

// A Cursor reads one message field by field. It holds a range of the message
// and a failure that sticks: after the first field that does not fit, every
// read of this cursor gives zero, and one finding says which field could not be
// read and how many bytes were missing. So a decoder needs no error handling
// and still cannot run wild.
//
// A Cursor is used by one goroutine and is valid during the call of Decode that
// it was given to.
type Cursor struct {
	d   *decoding
	pos int // next byte, in the message
	end int // end of the range, in the message
	low int // start of the range
	lim place
	bad bool // a field of this cursor did not fit
}

// place is where a field lies.
type place struct {
	field *Field
	off   int
	n     int
}

// decoding is what the cursors of one message share.
type decoding struct {
	b     []byte
	kind  *Kind
	last  place  // the field read last
	value uint64 // its value, for numbers
	rec   *Tree  // nil in a plain decode
	open  [maxDepth]uint32
	depth int
	over  int // groups that were entered beyond maxDepth
	found []found
	tally *tallies // nil where outcomes are not counted
	cut   bool     // the capture lost the end of this message
	conv  *Conversation
	via   string // the virtual channel it came on
}

// found is one breach met while decoding.
type found struct {
	rule   *Rule
	at     place
	value  uint64
	number bool
	detail string
	node   uint32
}

func (d *decoding) reset(b []byte, rec *Tree) {
	d.b, d.kind, d.last, d.value = b, nil, place{}, 0
	d.rec, d.depth, d.over, d.cut = rec, 0, 0, false
	d.found = d.found[:0]
	if rec != nil {
		rec.Reset()
		rec.Bytes = b
	}
}

// NewCursor is a cursor over one message outside of any engine. It records into
// rec unless that is nil.
func NewCursor(b []byte, rec *Tree) *Cursor {
	d := &decoding{}
	d.reset(b, rec)
	return &Cursor{d: d, end: len(b)}
}

// Is says what the message is. The last call counts.
func (c *Cursor) Is(k *Kind) {
	c.d.kind = k
	if c.d.rec != nil {
		c.d.rec.Kind = k
	}
}

// Conversation is the conversation that the message belongs to; nil outside of an engine.
func (c *Cursor) Conversation() *Conversation { return c.d.conv }

// Channel is the name of the virtual channel that the message came on, "" for none.
func (c *Cursor) Channel() string { return c.d.via }

// Recording reports whether somebody will see the fields. A decoder that takes
// bytes apart only to show them may pass over them where nobody will. What it
// keeps and what it checks must not depend on the answer.
func (c *Cursor) Recording() bool { return c.d.rec != nil }

// Left is the number of bytes not read yet.
func (c *Cursor) Left() int { return c.end - c.pos }

// Offset is the place of the next byte in the message.
func (c *Cursor) Offset() int { return c.pos }

// OK reports whether everything read so far was there.
func (c *Cursor) OK() bool { return !c.bad }

// Peek is the bytes not read yet. They must not be changed or kept.
func (c *Cursor) Peek() []byte { return c.d.b[c.pos:c.end] }

// PeekU8 is the byte at distance i from the next one, 0 where there is none.
func (c *Cursor) PeekU8(i int) uint8 {
	if i < 0 || c.pos+i >= c.end {
		return 0
	}
	return c.d.b[c.pos+i]
}

// take gives the next n bytes, or nil after reporting that they are not there.
func (c *Cursor) take(f *Field, n int) []byte {
	if n < 0 || n > c.end-c.pos {
		c.short(f, n)
		return nil
	}
	b := c.d.b[c.pos : c.pos+n : c.pos+n]
	c.d.last = place{f, c.pos, n}
	c.pos += n
	return b
}

func (c *Cursor) number(f *Field, n int, v uint64) {
	c.d.value = v
	if c.d.rec != nil {
		c.d.node(f, c.pos-n, n, v)
	}
}

// short marks the cursor as failed and reports it, once.
func (c *Cursor) short(f *Field, n int) {
	if !c.bad {
		c.bad = true
		c.d.last = place{f, c.pos, c.end - c.pos}
		if c.d.rec != nil {
			if i := c.d.node(f, c.pos, c.end-c.pos, 0); i != nil {
				i.Flags |= Short
			}
		}
		if !c.d.cut {
			c.d.report(LengthShort, place{f, c.pos, c.end - c.pos}, 0, false, shortDetail(f, n, c.end-c.pos, c.lim.field))
		}
	}
	c.pos = c.end
	c.d.value = 0
}

// node records one node.
func (d *decoding) node(f *Field, off, n int, v uint64) *Node {
	t := d.rec
	if len(t.Nodes) >= maxNodes {
		return nil
	}
	t.Nodes = append(t.Nodes, Node{Field: f, Value: v, Off: uint32(off), Len: uint32(n), End: uint32(len(t.Nodes) + 1)})
	return &t.Nodes[len(t.Nodes)-1]
}

// U8 reads one byte.
func (c *Cursor) U8(f *Field) uint8 {
	b := c.take(f, 1)
	if b == nil {
		return 0
	}
	c.number(f, 1, uint64(b[0]))
	return b[0]
}

// U16 reads two bytes, big-endian.
func (c *Cursor) U16(f *Field) uint16 {
	b := c.take(f, 2)
	if b == nil {
		return 0
	}
	v := binary.BigEndian.Uint16(b)
	c.number(f, 2, uint64(v))
	return v
}

// U32 reads four bytes, big-endian.
func (c *Cursor) U32(f *Field) uint32 {
	b := c.take(f, 4)
	if b == nil {
		return 0
	}
	v := binary.BigEndian.Uint32(b)
	c.number(f, 4, uint64(v))
	return v
}

// U16LE reads two bytes, little-endian.
func (c *Cursor) U16LE(f *Field) uint16 {
	b := c.take(f, 2)
	if b == nil {
		return 0
	}
	v := binary.LittleEndian.Uint16(b)
	c.number(f, 2, uint64(v))
	return v
}

// U32LE reads four bytes, little-endian.
func (c *Cursor) U32LE(f *Field) uint32 {
	b := c.take(f, 4)
	if b == nil {
		return 0
	}
	v := binary.LittleEndian.Uint32(b)
	c.number(f, 4, uint64(v))
	return v
}

// U64LE reads eight bytes, little-endian.
func (c *Cursor) U64LE(f *Field) uint64 {
	b := c.take(f, 8)
	if b == nil {
		return 0
	}
	v := binary.LittleEndian.Uint64(b)
	c.number(f, 8, v)
	return v
}

// I32LE reads four bytes, little-endian, two's complement.
func (c *Cursor) I32LE(f *Field) int32 { return int32(c.U32LE(f)) }

// UintBE reads a number of n bytes (1 to 8), big-endian.
func (c *Cursor) UintBE(f *Field, n int) uint64 {
	if n < 1 || n > 8 {
		n = 1
	}
	b := c.take(f, n)
	var v uint64
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	if b != nil {
		c.number(f, n, v)
	}
	return v
}

// UintLE reads a number of n bytes (1 to 8), little-endian.
func (c *Cursor) UintLE(f *Field, n int) uint64 {
	if n < 1 || n > 8 {
		n = 1
	}
	b := c.take(f, n)
	var v uint64
	for i := len(b) - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	if b != nil {
		c.number(f, n, v)
	}
	return v
}

// Bytes reads n bytes of any base that is not a number. The result is part of
// the message and must not be changed or kept.
func (c *Cursor) Bytes(f *Field, n int) []byte {
	b := c.take(f, n)
	if b != nil && c.d.rec != nil {
		c.d.node(f, c.pos-n, n, 0)
	}
	c.d.value = 0
	return b
}

// Spelled reads n bytes that spell the number v, in a protocol of text.
func (c *Cursor) Spelled(f *Field, n int, v uint64) {
	if c.take(f, n) != nil {
		c.number(f, n, v)
	}
}

// Rest reads everything that is left, which may be nothing.
func (c *Cursor) Rest(f *Field) []byte { return c.Bytes(f, c.Left()) }

// Closed reads n bytes that the decoder names and leaves closed: encrypted or
// compressed data, or a structure that it does not read.
func (c *Cursor) Closed(f *Field, n int) []byte {
	b := c.Bytes(f, n)
	if b != nil && c.d.rec != nil && len(c.d.rec.Nodes) > 0 {
		c.d.rec.Nodes[len(c.d.rec.Nodes)-1].Flags |= Undecoded
	}
	return b
}

// Part records width bits of the number read last, lowest bit first, as a field
// of its own below nothing: it stands beside the number. It returns their value.
func (c *Cursor) Part(f *Field, bit, width uint8) uint64 {
	v := c.d.value >> bit & (1<<width - 1)
	if n := c.beside(f, v); n != nil {
		n.Bit, n.Width = bit, width
	}
	return v
}

// beside records a worked-out value over the field read last, if that was read
// and lies in the group that is open.
func (c *Cursor) beside(f *Field, v uint64) *Node {
	d := c.d
	if d.rec == nil || c.bad || d.last.field == nil {
		return nil
	}
	if d.depth > 0 && int(d.open[d.depth-1]) < len(d.rec.Nodes) && d.last.off < int(d.rec.Nodes[d.open[d.depth-1]].Off) {
		return nil
	}
	n := d.node(f, d.last.off, d.last.n, v)
	if n != nil {
		n.Flags |= Generated
	}
	return n
}

// Note records a value that was worked out rather than read, over the range of
// the field read last.
func (c *Cursor) Note(f *Field, v uint64) {
	c.beside(f, v)
}

// Enter opens a group. Fields up to the matching Leave lie in it.
func (c *Cursor) Enter(f *Field) {
	d := c.d
	if d.depth == maxDepth {
		d.over++
		return
	}
	if d.rec != nil {
		d.open[d.depth] = uint32(len(d.rec.Nodes))
		d.node(f, c.pos, 0, 0)
	}
	d.depth++
}

// Leave closes the group opened last.
func (c *Cursor) Leave() {
	d := c.d
	if d.over > 0 {
		d.over--
		return
	}
	if d.depth == 0 {
		return
	}
	d.depth--
	if d.rec == nil {
		return
	}
	i := d.open[d.depth]
	if int(i) >= len(d.rec.Nodes) {
		return
	}
	n := &d.rec.Nodes[i]
	n.End = uint32(len(d.rec.Nodes))
	n.Len = uint32(c.pos) - n.Off
}

// Sub opens a group of exactly n bytes and gives a cursor for them; this cursor
// moves on behind it. Where n bytes are not there, a finding points at the
// field read last, which is taken to be the one that promised them, and the
// part is as long as what is left. Done closes the group.
func (c *Cursor) Sub(f *Field, n int) Cursor {
	promised := c.d.last
	if n < 0 || n > c.end-c.pos {
		if !c.bad && !c.d.cut {
			c.d.report(LengthOverrun, promised, c.d.value, promised.field != nil, overrunDetail(f, n, c.end-c.pos))
		}
		n = c.end - c.pos
	}
	c.Enter(f)
	sub := Cursor{d: c.d, pos: c.pos, low: c.pos, end: c.pos + n, lim: promised}
	c.pos += n
	return sub
}

// Done closes a part. Bytes that were not read are recorded and reported as
// left over, unless the part failed before.
func (c *Cursor) Done() {
	if n := c.Left(); n > 0 && !c.bad {
		c.d.report(LengthLeftover, place{fLeftover, c.pos, n}, 0, false, leftoverDetail(n))
		c.Closed(fLeftover, n)
	}
	c.Close()
}

// Close closes a part of which the rest may be ignored; what was not read is
// recorded as a gap.
func (c *Cursor) Close() {
	if n := c.Left(); n > 0 {
		c.Closed(fUnread, n)
	}
	c.pos = c.end
	c.Leave()
}

// Each reads up to n items with fn and stops early when an item reads nothing
// or the bytes end, so no count from the wire can make more items than bytes.
// An item that is missing is reported once.
func (c *Cursor) Each(n int, fn func(i int)) {
	promised := c.d.last
	for i := 0; i < n; i++ {
		if c.Left() == 0 {
			if !c.bad && !c.d.cut {
				c.d.report(LengthCount, promised, 0, false, countDetail(n, i))
			}
			return
		}
		was := c.pos
		fn(i)
		if c.pos == was {
			return
		}
	}
}

// Require checks a rule about the field read last.
func (c *Cursor) Require(ok bool, r *Rule) {
	d := c.d
	if c.bad {
		return // the field was not there: that is reported already, and is no evidence
	}
	if d.tally != nil {
		t := d.tally.at(r)
		if ok {
			t.Held++
			return
		}
		t.Broken++
	}
	if !ok {
		d.report1(r, d.last, d.value, isNumber(d.last.field), "")
	}
}

// RequireAt checks a rule about the bytes [off, off+n) of the message; detail
// says what was found and may be empty. Where building the text costs
// something, use Held and Report instead.
func (c *Cursor) RequireAt(ok bool, r *Rule, off, n int, detail string) {
	if ok {
		c.Held(r)
		return
	}
	c.Report(r, off, n, detail)
}

// Held counts that r was kept here.
func (c *Cursor) Held(r *Rule) {
	if c.d.tally != nil {
		c.d.tally.at(r).Held++
	}
}

// Report says that r is broken by the bytes [off, off+n) of the message.
func (c *Cursor) Report(r *Rule, off, n int, detail string) {
	if c.d.tally != nil {
		c.d.tally.at(r).Broken++
	}
	c.d.report1(r, place{nil, off, n}, 0, false, detail)
}

// ReportLast says that r is broken by the field read last.
func (c *Cursor) ReportLast(r *Rule, detail string) {
	if c.d.tally != nil {
		c.d.tally.at(r).Broken++
	}
	c.d.report1(r, c.d.last, c.d.value, isNumber(c.d.last.field), detail)
}

func isNumber(f *Field) bool {
	return f != nil && (f.Base == Dec || f.Base == Hex || f.Base == Int || f.Base == Time)
}

// report counts a breach of one of the generic rules and keeps it.
func (d *decoding) report(r *Rule, at place, v uint64, number bool, detail string) {
	if d.tally != nil {
		d.tally.at(r).Broken++
	}
	d.report1(r, at, v, number, detail)
}

func (d *decoding) report1(r *Rule, at place, v uint64, number bool, detail string) {
	node := uint32(0)
	if d.rec != nil && len(d.rec.Nodes) > 0 {
		node = uint32(len(d.rec.Nodes) - 1)
		for i := len(d.rec.Nodes) - 1; i >= 0 && i > len(d.rec.Nodes)-64; i-- {
			n := &d.rec.Nodes[i]
			if int(n.Off) == at.off && int(n.Len) == at.n && (at.field == nil || n.Field == at.field) {
				node = uint32(i)
				break
			}
		}
		d.rec.Marks = append(d.rec.Marks, Mark{node, r})
	}
	if len(d.found) < maxFound {
		d.found = append(d.found, found{r, at, v, number, detail, node})
	}
}
