package where

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

var (
	fNumber = &dissect.Field{Name: "versionMajor", Spec: "X 1", Names: &dissect.Names{
		Values: map[uint64]string{1: "ONE", 2: "TWO"}, Bits: []dissect.Bit{{Mask: 4, Name: "FOUR"}, {Mask: 0x30, Value: 0x20, Name: "MODE_2"}},
	}}
	fSigned = &dissect.Field{Name: "delta", Spec: "X 1", Base: dissect.Int}
	fText   = &dissect.Field{Name: "text", Spec: "X 1", Base: dissect.Text}
	fWide   = &dissect.Field{Name: "name of it", Spec: "X 1", Base: dissect.UTF16}
	fBytes  = &dissect.Field{Name: "hash", Spec: "X 1", Base: dissect.Bytes}
	fTime   = &dissect.Field{Name: "when", Spec: "X 1", Base: dissect.Time}
	fGUID   = &dissect.Field{Name: "iid", Spec: "X 1", Base: dissect.GUID}
	fGroup  = &dissect.Field{Name: "HEADER", Spec: "X 1", Base: dissect.Group}
	fOther  = &dissect.Field{Name: "length", Spec: "Y 1"}

	kind = &dissect.Kind{Name: "GREETING", Spec: "X 2"}
	part = &dissect.Kind{Name: "CHAT", Spec: "X 3", Proto: "ra.chat"}
	must = &dissect.Rule{ID: "ra.one-two", Level: dissect.Must, Spec: "X 1", Title: "t", Doc: "d", Seen: "s"}
	note = &dissect.Rule{ID: "tcp.odd", Level: dissect.Note, Spec: "X 1", Title: "t", Doc: "d", Seen: "s"}
)

func testVocabulary(t testing.TB) *Vocabulary {
	none := func(*dissect.Conversation) dissect.Handler { return nil }
	ra := &dissect.Protocol{
		Name: "ra", New: none, Kinds: []*dissect.Kind{kind, part},
		Fields: []*dissect.Field{fNumber, fSigned, fText, fWide, fBytes, fTime, fGUID, fGroup},
	}
	tls := &dissect.Protocol{Name: "tls", New: none, Fields: []*dissect.Field{fOther}}
	http := &dissect.Protocol{Name: "http", New: none}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ra, tls, http})
	if err != nil {
		t.Fatal(err)
	}
	return NewVocabulary(reg, map[*dissect.Protocol][]*dissect.Protocol{http: {tls}})
}

// testMessage is a message of 40 bytes with every kind of field.
func testMessage() *dissect.Message {
	b := []byte("\x05\xff\xfeHello, World\x00a\x00\xe9\x00\x01\x02\x03\x04")
	b = append(b, 0, 0x80, 0x3e, 0xd5, 0xde, 0xb1, 0x9d, 1) // 1970-01-01T00:00:00Z
	b = append(b, 0x33, 0x22, 0x11, 0, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff)
	node := func(f *dissect.Field, v uint64, off, n uint32) dissect.Node {
		return dissect.Node{Field: f, Value: v, Off: off, Len: n}
	}
	tree := &dissect.Tree{Kind: kind, Bytes: b, Nodes: []dissect.Node{
		node(fGroup, 0, 0, 3),
		node(fNumber, 5, 0, 1), node(fNumber, 2, 0, 1), node(fSigned, 0xfffe, 1, 2), node(fText, 0, 3, 12),
		node(fWide, 0, 16, 4), node(fBytes, 0, 20, 4), node(fTime, filetimeEpoch, 24, 8), node(fGUID, 0, 32, 16),
	}}
	for i := range tree.Nodes {
		tree.Nodes[i].End = uint32(i + 1)
	}
	tree.Nodes[0].End = 4
	conv := &dissect.Conversation{
		ID: 3, Transport: "tcp",
		Client: dissect.Endpoint{Addr: dissect.HostAddr4([4]byte{10, 0, 0, 1}), Port: 50000},
		Server: dissect.Endpoint{Addr: dissect.HostAddr4([4]byte{192, 0, 2, 7}), Port: 3389},
	}
	return &dissect.Message{
		N: 17, File: "a.pcap", Time: 1700000000_500000000, Conv: conv, Dir: dissect.FromServer, Proto: "ra", Kind: kind,
		Channel: "remdesk", Info: []byte("says hello"), Len: len(b), Frames: []uint64{41, 42}, Tree: tree, Tainted: true,
	}
}

func testSubject() Subject {
	s := OfMessage(testMessage(), 0)
	s.Session = 2
	s.Findings = []*dissect.Diagnostic{{Rule: must, Field: fNumber, Detail: "versionMajor is 5"}, {Rule: note, Tainted: true}}
	return s
}

