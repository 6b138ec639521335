package tls

import (
	"crypto"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/subtle"
	"encoding/binary"
	"hash"

	"golang.org/x/crypto/chacha20poly1305"
)

// maxSkip is how many records may have been lost in a hole of the capture for
// the sequence number to be found again by trying. Each try costs one tag.
const maxSkip = 1024

// maxFails is how many records in a row may fail before a direction is given
// up, and maxSlowFails the same while many sequence numbers are tried for each.
const (
	// maxLate is how many bytes of a stream cipher are passed over for a secret
	// that came late.
	maxLate      = 64 << 20
	maxFails     = 256
	maxSlowFails = 16
	slowSkip     = 32
)

// An opener removes the protection of the records of one direction. It is made
// when keys change and reused for every record, without allocation.
type opener struct {
	suite   suite
	version uint16
	seq     uint64
	skip    int // records that may be missing before the next one
	fails   int // records in a row that did not verify

	stream  *rc4.Cipher
	cbc     cipher.BlockMode
	setIV   func(iv []byte)
	iv      [16]byte // of the next record, for the chained IV of TLS 1.0 and SSL 3.0
	chained bool
	ivLost  bool
	lost    bool // nothing more can be opened: the state of a stream cipher is lost

	aead  cipher.AEAD
	ccm   *ccm
	fixed [12]byte // of the nonce
	nonce [12]byte
	aad   [13]byte

	etm       bool
	unchecked bool // a NULL cipher without its secret: the MAC is taken off unchecked
	mac       hash.Hash
	macLen    int
	ssl3Key   []byte
	ssl3Pad   int
	sum       [64]byte
	out       []byte
}

// A fault says why a record was not opened.
type fault uint8

const (
	opened fault = iota
	faultLength
	faultPadding
	faultTag
	faultLost
)

var faultTexts = [...]string{
	faultLength:  "the record is too short or no multiple of the block size",
	faultPadding: "the padding is wrong",
	faultTag:     "the tag or MAC is wrong",
	faultLost:    "the state of the cipher was lost with bytes missing from the capture",
}

// newOpener makes the opener of one direction of TLS 1.2 or older from its part
// of the key block (RFC 5246 6.3). It returns nil for a suite that cannot be
// opened.
func newOpener(s suite, version uint16, macKey, key, iv []byte, etm, truncated bool) *opener {
	o := &opener{suite: s, version: version, etm: etm && s.bulk.family == familyBlock}
	if s.mac != 0 {
		o.macLen = s.mac.Size()
		if version <= versionSSL3 {
			o.mac, o.ssl3Key, o.ssl3Pad = s.mac.New(), macKey, 40
			if s.mac == crypto.MD5 {
				o.ssl3Pad = 48
			}
		} else {
			o.mac = hmac.New(s.mac.New, macKey)
			if truncated {
				o.macLen = min(o.macLen, 10) // RFC 6066 7
			}
		}
	}
	switch s.bulk.family {
	case familyNull:
	case familyStream:
		c, err := rc4.NewCipher(key)
		if err != nil {
			return nil
		}
		o.stream = c
	case familyBlock:
		b, err := s.bulk.make(key)
		if err != nil || len(iv) < s.bulk.block {
			return nil
		}
		o.cbc = cipher.NewCBCDecrypter(b, iv[:s.bulk.block])
		setter, ok := o.cbc.(interface{ SetIV([]byte) })
		if !ok {
			return nil
		}
		o.setIV = setter.SetIV
		copy(o.iv[:], iv)
		o.chained = version < versionTLS11
	default:
		if !o.keyAEAD(key, iv) {
			return nil
		}
	}
	return o
}

// newOpener13 makes the opener of one direction from a traffic secret, RFC 8446 7.3.
func newOpener13(s suite, secret []byte) *opener {
	if s.bulk == nil || s.bulk.family < familyGCM || len(secret) != s.hash.Size() {
		return nil
	}
	o := &opener{suite: s, version: versionTLS13}
	key := expandLabel(s.hash, secret, "key", s.bulk.key)
	iv := expandLabel(s.hash, secret, "iv", 12)
	if !o.keyAEAD(key, iv) {
		return nil
	}
	return o
}

