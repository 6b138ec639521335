package report

import (
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// appendSession appends a session as the report shows it. Roles, events and
// outcomes are words of the handler that made the record: nothing here knows
// what kind of session it is.
func (s *HTML) appendSession(dst []byte, r *dissect.SessionRecord) []byte {
	dst = append(dst, `{"type":"session"`...)
	dst = number(dst, "id", r.ID)
	dst = member(dst, "kind", r.Kind)
	dst = member(dst, "file", r.File)
	if r.Version > 0 {
		dst = number(dst, "version", uint64(r.Version))
	}
	dst = member(dst, "outcome", r.Outcome)
	dst = member(dst, "protection", r.Protection)
	dst = stamp(stamp(dst, "start", r.Start), "end", r.End)
	dst = append(key(dst, "parties"), '[')
	for i := range r.Parties {
		p := &r.Parties[i]
		dst = openHTML(dst, i, "role", p.Role)
		dst = member(dst, "name", p.Name)
		dst = append(member(dst, "at", addressOf(p.Endpoint)), '}')
	}
	dst = append(key(append(dst, ']'), "facts"), '[')
	for i := range r.Facts {
		f := &r.Facts[i]
		dst = openHTML(dst, i, "name", f.Name)
		dst = append(member(dst, "value", s.opt.factValue(f)), '}')
	}
	dst = append(key(append(dst, ']'), "conversations"), '[')
	for i, c := range r.Conversations {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendUint(dst, c.ID, 10)
	}
	dst = s.appendOrigin(append(dst, ']'), r.Initiation)
	dst = append(key(dst, "events"), '[')
	for i := range r.Events {
		e := &r.Events[i]
		dst = openHTML(dst, i, "what", e.What)
		dst = member(dst, "by", e.By)
		dst = member(dst, "detail", e.Detail)
		dst = append(happened(dst, e.Time, e.Message), '}')
	}
	dst = append(key(append(dst, ']'), "chat"), '[')
	for i := range r.Chat {
		l := &r.Chat[i]
		dst = openHTML(dst, i, "from", l.From)
		dst = appendHTML(key(dst, "text"), l.Text, maxHTMLChat)
		dst = append(happened(dst, l.Time, l.Message), '}')
	}
	dst = append(key(append(dst, ']'), "files"), '[')
	for i := range r.Files {
		f := &r.Files[i]
		dst = openHTML(dst, i, "name", f.Name)
		dst = number(dst, "size", f.Size)
		dst = number(dst, "received", f.Received)
		dst = member(dst, "sha256", f.SHA256)
		dst = member(dst, "from", f.From)
		dst = member(dst, "outcome", f.Outcome)
		dst = append(reference(dst, f.Message), '}')
	}
	dst = append(key(append(dst, ']'), "checks"), '[')
	for i := range r.Checks {
		c := &r.Checks[i]
		dst = openHTML(dst, i, "what", c.What)
		dst = member(dst, "result", c.Result)
		dst = append(member(dst, "detail", c.Detail), '}')
	}
	dst = append(dst, ']')
	if r.Dropped > 0 {
		dst = number(dst, "dropped", r.Dropped)
	}
	return append(dst, "}\n"...)
}

// happened appends when and in which message something happened.
func happened(dst []byte, ns int64, m *dissect.Ref) []byte {
	return reference(stamp(dst, "at", ns), m)
}

// appendOrigin appends how a session came about.
func (s *HTML) appendOrigin(dst []byte, in *dissect.Initiation) []byte {
	if in == nil {
		return dst
	}
	dst = append(key(dst, "initiation"), `{"method":`...)
	dst = appendHTML(dst, in.Method, maxHTMLText)
	dst = member(dst, "connectionString", s.opt.masked(in.ConnectionString))
	dst = member(dst, "expected", in.KHExpected)
	dst = member(dst, "seen", in.KHSeen)
	if in.KHKnown {
		dst = boolean(dst, "match", in.KHMatch)
	}
	dst = member(dst, "protection", in.Protection)
	dst = member(dst, "tied", strings.ReplaceAll(strings.Join(in.Tied, ", "), "-", " "))
	return append(dst, '}')
}
