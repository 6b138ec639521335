package main

import "github.com/radissect/radissect/dissect"

// The protocol of the scripts: a byte that counts the whole message, a byte for
// its kind ('h', 's' or 'x'), and text, which is a secret for 's'.
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

type fakeHandler struct{ text []byte }

func (h *fakeHandler) Frame(_ dissect.Dir, b []byte) int {
	if b[0] < 2 {
		return dissect.Lost
	}
	return int(b[0])
}

func (h *fakeHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.U8(fSize)
	kind := c.U8(fKind)
	c.Require(kind == 'h' || kind == 's', ruleKind)
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

func (h *fakeHandler) Commit(dissect.Dir, *dissect.Context) {}
