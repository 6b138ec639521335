package kerberos

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"hash"
)

// The encryption types that are opened, RFC 3961 8, RFC 4757, RFC 8009.
const (
	AES128SHA1 = 17 // aes128-cts-hmac-sha1-96, RFC 3962
	AES256SHA1 = 18 // aes256-cts-hmac-sha1-96, RFC 3962
	AES128SHA2 = 19 // aes128-cts-hmac-sha256-128, RFC 8009
	AES256SHA2 = 20 // aes256-cts-hmac-sha384-192, RFC 8009
	RC4HMAC    = 23 // RFC 4757
)

// Key usage numbers, RFC 4120 7.5.1 and RFC 4121 2.
const (
	usageASReqTimestamp      = 1
	usageTicket              = 2
	usageASRep               = 3
	usageTGSReqAuth          = 7
	usageTGSRepSession       = 8
	usageTGSRepSubkey        = 9
	usageAPReqAuth           = 11
	usageAPRep               = 12
	usageCred                = 14
	usageAcceptorSeal        = 22
	usageAcceptorSign        = 23
	usageInitiatorSeal       = 24
	usageInitiatorSign       = 25
	rc4UsageReply            = 8  // RFC 4757 3: for both replies
	rc4UsageSeal             = 13 // RFC 4757 7.3
	rc4UsageSign             = 15 // RFC 4757 7.2
	deriveEncrypt       byte = 0xAA
	deriveIntegrity     byte = 0x55
	deriveChecksum      byte = 0x99
)

// What can be wrong with protected data.
var (
	ErrShort     = errors.New("shorter than its encryption type needs")
	ErrIntegrity = errors.New("the integrity check fails")
	ErrEncType   = errors.New("an encryption type that is not opened")
	ErrToken     = errors.New("not a token of this mechanism")
)

// A Key is a Kerberos key with its encryption type. It is a secret.
type Key struct {
	Type  int32
	Value []byte
}

// profile is what distinguishes the AES encryption types.
type profile struct {
	key, mac int // bytes
	integ    int // bytes of the integrity key, RFC 8009 5
	sha      func() hash.Hash
	sha2     bool
}

var profiles = map[int32]profile{
	AES128SHA1: {key: 16, mac: 12, sha: sha1.New},
	AES256SHA1: {key: 32, mac: 12, sha: sha1.New},
	AES128SHA2: {key: 16, mac: 16, integ: 16, sha: sha256.New, sha2: true},
	AES256SHA2: {key: 32, mac: 24, integ: 24, sha: sha512.New384, sha2: true},
}

const (
	confounder    = aes.BlockSize // of the AES encryption types, bytes
	rc4Confounder = 8
	rc4Checksum   = md5.Size
)

// nfold stretches or folds in to n bytes: copies of in, each rotated right by 13
// bits against the one before, are put together until their length is a multiple
// of n, and the pieces of n bytes added in ones' complement (RFC 3961 5.1).
func nfold(in []byte, n int) []byte {
	copies := n / gcd(n, len(in))
	long := make([]byte, 0, copies*len(in))
	for i := range copies {
		long = append(long, rotateRight(in, 13*i)...)
	}
	sum := make([]byte, n)
	for ; len(long) > 0; long = long[n:] {
		carry := 0
		for i := n - 1; i >= 0; i-- {
			carry += int(sum[i]) + int(long[i])
			sum[i] = byte(carry)
			carry >>= 8
		}
		for i := n - 1; carry > 0; i = (i + n - 1) % n { // end-around carry
			carry += int(sum[i])
			sum[i] = byte(carry)
			carry >>= 8
		}
	}
	return sum
}

// rotateRight is b rotated right by so many bits.
func rotateRight(b []byte, bits int) []byte {
	out := make([]byte, len(b))
	whole, part := bits/8, bits%8
	for i := range b {
		from := ((i-whole)%len(b) + len(b)) % len(b)
		left := (from - 1 + len(b)) % len(b)
		out[i] = byte(uint(b[left])<<(8-part) | uint(b[from])>>part)
	}
	return out
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// derive makes the key for one use: DK of RFC 3961 5.1, or KDF-HMAC-SHA2 of RFC 8009 3.
func (k Key) derive(usage uint32, what byte) []byte {
	p, ok := profiles[k.Type]
	if !ok || len(k.Value) != p.key {
		return nil
	}
	label := binary.BigEndian.AppendUint32(nil, usage)
	label = append(label, what)
	if p.sha2 {
		n := p.integ
		if what == deriveEncrypt {
			n = p.key
		}
		h := hmac.New(p.sha, k.Value)
		h.Write([]byte{0, 0, 0, 1})
		h.Write(label)
		h.Write([]byte{0})
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(8*n)))
		return h.Sum(nil)[:n]
	}
	block, err := aes.NewCipher(k.Value)
	if err != nil {
		return nil
	}
	out := make([]byte, 0, 2*aes.BlockSize)
	in := nfold(label, aes.BlockSize)
	for len(out) < p.key {
		block.Encrypt(in, in)
		out = append(out, in...)
	}
	return out[:p.key]
}

