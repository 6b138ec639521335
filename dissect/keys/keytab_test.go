package keys

import (
	"encoding/binary"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// encTypes are the names that MIT's klist prints (its list of encryption
// types, with the numbers of RFC 3961 8).
var encTypes = map[uint16]string{
	1: "des-cbc-crc", 3: "des-cbc-md5", 17: "aes128-cts-hmac-sha1-96", 18: "aes256-cts-hmac-sha1-96", 23: "arcfour-hmac",
	16: "des3-cbc-sha1", 19: "aes128-cts-hmac-sha256-128", 20: "aes256-cts-hmac-sha384-192",
}

// listed writes keys as lines of "klist -k -e -K" without the time.
func listed(keys []*KeytabKey) []string {
	var lines []string
	for _, k := range keys {
		lines = append(lines, fmt.Sprintf("%d %s (%s) (0x%x)", k.Version, k, encTypes[k.EncType], k.Key.Bytes()))
	}
	return lines
}

// klistLine is one entry of klist's list, with -t or without.
var klistLine = regexp.MustCompile(`^ *(\d+) (?:\S+ \S+ )?(\S+) \((?:DEPRECATED:|UNSUPPORTED:)?([^)]*)\) +\((0x[0-9a-f]+)\)$`)

// klist brings the output of klist to the form of listed.
func klist(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if m := klistLine.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			lines = append(lines, fmt.Sprintf("%s %s (%s) (%s)", m[1], m[2], m[3], m[4]))
		}
	}
	return lines
}

