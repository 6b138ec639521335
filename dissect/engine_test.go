package dissect_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/netip"
	"reflect"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// The toy protocol of these tests: a message is "T", its length in one byte
// (of what follows), and a body. A body of "panic" makes the decoder panic, a
// body that begins with '(' is handed on without its first byte.
var (
	toyMagic   = &dissect.Field{Name: "magic", Spec: "TOY 1", Base: dissect.Text}
	toyLength  = &dissect.Field{Name: "length", Spec: "TOY 1"}
	toyBody    = &dissect.Field{Name: "body", Spec: "TOY 1", Base: dissect.Text}
	toyMessage = &dissect.Kind{Name: "TOY_MESSAGE", Spec: "TOY 1"}
	toyEven    = &dissect.Rule{ID: "toy.even", Req: "TOY-1", Level: dissect.Must, Spec: "TOY 1", Title: "even", Doc: "even", Seen: "x"}
	toyOrder   = &dissect.Rule{ID: "toy.order", Level: dissect.Must, Spec: "TOY 2", Title: "order", Doc: "order", Seen: "x"}
)

type toyHandler struct {
	n    byte
	body []byte
	last byte // first byte of the body before
}

var toy = &dissect.Protocol{
	Name: "toy", Title: "Toy", Specs: []dissect.Spec{"TOY"}, Rules: []*dissect.Rule{toyEven, toyOrder},
	Fields: []*dissect.Field{toyMagic, toyLength, toyBody}, Kinds: []*dissect.Kind{toyMessage},
	Requirements: []*dissect.Requirement{{ID: "TOY-1", Level: "MUST", Spec: "TOY 1", Text: "even"}},
	Binds:        []dissect.Bind{dissect.TCPPort.Key(7777), dissect.UDPPort.Key(7777)},
	Probe: func(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
		if b[0] == 'T' {
			return dissect.Yes
		}
		return dissect.No
	},
	New: func(*dissect.Conversation) dissect.Handler { return &toyHandler{} },
}

func (h *toyHandler) Frame(_ dissect.Dir, b []byte) int {
	switch {
	case b[0] != 'T':
		return dissect.Lost
	case len(b) < 2:
		return 0
	}
	return 2 + int(b[1])
}

func (h *toyHandler) Resync(_ dissect.Dir, b []byte) int {
	if i := bytes.IndexByte(b, 'T'); i >= 0 {
		return i
	}
	return len(b)
}

func (h *toyHandler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(toyMessage)
	c.Bytes(toyMagic, 1)
	h.n = c.U8(toyLength)
	c.Require(h.n%2 == 0, toyEven)
	h.body = c.Bytes(toyBody, int(h.n))
	if string(h.body) == "panic" {
		panic("as asked")
	}
}

func (h *toyHandler) Info(_ dissect.Dir, dst []byte) []byte { return append(dst, h.body...) }

func (h *toyHandler) Commit(dir dissect.Dir, x *dissect.Context) {
	if len(h.body) == 0 {
		return
	}
	first := h.body[0]
	if first >= 'a' && first <= 'z' {
		x.Require(first >= h.last, toyOrder, 2, 1, "")
		h.last = first
	}
	if first == '(' {
		x.Pass(toy, 3, len(h.body)-1, "inner")
	}
}

func msg(body string) []byte { return append([]byte{'T', byte(len(body))}, body...) }

func registry(t testing.TB) *dissect.Registry {
	t.Helper()
	if err := dissect.Validate([]*dissect.Protocol{toy}); err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{toy})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func read(t testing.TB, c *craft.Capture, workers int) *dissecttest.Log {
	t.Helper()
	src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(registry(t), dissect.Options{Workers: workers}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

func host(i int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}), 40000)
}

var server = netip.MustParseAddrPort("198.51.100.1:7777")

func infos(l *dissecttest.Log) string {
	var s []string
	for _, m := range l.Messages {
		s = append(s, m.Info)
	}
	return strings.Join(s, " ")
}

