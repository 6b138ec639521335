package report

import (
	"bytes"
	"reflect"
	"sync"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
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
	tables.Lock()
	defer tables.Unlock()
	t := emptyTable()
	t.Options(tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell}),
		tablewriter.WithHeaderAutoFormat(tw.Off))
	t.Header(titles)
	for _, r := range rows {
		if err := t.Append(r); err != nil {
			return dst
		}
	}
	if err := t.Render(); err != nil {
		return dst
	}
	for line := range bytes.Lines(tables.out.Bytes()) {
		dst = append(dst, "  "...)
		dst = append(trimLine(dst, line), '\n')
	}
	return dst
}

// tables holds one table for all: a new one has a cache with room for 10,240 types
// of cells, half a megabyte, which is much for a small capture.
var tables struct {
	sync.Mutex
	table *tablewriter.Table
	out   bytes.Buffer
}

// emptyTable is the table of tables, which is locked.
func emptyTable() *tablewriter.Table {
	tables.out.Reset()
	if tables.table != nil {
		tables.table.Reset()
		return tables.table
	}
	tables.table = tablewriter.NewTable(&tables.out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(tw.StyleNone),
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
		// Reset makes the cache anew, as large as it was.
		tablewriter.WithStringerCacheCustom(twcache.NewLRU[reflect.Type, reflect.Value](1)),
	)
	return tables.table
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
