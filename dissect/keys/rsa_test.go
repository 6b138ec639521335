package keys

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPremasterFromCapture decrypts the encrypted premaster secret of the
// lab's ra_tls12_rsa.pcap with the server's key; the key log that the client
// wrote says what must come out, and by which 8 bytes it is found.
func TestPremasterFromCapture(t *testing.T) {
	s := New(Options{})
	if err := s.AddRSAKeyFile(filepath.Join("testdata", "ra_shadow.key"), "server.pem"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddKeyLogFile(filepath.Join("testdata", "ra_tls12_rsa.keys"), ""); err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(testdata(t, "ra_shadow.crt"))
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	modulus := cert.PublicKey.(*rsa.PublicKey).N.Bytes()
	if s.Snapshot().RSAKeys()[0].Origin().Used() {
		t.Error("the key counts as used before it was looked up")
	}
	key, ok := s.Snapshot().RSAKey(append([]byte{0}, modulus...))
	if !ok {
		t.Fatal("the key of the certificate's modulus was not found")
	}
	if !key.Origin().Used() || key.Origin().Name() != "server.pem" || key.Bits() != 2048 || !bytes.Equal(key.Modulus(), modulus) {
		t.Errorf("origin %q, used %v, %d bits", key.Origin().Name(), key.Origin().Used(), key.Bits())
	}
	cipherText := testhex(t, "ra_tls12_rsa.epms.hex")
	got, err := key.DecryptPremaster(cipherText)
	if err != nil {
		t.Fatal(err)
	}
	want, ok := s.Snapshot().TLS(PremasterByCipherText, cipherText)
	if !ok || !got.Equal(want.Secret) {
		t.Errorf("the key log and the private key disagree, found %v", ok)
	}

	cipherText[100] ^= 1
	if _, err := key.DecryptPremaster(cipherText); err == nil {
		t.Error("a damaged cipher text was decrypted")
	}
	if _, err := key.DecryptPremaster(bytes.Repeat([]byte{0xff}, 256)); err == nil {
		t.Error("a cipher text above the modulus was decrypted")
	}
	if _, err := key.DecryptPremaster(nil); err == nil {
		t.Error("no cipher text was decrypted")
	}
}

// TestClientRandomFromCapture decrypts the client random of the lab's
// xrdp_rdesktop_high.pcap. The wanted bytes were computed with Python's pow;
// that only 32 of 256 are not zero tells by itself that the key is right.
func TestClientRandomFromCapture(t *testing.T) {
	s := New(Options{})
	if err := s.AddRSAKeyFile(filepath.Join("testdata", "xrdp_rsakeys.ini"), ""); err != nil {
		t.Fatal(err)
	}
	key := s.Snapshot().RSAKeys()[0]
	little := key.Modulus()
	slices.Reverse(little)
	if found, ok := s.Snapshot().RSAKeyLE(append(little, make([]byte, 8)...)); !ok || found != key {
		t.Error("the key was not found by its little-endian modulus with padding")
	}
	if key.Bits() != 2048 || key.PublicExponent().Int64() != 65537 {
		t.Errorf("want 2048 bits and exponent 65537, got %d and %v", key.Bits(), key.PublicExponent())
	}
	got, err := key.DecryptRawLE(testhex(t, "xrdp_client_random.hex"))
	want := "a408ea419e69d82675b12179d968f0ccce258ab25cb910fecea918becefdf8aa" + strings.Repeat("00", 224)
	if err != nil || fmt.Sprintf("%x", got) != want {
		t.Errorf("want %s, got %x, %v", want, got, err)
	}
}

// TestRSAOperations holds our arithmetic against crypto/rsa, with and without
// primes, for keys short and long.
func TestRSAOperations(t *testing.T) {
	std, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	e := big.NewInt(int64(std.E))
	with, err := newRSAKey(std.N, e, std.D, std.Primes[0], std.Primes[1])
	if err != nil || with.crt == nil {
		t.Fatalf("the primes are not used: %v", err)
	}
	without, err := newRSAKey(std.N, e, std.D, nil, nil)
	if err != nil || without.crt != nil {
		t.Fatal(err)
	}
	swapped, err := newRSAKey(std.N, e, std.D, std.Primes[1], std.Primes[0])
	if err != nil {
		t.Fatal(err)
	}
	premaster := bytes.Repeat([]byte{3}, masterLen)
	for range 20 {
		//lint:ignore SA1019 it is what TLS with RSA key exchange uses
		c, err := rsa.EncryptPKCS1v15(rand.Reader, &std.PublicKey, premaster)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []*RSAKey{with, without, swapped} {
			if got, err := k.DecryptPremaster(c); err != nil || !bytes.Equal(got.Bytes(), premaster) {
				t.Errorf("want the premaster secret, got %x, %v", got.Bytes(), err)
			}
		}
	}
	if _, err := newRSAKey(std.N, e, new(big.Int).Add(std.D, big.NewInt(2)), nil, nil); err == nil {
		t.Error("a wrong private exponent was taken")
	}
	if _, err := newRSAKey(new(big.Int).Lsh(big.NewInt(3), maxModulusBits), e, big.NewInt(3), nil, nil); err == nil {
		t.Error("a modulus that is even and too long was taken")
	}
}

func TestTolerantPremaster(t *testing.T) {
	std, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	key, err := newRSAKey(std.N, big.NewInt(int64(std.E)), std.D, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	block := func(edit func([]byte)) []byte {
		m := bytes.Repeat([]byte{0x55}, 128)
		m[0], m[1], m[128-49] = 0, 2, 0
		edit(m)
		c := new(big.Int).Exp(new(big.Int).SetBytes(m), big.NewInt(int64(std.E)), std.N)
		return c.Bytes() // leading zeros are gone, which is one more thing to tolerate
	}
	for name, tt := range map[string]struct {
		edit func([]byte)
		ok   bool
	}{
		"correct":              {func([]byte) {}, true},
		"zero in the padding":  {func(m []byte) { m[20] = 0 }, true},
		"another version":      {func(m []byte) { m[80], m[81] = 9, 9 }, true},
		"block type 1":         {func(m []byte) { m[1] = 1 }, false},
		"no zero before":       {func(m []byte) { m[79] = 7 }, false},
		"first byte not zero":  {func(m []byte) { m[0] = 1 }, false},
		"zeros in the message": {func(m []byte) { m[100] = 0 }, true},
	} {
		if _, err := key.DecryptPremaster(block(tt.edit)); (err == nil) != tt.ok {
			t.Errorf("%s: want ok %v, got %v", name, tt.ok, err)
		}
	}
}

func TestRSAKeyFiles(t *testing.T) {
	pkcs1, pkcs8 := testdata(t, "ra_shadow.key"), testdata(t, "xrdp_tls.key")
	cert := testdata(t, "ra_shadow.crt")
	der, _ := pem.Decode(pkcs8)
	ec := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: []byte{1}})
	encrypted := pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte{1}})
	broken := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte{0x30, 1}})
	for _, tt := range []struct {
		name string
		data []byte
		keys int
		err  string
	}{
		{"PKCS#1", pkcs1, 1, ""},
		{"PKCS#8", pkcs8, 1, ""},
		{"certificate and key", slices.Concat(cert, pkcs1), 1, ""},
		{"two keys and text", slices.Concat([]byte("Bag Attributes\n"), pkcs1, []byte("text\n"), pkcs8), 2, ""},
		{"a broken key beside a good one", slices.Concat(broken, pkcs1), 1, ""},
		{"the same key twice", slices.Concat(pkcs1, pkcs1), 1, ""},
		{"DER", der.Bytes, 1, ""},
		{"rsakeys.ini", testdata(t, "xrdp_rsakeys.ini"), 1, ""},
		{"certificate only", cert, 0, `only "CERTIFICATE"`},
		{"EC key", ec, 0, `only "EC PRIVATE KEY"`},
		{"encrypted", encrypted, 0, "encrypted"},
		{"broken", broken, 0, "not a PKCS#1"},
		{"cut PEM", pkcs1[:len(pkcs1)/2], 0, "no whole PEM block"},
		{"empty", nil, 0, "neither PEM"},
		{"cut DER", der.Bytes[:40], 0, "neither a PKCS#1"},
		{"ini without key", []byte("[keys]\npub_mod=0x03\n"), 0, "without pub_mod or pri_exp"},
		{"ini with a bad list", []byte("pub_mod=0x01,12\n"), 0, "line 1"},
		{"ini with a long list", []byte("pub_mod=" + strings.Repeat("0x01,", 3000) + "0x01\n"), 0, "more than 2048 bytes"},
	} {
		s := New(Options{})
		err := s.AddRSAKeys("f", tt.data)
		if n := len(s.Snapshot().RSAKeys()); n != tt.keys {
			t.Errorf("%s: want %d keys, got %d, %v", tt.name, tt.keys, n, err)
		}
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: want error %q, got %v", tt.name, tt.err, err)
		}
	}
}

// TestShortRSAKey takes a key of 512 bits, which crypto/x509 refuses by now and
// old RDP servers have. It was made with "openssl genrsa -traditional 512".
func TestShortRSAKey(t *testing.T) {
	s := New(Options{})
	if err := s.AddRSAKeyFile(filepath.Join("testdata", "rsa512.key"), ""); err != nil {
		t.Fatal(err)
	}
	if k := s.Snapshot().RSAKeys()[0]; k.Bits() != 512 || k.Size() != 64 || k.crt == nil {
		t.Errorf("want 512 bits and 64 bytes, got %d and %d", k.Bits(), k.Size())
	}
}

// TestCorpusKeys reads every private key of the lab and corpus.
func TestCorpusKeys(t *testing.T) {
	root := shared(t)
	n := 0
	for _, pattern := range []string{"lab/captures/*.key", "corpus/*/*.pem"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			s := New(Options{})
			if err := s.AddRSAKeyFile(file, ""); err != nil || len(s.Snapshot().RSAKeys()) != 1 {
				t.Errorf("%s: want 1 key, got %d, %v", filepath.Base(file), len(s.Snapshot().RSAKeys()), err)
			}
			n++
		}
	}
	if n == 0 {
		t.Skip("no keys in the shared folder")
	}
}
