package rxad

import (
	"bytes"

	"github.com/radissect/radissect/dissect"
)

// isUI4 reads a ui4, UPnP 1.0 2.3: a number of 32 bits in decimal digits, without
// a sign.
func isUI4(b []byte) (v uint32, ok bool) {
	const longest = 32 // leading zeros are legal
	if len(b) == 0 || len(b) > longest {
		return 0, false
	}
	var x uint64
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		if x = x*10 + uint64(c-'0'); x > 1<<32-1 {
			return 0, false
		}
	}
	return uint32(x), true
}

// isBoolean reads a boolean, UPnP 1.0 2.3.
func isBoolean(b []byte) (v, ok bool) {
	switch string(b) {
	case "1", "true", "yes":
		return true, true
	case "0", "false", "no":
		return false, true
	}
	return false, false
}

// isGUID reports whether b is the text of a GUID, with uuid: before it as in the
// examples, in braces, or neither.
func isGUID(b []byte) bool {
	if len(b) > 5 && bytes.EqualFold(b[:5], []byte("uuid:")) {
		b = b[5:]
	}
	if len(b) == 38 && b[0] == '{' && b[37] == '}' {
		b = b[1:37]
	}
	if len(b) != 36 {
		return false
	}
	for i, c := range b {
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case '0' <= c && c <= '9', 'a' <= c|0x20 && c|0x20 <= 'f':
		default:
			return false
		}
	}
	return true
}

// cutAt is where the first of two characters is, outside of references of XML;
// len(b) where neither is.
func cutAt(b []byte, x, y byte) int {
	const longest = 12 // of a reference
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case x, y:
			return i
		case '&':
			if n := bytes.IndexByte(b[i:min(len(b), i+longest)], ';'); n > 0 {
				i += n
			}
		}
	}
	return len(b)
}

// A pair is a key and a value, which may still hold references of XML.
type pair struct{ key, value []byte }

// next splits the first pair off a list of key=value; texts. size is how many
// bytes it takes, with the semicolon.
func next(b []byte) (p pair, size int) {
	end := cutAt(b, ';', ';')
	p.key = b[:end]
	if eq := cutAt(b[:end], '=', '='); eq < end {
		p.key, p.value = b[:eq], b[eq+1:end]
	}
	return p, min(end+1, len(b))
}

// isSecret reports whether the value of this key gives somebody in: a password,
// encrypted or not, but not its length.
func isSecret(key []byte) bool {
	key = bytes.TrimSpace(key)
	if len(key) > 64 || hasSuffixFold(key, "length") {
		return false
	}
	for _, s := range [...]string{"password", "passwd", "pwd", "secret", "passphrase"} {
		for i := 0; i+len(s) <= len(key); i++ {
			if bytes.EqualFold(key[i:i+len(s)], []byte(s)) {
				return true
			}
		}
	}
	return false
}

// isClear reports whether the value of this key is a password as it is.
func isClear(key []byte) bool {
	key = bytes.TrimSpace(key)
	const mark = "encrypted"
	return isSecret(key) && !(len(key) >= len(mark) && bytes.EqualFold(key[:len(mark)], []byte(mark)))
}

func hasSuffixFold(b []byte, s string) bool {
	return len(b) >= len(s) && bytes.EqualFold(b[len(b)-len(s):], []byte(s))
}

// A uri is a URI taken apart, RFC 3986 3: ranges of its text.
type uri struct {
	scheme, userinfo, host, port, path span
}

type span struct{ off, n int }

func (s span) of(b []byte) []byte { return b[s.off : s.off+s.n] }

// parseURI takes b apart; ok says that it has a scheme and an authority.
func parseURI(b []byte) (u uri, ok bool) {
	i := bytes.Index(b, []byte("://"))
	if i <= 0 {
		return u, false
	}
	u.scheme = span{0, i}
	at := i + 3
	end := at
	for end < len(b) && b[end] != '/' && b[end] != '?' && b[end] != '#' {
		end++
	}
	u.path = span{end, len(b) - end}
	if k := bytes.LastIndexByte(b[at:end], '@'); k >= 0 {
		u.userinfo = span{at, k}
		at += k + 1
	}
	hostEnd := end
	if at < end && b[at] == '[' {
		if k := bytes.IndexByte(b[at:end], ']'); k > 0 {
			hostEnd = at + k + 1
		}
	} else if k := bytes.LastIndexByte(b[at:end], ':'); k >= 0 {
		hostEnd = at + k
	}
	u.host = span{at, hostEnd - at}
	if hostEnd < end && b[hostEnd] == ':' {
		u.port = span{hostEnd + 1, end - hostEnd - 1}
	}
	return u, true
}

// appendURI appends a URI without the user name and password in it.
func appendURI(dst, b []byte) []byte {
	u, ok := parseURI(b)
	if !ok || u.userinfo.n == 0 {
		return append(dst, b...)
	}
	dst = append(dst, b[:u.userinfo.off]...)
	dst = append(dst, dissect.Mask...)
	return append(dst, b[u.userinfo.off+u.userinfo.n:]...)
}
