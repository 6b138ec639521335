package report

import (
	"io"

	"github.com/radissect/radissect/dissect"
)

// findingsSink writes one line a finding.
type findingsSink struct {
	base
	p     *palette
	w     io.Writer
	lines bool
}

var _ dissect.Sink = (*findingsSink)(nil)

// Findings is a sink for people who only want to know what is wrong: one line a
// finding, then a summary.
func Findings(w io.Writer, o Options) dissect.Sink {
	return &findingsSink{base: newBase(o), p: newPalette(o.Color), w: w}
}

// Want implements dissect.Sink.
func (s *findingsSink) Want() dissect.Want { return dissect.Want{} }

// Accept implements dissect.Sink.
func (s *findingsSink) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		s.file = ev.Capture.File
		return s.opt.Several
	case dissect.EventFinding:
		return s.finding(ev.Finding)
	}
	return false
}

// colLevel is the width of the longest level.
const colLevel = 9

// Render implements dissect.Sink.
func (s *findingsSink) Render(dst []byte, ev *dissect.Event) []byte {
	if ev.Kind == dissect.EventCapture {
		dst = append(dst, '\n')
		dst = append(dst, s.p.head.on...)
		dst, _ = appendClipped(dst, ev.Capture.File, s.opt.Width)
		dst = append(dst, s.p.head.off...)
		return append(dst, '\n')
	}
	d := ev.Finding
	st := s.p.level[d.Rule.Level]
	dst = append(dst, st.on...)
	level := d.Rule.Level.String()
	dst = append(dst, level...)
	dst = append(dst, st.off...)
	dst = appendPad(dst, len(level), colLevel+2)
	at := colLevel + 2

	in := instance{message: d.Message, frames: d.Frames}
	if d.Conv != nil {
		in.conv = d.Conv.ID
	}
	start := len(dst)
	dst = append(dst, d.Rule.ID...)
	at += len(d.Rule.ID)
	if d.Tainted {
		const mark = "  [after loss]"
		dst = append(dst, s.p.warn.in(mark)...)
		at += len(mark)
	}
	tail := in.appendWhere(nil, false)
	room := 0
	if s.opt.Width > 0 {
		room = s.opt.Width - at - 4 - textWidth(tail)
	}
	text := d.Detail
	if text == "" {
		text = d.Rule.Title
	}
	dst = append(dst, "  "...)
	if s.opt.Width == 0 || room >= 16 {
		var w int
		dst, w = appendClipped(dst, text, room)
		_ = w
		dst = append(dst, "  "...)
	} else {
		// No room for both: the text gets a line of its own.
		dst = append(dst, s.p.dim.on...)
		dst = append(dst, tail...)
		dst = append(dst, s.p.dim.off...)
		dst = append(dst, '\n')
		dst = appendPad(dst, 0, colLevel+2)
		dst, _ = appendClipped(dst, text, max(s.opt.Width-colLevel-2, 16))
		return append(dst, '\n')
	}
	_ = start
	dst = append(dst, s.p.dim.on...)
	dst = append(dst, tail...)
	dst = append(dst, s.p.dim.off...)
	return append(dst, '\n')
}

// Write implements dissect.Sink.
func (s *findingsSink) Write(p []byte) (int, error) {
	s.lines = true
	return s.w.Write(p)
}

// Close implements dissect.Sink.
func (s *findingsSink) Close(sum *dissect.Summary) error {
	var dst []byte
	if len(sum.Rules) > 0 {
		dst = appendByRule(dst, s.p, sum)
	}
	dst = appendAside(dst, s.p, &s.opt, sum)
	if len(dst) > 0 || s.lines {
		dst = append(dst, '\n')
	}
	dst = appendSentence(dst, []string{
		findingsTotal(s.p, sum) + " in " + counted(uint64(sum.Files), "capture", "captures"),
		counted(sum.Packets, "packet", "packets"),
		counted(sum.Conversations, "conversation", "conversations"),
	}, s.opt.Width)
	if !s.lines && dst[0] == '\n' {
		dst = dst[1:]
	}
	_, err := s.w.Write(dst)
	return err
}
