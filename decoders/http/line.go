package http

import "bytes"

const (
	// maxHead is the longest head, or trailer section, that is read. Servers
	// refuse heads of more than 8 to 64 KiB.
	maxHead = 256 << 10
	// maxEmpty is how many bytes of empty lines are taken as part of the head
	// that follows them.
	maxEmpty = 16
)

// line splits the first line off b: its content, and where the next line
// begins. The content is without LF and the CR before it. Without a LF
// everything is content.
func line(b []byte) (content, next int) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return len(b), len(b)
	}
	if i > 0 && b[i-1] == '\r' {
		return i - 1, i + 1
	}
	return i, i + 1
}

// emptyLine is the length of the line that b starts with, where it is empty; or 0.
func emptyLine(b []byte) int {
	if len(b) > 0 && b[0] == '\n' {
		return 1
	}
	if len(b) > 1 && b[0] == '\r' && b[1] == '\n' {
		return 2
	}
	return 0
}

// onlyEmpty reports whether b is nothing but empty lines.
func onlyEmpty(b []byte) bool {
	for n := emptyLine(b); n > 0; n = emptyLine(b) {
		if b = b[n:]; len(b) == 0 {
			return true
		}
	}
	return false
}

// A search is how far the end of an unfinished section has been looked for.
type search struct {
	from int // where the current line begins
	seen int // bytes that hold no further LF
}

// section finds the empty line that ends a section of lines of b. It returns
// where the section ends, or 0 when more bytes are needed.
func (s *search) section(b []byte) int {
	for s.from < len(b) {
		if n := emptyLine(b[s.from:]); n > 0 {
			return s.from + n
		}
		at := max(s.from, min(s.seen, len(b)))
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			s.seen = len(b)
			return 0
		}
		s.from = at + i + 1
	}
	return 0
}

// tchars are the characters of a token, RFC 9110 5.6.2.
var tchars = func() (t [256]bool) {
	for _, c := range "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		t[c] = true
	}
	return t
}()

func isToken(b []byte) bool {
	for _, c := range b {
		if !tchars[c] {
			return false
		}
	}
	return len(b) > 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// trim takes OWS (RFC 9110 5.6.3) off both ends of b and tells how much was
// taken off the front.
func trim(b []byte) (rest []byte, front int) {
	for len(b) > 0 && isSpace(b[0]) {
		b, front = b[1:], front+1
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b, front
}

// fold compares b with lower, which is in lower case, without regard to case.
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

// next splits the first element off a comma-separated list (RFC 9110 5.6.1).
// Commas in quoted strings do not count.
func next(list []byte) (element, rest []byte) {
	quoted := false
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			element, _ = trim(list[:i])
			return element, list[i+1:]
		}
	}
	element, _ = trim(list)
	return element, nil
}

// has reports whether a comma-separated list holds the token want, in lower case.
func has(list []byte, want string) bool {
	for len(list) > 0 {
		var e []byte
		if e, list = next(list); fold(e, want) {
			return true
		}
	}
	return false
}

// word is b up to the first of the bytes in stop.
func word(b []byte, stop string) []byte {
	if i := bytes.IndexAny(b, stop); i >= 0 {
		return b[:i]
	}
	return b
}
