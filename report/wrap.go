package report

import (
	"strings"
	"unicode/utf8"
)

// Wrap breaks text into lines of at most cols columns, between words. A longer
// word has a line of its own.
func Wrap(text string, cols int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, w := "", 0
		for _, word := range strings.Fields(paragraph) {
			n := textWidth(word)
			switch {
			case line == "":
				line, w = word, n
			case cols > 0 && w+1+n > cols:
				lines = append(lines, line)
				line, w = word, n
			default:
				line, w = line+" "+word, w+1+n
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// wrapHard is Wrap for text whose words may be longer than a line, such as a
// modulus in hexadecimal: those are broken too. width tells how wide a text is.
func wrapHard(text string, cols int, width func(string) int) []string {
	if cols <= 0 {
		return []string{text}
	}
	var lines []string
	line, w := "", 0
	for _, word := range strings.Fields(text) {
		n := width(word)
		if line != "" && w+1+n <= cols {
			line, w = line+" "+word, w+1+n
			continue
		}
		if line != "" { // a mark by itself has no width
			lines = append(lines, line)
		}
		for n > cols {
			at, taken := 0, 0
			for at < len(word) {
				r, size := utf8.DecodeRuneInString(word[at:])
				rw := runeWidth(r)
				if at > 0 && taken+rw > cols {
					break
				}
				at, taken = at+size, taken+rw
			}
			lines = append(lines, word[:at])
			word = word[at:]
			n = width(word)
		}
		line, w = word, n
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}
