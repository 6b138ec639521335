package invitation

import (
	"github.com/radissect/radissect/decoders/invitation/xmltag"
	"github.com/radissect/radissect/dissect"
)

// A Decoder shows invitations and connection strings on a Cursor. Its results
// are those of the string read last and lie in the message's bytes. The zero
// value is ready; a Decoder may be used again, and allocates nothing where no
// rule is broken.
type Decoder struct {
	// Version is the type of the connection string: 1, 2, or 0 for none.
	Version int
	// Addresses is the machineAddressList of a connection string 1, as sent.
	Addresses []byte
	// ID is the authentication string id as sent: RASessionID, or ID of A. The
	// expert gives it back in the Client Info PDU (MS-RA 2.2.7.2).
	ID []byte
	// Listener is N of the first L of a connection string 2, as sent.
	Listener []byte

	wide   bool
	scan   scanner
	levels [maxOpen + 4]level
	depth  int
	file   bool // the text is an invitation file
}

// level is one group that is open.
type level struct {
	item item
	off  int    // where it begins in the message
	seen uint64 // items that lie in it
}

func (l *level) has(k item) bool { return l.seen&(1<<k) != 0 }

// Decode shows what is left of c, which is a whole invitation file or connection
// string in 8-bit text or UTF-16LE. Big-endian text is left closed: hand over
// Readable bytes.
func Decode(c *dissect.Cursor) {
	var d Decoder
	d.Decode(c)
}

// Decode is the function Decode with the storage of d.
func (d *Decoder) Decode(c *dissect.Cursor) {
	b := c.Peek()
	d.reset()
	if e, _ := EncodingOf(b); e == UTF16BE {
		c.Is(kindOther)
		c.Closed(fBigEndian, len(b))
		c.ReportLast(RuleEncoding, "UTF-16BE")
		return
	}
	t, mark := textOf(b)
	end := max(mark, trimmed(t))
	if mark > 0 {
		c.Bytes(fMark, mark)
	}
	d.text(c, t, mark, end)
	switch d.scan.form {
	case formFile:
		c.Is(kindFile)
	case formString1:
		c.Is(kindString1)
	case formString2:
		c.Is(kindString2)
	default:
		c.Is(kindOther)
	}
	if n := c.Left(); n > 0 {
		c.Bytes(fTerminator, n)
	}
}

// DecodeString shows the next n bytes of c, which are a connection string in
// UTF-16LE, without a terminator.
func (d *Decoder) DecodeString(c *dissect.Cursor, n int) {
	b := c.Peek()
	d.reset()
	n = min(max(n, 0), len(b))
	d.text(c, xmltag.Wide(b[:n]), 0, n-n%2)
	if n%2 == 1 {
		c.Bytes(fRest16, 1)
	}
}

func (d *Decoder) reset() {
	d.Version, d.Addresses, d.ID, d.Listener = 0, nil, nil, nil
	d.depth, d.file = 0, false
}

// text shows the bytes of t from pos to end. Offsets in findings are those of
// the message.
func (d *Decoder) text(c *dissect.Cursor, t xmltag.Text, pos, end int) {
	d.wide = t.Wide
	s := &d.scan
	s.begin(t, pos, end)
	s.base = c.Offset() - pos
	d.file = s.form == formFile
	d.push(itemCount, c.Offset())
	for p, ok := s.next(); ok; p, ok = s.next() {
		d.part(c, s, p)
	}
	d.root(c)
	d.depth = 0
	switch {
	case s.form == formNone:
		c.ReportLast(RuleForm, "neither an UPLOADINFO document nor a connection string")
	case s.form == formString1:
		c.Held(RuleForm)
	default:
		c.Held(RuleForm)
		if s.fault == "" {
			c.Held(RuleWellFormed)
		} else {
			at := min(s.faultAt, end)
			c.Report(RuleWellFormed, s.base+at, min(t.Step(), end-at), s.fault)
		}
	}
}

func (d *Decoder) push(k item, off int) {
	if d.depth < len(d.levels) {
		d.levels[d.depth] = level{item: k, off: off}
	}
	d.depth++
}

// top is the innermost group that is open.
func (d *Decoder) top() *level { return &d.levels[min(max(d.depth, 1), len(d.levels))-1] }

func (d *Decoder) part(c *dissect.Cursor, s *scanner, p part) {
	f := d.field(p.item)
	switch p.op {
	case enter:
		d.top().seen |= 1 << p.item
		if p.item == itemElement {
			d.unknown(c, s, p, "element ")
		}
		c.Enter(f)
		d.push(p.item, c.Offset())
		d.entered(s, p)
	case leave:
		l := *d.top()
		c.Leave()
		d.depth--
		d.left(c, s, &l)
	default:
		d.top().seen |= 1 << p.item
		if p.item == itemLHTicket {
			c.Closed(f, p.at.Len)
		} else {
			c.Bytes(f, p.at.Len)
		}
		d.value(c, s, p)
	}
}

// field is the field of an item where it stands.
func (d *Decoder) field(k item) *dissect.Field {
	pair := &fieldsOf[k]
	if k == itemMarkup {
		switch in := d.top().item; {
		case in == itemTicket, in == itemString1, in == itemAddressList, in == itemAddress:
			pair = &markup1
		case d.file:
			pair = &markupFile
		}
	}
	if d.wide {
		return pair[1]
	}
	return pair[0]
}

var (
	markup1    = [2]*dissect.Field{fString1Markup, fString1Markup16}
	markupFile = [2]*dissect.Field{fFileMarkup, fFileMarkup16}
)

// unknown reports an element or attribute that no specification names.
func (d *Decoder) unknown(c *dissect.Cursor, s *scanner, p part, what string) {
	name := p.name
	if p.op == enter {
		name = p.at
	}
	c.Report(RuleUnknownName, s.base+name.Off, name.Len, what+s.t.At(name).To(64).String())
}

// entered notes what a group says by being there.
func (d *Decoder) entered(s *scanner, p part) {
	switch p.item {
	case itemE:
		d.Version = 2
	case itemTicket, itemString1:
		d.Version = 1
	case itemAddressList:
		d.Addresses = s.t.At(p.at).Bytes
	}
}

// AppendInfo appends where the string read last leads: the machineAddressList, or
// the first listener. Captured text in it is not escaped.
func (d *Decoder) AppendInfo(dst []byte) []byte {
	list := d.Addresses
	if len(list) == 0 {
		list = d.Listener
	}
	return xmltag.Text{Bytes: list, Wide: d.wide}.Append(dst)
}
