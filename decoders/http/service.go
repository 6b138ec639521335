package http

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// On says what of a request a Match looks at.
type On uint8

// What a request is matched by, in the order in which it is tried.
const (
	// Action is the SOAPAction field (SOAP 1.1 6.1.1) without quotes, up to the
	// last '#', or else up to the last '/': the service, not the operation. As it
	// was sent.
	Action On = iota
	// Segment is one segment of the path, percent-decoded and in lower case. Of
	// a segment with a parenthesis it is the part up to the first '=' behind it:
	// "nodes(agentid" for /Nodes(AgentId='...'). The last segment is tried first.
	Segment
	// Path is the whole path, percent-decoded and in lower case: "/wsman".
	Path
	// Has is the name of a field, in lower case.
	Has
	// Verb is the method, as it was sent.
	Verb
)

// A Match is a key of the table Service: what a request has to hold.
type Match struct {
	On    On
	Value string
}

// maxSegments is how many segments of a path, from the last one, are tried.
const maxSegments = 16

// serviceOf is the protocol of the service that a request asks for, or nil.
func serviceOf(conv *dissect.Conversation, r *room, h *Head) *dissect.Protocol {
	in := func(on On, b []byte, asIs bool) *dissect.Protocol {
		var v string
		if asIs {
			v = string(b)
		} else {
			v = r.lower(b)
		}
		if v == "" {
			return nil
		}
		return Service.In(conv, Match{on, v})
	}
	if v, ok := h.Field("soapaction"); ok && len(v) < 1024 {
		if p := in(Action, actionService(v), true); p != nil {
			return p
		}
	}
	var room [1024]byte
	path := unescape(room[:0], pathOf(h.Target()))
	rest := path
	for n := 0; n < maxSegments; n++ {
		i := bytes.LastIndexByte(rest, '/')
		if i < 0 {
			break
		}
		seg := rest[i+1:]
		rest = rest[:i]
		if open := bytes.IndexByte(seg, '('); open >= 0 {
			if eq := bytes.IndexByte(seg[open:], '='); eq >= 0 {
				seg = bytes.TrimRight(seg[:open+eq], " ")
			}
		}
		if p := in(Segment, seg, false); p != nil {
			return p
		}
	}
	if p := in(Path, path, false); p != nil {
		return p
	}
	for i := range h.fields {
		if p := in(Has, h.Name(i), false); p != nil {
			return p
		}
	}
	if m := h.Method(); len(m) > 0 && len(m) <= maxMethod {
		return in(Verb, m, true)
	}
	return nil
}

// actionService is the part of a SOAPAction value that names the service.
func actionService(v []byte) []byte {
	v = bytes.Trim(v, "\"")
	if i := bytes.LastIndexByte(v, '#'); i >= 0 {
		return v[:i]
	}
	if i := bytes.LastIndexByte(v, '/'); i >= 0 {
		return v[:i]
	}
	return v
}

// isAbsolute reports whether a request-target has the absolute form, which is for
// proxies (RFC 9112 3.2.2).
func isAbsolute(target []byte) bool {
	i := bytes.Index(target, []byte("://"))
	return i > 0 && isToken(target[:i])
}

// pathOf is the path of a request-target, RFC 9112 3.2: of the origin form, or
// of the absolute form.
func pathOf(target []byte) []byte {
	if isAbsolute(target) {
		target = target[bytes.Index(target, []byte("://"))+3:]
		i := bytes.IndexByte(target, '/')
		if i < 0 {
			return nil
		}
		target = target[i:]
	}
	return word(target, "?#")
}

// unescape appends b with its percent-encoding undone (RFC 3986 2.1).
func unescape(dst, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) {
			hi, ok1 := hexDigit(b[i+1])
			lo, ok2 := hexDigit(b[i+2])
			if ok1 && ok2 {
				dst = append(dst, hi<<4|lo)
				i += 2
				continue
			}
		}
		dst = append(dst, b[i])
	}
	return dst
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
