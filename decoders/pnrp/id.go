package pnrp

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
)

// P2PID is the first half of a PNRP ID, MS-PNRP 3.1.4.4.1: the same for all who
// publish a name. authority is nil for an unsecured name.
func P2PID(classifierHash [sha1.Size]byte, authority *[sha1.Size]byte) (id [16]byte) {
	var b [3*sha1.Size + 4]byte
	copy(b[:], classifierHash[:])
	if authority != nil {
		copy(b[sha1.Size:], authority[:])
	}
	copy(b[2*sha1.Size:], classifierHash[:])
	copy(b[3*sha1.Size:], "PNRP")
	sum := sha1.Sum(b[:])
	copy(id[:], sum[:])
	return id
}

// ClassifierHashes are the SHA-1 of a classifier of which text is the UTF-16, in
// the byte order of text and in the other one: which of them is hashed is not
// stated.
func ClassifierHashes(text []byte) [2][sha1.Size]byte {
	swapped := append([]byte(nil), text...)
	for i := 0; i+1 < len(swapped); i += 2 {
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
	}
	return [2][sha1.Size]byte{sha1.Sum(text), sha1.Sum(swapped)}
}

// reversed copies b into dst with the last byte first.
func reversed(dst, b []byte) {
	for i := range b {
		dst[len(b)-1-i] = b[i]
	}
}

// ID is the PNRP ID of a CPA; ok is false where it has no ClassifierHash.
func (m *CPA) ID() (id [idLength]byte, ok bool) {
	if !m.There() || len(m.ClassifierHash) != hashLength {
		return id, false
	}
	var authority *[sha1.Size]byte
	if len(m.Authority) == hashLength {
		authority = new([sha1.Size]byte)
		reversed(authority[:], m.Authority)
	}
	p2p := P2PID([sha1.Size]byte(m.ClassifierHash), authority)
	copy(id[:], p2p[:])
	reversed(id[16:], m.Location)
	return id, true
}

// subjectPublicKeyInfo is an RSAPublicKey of 140 bytes in the form of RFC 5280
// 4.1.2.7.
func subjectPublicKeyInfo(key []byte) []byte {
	if len(key) != keyDataLength {
		return nil
	}
	b := append(make([]byte, 0, len(key)+22), 0x30, 0x81, byte(len(key)+19),
		0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
		0x03, 0x81, byte(len(key)+1), 0x00)
	return append(b, key...)
}

// authorityOf reports whether a BinaryAuthority is the hash of the key of the CPA,
// or of the first certificate of its chain.
func authorityOf(authority, key []byte, chain *Chain) bool {
	var want [sha1.Size]byte
	reversed(want[:], authority)
	if sha1.Sum(key) == want || sha1.Sum(subjectPublicKeyInfo(key)) == want {
		return true
	}
	return chain != nil && chain.First != nil && (sha1.Sum(chain.First) == want || sha1.Sum(rsaKey(chain.First)) == want)
}

// A verdict on a signature.
type verdict uint8

const (
	unknown verdict = iota
	right
	wrong
)

// verify holds the signature of the structure whole against the key of a CPA.
// Which byte of the signature comes first is not stated; both orders are tried.
func (m *signature) verify(whole, key []byte) verdict {
	if len(m.data) != signatureLength || m.over > len(whole) {
		return unknown
	}
	public, err := x509.ParsePKCS1PublicKey(key)
	if err != nil || public.Size() != signatureLength {
		return unknown
	}
	sum := sha1.Sum(whole[:m.over])
	if rsa.VerifyPKCS1v15(public, crypto.SHA1, sum[:], m.data) == nil {
		return right
	}
	var other [signatureLength]byte
	reversed(other[:], m.data)
	if rsa.VerifyPKCS1v15(public, crypto.SHA1, sum[:], other[:]) == nil {
		return right
	}
	return wrong
}
