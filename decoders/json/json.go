// Package json decodes JSON texts (RFC 8259) with the place of every value. It
// reads what a careful parser would refuse, and says what is wrong with it.
//
// Parse makes a Doc, a list of values in the order of the text, for protocols
// that are carried in JSON. Its storage is used again, and nothing in it is
// copied from the text: names and strings are ranges of it, with their escapes
// as they are (Unescape).
package json

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// Protocol is JSON.
var Protocol = &dissect.Protocol{
	Name:   "json",
	Title:  "JavaScript Object Notation",
	Specs:  []dissect.Spec{"RFC 8259"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		http.Body.Key("application/json"), http.Body.Key("text/json"), http.Body.Key("+json"),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, doc: c.Room(rooms, func() any { return new(Doc) }).(*Doc)}
	},
}

// rooms is the key of what the conversations of a worker share.
var rooms = new(byte)

var kindText = &dissect.Kind{Name: "JSON text", Spec: "RFC 8259 2"}

var (
	fObject     = &dissect.Field{Name: "object", Spec: "RFC 8259 4", Base: dissect.Group}
	fArray      = &dissect.Field{Name: "array", Spec: "RFC 8259 5", Base: dissect.Group}
	fMember     = &dissect.Field{Name: "member", Spec: "RFC 8259 4", Base: dissect.Group}
	fName       = &dissect.Field{Name: "name", Spec: "RFC 8259 4", Base: dissect.Text}
	fString     = &dissect.Field{Name: "string", Spec: "RFC 8259 7", Base: dissect.Text}
	fSecret     = &dissect.Field{Name: "string", Spec: "RFC 8259 7", Base: dissect.Text, Secret: true}
	fNumber     = &dissect.Field{Name: "number", Spec: "RFC 8259 6", Base: dissect.Text}
	fLiteral    = &dissect.Field{Name: "literal", Spec: "RFC 8259 3", Base: dissect.Text}
	fStructural = &dissect.Field{Name: "structural", Spec: "RFC 8259 2", Base: dissect.Text}
	fUnparsed   = &dissect.Field{Name: "not parsed", Spec: "RFC 8259 2", Base: dissect.Text}
	fBOM        = &dissect.Field{Name: "byte order mark", Spec: "RFC 8259 8.1", Base: dissect.Bytes}
)

// handler reads JSON texts.
type handler struct {
	conv *dissect.Conversation
	doc  *Doc // of the text at hand; one serves all conversations of a worker
	size int
	tail bool // the end of the text was not captured, or not kept
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: texts are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one text.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindText)
	b := c.Peek()
	h.size = len(b)
	in := http.Of(h.conv)
	h.tail = in != nil && in.Cut
	h.doc.Parse(b)
	h.doc.Show(c)
	h.check(c, b)
}

// Commit has nothing to do but to let go of a text that is large.
func (h *handler) Commit(dissect.Dir, *dissect.Context) { h.doc.Shrink() }

// Info tells the names at the top.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	d := h.doc
	if len(d.Values) == 0 {
		return dst
	}
	const most = 120
	for i := 1; i < len(d.Values) && d.Values[0].Kind == Object; i = int(d.Values[i].End) {
		if len(dst) > most {
			return append(dst, " ..."...)
		}
		if i > 1 {
			dst = append(dst, ' ')
		}
		dst = append(dst, d.Name(i)...)
	}
	return dst
}

// check reports what is wrong with the text parsed last.
func (h *handler) check(c *dissect.Cursor, b []byte) {
	d := h.doc
	broken := [faults]bool{}
	for i := range d.Problems {
		p := &d.Problems[i]
		broken[p.Fault] = true
		if p.Fault == FaultSyntax && h.tail && p.Off >= len(b) {
			continue
		}
		detail := ""
		if p.Fault == FaultDuplicate {
			detail = "a name of before"
		}
		c.Report(rules[p.Fault], p.Off, p.Len, detail)
	}
	for f, r := range rules {
		if !broken[f] {
			c.Held(r)
		}
	}
}

// rules are the rules that the faults break.
var rules = [faults]*dissect.Rule{
	FaultSyntax: Syntax, FaultUTF8: UTF8, FaultBOM: BOM, FaultControl: Control, FaultEscape: Escape,
	FaultSurrogate: Surrogate, FaultNumber: Number, FaultDuplicate: DuplicateName, FaultDepth: Depth, FaultSize: Size,
}
