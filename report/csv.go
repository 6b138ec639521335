package report

import (
	"io"
	"strconv"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// csvSink writes a line for each message or finding, with the values of columns.
type csvSink struct {
	base
	w        io.Writer
	columns  []*where.Name
	findings bool
	sessions map[uint64]uint64
	begun    bool
}

var (
	_ dissect.Sink    = (*csvSink)(nil)
	_ dissect.Stopper = (*csvSink)(nil)
	_ Settler         = (*csvSink)(nil)
)

// CSV is a sink for spreadsheets: a line of names, then one for each message with the
// values of these names (RFC 4180). Several values of one name stand in one cell with
// commas between them. Messages that only carry others are left out unless
// Options.Fields is set or Options.Named says otherwise. sessions says which sessions
// conversations belong to.
func CSV(w io.Writer, columns []*where.Name, sessions map[uint64]uint64, o Options) dissect.Sink {
	return &csvSink{base: newBase(o), w: w, columns: columns, sessions: sessions}
}

// FindingsCSV is CSV with a line for each finding.
func FindingsCSV(w io.Writer, columns []*where.Name, sessions map[uint64]uint64, o Options) dissect.Sink {
	return &csvSink{base: newBase(o), w: w, columns: columns, sessions: sessions, findings: true}
}

// Want implements dissect.Sink.
func (s *csvSink) Want() dissect.Want {
	if s.findings {
		return dissect.Want{}
	}
	return dissect.Want{Messages: true, Select: func(m *dissect.Message) (show, tree bool) {
		for _, c := range s.columns {
			if c.NeedsTree(m.Proto) {
				return true, true
			}
		}
		return true, false
	}}
}

// Accept implements dissect.Sink.
func (s *csvSink) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		s.file = ev.Capture.File
	case dissect.EventMessage:
		m := ev.Message
		return !s.findings && (!m.Carrier || s.opt.Fields || s.opt.named(m.Proto)) && s.message(m)
	case dissect.EventFinding:
		return s.finding(ev.Finding) && s.findings
	}
	return false
}

// Render implements dissect.Sink.
func (s *csvSink) Render(dst []byte, ev *dissect.Event) []byte {
	var sub where.Subject
	if m := ev.Message; m != nil {
		sub = where.OfMessage(m, 0)
	} else {
		d := ev.Finding
		sub = where.Subject{
			Conv: d.Conv, Dir: d.Dir, File: s.file, Time: d.Time, Frames: d.Frames, Findings: []*dissect.Diagnostic{d},
		}
		if d.Message != 0 {
			sub.Message = &dissect.Message{N: d.Message, Proto: d.Proto, Kind: d.Kind}
		}
	}
	if sub.Conv != nil {
		sub.Session = s.sessions[sub.Conv.ID]
	}
	for i, c := range s.columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendCell(dst, c.Values(&sub, s.opt.Reveal))
	}
	return append(dst, "\r\n"...)
}

// appendCell appends values as one cell. Text that a spreadsheet would take for a
// formula gets an apostrophe in front.
func appendCell(dst []byte, values [][]byte) []byte {
	start := len(dst)
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendEscaped(dst, v)
	}
	cell := string(dst[start:])
	dst = dst[:start]
	guard, quoted := false, false
	for i, r := range cell {
		switch r {
		case '=', '+', '-', '@', '＝', '＋', '－', '＠', symTab, symReturn: // the wide ones are taken for the narrow where those are usual
			guard = guard || i == 0
		case '"', ',':
			quoted = true
		}
	}
	if guard {
		_, err := strconv.ParseFloat(cell, 64)
		guard = err != nil || cell[0] == '+' // a negative number is none
	}
	if quoted {
		dst = append(dst, '"')
	}
	if guard {
		dst = append(dst, '\'')
	}
	for i := range len(cell) {
		if cell[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, cell[i])
	}
	if quoted {
		dst = append(dst, '"')
	}
	return dst
}

// Write implements dissect.Sink.
func (s *csvSink) Write(p []byte) (int, error) {
	if err := s.head(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

// head writes the line of names.
func (s *csvSink) head() error {
	if s.begun {
		return nil
	}
	s.begun = true
	var dst []byte
	for i, c := range s.columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, c.Name...)
	}
	_, err := s.w.Write(append(dst, "\r\n"...))
	return err
}

// Close implements dissect.Sink.
func (s *csvSink) Close(*dissect.Summary) error { return s.head() }
