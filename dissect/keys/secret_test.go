package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestSecretIsMasked(t *testing.T) {
	const text = "hunter2 and more"
	s := NewSecret(text)
	type inner struct {
		Open   Secret
		hidden Secret
		list   []Secret
		table  map[string]Secret
	}
	held := inner{s, s, []Secret{s}, map[string]Secret{"k": s}}
	account := &Account{User: "u", Password: s, NTHash: NewSecret([]byte(text))}
	var out bytes.Buffer
	for _, v := range []any{s, &s, held, &held, []Secret{s}, account, *account, Found{Secret: s}, Given{Password: []Secret{s}, Invitation: []Secret{s}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%08.3f", "%t", "%c", "%U"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		fmt.Fprintln(&out, v)
		j, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(j)
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "secret", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "secret", v)
	}
	if err := toml.NewEncoder(&out).Encode(map[string]any{"password": s}); err != nil {
		t.Fatal(err)
	}
	h := hex.EncodeToString([]byte(text))
	for _, leak := range []string{text, "hunter", h[:12], strings.ToUpper(h[:12]), "68 75 6e", "104 117", base64.StdEncoding.EncodeToString([]byte(text))[:10]} {
		if i := strings.Index(out.String(), leak); i >= 0 {
			t.Errorf("%q is in the output: …%s…", leak, out.String()[max(0, i-60):i+20])
		}
	}
	if fmt.Sprint(NewSecret("a")) != fmt.Sprint(NewSecret(strings.Repeat("a", 99))) || fmt.Sprint(s) != "********" {
		t.Error("the mask depends on the secret")
	}
	if s.Reveal() != text || string(s.Bytes()) != text || s.Len() != len(text) {
		t.Error("Reveal does not give the secret")
	}
}

// TestStoreIsMasked prints a store that holds every kind of secret, and its
// parts, and looks for the secrets with its own Redactor.
func TestStoreIsMasked(t *testing.T) {
	s := fullStore(t)
	snap := s.Snapshot()
	var out bytes.Buffer
	for _, v := range []any{s, snap, snap.Origins(), snap.RSAKeys(), snap.KeytabKeys(), snap.InvitationPasswords(), s.Reports(), snap.Redactor()} {
		fmt.Fprintf(&out, "%v %+v %#v %s\n", v, v, v, v)
	}
	for _, k := range snap.RSAKeys() {
		fmt.Fprintf(&out, "%v %+v %#v\n", k, k, k)
	}
	for _, k := range snap.KeytabKeys() {
		fmt.Fprintf(&out, "%v %+v %#v\n", k, *k, k)
	}
	for a := range snap.Accounts("", "") {
		fmt.Fprintf(&out, "%v %+v %#v\n", a, *a, a)
	}
	r := snap.Redactor()
	if o, i := r.Find(out.Bytes()); o != nil {
		t.Errorf("a secret of %s is printed: …%s…", o.Name(), out.Bytes()[max(0, i-80):i])
	}
}

