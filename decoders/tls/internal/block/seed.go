package block

import (
	"crypto/cipher"
	"encoding/binary"
)

// seed is the key schedule of RFC 4269 2.3: two words for each of 16 rounds.
type seed struct{ k [32]uint32 }

// NewSEED makes a SEED cipher for a key of 16 bytes.
func NewSEED(key []byte) (cipher.Block, error) {
	if len(key) != 16 {
		return nil, errKeySize
	}
	a, b := binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])
	s := &seed{}
	// kc is the golden ratio, rotated left once a round (RFC 4269 2.3).
	kc := uint32(0x9e3779b9)
	for i := 0; i < 16; i++ {
		s.k[2*i] = seedG(uint32(a>>32) + uint32(b>>32) - kc)
		s.k[2*i+1] = seedG(uint32(a) - uint32(b) + kc)
		if i%2 == 0 {
			a = a>>8 | a<<56
		} else {
			b = b<<8 | b>>56
		}
		kc = kc<<1 | kc>>31
	}
	return s, nil
}

// BlockSize is 16.
func (s *seed) BlockSize() int { return 16 }

// Encrypt implements cipher.Block, RFC 4269 2.1.
func (s *seed) Encrypt(dst, src []byte) {
	_, _ = src[15], dst[15]
	l, r := binary.BigEndian.Uint64(src), binary.BigEndian.Uint64(src[8:])
	for i := 0; i < 16; i++ {
		l, r = r, l^seedF(r, s.k[2*i], s.k[2*i+1])
	}
	binary.BigEndian.PutUint64(dst, r)
	binary.BigEndian.PutUint64(dst[8:], l)
}

// Decrypt implements cipher.Block: the rounds in reverse.
func (s *seed) Decrypt(dst, src []byte) {
	_, _ = src[15], dst[15]
	l, r := binary.BigEndian.Uint64(src), binary.BigEndian.Uint64(src[8:])
	for i := 15; i >= 0; i-- {
		l, r = r, l^seedF(r, s.k[2*i], s.k[2*i+1])
	}
	binary.BigEndian.PutUint64(dst, r)
	binary.BigEndian.PutUint64(dst[8:], l)
}

// seedF is the round function of RFC 4269 2.1.
func seedF(x uint64, k0, k1 uint32) uint64 {
	c, d := uint32(x>>32)^k0, uint32(x)^k1
	d = seedG(c ^ d)
	c = seedG(c + d)
	d = seedG(c + d)
	c += d
	return uint64(c)<<32 | uint64(d)
}

// The masks of the function G, RFC 4269 2.2.
const (
	seedM0 = 0xfc
	seedM1 = 0xf3
	seedM2 = 0xcf
	seedM3 = 0x3f
)

// seedG is the function G of RFC 4269 2.2.
func seedG(x uint32) uint32 {
	y0, y1, y2, y3 := seedS1[byte(x)], seedS2[byte(x>>8)], seedS1[byte(x>>16)], seedS2[byte(x>>24)]
	z0 := y0&seedM0 ^ y1&seedM1 ^ y2&seedM2 ^ y3&seedM3
	z1 := y0&seedM1 ^ y1&seedM2 ^ y2&seedM3 ^ y3&seedM0
	z2 := y0&seedM2 ^ y1&seedM3 ^ y2&seedM0 ^ y3&seedM1
	z3 := y0&seedM3 ^ y1&seedM0 ^ y2&seedM1 ^ y3&seedM2
	return uint32(z3)<<24 | uint32(z2)<<16 | uint32(z1)<<8 | uint32(z0)
}
