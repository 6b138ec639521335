package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/radissect/radissect/dissect"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got\n%s", name, diff)
	}
}

// drive feeds events to a sink as an engine does, one round for all.
func drive(t *testing.T, s dissect.Sink, events []*dissect.Event, sum *dissect.Summary) {
	t.Helper()
	var kept []*dissect.Event
	for _, ev := range events {
		if s.Accept(ev) {
			kept = append(kept, ev)
		}
	}
	var dst []byte
	for _, ev := range kept {
		dst = s.Render(dst, ev)
	}
	if len(dst) > 0 {
		if _, err := s.Write(dst); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(sum); err != nil {
		t.Fatal(err)
	}
}

// valid holds every line against the schema.
func valid(t *testing.T, lines []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "docs", "schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(lines) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
		uniqueKeys(t, json.NewDecoder(bytes.NewReader(line)))
	}
}

// uniqueKeys fails where an object has a key twice.
func uniqueKeys(t *testing.T, d *json.Decoder) {
	t.Helper()
	tok, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	open, ok := tok.(json.Delim)
	if !ok {
		return
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			k, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			if seen[k.(string)] {
				t.Fatalf("key %q twice", k)
			}
			seen[k.(string)] = true
		}
		uniqueKeys(t, d)
	}
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
}

var (
	specA = dissect.Spec("MS-RDPBCGR 2.2.1.1")
	specB = dissect.Spec("MS-RDPBCGR 2.2.1.1.1")

	fGroup = &dissect.Field{Name: "negotiation", Spec: specB, Base: dissect.Group}
	fDec   = &dissect.Field{Name: "length", Spec: specB}
	fHex   = &dissect.Field{Name: "protocols", Spec: specB, Base: dissect.Hex,
		Names: &dissect.Names{Bits: []dissect.Bit{{Mask: 1, Name: "PROTOCOL_SSL"}, {Mask: 2, Name: "PROTOCOL_HYBRID"}}}}
	fBig    = &dissect.Field{Name: "stamp", Spec: specA}
	fInt    = &dissect.Field{Name: "delta", Spec: specA, Base: dissect.Int}
	fBytes  = &dissect.Field{Name: "data", Spec: specA, Base: dissect.Bytes}
	fText   = &dissect.Field{Name: "cookie", Spec: specA, Base: dissect.Text}
	fSecret = &dissect.Field{Name: "password", Spec: specA, Base: dissect.UTF16, Secret: true}
	fVault  = &dissect.Field{Name: "vault", Spec: specA, Base: dissect.Group, Secret: true}
	fFlag   = &dissect.Field{Name: "first", Spec: specB}

	ruleMust = &dissect.Rule{ID: "test.length-eight", Req: "RDP-1", Level: dissect.Must, Spec: specB,
		Title: "RDP negotiation request length must be 8"}
	ruleSecurity = &dissect.Rule{ID: "test.password-clear", Level: dissect.Security, Spec: specA,
		Title: "A password must not be sent in the clear over a network that somebody else may be listening to"}
	ruleLimit = &dissect.Rule{ID: "limit.test", Level: dissect.Limit, Title: "There is a limit"}
	kind      = &dissect.Kind{Name: "Connection Request", Spec: specA}
)

func conv(id uint64) *dissect.Conversation {
	return &dissect.Conversation{
		ID: id, Transport: "tcp", Start: 1700000000e9,
		Client: dissect.Endpoint{Addr: dissect.HostAddr4([4]byte{10, 0, 0, 1}), Port: 50000},
		Server: dissect.Endpoint{Addr: dissect.HostAddr4([4]byte{10, 0, 0, 2}), Port: 3389},
	}
}

// message is a message with one field of each kind, whose text is s.
func message(n uint64, c *dissect.Conversation, s string) *dissect.Message {
	b := append([]byte{8, 0, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff}, "0123456789012345678901234567"...)
	t := &dissect.Tree{Kind: kind}
	rec := dissect.NewCursor(append(b, s+"p\x00w\x00"...), t)
	rec.Is(kind)
	rec.Enter(fGroup)
	rec.U16LE(fDec)
	rec.U32LE(fHex)
	rec.Part(fFlag, 0, 1)
	rec.Leave()
	rec.U64LE(fBig)
	rec.UintLE(fInt, 2)
	rec.Bytes(fBytes, 28)
	rec.Bytes(fText, len(s))
	rec.Enter(fVault)
	rec.Bytes(fSecret, 4)
	rec.Leave()
	t.Marks = []dissect.Mark{{Node: 1, Rule: ruleMust}}
	return &dissect.Message{
		N: n, File: "a.pcap", Time: 1700000000e9 + int64(n)*1e6, Conv: c, Dir: dissect.Dir(n % 2), Proto: "x224",
		Kind: kind, Info: []byte(s), Len: len(t.Bytes), Frames: []uint64{n, n + 1}, Tree: t,
	}
}

