package report

import (
	"bytes"
	"io"
	mathbits "math/bits"

	"github.com/radissect/radissect/dissect"
)

// textSink writes one line a message, or its tree, and a summary at the end.
type textSink struct {
	base
	p     *palette
	w     io.Writer
	began bool   // start is set
	start int64  // time of the first message of the capture
	first *int64 // the same, where a filter has seen it
	known bits   // conversations that were introduced

	// of the round that is being rendered
	intro   map[uint64]bool // messages that are the first of their conversation
	written bool
	lines   bool // something was printed

	latest *dissect.Message // while a round is accepted
	found  found
	convs  []talk // those read, by number, at most maxTalks
	talks  uint64
}

var (
	_ dissect.Sink    = (*textSink)(nil)
	_ dissect.Stopper = (*textSink)(nil)
	_ Settler         = (*textSink)(nil)
)

// Text is a sink for people: one line a message, then what was found and a
// summary. Messages that only carry others are left out unless Options.Fields is
// set; then every message is followed by its annotated tree.
func Text(w io.Writer, o Options) dissect.Sink {
	return &textSink{
		base: newBase(o), p: newPalette(o.Color), w: w,
		intro: map[uint64]bool{}, found: newFound(),
	}
}

// bits is a set of small numbers.
type bits []uint64

// add puts n in and reports whether it was new.
func (b *bits) add(n uint64) bool {
	i := n / 64
	if i >= 1<<24 { // a billion conversations: introduce the rest each time
		return true
	}
	for uint64(len(*b)) <= i {
		*b = append(*b, 0)
	}
	if (*b)[i]&(1<<(n%64)) != 0 {
		return false
	}
	(*b)[i] |= 1 << (n % 64)
	return true
}

// has reports whether n is in.
func (b bits) has(n uint64) bool { return n/64 < uint64(len(b)) && b[n/64]&(1<<(n%64)) != 0 }

// len is how many numbers are in.
func (b bits) len() uint64 {
	n := 0
	for _, w := range b {
		n += mathbits.OnesCount64(w)
	}
	return uint64(n)
}

// begin implements beginner.
func (s *textSink) begin(ns int64) { s.first = &ns }

// Want implements dissect.Sink.
func (s *textSink) Want() dissect.Want {
	return dissect.Want{Messages: true, Trees: s.opt.Fields, Conversations: true}
}

// Accept implements dissect.Sink.
func (s *textSink) Accept(ev *dissect.Event) bool {
	if s.written {
		s.written = false
		clear(s.intro)
	}
	switch ev.Kind {
	case dissect.EventCapture:
		s.file, s.began, s.latest = ev.Capture.File, false, nil
		return s.opt.Several && !s.full
	case dissect.EventMessage:
		m := ev.Message
		if !s.began {
			s.began, s.start = true, m.Time
			if s.first != nil {
				s.start = *s.first
			}
		}
		s.latest = m
		if m.Carrier && !s.opt.Fields && !s.opt.named(m.Proto) || !s.message(m) {
			return false
		}
		if m.Conv != nil && s.known.add(m.Conv.ID) {
			s.intro[m.N] = true
		}
		return true
	case dissect.EventFinding:
		if !s.finding(ev.Finding) {
			return false
		}
		s.found.add(ev.Finding, s.file)
		return s.opt.Fields && !marked(s.latest, ev.Finding)
	case dissect.EventConversation:
		if !s.full && len(ev.Ended.Protocols) > 0 {
			s.talks++
			s.keep(ev.Conv, ev.Ended)
		}
	}
	return false
}

// marked reports whether the tree of the message m shows d already.
func marked(m *dissect.Message, d *dissect.Diagnostic) bool {
	if m == nil || m.N != d.Message || m.Tree == nil {
		return false
	}
	for _, k := range m.Tree.Marks {
		if k.Rule == d.Rule {
			return true
		}
	}
	return false
}

// Write implements dissect.Sink.
func (s *textSink) Write(p []byte) (int, error) {
	s.written, s.lines = true, true
	return s.w.Write(p)
}

// Render implements dissect.Sink.
func (s *textSink) Render(dst []byte, ev *dissect.Event) []byte {
	switch ev.Kind {
	case dissect.EventCapture:
		return s.appendCapture(dst, ev.Capture)
	case dissect.EventMessage:
		m := ev.Message
		if s.opt.Fields && m.N > 1 {
			dst = append(dst, '\n')
		}
		if s.intro[m.N] {
			dst = s.appendIntro(dst, m)
		}
		dst = s.appendLine(dst, m)
		if s.opt.Fields && m.Tree != nil {
			dst = s.appendTree(dst, m)
		}
	case dissect.EventFinding:
		dst = s.appendMark(dst, ev.Finding)
	}
	return dst
}

// appendCapture appends the heading of one capture among several.
func (s *textSink) appendCapture(dst []byte, c *dissect.CaptureInfo) []byte {
	dst = append(dst, '\n')
	dst = append(dst, s.p.head.on...)
	dst, _ = appendClipped(dst, c.File, s.opt.Width)
	dst = append(dst, s.p.head.off...)
	return append(dst, '\n')
}

// Columns of a message line, counted from 0.
const (
	colNumber = 5  // width of the message number
	colTime   = 10 // width of the time
	colConv   = 3  // width of the conversation number
	colProto  = 8  // least width of the protocol
	colName   = 32 // least width of the name where there is room
	narrow    = 100
)

// protoWidth is the least width of the protocol's column.
func (s *textSink) protoWidth() int {
	if s.opt.Width > 0 && s.opt.Width < narrow {
		return 6
	}
	return colProto
}