func TestMatch(t *testing.T) {
	v := testVocabulary(t)
	s := testSubject()
	for expr, want := range map[string]bool{
		`ra`: true, `tls`: false, `!tls`: true, `ra.chat`: false, `ip`: true, `ipv6`: false, `tcp`: true, `udp`: false,
		`ra.versionMajor`: true, `ra.versionMajor == 5`: true, `ra.versionMajor == 0x2`: true, `ra.versionMajor == 3`: false,
		`ra.versionMajor != 3`: true, `ra.versionMajor != 5`: false, `tls.length != 3`: false, `ra.versionMajor eq 5`: true,
		`ra.versionMajor > 4`: true, `ra.versionMajor >= 6`: false, `ra.versionMajor < 3`: true, `ra.versionMajor <= 1`: false,
		`ra.versionMajor == TWO`: true, `ra.versionMajor == "ONE"`: false, `ra.versionMajor == FOUR`: true,
		`ra.versionMajor == MODE_2`: false, `ra.versionMajor != ONE`: true,
		`ra.versionMajor & 4`: true, `ra.versionMajor & 8`: false, `ra.versionMajor & 6 == 4`: true, `ra.versionMajor & 6 == 6`: false,
		`ra.versionMajor in {1, 3..5}`: true, `ra.versionMajor in {7 8 9}`: false, `ra.versionMajor not in {7}`: true,
		`ra.versionMajor in {TWO}`: true, `ra.versionMajor in {3 .. 4}`: false, `ra.versionMajor contains TWO`: true,
		`ra.delta == -2`: true, `ra.delta < 0`: true, `ra.delta > 100`: false, `ra.delta in {-3..-1}`: true,
		`ra.text == "Hello, World"`: true, `ra.text == "hello, world"`: false, `ra.text contains World`: true,
		`ra.text contains world`: false, `ra.text matches world`: true, `ra.text matches "(?-i)world"`: false,
		`ra.text ~ "^hello.\\s"`: true, `ra.text matches r"w.rld$"`: true, `lower(ra.text) contains "world"`: true,
		`upper(ra.text) == "HELLO, WORLD"`: true, `len(ra.text) == 12`: true, `count(ra.versionMajor) == 2`: true,
		`count(ra.versionMajor) != 2`: false, `count(tls.length) == 0`: true, `len(ra.text) != 12`: false,
		`ra.text[0:5] == "Hello"`: true, `ra.text[-5:] == "World"`: true, `ra.text[-5:2] == "Wo"`: true, `ra.text[0-4] == "Hello"`: true,
		`ra.text[:4] == "Hell"`: true, `ra.text[1] == 0x65`: true, `ra.text[20:2]`: false, `ra.text[20:2] != "ab"`: false, `ra.text[0:2]`: true,
		`ra.name_of_it == "aé"`: true, `ra.name_of_it[0:2] == 61:00`: true,
		`ra.hash == 01:02:03:04`: true, `ra.hash == 0x01020304`: true, `ra.hash contains 02:03`: true, `ra.hash contains 03:02`: false,
		`ra.hash[1:2] == 02-03`: true, `ra.hash == "\x01\x02\x03\x04"`: true, `ra.HEADER[0] == 0x05`: true, `ra.HEADER`: true,
		`ra.when == 1970-01-01`: true, `ra.when < 2020-01-01`: true, `ra.when >= "1970-01-01T00:00:01Z"`: false, `ra.when == 116444736000000000`: true,
		`ra.iid == 00112233-4455-6677-8899-aabbccddeeff`: true, `ra.iid == "{00112233-4455-6677-8899-AABBCCDDEEFF}"`: true,
		`ip.addr == 10.0.0.1`: true, `ip.addr == 192.0.2.0/24`: true, `ip.src == 10.0.0.0/8`: false, `ip.dst == 10.0.0.0/8`: true,
		`ip.addr != 10.0.0.1`: false, `ip.addr == 10.0.0.9`: false, `ip.addr in {10.0.0.0..10.0.0.5}`: true, `ip.addr in {172.16.0.0/12 192.0.2.7}`: true,
		`ip.version == 4`: true, `ip.addr == ::1`: false,
		`tcp.port == 3389`: true, `tcp.srcport == 3389`: true, `tcp.dstport == 3389`: false, `tcp.port in {1..1023}`: false, `udp.port == 3389`: false,
		`frame == 41`: true, `frame.number == 42`: true, `frame.number > 42`: false, `frame.time >= 2023-11-14`: true,
		`frame.time == "2023-11-14T22:13:20.5Z"`: true, `frame.time < "2023-11-14 22:13:20"`: false,
		`conversation == 3`: true, `session == 2`: true, `session`: true, `message == 17`: true, `message.number in {1..10}`: false,
		`message.name == GREETING`: true, `message.name matches "greet|chat"`: true, `message.proto == ra`: true, `message.from == server`: true,
		`message.bytes > 40`: true, `message.info contains hello`: true, `message.tainted`: true, `message.cut == true`: false,
		`message.cut == false`: true, `message.spec contains "X 2"`: true, `channel == remdesk`: true, `channel == "cliprdr"`: false, `file == a.pcap`: true,
		`finding`: true, `finding.rule == "ra.one-two"`: true, `finding.rule contains tcp.`: true, `finding.level == must`: true,
		`finding.level >= malformed`: false, `finding.level < should`: true, `finding.field == versionMajor`: true, `finding.tainted == true`: true,
		`finding.detail contains "is 5"`: true, `artifact.kind == file`: false,
		`ra && tls`: false, `ra || tls`: true, `ra and not tls`: true, `tls or tls or ra`: true, `!(ra and tls)`: true,
		`tls && tls || ra`: true, `ra || tls && tls`: true, `(ra || tls) && tls`: false, `not not ra`: true,
	} {
		f, err := Compile(expr, v)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := f.Match(&s) == Yes; got != want {
			t.Errorf("%s: want %v, got %v", expr, want, got)
		}
	}
}