// sample is a run with a bit of everything; s is the captured text in it.
func sample(s string) ([]*dissect.Event, *dissect.Summary, []Unread) {
	c := conv(1)
	m1, m2, m3 := message(1, c, s), message(2, c, s), message(3, conv(2), s)
	m2.Channel, m2.Tainted = s, true
	m3.Carrier = true
	for i := range m3.Tree.Nodes {
		if m3.Tree.Nodes[i].Field == fBytes {
			m3.Tree.Nodes[i].Flags |= dissect.HandedOn
		}
	}
	events := []*dissect.Event{
		{Kind: dissect.EventCapture, Capture: &dissect.CaptureInfo{
			File: s + ".pcap", Format: "pcapng", Bytes: 18231, Interfaces: []dissect.CaptureInterface{{LinkType: 1, Name: s}},
		}},
		{Kind: dissect.EventMessage, Message: m1},
	}
	for i := range 7 {
		events = append(events, &dissect.Event{Kind: dissect.EventFinding, Finding: &dissect.Diagnostic{
			Rule: ruleMust, Conv: c, Time: m1.Time, Message: 1, Proto: "x224", Kind: kind, Frames: []uint64{4, 5, 6, 9 + uint64(i)},
			Field: fDec, Len: 2, Detail: "length is " + s, Tainted: i == 1,
		}})
	}
	events = append(events,
		&dissect.Event{Kind: dissect.EventMessage, Message: m2},
		&dissect.Event{Kind: dissect.EventFinding, Finding: &dissect.Diagnostic{
			Rule: ruleSecurity, Conv: c, Time: m2.Time, Message: 2, Frames: []uint64{7}, Off: 4, Len: 2}},
		&dissect.Event{Kind: dissect.EventMessage, Message: m3},
		&dissect.Event{Kind: dissect.EventFinding, Finding: &dissect.Diagnostic{Rule: ruleLimit, Detail: s}},
	)
	session := sampleSession(s, c)
	events = append(events, &dissect.Event{Kind: dissect.EventSession, Conv: c, Session: session})
	for i := range 40 {
		cc := conv(uint64(40 - i))
		rec := &dissect.ConversationRecord{
			File: s, End: 1700000100e9, Frames: 1200, Bytes: [2]uint64{100, 123456}, Protocols: []string{"tpkt", "x224", s},
			Security: []dissect.Protection{{Kind: "tls", Cipher: s, Open: true, With: s}},
		}
		if i == 39 {
			rec.Lost = [2]uint64{5, 0}
			rec.Session = session
			rec.Security = append(rec.Security, dissect.Protection{Kind: "rdp-standard", Cipher: "RC4-128",
				Need: "the RSA key whose modulus is " + strings.Repeat("0123456789abcdef", 16) + ", or " + s})
		}
		events = append(events, &dissect.Event{Kind: dissect.EventConversation, Conv: cc, Ended: rec})
	}
	sum := &dissect.Summary{
		Files: 1, Packets: 12345, Bytes: 1, Conversations: 41, Identified: 40, LostBytes: 5, Tainted: 1, Elapsed: 12e6,
		Messages:  []dissect.ProtoCount{{Proto: "tpkt", Messages: 1000}, {Proto: "x224", Messages: 3}, {Proto: "ra", Messages: 20}},
		Rules:     []dissect.RuleCount{{Rule: ruleLimit, Broken: 1}, {Rule: ruleSecurity, Broken: 1}, {Rule: ruleMust, Broken: 17, Tainted: 1}},
		Skipped:   []dissect.Skipped{{Why: "link type 147 unknown", Packets: 1002}, {Why: s, Packets: 1}},
		Notices:   []dissect.Notice{{Kind: dissect.NoticeCut, File: s, Frame: 12, Reason: "cut short " + s}, {Kind: dissect.NoticeLimit, File: "b", Reason: "too much"}},
		Fragments: 1,
	}
	sum.Findings[dissect.Must], sum.Findings[dissect.Security], sum.Findings[dissect.Limit] = 16, 1, 1
	return events, sum, []Unread{{s, "not a capture"}}
}

