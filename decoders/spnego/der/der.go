// Package der reads the distinguished encoding rules of ASN.1 (X.690 10) with a
// cursor, field by field, as the tokens of SPNEGO, Kerberos and CredSSP need it.
// Identifier and length octets become one node, the contents another.
package der

import "github.com/radissect/radissect/dissect"

// The identifier octets of universal types, X.690 8.
const (
	Boolean         = 0x01
	Integer         = 0x02
	BitString       = 0x03
	OctetString     = 0x04
	OID             = 0x06
	Enumerated      = 0x0A
	GeneralizedTime = 0x18
	GeneralString   = 0x1B
	Sequence        = 0x30
)

// Context is the identifier octet of the constructed context-specific tag n.
func Context(n byte) byte { return 0xA0 | n }

// Application is the identifier octet of the constructed application tag n.
func Application(n byte) byte { return 0x60 | n }

// A Reader reads elements. It is a package variable of the protocol that uses it.
type Reader struct {
	Header *dissect.Field // the node of identifier and length octets
	Tag    *dissect.Rule  // broken by an element of another type
	Length *dissect.Rule  // broken by a length that is not DER, or too big
}

// maxLengthOctets bounds a length to what fits into a message.
const maxLengthOctets = 4

// Head reads identifier and length octets: the length of both and that of the
// contents. ok is false where b is too short or the length is indefinite or
// absurd; size is then 0 where only more bytes could tell, and 1 where none could.
func Head(b []byte) (size, n int, ok bool) {
	if len(b) < 2 {
		return 0, 0, false
	}
	if b[1] < 0x80 {
		return 2, int(b[1]), true
	}
	count := int(b[1] & 0x7F)
	if count == 0 || count > maxLengthOctets {
		return 1, 0, false
	}
	if len(b) < 2+count {
		return 0, 0, false
	}
	v := uint64(0)
	for _, x := range b[2 : 2+count] {
		v = v<<8 | uint64(x)
	}
	if v > 1<<31-1 {
		return 1, 0, false
	}
	return 2 + count, int(v), true
}

// Is reports whether the next element has this identifier octet.
func Is(c *dissect.Cursor, tag byte) bool { return c.Left() > 0 && c.PeekU8(0) == tag }

// headers checks the identifiers of an element in its explicit tags, outermost
// first: the length of all headers, and that of the contents, which lie in c.
func (r *Reader) headers(c *dissect.Cursor, tags []byte) (size, n int, ok bool) {
	b := c.Peek()
	end := len(b) // of the element
	for i, tag := range tags {
		if len(b) <= size || size >= end {
			c.Report(r.Length, c.Offset()+min(size, len(b)), 0, "")
			return 0, 0, false
		}
		if b[size] != tag {
			c.Report(r.Tag, c.Offset()+size, 1, "")
			return 0, 0, false
		}
		h, k, good := Head(b[size:])
		if !good {
			c.Report(r.Length, c.Offset()+size, min(2, len(b)-size), "")
			return 0, 0, false
		}
		at := size
		size += h
		n = k
		switch {
		case n > end-size, i > 0 && size+n != end:
			c.Report(r.Length, c.Offset()+at, h, "")
			n = max(0, min(n, end-size))
		default:
			c.Held(r.Length)
		}
		end = size + n
	}
	c.Held(r.Tag)
	return size, n, true
}

// Enter opens the constructed element with these identifiers (the explicit tags,
// outermost first, then its own) as group f. Done of the result closes it. Where
// another element is there, the group takes the rest of c, closed, and ok is false.
func (r *Reader) Enter(c *dissect.Cursor, f *dissect.Field, tags ...byte) (sub dissect.Cursor, ok bool) {
	size, n, ok := r.headers(c, tags)
	if !ok {
		sub = c.Sub(f, c.Left())
		r.giveUp(&sub)
		return sub, false
	}
	sub = c.Sub(f, size+n)
	sub.Bytes(r.Header, size)
	return sub, true
}

// giveUp closes what is left of c.
func (r *Reader) giveUp(c *dissect.Cursor) {
	if c.Left() > 0 {
		c.Closed(r.Header, c.Left())
	}
}

// Bytes reads the contents of an element as f.
func (r *Reader) Bytes(c *dissect.Cursor, f *dissect.Field, tags ...byte) []byte {
	size, n, ok := r.headers(c, tags)
	if !ok {
		r.giveUp(c)
		return nil
	}
	c.Bytes(r.Header, size)
	return c.Bytes(f, n)
}

// Open reads the headers of an element and returns the length of its contents,
// which come next in c; -1 where there is another element.
func (r *Reader) Open(c *dissect.Cursor, tags ...byte) int {
	size, n, ok := r.headers(c, tags)
	if !ok {
		r.giveUp(c)
		return -1
	}
	c.Bytes(r.Header, size)
	return n
}

// Closed reads the contents of an element that stays closed: cipher text.
func (r *Reader) Closed(c *dissect.Cursor, f *dissect.Field, tags ...byte) []byte {
	size, n, ok := r.headers(c, tags)
	if !ok {
		r.giveUp(c)
		return nil
	}
	c.Bytes(r.Header, size)
	return c.Closed(f, n)
}

// Int reads an INTEGER or ENUMERATED of up to eight octets.
func (r *Reader) Int(c *dissect.Cursor, f *dissect.Field, tags ...byte) int64 {
	size, n, ok := r.headers(c, tags)
	if !ok {
		r.giveUp(c)
		return 0
	}
	c.Bytes(r.Header, size)
	if n == 0 || n > 8 {
		c.Closed(r.Header, n)
		c.ReportLast(r.Length, "")
		return 0
	}
	v := c.UintBE(f, n)
	shift := 64 - 8*n
	return int64(v<<shift) >> shift
}

// Bits reads a BIT STRING of up to 32 bits as a number, first bit highest. The
// octet that counts unused bits is part of the header.
func (r *Reader) Bits(c *dissect.Cursor, f *dissect.Field, tags ...byte) uint32 {
	size, n, ok := r.headers(c, tags)
	if !ok {
		r.giveUp(c)
		return 0
	}
	if n < 1 {
		c.Bytes(r.Header, size)
		c.ReportLast(r.Length, "")
		return 0
	}
	c.Bytes(r.Header, size+1)
	n--
	if n == 0 || n > 8 {
		c.Closed(r.Header, n)
		return 0
	}
	v := c.UintBE(f, n)
	if n < 4 {
		return uint32(v) << (8 * (4 - n))
	}
	return uint32(v >> (8 * (n - 4)))
}
