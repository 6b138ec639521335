package pnrp

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// A Chain is a Certificate Chain, MS-PNRP 2.2.3.5.
type Chain struct {
	Count int
	First []byte // subjectPublicKeyInfo of the first certificate
	Last  []byte // and of the last
}

// maxCertificates is the most that a chain may have (MS-PNRP 2.2.3.5).
const maxCertificates = 25

// serialLength is the length of a serialNumber, in bytes (MS-PNRP 2.2.3.5).
const serialLength = 16

// sha1RSA is 1.2.840.113549.1.1.5 in DER, the only signatureAlgorithm (MS-PNRP
// 2.2.3.5).
const sha1RSA = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"

// signedData is 1.2.840.113549.1.7.2 in DER, the content type SignedData of
// RFC 2315 14.
const signedData = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"

// DER tags.
const (
	tagSequence = 0x30
	tagSet      = 0x31
	tagInteger  = 0x02
	tagExplicit = 0xa0 // [0], constructed
)

// der is the length of the head of the element that b begins with and of its
// value; ok is false where b does not begin with a whole element of the tag.
func der(b []byte, tag byte) (head, n int, ok bool) {
	if len(b) < 2 || b[0] != tag {
		return 0, 0, false
	}
	head, n = 2, int(b[1])
	switch {
	case n == 0x81 && len(b) >= 3:
		head, n = 3, int(b[2])
	case n == 0x82 && len(b) >= 4:
		head, n = 4, int(binary.BigEndian.Uint16(b[2:]))
	case n >= 0x80:
		return 0, 0, false
	}
	return head, n, head+n <= len(b)
}

// certificatesAt is where in b, a SignedData with or without its ContentInfo
// (RFC 2315 7 and 9.1), the certificates lie; ok is false where there are none.
func certificatesAt(b []byte) (at, n int, ok bool) {
	into := func(tag byte) bool {
		h, _, ok := der(b[at:], tag)
		at += h
		return ok
	}
	over := func(tag byte) bool {
		h, n, ok := der(b[at:], tag)
		at += h + n
		return ok
	}
	if !into(tagSequence) {
		return 0, 0, false
	}
	if len(b)-at >= len(signedData) && string(b[at:at+len(signedData)]) == signedData {
		at += len(signedData)
		if !into(tagExplicit) || !into(tagSequence) {
			return 0, 0, false
		}
	}
	if !over(tagInteger) || !over(tagSet) || !over(tagSequence) {
		return 0, 0, false
	}
	h, n, ok := der(b[at:], tagExplicit)
	return at + h, n, ok
}

func (m *Chain) decode(c *dissect.Cursor) {
	at, n, ok := certificatesAt(c.Peek())
	if !ok {
		c.Report(ChainForm, c.Offset(), c.Left(), "it is no SignedData with certificates")
		c.Rest(fChainRest)
		return
	}
	c.Bytes(fSignedHead, at)
	for end := c.Offset() + n; c.Offset() < end; {
		if !m.certificate(c) {
			c.Report(ChainForm, c.Offset(), end-c.Offset(), "certificate "+strconv.Itoa(m.Count+1)+" is not one of X.509")
			break
		}
		m.Count++
	}
	c.RequireAt(m.Count <= maxCertificates, ChainForm, c.Offset(), 0, "more than 25 certificates")
	if n := c.Left(); n > 0 {
		c.Closed(fChainRest, n)
	}
}

// certificate reads one certificate of X.509, RFC 2459 4.1. It is false, and reads
// nothing, where the structure is not the one.
func (m *Chain) certificate(c *dissect.Cursor) bool {
	b := c.Peek()
	head, size, ok := der(b, tagSequence)
	if !ok {
		return false
	}
	total := head + size
	h, _, ok := der(b[head:total], tagSequence)
	if !ok {
		return false
	}
	head += h
	// version is [0], and absent in version 1.
	parts := [...]struct {
		f   *dissect.Field
		tag byte
	}{
		{fCertVersion, tagExplicit}, {fCertSerial, tagInteger}, {fCertAlg, tagSequence}, {fCertIssuer, tagSequence},
		{fCertValidity, tagSequence}, {fCertSubject, tagSequence}, {fCertKey, tagSequence},
	}
	at := head
	for i, p := range parts {
		h, n, ok := der(b[at:total], p.tag)
		if !ok && i > 0 {
			return false
		}
		if ok {
			at += h + n
		}
	}
	c.Enter(fCertificate)
	c.Bytes(fCertHead, head)
	for i, p := range parts {
		b := c.Peek()
		h, n, ok := der(b, p.tag)
		if !ok {
			c.ReportLast(ChainForm, "version is missing, so it is not 3")
			continue
		}
		v := c.Bytes(p.f, h+n)[h:]
		switch i {
		case 0:
			c.Require(len(v) == 3 && v[2] == 2, ChainForm)
		case 1:
			c.Require(len(v) == serialLength, ChainForm)
		case 2:
			c.Require(len(v) >= len(sha1RSA) && string(v[:len(sha1RSA)]) == sha1RSA, ChainForm)
		case 6:
			m.Last = b[:h+n]
			if m.Count == 0 {
				m.First = m.Last
			}
		}
	}
	if n := total - at; n > 0 {
		c.Bytes(fCertRest, n)
	}
	c.Leave()
	return true
}

// rsaKey is the RSAPublicKey inside of a subjectPublicKeyInfo, nil where there is
// none.
func rsaKey(spki []byte) []byte {
	h, _, ok := der(spki, tagSequence)
	if !ok {
		return nil
	}
	rest := spki[h:]
	h, n, ok := der(rest, tagSequence)
	if !ok {
		return nil
	}
	rest = rest[h+n:]
	if h, n, ok = der(rest, 0x03); !ok || n < 1 {
		return nil
	}
	return rest[h+1 : h+n]
}
