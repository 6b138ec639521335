package block

import (
	"crypto/cipher"
	"encoding/binary"
	"math/bits"
)

// rc2 is the expanded key of RFC 2268 2.
type rc2 struct{ k [64]uint16 }

// NewRC2 makes an RC2 cipher for a key of 1 to 128 bytes of which effective
// bits count.
func NewRC2(key []byte, effective int) (cipher.Block, error) {
	if len(key) < 1 || len(key) > 128 || effective < 1 || effective > 1024 {
		return nil, errKeySize
	}
	var l [128]byte
	t := copy(l[:], key)
	t8 := (effective + 7) / 8
	tm := byte(255 >> (8*t8 - effective))
	for i := t; i < 128; i++ {
		l[i] = rc2Pi[l[i-1]+l[i-t]]
	}
	l[128-t8] = rc2Pi[l[128-t8]&tm]
	for i := 127 - t8; i >= 0; i-- {
		l[i] = rc2Pi[l[i+1]^l[i+t8]]
	}
	c := &rc2{}
	for i := range c.k {
		c.k[i] = binary.LittleEndian.Uint16(l[2*i:])
	}
	return c, nil
}

// BlockSize is 8.
func (c *rc2) BlockSize() int { return 8 }

// rc2Shift are the rotations of a mixing round, RFC 2268 3.1.
var rc2Shift = [4]int{1, 2, 3, 5}

// Encrypt implements cipher.Block, RFC 2268 3.
func (c *rc2) Encrypt(dst, src []byte) {
	_, _ = src[7], dst[7]
	r := rc2Load(src)
	for j := 0; j < 64; j++ {
		i := j & 3
		r[i] += c.k[j] + r[(i+3)&3]&r[(i+2)&3] + ^r[(i+3)&3]&r[(i+1)&3]
		r[i] = bits.RotateLeft16(r[i], rc2Shift[i])
		if j == 19 || j == 43 { // a mashing round after mixing rounds 5 and 11
			for i := range r {
				r[i] += c.k[r[(i+3)&3]&63]
			}
		}
	}
	rc2Store(dst, r)
}

// Decrypt implements cipher.Block, RFC 2268 4.
func (c *rc2) Decrypt(dst, src []byte) {
	_, _ = src[7], dst[7]
	r := rc2Load(src)
	for j := 63; j >= 0; j-- {
		i := j & 3
		r[i] = bits.RotateLeft16(r[i], -rc2Shift[i])
		r[i] -= c.k[j] + r[(i+3)&3]&r[(i+2)&3] + ^r[(i+3)&3]&r[(i+1)&3]
		if j == 44 || j == 20 {
			for i := 3; i >= 0; i-- {
				r[i] -= c.k[r[(i+3)&3]&63]
			}
		}
	}
	rc2Store(dst, r)
}

func rc2Load(b []byte) [4]uint16 {
	return [4]uint16{
		binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint16(b[2:]),
		binary.LittleEndian.Uint16(b[4:]), binary.LittleEndian.Uint16(b[6:]),
	}
}

func rc2Store(b []byte, r [4]uint16) {
	for i, v := range r {
		binary.LittleEndian.PutUint16(b[2*i:], v)
	}
}
