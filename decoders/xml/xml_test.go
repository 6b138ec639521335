package xml_test

import (
	"bytes"
	stdxml "encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, xml.Protocol) }

// outline is the elements, attributes and text of a document as a text.
func outline(d *xml.Doc, b *strings.Builder, i int) {
	b.WriteString("<{" + string(d.Space(i)) + "}" + string(d.Local(i)))
	for k := i + 1; k < int(d.Nodes[i].End) && d.Nodes[k].Kind == xml.Attr; k++ {
		b.WriteString(" {" + string(d.Space(k)) + "}" + string(d.Local(k)) + "=" + string(xml.Unescape(nil, d.Value(k))))
	}
	b.WriteString(">")
	for k := i + 1; k < int(d.Nodes[i].End); k = int(d.Nodes[k].End) {
		switch d.Nodes[k].Kind {
		case xml.Element:
			outline(d, b, k)
		case xml.CharData, xml.Space:
			b.Write(xml.Unescape(nil, d.Value(k)))
		case xml.CDATA:
			b.Write(d.Value(k))
		}
	}
	b.WriteString("</>")
}

// standard is the outline that encoding/xml makes, and its error.
func standard(text string) (string, error) {
	dec := stdxml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var b strings.Builder
	depth := 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		switch x := tok.(type) {
		case stdxml.StartElement:
			depth++
			b.WriteString("<{" + x.Name.Space + "}" + x.Name.Local)
			for _, a := range x.Attr {
				space := a.Name.Space
				if space == "xmlns" {
					space = "" // we put declarations into no namespace
				}
				b.WriteString(" {" + space + "}" + a.Name.Local + "=" + a.Value)
			}
			b.WriteString(">")
		case stdxml.EndElement:
			depth--
			b.WriteString("</>")
		case stdxml.CharData:
			if depth > 0 {
				b.Write(x)
			}
		}
	}
}

var documents = []string{
	`<a/>`,
	`<?xml version="1.0" encoding="utf-8"?><a b='1' c="&lt;&#65;&#x42;"> x &amp; y <b/><!-- c --><![CDATA[<&>]]></a>`,
	`<s:a xmlns:s="urn:s" xmlns="urn:d" s:b="1" b="2"><c><s:d xmlns:s="urn:t"/><s:e/></c></s:a>`,
	"<a>\n\t<b>text</b>\n</a>\n",
	`<a xmlns="u"><b xmlns=""/></a>`,
	`<a xmlns="u" :="1" b:="2" :c="3" xmlns:="v"><:d/><e:/><f/></a>`, // found by FuzzParse
}

// TestAgainstStandard holds documents against encoding/xml.
func TestAgainstStandard(t *testing.T) {
	for _, text := range documents {
		var d xml.Doc
		if !d.Parse([]byte(text)) {
			t.Errorf("%s: %v", text, d.Problems)
			continue
		}
		want, err := standard(text)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		outline(&d, &b, d.Root())
		if b.String() != want {
			t.Errorf("want %s\ngot  %s", want, b.String())
		}
	}
}

