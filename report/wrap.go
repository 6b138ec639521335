package report

import "strings"

// Wrap breaks text into lines of at most cols columns, between words. A longer
// word has a line of its own.
func Wrap(text string, cols int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, w := "", 0
		for _, word := range strings.Fields(paragraph) {
			n := textWidth(word)
			switch {
			case w == 0:
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