// A named sink, for tests over all of them.
type maker struct {
	name string
	make func(*bytes.Buffer, Options) dissect.Sink
	json bool
}

func reqs(s string) []dissect.Requirement {
	return []dissect.Requirement{
		{ID: "RDP-1", Level: "MUST", Spec: specB, Rule: ruleMust, Observable: true},
		{ID: "RDP-2", Level: "SHOULD", Spec: specB, Rule: ruleSecurity, Observable: true},
		{ID: "RDP-3", Level: "fmt", Spec: specB, Observable: true},
		{ID: "RDP-4", Level: "MUST", Spec: specB, Unseen: "local " + s},
		{ID: "RDP-5", Level: "MAY", Spec: specB, Rule: ruleLimit, Observable: true},
	}
}

func tally(r *dissect.Rule) dissect.Tally {
	switch r {
	case ruleMust:
		return dissect.Tally{Held: 1234, Broken: 17}
	case ruleSecurity:
		return dissect.Tally{Held: 3}
	}
	return dissect.Tally{}
}

func sinks(s string) []maker {
	return []maker{
		{"text", func(w *bytes.Buffer, o Options) dissect.Sink { return Text(w, o) }, false},
		{"json", func(w *bytes.Buffer, o Options) dissect.Sink { return JSON(w, o) }, true},
		{"findings", func(w *bytes.Buffer, o Options) dissect.Sink { return Findings(w, o) }, false},
		{"findings-json", func(w *bytes.Buffer, o Options) dissect.Sink { return FindingsJSON(w, o) }, true},
		{"sessions", func(w *bytes.Buffer, o Options) dissect.Sink { return Sessions(w, o) }, false},
		{"sessions-json", func(w *bytes.Buffer, o Options) dissect.Sink { return SessionsJSON(w, o) }, true},
		{"protections", func(w *bytes.Buffer, o Options) dissect.Sink { return Protections(w, given(o, s)) }, false},
		{"protections-json", func(w *bytes.Buffer, o Options) dissect.Sink { return ProtectionsJSON(w, given(o, s)) }, true},
		{"coverage", func(w *bytes.Buffer, o Options) dissect.Sink { return Coverage(w, reqs(s), o) }, false},
		{"coverage-json", func(w *bytes.Buffer, o Options) dissect.Sink { return CoverageJSON(w, reqs(s), o) }, true},
	}
}

// TestGoldens shows what people and programs see.
func TestGoldens(t *testing.T) {
	for _, mk := range sinks("Grüße") {
		for _, v := range []struct {
			suffix string
			o      Options
		}{
			{"", Options{}},
			{"-80", Options{Width: 80}},
			{"-fields-80", Options{Width: 80, Fields: true, Hex: true}},
			{"-fields-120-color", Options{Width: 120, Fields: true, Color: true}},
		} {
			if mk.json && v.o.Width > 0 || mk.name != "text" && v.o.Fields {
				continue
			}
			var buf bytes.Buffer
			events, sum, unread := sample("Grüße")
			sum.Tallies = tally
			v.o.Unread = func() []Unread { return unread }
			drive(t, mk.make(&buf, v.o), events, sum)
			ext := ".txt"
			if mk.json {
				ext = ".jsonl"
				valid(t, buf.Bytes())
			}
			golden(t, mk.name+v.suffix+ext, buf.Bytes())
			for line := range strings.Lines(buf.String()) {
				if n := cellWidth(strings.TrimSuffix(line, "\n")); v.o.Width > 0 && n > v.o.Width {
					t.Errorf("%s%s: %d columns: %s", mk.name, v.suffix, n, line)
				}
			}
		}
	}
}

