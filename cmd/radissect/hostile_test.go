package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/radissect/radissect/dissect"
)

// hostileWords are what a peer would write to act on whoever shows it: a terminal,
// a page, a spreadsheet, a folder.
var hostileWords = []string{
	"\x1b]0;owned\x07", "\x1b[2J\x1b[31m", "\u009b31m", "\u202egnp.exe\u202c", "\u2066\u200b\ufeff", "\u2028\u2029", "\x00\r\n\t\x7f",
	"</script><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "-->]]></data>", "&lt;&#60;&amp;",
	`=HYPERLINK("http://192.0.2.1")`, "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\uff1d1+1",
	"../../../etc/owned", `..\..\owned.exe`, "/owned", "CON", "\xff\xfe\xc3\xa0\x80", `"],["x",{"a":1}`,
}

// paint writes hostile words over the text in a capture file, and over the text of
// double width: lengths stay, so that whoever reads it comes as far as before.
func paint(r *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	printable := func(c byte) bool { return c > 0x20 && c < 0x7f }
	for i := 40; i < len(out); {
		n := 0
		for i+n < len(data) && printable(data[i+n]) {
			n++
		}
		w := 0
		for i+2*w+1 < len(data) && printable(data[i+2*w]) && data[i+2*w+1] == 0 {
			w++
		}
		word := hostileWords[r.IntN(len(hostileWords))]
		switch {
		case n >= 6 && r.IntN(3) == 0:
			at := i
			if r.IntN(2) == 0 {
				at += r.IntN(n)
			}
			copy(out[at:i+n], word)
		case w >= 4 && r.IntN(3) == 0:
			j := i
			for _, c := range word {
				if j+2 > i+2*w {
					break
				}
				binary.LittleEndian.PutUint16(out[j:], uint16(c))
				j += 2
			}
		}
		i += max(1, n, 2*w)
	}
	return out
}

// outputs runs a command and gives what it writes to its two outputs, whatever the
// exit status.
func outputs(t *testing.T, reg *dissect.Registry, args ...string) []byte {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "shown"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := &program{stdin: os.Stdin, stdout: file, stderr: file, reg: reg}
	root := p.rootCommand()
	root.SetArgs(args)
	_ = root.ExecuteContext(t.Context()) // findings and cut captures are told by an error
	out, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// inert reports the first thing in an output that would act on a terminal or
// change the order of what is read. Written without the help of the escaper.
func inert(b []byte) (string, bool) {
	if !utf8.Valid(b) {
		return "no UTF-8", false
	}
	s := string(b)
	for i, r := range s {
		if r == '\n' {
			continue
		}
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
			unicode.Is(unicode.Zs, r) && r != ' ' || unicode.Is(unicode.Bidi_Control, r) {
			return strings.ToValidUTF8(s[max(0, i-60):min(len(s), i+20)], "?"), false
		}
	}
	return "", true
}

// TestHostileOutput: whatever peers write, nothing that acts on a terminal, a page,
// a spreadsheet or a folder leaves any command in any format.
func TestHostileOutput(t *testing.T) {
	reg := real(t)
	files, err := captures(filepath.Join("..", "..", "pcaps"))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(8, 8))
	painted := 0
	for i, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		hostile := filepath.Base(path) == "ra_hostile.pcap.gz"
		if hostile && testing.Short() {
			continue
		}
		every := 5 // a sample: each capture goes through twenty commands
		if testing.Short() {
			every = 40
		}
		if !hostile && (len(data) > 24<<10 || i%every != 0) {
			continue
		}
		name := filepath.Base(path)
		if !hostile && filepath.Ext(path) != ".gz" {
			data = paint(rng, data)
		}
		painted++
		t.Run(name, func(t *testing.T) { hostileCapture(t, reg, name, path, data) })
	}
	if painted < 10 && !testing.Short() {
		t.Errorf("only %d captures", painted)
	}
}

