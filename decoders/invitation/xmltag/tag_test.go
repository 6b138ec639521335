package xmltag

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// both is s in both encodings.
func both(s string) [2]Text { return [2]Text{Narrow([]byte(s)), Wide(utf16le(s))} }

func TestEntity(t *testing.T) {
	for _, c := range []struct {
		in   string
		want rune
		n    int // characters
	}{
		{"&lt;x", '<', 4}, {"&gt;", '>', 4}, {"&amp;", '&', 5}, {"&quot;", '"', 6}, {"&apos;", '\'', 6},
		{"&#233;", 'é', 6}, {"&#xe9;", 'é', 6}, {"&#x0010FFFF;", 0x10ffff, 12},
		{"&#x110000;", 0, 0}, {"&#xD800;", 0, 0}, {"&#;", 0, 0}, {"&#x;", 0, 0}, {"&;", 0, 0}, {"&", 0, 0}, {"&#12a;", 0, 0},
		{"&#99999999999999999999;", 0, 0}, {"&Lt;", 0, 0}, {"&lt", 0, 0}, {"xlt;", 0, 0}, {"", 0, 0},
	} {
		for _, text := range both(c.in) {
			if r, n := Entity(text); r != c.want || n != text.Step()*c.n {
				t.Errorf("%s, wide %v: want %q and %d characters, got %q and %d bytes", c.in, text.Wide, c.want, c.n, r, n)
			}
		}
	}
}

func TestAppend(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "abc", "a&amp;b": "a&b", "&": "&", "&&lt;": "&<", "é&#x20ac;😀": "é€😀", "&nbsp;": "&nbsp;",
	} {
		for _, text := range both(in) {
			if got := text.String(); got != want {
				t.Errorf("%q, wide %v: want %q, got %q", in, text.Wide, want, got)
			}
		}
	}
	if got := Narrow([]byte{'a', 0xe9}).String(); got != "aé" {
		t.Errorf("a byte that is no UTF-8: want é, got %q", got)
	}
	if got := Wide([]byte{0, 0xd8, 'a', 0, 'b'}).String(); got != "\ufffda\ufffd" {
		t.Errorf("half a pair and half a character: got %q", got)
	}
}

// TestRead lists what is a tag and what is not.
func TestRead(t *testing.T) {
	for s, want := range map[string]string{ // "" for what is none
		`<A/>`:                   "A/",
		`<A>`:                    "A",
		`</A>`:                   "/A",
		`</A >`:                  "/A",
		`<L P="1" N='x y'/>`:     "L P=1 N=x y/",
		"<L\n\tP\n=\n\"1\"\r\n>": "L P=1",
		`<x y="&lt;&#65;">`:      "x y=<A",
		`<x y="a'b" z='a"b'>`:    "x y=a'b z=a\"b",
		`< A>`:                   "",
		`<A`:                     "",
		`<A P>`:                  "",
		`<A P=1>`:                "",
		`<A P="1>`:               "",
		`<A P="1"Q="2">`:         "",
		`<A P="1" P="2">`:        "",
		`<A P="a<b">`:            "",
		`<A P="a&b">`:            "",
		`</A P="1">`:             "",
		`</A/>`:                  "",
		`<A/ >`:                  "",
		`x`:                      "",
		``:                       "",
	} {
		for _, text := range both(s) {
			var g Tag
			ok := g.Read(text, 0)
			if got := describe(&g, text); ok && got != want || !ok && want != "" {
				t.Errorf("%q, wide %v: want %q, got %q, well-formed %v", s, text.Wide, want, got, ok)
			}
			if ok && g.End != len(text.Bytes) {
				t.Errorf("%q: the tag ends at %d", s, g.End)
			}
		}
	}
}

func describe(g *Tag, t Text) string {
	var b strings.Builder
	if g.Closes {
		b.WriteByte('/')
	}
	b.WriteString(t.At(g.Name).String())
	for _, a := range g.Attributes[:g.Count] {
		b.WriteString(" " + t.At(a.Name).String() + "=" + t.At(a.Value).String())
	}
	if g.Empty {
		b.WriteByte('/')
	}
	return b.String()
}

// FuzzRead holds the reader against encoding/xml, and 8-bit text against UTF-16:
// what is well-formed here is so there and has the same values.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`<UPLOADDATA USERNAME="a" PassStub="a&amp;b"/>`, `<E>`, `</E>`, `<L P='1' N = "::1%3"/>`, `<A P="&#x41;">`, `<A P="1" P="2">`, `<A`, `<A/ >`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		texts := both(s)
		var g, w Tag
		ok, wide := g.Read(texts[0], 0), w.Read(texts[1], 0)
		if ok != wide || g.Count != w.Count || describe(&g, texts[0]) != describe(&w, texts[1]) {
			t.Fatalf("%q: 8-bit %v %q, UTF-16 %v %q", s, ok, describe(&g, texts[0]), wide, describe(&w, texts[1]))
		}
		if g.End < 0 || g.End > len(s) || w.End > len(texts[1].Bytes) {
			t.Fatalf("%q: the tag ends at %d", s, g.End)
		}
		for _, a := range g.Attributes[:g.Count] {
			if a.Name.End() > a.Value.Off || a.Value.End() > g.End {
				t.Fatalf("%q: attribute %v lies outside of the tag", s, a)
			}
		}
		if !ok || g.Closes || g.Count == MaxAttributes || strings.ContainsAny(s, ":\r\n\t") || strings.Contains(s, "&#") {
			return // name spaces, blanks in values and references to odd characters are their own matter
		}
		for _, r := range s {
			if r < ' ' || r >= 0x7f {
				return
			}
		}
		d := xml.NewDecoder(strings.NewReader(s[:g.End]))
		token, err := d.RawToken()
		start, isStart := token.(xml.StartElement)
		if err != nil || !isStart {
			t.Fatalf("%q is taken for a tag, encoding/xml says %v", s, err)
		}
		if len(start.Attr) != g.Count {
			t.Fatalf("%q: encoding/xml finds %d attributes, not %d", s, len(start.Attr), g.Count)
		}
		for i, a := range start.Attr {
			own := g.Attributes[i]
			if texts[0].At(own.Name).String() != a.Name.Local || texts[0].At(own.Value).String() != a.Value {
				t.Fatalf("%q: attribute %d is %v there", s, i, a)
			}
		}
	})
}

func TestReadAllocatesNothing(t *testing.T) {
	text := Wide(utf16le(`<A KH="a" KH2="b" ID="c&amp;"/>`))
	var g Tag
	if n := testing.AllocsPerRun(50, func() { g.Read(text, 0) }); n > 0 {
		t.Errorf("reading a tag allocates %v times", n)
	}
}
