package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain text", "plain text"},
		{"\x1b[31m", `\x1b[31m`},
		{"a\r\n\tb", "a␍␊␉b"},
		{"␊", `\u{240a}`},
		{"\x00\x7f", `\x00\x7f`},
		{"\u0085\u009b", `\u{0085}\u{009b}`},
		{"\xff\x80", `\xff\x80`},
		{"\u202e\u2066\u200b\ufeff", `\u{202e}\u{2066}\u{200b}\u{feff}`},
		{"\u2028\u00a0\u00ad", `\u{2028}\u{00a0}\u{00ad}`},
		{"\U000e0041\u3164\ufe0f", `\u{e0041}\u{3164}\u{fe0f}`},
		{"Grüße 日本", "Grüße 日本"},
		{`C:\Users\new`, `C:\Users\new`},
		{`\x1b`, `\x5cx1b`},
		{`\u{202e}`, `\x5cu{202e}`},
		{`\\x1b`, `\\x5cx1b`},
		{"\ufffd", "\ufffd"},
	} {
		if got := Escape(c.in); got != c.want {
			t.Errorf("%q: want %s, got %s", c.in, c.want, got)
		}
		if got := string(AppendEscaped([]byte("x"), []byte(c.in))); got != "x"+c.want {
			t.Errorf("%q as bytes: %s", c.in, got)
		}
	}
}

// unescape is the inverse of Escape, written from its description.
func unescape(s string) string {
	var out []byte
	for i := 0; i < len(s); {
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, `\x`) && len(rest) >= 4 && isHex(rest[2]) && isHex(rest[3]):
			out = append(out, byte(strings.IndexByte(hexDigits, rest[2])<<4|strings.IndexByte(hexDigits, rest[3])))
			i += 4
			continue
		case strings.HasPrefix(rest, `\u{`):
			end := strings.IndexByte(rest, '}')
			var r rune
			for _, c := range rest[3:end] {
				r = r<<4 | rune(strings.IndexRune(hexDigits, c))
			}
			out = utf8.AppendRune(out, r)
			i += end + 1
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		switch r {
		case '␉':
			r = '\t'
		case '␊':
			r = '\n'
		case '␍':
			r = '\r'
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return string(out)
}

// wantHarmless fails where text has anything that acts on a terminal. Line
// feeds are allowed when lines is set.
func wantHarmless(t *testing.T, b []byte, lines bool) {
	t.Helper()
	if !utf8.Valid(b) {
		t.Fatalf("not UTF-8: %q", b)
	}
	for i, r := range string(b) {
		if lines && r == '\n' {
			continue
		}
		// Written without the help of plain: categories C and Z but the space, and the
		// characters without width that Unicode counts among letters and marks.
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
			unicode.Is(unicode.Zs, r) && r != ' ' || unicode.Is(unicode.Bidi_Control, r) {
			t.Fatalf("U+%04X at %d of %q", r, i, b)
		}
	}
}

func hostile(f *testing.F) {
	for _, s := range []string{
		"", "plain", "\x1b[31mred\x1b[0m", "\x9b31m", "\u009b31m", "\u202egnp.exe", "a\u200bb", "line\nline\r\ttab", "\xff\xfe\xc3",
		"\u2028\u2029", "\xed\xa0\x80", `\x1b\u{1b}\`, "␉␊␍", "日本語 ｗｉｄｅ", "e\u0301\u0301", "\U0001f600\U000e0041\U0010ffff", "\"quoted\\\"",
	} {
		f.Add([]byte(s), uint8(10))
	}
}

// FuzzEscape: nothing that acts on a terminal leaves, and no two texts give the
// same result.
func FuzzEscape(f *testing.F) {
	hostile(f)
	f.Fuzz(func(t *testing.T, b []byte, cols uint8) {
		out := AppendEscaped(nil, b)
		wantHarmless(t, out, false)
		if got := unescape(string(out)); got != string(b) {
			t.Fatalf("%q became %s, which reads %q", b, out, got)
		}
		clipped, w := appendClipped(nil, b, int(cols))
		wantHarmless(t, clipped, false)
		if n := textWidth(clipped); n != w || cols > 0 && n > int(cols) {
			t.Fatalf("%q: %d columns, said %d, asked for %d", clipped, n, w, cols)
		}
		if full := textWidth(out); cols > 0 && full <= int(cols) && !bytes.Equal(clipped, out) {
			t.Fatalf("%q was clipped although it fits into %d columns", b, cols)
		}
	})
}

// FuzzJSON: every string is valid JSON, reads back as the standard library
// cleans it, and has nothing that acts on a terminal.
func FuzzJSON(f *testing.F) {
	hostile(f)
	f.Fuzz(func(t *testing.T, b []byte, _ uint8) {
		out := appendJSON(nil, b)
		wantHarmless(t, out, false)
		var got string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		var want strings.Builder
		for _, r := range string(b) { // gives U+FFFD for each byte that is no UTF-8
			want.WriteRune(r)
		}
		if got != want.String() {
			t.Fatalf("%q became %s, which reads %q", b, out, got)
		}
	})
}

func TestAppendClipped(t *testing.T) {
	for _, c := range []struct {
		in   string
		cols int
		want string
	}{
		{"hello", 5, "hello"}, {"hello!", 5, "hell…"}, {"日本語", 6, "日本語"}, {"日本語", 5, "日本…"},
		{"日本語", 4, "日…"}, {"", 3, ""}, {"ab", 1, "…"}, {"\x1b\x1b", 6, `\x1b\…`},
	} {
		if got, _ := appendClipped(nil, c.in, c.cols); string(got) != c.want {
			t.Errorf("%q in %d: want %q, got %q", c.in, c.cols, c.want, got)
		}
	}
	long, w := appendClipped(nil, strings.Repeat("x", 1<<20), 0)
	if w != maxPiece || len(long) > maxPiece+3 {
		t.Errorf("no limit on unlimited text: %d columns, %d bytes", w, len(long))
	}
}

func TestEscapeDoesNotAllocate(t *testing.T) {
	text, dst := []byte("plain, \x1b[31m and Grüße 日本\u202e"), make([]byte, 0, 1024)
	s := string(text)
	if n := testing.AllocsPerRun(100, func() {
		dst = AppendEscaped(dst[:0], text)
		dst = AppendEscaped(dst[:0], s)
		dst = appendJSON(dst[:0], text)
		dst, _ = appendClipped(dst[:0], text, 12)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
