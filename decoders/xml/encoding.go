package xml

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// An encoding is how a document is written.
type encoding uint8

const (
	eightBit encoding = iota // UTF-8, or another encoding that has ASCII in it
	utf16LE
	utf16BE
)

// detect tells the encoding and the length of the byte order mark, XML 1.0
// appendix F.
func detect(b []byte) (enc encoding, bom int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return eightBit, 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16LE, 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16BE, 2
	case bytes.HasPrefix(b, []byte("<\x00")):
		return utf16LE, 0
	case bytes.HasPrefix(b, []byte("\x00<")):
		return utf16BE, 0
	}
	return eightBit, 0
}

// widen puts a document in UTF-16 into Text, and remembers where every byte of it
// came from.
func (d *Doc) widen(b []byte) {
	d.wide, d.src = d.wide[:0], d.src[:0]
	unit := func(i int) rune {
		if d.enc == utf16LE {
			return rune(b[i]) | rune(b[i+1])<<8
		}
		return rune(b[i+1]) | rune(b[i])<<8
	}
	end := min(len(b), maxWide) &^ 1
	i := d.bom
	for i+1 < end {
		r, n := unit(i), 2
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < end {
				low = unit(i + 2)
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				n = 4
			} else {
				d.problem(FaultCharacter, len(d.wide), 3)
			}
		}
		was := len(d.wide)
		d.wide = utf8.AppendRune(d.wide, r)
		for range len(d.wide) - was {
			d.src = append(d.src, uint32(i))
		}
		i += n
	}
	d.src = append(d.src, uint32(i))
	d.Text = d.wide
	switch {
	case len(b) > maxWide:
		d.problem(FaultSize, len(d.Text), 0)
	case i < len(b):
		d.problem(FaultCharacter, len(d.Text), 0)
	}
}

// declared checks the encoding that an XML declaration names.
func (d *Doc) declared(decl []byte, off int) {
	i := bytes.Index(decl, []byte("encoding"))
	if i < 0 {
		return
	}
	rest := decl[i+len("encoding"):]
	q := bytes.IndexAny(rest, `'"`)
	if q < 0 {
		return
	}
	name := rest[q+1:]
	if e := bytes.IndexByte(name, rest[q]); e >= 0 {
		name = name[:e]
	}
	wide := len(name) >= 6 && bytes.EqualFold(name[:6], []byte("utf-16"))
	utf8Name := bytes.EqualFold(name, []byte("utf-8")) || bytes.EqualFold(name, []byte("us-ascii"))
	if wide != (d.enc != eightBit) {
		d.problem(FaultEncoding, off+len(decl)-len(rest)+q+1, len(name))
	}
	d.text8 = d.enc == eightBit && !wide && !utf8Name
}

// characters checks that a range of the text has legal characters only.
func (d *Doc) characters(off, end int) {
	b := d.Text[:end]
	for i := off; i < end; {
		c := b[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\n' || c == '\r' || c == '\t' || d.text8 && c >= ' ' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if c < ' ' || r == utf8.RuneError && n == 1 || r == 0xfffe || r == 0xffff {
			d.problem(FaultCharacter, i, n)
		}
		i += n
	}
}
