package rdp

import (
	"crypto/cipher"
	"crypto/des"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/binary"
	"hash"
	"math/bits"

	"github.com/radissect/radissect/dissect"
)

// keyUpdateInterval is the number of packets of one direction after which its
// key changes, MS-RDPBCGR 5.3.7.
const keyUpdateInterval = 4096

// randomLength is the length of the client and the server random in bytes,
// MS-RDPBCGR 5.3.4.
const randomLength = 32

// A Cipher opens what standard RDP security protects in one connection
// (MS-RDPBCGR 5.3). Packets of a direction have to be opened in the order in
// which they were sent, slow path and fast path alike.
type Cipher struct {
	method uint32
	mac    []byte    // key of the MAC: 8 or 16 bytes, 20 for FIPS
	dir    [2]stream // by sender

	// Room for the MAC, so that opening a packet takes no memory.
	sha, md5, hmac hash.Hash
	word           [4]byte
	inner          [sha1.Size]byte
	outer          [sha1.Size]byte
}

// A MAC is what the MAC of a packet turned out to be.
type MAC uint8

// The outcomes.
const (
	MACWrong MAC = iota
	MACRight
	// MACOtherForm: it is right with the count of packets where the header says
	// without, or without it where the header says with (MS-RDPBCGR 5.3.6.1.1).
	MACOtherForm
)

// stream is the state of one direction.
type stream struct {
	init, cur []byte
	rc4       *rc4.Cipher
	cbc       cipher.BlockMode
	used      int    // packets since the last change of the key
	count     uint32 // packets in all
	lost      bool
}

// NewCipher derives the keys of a connection from the two random values of 32
// bytes each. It is nil for a method that encrypts nothing, or is not known.
func NewCipher(method uint32, clientRandom, serverRandom []byte) *Cipher {
	if len(clientRandom) != randomLength || len(serverRandom) != randomLength {
		return nil
	}
	c := &Cipher{method: method, sha: sha1.New(), md5: md5.New()}
	switch method {
	case Method40Bit, Method56Bit, Method128Bit:
		c.nonFIPS(clientRandom, serverRandom)
	case MethodFIPS:
		c.fips(clientRandom, serverRandom)
	default:
		return nil
	}
	return c
}

// salted is SaltedHash of MS-RDPBCGR 5.3.5.1.
func salted(s []byte, i string, client, server []byte) []byte {
	h := sha1.New()
	h.Write([]byte(i))
	h.Write(s)
	h.Write(client)
	h.Write(server)
	inner := h.Sum(nil)
	m := md5.New()
	m.Write(s)
	m.Write(inner)
	return m.Sum(nil)
}

func salted3(s []byte, a, b, c string, client, server []byte) []byte {
	out := salted(s, a, client, server)
	out = append(out, salted(s, b, client, server)...)
	return append(out, salted(s, c, client, server)...)
}

// nonFIPS is the key derivation of MS-RDPBCGR 5.3.5.1.
func (c *Cipher) nonFIPS(client, server []byte) {
	pre := append(append([]byte(nil), client[:24]...), server[:24]...)
	master := salted3(pre, "A", "BB", "CCC", client, server)
	blob := salted3(master, "X", "YY", "ZZZ", client, server)
	final := func(k []byte) []byte {
		m := md5.New()
		m.Write(k)
		m.Write(client)
		m.Write(server)
		return m.Sum(nil)
	}
	c.mac = c.weaken(blob[:16])
	fromServer := c.weaken(final(blob[16:32]))
	fromClient := c.weaken(final(blob[32:48]))
	for i, k := range [][]byte{dissect.FromClient: fromClient, dissect.FromServer: fromServer} {
		d := &c.dir[i]
		d.init, d.cur = k, append([]byte(nil), k...)
		d.rc4, _ = rc4.NewCipher(k)
	}
}

// weaken cuts a key to the length of the method and salts it, MS-RDPBCGR 5.3.5.1.
func (c *Cipher) weaken(k []byte) []byte {
	switch c.method {
	case Method40Bit:
		k = k[:8:8]
		k[0], k[1], k[2] = 0xd1, 0x26, 0x9e
	case Method56Bit:
		k = k[:8:8]
		k[0] = 0xd1
	}
	return k
}

var (
	pad1 = repeat(0x36, 40)
	pad2 = repeat(0x5c, 48)
)

func repeat(b byte, n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = b
	}
	return out
}

// update changes the key of a direction, MS-RDPBCGR 5.3.7.1.
func (c *Cipher) update(d *stream) {
	h := sha1.New()
	h.Write(d.init)
	h.Write(pad1)
	h.Write(d.cur)
	inner := h.Sum(nil)
	m := md5.New()
	m.Write(d.init)
	m.Write(pad2)
	m.Write(inner)
	k := m.Sum(nil)[:len(d.init)]
	r, _ := rc4.NewCipher(k)
	next := make([]byte, len(k))
	r.XORKeyStream(next, k)
	d.cur = c.weaken(next)
	d.rc4, _ = rc4.NewCipher(d.cur)
	d.used = 0
}

