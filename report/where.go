package report

import (
	"slices"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// A filtered sink hands on what passes a display filter.
//
// A message passes with everything that was found in it. A finding passes where the
// filter holds for its message with this finding alone, and one without a message
// where it holds for the finding itself. A conversation passes where one of its
// messages or findings does, or where it is enough to know its peers; a session
// where one of its conversations does. An artifact passes where the message that
// began it does, a message of a channel likewise, and bytes of a stream where the
// filter holds for their conversation, frames and direction.
type filtered struct {
	dissect.Sink
	f        *where.Filter
	want     dissect.Want // of the inner sink
	sessions map[uint64]uint64

	began     bool // the capture has a message
	file      string
	passed    bits // conversations
	talks     uint64
	cards     map[uint64]bool
	artifacts map[*dissect.Artifact]bool
	messages  map[string]uint64
	rules     map[*dissect.Rule]dissect.RuleCount
	levels    [dissect.Limit + 1]uint64
	tainted   uint64
	shown     map[repeat]int
	held      []*dissect.SessionRecord // sessions of which nothing has passed yet
	given     uint64                   // up of them

	// of the events at hand
	byN     map[uint64]*dissect.Message
	byFound map[uint64][]*dissect.Diagnostic
}

// repeat is a rule in a conversation.
type repeat struct {
	rule *dissect.Rule
	conv uint64
}

var (
	_ dissect.Sink    = (*filtered)(nil)
	_ dissect.Sifter  = (*filtered)(nil)
	_ dissect.Stopper = (*filtered)(nil)
	_ Settler         = (*filtered)(nil)
)

// Where is a sink that hands on to s what passes f. sessions says which sessions
// conversations belong to, by their numbers, where an earlier run has found out; it
// is added to as sessions are shown and may be nil.
func Where(s dissect.Sink, f *where.Filter, sessions map[uint64]uint64) dissect.Sink {
	if sessions == nil {
		sessions = map[uint64]uint64{}
	}
	return &filtered{
		Sink: s, f: f, want: s.Want(), sessions: sessions,
		cards: map[uint64]bool{}, artifacts: map[*dissect.Artifact]bool{}, messages: map[string]uint64{},
		rules: map[*dissect.Rule]dissect.RuleCount{}, shown: map[repeat]int{},
		byN: map[uint64]*dissect.Message{}, byFound: map[uint64][]*dissect.Diagnostic{},
	}
}

// late are the parts that are not known when a message is chosen.
const late = where.PartInfo | where.PartTree | where.PartFindings | where.PartSession | where.PartArtifact | where.PartNumber

// Want implements dissect.Sink.
func (s *filtered) Want() dissect.Want {
	w := s.want
	trees := w.Trees
	inner := w.Select
	w.Messages, w.Repeats, w.Trees = true, true, false
	w.Sessions = w.Sessions || s.f.Uses(where.PartSession)
	w.Select = func(m *dissect.Message) (show, tree bool) {
		sub := where.OfMessage(m, late)
		v := s.f.Match(&sub)
		if v == where.No {
			return false, false
		}
		show, tree = true, trees
		if inner != nil {
			show, tree = inner(m)
		}
		return true, show && tree || v == where.Maybe && s.f.NeedsTree(m.Proto)
	}
	return w
}

// A beginner is a sink that shows times from the first message of a capture on.
type beginner interface {
	// begin is told the time of the first message, also of one that does not pass.
	begin(ns int64)
}

// Sift implements dissect.Sifter.
func (s *filtered) Sift(evs []*dissect.Event) []*dissect.Event {
	clear(s.byN)
	clear(s.byFound)
	for _, ev := range evs {
		switch ev.Kind {
		case dissect.EventMessage:
			if !ev.Message.Passed {
				s.byN[ev.Message.N] = ev.Message
			}
		case dissect.EventFinding:
			if n := ev.Finding.Message; n != 0 {
				s.byFound[n] = append(s.byFound[n], ev.Finding)
			}
		}
	}
	kept := evs[:0]
	for _, ev := range evs {
		if s.keep(ev) {
			kept = append(kept, ev)
		}
	}
	return kept
}

// keep says whether an event passes.
func (s *filtered) keep(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		s.began, s.file = false, ev.Capture.File
		return true
	case dissect.EventMessage:
		return s.message(ev.Message)
	case dissect.EventFinding:
		return s.finding(ev.Finding)
	case dissect.EventConversation:
		if !s.conversation(ev.Conv, 0) {
			return false
		}
		s.talks++
		return true
	case dissect.EventSession:
		if s.session(ev.Session) {
			return true
		}
		s.hold(ev.Session)
		return false
	case dissect.EventArtifact:
		return s.artifact(ev.Part)
	case dissect.EventBytes:
		return s.bytes(ev.Conv, ev.Bytes)
	}
	return true
}

