package json

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/radissect/radissect/dissect"
)

// Show records the text parsed last: c has to be at its start.
func (d *Doc) Show(c *dissect.Cursor) {
	base := c.Offset()
	upto := func(f *dissect.Field, off int) {
		if n := base + off - c.Offset(); n > 0 {
			c.Bytes(f, n)
		}
	}
	if len(d.Text) >= 3 && d.Text[0] == 0xef && d.Text[1] == 0xbb && d.Text[2] == 0xbf {
		c.Bytes(fBOM, 3)
	}
	var open [maxDepth]uint32
	depth := 0
	leave := func(next int) {
		for depth > 0 && int(d.Values[open[depth-1]].End) <= next {
			depth--
			v := &d.Values[open[depth]]
			upto(fStructural, int(v.Off+v.Len))
			c.Leave()
			if v.Member {
				c.Leave()
			}
		}
	}
	for i := range d.Values {
		leave(i)
		v := &d.Values[i]
		if v.Member {
			upto(fStructural, int(v.NameOff)-1)
			c.Enter(fMember)
			upto(fStructural, int(v.NameOff))
			c.Bytes(fName, int(v.NameLen))
		}
		upto(fStructural, int(v.Off))
		switch v.Kind {
		case Object, Array:
			f := fObject
			if v.Kind == Array {
				f = fArray
			}
			c.Enter(f)
			open[depth] = uint32(i)
			depth++
			continue
		case String:
			f := fString
			if v.Member && secret(d.Name(i)) {
				f = fSecret
			}
			c.Bytes(f, int(v.Len))
			upto(fStructural, min(int(v.Off+v.Len)+1, len(d.Text)))
		case Numeral:
			c.Bytes(fNumber, int(v.Len))
		default:
			c.Bytes(fLiteral, int(v.Len))
		}
		if v.Member {
			c.Leave()
		}
	}
	leave(len(d.Values))
	upto(fStructural, d.Stop)
	upto(fUnparsed, len(d.Text))
}

// secret reports whether the string of this name must not be shown: passwords
// and other secrets, by their usual names.
func secret(name []byte) bool {
	for _, s := range [...]string{"password", "passwd", "passphrase", "pwd", "secret", "registrationkey"} {
		for i := 0; i+len(s) <= len(name); i++ {
			if bytes.EqualFold(name[i:i+len(s)], []byte(s)) {
				return true
			}
		}
	}
	return false
}

// Unescape appends the text of a string or name with its escape sequences
// undone (RFC 8259 7). What is no sequence stays as it is.
func Unescape(dst, s []byte) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			dst = append(dst, s[i])
			continue
		}
		i++
		switch s[i] {
		case '"', '\\', '/':
			dst = append(dst, s[i])
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			r, ok := hex4(s[i-1:])
			if !ok {
				dst = append(dst, '\\', 'u')
				continue
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low, _ := hex4(s[i+1:])
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, '\\', s[i])
		}
	}
	return dst
}
