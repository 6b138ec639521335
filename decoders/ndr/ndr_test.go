package ndr_test

import (
	"encoding/binary"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func field(name string, base dissect.Base) *dissect.Field {
	return &dissect.Field{Name: name, Spec: "test", Base: base}
}

var (
	fA     = field("a", dissect.Dec)
	fB     = field("b", dissect.Dec)
	fID    = field("referent", dissect.Hex)
	fText  = field("text", dissect.Text)
	fWide  = field("wide", dissect.UTF16)
	fGroup = field("group", dissect.Group)
	fGUID  = field("guid", dissect.GUID)
)

// list is a list of numbers, linked by unique pointers.
var list = func() *ndr.Type {
	t := &ndr.Type{Form: ndr.Struct, Field: fGroup}
	t.Members = []*ndr.Type{ndr.U8(fA), ndr.PointerTo(fID, ndr.Unique, t)}
	return t
}()

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// protocol wraps a description, so that it can be run like any decoder.
func protocol(params []*ndr.Type, big bool, r *ndr.Reader, wide bool) *dissect.Protocol {
	return &dissect.Protocol{
		Name: "test", Title: "test", Specs: []dissect.Spec{"test"}, Rules: ndr.Rules,
		New: func(*dissect.Conversation) dissect.Handler { return &reading{params, big, r, wide} },
	}
}

type reading struct {
	params []*ndr.Type
	big    bool
	r      *ndr.Reader
	wide   bool
}

func (h *reading) Frame(_ dissect.Dir, b []byte) int { return len(b) }
func (h *reading) Decode(_ dissect.Dir, c *dissect.Cursor) {
	if h.wide {
		h.r.Reset64(c)
	} else {
		h.r.Reset(c, h.big)
	}
	h.r.Params(h.params)
	h.r.End()
}
func (h *reading) Commit(dissect.Dir, *dissect.Context) {}

func direct(t testing.TB, params []*ndr.Type, big bool, r *ndr.Reader, wide ...bool) *dissect.Direct {
	t.Helper()
	p := protocol(params, big, r, len(wide) > 0)
	reg, err := dissect.NewRegistry([]*dissect.Protocol{p})
	if err != nil {
		t.Fatal(err)
	}
	return dissect.NewDirect(reg, p, &dissecttest.Log{}, dissect.Options{})
}

// cases are layouts written down from C706 14, with what they must give.
var cases = []struct {
	name   string
	params []*ndr.Type
	big    bool
	hex    string
	want   string // fields and values, gaps too
	rules  string
}{
	{
		"primitive types are aligned to their size", // C706 14.2.2
		[]*ndr.Type{ndr.U8(fA), ndr.U16(fB), ndr.U8(fA), ndr.U64(fB)}, false,
		"01 00 0203 04 000000 0500000000000000",
		"a=1 alignment gap=00 b=770 a=4 alignment gap=000000 b=5", "",
	},
	{
		"big-endian", []*ndr.Type{ndr.U16(fA), ndr.U32(fB)}, true,
		"0102 0000 00000304", "a=258 alignment gap=0000 b=772", "",
	},
	{
		"gap that is not zero", []*ndr.Type{ndr.U8(fA), ndr.U16(fB)}, false,
		"01 ff 0200", "a=1 alignment gap=ff b=2", "ndr.gap-zero",
	},
	{
		"pointees wait for the end of their structure", // C706 14.3.12.3
		[]*ndr.Type{ndr.Of(fGroup, ndr.PointerTo(fID, ndr.Unique, ndr.U32(fA)), ndr.PointerTo(fID, ndr.Unique, ndr.U32(fB)), ndr.U16(fB)), ndr.U16(fA)}, false,
		"00000200 04000200 0900 0000 01000000 02000000 0300",
		"group= referent=0x00020000 referent=0x00020004 b=9 alignment gap=0000 a=1 b=2 a=3", "",
	},
	{
		"a null pointer has no pointee", []*ndr.Type{ndr.PointerTo(fID, ndr.Unique, ndr.U32(fA)), ndr.U8(fB)}, false,
		"00000000 07", "referent=0x00000000 b=7", "",
	},
	{
		"a full pointer is followed once", // C706 14.3.11.3
		[]*ndr.Type{ndr.PointerTo(fID, ndr.Full, ndr.U32(fA)), ndr.PointerTo(fID, ndr.Full, ndr.U32(fA)), ndr.U8(fB)}, false,
		"01000000 05000000 01000000 07", "referent=0x00000001 a=5 referent=0x00000001 b=7", "",
	},
	{
		"an embedded reference pointer is never null",
		[]*ndr.Type{ndr.Of(fGroup, ndr.PointerTo(fID, ndr.Embedded, ndr.U32(fA)))}, false,
		"00000000", "group= referent=0x00000000", "ndr.ref-null",
	},
	{
		"the conformance of a structure comes in front of it", // C706 14.3.7.1
		[]*ndr.Type{ndr.Of(fGroup, ndr.U16(fA).To(1), &ndr.Type{Form: ndr.Conformant, Elem: ndr.U16(fB), SizeIs: 1})}, false,
		"02000000 0200 0300 0400", "max_count=2 group= a=2 b=3 b=4", "",
	},
	{
		"size_is and max_count differ",
		[]*ndr.Type{ndr.Of(fGroup, ndr.U16(fA).To(1), &ndr.Type{Form: ndr.Conformant, Elem: ndr.U16(fB), SizeIs: 1})}, false,
		"01000000 0200 0300", "max_count=1 group= a=2 b=3", "ndr.size-is",
	},
	{
		"strings", // C706 14.3.4.2
		[]*ndr.Type{{Form: ndr.String, Field: fText}, {Form: ndr.WString, Field: fWide}}, false,
		"03000000 00000000 03000000 414200 00 02000000 00000000 02000000 4300 0000",
		"max_count=3 offset=0 actual_count=3 text=AB alignment gap=00 max_count=2 offset=0 actual_count=2 wide=C", "",
	},
	{
		"a string without its end", []*ndr.Type{{Form: ndr.String, Field: fText}}, false,
		"02000000 00000000 02000000 4142", "max_count=2 offset=0 actual_count=2 text=AB", "ndr.string-terminated",
	},
	{
		"more sent than there is room for", []*ndr.Type{{Form: ndr.ConformantVarying, Elem: ndr.U8(fText)}}, false,
		"01000000 00000000 02000000 4142", "max_count=1 offset=0 actual_count=2 text=AB", "ndr.count-above-max",
	},
	{
		"more claimed than there is", []*ndr.Type{{Form: ndr.Conformant, Elem: ndr.U32(fA)}}, false,
		"ffffffff 01000000", "max_count=4294967295 a=1", "ndr.count-overflow",
	},
	{
		"the arm that the discriminant selects", // C706 14.3.8
		[]*ndr.Type{{Form: ndr.Union, Size: 2, Field: fGroup, Arms: []ndr.Arm{{Value: 1, Type: ndr.U16(fA)}, {Default: true, Type: ndr.U32(fB)}}}}, false,
		"0200 0000 07000000", "group= discriminant=2 alignment gap=0000 b=7", "",
	},
	{
		"no arm", []*ndr.Type{{Form: ndr.Union, Size: 4, Field: fGroup, Arms: []ndr.Arm{{Value: 1, Type: ndr.U16(fA)}}}}, false,
		"02000000", "group= discriminant=2", "ndr.discriminant",
	},
	{
		"a fixed array", []*ndr.Type{{Form: ndr.Fixed, Size: 3, Elem: ndr.U16(fA)}}, false,
		"0100 0200 0300", "a=1 a=2 a=3", "",
	},
	{
		"an enum is short, a UUID is aligned to four", []*ndr.Type{{Form: ndr.Enum, Field: fA}, {Form: ndr.UUID, Field: fGUID}}, false,
		"0100 0000 000102030405060708090a0b0c0d0e0f", "a=1 alignment gap=0000 guid=03020100-0504-0706-0809-0a0b0c0d0e0f", "",
	},
	{
		"a range", []*ndr.Type{ndr.U32(fA).Limit(5)}, false, "06000000", "a=6", "ndr.range",
	},
	{
		"a list", []*ndr.Type{list}, false,
		"01 000000 04000200 02 000000 00000000", "group= a=1 alignment gap=000000 referent=0x00020004 group= a=2 alignment gap=000000 referent=0x00000000", "",
	},
	{
		"padding in front of a trailer, and bytes too many", []*ndr.Type{ndr.U8(fA)}, false,
		"01 0000000000000000", "a=1 rest of the stub=0000000000000000", "ndr.left-over",
	},
}

// cases64 are layouts written down from MS-RPCE 2.2.5.3.
var cases64 = []struct {
	name   string
	params []*ndr.Type
	hex    string
	want   string
}{
	{
		"a structure has a trailing gap", // MS-RPCE 4.8
		[]*ndr.Type{ndr.Of(fGroup, ndr.U32(fA), ndr.U16(fB)), ndr.U16(fA)},
		"01000000 0200 0000 0300", "group= a=1 b=2 alignment gap=0000 a=3",
	},
	{
		"pointers have eight octets", []*ndr.Type{ndr.U8(fA), ndr.PointerTo(fID, ndr.Unique, ndr.U32(fB)), ndr.U8(fA)},
		"01 00000000000000 0000020000000000 07000000 08", "a=1 alignment gap=00000000000000 referent=0x20000 b=7 a=8",
	},
	{
		"and so have counts", // 2.2.5.3.2.3, 2.2.5.3.3.2
		[]*ndr.Type{{Form: ndr.ConformantVarying, Elem: ndr.U16(fA)}, {Form: ndr.WString, Field: fWide}},
		"0200000000000000 0000000000000000 0100000000000000 0500 000000000000 0200000000000000 0000000000000000 0200000000000000 4300 0000",
		"max_count=2 offset=0 actual_count=1 a=5 alignment gap=000000000000 max_count=2 offset=0 actual_count=2 wide=C",
	},
	{
		"counts of a structure come in front, and leave no gap behind", // 2.2.5.3.4.2
		[]*ndr.Type{ndr.Of(fGroup, ndr.U32(fA).To(1), &ndr.Type{Form: ndr.Conformant, Elem: ndr.U8(fText), SizeIs: 1}), ndr.U8(fB)},
		"0300000000000000 03000000 414243 09", "max_count=3 group= a=3 text=ABC b=9",
	},
	{
		"an enum is long", []*ndr.Type{{Form: ndr.Enum, Field: fA}, ndr.U16(fB)}, "01000000 0200", "a=1 b=2",
	},
	{
		"the arms of a union are aligned alike", // 2.2.5.3.4.4
		[]*ndr.Type{ndr.U8(fA), {Form: ndr.Union, Size: 2, Field: fGroup, Arms: []ndr.Arm{{Value: 1, Type: ndr.U16(fA)}, {Default: true, Type: ndr.U64(fB)}}}},
		"07 00000000000000 0100 000000000000 0500", "a=7 group= alignment gap=00000000000000 discriminant=1 alignment gap=000000000000 a=5",
	},
}

// TestLayouts64 reads NDR64.
func TestLayouts64(t *testing.T) {
	for _, c := range cases64 {
		t.Run(c.name, func(t *testing.T) {
			b := unhex(t, c.hex)
			d := direct(t, c.params, false, new(ndr.Reader), true)
			var tree dissect.Tree
			_, found := d.Decode(dissect.FromClient, b, &tree)
			var got []string
			for _, n := range tree.Nodes {
				got = append(got, n.Field.Name+"="+string(tree.AppendText(nil, &n)))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("fields\nwant %s\ngot  %s", c.want, s)
			}
			if len(found) > 0 {
				t.Errorf("%s is broken", found[0].Rule.ID)
			}
			if err := dissecttest.CheckDecode(d, dissect.FromClient, b); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestLayouts(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := unhex(t, c.hex)
			var r ndr.Reader
			d := direct(t, c.params, c.big, &r)
			var tree dissect.Tree
			_, found := d.Decode(dissect.FromClient, b, &tree)
			var got []string
			for _, n := range tree.Nodes {
				got = append(got, n.Field.Name+"="+string(tree.AppendText(nil, &n)))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("fields\nwant %s\ngot  %s", c.want, s)
			}
			var rules []string
			for _, f := range found {
				rules = append(rules, f.Rule.ID)
			}
			if s := strings.Join(rules, " "); s != c.rules {
				t.Errorf("findings: want %q, got %q", c.rules, s)
			}
			if err := dissecttest.CheckDecode(d, dissect.FromClient, b); err != nil {
				t.Error(err)
			}
			if len(found) == 0 {
				d.Plain(dissect.FromClient, b)
				if n := testing.AllocsPerRun(20, func() { d.Plain(dissect.FromClient, b) }); n > 0 && !dissecttest.Race {
					t.Errorf("a plain read allocates %v times", n)
				}
			}
		})
	}
}

// TestDepth: a list that goes on is followed no further than the bound, once.
func TestDepth(t *testing.T) {
	var b []byte
	for i := range 100 {
		b = append(b, 1, 0, 0, 0)
		b = binary.LittleEndian.AppendUint32(b, uint32(i+1))
	}
	var r ndr.Reader
	_, found := direct(t, []*ndr.Type{list}, false, &r).Decode(dissect.FromClient, b, nil)
	if len(found) != 1 || found[0].Rule != ndr.Depth {
		t.Errorf("want ndr.depth once, got %v", found)
	}
}

// TestPending: an array of pointers has no more pointees waiting than the bound.
func TestPending(t *testing.T) {
	const n = 5000
	b := binary.LittleEndian.AppendUint32(nil, n)
	for i := range n {
		b = binary.LittleEndian.AppendUint32(b, uint32(i+1))
	}
	var r ndr.Reader
	params := []*ndr.Type{{Form: ndr.Conformant, Elem: ndr.PointerTo(fID, ndr.Unique, ndr.U32(fA))}}
	_, found := direct(t, params, false, &r).Decode(dissect.FromClient, b, nil)
	if len(found) != 1 || found[0].Rule != ndr.Depth {
		t.Errorf("want ndr.depth once, got %v", found)
	}
}

// TestStore: values and ranges are found again.
func TestStore(t *testing.T) {
	var r ndr.Reader
	params := []*ndr.Type{ndr.U32(fA).To(1), (&ndr.Type{Form: ndr.String, Field: fText}).To(2)}
	b := unhex(t, "2a000000 02000000 00000000 02000000 4100")
	direct(t, params, false, &r).Decode(dissect.FromClient, b, nil)
	if v, ok := r.Value(1); v != 42 || !ok {
		t.Errorf("want 42, got %d, %v", v, ok)
	}
	if got := r.Range(2); got != (ndr.Range{Off: 16, Len: 2}) {
		t.Errorf("want 16 and 2, got %v", got)
	}
	if _, ok := r.Value(3); ok {
		t.Error("a place that nothing was stored at has a value")
	}
}

// FuzzReader: no data makes a reader fail, or find other things when it records.
func FuzzReader(f *testing.F) {
	for i, c := range cases {
		b, _ := hex.DecodeString(strings.ReplaceAll(c.hex, " ", ""))
		f.Add(uint8(i), b)
	}
	f.Fuzz(func(t *testing.T, i uint8, b []byte) {
		if len(b) > 4096 {
			return
		}
		c := cases[int(i)%len(cases)]
		var r ndr.Reader
		d := direct(t, c.params, c.big, &r)
		var tree dissect.Tree
		_, plain := d.Decode(dissect.FromClient, b, nil)
		_, recorded := d.Decode(dissect.FromClient, b, &tree)
		if !reflect.DeepEqual(plain, recorded) {
			t.Fatalf("plain %v, recording %v", plain, recorded)
		}
		if err := dissecttest.CheckTree(&tree); err != nil {
			t.Fatal(err)
		}
		if len(tree.Nodes) > 4*len(b)+64 {
			t.Fatalf("%d nodes from %d bytes", len(tree.Nodes), len(b))
		}
	})
}

// TestDeclarations checks rules and fields.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{ndr.Protocol}); err != nil {
		t.Fatal(err)
	}
}
