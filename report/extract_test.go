package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/radissect/radissect/dissect"
)

func TestSafeName(t *testing.T) {
	long := strings.Repeat("n", 300)
	for _, c := range []struct{ in, want string }{
		{"a.txt", "a.txt"}, {"Grüße 日本.txt", "Grüße 日本.txt"}, {"", "_"}, {".", "_"}, {"..", "_"}, {"...", "_"},
		{"../../etc/passwd", "__.._etc_passwd"}, {`..\..\x.dll`, "__.._x.dll"}, {`C:\Users\a.txt`, "C__Users_a.txt"},
		{"/etc/passwd", "_etc_passwd"}, {".bashrc", "_bashrc"}, {"-rf", "_rf"}, {"~root", "_root"}, {"a.txt. . ", "a.txt"},
		{"con", "_con"}, {"CON.txt", "_CON.txt"}, {"Com1", "_Com1"}, {"lpt¹.x", "_lpt¹.x"}, {"nul .txt", "_nul .txt"}, {"console", "console"},
		{"COM10", "COM10"}, {"a\x00b", "a_b"}, {"a\nb\x1b[2J", "a_b_[2J"}, {"ann\u202etxt.exe", "ann_txt.exe"}, {"\u200b", "_"},
		{"\xff\xfe", "__"}, {"a?b*c|d", "a_b_c_d"}, {"$(x)`y`%z%", "_(x)_y__z_"}, {"a.txt:stream", "a.txt_stream"}, {"Ann's!.txt", "Ann_s_.txt"},
		{long + ".txt", long[:196] + ".txt"}, {long + "." + long, long[:200]},
		{strings.Repeat("é", 150) + ".txt", strings.Repeat("é", 98) + ".txt"},
	} {
		if got := SafeName(c.in); got != c.want {
			t.Errorf("%q: want %q, got %q", c.in, c.want, got)
		}
	}
}

// FuzzSafeName: whatever the name, it is one that any system takes.
func FuzzSafeName(f *testing.F) {
	hostile(f)
	for _, s := range []string{"..", "con.a.b", strings.Repeat("日", 200) + ".txt", ". con", "\u202e.exe"} {
		f.Add([]byte(s), uint8(0))
	}
	f.Fuzz(func(t *testing.T, b []byte, _ uint8) {
		for _, name := range []string{string(b), strings.Repeat(string(b), 50)} {
			got := SafeName(name)
			switch {
			case got == "" || len(got) > maxFileName || !utf8.ValidString(got):
				t.Fatalf("%q became %q", name, got)
			case strings.ContainsAny(got, `/\:*?"'<>|$`) || strings.ContainsAny(got[:1], ".-~ ") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " "):
				t.Fatalf("%q became %q", name, got)
			case !filepath.IsLocal(got) || filepath.Base(got) != got:
				t.Fatalf("%q became %q, which is no name in a folder", name, got)
			case SafeName(got) != got:
				t.Fatalf("%q is made safe again: %q", got, SafeName(got))
			}
			for _, r := range got {
				if !unicode.IsPrint(r) {
					t.Fatalf("%q became %q", name, got)
				}
			}
		}
	})
}

type pieces struct {
	x  *Extract
	id uint64
}

// part hands over a piece of an artifact.
func (p *pieces) part(a *dissect.Artifact, data string, frames ...uint64) {
	if a.ID == 0 {
		p.id++
		a.ID = p.id
	}
	p.x.Accept(&dissect.Event{Kind: dissect.EventArtifact, Conv: a.Conv, Part: &dissect.ArtifactPart{Artifact: a, Data: []byte(data), Frames: frames}})
}

func (p *pieces) end(a *dissect.Artifact, partial bool) {
	p.x.Accept(&dissect.Event{Kind: dissect.EventArtifact, Conv: a.Conv, Part: &dissect.ArtifactPart{Artifact: a, End: true, Partial: partial}})
}

// begin is an Extract into a new folder.
func begin(t *testing.T, w *bytes.Buffer, dir string, o Options) *pieces {
	t.Helper()
	x, err := NewExtract(w, dir, false, true, o)
	if err != nil {
		t.Fatal(err)
	}
	x.Accept(&dissect.Event{Kind: dissect.EventCapture, Capture: &dissect.CaptureInfo{File: "a.pcap"}})
	return &pieces{x: x}
}

type artifactRecord struct {
	Kind, Name, SHA256, Path string
	Bytes                    int
	Partial                  bool
	Session, Conversation    int
	Frames                   []int
	Lost                     int
}