// keyAEAD prepares the AEAD cipher.
func (o *opener) keyAEAD(key, iv []byte) bool {
	copy(o.fixed[:], iv)
	if o.suite.bulk.family == familyChaCha {
		a, err := chacha20poly1305.New(key)
		o.aead = a
		return err == nil
	}
	b, err := o.suite.bulk.make(key)
	if err != nil {
		return false
	}
	if o.suite.bulk.family == familyCCM {
		o.ccm = newCCM(b, o.suite.bulk.tag)
		return true
	}
	o.aead, err = cipher.NewGCM(b)
	return err == nil
}

// missed says that bytes of the direction are lost: n of them, 0 for not known.
func (o *opener) missed(n uint64) {
	if o.stream != nil {
		o.lost = true
		return
	}
	o.ivLost = o.chained
	// The shortest records have a header of five bytes and some 20 more.
	most := uint64(maxSkip)
	if n > 0 {
		most = min(most, n/21+2)
	}
	o.skip = min(maxSkip, o.skip+int(most))
}

// late puts the opener behind records that passed before their secret came: so
// many, with so many bytes, the last of which ended with tail.
func (o *opener) late(records, n uint64, tail []byte) {
	o.seq = records
	switch {
	case o.stream != nil && n > maxLate:
		o.lost = true
	case o.stream != nil:
		var waste [1024]byte
		for n > 0 {
			k := min(n, uint64(len(waste)))
			o.stream.XORKeyStream(waste[:k], waste[:k])
			n -= k
		}
	case o.chained:
		copy(o.iv[:], tail[len(tail)-o.suite.bulk.block:])
	}
}

// open removes the protection of a record. version is that of its header. The
// result lies in a buffer of the opener, or in frag, and is valid until the
// next call. A record that does not verify may have been counted by its
// receiver or not, so the next one is tried with both sequence numbers.
func (o *opener) open(typ uint8, version uint16, frag []byte) ([]byte, fault) {
	if o.lost {
		return nil, faultLost
	}
	plain, f := o.remove(typ, version, frag)
	if f == opened {
		o.fails = 0
		return plain, f
	}
	if f != faultLost {
		o.skip = min(maxSkip, o.skip+1)
		o.fails++
		o.lost = o.fails >= maxFails || o.fails >= maxSlowFails && o.skip > slowSkip
	}
	return nil, f
}

// remove is open without the book-keeping of faults.
func (o *opener) remove(typ uint8, version uint16, frag []byte) ([]byte, fault) {
	switch o.suite.bulk.family {
	case familyNull:
		if len(frag) < o.macLen {
			return nil, faultLength
		}
		n := len(frag) - o.macLen
		return frag[:n], o.verify(typ, version, frag[:n], frag[n:])
	case familyStream:
		if len(frag) < o.macLen {
			return nil, faultLength
		}
		o.out = append(o.out[:0], frag...)
		o.stream.XORKeyStream(o.out, o.out)
		n := len(o.out) - o.macLen
		return o.out[:n], o.verify(typ, version, o.out[:n], o.out[n:])
	case familyBlock:
		return o.openBlock(typ, version, frag)
	}
	return o.openAEAD(typ, version, frag)
}

