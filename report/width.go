package report

import (
	"unicode"
	"unicode/utf8"
)

// wide are the ranges of characters that take two columns of a terminal
// (Unicode Standard Annex 11, East_Asian_Width W and F, in whole blocks).
var wide = [...][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
	{0xa000, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f},
	{0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
	{0x20000, 0x3fffd},
}

// runeWidth is the number of columns that r takes on a terminal.
func runeWidth(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	for _, w := range wide {
		if r >= w[0] && r <= w[1] {
			return 2
		}
	}
	return 1
}

// textWidth is the number of columns that escaped text takes.
func textWidth[T ~string | ~[]byte](s T) int {
	w := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			w++
			i++
			continue
		}
		r, n := decodeRune(s, i)
		w += runeWidth(r)
		i += n
	}
	return w
}

// maxPiece is the most characters of one captured text that a line shows when
// no width limits it.
const maxPiece = 4096

// appendClipped appends captured text, escaped, in at most cols columns; what
// does not fit is replaced by an ellipsis. cols 0 stands for no limit but
// maxPiece. It returns the number of columns used.
func appendClipped[T ~string | ~[]byte](dst []byte, s T, cols int) ([]byte, int) {
	if cols <= 0 {
		cols = maxPiece
	}
	if len(s) <= cols && harmless(s) {
		return append(dst, s...), len(s)
	}
	more := false
	if len(s) > 4*cols+utf8.UTFMax { // cannot fit: no character is longer than four bytes
		s, more = s[:4*cols+utf8.UTFMax], true
	}
	start := len(dst)
	dst = AppendEscaped(dst, s)
	w, last := 0, start
	for i := start; i < len(dst); {
		r, n := rune(dst[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(dst[i:])
		}
		rw := runeWidth(r)
		if w+rw > cols {
			more = true
			dst = dst[:i]
			break
		}
		w += rw
		if w < cols {
			last = i + n
		}
		i += n
	}
	if !more {
		return dst, w
	}
	if len(dst) > last {
		dst = dst[:last]
	}
	return append(dst, "…"...), textWidth(dst[start:last]) + 1
}

// harmless reports whether s is printable ASCII without a backslash, which
// AppendEscaped leaves as it is. Nearly all texts are.
func harmless[T ~string | ~[]byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '\\' {
			return false
		}
	}
	return true
}

// appendPad appends spaces up to column to, counted from column at.
func appendPad(dst []byte, at, to int) []byte {
	const blank = "                                                                "
	for to > at {
		n := min(to-at, len(blank))
		dst = append(dst, blank[:n]...)
		at += n
	}
	return dst
}
