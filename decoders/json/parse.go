package json

import (
	"bytes"
	"unicode/utf8"
)

const (
	maxDepth    = 256
	maxValues   = 1 << 17
	maxProblems = 16   // problems kept for one text
	maxNames    = 1024 // members of one object whose names are compared
)

// A Kind is a kind of value.
type Kind uint8

// The kinds of values.
const (
	Object Kind = iota
	Array
	String
	Numeral
	True
	False
	Null
)

// A Value is one value of a text. Offsets are those of the text, in bytes.
type Value struct {
	Kind    Kind
	Member  bool   // it has a name, which may be empty
	Off     uint32 // of a string: behind its quote
	Len     uint32 // of a string: without its quotes
	NameOff uint32 // behind the quote
	NameLen uint32
	End     uint32 // index behind its last descendant
}

// A Fault is a kind of problem.
type Fault uint8

// The faults. Parsing goes on behind all but FaultSyntax, FaultDepth and
// FaultSize.
const (
	FaultSyntax Fault = iota
	FaultUTF8
	FaultBOM
	FaultControl
	FaultEscape
	FaultSurrogate
	FaultNumber
	FaultDuplicate
	FaultDepth
	FaultSize
	faults
)

// A Problem is something wrong with the text.
type Problem struct {
	Fault    Fault
	Off, Len int
}

// A Doc is a parsed text. The zero Doc is ready for use, and may be used again.
type Doc struct {
	Text     []byte
	Values   []Value // in the order of the text: parents before children
	Problems []Problem
	Stop     int // where parsing ended

	names []name
	open  [maxDepth]frame
	depth int
	at    int
}

// frame is an open object or array.
type frame struct {
	value uint32
	names int // of the names before it
}

// name is a name of an object that is open.
type name struct {
	sum uint32
	off uint32
	n   uint32
}

// Name is the name of value i, with its escapes; nil where it has none.
func (d *Doc) Name(i int) []byte {
	v := &d.Values[i]
	if !v.Member {
		return nil
	}
	return d.Text[v.NameOff : v.NameOff+v.NameLen]
}

// Bytes is value i as it is in the text: a string without its quotes, a
// number or literal, a whole object or array.
func (d *Doc) Bytes(i int) []byte {
	v := &d.Values[i]
	return d.Text[v.Off : v.Off+v.Len]
}

// Member is the index of the first member of object i with this name, without
// regard to case as Windows reads it; -1 when there is none.
func (d *Doc) Member(i int, name string) int {
	if i < 0 || i >= len(d.Values) || d.Values[i].Kind != Object {
		return -1
	}
	for k := i + 1; k < int(d.Values[i].End); k = int(d.Values[k].End) {
		if n := d.Name(k); len(n) == len(name) && bytes.EqualFold(n, []byte(name)) {
			return k
		}
	}
	return -1
}

// keepText is how long a text may be for a Doc to keep it, in bytes.
const keepText = 64 << 10

// Shrink lets go of the text parsed last, and of storage, where they are large.
func (d *Doc) Shrink() {
	if len(d.Text) > keepText {
		*d = Doc{}
	}
}

// Parse reads a text. What could be read is in d, whatever is wrong; ok says
// that nothing is.
func (d *Doc) Parse(text []byte) (ok bool) {
	d.Text, d.Values, d.Problems, d.names = text, d.Values[:0], d.Problems[:0], d.names[:0]
	d.depth, d.at = 0, 0
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		d.problem(FaultBOM, 0, 3)
		d.at = 3
	}
	whole := d.value(false, 0, 0)
	for whole && d.depth > 0 {
		whole = d.more()
	}
	if whole {
		if d.space(); d.at < len(text) {
			d.problem(FaultSyntax, d.at, len(text)-d.at)
		}
	}
	d.Stop = d.at
	for d.depth > 0 { // what was open ends here
		d.close()
	}
	return len(d.Problems) == 0
}

func (d *Doc) problem(f Fault, off, n int) bool {
	if len(d.Problems) < maxProblems || f == FaultSyntax || f == FaultDepth || f == FaultSize {
		d.Problems = append(d.Problems, Problem{f, off, n})
	}
	return false
}

// syntax says that the text cannot be read on.
func (d *Doc) syntax() bool { return d.problem(FaultSyntax, d.at, min(1, len(d.Text)-d.at)) }

func (d *Doc) space() {
	for d.at < len(d.Text) {
		switch d.Text[d.at] {
		case ' ', '\t', '\n', '\r':
			d.at++
		default:
			return
		}
	}
}

// peek is the next byte behind white space, 0 at the end.
func (d *Doc) peek() byte {
	d.space()
	if d.at == len(d.Text) {
		return 0
	}
	return d.Text[d.at]
}