func rules(l *dissecttest.Log) string {
	var s []string
	for _, f := range l.Findings {
		mark := ""
		if f.Tainted {
			mark = "?"
		}
		s = append(s, f.Rule+mark)
	}
	return strings.Join(s, " ")
}

func TestMessagesAndFrames(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	f.Send(0, msg("ab")).Send(1, msg("aes!"))
	long := msg(strings.Repeat("c", 200))
	f.MSS = 90
	f.Send(0, long)
	f.Close()
	log := read(t, c, 1)
	if got := infos(log); got != "ab aes! "+strings.Repeat("c", 200) {
		t.Errorf("messages: %q", got)
	}
	want := [][]uint64{{4}, {5}, {6, 7, 8}}
	for i, m := range log.Messages {
		if !reflect.DeepEqual(m.Frames, want[i]) {
			t.Errorf("message %d: want frames %v, got %v", m.N, want[i], m.Frames)
		}
		if m.N != uint64(i+1) || m.Tainted {
			t.Errorf("message %d: number %d, tainted %v", i+1, m.N, m.Tainted)
		}
	}
	if len(log.Findings) > 0 {
		t.Errorf("findings: %s", rules(log))
	}
	if len(log.Ended) != 1 || log.Ended[0].Bytes != [2]uint64{206, 6} || log.Ended[0].Missed {
		t.Errorf("conversations: %+v", log.Ended)
	}
}

func TestNested(t *testing.T) {
	c := craft.New()
	c.TCP(host(1), server).Open().Send(0, msg("(T\x02ok"))
	log := read(t, c, 1)
	if len(log.Messages) != 2 || !log.Messages[0].Carrier || log.Messages[1].Carrier || log.Messages[1].Info != "ok" || log.Messages[1].Channel != "inner" {
		t.Fatalf("messages: %+v", log.Messages)
	}
	deep := "end!"
	for range 20 {
		deep = "(" + string(msg(deep))
	}
	c = craft.New()
	c.TCP(host(1), server).Open().Send(0, msg(deep))
	log = read(t, c, 1)
	if len(log.Messages) != 16 || !strings.Contains(rules(log), "limit.depth") {
		t.Errorf("20 levels: %d messages, findings %s", len(log.Messages), rules(log))
	}
}

// A decoder that panics costs its message and nothing else.
func TestPanic(t *testing.T) {
	c := craft.New()
	c.TCP(host(1), server).Open().Send(0, msg("ab")).Send(0, msg("panic")).Send(0, msg("cd"))
	log := read(t, c, 1)
	if infos(log) != "ab cd" || rules(log) != "limit.decoder" {
		t.Errorf("got %q, findings %s", infos(log), rules(log))
	}
	if len(log.Findings) == 1 && log.Findings[0].Frames[0] != 5 {
		t.Errorf("frames %v", log.Findings[0].Frames)
	}
}

// A gap inside of a message of known length costs that message; what follows is
// in step again. Order rules behind it are tainted.
func TestGapInsideMessage(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	m := msg("bb" + strings.Repeat("x", 98))
	f.Send(0, m[:10]).Lose(0, 20).Send(0, m[30:]).Send(0, msg("aa")).Ack(1).Send(0, msg("cc"))
	log := read(t, c, 1)
	var got []string
	for _, m := range log.Messages {
		got = append(got, fmt.Sprintf("%d/%v/%v", m.Len, m.Cut, m.Tainted))
	}
	if strings.Join(got, " ") != "10/true/true 4/false/false 4/false/false" {
		t.Errorf("messages: %v", got)
	}
	if log.Summary.LostBytes != 20 {
		t.Errorf("lost %d bytes", log.Summary.LostBytes)
	}
}

