package keys

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSecretsFile(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "sub")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"tls.keys":      testdata(t, "ra_tls12_rsa.keys"),
		"server.pem":    testdata(t, "ra_shadow.key"),
		"sub/h.keytab":  testdata(t, "ktutil.keytab"),
		"i.msrcInciden": []byte("<?xml version=\"1.0\"?>"),
		"s.toml": []byte(`
keylog = ["tls.keys"]
rsa-key = "server.pem"
keytab = ["sub/h.keytab"]
user = ["ann", 'ACME\bob']
password = ["one", "two"]
nt-hash = "a4f49c406510bdcab6824ee7c30fd852"
invitation = ["i.msrcInciden", "65538,1,10.0.0.1:3389,*,id,*,*,hash"]
invitation-password = "sesame"
registration-key = "k"

[[account]]
user = "eve"
domain = "ACME"
password = "three"
`),
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Options{})
	file := filepath.Join(dir, "s.toml")
	if err := s.AddSecretsFile(file); err != nil {
		t.Fatal(err)
	}
	snap := s.Snapshot()
	if n := snap.KeyLogEntries(); n != 2 {
		t.Errorf("want 2 key log entries, got %d", n)
	}
	if len(snap.RSAKeys()) != 1 || len(snap.KeytabKeys()) != 4 || len(snap.RegistrationKeys()) != 1 {
		t.Errorf("want 1 RSA key, 4 keytab keys, 1 registration key, got %d, %d, %d", len(snap.RSAKeys()), len(snap.KeytabKeys()), len(snap.RegistrationKeys()))
	}
	if inv := snap.Invitations(); len(inv) != 2 || inv[0].Secret.Reveal() != "<?xml version=\"1.0\"?>" || inv[0].Origin.Name() != "i.msrcInciden" ||
		!strings.HasPrefix(inv[1].Secret.Reveal(), "65538,") || inv[1].Origin.Name() != file+": invitation 2" {
		t.Errorf("invitations: %d", len(inv))
	}
	if p := snap.InvitationPasswords(); len(p) != 1 || p[0].Secret.Reveal() != "sesame" || p[0].Origin.Name() != file+": invitation-password" {
		t.Errorf("invitation passwords: %d", len(p))
	}
	var got []string
	for _, user := range []string{"ann", "bob", "eve"} {
		for a := range snap.Accounts(user, "ACME") {
			got = append(got, a.Domain+"/"+a.User+"/"+a.Password.Reveal())
		}
	}
	want := "/ann/one /ann/two /ann/ ACME/bob/one ACME/bob/two ACME/bob/ ACME/eve/three"
	if strings.Join(got, " ") != want {
		t.Errorf("want accounts %s, got %v", want, got)
	}
	names := map[string]bool{}
	for _, o := range snap.Origins() {
		names[o.Name()] = true
	}
	for _, name := range []string{"tls.keys", "server.pem", "sub/h.keytab", file + ": password 2", file + ": nt-hash", file + ": account"} {
		if !names[name] {
			t.Errorf("no origin %q among %v", name, names)
		}
	}
}

func TestSecretsFileErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`keylgo = "x"`, []string{`unknown key "keylgo", did you mean "keylog"?`}},
		{"rsa_key = \"x\"\nnthash = \"y\"", []string{`"rsa_key", did you mean "rsa-key"?`, `"nthash", did you mean "nt-hash"?`}},
		{`colour = "x"`, []string{`unknown key "colour"; known are`, "registration-key"}},
		{"[[account]]\nusr = \"x\"\npassword = \"s3cret\"", []string{`"account.usr", did you mean "account.user"?`}},
		{"[[account]]\nuser = \"x\"", []string{"neither password nor nt-hash"}},
		{"[account]\nuser = \"x\"", []string{"list of tables"}},
		{"password = 123456", []string{"password: must be a string"}},
		{"password = [\"a\", 123456]", []string{"password: must be a string"}},
		{"keylog = \"x\"\npassword = s3cret", []string{"line 2 is not valid TOML"}},
		{"password = \"s3cret\npassword", []string{"not valid TOML"}},
	} {
		_, err := ParseSecrets([]byte(tt.text))
		for _, want := range tt.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: want %q, got %v", tt.text, want, err)
			}
		}
		if err != nil && (strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "123456")) {
			t.Errorf("%q: the error quotes the secret: %v", tt.text, err)
		}
	}
	for _, text := range []string{strings.Repeat("#", maxSecretsFile+1), "a=" + strings.Repeat("{a=", maxBraces+1)} {
		if _, err := ParseSecrets([]byte(text)); err == nil || !strings.Contains(err.Error(), "more than") {
			t.Errorf("%d bytes of %q: %v", len(text), text[:5], err)
		}
	}
	g, err := ParseSecrets(nil)
	if err != nil || len(g.Password) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

func TestGivenNames(t *testing.T) {
	s := New(Options{})
	if err := s.Add(Given{Password: []Secret{NewSecret("a"), NewSecret("")}, RegistrationKey: []Secret{NewSecret("k")}}); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, o := range s.Snapshot().Origins() {
		names = append(names, o.Name())
	}
	if got := strings.Join(names, ", "); got != "--password 1, --password 2, --registration-key" {
		t.Errorf("got %s", got)
	}
}

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"keylgo", "keylog", 2}, {"a", "a", 0}} {
		if got := edits(tt.a, tt.b); got != tt.want {
			t.Errorf("%s %s: want %d, got %d", tt.a, tt.b, tt.want, got)
		}
		if edits(tt.a, tt.b) != edits(tt.b, tt.a) {
			t.Errorf("%s %s: not the same both ways", tt.a, tt.b)
		}
	}
}