// TestWide: a document in UTF-16 is the same, and its places are those of its bytes.
func TestWide(t *testing.T) {
	const text = "<a b=\"\u00e9\"><c>x\U0001f600y</c></a>"
	for name, put := range map[string]func(u uint16) []byte{
		"little-endian": func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} },
		"big-endian":    func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} },
	} {
		for _, bom := range []bool{true, false} {
			var wide []byte
			if bom {
				wide = put(0xfeff)
			}
			for _, u := range utf16.Encode([]rune(text)) {
				wide = append(wide, put(u)...)
			}
			var d xml.Doc
			if !d.Parse(wide) {
				t.Fatalf("%s: %v", name, d.Problems)
			}
			c := d.Child(d.Root(), "", "c")
			if got := string(d.Content(nil, c)); got != "x\U0001f600y" {
				t.Errorf("%s: want the content, got %q", name, got)
			}
			off, n := d.Place(c)
			want := put(utf16.Encode([]rune(text))[12])
			if n != 8 || !bytes.Equal(wide[off:off+2], want) {
				t.Errorf("%s: the content lies at %d, %d bytes", name, off, n)
			}
			var tree dissect.Tree
			d.Show(dissect.NewCursor(wide, &tree))
			if u := tree.Uncovered(nil); len(u) > 0 || dissecttest.CheckTree(&tree) != nil {
				t.Errorf("%s: not covered: %v", name, u)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("<a")
	for i := range 1000 {
		b.WriteString(" a" + string(rune('a'+i%26)) + strings.Repeat("x", i/26) + "='1'")
	}
	b.WriteString("/>")
	for name, c := range map[string]struct {
		text string
		want xml.Fault
	}{
		"depth":      {strings.Repeat("<a>", 100000), xml.FaultDepth},
		"size":       {"<a>" + strings.Repeat("<b/>", 1<<18) + "</a>", xml.FaultSize},
		"attributes": {b.String(), xml.FaultSize},
	} {
		var d xml.Doc
		d.Parse([]byte(c.text))
		if len(d.Problems) == 0 || d.Problems[0].Fault != c.want {
			t.Errorf("%s: want fault %d, got %v", name, c.want, d.Problems)
		}
		if len(d.Nodes) > 1<<17 {
			t.Errorf("%s: %d nodes", name, len(d.Nodes))
		}
	}
	// A bomb is not expanded, and takes no time.
	bomb := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">`
	for c := 'b'; c < 'z'; c++ {
		bomb += `<!ENTITY ` + string(c) + ` "` + strings.Repeat("&"+string(c-1)+";", 10) + `">`
	}
	var d xml.Doc
	d.Parse([]byte(bomb + `]><a>&y;</a>`))
	if got := d.Content(nil, d.Root()); string(got) != "&y;" {
		t.Errorf("want the reference as it is, got %d bytes", len(got))
	}
}

// FuzzParse: what has no problem is the same to encoding/xml, and every
// document is shown in full.
func FuzzParse(f *testing.F) {
	for _, s := range documents {
		f.Add([]byte(s))
	}
	f.Add([]byte("\xff\xfe<\x00a\x00/\x00>\x00"))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY e SYSTEM "file:///x">]><a>&e;</a>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d xml.Doc
		ok := d.Parse(b)
		var tree dissect.Tree
		d.Show(dissect.NewCursor(b, &tree))
		if err := dissecttest.CheckTree(&tree); err != nil {
			t.Fatal(err)
		}
		if u := tree.Uncovered(nil); len(u) > 0 {
			t.Fatalf("%q: not covered: %v", b, u)
		}
		for i := range d.Nodes {
			d.TagPlace(i)
			if d.Nodes[i].Kind == xml.Element {
				d.Place(i)
			}
			for _, p := range d.Problems {
				d.Source(p.Off + p.Len)
			}
		}
		if !ok || d.Root() < 0 || bytes.ContainsAny(d.Text, "\r") {
			return
		}
		want, err := standard(string(d.Text))
		if err != nil {
			return // it is stricter about names and declarations
		}
		var o strings.Builder
		outline(&d, &o, d.Root())
		if o.String() != want {
			t.Fatalf("%q:\nwant %s\ngot  %s", d.Text, want, o.String())
		}
	})
}

// TestSecrets: texts with passwords in them are secret, others are not.
func TestSecrets(t *testing.T) {
	for text, want := range map[string]bool{
		"<a>Server=x;Password=y;</a>":             true,
		"<a>user=x;encryptedpassword =y</a>":      true,
		"<a>passwordlength=20</a>":                false,
		"<a>http://u:p@host/</a>":                 true,
		"<a>http://u@host/a:b@c</a>":              false,
		"<a>http://host:80/?a=b</a>":              false,
		"<Password>y</Password>":                  true,
		"<a><![CDATA[pwd=y]]></a>":                true,
		"<a>no secret</a>":                        false,
		"<secret><b>deep</b></secret>":            true,
		"<a name='x=y'>text = password</a>":       false,
		"<a xmlns='http://example/'>text</a>":     false,
		"<a>http://host/u:p@x password is y</a>":  false,
		"<a>https://user:pass@[2001:db8::1]/</a>": true,
	} {
		var d xml.Doc
		if !d.Parse([]byte(text)) {
			t.Fatalf("%s: %v", text, d.Problems)
		}
		var tree dissect.Tree
		d.Show(dissect.NewCursor([]byte(text), &tree))
		got := false
		for _, n := range tree.All() {
			got = got || n.Field.Secret
		}
		if got != want {
			t.Errorf("%s: want secret %v, got %v", text, want, got)
		}
	}
}
