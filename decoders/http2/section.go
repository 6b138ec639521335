package http2

import (
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
)

// A part is what a field section is, RFC 9113 8.1.
type part uint8

const (
	partRequest part = iota
	partResponse
	partTrailer
)

// A section is a field section, with its pseudo-header fields (RFC 9113 8.3)
// taken out.
type section struct {
	lines     []line
	method    line
	scheme    line
	authority line
	path      line
	protocol  line // RFC 8441 4
	status    line
	host      line
	length    int64 // Content-Length, -1 where there is none
	lost      bool  // a name or value of it was lost
}

// set reports whether the section has this field.
func (l *line) set() bool { return l.n > 0 && !l.noValue }

// code is the status code, 0 where it is not known.
func (s *section) code() int {
	n, err := strconv.Atoi(s.status.value)
	if err != nil || len(s.status.value) != 3 || n < 100 {
		return 0
	}
	return n
}

// pseudo is the pseudo-header field of this name.
func (s *section) pseudo(name string) *line {
	switch name {
	case ":method":
		return &s.method
	case ":scheme":
		return &s.scheme
	case ":authority":
		return &s.authority
	case ":path":
		return &s.path
	case ":protocol":
		return &s.protocol
	case ":status":
		return &s.status
	}
	return nil
}

// take sorts the lines and checks the rules about them. lost says that there
// should have been more.
func (s *section) take(x *dissect.Context, list []line, p part, lost bool) {
	*s = section{lines: s.lines[:0], length: -1, lost: lost}
	regular, pseudo := false, false
	for i := range list {
		l := &list[i]
		if l.unnamed {
			s.lost = true
			continue
		}
		s.lost = s.lost || l.noValue
		if strings.HasPrefix(l.name, ":") {
			pseudo = true
			s.pseudoField(x, l, p, regular)
			continue
		}
		regular = true
		fieldRules(x, l)
		switch l.name {
		case "content-length":
			if n, err := strconv.ParseInt(l.value, 10, 64); err == nil && n >= 0 && !l.noValue {
				s.length = n
			}
		case "host":
			s.host = *l
		}
		s.lines = append(s.lines, *l)
	}
	switch {
	case p == partTrailer && !pseudo:
		x.Held(PseudoTrailer)
	case p != partTrailer && !s.lost:
		s.complete(x, p)
	}
}

// pseudoField takes in a pseudo-header field.
func (s *section) pseudoField(x *dissect.Context, l *line, p part, late bool) {
	if p == partTrailer {
		x.Report(PseudoTrailer, l.off, l.n, l.name)
		return
	}
	x.Require(!late, PseudoFirst, l.off, l.n, l.name)
	at := s.pseudo(l.name)
	x.Require(at != nil && (l.name == ":status") == (p == partResponse), PseudoKnown, l.off, l.n, l.name)
	if at == nil {
		return
	}
	x.Require(at.n == 0, PseudoOnce, l.off, l.n, l.name)
	if at.n == 0 {
		*at = *l
	}
}

// complete checks what a section has to have, RFC 9113 8.3.1, 8.3.2 and 8.5.
func (s *section) complete(x *dissect.Context, p part) {
	n := len(x.Bytes())
	if p == partResponse {
		x.Require(s.status.n > 0, HasStatus, 0, n, "")
		if s.status.n > 0 {
			x.Require(s.status.value != "101", NoUpgrade, s.status.off, s.status.n, "")
		}
		return
	}
	if s.method.value == "CONNECT" && s.protocol.n == 0 {
		x.Require(s.scheme.n == 0 && s.path.n == 0 && s.authority.n > 0, ConnectFields, 0, n, "")
		return
	}
	missing := ""
	switch {
	case s.method.n == 0:
		missing = "no :method"
	case s.scheme.n == 0:
		missing = "no :scheme"
	case s.path.n == 0:
		missing = "no :path"
	}
	x.Require(missing == "", RequestFields, 0, n, missing)
	if s.path.n > 0 && (s.scheme.value == "http" || s.scheme.value == "https") {
		ok := strings.HasPrefix(s.path.value, "/") || s.path.value == "*" && s.method.value == "OPTIONS"
		x.Require(ok, Path, s.path.off, s.path.n, "")
	}
	if s.authority.n > 0 && s.host.n > 0 {
		x.Require(strings.EqualFold(s.authority.value, s.host.value), AuthorityHost, s.host.off, s.host.n, "")
	}
	if s.authority.n > 0 {
		x.Require(!strings.Contains(s.authority.value, "@"), Userinfo, s.authority.off, s.authority.n, "")
	}
}

