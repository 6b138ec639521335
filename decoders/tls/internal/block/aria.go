package block

import (
	"crypto/cipher"
	"encoding/binary"
)

// aria is the key schedule of RFC 5794 2.2, for both directions.
type aria struct {
	enc, dec [17][16]byte
	rounds   int // 12, 14 or 16
}

// ariaC are the constants C1, C2 and C3 of RFC 5794 2.2.
var ariaC = [3]wide{
	{0x517cc1b727220a94, 0xfe13abe8fa9a6ee0},
	{0x6db14acc9e21c820, 0xff28b1d5ef5de2b0},
	{0xdb92371d2126e970, 0x0324977504e8c90e},
}

// NewARIA makes an ARIA cipher for a key of 16, 24 or 32 bytes.
func NewARIA(key []byte) (cipher.Block, error) {
	n := len(key)
	if n != 16 && n != 24 && n != 32 {
		return nil, errKeySize
	}
	var padded [32]byte
	copy(padded[:], key)
	c := &aria{rounds: 12 + (n-16)/4}
	first := (n - 16) / 8 // C1, C2, C3 in turn begin with this one
	kl, kr := ariaLoad(padded[:]), ariaLoad(padded[16:])
	var w [4]wide
	w[0] = kl
	w[1] = ariaXor(ariaFO(w[0], ariaC[first]), kr)
	w[2] = ariaXor(ariaFE(w[1], ariaC[(first+1)%3]), w[0])
	w[3] = ariaXor(ariaFO(w[2], ariaC[(first+2)%3]), w[1])
	// Rotations to the right by 19 and 31, to the left by 61, 31 and 19.
	for i, left := range [5]uint{128 - 19, 128 - 31, 61, 31, 19} {
		for j := range w {
			at := 4*i + j
			if at > c.rounds {
				break
			}
			var r wide
			r.hi, r.lo = w[(j+1)%4].rot(left)
			ariaStore(&c.enc[at], ariaXor(w[j], r))
		}
	}
	// Decryption: the keys in reverse, those inside diffused (RFC 5794 2.2).
	for i := 0; i <= c.rounds; i++ {
		k := c.enc[c.rounds-i]
		if i > 0 && i < c.rounds {
			k = ariaA(&k)
		}
		c.dec[i] = k
	}
	return c, nil
}

func ariaLoad(b []byte) wide {
	return wide{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

func ariaStore(b *[16]byte, w wide) {
	binary.BigEndian.PutUint64(b[:], w.hi)
	binary.BigEndian.PutUint64(b[8:], w.lo)
}

func ariaXor(a, b wide) wide { return wide{a.hi ^ b.hi, a.lo ^ b.lo} }

// ariaFO is the odd round function, RFC 5794 2.4.1.
func ariaFO(d, k wide) wide {
	var b [16]byte
	ariaStore(&b, ariaXor(d, k))
	ariaSL1(&b)
	b = ariaA(&b)
	return ariaLoad(b[:])
}

// ariaFE is the even round function.
func ariaFE(d, k wide) wide {
	var b [16]byte
	ariaStore(&b, ariaXor(d, k))
	ariaSL2(&b)
	b = ariaA(&b)
	return ariaLoad(b[:])
}

// ariaSL1 is the substitution layer of odd rounds, RFC 5794 2.4.2.
func ariaSL1(b *[16]byte) {
	for i := 0; i < 16; i += 4 {
		b[i], b[i+1], b[i+2], b[i+3] = ariaS1[b[i]], ariaS2[b[i+1]], ariaS3[b[i+2]], ariaS4[b[i+3]]
	}
}

// ariaSL2 is the substitution layer of even rounds and of the last one.
func ariaSL2(b *[16]byte) {
	for i := 0; i < 16; i += 4 {
		b[i], b[i+1], b[i+2], b[i+3] = ariaS3[b[i]], ariaS4[b[i+1]], ariaS1[b[i+2]], ariaS2[b[i+3]]
	}
}

// ariaA is the diffusion layer, RFC 5794 2.4.3.
func ariaA(x *[16]byte) (y [16]byte) {
	y[0] = x[3] ^ x[4] ^ x[6] ^ x[8] ^ x[9] ^ x[13] ^ x[14]
	y[1] = x[2] ^ x[5] ^ x[7] ^ x[8] ^ x[9] ^ x[12] ^ x[15]
	y[2] = x[1] ^ x[4] ^ x[6] ^ x[10] ^ x[11] ^ x[12] ^ x[15]
	y[3] = x[0] ^ x[5] ^ x[7] ^ x[10] ^ x[11] ^ x[13] ^ x[14]
	y[4] = x[0] ^ x[2] ^ x[5] ^ x[8] ^ x[11] ^ x[14] ^ x[15]
	y[5] = x[1] ^ x[3] ^ x[4] ^ x[9] ^ x[10] ^ x[14] ^ x[15]
	y[6] = x[0] ^ x[2] ^ x[7] ^ x[9] ^ x[10] ^ x[12] ^ x[13]
	y[7] = x[1] ^ x[3] ^ x[6] ^ x[8] ^ x[11] ^ x[12] ^ x[13]
	y[8] = x[0] ^ x[1] ^ x[4] ^ x[7] ^ x[10] ^ x[13] ^ x[15]
	y[9] = x[0] ^ x[1] ^ x[5] ^ x[6] ^ x[11] ^ x[12] ^ x[14]
	y[10] = x[2] ^ x[3] ^ x[5] ^ x[6] ^ x[8] ^ x[13] ^ x[15]
	y[11] = x[2] ^ x[3] ^ x[4] ^ x[7] ^ x[9] ^ x[12] ^ x[14]
	y[12] = x[1] ^ x[2] ^ x[6] ^ x[7] ^ x[9] ^ x[11] ^ x[12]
	y[13] = x[0] ^ x[3] ^ x[6] ^ x[7] ^ x[8] ^ x[10] ^ x[13]
	y[14] = x[0] ^ x[3] ^ x[4] ^ x[5] ^ x[9] ^ x[11] ^ x[14]
	y[15] = x[1] ^ x[2] ^ x[4] ^ x[5] ^ x[8] ^ x[10] ^ x[15]
	return y
}

// BlockSize is 16.
func (c *aria) BlockSize() int { return 16 }

// Encrypt implements cipher.Block, RFC 5794 2.3.
func (c *aria) Encrypt(dst, src []byte) { c.crypt(&c.enc, dst, src) }

// Decrypt implements cipher.Block.
func (c *aria) Decrypt(dst, src []byte) { c.crypt(&c.dec, dst, src) }

func (c *aria) crypt(k *[17][16]byte, dst, src []byte) {
	_, _ = src[15], dst[15]
	var b [16]byte
	copy(b[:], src)
	for r := 0; r < c.rounds; r++ {
		ariaAdd(&b, &k[r])
		if r%2 == 0 {
			ariaSL1(&b)
		} else {
			ariaSL2(&b)
		}
		if r < c.rounds-1 {
			b = ariaA(&b)
		}
	}
	ariaAdd(&b, &k[c.rounds])
	copy(dst, b[:])
}

func ariaAdd(b, k *[16]byte) {
	for i := range b {
		b[i] ^= k[i]
	}
}
