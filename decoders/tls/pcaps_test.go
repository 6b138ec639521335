package tls

import (
	"testing"

	"github.com/radissect/radissect/dissect"
)

// The captures of pcaps/tls are opened as by tshark 4.0.17 (-z follow,tls,raw);
// lengths and hashes are from there.
func TestCaptures(t *testing.T) {
	const dir = "../../pcaps/tls/"
	for _, c := range []struct {
		file, kind, secrets, cipher string
		client, server              string // length and SHA-256
	}{
		{
			"tls12-gcm.pcapng", "none", "", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (TLS 1.2)",
			"132 4e95d618140a091858dc2eb4d36bb92036bfc53b545bcf11be861934ad688fe9",
			"7475 20c716ce15c590dc2146cc464849944cea6a401f7c83a6de6117a07cb23b3d48",
		},
		{
			"tls12-camellia.pcapng", "none", "", "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA (TLS 1.2)",
			"132 4e95d618140a091858dc2eb4d36bb92036bfc53b545bcf11be861934ad688fe9",
			"7320 e3c9ab5804907621b85d2a069ba8fc463ca3b48d99f27abe149e3b3d152df39e",
		},
		{
			"tls13-hrr.pcapng", "none", "", "TLS_AES_256_GCM_SHA384 (TLS 1.3)",
			"132 4e95d618140a091858dc2eb4d36bb92036bfc53b545bcf11be861934ad688fe9",
			"4216 769952ae639ab8980de22ef32034ce10f26a2057763bbc8e42a76afb4f1b150c",
		},
		{
			"tls10-3des-rsa.pcap", "rsa-key", "http_server.key", "TLS_RSA_WITH_3DES_EDE_CBC_SHA (TLS 1.0)",
			"132 4e95d618140a091858dc2eb4d36bb92036bfc53b545bcf11be861934ad688fe9",
			"836 e02408272e15fe4a2e2882fd6e9a5a4274b62f831068fec09637167521bfda61",
		},
	} {
		list, log := run(t, dir+c.file, c.kind, dir+c.secrets)
		if len(list) != 1 {
			t.Errorf("%s: %d connections opened, want 1", c.file, len(list))
			continue
		}
		for i, want := range []string{c.client, c.server} {
			if got := itoa(len(list[0].data[i])) + " " + digest(list[0].data[i]); got != want {
				t.Errorf("%s: opened %s, want %s", c.file, got, want)
			}
		}
		p := log.Ended[0].Security
		if len(p) != 1 || p[0].Cipher != c.cipher || !p[0].Open || p[0].With == "" {
			t.Errorf("%s: protection %+v, want %s, open", c.file, p, c.cipher)
		}
		for _, f := range log.Findings {
			if f.Level == dissect.Must || f.Level == dissect.Malformed {
				t.Errorf("%s: %s %s", c.file, f.Rule, f.Detail)
			}
		}
	}
}

// Rules that need secrets or a clock are broken by captures.
func TestCapturedRules(t *testing.T) {
	for _, r := range []struct {
		rule *dissect.Rule
		file string
		n    int
	}{
		{RecordTag, "record-tag.pcapng", 1},
		{InnerType, "inner-type.pcapng", 1},
		{CertificateDates, "certificate-dates.pcap", 1},
	} {
		if r.rule.Seen != "pcaps/tls/"+r.file {
			t.Errorf("%s names %s, want pcaps/tls/%s", r.rule.ID, r.rule.Seen, r.file)
		}
		_, log := run(t, "../../pcaps/tls/"+r.file, "none", "")
		n := 0
		for _, f := range log.Findings {
			if f.Rule == r.rule.ID {
				n++
			}
		}
		if n != r.n {
			t.Errorf("%s: %s broken %d times, want %d", r.file, r.rule.ID, n, r.n)
		}
	}
}

// Key updates (RFC 8446 4.6.3), early data (RFC 8446 4.2.10), and early data
// that the server refuses: tshark 4.0.17 shows the same text.
func TestEarlyAndUpdate(t *testing.T) {
	list, log := run(t, "../../pcaps/tls/tls13-early-update.pcapng", "none", "")
	want := [][2]string{
		{"first question\nquestion after an update\nlast question\n", "answer to first question\nanswer to K\nanswer to question after an update\nanswer to k\nanswer to last question\n"},
		{"early question\nlate question\n", "answer to late question\n"},
		{"early question\nrefused question\n", "answer to refused question\n"},
	}
	if len(list) != len(want) {
		t.Fatalf("%d connections opened, want %d", len(list), len(want))
	}
	for i, w := range want {
		for dir := range w {
			if got := string(list[i].data[dir]); got != w[dir] {
				t.Errorf("connection %d, direction %d: got %q, want %q", i, dir, got, w[dir])
			}
		}
	}
	updates := 0
	for _, m := range log.Messages {
		if m.Name == "KeyUpdate" {
			updates++
		}
	}
	if updates != 3 {
		t.Errorf("%d key updates, want 3", updates)
	}
	for _, f := range log.Findings {
		if f.Level != dissect.Note {
			t.Errorf("%s %s", f.Rule, f.Detail)
		}
	}
}

// ARIA, which tshark 4.0 does not open: the texts are what OpenSSL was given.
func TestARIA(t *testing.T) {
	list, _ := run(t, "../../pcaps/tls/tls12-aria.pcapng", "none", "")
	want := []string{"aria gcm 128\n", "aria gcm 256\n", "camellia\n"}
	if len(list) != len(want) {
		t.Fatalf("%d connections opened, want %d", len(list), len(want))
	}
	for i, w := range want {
		if got := string(list[i].data[0]); got != w {
			t.Errorf("connection %d: the client sent %q, want %q", i, got, w)
		}
		if got := string(list[i].data[1]); got != "answer to "+w {
			t.Errorf("connection %d: the server sent %q, want %q", i, got, "answer to "+w)
		}
	}
}
