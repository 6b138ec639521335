package xml

import (
	"bytes"
	"unicode/utf8"
)

const (
	maxDepth    = 256
	maxNodes    = 1 << 17
	maxAttrs    = 256
	maxProblems = 16
	maxBindings = 512     // namespace declarations in force
	maxWide     = 8 << 20 // bytes of a document in UTF-16
)

// A Kind is a kind of node.
type Kind uint8

// The kinds of nodes.
const (
	Element     Kind = iota
	Attr             // of the element before it
	CharData         // text
	Space            // text of white space only
	CDATA            // a CDATA section
	Comment          // with its delimiters
	Instruction      // a processing instruction or the XML declaration, with its delimiters
	DocType          // a document type declaration, all of it
)

// A part is a range of the text.
type part struct{ off, n uint32 }

func (p part) of(b []byte) []byte { return b[p.off : p.off+p.n] }

// A Node is one node of a document. Its places are those of Doc.Text.
type Node struct {
	Kind  Kind
	Off   uint32 // of all of it
	Len   uint32
	End   uint32 // index behind its last descendant, attributes included
	name  part   // of an element or attribute, with its prefix
	local uint32 // where the local part begins in name
	value part   // of an attribute: between the quotes; of text: all of it; of CDATA: its content
	space part   // the value that declares the namespace
	open  uint32 // of an element: length of the start-tag
	close uint32 // of an element: length of the end-tag, 0 for an empty element
}

// A Fault is a kind of problem.
type Fault uint8

// The faults. Parsing goes on behind all but FaultSyntax, FaultDepth and FaultSize.
const (
	FaultSyntax Fault = iota
	FaultMismatch
	FaultDuplicate
	FaultCharacter
	FaultEntity
	FaultPrefix
	FaultEncoding
	FaultDoctype
	FaultDeclaration
	FaultExternal
	FaultDepth
	FaultSize
	faults
)

// A Problem is something wrong with the document, at a place of Doc.Text.
type Problem struct {
	Fault    Fault
	Off, Len int
}

// A Doc is a parsed document. The zero Doc is ready for use, and may be used again.
type Doc struct {
	Text     []byte // the document; in UTF-8 where it was in UTF-16
	Nodes    []Node // in the order of the document: parents before children
	Problems []Problem
	Stop     int // where parsing ended

	enc   encoding
	bom   int      // bytes of the byte order mark
	size  int      // bytes as captured
	wide  []byte   // room for Text
	src   []uint32 // for UTF-16: where each byte of Text, and its end, was captured
	text8 bool     // the declared encoding has 8 bits and is not UTF-8
	dtd   bool
	at    int
	open  [maxDepth]uint32
	depth int
	binds []binding
}

// binding is a namespace declaration in force.
type binding struct {
	prefix part
	value  part
	depth  int
}

// Root is the root element, -1 where there is none.
func (d *Doc) Root() int {
	for i := 0; i < len(d.Nodes); i = int(d.Nodes[i].End) {
		if d.Nodes[i].Kind == Element {
			return i
		}
	}
	return -1
}

// First is the first child element of element i, -1 where there is none.
func (d *Doc) First(i int) int {
	if i < 0 || i >= len(d.Nodes) {
		return -1
	}
	return d.element(i+1, int(d.Nodes[i].End))
}

// Next is the element behind element i that has the same parent, given as up; -1
// where there is none.
func (d *Doc) Next(i, up int) int {
	if i < 0 || up < 0 {
		return -1
	}
	return d.element(int(d.Nodes[i].End), int(d.Nodes[up].End))
}

func (d *Doc) element(k, end int) int {
	for ; k < end; k = int(d.Nodes[k].End) {
		if d.Nodes[k].Kind == Element {
			return k
		}
	}
	return -1
}

// Child is the first child element of element i with this name; any namespace
// will do where space is "*". It is -1 where there is none.
func (d *Doc) Child(i int, space, local string) int {
	for k := d.First(i); k >= 0; k = d.Next(k, i) {
		if d.Is(k, space, local) {
			return k
		}
	}
	return -1
}

// Is reports whether node i has this expanded name; any namespace will do where
// space is "*".
func (d *Doc) Is(i int, space, local string) bool {
	return i >= 0 && string(d.Local(i)) == local && (space == "*" || string(d.Space(i)) == space)
}