// A gap beyond the end of a message needs a search for the next start.
func TestGapBeyondMessage(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	f.Send(0, msg("zz")).Lose(0, 500).Send(0, []byte("garbage")).Send(0, msg("aa")).Ack(1)
	log := read(t, c, 1)
	if infos(log) != "zz aa" {
		t.Errorf("messages: %q", infos(log))
	}
	if rules(log) != "toy.order?" {
		t.Errorf("findings: %s", rules(log))
	}
	if log.Summary.Findings[dissect.Must] != 0 || log.Summary.Tainted != 1 || log.Summary.UnframedBytes != 7 {
		t.Errorf("summary: %+v", log.Summary)
	}
}

func TestGarbageInStream(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open().Send(0, msg("aa")).Send(0, []byte("garbage")).Send(0, msg("bb"))
	f.Send(1, msg("cccc")).Send(1, []byte("garbage")).Send(1, msg("dd"))
	log := read(t, c, 1)
	if infos(log) != "aa bb cccc dd" || rules(log) != "stream.unframed stream.unframed" || log.Summary.UnframedBytes != 14 {
		t.Fatalf("messages %q, findings %s, unframed %d", infos(log), rules(log), log.Summary.UnframedBytes)
	}
	for i, want := range []string{
		"no toy message at offset 4 of the stream from the client",
		"no toy message at offset 6 of the stream from the server",
	} {
		if got := log.Findings[i].Detail; got != want {
			t.Errorf("finding says %q, want %q", got, want)
		}
	}
}

// TestProbeLimit: 4 KiB of a direction are held back while a probe cannot tell, and no
// more.
func TestProbeLimit(t *testing.T) {
	late := *toy
	late.Name, late.Binds, late.Requirements, late.Rules = "late", nil, nil, nil
	late.Probe = func(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
		if bytes.IndexByte(b, 'T') >= 0 {
			return dissect.Yes
		}
		return dissect.More
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{&late})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{4000: "late", 4095: "late", 4096: "", 5000: ""} {
		c := craft.New()
		f := c.TCP(host(1), netip.MustParseAddrPort("198.51.100.1:9")).Open()
		for rest := n; rest > 0; rest -= min(rest, 1000) {
			f.Send(0, bytes.Repeat([]byte{'x'}, min(rest, 1000)))
		}
		f.Send(0, msg("late"))
		f.Close()
		src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		if got := infos(log); got != want {
			t.Errorf("behind %d bytes that no probe knows: %q, not %q", n, got, want)
		}
	}
}

func TestMidStreamStart(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server)
	f.Send(0, msg("bb")).Send(1, msg("aa"))
	log := read(t, c, 1)
	if infos(log) != "bb aa" || rules(log) != "toy.order?" {
		t.Errorf("messages %q, findings %s", infos(log), rules(log))
	}
	if len(log.Ended) != 1 || !log.Ended[0].Missed {
		t.Errorf("conversations: %+v", log.Ended)
	}
}

func TestPortReuseAndIdle(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	f.Send(0, msg("bb")).Close()
	f.Next = [2]uint32{70000, 9000}
	f.Open().Send(0, msg("aa"))
	c.Now += 2 * 3600 * 1e9
	f.Send(0, msg("aa"))
	log := read(t, c, 1)
	var convs []uint64
	for _, m := range log.Messages {
		convs = append(convs, m.Conv)
	}
	if fmt.Sprint(convs) != "[1 2 3]" || rules(log) != "" {
		t.Errorf("conversations %v, findings %s", convs, rules(log))
	}
}

func TestUDPAndFragments(t *testing.T) {
	c := craft.New()
	c.UDP(host(1), server, msg("ab"))
	from, to := host(1).Addr(), server.Addr()
	seg := craft.Segment(host(1), server, 1, 0, craft.ACK, msg(strings.Repeat("d", 100)))
	c.Fragment(from, to, 6, 77, 64, false, seg[64:])
	c.Fragment(from, to, 6, 77, 0, true, seg[:64])
	c.Fragment(from, to, 6, 78, 0, true, seg[:64])
	c.Fragment(from, to, 6, 78, 32, true, bytes.Repeat([]byte{0xee}, 64))
	log := read(t, c, 1)
	if infos(log) != "ab "+strings.Repeat("d", 100) {
		t.Errorf("messages %q", infos(log))
	}
	if got := log.Messages[1].Frames; !reflect.DeepEqual(got, []uint64{2, 3}) {
		t.Errorf("frames %v", got)
	}
	if rules(log) != "ip.fragment-overlap" || log.Summary.Fragments != 1 {
		t.Errorf("findings %s, unfinished datagrams %d", rules(log), log.Summary.Fragments)
	}
}

