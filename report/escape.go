package report

import (
	"unicode"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// plain reports whether r may reach a terminal as it stands. Control
// characters, C1, bidirectional controls, characters without width, other
// spaces than U+0020 and unassigned code points may not.
func plain(r rune) bool {
	if r < 0x7f {
		return r >= 0x20
	}
	switch {
	case r < 0xa0, !unicode.IsPrint(r), ours(r):
		return false
	}
	return !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) && !unicode.Is(unicode.Variation_Selector, r)
}

// The symbols that stand for line breaks and tabs of captured text.
const (
	symTab     = '␉'
	symNewline = '␊'
	symReturn  = '␍'
)

// ours reports whether r is a symbol that AppendEscaped writes itself, so that
// one in captured text must not be mistaken for it.
func ours(r rune) bool { return r == symTab || r == symNewline || r == symReturn }

// AppendEscaped appends captured text so that nothing in it acts on a terminal
// and everything can be told apart: tab, line feed and carriage return as ␉, ␊
// and ␍, other control characters and bytes that are no UTF-8 as \x1b, and all
// other characters that do not print as \u{202e}. A backslash that would look
// like the start of one of these is written as \x5c. No two texts give the same
// result.
func AppendEscaped[T ~string | ~[]byte](dst []byte, s T) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < 0x7f {
			if c == '\\' && looksEscaped(s, i) {
				dst = append(dst, `\x5c`...)
			} else {
				dst = append(dst, c)
			}
			i++
			continue
		}
		if c < utf8.RuneSelf {
			switch c {
			case '\t':
				dst = utf8.AppendRune(dst, symTab)
			case '\n':
				dst = utf8.AppendRune(dst, symNewline)
			case '\r':
				dst = utf8.AppendRune(dst, symReturn)
			default:
				dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			continue
		}
		r, n := decodeRune(s, i)
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		case plain(r):
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, '\\', 'u', '{')
			dst = appendHex(dst, uint32(r), 4)
			dst = append(dst, '}')
		}
		i += n
	}
	return dst
}

// Escape is AppendEscaped for one string.
func Escape(s string) string { return string(AppendEscaped(nil, s)) }

// looksEscaped reports whether the backslash at s[i] is followed by what would
// make it one of our escapes.
func looksEscaped[T ~string | ~[]byte](s T, i int) bool {
	rest := s[i+1:]
	if len(rest) >= 3 && rest[0] == 'x' && isHex(rest[1]) && isHex(rest[2]) {
		return true
	}
	return len(rest) >= 2 && rest[0] == 'u' && rest[1] == '{'
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }

// decodeRune is utf8.DecodeRune at s[i:] for strings and bytes alike.
func decodeRune[T ~string | ~[]byte](s T, i int) (rune, int) {
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], s[i:])])
}

// appendHex appends v in lower-case hexadecimal, with at least digits digits.
func appendHex(dst []byte, v uint32, digits int) []byte {
	for shift := 28; shift >= 0; shift -= 4 {
		if d := v >> shift; d != 0 || shift < 4*digits {
			dst = append(dst, hexDigits[d&15])
		}
	}
	return dst
}

// asItIs are the bytes that stand in a JSON string as they are.
var asItIs = func() (t [256]bool) {
	for c := byte(0x20); c < 0x7f; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// appendJSON appends s as a JSON string. Characters that do not print are
// written as \u escapes, since records are read on terminals too; bytes that are
// no UTF-8 become U+FFFD.
func appendJSON[T ~string | ~[]byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && asItIs[s[i]] {
			i++
		}
		dst = append(dst, s[start:i]...)
		if i == len(s) {
			break
		}
		if c := s[i]; c == '"' || c == '\\' {
			dst = append(dst, '\\', c)
			i++
			continue
		}
		r, n := decodeRune(s, i)
		i += n
		switch {
		case r == '\n':
			dst = append(dst, '\\', 'n')
		case r == '\r':
			dst = append(dst, '\\', 'r')
		case r == '\t':
			dst = append(dst, '\\', 't')
		case ours(r) || plain(r):
			dst = utf8.AppendRune(dst, r)
		case r > 0xffff:
			r -= 0x10000
			dst = append(dst, '\\', 'u')
			dst = appendHex(dst, uint32(0xd800+r>>10), 4)
			dst = append(dst, '\\', 'u')
			dst = appendHex(dst, uint32(0xdc00+r&0x3ff), 4)
		default:
			dst = append(dst, '\\', 'u')
			dst = appendHex(dst, uint32(r), 4)
		}
	}
	return append(dst, '"')
}
