package upnp

import (
	"bytes"

	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// ShowText records element i of a document that begins at the first byte of the
// message, with its text, without the white space around it, as field f. What
// has other elements in it, or is in UTF-16, is recorded as XML, or as bytes
// where the field is secret.
func ShowText(c *dissect.Cursor, d *xml.Doc, i int, f *dissect.Field) {
	off, text, ok := Text(c, d, i)
	if !ok && !f.Secret {
		d.Markup(c, int(d.Nodes[i].Off))
		d.ShowElement(c, i)
		return
	}
	if !ok {
		off, n := d.Place(i)
		d.MarkupBytes(c, min(off-c.Offset(), c.Left()))
		if n = min(off+n-c.Offset(), c.Left()); n > 0 {
			c.Bytes(fSecret, n)
		}
		End(c, d, i)
		return
	}
	d.MarkupBytes(c, off-c.Offset())
	c.Bytes(f, len(text))
	End(c, d, i)
}

// Text is the text of element i as it was captured, without white space at its
// ends, and where it begins in the message. It is not ok where there is anything
// but text, or the document is in UTF-16.
func Text(c *dissect.Cursor, d *xml.Doc, i int) (off int, text []byte, ok bool) {
	off, n := d.Place(i)
	at := off - c.Offset()
	b := c.Peek()
	if d.Wide() != 0 || at < 0 || at+n > len(b) {
		return 0, nil, false
	}
	raw := b[at : at+n]
	if bytes.IndexByte(raw, '<') >= 0 {
		return 0, nil, false
	}
	text = bytes.TrimLeft(raw, " \t\r\n")
	off += len(raw) - len(text)
	return off, bytes.TrimRight(text, " \t\r\n"), true
}

// End records what is left of element i as markup.
func End(c *dissect.Cursor, d *xml.Doc, i int) {
	e := &d.Nodes[i]
	d.MarkupBytes(c, min(d.Source(int(e.Off+e.Len))-c.Offset(), c.Left()))
}

// Begin records what lies before element i as markup.
func Begin(c *dissect.Cursor, d *xml.Doc, i int) {
	d.MarkupBytes(c, min(d.Source(int(d.Nodes[i].Off))-c.Offset(), c.Left()))
}

// Rest records what is left of the document.
func Rest(c *dissect.Cursor, d *xml.Doc) { d.MarkupBytes(c, c.Left()) }

// element records element i by its name in a shape, and what has no name there
// as XML.
func element(c *dissect.Cursor, d *xml.Doc, i int, s shape) {
	f := s[string(d.Local(i))]
	switch {
	case f == nil:
		Begin(c, d, i)
		d.ShowElement(c, i)
	case f.Base != dissect.Group:
		ShowText(c, d, i, f)
	default:
		Begin(c, d, i)
		c.Enter(f)
		for k := d.First(i); k >= 0; k = d.Next(k, i) {
			if f == fProperty {
				named(c, d, k, fVariableName, fVariable)
			} else {
				element(c, d, k, s)
			}
		}
		End(c, d, i)
		c.Leave()
	}
}

// named records element i with its name and its text.
func named(c *dissect.Cursor, d *xml.Doc, i int, name, value *dissect.Field) {
	_, text, ok := Text(c, d, i)
	if !ok {
		Begin(c, d, i)
		d.ShowElement(c, i)
		return
	}
	if xml.Secret(d.Local(i), text) {
		value = fSecretText
	}
	Begin(c, d, i)
	c.Enter(fNamed)
	d.MarkupBytes(c, min(1, c.Left())) // the bracket
	c.Bytes(name, min(len(d.Qualified(i)), c.Left()))
	ShowText(c, d, i, value)
	c.Leave()
}

// ShowFault records an envelope with a fault: the detail by its names, the rest as XML.
func ShowFault(c *dissect.Cursor, m *soap.Envelope) {
	d := &m.Doc
	for k := d.First(m.Fault); k >= 0; k = d.Next(k, m.Fault) {
		if m.Detail > k && m.Detail < int(d.Nodes[k].End) {
			for e := d.First(k); e >= 0; e = d.Next(e, k) {
				Begin(c, d, e)
				element(c, d, e, faults)
			}
			continue
		}
		Begin(c, d, k)
		d.ShowElement(c, k)
	}
	Rest(c, d)
}
