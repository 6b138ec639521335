package tls

import (
	"crypto"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	_ "crypto/sha256" // for crypto.Hash.New
	_ "crypto/sha512" // for crypto.Hash.New
	"hash"
)

// The protocol versions, RFC 8446 4.2.1 and its predecessors.
const (
	versionSSL2  = 0x0002
	versionSSL3  = 0x0300
	versionTLS10 = 0x0301
	versionTLS11 = 0x0302
	versionTLS12 = 0x0303
	versionTLS13 = 0x0304
)

// masterLen is the size of a master secret, RFC 5246 8.1.
const masterLen = 48

// prf fills out from the secret, RFC 5246 5, RFC 2246 5, RFC 6101 6.2.2. The
// label is not used by SSL 3.0.
func prf(version uint16, h crypto.Hash, out, secret []byte, label string, seeds ...[]byte) {
	clear(out)
	switch {
	case version <= versionSSL3:
		ssl3PRF(out, secret, seeds)
	case version < versionTLS12:
		half := (len(secret) + 1) / 2
		expand(md5.New, out, secret[:half], label, seeds)
		expand(sha1.New, out, secret[len(secret)-half:], label, seeds)
	default:
		expand(h.New, out, secret, label, seeds)
	}
}

// expand adds P_hash to out bit by bit, RFC 5246 5.
func expand(h func() hash.Hash, out, secret []byte, label string, seeds [][]byte) {
	mac := hmac.New(h, secret)
	seed := func() {
		mac.Write([]byte(label))
		for _, s := range seeds {
			mac.Write(s)
		}
	}
	seed()
	a := mac.Sum(nil)
	var sum []byte
	for len(out) > 0 {
		mac.Reset()
		mac.Write(a)
		seed()
		sum = mac.Sum(sum[:0])
		n := min(len(sum), len(out))
		for i := range n {
			out[i] ^= sum[i]
		}
		out = out[n:]
		mac.Reset()
		mac.Write(a)
		a = mac.Sum(a[:0])
	}
}

// ssl3PRF is the key derivation of RFC 6101 6.1 and 6.2.2: MD5(secret +
// SHA('A' + secret + seeds)), then with 'BB', 'CCC' and so on.
func ssl3PRF(out, secret []byte, seeds [][]byte) {
	for i := 1; len(out) > 0 && i <= 26; i++ {
		inner := sha1.New()
		for range i {
			inner.Write([]byte{byte('A' + i - 1)})
		}
		inner.Write(secret)
		for _, s := range seeds {
			inner.Write(s)
		}
		outer := md5.New()
		outer.Write(secret)
		outer.Write(inner.Sum(nil))
		n := copy(out, outer.Sum(nil))
		out = out[n:]
	}
}

// master makes the master secret of a premaster secret. sessionHash is nil
// without the extended master secret (RFC 5246 8.1, RFC 7627 4).
func master(version uint16, h crypto.Hash, premaster, clientRandom, serverRandom, sessionHash []byte) []byte {
	out := make([]byte, masterLen)
	if sessionHash != nil {
		prf(version, h, out, premaster, "extended master secret", sessionHash)
	} else {
		prf(version, h, out, premaster, "master secret", clientRandom, serverRandom)
	}
	return out
}

// handshakeHash is the hash of the handshake messages, as Finished and the
// extended master secret use it (RFC 7627 3, RFC 5246 7.4.9).
func handshakeHash(version uint16, h crypto.Hash, parts ...[]byte) []byte {
	write := func(w hash.Hash) []byte {
		for _, p := range parts {
			w.Write(p)
		}
		return w.Sum(nil)
	}
	if version < versionTLS12 {
		return append(write(md5.New()), write(sha1.New())...)
	}
	return write(h.New())
}

// expandLabel is HKDF-Expand-Label of RFC 8446 7.1 with an empty context.
func expandLabel(h crypto.Hash, secret []byte, label string, n int) []byte {
	info := make([]byte, 0, 32)
	info = append(info, byte(n>>8), byte(n), byte(6+len(label)))
	info = append(info, "tls13 "...)
	info = append(info, label...)
	info = append(info, 0)
	out, err := hkdf.Expand(h.New, secret, string(info), n)
	if err != nil {
		return make([]byte, n) // n is a key length: far below the limit of HKDF
	}
	return out
}

// nextSecret is the traffic secret after a key update, RFC 8446 7.2.
func nextSecret(h crypto.Hash, secret []byte) []byte {
	return expandLabel(h, secret, "traffic upd", h.Size())
}
