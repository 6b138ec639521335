package soap

import (
	"bytes"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// at checks a rule about the tag of element or attribute i; of the whole
// document where i is negative.
func (m *Envelope) at(c *dissect.Cursor, ok bool, r *dissect.Rule, i int) {
	switch {
	case ok:
		c.Held(r)
	case i < 0:
		c.Report(r, 0, m.Doc.Source(len(m.Doc.Text)), "")
	default:
		off, n := m.Doc.TagPlace(i)
		c.Report(r, off, n, "")
	}
}

// check checks the rules about the envelope itself.
func (m *Envelope) check(c *dissect.Cursor) {
	d := &m.Doc
	if d.Problem(xml.FaultSyntax) {
		return // what seems to be missing may stand behind the end of reading
	}
	doctype, instruction := -1, -1
	for i := range d.Nodes {
		switch n := &d.Nodes[i]; {
		case n.Kind == xml.DocType:
			doctype = i
		case n.Kind == xml.Instruction && !bytes.HasPrefix(d.Value(i), []byte("xml ")):
			instruction = i
		}
	}
	m.at(c, doctype < 0, NoDoctype, doctype)
	if m.Version == 11 {
		m.at(c, instruction < 0, NoInstruction, instruction)
	}
	m.at(c, m.Body >= 0, HasBody, m.root)
	if m.Header >= 0 {
		m.at(c, d.First(m.root) == m.Header, HeaderFirst, m.Header)
	}
	if m.Version == 12 {
		other := -1
		for k := d.First(m.root); k >= 0; k = d.Next(k, m.root) {
			if k != m.Header && k != m.Body {
				other = k
			}
		}
		m.at(c, other < 0, OnlyHeaderBody, other)
	}
	for k := d.First(m.Header); k >= 0; k = d.Next(k, m.Header) {
		m.at(c, len(d.Space(k)) > 0, HeaderSpace, k)
		if v, i := d.Attr(k, m.Space(), "mustUnderstand"); i >= 0 {
			ok := string(v) == "0" || string(v) == "1" || m.Version == 12 && (string(v) == "true" || string(v) == "false")
			m.at(c, ok, MustUnderstand, i)
		}
	}
	if m.Fault < 0 {
		return
	}
	code, text := m.faultParts()
	m.at(c, code >= 0, FaultCode, m.Fault)
	m.at(c, text >= 0, FaultString, m.Fault)
	if m.Version == 12 {
		m.at(c, d.Next(m.Fault, m.Body) < 0, FaultAlone, m.Fault)
	}
}

// carrier checks the rules about how HTTP carries the envelope.
func (m *Envelope) carrier(c *dissect.Cursor, in *http.Content) {
	if in == nil || in.Part != http.PartBody {
		return
	}
	if m.Version == 11 {
		m.at(c, in.Media == "text/xml", MediaType, m.root)
	} else {
		m.at(c, in.Media == "application/soap+xml", MediaType12, m.root)
	}
	if m.Version == 11 && !in.Reply {
		// UPnP 1.0 3.2.1 puts a number before the name when it asks with M-POST.
		_, ok := in.Request.Field("soapaction")
		m.at(c, ok || string(in.Request.Method()) == "M-POST", ActionField, m.root)
	}
	if m.Fault >= 0 && in.Reply {
		s := in.Response.Status
		m.at(c, s == 500 || s == 400 && m.Version == 12, FaultStatus, m.Fault)
	}
	if m.Password >= 0 {
		v, _ := m.Doc.Attr(m.Password, "", "Type")
		m.at(c, !in.Clear || string(v) == passwordDigest, PasswordClear, m.Password)
	}
}
