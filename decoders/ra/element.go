package ra

import "unicode/utf8"

// maxAttributes is how many attributes of one element are kept; an RCCOMMAND
// has eleven at most (MS-RA 2.2.2). Further ones are read over.
const maxAttributes = 16

// longestEntity bounds the search for the end of an entity, in characters:
// "&#x0010FFFF;" has twelve.
const longestEntity = 12

// span is a range of bytes.
type span struct{ off, n int }

func (s span) of(b []byte) []byte { return b[s.off : s.off+s.n] }

// attribute is one attribute of an element; value is what stands between the quotes.
type attribute struct{ name, value span }

// element is one XML tag in UTF-16LE text. There is no reader for documents
// behind it: no declaration, DTD, comment or CDATA is understood.
type element struct {
	name   span
	attrs  [maxAttributes]attribute
	n      int  // attributes kept
	empty  bool // ends with "/>"
	closes bool // an end tag, "</name>"
	end    int  // offset behind the tag, or where reading stopped
}

// read reads the tag that begins at offset at of b. It reports false when there
// is none or it is not well-formed; attributes read until then are kept.
func (e *element) read(b []byte, at int) bool {
	e.name, e.n, e.empty, e.closes, e.end = span{}, 0, false, false, at
	if unit(b, at) != '<' {
		return false
	}
	i := at + 2
	if unit(b, i) == '/' {
		e.closes = true
		i += 2
	}
	e.name, i = xmlName(b, i)
	if e.name.n == 0 {
		return false
	}
	for {
		was := i
		i = skipBlanks(b, i)
		e.end = i
		switch unit(b, i) {
		case '>':
			e.end = i + 2
			return true
		case '/':
			if e.closes || unit(b, i+2) != '>' {
				return false
			}
			e.empty, e.end = true, i+4
			return true
		}
		if e.closes || i == was {
			return false // an attribute has to stand behind a blank
		}
		var a attribute
		a.name, i = xmlName(b, i)
		if a.name.n == 0 {
			return false
		}
		i = skipBlanks(b, i)
		if unit(b, i) != '=' {
			return false
		}
		i = skipBlanks(b, i+2)
		quote := unit(b, i)
		if quote != '"' && quote != '\'' {
			return false
		}
		i += 2
		n := find(b[min(i, len(b)):], quote)
		if n < 0 {
			return false
		}
		a.value = span{i, n}
		if e.n < maxAttributes {
			if e.has(b, a.name) {
				return false
			}
			e.attrs[e.n] = a
			e.n++
		}
		i += n + 2
		e.end = i
		if !goodValue(a.value.of(b)) {
			return false
		}
	}
}

// has reports whether an attribute of this name is there already.
func (e *element) has(b []byte, name span) bool {
	for i := range e.n {
		if string(e.attrs[i].name.of(b)) == string(name.of(b)) {
			return true
		}
	}
	return false
}

// goodValue reports whether b can be the value of an attribute: no "<", and
// every "&" begins an entity (XML 1.0 2.3).
func goodValue(b []byte) bool {
	for i := 0; i+1 < len(b); i += 2 {
		switch unit(b, i) {
		case '<':
			return false
		case '&':
			if _, n := entity(b[i:]); n == 0 {
				return false
			}
		}
	}
	return true
}

// xmlName reads a name at offset i and returns where it ends. Characters
// beyond ASCII are all taken to be allowed.
func xmlName(b []byte, i int) (span, int) {
	from := i
	for ; i+1 < len(b); i += 2 {
		u := unit(b, i)
		letter := u >= 'a' && u <= 'z' || u >= 'A' && u <= 'Z' || u == '_' || u == ':' || u >= 0x80
		other := u >= '0' && u <= '9' || u == '-' || u == '.'
		if !letter && (!other || i == from) {
			break
		}
	}
	return span{from, i - from}, i
}

func skipBlanks(b []byte, i int) int {
	for {
		switch unit(b, i) {
		case ' ', '\t', '\r', '\n':
			i += 2
		default:
			return i
		}
	}
}

// entity reads one of XML's own entities or a character reference at the start
// of b, and its length in bytes, 0 when it is none (XML 1.0 4.1 and 4.6).
func entity(b []byte) (rune, int) {
	end := find(b[:min(len(b), 2*longestEntity)], ';')
	if end < 0 {
		return 0, 0
	}
	name := b[2:max(end, 2)]
	switch {
	case equal(name, "lt"):
		return '<', end + 2
	case equal(name, "gt"):
		return '>', end + 2
	case equal(name, "amp"):
		return '&', end + 2
	case equal(name, "quot"):
		return '"', end + 2
	case equal(name, "apos"):
		return '\'', end + 2
	case unit(name, 0) != '#':
		return 0, 0
	}
	name = name[2:]
	base := uint32(10)
	if unit(name, 0) == 'x' {
		base, name = 16, name[2:]
	}
	var v uint32
	for i := 0; i < len(name); i += 2 {
		u := unit(name, i)
		d := uint32(99)
		switch {
		case u >= '0' && u <= '9':
			d = uint32(u - '0')
		case u >= 'a' && u <= 'f':
			d = uint32(u-'a') + 10
		case u >= 'A' && u <= 'F':
			d = uint32(u-'A') + 10
		}
		if d >= base || v > utf8.MaxRune {
			return 0, 0
		}
		v = v*base + d
	}
	if len(name) == 0 || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	return rune(v), end + 2
}
