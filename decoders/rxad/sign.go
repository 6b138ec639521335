package rxad

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"math/big"
	"strconv"
	"strings"
)

// algorithmPSS is the one descriptor that the specification prints (MS-RXAD
// 4.2). It is the name that RFC 4055 3.1 gives to RSASSA-PSS with its default
// parameters: SHA-1, MGF1 with SHA-1, and 20 bytes of salt.
const algorithmPSS = "rSASSA-PSS-Default-Identifier"

const (
	// maxCertificate is the longest certificate that is read, in bytes.
	maxCertificate = 64 << 10
	// maxModulus is the largest key that a signature is checked with, in bytes.
	// The time it takes grows with the cube of it.
	maxModulus = 1024
	// saltSize is that of the default parameters, in bytes.
	saltSize = 20
)

// decodeBase64 decodes base64, with white space in it or not; nil where it is
// none, or longer than most bytes.
func decodeBase64(b []byte, most int) []byte {
	if len(b) == 0 || len(b)/4*3 > most+most/8 {
		return nil
	}
	packed := make([]byte, 0, len(b))
	for _, c := range b {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			packed = append(packed, c)
		}
	}
	out := make([]byte, base64.StdEncoding.DecodedLen(len(packed)))
	n, err := base64.StdEncoding.Decode(out, packed)
	if err != nil || n > most {
		return nil
	}
	return out[:n]
}

// prefixSize is how many bytes stand before a certificate: four that no document
// explains, and its length. SoftSled2, an extender in software, skips them; the
// sample of MS-RXAD 4.3 begins with them.
const prefixSize = 6

// split takes the prefix off a certificate, where there is one.
func split(b []byte) (prefix, der []byte) {
	if len(b) > prefixSize && b[0] == 0 && int(binary.BigEndian.Uint16(b[4:])) == len(b)-prefixSize {
		return b[:prefixSize], b[prefixSize:]
	}
	return nil, b
}

// An identity is what is known of the certificate of a host.
type identity struct {
	der   []byte
	key   *rsa.PublicKey // nil where signatures cannot be checked with it
	why   string         // then: why
	about string         // summary for people
}

// identify reads a certificate.
func identify(der []byte) *identity {
	id := &identity{der: der}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		id.why = "the certificate cannot be read: " + clip(err.Error(), 128)
		id.about = id.why
		return id
	}
	const date = "2006-01-02"
	id.about = clip(cert.Subject.String(), 128) + ", issued by " + clip(cert.Issuer.String(), 128) + ", valid " +
		cert.NotBefore.UTC().Format(date) + " to " + cert.NotAfter.UTC().Format(date)
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	switch {
	case !ok:
		id.why = "the key of the certificate is not RSA"
	case key.N.BitLen() > 8*maxModulus || key.N.BitLen() < 8*2*(sha1.Size+saltSize) || key.N.Sign() <= 0:
		id.why = "the key of the certificate has " + strconv.Itoa(key.N.BitLen()) + " bits"
	default:
		id.key = key
		id.about += ", RSA " + strconv.Itoa(key.N.BitLen()) + " bits"
	}
	return id
}

// clip shortens a text, at the beginning of a character. What is cut off is not
// kept.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && s[most]&0xc0 == 0x80 {
		most--
	}
	return strings.Clone(s[:most])
}

// A proof is what a signature shows when it is opened with the key of the host.
type proof struct {
	hash, salt []byte
}

// open opens a signature of RSASSA-PSS with default parameters, RFC 3447 8.1.2
// and 9.1.2: the form of the encoded message, which does not depend on what was
// signed. ok says that it has this form.
func open(key *rsa.PublicKey, sig []byte) (p proof, ok bool) {
	size := (key.N.BitLen() + 7) / 8
	s := new(big.Int).SetBytes(sig)
	if len(sig) != size || s.Cmp(key.N) >= 0 {
		return p, false
	}
	bits := key.N.BitLen() - 1
	em := new(big.Int).Exp(s, big.NewInt(int64(key.E)), key.N)
	if em.BitLen() > bits {
		return p, false
	}
	b := em.FillBytes(make([]byte, (bits+7)/8))
	const tail = 0xbc
	if b[len(b)-1] != tail || len(b) < sha1.Size+saltSize+2 {
		return p, false
	}
	db, hash := b[:len(b)-sha1.Size-1], b[len(b)-sha1.Size-1:len(b)-1]
	mask(db, hash)
	db[0] &= 0xff >> (8*len(b) - bits)
	zeros := db[:len(db)-saltSize-1]
	if len(bytes.Trim(zeros, "\x00")) > 0 || db[len(zeros)] != 1 {
		return p, false
	}
	return proof{hash, db[len(zeros)+1:]}, true
}

// mask combines b with MGF1 of seed, RFC 3447 B.2.1.
func mask(b, seed []byte) {
	for n := uint32(0); len(b) > 0; n++ {
		h := sha1.New()
		h.Write(seed)
		h.Write(binary.BigEndian.AppendUint32(nil, n))
		k := 0
		for _, x := range h.Sum(nil) {
			if k == len(b) {
				break
			}
			b[k] ^= x
			k++
		}
		b = b[k:]
	}
}

// fits reports whether this text was signed, RFC 3447 9.1.2.
func (p proof) fits(text []byte) bool {
	sum := sha1.Sum(text)
	h := sha1.New()
	h.Write(make([]byte, 8))
	h.Write(sum[:])
	h.Write(p.salt)
	return bytes.Equal(h.Sum(nil), p.hash)
}
