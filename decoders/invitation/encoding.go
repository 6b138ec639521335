package invitation

import (
	"bytes"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

// An Encoding is how the text of an invitation is written.
type Encoding uint8

// The encodings. Windows writes UTF-16LE with a byte order mark, which the XML
// declaration calls "Unicode" (MS-RAI 6); files that went through other programs
// come in all of them.
const (
	UTF8    Encoding = iota // or any other encoding that has ASCII in it
	UTF16LE                 // little-endian
	UTF16BE                 // big-endian
)

// String is the name of the encoding.
func (e Encoding) String() string {
	switch e {
	case UTF16LE:
		return "UTF-16LE"
	case UTF16BE:
		return "UTF-16BE"
	}
	return "UTF-8"
}

// EncodingOf tells the encoding of b by its byte order mark, or, where it has
// none, by which half of the first character is zero: invitations begin with
// ASCII. The second result is the length of the mark in bytes.
func EncodingOf(b []byte) (Encoding, int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return UTF16LE, 2
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return UTF16BE, 2
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return UTF8, 3
	case len(b) >= 2 && b[0] != 0 && b[1] == 0:
		return UTF16LE, 0
	case len(b) >= 2 && b[0] == 0 && b[1] != 0:
		return UTF16BE, 0
	}
	return UTF8, 0
}

// swapped is a copy of big-endian UTF-16 with the bytes of each character
// exchanged, so that every offset stays as it is.
func swapped(b []byte) []byte {
	out := bytes.Clone(b)
	for i := 0; i+1 < len(out); i += 2 {
		out[i], out[i+1] = out[i+1], out[i]
	}
	return out
}

// Readable is b in an encoding that Decode reads: b itself, or a copy of
// big-endian UTF-16 with its bytes exchanged. Offsets are the same in both.
func Readable(b []byte) []byte {
	if e, _ := EncodingOf(b); e == UTF16BE {
		return swapped(b)
	}
	return b
}

// textOf is b as text, behind the byte order mark of mark bytes. Big-endian
// text has to be made Readable before.
func textOf(b []byte) (t xmltag.Text, mark int) {
	e, mark := EncodingOf(b)
	return xmltag.Text{Bytes: b, Wide: e == UTF16LE}, mark
}

// trimmed is where t ends without the NULs at its end, and without half a
// character.
func trimmed(t xmltag.Text) int {
	end := len(t.Bytes) - len(t.Bytes)%t.Step()
	for end >= t.Step() && t.Unit(end-t.Step()) == 0 {
		end -= t.Step()
	}
	return end
}
