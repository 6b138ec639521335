package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/dissect"
)

// sessionSink writes a card for each session.
type sessionSink struct {
	base
	p     *palette
	w     io.Writer
	cards uint64
}

var _ dissect.Sink = (*sessionSink)(nil)

// Sessions is a sink for people: one card a session, with who took part, how it
// came about, what it was protected by, and everything that happened, in order.
func Sessions(w io.Writer, o Options) dissect.Sink {
	return &sessionSink{base: newBase(o), p: newPalette(o.Color), w: w}
}

// Want implements dissect.Sink.
func (s *sessionSink) Want() dissect.Want { return dissect.Want{Sessions: true} }

// Accept implements dissect.Sink. A session that goes on is left for its last
// record.
func (s *sessionSink) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		return s.opt.Several
	case dissect.EventSession:
		if ev.Session.Live {
			return false
		}
		s.cards++
		return true
	}
	return false
}

// Render implements dissect.Sink.
func (s *sessionSink) Render(dst []byte, ev *dissect.Event) []byte {
	if ev.Kind == dissect.EventCapture {
		return appendFileHeading(dst, s.p, ev.Capture.File, s.opt.Width)
	}
	c := card{s, ev.Session}
	dst = c.appendHead(dst)
	dst = c.appendFacts(dst)
	dst = c.appendChecks(dst)
	dst = c.appendTimeline(dst)
	dst = c.appendFiles(dst)
	return append(dst, '\n')
}

// Write implements dissect.Sink.
func (s *sessionSink) Write(p []byte) (int, error) { return s.w.Write(p) }

// Close implements dissect.Sink.
func (s *sessionSink) Close(sum *dissect.Summary) error {
	dst := appendAside(nil, s.p, &s.opt, sum)
	if len(dst) > 0 {
		dst = append(dst[1:], '\n')
	}
	what := "no sessions"
	if s.cards > 0 {
		what = counted(s.cards, "session", "sessions")
	}
	dst = appendSentence(dst, readParts(what, sum), s.opt.Width)
	_, err := s.w.Write(dst)
	return err
}

// A card is the text of one session.
type card struct {
	s *sessionSink
	r *dissect.SessionRecord
}

// outcome is the colour of an outcome of a session, a file or a check.
func (s *sessionSink) outcome(word string) style {
	switch word {
	case "established", "complete", "match", "configured", "current", "registered", "reported", "invited", "advertised",
		"inhibited", "success":
		return s.p.good
	case "", "unknown", "seen":
		return s.p.dim
	}
	return s.p.warn
}

// appendHead appends the first line: what kind of session it is, and how it
// ended.
func (c card) appendHead(dst []byte) []byte {
	s, r := c.s, c.r
	dst = append(dst, s.p.head.on...)
	dst = append(dst, "Session "...)
	dst = appendGrouped(dst, r.ID)
	dst = append(dst, s.p.head.off...)
	dst = append(dst, "  "...)
	dst, _ = appendClipped(dst, r.Kind, 32)
	if r.Version > 0 {
		dst = append(dst, ", version "...)
		dst = strconv.AppendInt(dst, int64(r.Version), 10)
	}
	if r.Outcome != "" {
		dst = append(dst, "  "...)
		st := s.outcome(r.Outcome)
		dst = append(dst, st.on...)
		dst, _ = appendClipped(dst, r.Outcome, 16)
		dst = append(dst, st.off...)
	}
	return append(dst, '\n')
}

// The columns of a card.
const (
	colFact = 17 // at which the value of a fact starts
	colWhat = 12 // width of times in the timeline
)

// fact appends a name and what is to be said, over as many lines as it takes. The
// value is escaped already and may hold colours.
func (c card) fact(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(dst, "  "...)
	dst = append(dst, c.s.p.dim.in(name)...)
	at := 2 + textWidth(name)
	for _, line := range wrapHard(value, c.room(colFact), cellWidth) {
		dst = appendPad(dst, at, colFact)
		dst, at = append(append(dst, line...), '\n'), 0
	}
	return dst
}

// room is the width from column at on, 0 for any.
func (c card) room(at int) int {
	if c.s.opt.Width == 0 {
		return 0
	}
	return max(c.s.opt.Width-at, 20)
}

