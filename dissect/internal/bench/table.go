package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A table collects rows and prints them in columns, as Markdown.
type table struct {
	w    io.Writer
	rows [][]string
}

// row adds one row; the first one of a table is its head.
func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) flush() {
	var width []int
	for _, r := range t.rows {
		for i, c := range r {
			for len(width) <= i {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for n, r := range t.rows {
		for i := range width {
			c := ""
			if i < len(r) {
				c = r[i]
			}
			fmt.Fprintf(t.w, "| %s%s ", c, strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)))
		}
		fmt.Fprintln(t.w, "|")
		if n == 0 {
			for _, w := range width {
				fmt.Fprintf(t.w, "|%s", strings.Repeat("-", w+2))
			}
			fmt.Fprintln(t.w, "|")
		}
	}
	t.rows = nil
}

func ratio(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}
