package http

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// maxFields is how many fields of a head are kept. All are read.
const maxFields = 256

// A span is a range of bytes in a head.
type span struct{ off, n uint32 }

func (s span) of(b []byte) []byte {
	lo := min(int(s.off), len(b))
	return b[lo:min(lo+int(s.n), len(b))]
}

// A HeaderField says where a field lies in its head.
type HeaderField struct{ name, value span }

// A Head is the head of a request or response: start-line and fields.
type Head struct {
	Response bool
	Status   int  // of a response: its status code, 0 where that is no number of three digits
	Major    int8 // of the version, -1 where there is none
	Minor    int8

	// Leaf, where it is set, tells what the value of a header field of this name
	// is shown as; nil stands for field-value.
	Leaf func(name []byte) *dissect.Field

	b       []byte // the bytes
	method  span   // of a request
	target  span
	code    span // of a response
	reason  span
	fields  []HeaderField
	more    int // fields that are not in fields
	check   bool
	lengths lengths
	codings codings
	hosts   int
	expect  span   // the value of an Expect field that asks for 100-continue
	room    []byte // storage of b, where it is a copy
}

// reset empties h and keeps its storage.
func (h *Head) reset(b []byte, check bool) {
	fields := h.fields[:0]
	if cap(fields) == 0 && len(b) > 0 {
		fields = make([]HeaderField, 0, usualFields)
	}
	*h = Head{b: b, Major: -1, Minor: -1, Leaf: h.Leaf, fields: fields, check: check, room: h.room}
}

// ByName is a Leaf that looks names up in a table whose keys are in lower case.
func ByName(table map[string]*dissect.Field) func(name []byte) *dissect.Field {
	return func(name []byte) *dissect.Field {
		var room [32]byte
		if len(name) > len(room) {
			return nil
		}
		for i, c := range name {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			room[i] = c
		}
		return table[string(room[:len(name)])]
	}
}

// Bytes is the head as it was captured, from the start-line to the empty line,
// at most the first 16 KiB of one that is kept.
func (h *Head) Bytes() []byte { return h.b }

// Seen reports whether there is a head.
func (h *Head) Seen() bool { return len(h.b) > 0 }

// Method is the method of a request.
func (h *Head) Method() []byte { return h.method.of(h.b) }

// Target is the request-target of a request, as it is in the request-line.
func (h *Head) Target() []byte { return h.target.of(h.b) }

// Reason is the reason-phrase of a response.
func (h *Head) Reason() []byte { return h.reason.of(h.b) }

// Len is the number of fields.
func (h *Head) Len() int { return len(h.fields) }

// Name is the name of field i, as it was sent.
func (h *Head) Name(i int) []byte { return h.fields[i].name.of(h.b) }

// Value is the value of field i, without white space at its ends.
func (h *Head) Value(i int) []byte { return h.fields[i].value.of(h.b) }

// ValueAt is where the value of field i lies in Bytes.
func (h *Head) ValueAt(i int) (off, n int) {
	v := h.fields[i].value
	return int(v.off), int(v.n)
}

// Index is the first field of this name, which is in lower case; -1 when there is none.
func (h *Head) Index(name string) int {
	for i := range h.fields {
		if fold(h.fields[i].name.of(h.b), name) {
			return i
		}
	}
	return -1
}

// Field is the value of the first field of this name, which is in lower case,
// and whether there is one.
func (h *Head) Field(name string) ([]byte, bool) {
	if i := h.Index(name); i >= 0 {
		return h.Value(i), true
	}
	return nil, false
}

// Read reads a head without checking any rule, for protocols that are handed
// one, and for those that borrow the format (SSDP).
func (h *Head) Read(c *dissect.Cursor) {
	h.reset(c.Peek(), false)
	h.read(c)
}

// decode reads a head and checks the rules about it.
func (h *Head) decode(c *dissect.Cursor) {
	h.reset(c.Peek(), true)
	h.read(c)
	if len(h.b) >= maxHead && c.Left() == 0 && emptyTail(h.b) == 0 {
		c.Report(HeadLimit, 0, len(h.b), "")
		return
	}
	h.rules(c)
}

// emptyTail is the length of the empty line at the end of b, or 0.
func emptyTail(b []byte) int {
	n := len(b)
	if n > 1 && b[n-1] == '\n' && b[n-2] == '\n' {
		return 1
	}
	if n > 2 && b[n-1] == '\n' && b[n-2] == '\r' && b[n-3] == '\n' {
		return 2
	}
	return 0
}

// must checks a rule about the field read last.
func (h *Head) must(c *dissect.Cursor, ok bool, r *dissect.Rule) {
	if h.check {
		c.Require(ok, r)
	}
}

func (h *Head) read(c *dissect.Cursor) {
	if b := c.Peek(); emptyLine(b) > 0 {
		emptyLines(c, bytes.HasPrefix(bytes.TrimLeft(b, "\r\n"), []byte("HTTP/")), h.check)
	}
	h.startLine(c)
	h.fieldLines(c)
}

