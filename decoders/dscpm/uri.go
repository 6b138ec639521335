package dscpm

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// A span is a range of the target. It is set where something was there, which
// may be empty.
type span struct {
	off, n int
	set    bool
}

// The parameters of URLs, MS-DSCPM 2.2.3.
type param uint8

const (
	paramConfigurationID param = iota
	paramAgentID
	paramJobID
	paramModuleName
	paramModuleVersion
	paramConfigurationName
	params
)

var paramNames = [params]string{"configurationid", "agentid", "jobid", "modulename", "moduleversion", "configurationname"}

const (
	// maxParts is how many parts of a target are shown by themselves.
	maxParts = 64
	// usualParts is how many most targets have.
	usualParts = 16
)

// part is a range of the target that is shown as a field.
type part struct {
	f   *dissect.Field
	end int
}

// uri is a request-target taken apart: a service base, and resources with key
// predicates behind it.
type uri struct {
	target []byte
	parts  []part
	values [params]span
	op     op
	v2     bool // the operation is one of 2.0
	room   []byte
	parsed []byte // what was taken apart last
}

// text is the value of a parameter with its percent-encoding undone. It is valid
// until the next call.
func (u *uri) text(p param) []byte {
	v := u.values[p]
	b := u.target[v.off : v.off+v.n]
	if bytes.IndexByte(b, '%') < 0 {
		return b
	}
	u.room = u.room[:0]
	for i := 0; i < len(b); {
		c, n := char(b, i)
		i += n
		u.room = append(u.room, c)
	}
	return u.room
}

// char is the character at b[i] and how many bytes it takes: percent-encoding
// is undone (RFC 3986 2.1).
func char(b []byte, i int) (c byte, n int) {
	if b[i] == '%' && i+2 < len(b) {
		hi, ok1 := digit(b[i+1])
		lo, ok2 := digit(b[i+2])
		if ok1 && ok2 {
			return hi<<4 | lo, 3
		}
	}
	return b[i], 1
}

func digit(c byte) (byte, bool) {
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

// named compares b with a name in lower case, without regard to case,
// percent-encoding, and spaces behind it.
func named(b []byte, lower string) bool {
	at := 0
	for i := 0; i < len(b); {
		c, n := char(b, i)
		i += n
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case at < len(lower) && c == lower[at]:
			at++
		case at == len(lower) && c == ' ':
		default:
			return false
		}
	}
	return at == len(lower)
}

// until is the first place from i on of one of the characters of stop.
func until(b []byte, i int, stop string) int {
	for i < len(b) {
		c, n := char(b, i)
		for k := 0; k < len(stop); k++ {
			if stop[k] == c {
				return i
			}
		}
		i += n
	}
	return i
}

func (u *uri) add(f *dissect.Field, end int) {
	if u.parts == nil {
		u.parts = make([]part, 0, usualParts)
	}
	if len(u.parts) < maxParts {
		u.parts = append(u.parts, part{f, end})
	}
}

// parse takes a request-target apart. Storage is used again. Heads and bodies of
// an exchange have the same one, so what was found last is kept.
func (u *uri) parse(target []byte) {
	u.target = target
	if bytes.Equal(target, u.parsed) {
		return
	}
	u.parsed = append(u.parsed[:0], target...)
	u.parts, u.op, u.v2 = u.parts[:0], opNone, false
	u.values = [params]span{}
	b := target
	if i := bytes.IndexAny(b, "?#"); i >= 0 {
		b = b[:i]
	}
	known, last := false, []byte(nil)
	keyed := false // the last segment has a predicate
	for i := 0; i < len(b); {
		c, n := char(b, i)
		if c != '/' {
			i = until(b, i, "/")
			continue
		}
		start := i + n
		end := until(b, start, "/(")
		name := b[start:end]
		c = 0
		if end < len(b) {
			c, _ = char(b, end)
		}
		if !known {
			if c != '(' || !resource(name) {
				i = end
				continue
			}
			known = true
			if i > 0 {
				u.add(fServiceBase, i)
			}
		}
		last, keyed = name, c == '('
		u.add(fPunctuation, start)
		u.add(fResource, end)
		i = end
		if keyed {
			i = u.predicate(b, end)
		}
	}
	if known {
		u.operation(last, keyed)
	}
	u.add(fRestOfTarget, len(target))
}