// fieldRules checks the rules about one field line, RFC 9113 8.2.
func fieldRules(x *dissect.Context, l *line) {
	lower, valid := true, l.name != ""
	for _, c := range []byte(l.name) {
		lower = lower && (c < 'A' || c > 'Z')
		valid = valid && c > ' ' && c < 0x7f && c != ':'
	}
	x.Require(lower, FieldCase, l.off, l.n, "")
	x.Require(valid, FieldName, l.off, l.n, "")
	if l.noValue {
		return
	}
	v := l.value
	x.Require(!ends(v), FieldValue, l.off, l.n, "")
	edge := v != "" && (v[0] == ' ' || v[0] == '\t' || v[len(v)-1] == ' ' || v[len(v)-1] == '\t')
	x.Require(!edge, FieldSpace, l.off, l.n, "")
	switch l.name {
	case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade":
		x.Report(ConnectionField, l.off, l.n, l.name)
	case "te":
		x.Require(strings.EqualFold(v, "trailers"), TE, l.off, l.n, "")
	default:
		x.Held(ConnectionField)
	}
}

// head writes the section in the form of HTTP/1.1: control data in the place of
// pseudo-header fields, Host from :authority (RFC 9113 8.3.1). ok is false
// where what the start-line needs is not there.
func (s *section) head(dst []byte, p part) (b []byte, ok bool) {
	switch {
	case p == partTrailer:
	case p == partResponse:
		if !s.status.set() {
			return dst, false
		}
		dst = append(append(append(dst, "HTTP/2.0 "...), clean(s.status.value)...), " \r\n"...)
	default:
		target := s.path
		if s.method.value == "CONNECT" && s.path.n == 0 {
			target = s.authority
		}
		if !s.method.set() || !target.set() || strings.ContainsAny(s.method.value, " \t") || s.method.value == "" {
			return dst, false
		}
		dst = append(append(dst, clean(s.method.value)...), ' ')
		dst = append(append(dst, clean(target.value)...), " HTTP/2.0\r\n"...)
		if s.authority.set() && s.host.n == 0 {
			dst = append(append(append(dst, "host: "...), clean(s.authority.value)...), "\r\n"...)
		}
	}
	return s.fields(dst), true
}

// fields writes the field lines, and the empty line behind them. A name that
// cannot stand there is left out; it is shown where the field block is.
func (s *section) fields(dst []byte) []byte {
	for i := range s.lines {
		l := &s.lines[i]
		if l.name == "" || l.noValue || strings.ContainsAny(l.name, ": \t\r\n\x00") {
			continue
		}
		dst = append(append(dst, l.name...), ": "...)
		dst = append(append(dst, clean(l.value)...), "\r\n"...)
	}
	return append(dst, "\r\n"...)
}

// clean puts spaces in the place of what would end a line of HTTP/1.1, as RFC
// 9110 5.5 has recipients do.
func clean(s string) string {
	if !ends(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == 0 || r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}

// ends reports whether s holds what ends a line or a text.
func ends(s string) bool {
	return strings.IndexByte(s, 0) >= 0 || strings.IndexByte(s, '\r') >= 0 || strings.IndexByte(s, '\n') >= 0
}