func TestErrors(t *testing.T) {
	v := testVocabulary(t)
	for _, c := range []struct {
		expr   string
		column int
		length int
		msg    string
	}{
		{``, 1, 1, "the filter is empty"},
		{`ra.versionMajr == 1`, 1, 14, `there is no field "ra.versionMajr"`},
		{`ra && tsl`, 7, 3, `there is no field "tsl"`},
		{`ra = 1`, 4, 1, `write "=="`},
		{`ra | tls`, 4, 1, `write "||"`},
		{`ra ==`, 6, 1, "missing at the end"},
		{`ra == 1`, 7, 1, "it has no value"},
		{`ra &&`, 6, 1, "name of a field is missing at the end"},
		{`(ra`, 1, 1, "not closed"},
		{`ra)`, 3, 1, "closes none"},
		{`ra tls`, 4, 3, `"and" or "or" is missing`},
		{`ra.text == "a`, 12, 2, "quote is not closed"},
		{`ra.text matches "("`, 17, 3, "the pattern is wrong: missing closing )"},
		{`ra.versionMajor == THREE`, 20, 5, "neither a number nor one of its symbols"},
		{`ra.versionMajor > TWO`, 19, 3, "symbols have no order"},
		{`tls.length == x`, 15, 1, "x is none"},
		{`ip.addr == 10.0.0.256`, 12, 10, "is no IP address"},
		{`ip.addr < 10.0.0.0/8`, 11, 10, "a network has no order"},
		{`ra.hash == 12`, 12, 2, "these are bytes"},
		{`ra.hash[x] == 12`, 8, 3, "bytes are named as"},
		{`ra.hash[0:2`, 8, 1, "bracket is not closed"},
		{`tcp.port[0:2] == 12`, 9, 5, "only text and fields have bytes"},
		{`ra.when < soon`, 11, 4, "is no time"},
		{`finding.level == mist`, 18, 4, "none of note, should"},
		{`ra.versionMajor in 3`, 20, 1, "a set is missing"},
		{`ra.versionMajor in {3`, 20, 1, "brace is not closed"},
		{`ra.versionMajor in {}`, 20, 1, "the set is empty"},
		{`ra.versionMajor in {3..}`, 24, 1, "end of the range"},
		{`ra.versionMajor in {1,,2}`, 23, 1, "a value is missing"},
		{`ra.versionMajor not 3`, 17, 3, `only "in" may follow`},
		{`len(ra.text)`, 1, 3, "compare it with a number"},
		{`lower(tls.length) == 1`, 1, 5, "only text has"},
		{`ra.text contains ""`, 18, 2, "everything contains nothing"},
		{`ra.text & 3`, 1, 7, "only numbers have bits"},
		{`é == 1`, 1, 1, "there is no field"},
		{`ra.text == "é" && tls.lenght == 1`, 19, 10, "there is no field"},
		{strings.Repeat("(", 300) + "ra" + strings.Repeat(")", 300), 201, 1, "levels inside of each other"},
		{strings.Repeat("ra or ", 20000) + "ra", 1, 1, "longer than"},
		{"ra.versionMajor in {" + strings.Repeat("1 ", 6000) + "}", 10023, 1, "more than 5000 tests"},
	} {
		_, err := Compile(c.expr, v)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.60s: no error", c.expr)
			continue
		}
		if e.Column != c.column || e.Len != c.length || !strings.Contains(e.Msg, c.msg) {
			t.Errorf("%.60s: want %d+%d %q, got %d+%d %q", c.expr, c.column, c.length, c.msg, e.Column, e.Len, e.Msg)
		}
	}
	_, err := Compile("versionmajor == 1", v)
	if e := err.(*Error); e.Word != "versionmajor" || len(e.Names) != 1 || e.Names[0] != "ra.versionMajor" {
		t.Errorf("a bare name: %q, %q", e.Word, e.Names)
	}
}

