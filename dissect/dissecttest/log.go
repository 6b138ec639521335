package dissecttest

import (
	"fmt"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// A Log is a sink that keeps everything.
type Log struct {
	Messages []Shown
	Findings []Found
	Ended    []dissect.ConversationRecord
	Sessions []*dissect.SessionRecord
	Parts    []*dissect.ArtifactPart
	Summary  *dissect.Summary
	Panic    string // what a decoder panicked with

	want dissect.Want
}

// NewLog is a log of messages, with their trees if asked for.
func NewLog(trees bool) *Log {
	return &Log{want: dissect.Want{Messages: true, Trees: trees, Conversations: true, Sessions: true, Artifacts: true}}
}

// Shown is a copy of one message.
type Shown struct {
	N       uint64
	Conv    uint64
	Dir     dissect.Dir
	Proto   string
	Name    string
	Spec    dissect.Spec
	Channel string
	Info    string
	Len     int // bytes
	Frames  []uint64
	Carrier bool
	Tainted bool
	Cut     bool
	Tree    *dissect.Tree
}

// Found is a copy of one finding.
type Found struct {
	Rule     string
	Level    dissect.Level
	Message  uint64
	Conv     uint64
	Proto    string
	Frames   []uint64
	Off, Len uint32 // of what is wrong, in bytes of the message
	Field    string
	Detail   string
	Tainted  bool
}

// Want implements dissect.Sink.
func (l *Log) Want() dissect.Want { return l.want }

// Accept implements dissect.Sink; it copies what it is shown.
func (l *Log) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventMessage:
		m := ev.Message
		s := Shown{
			N: m.N, Conv: m.Conv.ID, Dir: m.Dir, Proto: m.Proto, Channel: m.Channel, Info: string(m.Info), Len: m.Len,
			Frames: append([]uint64(nil), m.Frames...), Carrier: m.Carrier, Tainted: m.Tainted, Cut: m.Cut,
		}
		if m.Kind != nil {
			s.Name, s.Spec = m.Kind.Name, m.Kind.Spec
		}
		if m.Tree != nil {
			s.Tree = &dissect.Tree{
				Kind: m.Tree.Kind, Bytes: append([]byte(nil), m.Tree.Bytes...),
				Nodes: append([]dissect.Node(nil), m.Tree.Nodes...), Marks: append([]dissect.Mark(nil), m.Tree.Marks...),
			}
		}
		l.Messages = append(l.Messages, s)
	case dissect.EventFinding:
		f := ev.Finding
		out := Found{
			Rule: f.Rule.ID, Level: f.Rule.Level, Message: f.Message, Proto: f.Proto, Frames: f.Frames,
			Off: f.Off, Len: f.Len, Detail: f.Detail, Tainted: f.Tainted,
		}
		if f.Conv != nil {
			out.Conv = f.Conv.ID
		}
		if f.Field != nil {
			out.Field = f.Field.Name
		}
		l.Findings = append(l.Findings, out)
	case dissect.EventConversation:
		l.Ended = append(l.Ended, *ev.Ended)
	case dissect.EventSession:
		l.Sessions = append(l.Sessions, ev.Session)
	case dissect.EventArtifact:
		l.Parts = append(l.Parts, ev.Part)
	}
	return false
}

// Render implements dissect.Sink.
func (l *Log) Render(dst []byte, _ *dissect.Event) []byte { return dst }

// Write implements dissect.Sink.
func (l *Log) Write(p []byte) (int, error) { return len(p), nil }

// Close implements dissect.Sink.
func (l *Log) Close(s *dissect.Summary) error {
	l.Summary = s
	return nil
}

func (l *Log) panicked(v any, stack []byte) {
	if l.Panic == "" {
		l.Panic = fmt.Sprintf("a decoder panicked: %v\n%s", v, stack)
	}
}

// rules are the findings without the places that depend on how bytes came.
func (l *Log) rules() []string {
	var out []string
	for _, f := range l.Findings {
		out = append(out, fmt.Sprintf("%d %s %s %s [%d:%d]", f.Message, f.Level, f.Rule, f.Field, f.Off, f.Off+f.Len))
	}
	return out
}

// FindingText is the findings, one a line.
func (l *Log) FindingText() string {
	var b strings.Builder
	for _, f := range l.Findings {
		fmt.Fprintf(&b, "%d %s %s [%d:%d]", f.Message, f.Level, f.Rule, f.Off, f.Off+f.Len)
		if f.Detail != "" {
			fmt.Fprintf(&b, " %s", visible(f.Detail))
		}
		if f.Tainted {
			b.WriteString(" (tainted)")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TreeText is all messages with their trees. Bytes that no field covers are
// listed, so that what a decoder skips is seen in the golden file.
func (l *Log) TreeText() string {
	var b strings.Builder
	for i := range l.Messages {
		l.Messages[i].text(&b)
	}
	return b.String()
}

func (m *Shown) text(b *strings.Builder) {
	name := m.Name
	if name == "" {
		name = "(not named)"
	}
	fmt.Fprintf(b, "%d %s %s: %s", m.N, m.Dir, m.Proto, name)
	if m.Spec != "" {
		fmt.Fprintf(b, " (%s)", m.Spec)
	}
	if m.Channel != "" {
		fmt.Fprintf(b, " on %s", visible(m.Channel))
	}
	fmt.Fprintf(b, ", %d bytes", m.Len)
	if m.Tainted {
		b.WriteString(", tainted")
	}
	if m.Cut {
		b.WriteString(", cut")
	}
	if m.Info != "" {
		fmt.Fprintf(b, ": %s", visible(m.Info))
	}
	b.WriteByte('\n')
	if m.Tree == nil {
		return
	}
	marks := map[uint32][]string{}
	for _, k := range m.Tree.Marks {
		marks[k.Node] = append(marks[k.Node], k.Rule.ID)
	}
	i := uint32(0)
	for depth, n := range m.Tree.All() {
		fmt.Fprintf(b, "  %s%d:%d %s", strings.Repeat("  ", depth), n.Off, n.Off+n.Len, n.Field.Name)
		if n.Field.Base != dissect.Group {
			text := m.Tree.AppendText(nil, n)
			const most = 160
			more := ""
			if len(text) > most {
				more = fmt.Sprintf("... (%d characters)", len(text))
				text = text[:most]
			}
			if n.Field.Secret {
				text, more = []byte(dissect.Mask), ""
			}
			fmt.Fprintf(b, " = %s%s", visible(string(text)), more)
		}
		if n.Width != 0 {
			fmt.Fprintf(b, " (bits %d-%d)", n.Bit, n.Bit+n.Width-1)
		}
		if n.Flags&dissect.Undecoded != 0 {
			b.WriteString(" (closed)")
		}
		if n.Flags&dissect.Short != 0 {
			b.WriteString(" (short)")
		}
		if n.Field.Spec != "" {
			fmt.Fprintf(b, "  %s", n.Field.Spec)
		}
		for _, id := range marks[i] {
			fmt.Fprintf(b, "  <-- %s", id)
		}
		b.WriteByte('\n')
		i++
	}
	for _, u := range m.Tree.Uncovered(nil) {
		fmt.Fprintf(b, "  uncovered %d:%d\n", u[0], u[0]+u[1])
	}
}

// visible makes control characters visible.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x20 || r == 0x7f || r == 0xfffd {
			fmt.Fprintf(&b, "\\x%02x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
