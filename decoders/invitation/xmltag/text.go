// Package xmltag reads single XML tags, with the place of every name and value,
// in 8-bit text or UTF-16 (little-endian). It is for the short XML texts of
// Remote Assistance, where bytes have to be led back to offsets and malformed
// text has to be shown rather than refused: there is no reader for documents
// behind it, no DTD and no CDATA (XML 1.0 3.1). Nothing here allocates.
package xmltag

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Text is text in one of two encodings. Offsets into it are in bytes, and so
// are lengths.
type Text struct {
	Bytes []byte
	Wide  bool // UTF-16LE; else 8-bit text, of which bytes from 0x80 on are not looked into
}

// Narrow is 8-bit text.
func Narrow(b []byte) Text { return Text{b, false} }

// Wide is UTF-16LE text.
func Wide(b []byte) Text { return Text{b, true} }

// Step is the size of a code unit in bytes.
func (t Text) Step() int {
	if t.Wide {
		return 2
	}
	return 1
}

// Units is the number of code units in t; half a unit at the end does not count.
func (t Text) Units() int { return len(t.Bytes) / t.Step() }

// Unit is the code unit at byte offset i, 0 beyond the end.
func (t Text) Unit(i int) uint16 {
	if i < 0 || i+t.Step() > len(t.Bytes) {
		return 0
	}
	if t.Wide {
		return uint16(t.Bytes[i]) | uint16(t.Bytes[i+1])<<8
	}
	return uint16(t.Bytes[i])
}

// From is the text from byte offset i on.
func (t Text) From(i int) Text { return Text{t.Bytes[min(max(i, 0), len(t.Bytes)):], t.Wide} }

// To is the text up to byte offset i.
func (t Text) To(i int) Text { return Text{t.Bytes[:min(max(i, 0), len(t.Bytes))], t.Wide} }

// At is the part of t that s names.
func (t Text) At(s Span) Text { return t.To(s.Off + s.Len).From(s.Off) }

// HasPrefix reports whether t begins with the ASCII string s.
func (t Text) HasPrefix(s string) bool {
	step := t.Step()
	if len(t.Bytes) < step*len(s) {
		return false
	}
	for i := range len(s) {
		if t.Bytes[step*i] != s[i] || t.Wide && t.Bytes[2*i+1] != 0 {
			return false
		}
	}
	return true
}

// Equal reports whether t is the ASCII string s.
func (t Text) Equal(s string) bool { return len(t.Bytes) == t.Step()*len(s) && t.HasPrefix(s) }

// Index is the byte offset of the first code unit u, -1 when there is none.
func (t Text) Index(u uint16) int {
	for i, step := 0, t.Step(); i+step <= len(t.Bytes); i += step {
		if t.Unit(i) == u {
			return i
		}
	}
	return -1
}

// Find is the byte offset of the ASCII string s, -1 when it is not there.
func (t Text) Find(s string) int {
	for i, step := 0, t.Step(); i+step*len(s) <= len(t.Bytes); i += step {
		if t.From(i).HasPrefix(s) {
			return i
		}
	}
	return -1
}

// SkipBlanks is the offset of the first code unit from i on that is no blank of
// XML (XML 1.0 2.3).
func (t Text) SkipBlanks(i int) int {
	for {
		switch t.Unit(i) {
		case ' ', '\t', '\r', '\n':
			i += t.Step()
		default:
			return i
		}
	}
}

// Raw is t as UTF-8, entities as they stand.
func (t Text) Raw() string { return string(t.append(nil, false)) }

// Append appends t as UTF-8, its entities replaced. A byte that is no UTF-8
// becomes the character of the same number (ISO 8859-1); an unpaired surrogate
// and half a code unit become U+FFFD.
func (t Text) Append(dst []byte) []byte { return t.append(dst, true) }

func (t Text) append(dst []byte, entities bool) []byte {
	for i := 0; i < len(t.Bytes); {
		r, n := t.char(i)
		if entities && r == '&' {
			if e, m := Entity(t.From(i)); m > 0 {
				r, n = e, m
			}
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst
}

// char is the character at byte offset i and its size in bytes.
func (t Text) char(i int) (rune, int) {
	if !t.Wide {
		r, n := utf8.DecodeRune(t.Bytes[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(t.Bytes[i])
		}
		return r, n
	}
	if i+1 >= len(t.Bytes) {
		return utf8.RuneError, 1
	}
	r := rune(t.Unit(i))
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if r = utf16.DecodeRune(r, rune(t.Unit(i+2))); r == utf8.RuneError {
		return r, 2
	}
	return r, 4
}

// String is t as UTF-8, its entities replaced.
func (t Text) String() string { return string(t.Append(nil)) }
