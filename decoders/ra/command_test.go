package ra

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// readXML is the judgement of encoding/xml, an independent reader: the
// attributes of the text, when that is one empty element RCCOMMAND.
func readXML(s string) (map[string]string, bool) {
	d := xml.NewDecoder(strings.NewReader(s))
	attrs := map[string]string{}
	depth, elements := 0, 0
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return attrs, depth == 0 && elements == 1
		}
		if err != nil {
			return nil, false
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth > 0 || elements > 0 || t.Name.Space != "" || t.Name.Local != "RCCOMMAND" {
				return nil, false
			}
			depth++
			elements++
			for _, a := range t.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				if _, twice := attrs[name]; twice {
					return nil, false
				}
				attrs[name] = a.Value
			}
		case xml.EndElement:
			if t.Name.Local != "RCCOMMAND" || depth == 0 {
				return nil, false
			}
			depth--
		case xml.CharData:
			if depth > 0 && len(t) > 0 || strings.Trim(string(t), " \t\r\n") != "" {
				return nil, false
			}
		default:
			return nil, false
		}
	}
}

// FuzzCommand checks the reader of commands against encoding/xml: what ours
// takes for well-formed, the other does too, and finds the same values.
func FuzzCommand(f *testing.F) {
	for _, s := range []string{
		`<RCCOMMAND NAME="ACCEPTRC"/>`, `<RCCOMMAND NAME='A&amp;B' VALUE="&#x41;&lt;"></RCCOMMAND >`,
		` <RCCOMMAND NAME = "x"  /> `, `<RCCOMMAND NAME="a" NAME="b"/>`, `<RCCOMMAND NAME="&#0;"/>`, `<RCCOMMAND`, `</RCCOMMAND>`,
		`<RCCOMMAND NAME="x"FILENAME="y"/>`, `<RCCOMMAND NAME="a<b"/>`, `<RCCOMMAND NAME="&#xD800;"/>`, `<RCCOMMANDER NAME="x"/>`,
		`<RCCOMMAND NAME="x"></RCCOMMANDER>`, `<RCCOMMAND NAME="x"/ >`, `<RCCOMMAND NAME="&amp"/>`, `<RCCOMMAND NAME="]]>"/>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) || strings.ContainsRune(s, '\r') {
			return // encoding/xml turns CR LF into LF
		}
		var r rcCommand
		text := utf16le(s)
		good := r.parse(text)
		for i := range r.tag.Count {
			a := &r.tag.Attributes[i]
			if a.Name.End() > a.Value.Off || a.Value.End() > r.tag.End || r.tag.End > len(text) {
				t.Fatalf("%q: attribute %v lies outside of the tag, which ends at %d", s, a, r.tag.End)
			}
		}
		if !good {
			return
		}
		for _, c := range s {
			if c < ' ' && c != '\t' && c != '\n' || c >= 0x7f {
				return // characters that XML forbids, in text or in names, are let through
			}
		}
		want, ok := readXML(s)
		if !ok {
			if strings.Contains(s, "&#") || strings.Contains(s, ":") {
				return // references to characters that XML forbids; odd colons
			}
			t.Fatalf("%q is taken for well-formed, encoding/xml says no", s)
		}
		for i := range commandAttributes {
			v, there := want[commandAttributes[i].name]
			if there != (r.values[i] != nil) {
				t.Fatalf("%q: %s there: want %v, got %v", s, commandAttributes[i].name, there, !there)
			}
			if got := string(appendXML(nil, r.values[i])); there && got != v && len(want) <= xmltag.MaxAttributes {
				t.Fatalf("%q: %s is %q, want %q", s, commandAttributes[i].name, got, v)
			}
		}
	})
}

// TestCommandForms lists what is a command and what is not; encoding/xml has to
// agree with every line.
func TestCommandForms(t *testing.T) {
	for s, want := range map[string]bool{
		`<RCCOMMAND NAME="ACCEPTRC"/>`:                true,
		`<RCCOMMAND NAME="ACCEPTRC" />`:               true,
		"<RCCOMMAND\n\tNAME\n=\n'ACCEPTRC'/>\n":       true,
		`<RCCOMMAND NAME="A"></RCCOMMAND>`:            true,
		`<RCCOMMAND NAME="&quot;&apos;&#65;&#x41;"/>`: true,
		`<RCCOMMAND NAME="A" X-1.y_z="2"/>`:           true,
		`<RCCOMMAND/>`:                                true,
		`<RCCOMMAND NAME="A">`:                        false,
		`<RCCOMMAND NAME="A"> </RCCOMMAND>`:           false,
		`<RCCOMMAND NAME="A"/><RCCOMMAND NAME="B"/>`:  false,
		`<RCCOMMAND NAME="A"/>x`:                      false,
		`x<RCCOMMAND NAME="A"/>`:                      false,
		`<RCCOMMAND NAME=A/>`:                         false,
		`<RCCOMMAND NAME="A/>`:                        false,
		`<RCCOMMAND NAME/>`:                           false,
		`<RCCOMMAND NAME="A<B"/>`:                     false,
		`<RCCOMMAND NAME="A & B"/>`:                   false,
		`<RCCOMMAND NAME="&nbsp;"/>`:                  false,
		`<RCCOMMAND NAME="A" NAME="B"/>`:              false,
		`<rccommand NAME="A"/>`:                       false,
		`< RCCOMMAND NAME="A"/>`:                      false,
		`<RCCOMMAND NAME="A"/ >`:                      false,
		`<!DOCTYPE x><RCCOMMAND NAME="A"/>`:           false,
		``:                                            false,
	} {
		var r rcCommand
		if got := r.parse(utf16le(s)); got != want {
			t.Errorf("%s: want %v, got %v", s, want, got)
		}
		if _, ok := readXML(s); ok != want {
			t.Errorf("%s: encoding/xml says %v", s, ok)
		}
	}
}