func (s *filtered) message(m *dissect.Message) bool {
	if !s.began {
		s.began = true
		if b, ok := s.Sink.(beginner); ok {
			b.begin(m.Time)
		}
	}
	if m.Passed {
		return false
	}
	sub := s.subject(m)
	sub.Findings = s.byFound[m.N]
	if s.f.Match(&sub) != where.Yes {
		return false
	}
	s.messages[m.Proto]++
	s.pass(m.Conv)
	return s.want.Messages
}

// subject is a message with everything but its findings.
func (s *filtered) subject(m *dissect.Message) where.Subject {
	sub := where.OfMessage(m, 0)
	if m.Conv != nil {
		sub.Session = s.sessions[m.Conv.ID]
	}
	return sub
}

// pass notes that something of a conversation passed.
func (s *filtered) pass(c *dissect.Conversation) {
	if c != nil {
		s.passed.add(c.ID)
	}
}

func (s *filtered) finding(d *dissect.Diagnostic) bool {
	var sub where.Subject
	if d.Message != 0 {
		m := s.byN[d.Message]
		if m == nil {
			return false
		}
		sub = s.subject(m)
	} else {
		sub = where.Subject{Conv: d.Conv, Dir: d.Dir, File: s.file, Time: d.Time, Frames: d.Frames}
		if d.Conv != nil {
			sub.Session = s.sessions[d.Conv.ID]
		}
	}
	one := [1]*dissect.Diagnostic{d}
	sub.Findings = one[:]
	if s.f.Match(&sub) != where.Yes {
		return false
	}
	s.pass(d.Conv)
	c := s.rules[d.Rule]
	c.Rule = d.Rule
	c.Broken++
	if d.Tainted {
		c.Tainted++
		s.tainted++
	} else {
		s.levels[d.Rule.Level]++
	}
	s.rules[d.Rule] = c
	if d.Conv == nil || s.want.Repeats {
		return true
	}
	r := repeat{d.Rule, d.Conv.ID}
	s.shown[r]++
	return s.shown[r] <= dissect.MaxRepeats
}

// alone are the parts that a conversation without messages does not have.
const alone = where.PartMessage | where.PartDirection | where.PartInfo | where.PartTree | where.PartFindings | where.PartFrames | where.PartArtifact

// conversation says whether a conversation passes, as one of a session where that
// is not 0.
func (s *filtered) conversation(c *dissect.Conversation, session uint64) bool {
	if s.passed.has(c.ID) {
		return true
	}
	if session == 0 {
		session = s.sessions[c.ID]
	}
	sub := where.Subject{Conv: c, File: s.file, Session: session, Unknown: alone}
	return s.f.Match(&sub) == where.Yes
}

func (s *filtered) session(r *dissect.SessionRecord) bool {
	pass := false
	for _, c := range r.Conversations {
		s.sessions[c.ID] = r.ID
		pass = s.conversation(c, r.ID) || pass
	}
	if pass && s.want.Sessions {
		s.cards[r.ID] = true
	}
	return pass && s.want.Sessions
}

// maxHeld is how many sessions are held because what makes them pass may still come.
// Their records have limits of their own.
const maxHeld = 10_000

// hold keeps a session until the end. The oldest makes room.
func (s *filtered) hold(r *dissect.SessionRecord) {
	if !s.want.Sessions || r.Live {
		return
	}
	if len(s.held) == maxHeld {
		s.held = slices.Delete(s.held, 0, 1)
		s.given++
	}
	s.held = append(s.held, r)
}

// release hands on the sessions that pass in the end.
func (s *filtered) release() error {
	for _, r := range s.held {
		ev := &dissect.Event{Kind: dissect.EventSession, Session: r}
		if !s.session(r) || !s.Sink.Accept(ev) {
			continue
		}
		if _, err := s.Sink.Write(s.Sink.Render(nil, ev)); err != nil {
			return err
		}
	}
	s.held = nil
	return nil
}

