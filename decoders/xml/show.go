package xml

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// Show records the document parsed last: c has to be at its start.
func (d *Doc) Show(c *dissect.Cursor) {
	base := c.Offset()
	if d.bom > 0 && c.Left() >= d.bom {
		c.Bytes(fBOM, d.bom)
	}
	d.show(c, base, 0, len(d.Nodes))
	f := &fields[d.enc]
	if n := base + d.Source(d.Stop) - c.Offset(); n > 0 {
		c.Bytes(f.markup, n)
	}
	if n := base + d.size - c.Offset(); n > 0 {
		c.Bytes(f.unparsed, min(n, c.Left()))
	}
}

// ShowElement records element i of a document that begins at the first byte of
// the message, for protocols that record the rest of it in their own words.
func (d *Doc) ShowElement(c *dissect.Cursor, i int) { d.show(c, 0, i, int(d.Nodes[i].End)) }

// Markup records what lies before place off of Text, of a document that begins
// at the first byte of the message, as markup.
func (d *Doc) Markup(c *dissect.Cursor, off int) {
	d.MarkupBytes(c, d.Source(off)-c.Offset())
}

// MarkupBytes records the next n bytes as markup, where n is positive.
func (d *Doc) MarkupBytes(c *dissect.Cursor, n int) {
	if n > 0 {
		c.Bytes(fields[d.enc].markup, n)
	}
}

// Wide tells how to show a text of the document: which of three fields stands
// for its encoding, in the order 8 bits, UTF-16 little-endian, big-endian.
func (d *Doc) Wide() int { return int(d.enc) }

// show records the nodes from one to another, which are whole elements.
func (d *Doc) show(c *dissect.Cursor, base, from, to int) {
	f := &fields[d.enc]
	upto := func(field *dissect.Field, off int) {
		if n := base + d.Source(off) - c.Offset(); n > 0 {
			c.Bytes(field, n)
		}
	}
	var open [maxDepth]uint32
	depth := 0
	leave := func(next int) {
		for depth > 0 && int(d.Nodes[open[depth-1]].End) <= next {
			depth--
			e := &d.Nodes[open[depth]]
			upto(f.markup, int(e.Off+e.Len))
			c.Leave()
		}
	}
	hidden := 0 // index behind the element whose text is secret
	for i := from; i < to; i++ {
		leave(i)
		n := &d.Nodes[i]
		upto(f.markup, int(n.Off))
		switch n.Kind {
		case Element:
			c.Enter(fElement)
			open[depth] = uint32(i)
			depth++
			upto(f.markup, int(n.name.off))
			upto(f.name, int(n.name.off+n.name.n))
			if secret(d.Local(i)) {
				hidden = max(hidden, int(n.End))
			}
		case Attr:
			c.Enter(fAttribute)
			upto(f.attName, int(n.name.off+n.name.n))
			upto(f.markup, int(n.value.off))
			if secret(d.Local(i)) {
				upto(f.secretValue, int(n.value.off+n.value.n))
			} else {
				upto(f.attValue, int(n.value.off+n.value.n))
			}
			upto(f.markup, int(n.Off+n.Len))
			c.Leave()
		case Space:
			upto(f.markup, int(n.Off+n.Len))
		default:
			hide := i < hidden || (n.Kind == CharData || n.Kind == CDATA) && secretText(d.Value(i))
			upto(d.leaf(f, n.Kind, hide), int(n.Off+n.Len))
		}
	}
	leave(to)
}

// leaf is the field of a kind of node.
func (d *Doc) leaf(f *leaves, k Kind, hidden bool) *dissect.Field {
	switch {
	case k == CharData && !hidden:
		return f.charData
	case k == CharData, k == CDATA && hidden:
		return f.secret
	case k == CDATA:
		return f.cdsect
	case k == Comment:
		return f.comment
	case k == Instruction:
		return f.pi
	}
	return f.doctype
}

// Secret reports whether the text of an element of this name must not be shown,
// for protocols that show it in their own words.
func Secret(name, text []byte) bool { return secret(name) || secretText(text) }

// secret reports whether the text of an element, or the value of an attribute,
// of this name must not be shown: passwords, invitations and other secrets, by their
// usual names.
func secret(name []byte) bool {
	for _, s := range [...]string{"password", "passwd", "passphrase", "passstub", "pwd", "secret", "invitation"} {
		for i := 0; i+len(s) <= len(name); i++ {
			if bytes.EqualFold(name[i:i+len(s)], []byte(s)) {
				return true
			}
		}
	}
	return false
}

// secretText reports whether a text holds a key=value with a secret, as
// connection strings do: Password=...; or is a URI with a password in it.
func secretText(b []byte) bool {
	if i := bytes.Index(b, []byte("://")); i >= 0 {
		authority := b[i+3:]
		if end := bytes.IndexAny(authority, "/?#"); end >= 0 {
			authority = authority[:end]
		}
		if at := bytes.LastIndexByte(authority, '@'); at >= 0 && bytes.IndexByte(authority[:at], ':') >= 0 {
			return true
		}
	}
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			return false
		}
		key := bytes.TrimRight(b[:i], " \t")
		for _, s := range [...]string{"password", "passwd", "passphrase", "pwd", "secret"} {
			if n := len(key) - len(s); n >= 0 && bytes.EqualFold(key[n:], []byte(s)) {
				return true
			}
		}
		b = b[i+1:]
	}
}
