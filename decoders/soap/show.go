package soap

import "github.com/radissect/radissect/dissect"

// Entries is a protocol that records the entries of bodies, or of a fault's
// detail, in its own words.
type Entries interface {
	// ShowEntry records element i of the document, from the first byte behind
	// what was recorded before it to the last byte of its end-tag at most.
	ShowEntry(c *dissect.Cursor, i int)
}

// Show records the envelope parsed last, with body entries as by has them. It is
// for protocols that are handed an envelope; c has to be at its start.
func (m *Envelope) Show(c *dissect.Cursor, by Entries) {
	m.by = by
	m.show(c)
	m.by = nil
}

// show records the envelope: its known parts by their names, the rest as XML.
func (m *Envelope) show(c *dissect.Cursor) {
	d := &m.Doc
	if m.Version == 0 {
		c.Rest(fNoSOAP)
		return
	}
	d.Markup(c, int(d.Nodes[m.root].Off))
	c.Enter(fEnvelope)
	for k := d.First(m.root); k >= 0; k = d.Next(k, m.root) {
		switch k {
		case m.Header:
			m.group(c, fHeader, k)
		case m.Body:
			m.group(c, fBody, k)
		default:
			d.Markup(c, int(d.Nodes[k].Off))
			d.ShowElement(c, k)
		}
	}
	m.leave(c, m.root)
	d.Markup(c, len(d.Text))
	if n := c.Left(); n > 0 {
		c.Rest(fNoSOAP) // half a character at the end of UTF-16
	}
}

// leave closes the group of element i.
func (m *Envelope) leave(c *dissect.Cursor, i int) {
	e := &m.Doc.Nodes[i]
	m.Doc.Markup(c, int(e.Off+e.Len))
	c.Leave()
}

// group records an element and its children in a group.
func (m *Envelope) group(c *dissect.Cursor, f *dissect.Field, i int) {
	d := &m.Doc
	d.Markup(c, int(d.Nodes[i].Off))
	c.Enter(f)
	for k := d.First(i); k >= 0; k = d.Next(k, i) {
		switch {
		case k == m.Fault:
			m.group(c, fFault, k)
		case m.holds(k):
			m.parts(c, k)
		case i == m.Body && m.by != nil:
			m.by.ShowEntry(c, k)
		default:
			d.Markup(c, int(d.Nodes[k].Off))
			d.ShowElement(c, k)
		}
	}
	m.leave(c, i)
}

// leafOf is the field of the content of element k, nil where that has no name of its own.
func (m *Envelope) leafOf(k int) *leaf {
	code, text := m.faultParts()
	switch k {
	case m.Action:
		return &leafAction
	case m.MessageID:
		return &leafMessageID
	case m.RelatesTo:
		return &leafRelatesTo
	case m.To:
		return &leafTo
	case m.Username:
		return &leafUsername
	case m.Password:
		return &leafPassword
	case code:
		return &leafCode
	case text:
		return &leafString
	}
	return nil
}

// holds reports whether element k is one with a name of its own, or has one in it.
func (m *Envelope) holds(k int) bool {
	code, text := m.faultParts()
	detail := -1
	if m.by != nil {
		detail = m.Detail
	}
	for _, i := range [...]int{m.Action, m.MessageID, m.RelatesTo, m.To, m.Username, m.Password, code, text, detail} {
		if i >= k && i < int(m.Doc.Nodes[k].End) {
			return true
		}
	}
	return false
}

// parts records an element that holds such.
func (m *Envelope) parts(c *dissect.Cursor, i int) {
	d := &m.Doc
	if i == m.Detail && m.by != nil {
		m.by.ShowEntry(c, i)
		return
	}
	if l := m.leafOf(i); l != nil {
		off, n := d.Place(i)
		if n = off + n - c.Offset(); n < 0 {
			return
		}
		if before := off - c.Offset(); before > 0 {
			d.MarkupBytes(c, before)
			n -= before
		}
		c.Bytes(l[d.Wide()], n)
		return
	}
	for k := d.First(i); k >= 0; k = d.Next(k, i) {
		if m.holds(k) {
			m.parts(c, k)
		} else {
			d.Markup(c, int(d.Nodes[k].Off))
			d.ShowElement(c, k)
		}
	}
}
