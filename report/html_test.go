package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/radissect/radissect/dissect"
)

// hostileHTML are captured texts that would act on a page, on JSON within a page,
// or on the text around them.
var hostileHTML = []string{
	"<script>alert(1)</script>", "</script><script>alert(1)</script>", "</SCRIPT >", "<!--<script>", "-->", "]]>", `"></bdi><svg onload=alert(1)>`,
	`\u003c/script\u003e`, `\"],[`, "\"]\n[\"m\",1]\n", "{{data}}{{script}}{{policy}}", "&lt;&#60;&amp;", "javascript:alert(1)",
	"\x1b[2J\x1b]0;x\x07", "\u202egnp.exe\u202c\u2066\u200b\ufeff", "\u2028\u2029", "\x00\x00", "\xff\xfe\xc3", "\ud7ff\ue000\U0010ffff", "\r\n\t\v\f",
	strings.Repeat("<script>", 1<<12), strings.Repeat("\xf0\x9f\x98", 5000),
}

// TestHTMLText: what appendHTML writes is a JSON string of the escaped text, and
// holds nothing that HTML gives a meaning to.
func TestHTMLText(t *testing.T) {
	for _, s := range hostileHTML {
		shielded(t, s)
	}
}

func FuzzHTMLText(f *testing.F) {
	for _, s := range hostileHTML {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { shielded(t, s) })
}

