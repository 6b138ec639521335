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
	fresh bool                // no finding of this capture yet
	first *dissect.Diagnostic // the first of this capture
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
		s.file, s.fresh = ev.Capture.File, true
	case dissect.EventFinding:
		if !s.finding(ev.Finding) {
			return false
		}
		if s.fresh {
			s.first, s.fresh = ev.Finding, false
		}
		return true
	}
	return false
}

// colLevel is the width of the longest level.
const colLevel = 9

// Render implements dissect.Sink.
func (s *findingsSink) Render(dst []byte, ev *dissect.Event) []byte {
	if s.opt.Several && ev.Finding == s.first {
		// The capture's name stands over its findings.
		dst = append(dst, '\n')
		dst = append(dst, s.p.head.on...)
		dst, _ = appendClipped(dst, s.file, s.opt.Width)
		dst = append(dst, s.p.head.off...)
		dst = append(dst, '\n')
	}
	return s.appendFinding(dst, ev.Finding)
}

// passing says after a number that it counts what passed the filter.
func passing(sum *dissect.Summary) string {
	if sum.Where == "" {
		return ""
	}
	return " passing the filter"
}

// readParts are the parts of a closing sentence: what there was, in what was read.
func readParts(what string, sum *dissect.Summary) []string {
	parts := []string{
		what + passing(sum) + " in " + counted(uint64(sum.Files), "capture", "captures"),
		counted(sum.Packets, "packet", "packets"),
	}
	if sum.Where == "" {
		parts = append(parts, counted(sum.Conversations, "conversation", "conversations"))
	}
	return parts
}

// appendFinding appends level, rule, what was found, and where. Where one line is
// too narrow, what was found stands on the next.
func (s *findingsSink) appendFinding(dst []byte, d *dissect.Diagnostic) []byte {
	st, level := s.p.level[d.Rule.Level], d.Rule.Level.String()
	dst = append(dst, st.on...)
	dst = append(dst, level...)
	dst = append(dst, st.off...)
	dst = appendPad(dst, len(level), colLevel+2)
	dst = append(dst, d.Rule.ID...)
	at := colLevel + 2 + len(d.Rule.ID)
	if d.Tainted {
		const mark = "[after loss]"
		dst = append(dst, "  "...)
		dst = append(dst, s.p.warn.in(mark)...)
		at += 2 + len(mark)
	}
	what := d.Detail
	if what == "" {
		what = d.Rule.Title
	}
	in := instance{message: d.Message, frames: d.Frames}
	if d.Conv != nil {
		in.conv = d.Conv.ID
	}
	var room [160]byte
	where := in.appendWhere(room[:0], false)
	whereWidth := textWidth(where)
	left := s.opt.Width - at - 4 - whereWidth
	if s.opt.Width == 0 || left > 0 && textWidth(what) <= left {
		dst = append(dst, "  "...)
		dst, _ = appendClipped(dst, what, left)
		return append(s.appendDim(dst, where), '\n')
	}
	fits := at+2+whereWidth <= s.opt.Width
	if fits {
		dst = s.appendDim(dst, where)
	}
	dst = append(dst, '\n')
	dst = appendPad(dst, 0, colLevel+2)
	dst, _ = appendClipped(dst, what, max(s.opt.Width-colLevel-2, 16))
	dst = append(dst, '\n')
	if !fits {
		dst = appendPad(dst, 0, colLevel)
		dst = append(s.appendDim(dst, where), '\n')
	}
	return dst
}

// appendDim appends two spaces and secondary text, nothing for none.
func (s *findingsSink) appendDim(dst, b []byte) []byte {
	if len(b) == 0 {
		return dst
	}
	dst = append(dst, "  "...)
	dst = append(dst, s.p.dim.on...)
	dst = append(dst, b...)
	return append(dst, s.p.dim.off...)
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
	dst = appendSentence(dst, readParts(findingsTotal(s.p, sum), sum), s.opt.Width)
	if !s.lines && dst[0] == '\n' {
		dst = dst[1:]
	}
	_, err := s.w.Write(dst)
	return err
}
