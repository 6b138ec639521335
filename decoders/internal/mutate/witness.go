package main

import (
	"fmt"
	"hash/fnv"

	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
)

// A witness is a sink that remembers what was said about each conversation as a
// hash, so that two runs can be compared without being kept.
type witness struct {
	said     map[flow]uint64
	records  uint64
	findings uint64
	words    map[flow][]string // the statements themselves, where they are wanted
}

func newWitness() *witness { return &witness{said: map[flow]uint64{}} }

func (w *witness) Want() dissect.Want {
	return dissect.Want{Messages: true, Trees: true, Conversations: true, Sessions: true, Artifacts: true}
}

// Accept takes down events in order. Numbers of messages, conversations and
// sessions are left out: they count what others said.
func (w *witness) Accept(ev *dissect.Event) bool {
	w.records++
	if ev.Kind == dissect.EventFinding {
		w.findings++
	}
	conv, text := statement(ev)
	if conv == nil {
		return false
	}
	k := convFlow(conv)
	h := fnv.New64a()
	fmt.Fprintf(h, "%x %s", w.said[k], text)
	w.said[k] = h.Sum64()
	if w.words != nil {
		w.words[k] = append(w.words[k], text)
	}
	return false
}

// statement is what an event says about which conversation; nil for what is not of
// one conversation.
func statement(ev *dissect.Event) (*dissect.Conversation, string) {
	switch ev.Kind {
	case dissect.EventMessage:
		m := ev.Message
		name := ""
		if m.Kind != nil {
			name = m.Kind.Name
		}
		text := fmt.Sprintf("message %d %d %s %s %s %q %d %v %v %v %v", m.Time, m.Dir, m.Proto, name, m.Channel, m.Info, m.Len, m.Frames, m.Carrier, m.Tainted, m.Cut)
		if m.Tree != nil {
			buf := []byte(text)
			for depth, n := range m.Tree.All() {
				buf = fmt.Appendf(buf, "\n%d %d %d %s ", depth, n.Off, n.Len, n.Field.Name)
				buf = m.Tree.AppendText(buf, n)
			}
			text = string(buf)
		}
		return m.Conv, text
	case dissect.EventFinding:
		f := ev.Finding
		if f.Rule == ra.RuleInvitationReused {
			return nil, "" // compares conversations of a whole capture: it is to change
		}
		field := ""
		if f.Field != nil {
			field = f.Field.Name
		}
		return f.Conv, fmt.Sprintf("finding %s %d %s %v %s %d %d %q %v", f.Rule.ID, f.Time, f.Proto, f.Frames, field, f.Off, f.Len, f.Detail, f.Tainted)
	case dissect.EventConversation:
		r := *ev.Ended
		r.Session = nil
		return ev.Conv, fmt.Sprintf("end %+v", r)
	case dissect.EventArtifact:
		p := ev.Part
		return ev.Conv, fmt.Sprintf("artifact %s %s %x %v %d %v %v", p.Artifact.Kind, p.Artifact.Name, p.Data, p.Frames, p.Lost, p.End, p.Partial)
	case dissect.EventSession:
		s := ev.Session
		text := fmt.Sprintf("session %s %d %s %s %d %d %+v %v %d %v", s.Kind, s.Version, s.Outcome, s.Protection, s.Start, s.End, s.Parties, s.Facts, s.Dropped, s.Live)
		for _, e := range s.Events {
			text += fmt.Sprintf("\n%d %s %s %q", e.Time, e.What, e.By, e.Detail)
		}
		for _, l := range s.Chat {
			text += fmt.Sprintf("\n%d %s %q", l.Time, l.From, l.Text)
		}
		for _, f := range s.Files {
			text += fmt.Sprintf("\n%q %d %d %s %s %s", f.Name, f.Size, f.Received, f.SHA256, f.From, f.Outcome)
		}
		return ev.Conv, text + fmt.Sprintf("\n%v", s.Checks)
	}
	return nil, ""
}

func (w *witness) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (w *witness) Write(p []byte) (int, error)                { return len(p), nil }
func (w *witness) Close(*dissect.Summary) error               { return nil }

// differ is the first thing that two witnesses say differently about a conversation.
func differ(a, b *witness, k flow) string {
	x, y := a.words[k], b.words[k]
	for i := range max(len(x), len(y)) {
		switch {
		case i >= len(x):
			return "new: " + y[i]
		case i >= len(y):
			return "gone: " + x[i]
		case x[i] != y[i]:
			return "was: " + x[i] + "\nis:  " + y[i]
		}
	}
	return ""
}
