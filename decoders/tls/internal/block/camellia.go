// Package block holds the block ciphers of TLS cipher suites that neither the
// standard library nor golang.org/x/crypto has: Camellia (RFC 3713), ARIA (RFC
// 5794), SEED (RFC 4269), RC2 (RFC 2268), and IDEA. They read captured traffic and run in
// no constant time: they are not for protecting anything.
package block

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"math/bits"
)

var errKeySize = errors.New("block: wrong key size")

// camellia is the key schedule of RFC 3713 2.2.
type camellia struct {
	kw     [4]uint64
	k      [24]uint64
	ke     [6]uint64
	rounds int // 18 or 24
}

// camelliaSigma are the constants of RFC 3713 2.2.
var camelliaSigma = [6]uint64{
	0xA09E667F3BCC908B, 0xB67AE8584CAA73B2, 0xC6EF372FE94F82BE,
	0x54FF53A5F1D36F1C, 0x10E527FADE682D1D, 0xB05688C2B3E6C1FD,
}

// NewCamellia makes a Camellia cipher for a key of 16, 24 or 32 bytes.
func NewCamellia(key []byte) (cipher.Block, error) {
	c := &camellia{rounds: 24}
	var kl, kr wide
	switch len(key) {
	case 16:
		c.rounds = 18
		kl = wide{binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])}
	case 24:
		kl = wide{binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])}
		kr.hi = binary.BigEndian.Uint64(key[16:])
		kr.lo = ^kr.hi
	case 32:
		kl = wide{binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])}
		kr = wide{binary.BigEndian.Uint64(key[16:]), binary.BigEndian.Uint64(key[24:])}
	default:
		return nil, errKeySize
	}
	d1, d2 := kl.hi^kr.hi, kl.lo^kr.lo
	d2 ^= camelliaF(d1, camelliaSigma[0])
	d1 ^= camelliaF(d2, camelliaSigma[1])
	d1 ^= kl.hi
	d2 ^= kl.lo
	d2 ^= camelliaF(d1, camelliaSigma[2])
	d1 ^= camelliaF(d2, camelliaSigma[3])
	ka := wide{d1, d2}
	d1, d2 = ka.hi^kr.hi, ka.lo^kr.lo
	d2 ^= camelliaF(d1, camelliaSigma[4])
	d1 ^= camelliaF(d2, camelliaSigma[5])
	kb := wide{d1, d2}

	if c.rounds == 18 {
		c.kw[0], c.kw[1] = kl.hi, kl.lo
		c.k[0], c.k[1] = ka.hi, ka.lo
		c.k[2], c.k[3] = kl.rot(15)
		c.k[4], c.k[5] = ka.rot(15)
		c.ke[0], c.ke[1] = ka.rot(30)
		c.k[6], c.k[7] = kl.rot(45)
		c.k[8], _ = ka.rot(45)
		_, c.k[9] = kl.rot(60)
		c.k[10], c.k[11] = ka.rot(60)
		c.ke[2], c.ke[3] = kl.rot(77)
		c.k[12], c.k[13] = kl.rot(94)
		c.k[14], c.k[15] = ka.rot(94)
		c.k[16], c.k[17] = kl.rot(111)
		c.kw[2], c.kw[3] = ka.rot(111)
		return c, nil
	}
	c.kw[0], c.kw[1] = kl.hi, kl.lo
	c.k[0], c.k[1] = kb.hi, kb.lo
	c.k[2], c.k[3] = kr.rot(15)
	c.k[4], c.k[5] = ka.rot(15)
	c.ke[0], c.ke[1] = kr.rot(30)
	c.k[6], c.k[7] = kb.rot(30)
	c.k[8], c.k[9] = kl.rot(45)
	c.k[10], c.k[11] = ka.rot(45)
	c.ke[2], c.ke[3] = kl.rot(60)
	c.k[12], c.k[13] = kr.rot(60)
	c.k[14], c.k[15] = kb.rot(60)
	c.k[16], c.k[17] = kl.rot(77)
	c.ke[4], c.ke[5] = ka.rot(77)
	c.k[18], c.k[19] = kr.rot(94)
	c.k[20], c.k[21] = ka.rot(94)
	c.k[22], c.k[23] = kl.rot(111)
	c.kw[2], c.kw[3] = kb.rot(111)
	return c, nil
}

// wide is a number of 128 bits.
type wide struct{ hi, lo uint64 }

// rot is w rotated left by n bits, 0 < n < 128.
func (w wide) rot(n uint) (hi, lo uint64) {
	if n >= 64 {
		w.hi, w.lo = w.lo, w.hi
		n -= 64
	}
	if n == 0 {
		return w.hi, w.lo
	}
	return w.hi<<n | w.lo>>(64-n), w.lo<<n | w.hi>>(64-n)
}

