package tls

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
)

// ccm is AES-CCM with nonces of 12 bytes, RFC 3610 and RFC 6655 3. It opens
// only, and is used by one goroutine.
type ccm struct {
	c       cipher.Block
	tag     int
	counter [16]byte
	stream  [16]byte
	mac     [16]byte
}

func newCCM(c cipher.Block, tag int) *ccm { return &ccm{c: c, tag: tag} }

// open appends the plain text of sealed to dst and reports whether its tag is
// right. aad is shorter than 0xff00 bytes.
func (m *ccm) open(dst, nonce, sealed, aad []byte) ([]byte, bool) {
	if len(sealed) < m.tag || len(nonce) != 12 || len(sealed) > 1<<24 {
		return dst, false
	}
	n := len(sealed) - m.tag
	const lengthBytes = 3 // L = 15 - 12
	m.counter = [16]byte{lengthBytes - 1}
	copy(m.counter[1:13], nonce)
	start := len(dst)
	dst = append(dst, sealed[:n]...)
	plain := dst[start:]

	var s0 [16]byte
	m.c.Encrypt(m.stream[:], m.counter[:])
	s0 = m.stream
	for i := 0; i < n; i += 16 {
		ctr := uint32(i/16) + 1
		m.counter[13], m.counter[14], m.counter[15] = byte(ctr>>16), byte(ctr>>8), byte(ctr)
		m.c.Encrypt(m.stream[:], m.counter[:])
		part := plain[i:min(i+16, n)]
		subtle.XORBytes(part, part, m.stream[:])
	}

	// B_0: flags, nonce, length (RFC 3610 2.2).
	m.mac = [16]byte{byte((m.tag-2)/2)<<3 | lengthBytes - 1}
	if len(aad) > 0 {
		m.mac[0] |= 0x40
	}
	copy(m.mac[1:13], nonce)
	m.mac[13], m.mac[14], m.mac[15] = byte(n>>16), byte(n>>8), byte(n)
	m.c.Encrypt(m.mac[:], m.mac[:])
	if len(aad) > 0 {
		var first [16]byte
		binary.BigEndian.PutUint16(first[:], uint16(len(aad)))
		k := copy(first[2:], aad)
		m.block(first[:])
		m.blocks(aad[k:])
	}
	m.blocks(plain)
	for i := range m.tag {
		s0[i] ^= m.mac[i]
	}
	return dst, subtle.ConstantTimeCompare(s0[:m.tag], sealed[n:]) == 1
}

// blocks takes b into the MAC, the last block padded with zeros.
func (m *ccm) blocks(b []byte) {
	for len(b) > 0 {
		k := min(16, len(b))
		m.block(b[:k])
		b = b[k:]
	}
}

func (m *ccm) block(b []byte) {
	subtle.XORBytes(m.mac[:], m.mac[:len(b)], b)
	m.c.Encrypt(m.mac[:], m.mac[:])
}
