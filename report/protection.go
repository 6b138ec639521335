package report

import (
	"io"

	"github.com/radissect/radissect/dissect"
)

// protectionSink writes, for each conversation that is protected, by what, what
// would open it and what did.
type protectionSink struct {
	base
	p         *palette
	w         io.Writer
	lines     bool
	open      uint64 // layers of security
	closed    uint64
	protected uint64 // conversations
}

var _ dissect.Sink = (*protectionSink)(nil)

// Protections is a sink for people who want to know which secrets are missing:
// the layers of security of each conversation, then the secrets that were given.
func Protections(w io.Writer, o Options) dissect.Sink {
	return &protectionSink{base: newBase(o), p: newPalette(o.Color), w: w}
}

// ProtectionsJSON is a sink for the same as records.
func ProtectionsJSON(w io.Writer, o Options) dissect.Sink {
	s := &jsonSink{
		base: newBase(o), w: w, want: dissect.Want{Conversations: true}, shows: kindsOf(dissect.EventConversation),
	}
	s.more = func(dst []byte) []byte {
		for _, g := range o.given() {
			dst = append(s.begin(dst), `{"type":"secret"`...)
			dst = text(dst, "kind", g.Kind)
			dst = text(dst, "name", g.Name)
			dst = s.end(append(boolean(dst, "used", g.Used), '}'))
		}
		return dst
	}
	return s
}

func (o *Options) given() []Given {
	if o.Given == nil {
		return nil
	}
	return o.Given()
}

// Want implements dissect.Sink.
func (s *protectionSink) Want() dissect.Want { return dissect.Want{Conversations: true} }

// Accept implements dissect.Sink.
func (s *protectionSink) Accept(ev *dissect.Event) bool {
	switch ev.Kind {
	case dissect.EventCapture:
		return s.opt.Several
	case dissect.EventConversation:
		if len(ev.Ended.Security) == 0 {
			return false
		}
		s.protected++
		for _, p := range ev.Ended.Security {
			if p.Open {
				s.open++
			} else {
				s.closed++
			}
		}
		return true
	}
	return false
}

// Render implements dissect.Sink.
func (s *protectionSink) Render(dst []byte, ev *dissect.Event) []byte {
	if ev.Kind == dissect.EventCapture {
		return appendFileHeading(dst, s.p, ev.Capture.File, s.opt.Width)
	}
	dst = appendTalkHeading(dst, s.p, ev.Conv)
	for i := range ev.Ended.Security {
		dst = s.appendLayer(dst, &ev.Ended.Security[i])
	}
	return append(dst, '\n')
}

// appendFileHeading appends the name of one capture among several.
func appendFileHeading(dst []byte, p *palette, file string, width int) []byte {
	dst = append(dst, p.head.on...)
	dst, _ = appendClipped(dst, file, width)
	dst = append(dst, p.head.off...)
	return append(dst, "\n\n"...)
}

// appendTalkHeading appends the line that says which conversation follows.
func appendTalkHeading(dst []byte, p *palette, c *dissect.Conversation) []byte {
	dst = append(dst, p.head.on...)
	dst = append(dst, "conversation "...)
	dst = appendGrouped(dst, c.ID)
	dst = append(dst, p.head.off...)
	dst = append(dst, "  "...)
	dst = append(dst, c.Transport...)
	dst = append(dst, ' ')
	dst = c.Client.AddrPort().AppendTo(dst)
	dst = append(dst, " → "...)
	dst = c.Server.AddrPort().AppendTo(dst)
	return append(dst, '\n')
}

// colKind is the column at which what is to be said of a layer starts.
const colKind = 16

