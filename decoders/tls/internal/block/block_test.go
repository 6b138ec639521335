package block

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"math/rand"
	"testing"
)

// The expected values are the test vectors of the documents named, and for
// lines without one the output of OpenSSL 3.0 (enc -nopad).
var vectors = []struct {
	name       string
	make       func(key []byte) (cipher.Block, error)
	key, plain string
	sealed     string
}{
	{"camellia-128, RFC 3713 A", NewCamellia, "0123456789abcdeffedcba9876543210", "0123456789abcdeffedcba9876543210", "67673138549669730857065648eabe43"},
	{"camellia-192, RFC 3713 A", NewCamellia, "0123456789abcdeffedcba98765432100011223344556677", "0123456789abcdeffedcba9876543210", "b4993401b3e996f84ee5cee7d79b09b9"},
	{"camellia-256, RFC 3713 A", NewCamellia, "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff", "0123456789abcdeffedcba9876543210", "9acc237dff16d76c20ef7c919e3a7509"},
	{"aria-128, RFC 5794 A.1", NewARIA, "000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "d718fbd6ab644c739da95f3be6451778"},
	{"aria-192, RFC 5794 A.2", NewARIA, "000102030405060708090a0b0c0d0e0f1011121314151617", "00112233445566778899aabbccddeeff", "26449c1805dbe7aa25a468ce263a9e79"},
	{"aria-256, RFC 5794 A.3", NewARIA, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00112233445566778899aabbccddeeff", "f92bd7c79fb72e2f2b8f80c1972d24fc"},
	{"seed, RFC 4269 B.1", NewSEED, "00000000000000000000000000000000", "000102030405060708090a0b0c0d0e0f", "5ebac6e0054e166819aff1cc6d346cdb"},
	{"seed, OpenSSL", NewSEED, "0123456789abcdeffedcba9876543210", "0123456789abcdeffedcba9876543210", "caf1d16d6ec079a21ea4066794222c2a"},
	{"idea, Lai 1992", NewIDEA, "00010002000300040005000600070008", "0000000100020003", "11fbed2b01986de5"},
	{"rc2-128, OpenSSL", effective(128), "0123456789abcdeffedcba9876543210", "0123456789abcdef", "86ff262db0e23f99"},
	{"rc2-40, OpenSSL", effective(40), "0123456789", "0123456789abcdef", "b259d15414a9e840"},
	{"rc2-63, RFC 2268 5", effective(63), "0000000000000000", "0000000000000000", "ebb773f993278eff"},
	{"rc2-64, RFC 2268 5", effective(64), "ffffffffffffffff", "ffffffffffffffff", "278b27e42e2f0d49"},
	{"rc2-64 of 16 bytes, RFC 2268 5", effective(64), "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "1a807d272bbe5db1"},
}

func effective(bits int) func([]byte) (cipher.Block, error) {
	return func(key []byte) (cipher.Block, error) { return NewRC2(key, bits) }
}

func TestVectors(t *testing.T) {
	for _, v := range vectors {
		c, err := v.make(unhex(t, v.key))
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		plain, sealed := unhex(t, v.plain), unhex(t, v.sealed)
		got := make([]byte, len(plain))
		c.Encrypt(got, plain)
		if !bytes.Equal(got, sealed) {
			t.Errorf("%s: encrypted, want %x, got %x", v.name, sealed, got)
		}
		c.Decrypt(got, sealed)
		if !bytes.Equal(got, plain) {
			t.Errorf("%s: decrypted, want %x, got %x", v.name, plain, got)
		}
	}
}

// Decryption undoes encryption, also in place, for any key and block.
func TestInverse(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for _, m := range []struct {
		name string
		size int
		make func([]byte) (cipher.Block, error)
	}{
		{"camellia-128", 16, NewCamellia}, {"camellia-192", 24, NewCamellia}, {"camellia-256", 32, NewCamellia},
		{"aria-128", 16, NewARIA}, {"aria-192", 24, NewARIA}, {"aria-256", 32, NewARIA},
		{"seed", 16, NewSEED}, {"idea", 16, NewIDEA}, {"rc2-40", 5, effective(40)}, {"rc2-128", 16, effective(128)},
	} {
		for range 200 {
			key := make([]byte, m.size)
			rng.Read(key)
			c, err := m.make(key)
			if err != nil {
				t.Fatal(err)
			}
			b := make([]byte, c.BlockSize())
			rng.Read(b)
			was := bytes.Clone(b)
			c.Encrypt(b, b)
			c.Decrypt(b, b)
			if !bytes.Equal(b, was) {
				t.Fatalf("%s, key %x: want %x, got %x", m.name, key, was, b)
			}
		}
	}
}

func TestKeySizes(t *testing.T) {
	for _, n := range []int{0, 1, 15, 17, 31, 33, 200} {
		key := make([]byte, n)
		if _, err := NewCamellia(key); err == nil {
			t.Errorf("camellia took a key of %d bytes", n)
		}
		if _, err := NewARIA(key); err == nil {
			t.Errorf("aria took a key of %d bytes", n)
		}
		if _, err := NewSEED(key); err == nil {
			t.Errorf("seed took a key of %d bytes", n)
		}
		if _, err := NewIDEA(key); err == nil {
			t.Errorf("idea took a key of %d bytes", n)
		}
	}
	for _, n := range []int{0, 129} {
		if _, err := NewRC2(make([]byte, n), 40); err == nil {
			t.Errorf("rc2 took a key of %d bytes", n)
		}
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
