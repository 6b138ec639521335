package tls

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
)

// reasons says why the suites of a cipher are not opened, by a part of their names.
var reasons = []struct{ part, why string }{
	{"_SCSV", "a signal, no cipher suite"},
	{"GREASE", "reserved, never selected (RFC 8701)"},
	{"28147", "GOST 28147-89 (RFC 9189) is not implemented"},
	{"MAGMA", "Magma (RFC 9189, RFC 9367) is not implemented"},
	{"KUZNYECHIK", "Kuznyechik (RFC 9189, RFC 9367) is not implemented"},
	{"GOSTR3411", "the MAC of GOST R 34.11 is not implemented"},
	{"SALSA20", "Salsa20 was a draft and is not implemented"},
	{"FORTEZZA", "SKIPJACK with keys from a card (RFC 6101 A.6) is not implemented"},
	{"SM4", "SM4 (RFC 8998) is not implemented"},
	{"TLS_SHA", "integrity only (RFC 9150): not implemented"},
}

// table is docs/tls-suites.md.
func table() []byte {
	var b bytes.Buffer
	b.WriteString(`# TLS cipher suites

Which connections radissect opens, suite by suite, in SSL 3.0 to TLS 1.3. The list is checked by a test
(decoders/tls/suites_test.go), which also writes it.

* "key log" means the secrets of the session: a key log by client random or session id, a secrets block of a pcapng
  file, or a logged premaster secret.
* "RSA key" means the private key of the server alone is enough.
* Encrypt-then-MAC, the extended master secret, truncated MACs, DEFLATE compression and renegotiation are followed.
* After bytes that the capture lost, records are opened again as soon as a sequence number fits; RC4 is not, because
  the state of its key stream is lost, and the first record behind the hole is not in TLS 1.0 and SSL 3.0 with CBC,
  because its IV is the end of the record before it.
* A session of TLS 1.2 or older that was resumed by its session id in another connection of the same two hosts is opened
  with what opened the first. One resumed by a ticket is opened when its secret was logged for it too, as OpenSSL and NSS do.

| number | suite | key log | RSA key | why not |
| --- | --- | --- | --- | --- |
`)
	var ids []int
	for id := range suiteNames.Values {
		ids = append(ids, int(id))
	}
	sort.Ints(ids)
	for _, id := range ids {
		s, _ := suiteOf(uint16(id))
		name := suiteNames.Value(uint64(id))
		keyLog, rsa, why := "yes", "no", ""
		switch {
		case s.bulk == nil:
			keyLog, why = "no", reason(name)
		case s.bulk.family == familyNull:
			keyLog, rsa, why = "not needed", "not needed", "without a secret the MAC is not checked"
		case s.rsaExchange():
			rsa = "yes"
		case s.exchange == "":
			why = "RSA key: TLS 1.3 has no RSA key exchange"
		case s.ephemeral():
			why = "RSA key: forward secret"
		default:
			why = "RSA key: " + s.exchange + " key exchange"
		}
		fmt.Fprintf(&b, "| 0x%04X | %s | %s | %s | %s |\n", id, name, keyLog, rsa, why)
	}
	return b.Bytes()
}

func reason(name string) string {
	for _, r := range reasons {
		if strings.Contains(name, r.part) {
			return r.why
		}
	}
	return ""
}

// The table in docs is what the code does, and every suite that is not opened
// has a reason.
func TestSuiteTable(t *testing.T) {
	const file = "../../docs/tls-suites.md"
	want := table()
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code does; run the test with -update", file)
	}
	for _, line := range strings.Split(string(want), "\n") {
		if strings.HasPrefix(line, "| 0x") && strings.Contains(line, "| no | no |  |") {
			t.Errorf("no reason given: %s", line)
		}
	}
}

// Names of suites are read as their documents define them.
func TestSuiteOf(t *testing.T) {
	for _, c := range []struct {
		id       uint16
		exchange string
		bulk     string // "" for a suite that is not opened
		mac      int    // bytes
		hash     int    // bytes of the hash of the PRF
		rsa      bool
		export   bool
	}{
		{0x0001, "RSA", "NULL", 16, 32, true, false},                    // RFC 5246 A.5
		{0x0003, "RSA_EXPORT", "RC4_40", 16, 32, true, true},            // RFC 2246 A.5
		{0x0005, "RSA", "RC4_128", 20, 32, true, false},                 // RFC 5246 A.5
		{0x0006, "RSA_EXPORT", "RC2_CBC_40", 16, 32, true, true},        // RFC 2246 A.5
		{0x0014, "DHE_RSA_EXPORT", "DES40_CBC", 20, 32, false, true},    // RFC 2246 A.5
		{0x000A, "RSA", "3DES_EDE_CBC", 20, 32, true, false},            // RFC 5246 A.5
		{0x003C, "RSA", "AES_128_CBC", 32, 32, true, false},             // RFC 5246 A.5
		{0x0041, "RSA", "CAMELLIA_128_CBC", 20, 32, true, false},        // RFC 5932 2
		{0x0096, "RSA", "SEED_CBC", 20, 32, true, false},                // RFC 4162 2
		{0x009D, "RSA", "AES_256_GCM", 0, 48, true, false},              // RFC 5288 3
		{0xC028, "ECDHE_RSA", "AES_256_CBC", 48, 48, false, false},      // RFC 5289 3.1
		{0xC09C, "RSA", "AES_128_CCM", 0, 32, true, false},              // RFC 6655 3
		{0xC0A1, "RSA", "AES_256_CCM_8", 0, 32, true, false},            // RFC 6655 3
		{0xCCA8, "ECDHE_RSA", "CHACHA20_POLY1305", 0, 32, false, false}, // RFC 7905 2
		{0x1302, "", "AES_256_GCM", 0, 48, false, false},                // RFC 8446 B.4
		{0x1305, "", "AES_128_CCM_8", 0, 32, false, false},              // RFC 8446 B.4
		{0xC03C, "RSA", "ARIA_128_CBC", 32, 32, true, false},            // ARIA, RFC 6209 2
		{0xC0B4, "", "", 32, 32, false, false},                          // RFC 9150 4
	} {
		s, ok := suiteOf(c.id)
		if !ok {
			t.Errorf("%04x: not known", c.id)
			continue
		}
		name, mac := "", 0
		if s.bulk != nil {
			name = s.bulk.name
		}
		if s.mac != 0 {
			mac = s.mac.Size()
		}
		if s.exchange != c.exchange || name != c.bulk || mac != c.mac || s.hash.Size() != c.hash || s.rsaExchange() != c.rsa || s.export() != c.export {
			t.Errorf("%s: got %q %q %d %d %v %v, want %+v", s.name, s.exchange, name, mac, s.hash.Size(), s.rsaExchange(), s.export(), c)
		}
	}
	for _, id := range []uint16{0x00FF, 0x5600, 0x0A0A, 0xFFFF} {
		if s, ok := suiteOf(id); ok {
			t.Errorf("%04x is taken for suite %q", id, s.name)
		}
	}
}
