// Package xml decodes XML 1.0 documents (Extensible Markup Language 1.0, Fifth
// Edition; Namespaces in XML 1.0, Third Edition) in UTF-8, UTF-16 and 8-bit
// encodings, with the place of every tag, attribute and text.
//
// Parse makes a Doc, a list of nodes in the order of the document, for
// protocols that are carried in XML. Its storage is used again. No entity is
// expanded but the five that XML has, and nothing is ever fetched: declarations
// are shown and reported.
package xml

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// A Name is the expanded name of an element: its namespace and local part.
type Name struct{ Space, Local string }

// Root holds the protocols that are documents, by the name of the root element.
// Where that is not bound, the namespace alone is asked for, with Local empty. A
// document is handed on whole, in the bytes that were captured.
var Root = dissect.NewTable[Name]("xml.root")

// Protocol is XML.
var Protocol = &dissect.Protocol{
	Name:   "xml",
	Title:  "Extensible Markup Language",
	Specs:  []dissect.Spec{"XML 1.0", "Namespaces in XML 1.0", "RFC 7303"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		http.Body.Key("text/xml"), http.Body.Key("application/xml"), http.Body.Key("+xml"),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, doc: c.Room(rooms, func() any { return new(Doc) }).(*Doc)}
	},
}

// rooms is the key of what the conversations of a worker share.
var rooms = new(byte)

var kindDocument = &dissect.Kind{Name: "XML document", Spec: "XML 1.0 2.1"}

// handler reads documents.
type handler struct {
	conv *dissect.Conversation
	doc  *Doc // of the document at hand; one serves all conversations of a worker
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: documents are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one document.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(kindDocument)
	in := http.Of(h.conv)
	h.doc.Parse(c.Peek())
	h.doc.Show(c)
	h.doc.check(c, in != nil && in.Cut)
}

// Commit hands the document to the protocol of its root element.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	defer h.doc.Shrink()
	r := h.doc.Root()
	if r < 0 {
		return
	}
	name := Name{string(h.doc.Space(r)), string(h.doc.Local(r))}
	p := Root.In(h.conv, name)
	if p == nil {
		name.Local = ""
		p = Root.In(h.conv, name)
	}
	x.Pass(p, 0, len(x.Bytes()), "")
}

// Info tells the root element.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	r := h.doc.Root()
	if r < 0 {
		return dst
	}
	dst = append(dst, h.doc.Local(r)...)
	if s := h.doc.Space(r); len(s) > 0 {
		dst = append(append(dst, ' '), s...)
	}
	return dst
}

// check reports what is wrong with the document parsed last. The end of one
// that was cut is no fault.
func (d *Doc) check(c *dissect.Cursor, cut bool) {
	broken := [faults]bool{}
	for i := range d.Problems {
		p := &d.Problems[i]
		if p.Fault == FaultSyntax && cut && p.Off >= len(d.Text) {
			continue
		}
		broken[p.Fault] = true
		off := d.Source(p.Off)
		c.Report(rules[p.Fault], off, d.Source(p.Off+p.Len)-off, "")
	}
	for f, r := range rules {
		if !broken[f] {
			c.Held(r)
		}
	}
}

// rules are the rules that the faults break.
var rules = [faults]*dissect.Rule{
	FaultSyntax: WellFormed, FaultMismatch: TagMatch, FaultDuplicate: AttributeUnique, FaultCharacter: Character,
	FaultEntity: EntityDeclared, FaultPrefix: PrefixDeclared, FaultEncoding: Encoding, FaultDoctype: Doctype,
	FaultDeclaration: EntityDeclaration, FaultExternal: ExternalEntity, FaultDepth: Depth, FaultSize: Size,
}