func hostileCapture(t *testing.T, reg *dissect.Registry, name, origin string, data []byte) {
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	flags, _ := captureSecrets(t, origin)
	run := func(args ...string) []byte {
		t.Helper()
		return outputs(t, reg, append(append(args, flags...), path)...)
	}
	written := filepath.Join(dir, "with-comments.pcapng")
	for _, args := range [][]string{
		{"read", "-v", "--reveal"}, {"read", "-V", "-x", "--reveal", "-w", written}, {"read", "-T", "tree", "--reveal"}, {"read", "-T", "jsonl", "-V", "--reveal"},
		{"read", "-T", "json", "--reveal"}, {"check", "-v"}, {"check", "-T", "jsonl"}, {"check", "--coverage"}, {"keys", "-v"}, {"keys", "-T", "jsonl"},
		{"sessions", "--reveal"}, {"sessions", "-T", "jsonl", "--reveal"},
	} {
		out := run(args...)
		if bad, ok := inert(out); !ok {
			t.Errorf("%q: %q", args, bad)
		}
		if slices.Contains(args, "jsonl") {
			for line := range bytes.Lines(out) {
				if line[0] == '{' && !json.Valid(line) {
					t.Errorf("%q: no JSON: %.200s", args, line)
				}
			}
		}
	}
	for _, id := range []string{"1", "2"} {
		if bad, ok := inert(outputs(t, reg, append(append([]string{"follow", "-T", "hex"}, flags...), path, id)...)); !ok {
			t.Errorf("follow %s: %q", id, bad)
		}
	}
	harmlessComments(t, written)
	spreadsheet(t, run("read", "-T", "csv", "--reveal", "-e", "message.info", "-e", "channel", "-e", "http.request-target", "-e", "http.field-value", "-e", "message"))
	out := run("read", "-T", "pdml", "--reveal")
	if bad, ok := inert(out); !ok {
		t.Errorf("pdml: %q", bad)
	}
	for d := xml.NewDecoder(bytes.NewReader(out[max(0, bytes.IndexByte(out, '<')):])); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Errorf("pdml: %v", err)
			break
		}
	}
	out = run("check", "-T", "sarif", "-q")
	if bad, ok := inert(out); !ok || !json.Valid(out) {
		t.Errorf("sarif: %q", bad)
	}
	page(t, run("report", "-q", "--reveal", "-o", "-"), outputs(t, reg, "report", "-q", "-o", "-", origin))
	folder(t, dir, run)
}

// spreadsheet: every cell is text or a number.
func spreadsheet(t *testing.T, out []byte) {
	t.Helper()
	if bad, ok := inert(bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n"))); !ok {
		t.Errorf("csv: %q", bad)
	}
	r := csv.NewReader(bytes.NewReader(out))
	r.FieldsPerRecord = -1
	r.LazyQuotes = true // notices on standard error are between the lines here
	rows, err := r.ReadAll()
	if err != nil {
		t.Errorf("csv: %v", err)
	}
	for _, row := range rows {
		for _, cell := range row {
			first, _ := utf8.DecodeRuneInString(cell)
			if strings.ContainsRune("=+@\t\r\uff1d\uff0b\uff20\uff0d", first) || first == '-' && strings.Trim(cell, "-0123456789.") != "" {
				t.Errorf("csv: a formula: %q", cell)
			}
		}
	}
}

// page: the report has the same elements, whatever was captured, and nothing that
// acts in what it shows.
func page(t *testing.T, got, want []byte) {
	t.Helper()
	if a, b := elements(got), elements(want); a != b {
		t.Errorf("report: other elements:\n%s\n%s", a, b)
	}
	data := got[max(0, bytes.Index(got, []byte(`id="data"`))):]
	if bytes.Contains(data, []byte("<img")) || bytes.Contains(data, []byte("<script>alert")) {
		t.Error("report: markup among the data")
	}
	if bad, ok := inert(data); !ok {
		t.Errorf("report: %q", bad)
	}
}

