package report

import (
	"strings"

	"github.com/fatih/color"

	"github.com/radissect/radissect/dissect"
)

// A style is a pair of escape strings around a text; both empty for none.
type style struct{ on, off string }

// palette is the colours of a report, asked for once so that rendering only
// appends bytes.
type palette struct {
	dim, head, name, proto, arrow, field, warn, good style
	level                                            [dissect.Limit + 1]style
}

// newPalette is the palette with colours, or one of empty strings.
func newPalette(colours bool) *palette {
	p := &palette{}
	if !colours {
		return p
	}
	p.dim = ask(color.Faint)
	p.head = ask(color.Bold)
	p.name = ask(color.Bold)
	p.proto = ask(color.FgCyan)
	p.arrow = ask(color.FgBlue)
	p.field = ask(color.FgCyan)
	p.warn = ask(color.FgYellow)
	p.good = ask(color.FgGreen)
	p.level = [dissect.Limit + 1]style{
		dissect.Note:      ask(color.FgBlue),
		dissect.Should:    ask(color.FgYellow),
		dissect.Must:      ask(color.FgRed),
		dissect.Malformed: ask(color.FgMagenta),
		dissect.Security:  ask(color.FgRed, color.Bold),
		dissect.Limit:     ask(color.FgYellow, color.Bold),
	}
	return p
}

// ask asks package color for the strings of some attributes, whatever it thinks
// of standard output.
func ask(attrs ...color.Attribute) style {
	c := color.New(attrs...)
	c.EnableColor()
	on, off, _ := strings.Cut(c.Sprint("\x00"), "\x00")
	return style{on, off}
}

// in is s between the strings of st.
func (st style) in(s string) string { return st.on + s + st.off }

// severest lists the levels in the order in which people want to read them.
var severest = [...]dissect.Level{
	dissect.Security, dissect.Malformed, dissect.Must, dissect.Should, dissect.Note, dissect.Limit,
}
