package report

import (
	"io"

	"github.com/radissect/radissect/dissect"
)

// SessionsJSON is a sink for the records of sessions and a summary.
func SessionsJSON(w io.Writer, o Options) dissect.Sink {
	return &jsonSink{
		base: newBase(o), w: w, want: dissect.Want{Sessions: true, Live: o.Live}, shows: kindsOf(dissect.EventSession),
	}
}

// appendSession appends the record of a session.
func (s *jsonSink) appendSession(dst []byte, r *dissect.SessionRecord) []byte {
	dst = append(dst, `{"type":"session"`...)
	dst = number(dst, "id", r.ID)
	dst = appendJSON(key(dst, "kind"), r.Kind)
	if r.Version > 0 {
		dst = number(dst, "version", uint64(r.Version))
	}
	dst = text(dst, "outcome", r.Outcome)
	dst = moment(dst, "start", r.Start)
	dst = moment(dst, "end", r.End)
	dst = appendParties(dst, r.Parties)
	dst = append(key(dst, "conversations"), '[')
	for i, c := range r.Conversations {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendNumber(dst, c.ID)
	}
	dst = append(dst, ']')
	dst = s.appendInitiation(dst, r.Initiation)
	dst = appendEvents(dst, r.Events)
	dst = appendChat(dst, r.Chat)
	dst = appendFiles(dst, r.Files)
	dst = append(key(dst, "checks"), '[')
	for i, c := range r.Checks {
		dst = open(dst, i, "what", c.What)
		dst = text(dst, "result", c.Result)
		dst = text(dst, "detail", c.Detail)
		dst = append(dst, '}')
	}
	dst = append(dst, ']')
	dst = appendControl(dst, r.Controlled())
	dst = s.appendFacts(dst, r.Facts)
	dst = text(dst, "protection", r.Protection)
	if r.Dropped > 0 {
		dst = number(dst, "dropped", r.Dropped)
	}
	dst = whenTrue(dst, "live", r.Live)
	dst = s.appendFile(dst, r.File)
	return append(dst, '}')
}

// appendFacts appends what is known besides, where there is anything.
func (s *jsonSink) appendFacts(dst []byte, list []dissect.SessionFact) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(key(dst, "facts"), '[')
	for i := range list {
		dst = open(dst, i, "name", list[i].Name)
		dst = append(appendJSON(key(dst, "value"), s.opt.factValue(&list[i])), '}')
	}
	return append(dst, ']')
}

// open begins the i-th object of an array; its first member is a text that is
// always there.
func open(dst []byte, i int, name, value string) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, '{', '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':')
	return appendJSON(dst, value)
}

// The two roles that have a member of their own.
const (
	roleExpert = "expert"
	roleNovice = "novice"
)

// appendParties appends the expert and the novice, and an array of whoever else
// takes part.
func appendParties(dst []byte, list []dissect.Party) []byte {
	var named [2]*dissect.Party
	others := 0
	for i := range list {
		switch p := &list[i]; {
		case p.Role == roleExpert && named[0] == nil:
			named[0] = p
		case p.Role == roleNovice && named[1] == nil:
			named[1] = p
		default:
			others++
		}
	}
	for i, role := range [...]string{roleExpert, roleNovice} {
		if named[i] != nil {
			dst = append(key(dst, role), '{')
			dst = append(appendParty(dst, named[i], false), '}')
		}
	}
	if others == 0 {
		return dst
	}
	dst = append(key(dst, "parties"), '[')
	first := true
	for i := range list {
		p := &list[i]
		if p == named[0] || p == named[1] {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, `{"role":`...)
		dst = append(appendParty(appendJSON(dst, p.Role), p, true), '}')
	}
	return append(dst, ']')
}

// appendParty appends the address and the name of p; more says that a member
// stands before them.
func appendParty(dst []byte, p *dissect.Party, more bool) []byte {
	if p.Endpoint != (dissect.Endpoint{}) {
		if more {
			dst = append(dst, ',')
		}
		dst = append(dst, `"addr":"`...)
		dst = append(p.Endpoint.Addr.Addr().AppendTo(dst), '"')
		more = true
	}
	if p.Name != "" {
		if more {
			dst = append(dst, ',')
		}
		dst = appendJSON(append(dst, `"name":`...), p.Name)
	}
	return dst
}

// appendInitiation appends how a session came about. The connection string is a
// secret: it holds what a peer has to know to get in.
func (s *jsonSink) appendInitiation(dst []byte, in *dissect.Initiation) []byte {
	if in == nil {
		return dst
	}
	dst = append(key(dst, "initiation"), `{"method":`...)
	dst = appendJSON(dst, in.Method)
	dst = text(dst, "connectionString", s.opt.masked(in.ConnectionString))
	if in.KHExpected != "" || in.KHSeen != "" {
		dst = append(key(dst, "kh"), '{')
		start := len(dst)
		dst = text(dst, "expected", in.KHExpected)
		dst = text(dst, "seen", in.KHSeen)
		if in.KHKnown {
			dst = boolean(dst, "match", in.KHMatch)
		}
		dst = append(dst[:start], dst[start+1:]...) // the first comma
		dst = append(dst, '}')
	}
	dst = text(dst, "protection", in.Protection)
	if len(in.Tied) > 0 {
		dst = append(key(dst, "tied"), '[')
		for i, t := range in.Tied {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendJSON(dst, t)
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// masked is a secret as it may be shown; nothing for none.
func (o *Options) masked(secret string) string {
	if secret == "" || o.Reveal {
		return secret
	}
	return dissect.Mask
}

// reference appends the number of the message that something was said in.
func reference(dst []byte, r *dissect.Ref) []byte {
	if r == nil || r.N == 0 {
		return dst
	}
	return number(dst, "message", r.N)
}

func appendEvents(dst []byte, list []dissect.SessionEvent) []byte {
	dst = append(key(dst, "events"), '[')
	for i := range list {
		e := &list[i]
		dst = timed(dst, i, e.Time)
		dst = appendJSON(key(dst, "what"), e.What)
		dst = text(dst, "by", e.By)
		dst = reference(dst, e.Message)
		dst = text(dst, "detail", e.Detail)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// timed begins the i-th object of an array with its time.
func timed(dst []byte, i int, ns int64) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, `{"time":"`...)
	return append(appendTime(dst, ns), '"')
}

func appendChat(dst []byte, list []dissect.ChatLine) []byte {
	dst = append(key(dst, "chat"), '[')
	for i := range list {
		l := &list[i]
		dst = timed(dst, i, l.Time)
		dst = text(dst, "from", l.From)
		dst = appendJSON(key(dst, "text"), l.Text)
		dst = reference(dst, l.Message)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// appendControl appends when the expert controlled the desktop.
func appendControl(dst []byte, list []dissect.Period) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(key(dst, "control"), '[')
	for i, p := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendTime(append(dst, `{"start":"`...), p.Start), '"')
		dst = moment(dst, "end", p.End)
		dst = text(dst, "endedBy", p.By)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

func appendFiles(dst []byte, list []dissect.SessionFile) []byte {
	dst = append(key(dst, "files"), '[')
	for i := range list {
		f := &list[i]
		dst = open(dst, i, "name", f.Name)
		dst = number(dst, "size", f.Size)
		dst = number(dst, "received", f.Received)
		dst = text(dst, "sha256", f.SHA256)
		dst = text(dst, "from", f.From)
		dst = text(dst, "outcome", f.Outcome)
		dst = reference(dst, f.Message)
		dst = append(dst, '}')
	}
	return append(dst, ']')
}
