package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// appendNews appends the definitions that the next lines need.
func (s *HTML) appendNews(dst []byte, n news) []byte {
	for i := n.kinds[0]; i < n.kinds[1]; i++ {
		dst = numItem(append(dst, `["k"`...), i)
		if k := s.kinds.list[i]; k != nil {
			dst = item(item(dst, k.Name, 0), k.Spec, 0)
		} else {
			dst = append(dst, `,"",""`...)
		}
		dst = append(dst, "]\n"...)
	}
	for i := n.fields[0]; i < n.fields[1]; i++ {
		f := s.fields.list[i]
		dst = numItem(append(dst, `["p"`...), i)
		dst = item(item(item(dst, f.Name, 0), f.Spec, 0), baseName(f.Base), 0)
		dst = append(dst, "]\n"...)
	}
	for i := n.rules[0]; i < n.rules[1]; i++ {
		r := s.rules.list[i]
		dst = numItem(append(dst, `["r"`...), i)
		dst = item(item(item(dst, r.ID, 0), r.Level.String(), 0), r.Spec, 0)
		dst = item(item(item(dst, r.Req, 0), r.Title, 0), r.Doc, 0)
		dst = append(dst, "]\n"...)
	}
	if c := n.conv; c != nil {
		dst = numItem(append(dst, `["c"`...), c.ID)
		dst = item(dst, c.Transport, 0)
		dst = item(item(dst, addressOf(c.Client), 0), addressOf(c.Server), 0)
		dst = micros(dst, c.Start)
		dst = append(dst, "]\n"...)
	}
	return dst
}

// addressOf is an endpoint as people write it.
func addressOf(e dissect.Endpoint) string {
	switch {
	case e == dissect.Endpoint{}:
		return ""
	case e.Port == 0:
		return e.Addr.Addr().String()
	}
	return e.AddrPort().String()
}

// appendFile appends what a capture is.
func (s *HTML) appendFile(dst []byte, c *dissect.CaptureInfo) []byte {
	dst = append(dst, `{"type":"capture"`...)
	dst = member(dst, "file", c.File)
	dst = member(dst, "format", c.Format)
	if c.Bytes > 0 {
		dst = number(dst, "bytes", uint64(c.Bytes))
	}
	if n := len(c.Interfaces); n > 0 {
		dst = number(dst, "interfaces", uint64(n))
	}
	return append(dst, "}\n"...)
}

// appendFound appends a finding.
func (s *HTML) appendFound(dst []byte, d *dissect.Diagnostic) []byte {
	dst = numItem(append(dst, `["f"`...), s.rules.at[d.Rule])
	dst = item(dst, d.Detail, maxHTMLText)
	dst = micros(dst, d.Time)
	dst = someFrames(dst, d.Frames)
	id := uint64(0)
	if d.Conv != nil {
		id = d.Conv.ID
	}
	dst = numItem(numItem(dst, id), d.Message)
	name := ""
	if d.Field != nil {
		name = d.Field.Name
	}
	dst = item(dst, name, 0)
	dst = numItem(numItem(dst, d.Off), d.Len)
	taint := 0
	if d.Tainted {
		taint = 1
	}
	return append(numItem(dst, taint), "]\n"...)
}

// appendEnded appends what is known of a conversation in the end.
func (s *HTML) appendEnded(dst []byte, c *dissect.Conversation, r *dissect.ConversationRecord) []byte {
	dst = append(dst, `{"type":"conversation"`...)
	dst = number(dst, "id", c.ID)
	dst = member(dst, "transport", c.Transport)
	dst = member(dst, "client", addressOf(c.Client))
	dst = member(dst, "server", addressOf(c.Server))
	dst = member(dst, "file", r.File)
	dst = stamp(stamp(dst, "start", c.Start), "end", r.End)
	dst = number(dst, "frames", r.Frames)
	dst = pair(dst, "bytes", r.Bytes)
	dst = pair(dst, "lost", r.Lost)
	dst = append(key(dst, "protocols"), '[')
	for i, p := range r.Protocols {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendHTML(dst, p, 0)
	}
	dst = append(key(append(dst, ']'), "security"), '[')
	for i, p := range r.Security {
		dst = openHTML(dst, i, "kind", p.Kind)
		dst = member(dst, "cipher", p.Cipher)
		dst = boolean(dst, "open", p.Open)
		dst = member(dst, "with", p.With)
		dst = member(dst, "need", p.Need)
		dst = append(dst, '}')
	}
	dst = append(dst, ']')
	if r.Session != nil && r.Session.ID > 0 {
		dst = number(dst, "session", r.Session.ID)
	}
	dst = whenTrue(dst, "missed", r.Missed)
	return append(dst, "}\n"...)
}

