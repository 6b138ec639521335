package dissect

import (
	"encoding/hex"
	"net/netip"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendText appends the value of n as a person reads it: numbers with their
// symbols, text as UTF-8, bytes in hex. The result is not escaped: control
// characters of captured text are still in it, and the caller that prints it
// has to make them harmless.
func (t *Tree) AppendText(dst []byte, n *Node) []byte {
	return appendValue(dst, n.Field, n.Value, t.Range(n), n.Width)
}

// Text is the value of the first field with this name, as AppendText has it: not
// escaped, secrets included. It is "" where there is no such field.
func (t *Tree) Text(name string) string {
	if n := t.Find(name); n != nil {
		return string(t.AppendText(nil, n))
	}
	return ""
}

func appendValue(dst []byte, f *Field, v uint64, b []byte, width uint8) []byte {
	switch f.Base {
	case Group:
		return dst
	case Bytes:
		return hex.AppendEncode(dst, b)
	case Text:
		return appendText(dst, trimNUL(b))
	case UTF16:
		return AppendUTF16(dst, b)
	case UTF16BE:
		return AppendUTF16BE(dst, b)
	case GUID:
		return appendGUID(dst, b)
	case Address:
		if a, ok := netip.AddrFromSlice(b); ok {
			return a.AppendTo(dst)
		}
		return hex.AppendEncode(dst, b)
	case Time:
		return appendFiletime(dst, v)
	}
	sym := f.Names.Value(v)
	if sym != "" {
		dst = append(dst, sym...)
		dst = append(dst, " ("...)
	}
	switch {
	case f.Base == Hex:
		dst = append(dst, "0x"...)
		digits := 2 * len(b)
		if width != 0 {
			digits = (int(width) + 3) / 4
		}
		for i := digits; i > 1 && i < 16 && v>>(4*(i-1)) == 0; i-- {
			dst = append(dst, '0')
		}
		dst = strconv.AppendUint(dst, v, 16)
	case f.Base == Int && width == 0 && len(b) > 0 && len(b) < 8:
		shift := 64 - 8*len(b)
		dst = strconv.AppendInt(dst, int64(v<<shift)>>shift, 10)
	case f.Base == Int:
		dst = strconv.AppendInt(dst, int64(v), 10)
	default:
		dst = strconv.AppendUint(dst, v, 10)
	}
	if sym != "" {
		return append(dst, ')')
	}
	if f.Names != nil {
		dst = appendBits(dst, f.Names.Bits, v)
	}
	return dst
}

// appendBits appends the names of the bits set in v, and what is left over.
func appendBits(dst []byte, bits []Bit, v uint64) []byte {
	rest, first := v, true
	for i := range bits {
		want := bits[i].Value
		if want == 0 {
			want = bits[i].Mask
		}
		if v&bits[i].Mask != want {
			continue
		}
		if first {
			dst = append(dst, " ("...)
		} else {
			dst = append(dst, " | "...)
		}
		first = false
		dst = append(dst, bits[i].Name...)
		rest &^= bits[i].Mask
	}
	if first {
		return dst
	}
	if rest != 0 {
		dst = append(dst, " | 0x"...)
		dst = strconv.AppendUint(dst, rest, 16)
	}
	return append(dst, ')')
}

func trimNUL(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}

// appendText appends 8-bit text as UTF-8: as it stands where it is valid, each
// byte of an invalid sequence as the character of the same number (ISO 8859-1).
func appendText(dst, b []byte) []byte {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			r = rune(b[0])
		}
		dst = utf8.AppendRune(dst, r)
		b = b[n:]
	}
	return dst
}

// AppendUTF16 appends little-endian UTF-16 text as UTF-8, without the NULs at
// its end; an unpaired surrogate or a half character becomes U+FFFD.
func AppendUTF16(dst, b []byte) []byte {
	for len(b) >= 2 && b[len(b)-1] == 0 && b[len(b)-2] == 0 && len(b)%2 == 0 {
		b = b[:len(b)-2]
	}
	dst = slices.Grow(dst, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		r := rune(b[i]) | rune(b[i+1])<<8
		if utf16.IsSurrogate(r) {
			var low rune
			if i+3 < len(b) {
				low = rune(b[i+2]) | rune(b[i+3])<<8
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 2
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	if len(b)%2 == 1 {
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	return dst
}

// AppendUTF16BE is AppendUTF16 for big-endian text.
func AppendUTF16BE(dst, b []byte) []byte {
	var room [512]byte
	swapped := append(room[:0], b...)
	for i := 0; i+1 < len(swapped); i += 2 {
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
	}
	return AppendUTF16(dst, swapped)
}

func appendGUID(dst, b []byte) []byte {
	if len(b) != 16 {
		return hex.AppendEncode(dst, b)
	}
	order := [16]byte{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15}
	for i, o := range order {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = hex.AppendEncode(dst, b[o:o+1])
	}
	return dst
}

// filetimeEpoch is 1970-01-01 in 100 ns units since 1601-01-01 (MS-DTYP 2.3.3).
const filetimeEpoch = 116444736000000000

func appendFiletime(dst []byte, v uint64) []byte {
	if v == 0 {
		return append(dst, "not set"...)
	}
	const top = filetimeEpoch + 253402300799*10000000 // end of year 9999
	if v > top {
		return strconv.AppendUint(dst, v, 10)
	}
	d := int64(v) - filetimeEpoch
	return time.Unix(d/10000000, d%10000000*100).UTC().AppendFormat(dst, time.RFC3339Nano)
}
