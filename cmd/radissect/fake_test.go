package main

import (
	"strings"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// The protocol of the scripts: a byte that counts the whole message, a byte for
// its kind (that of no rule is 'x'), and text, which is a secret for 's'.
var (
	fSize   = &dissect.Field{Name: "size", Spec: "NOTE 1"}
	fKind   = &dissect.Field{Name: "kind", Spec: "NOTE 1", Base: dissect.Hex}
	fText   = &dissect.Field{Name: "text", Spec: "NOTE 2", Base: dissect.Text}
	fSecret = &dissect.Field{Name: "secret", Spec: "NOTE 3", Base: dissect.Text, Secret: true}

	kindHello  = &dissect.Kind{Name: "HELLO", Spec: "NOTE 2"}
	kindSecret = &dissect.Kind{Name: "SECRET", Spec: "NOTE 3"}

	ruleKind = &dissect.Rule{
		ID: "note.kind-known", Req: "NOTE-1-1", Level: dissect.Must, Spec: "NOTE 1",
		Title: "The kind must be h or s", Doc: "Other kinds are not defined.", Seen: "none",
	}
	ruleClear = &dissect.Rule{
		ID: "note.secret-clear", Level: dissect.Security, Spec: "NOTE 3",
		Title: "A secret should not be sent in the clear", Doc: "Anybody can read it.", Seen: "none",
	}
	ruleShort = &dissect.Rule{
		ID: "note.text-empty", Level: dissect.Note, Spec: "NOTE 2",
		Title: "A text is rarely empty", Doc: "It is legal.", Seen: "none",
	}
	ruleLimit = &dissect.Rule{
		ID: "limit.note-huge", Level: dissect.Limit,
		Title: "A text is at most a hundred bytes", Doc: "We give up on longer ones.", Seen: "none",
	}
)

var fakeProtocol = &dissect.Protocol{
	Name: "note", Title: "Notes", Specs: []dissect.Spec{"NOTE 1"},
	Rules:  []*dissect.Rule{ruleKind, ruleClear, ruleShort, ruleLimit},
	Fields: []*dissect.Field{fSize, fKind, fText, fSecret},
	Kinds:  []*dissect.Kind{kindHello, kindSecret},
	Requirements: []*dissect.Requirement{
		{ID: "NOTE-1-1", Level: "MUST", Spec: "NOTE 1", Text: "kind is h or s", Observable: true},
		{ID: "NOTE-1-2", Level: "SHOULD", Spec: "NOTE 1", Text: "notes are short", Observable: true},
		{ID: "NOTE-1-3", Level: "MUST", Spec: "NOTE 1", Text: "notes are kept", Unseen: "storage is not on the wire"},
	},
	Binds: []dissect.Bind{dissect.TCPPort.Key(7777)},
	New:   func(*dissect.Conversation) dissect.Handler { return &fakeHandler{} },
}

// fakeTalk is what the virtual channel of a note carries.
var fakeTalk = &dissect.Protocol{
	Name: "talk", Title: "Talks", Specs: []dissect.Spec{"TALK 1"},
	Fields: []*dissect.Field{fTalk},
	Kinds:  []*dissect.Kind{kindTalk},
	New:    func(*dissect.Conversation) dissect.Handler { return talkHandler{} },
}

var (
	fTalk    = &dissect.Field{Name: "said", Spec: "TALK 1", Base: dissect.Text}
	kindTalk = &dissect.Kind{Name: "TALK", Spec: "TALK 1"}
)

type talkHandler struct{}

func (talkHandler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (talkHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindTalk)
	c.Rest(fTalk)
}

func (talkHandler) Commit(dissect.Dir, *dissect.Context) {}

type fakeHandler struct {
	text  []byte
	kind  byte
	inner *dissect.Stream
}

func (h *fakeHandler) Frame(_ dissect.Dir, b []byte) int {
	if b[0] < 2 {
		return dissect.Lost
	}
	return int(b[0])
}

func (h *fakeHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.U8(fSize)
	kind := c.U8(fKind)
	c.Require(strings.IndexByte("hspfFtcn", kind) >= 0, ruleKind)
	h.kind = kind
	if kind == 's' {
		c.Is(kindSecret)
		h.text = nil
		c.Rest(fSecret)
		c.ReportLast(ruleClear, "")
		return
	}
	c.Is(kindHello)
	h.text = c.Rest(fText)
	c.Require(len(h.text) > 0, ruleShort)
	c.Require(len(h.text) <= 100, ruleLimit)
}

func (h *fakeHandler) Info(_ dissect.Dir, dst []byte) []byte { return append(dst, h.text...) }

// Commit does what the kind asks for: p protects the conversation with a
// registration key that is the text, f and F extract a file of this name (F: half
// of it), t is a session in which the text is said, c a message on the channel
// talk, n bytes of a stream inside of this one.
func (h *fakeHandler) Commit(dir dissect.Dir, x *dissect.Context) {
	switch h.kind {
	case 'p':
		p := dissect.Protection{Kind: "note", Cipher: "ROT13", Need: "the registration key of this note"}
		for _, k := range keys.Of(x.Conversation()).RegistrationKeys() {
			if k.Secret.Reveal() == string(h.text) {
				k.Origin.MarkUsed()
				p.Open, p.With, p.Need = true, k.Origin.Name(), ""
			}
		}
		x.Conversation().Protect(p)
	case 'f', 'F':
		a := x.Artifact("file", string(h.text))
		x.Extract(a, []byte("contents of "), x.Ranges(0, 2), 0)
		x.Extract(a, h.text, x.Ranges(0, 2), 0)
		if h.kind == 'f' {
			x.ExtractEnd(a, false)
		}
	case 't':
		x.Session(&dissect.SessionRecord{
			Kind: "remote-assistance", Version: 2, Outcome: "established", Start: x.Conversation().Start, End: x.Time(),
			Conversations: []*dissect.Conversation{x.Conversation()},
			Parties:       []dissect.Party{{Role: "expert", Endpoint: x.Conversation().Client, Name: "Ann"}},
			Initiation:    &dissect.Initiation{Method: "IRASrv", ConnectionString: "65538,1,hidden"},
			Events:        []dissect.SessionEvent{{Time: x.Time(), What: "control-granted", By: "novice", Message: x.Ref()}},
			Chat:          []dissect.ChatLine{{Time: x.Time(), From: "expert", Text: string(h.text), Message: x.Ref()}},
		})
	case 'c':
		x.Pass(fakeTalk, 2, len(h.text), "talk")
	case 'n':
		if h.inner == nil {
			h.inner = x.NewStream(fakeTalk)
		}
		h.inner.Data(x, dir, h.text, x.Ranges(2, len(h.text)), false)
	}
}
