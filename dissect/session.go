package dissect

import (
	"slices"

	"github.com/radissect/radissect/reassembly"
)

// A Ref stands for a message whose number is not known yet: numbers are given
// when the rounds of all shards are merged. It is filled in before any later
// event is rendered.
type Ref struct{ N uint64 }

// A Party is one side of a session.
type Party struct {
	Role     string // "expert", "novice", "client", "server", ...
	Endpoint Endpoint
	Name     string // as it names itself, "" when it does not
}

// A SessionEvent is one thing that happened in a session.
type SessionEvent struct {
	Time    int64  // nanoseconds since 1970
	What    string // a word of the contract: "control-granted"
	By      string // role of who did it
	Detail  string // what more there is to say, may be empty
	Message *Ref
}

// A ChatLine is one line that somebody wrote.
type ChatLine struct {
	Time    int64  // nanoseconds since 1970
	From    string // role
	Text    string
	Message *Ref
}

// A SessionFile is one file that was offered.
type SessionFile struct {
	Name     string
	Size     uint64 // as offered
	Received uint64 // bytes seen
	SHA256   string // of what was seen, hex
	From     string // role
	Outcome  string // "complete", "rejected", "cancelled", "partial", ...
	Message  *Ref   // of the offer
}

// A SessionCheck is the outcome of comparing a session with a secret or an
// invitation.
type SessionCheck struct {
	What   string // "password", "key-hash", "address", ...
	Result string // "match", "mismatch", "unknown", ...
	Detail string
}

// A SessionFact is one thing that is known about a session of some kind: the
// identifiers that its specification has, what was asked for.
type SessionFact struct {
	Name   string // a word or two
	Value  string
	Secret bool // masked in every output unless asked for
}

// An Initiation says how a session came about.
type Initiation struct {
	Method           string   // "IRASrv", "invitation", ...
	Protection       string   // how the calls were protected, for people
	Tied             []string // what ties the session to them: "id", "address", "key-hash"
	ConnectionString string   // a secret: masked in every output unless asked for
	KHExpected       string
	KHSeen           string
	KHMatch          bool
	KHKnown          bool // both are known
}

// A SessionRecord is what a user would call one session: an assistance session
// with the conversations it is made of, a DSC node's pull, a MultiPoint
// binding.
type SessionRecord struct {
	ID            uint64 // number in the run, from 1; given when the record goes out
	Kind          string // "remote-assistance", ...
	File          string
	Version       int
	Outcome       string // "established", "refused", "failed", "unknown", ...
	Protection    string // what protects it, for people
	Start, End    int64  // nanoseconds since 1970
	Parties       []Party
	Conversations []*Conversation
	Initiation    *Initiation
	Facts         []SessionFact
	Events        []SessionEvent
	Chat          []ChatLine
	Files         []SessionFile
	Checks        []SessionCheck
	Dropped       uint64 // events, lines and files beyond the limits of the record
	Live          bool   // it has not ended; a later record has the same ID

	number *uint64 // the ID that snapshots and the last record share
}

// share makes the place for the ID before s is known to the goroutine that fills it in.
func (s *SessionRecord) share() {
	if s.number == nil {
		s.number = new(uint64)
	}
}

// Snapshot is a record of what is known up to now of a session that goes on. Events,
// chat and files of s may be added to afterwards, and entries of files change.
func (s *SessionRecord) Snapshot() *SessionRecord {
	s.share()
	c := SessionRecord{ // without the ID, which others fill in
		Kind: s.Kind, File: s.File, Version: s.Version, Outcome: s.Outcome, Protection: s.Protection, Start: s.Start, End: s.End,
		Parties: slices.Clone(s.Parties), Conversations: slices.Clip(s.Conversations), Initiation: s.Initiation,
		Events: slices.Clip(s.Events), Chat: slices.Clip(s.Chat), Files: slices.Clone(s.Files), Checks: slices.Clip(s.Checks),
		Facts: slices.Clip(s.Facts), Dropped: s.Dropped, Live: true, number: s.number,
	}
	if s.Initiation != nil {
		in := *s.Initiation
		c.Initiation = &in
	}
	return &c
}

// A Period is a part of a session, in nanoseconds since 1970.
type Period struct {
	Start, End int64  // nanoseconds since 1970
	By         string // role of who ended it, "" where the session or the capture did
}