// appendFacts appends who, when, how and under what protection.
func (c card) appendFacts(dst []byte) []byte {
	s, r := c.s, c.r
	dst = c.fact(dst, "who", c.who())
	for i := range r.Parties {
		p := &r.Parties[i]
		dst = c.fact(dst, roleName(p.Role), partyText(p))
	}
	dst = c.fact(dst, "when", c.when())
	dst = c.fact(dst, "control", c.controlled())
	if s.opt.Several {
		dst = c.fact(dst, "capture", Escape(r.File))
	}
	var ids []string
	for _, conv := range r.Conversations {
		ids = append(ids, strconv.FormatUint(conv.ID, 10))
	}
	dst = c.fact(dst, "conversations", strings.Join(ids, ", "))
	dst = c.fact(dst, "protection", Escape(r.Protection))
	for i := range r.Facts {
		dst = c.fact(dst, roleName(r.Facts[i].Name), Escape(s.opt.factValue(&r.Facts[i])))
	}
	in := r.Initiation
	if in == nil {
		return dst
	}
	method := Escape(in.Method)
	if in.Protection != "" {
		method += ", calls " + Escape(in.Protection)
	}
	dst = c.fact(dst, "initiated by", method)
	if len(in.Tied) > 0 {
		dst = c.fact(dst, "tied by", Escape(strings.ReplaceAll(strings.Join(in.Tied, ", "), "-", " ")))
	}
	dst = c.fact(dst, "connection", Escape(s.opt.masked(in.ConnectionString)))
	switch {
	case in.KHKnown && in.KHMatch:
		return c.fact(dst, "key hash", s.p.good.in("match")+" "+Escape(in.KHSeen))
	case in.KHKnown:
		dst = c.fact(dst, "key hash", s.p.warn.in("mismatch"))
	}
	if in.KHExpected != "" {
		dst = c.fact(dst, "hash expected", Escape(in.KHExpected))
	}
	if in.KHSeen != "" {
		dst = c.fact(dst, "hash seen", Escape(in.KHSeen))
	}
	return dst
}

// factValue is the value of a fact as it may be shown.
func (o *Options) factValue(f *dissect.SessionFact) string {
	if f.Secret {
		return o.masked(f.Value)
	}
	return f.Value
}

// roleName is a role as the name of a fact, which has a column's room.
func roleName(role string) string {
	b, _ := appendClipped(nil, role, colFact-4)
	return string(b)
}

// who is the sentence that says who helped whom; empty for other sessions.
func (c card) who() string {
	var expert, novice string
	for i := range c.r.Parties {
		switch p := &c.r.Parties[i]; p.Role {
		case roleExpert:
			expert = nameOf(p)
		case roleNovice:
			novice = nameOf(p)
		}
	}
	if expert == "" && novice == "" {
		return ""
	}
	verb := " tried to help "
	switch c.r.Outcome {
	case "established":
		verb = " helped "
	case "invited":
		verb = " offered help to "
	}
	return cmp.Or(expert, "an unknown expert") + verb + cmp.Or(novice, "an unknown novice")
}

// nameOf is how a sentence calls a party.
func nameOf(p *dissect.Party) string {
	if p.Name != "" {
		return Escape(p.Name)
	}
	if p.Endpoint != (dissect.Endpoint{}) {
		return p.Endpoint.Addr.Addr().String()
	}
	return ""
}

// partyText is the name and the endpoint of a party; the endpoint alone where it
// is the name, as in a Host field.
func partyText(p *dissect.Party) string {
	name := Escape(p.Name)
	if p.Endpoint == (dissect.Endpoint{}) {
		return name
	}
	at := p.Endpoint.AddrPort().String()
	if p.Endpoint.Port == 0 {
		at = p.Endpoint.Addr.Addr().String()
	}
	if name == "" || name == at || strings.Trim(name, "[]") == p.Endpoint.Addr.Addr().String() {
		return at
	}
	return name + " (" + at + ")"
}

// when is the time of a session and how long it took.
func (c card) when() string {
	const layout = "2006-01-02 15:04:05"
	r := c.r
	start, end := time.Unix(0, r.Start).UTC(), time.Unix(0, r.End).UTC()
	to := end.Format(layout)
	if start.Year() == end.Year() && start.YearDay() == end.YearDay() {
		to = end.Format("15:04:05")
	}
	return start.Format(layout) + " to " + to + " UTC, " + span(r.End-r.Start)
}

