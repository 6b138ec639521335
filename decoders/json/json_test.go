package json_test

import (
	stdjson "encoding/json"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, json.Protocol) }

// std is what encoding/json makes of a value.
func same(t *testing.T, d *json.Doc, i int, want any) {
	t.Helper()
	v := d.Values[i]
	switch w := want.(type) {
	case map[string]any:
		n := 0
		for k := i + 1; k < int(v.End); k = int(d.Values[k].End) {
			same(t, d, k, w[string(json.Unescape(nil, d.Name(k)))])
			n++
		}
		if v.Kind != json.Object || n != len(w) {
			t.Errorf("value %d: want an object of %d members, got %d of kind %d", i, len(w), n, v.Kind)
		}
	case []any:
		n := 0
		for k := i + 1; k < int(v.End); k = int(d.Values[k].End) {
			if n < len(w) {
				same(t, d, k, w[n])
			}
			n++
		}
		if v.Kind != json.Array || n != len(w) {
			t.Errorf("value %d: want an array of %d values, got %d of kind %d", i, len(w), n, v.Kind)
		}
	case string:
		if got := string(json.Unescape(nil, d.Bytes(i))); v.Kind != json.String || got != w {
			t.Errorf("value %d: want %q, got %q", i, w, got)
		}
	case stdjson.Number:
		if v.Kind != json.Numeral || string(d.Bytes(i)) != w.String() {
			t.Errorf("value %d: want %s, got %s", i, w, d.Bytes(i))
		}
	case bool:
		if v.Kind != json.True && v.Kind != json.False || w != (v.Kind == json.True) {
			t.Errorf("value %d: want %v, got kind %d", i, w, v.Kind)
		}
	case nil:
		if v.Kind != json.Null {
			t.Errorf("value %d: want null, got kind %d", i, v.Kind)
		}
	}
}

// valid compares the parser with encoding/json: texts without a problem are
// valid there and have the same values; texts that are valid there have no
// problem but those that it does not look for.
func valid(t *testing.T, text string) {
	t.Helper()
	var d json.Doc
	ok := d.Parse([]byte(text))
	std := stdjson.Valid([]byte(text))
	if ok && !std {
		t.Fatalf("%q: no problem found, but encoding/json refuses it", text)
	}
	if std && !ok {
		for _, p := range d.Problems {
			switch p.Fault {
			case json.FaultUTF8, json.FaultDuplicate, json.FaultSurrogate, json.FaultDepth, json.FaultSize:
			default:
				t.Fatalf("%q: problem %d, but encoding/json takes it", text, p.Fault)
			}
		}
	}
	if !ok {
		return
	}
	var want any
	dec := stdjson.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&want); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	same(t, &d, 0, want)
}

var texts = []string{
	`{}`, `[]`, `""`, `0`, `-0`, `1.5e-3`, `true`, `false`, `null`, ` {"a" : [1, {"b":"\u00e9\ud83d\ude00\n"}, [], {}], "":null} `,
	`01`, `+1`, `1.`, `.5`, `1e`, `-`, `{"a":1,"a":2}`, `{"a":1,}`, `[1,]`, `[1 2]`, `{"a"}`, `{1:2}`, `"\x"`, `"\ud800"`, "\"\x01\"",
	"\"\xff\"", `"abc`, ``, `{`, `[`, `tru`, `[1]x`, "\xef\xbb\xbf1", `{"a":{"b":{"c":[[[[1]]]]}}}`, `"\"`, `"\u12"`, "{\"a\n\":1}",
}

func TestParse(t *testing.T) {
	for _, s := range texts {
		valid(t, s)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		valid(t, s)
		var tree dissect.Tree
		c := dissect.NewCursor([]byte(s), &tree)
		var d json.Doc
		d.Parse([]byte(s))
		d.Show(c)
		if err := dissecttest.CheckTree(&tree); err != nil {
			t.Fatal(err)
		}
		if u := tree.Uncovered(nil); len(u) > 0 {
			t.Fatalf("%q: not covered: %v", s, u)
		}
	})
}

func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want json.Fault
	}{
		"depth": {strings.Repeat("[", 100000) + strings.Repeat("]", 100000), json.FaultDepth},
		"size":  {"[" + strings.Repeat("1,", 1<<18) + "1]", json.FaultSize},
	} {
		var d json.Doc
		d.Parse([]byte(c.text))
		if len(d.Problems) != 1 || d.Problems[0].Fault != c.want {
			t.Errorf("%s: want fault %d, got %v", name, c.want, d.Problems)
		}
		if len(d.Values) > 1<<17 {
			t.Errorf("%s: %d values", name, len(d.Values))
		}
	}
	// Many problems and many names stay within bounds.
	var d json.Doc
	d.Parse([]byte("{" + strings.Repeat(`"a":"\x",`, 50000) + `"b":1}`))
	if len(d.Problems) > 32 {
		t.Errorf("%d problems kept", len(d.Problems))
	}
}

func TestMember(t *testing.T) {
	var d json.Doc
	d.Parse([]byte(`{"x":{"value":1},"Value":"Ok","list":[{"value":2}]}`))
	if i := d.Member(0, "value"); i < 0 || string(d.Bytes(i)) != "Ok" {
		t.Errorf("want the member of the object itself, got %d", i)
	}
	if i := d.Member(0, "none"); i != -1 {
		t.Errorf("want -1, got %d", i)
	}
	if i := d.Member(-1, "value"); i != -1 {
		t.Errorf("want -1, got %d", i)
	}
}
