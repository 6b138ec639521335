package ra

import "github.com/radissect/radissect/decoders/invitation/xmltag"

// unit is the UTF-16 code unit at byte offset i, 0 beyond the end.
func unit(b []byte, i int) uint16 {
	if i < 0 || i+1 >= len(b) {
		return 0
	}
	return uint16(b[i]) | uint16(b[i+1])<<8
}

// equal reports whether b is the UTF-16 form of the ASCII string s.
func equal(b []byte, s string) bool {
	return len(b) == 2*len(s) && prefix(b, s)
}

// prefix reports whether b begins with the UTF-16 form of the ASCII string s.
func prefix(b []byte, s string) bool {
	if len(b) < 2*len(s) {
		return false
	}
	for i := range len(s) {
		if b[2*i] != s[i] || b[2*i+1] != 0 {
			return false
		}
	}
	return true
}

// contains reports whether the ASCII string s occurs in b.
func contains(b []byte, s string) bool {
	for i := 0; i+2*len(s) <= len(b); i += 2 {
		if prefix(b[i:], s) {
			return true
		}
	}
	return false
}

// digits reports whether b is one or more decimal digits.
func digits(b []byte) bool {
	if len(b) == 0 || len(b)%2 != 0 {
		return false
	}
	for i := 0; i < len(b); i += 2 {
		if u := unit(b, i); u < '0' || u > '9' {
			return false
		}
	}
	return true
}

// find is the byte offset of the first code unit u in b, -1 when there is none.
func find(b []byte, u uint16) int {
	for i := 0; i+1 < len(b); i += 2 {
		if unit(b, i) == u {
			return i
		}
	}
	return -1
}

// skipBlanks is the offset of the first character from i on that is no blank.
func skipBlanks(b []byte, i int) int { return xmltag.Wide(b).SkipBlanks(i) }

// trimNUL is b up to the first NUL, without an odd byte at the end.
func trimNUL(b []byte) []byte {
	if i := find(b, 0); i >= 0 {
		return b[:i]
	}
	return b[:len(b)&^1]
}

// trimEnd is b without NULs, and without an odd byte, at its end.
func trimEnd(b []byte) []byte {
	b = b[:len(b)&^1]
	for len(b) > 0 && unit(b, len(b)-2) == 0 {
		b = b[:len(b)-2]
	}
	return b
}

// trimBlanks is b without blanks at both ends.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && unit(b, 0) == ' ' {
		b = b[2:]
	}
	for len(b) > 0 && unit(b, len(b)-2) == ' ' {
		b = b[:len(b)-2]
	}
	return b
}

// appendXML appends the value of an attribute as UTF-8, its entities replaced.
func appendXML(dst, b []byte) []byte { return xmltag.Wide(b).Append(dst) }

// appendCount appends n with a comma between groups of three digits.
func appendCount(dst []byte, n int) []byte {
	if n >= 1000 {
		dst = appendCount(dst, n/1000)
		n %= 1000
		return append(dst, ',', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
	}
	if n >= 100 {
		dst = append(dst, byte('0'+n/100))
	}
	if n >= 10 {
		dst = append(dst, byte('0'+n/10%10))
	}
	return append(dst, byte('0'+n%10))
}
