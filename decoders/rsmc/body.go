package rsmc

import (
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// spaceInstance is the namespace of xsi:nil.
const spaceInstance = "http://www.w3.org/2001/XMLSchema-instance"

// ShowEntry records a body entry, or the detail of a fault.
func (h *handler) ShowEntry(c *dissect.Cursor, i int) {
	d := &h.env.Doc
	msg := h.msg
	if msg == nil || i != h.env.Entry && i != h.env.Detail {
		d.Markup(c, int(d.Nodes[i].Off))
		d.ShowElement(c, i)
		return
	}
	d.Markup(c, int(d.Nodes[i].Off))
	c.Enter(fOperation)
	h.children(c, i, msg.elements)
	leave(c, d, i)
}

// leave closes the group of element i.
func leave(c *dissect.Cursor, d *xml.Doc, i int) {
	if n := d.Source(int(d.Nodes[i].Off+d.Nodes[i].Len)) - c.Offset(); n > 0 {
		d.MarkupBytes(c, n)
	}
	c.Leave()
}

// children reads the children of element i, which the schema has as a sequence.
func (h *handler) children(c *dissect.Cursor, i int, list []element) {
	d := &h.env.Doc
	var seen [maxElements]bool
	at := 0
	for k := d.First(i); k >= 0; k = d.Next(k, i) {
		e := find(list, d, k)
		if e < 0 || string(d.Space(k)) != space {
			off, n := d.TagPlace(k)
			what := ""
			if e >= 0 {
				what = "it is not in the namespace " + space
				seen[e] = true
			}
			c.Report(FieldUnknown, off, n, what)
			d.Markup(c, int(d.Nodes[k].Off))
			d.ShowElement(c, k)
			continue
		}
		switch {
		case seen[e] && !list[e].repeats:
			h.report(c, FieldRepeated, k)
		case e < at:
			h.report(c, FieldOrder, k)
		default:
			c.Held(FieldOrder)
			at = e
		}
		seen[e] = true
		h.element(c, k, &list[e])
	}
	if d.Problem(xml.FaultSyntax) {
		return // what seems to be missing may stand behind the end of reading
	}
	for e := range list {
		switch {
		case seen[e]:
			c.Held(FieldMissing)
		case list[e].optional || list[e].repeats || list[e].example():
		default:
			off, n := d.TagPlace(i)
			c.Report(FieldMissing, off, n, "no "+list[e].name)
		}
	}
	if len(list) == 0 {
		c.Held(FieldMissing)
	}
}

// example reports whether the element is one that the schema demands and the
// example of MS-RSMC 4.1 does not have: both passwords should come, one does.
func (e *element) example() bool { return e.name == "pwsWmsManagementPassword" }

// find is the element of list that child k is called like, -1 for none.
func find(list []element, d *xml.Doc, k int) int {
	name := d.Local(k)
	for e := range list {
		if string(name) == list[e].name || len(list[e].other) > 0 && string(name) == list[e].other {
			return e
		}
	}
	return -1
}

// report says that a rule is broken by the start-tag of element k.
func (h *handler) report(c *dissect.Cursor, r *dissect.Rule, k int) {
	off, n := h.env.Doc.TagPlace(k)
	c.Report(r, off, n, string(h.env.Doc.Local(k)))
}

// element reads one element.
func (h *handler) element(c *dissect.Cursor, k int, e *element) {
	d := &h.env.Doc
	f := e.field[d.Wide()]
	d.Markup(c, int(d.Nodes[k].Off))
	if v, i := d.Attr(k, spaceInstance, "nil"); i >= 0 && (string(v) == "true" || string(v) == "1") {
		if e.nillable {
			c.Held(FieldNil)
		} else {
			h.report(c, FieldNil, k)
		}
		off, n := d.Place(k)
		d.MarkupBytes(c, off+n-c.Offset())
		return
	}
	switch e.typ {
	case typeStruct:
		c.Enter(f)
		h.children(c, k, e.children)
		leave(c, d, k)
		return
	case typeBytes:
		c.Enter(f)
		h.bytes(c, k)
		leave(c, d, k)
		return
	}
	off, n := d.Place(k)
	d.MarkupBytes(c, off-c.Offset())
	h.text = d.Content(h.text[:0], k)
	v, ok := e.typ.parse(h.text)
	if d.First(k) >= 0 {
		ok = false
	}
	if raw := e.raw[d.Wide()]; ok && f != raw {
		c.Spelled(f, n, v)
	} else {
		c.Bytes(raw, n)
	}
	r := FieldType
	if e.typ == typeGUID {
		r = GUID
	}
	if !ok {
		what := e.name + " is no " + typeNames[e.typ]
		c.Report(r, off, n, what)
		return
	}
	c.Held(r)
	if e.limits != nil && e.limits.rule != nil {
		if e.limits.ok(v) {
			c.Held(e.limits.rule)
		} else {
			c.ReportLast(e.limits.rule, "")
		}
	}
}

// typeNames are the types as the schema calls them.
var typeNames = [...]string{
	typeString: "xsd:string", typeU8: "xsd:unsignedByte", typeU32: "xsd:unsignedInt", typeU64: "xsd:unsignedLong", typeI32: "xsd:int",
	typeBool: "xsd:boolean", typeGUID: "guid", typeBase64: "xsd:base64Binary",
}

// bytes reads an ArrayOfBytes, MS-RSMC 2.2.4.1: the number of each byte in an
// element of its own. They are shown as one run, and kept.
func (h *handler) bytes(c *dissect.Cursor, i int) {
	d := &h.env.Doc
	h.blob, h.blobAt, h.blobBad = h.blob[:0], span{}, false
	first := d.First(i)
	last := first
	for k := first; k >= 0; k = d.Next(k, i) {
		last = k
		if !d.Is(k, space, "prgData") {
			h.report(c, FieldUnknown, k)
			h.blobBad = true
			continue
		}
		h.text = d.Content(h.text[:0], k)
		v, ok := typeU8.parse(h.text)
		if !ok || d.First(k) >= 0 {
			off, n := d.Place(k)
			c.Report(Byte, off, n, "")
			h.blobBad = true
		}
		h.blob = append(h.blob, byte(v))
	}
	if first < 0 {
		return
	}
	if !h.blobBad {
		c.Held(Byte)
	}
	d.Markup(c, int(d.Nodes[first].Off))
	off := c.Offset()
	end := d.Source(int(d.Nodes[last].Off + d.Nodes[last].Len))
	h.blobAt = span{off, end - off}
	c.Bytes(prgData[d.Wide()], end-off)
	c.Note(fByteCount, uint64(len(h.blob)))
}

// A span is a range of bytes of the message.
type span struct{ off, n int }