// fullStore holds one secret of every kind.
func fullStore(t *testing.T) *Store {
	t.Helper()
	s := New(Options{})
	err := s.Add(Given{
		Dir:                "testdata",
		KeyLog:             []string{"ra_tls12_rsa.keys"},
		RSAKey:             []string{"ra_shadow.key", "xrdp_rsakeys.ini"},
		Keytab:             []string{"ktutil.keytab"},
		Password:           []Secret{NewSecret("Passw0rd of Ann")},
		NTHash:             []Secret{NewSecret("0cd910138b71288528693a3e5ee3c61f")},
		Invitation:         []Secret{NewSecret("<E><A KH=\"x\" ID=\"invitation id\"/></E>")},
		InvitationPassword: []Secret{NewSecret("ABCDEF-invite")},
		RegistrationKey:    []Secret{NewSecret("6b29-registration")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRedactor(t *testing.T) {
	s := fullStore(t)
	r := s.Snapshot().Redactor()
	master := strings.Fields(string(testdata(t, "ra_tls12_rsa.keys")))[5]
	for _, tt := range []struct{ output, origin string }{
		{"x" + master + "y", "ra_tls12_rsa.keys"},
		{strings.ToUpper(master), "ra_tls12_rsa.keys"},
		{"key 0b7df64a5e9bd5aae766f4cec9ebc2fa", "ktutil.keytab"},
		{"the Passw0rd of Ann is", "--password"},
		{"hash 0cd910138b71288528693a3e5ee3c61f", "--nt-hash"},
		{"ABCDEF-invite", "--invitation-password"},
		{"NmIyOS1yZWdpc3RyYXRpb24=", "--registration-key"}, // base64
		{"0123 <E><A KH=\"x\" ID=\"invitation id\"/></E>", "--invitation"},
		{"nothing of the kind", ""},
	} {
		o, at := r.Find([]byte(tt.output))
		if o.Name() != tt.origin || (at >= 0) != (tt.origin != "") {
			t.Errorf("%q: want %q, got %q at %d", tt.output, tt.origin, o.Name(), at)
		}
		clean := r.Redact([]byte(tt.output))
		if o, _ := r.Find(clean); o != nil {
			t.Errorf("%q: still there after Redact: %q", tt.output, clean)
		}
		if tt.origin == "" && string(clean) != tt.output {
			t.Errorf("%q became %q", tt.output, clean)
		}
	}
	d := testhexExponent(t)
	if o, _ := r.Find([]byte(d)); o.Name() != "xrdp_rsakeys.ini" {
		t.Errorf("the private exponent was not found, but %q", o.Name())
	}
}

// testhexExponent reads the private exponent of xrdp_rsakeys.ini, big-endian
// and in hexadecimal, by text operations only.
func testhexExponent(t *testing.T) string {
	t.Helper()
	_, list, _ := strings.Cut(string(testdata(t, "xrdp_rsakeys.ini")), "pri_exp=")
	list, _, _ = strings.Cut(list, "\n")
	var digits string
	for _, b := range strings.Split(strings.TrimSpace(list), ",") {
		digits = strings.TrimPrefix(b, "0x") + digits
	}
	return digits
}

func TestSecretText(t *testing.T) {
	var s Secret
	if !s.IsZero() || s.Reveal() != "" {
		t.Error("the zero Secret holds something")
	}
	if err := s.UnmarshalText([]byte("x")); err != nil || s.Reveal() != "x" {
		t.Errorf("want x, got %q, %v", s.Reveal(), err)
	}
	if err := s.UnmarshalText([]byte(mask)); err == nil {
		t.Error("the mask was taken for a secret")
	}
	if empty := NewSecret(""); empty.IsZero() || empty.Equal(Secret{}) || !empty.Equal(NewSecret([]byte{})) || empty.Equal(s) {
		t.Error("an empty password has to differ from none")
	}
	b := []byte("abc")
	s = NewSecret(b)
	b[0] = 'x'
	if s.Reveal() != "abc" {
		t.Error("a Secret shares the bytes it was made of")
	}
}

func TestMissingFilesAreNamed(t *testing.T) {
	s := New(Options{})
	err := s.Add(Given{KeyLog: []string{"no.keys"}, RSAKey: []string{"no.pem"}, Keytab: []string{"no.keytab"}, Invitation: []Secret{NewSecret("no.msrcIncident")}})
	for _, name := range []string{"no.keys", "no.pem", "no.keytab", "no.msrcIncident"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
	if err := s.AddSecretsFile(filepath.Join(t.TempDir(), "none.toml")); err == nil || !strings.Contains(err.Error(), "none.toml") {
		t.Errorf("a missing secrets file: %v", err)
	}
}

// TestMemo: what was worked out once is there for all snapshots of a store, and an
// empty store works it out each time.
func TestMemo(t *testing.T) {
	type key struct{ n int }
	var s Store
	made := 0
	fresh := func() any { made++; return made }
	if New(Options{}).Snapshot().Memo(key{1}, fresh); made != 1 {
		t.Fatal("an empty store does not work it out")
	}
	if err := s.AddPassword("one", "", NewSecret("one")); err != nil {
		t.Fatal(err)
	}
	first := s.Snapshot().Memo(key{1}, fresh)
	if err := s.AddPassword("two", "", NewSecret("two")); err != nil {
		t.Fatal(err)
	}
	if again := s.Snapshot().Memo(key{1}, fresh); again != first || made != 2 {
		t.Errorf("want %v once more, got %v after %d calls", first, again, made)
	}
	if other := s.Snapshot().Memo(key{2}, fresh); other == first {
		t.Error("another key has the same value")
	}
}
