package ra

import (
	"bytes"
	"encoding/xml"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/radissect/radissect/dissect"
)

// maxContact is how many bytes of a contact file are read. One holds a picture
// of 128 by 128 points in base64, some 45 KiB.
const maxContact = 512 << 10

// A contact collects what may be a contact file, MS-RA 2.2.5.
type contact struct {
	text []byte
	off  bool // it is none, or too long
}

// add takes data of a file; first says that it is the beginning.
func (c *contact) add(data []byte, first bool) {
	if first {
		c.off = !contactStart(data)
	}
	if c.off {
		return
	}
	if len(c.text)+len(data) > maxContact {
		c.text, c.off = nil, true
		return
	}
	c.text = append(c.text, data...)
}

// contactStart reports whether data begins like an XML text, in UTF-8 or UTF-16LE.
func contactStart(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.TrimPrefix(data, []byte("\xff\xfe"))
	return len(data) > 1 && data[0] == '<' && (data[1] == '?' || data[1] == 'R' || data[1] == 0)
}

// A contactFile is what was read of a contact file.
type contactFile struct {
	found    bool // its root is RAINVITATIONCOLL
	children int
	typ      string // TYPE of the first child
	typed    bool
	name     string
	computer string
	address  string
}

// read reads the text of a contact file.
func (c *contact) read() (f contactFile) {
	if c.off || len(c.text) == 0 {
		return f
	}
	d := xml.NewDecoder(bytes.NewReader(toUTF8(c.text)))
	d.Strict = false
	for depth := 0; ; {
		t, err := d.RawToken()
		if err != nil {
			return f
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case depth == 0 && t.Name.Local == "RAINVITATIONCOLL":
				f.found = true
			case depth == 0:
				return f
			case depth == 1:
				if f.children++; f.children == 1 {
					f.attributes(t.Attr)
				}
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

func (f *contactFile) attributes(list []xml.Attr) {
	for _, a := range list {
		switch a.Name.Local {
		case "TYPE":
			f.typ, f.typed = a.Value, true
		case "NAME":
			f.name = a.Value
		case "COMPUTERNAME":
			f.computer = a.Value
		case "ADDRESS":
			f.address = a.Value
		}
	}
}

// toUTF8 is text as UTF-8 without a byte order mark, and without an XML
// declaration, which may name an encoding that it has no longer.
func toUTF8(b []byte) []byte {
	wide := bytes.HasPrefix(b, []byte("\xff\xfe"))
	b = bytes.TrimPrefix(bytes.TrimPrefix(b, []byte("\xff\xfe")), []byte("\xef\xbb\xbf"))
	if wide || len(b) > 1 && b[1] == 0 {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = unit(b, 2*i)
		}
		b = nil
		for _, r := range utf16.Decode(units) {
			b = utf8.AppendRune(b, r)
		}
	}
	if bytes.HasPrefix(b, []byte("<?xml")) {
		if end := bytes.Index(b, []byte("?>")); end >= 0 {
			b = b[end+2:]
		}
	}
	return b
}

// contactEnd checks a file that has come to its end, if it is a contact file.
func (s *session) contactEnd(t *transfer, m *message, x *dissect.Context) {
	f := t.contact.read()
	if !f.found {
		return
	}
	s.require(f.children == 1, RuleContactChild, m, x, t.name)
	if f.children > 0 {
		s.require(f.typed && f.typ == "1", RuleContactType, m, x, "TYPE is \""+string(clip([]byte(f.typ), 64))+"\"")
	}
	switch s.version {
	case 1, 2:
		s.judge(false, RuleContactVersion, m, x, t.name)
	case 3:
		x.Held(RuleContactVersion)
		s.require(t.internal, RuleContactInternal, m, x, t.name+" has no INTERNALDATA")
	}
	who := clip([]byte(f.name+" at "+f.computer+", "+f.address), maxText)
	s.event(x, "contact", side(t.sender), string(who))
}
