package decoders_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestDecode holds dissect.Decode to what it promises: any protocol reads any bytes,
// and the first message of a case is what a conversation makes of it.
func TestDecode(t *testing.T) {
	same := 0
	for _, p := range decoders.All() {
		for _, b := range [][]byte{nil, {0}, []byte("GET / HTTP/1.1\r\n\r\n"), make([]byte, 300)} {
			if tree, _ := dissect.Decode(p, dissect.FromServer, b); len(tree.Bytes) != len(b) {
				t.Errorf("%s: the tree has %d bytes, want %d", p.Name, len(tree.Bytes), len(b))
			}
		}
		files, err := filepath.Glob(filepath.Join(p.Name, "testdata", "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			c, err := dissecttest.ReadCase(name)
			if err != nil {
				t.Fatal(err)
			}
			if c.Proto != "" && c.Proto != p.Name || c.Stream || c.Missed || c.Channel != "" {
				continue
			}
			m := c.Messages[0]
			reg, err := dissect.NewRegistry([]*dissect.Protocol{p})
			if err != nil {
				t.Fatal(err)
			}
			var seen *dissect.Tree
			d := dissect.NewDirect(reg, p, dissect.Funcs{Tree: true, Message: func(m *dissect.Message) {
				if seen == nil {
					seen = &dissect.Tree{Kind: m.Tree.Kind, Nodes: append([]dissect.Node(nil), m.Tree.Nodes...)}
				}
			}}, dissect.Options{})
			if err := d.Message(m.Dir, m.Bytes); err != nil {
				t.Fatal(err)
			}
			tree, _ := dissect.Decode(p, m.Dir, m.Bytes)
			if tree.Kind != seen.Kind {
				t.Errorf("%s: kind %v, want %v", name, tree.Kind, seen.Kind)
			}
			for i := range seen.Nodes {
				seen.Nodes[i].Flags &^= dissect.HandedOn // nothing is handed on without an engine
			}
			if diff := cmp.Diff(len(seen.Nodes), len(tree.Nodes)); diff != "" {
				t.Errorf("%s: nodes (-conversation +Decode):\n%s", name, diff)
				continue
			}
			for i := range seen.Nodes {
				if seen.Nodes[i] != tree.Nodes[i] {
					t.Errorf("%s: node %d is %+v, want %+v", name, i, tree.Nodes[i], seen.Nodes[i])
				}
			}
			same++
		}
	}
	if same < 50 {
		t.Errorf("only %d cases were compared", same)
	}
}

// TestDecodePanics: a decoder that fails costs its message, not its caller.
func TestDecodePanics(t *testing.T) {
	p := &dissect.Protocol{Name: "broken", New: func(*dissect.Conversation) dissect.Handler { return broken{} }}
	tree, breaches := dissect.Decode(p, dissect.FromClient, []byte{1})
	if len(tree.Nodes) != 0 || len(breaches) != 1 || breaches[0].Rule != dissect.LimitDecoder {
		t.Errorf("%d nodes and breaches %v, want none and %s", len(tree.Nodes), breaches, dissect.LimitDecoder.ID)
	}
}

type broken struct{}

func (broken) Frame(dissect.Dir, []byte) int        { return dissect.Lost }
func (broken) Decode(dissect.Dir, *dissect.Cursor)  { panic("a mistake") }
func (broken) Commit(dissect.Dir, *dissect.Context) {}
