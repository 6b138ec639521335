// Package dissecttest checks protocols. From annotated hex it makes the tests
// that hold for every decoder: golden trees and findings, wanted findings beside
// the bytes that cause them, and the properties that recording changes nothing,
// that every prefix can be read, that the split of a stream does not matter,
// that nodes nest, and that a plain decode allocates nothing.
package dissecttest

import (
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/dissect"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite golden parts of testdata; review the difference")

// Update reports whether golden files are to be rewritten: go test -update.
func Update() bool { return *update }

// Run checks p with every testdata/*.txtar of the package under test. The
// protocols that the files name in a "with:" line are taken from others.
func Run(t *testing.T, p *dissect.Protocol, others ...*dissect.Protocol) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no testdata/*.txtar")
	}
	for _, name := range files {
		c, err := ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		if c.Proto != "" && c.Proto != p.Name {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			c.Run(t, p, others)
		})
	}
}

// A Case is one txtar file: messages of one conversation and what they show.
type Case struct {
	Name     string
	Proto    string // from a "proto:" line: the protocol it is for, where a folder has several
	Stream   bool   // the sections are bytes of a stream rather than whole messages
	Missed   bool   // from a "missed" line: the start of the conversation was not captured
	Channel  string // from a "channel:" line
	With     []string
	Messages []Message
	archive  *txtar.Archive
}

// A Message is one section of annotated hex.
type Message struct {
	Section string
	Dir     dissect.Dir
	Bytes   []byte
	Want    []string // rule ids from the comments
	Gap     uint64   // a gap of so many bytes instead of a message
}

// ReadCase reads a txtar file.
func ReadCase(name string) (*Case, error) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		return nil, err
	}
	c := &Case{Name: name, archive: a}
	for _, line := range strings.Split(string(a.Comment), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "stream":
			c.Stream = true
		case line == "missed":
			c.Missed = true
		case strings.HasPrefix(line, "with:"):
			c.With = strings.Fields(strings.TrimPrefix(line, "with:"))
		case strings.HasPrefix(line, "proto:"):
			c.Proto = strings.TrimSpace(strings.TrimPrefix(line, "proto:"))
		case strings.HasPrefix(line, "channel:"):
			c.Channel = strings.TrimSpace(strings.TrimPrefix(line, "channel:"))
		}
	}
	for _, f := range a.Files {
		if !strings.HasSuffix(f.Name, ".hex") {
			continue
		}
		m := Message{Section: f.Name}
		switch {
		case strings.Contains(f.Name, "client"):
			m.Dir = dissect.FromClient
		case strings.Contains(f.Name, "server"):
			m.Dir = dissect.FromServer
		default:
			return nil, fmt.Errorf("%s: section %s names neither client nor server", name, f.Name)
		}
		if m.Bytes, m.Want, m.Gap, err = ParseHex(string(f.Data)); err != nil {
			return nil, fmt.Errorf("%s: section %s: %w", name, f.Name, err)
		}
		c.Messages = append(c.Messages, m)
	}
	if len(c.Messages) == 0 {
		return nil, fmt.Errorf("%s: no N.client.hex or N.server.hex section", name)
	}
	return c, nil
}

// ParseHex reads hex with comments. After a '#' the words "want RULE" say that
// the message breaks RULE. A quoted string stands for its bytes, u"..." for its
// characters in UTF-16LE, "xx*N" for a byte repeated N times, and "gap N" alone on
// a line for N bytes that the capture lost.
func ParseHex(s string) (b []byte, want []string, gap uint64, err error) {
	for n, line := range strings.Split(s, "\n") {
		var comment string
		if i := commentStart(line); i >= 0 {
			line, comment = line[:i], line[i+1:]
		}
		words := strings.Fields(comment)
		for i, w := range words {
			if w == "want" && i+1 < len(words) {
				want = append(want, strings.Trim(words[i+1], ",;."))
			}
		}
		if _, e := fmt.Sscanf(line, "gap %d", &gap); e == nil {
			continue
		}
		for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
			switch {
			case strings.HasPrefix(line, `"`), strings.HasPrefix(line, `u"`):
				wide := line[0] == 'u'
				line = strings.TrimPrefix(line, "u")
				end := strings.Index(line[1:], `"`)
				if end < 0 {
					return nil, nil, 0, fmt.Errorf("line %d: unclosed quote", n+1)
				}
				text := line[1 : 1+end]
				line = line[2+end:]
				if wide {
					for _, r := range text {
						if r > 0xffff {
							r -= 0x10000
							hi, lo := 0xd800+r>>10, 0xdc00+r&0x3ff
							b = append(b, byte(hi), byte(hi>>8), byte(lo), byte(lo>>8))
							continue
						}
						b = append(b, byte(r), byte(r>>8))
					}
				} else {
					b = append(b, text...)
				}
			default:
				word := line
				if i := strings.IndexAny(line, " \t"); i >= 0 {
					word = line[:i]
				}
				line = line[len(word):]
				times := 1
				if x, ok := strings.CutPrefix(word[min(2, len(word)):], "*"); ok {
					if _, err := fmt.Sscanf(x, "%d", &times); err != nil || times > 1<<20 {
						return nil, nil, 0, fmt.Errorf("line %d: %q", n+1, word)
					}
					word = word[:2]
				}
				if len(word)%2 == 1 {
					return nil, nil, 0, fmt.Errorf("line %d: odd number of digits in %q", n+1, word)
				}
				var part []byte
				for i := 0; i < len(word); i += 2 {
					var v byte
					if _, err := fmt.Sscanf(word[i:i+2], "%02x", &v); err != nil || !isHex(word[i]) || !isHex(word[i+1]) {
						return nil, nil, 0, fmt.Errorf("line %d: %q is not hex", n+1, word)
					}
					part = append(part, v)
				}
				for range times {
					b = append(b, part...)
				}
			}
		}
	}
	return b, want, gap, nil
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// commentStart is where the comment of a line begins, outside of quotes.
func commentStart(line string) int {
	quoted := false
	for i := range len(line) {
		switch line[i] {
		case '"':
			quoted = !quoted
		case '#':
			if !quoted {
				return i
			}
		}
	}
	return -1
}

// Registry is the registry of p and the protocols that the case names.
func (c *Case) Registry(p *dissect.Protocol, others []*dissect.Protocol) (*dissect.Registry, error) {
	list := []*dissect.Protocol{p}
	for _, name := range c.With {
		found := false
		for _, o := range others {
			if o.Name == name && o != p {
				list = append(list, o)
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("%s: no protocol %q was given to the test", c.Name, name)
		}
	}
	return dissect.NewRegistry(list)
}

// Play hands the case to a fresh conversation and returns what came out.
func (c *Case) Play(reg *dissect.Registry, p *dissect.Protocol) (*Log, error) {
	log := &Log{want: dissect.Want{Messages: true, Trees: true}}
	d := dissect.NewDirect(reg, p, log, dissect.Options{Panic: log.panicked})
	d.Via(c.Channel)
	if c.Missed {
		d.Missed()
	}
	for _, m := range c.Messages {
		switch {
		case m.Gap > 0:
			d.Gap(m.Dir, m.Gap)
		case c.Stream:
			d.Stream(m.Dir, m.Bytes)
		default:
			d.Message(m.Dir, m.Bytes)
		}
	}
	_, err := d.Close()
	return log, err
}

// Run checks the case.
func (c *Case) Run(t *testing.T, p *dissect.Protocol, others []*dissect.Protocol) {
	reg, err := c.Registry(p, others)
	if err != nil {
		t.Fatal(err)
	}
	log, err := c.Play(reg, p)
	if err != nil {
		t.Fatal(err)
	}
	if log.Panic != "" {
		t.Fatal(log.Panic)
	}
	c.wanted(t, log)
	c.golden(t, "tree", log.TreeText())
	c.golden(t, "findings", log.FindingText())
	checkTrees(t, log)
	c.split(t, reg, p, log)
	c.pure(t, reg, p)
}

// wanted compares the findings with the comments of the hex.
func (c *Case) wanted(t *testing.T, log *Log) {
	t.Helper()
	want, got := map[string]int{}, map[string]int{}
	for _, m := range c.Messages {
		for _, id := range m.Want {
			want[id]++
		}
	}
	for _, f := range log.Findings {
		got[f.Rule]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: findings differ from the \"want\" comments (-want +got):\n%s", c.Name, diff)
	}
}

// golden compares text with a section of the file.
func (c *Case) golden(t *testing.T, section, got string) {
	t.Helper()
	for i := range c.archive.Files {
		f := &c.archive.Files[i]
		if f.Name != section {
			continue
		}
		if string(f.Data) == got {
			return
		}
		if *update {
			f.Data = []byte(got)
			c.rewrite(t)
			return
		}
		t.Errorf("%s: %s differs (-want +got):\n%s", c.Name, section, cmp.Diff(strings.Split(string(f.Data), "\n"), strings.Split(got, "\n")))
		return
	}
	if *update {
		c.archive.Files = append(c.archive.Files, txtar.File{Name: section, Data: []byte(got)})
		c.rewrite(t)
		return
	}
	t.Errorf("%s: no section %q; run with -update and review", c.Name, section)
}

func (c *Case) rewrite(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(c.Name, txtar.Format(c.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkTrees checks that every node lies in its parent and in the message, that
// siblings do not cross, and that every tree says what it is.
func checkTrees(t *testing.T, log *Log) {
	t.Helper()
	for _, m := range log.Messages {
		if err := CheckTree(m.Tree); err != nil {
			t.Errorf("message %d (%s): %v", m.N, m.Name, err)
		}
	}
}

// CheckTree reports nodes that lie outside of their parent or of the message,
// and siblings that cross.
func CheckTree(tree *dissect.Tree) error {
	type open struct {
		node *dissect.Node
		next uint32 // end of the last sibling
	}
	stack := []open{{&dissect.Node{Field: &dissect.Field{Name: "message"}, Len: uint32(len(tree.Bytes))}, 0}}
	for depth, n := range tree.All() {
		stack = stack[:depth+1]
		top := &stack[depth]
		lo, hi := top.node.Off, top.node.Off+top.node.Len
		if n.Off < lo || n.Off+n.Len > hi {
			return fmt.Errorf("%s [%d:%d] lies outside of %s [%d:%d]", n.Field.Name, n.Off, n.Off+n.Len, top.node.Field.Name, lo, hi)
		}
		if n.Flags&dissect.Generated == 0 {
			if n.Off < top.next {
				return fmt.Errorf("%s [%d:%d] crosses the field before it, which ends at %d", n.Field.Name, n.Off, n.Off+n.Len, top.next)
			}
			top.next = n.Off + n.Len
		}
		stack = append(stack, open{n, n.Off})
	}
	return nil
}

// split checks that a stream gives the same however it is cut.
func (c *Case) split(t *testing.T, reg *dissect.Registry, p *dissect.Protocol, whole *Log) {
	if !c.Stream {
		return
	}
	rng := rand.New(rand.NewSource(1))
	for _, how := range []string{"bytes", "random", "random", "random"} {
		log := &Log{want: dissect.Want{Messages: true, Trees: true}}
		d := dissect.NewDirect(reg, p, log, dissect.Options{})
		d.Via(c.Channel)
		if c.Missed {
			d.Missed()
		}
		for _, m := range c.Messages {
			if m.Gap > 0 {
				d.Gap(m.Dir, m.Gap)
			}
			for b := m.Bytes; len(b) > 0; {
				n := 1
				if how == "random" {
					n = 1 + rng.Intn(len(b))
				}
				d.Stream(m.Dir, b[:n])
				b = b[n:]
			}
		}
		d.Close()
		if diff := cmp.Diff(whole.TreeText(), log.TreeText()); diff != "" {
			t.Errorf("cut into %s the trees differ:\n%s", how, diff)
			return
		}
		if diff := cmp.Diff(whole.rules(), log.rules()); diff != "" {
			t.Errorf("cut into %s the findings differ:\n%s", how, diff)
			return
		}
	}
}

// pure checks each message alone: plain and recording decodes find the same,
// every prefix can be read, and a plain decode allocates nothing.
func (c *Case) pure(t *testing.T, reg *dissect.Registry, p *dissect.Protocol) {
	log := &Log{}
	d := dissect.NewDirect(reg, p, log, dissect.Options{})
	d.Via(c.Channel)
	if c.Missed {
		d.Missed()
	}
	for _, m := range c.Messages {
		if m.Gap > 0 {
			d.Gap(m.Dir, m.Gap)
			continue
		}
		if c.Stream {
			d.Stream(m.Dir, m.Bytes)
			continue
		}
		if err := CheckDecode(d, m.Dir, m.Bytes); err != nil {
			t.Errorf("%s: %v", m.Section, err)
		}
		if _, found := d.Decode(m.Dir, m.Bytes, nil); len(found) == 0 {
			d.Plain(m.Dir, m.Bytes)
			if n := testing.AllocsPerRun(20, func() { d.Plain(m.Dir, m.Bytes) }); n > 0 && !Race {
				t.Errorf("%s: a plain decode allocates %v times", m.Section, n)
			}
		}
		d.Message(m.Dir, m.Bytes)
	}
	if _, err := d.Close(); err != nil {
		t.Error(err)
	}
}

// CheckDecode checks one message in the state that d is in: recording changes
// nothing, every prefix can be read and gives a sound tree.
func CheckDecode(d *dissect.Direct, dir dissect.Dir, b []byte) error {
	return CheckPure(b, func(b []byte, t *dissect.Tree) (*dissect.Kind, []dissect.Breach) { return d.Decode(dir, b, t) })
}

// CheckPure is CheckDecode for any function that decodes without effect.
func CheckPure(b []byte, decode func([]byte, *dissect.Tree) (*dissect.Kind, []dissect.Breach)) error {
	var tree dissect.Tree
	kind, plain := decode(b, nil)
	kind2, recorded := decode(b, &tree)
	if kind != kind2 {
		return fmt.Errorf("plain and recording decode disagree on what the message is")
	}
	if !reflect.DeepEqual(plain, recorded) {
		return fmt.Errorf("plain and recording decode find different things:\nplain     %v\nrecording %v", plain, recorded)
	}
	if err := CheckTree(&tree); err != nil {
		return err
	}
	if len(tree.Nodes) > 4*len(b)+64 {
		return fmt.Errorf("%d bytes make %d nodes", len(b), len(tree.Nodes))
	}
	step := 1 + len(b)/512
	for n := 0; n < len(b); n += step {
		decode(b[:n:n], &tree)
		if err := CheckTree(&tree); err != nil {
			return fmt.Errorf("prefix of %d bytes: %w", n, err)
		}
	}
	return nil
}