// ctsDecrypt is AES in CBC mode with cipher text stealing and a zero vector,
// RFC 3962 5. It needs at least one block.
func ctsDecrypt(key, in []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil || len(in) < aes.BlockSize {
		return nil, ErrShort
	}
	out := make([]byte, len(in))
	if len(in) == aes.BlockSize {
		block.Decrypt(out, in)
		return out, nil
	}
	const size = aes.BlockSize
	tail := len(in) % size
	if tail == 0 {
		tail = size
	}
	head := len(in) - size - tail // all but the last two blocks
	iv := make([]byte, size)
	if head > 0 {
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(out[:head], in[:head])
		copy(iv, in[head-size:head])
	}
	var last, d [size]byte
	block.Decrypt(d[:], in[head:head+size])
	copy(last[:], in[head+size:])
	copy(last[tail:], d[tail:])
	for i := range tail {
		out[head+size+i] = d[i] ^ last[i]
	}
	block.Decrypt(d[:], last[:])
	for i := range d {
		out[head+i] = d[i] ^ iv[i]
	}
	return out, nil
}

// open decrypts data for one use and checks it. Without sign-only parts, before
// and after are empty.
func (k Key) open(usage uint32, data, before, after []byte) ([]byte, error) {
	if k.Type == RC4HMAC {
		return k.openRC4(usage, data)
	}
	p, ok := profiles[k.Type]
	if !ok {
		return nil, ErrEncType
	}
	if len(k.Value) != p.key || len(data) < confounder+p.mac {
		return nil, ErrShort
	}
	cut := len(data) - p.mac
	plain, err := ctsDecrypt(k.derive(usage, deriveEncrypt), data[:cut])
	if err != nil {
		return nil, err
	}
	mac := hmac.New(p.sha, k.derive(usage, deriveIntegrity))
	if p.sha2 {
		if len(before)+len(after) > 0 {
			return nil, ErrEncType // RFC 8009 says nothing about sign-only data
		}
		mac.Write(make([]byte, aes.BlockSize))
		mac.Write(data[:cut])
	} else {
		mac.Write(plain[:confounder])
		mac.Write(before)
		mac.Write(plain[confounder:])
		mac.Write(after)
	}
	if !hmac.Equal(mac.Sum(nil)[:p.mac], data[cut:]) {
		return nil, ErrIntegrity
	}
	return plain[confounder:], nil
}

// openRC4 is decryption of RFC 4757 5.
func (k Key) openRC4(usage uint32, data []byte) ([]byte, error) {
	if len(k.Value) != 16 || len(data) < rc4Checksum+rc4Confounder {
		return nil, ErrShort
	}
	if usage == usageASRep || usage == usageTGSRepSubkey {
		usage = rc4UsageReply
	}
	k1 := hmacMD5(k.Value, binary.LittleEndian.AppendUint32(nil, usage))
	plain := rc4Bytes(hmacMD5(k1, data[:rc4Checksum]), data[rc4Checksum:])
	if !hmac.Equal(hmacMD5(k1, plain), data[:rc4Checksum]) {
		return nil, ErrIntegrity
	}
	return plain[rc4Confounder:], nil
}

// checksum is the keyed checksum of an AES encryption type over the parts.
func (k Key) checksum(usage uint32, parts ...[]byte) ([]byte, error) {
	p, ok := profiles[k.Type]
	if !ok {
		return nil, ErrEncType
	}
	key := k.derive(usage, deriveChecksum)
	if key == nil {
		return nil, ErrShort
	}
	mac := hmac.New(p.sha, key)
	for _, b := range parts {
		mac.Write(b)
	}
	return mac.Sum(nil)[:p.mac], nil
}

func hmacMD5(key []byte, parts ...[]byte) []byte {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func rc4Bytes(key, in []byte) []byte {
	out := make([]byte, len(in))
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(out, in)
	}
	return out
}