// fipsIV is the initialization vector of MS-RDPBCGR 5.3.6.2.
var fipsIV = []byte{0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef}

// fips is the key derivation of MS-RDPBCGR 5.3.5.2.
func (c *Cipher) fips(client, server []byte) {
	half := func(a, b []byte) []byte {
		h := sha1.New()
		h.Write(a)
		h.Write(b)
		return h.Sum(nil)
	}
	fromClient := half(client[16:], server[16:])
	fromServer := half(client[:16], server[:16])
	h := sha1.New()
	h.Write(fromServer)
	h.Write(fromClient)
	c.mac = h.Sum(nil)
	c.hmac = hmac.New(sha1.New, c.mac)
	for i, k := range [][]byte{dissect.FromClient: fromClient, dissect.FromServer: fromServer} {
		block, err := des.NewTripleDESCipher(fipsKey(k))
		if err != nil {
			continue // the key has 24 bytes
		}
		c.dir[i].cbc = cipher.NewCBCDecrypter(block, fipsIV)
	}
}

// fipsKey expands 20 bytes to a 3DES key of 24 bytes with odd parity, MS-RDPBCGR
// 5.3.5.2: the first byte is appended, the bits of each byte are reversed, seven
// bits go into each byte of the key, which is reversed again.
func fipsKey(k []byte) []byte {
	in := make([]byte, 0, 21)
	for _, b := range append(append([]byte(nil), k...), k[0]) {
		in = append(in, bits.Reverse8(b))
	}
	out := make([]byte, 24)
	for i := range out {
		var v byte
		for j := range 7 {
			n := 7*i + j
			v = v<<1 | in[n/8]>>(7-n%8)&1
		}
		v = bits.Reverse8(v<<1) &^ 1
		if bits.OnesCount8(v)%2 == 0 {
			v |= 1
		}
		out[i] = v
	}
	return out
}

// Lose says that packets of a direction are missing: nothing more of it can be
// opened, for the key stream depends on every byte before.
func (c *Cipher) Lose(dir dissect.Dir) { c.dir[dir].lost = true }

// Lost reports whether packets of a direction are missing.
func (c *Cipher) Lost(dir dissect.Dir) bool { return c.dir[dir].lost }

// Open decrypts one packet and appends its plain text to dst; padding of FIPS
// packets is left out. salted says that the header announces a MAC with the
// count of packets. ok is false where nothing could be decrypted (MS-RDPBCGR
// 5.3.6).
func (c *Cipher) Open(dst []byte, dir dissect.Dir, src []byte, mac [8]byte, salted bool, padding uint8) (plain []byte, sum MAC, ok bool) {
	d := &c.dir[dir]
	if d.lost {
		return dst, MACWrong, false
	}
	at := len(dst)
	if c.method == MethodFIPS {
		if d.cbc == nil || len(src)%des.BlockSize != 0 || int(padding) > len(src) {
			d.lost = true
			return dst, MACWrong, false
		}
		dst = append(dst, src...)
		d.cbc.CryptBlocks(dst[at:], dst[at:])
		dst = dst[:len(dst)-int(padding)]
		if c.fipsSum(dst[at:], d.count) == mac {
			sum = MACRight
		}
		d.count++
		return dst, sum, true
	}
	if d.used == keyUpdateInterval {
		c.update(d)
	}
	dst = append(dst, src...)
	d.rc4.XORKeyStream(dst[at:], dst[at:])
	switch mac {
	case c.sum(dst[at:], salted, d.count):
		sum = MACRight
	case c.sum(dst[at:], !salted, d.count):
		sum = MACOtherForm
	}
	d.used++
	d.count++
	return dst, sum, true
}

// fipsSum is the MAC of MS-RDPBCGR 5.3.6.2.
func (c *Cipher) fipsSum(plain []byte, count uint32) [8]byte {
	c.hmac.Reset()
	c.hmac.Write(plain)
	c.write(c.hmac, count)
	return [8]byte(c.hmac.Sum(c.outer[:0]))
}

// sum is the MAC of MS-RDPBCGR 5.3.6.1 and, salted, 5.3.6.1.1.
func (c *Cipher) sum(plain []byte, salted bool, count uint32) [8]byte {
	c.sha.Reset()
	c.sha.Write(c.mac)
	c.sha.Write(pad1)
	c.write(c.sha, uint32(len(plain)))
	c.sha.Write(plain)
	if salted {
		c.write(c.sha, count)
	}
	c.md5.Reset()
	c.md5.Write(c.mac)
	c.md5.Write(pad2)
	c.md5.Write(c.sha.Sum(c.inner[:0]))
	return [8]byte(c.md5.Sum(c.outer[:0]))
}

// write adds v to h, little-endian.
func (c *Cipher) write(h hash.Hash, v uint32) {
	binary.LittleEndian.PutUint32(c.word[:], v)
	h.Write(c.word[:])
}
