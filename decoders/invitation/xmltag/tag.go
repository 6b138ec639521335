package xmltag

import "unicode/utf8"

// MaxAttributes is how many attributes of one element are kept. The elements of
// Remote Assistance have eleven at most (RCCOMMAND, MS-RA 2.2.2); further
// attributes are read over.
const MaxAttributes = 16

// longestEntity bounds the search for the end of an entity, in characters:
// "&#x0010FFFF;" has twelve.
const longestEntity = 12

// A Span is a range of a Text, in bytes.
type Span struct{ Off, Len int }

// End is the offset behind the range.
func (s Span) End() int { return s.Off + s.Len }

// An Attribute is one attribute of an element; Value is what stands between the
// quotes, entities as they are.
type Attribute struct{ Name, Value Span }

// A Tag is one XML tag. The zero value is ready for Read and may be read into
// again.
type Tag struct {
	Name       Span
	Attributes [MaxAttributes]Attribute
	Count      int  // attributes kept
	Empty      bool // ends with "/>"
	Closes     bool // an end tag, "</name>"
	Whole      bool // read up to its ">"
	End        int  // offset behind the tag, or where reading stopped
	Fault      int  // offset of the first place that is not well-formed, where Read reports false
}

// Read reads the tag that begins at byte offset at of t. It reports false when
// there is none or it is not well-formed (XML 1.0 3.1). Attributes read until
// then are kept, and where only a value is wrong, an attribute stands twice or a
// blank is missing the tag is read on.
func (g *Tag) Read(t Text, at int) bool {
	g.Name, g.Count, g.Empty, g.Closes, g.Whole, g.End, g.Fault = Span{}, 0, false, false, false, at, -1
	if !g.read(t, at) && g.Fault < 0 {
		g.Fault = g.End
	}
	return g.Fault < 0
}

// wrong notes the first fault.
func (g *Tag) wrong(at int) {
	if g.Fault < 0 {
		g.Fault = at
	}
}

func (g *Tag) read(t Text, at int) bool {
	step := t.Step()
	if t.Unit(at) != '<' {
		return false
	}
	i := at + step
	if t.Unit(i) == '/' {
		g.Closes = true
		i += step
	}
	g.Name, i = name(t, i)
	if g.Name.Len == 0 {
		return false
	}
	for {
		was := i
		i = t.SkipBlanks(i)
		g.End = i
		switch t.Unit(i) {
		case '>':
			g.Whole, g.End = true, i+step
			return true
		case '/':
			if g.Closes || t.Unit(i+step) != '>' {
				return false
			}
			g.Empty, g.Whole, g.End = true, true, i+2*step
			return true
		}
		if g.Closes {
			return false
		}
		if i == was {
			g.wrong(i) // an attribute has to stand behind a blank
		}
		var a Attribute
		a.Name, i = name(t, i)
		if a.Name.Len == 0 {
			return false
		}
		i = t.SkipBlanks(i)
		if t.Unit(i) != '=' {
			return false
		}
		i = t.SkipBlanks(i + step)
		quote := t.Unit(i)
		if quote != '"' && quote != '\'' {
			return false
		}
		i += step
		n := t.From(i).Index(quote)
		if n < 0 {
			return false
		}
		a.Value = Span{i, n}
		if g.has(t, a.Name) {
			g.wrong(a.Name.Off)
		} else if g.Count < MaxAttributes {
			g.Attributes[g.Count] = a
			g.Count++
		}
		i += n + step
		g.End = i
		if bad := badValue(t.At(a.Value)); bad >= 0 {
			g.wrong(a.Value.Off + bad)
		}
	}
}

// has reports whether an attribute of this name is there already.
func (g *Tag) has(t Text, name Span) bool {
	for i := range g.Count {
		if string(t.At(g.Attributes[i].Name).Bytes) == string(t.At(name).Bytes) {
			return true
		}
	}
	return false
}

// badValue is the offset of what cannot stand in the value of an attribute: "<",
// or an "&" that begins no entity (XML 1.0 2.3). -1 where there is none.
func badValue(t Text) int {
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		switch t.Unit(i) {
		case '<':
			return i
		case '&':
			if _, n := Entity(t.From(i)); n == 0 {
				return i
			}
		}
	}
	return -1
}

// name reads a name at offset i and returns where it ends. Characters beyond
// ASCII are all taken to be allowed.
func name(t Text, i int) (Span, int) {
	from := i
	for ; i+t.Step() <= len(t.Bytes); i += t.Step() {
		u := t.Unit(i)
		letter := u >= 'a' && u <= 'z' || u >= 'A' && u <= 'Z' || u == '_' || u == ':' || u >= 0x80
		other := u >= '0' && u <= '9' || u == '-' || u == '.'
		if !letter && (!other || i == from) {
			break
		}
	}
	return Span{from, i - from}, i
}

// Entity reads one of XML's own entities or a character reference at the start
// of t, and its length in bytes, 0 when it is none (XML 1.0 4.1 and 4.6).
func Entity(t Text) (rune, int) {
	step := t.Step()
	end := t.To(longestEntity * step).Index(';')
	if t.Unit(0) != '&' || end < 0 {
		return 0, 0
	}
	name := t.To(end).From(step)
	n := end + step
	switch {
	case name.Equal("lt"):
		return '<', n
	case name.Equal("gt"):
		return '>', n
	case name.Equal("amp"):
		return '&', n
	case name.Equal("quot"):
		return '"', n
	case name.Equal("apos"):
		return '\'', n
	case name.Unit(0) != '#':
		return 0, 0
	}
	name = name.From(step)
	base := uint32(10)
	if name.Unit(0) == 'x' {
		base, name = 16, name.From(step)
	}
	v, ok := number(name, base)
	if !ok {
		return 0, 0
	}
	return v, n
}

// number is the character that the digits of t name.
func number(t Text, base uint32) (rune, bool) {
	var v uint32
	for i := 0; i < len(t.Bytes); i += t.Step() {
		u := t.Unit(i)
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
			return 0, false
		}
		v = v*base + d
	}
	if len(t.Bytes) == 0 || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return 0, false
	}
	return rune(v), true
}
