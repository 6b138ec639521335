package ra

import "testing"

// TestFileChannel holds the patterns of MS-RA 2.2.1.2 against names.
func TestFileChannel(t *testing.T) {
	for name, want := range map[string]struct {
		by starter
		ok bool
	}{
		"RA_FX":                    {startedByEither, true},
		"172.31.251.165.612009461": {startedByNovice, true}, // the example of the section
		"1000.612009461":           {startedByExpert, true},
		"::1.612009461":            {startedByNovice, true},
		"fe80::1%4.612009461":      {startedByNovice, true},
		"1000.":                    {}, "1000": {}, ".612009461": {}, "1000.x": {}, "1001.612009461": {},
		"172.31.251.612009461": {}, "172.31.251.256.1": {}, "172.31..165.1": {}, "1.2.3.4.5.6": {}, "": {}, "ra_fx": {}, "a.b.c.d.1": {},
	} {
		by, ok := fileChannel(utf16le(name))
		if ok != want.ok || ok && by != want.by {
			t.Errorf("%q: want %v, got %v %v", name, want, by, ok)
		}
		if p := nameOf(name); (p == partFile) != want.ok {
			t.Errorf("%q as a channel: file %v, got part %d", name, want.ok, p)
		}
	}
}

// TestPlausible shows when a message of a dedicated channel is read with a header.
func TestPlausible(t *testing.T) {
	chat := append([]byte{6, 0, 0, 0, 2, 0, 0, 0, '7', 0, '0', 0, 0, 0}, 'x', 0)
	if !plausible(chat, "") || !plausible(chat, "70") || plausible(chat, "71") {
		t.Error("a header with name 70 is not told apart")
	}
	for n := range 14 {
		if plausible(chat[:n], "") {
			t.Errorf("%d bytes of a header are taken for one", n)
		}
	}
	for _, s := range []string{"", "a", "hello", "\x06\x00", "\x06\x00\x02\x00abc\x00", "\x02\x00\x00\x00\x00"} {
		if plausible(utf16le(s), "") {
			t.Errorf("the text %q is taken for a header", s)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 10: "10", 99: "99", 100: "100", 999: "999", 1000: "1,000", 1024: "1,024", 409600: "409,600", 1000001: "1,000,001"} {
		if got := string(appendCount(nil, n)); got != want {
			t.Errorf("want %s, got %s", want, got)
		}
	}
}