// TestProjectGoldens: the records among the project's golden files follow the schema.
func TestProjectGoldens(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("..", "pcaps"), func(path string, d fs.DirEntry, err error) error {
		// What *.expect.jsonl hold was said by other programs.
		if err != nil || d.IsDir() || filepath.Ext(path) != ".jsonl" || strings.HasSuffix(path, ".expect.jsonl") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(path), func(t *testing.T) { valid(t, data) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSchemaRefuses: the schema is not so wide that it lets anything pass.
func TestSchemaRefuses(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "docs", "schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	good := `{"type":"message","n":1,"time":"2023-11-14T22:13:20.001000000Z","frames":[1],"proto":"x224","bytes":3}`
	for line, want := range map[string]bool{
		good: true,
		`{}`: false, `[]`: false, `{"type":"unknown"}`: false,
		strings.Replace(good, `"n":1,`, ``, 1):                                     false,
		strings.Replace(good, `"frames":[1]`, `"frames":1`, 1):                     false,
		strings.Replace(good, `001000000Z`, `001Z`, 1):                             false,
		strings.Replace(good, `"bytes":3`, `"bytes":3,"extra":1`, 1):               false,
		strings.Replace(good, `"bytes":3`, `"bytes":9007199254740993`, 1):          false,
		strings.Replace(good, `"bytes":3`, `"bytes":"9007199254740993"`, 1):        true,
		strings.Replace(good, `"proto":"x224"`, `"from":"both","proto":"x224"`, 1): false,
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); (err == nil) != want {
			t.Errorf("%s: want %v, got %v", line, want, err)
		}
	}
}

// FuzzSinks: whatever text is captured, nothing that acts on a terminal leaves a
// sink, secrets stay masked, and records stay valid.
func FuzzSinks(f *testing.F) {
	hostile(f)
	f.Fuzz(func(t *testing.T, b []byte, width uint8) {
		s := string(b)
		for _, mk := range sinks(s) {
			for _, o := range []Options{{}, {Fields: true, Hex: true, Width: int(width)}, {Fields: true, Several: true, Reveal: true}, {Array: true, Several: true}} {
				var buf bytes.Buffer
				events, sum, unread := sample(s)
				events = append(events[:len(events)-40], events[len(events)-2:]...) // two conversations are enough
				sum.Tallies = tally
				o.Unread = func() []Unread { return unread }
				drive(t, mk.make(&buf, o), events, sum)
				wantHarmless(t, buf.Bytes(), true)
				if mk.json && !json.Valid(buf.Bytes()) && o.Array {
					t.Fatalf("%s: not an array: %s", mk.name, buf.Bytes())
				}
				if mk.json && !o.Array {
					for line := range bytes.Lines(buf.Bytes()) {
						if !json.Valid(line) {
							t.Fatalf("%s: %s", mk.name, line)
						}
					}
				}
			}
		}
	})
}

// TestColoursChangeNothing: without the escape strings, coloured text is plain text.
func TestColoursChangeNothing(t *testing.T) {
	for _, mk := range sinks("x") {
		if mk.json {
			continue
		}
		for _, fields := range []bool{false, true} {
			var out [2]bytes.Buffer
			for i, colours := range []bool{false, true} {
				events, sum, _ := sample("x")
				sum.Tallies = tally
				drive(t, mk.make(&out[i], Options{Color: colours, Fields: fields, Width: 100}), events, sum)
			}
			if bytes.Equal(out[0].Bytes(), out[1].Bytes()) {
				t.Errorf("%s: no colours", mk.name)
			}
			if diff := cmp.Diff(out[0].String(), strip(out[1].String())); diff != "" {
				t.Errorf("%s: -plain +coloured\n%s", mk.name, diff)
			}
		}
	}
}

// strip takes colour sequences away.
func strip(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i])
		s = s[i+strings.IndexByte(s[i:], 'm')+1:]
	}
}

// TestSecrets: no sink gives a secret away, in any form, unless asked.
func TestSecrets(t *testing.T) {
	for _, mk := range sinks("x") {
		for _, o := range []Options{{}, {Fields: true}, {Fields: true, Hex: true}} {
			for _, reveal := range []bool{false, true} {
				o.Reveal = reveal
				var buf bytes.Buffer
				events, sum, _ := sample("x")
				drive(t, mk.make(&buf, o), events, sum)
				out := buf.String()
				if strings.Contains(out, "65538,1,") != (reveal && (strings.HasPrefix(mk.name, "sessions") || mk.name == "json")) {
					t.Errorf("%s %+v: the connection string", mk.name, o)
				}
				has := strings.Contains(out, "password: pw") || strings.Contains(out, `"value":"pw"`) ||
					strings.Contains(out, "70 00 77 00") || strings.Contains(out, "70007700")
				if has && !reveal {
					t.Errorf("%s %+v gives the secret away", mk.name, o)
				}
				if !has && reveal && o.Fields && (mk.name == "text" || mk.name == "json") {
					t.Errorf("%s %+v does not reveal the secret", mk.name, o)
				}
			}
		}
	}
}

