package ntlm

import (
	"crypto/des"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"crypto/subtle"
	"unicode"
	"unicode/utf16"

	//lint:ignore SA1019 the session base key of NTLM v1 is MD4 of the NT hash
	"golang.org/x/crypto/md4"

	"github.com/radissect/radissect/dissect/keys"
)

// Key is a key or hash of NTLM.
type Key [16]byte

func hmacMD5(key []byte, parts ...[]byte) (k Key) {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(k[:0])
	return k
}

func md5Sum(parts ...[]byte) (k Key) {
	h := md5.New()
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(k[:0])
	return k
}

func rc4Bytes(key, in []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(in))
	c.XORKeyStream(out, in)
	return out
}

// NTOWFv2 is the key of NTLM v2 responses, MS-NLMP 3.3.2. User and domain are
// UTF-16LE as they lie in the AUTHENTICATE_MESSAGE.
func NTOWFv2(ntHash, user, domain []byte) Key {
	return hmacMD5(ntHash, upperUTF16(user), domain)
}

// upperUTF16 is UTF-16LE text in upper case.
func upperUTF16(b []byte) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
	}
	runes := utf16.Decode(units)
	for i, r := range runes {
		runes[i] = unicode.ToUpper(r)
	}
	return encodeUTF16(string(runes))
}

// encodeUTF16 is UTF-8 text as UTF-16LE.
func encodeUTF16(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// desKey spreads seven bytes over eight, leaving the parity bits zero.
func desKey(k []byte) []byte {
	out := make([]byte, 8)
	out[0] = k[0]
	for i := 1; i < 7; i++ {
		out[i] = k[i-1]<<(8-i) | k[i]>>i
	}
	out[7] = k[6] << 1
	return out
}

// desBlock is DES of MS-NLMP 6: one block under a key of seven bytes.
func desBlock(key, block []byte) []byte {
	out := make([]byte, 8)
	c, err := des.NewCipher(desKey(key))
	if err != nil {
		return out
	}
	c.Encrypt(out, block)
	return out
}

// desl is DESL of MS-NLMP 6: a block of eight bytes under a key of sixteen.
func desl(key, block []byte) []byte {
	k := make([]byte, 21)
	copy(k, key)
	out := desBlock(k[0:7], block)
	out = append(out, desBlock(k[7:14], block)...)
	return append(out, desBlock(k[14:21], block)...)
}

// LMOWFv1 is the LM hash of a password, MS-NLMP 3.3.1. Only ASCII is upper-cased,
// since the OEM code page of the account is not known.
func LMOWFv1(password string) Key {
	var p [14]byte
	for i := range min(len(password), len(p)) {
		p[i] = password[i]
		if 'a' <= p[i] && p[i] <= 'z' {
			p[i] -= 'a' - 'A'
		}
	}
	const magic = "KGS!@#$%"
	var k Key
	copy(k[:8], desBlock(p[:7], []byte(magic)))
	copy(k[8:], desBlock(p[7:], []byte(magic)))
	return k
}

// A proof is what the check of one account against a response gives.
type proof struct {
	fits bool
	base Key // SessionBaseKey
	kx   Key // KeyExchangeKey
}

// try checks an account against the response in m, the AUTHENTICATE_MESSAGE b.
func (m *Message) try(b, serverChallenge []byte, flags Flags, a *keys.Account) proof {
	hash := a.NTHash.Bytes()
	nt, lm := m.NT.Of(b), m.LM.Of(b)
	switch m.Response() {
	case V2:
		if len(nt) < v2Least {
			return proof{}
		}
		return m.tryV2(b, serverChallenge, hash, nt)
	case V1ESS:
		if len(nt) != responseLength || len(lm) < 8 {
			return proof{}
		}
		challenge := md5Sum(serverChallenge, lm[:8])
		if subtle.ConstantTimeCompare(desl(hash, challenge[:8]), nt) == 0 {
			return proof{}
		}
		base := md4Sum(hash)
		return proof{true, base, hmacMD5(base[:], serverChallenge, lm[:8])}
	case V1:
		if subtle.ConstantTimeCompare(desl(hash, serverChallenge), nt) == 0 {
			return proof{}
		}
		base := md4Sum(hash)
		return proof{true, base, kxV1(base, lm, flags, a)}
	}
	return proof{}
}

func (m *Message) tryV2(b, serverChallenge, hash, nt []byte) proof {
	user, domain := m.User.Of(b), m.Domain.Of(b)
	if m.Flags&NegotiateUnicode == 0 {
		user, domain = encodeUTF16(string(user)), encodeUTF16(string(domain))
	}
	// MS-NLMP 3.2.5.1.2: servers accept clients that leave the domain out.
	for _, dom := range [...][]byte{domain, nil} {
		key := NTOWFv2(hash, user, dom)
		want := hmacMD5(key[:], serverChallenge, nt[proofLength:])
		if subtle.ConstantTimeCompare(want[:], nt[:proofLength]) == 1 {
			base := hmacMD5(key[:], nt[:proofLength])
			return proof{true, base, base}
		}
	}
	return proof{}
}

func md4Sum(b []byte) (k Key) {
	h := md4.New()
	_, _ = h.Write(b)
	h.Sum(k[:0])
	return k
}

// kxV1 is KXKEY without extended session security, MS-NLMP 3.4.5.1.
func kxV1(base Key, lm []byte, flags Flags, a *keys.Account) Key {
	if flags&(NegotiateLMKey|RequestNonNTKey) == 0 || a.Password.IsZero() || len(lm) < 8 {
		return base
	}
	hash := LMOWFv1(a.Password.Reveal())
	var k Key
	if flags&NegotiateLMKey == 0 {
		copy(k[:8], hash[:8])
		return k
	}
	second := []byte{hash[7], 0xBD, 0xBD, 0xBD, 0xBD, 0xBD, 0xBD}
	copy(k[:8], desBlock(hash[:7], lm[:8]))
	copy(k[8:], desBlock(second, lm[:8]))
	return k
}

// The constants of SIGNKEY and SEALKEY with their terminators, MS-NLMP 3.4.5.2 and 3.4.5.3.
var magic = [2]struct{ sign, seal string }{
	{"session key to client-to-server signing key magic constant\x00", "session key to client-to-server sealing key magic constant\x00"},
	{"session key to server-to-client signing key magic constant\x00", "session key to server-to-client sealing key magic constant\x00"},
}

// sealKey is SEALKEY, MS-NLMP 3.4.5.3, for the direction dir.
func sealKey(flags Flags, exported Key, dir int) []byte {
	if flags&NegotiateESS != 0 {
		part := exported[:]
		if flags&Negotiate128 == 0 {
			part = exported[:5]
			if flags&Negotiate56 != 0 {
				part = exported[:7]
			}
		}
		k := md5Sum(part, []byte(magic[dir].seal))
		return k[:]
	}
	if flags&NegotiateLMKey != 0 || flags&NegotiateDatagram != 0 {
		if flags&Negotiate56 != 0 {
			return append(exported[:7:7], 0xA0)
		}
		return append(exported[:5:5], 0xE5, 0x38, 0xB0)
	}
	return exported[:]
}
