package keys

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestNTHash has the vector of MS-NLMP 4.2.2.1.2; the others come from OpenSSL:
// iconv -t utf-16le | openssl dgst -md4 -provider legacy.
func TestNTHash(t *testing.T) {
	for password, want := range map[string]string{
		"Password":   "a4f49c406510bdcab6824ee7c30fd852",
		"":           "31d6cfe0d16ae931b73c59d7e0c089c0",
		"clem":       "0cd910138b71288528693a3e5ee3c61f",
		"admin":      "209c6174da490caeb422f3fa5a7ae634",
		"pässwörd€😀": "343b5f56098bef0de4739d82d102f3ca",
	} {
		if got := fmt.Sprintf("%x", NTHash(password)); got != want {
			t.Errorf("%q: want %s, got %s", password, want, got)
		}
	}
}

func TestSplitUser(t *testing.T) {
	for in, want := range map[string][2]string{
		"ann": {"ann", ""}, `ACME\ann`: {"ann", "ACME"}, "ann@acme.com": {"ann", "acme.com"}, `ACME\a@b`: {"a@b", "ACME"}, "": {"", ""},
	} {
		if user, domain := SplitUser(in); user != want[0] || domain != want[1] {
			t.Errorf("%q: want %q, got %q %q", in, want, user, domain)
		}
	}
}

func TestAccounts(t *testing.T) {
	s := New(Options{})
	for _, a := range [][3]string{{"1", "", "any"}, {"2", "ann", "a"}, {"3", `ACME\ann`, "b"}, {"4", "bob", "c"}} {
		if err := s.AddPassword(a[0], a[1], NewSecret(a[2])); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddNTHash("5", "ANN", NewSecret("aad3b435b51404eeaad3b435b51404ee:A4F49C406510BDCAB6824EE7C30FD852")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ user, domain, want string }{
		{"Ann", "acme", "3 1 2 5"},
		{"ann", "", "1 2 3 5"},
		{"ann@acme.com", "", "1 2 3 5"},
		{"bob", "ACME", "1 4"},
		{"eve", "ACME", "1"},
	} {
		var got []string
		for a := range s.Snapshot().Accounts(tt.user, tt.domain) {
			got = append(got, a.Origin.Name())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s %s: want %s, got %v", tt.domain, tt.user, tt.want, got)
		}
	}
	accounts := slices.Collect(s.Snapshot().Accounts("ann", ""))
	last := accounts[len(accounts)-1]
	if fmt.Sprintf("%x", last.NTHash.Bytes()) != "a4f49c406510bdcab6824ee7c30fd852" || !last.Password.IsZero() || last.Origin.Kind() != KindNTHash {
		t.Errorf("the NT hash account holds %x", last.NTHash.Bytes())
	}
	if last.Origin.Used() {
		t.Error("a candidate counts as used before it is marked")
	}
	if last.Origin.MarkUsed(); !last.Origin.Used() {
		t.Error("MarkUsed does not mark")
	}
	for _, bad := range []string{"", "a4f4", strings.Repeat("zz", 16), strings.Repeat("00", 17)} {
		if err := s.AddNTHash("--nt-hash", "", NewSecret(bad)); err == nil || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("NT hash %q: %v", bad, err)
		}
	}
}
