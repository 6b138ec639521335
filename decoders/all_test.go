package decoders_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

func registry(t testing.TB) *dissect.Registry {
	t.Helper()
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func TestDeclarations(t *testing.T) {
	if err := dissect.Validate(decoders.All()); err != nil {
		t.Fatal(err)
	}
	for _, r := range registry(t).Rules() {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(r.Seen))); err != nil {
			t.Errorf("rule %s: the capture that trips it is not there: %v", r.ID, err)
		}
	}
}

// captures are the project's own captures.
func captures(t testing.TB) []string {
	t.Helper()
	return find(t, "../pcaps")
}

// find lists the capture files below root; none when root is not there.
func find(t testing.TB, root string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(path, ".gz")
		switch filepath.Ext(name) {
		case ".pcap", ".pcapng", ".cap", ".ntar":
			if !e.IsDir() {
				out = append(out, path)
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

// store holds the secrets that lie beside a capture: NAME.keys, a TLS key log,
// and NAME.toml, a file of secrets.
func store(t testing.TB, capture string) *keys.Store {
	t.Helper()
	s := keys.New(keys.Options{})
	base := strings.TrimSuffix(strings.TrimSuffix(capture, ".gz"), filepath.Ext(strings.TrimSuffix(capture, ".gz")))
	if _, err := os.Stat(base + ".keys"); err == nil {
		if _, err := s.AddKeyLogFile(base+".keys", filepath.Base(base)+".keys"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(base + ".toml"); err == nil {
		if err := s.AddSecretsFile(base + ".toml"); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// read dissects a capture. opt.Keys is filled in.
func read(t testing.TB, reg *dissect.Registry, name string, data []byte, log dissect.Sink, opt dissect.Options) *dissect.Summary {
	t.Helper()
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		t.Skipf("%s: %v", name, err)
	}
	opt.Keys = store(t, name)
	opt.Panic = func(v any, stack []byte) { t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack) }
	sum, err := dissect.New(reg, opt).Run(context.Background(), src, log)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sum
}

func load(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ownTest are the captures whose own tests say what is in them.
var ownTest = map[string]bool{"rules.pcap.gz": true, "ra_hostile.pcap.gz": true}

// TestCaptures holds every capture of the project against its golden files:
// NAME.golden has a line for each message and each finding, NAME.tree, for the
// captures that have one, the annotated trees.
func TestCaptures(t *testing.T) {
	reg := registry(t)
	for _, name := range captures(t) {
		t.Run(strings.TrimPrefix(filepath.ToSlash(name), "../pcaps/"), func(t *testing.T) {
			log := dissecttest.NewLog(true)
			sum := read(t, reg, name, load(t, name), log, dissect.Options{Workers: 1})
			golden(t, name+".golden", summaryText(log, sum), !ownTest[filepath.Base(name)])
			golden(t, name+".tree", log.TreeText(), false)
			for i := range log.Messages {
				if err := dissecttest.CheckTree(log.Messages[i].Tree); err != nil {
					t.Errorf("message %d: %v", log.Messages[i].N, err)
				}
			}
		})
	}
}

func golden(t *testing.T, name, got string, must bool) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err != nil && !must {
		return
	}
	if string(want) == got {
		return
	}
	if dissecttest.Update() {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Errorf("%v; run with -update and review", err)
		return
	}
	t.Errorf("%s differs (-want +got):\n%s", filepath.Base(name), cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
}

// summaryText is one line a message and one a finding.
func summaryText(l *dissecttest.Log, sum *dissect.Summary) string {
	var b strings.Builder
	for _, m := range l.Messages {
		mark := ""
		if m.Carrier {
			mark = " >"
		}
		if m.Tainted {
			mark += " tainted"
		}
		fmt.Fprintf(&b, "%d %v conv %d %s %s %q %q %d%s\n", m.N, m.Frames, m.Conv, m.Dir, m.Proto+" "+m.Name, m.Channel, m.Info, m.Len, mark)
		for _, u := range m.Tree.Uncovered(nil) {
			fmt.Fprintf(&b, "  uncovered %d:%d\n", u[0], u[0]+u[1])
		}
	}
	b.WriteString(l.FindingText())
	for _, p := range sum.Messages {
		fmt.Fprintf(&b, "%s %d\n", p.Proto, p.Messages)
	}
	fmt.Fprintf(&b, "packets %d, conversations %d, lost %d, unframed %d\n", sum.Packets, sum.Conversations, sum.LostBytes, sum.UnframedBytes)
	return b.String()
}

// everywhere are the project's captures, and those of the lab and the corpus
// where they are there.
func everywhere(t testing.TB) []string {
	t.Helper()
	list := captures(t)
	for _, root := range []string{"../../shared/lab/captures", "../../shared/corpus"} {
		more := find(t, root)
		if len(more) == 0 {
			t.Logf("%s is not there: its captures are not tried", root)
		}
		list = append(list, more...)
	}
	return list
}

// TestShards: the output is the same for every number of workers, and findings
// are the same whether or not anybody looks at messages.
func TestShards(t *testing.T) {
	reg := registry(t)
	for _, name := range everywhere(t) {
		data := load(t, name)
		if testing.Short() && len(data) > 100<<10 {
			continue
		}
		one, three, quiet := dissecttest.NewLog(true), dissecttest.NewLog(true), &dissecttest.Log{}
		sum1 := read1(t, reg, name, data, one, dissect.Options{Workers: 1})
		if sum1 == nil {
			continue
		}
		sum3 := read1(t, reg, name, data, three, dissect.Options{Workers: 3})
		read1(t, reg, name, data, quiet, dissect.Options{Workers: 2})
		if sum1.Held != sum3.Held || sum1.Packets > 0 && sum1.Conversations > 0 && sum1.Held == 0 {
			t.Errorf("%s: conversations take %d bytes with one worker and %d with three", name, sum1.Held, sum3.Held)
		}
		if a, b := one.TreeText()+summaryText(one, sum1), three.TreeText()+summaryText(three, sum3); a != b {
			t.Errorf("%s: 1 and 3 workers differ", name)
		}
		if a, b := one.FindingText(), quiet.FindingText(); a != b {
			t.Errorf("%s: findings differ when nobody wants messages:\n%s", name, cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")))
		}
		for i := range one.Messages {
			if err := dissecttest.CheckTree(one.Messages[i].Tree); err != nil {
				t.Errorf("%s: message %d (%s %s): %v", name, one.Messages[i].N, one.Messages[i].Proto, one.Messages[i].Name, err)
			}
		}
	}
}

// read1 is read for files that need not be captures. Keys and Panic are filled in.
func read1(t testing.TB, reg *dissect.Registry, name string, data []byte, log dissect.Sink, opt dissect.Options) *dissect.Summary {
	t.Helper()
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		return nil
	}
	opt.Keys = store(t, name)
	opt.Panic = func(v any, stack []byte) { t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack) }
	sum, err := dissect.New(reg, opt).Run(context.Background(), src, log)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sum
}

// TestEveryMessage takes each message of the project's captures, in the state in
// which it comes: recording changes nothing, every prefix can be read, nodes
// nest, and a plain decode of a clean message allocates nothing.
func TestEveryMessage(t *testing.T) {
	if testing.Short() {
		t.Skip("one worker, and long")
	}
	reg := registry(t)
	for _, name := range captures(t) {
		t.Run(strings.TrimPrefix(filepath.ToSlash(name), "../pcaps/"), func(t *testing.T) {
			n := map[string]int{}
			read(t, reg, name, load(t, name), &dissecttest.Log{}, dissect.Options{
				Workers: 1,
				Inspect: func(_ *dissect.Conversation, p *dissect.Protocol, dir dissect.Dir, b []byte, decode func([]byte, *dissect.Tree) (*dissect.Kind, []dissect.Breach)) {
					kind, found := decode(b, nil)
					key := p.Name
					if kind != nil {
						key += " " + kind.Name
					}
					if n[key]++; n[key] > 8 {
						return // enough of this type
					}
					if err := dissecttest.CheckPure(b, decode); err != nil {
						t.Errorf("%s from the %s, %d bytes: %v", key, dir, len(b), err)
					}
					if len(found) == 0 && !dissecttest.Race {
						if allocs := testing.AllocsPerRun(5, func() { decode(b, nil) }); allocs > 0 {
							t.Errorf("%s: a plain decode allocates %v times", key, allocs)
						}
					}
				},
			})
		})
	}
}

// TestRulesAreSeen: every rule is broken somewhere in the project's captures and
// annotated messages, and kept somewhere: counted as held, or not broken by
// messages of its protocol. Rules that need a secret are broken by the keyed
// messages of their folders, which the tests there play.
func TestRulesAreSeen(t *testing.T) {
	reg := registry(t)
	type seen struct{ held, broken bool }
	all := map[*dissect.Rule]*seen{}
	for _, r := range reg.Rules() {
		all[r] = &seen{}
	}
	note := func(sum *dissect.Summary) {
		read := map[string]bool{}
		for _, m := range sum.Messages {
			proto, _, _ := strings.Cut(m.Proto, ".")
			read[proto] = true
		}
		for _, p := range decoders.All() {
			if len(p.Binds) == 0 && p.Probe == nil {
				read[p.Name] = true // no messages of its own: it reads parts of others'
			}
		}
		for r, s := range all {
			tally := sum.Tallies(r)
			s.broken = s.broken || tally.Broken > 0
			proto, _, _ := strings.Cut(r.ID, ".")
			s.held = s.held || tally.Held > 0 || tally.Broken == 0 && r.Req == "" && read[proto]
		}
	}
	for _, name := range captures(t) {
		note(read(t, reg, name, load(t, name), dissecttest.NewLog(false), dissect.Options{Workers: 1}))
	}
	byName := map[string]*dissect.Protocol{}
	for _, p := range decoders.All() {
		byName[p.Name] = p
	}
	files, err := filepath.Glob(filepath.Join("*", "testdata", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		p := byName[filepath.Base(filepath.Dir(filepath.Dir(name)))]
		if c.Proto != "" {
			p = byName[c.Proto]
		}
		if p == nil {
			continue // for a protocol of that folder's test only
		}
		c.With = slices.DeleteFunc(c.With, func(name string) bool { return byName[name] == nil })
		own, err := c.Registry(p, decoders.All())
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(own, p)
		if err != nil {
			t.Fatal(err)
		}
		note(log.Summary)
	}
	core := map[*dissect.Rule]bool{}
	for _, r := range dissect.CoreRules {
		core[r] = true
	}
	for _, r := range reg.Rules() {
		s := all[r]
		if strings.HasSuffix(r.Seen, "_test.go") {
			continue // tripped by a test
		}
		if strings.Contains(r.Seen, "/testdata/keyed/") {
			if !strings.Contains(string(load(t, filepath.Join("..", r.Seen))), "want "+r.ID) {
				t.Errorf("rule %s: %s does not want it", r.ID, r.Seen)
			}
			continue
		}
		if !s.broken {
			t.Errorf("rule %s is never broken", r.ID)
		}
		if !s.held && !core[r] {
			t.Errorf("rule %s is never held", r.ID)
		}
	}
}