func TestOverlap(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	f.Send(0, msg("abcd"))
	f.Raw(0, f.Next[0]-4, f.Next[1], craft.ACK, []byte("EVIL"))
	f.Send(0, msg("bb"))
	log := read(t, c, 1)
	if infos(log) != "abcd bb" || rules(log) != "tcp.overlap-differs" {
		t.Errorf("messages %q, findings %s", infos(log), rules(log))
	}
}

func TestRepeatsAreCounted(t *testing.T) {
	c := craft.New()
	f := c.TCP(host(1), server).Open()
	for range 50 {
		f.Send(0, msg("odd"))
	}
	log := read(t, c, 1)
	if len(log.Findings) != 10 || log.Summary.Findings[dissect.Must] != 50 {
		t.Errorf("%d findings shown, %d counted", len(log.Findings), log.Summary.Findings[dissect.Must])
	}
	if ty := log.Summary.Tallies(toyEven); ty.Broken != 50 || ty.Held != 0 {
		t.Errorf("tally %+v", ty)
	}
}

// random makes a capture of many hosts talking at once, with losses, odd
// lengths, garbage, reordering and fragments.
func random(seed int64, packets int) *craft.Capture {
	rng := rand.New(rand.NewSource(seed))
	c := craft.New()
	var flows []*craft.Flow
	for c.Packets() < packets {
		switch n := rng.Intn(20); {
		case n == 0 || len(flows) == 0:
			srv := netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(rng.Intn(30))}), 7777)
			f := c.TCP(netip.AddrPortFrom(host(rng.Intn(30)).Addr(), uint16(1024+rng.Intn(60000))), srv)
			if rng.Intn(4) > 0 {
				f.Open()
			}
			f.MSS = 1 + rng.Intn(50)
			flows = append(flows, f)
		case n == 1:
			flows[rng.Intn(len(flows))].Lose(rng.Intn(2), rng.Intn(40))
		case n == 2:
			i := rng.Intn(len(flows))
			flows[i].Close()
			flows = append(flows[:i], flows[i+1:]...)
		case n == 3:
			flows[rng.Intn(len(flows))].Send(rng.Intn(2), []byte("garbage"))
		case n == 4:
			c.UDP(host(rng.Intn(30)), server, msg("udp!"))
		case n == 5 && rng.Intn(20) == 0:
			c.Now += 4000 * 1e9
		case n == 6:
			f := flows[rng.Intn(len(flows))]
			seg := craft.Segment(f.End[0], f.End[1], f.Next[0], f.Next[1], craft.ACK, msg("fragmented"))
			f.Next[0] += 12
			id := uint16(rng.Intn(1 << 16))
			c.Fragment(f.End[0].Addr(), f.End[1].Addr(), 6, id, 24, false, seg[24:])
			c.Fragment(f.End[0].Addr(), f.End[1].Addr(), 6, id, 0, true, seg[:24])
		default:
			body := strings.Repeat(string(rune('a'+rng.Intn(26))), 1+rng.Intn(100))
			flows[rng.Intn(len(flows))].Send(rng.Intn(2), msg(body))
		}
	}
	return c
}

func dump(l *dissecttest.Log) string {
	return l.TreeText() + l.FindingText() + fmt.Sprintf("%+v", l.Ended) +
		fmt.Sprintf("%v %v %v %v", l.Summary.Messages, l.Summary.Findings, l.Summary.LostBytes, l.Summary.Conversations)
}