// appendLayer appends one layer of security: its kind and cipher, whether it is
// open, and what opened it or would.
func (s *protectionSink) appendLayer(dst []byte, p *dissect.Protection) []byte {
	dst = append(dst, "  "...)
	var w int
	dst = append(dst, s.p.proto.on...)
	dst, w = appendClipped(dst, p.Kind, colKind-4)
	dst = append(dst, s.p.proto.off...)
	at := 2 + w
	if p.Cipher != "" {
		dst = appendPad(dst, at, colKind)
		dst, _ = appendClipped(dst, p.Cipher, s.room())
		dst, at = append(dst, '\n'), 0
	}
	state, rest := s.p.warn.in("closed"), ""
	switch {
	case p.Open && p.With != "":
		state, rest = s.p.good.in("open"), " with "+Escape(p.With)
	case p.Open:
		state = s.p.good.in("open")
	case p.Need != "":
		rest = "; " + Escape(p.Need)
	}
	for _, line := range wrapHard(state+rest, s.room(), cellWidth) {
		dst = appendPad(dst, at, colKind)
		dst, at = append(append(dst, line...), '\n'), 0
	}
	return dst
}

// room is the width of what is said of a layer, 0 for any.
func (s *protectionSink) room() int {
	if s.opt.Width == 0 {
		return 0
	}
	return max(s.opt.Width-colKind, 20)
}

// Write implements dissect.Sink.
func (s *protectionSink) Write(p []byte) (int, error) {
	s.lines = true
	return s.w.Write(p)
}

// Close implements dissect.Sink.
func (s *protectionSink) Close(sum *dissect.Summary) error {
	dst := appendGiven(nil, s.p, s.opt.given(), s.opt.Width)
	dst = appendAside(dst, s.p, &s.opt, sum)
	if len(dst) > 0 {
		dst = append(dst, '\n')
		if dst[0] == '\n' { // a blank line, or nothing, stands before it
			dst = dst[1:]
		}
	}
	if s.protected == 0 {
		dst = append(dst, "nothing is protected in "+counted(sum.Conversations, "conversation", "conversations")+passing(sum)+"\n"...)
		_, err := s.w.Write(dst)
		return err
	}
	var parts []string
	parts = append(parts, grouped(s.protected)+" of "+counted(sum.Conversations, "conversation", "conversations")+passing(sum)+" protected")
	if s.open > 0 {
		parts = append(parts, s.p.good.in(counted(s.open, "layer", "layers")+" open"))
	}
	if s.closed > 0 {
		parts = append(parts, s.p.warn.in(counted(s.closed, "layer", "layers")+" closed"))
	}
	dst = appendSentence(dst, parts, s.opt.Width)
	_, err := s.w.Write(dst)
	return err
}

// appendGiven appends the table of the secrets that were given.
func appendGiven(dst []byte, p *palette, given []Given, width int) []byte {
	if len(given) == 0 {
		return dst
	}
	dst = heading(dst, p, "Secrets given")
	var rows [][]string
	for _, g := range given {
		used := p.warn.in("opened nothing")
		if g.Used {
			used = p.good.in("used")
		}
		rows = append(rows, []string{Escape(g.Kind), used, Escape(g.Name)})
	}
	columns := []column{{"kind", false}, {"", false}, {"name", false}}
	return appendTable(dst, p, columns, fit(width, columns, rows))
}

// appendProtections appends one record for each layer of security.
func (s *jsonSink) appendProtections(dst []byte, c *dissect.Conversation, r *dissect.ConversationRecord) []byte {
	for i := range r.Security {
		p := &r.Security[i]
		dst = append(s.begin(dst), `{"type":"protection"`...)
		dst = number(dst, "conversation", c.ID)
		dst = text(dst, "transport", c.Transport)
		dst = endpoint(dst, "client", c.Client)
		dst = endpoint(dst, "server", c.Server)
		dst = appendJSON(key(dst, "kind"), p.Kind)
		dst = text(dst, "cipher", p.Cipher)
		dst = boolean(dst, "open", p.Open)
		dst = text(dst, "with", p.With)
		dst = text(dst, "need", p.Need)
		dst = s.appendFile(dst, r.File)
		dst = s.end(append(dst, '}'))
	}
	return dst
}
