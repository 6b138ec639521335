package block

import (
	"crypto/cipher"
	"encoding/binary"
)

// idea is the International Data Encryption Algorithm: 52 subkeys for each
// direction (X. Lai, "On the Design and Security of Block Ciphers", 1992;
// used in TLS by RFC 5469).
type idea struct{ enc, dec [52]uint16 }

// NewIDEA makes an IDEA cipher for a key of 16 bytes.
func NewIDEA(key []byte) (cipher.Block, error) {
	if len(key) != 16 {
		return nil, errKeySize
	}
	c := &idea{}
	w := wide{binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])}
	for i := 0; i < 52; i++ {
		if i > 0 && i%8 == 0 {
			w.hi, w.lo = w.rot(25)
		}
		v := w.hi
		if i%8 >= 4 {
			v = w.lo
		}
		c.enc[i] = uint16(v >> (48 - 16*(i%4)))
	}
	// The subkeys of decryption are those of encryption in reverse, inverted;
	// the two inner ones of the additions change places but in the outer rounds.
	for r := 0; r <= 8; r++ {
		e := 6 * (8 - r)
		d := 6 * r
		c.dec[d] = ideaInverse(c.enc[e])
		c.dec[d+3] = ideaInverse(c.enc[e+3])
		c.dec[d+1], c.dec[d+2] = -c.enc[e+2], -c.enc[e+1]
		if r == 0 || r == 8 {
			c.dec[d+1], c.dec[d+2] = -c.enc[e+1], -c.enc[e+2]
		}
		if r < 8 {
			c.dec[d+4], c.dec[d+5] = c.enc[e-2], c.enc[e-1]
		}
	}
	return c, nil
}

// ideaMul multiplies modulo 65537, where 0 stands for 65536.
func ideaMul(a, b uint16) uint16 {
	x, y := uint64(a), uint64(b)
	if a == 0 {
		x = 65536
	}
	if b == 0 {
		y = 65536
	}
	return uint16(x * y % 65537)
}

// ideaInverse is the number that ideaMul with x gives 1: x to the power of 65535.
func ideaInverse(x uint16) uint16 {
	r := uint16(1)
	for i := 0; i < 16; i++ { // 65535 is sixteen ones in binary
		r = ideaMul(ideaMul(r, r), x)
	}
	return r
}

// BlockSize is 8.
func (c *idea) BlockSize() int { return 8 }

// Encrypt implements cipher.Block.
func (c *idea) Encrypt(dst, src []byte) { ideaCrypt(&c.enc, dst, src) }

// Decrypt implements cipher.Block.
func (c *idea) Decrypt(dst, src []byte) { ideaCrypt(&c.dec, dst, src) }

func ideaCrypt(k *[52]uint16, dst, src []byte) {
	_, _ = src[7], dst[7]
	x1, x2 := binary.BigEndian.Uint16(src), binary.BigEndian.Uint16(src[2:])
	x3, x4 := binary.BigEndian.Uint16(src[4:]), binary.BigEndian.Uint16(src[6:])
	for r := 0; r < 48; r += 6 {
		x1, x2, x3, x4 = ideaMul(x1, k[r]), x2+k[r+1], x3+k[r+2], ideaMul(x4, k[r+3])
		t0 := ideaMul(x1^x3, k[r+4])
		t1 := ideaMul(t0+(x2^x4), k[r+5])
		t0 += t1
		x1, x4, x2, x3 = x1^t1, x4^t0, x3^t1, x2^t0
	}
	binary.BigEndian.PutUint16(dst, ideaMul(x1, k[48]))
	binary.BigEndian.PutUint16(dst[2:], x3+k[49])
	binary.BigEndian.PutUint16(dst[4:], x2+k[50])
	binary.BigEndian.PutUint16(dst[6:], ideaMul(x4, k[51]))
}
