package ra

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// record keeps what a session record will hold, where somebody wants one.
type record struct {
	wanted    bool // session records
	artifacts bool
	live      bool // snapshots while the session goes on
	changed   bool // since the last of them
	sent      int  // of them
	told      int64
	start     int64
	out       *dissect.SessionRecord
	text      int // bytes of chat lines
	chat      *dissect.Artifact
	line      []byte
}

func (r *record) begin(conv *dissect.Conversation, now int64, x *dissect.Context) {
	r.start = now
	r.wanted, r.artifacts, r.live = x.WantsSessions(), x.WantsArtifacts(), x.WantsLive()
	if !r.wanted && !r.artifacts || r.out != nil {
		return
	}
	r.out = &dissect.SessionRecord{
		Kind: "remote-assistance", Outcome: "unknown", Start: now,
		Conversations: []*dissect.Conversation{conv},
	}
}

// end sends the record out.
func (r *record) end(s *session, x *dissect.Context) {
	if r.chat != nil {
		x.ExtractEnd(r.chat, s.conv.Lossy())
	}
	if r.out == nil {
		return
	}
	s.fill(r.out, x.Time())
	x.Session(r.out)
}

// freely is how many snapshots of a session go out whenever something happens.
// Each has all of the session, so later ones keep a second apart.
const freely = 100

// sofar sends out what is known, where something has happened.
func (r *record) sofar(s *session, x *dissect.Context) {
	if !r.live || !r.changed || r.out == nil || r.sent >= freely && x.Time()-r.told < 1e9 {
		return
	}
	r.changed, r.told = false, x.Time()
	r.sent++
	o := r.out.Snapshot()
	s.fill(o, x.Time())
	x.SessionSoFar(o)
}

// fill tells in o what is known of the session as a whole.
func (s *session) fill(o *dissect.SessionRecord, now int64) {
	o.End, o.Version = max(s.last, now), s.version
	o.Outcome = outcomes[s.phase]
	o.Protection = protection(s.conv)
	names := s.names
	for i := range o.Parties { // of an initiation that was seen
		names[i] = cmp.Or(names[i], o.Parties[i].Name)
	}
	o.Parties = []dissect.Party{
		{Role: side(expert), Endpoint: s.conv.Client, Name: names[expert]},
		{Role: side(novice), Endpoint: s.conv.Server, Name: names[novice]},
	}
	s.checks(o)
}

// event adds what happened with the message at hand. by may be empty.
func (s *session) event(x *dissect.Context, what, by, detail string) {
	if !s.rec.wanted {
		return
	}
	s.rec.changed = true
	e := dissect.SessionEvent{Time: x.Time(), What: what, By: by, Detail: detail}
	if s.rec.room() {
		e.Message = x.Ref()
		s.rec.out.Events = append(s.rec.out.Events, e)
	}
}

// aside adds what no message of this package showed.
func (s *session) aside(now int64, what, by, detail string) {
	if s.rec.wanted && s.rec.room() {
		s.rec.changed = true
		s.rec.out.Events = append(s.rec.out.Events, dissect.SessionEvent{Time: now, What: what, By: by, Detail: detail})
	}
}

// room reports whether another event is kept.
func (r *record) room() bool {
	if len(r.out.Events) < maxEvents {
		return true
	}
	r.out.Dropped++
	return false
}

// silent tells that nothing was heard for n nanoseconds up to now.
func (s *session) silent(n int64) {
	if s.rec.wanted {
		s.aside(s.last, "silence", "", "no Remote Assistance message for "+time.Duration(n).Truncate(time.Second).String())
	}
}

// chat takes in a chat message.
func (s *session) chat(dir dissect.Dir, m *message, x *dissect.Context) {
	if n := len(x.Bytes()) - m.at(); s.version >= 2 {
		if n > maxChat {
			s.report(RuleChatLength, m, x, strconv.Itoa(n)+" bytes")
		} else {
			x.Held(RuleChatLength)
		}
	}
	r := &s.rec
	if !r.wanted && !r.artifacts {
		return
	}
	r.line = dissect.AppendUTF16(r.line[:0], m.text[:min(len(m.text), 2*maxLineText)])
	text := clip(r.line, maxLineText)
	if r.artifacts {
		s.transcript(dir, text, m, x)
	}
	if !r.wanted {
		return
	}
	if len(r.out.Chat) >= maxLines || r.text+len(text) > maxChatText {
		r.out.Dropped++
		return
	}
	r.text += len(text)
	line := dissect.ChatLine{Time: x.Time(), From: side(dir), Text: string(text), Message: x.Ref()}
	r.out.Chat = append(r.out.Chat, line)
	s.event(x, "chat", line.From, "")
}

// maxChat is the longest chat message of versions 2 and 3 in bytes, with its
// NUL, MS-RA 3.11.5.
const maxChat = 1024

// transcript adds a line to the transcript: time, role, text. Line breaks in the
// text stay, with a tab after each, so that no text looks like another line.
func (s *session) transcript(dir dissect.Dir, text []byte, m *message, x *dissect.Context) {
	r := &s.rec
	if r.chat == nil {
		r.chat = x.Artifact("chat", "chat.txt")
		r.chat.Session = r.out
	}
	line := time.Unix(0, x.Time()).UTC().AppendFormat(nil, time.RFC3339Nano)
	line = append(line, ' ')
	line = append(line, side(dir)...)
	line = append(line, ": "...)
	for _, c := range text {
		if line = append(line, c); c == '\n' {
			line = append(line, '\t')
		}
	}
	line = append(line, '\n')
	x.Extract(r.chat, line, x.Ranges(m.at(), len(x.Bytes())-m.at()), 0)
}

// name takes in the name that a side gives itself.
func (s *session) name(dir dissect.Dir, utf16 []byte, x *dissect.Context) {
	if len(utf16) == 0 {
		return
	}
	name := text16(utf16)
	if s.names[dir] == name {
		return
	}
	s.names[dir] = name
	s.event(x, "name", side(dir), name)
}

// text16 is a name or an attribute as UTF-8, cut where it is too long.
func text16(utf16 []byte) string {
	return string(clip(dissect.AppendUTF16(nil, utf16[:min(len(utf16), 2*maxText)]), maxText))
}

// textXML is text16 for the value of an attribute.
func textXML(utf16 []byte) string {
	return string(clip(appendXML(nil, utf16[:min(len(utf16), 2*maxText)]), maxText))
}

// clip is at most n bytes of b, cut between characters.
func clip(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}

// protection says in words what protects the connection.
func protection(conv *dissect.Conversation) string {
	if t := x224.Of(conv); t.ResponseSeen && t.Selected != 0 {
		return "TLS"
	}
	method, _, known := rdp.Of(conv).Encryption()
	switch {
	case !known:
		return ""
	case method == rdp.MethodNone:
		return "none"
	}
	return "standard RDP security, " + rdp.MethodName(method)
}

// digest is a hash that is only made when it is needed.
type digest struct{ h hash.Hash }

func (d *digest) write(b []byte) {
	if d.h == nil {
		d.h = sha256.New()
	}
	d.h.Write(b)
}

func (d *digest) hex() string {
	if d.h == nil {
		d.h = sha256.New()
	}
	return hex.EncodeToString(d.h.Sum(nil))
}
