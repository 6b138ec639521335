package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// The secrets of the captures, besides the key logs and keys beside them: the
// password of invitations and accounts, and the PassStub of the sessions
// (pcaps/ra/README.md). They are throw-away values.
var knownSecrets = []string{"Lab-Pass1", "WB^6HsrIaFmEpi"}

// leaks finds secrets in output.
type leaks struct {
	redactor *keys.Redactor
	windows  map[string]string // five or eight bytes of a secret as the hex column shows them
}

// newLeaks knows every secret of a store, and the known ones also as UTF-16.
func newLeaks(t *testing.T, store *keys.Store) *leaks {
	t.Helper()
	for _, s := range knownSecrets {
		var wide []byte
		for _, u := range utf16.Encode([]rune(s)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		for _, form := range []string{s, string(wide)} {
			if err := store.AddInvitationPassword("known", keys.NewSecret(form)); err != nil {
				t.Fatal(err)
			}
		}
	}
	l := &leaks{store.Snapshot().Redactor(), map[string]string{}}
	for f := range store.Snapshot().All() {
		s := f.Secret.Reveal()
		// What is long enough has a window within a line of eight bytes, wherever it
		// is broken. Of texts in UTF-16 every other byte is 0: five say too little.
		window := 5
		if len(s) >= 15 {
			window = 8
		}
		for i := 0; len(s) >= 2*window-1 && i+window <= len(s); i++ {
			var b strings.Builder
			for _, c := range []byte(s[i : i+window]) {
				b.WriteString(hex.EncodeToString([]byte{c}) + " ")
			}
			l.windows[b.String()] = f.Origin.Name()
		}
	}
	return l
}

// find names the secret that stands in out, or "".
func (l *leaks) find(out []byte) (name, where string) {
	if o, at := l.redactor.Find(out); at >= 0 {
		return o.Name(), around(out, at)
	}
	for i := 0; i+15 <= len(out); i++ {
		if out[i+2] != ' ' || out[i+5] != ' ' {
			continue
		}
		for _, n := range [...]int{15, 24} {
			if name := l.windows[string(out[i:min(i+n, len(out))])]; name != "" {
				return name, around(out, i)
			}
		}
	}
	return "", ""
}

func around(out []byte, at int) string { return string(out[max(0, at-200):min(len(out), at+100)]) }

// captureSecrets are the flags and the store for one capture: the key log and the
// secrets file of its name, the keys of its folder, its own secrets, and the known
// ones.
func captureSecrets(t *testing.T, path string) ([]string, *keys.Store) {
	t.Helper()
	store := keys.New(keys.Options{})
	var flags []string
	bare := strings.TrimSuffix(path, ".gz")
	bare = strings.TrimSuffix(bare, filepath.Ext(bare))
	if _, err := os.Stat(bare + ".keys"); err == nil {
		flags = append(flags, "--keylog", bare+".keys")
		if _, err := store.AddKeyLogFile(bare+".keys", ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(bare + ".toml"); err == nil {
		flags = append(flags, "--secrets", bare+".toml")
		given, err := keys.ReadSecretsFile(bare + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		for i := range given.Accounts {
			// The password of the examples in MS-NLMP 4.2 is in the names of fields.
			if a := &given.Accounts[i]; a.Password.Reveal() == "Password" {
				hash := keys.NTHash("Password")
				a.Password, a.NTHash = keys.Secret{}, keys.NewSecret(hex.EncodeToString(hash[:]))
			}
		}
		if err := store.Add(given); err != nil {
			t.Fatal(err)
		}
	}
	pem, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range pem {
		if store.AddRSAKeyFile(file, "") == nil { // some are of other kinds
			flags = append(flags, "--rsa-key", file)
		}
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		return nil, nil // not a capture, or a broken one: a case of other tests
	}
	defer src.Close()
	for b := new(dissect.Batch); ; {
		err := src.Fill(b)
		for _, s := range b.Secrets {
			if err := store.Feed(path, s); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil {
			break
		}
	}
	for _, s := range knownSecrets {
		flags = append(flags, "--password", s, "--invitation-password", s)
	}
	return flags, store
}

// shown runs a command of the real decoders in this process and gives its
// output, standard error too.
func shown(t *testing.T, reg *dissect.Registry, args ...string) []byte {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "shown"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := &program{stdin: os.Stdin, stdout: file, stderr: file, reg: reg}
	root := p.rootCommand()
	root.SetArgs(args)
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	out, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// real is a registry of the real decoders.
func real(t *testing.T) *dissect.Registry {
	t.Helper()
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// commands are all that may not show a secret.
var commands = [][]string{
	{"read", "-v"}, {"read", "-V", "-x"}, {"read", "-T", "jsonl", "-V"}, {"check", "-v"}, {"check", "-T", "jsonl"},
	{"read", "-T", "pdml"}, {"check", "-T", "sarif"}, {"check", "--coverage"}, {"keys", "-v"}, {"keys", "-T", "jsonl"}, {"sessions"}, {"sessions", "-T", "jsonl"},
	{"report", "-o", "-"},
}

// unpacked is out, and behind it the bytes of messages that a report holds in
// Base64, in hexadecimal as in records. (The page that a server sends about its own
// connection has the master secret as text: that is content, and is shown as such.)
func unpacked(t *testing.T, out []byte) []byte {
	t.Helper()
	if !bytes.HasPrefix(out, []byte("<!doctype html>")) {
		return out
	}
	out = out[bytes.Index(out, []byte(`id="data"`)):] // the page before it is the same for all
	for line := range bytes.Lines(bytes.Clone(out)) {
		if !bytes.HasPrefix(line, []byte(`["d"`)) {
			continue
		}
		var detail []any
		if err := json.Unmarshal(line, &detail); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		b, err := base64.StdEncoding.DecodeString(detail[4].(string))
		if err != nil {
			t.Fatal(err)
		}
		out = hex.AppendEncode(append(out, '\n'), b)
	}
	return out
}

// TestNoSecretShown: no output of any command has a secret of any capture of the
// project in it, in any form, although what they protect is shown.
func TestNoSecretShown(t *testing.T) {
	if testing.Short() {
		t.Skip("searches every output of every capture")
	}
	reg := real(t)
	for _, dir := range []string{filepath.Join("..", "..", "pcaps"), filepath.Join("..", "..", "..", "shared", "lab", "captures")} {
		lab := strings.Contains(dir, "shared")
		t.Run(map[bool]string{false: "pcaps", true: "lab"}[lab], func(t *testing.T) {
			files, err := captures(dir)
			if err != nil {
				t.Skipf("no captures here: %v", err)
			}
			for _, path := range files {
				checked(t, reg, path, lab)
			}
		})
	}
}

// captures lists the captures in a folder that are small enough for tests.
func captures(dir string) ([]string, error) {
	var list []string
	err := filepath.Walk(dir, func(path string, st os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		switch filepath.Ext(strings.TrimSuffix(path, ".gz")) {
		case ".pcap", ".pcapng":
			if st.Size() < 1<<20 {
				list = append(list, path)
			}
		}
		return nil
	})
	return list, err
}

// checked looks for secrets in what commands show of a capture: all commands, or
// for the captures of the laboratory, which are many, those that show most.
func checked(t *testing.T, reg *dissect.Registry, path string, lab bool) {
	t.Helper()
	flags, store := captureSecrets(t, path)
	if store == nil {
		return
	}
	l := newLeaks(t, store)
	list := commands
	if lab {
		name := filepath.Base(path)
		if !strings.HasPrefix(name, "ra_") && !strings.HasPrefix(name, "rpc_") && !strings.Contains(name, "https") {
			return
		}
		list = [][]string{commands[1], commands[2], commands[len(commands)-1]}
	}
	for _, command := range list {
		out := shown(t, reg, append(append(append([]string(nil), command...), flags...), path)...)
		if len(out) == 0 {
			t.Errorf("%s %s: no output", strings.Join(command, " "), path)
		}
		if name, where := l.find(unpacked(t, out)); name != "" {
			t.Errorf("%s %s shows a secret (%s):\n%s", strings.Join(command, " "), path, name, where)
		}
	}
	if !lab {
		dir := filepath.Join(t.TempDir(), "out")
		out := shown(t, reg, append(append([]string{"extract", "-T", "jsonl", "-o", dir}, flags...), path)...)
		if name, where := l.find(out); name != "" {
			t.Errorf("extract %s shows a secret (%s):\n%s", path, name, where)
		}
	}
}

// TestSecretsFound: the search finds what --reveal shows, or it would prove
// nothing.
func TestSecretsFound(t *testing.T) {
	path := filepath.Join("..", "..", "pcaps", "ra", "ra_bare_plain_lo.pcap")
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	reg := real(t)
	for _, command := range [][]string{commands[1], commands[2], commands[len(commands)-1]} {
		l := newLeaks(t, keys.New(keys.Options{}))
		out := shown(t, reg, append(append([]string(nil), command...), "--reveal", path)...)
		if name, _ := l.find(unpacked(t, out)); name == "" {
			t.Errorf("%s --reveal: the password in clear is not found", strings.Join(command, " "))
		}
	}
	l := newLeaks(t, keys.New(keys.Options{}))
	for _, out := range []string{"x Lab-Pass1", "4c61622d5061737331", "0000  4c 61 62 2d 50 61   L", "4c0061006200", "4C00610062002D0050006100730073003100"} {
		name, _ := l.find([]byte(out))
		if want := out != "4c0061006200"; (name != "") != want {
			t.Errorf("%q: want %v, got %q", out, want, name)
		}
	}
}
