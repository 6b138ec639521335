package report

import (
	"encoding/hex"
	"io"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// jsonSink writes the records of docs/schema.json.
type jsonSink struct {
	base
	w       io.Writer
	want    dissect.Want
	shows   kinds
	more    func(dst []byte) []byte // records that come before the summary, or nil
	started bool
}

// kinds is a set of kinds of events.
type kinds uint16

func kindsOf(list ...dissect.EventKind) kinds {
	var k kinds
	for _, kind := range list {
		k |= 1 << kind
	}
	return k
}

func (k kinds) has(kind dissect.EventKind) bool { return k&(1<<kind) != 0 }

var (
	_ dissect.Sink    = (*jsonSink)(nil)
	_ dissect.Stopper = (*jsonSink)(nil)
	_ Settler         = (*jsonSink)(nil)
)

// JSON is a sink for records, one JSON object a line: captures, messages,
// findings, sessions, conversations and a summary. With Options.Array the same
// records are one JSON array.
func JSON(w io.Writer, o Options) dissect.Sink {
	return &jsonSink{
		base: newBase(o), w: w,
		want: dissect.Want{Messages: true, Trees: o.Fields, Conversations: true, Sessions: true, Live: o.Live},
		shows: kindsOf(dissect.EventCapture, dissect.EventMessage, dissect.EventFinding, dissect.EventSession,
			dissect.EventConversation),
	}
}

// FindingsJSON is a sink for the records of findings and a summary.
func FindingsJSON(w io.Writer, o Options) dissect.Sink {
	return &jsonSink{base: newBase(o), w: w, shows: kindsOf(dissect.EventFinding)}
}

// Want implements dissect.Sink.
func (s *jsonSink) Want() dissect.Want { return s.want }

// Accept implements dissect.Sink.
func (s *jsonSink) Accept(ev *dissect.Event) bool {
	if ev.Kind == dissect.EventCapture {
		s.file = ev.Capture.File
	}
	if !s.shows.has(ev.Kind) {
		return false
	}
	switch ev.Kind {
	case dissect.EventMessage:
		return s.message(ev.Message)
	case dissect.EventFinding:
		return s.finding(ev.Finding)
	}
	return !s.full
}

// Render implements dissect.Sink.
func (s *jsonSink) Render(dst []byte, ev *dissect.Event) []byte {
	switch ev.Kind {
	case dissect.EventCapture:
		dst = appendCapture(s.begin(dst), ev.Capture)
	case dissect.EventMessage:
		dst = s.appendMessage(s.begin(dst), ev.Message)
	case dissect.EventFinding:
		dst = s.appendFinding(s.begin(dst), ev.Finding)
	case dissect.EventSession:
		dst = s.appendSession(s.begin(dst), ev.Session)
	case dissect.EventConversation:
		if s.shows.has(dissect.EventMessage) {
			dst = s.appendConversation(s.begin(dst), ev.Conv, ev.Ended)
			break
		}
		return s.appendProtections(dst, ev.Conv, ev.Ended)
	default:
		return dst
	}
	return s.end(dst)
}

// begin starts a record. In an array every record brings the comma that parts
// it from the one before; Write takes the first one away.
func (s *jsonSink) begin(dst []byte) []byte {
	if s.opt.Array {
		return append(dst, ",\n"...)
	}
	return dst
}

func (s *jsonSink) end(dst []byte) []byte {
	if s.opt.Array {
		return dst
	}
	return append(dst, '\n')
}

// Write implements dissect.Sink.
func (s *jsonSink) Write(p []byte) (int, error) {
	if s.opt.Array && !s.started && len(p) > 0 {
		s.started = true
		if _, err := s.w.Write(append([]byte{'['}, p[1:]...)); err != nil {
			return 0, err
		}
		return len(p), nil
	}
	return s.w.Write(p)
}

// Close implements dissect.Sink.
func (s *jsonSink) Close(sum *dissect.Summary) error {
	var b []byte
	if s.more != nil {
		b = s.more(b)
	}
	b = s.end(s.appendSummary(s.begin(b), sum))
	if _, err := s.Write(b); err != nil {
		return err
	}
	if s.opt.Array {
		_, err := io.WriteString(s.w, "\n]\n")
		return err
	}
	return nil
}

// key appends `,"name":`; the object must have a member already.
func key(dst []byte, name string) []byte {
	dst = append(dst, ',', '"')
	dst = append(dst, name...)
	return append(dst, '"', ':')
}

// text appends a string member; nothing for an empty string.
func text[T ~string | ~[]byte](dst []byte, name string, v T) []byte {
	if len(v) == 0 {
		return dst
	}
	return appendJSON(key(dst, name), v)
}

// maxExact is the largest integer up to which every integer is exact in readers
// that hold numbers as doubles: 2^53.
const maxExact = 1 << 53

// appendNumber appends v as a number, or as a string beyond 2^53.
func appendNumber(dst []byte, v uint64) []byte {
	if v > maxExact {
		dst = append(dst, '"')
		return append(strconv.AppendUint(dst, v, 10), '"')
	}
	return strconv.AppendUint(dst, v, 10)
}

func number(dst []byte, name string, v uint64) []byte { return appendNumber(key(dst, name), v) }

// moment appends a time member.
func moment(dst []byte, name string, ns int64) []byte {
	dst = append(key(dst, name), '"')
	return append(appendTime(dst, ns), '"')
}

// whenTrue appends a member for a true value, nothing for a false one.
func whenTrue(dst []byte, name string, v bool) []byte {
	if !v {
		return dst
	}
	return append(key(dst, name), "true"...)
}

func boolean(dst []byte, name string, v bool) []byte {
	return strconv.AppendBool(key(dst, name), v)
}

func numbers(dst []byte, name string, list []uint64) []byte {
	dst = append(key(dst, name), '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendNumber(dst, v)
	}
	return append(dst, ']')
}

func pair(dst []byte, name string, v [2]uint64) []byte {
	dst = append(key(dst, name), `{"client":`...)
	dst = appendNumber(dst, v[dissect.FromClient])
	dst = number(dst, "server", v[dissect.FromServer])
	return append(dst, '}')
}

func endpoint(dst []byte, name string, e dissect.Endpoint) []byte {
	dst = append(key(dst, name), `{"addr":"`...)
	dst = e.Addr.Addr().AppendTo(dst)
	dst = append(dst, '"')
	dst = number(dst, "port", uint64(e.Port))
	return append(dst, '}')
}

func appendCapture(dst []byte, c *dissect.CaptureInfo) []byte {
	dst = append(dst, `{"type":"capture"`...)
	dst = text(dst, "file", c.File)
	dst = text(dst, "format", c.Format)
	if c.Bytes > 0 {
		dst = number(dst, "bytes", uint64(c.Bytes))
	}
	dst = append(key(dst, "interfaces"), '[')
	for i, f := range c.Interfaces {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"id":`...)
		dst = strconv.AppendUint(dst, uint64(f.ID), 10)
		dst = number(dst, "linktype", uint64(f.LinkType))
		dst = text(dst, "name", f.Name)
		dst = append(dst, '}')
	}
	return append(dst, "]}"...)
}

func (s *jsonSink) appendMessage(dst []byte, m *dissect.Message) []byte {
	dst = append(dst, `{"type":"message"`...)
	dst = number(dst, "n", m.N)
	dst = moment(dst, "time", m.Time)
	dst = numbers(dst, "frames", m.Frames)
	if m.Conv != nil {
		dst = number(dst, "conversation", m.Conv.ID)
		dst = text(dst, "from", m.Dir.String())
	}
	dst = text(dst, "proto", m.Proto)
	if m.Kind != nil {
		dst = text(dst, "name", m.Kind.Name)
		dst = text(dst, "spec", string(m.Kind.Spec))
	}
	dst = text(dst, "channel", m.Channel)
	dst = text(dst, "info", m.Info)
	dst = number(dst, "bytes", uint64(m.Len))
	dst = s.appendFile(dst, m.File)
	dst = whenTrue(dst, "carrier", m.Carrier)
	dst = whenTrue(dst, "tainted", m.Tainted)
	dst = whenTrue(dst, "cut", m.Cut)
	if s.opt.Fields && m.Tree != nil {
		dst = s.appendFields(key(dst, "fields"), m)
	}
	return append(dst, '}')
}

func (s *jsonSink) appendFile(dst []byte, file string) []byte {
	if !s.opt.Several {
		return dst
	}
	return text(dst, "file", file)
}

// appendFields appends the tree of m: an array of objects, in which a group has
// its parts in an array of its own.
func (s *jsonSink) appendFields(dst []byte, m *dissect.Message) []byte {
	var room [80]openGroup
	open := room[:0]
	dst = append(dst, '[')
	first := true
	var scratch []byte
	t := m.Tree
	for i := range t.Nodes {
		for len(open) > 0 && open[len(open)-1].end <= uint32(i) {
			open = open[:len(open)-1]
			dst = append(dst, "]}"...)
			first = false
		}
		if !first {
			dst = append(dst, ',')
		}
		n := &t.Nodes[i]
		secret := !s.opt.Reveal && (n.Field.Secret || len(open) > 0 && open[len(open)-1].secret)
		dst, scratch = s.appendField(dst, scratch, m, n, secret)
		if n.End > uint32(i)+1 {
			open = append(open, openGroup{n.End, secret})
			dst = append(key(dst, "fields"), '[')
			first = true
			continue
		}
		dst = append(dst, '}')
		first = false
	}
	for range open {
		dst = append(dst, "]}"...)
	}
	return append(dst, ']')
}

// openGroup is a group whose parts are being written.
type openGroup struct {
	end    uint32
	secret bool
}

// appendField appends the members of one field, up to and without the brace
// that closes it.
func (s *jsonSink) appendField(dst, scratch []byte, m *dissect.Message, n *dissect.Node, secret bool) (out, room []byte) {
	t, f := m.Tree, n.Field
	dst = append(dst, `{"name":`...)
	dst = appendJSON(dst, f.Name)
	dst = number(dst, "off", uint64(n.Off))
	dst = number(dst, "len", uint64(n.Len))
	switch {
	case f.Base == dissect.Group:
	case secret:
		dst = text(dst, "text", dissect.Mask)
	case s.opt.handedOn(n):
	default:
		if scratch = scratch[:0]; f.Base == dissect.Bytes {
			scratch = appendBytesText(scratch, t.Range(n))
		} else {
			scratch = t.AppendText(scratch, n)
		}
		switch f.Base {
		case dissect.Dec, dissect.Hex:
			dst = number(dst, "value", n.Value)
		case dissect.Int:
			dst = signed(key(dst, "value"), n)
		case dissect.Time:
			dst = number(dst, "value", n.Value)
		case dissect.Bytes:
			if n.Len > 0 {
				dst = append(key(dst, "value"), '"')
				dst = append(hex.AppendEncode(dst, t.Range(n)), '"')
			}
		default:
			if len(scratch) > 0 {
				dst = key(dst, "value")
				at := len(dst)
				dst = appendJSON(dst, scratch)
				end := len(dst)
				dst = append(key(dst, "text"), dst[at:end]...) // the same, escaped once
				scratch = scratch[:0]
			}
		}
		dst = text(dst, "text", scratch)
	}
	dst = text(dst, "spec", string(f.Spec))
	dst = whenTrue(dst, "generated", n.Flags&dissect.Generated != 0)
	return dst, scratch
}

// signed appends the value of a two's complement number of the field's width.
func signed(dst []byte, n *dissect.Node) []byte {
	v := int64(n.Value)
	if n.Width == 0 && n.Len > 0 && n.Len < 8 {
		shift := 64 - 8*n.Len
		v = v << shift >> shift
	}
	if v > maxExact || v < -maxExact {
		dst = append(dst, '"')
		return append(strconv.AppendInt(dst, v, 10), '"')
	}
	return strconv.AppendInt(dst, v, 10)
}

func (s *jsonSink) appendFinding(dst []byte, d *dissect.Diagnostic) []byte {
	dst = append(dst, `{"type":"finding"`...)
	dst = text(dst, "rule", d.Rule.ID)
	dst = text(dst, "requirement", d.Rule.Req)
	dst = text(dst, "level", d.Rule.Level.String())
	dst = text(dst, "spec", string(d.Rule.Spec))
	dst = text(dst, "title", d.Rule.Title)
	dst = text(dst, "detail", d.Detail)
	dst = moment(dst, "time", d.Time)
	dst = numbers(dst, "frames", d.Frames)
	if d.Conv != nil {
		dst = number(dst, "conversation", d.Conv.ID)
	}
	if d.Message > 0 {
		dst = number(dst, "message", d.Message)
	}
	dst = appendFault(dst, d)
	dst = s.appendFile(dst, s.file)
	return append(dst, '}')
}

// appendFault appends what is wrong in the message of a finding.
func appendFault(dst []byte, d *dissect.Diagnostic) []byte {
	if d.Field != nil {
		dst = text(dst, "field", d.Field.Name)
	}
	if d.Message > 0 || d.Len > 0 {
		dst = number(dst, "off", uint64(d.Off))
		dst = number(dst, "len", uint64(d.Len))
	}
	dst = boolean(dst, "tainted", d.Tainted)
	return dst
}

func (s *jsonSink) appendConversation(dst []byte, c *dissect.Conversation, r *dissect.ConversationRecord) []byte {
	dst = append(dst, `{"type":"conversation"`...)
	dst = number(dst, "id", c.ID)
	dst = text(dst, "transport", c.Transport)
	dst = endpoint(dst, "client", c.Client)
	dst = endpoint(dst, "server", c.Server)
	dst = moment(dst, "start", c.Start)
	dst = moment(dst, "end", r.End)
	dst = number(dst, "frames", r.Frames)
	dst = pair(dst, "bytes", r.Bytes)
	dst = append(key(dst, "protocols"), '[')
	for i, p := range r.Protocols {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSON(dst, p)
	}
	dst = append(dst, ']')
	dst = append(key(dst, "security"), '[')
	for i, p := range r.Security {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"kind":`...)
		dst = appendJSON(dst, p.Kind)
		dst = text(dst, "cipher", p.Cipher)
		dst = boolean(dst, "open", p.Open)
		dst = text(dst, "with", p.With)
		dst = text(dst, "need", p.Need)
		dst = append(dst, '}')
	}
	dst = append(dst, ']')
	dst = pair(dst, "lost", r.Lost)
	if r.Session != nil && r.Session.ID > 0 {
		dst = number(dst, "session", r.Session.ID)
	}
	dst = s.appendFile(dst, r.File)
	dst = whenTrue(dst, "missed", r.Missed)
	return append(dst, '}')
}
