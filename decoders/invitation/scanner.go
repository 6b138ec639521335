package invitation

import "github.com/radissect/radissect/decoders/invitation/xmltag"

// maxOpen is how many elements may lie in each other. A connection string 2 has
// four; what lies deeper is shown as unread.
const maxOpen = 8

// A scanner walks over the text of an invitation file or of a connection string,
// part by part, in the order of the bytes. It keeps nothing but its place, so it
// may be used without allocation, and every step takes bytes or closes a group,
// so it ends.
type scanner struct {
	t    xmltag.Text
	pos  int // next byte
	end  int
	base int // of t in the message

	open  [maxOpen]xmltag.Span // names of the elements that are open
	kinds [maxOpen]item
	depth int
	tag   xmltag.Tag
	attr  int // next attribute of tag while inTag
	inTag bool

	one    bool // inside a connection string 1
	end1   int  // where that ends
	field  int  // its next part
	listed int  // end of the machineAddressList while inside it, else 0

	queue      [8]part
	head, size int

	form    form
	fields  int    // parts of the connection string 1 read last
	fault   string // why the text is not well-formed, "" while it is
	faultAt int    // where
}

// form says what a text is.
type form uint8

const (
	formNone form = iota
	formFile
	formString1
	formString2
)

// begin starts at byte pos of t and goes to byte end.
func (s *scanner) begin(t xmltag.Text, pos, end int) {
	s.t, s.pos, s.end = t.To(end), pos, end
	s.depth, s.inTag, s.one, s.listed = 0, false, false, 0
	s.head, s.size, s.fields, s.fault, s.faultAt = 0, 0, 0, "", 0
	s.form = s.recognise()
	if s.form == formString1 {
		s.begin1(itemString1, s.pos, s.end)
	}
}

// recognise tells what the text is by its first element, or by the commas of a
// connection string 1.
func (s *scanner) recognise() form {
	at := s.pos
	for {
		at = s.t.SkipBlanks(at)
		switch {
		case s.t.From(at).HasPrefix("<?"):
			n := s.t.From(at).Find("?>")
			if n < 0 {
				return formNone
			}
			at += n + 2*s.t.Step()
			continue
		case s.t.From(at).HasPrefix("<!--"):
			n := s.t.From(at).Find("-->")
			if n < 0 {
				return formNone
			}
			at += n + 3*s.t.Step()
			continue
		case s.t.From(at).HasPrefix("<UPLOADINFO"):
			return formFile
		case s.t.From(at).HasPrefix("<E"):
			return formString2
		}
		break
	}
	if at < s.end && s.t.Unit(at) != '<' && s.t.From(at).Index(',') >= 0 {
		return formString1
	}
	return formNone
}

// next is the next part, false when there is none.
func (s *scanner) next() (part, bool) {
	for s.size == 0 {
		if !s.step() {
			return part{}, false
		}
	}
	p := s.queue[s.head]
	s.head = (s.head + 1) % len(s.queue)
	s.size--
	return p, true
}

// push puts a part into the queue. A step pushes at most as many as fit.
func (s *scanner) push(p part) {
	if s.size < len(s.queue) {
		s.queue[(s.head+s.size)%len(s.queue)] = p
		s.size++
	}
}

// take pushes the value from here up to byte to.
func (s *scanner) take(k item, to int) {
	s.push(part{item: k, at: xmltag.Span{Off: s.pos, Len: to - s.pos}})
	s.pos = to
}

// broken remembers the first reason why the text is not well-formed.
func (s *scanner) broken(at int, why string) {
	if s.fault == "" {
		s.fault, s.faultAt = why, at
	}
}

func (s *scanner) step() bool {
	switch {
	case s.one:
		s.step1()
	case s.inTag:
		s.stepTag()
	case s.pos < s.end && s.form == formNone:
		s.take(itemRest, s.end)
	case s.pos < s.end:
		s.stepContent()
	case s.depth > 0:
		s.broken(s.end, "an element is not closed")
		s.close()
	default:
		return false
	}
	return true
}

func (s *scanner) close() {
	s.depth--
	s.push(part{item: s.kinds[s.depth], op: leave})
}

// stepContent reads what stands between tags, or the beginning of a tag.
func (s *scanner) stepContent() {
	rest := s.t.From(s.pos)
	if blank := s.t.SkipBlanks(s.pos); blank > s.pos {
		s.take(itemMarkup, min(blank, s.end))
		return
	}
	switch {
	case rest.HasPrefix("<?"):
		s.skipTo("?>", itemDeclaration)
	case rest.HasPrefix("<!--"):
		s.skipTo("-->", itemMarkup)
	case rest.Unit(0) != '<':
		n := rest.Index('<')
		if n < 0 {
			n = len(rest.Bytes)
		}
		s.broken(s.pos, "text between elements")
		s.take(itemContent, s.pos+n)
	default:
		s.beginTag()
	}
}

// skipTo takes everything up to and with the ASCII string mark.
func (s *scanner) skipTo(mark string, k item) {
	n := s.t.From(s.pos).Find(mark)
	if n < 0 {
		s.broken(s.pos, "no "+mark)
		s.take(itemRest, s.end)
		return
	}
	s.take(k, s.pos+n+len(mark)*s.t.Step())
}