func (s *filtered) artifact(p *dissect.ArtifactPart) bool {
	a := p.Artifact
	pass, known := s.artifacts[a]
	if !known {
		sub := where.Subject{Conv: a.Conv, File: s.file}
		m := s.byN[p.Message]
		switch {
		case m != nil:
			sub = s.subject(m)
			sub.Findings = s.byFound[m.N]
		case a.Conv != nil:
			sub.Session = s.sessions[a.Conv.ID]
		}
		sub.Artifact = a
		pass = (m != nil || p.Message == 0) && s.f.Match(&sub) == where.Yes
		s.artifacts[a] = pass
	}
	if p.End {
		delete(s.artifacts, a)
	}
	return pass
}

func (s *filtered) bytes(c *dissect.Conversation, b *dissect.StreamBytes) bool {
	sub := where.Subject{Conv: c, Dir: b.Dir, File: s.file, Time: b.Time, Frames: b.Frames, Channel: b.Channel}
	switch m := s.byN[b.Message]; {
	case m != nil:
		sub = s.subject(m)
		sub.Findings = s.byFound[m.N]
	case b.Message != 0:
		return false
	case c != nil:
		sub.Session = s.sessions[c.ID]
	}
	return s.f.Match(&sub) == where.Yes
}

// Take implements dissect.Taker for inner sinks that are one.
func (s *filtered) Take(b *dissect.Batch, info *dissect.CaptureInfo, first bool) error {
	if t, ok := s.Sink.(dissect.Taker); ok {
		return t.Take(b, info, first)
	}
	return nil
}

// Done implements dissect.Stopper.
func (s *filtered) Done() bool {
	d, ok := s.Sink.(dissect.Stopper)
	return ok && d.Done()
}

// Settle implements Settler: the summary of what passed. Limits stay as they are,
// for they say that results may be incomplete.
func (s *filtered) Settle(all *dissect.Summary) *dissect.Summary {
	if all.Where != "" {
		return all
	}
	t := *all
	t.Where = s.f.String()
	t.Conversations, t.Sessions = s.talks, uint64(len(s.cards))
	if !s.want.Conversations {
		t.Conversations = s.passed.len()
	}
	t.Messages = nil
	for _, p := range all.Messages {
		if n := s.messages[p.Proto]; n > 0 {
			t.Messages = append(t.Messages, dissect.ProtoCount{Proto: p.Proto, Messages: n})
		}
	}
	t.Rules, t.Findings, t.Tainted = nil, s.levels, s.tainted
	for _, r := range all.Rules {
		switch c, ok := s.rules[r.Rule]; {
		case ok:
			t.Rules = append(t.Rules, c)
		case r.Rule.Level == dissect.Limit:
			t.Rules = append(t.Rules, r)
		}
	}
	if l := slices.IndexFunc(t.Rules, func(r dissect.RuleCount) bool { return r.Rule.Level == dissect.Limit }); l >= 0 {
		t.Findings[dissect.Limit] = all.Findings[dissect.Limit]
	}
	if s.given > 0 {
		t.Notices = append(slices.Clone(all.Notices), dissect.Notice{
			Kind: dissect.NoticeLimit, File: s.file,
			Reason: counted(s.given, "session", "sessions") + " could not be kept until it was known whether the filter lets them pass",
		})
	}
	if in, ok := s.Sink.(Settler); ok {
		return in.Settle(&t)
	}
	return &t
}

// SessionIndex is a sink that notes in index which session each conversation belongs
// to, by their numbers.
func SessionIndex(index map[uint64]uint64) dissect.Sink { return sessionIndex(index) }

type sessionIndex map[uint64]uint64

// Want implements dissect.Sink.
func (sessionIndex) Want() dissect.Want { return dissect.Want{Sessions: true} }

// Accept implements dissect.Sink.
func (s sessionIndex) Accept(ev *dissect.Event) bool {
	if ev.Kind == dissect.EventSession {
		for _, c := range ev.Session.Conversations {
			s[c.ID] = ev.Session.ID
		}
	}
	return false
}

// Render implements dissect.Sink; there is nothing to be rendered.
func (sessionIndex) Render(dst []byte, _ *dissect.Event) []byte { return dst }

// Write implements dissect.Sink.
func (sessionIndex) Write(p []byte) (int, error) { return len(p), nil }

// Close implements dissect.Sink.
func (sessionIndex) Close(*dissect.Summary) error { return nil }

// Close implements dissect.Sink.
func (s *filtered) Close(all *dissect.Summary) error {
	err := s.release()
	if cerr := s.Sink.Close(s.Settle(all)); err == nil {
		err = cerr
	}
	return err
}
