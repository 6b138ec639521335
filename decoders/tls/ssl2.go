package tls

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// ssl2Header is the length of what stands before the cipher specs of an SSL 2.0
// hello: two bytes of length, type, version, three lengths (RFC 5246 E.2).
const ssl2Header = 11

// frameSSL2 reports whether b starts a hello in the format of SSL 2.0, as TLS
// clients once sent it, and its length, 0 while b is too short to tell.
func frameSSL2(b []byte) (int, bool) {
	if b[0]&0x80 == 0 {
		return 0, false
	}
	switch probeSSL2(b) {
	case dissect.More:
		return 0, true
	case dissect.Yes:
		return 2 + int(binary.BigEndian.Uint16(b)&0x7fff), true
	}
	return 0, false
}

// probeSSL2 recognises a hello in the format of SSL 2.0, RFC 5246 E.2.
func probeSSL2(b []byte) dissect.Verdict {
	if len(b) > 2 && b[2] != typeClientHello {
		return dissect.No
	}
	if len(b) > 4 && (b[3] != 3 || b[4] > 4) && (b[3] != 0 || b[4] != 2) {
		return dissect.No
	}
	if len(b) < ssl2Header {
		return dissect.More
	}
	n := int(binary.BigEndian.Uint16(b) & 0x7fff)
	specs := int(binary.BigEndian.Uint16(b[5:]))
	session := int(binary.BigEndian.Uint16(b[7:]))
	challenge := int(binary.BigEndian.Uint16(b[9:]))
	if specs == 0 || specs%3 != 0 || session > 32 || challenge < 16 || challenge > 32 ||
		n != ssl2Header-2+specs+session+challenge {
		return dissect.No
	}
	return dissect.Yes
}

// decodeSSL2 reads a hello in the format of SSL 2.0 into m and hs, RFC 5246 E.2.
func (m *Record) decodeSSL2(hs *message, c *dissect.Cursor) {
	c.Is(kindSSL2Hello)
	m.old = true
	hs.kind = typeClientHello
	h := &hs.hello
	c.U16(fMsgLength)
	c.Part(fMsgLengthBits, 0, 15)
	c.U8(fMsgType)
	h.version = c.U16(fVersion)
	c.Require(false, SSL2Hello)
	specs := int(c.U16(fCipherSpecLength))
	session := int(c.U16(fSessionIDLength))
	challenge := int(c.U16(fChallengeLength))
	list := c.Sub(fCipherSpecs, specs)
	for list.Left() > 0 && list.OK() {
		kind := list.UintBE(fV2CipherSpec, 3)
		if kind < 1<<16 {
			h.offer(uint16(kind))
		}
	}
	list.Done()
	if session > 0 {
		c.Bytes(fSessionID, session)
	}
	b := c.Bytes(fChallenge, challenge)
	if len(b) <= len(h.random) {
		// The challenge is right-justified in the client random.
		copy(h.random[len(h.random)-len(b):], b)
	}
	h.nullCompression = true
}