// openHTML begins the i-th object of an array; its first member is a text that
// is always there.
func openHTML(dst []byte, i int, name, value string) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, '{', '"')
	dst = append(dst, name...)
	return appendHTML(append(dst, `":`...), value, maxHTMLText)
}

// appendEnd appends the summary, and what the report leaves out.
func (s *HTML) appendEnd(dst []byte, sum *dissect.Summary) []byte {
	dst = append(dst, `{"type":"summary"`...)
	dst = member(dst, "version", s.ver)
	dst = member(dst, "filter", s.pass)
	dst = number(dst, "files", uint64(sum.Files))
	if !sum.Stopped {
		dst = number(dst, "packets", sum.Packets)
		dst = number(dst, "bytes", sum.Bytes)
		dst = number(dst, "conversations", sum.Conversations)
		dst = number(dst, "read", sum.Identified)
		dst = number(dst, "lost", sum.LostBytes)
		dst = number(dst, "sessions", sum.Sessions)
	}
	if s.timed {
		dst = stamp(stamp(dst, "from", s.from), "to", s.to)
	}
	dst = whenTrue(dst, "stopped", sum.Stopped)
	dst = whenTrue(dst, "reveal", s.opt.Reveal)
	dst = number(dst, "tainted", sum.Tainted)
	dst = append(key(dst, "messages"), '[')
	protos := slices.Clone(sum.Messages)
	slices.SortStableFunc(protos, func(a, b dissect.ProtoCount) int { return cmp.Compare(b.Messages, a.Messages) })
	for i, p := range protos {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = numItem(appendHTML(append(dst, '['), p.Proto, 0), p.Messages)
		dst = append(dst, ']')
	}
	dst = append(key(append(dst, ']'), "levels"), '[')
	for i, l := range severest {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = numItem(appendHTML(append(dst, '['), l.String(), 0), sum.Findings[l])
		dst = append(dst, ']')
	}
	dst = append(key(append(dst, ']'), "rules"), '[')
	for i, r := range sum.Rules {
		dst = openHTML(dst, i, "id", r.Rule.ID)
		dst = number(dst, "broken", r.Broken)
		dst = number(dst, "tainted", r.Tainted)
		dst = append(dst, '}')
	}
	dst = s.appendAside(append(dst, ']'), sum)
	return append(dst, "}\n"...)
}

// appendAside appends what was not read, and what is not shown.
func (s *HTML) appendAside(dst []byte, sum *dissect.Summary) []byte {
	dst = append(key(dst, "skipped"), '[')
	for i, k := range sum.Skipped {
		dst = number(openHTML(dst, i, "why", k.Why), "packets", k.Packets)
		dst = append(dst, '}')
	}
	dst = append(key(append(dst, ']'), "notices"), '[')
	for i, n := range sum.Notices {
		dst = openHTML(dst, i, "kind", noticeKinds[n.Kind])
		dst = append(member(dst, "text", n.String()), '}')
	}
	dst = append(key(append(dst, ']'), "unread"), '[')
	for i, u := range s.opt.unread() {
		dst = append(member(openHTML(dst, i, "file", u.File), "why", u.Why), '}')
	}
	dst = append(dst, ']')
	left := &s.left
	dst = append(key(dst, "left"), `{"most":`...)
	dst = strconv.AppendUint(dst, s.most, 10)
	for _, part := range []struct {
		name string
		n    uint64
	}{
		{"shown", left.shown}, {"messages", left.messages}, {"later", left.later}, {"trees", left.trees},
		{"findings", left.findings}, {"conversations", left.conversations}, {"sessions", left.sessions},
	} {
		dst = number(dst, part.name, part.n)
	}
	return append(dst, '}')
}