func shielded(t *testing.T, s string) {
	t.Helper()
	out := appendHTML([]byte("x"), s, 0)[1:]
	if bytes.ContainsAny(out, "<>&\n\r\u2028\u2029") || bytes.ContainsAny(out[1:len(out)-1], `"`) || !utf8.Valid(out) {
		t.Fatalf("%q: unsafe: %q", s, out)
	}
	var back string
	if err := json.Unmarshal(out, &back); err != nil {
		t.Fatalf("%q: %v: %q", s, err, out)
	}
	if want := Escape(s); back != want {
		t.Fatalf("%q: want %q, got %q", s, want, back)
	}
	short := appendHTML(nil, s, 10)
	if err := json.Unmarshal(short, &back); err != nil {
		t.Fatalf("%q cut: %v", s, err)
	}
	if len(s) <= 10 {
		return
	}
	start, said := strings.CutSuffix(back, "… ("+grouped(uint64(len(s)))+" bytes)")
	// A backslash is written in two ways, by what follows it.
	if !said || utf8.ValidString(s) && !strings.Contains(s, `\`) && !strings.HasPrefix(Escape(s), start) {
		t.Fatalf("%q cut: %q", s, back)
	}
}

// reported is the report of a run with a bit of everything.
func reported(t *testing.T, s string, o HTMLOptions) []byte {
	t.Helper()
	events, sum, unread := sample(s)
	o.Unread = func() []Unread { return unread }
	var buf bytes.Buffer
	drive(t, NewHTML(&buf, o), events, sum)
	return buf.Bytes()
}

// shape lists the elements of a page and their attributes, and gives what is in its
// data element.
func shape(t *testing.T, page []byte) (elements []string, data string) {
	t.Helper()
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(0)
	inData := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Fatal(z.Err())
			}
			return elements, data
		case html.TextToken:
			if inData {
				data += string(z.Raw())
			}
		case html.CommentToken:
			t.Fatal("a comment in the page")
		default:
			tok := z.Token()
			elements = append(elements, tok.String())
			inData = tok.Type == html.StartTagToken && slices.Contains(tok.Attr, html.Attribute{Key: "id", Val: "data"})
		}
	}
}

// TestHTMLHarmless: whatever was captured, the page has the same elements, the
// data are lines of JSON, and no text in them acts on the text around it.
func TestHTMLHarmless(t *testing.T) {
	want, _ := shape(t, reported(t, "plain", HTMLOptions{}))
	for _, s := range hostileHTML {
		for _, reveal := range []bool{false, true} {
			page := reported(t, s, HTMLOptions{Options: Options{Reveal: reveal}, Version: s})
			got, data := shape(t, page)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%.40q: the page changes (-plain +got):\n%s", s, diff)
			}
			if strings.ContainsAny(data, "<>&") {
				t.Fatalf("%.40q: markup in the data", s)
			}
			lines := 0
			for line := range strings.Lines(strings.TrimSpace(data)) {
				var v any
				if err := json.Unmarshal([]byte(line), &v); err != nil {
					t.Fatalf("%.40q: %v: %s", s, err, line)
				}
				harmlessText(t, v)
				lines++
			}
			if lines < 60 {
				t.Fatalf("%.40q: %d lines of data", s, lines)
			}
		}
	}
}

func harmlessText(t *testing.T, v any) {
	t.Helper()
	switch v := v.(type) {
	case string:
		for _, r := range v {
			if r != '\u2026' && !unicode.IsPrint(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("U+%04X in %.80q", r, v)
			}
		}
	case []any:
		for _, e := range v {
			harmlessText(t, e)
		}
	case map[string]any:
		for k, e := range v {
			harmlessText(t, k)
			harmlessText(t, e)
		}
	}
}

// TestHTMLRecords shows what a report is made of.
func TestHTMLRecords(t *testing.T) {
	_, data := shape(t, reported(t, "Grüße", HTMLOptions{Version: "v1"}))
	golden(t, "html.jsonl", []byte(strings.TrimPrefix(data, "\n")))
}

// bytesOf gives the visible bytes of each message in a report.
func bytesOf(t *testing.T, page []byte) (list [][]byte) {
	t.Helper()
	_, data := shape(t, page)
	for line := range strings.Lines(data) {
		if !strings.HasPrefix(line, `["d"`) {
			continue
		}
		var d []any
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		b, err := base64.StdEncoding.DecodeString(d[4].(string))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, b)
	}
	return list
}

// TestHTMLMasks: the bytes of secrets, and those that are shown in messages of
// their own, are not in a report unless asked for.
func TestHTMLMasks(t *testing.T) {
	secret, passed := []byte("p\x00w\x00"), []byte("0123456789012345678901234567")
	for i, b := range bytesOf(t, reported(t, "plain", HTMLOptions{})) {
		if bytes.Contains(b, secret) || i == 2 && bytes.Contains(b, passed) {
			t.Errorf("message %d shows what it should not: %q", i+1, b)
		}
		if i < 2 && !bytes.Contains(b, passed) || !bytes.Contains(b, []byte("plain")) {
			t.Errorf("message %d does not show what it should: %q", i+1, b)
		}
	}
	for i, b := range bytesOf(t, reported(t, "plain", HTMLOptions{Options: Options{Reveal: true}})) {
		if !bytes.Contains(b, secret) || !bytes.Contains(b, passed) {
			t.Errorf("message %d: revealed, and still masked: %q", i+1, b)
		}
	}
	for _, s := range []string{`"connectionString":"********"`} {
		if page := reported(t, "plain", HTMLOptions{}); !bytes.Contains(page, []byte(s)) {
			t.Errorf("no %s in the report", s)
		}
	}
}

// TestHTMLLimits: with a limit, the first messages are shown and later ones that break
// a rule, and the report counts the others.
func TestHTMLLimits(t *testing.T) {
	_, data := shape(t, reported(t, "plain", HTMLOptions{Messages: 1}))
	got := regexp.MustCompile(`(?m)^\["m",\d+`).FindAllString(data, -1)
	if diff := cmp.Diff([]string{`["m",1`, `["m",2`}, got); diff != "" {
		t.Error(diff)
	}
	if want := `"left":{"most":1,"shown":1,"messages":1,"later":1,"trees":0,`; !strings.Contains(data, want) {
		t.Errorf("no %s in\n%s", want, data[strings.LastIndex(data, `"left"`):])
	}
	_, data = shape(t, reported(t, "plain", HTMLOptions{Options: Options{Count: 1}}))
	if n := strings.Count(data, "\n[\"m\""); n != 1 {
		t.Errorf("-c 1 shows %d messages", n)
	}
}

// TestHTMLLargeMessage: of a large message the beginning is shown.
func TestHTMLLargeMessage(t *testing.T) {
	m := message(1, conv(1), strings.Repeat("a", 1<<20))
	var buf bytes.Buffer
	drive(t, NewHTML(&buf, HTMLOptions{}), []*dissect.Event{{Kind: dissect.EventMessage, Message: m}}, &dissect.Summary{})
	if n := buf.Len() - len(htmlPage().head) - len(htmlPage().tail); n > 2*maxHTMLBytes {
		t.Errorf("a message of 1 MiB takes %d bytes", n)
	}
	if !strings.Contains(buf.String(), "aaa… (1,048,576 bytes)") {
		t.Error("the report does not say how long the text is")
	}
}

// TestHTMLPage: the policy names the one script and the one style sheet by their
// hashes, nothing is loaded, and the script never makes markup of text.
func TestHTMLPage(t *testing.T) {
	text := htmlPage().head + htmlPage().tail
	if strings.Contains(text, "{{") {
		t.Error("a place of the page was not filled in")
	}
	for _, part := range []struct{ directive, re string }{{"script-src", `(?s)<script>(.*?)</script>`}, {"style-src", `(?s)<style>(.*?)</style>`}} {
		found := regexp.MustCompile(part.re).FindAllStringSubmatch(text, -1)
		if len(found) != 1 {
			t.Fatalf("%d elements for %s", len(found), part.directive)
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		want := part.directive + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"
		if !strings.Contains(text, want) {
			t.Errorf("no %s in the policy", want)
		}
	}
	if !strings.Contains(text, `content="default-src 'none'; `) {
		t.Error("the policy does not begin with default-src 'none'")
	}
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval(", "new Function", "srcdoc", "fetch(", "XMLHttpRequest",
		"WebSocket", "sendBeacon", "@import", "url(", "src=", "javascript:"} {
		if strings.Contains(text, bad) {
			t.Errorf("%s in the page", bad)
		}
	}
	for _, u := range regexp.MustCompile(`https?://[^"' ]+`).FindAllString(text, -1) {
		if u != "http://www.w3.org/2000/svg" { // a name, not an address
			t.Errorf("the page names %s", u)
		}
	}
}