// value reads the beginning of a value: all of it, unless it is an object or array.
func (d *Doc) value(member bool, nameOff, nameLen uint32) bool {
	c := d.peek()
	if len(d.Values) >= maxValues {
		return d.problem(FaultSize, d.at, 0)
	}
	v := Value{Member: member, NameOff: nameOff, NameLen: nameLen, Off: uint32(d.at)}
	switch {
	case c == '{' || c == '[':
		if c == '[' {
			v.Kind = Array
		}
		if d.depth == maxDepth {
			return d.problem(FaultDepth, d.at, 1)
		}
		d.open[d.depth] = frame{uint32(len(d.Values)), len(d.names)}
		d.depth++
		d.at++
		d.Values = append(d.Values, v)
		return d.first()
	case c == '"':
		v.Kind, v.Off = String, v.Off+1
		n, ok := d.str()
		v.Len = n
		d.add(v)
		return ok
	case c == '-' || c == '+' || c == '.' || '0' <= c && c <= '9':
		v.Kind = Numeral
		d.number()
	default:
		switch rest := d.Text[d.at:]; {
		case bytes.HasPrefix(rest, []byte("true")):
			v.Kind, d.at = True, d.at+4
		case bytes.HasPrefix(rest, []byte("false")):
			v.Kind, d.at = False, d.at+5
		case bytes.HasPrefix(rest, []byte("null")):
			v.Kind, d.at = Null, d.at+4
		default:
			return d.syntax()
		}
	}
	v.Len = uint32(d.at) - v.Off
	d.add(v)
	return true
}

func (d *Doc) add(v Value) {
	v.End = uint32(len(d.Values) + 1)
	d.Values = append(d.Values, v)
}

// first reads what follows an opening bracket.
func (d *Doc) first() bool {
	c := d.peek()
	v := d.Values[d.open[d.depth-1].value].Kind
	switch {
	case v == Object && c == '}', v == Array && c == ']':
		d.at++
		d.close()
		return true
	case v == Object:
		return d.member()
	}
	return d.value(false, 0, 0)
}

// more reads what follows a value: a comma and the next one, or the closing bracket.
func (d *Doc) more() bool {
	c := d.peek()
	v := d.Values[d.open[d.depth-1].value].Kind
	switch {
	case v == Object && c == '}', v == Array && c == ']':
		d.at++
		d.close()
		return true
	case c != ',':
		return d.syntax()
	}
	d.at++
	if v == Object {
		return d.member()
	}
	return d.value(false, 0, 0)
}

// close ends the object or array opened last.
func (d *Doc) close() {
	d.depth--
	f := d.open[d.depth]
	v := &d.Values[f.value]
	v.Len, v.End = uint32(d.at)-v.Off, uint32(len(d.Values))
	d.names = d.names[:f.names]
}

// member reads a name and the beginning of its value.
func (d *Doc) member() bool {
	if d.peek() != '"' {
		return d.syntax()
	}
	off := uint32(d.at + 1)
	n, ok := d.str()
	if !ok {
		return false
	}
	d.unique(off, n)
	if d.peek() != ':' {
		return d.syntax()
	}
	d.at++
	return d.value(true, off, n)
}

// unique compares a name with those before it in its object.
func (d *Doc) unique(off, n uint32) {
	text := d.Text[off : off+n]
	sum := uint32(2166136261) // FNV-1a
	for _, c := range text {
		sum = (sum ^ uint32(c)) * 16777619
	}
	list := d.names[d.open[d.depth-1].names:]
	for _, o := range list {
		if o.sum == sum && bytes.Equal(d.Text[o.off:o.off+o.n], text) {
			d.problem(FaultDuplicate, int(off), int(n))
			return
		}
	}
	if len(list) < maxNames {
		d.names = append(d.names, name{sum, off, n})
	}
}

// str reads a string and returns the length between its quotes.
func (d *Doc) str() (n uint32, ok bool) {
	start := d.at + 1
	i, text := start, d.Text
	for i < len(text) {
		switch c := text[i]; {
		case c == '"':
			d.at = i + 1
			return uint32(i - start), true
		case c == '\\':
			i += d.escape(i)
		case c < 0x20:
			d.problem(FaultControl, i, 1)
			i++
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRune(text[i:])
			if r == utf8.RuneError && size == 1 {
				d.problem(FaultUTF8, i, 1)
			}
			i += size
		}
	}
	d.at = len(text)
	return uint32(max(0, d.at-start)), d.syntax()
}

// escape checks the escape sequence at i and returns its length.
func (d *Doc) escape(i int) int {
	if i+1 >= len(d.Text) {
		return 1
	}
	switch d.Text[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		r, ok := hex4(d.Text[i:])
		switch {
		case !ok:
			d.problem(FaultEscape, i, 2)
			return 2
		case r >= 0xd800 && r < 0xdc00:
			if low, ok := hex4(d.Text[i+6:]); ok && low >= 0xdc00 && low < 0xe000 {
				return 12
			}
			fallthrough
		case r >= 0xdc00 && r < 0xe000:
			d.problem(FaultSurrogate, i, 6)
		}
		return 6
	}
	d.problem(FaultEscape, i, 2)
	return 2
}

// hex4 reads \uXXXX.
func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number reads a number, RFC 8259 6.
func (d *Doc) number() {
	start := d.at
	good := true
	digits := func() int {
		n := 0
		for d.at < len(d.Text) && '0' <= d.Text[d.at] && d.Text[d.at] <= '9' {
			d.at++
			n++
		}
		return n
	}
	is := func(set string) bool {
		if d.at < len(d.Text) && bytes.IndexByte([]byte(set), d.Text[d.at]) >= 0 {
			d.at++
			return true
		}
		return false
	}
	if is("+") {
		good = false
	} else {
		is("-")
	}
	zero := d.at < len(d.Text) && d.Text[d.at] == '0'
	n := digits()
	good = good && n > 0 && !(zero && n > 1)
	if is(".") {
		good = digits() > 0 && good
	}
	if is("eE") {
		is("+-")
		good = digits() > 0 && good
	}
	if !good {
		d.problem(FaultNumber, start, d.at-start)
	}
}