// elements lists the tags of a page.
func elements(b []byte) string {
	var out strings.Builder
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			out.Write(name)
			out.WriteByte(' ')
		}
	}
}

// folder: extract writes below its folder only, under names that do no harm.
func folder(t *testing.T, dir string, run func(...string) []byte) {
	t.Helper()
	deep := filepath.Join(dir, "a", "b", "out")
	out := run("extract", "--reveal", "-T", "jsonl", "-o", deep)
	if bad, ok := inert(out); !ok {
		t.Errorf("extract: %q", bad)
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside := strings.HasPrefix(path, deep+string(filepath.Separator))
		if e.IsDir() || inside {
			if bad, ok := inert([]byte(path)); !ok {
				t.Errorf("extract: a name: %q", bad)
			}
			if !e.IsDir() && !e.Type().IsRegular() {
				t.Errorf("extract: not a regular file: %q", path)
			}
			return nil
		}
		if filepath.Dir(path) != dir {
			t.Errorf("extract: outside of its folder: %q", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if manifest, err := os.ReadFile(filepath.Join(deep, "manifest.json")); err == nil {
		if bad, ok := inert(manifest); !ok || !json.Valid(manifest) {
			t.Errorf("extract: manifest.json: %q", bad)
		}
	}
}

// harmlessComments: those that -w writes into a capture act on nothing that shows them.
func harmlessComments(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for len(b) >= 12 {
		kind, n := binary.LittleEndian.Uint32(b), int(binary.LittleEndian.Uint32(b[4:]))
		if n < 12 || n > len(b) {
			t.Fatalf("-w: a block of %d bytes, %d left", n, len(b))
		}
		if body := b[8 : n-4]; kind == 6 && len(body) >= 20 { // Enhanced Packet Block
			at := 20 + (int(binary.LittleEndian.Uint32(body[12:]))+3)&^3
			for at+4 <= len(body) {
				code, size := binary.LittleEndian.Uint16(body[at:]), int(binary.LittleEndian.Uint16(body[at+2:]))
				if code == 0 || at+4+size > len(body) {
					break
				}
				if code == 1 {
					if bad, ok := inert(body[at+4 : at+4+size]); !ok {
						t.Errorf("-w: a comment: %q", bad)
					}
				}
				at += 4 + (size+3)&^3
			}
		}
		b = b[n:]
	}
}

// TestHostileInvitation: an invitation is a file that somebody sent.
func TestHostileInvitation(t *testing.T) {
	reg := real(t)
	list, err := filepath.Glob(filepath.Join("..", "..", "pcaps", "invitation", "*"))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(9, 9))
	tried := 0
	for _, path := range list {
		data, err := os.ReadFile(path)
		if err != nil || len(data) > 64<<10 || strings.HasSuffix(path, ".golden") {
			continue
		}
		file := filepath.Join(t.TempDir(), "invitation")
		for range 5 {
			if err := os.WriteFile(file, paint(rng, data), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"invitation", "--reveal"}, {"invitation", "-V"}, {"invitation", "-T", "jsonl", "--reveal"}} {
				if bad, ok := inert(outputs(t, reg, append(args, file)...)); !ok {
					t.Errorf("%s %q: %q", filepath.Base(path), args, bad)
				}
			}
			tried++
		}
	}
	if tried == 0 {
		t.Error("no invitations")
	}
}

// TestHarmlessFails: the check sees what it is for.
func TestHarmlessFails(t *testing.T) {
	for _, s := range []string{"\x1b[31m", "a\tb", "a\rb", "\u202e", "\u2066", "\u009b", "\xff", "\u200b", "\u00a0", "\x7f"} {
		if _, ok := inert([]byte(s)); ok {
			t.Errorf("%q passes", s)
		}
	}
	if bad, ok := inert([]byte("plain – Grüße\n")); !ok {
		t.Errorf("plain text: %q", bad)
	}
}