// beginTag reads a tag; its attributes follow step by step.
func (s *scanner) beginTag() {
	if !s.tag.Read(s.t, s.pos) {
		s.broken(s.tag.Fault, "not a well-formed tag")
		if !s.tag.Whole && (s.tag.Closes || s.tag.Count == 0) {
			s.take(itemRest, s.end)
			return
		}
		s.tag.Empty = s.tag.Empty || !s.tag.Whole // there is no telling what lies in it
	}
	name := s.t.At(s.tag.Name)
	if s.tag.Closes {
		if s.depth == 0 || string(s.t.At(s.open[s.depth-1]).Bytes) != string(name.Bytes) {
			s.broken(s.pos, "an end tag without its start tag")
			s.take(itemMarkup, s.tag.End)
			return
		}
		s.take(itemMarkup, s.tag.End)
		s.close()
		return
	}
	if s.depth == maxOpen {
		s.broken(s.pos, "elements lie too deep in each other")
		s.take(itemRest, s.end)
		return
	}
	s.open[s.depth], s.kinds[s.depth] = s.tag.Name, elementOf(name)
	s.push(part{item: s.kinds[s.depth], op: enter, at: s.tag.Name})
	s.depth++
	s.inTag, s.attr = true, 0
}

// stepTag reads the next attribute of the tag, or its end.
func (s *scanner) stepTag() {
	if s.attr == s.tag.Count {
		s.inTag = false
		s.take(itemMarkup, s.tag.End)
		if s.tag.Empty {
			s.close()
		}
		return
	}
	a := &s.tag.Attributes[s.attr]
	s.attr++
	s.take(itemMarkup, a.Value.Off)
	k := attributeOf(s.kinds[s.depth-1], s.t.At(a.Name))
	text := s.t.At(a.Value)
	if k == itemRCTicket && text.Index(',') >= 0 {
		s.begin1(itemTicket, a.Value.Off, a.Value.End())
		return
	}
	s.push(part{item: k, at: a.Value, name: a.Name})
	s.pos = a.Value.End()
}

// begin1 starts a connection string 1.
func (s *scanner) begin1(group item, from, to int) {
	s.push(part{item: group, op: enter, at: xmltag.Span{Off: from, Len: to - from}})
	s.one, s.field, s.fields, s.end1, s.listed = true, 0, 0, to, 0
}

// step1 reads the next part of a connection string 1; the eighth takes what is
// left, and its commas are counted as further parts.
func (s *scanner) step1() {
	if s.listed > 0 {
		s.stepAddress()
		return
	}
	comma := s.t.To(s.end1).From(s.pos).Index(',')
	to := s.end1
	if comma >= 0 && s.field < len(fields1)-1 {
		to = s.pos + comma
	}
	k := fields1[s.field]
	s.field++
	s.fields++
	switch {
	case k == itemAddressList:
		s.push(part{item: k, op: enter, at: xmltag.Span{Off: s.pos, Len: to - s.pos}})
		if to > s.pos {
			s.listed = to
			return
		}
		s.push(part{item: k, op: leave})
	default:
		if s.field == len(fields1) {
			for rest := s.t.To(to).From(s.pos); ; s.fields++ {
				n := rest.Index(',')
				if n < 0 {
					break
				}
				rest = rest.From(n + s.t.Step())
			}
		}
		s.take(k, to)
	}
	s.after1()
}

// after1 takes the comma behind a part, or ends the string.
func (s *scanner) after1() {
	if s.pos < s.end1 {
		s.take(itemMarkup, s.pos+s.t.Step())
		return
	}
	s.one = false
	group := itemString1
	if s.depth > 0 {
		group = itemTicket
	}
	s.push(part{item: group, op: leave})
}

// stepAddress reads one address of the machineAddressList.
func (s *scanner) stepAddress() {
	to := s.listed
	if n := s.t.To(s.listed).From(s.pos).Index(';'); n >= 0 {
		to = s.pos + n
	}
	one := xmltag.Span{Off: s.pos, Len: to - s.pos}
	s.push(part{item: itemAddress, op: enter, at: one})
	colon := lastColon(s.t.At(one))
	if colon < 0 {
		s.take(itemHost, to)
	} else {
		s.take(itemHost, s.pos+colon)
		s.take(itemMarkup, s.pos+s.t.Step())
		s.take(itemPort, to)
	}
	s.push(part{item: itemAddress, op: leave})
	if s.pos < s.listed {
		s.take(itemMarkup, s.pos+s.t.Step())
		if s.pos < s.listed {
			return
		}
	}
	s.listed = 0
	s.push(part{item: itemAddressList, op: leave})
	s.after1()
}

// lastColon is the byte offset of the last colon of t, -1 when there is none.
func lastColon(t xmltag.Text) int {
	at := -1
	for i := 0; i+t.Step() <= len(t.Bytes); i += t.Step() {
		if t.Unit(i) == ':' {
			at = i
		}
	}
	return at
}