// manifestOf reads the manifest of dir and holds it and every file against each other.
func manifestOf(t *testing.T, dir string) map[string]artifactRecord {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	schema, err := c.Compile(filepath.Join("..", "docs", "schema.json") + "#/$defs/manifest")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	if err := schema.Validate(v); err != nil {
		t.Fatal(err)
	}
	var m struct{ Artifacts []artifactRecord }
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	all := map[string]artifactRecord{}
	for _, a := range m.Artifacts {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(a.Path)))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if len(b) != a.Bytes || hex.EncodeToString(sum[:]) != a.SHA256 {
			t.Errorf("%s: %d bytes, the manifest says %d and %s", a.Path, len(b), a.Bytes, a.SHA256)
		}
		all[a.Path] = a
	}
	return all
}

func filesIn(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestExtract: files get their bytes, in pieces that come mixed, and the manifest
// says so.
func TestExtract(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	var buf bytes.Buffer
	p := begin(t, &buf, dir, Options{})
	c := conv(3)
	session := &dissect.SessionRecord{ID: 5, Conversations: []*dissect.Conversation{c}}
	a := &dissect.Artifact{Kind: "file", Name: "../a.txt", Conv: c, Session: session}
	b := &dissect.Artifact{Kind: "file", Name: "../A.TXT", Conv: c}
	empty := &dissect.Artifact{Kind: "contact", Conv: c}
	open := &dissect.Artifact{Kind: "file", Name: "CON", Conv: c}
	p.part(a, "one ", 1, 2)
	p.part(b, "other", 2)
	p.part(a, "two", 2, 9)
	p.part(empty, "")
	p.part(open, "half", 12)
	p.end(a, false)
	p.end(b, true)
	p.end(empty, false)
	p.x.Accept(&dissect.Event{Kind: dissect.EventArtifact, Part: &dissect.ArtifactPart{Artifact: open, Lost: 7, Data: []byte("!")}})
	if err := p.x.Close(&dissect.Summary{Files: 1}); err != nil {
		t.Fatal(err)
	}
	valid(t, buf.Bytes())
	got := manifestOf(t, dir)
	for path, want := range map[string]artifactRecord{
		"file/__a.txt":    {Name: "../a.txt", Bytes: 7, Session: 5},
		"file/__A-2.TXT":  {Name: "../A.TXT", Bytes: 5, Partial: true},
		"contact/contact": {},
		"file/_CON":       {Name: "CON", Bytes: 5, Partial: true, Lost: 7},
	} {
		g, ok := got[path]
		if !ok || g.Name != want.Name || g.Bytes != want.Bytes || g.Partial != want.Partial || g.Session != want.Session ||
			g.Conversation != 3 || g.Lost != want.Lost {
			t.Errorf("%s: want %+v, got %+v", path, want, g)
		}
		delete(got, path)
	}
	if len(got) > 0 {
		t.Errorf("more: %v", got)
	}
	if files := filesIn(t, dir); len(files) != 5 {
		t.Errorf("%q", files)
	}
	if !strings.Contains(buf.String(), `"session":5,"frames":[1,2,9],"conversation":3,"path":"file/__a.txt"}`) {
		t.Errorf("no such record in %s", buf.String())
	}
}

// TestExtractMany: more files than may be open at once, each with several pieces.
func TestExtractMany(t *testing.T) {
	dir := t.TempDir()
	var buf bytes.Buffer
	p := begin(t, &buf, dir, Options{})
	var list []*dissect.Artifact
	for i := range 3 * maxOpen {
		list = append(list, &dissect.Artifact{Kind: "file", Name: "same", Conv: conv(uint64(i))})
	}
	for round := range 3 {
		for i, a := range list {
			p.part(a, fmt.Sprintf("%d:%d ", i, round), uint64(i))
			if len(p.x.open) > maxOpen {
				t.Fatalf("%d files are open", len(p.x.open))
			}
		}
	}
	for _, a := range list[:maxOpen] {
		p.end(a, false)
	}
	if err := p.x.Close(&dissect.Summary{}); err != nil {
		t.Fatal(err)
	}
	got := manifestOf(t, dir)
	if len(got) != len(list) {
		t.Fatalf("%d of %d", len(got), len(list))
	}
	for i := range list {
		path := "file/same"
		if i > 0 {
			path += fmt.Sprintf("-%d", i+1)
		}
		b, _ := os.ReadFile(filepath.Join(dir, path))
		if want := fmt.Sprintf("%d:0 %d:1 %d:2 ", i, i, i); string(b) != want || got[path].Partial != (i >= maxOpen) {
			t.Errorf("%s: want %q, got %q, %+v", path, want, b, got[path])
		}
	}
}

// TestExtractStays: no link in the folder leads out of it, and nothing that was
// there changes.
func TestExtractStays(t *testing.T) {
	outside := t.TempDir()
	victim := filepath.Join(outside, "victim")
	if err := os.WriteFile(victim, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := NewExtract(nil, dir, false, false, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"file", "manifest.json"} {
		target := victim
		if link == "file" {
			target = outside
		}
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here: " + err.Error())
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "body"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, filepath.Join(dir, "body", "x")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "body", "y"), []byte("there"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := NewExtract(nil, dir, false, false, Options{}); !errors.Is(err, ErrNotEmpty) {
		t.Fatalf("want ErrNotEmpty, got %v", err)
	}
	var buf bytes.Buffer
	x, err := NewExtract(&buf, dir, true, false, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := &pieces{x: x}
	for _, name := range []string{"x", "y"} {
		a := &dissect.Artifact{Kind: "body", Name: name}
		p.part(a, "new")
		p.end(a, false)
	}
	if x.err != nil {
		t.Fatal(x.err)
	}
	p.part(&dissect.Artifact{Kind: "file", Name: "victim"}, "new")
	if err := x.Close(&dissect.Summary{}); err == nil {
		t.Error("a folder that leads out is written to")
	}
	if b, _ := os.ReadFile(victim); string(b) != "mine" {
		t.Errorf("the victim is %q", b)
	}
	if files := filesIn(t, outside); len(files) != 1 {
		t.Errorf("outside: %q", files)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "body", "y")); string(b) != "there" {
		t.Errorf("a file that was there is %q", b)
	}
	for _, name := range []string{"x-2", "y-2"} {
		if b, _ := os.ReadFile(filepath.Join(dir, "body", name)); string(b) != "new" {
			t.Errorf("%s is %q", name, b)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "manifest-2.json")); err != nil {
		t.Error(err)
	}
}

// TestExtractChat: a session's chat becomes a transcript, unless a decoder has
// made one.
func TestExtractChat(t *testing.T) {
	c := conv(1)
	r := sampleSession("\x1b[2Jé", c)
	for _, own := range []bool{false, true} {
		dir := t.TempDir()
		var buf bytes.Buffer
		p := begin(t, &buf, dir, Options{})
		if own {
			p.part(&dissect.Artifact{Kind: "chat", Name: "talk.txt", Conv: c}, "hello")
		}
		p.x.Accept(&dissect.Event{Kind: dissect.EventSession, Session: r})
		if err := p.x.Close(&dissect.Summary{}); err != nil {
			t.Fatal(err)
		}
		got := manifestOf(t, dir)
		b, err := os.ReadFile(filepath.Join(dir, "chat", "session-7.txt"))
		if own {
			if err == nil || len(got) != 1 {
				t.Errorf("two transcripts: %v", got)
			}
			continue
		}
		const want = "2023-11-14T22:14:20.000000000Z  expert (\\x1b[2Jé-Ann): hello \\x1b[2Jé\n" +
			"2023-11-14T22:14:20.500000000Z  novice (Bob \\x1b[2Jé): \\x1b[2Jé\n"
		if string(b) != want || got["chat/session-7.txt"].Session != 7 {
			t.Errorf("want %q, got %q, %v, %v", want, b, err, got)
		}
	}
}

// FuzzExtract: whatever peers call their files, all of them end up in the folder
// and nothing hostile in the listing.
func FuzzExtract(f *testing.F) {
	hostile(f)
	f.Fuzz(func(t *testing.T, b []byte, width uint8) {
		for _, records := range []bool{false, true} {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			var buf bytes.Buffer
			x, err := NewExtract(&buf, dir, false, records, Options{Width: int(width), Several: true})
			if err != nil {
				t.Fatal(err)
			}
			p := &pieces{x: x}
			x.Accept(&dissect.Event{Kind: dissect.EventCapture, Capture: &dissect.CaptureInfo{File: string(b)}})
			for range 2 {
				a := &dissect.Artifact{Kind: string(b), Name: string(b), Conv: conv(1)}
				p.part(a, string(b), 1)
			}
			if err := x.Close(&dissect.Summary{}); err != nil {
				t.Fatal(err)
			}
			wantHarmless(t, buf.Bytes(), true)
			if n := len(manifestOf(t, dir)); n != 2 {
				t.Fatalf("%d artifacts", n)
			}
			if entries, _ := os.ReadDir(parent); len(entries) != 1 {
				t.Fatalf("%v beside the folder", entries)
			}
			if records {
				valid(t, buf.Bytes())
			}
		}
	})
}