func compare(t *testing.T, name string, want, got []string) {
	t.Helper()
	if len(want) == 0 || strings.Join(want, "\n") != strings.Join(got, "\n") {
		t.Errorf("%s: want\n%s\ngot\n%s", name, strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

// TestKeytab reads a keytab that MIT's ktutil wrote (addent -password, then
// wkt), and compares it with what MIT's klist -k -e -K -t said about it.
func TestKeytab(t *testing.T) {
	s := New(Options{})
	if err := s.AddKeytabFile(filepath.Join("testdata", "ktutil.keytab"), "host.keytab"); err != nil {
		t.Fatal(err)
	}
	keys := s.Snapshot().KeytabKeys()
	compare(t, "ktutil.keytab", klist(string(testdata(t, "ktutil.klist.txt"))), listed(keys))
	if k := keys[0]; k.NameType != 1 || !k.Time.Equal(time.Date(2026, 11, 21, 22, 41, 7, 0, time.UTC)) || k.Origin.Name() != "host.keytab" {
		t.Errorf("name type %d, time %s, origin %s", k.NameType, k.Time, k.Origin.Name())
	}
	// "Password" is in the keytab as an RC4 key, which is the NT hash.
	if k, ok := s.Snapshot().KeytabKey("alice@EXAMPLE.COM", 23, 2); !ok || string(k.Key.Bytes()) != string(ntHashBytes("Password")) {
		t.Error("the RC4 key is not the NT hash")
	}
}

func ntHashBytes(password string) []byte {
	h := NTHash(password)
	return h[:]
}

func TestKeytabLookup(t *testing.T) {
	s := New(Options{})
	if err := s.AddKeytab("k", testdata(t, "ktutil.keytab")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		principal string
		encType   uint16
		version   uint32
		want      uint32 // version found, 0 for none
	}{
		{"HTTP/web.example.com@EXAMPLE.COM", 18, 3, 3},
		{"HTTP/web.example.com@EXAMPLE.COM", 18, 300, 300},
		{"HTTP/web.example.com@EXAMPLE.COM", 18, 0, 300},
		{"http/WEB.example.com@example.com", 18, 0, 300},
		{"HTTP/web.example.com", 17, 0, 3},
		{"HTTP/web.example.com@OTHER.COM", 18, 0, 0},
		{"HTTP/web.example.com@EXAMPLE.COM", 18, 4, 0},
		{"HTTP/web.example.com@EXAMPLE.COM", 23, 0, 0},
		{"web.example.com@EXAMPLE.COM", 18, 0, 0},
	} {
		k, ok := s.Snapshot().KeytabKey(tt.principal, tt.encType, tt.version)
		if ok != (tt.want != 0) || ok && (k.Version != tt.want || k.EncType != tt.encType) {
			t.Errorf("%+v: got %v, %v", tt, k, ok)
		}
	}
	if o := s.Snapshot().Origins()[0]; !o.Used() {
		t.Error("the keytab does not count as used")
	}
}

// keytabEntry builds an entry by the format's description, without its size.
func keytabEntry(principal string, version byte, tail ...byte) []byte {
	b := []byte{0, 1, 0, 1, 'R', 0, byte(len(principal))}
	b = append(b, principal...)
	b = append(b, 0, 0, 0, 1, 0, 0, 0, 0, version, 0, 23, 0, 2, 0xab, 0xcd)
	return append(b, tail...)
}

func keytabFile(parts ...[]byte) []byte {
	b := []byte{5, 2}
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}

func TestKeytabOddities(t *testing.T) {
	good := keytabEntry("a", 7)
	hole := append(binary.BigEndian.AppendUint32([]byte{5, 2}, ^uint32(5)+1), "12345"...)
	for _, tt := range []struct {
		name string
		data []byte
		want string // principals with versions
		err  string
	}{
		{"empty", keytabFile(), "", ""},
		{"one", keytabFile(good), "a 7", ""},
		{"32-bit version", keytabFile(keytabEntry("a", 7, 0, 0, 1, 7)), "a 263", ""},
		{"32-bit version of zero", keytabFile(keytabEntry("a", 7, 0, 0, 0, 0)), "a 7", ""},
		{"version and flags", keytabFile(keytabEntry("a", 7, 0, 0, 0, 9, 0, 0, 0, 1)), "a 9", ""},
		{"hole", append(hole, keytabFile(good)[2:]...), "a 7", ""},
		{"zero size ends", append(keytabFile(good, nil), keytabFile(good)[2:]...), "a 7", ""},
		{"damaged entry", keytabFile(good[:10], good), "a 7", "1 damaged"},
		{"key beyond the entry", keytabFile(good[:len(good)-1], good), "a 7", "1 damaged"},
		{"cut off", keytabFile(good, good)[:40], "a 7", "beyond the end"},
		{"size of -2^31", []byte{5, 2, 0x80, 0, 0, 0}, "", "beyond the end"},
		{"version 1", []byte{5, 1, 0, 0}, "", "0x0501"},
		{"something else", []byte("-----BEGIN"), "", "not a keytab"},
		{"nothing", nil, "", "not a keytab"},
	} {
		s := New(Options{})
		err := s.AddKeytab("k", tt.data)
		var got []string
		for _, k := range s.Snapshot().KeytabKeys() {
			got = append(got, fmt.Sprintf("%s %d", k.Principal, k.Version))
		}
		if strings.Join(got, ",") != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: want %q and error %q, got %q, %v", tt.name, tt.want, tt.err, got, err)
		}
	}
}

// TestCorpusKeytabs compares every keytab of the corpus with MIT's klist.
func TestCorpusKeytabs(t *testing.T) {
	root := shared(t, "corpus")
	program, err := exec.LookPath("klist")
	if err != nil {
		t.Skip("klist (Debian package krb5-user) is not installed")
	}
	files, err := filepath.Glob(filepath.Join(root, "*", "*.keytab"))
	if err != nil || len(files) == 0 {
		t.Skip("no keytabs in the corpus")
	}
	for _, file := range files {
		out, err := exec.Command(program, "-k", "-e", "-K", "FILE:"+file).Output()
		if err != nil {
			t.Errorf("klist %s: %v", filepath.Base(file), err)
			continue
		}
		s := New(Options{})
		if err := s.AddKeytabFile(file, ""); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		compare(t, filepath.Base(file), klist(string(out)), listed(s.Snapshot().KeytabKeys()))
	}
}