// openBlock opens a record of a block cipher, RFC 5246 6.2.3.2 and RFC 7366 3.
func (o *opener) openBlock(typ uint8, version uint16, frag []byte) ([]byte, fault) {
	size := o.suite.bulk.block
	sealed := frag
	var tag []byte
	if o.etm {
		if len(frag) < o.macLen {
			return nil, faultLength
		}
		sealed, tag = frag[:len(frag)-o.macLen], frag[len(frag)-o.macLen:]
		if f := o.verify(typ, version, sealed, tag); f != opened {
			return nil, f
		}
	}
	if len(sealed) < size || len(sealed)%size != 0 {
		return nil, faultLength
	}
	body := sealed
	if o.chained {
		o.setIV(o.iv[:size])
		copy(o.iv[:], sealed[len(sealed)-size:])
		if o.ivLost {
			o.ivLost = false
			o.skip = min(maxSkip, o.skip+1)
			return nil, faultLost
		}
	} else {
		o.setIV(sealed[:size])
		body = sealed[size:]
	}
	if len(body) == 0 {
		return nil, faultLength
	}
	o.out = append(o.out[:0], body...)
	o.cbc.CryptBlocks(o.out, o.out)
	n := len(o.out)
	pad := int(o.out[n-1])
	if pad+1 > n {
		return nil, faultPadding
	}
	if o.version > versionSSL3 {
		for _, b := range o.out[n-1-pad:] {
			if int(b) != pad {
				return nil, faultPadding
			}
		}
	}
	n -= pad + 1
	if o.etm {
		return o.out[:n], opened
	}
	if n < o.macLen {
		return nil, faultPadding
	}
	n -= o.macLen
	return o.out[:n], o.verify(typ, version, o.out[:n], o.out[n:n+o.macLen])
}

// verify checks the MAC of data and counts the record. Where records may be
// missing, later sequence numbers are tried.
func (o *opener) verify(typ uint8, version uint16, data, tag []byte) fault {
	if o.macLen == 0 || o.unchecked {
		o.seq++
		return opened
	}
	for i := 0; i <= o.skip; i++ {
		o.header(o.seq+uint64(i), typ, version, len(data))
		var sum []byte
		if o.ssl3Key != nil {
			sum = o.ssl3MAC(data)
		} else {
			o.mac.Reset()
			o.mac.Write(o.aad[:])
			o.mac.Write(data)
			sum = o.mac.Sum(o.sum[:0])
		}
		if subtle.ConstantTimeCompare(sum[:o.macLen], tag) == 1 {
			o.seq += uint64(i) + 1
			o.skip = 0
			return opened
		}
	}
	return faultTag
}

// header fills aad with what the MAC and the tags of TLS 1.2 cover: sequence
// number, type, version and length (RFC 5246 6.2.3.1 and 6.2.3.3).
func (o *opener) header(seq uint64, typ uint8, version uint16, n int) {
	binary.BigEndian.PutUint64(o.aad[:], seq)
	o.aad[8] = typ
	binary.BigEndian.PutUint16(o.aad[9:], version)
	binary.BigEndian.PutUint16(o.aad[11:], uint16(n))
}

// The pads of the MAC of SSL 3.0, RFC 6101 5.2.3.1.
var ssl3Pad1, ssl3Pad2 = ssl3Pads()

func ssl3Pads() (p1, p2 [48]byte) {
	for i := range p1 {
		p1[i], p2[i] = 0x36, 0x5c
	}
	return p1, p2
}

// ssl3MAC is the MAC of SSL 3.0 over the header in aad, without its version,
// and data.
func (o *opener) ssl3MAC(data []byte) []byte {
	h := o.mac
	h.Reset()
	h.Write(o.ssl3Key)
	h.Write(ssl3Pad1[:o.ssl3Pad])
	h.Write(o.aad[:9])
	h.Write(o.aad[11:13])
	h.Write(data)
	inner := h.Sum(o.sum[:0])
	h.Reset()
	h.Write(o.ssl3Key)
	h.Write(ssl3Pad2[:o.ssl3Pad])
	h.Write(inner)
	return h.Sum(o.sum[:0])
}

