package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source/live"
)

// TestDocs runs every command that a page of the documentation shows and compares
// what it prints. Commands stand in fenced blocks of the language "console": a line
// "$ command" and then its output, in which a line "..." stands for any lines. The
// blocks of a page run in order in one folder, which has the captures of the project
// as pcaps and its documentation as docs. A block "console needs=X" runs where the program X is installed, and one
// "console not-run" is for what a test cannot do: capture, or use what the reader has.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command of the documentation")
	}
	var pages []string
	for _, pattern := range []string{"../../docs/guide/*.md", "../../docs/*.md", "../../README.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "radissect"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			dir := t.TempDir()
			for _, name := range []string{"pcaps", "docs"} {
				if err := os.Symlink(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			var out []string
			for i := 0; i < len(lines); i++ {
				out = append(out, lines[i])
				info, ok := strings.CutPrefix(lines[i], "```console")
				if !ok {
					continue
				}
				end := i + 1 + slices.Index(lines[i+1:], "```")
				if end <= i {
					t.Fatalf("line %d: the block does not end", i+1)
				}
				block := lines[i+1 : end]
				need, wants := strings.CutPrefix(strings.TrimSpace(info), "needs=")
				_, missing := exec.LookPath(need)
				switch {
				case strings.TrimSpace(info) == "not-run":
				case wants && missing != nil:
					t.Logf("line %d: %s is not installed: not run", i+1, need)
				default:
					block = example(t, i+2, dir, bin, block)
				}
				out = append(out, block...)
				i = end - 1
			}
			if got := strings.Join(out, "\n"); dissecttest.Update() && got != string(text) {
				if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// example runs the commands of a block, which begins at a line, and returns the
// block as it should be.
func example(t *testing.T, line int, dir, bin string, block []string) (out []string) {
	t.Helper()
	for i := 0; i < len(block); {
		command, ok := strings.CutPrefix(block[i], "$ ")
		if !ok {
			t.Fatalf("line %d: no command before this output", line+i)
		}
		out = append(out, block[i])
		at := line + i
		i++
		for strings.HasSuffix(command, "\\") && i < len(block) {
			command += "\n" + block[i]
			out = append(out, block[i])
			i++
		}
		start := i
		for i < len(block) && !strings.HasPrefix(block[i], "$ ") {
			i++
		}
		want := block[start:i]
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1", "LC_ALL=C.UTF-8", "TZ=UTC", "SSLKEYLOGFILE=")
		b, err := cmd.CombinedOutput()
		if _, failed := err.(*exec.ExitError); err != nil && !failed {
			t.Errorf("line %d: %v", at, err)
		}
		got := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
		if len(b) == 0 {
			got = nil
		}
		for j := range got {
			got[j] = strings.TrimRight(got[j], " ")
		}
		if fits(want, got) {
			out = append(out, want...)
			continue
		}
		if !dissecttest.Update() {
			t.Errorf("line %d: %s prints something else (-page +run):\n%s", at, command, cmp.Diff(want, got))
		}
		out = append(out, got...)
	}
	return out
}

// fits reports whether got is what want says, in which "..." stands for any lines.
func fits(want, got []string) bool {
	for i, w := range want {
		if w == "..." {
			for j := i; j <= len(got); j++ {
				if fits(want[i+1:], got[j:]) {
					return true
				}
			}
			return false
		}
		if i >= len(got) || got[i] != w {
			return false
		}
	}
	return len(want) == len(got)
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		want, got string
		fits      bool
	}{
		{"a b", "a b", true}, {"a", "a b", false}, {"a b", "a", false}, {"... b", "a b", true}, {"a ...", "a", true}, {"a ... c", "a b b c", true}, {"a ... d", "a b c", false},
	} {
		if got := fits(strings.Fields(c.want), strings.Fields(c.got)); got != c.fits {
			t.Errorf("fits(%q, %q) is %v, want %v", c.want, c.got, got, c.fits)
		}
	}
}

// TestReadmeCommands runs the commands that README lists, on a capture and an invitation
// of the project under the names they have there.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, from := range map[string]string{
		"session.pcapng":    "../../pcaps/ra/ra_scripted_plain_lo.pcap",
		"help.msrcIncident": "../../pcaps/invitation/spec-type2.msrcIncident",
	} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "radissect"), ".")
	if live.Built {
		build.Args = slices.Insert(build.Args, 2, "-tags", "pcap")
	}
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run, block := 0, false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "```") {
			block = !block
		}
		command, ok := strings.CutPrefix(line, "radissect ")
		if !ok || !block {
			continue
		}
		command, _, _ = strings.Cut(command, "#")
		command, _, _ = strings.Cut(command, "|")
		if strings.HasPrefix(command, "live ") || strings.HasPrefix(command, "-f ") && !live.Built {
			continue // needs an interface, or libpcap
		}
		cmd := exec.Command("sh", "-c", "radissect "+command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "SSLKEYLOGFILE=")
		out, err := cmd.CombinedOutput()
		if status := cmd.ProcessState.ExitCode(); status > 1 || status == 1 && !strings.HasPrefix(command, "check ") || status < 0 {
			t.Errorf("radissect %s: status %d, %v\n%s", command, status, err, out)
		}
		if len(out) == 0 && !strings.Contains(command, " -o ") {
			t.Errorf("radissect %s prints nothing", command)
		}
		run++
	}
	if run < 15 {
		t.Errorf("%d commands were run, want all that README lists", run)
	}
}
