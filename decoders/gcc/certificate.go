package gcc

import (
	"crypto/md5"
	"math/big"
	"slices"

	"github.com/radissect/radissect/dissect"
)

// Versions and constants of server certificates, MS-RDPBCGR 2.2.1.4.3.1 to 2.2.1.4.3.1.1.1.
const (
	chainVersion1   = 1
	chainVersion2   = 2
	temporaryBit    = 1 << 31
	signatureRSA    = 1
	keyExchangeRSA  = 1
	keyBlob         = 6
	signatureBlob   = 8
	rsa1            = 0x31415352
	keyHeaderLength = 20
	padding         = 8
	signatureLength = 64
	maxKeyBytes     = 4096 // a modulus beyond 32,768 bits is not computed with
)

// certificate is SERVER_CERTIFICATE, MS-RDPBCGR 2.2.1.4.3.1.
type certificate struct {
	present   bool
	version   uint32
	temporary bool
	exponent  uint32
	modulus   place // without its padding
	signed    place // the fields that the signature of a proprietary certificate covers
	signature place // without its padding
	last      place // DER of the last certificate of a chain: the server's
}

// decode reads a certificate of either version.
func (m *certificate) decode(c *dissect.Cursor) {
	m.present = true
	at := c.Offset()
	v := c.U32LE(fCertVersion)
	c.Part(fChainVersion, 0, 31)
	c.Part(fTemporary, 31, 1)
	m.version, m.temporary = v&^temporaryBit, v&temporaryBit != 0
	switch m.version {
	case chainVersion1:
		m.proprietary(at, c)
	case chainVersion2:
		m.chain(c)
	default:
		c.Require(false, CertificateVersion)
		if n := c.Left(); n > 0 {
			c.Closed(fCertData, n)
		}
	}
}

// proprietary reads PROPRIETARYSERVERCERTIFICATE behind its dwVersion,
// MS-RDPBCGR 2.2.1.4.3.1.1.
func (m *certificate) proprietary(at int, c *dissect.Cursor) {
	alg := c.U32LE(fSigAlgID)
	c.Require(alg == signatureRSA, CertificateConstants)
	alg = c.U32LE(fKeyAlgID)
	c.Require(alg == keyExchangeRSA, CertificateConstants)
	typ := c.U16LE(fPublicKeyBlobType)
	c.Require(typ == keyBlob, CertificateConstants)
	n := c.U16LE(fPublicKeyBlobLen)
	if !c.OK() {
		return
	}
	key := c.Sub(fPublicKeyBlob, int(n))
	m.key(&key)
	key.Done()
	m.signed = place{at, c.Offset() - at}
	typ = c.U16LE(fSignatureBlobType)
	c.Require(typ == signatureBlob, CertificateConstants)
	n = c.U16LE(fSignatureBlobLen)
	if !c.OK() {
		return
	}
	sig := c.Sub(fSignatureBlob, int(n))
	m.signature = place{sig.Offset(), min(sig.Left(), signatureLength)}
	if k := m.signature.n; k > 0 {
		sig.Bytes(fSignature, k)
	}
	if k := sig.Left(); k > 0 {
		sig.Bytes(fZeroPadding, k)
	}
	sig.Done()
}

// key reads RSA_PUBLIC_KEY, MS-RDPBCGR 2.2.1.4.3.1.1.1.
func (m *certificate) key(c *dissect.Cursor) {
	magic := c.U32LE(fMagic)
	c.Require(magic == rsa1, CertificateConstants)
	keylenAt := c.Offset()
	keylen := c.U32LE(fKeyLen)
	bitlen := c.U32LE(fBitLen)
	ok := c.OK() && keylen == bitlen/8+padding
	datalen := c.U32LE(fDataLen)
	if c.OK() {
		c.RequireAt(ok && bitlen >= 8 && datalen == bitlen/8-1, KeyLengths, keylenAt, 12, "")
	}
	m.exponent = c.U32LE(fPubExp)
	if !c.OK() {
		return
	}
	mod := c.Sub(fModulusGroup, int(min(keylen, 1<<20)))
	n := max(0, mod.Left()-padding)
	m.modulus = place{mod.Offset(), n}
	if n > 0 {
		mod.Bytes(fModulus, n)
	}
	if mod.Left() > 0 {
		zero := mod.Rest(fZeroPadding)
		mod.Require(allZero(zero), KeyPadding)
	}
	mod.Done()
}

func allZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

// chain reads an X.509 certificate chain: MS-RDPELE 2.2.1.4.2, root first and
// the server's certificate last. Each certificate stays closed.
func (m *certificate) chain(c *dissect.Cursor) {
	n := c.U32LE(fNumCertBlobs)
	for i := uint32(0); i < n && c.Left() > 0 && c.OK(); i++ {
		c.Enter(fCertBlob)
		size := c.U32LE(fCbCert)
		if c.OK() {
			b := c.Sub(fCert, int(min(size, 1<<20)))
			m.last = place{b.Offset(), b.Left()}
			if b.Left() > 0 {
				b.Closed(fDER, b.Left())
			}
			b.Done()
		}
		c.Leave()
	}
	if k := c.Left(); k > 0 && c.OK() {
		c.Bytes(fChainPadding, k)
	}
}

// The Terminal Services signing key, little-endian, MS-RDPBCGR 5.3.3.1.1. It is public.
var (
	signingModulus = [...]byte{
		0x3d, 0x3a, 0x5e, 0xbd, 0x72, 0x43, 0x3e, 0xc9, 0x4d, 0xbb, 0xc1, 0x1e, 0x4a, 0xba, 0x5f, 0xcb,
		0x3e, 0x88, 0x20, 0x87, 0xef, 0xf5, 0xc1, 0xe2, 0xd7, 0xb7, 0x6b, 0x9a, 0xf2, 0x52, 0x45, 0x95,
		0xce, 0x63, 0x65, 0x6b, 0x58, 0x3a, 0xfe, 0xef, 0x7c, 0xe7, 0xbf, 0xfe, 0x3d, 0xf6, 0x5c, 0x7d,
		0x6c, 0x5e, 0x06, 0x09, 0x1a, 0xf5, 0x61, 0xbb, 0x20, 0x93, 0x09, 0x5f, 0x05, 0x6d, 0xea, 0x87,
	}
	signingExponent = [...]byte{0x5b, 0x7b, 0x88, 0xc0}
)

// littleEndian is the number whose lowest byte comes first.
func littleEndian(b []byte) *big.Int {
	r := slices.Clone(b)
	slices.Reverse(r)
	return new(big.Int).SetBytes(r)
}

// verify checks the signature of a proprietary certificate: signature to the
// public exponent of the signing key must give the MD5 of the signed fields,
// 00, 45 times FF and 01, as a little-endian number (MS-RDPBCGR 5.3.3.1.3).
func verify(signed, signature []byte) bool {
	var want [signatureLength]byte
	sum := md5.Sum(signed)
	copy(want[:], sum[:])
	for i := len(sum) + 1; i < len(want)-2; i++ {
		want[i] = 0xFF
	}
	want[len(want)-2] = 0x01
	got := new(big.Int).Exp(littleEndian(signature), littleEndian(signingExponent[:]), littleEndian(signingModulus[:]))
	return got.Cmp(littleEndian(want[:])) == 0
}
