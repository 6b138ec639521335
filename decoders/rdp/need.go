package rdp

import (
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/dissect/keys"
)

// A Need is the private key that opens a connection with standard RDP security.
type Need struct {
	Modulus []byte   // of the server's key, big-endian without leading zeros
	SHA256  [32]byte // of Modulus
	Bits    int      // length of the modulus
}

// Need is the private key that the connection was encrypted for. ok is false
// where no encryption was chosen, or the server's public key is not known.
func (s *State) Need() (n Need, ok bool) {
	method, _, known := s.Encryption()
	if !known || method == MethodNone {
		return Need{}, false
	}
	n.Modulus = s.modulus()
	if n.Modulus == nil {
		return Need{}, false
	}
	n.SHA256 = sha256.Sum256(n.Modulus)
	n.Bits = new(big.Int).SetBytes(n.Modulus).BitLen()
	return n, true
}

// Opened reports whether packets of this connection were opened.
func (s *State) Opened() bool { return s.keys.open }

// Needs lists what would open the connection, in a form that can be compared with
// a key: empty when nothing would, as where the Security Exchange was not
// captured, or when it is open.
func (s *State) Needs() []string {
	n, ok := s.Need()
	if !ok || !s.keys.asked || s.keys.open {
		return nil
	}
	return []string{"RSA private key of " + strconv.Itoa(n.Bits) + " bits, modulus " + hex.EncodeToString(n.Modulus[:min(8, len(n.Modulus))]) +
		"… (SHA-256 " + hex.EncodeToString(n.SHA256[:]) + ")"}
}

// privateKey is the server's, nil where it was not given.
func (s *State) privateKey() *keys.RSAKey {
	m := s.modulus()
	if m == nil {
		return nil
	}
	k, _ := keys.Of(s.conv).RSAKey(m)
	return k
}

// settings is what the server's settings say.
func (s *State) settings() *gcc.Server { return &gcc.Of(s.conv).Server }

// modulus is that of the server's RSA key, big-endian without leading zeros, nil
// where it is not known.
func (s *State) modulus() []byte {
	if s.conv == nil {
		return nil
	}
	cert := &s.settings().Certificate
	m := bytes.Clone(cert.Modulus)
	slices.Reverse(m)
	if len(m) == 0 {
		m = certificateModulus(cert.DER)
	}
	m = bytes.TrimLeft(m, "\x00")
	if len(m) == 0 {
		return nil
	}
	return m
}

// certificateModulus is the RSA modulus of an X.509 certificate (RFC 5280 4.1),
// nil where there is none. Certificates of terminal servers name algorithms that
// package x509 does not know as those of keys, so only the structure is read:
// the subjectPublicKeyInfo is the sixth element behind the optional version.
func certificateModulus(der []byte) []byte {
	tbs := inside(inside(der))
	if at := element(tbs, 0); at.Class == asn1.ClassContextSpecific {
		tbs = tbs[len(at.FullBytes):]
	}
	info := element(tbs, 5)
	bits := element(info.Bytes, 1)
	if bits.Tag != asn1.TagBitString || len(bits.Bytes) < 1 {
		return nil
	}
	key := element(bits.Bytes[1:], 0) // RSAPublicKey, RFC 8017 A.1.1
	n := element(key.Bytes, 0)
	if n.Tag != asn1.TagInteger {
		return nil
	}
	return bytes.Clone(n.Bytes)
}

// inside is the content of the first element of b.
func inside(b []byte) []byte { return element(b, 0).Bytes }

// element is the element of b behind n others, zero where there is none.
func element(b []byte, n int) asn1.RawValue {
	for {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(b, &v)
		if err != nil {
			return asn1.RawValue{}
		}
		if n == 0 {
			return v
		}
		b, n = rest, n-1
	}
}
