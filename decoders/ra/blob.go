package ra

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// expertBlob is a run of "<n>;NAME=VALUE", n counting the characters of
// NAME=VALUE, MS-RA 2.2.1.4.
type expertBlob struct {
	name []byte // value of NAME, UTF-16LE
	pass []byte // value of PASS, UTF-16LE
}

// maxPairDigits is how many digits of a length are read; more cannot be right,
// as a message is shorter than that.
const maxPairDigits = 8

// decode reads up to the first NUL, or all. r is the rule about lengths.
func (e *expertBlob) decode(c *dissect.Cursor, r *dissect.Rule) {
	*e = expertBlob{}
	text := trimNUL(c.Peek())
	c.Enter(fExpertBlob)
	defer c.Leave()
	for at := 0; at < len(text); {
		digits, n := pairLength(text[at:])
		if digits == 0 {
			c.Bytes(fBlobRest, len(text)-at)
			c.ReportLast(r, "no length at character "+strconv.Itoa(at/2)+" of expertBlob")
			return
		}
		at += digits + 2
		c.Bytes(fPairLength, digits)
		if 2*n > len(text)-at {
			c.ReportLast(r, "length "+strconv.Itoa(n)+", but "+strconv.Itoa((len(text)-at)/2)+" characters follow")
			c.Bytes(fMarkup, 2)
			e.pair(c, text[at:])
			return
		}
		c.Bytes(fMarkup, 2)
		e.pair(c, text[at:at+2*n])
		at += 2 * n
	}
	c.Held(r)
}

// pair reads one NAME=VALUE.
func (e *expertBlob) pair(c *dissect.Cursor, b []byte) {
	eq := find(b, '=')
	if eq < 0 {
		c.Bytes(fBlobRest, len(b))
		c.ReportLast(RuleBlobProperty, "a pair without =")
		return
	}
	key, value := b[:eq], b[eq+2:]
	c.Bytes(fPropertyName, len(key))
	f := fPropertyValue
	switch {
	case equal(key, "NAME"):
		f, e.name = fBlobName, value
		c.Held(RuleBlobProperty)
	case equal(key, "PASS"):
		f, e.pass = fBlobPass, value
		c.Held(RuleBlobProperty)
	default:
		c.Require(false, RuleBlobProperty)
	}
	c.Bytes(fMarkup, 2)
	c.Bytes(f, len(value))
}

// pairLength reads the digits before a semicolon: how many bytes they take, 0
// when there are none or no semicolon follows, and their value.
func pairLength(b []byte) (digits, n int) {
	for digits < 2*maxPairDigits {
		u := unit(b, digits)
		if u < '0' || u > '9' {
			break
		}
		n = 10*n + int(u-'0')
		digits += 2
	}
	if digits == 0 || unit(b, digits) != ';' {
		return 0, 0
	}
	return digits, n
}
