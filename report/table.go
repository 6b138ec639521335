package report

import (
	"bytes"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// A column of a table.
type column struct {
	title string
	right bool // numbers
}

// appendTable appends rows under their column titles, without lines, indented
// by two. Cells are escaped already and may hold colours. This is the only place
// that knows package tablewriter, which wants all rows in memory.
func appendTable(dst []byte, p *palette, columns []column, rows [][]string) []byte {
	if len(rows) == 0 {
		return dst
	}
	align := make([]tw.Align, len(columns))
	titles := make([]string, len(columns))
	for i, c := range columns {
		align[i] = tw.AlignLeft
		if c.right {
			align[i] = tw.AlignRight
		}
		titles[i] = p.dim.in(c.title)
	}
	gap := tw.Padding{Left: "", Right: "  ", Overwrite: true}
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align},
		Padding:    tw.CellPadding{Global: gap},
	}
	var buf bytes.Buffer
	t := tablewriter.NewTable(&buf,
		tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell}),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(tw.StyleNone),
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
	)
	t.Header(titles)
	for _, r := range rows {
		if err := t.Append(r); err != nil {
			return dst
		}
	}
	if err := t.Render(); err != nil {
		return dst
	}
	for line := range bytes.Lines(buf.Bytes()) {
		dst = append(dst, "  "...)
		dst = append(trimLine(dst, line), '\n')
	}
	return dst
}

// reset is what tablewriter puts behind the padding of coloured cells.
const reset = "\x1b[0m"

// trimLine appends line without the spaces at its end.
func trimLine(dst, line []byte) []byte {
	line = bytes.TrimRight(line, " \n")
	coloured := false
	for bytes.HasSuffix(line, []byte(reset)) {
		coloured = true
		line = bytes.TrimRight(line[:len(line)-len(reset)], " ")
	}
	dst = append(dst, line...)
	if coloured {
		dst = append(dst, reset...)
	}
	return dst
}
