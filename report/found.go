package report

import (
	"slices"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// maxInstances is how many breaches of one rule are listed at the end of a
// text; the rest is counted.
const maxInstances = 5

// An instance is one breach as the list at the end shows it.
type instance struct {
	file    string
	conv    uint64
	message uint64
	frames  []uint64
	detail  string
	tainted bool
}

// found collects breaches by rule.
type found struct {
	by map[*dissect.Rule][]instance
}

func newFound() found { return found{by: map[*dissect.Rule][]instance{}} }

// add keeps d, unless enough of its rule are kept.
func (f *found) add(d *dissect.Diagnostic, file string) {
	list := f.by[d.Rule]
	if len(list) >= maxInstances {
		return
	}
	in := instance{file: file, message: d.Message, detail: d.Detail, tainted: d.Tainted, frames: slices.Clone(d.Frames)}
	if d.Conv != nil {
		in.conv = d.Conv.ID
	}
	f.by[d.Rule] = append(list, in)
}

// appendFrames appends frame numbers: "frame 7", "frames 7–9, 12", with the
// count where there are many.
func appendFrames(dst []byte, frames []uint64) []byte {
	switch len(frames) {
	case 0:
		return dst
	case 1:
		dst = append(dst, "frame "...)
	default:
		dst = append(dst, "frames "...)
	}
	for i, shown := 0, 0; i < len(frames); shown++ {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if shown >= 4 {
			dst = append(dst, "… ("...)
			dst = appendGrouped(dst, uint64(len(frames)))
			return append(dst, " in all)"...)
		}
		j := i
		for j+1 < len(frames) && frames[j+1] == frames[j]+1 {
			j++
		}
		dst = strconv.AppendUint(dst, frames[i], 10)
		switch {
		case j == i+1:
			shown++
			dst = append(dst, ", "...)
			dst = strconv.AppendUint(dst, frames[j], 10)
		case j > i:
			dst = append(dst, "–"...)
			dst = strconv.AppendUint(dst, frames[j], 10)
		}
		i = j + 1
	}
	return dst
}

// appendWhere appends the place of a breach: message, conversation, frames.
func (in *instance) appendWhere(dst []byte, several bool) []byte {
	start := len(dst)
	part := func(name string, n uint64) {
		if n == 0 {
			return
		}
		if len(dst) > start {
			dst = append(dst, ", "...)
		}
		dst = append(dst, name...)
		dst = strconv.AppendUint(dst, n, 10)
	}
	if several && in.file != "" {
		dst = AppendEscaped(dst, in.file)
	}
	part("message ", in.message)
	part("conversation ", in.conv)
	if len(in.frames) > 0 {
		if len(dst) > start {
			dst = append(dst, ", "...)
		}
		dst = appendFrames(dst, in.frames)
	}
	return dst
}

// appendFindings appends the list of findings, severest rules first.
func (s *textSink) appendFindings(dst []byte, rules []dissect.RuleCount) []byte {
	if len(rules) == 0 {
		return dst
	}
	dst = append(dst, '\n')
	dst = append(dst, s.p.head.in("Findings")...)
	dst = append(dst, '\n')
	for _, level := range severest {
		for _, r := range rules {
			if r.Rule.Level == level {
				dst = s.appendRule(dst, r)
			}
		}
	}
	return dst
}

// appendRule appends one rule and where it was broken.
func (s *textSink) appendRule(dst []byte, r dissect.RuleCount) []byte {
	st := s.p.level[r.Rule.Level]
	dst = append(dst, "\n  "...)
	dst = append(dst, st.on...)
	dst = append(dst, r.Rule.Level.String()...)
	dst = append(dst, "  "...)
	dst = append(dst, r.Rule.ID...)
	dst = append(dst, st.off...)
	if r.Rule.Spec != "" {
		dst = append(dst, "  "...)
		dst = append(dst, s.p.dim.in(string(r.Rule.Spec))...)
	}
	dst = append(dst, "\n  "...)
	room := 0
	if s.opt.Width > 0 {
		room = s.opt.Width - 4
	}
	if room > 0 {
		for i, line := range Wrap(r.Rule.Title, room+2) {
			if i > 0 {
				dst = append(dst, "\n  "...)
			}
			dst = append(dst, line...)
		}
	} else {
		dst = append(dst, r.Rule.Title...)
	}
	dst = append(dst, '\n')
	list := s.found.by[r.Rule]
	for i := range list {
		dst = s.appendInstance(dst, &list[i])
	}
	if n := r.Broken - min(r.Broken, uint64(len(list))); n > 0 {
		dst = append(dst, "    "...)
		dst = append(dst, s.p.dim.in("… and "+grouped(n)+" more")...)
		dst = append(dst, '\n')
	}
	return dst
}

// appendInstance appends one breach: what was found, and where.
func (s *textSink) appendInstance(dst []byte, in *instance) []byte {
	where := in.appendWhere(nil, s.opt.Several)
	room := 0
	if s.opt.Width > 0 {
		room = s.opt.Width - 4
	}
	dst = append(dst, "    "...)
	used := 0
	if in.detail != "" {
		dst, used = appendClipped(dst, in.detail, room)
	}
	if in.tainted {
		const mark = "[lost packets could explain it]"
		if used > 0 {
			dst, used = s.appendBreak(dst, used, len(mark), room)
		}
		dst = append(dst, s.p.warn.in(mark)...)
		used += len(mark)
	}
	if len(where) > 0 {
		w := textWidth(where)
		if used > 0 {
			dst, _ = s.appendBreak(dst, used, w, room)
		}
		dst = append(dst, s.p.dim.on...)
		dst = append(dst, where...)
		dst = append(dst, s.p.dim.off...)
	}
	return append(dst, '\n')
}

// appendBreak parts two texts of a line: by two spaces where the next, of width
// w, fits, else by a new line.
func (s *textSink) appendBreak(dst []byte, used, w, room int) ([]byte, int) {
	if room > 0 && used+2+w > room {
		return append(dst, "\n      "...), 2
	}
	return append(dst, "  "...), used + 2
}