// Attr is the value of the attribute of element i with this name, with its
// references as they are, and its index; -1 where there is none.
func (d *Doc) Attr(i int, space, local string) (value []byte, index int) {
	if i < 0 {
		return nil, -1
	}
	for k := i + 1; k < int(d.Nodes[i].End) && d.Nodes[k].Kind == Attr; k++ {
		if d.Is(k, space, local) {
			return d.Value(k), k
		}
	}
	return nil, -1
}

// Qualified is the name of element or attribute i as it stands in the document.
func (d *Doc) Qualified(i int) []byte { return d.Nodes[i].name.of(d.Text) }

// Local is the local part of the name of element or attribute i.
func (d *Doc) Local(i int) []byte { return d.Nodes[i].name.of(d.Text)[d.Nodes[i].local:] }

// Space is the namespace of element or attribute i, empty for none.
func (d *Doc) Space(i int) []byte { return d.Nodes[i].space.of(d.Text) }

// Value is the value of an attribute, or the text of a text node, with its
// references as they are.
func (d *Doc) Value(i int) []byte { return d.Nodes[i].value.of(d.Text) }

// Content appends the text directly in element i to dst, with references to
// characters undone and without white space at its ends.
func (d *Doc) Content(dst []byte, i int) []byte {
	start := len(dst)
	if i < 0 {
		return dst
	}
	for k := i + 1; k < int(d.Nodes[i].End); k = int(d.Nodes[k].End) {
		switch n := &d.Nodes[k]; n.Kind {
		case CharData, Space:
			dst = Unescape(dst, n.value.of(d.Text))
		case CDATA:
			dst = append(dst, n.value.of(d.Text)...)
		}
	}
	out := bytes.TrimSpace(dst[start:])
	return append(dst[:start], out...)
}

// Place is where the content of element i was captured: from the end of its
// start-tag to the beginning of its end-tag, in the bytes given to Parse.
func (d *Doc) Place(i int) (off, n int) {
	e := &d.Nodes[i]
	a, b := int(e.Off+e.open), int(e.Off+e.Len-e.close)
	off = d.Source(a)
	return off, d.Source(max(a, b)) - off
}

// TagPlace is where the start-tag of element i, or attribute i, was captured.
func (d *Doc) TagPlace(i int) (off, n int) {
	e := &d.Nodes[i]
	size := e.open
	if e.Kind != Element {
		size = e.Len
	}
	off = d.Source(int(e.Off))
	return off, d.Source(int(e.Off+size)) - off
}

// Source leads a place of Text to the bytes given to Parse.
func (d *Doc) Source(off int) int {
	if d.enc == eightBit {
		return off + d.bom
	}
	if off >= len(d.src) {
		return d.size
	}
	return int(d.src[off])
}

// Unescape appends text with its references to characters and to the five
// entities of XML undone (XML 1.0 4.1, 4.6). Others stay as they are.
func Unescape(dst, s []byte) []byte {
	for len(s) > 0 {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		r, n, ok := reference(s[i:])
		if !ok {
			dst = append(dst, s[i:i+n]...)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
		s = s[i+n:]
	}
	return dst
}

// reference reads the reference at the start of b: its character and length. It
// is not ok for what is no reference, or one to another entity.
func reference(b []byte) (r rune, n int, ok bool) {
	const most = 32
	end := bytes.IndexByte(b[:min(len(b), most)], ';')
	if end < 2 {
		return 0, 1, false
	}
	body := b[1:end]
	n = end + 1
	if body[0] == '#' {
		base, digits := rune(10), body[1:]
		if len(digits) > 0 && digits[0] == 'x' {
			base, digits = 16, digits[1:]
		}
		for _, c := range digits {
			v := rune(99)
			switch {
			case '0' <= c && c <= '9':
				v = rune(c - '0')
			case 'a' <= c && c <= 'f':
				v = rune(c-'a') + 10
			case 'A' <= c && c <= 'F':
				v = rune(c-'A') + 10
			}
			if v >= base || r > utf8.MaxRune {
				return 0, n, false
			}
			r = r*base + v
		}
		return r, n, len(digits) > 0
	}
	switch string(body) {
	case "amp":
		return '&', n, true
	case "lt":
		return '<', n, true
	case "gt":
		return '>', n, true
	case "apos":
		return '\'', n, true
	case "quot":
		return '"', n, true
	}
	return 0, n, false
}

// Problem reports whether the document has this fault.
func (d *Doc) Problem(f Fault) bool {
	for i := range d.Problems {
		if d.Problems[i].Fault == f {
			return true
		}
	}
	return false
}