// emptyLines reads empty lines before a head, or behind the last message.
func emptyLines(c *dissect.Cursor, response, check bool) {
	r := ExtraCRLF
	if response {
		r = ExtraLine
	}
	for n := emptyLine(c.Peek()); n > 0; n = emptyLine(c.Peek()) {
		c.Bytes(fCRLF, n)
		if check {
			c.Require(false, r)
		}
	}
}

// fieldLines reads fields up to the empty line.
func (h *Head) fieldLines(c *dissect.Cursor) {
	for first := true; c.Left() > 0 && c.OK(); first = false {
		if n := emptyLine(c.Peek()); n > 0 {
			h.lineEnd(c, n)
			return
		}
		h.fieldLine(c, first)
	}
}

// lineEnd reads the n bytes that end a line.
func (h *Head) lineEnd(c *dissect.Cursor, n int) {
	if n <= 0 {
		return
	}
	b := c.Bytes(fCRLF, n)
	h.must(c, n > 1 && b[n-2] == '\r', LineEnd)
}

// startLine reads the request-line or status-line.
func (h *Head) startLine(c *dissect.Cursor) {
	b := c.Peek()
	n, end := line(b)
	const name = "HTTP/"
	h.Response = n >= len(name) && string(b[:len(name)]) == name
	if h.Response {
		c.Is(kindResponse)
		c.Enter(fStatusLine)
		h.statusLine(c, b[:n])
	} else {
		c.Is(kindRequest)
		c.Enter(fRequestLine)
		h.requestLine(c, b[:n])
	}
	h.lineEnd(c, end-n)
	c.Leave()
}

// requestLine reads method, request-target and HTTP-version, RFC 9112 3.
func (h *Head) requestLine(c *dissect.Cursor, b []byte) {
	at := c.Offset()
	h.method = h.text(c, fMethod, len(word(b, " \t")))
	rest := b[h.method.n:]
	sp := spaces(rest)
	good := sp == 1 && rest[0] == ' '
	h.space(c, sp)
	rest = rest[sp:]
	// The version is the last word, if it looks like one.
	v, vsp := len(rest), 0
	for i := len(rest); i > 0; i-- {
		if isSpace(rest[i-1]) {
			if looksVersion(rest[i:]) {
				v = i
			}
			break
		}
	}
	for vsp < v && v < len(rest) && isSpace(rest[v-vsp-1]) {
		vsp++
	}
	h.target = h.text(c, fTarget, v-vsp)
	for _, x := range h.target.of(h.b) {
		good = good && !isSpace(x)
	}
	userinfo := h.userinfo()
	if userinfo {
		h.must(c, false, Userinfo)
	}
	if v == len(rest) {
		if h.check {
			c.RequireAt(false, Version, at, len(b), "none")
		}
		good = good && h.target.n > 0
	} else {
		good = good && vsp == 1 && rest[v-1] == ' ' && h.target.n > 0
		h.space(c, vsp)
		h.version(c, len(rest)-v)
	}
	if h.check {
		c.RequireAt(good, RequestLine, at, len(b), "")
	}
}

// looksVersion reports whether b may be meant as a version.
func looksVersion(b []byte) bool { return len(b) >= 5 && fold(b[:5], "http/") }

// userinfo reports whether the target is a URI with a userinfo part.
func (h *Head) userinfo() bool {
	t := h.Target()
	for i := 0; i+2 < len(t); i++ {
		if t[i] == ':' && t[i+1] == '/' && t[i+2] == '/' {
			for _, x := range word(t[i+3:], "/?#") {
				if x == '@' {
					return true
				}
			}
			return false
		}
		if !tchars[t[i]] {
			return false
		}
	}
	return false
}

func spaces(b []byte) int {
	n := 0
	for n < len(b) && isSpace(b[n]) {
		n++
	}
	return n
}

// statusLine reads HTTP-version, status-code and reason-phrase, RFC 9112 4.
func (h *Head) statusLine(c *dissect.Cursor, b []byte) {
	at := c.Offset()
	v := len(word(b, " \t"))
	h.version(c, v)
	rest := b[v:]
	sp := spaces(rest)
	h.space(c, sp)
	good := sp == 1 && rest[0] == ' '
	rest = rest[sp:]
	h.code = h.text(c, fStatusCode, len(word(rest, " \t")))
	code := h.code.of(h.b)
	if len(code) == 3 {
		for _, d := range code {
			if d < '0' || d > '9' {
				h.Status = 0
				break
			}
			h.Status = h.Status*10 + int(d-'0')
		}
	}
	h.must(c, h.Status >= 100 && h.Status <= 599, StatusCode)
	rest = rest[h.code.n:]
	if sp = min(1, spaces(rest)); sp > 0 {
		good = good && rest[0] == ' '
		h.space(c, sp)
		h.reason = h.text(c, fReason, len(rest)-sp)
	} else {
		good = false
	}
	if h.check {
		c.RequireAt(good, StatusLine, at, len(b), "")
	}
}

