package rdp

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
	"testing"
	"time"
)

// The example of MS-RDPBCGR 5.3.5.2: five bytes, expanded.
func TestFIPSKey(t *testing.T) {
	k := make([]byte, 20)
	copy(k, []byte{0xd1, 0x5e, 0xc4, 0x7e, 0xda})
	want := []byte{0x51, 0x3d, 0x10, 0x76, 0x26}
	if got := fipsKey(k)[:5]; !bytes.Equal(got, want) {
		t.Errorf("want %x, got %x", want, got)
	}
}

// TestOpenAllocates: opening a packet takes no memory.
func TestOpenAllocates(t *testing.T) {
	random := make([]byte, randomLength)
	src, dst := make([]byte, 1600), make([]byte, 0, 1600)
	for _, method := range []uint32{Method40Bit, Method56Bit, Method128Bit, MethodFIPS} {
		c := NewCipher(method, random, random)
		n := testing.AllocsPerRun(100, func() {
			if _, _, ok := c.Open(dst, 0, src, [8]byte{}, true, 0); !ok {
				t.Fatal("not opened")
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations a packet", MethodName(method), n)
		}
	}
}

// TestCertificateModulus reads certificates: one of RSA, the same with the key's
// algorithm named md5WithRSAEncryption (1.2.840.113549.1.1.4), as terminal servers
// do, and one of an elliptic curve, whose point is no modulus.
func TestCertificateModulus(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	der := certificate(t, key)
	want := key.N.Bytes()
	if got := bytes.TrimLeft(certificateModulus(der), "\x00"); !bytes.Equal(got, want) {
		t.Errorf("want %x, got %x", want, got)
	}
	id := []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01} // rsaEncryption
	i := bytes.Index(der, id)
	der[i+len(id)-1] = 4
	if got := bytes.TrimLeft(certificateModulus(der), "\x00"); !bytes.Equal(got, want) {
		t.Errorf("md5WithRSAEncryption: want %x, got %x", want, got)
	}
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if got := certificateModulus(certificate(t, ec)); got != nil {
		t.Errorf("elliptic curve: want none, got %x", got)
	}
	for n := range der { // no prefix is read beyond its end
		certificateModulus(der[:n])
	}
}

func certificate(t *testing.T, key crypto.Signer) []byte {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now()}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}