// What is not known yet gives an answer only where it makes no difference.
func TestUnknown(t *testing.T) {
	v := testVocabulary(t)
	s := testSubject()
	s.Unknown = PartTree | PartFindings | PartInfo | PartNumber
	for expr, want := range map[string]Verdict{
		"ra": Yes, "tls": No, "ra.versionMajor == 5": Maybe, "tls && ra.versionMajor": No, "ra || ra.versionMajor": Yes,
		"!ra.versionMajor": Maybe, "finding": Maybe, "finding && udp": No, "tls.length": No, "!tls.length": Yes, "message == 17": Maybe,
		"ip.src == 192.0.2.7": Yes, "message.info contains x": Maybe, "conversation == 4": Maybe, "conversation == 4 && tls": No,
	} {
		f, err := Compile(expr, v)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Match(&s); got != want {
			t.Errorf("%s: want %d, got %d", expr, want, got)
		}
	}
	f, _ := Compile("tls.length > 3", v)
	for proto, want := range map[string]bool{"tls": true, "http": true, "ra": false} {
		if f.NeedsTree(proto) != want {
			t.Errorf("trees of %s: want %v", proto, want)
		}
	}
	if !f.Names("tls") || f.Names("http") || f.Uses(PartFindings) || !f.Uses(PartTree) {
		t.Error("what the filter names is wrong")
	}
	// A conversation alone.
	c := Subject{Conv: s.Conv, Unknown: PartMessage | PartDirection | PartInfo | PartTree | PartFindings | PartFrames | PartSession}
	for expr, want := range map[string]Verdict{"ip.addr == 10.0.0.1": Yes, "ip.src == 10.0.0.1": Maybe, "udp": No, "ra": Maybe, "ra.text": Maybe} {
		f, _ := Compile(expr, v)
		if got := f.Match(&c); got != want {
			t.Errorf("conversation, %s: want %d, got %d", expr, want, got)
		}
	}
}

func TestMatchAllocates(t *testing.T) {
	if dissecttest.Race {
		t.Skip("the race detector allocates")
	}
	f, err := Compile(`ra && tcp.port == 3389 && ip.addr == 10.0.0.0/8 && ra.versionMajor == 5 && ra.text contains World`, testVocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	s := testSubject()
	if n := testing.AllocsPerRun(100, func() { f.Match(&s) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzCompile wants every expression to be compiled or refused with a place in it,
// and compiled ones to answer the same with and without parentheses, and the
// opposite with a negation.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		`ra.versionMajor == 1 && ip.addr == 10.0.0.0/8`, `finding.level >= must and not tls`, `ra.text[0:2] == "He"`,
		`ra.hash in {01:02, "a".."b"}`, `len(ra.text) > 3 or count(frame) < 4`, `ra.text matches r"a\d+"`, `frame.time > 2020-01-01`,
		`(((ra)))`, `!`, `"`, `ra.text[`, `ra.versionMajor & 0x10 == 16`, "ra.text contains \xff",
	} {
		f.Add(s)
	}
	v := testVocabulary(f)
	s := testSubject()
	f.Fuzz(func(t *testing.T, expr string) {
		flt, err := Compile(expr, v)
		if err != nil {
			e := err.(*Error)
			if e.Column < 1 || e.Column > len(expr)+1 || e.Len < 1 || e.Msg == "" {
				t.Errorf("%q: %d+%d %q", expr, e.Column, e.Len, e.Msg)
			}
			return
		}
		got := flt.Match(&s)
		if got == Maybe {
			t.Errorf("%q: undecided with everything known", expr)
		}
		for _, c := range []struct {
			form string
			want Verdict
		}{{"(%s)", got}, {"!(%s)", Yes - got}, {"not\n(%s) or ra", Yes}} {
			again, err := Compile(fmt.Sprintf(c.form, expr), v)
			if err != nil {
				continue // too long or too deep now
			}
			if g := again.Match(&s); g != c.want {
				t.Errorf("%q as %s: want %d, got %d", expr, c.form, c.want, g)
			}
		}
	})
}
