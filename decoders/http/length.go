package http

import (
	"math"

	"github.com/radissect/radissect/dissect"
)

// lengths is what the Content-Length fields of a head say, RFC 9110 8.6.
type lengths struct {
	count  int
	bad    bool // one of them is no number
	differ bool
	first  uint64
	low    uint64 // least and greatest of those that are numbers
	high   uint64
	at     span // of the last value
	badAt  span
	second span // of the first value that differs from one before
}

// add takes the value of one field. A list of equal numbers counts as one.
func (l *lengths) add(value []byte, at span) {
	l.at = at
	for rest := value; ; {
		var e []byte
		e, rest = next(rest)
		v, ok := number(e)
		switch {
		case !ok:
			l.bad, l.badAt = true, at
		case l.count == 0:
			l.first, l.low, l.high = v, v, v
			l.count++
		default:
			if v != l.first && !l.differ {
				l.differ, l.second = true, at
			}
			l.low, l.high = min(l.low, v), max(l.high, v)
			l.count++
		}
		if len(rest) == 0 {
			return
		}
	}
}

// number reads decimal digits.
func number(b []byte) (v uint64, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' || v > (math.MaxInt64-9)/10 {
			return 0, false
		}
		v = v*10 + uint64(c-'0')
	}
	return v, len(b) > 0
}

// codings is what the Transfer-Encoding fields of a head say, RFC 9112 6.1.
type codings struct {
	count   int
	chunked int  // how often chunked is named
	last    bool // chunked is the last one
	at      span // of the last value
	other   [4]coding
	others  int // codings other than chunked; those beyond the room in other are not undone
}

func (t *codings) add(value []byte, at span) {
	t.at = at
	for rest := value; len(rest) > 0; {
		var e []byte
		if e, rest = next(rest); len(e) == 0 {
			continue
		}
		name, _ := trim(word(e, ";"))
		t.count++
		t.last = fold(name, "chunked")
		if t.last {
			t.chunked++
			continue
		}
		if t.others < len(t.other) {
			t.other[t.others] = codingOf(name)
		}
		t.others++
	}
}

// A framing says how the body of a message is delimited.
type framing uint8

const (
	framingNone    framing = iota // no body
	framingSized                  // Content-Length
	framingChunked                // chunked transfer coding
	framingClose                  // up to the end of the stream
)

// framing tells how the body is delimited, RFC 9112 6.3. n is its length where
// it is sized; alt is how much longer it is by another Content-Length of the
// same head. method is that of the request that a response answers, "" where
// it is not known.
func (h *Head) framing(method string) (f framing, n, alt uint64) {
	if h.Response && (method == "HEAD" || h.bodiless()) {
		return framingNone, 0, 0
	}
	switch {
	case h.codings.chunked > 0 && (h.codings.last || !h.Response):
		return framingChunked, 0, 0
	case h.codings.count > 0 && h.Response:
		return framingClose, 0, 0
	case h.lengths.count > 0:
		return framingSized, h.lengths.low, h.lengths.high - h.lengths.low
	case h.Response:
		return framingClose, 0, 0
	}
	return framingNone, 0, 0
}

// bodiless reports whether a response has no body whatever its fields say.
func (h *Head) bodiless() bool {
	return h.Status >= 100 && h.Status < 200 || h.Status == 204 || h.Status == 304
}

// rules checks the rules that need the whole head.
func (h *Head) rules(c *dissect.Cursor) {
	l, t := &h.lengths, &h.codings
	at := func(ok bool, r *dissect.Rule, s span) {
		if ok {
			c.Held(r)
		} else {
			c.Report(r, int(s.off), int(s.n), "")
		}
	}
	if l.count > 1 {
		at(!l.differ, ContentLengths, l.second)
	}
	if t.count > 0 {
		at(l.count == 0 && !l.bad, LengthAndCoding, l.at)
		at(t.chunked <= 1, ChunkedOnce, t.at)
		at(t.last || h.Response && t.chunked == 0, ChunkedLast, t.at)
		at(h.Major != 1 || h.Minor > 0, CodingVersion, t.at)
	}
	if h.Response {
		h.responseRules(c, at)
		return
	}
	if h.Major == 1 && h.Minor >= 1 {
		c.RequireAt(h.hosts > 0 || h.more > 0, Host, int(h.method.off), int(h.method.n), "")
	}
	if h.hosts > 0 && h.hosts == 1 && h.check {
		c.Held(HostOnce)
	}
	if h.expect.n > 0 {
		at(t.count > 0 || l.high > 0, ExpectContent, h.expect)
	}
}

// responseRules checks what a status code asks of the fields.
func (h *Head) responseRules(c *dissect.Cursor, at func(bool, *dissect.Rule, span)) {
	switch {
	case h.Status >= 100 && h.Status < 200 || h.Status == 204:
		at(h.lengths.count == 0 && !h.lengths.bad, LengthForbidden, h.lengths.at)
		at(h.codings.count == 0, CodingForbidden, h.codings.at)
	}
	switch h.Status {
	case 101:
		at(h.Index("upgrade") >= 0 || h.more > 0, UpgradeField, h.code)
	case 401:
		at(h.Index("www-authenticate") >= 0 || h.more > 0, Challenge, h.code)
	case 405:
		at(h.Index("allow") >= 0 || h.more > 0, Allow, h.code)
	case 407:
		at(h.Index("proxy-authenticate") >= 0 || h.more > 0, ProxyChallenge, h.code)
	}
}