// BlockSize is 16.
func (c *camellia) BlockSize() int { return 16 }

// Encrypt implements cipher.Block, RFC 3713 2.3.
func (c *camellia) Encrypt(dst, src []byte) {
	_, _ = src[15], dst[15]
	d1 := binary.BigEndian.Uint64(src) ^ c.kw[0]
	d2 := binary.BigEndian.Uint64(src[8:]) ^ c.kw[1]
	for i := 0; i < c.rounds; i += 2 {
		if i > 0 && i%6 == 0 {
			d1 = camelliaFL(d1, c.ke[i/3-2])
			d2 = camelliaFLInv(d2, c.ke[i/3-1])
		}
		d2 ^= camelliaF(d1, c.k[i])
		d1 ^= camelliaF(d2, c.k[i+1])
	}
	binary.BigEndian.PutUint64(dst, d2^c.kw[2])
	binary.BigEndian.PutUint64(dst[8:], d1^c.kw[3])
}

// Decrypt implements cipher.Block: encryption with the subkeys in reverse,
// RFC 3713 2.3.3.
func (c *camellia) Decrypt(dst, src []byte) {
	_, _ = src[15], dst[15]
	d1 := binary.BigEndian.Uint64(src) ^ c.kw[2]
	d2 := binary.BigEndian.Uint64(src[8:]) ^ c.kw[3]
	for i := c.rounds - 1; i > 0; i -= 2 {
		d2 ^= camelliaF(d1, c.k[i])
		d1 ^= camelliaF(d2, c.k[i-1])
		if at := i - 1; at > 0 && at%6 == 0 {
			d1 = camelliaFL(d1, c.ke[at/3-1])
			d2 = camelliaFLInv(d2, c.ke[at/3-2])
		}
	}
	binary.BigEndian.PutUint64(dst, d2^c.kw[0])
	binary.BigEndian.PutUint64(dst[8:], d1^c.kw[1])
}

// camelliaF is the function of RFC 3713 2.4.1. SBOX2 to SBOX4 are rotations of
// SBOX1 or of its argument.
func camelliaF(x, k uint64) uint64 {
	x ^= k
	t1 := camelliaS1[byte(x>>56)]
	t2 := bits.RotateLeft8(camelliaS1[byte(x>>48)], 1)
	t3 := bits.RotateLeft8(camelliaS1[byte(x>>40)], 7)
	t4 := camelliaS1[bits.RotateLeft8(byte(x>>32), 1)]
	t5 := bits.RotateLeft8(camelliaS1[byte(x>>24)], 1)
	t6 := bits.RotateLeft8(camelliaS1[byte(x>>16)], 7)
	t7 := camelliaS1[bits.RotateLeft8(byte(x>>8), 1)]
	t8 := camelliaS1[byte(x)]
	y1 := t1 ^ t3 ^ t4 ^ t6 ^ t7 ^ t8
	y2 := t1 ^ t2 ^ t4 ^ t5 ^ t7 ^ t8
	y3 := t1 ^ t2 ^ t3 ^ t5 ^ t6 ^ t8
	y4 := t2 ^ t3 ^ t4 ^ t5 ^ t6 ^ t7
	y5 := t1 ^ t2 ^ t6 ^ t7 ^ t8
	y6 := t2 ^ t3 ^ t5 ^ t7 ^ t8
	y7 := t3 ^ t4 ^ t5 ^ t6 ^ t8
	y8 := t1 ^ t4 ^ t5 ^ t6 ^ t7
	return uint64(y1)<<56 | uint64(y2)<<48 | uint64(y3)<<40 | uint64(y4)<<32 |
		uint64(y5)<<24 | uint64(y6)<<16 | uint64(y7)<<8 | uint64(y8)
}

// camelliaFL is the function of RFC 3713 2.4.2.
func camelliaFL(x, k uint64) uint64 {
	x1, x2 := uint32(x>>32), uint32(x)
	x2 ^= bits.RotateLeft32(x1&uint32(k>>32), 1)
	x1 ^= x2 | uint32(k)
	return uint64(x1)<<32 | uint64(x2)
}

// camelliaFLInv is the function of RFC 3713 2.4.3.
func camelliaFLInv(y, k uint64) uint64 {
	y1, y2 := uint32(y>>32), uint32(y)
	y1 ^= y2 | uint32(k)
	y2 ^= bits.RotateLeft32(y1&uint32(k>>32), 1)
	return uint64(y1)<<32 | uint64(y2)
}
