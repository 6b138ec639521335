package http

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// methods are the methods of RFC 9110 9.3, RFC 5789 (PATCH), RFC 4918 (WebDAV),
// UPnP 1.0 3.2 (M-POST), MS-RPCH 2.1.2.1 and MS-TSGU 3.3.5.1. Other methods are
// known by the version at the end of their line.
var methods = [...]string{
	"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
	"PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
	"M-POST", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE",
	"RPC_IN_DATA", "RPC_OUT_DATA", "RDG_IN_DATA", "RDG_OUT_DATA",
}

const (
	// maxMethod is the longest method that is taken for one.
	maxMethod = 32
	// maxLine is how much of a line is looked at by a search.
	maxLine = 4096
	// maxTarget is how much of a line without end is looked at.
	maxTarget = 3072
)

// preface is what a client of HTTP/2 begins with (RFC 9113 3.4). It is made to
// look like a request.
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// known reports whether m is one of the methods.
func known(m []byte) bool {
	for _, s := range methods {
		if string(m) == s {
			return true
		}
	}
	return false
}

// methodName is m as a string, at most maxMethod bytes of it.
func methodName(m []byte) string {
	for _, s := range methods {
		if string(m) == s {
			return s // without an allocation
		}
	}
	return string(m[:min(len(m), maxMethod)])
}

// start tells whether b begins with a start-line. strict wants a version in a
// request-line; else a known method before a target will do.
func start(b []byte, strict bool) dissect.Verdict {
	n := 0
	for n < len(b) && n < maxEmpty && (b[n] == '\r' || b[n] == '\n') {
		n++
	}
	if b = b[n:]; len(b) == 0 {
		if n >= maxEmpty {
			return dissect.No
		}
		return dissect.More
	}
	const name = "HTTP/"
	if k := min(len(b), len(name)); string(b[:k]) == name[:k] {
		if len(b) <= len(name) {
			return dissect.More
		}
		if '0' <= b[len(name)] && b[len(name)] <= '9' || !strict {
			return dissect.Yes
		}
		return dissect.No
	}
	return request(b, strict)
}

// request tells whether b begins with a request-line.
func request(b []byte, strict bool) dissect.Verdict {
	m := 0
	for m < len(b) && m <= maxMethod && tchars[b[m]] {
		m++
	}
	if m == 0 || m > maxMethod {
		return dissect.No
	}
	if k := min(len(b), len(preface)); k > 3 && string(b[:k]) == preface[:k] {
		return dissect.No // HTTP/2
	}
	if m == len(b) {
		return dissect.More
	}
	if !isSpace(b[m]) {
		return dissect.No
	}
	content, next := line(b)
	whole := next > content
	rest := b[m+1 : max(m+1, content)]
	if !known(b[:m]) {
		for i, c := range rest {
			if c < ' ' && c != '\t' && !(c == '\r' && !whole && i == len(rest)-1) {
				return dissect.No
			}
		}
	}
	if v := bytes.LastIndex(rest, []byte(" HTTP/")); v >= 0 && v+len(" HTTP/") < len(rest) {
		if c := rest[v+len(" HTTP/")]; whole && '0' <= c && c <= '9' {
			return dissect.Yes
		}
	}
	switch {
	case !whole && len(b) < maxTarget:
		return dissect.More
	case !known(b[:m]) || whole && strict:
		return dissect.No
	}
	return dissect.Yes
}

// probe recognises a start-line at the start of the bytes, and where the start
// of the connection was missed also at the start of a later line.
func probe(_ dissect.Dir, b []byte, mid bool) dissect.Verdict {
	if v := start(b, true); v != dissect.No || !mid {
		return v
	}
	if i := find(b, 1, b[0], seekGap); i < len(b) && candidate(b[i:], true, seekGap) == dissect.Yes {
		return dissect.Yes
	}
	return dissect.More
}

// find finds the next place, from offset i on, that is a start-line or may be
// one at the very end of b; len(b) where there is none. before is the byte
// before offset i.
func find(b []byte, i int, before byte, why seek) int {
	for ; i < len(b); i++ {
		if before == '\n' || b[i] == 'H' || likely(b[i:]) {
			if candidate(b[i:], before == '\n', why) != dissect.No {
				return i
			}
		}
		before = b[i]
	}
	return len(b)
}

// candidate tells whether b begins with a start-line, for one that searches.
// The body of a message need not end with a line, so a start-line may stand
// behind anything; but not at the beginning of a line it has to be one of a
// known kind. Behind a gap, where bytes that begin no message are no fault, half
// a line counts only where there is little doubt.
func candidate(b []byte, first bool, why seek) dissect.Verdict {
	if len(b) == 0 || b[0] == '\r' || b[0] == '\n' {
		return dissect.No
	}
	b = b[:min(len(b), maxLine)]
	known := likely(b)
	v := start(b, true)
	if v != dissect.No && b[0] == 'H' && len(b) > 1 && b[1] == 'T' {
		v = statusLine(b)
	}
	switch {
	case v == dissect.Yes && (first || known):
		return dissect.Yes
	case v == dissect.More && why == seekLost && (first || known):
		return dissect.More
	case v == dissect.More && known && (first || len(b) > maxMethod):
		return dissect.More
	}
	return dissect.No
}

// statusLine tells whether b begins with a version, a space and a digit.
func statusLine(b []byte) dissect.Verdict {
	const form = "HTTP/0.0 0"
	for i := range min(len(b), len(form)) {
		if b[i] != form[i] && !(form[i] == '0' && '0' <= b[i] && b[i] <= '9') {
			return dissect.No
		}
	}
	if len(b) < len(form) {
		return dissect.More
	}
	return dissect.Yes
}

// likely reports whether b may well be the beginning of a start-line.
func likely(b []byte) bool {
	const name = "HTTP/1."
	if k := min(len(b), len(name)); string(b[:k]) == name[:k] {
		return true
	}
	if len(b) == 0 || b[0] < 'A' || b[0] > 'Z' {
		return false
	}
	head := b[:min(len(b), maxMethod)]
	m := word(head, " ")
	for _, s := range methods {
		if len(m) < len(head) && string(m) == s || len(m) == len(b) && len(m) <= len(s) && s[:len(m)] == string(m) {
			return true
		}
	}
	return false
}
