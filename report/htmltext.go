package report

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// appendHTML appends captured text as a JSON string for a script element of a
// report: escaped as for a terminal, so that it shows what it is and has no
// effect on the text around it, and without any character that HTML gives a
// meaning to. Only what stands in the first most bytes is shown; 0 for all.
func appendHTML[T ~string | ~[]byte](dst []byte, s T, most int) []byte {
	dst = append(dst, '"')
	start, whole := len(dst), len(s)
	if most > 0 && len(s) > most {
		s = s[:runeEnd(s, most)]
	}
	dst = AppendEscaped(dst, s)
	dst = shield(dst, start)
	if len(s) < whole {
		dst = append(dst, "… ("...)
		dst = appendGrouped(dst, uint64(whole))
		dst = append(dst, " bytes)"...)
	}
	return append(dst, '"')
}

// runeEnd is the last place at or before n at which a character of s ends.
func runeEnd[T ~string | ~[]byte](s T, n int) int {
	for i := n; i > max(0, n-utf8.UTFMax); i-- {
		if utf8.RuneStart(s[i]) {
			return i
		}
	}
	return n
}

// special reports whether JSON or HTML give c a meaning within a string.
func special(c byte) bool {
	return c == '"' || c == '\\' || c == '<' || c == '>' || c == '&'
}

// shield replaces each special character from start on by six characters,
// \u and its number.
func shield(dst []byte, start int) []byte {
	n := 0
	for _, c := range dst[start:] {
		if special(c) {
			n++
		}
	}
	if n == 0 {
		return dst
	}
	const longer = len(`\u003c`) - 1
	from := len(dst)
	to := from + longer*n
	dst = slices.Grow(dst, longer*n)[:to]
	for from > start {
		from--
		c := dst[from]
		if !special(c) {
			to--
			dst[to] = c
			continue
		}
		to -= longer + 1
		copy(dst[to:], `\u00`)
		dst[to+4], dst[to+5] = hexDigits[c>>4], hexDigits[c&15]
	}
	return dst
}

// item appends a comma and captured text: one more item of an array.
func item[T ~string | ~[]byte](dst []byte, s T, most int) []byte {
	return appendHTML(append(dst, ','), s, most)
}

// numItem appends a comma and a number. No number here is beyond 2^53.
func numItem[T ~int | ~uint64 | ~uint32](dst []byte, n T) []byte {
	return strconv.AppendUint(append(dst, ','), uint64(n), 10)
}

// member appends a comma, a name and captured text; nothing for an empty one.
func member[T ~string | ~[]byte](dst []byte, name string, s T) []byte {
	if len(s) == 0 {
		return dst
	}
	return appendHTML(key(dst, name), s, maxHTMLText)
}

// micros appends a comma and a time in microseconds since 1970, which a double
// holds exactly for longer than captures have been made.
func micros(dst []byte, ns int64) []byte {
	return strconv.AppendInt(append(dst, ','), ns/1000, 10)
}

// stamp appends a member that is such a time.
func stamp(dst []byte, name string, ns int64) []byte {
	return strconv.AppendInt(key(dst, name), ns/1000, 10)
}

// someFrames appends a comma and an array of frame numbers. Where there are
// more than are named, the last item is how many more, negative.
func someFrames(dst []byte, frames []uint64) []byte {
	dst = append(dst, ",["...)
	for i, f := range frames[:min(len(frames), maxHTMLFrames)] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendUint(dst, f, 10)
	}
	if more := len(frames) - maxHTMLFrames; more > 0 {
		dst = append(dst, ",-"...)
		dst = strconv.AppendInt(dst, int64(more), 10)
	}
	return append(dst, ']')
}