// openAEAD opens a record of an AEAD cipher: with the explicit part of the
// nonce in front for GCM and CCM of TLS 1.2 (RFC 5288 3, RFC 6655 3), else with
// the sequence number in the nonce (RFC 7905 2, RFC 8446 5.3).
func (o *opener) openAEAD(typ uint8, version uint16, frag []byte) ([]byte, fault) {
	tag := o.suite.bulk.tag
	explicit := o.version < versionTLS13 && o.suite.bulk.family != familyChaCha
	sealed := frag
	if explicit {
		if len(frag) < 8 {
			return nil, faultLength
		}
		copy(o.nonce[:4], o.fixed[:4])
		copy(o.nonce[4:], frag[:8])
		sealed = frag[8:]
	}
	if len(sealed) < tag {
		return nil, faultLength
	}
	for i := 0; i <= o.skip; i++ {
		seq := o.seq + uint64(i)
		if !explicit {
			o.nonce = o.fixed
			for j := range 8 {
				o.nonce[4+j] ^= byte(seq >> (56 - 8*j))
			}
		}
		aad := o.aad[:13]
		if o.version >= versionTLS13 {
			o.aad[0] = typ
			binary.BigEndian.PutUint16(o.aad[1:], version)
			binary.BigEndian.PutUint16(o.aad[3:], uint16(len(frag)))
			aad = o.aad[:5]
		} else {
			o.header(seq, typ, version, len(sealed)-tag)
		}
		ok := false
		if o.ccm != nil {
			o.out, ok = o.ccm.open(o.out[:0], o.nonce[:], sealed, aad)
		} else {
			plain, err := o.aead.Open(o.out[:0], o.nonce[:], sealed, aad)
			if ok = err == nil; ok {
				o.out = plain
			} else if cap(o.out) < len(sealed) {
				o.out = make([]byte, 0, len(sealed)) // else the next try would allocate again
			}
		}
		if ok {
			o.seq = seq + 1
			o.skip = 0
			return o.out, opened
		}
	}
	return nil, faultTag
}

// keyBlock makes the openers of both directions, RFC 5246 6.3, RFC 2246 6.3 and
// 6.3.1, RFC 6101 6.2.2.
func keyBlock(s suite, version uint16, secret, clientRandom, serverRandom []byte, etm, truncated bool) (client, server *opener) {
	if s.bulk == nil {
		return nil, nil
	}
	macLen, ivLen := 0, s.bulk.block
	if s.mac != 0 {
		macLen = s.mac.Size()
	}
	switch s.bulk.family {
	case familyGCM, familyCCM:
		ivLen = 4
	case familyChaCha:
		ivLen = 12
	}
	block := make([]byte, 2*macLen+2*s.bulk.material+2*ivLen)
	prf(version, s.hash, block, secret, "key expansion", serverRandom, clientRandom)
	take := func(n int) []byte {
		b := block[:n:n]
		block = block[n:]
		return b
	}
	mac := [2][]byte{take(macLen), take(macLen)}
	key := [2][]byte{take(s.bulk.material), take(s.bulk.material)}
	iv := [2][]byte{take(ivLen), take(ivLen)}
	if s.bulk.key > s.bulk.material {
		exportKeys(s, version, &key, &iv, clientRandom, serverRandom)
	}
	return newOpener(s, version, mac[0], key[0], iv[0], etm, truncated),
		newOpener(s, version, mac[1], key[1], iv[1], etm, truncated)
}

// exportKeys turns the short keys of export suites into the final ones,
// RFC 2246 6.3.1 and RFC 6101 6.2.2.1.
func exportKeys(s suite, version uint16, key, iv *[2][]byte, clientRandom, serverRandom []byte) {
	if version <= versionSSL3 {
		randoms := [2][2][]byte{{clientRandom, serverRandom}, {serverRandom, clientRandom}}
		for i, r := range randoms {
			h := md5.New()
			h.Write(key[i])
			h.Write(r[0])
			h.Write(r[1])
			key[i] = h.Sum(nil)[:s.bulk.key]
			h.Reset()
			h.Write(r[0])
			h.Write(r[1])
			iv[i] = h.Sum(nil)
		}
		return
	}
	for i, label := range [2]string{"client write key", "server write key"} {
		final := make([]byte, s.bulk.key)
		prf(version, s.hash, final, key[i], label, clientRandom, serverRandom)
		key[i] = final
	}
	if n := s.bulk.block; n > 0 {
		block := make([]byte, 2*n)
		prf(version, s.hash, block, nil, "IV block", clientRandom, serverRandom)
		iv[0], iv[1] = block[:n:n], block[n:]
	}
}