// Controlled is when the expert controlled the novice's desktop. A period lasts
// until its end was announced, until somebody disconnected, or to the end of the
// session.
func (s *SessionRecord) Controlled() []Period {
	var list []Period
	open := false
	for i := range s.Events {
		e := &s.Events[i]
		switch e.What {
		case "control-granted":
			if !open {
				list = append(list, Period{Start: e.Time, End: s.End})
			}
			open = true
		case "control-ended", "disconnected":
			if open {
				p := &list[len(list)-1]
				p.End, p.By = e.Time, e.By
			}
			open = false
		}
	}
	return list
}

// Ref is a reference to this message.
func (x *Context) Ref() *Ref {
	r := &Ref{}
	x.sh.emit(Event{Kind: eventRef, Conv: x.conv, ref: r, pos: int32(x.pos)})
	return r
}

// WantsSessions reports whether somebody wants session records.
func (x *Context) WantsSessions() bool { return x.sh.want.Sessions }

// WantsArtifacts reports whether somebody wants files and transcripts.
func (x *Context) WantsArtifacts() bool { return x.sh.want.Artifacts }

// Join says that this conversation belongs to a session whose record goes out
// later, which it has to. The record may change until then.
func (x *Context) Join(s *SessionRecord) {
	s.share()
	if x.sh.want.Sessions {
		x.conv.session = s
	}
}

// WantsLive reports whether somebody wants snapshots of sessions that go on.
func (x *Context) WantsLive() bool { return x.sh.want.Sessions && x.sh.want.Live }

// SessionSoFar sends a snapshot out. It must not be changed afterwards.
func (x *Context) SessionSoFar(s *SessionRecord) {
	s.File = x.sh.file
	if x.WantsLive() {
		x.sh.emit(Event{Kind: EventSession, Conv: x.conv, Session: s})
	}
}

// Session sends a session record out. It must not be changed afterwards.
func (x *Context) Session(s *SessionRecord) {
	s.share()
	s.File = x.sh.file
	if x.sh.want.Sessions {
		for _, c := range s.Conversations {
			c.session = s
		}
		x.sh.emit(Event{Kind: EventSession, Conv: x.conv, Session: s})
	}
}

// An Artifact is something that can be taken out of a capture: a file, a chat
// transcript, a certificate. Its bytes go out as they come.
type Artifact struct {
	ID      uint64 // number in the run, from 1
	Kind    string // "file", "chat", "contact", "certificate", "body", ...
	Name    string // as the peer calls it: hostile, never a path to be used
	Conv    *Conversation
	Session *SessionRecord // may be nil
}

// An ArtifactPart is a piece of an artifact, or its end.
type ArtifactPart struct {
	Artifact *Artifact
	Data     []byte   // valid during Render
	Frames   []uint64 // frames that hold it, ascending
	Lost     uint64   // bytes known to be missing before Data
	End      bool     // nothing more comes
	Partial  bool     // with End: it is known not to be whole
	Message  uint64   // number of the message that brought it, 0 for none
}

// Artifact begins an artifact.
func (x *Context) Artifact(kind, name string) *Artifact {
	return &Artifact{Kind: kind, Name: name, Conv: x.conv}
}

// Extract sends a piece of an artifact out; from says where it was captured. Data
// is copied. Nothing happens where nobody wants artifacts.
func (x *Context) Extract(a *Artifact, data []byte, from []reassembly.FrameRange, lost uint64) {
	if !x.sh.want.Artifacts || a == nil {
		return
	}
	p := &ArtifactPart{Artifact: a, Lost: lost, Data: append([]byte(nil), data...), Frames: frameNumbers(nil, from)}
	x.sh.emit(Event{Kind: EventArtifact, Conv: x.conv, Part: p, pos: int32(x.pos)})
}

// ExtractEnd says that nothing more of an artifact comes.
func (x *Context) ExtractEnd(a *Artifact, partial bool) {
	if !x.sh.want.Artifacts || a == nil {
		return
	}
	p := &ArtifactPart{Artifact: a, End: true, Partial: partial}
	x.sh.emit(Event{Kind: EventArtifact, Conv: x.conv, Part: p, pos: int32(x.pos)})
}