// resource reports whether a segment is the one that an operation begins with.
func resource(name []byte) bool {
	return named(name, "action") || named(name, "module") || named(name, "node") || named(name, "nodes") || named(name, "modules")
}

// predicate reads a key predicate, from its parenthesis at i, and returns where it ends.
func (u *uri) predicate(b []byte, i int) int {
	step := func() byte {
		c, n := char(b, i)
		i += n
		return c
	}
	step()
	u.add(fPunctuation, i)
	for i < len(b) {
		start := i
		i = until(b, i, "=,)/")
		key := b[start:i]
		u.add(fKey, i)
		if i == len(b) {
			break
		}
		if c, _ := char(b, i); c == '=' {
			step()
			quoted := false
			if i < len(b) {
				if c, n := char(b, i); c == '\'' {
					quoted = true
					i += n
				}
			}
			u.add(fPunctuation, i)
			start = i
			if quoted {
				i = until(b, i, "'")
			} else {
				i = until(b, i, ",)/")
			}
			f := fOtherValue
			for p := range params {
				if named(key, paramNames[p]) {
					f = paramFields[p]
					if !u.values[p].set {
						u.values[p] = span{start, i - start, true}
					}
				}
			}
			u.add(f, i)
			if quoted {
				i = until(b, i, ",)/")
			}
		}
		if i == len(b) {
			break
		}
		c, n := char(b, i)
		if c == '/' {
			return i
		}
		i += n
		u.add(fPunctuation, i)
		if c == ')' {
			break
		}
	}
	if end := until(b, i, "/"); end > i {
		i = end // one parenthesis too many, MS-DSCPM 3.5.5.1.1
		u.add(fPunctuation, i)
	}
	return i
}

// operation tells the operation by the last segment.
func (u *uri) operation(last []byte, keyed bool) {
	u.v2 = !u.values[paramConfigurationID].set
	switch {
	case named(last, "configurationcontent"):
		u.op = opGetConfiguration
	case named(last, "modulecontent"):
		u.op = opGetModule
	case named(last, "getaction"):
		u.op = opGetAction
	case named(last, "getdscaction"):
		u.op = opGetDscAction
	case named(last, "sendstatusreport"):
		u.op = opSendStatusReport
	case named(last, "sendreport"):
		u.op = opSendReport
	case named(last, "certificaterotation"):
		u.op = opCertificateRotation
	case named(last, "reports"), named(last, "statusreports"):
		u.op = opGetReports
		if !u.v2 {
			u.op = opGetStatusReport
		}
	case keyed && u.values[paramAgentID].set && (named(last, "nodes") || named(last, "node")):
		u.op = opRegisterDscAgent
	}
}

// isUUID reports whether b is the text of a UUID, in braces or not.
func isUUID(b []byte) bool {
	if len(b) == 38 && b[0] == '{' && b[37] == '}' {
		b = b[1:37]
	}
	if len(b) != 36 {
		return false
	}
	for i, c := range b {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if _, ok := digit(c); !ok {
			return false
		}
	}
	return true
}

// isVersion reports whether b is two to four groups of digits with dots between.
func isVersion(b []byte) bool {
	groups, digits := 1, 0
	for _, c := range b {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '.' && digits > 0:
			groups, digits = groups+1, 0
		default:
			return false
		}
	}
	return digits > 0 && groups >= 2 && groups <= 4
}

// isAlnum reports whether b has nothing but ASCII letters and digits, and the
// characters of more.
func isAlnum(b []byte, more string) bool {
	for _, c := range b {
		if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			continue
		}
		found := false
		for k := 0; k < len(more); k++ {
			found = found || more[k] == c
		}
		if !found {
			return false
		}
	}
	return true
}