// text reads n bytes of a start-line.
func (h *Head) text(c *dissect.Cursor, f *dissect.Field, n int) span {
	s := span{uint32(c.Offset()), uint32(n)}
	c.Bytes(f, n)
	return s
}

func (h *Head) space(c *dissect.Cursor, n int) {
	if n > 0 {
		c.Bytes(fSP, n)
	}
}

// version reads the HTTP-version, RFC 9112 2.3.
func (h *Head) version(c *dissect.Cursor, n int) {
	b := c.Bytes(fVersion, n)
	digit := func(x byte) bool { return '0' <= x && x <= '9' }
	ok := len(b) == 8 && string(b[:5]) == "HTTP/" && digit(b[5]) && b[6] == '.' && digit(b[7])
	if ok {
		h.Major, h.Minor = int8(b[5]-'0'), int8(b[7]-'0')
	}
	h.must(c, ok, Version)
}

// fieldLine reads one field with the lines that continue it, RFC 9112 5.
func (h *Head) fieldLine(c *dissect.Cursor, first bool) {
	b := c.Peek()
	n, end := line(b)
	c.Enter(fFieldLine)
	defer c.Leave()
	name := 0
	for name < n && b[name] != ':' {
		name++
	}
	if name == n || isSpace(b[0]) {
		c.Bytes(fNoField, n)
		if isSpace(b[0]) && first {
			h.must(c, false, SpaceBeforeField)
		} else {
			h.must(c, false, FieldLine)
		}
		h.lineEnd(c, end-n)
		return
	}
	bare := name
	for bare > 0 && isSpace(b[bare-1]) {
		bare--
	}
	f := HeaderField{name: span{uint32(c.Offset()), uint32(bare)}}
	c.Bytes(fFieldName, bare)
	h.must(c, isToken(b[:bare]), FieldName)
	// Lines that begin with white space continue the value.
	folded := false
	for end < len(b) && isSpace(b[end]) {
		more, next := line(b[end:])
		n, end, folded = end+more, end+next, true
	}
	value, front := trim(b[name+1 : n])
	for folded && len(value) > 0 && (value[0] == '\r' || value[0] == '\n') {
		// A first line that is empty: recipients take the line end for white space.
		var more int
		value, more = trim(value[1:])
		front += 1 + more
	}
	c.Bytes(fColon, name-bare+1+front)
	h.must(c, name == bare, SpaceBeforeColon)
	f.value = span{uint32(c.Offset()), uint32(len(value))}
	h.value(c, b[:bare], value)
	if folded {
		h.must(c, false, LineFolding)
	}
	h.must(c, validValue(value, folded), FieldValue)
	if len(h.fields) < maxFields {
		h.fields = append(h.fields, f)
	} else {
		h.more++
	}
	h.note(c, b[:bare], value, int(f.value.off))
	h.lineEnd(c, end-(name+1+front+len(value)))
}

// validValue reports whether a value has no control characters but tabs, and
// the line ends of folding.
func validValue(b []byte, folded bool) bool {
	for i, x := range b {
		if x == 0 || x == '\r' && !(folded && i+1 < len(b) && b[i+1] == '\n') || x == '\n' && !folded {
			return false
		}
	}
	return true
}

// value reads a field-value, with the parts of it that are secret.
func (h *Head) value(c *dissect.Cursor, name, value []byte) {
	switch {
	case fold(name, "authorization"), fold(name, "proxy-authorization"):
		credentials(c, value)
	case fold(name, "www-authenticate"), fold(name, "proxy-authenticate"):
		c.Bytes(fChallenge, len(value))
	case fold(name, "cookie"), fold(name, "set-cookie"):
		c.Bytes(fCookie, len(value))
	default:
		f := fFieldValue
		if h.Leaf != nil {
			if l := h.Leaf(name); l != nil {
				f = l
			}
		}
		c.Bytes(f, len(value))
	}
}

// note keeps what the framing of the message depends on. The value begins at
// offset off of the message.
func (h *Head) note(c *dissect.Cursor, name, value []byte, off int) {
	at := span{uint32(off), uint32(len(value))}
	switch {
	case fold(name, "content-length"):
		h.lengths.add(value, at)
		h.must(c, !h.lengths.bad || h.lengths.badAt != at, ContentLength)
	case fold(name, "transfer-encoding"):
		h.codings.add(value, at)
	case fold(name, "host"):
		h.hosts++
		if h.hosts > 1 {
			h.must(c, false, HostOnce)
		}
	case fold(name, "expect"):
		if has(value, "100-continue") {
			h.expect = at
		}
	}
}
