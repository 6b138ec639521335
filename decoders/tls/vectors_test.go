package tls

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The vectors of RFC 3610 8 have nonces of 13 bytes and those of TLS have 12, so
// this is example 3 of NIST SP 800-38C, with a tag of 8 bytes.
func TestCCM(t *testing.T) {
	key := unhex(t, "404142434445464748494a4b4c4d4e4f")
	nonce := unhex(t, "101112131415161718191a1b")
	aad := unhex(t, "000102030405060708090a0b0c0d0e0f10111213")
	plain := unhex(t, "202122232425262728292a2b2c2d2e2f3031323334353637")
	sealed := unhex(t, "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5 484392fbc1b09951")
	c, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	m := newCCM(c, 8)
	got, ok := m.open(nil, nonce, sealed, aad)
	if !ok || !bytes.Equal(got, plain) {
		t.Errorf("want %x, got %x (%v)", plain, got, ok)
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 0x10
		if _, ok := m.open(nil, nonce, bad, aad); ok {
			t.Fatalf("byte %d changed and the tag is right", i)
		}
	}
}

// The schedule of RFC 8448 3: keys of the server's handshake records.
func TestExpandLabel(t *testing.T) {
	secret := unhex(t, "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38")
	if got, want := expandLabel(crypto.SHA256, secret, "key", 16), unhex(t, "3fce516009c21727d0f2e4e86ee403bc"); !bytes.Equal(got, want) {
		t.Errorf("key: want %x, got %x", want, got)
	}
	if got, want := expandLabel(crypto.SHA256, secret, "iv", 12), unhex(t, "5d313eb2671276ee13000b30"); !bytes.Equal(got, want) {
		t.Errorf("iv: want %x, got %x", want, got)
	}
}

// The vectors of the PRF of TLS 1.2 that the working group published
// (https://mailarchive.ietf.org/arch/msg/tls/fzVCzk-z3FShgGJ6DOXqM1ydxms).
func TestPRF(t *testing.T) {
	secret := unhex(t, "9bbe436ba940f017b17652849a71db35")
	seed := unhex(t, "a0ba9f936cda311827a6f796ffd5198c")
	want := unhex(t, "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66")
	got := make([]byte, len(want))
	prf(versionTLS12, crypto.SHA256, got, secret, "test label", seed)
	if !bytes.Equal(got, want) {
		t.Errorf("want %x, got %x", want, got)
	}
}

func TestDERTime(t *testing.T) {
	for _, c := range []struct {
		tag  uint8
		text string
		want string // "" for none
	}{
		{derUTCTime, "261121234247Z", "2026-11-21T23:42:47Z"},
		{derUTCTime, "500101000000Z", "1950-01-01T00:00:00Z"},
		{derUTCTime, "491231235959Z", "2049-12-31T23:59:59Z"},
		{derUTCTime, "0002291200Z", "2000-02-29T12:00:00Z"},
		{0x18, "20991231235959Z", "2099-12-31T23:59:59Z"},
		{0x18, "99991231235959Z", "9999-12-31T23:59:59Z"},
		{0x18, "19700101000000Z", "1970-01-01T00:00:00Z"},
		{derUTCTime, "261321234247Z", ""},
		{derUTCTime, "261121234247", ""},
		{derUTCTime, "", ""},
		{derUTCTime, "2611212342x7Z", ""},
	} {
		v, ok := derTime(c.tag, []byte(c.text))
		if got := time.Unix(v, 0).UTC().Format(time.RFC3339); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: want %q, got %q (%v)", c.text, c.want, got, ok)
		}
	}
}

// Certificates are read as by crypto/x509.
func TestCertificate(t *testing.T) {
	chain := [][]byte{selfSigned(t, serverKey(t)).Certificate[0]}
	for _, name := range []string{"self-signed", "key-short", "certificate-sha1"} {
		chain = append(chain, certificateOf(t, name))
	}
	for i, der := range chain {
		want, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		var m certificate
		m.decode(dissect.NewCursor(der, nil))
		key := ""
		if m.key >= 0 {
			key = oids[m.key].name
		}
		bits := map[x509.PublicKeyAlgorithm]string{x509.RSA: "rsaEncryption", x509.ECDSA: "id-ecPublicKey"}
		if m.notBefore != want.NotBefore.Unix() || m.notAfter != want.NotAfter.Unix() || key != bits[want.PublicKeyAlgorithm] {
			t.Errorf("certificate %d: got %+v %s", i, m, key)
		}
		if !bytes.Equal(m.subject.of(der), want.RawSubject) || !bytes.Equal(m.issuer.of(der), want.RawIssuer) {
			t.Errorf("certificate %d: subject %x, issuer %x", i, m.subject.of(der), m.issuer.of(der))
		}
		if b := m.public.of(der); !bytes.Contains(want.RawSubjectPublicKeyInfo, b) || !bytes.HasSuffix(want.RawSubjectPublicKeyInfo, b) || len(b) < 65 {
			t.Errorf("certificate %d: public key %x", i, b)
		}
		if got := fmt.Sprintf("%x", m.serial.of(der)); strings.TrimLeft(got, "0") != strings.TrimLeft(want.SerialNumber.Text(16), "0") {
			t.Errorf("certificate %d: serial %s, want %s", i, got, want.SerialNumber.Text(16))
		}
		if got := string(appendName(nil, m.subject.of(der))); !strings.Contains(got, "CN="+want.Subject.CommonName) {
			t.Errorf("certificate %d: %s", i, got)
		}
	}
}

// certificateOf is the certificate in a case of testdata.
func certificateOf(t *testing.T, name string) []byte {
	t.Helper()
	c, err := dissecttest.ReadCase("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	b := c.Messages[len(c.Messages)-1].Bytes
	return b[headerLen+handshakeHeader+6:]
}

// A record is opened and handed on without allocating, once the buffers have
// their size.
func TestOpenAllocs(t *testing.T) {
	for _, name := range []string{
		"TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_256_CCM_8", "TLS_RSA_WITH_NULL_SHA",
		"TLS_RSA_WITH_CAMELLIA_128_CBC_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
	} {
		for id, n := range suiteNames.Values {
			if n != name {
				continue
			}
			s, _ := suiteOf(uint16(id))
			secret := make([]byte, masterLen)
			o, _ := keyBlock(s, versionTLS12, secret, secret[:32], secret[:32], false, false)
			frag := make([]byte, 8+4096)
			o.skip = 3
			run := func() { o.open(typeApplicationData, versionTLS12, frag); o.fails, o.lost, o.skip = 0, false, 3 }
			run()
			if got := testing.AllocsPerRun(20, run); got > 0 && !raceEnabled {
				t.Errorf("%s: %v allocations per record", name, got)
			}
		}
	}
}
