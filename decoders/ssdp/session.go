package ssdp

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// A Found is a response to a search: the device at the other end of the
// conversations between its two hosts has been discovered. Multicast messages
// are conversations of other hosts and leave none.
type Found struct {
	Time    int64  // nanoseconds since 1970
	Target  string // ST, at most its first 256 bytes
	Message *dissect.Ref
}

// maxText is how many bytes of a search target are kept.
const maxText = 256

// share is what the conversations of two hosts share.
type share struct{ found *Found }

var shareKey = new(int)

// Of is the first response that one of the two hosts of conv sent to the other;
// nil where none was seen.
func Of(conv *dissect.Conversation) *Found { return shared(conv).found }

func shared(conv *dissect.Conversation) *share {
	return conv.Shared(shareKey, func() any { return &share{} }).(*share)
}

// handler reads the datagrams of one conversation.
type handler struct {
	conv *dissect.Conversation
	head http.Head
	kind *dissect.Kind
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

func newHandler(c *dissect.Conversation) *handler {
	return &handler{conv: c, head: http.Head{Leaf: http.ByName(leaves)}}
}

// Frame is not used: datagrams are whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one datagram.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	b := c.Peek()
	h.kind = kindNone
	if !isHead(b) {
		c.Is(kindNone)
		c.Rest(fNone)
		return
	}
	h.head.Read(c)
	h.kind = h.what()
	c.Is(h.kind)
	if n := c.Left(); n > 0 {
		c.Bytes(fBody, n)
	}
	h.check(c)
}

// isHead reports whether a datagram begins with a start-line: the rest of its
// first line ends in a version, or it begins with one.
func isHead(b []byte) bool {
	if starts(b, "HTTP/") {
		return true
	}
	end := bytes.IndexByte(b, '\n')
	return end > 0 && bytes.Contains(b[:end], []byte(" HTTP/"))
}

// what tells the kind of the head read last.
func (h *handler) what() *dissect.Kind {
	m := h.head.Method()
	switch {
	case h.head.Response:
		return kindResponse
	case string(m) == "M-SEARCH":
		return kindSearch
	case string(m) != "NOTIFY":
		return kindOther
	}
	nts, _ := h.head.Field("nts")
	switch string(nts) {
	case "ssdp:byebye":
		return kindByeBye
	case "ssdp:update":
		return kindUpdate
	case "ssdp:alive", "":
		return kindAlive
	}
	return kindOther
}

// missing is the first of the header fields that is not there or, but for EXT,
// is empty; "" where all are.
func (h *handler) missing(names ...string) string {
	for _, n := range names {
		if v, ok := h.head.Field(n); !ok || len(v) == 0 && n != "ext" {
			return n
		}
	}
	return ""
}

// needs checks that header fields are there.
func (h *handler) needs(c *dissect.Cursor, r *dissect.Rule, names ...string) {
	n := h.missing(names...)
	if n == "" && (r == Alive || r == Response) && h.maxAge() < 0 {
		n = "max-age"
	}
	if n == "" {
		c.Held(r)
		return
	}
	c.Report(r, 0, len(h.head.Bytes()), "no "+n)
}

// maxAge is the max-age of CACHE-CONTROL in seconds, -1 where there is none.
func (h *handler) maxAge() int {
	v, _ := h.head.Field("cache-control")
	const name = "max-age"
	for i := 0; i+len(name) <= len(v); i++ {
		if !bytes.EqualFold(v[i:i+len(name)], []byte(name)) {
			continue
		}
		v = bytes.TrimLeft(v[i+len(name):], " \t")
		if len(v) == 0 || v[0] != '=' {
			return -1
		}
		v = bytes.TrimLeft(v[1:], " \t\"")
		return digits(v)
	}
	return -1
}

// digits is the number that v begins with, -1 where it begins with none.
func digits(v []byte) int {
	n := 0
	for n < len(v) && n < 9 && '0' <= v[n] && v[n] <= '9' {
		n++
	}
	if n == 0 {
		return -1
	}
	x := 0
	for _, c := range v[:n] {
		x = x*10 + int(c-'0')
	}
	return x
}

// check checks the rules about the message read last.
func (h *handler) check(c *dissect.Cursor) {
	switch h.kind {
	case kindAlive:
		h.needs(c, Alive, "cache-control", "location", "nt", "nts", "usn")
		h.longEnough(c)
	case kindByeBye:
		h.needs(c, ByeBye, "nt", "nts", "usn")
	case kindUpdate:
		h.needs(c, Update, "location", "nt", "nts", "usn")
	case kindSearch:
		h.search(c)
	case kindResponse:
		if h.head.Status == 200 {
			h.needs(c, Response, "cache-control", "ext", "location", "st", "usn")
			h.longEnough(c)
		}
	}
}

// longEnough checks max-age, where there is one.
func (h *handler) longEnough(c *dissect.Cursor) {
	age := h.maxAge()
	if age < 0 {
		return
	}
	const least = 1800
	if age >= least {
		c.Held(MaxAge)
		return
	}
	off, n := h.head.ValueAt(h.head.Index("cache-control"))
	c.Report(MaxAge, off, n, "max-age is "+strconv.Itoa(age))
}

// search checks the header fields of an M-SEARCH.
func (h *handler) search(c *dissect.Cursor) {
	man, ok := h.head.Field("man")
	mx, _ := h.head.Field("mx")
	st, _ := h.head.Field("st")
	what := ""
	switch {
	case !ok:
		what = "no man"
	case string(man) != `"ssdp:discover"`:
		what = "man is " + string(man[:min(len(man), 64)])
	case len(st) == 0:
		what = "no st"
	case digits(mx) < 0 && h.multicast():
		what = "no mx"
	}
	if what == "" {
		c.Held(Search)
		return
	}
	c.Report(Search, 0, len(h.head.Bytes()), what)
}

// multicast reports whether the search goes to everybody, by its HOST field.
func (h *handler) multicast() bool {
	v, ok := h.head.Field("host")
	return !ok || starts(v, "239.") || len(v) > 3 && v[0] == '[' && (v[1]|0x20) == 'f' && (v[2]|0x20) == 'f'
}

// Commit keeps the first response.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	if h.kind != kindResponse || h.head.Status != 200 {
		return
	}
	s := shared(h.conv)
	if s.found != nil {
		return
	}
	st, _ := h.head.Field("st")
	s.found = &Found{Time: x.Time(), Target: string(st[:min(len(st), maxText)])}
	if x.WantsSessions() {
		s.found.Message = x.Ref()
	}
}

// Info tells what is announced, searched or found, and where it is described.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	for _, name := range [...]string{"nt", "st", "location"} {
		if h.kind == kindNone {
			break
		}
		if v, _ := h.head.Field(name); len(v) > 0 {
			if len(dst) > 0 {
				dst = append(dst, ' ')
			}
			dst = append(dst, v...)
		}
	}
	return dst
}
