package http2

// The parts of a field block, RFC 7541 6.

// A form is the kind of a representation.
type form uint8

const (
	formIndexed     form = iota // 6.1
	formIncremental             // 6.2.1
	formWithout                 // 6.2.2
	formNever                   // 6.2.3
	formSize                    // 6.3
)

// A fault is why a field block cannot be read further.
type fault uint8

const (
	faultNone    fault = iota
	faultInteger       // an integer is too large
	faultEnd           // the block ends inside of a representation
)

// A literal is a string literal, RFC 7541 5.2.
type literal struct {
	at      int // of its length
	head    int // bytes of the length
	n       int // bytes of the string
	huffman bool
}

func (l *literal) of(b []byte) []byte { return b[l.at+l.head : l.at+l.head+l.n] }
func (l *literal) end() int           { return l.at + l.head + l.n }

// A representation is one part of a field block.
type representation struct {
	form  form
	head  int    // bytes of the index, or size
	index uint64 // or size
	name  literal
	value literal
	end   int
}

// maxInteger is the largest integer that is read; all of RFC 7541 fit.
const maxInteger = 1<<32 - 1

// integer reads an integer with a prefix of so many bits, RFC 7541 5.1: its
// value, and the bytes that it takes.
func integer(b []byte, prefix uint) (v uint64, n int, f fault) {
	if len(b) == 0 {
		return 0, 0, faultEnd
	}
	most := uint64(1)<<prefix - 1
	if v = uint64(b[0]) & most; v < most {
		return v, 1, faultNone
	}
	for n = 1; n < len(b); n++ {
		shift := 7 * uint(n-1)
		if shift > 28 {
			return 0, n, faultInteger
		}
		v += uint64(b[n]&0x7f) << shift
		if v > maxInteger {
			return 0, n, faultInteger
		}
		if b[n]&0x80 == 0 {
			return v, n + 1, faultNone
		}
	}
	return 0, n, faultEnd
}

// readLiteral reads a string literal at offset at of b.
func readLiteral(b []byte, at int) (l literal, f fault) {
	v, n, f := integer(b[at:], 7)
	if f != faultNone {
		return l, f
	}
	if v > uint64(len(b)-at-n) {
		return l, faultEnd
	}
	return literal{at: at, head: n, n: int(v), huffman: b[at]&0x80 != 0}, faultNone
}

// read reads the representation at offset at of b, which is not its end.
func read(b []byte, at int) (r representation, f fault) {
	prefix := uint(4)
	switch x := b[at]; {
	case x&0x80 != 0:
		r.form, prefix = formIndexed, 7
	case x&0x40 != 0:
		r.form, prefix = formIncremental, 6
	case x&0x20 != 0:
		r.form, prefix = formSize, 5
	case x&0x10 != 0:
		r.form = formNever
	default:
		r.form = formWithout
	}
	if r.index, r.head, f = integer(b[at:], prefix); f != faultNone {
		return r, f
	}
	r.end = at + r.head
	if r.form == formIndexed || r.form == formSize {
		return r, faultNone
	}
	if r.index == 0 {
		if r.name, f = readLiteral(b, r.end); f != faultNone {
			return r, f
		}
		r.end = r.name.end()
	}
	if r.value, f = readLiteral(b, r.end); f != faultNone {
		return r, f
	}
	r.end = r.value.end()
	return r, faultNone
}

// An entry is one of a table, RFC 7541 2.3.
type entry struct {
	name, value string
	unnamed     bool // its name referred to an entry that was lost
}

// size is the size of an entry, RFC 7541 4.1.
func (e *entry) size() int { return len(e.name) + len(e.value) + 32 }

const (
	// defaultTable is the size of the dynamic table unless a setting says
	// otherwise, RFC 9113 6.5.2.
	defaultTable = 4096
	// maxTable is the largest dynamic table that is kept. Browsers ask for 64 KiB.
	maxTable = 256 << 10
)

// A table is the dynamic table of one direction, RFC 7541 2.3.2.
type table struct {
	list []entry // the newest last
	size int
	max  int
	lost bool // it had entries that are not known
}

// Where an index leads.
type found uint8

const (
	foundEntry found = iota
	foundLost        // an entry that is not known any more
	foundNone        // there is none
)

// at is the entry with this index, RFC 7541 2.3.3.
func (t *table) at(index uint64) (entry, found) {
	if index == 0 {
		return entry{}, foundNone
	}
	if index < uint64(len(static)) {
		return static[index], foundEntry
	}
	k := index - uint64(len(static))
	switch {
	case k < uint64(len(t.list)):
		return t.list[uint64(len(t.list))-1-k], foundEntry
	case t.lost:
		return entry{}, foundLost
	}
	return entry{}, foundNone
}

// add puts an entry in, RFC 7541 4.4.
func (t *table) add(e entry) {
	t.evict(t.max - e.size())
	if e.size() <= t.max {
		t.list = append(t.list, e)
		t.size += e.size()
	}
}

// resize changes the largest size, RFC 7541 4.3.
func (t *table) resize(max int) {
	t.max = max
	t.evict(max)
}

// evict drops the oldest entries until what is left takes n bytes at most.
func (t *table) evict(n int) {
	k := 0
	for k < len(t.list) && t.size > n {
		t.size -= t.list[k].size()
		t.list[k] = entry{}
		k++
	}
	if t.list = t.list[k:]; len(t.list) == 0 {
		t.list, t.size = nil, 0
	}
}

// lose forgets everything: what the table holds is not known any more.
func (t *table) lose() { *t = table{max: t.max, lost: true} }