// controlled says whether and how long the expert controlled the desktop; empty
// for other sessions and those in which it was never asked for.
func (c card) controlled() string {
	list := c.r.Controlled()
	if len(list) == 0 {
		for i := range c.r.Events {
			if c.r.Events[i].What == "control-requested" {
				return "asked for, never granted"
			}
		}
		return ""
	}
	total := int64(0)
	for _, p := range list {
		total += p.End - p.Start
	}
	if len(list) > 1 {
		return "by the expert, " + counted(uint64(len(list)), "time", "times") + ", " + span(total) + " in all"
	}
	s := "by the expert, " + span(total)
	if by := list[0].By; by != "" {
		s += "; ended by the " + Escape(by)
	}
	return s
}

// span is a length of time for people: 850 ms, 12.5 s, 3 min 20 s, 2 h 5 min.
func span(ns int64) string {
	d := time.Duration(ns)
	switch {
	case d < 0:
		return "-" + span(-max(ns, -1<<62))
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	case d < time.Minute:
		return strconv.FormatFloat(float64(d.Milliseconds()/100)/10, 'f', 1, 64) + " s"
	case d < time.Hour:
		return two(int64(d/time.Minute), "min", int64(d%time.Minute/time.Second), "s")
	}
	return two(int64(d/time.Hour), "h", int64(d%time.Hour/time.Minute), "min")
}

// two is a length of time in two units; the second is left out where it is 0.
func two(a int64, unitA string, b int64, unitB string) string {
	s := strconv.FormatInt(a, 10) + " " + unitA
	if b > 0 {
		s += " " + strconv.FormatInt(b, 10) + " " + unitB
	}
	return s
}

// appendChecks appends what was held against secrets and invitations.
func (c card) appendChecks(dst []byte) []byte {
	if len(c.r.Checks) == 0 {
		return dst
	}
	dst = append(dst, "\n  Checks\n"...)
	for _, check := range c.r.Checks {
		name, _ := appendClipped(nil, check.What, colFact-6)
		dst = append(dst, "    "...)
		dst = append(dst, name...)
		at := 4 + textWidth(name)
		text := c.s.outcome(check.Result).in(Escape(check.Result))
		if check.Detail != "" {
			text += ": " + Escape(check.Detail)
		}
		for _, line := range wrapHard(text, c.room(colFact), cellWidth) {
			dst = appendPad(dst, at, colFact)
			dst, at = append(append(dst, line...), '\n'), 0
		}
	}
	return dst
}

// appendFiles appends the files that were offered.
func (c card) appendFiles(dst []byte) []byte {
	if len(c.r.Files) == 0 {
		return dst
	}
	dst = append(dst, "\n  Files\n"...)
	for i := range c.r.Files {
		f := &c.r.Files[i]
		dst = append(dst, "    "...)
		dst, _ = appendClipped(dst, f.Name, c.room(4))
		dst = append(dst, '\n')
		size := grouped(f.Received) + " of " + counted(f.Size, "byte", "bytes")
		if f.Received == f.Size {
			size = counted(f.Size, "byte", "bytes")
		}
		text := size
		if f.From != "" {
			text += " from " + Escape(f.From)
		}
		if f.Outcome != "" {
			text += ", " + c.s.outcome(f.Outcome).in(Escape(f.Outcome))
		}
		text += messageText(f.Message, ", ")
		for _, line := range wrapHard(text, c.room(6), cellWidth) {
			dst = append(append(append(dst, "      "...), line...), '\n')
		}
		if f.SHA256 != "" {
			for _, line := range wrapHard("sha256 "+Escape(f.SHA256), c.room(6), textWidth) {
				dst = append(append(append(dst, "      "...), line...), '\n')
			}
		}
	}
	return dst
}

// messageText names a message after sep; nothing for none.
func messageText(r *dissect.Ref, sep string) string {
	if r == nil || r.N == 0 {
		return ""
	}
	return sep + "message " + strconv.FormatUint(r.N, 10)
}

// byTime sorts what happened, keeping the order of what happened at once.
func byTime(list []happening) {
	slices.SortStableFunc(list, func(a, b happening) int { return cmp.Compare(a.time, b.time) })
}