// The output is the same for every number of shards.
func TestShardsDoNotMatter(t *testing.T) {
	for seed := range int64(4) {
		c := random(seed, 20000)
		want := dump(read(t, c, 1))
		if len(want) < 100000 {
			t.Fatalf("seed %d: the capture shows too little: %d", seed, len(want))
		}
		for _, n := range []int{2, 3, 8} {
			if got := dump(read(t, c, n)); got != want {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				t.Fatalf("seed %d: 1 and %d shards differ at byte %d:\nwant ...%s\ngot  ...%s", seed, n, i, tail(want, i), tail(got, i))
			}
		}
	}
}

func tail(s string, i int) string { return s[max(0, i-200):min(len(s), i+200)] }

// Findings are the same whether or not anybody wants messages or trees.
func TestOutputDoesNotMatter(t *testing.T) {
	c := random(9, 20000)
	full := read(t, c, 2)
	for _, n := range []int{1, 4} {
		src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := &dissecttest.Log{}
		if _, err := dissect.New(registry(t), dissect.Options{Workers: n}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		if log.FindingText() != full.FindingText() {
			t.Errorf("%d workers: findings differ without messages", n)
		}
		if len(log.Messages) != 0 {
			t.Errorf("messages that nobody asked for")
		}
	}
}

type badSink struct{ dissecttest.Log }

func (*badSink) Want() dissect.Want                         { return dissect.Want{Messages: true} }
func (*badSink) Accept(*dissect.Event) bool                 { return true }
func (*badSink) Render(dst []byte, _ *dissect.Event) []byte { return append(dst, 'x') }
func (*badSink) Write([]byte) (int, error)                  { return 0, errGone }

var errGone = errors.New("gone")

func TestSinkThatFails(t *testing.T) {
	c := random(1, 50000)
	for _, n := range []int{1, 3} {
		src, _ := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
		if _, err := dissect.New(registry(t), dissect.Options{Workers: n}).Run(context.Background(), src, &badSink{}); !errors.Is(err, errGone) {
			t.Errorf("%d workers: %v", n, err)
		}
	}
}

func TestSeveralCaptures(t *testing.T) {
	a, b := craft.New(), craft.New()
	a.TCP(host(1), server).Open().Send(0, msg("bb"))
	b.TCP(host(1), server).Open().Send(0, msg("aa"))
	files := []*craft.Capture{a, b}
	log := dissecttest.NewLog(false)
	eng := dissect.New(registry(t), dissect.Options{Workers: 2})
	s, err := eng.RunAll(context.Background(), func() (dissect.Source, error) {
		if len(files) == 0 {
			return nil, io.EOF
		}
		f := files[0]
		files = files[1:]
		return source.NewReader(bytes.NewReader(f.Bytes()), "x", source.Options{})
	}, log)
	if err != nil || s.Files != 2 || infos(log) != "bb aa" || rules(log) != "" || log.Messages[1].Conv != 2 || log.Messages[1].N != 2 {
		t.Errorf("%v %+v %s", err, log.Messages, rules(log))
	}
}

// TestDoubt: an answer to a message that the capture has lost is no breach, also
// before it is certain that the message will not come.
func TestDoubt(t *testing.T) {
	for _, lost := range []bool{false, true} {
		c := craft.New()
		f := c.TCP(host(1), server).Open()
		f.Send(0, msg("bb"))
		if lost {
			f.Lose(0, len(msg("aa")))
		}
		f.Send(1, msg("aa")) // breaks toy.order, and acknowledges what was lost
		log := read(t, c, 1)
		n := 0
		for _, d := range log.Findings {
			if d.Rule == toyOrder.ID {
				n++
				if d.Tainted != lost {
					t.Errorf("a message was lost: %v; want the finding tainted likewise", lost)
				}
			}
		}
		if n != 1 {
			t.Errorf("want one finding about the order, got %d", n)
		}
	}
}
