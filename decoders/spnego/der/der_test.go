package der

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

var (
	fHead  = &dissect.Field{Name: "head", Spec: "X.690 8.1", Base: dissect.Bytes}
	fGroup = &dissect.Field{Name: "group", Spec: "X.690 8.1", Base: dissect.Group}
	fValue = &dissect.Field{Name: "value", Spec: "X.690 8.1", Base: dissect.Int}
	fText  = &dissect.Field{Name: "text", Spec: "X.690 8.1", Base: dissect.Bytes}
	reader = Reader{
		Header: fHead,
		Tag:    &dissect.Rule{ID: "x.tag"},
		Length: &dissect.Rule{ID: "x.length"},
	}
)

func cursor(t *testing.T, s string, tree *dissect.Tree) *dissect.Cursor {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return dissect.NewCursor(b, tree)
}

// TestHead has the examples of X.690 8.1.3 and what is not DER.
func TestHead(t *testing.T) {
	for _, c := range []struct {
		hex     string
		size, n int
		ok      bool
	}{
		{"0226", 2, 38, true},
		{"0281c9", 3, 201, true},
		{"02820435", 4, 1077, true},
		{"02", 0, 0, false},
		{"0282", 0, 0, false},
		{"0280", 1, 0, false},
		{"028500000000ff", 1, 0, false},
		{"0284ffffffff", 1, 0, false},
		{"02847fffffff", 6, 1<<31 - 1, true},
		{"", 0, 0, false},
	} {
		b, _ := hex.DecodeString(c.hex)
		size, n, ok := Head(b)
		if size != c.size || n != c.n || ok != c.ok {
			t.Errorf("%s: want %d %d %v, got %d %d %v", c.hex, c.size, c.n, c.ok, size, n, ok)
		}
	}
}

// TestInt has the examples of X.690 8.3 and the limits.
func TestInt(t *testing.T) {
	for _, c := range []struct {
		hex  string
		want int64
	}{
		{"020100", 0}, {"02017f", 127}, {"02020080", 128}, {"020180", -128}, {"0202ff7f", -129},
		{"02050090000000", 0x90000000}, {"0208ffffffffffffffff", -1}, {"020900ffffffffffffffff", 0}, {"0200", 0},
	} {
		if got := reader.Int(cursor(t, c.hex, nil), fValue, Integer); got != c.want {
			t.Errorf("%s: want %d, got %d", c.hex, c.want, got)
		}
	}
}

func TestBits(t *testing.T) {
	for _, c := range []struct {
		hex  string
		want uint32
	}{
		{"03050040810010", 0x40810010}, {"03020640", 0x40000000}, {"030100", 0}, {"0300", 0}, {"0309004081001000000000", 0x40810010},
	} {
		if got := reader.Bits(cursor(t, c.hex, nil), fValue, BitString); got != c.want {
			t.Errorf("%s: want %#x, got %#x", c.hex, c.want, got)
		}
	}
}

// TestEnter checks that every byte is in the tree, whatever is wrong.
func TestEnter(t *testing.T) {
	for _, c := range []struct {
		hex   string
		ok    bool
		rules []string
	}{
		{"a0053003020105", true, nil},
		{"a0053003020105ffff", true, nil},
		{"a1053003020105", false, []string{"x.tag"}},
		{"a0053103020105", false, []string{"x.tag"}},
		{"a0063003020105", true, []string{"x.length"}},
		{"a00530030201", true, []string{"x.length", "x.length"}},
		{"a0803003020105", false, []string{"x.length"}},
		{"a0", false, []string{"x.length"}},
		{"a000", false, []string{"x.length"}},
	} {
		b, err := hex.DecodeString(c.hex)
		if err != nil {
			t.Fatal(err)
		}
		h := &enter{}
		p := &dissect.Protocol{Name: "x", New: func(*dissect.Conversation) dissect.Handler { return h }}
		reg, err := dissect.NewRegistry([]*dissect.Protocol{p})
		if err != nil {
			t.Fatal(err)
		}
		var tree dissect.Tree
		_, found := dissect.NewDirect(reg, p, dissecttest.NewLog(false), dissect.Options{}).Decode(dissect.FromClient, b, &tree)
		if h.ok != c.ok {
			t.Errorf("%s: want %v, got %v", c.hex, c.ok, h.ok)
		}
		var got []string
		for _, f := range found {
			got = append(got, f.Rule.ID)
		}
		if !slices.Equal(got, c.rules) {
			t.Errorf("%s: want %v, got %v", c.hex, c.rules, got)
		}
		if left := tree.Uncovered(nil); len(left) > 0 {
			t.Errorf("%s: bytes without a field at %v", c.hex, left)
		}
	}
}

// enter reads one group and what is behind it.
type enter struct{ ok bool }

func (h *enter) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (h *enter) Decode(_ dissect.Dir, c *dissect.Cursor) {
	sub, ok := reader.Enter(c, fGroup, Context(0), Sequence)
	h.ok = ok
	if n := sub.Left(); n > 0 {
		sub.Bytes(fText, n)
	}
	sub.Done()
	if n := c.Left(); n > 0 {
		c.Bytes(fText, n)
	}
}

func (h *enter) Commit(dissect.Dir, *dissect.Context) {}
