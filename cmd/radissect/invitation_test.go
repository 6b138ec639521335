package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const (
	noTicket = ""  // a password cannot be checked without one
	unknown  = "?" // nobody knows the password
	listener = "127.0.0.1 3389"
	string2  = "2001:4898:1a:5:79e2:3356:9b22:3470 49749, 172.31.250.64 49751"
)

// invitations are the files of pcaps/invitation: what opens them, and where they
// lead without that and with it. The addresses were read from the files, and from
// the tickets with OpenSSL.
var invitations = []struct {
	name           string
	password       string // the right one, noTicket where there is nothing to open
	without, given string
}{
	{"spec-string1.txt", noTicket, "172.31.243.138 3389, NOVICE_HOME 3389", ""},
	{"spec-string2.txt", noTicket, string2, ""},
	{"spec-type1.msrcIncident", noTicket, "192.168.1.65 3389, novice_xp 3389", ""},
	{"spec-type2.msrcIncident", unknown, "172.31.244.101 55646", ""},
	{"published-type1.msrcIncident", noTicket, "10.0.3.105 3389, winxpsp3.contoso3.com 3389", ""},
	{
		"published-type2.msrcIncident", "48BJQ853X3B4", "192.168.1.200 49230, 169.254.6.170 49231",
		"fe80::1032:53d9:5a01:909b%3 49228, fe80::3d8f:9b2d:6b4e:6aa%6 49229, 192.168.1.200 49230, 169.254.6.170 49231",
	},
	{
		"remade-type2-ce.msrcIncident", "4X638PTVZTKZ", "",
		"fe80::b31a:3308:6b91:8831%3 64730, fe80::28e3:b9b:c19c:4d04%9 64731, 2001:0:284a:364:28e3:b9b:c19c:4d04 64732, 10.0.1.174 64733",
	},
	{"published-string2.txt", noTicket, string2, ""},
	{"lab-bare-lo.msrcIncident", noTicket, listener, ""},
	{"lab-escaped.msrcIncident", "Lab-Pass1", "", listener},
	{"lab-rdp-lo.msrcIncident", "Lab-Pass1", "", listener},
	{"lab-rdp-lo6.msrcIncident", "Lab-Pass1", "", "0:0:0:0:0:0:0:1 3389"},
	{"lab-utf16be.msrcIncident", "Lab-Pass1", "", listener},
	{"lab-utf16le.msrcIncident", "Lab-Pass1", "", listener},
	{"lab-utf16le-no-mark.msrcIncident", "Lab-Pass1", "", listener},
	{"lab-v1-lo.msrcIncident", "Lab-Pass1", listener, listener},
	{"lab-v1-type1-lo.msrcIncident", noTicket, "127.0.0.1 3389, LAB-NOVICE 3389", ""},
}

// TestInvitations: every file, with the right password, a wrong one, and none, from
// the file, from standard input, and where it is 8-bit text, as the argument.
func TestInvitations(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program some hundred times")
	}
	all, err := filepath.Glob("../../pcaps/invitation/*.[mt]*t")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(invitations) {
		t.Errorf("%d files, %d are tried", len(all), len(invitations))
	}
	for _, k := range invitations {
		name := filepath.Join("../../pcaps/invitation", k.name)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources := []string{name, "-"}
		if utf8.Valid(text) && !bytes.Contains(text, []byte{0}) {
			sources = append(sources, string(text))
		}
		for _, source := range sources {
			r := inspected(t, text, source)
			leadsTo(t, r, k.without)
			if len(r.Checks) != 0 {
				t.Errorf("%s: checked without a password", r.Source)
			}
			r = inspected(t, text, source, "--password", "wrong-One1")
			leadsTo(t, r, k.without)
			verdictIs(t, r, k.password != noTicket, mismatch)
			if k.password == noTicket || k.password == unknown {
				continue
			}
			r = inspected(t, text, source, "--password", k.password)
			leadsTo(t, r, k.given)
			verdictIs(t, r, true, match)
		}
	}
}

func inspected(t *testing.T, text []byte, source string, flags ...string) (r invitationRecord) {
	t.Helper()
	cmd := self(t, append(append([]string{"invitation", "-T", "jsonl"}, flags...), source)...)
	cmd.Stdin = bytes.NewReader(text)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%.60s: %v", source, err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	for _, f := range flags[min(1, len(flags)):] {
		if strings.Contains(string(out), f) {
			t.Errorf("%s: the password is in the output", r.Source)
		}
	}
	return r
}

func leadsTo(t *testing.T, r invitationRecord, want string) {
	t.Helper()
	var list []string
	for _, a := range r.Addresses {
		list = append(list, a.Host+" "+strconv.Itoa(a.Port))
	}
	if diff := cmp.Diff(want, strings.Join(list, ", ")); diff != "" {
		t.Errorf("%s: addresses (-want +got):\n%s", r.Source, diff)
	}
}

func verdictIs(t *testing.T, r invitationRecord, checked bool, want verdict) {
	t.Helper()
	found := false
	for _, f := range r.Findings {
		found = found || f.Rule == "invitation.password"
	}
	if wrong := checked && want == mismatch; found != wrong {
		t.Errorf("%s: invitation.password is found: %v", r.Source, found)
	}
	if checked != (len(r.Checks) == 1) || checked && r.Checks[0].Result != string(want) {
		t.Errorf("%s: want %v %s, got %v", r.Source, checked, want, r.Checks)
	}
}