// TestCount: no more than Count messages, their findings, and a summary of just these.
func TestCount(t *testing.T) {
	var buf bytes.Buffer
	s := JSON(&buf, Options{Count: 1})
	events, sum, _ := sample("x")
	sum.Stopped = true
	drive(t, s, events, sum)
	if !s.(dissect.Stopper).Done() {
		t.Error("wants more")
	}
	out := buf.String()
	valid(t, buf.Bytes())
	if n := strings.Count(out, `"type":"message"`); n != 1 {
		t.Errorf("%d messages", n)
	}
	for _, want := range []string{`"messages":{"x224":1},"findings":{"must":6},"tainted":1`, `"stopped":true`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
	for _, not := range []string{"password-clear", "limit.test", `"packets"`} {
		if strings.Contains(out, not) {
			t.Errorf("%s in %s", not, out)
		}
	}
}

// TestNumbers: what a double cannot hold is a string.
func TestNumbers(t *testing.T) {
	for v, want := range map[uint64]string{
		0: "0", 1 << 53: "9007199254740992", 1<<53 + 1: `"9007199254740993"`, 1<<64 - 1: `"18446744073709551615"`,
	} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("want %s, got %s", want, got)
		}
	}
	for _, c := range []struct {
		n    dissect.Node
		want string
	}{
		{dissect.Node{Value: 0xfffe, Len: 2}, "-2"}, {dissect.Node{Value: 0x7fff, Len: 2}, "32767"},
		{dissect.Node{Value: 1<<64 - 1, Len: 8}, "-1"}, {dissect.Node{Value: 1 << 63, Len: 8}, `"-9223372036854775808"`},
	} {
		if got := string(signed(nil, &c.n)); got != c.want {
			t.Errorf("want %s, got %s", c.want, got)
		}
	}
	for ns, want := range map[int64]string{0: "  0.000000", 1e9 + 1500: "  1.000001", -2e6: " -0.002000", 123456789012345: "123456.789012"} {
		if got := string(appendSeconds(nil, ns, 10)); got != want {
			t.Errorf("%d: want %q, got %q", ns, want, got)
		}
	}
	if got := string(appendTime(nil, 1700000000123456789)); got != "2023-11-14T22:13:20.123456789Z" {
		t.Error(got)
	}
	if got := grouped(1234567); got != "1,234,567" {
		t.Error(got)
	}
	for _, c := range []struct {
		frames []uint64
		want   string
	}{
		{nil, ""}, {[]uint64{7}, "frame 7"}, {[]uint64{7, 8}, "frames 7, 8"}, {[]uint64{1, 2, 3, 9}, "frames 1–3, 9"},
		{[]uint64{1, 3, 5, 7, 9}, "frames 1, 3, 5, 7, … (5 in all)"},
		{[]uint64{1, 2, 4, 5, 7, 8}, "frames 1, 2, 4, 5, … (6 in all)"},
	} {
		if got := string(appendFrames(nil, c.frames)); got != c.want {
			t.Errorf("want %q, got %q", c.want, got)
		}
	}
}

// TestLinesDoNotAllocate: one line a message, in text and records, costs no memory.
func TestLinesDoNotAllocate(t *testing.T) {
	ev := &dissect.Event{Kind: dissect.EventMessage, Message: message(1, conv(1), "a \x1b text")}
	ev.Message.Tree = nil
	for _, s := range []dissect.Sink{
		Text(nil, Options{Width: 80, Color: true}), Text(nil, Options{}), JSON(nil, Options{}), JSON(nil, Options{Array: true}),
	} {
		s.Accept(ev)
		dst := make([]byte, 0, 4096)
		if n := testing.AllocsPerRun(100, func() { dst = s.Render(dst[:0], ev) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	}
}