// appendIntro appends the line that says who talks in a conversation.
func (s *textSink) appendIntro(dst []byte, m *dissect.Message) []byte {
	c := m.Conv
	dst = append(dst, s.p.dim.on...)
	dst = appendPad(dst, 0, colNumber+2+s.timeWidth()+1)
	dst = appendRight(dst, c.ID, colConv)
	dst = append(dst, "   "...)
	dst = append(dst, c.Transport...)
	dst = append(dst, ' ')
	dst = c.Client.AddrPort().AppendTo(dst)
	dst = append(dst, " → "...)
	dst = c.Server.AddrPort().AppendTo(dst)
	dst = append(dst, s.p.dim.off...)
	return append(dst, '\n')
}

// timeWidth is the width of the time's column.
func (s *textSink) timeWidth() int {
	if s.opt.Absolute {
		return len("15:04:05.000000")
	}
	return colTime
}

// appendLine appends the one line of a message.
func (s *textSink) appendLine(dst []byte, m *dissect.Message) []byte {
	p, left := s.p, s.opt.Width
	dst = append(dst, p.dim.on...)
	begin := len(dst) // columns grow with numbers and times that are long
	dst = appendRight(dst, m.N, colNumber)
	dst = append(dst, "  "...)
	if s.opt.Absolute {
		dst = appendClock(dst, m.Time)
	} else {
		dst = appendSeconds(dst, m.Time-s.start, colTime)
	}
	dst = append(dst, ' ')
	if m.Conv != nil {
		dst = appendRight(dst, m.Conv.ID, colConv)
	} else {
		dst = appendPad(dst, 0, colConv)
	}
	at := len(dst) - begin
	dst = append(dst, p.dim.off...)
	dst = append(dst, ' ')
	dst = append(dst, p.arrow.on...)
	dst = append(dst, arrows[m.Dir&1]...)
	dst = append(dst, p.arrow.off...)
	dst = append(dst, ' ')
	at += 3

	dst = append(dst, p.proto.on...)
	dst = append(dst, m.Proto...)
	dst = append(dst, p.proto.off...)
	dst = appendPad(dst, len(m.Proto), s.protoWidth())
	dst = append(dst, "  "...)
	at += max(len(m.Proto), s.protoWidth()) + 2

	room := 0 // for the rest of the line; 0 stands for any
	if left > 0 {
		room = max(left-at, 12)
	}
	name := "(not recognised)"
	if m.Kind != nil && m.Kind.Name != "" {
		name = m.Kind.Name
	}
	dst = append(dst, p.name.on...)
	dst, used := appendClipped(dst, name, room)
	dst = append(dst, p.name.off...)
	return append(s.appendRest(dst, m, used, room), '\n')
}

var arrows = [2]string{"→", "←"}

// appendRest appends what follows the name: marks, the information text, and the
// channel where that does not name it.
// used columns of room are taken.
func (s *textSink) appendRest(dst []byte, m *dissect.Message, used, room int) []byte {
	mark := ""
	switch {
	case m.Cut:
		mark = "[cut short]"
	case m.Tainted:
		mark = "[after loss]"
	}
	if mark != "" && (room == 0 || used+2+len(mark) <= room) {
		dst = append(dst, "  "...)
		dst = append(dst, s.p.warn.on...)
		dst = append(dst, mark...)
		dst = append(dst, s.p.warn.off...)
		used += 2 + len(mark)
	}
	if len(m.Info) > 0 && (room == 0 || used+2+min(8, len(m.Info)) <= room) {
		pad := used + 2
		if (room == 0 || room > 2*colName) && pad < colName {
			pad = colName
		}
		dst = appendPad(dst, used, pad)
		left := 0
		if room > 0 {
			left = room - pad
		}
		var w int
		dst, w = appendClipped(dst, m.Info, left)
		used = pad + w
	}
	if m.Channel == "" || bytes.Contains(m.Info, []byte(m.Channel)) {
		return dst
	}
	var name [64]byte
	b, w := appendClipped(name[:0], m.Channel, 32)
	if room > 0 && used+2+w > room {
		return dst
	}
	dst = append(dst, "  "...)
	dst = append(dst, s.p.dim.on...)
	dst = append(dst, b...)
	return append(dst, s.p.dim.off...)
}

// appendMark appends a finding under the tree of its message.
func (s *textSink) appendMark(dst []byte, d *dissect.Diagnostic) []byte {
	dst = append(dst, "  "...)
	dst = s.appendBreach(dst, d.Rule, 2)
	if d.Detail != "" {
		dst = append(dst, "\n    "...)
		room := 0
		if s.opt.Width > 0 {
			room = s.opt.Width - 4
		}
		dst, _ = appendClipped(dst, d.Detail, room)
	}
	return append(dst, '\n')
}

// appendBreach appends level, id and title of a rule, from column at on. A title
// that does not fit gets lines of its own.
func (s *textSink) appendBreach(dst []byte, r *dissect.Rule, at int) []byte {
	st := s.p.level[r.Level]
	level := r.Level.String()
	dst = append(dst, st.on...)
	dst = append(dst, "◀ "...)
	dst = append(dst, level...)
	dst = append(dst, ' ')
	dst = append(dst, r.ID...)
	dst = append(dst, st.off...)
	used := at + 2 + len(level) + 1 + len(r.ID) + 2
	if s.opt.Width == 0 || used+len(r.Title) <= s.opt.Width {
		dst = append(dst, "  "...)
		return append(dst, r.Title...)
	}
	for _, line := range Wrap(r.Title, max(s.opt.Width-at-2, 24)) {
		dst = append(dst, '\n')
		dst = appendPad(dst, 0, at+2)
		dst = append(dst, line...)
	}
	return dst
}
