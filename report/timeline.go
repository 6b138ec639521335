package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// silence is how long nothing has to happen for a timeline to say so, in
// nanoseconds. Sessions that have events for it say so themselves.
const silence = 30e9

// A happening is one line of a timeline.
type happening struct {
	time    int64
	text    string // escaped, may hold colours
	message *dissect.Ref
}

// appendTimeline appends everything that happened in a session, in order.
func (c card) appendTimeline(dst []byte) []byte {
	list := c.happenings()
	if len(list) == 0 && c.r.Dropped == 0 {
		return dst
	}
	dst = append(dst, "\n  Timeline\n"...)
	last := c.r.Start
	told := slices.ContainsFunc(c.r.Events, func(e dissect.SessionEvent) bool { return e.What == "silence" })
	for i := range list {
		h := &list[i]
		if quiet := h.time - last; quiet >= silence && !told {
			dst = c.appendSilence(dst, quiet)
		}
		last = h.time
		dst = c.appendHappening(dst, h)
	}
	if quiet := c.r.End - last; len(list) > 0 && quiet >= silence && !told {
		dst = c.appendSilence(dst, quiet)
	}
	if c.r.Dropped > 0 {
		dst = append(dst, "    "...)
		dst = append(dst, c.s.p.warn.in("… and "+grouped(c.r.Dropped)+" more")...)
		dst = append(dst, '\n')
	}
	return dst
}

// timeWidth is the width of a time in the timeline.
func (c card) timeWidth() int {
	if c.s.opt.Absolute {
		return len("15:04:05.000000")
	}
	return colWhat
}

func (c card) appendSilence(dst []byte, ns int64) []byte {
	dst = appendPad(dst, 0, 4+c.timeWidth()+2)
	dst = append(dst, c.s.p.dim.in("nothing for "+span(ns))...)
	return append(dst, '\n')
}

// appendHappening appends one line of the timeline, or several where it is long.
func (c card) appendHappening(dst []byte, h *happening) []byte {
	dst = append(dst, "    "...)
	dst = append(dst, c.s.p.dim.on...)
	if c.s.opt.Absolute {
		dst = appendClock(dst, h.time)
	} else {
		dst = appendSeconds(dst, h.time-c.r.Start, colWhat)
	}
	dst = append(dst, c.s.p.dim.off...)
	at := 4 + c.timeWidth()
	text := h.text
	if h.message != nil && h.message.N > 0 {
		// The number keeps with its noun.
		text += " " + c.s.p.dim.in("(message\x01"+strconv.FormatUint(h.message.N, 10)+")")
	}
	for _, line := range wrapHard(text, c.room(4+c.timeWidth()+2), cellWidth) {
		dst = appendPad(dst, at, 4+c.timeWidth()+2)
		dst = append(dst, strings.ReplaceAll(line, "\x01", " ")...)
		dst, at = append(dst, '\n'), 0
	}
	return dst
}

// happenings merges events, chat and files. Events that say only that somebody
// wrote, or that a file was offered, get the text and the name.
func (c card) happenings() []happening {
	r := c.r
	chat := make([]bool, len(r.Chat))
	files := make([]bool, len(r.Files))
	var list []happening
	nextChat, nextFile := 0, 0
	for i := range r.Events {
		e := &r.Events[i]
		h := happening{time: e.Time, message: e.Message}
		switch e.What {
		case "chat":
			if j := nextOf(chat, &nextChat, func(j int) bool { return refersTo(r.Chat[j].Message, r.Chat[j].Time, e) }); j >= 0 {
				h.text = c.chatText(&r.Chat[j])
			}
		case "file-offered":
			if j := nextOf(files, &nextFile, func(j int) bool { return refersTo(r.Files[j].Message, e.Time, e) }); j >= 0 && e.Detail == "" {
				f := &r.Files[j]
				h.text = c.eventText(e) + ": " + Escape(f.Name) + ", " + counted(f.Size, "byte", "bytes")
			}
		}
		if h.text == "" {
			h.text = c.eventText(e)
		}
		list = append(list, h)
	}
	for j := range r.Chat {
		if !chat[j] {
			list = append(list, happening{r.Chat[j].Time, c.chatText(&r.Chat[j]), r.Chat[j].Message})
		}
	}
	byTime(list)
	return list
}

// nextOf finds the next item that fits, from *next on, and marks it.
func nextOf(taken []bool, next *int, fits func(int) bool) int {
	for j := *next; j < len(taken); j++ {
		if !taken[j] && fits(j) {
			taken[j] = true
			if j == *next {
				*next = j + 1
			}
			return j
		}
	}
	return -1
}

// refersTo reports whether something that was said in message m at a time is
// what e is about.
func refersTo(m *dissect.Ref, at int64, e *dissect.SessionEvent) bool {
	if m != nil && e.Message != nil && m.N > 0 {
		return m == e.Message || m.N == e.Message.N
	}
	return m == nil && e.Message == nil && at == e.Time
}

// eventText is an event in words: "control granted by novice: shared input".
func (c card) eventText(e *dissect.SessionEvent) string {
	s := Escape(strings.ReplaceAll(e.What, "-", " "))
	switch e.What {
	case "control-granted", "control-denied", "control-requested", "control-ended":
		s = c.s.p.name.in(s)
	case "refused", "failed":
		s = c.s.p.warn.in(s)
	}
	if e.By != "" {
		s += " by " + Escape(e.By)
	}
	if e.Detail != "" {
		s += ": " + Escape(e.Detail)
	}
	return s
}

// chatText is a line of chat.
func (c card) chatText(l *dissect.ChatLine) string {
	from := Escape(l.From)
	if from == "" {
		from = "somebody"
	}
	return c.s.p.proto.in(from+" writes:") + " " + Escape(l.Text)
}
