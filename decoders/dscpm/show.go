package dscpm

import (
	"bytes"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
)

// upto records what lies between the next byte and offset off of the message.
func upto(c *dissect.Cursor, f *dissect.Field, off int) {
	if n := min(off-c.Offset(), c.Left()); n > 0 {
		c.Bytes(f, n)
	}
}

// showHead records a head: of a request its URL, part by part, and the values of
// the header fields. Header fields are those of head, whose offsets are those of
// the message. It returns where the URL begins.
func (h *handler) showHead(c *dissect.Cursor, head *http.Head) (target int) {
	b := c.Peek()
	if !head.Response {
		for target < len(b) && (b[target] == '\r' || b[target] == '\n') {
			target++
		}
		upto(c, fStartLine, target)
		target += len(head.Method())
		upto(c, fMethod, target)
		for target < len(b) && (b[target] == ' ' || b[target] == '\t') {
			target++
		}
		upto(c, fPunctuation, target)
	}
	if !c.Recording() { // the rules look at head and URL, not at these fields
		upto(c, fRestOfHead, len(b))
		return target
	}
	if !head.Response {
		for _, p := range h.uri.parts {
			upto(c, p.f, target+p.end)
		}
	}
	if i := bytes.IndexByte(b[min(len(b), c.Offset()):], '\n'); i >= 0 {
		upto(c, fStartLine, c.Offset()+i+1)
	}
	for i := 0; i < head.Len(); i++ {
		off, n := head.ValueAt(i)
		if off < c.Offset() || off+n > len(b) {
			continue
		}
		// Between two values lie the end of a line and a name. Anything more
		// may be the rest of a folded value.
		between, name := b[c.Offset():off], fHeaderName
		if bytes.Count(between, []byte("\n")) > 1 {
			name = fRestOfHead
		}
		upto(c, name, off)
		upto(c, headerField(head.Name(i)), off+n)
	}
	rest := fHeadEnd
	if len(bytes.TrimLeft(c.Peek(), "\r\n \t")) > 0 {
		rest = fRestOfHead
	}
	upto(c, rest, len(b))
	return target
}

// headerField is the field of the value of a header field.
func headerField(name []byte) *dissect.Field {
	for i := range headerFields {
		if fold(name, headerFields[i].name) {
			return headerFields[i].f
		}
	}
	return fHeaderValue
}

// fold compares b with a name in lower case without regard to case.
func fold(b []byte, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// memberField is the field of a member of this name.
func memberField(name []byte) *dissect.Field {
	for i := range memberFields {
		if fold(name, memberFields[i].name) {
			return memberFields[i].f
		}
	}
	return fOtherMember
}

// maxOpen is how deep objects are shown as groups; json reads no deeper.
const maxOpen = 256

// showJSON records the text parsed last, values by the names of their members.
// The values of an array are called like the array.
func showJSON(c *dissect.Cursor, d *json.Doc) {
	if !c.Recording() { // the rules look at the text, not at these fields
		upto(c, fStructure, c.Offset()+c.Left())
		return
	}
	var open [maxOpen]uint32
	var names [maxOpen]*dissect.Field
	depth := 0
	leave := func(next int) {
		for depth > 0 && int(d.Values[open[depth-1]].End) <= next {
			depth--
			v := &d.Values[open[depth]]
			upto(c, fStructure, int(v.Off+v.Len))
			c.Leave()
		}
	}
	for i := range d.Values {
		leave(i)
		v := &d.Values[i]
		f := fOtherMember
		if depth > 0 && names[depth-1] != nil {
			f = names[depth-1]
		}
		if v.Member {
			f = memberField(d.Name(i))
			upto(c, fStructure, int(v.NameOff))
			upto(c, fMemberName, int(v.NameOff+v.NameLen))
		}
		upto(c, fStructure, int(v.Off))
		if v.Kind != json.Object && v.Kind != json.Array {
			c.Bytes(f, min(int(v.Len), c.Left()))
			continue
		}
		if depth == maxOpen {
			continue
		}
		group := fObject
		names[depth] = nil
		if v.Kind == json.Array {
			group = fArray
			names[depth] = f
		}
		c.Enter(group)
		open[depth] = uint32(i)
		depth++
	}
	leave(len(d.Values))
	upto(c, fStructure, c.Offset()+c.Left())
}
