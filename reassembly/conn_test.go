package reassembly

import (
	"strings"
	"testing"
	"unsafe"
)

// isn is so close to 2^32 that most cases below also wrap.
const isn = 0xfffffffa

// A step is one segment of a case. Numbers count from the first byte after the
// SYN of the direction, so a SYN has seq -1.
type step struct {
	dir     Dir
	seq     int64
	ack     int64 // with flag ACK: of the other direction
	flags   uint8
	b       string
	missing uint32
	whole   bool // the frame was not cut
	window  int  // -1 for a closed window
	late    int64
}

func (st step) segment(frame int) Segment {
	win := uint16(1000)
	if st.window < 0 {
		win = 0
	}
	return Segment{
		Seq: uint32(isn + 1 + st.seq), Ack: uint32(isn + 1 + st.ack), Flags: st.flags, Window: win,
		Payload: []byte(st.b), Missing: st.missing, Whole: st.whole, Frame: uint64(frame + 1), Time: st.late,
	}
}

func send(seq int64, b string) step { return step{seq: seq, flags: PSH, b: b} }
func claim(seq int64, b string, missing uint32) step {
	return step{seq: seq, b: b, missing: missing, whole: true}
}
func syn() step                    { return step{seq: -1, flags: SYN} }
func acked(ack int64) step         { return step{dir: 1, flags: ACK, ack: ack} }
func fin(seq int64, b string) step { return step{seq: seq, flags: FIN | PSH, b: b} }
func rst(seq int64) step           { return step{seq: seq, flags: RST} }

// closing stands for the end of the capture.
var closing = step{late: -1}

// The wanted text is the calls made for direction 0: data as it is, "_n" for n
// bytes lost, "~n" for n cut off, "!event@offset+length".
var connCases = []struct {
	name  string
	steps []step
	want  string
}{
	{"in order", []step{syn(), send(0, "abc"), send(3, "def"), fin(6, "")}, "abc def FIN"},
	{"fin with data", []step{syn(), send(0, "abc"), fin(3, "def")}, "abc def FIN"},
	{"swapped", []step{syn(), send(3, "def"), send(0, "abc")}, "abc def"},
	{"reversed", []step{syn(), send(6, "ghi"), send(3, "def"), send(0, "abc")}, "abc def ghi"},
	{"far past the wrap", []step{syn(), send(0, "abcdefgh"), send(16, "qr"), send(8, "ijklmnop")}, "abcdefgh ijklmnop qr"},

	{"duplicate", []step{syn(), send(0, "abc"), send(0, "abc")}, "abc !again@0+3"},
	{"duplicate differs", []step{syn(), send(0, "abcd"), send(0, "aXXd")}, "abcd !differs@1+2"},
	{"longer again", []step{syn(), send(0, "abc"), send(0, "abcdef")}, "abc !again@0+3 def"},
	{"longer again differs", []step{syn(), send(0, "abc"), send(1, "bXdef")}, "abc !differs@2+1 def"},
	{"held duplicate", []step{syn(), send(3, "def"), send(3, "def"), send(0, "abc")}, "!again@3+3 abc def"},
	{"held differs, first wins", []step{syn(), send(3, "def"), send(3, "dXf"), send(0, "abc")}, "!differs@4+1 abc def"},
	{"held wins over in-order", []step{syn(), send(3, "def"), send(0, "abcXX")}, "!differs@3+2 abc def"},
	{"in-order over two held", []step{syn(), send(2, "c"), send(4, "e"), send(0, "abcdefg")}, "!again@0+2 ab c d e fg"},
	{"held over held", []step{syn(), send(4, "e"), send(2, "cdefg"), send(0, "ab")}, "!again@2+1 ab cd e fg"},
	{"old, then over held", []step{syn(), send(0, "ab"), send(4, "e"), send(1, "bcdef")}, "ab !again@1+1 !again@2+1 cd e f"},

	{"keep-alive of one byte", []step{syn(), send(0, "abc"), send(2, "\x00"), send(3, "d")}, "abc !alive@2+1 d"},
	{"keep-alive of no byte", []step{syn(), send(0, "abc"), {seq: 2, flags: ACK}, send(3, "d")}, "abc !alive@2+0 d"},
	{"keep-alive at the start", []step{syn(), {seq: -1, flags: ACK, b: "\x00"}, send(0, "a")}, "!alive@0+1 a"},
	{"keep-alive behind a hole", []step{syn(), send(0, "a"), send(3, "def"), send(5, "X"), send(1, "bc")}, "a !alive@5+1 bc def"},
	{"keep-alive after a lost tail", []step{syn(), send(0, "a"), acked(5), send(4, "X"), send(5, "f")}, "a !unseen@1+4 !alive@4+1 _4 f"},
	{"keep-alive after the fin", []step{syn(), fin(0, "ab"), send(2, "\x00")}, "ab FIN !alive@2+1"},
	{"keep-alive first of all", []step{{seq: -1, flags: ACK, b: "\x00"}, send(0, "ab")}, "!alive@0+1 ab"},
	{"mere acknowledgements", []step{syn(), {seq: 0, flags: ACK}, send(0, "ab"), {seq: 2, flags: ACK}}, "ab"},
	{"window probe", []step{syn(), {dir: 1, flags: ACK, window: -1}, send(0, "a"), send(0, "a"), {dir: 1, flags: ACK}, send(0, "abc")},
		"!probe@0+1 a !alive@0+1 bc"},
	{"window probe, then more", []step{syn(), send(0, "ab"), {dir: 1, flags: ACK, ack: 2, window: -1}, send(2, "c"), acked(2), send(2, "cd")},
		"ab !probe@2+1 c d"},

	{"fin before data", []step{syn(), fin(3, ""), send(0, "abc")}, "abc FIN"},
	{"fin before one byte", []step{syn(), fin(1, ""), send(0, "a")}, "a FIN"},
	{"fin and data before data", []step{syn(), fin(3, "def"), send(0, "abc")}, "abc def FIN"},
	{"fin inside a hole", []step{syn(), send(0, "abc"), fin(6, ""), closing}, "abc _3 FIN"},
	{"fin inside a hole, acknowledged", []step{syn(), send(0, "abc"), fin(6, ""), acked(7)}, "abc _3 FIN"},
	{"fin inside a hole, then its data", []step{syn(), send(0, "abc"), fin(6, ""), send(3, "def"), acked(7)}, "abc def FIN"},
	{"fin acknowledged before seen", []step{syn(), send(0, "abc"), acked(4), fin(3, "")}, "abc FIN"},
	{"fin never seen", []step{syn(), send(0, "abc"), acked(4), closing}, "abc CLOSED"},
	{"fin again", []step{syn(), send(0, "abc"), fin(3, ""), fin(3, ""), fin(0, "abc")}, "abc FIN !again@0+3"},
	{"early fin is no end", []step{syn(), send(0, "abcdef"), fin(3, ""), send(6, "ghi"), fin(9, "")}, "abcdef !earlyfin@3+0 ghi FIN"},
	{"early fin before held data", []step{syn(), send(0, "abc"), send(6, "ghi"), fin(4, ""), acked(9)}, "abc !earlyfin@4+0 _3 ghi"},
	{"second fin elsewhere", []step{syn(), fin(3, ""), fin(5, ""), send(0, "abc")}, "!finmoved@5+0 abc FIN"},
	{"data behind the fin", []step{syn(), fin(0, "abc"), send(4, "xy")}, "abc FIN !afterfin@4+2"},
	{"data in place of the fin", []step{syn(), fin(0, "abc"), send(3, "def"), fin(6, "")}, "abc FIN !afterfin@3+3 def FIN"},
	{"data over a fin to come", []step{syn(), fin(3, ""), send(0, "abcdef"), fin(6, "")}, "!afterfin@3+3 abcdef FIN"},

	{"reset", []step{syn(), send(0, "abc"), rst(3)}, "abc RST"},
	{"reset by the peer", []step{syn(), {dir: 1, seq: -1, flags: SYN | ACK}, send(0, "abc"), {dir: 1, flags: RST}}, "abc RST"},
	{"reset after the fin", []step{syn(), fin(0, "abc"), rst(4)}, "abc FIN"},
	{"reset before the window", []step{syn(), send(0, "abc"), acked(3), rst(1), send(3, "d")}, "abc !rstout@1+0 d"},
	{"reset before the start", []step{syn(), send(0, "abc"), rst(-40), send(3, "d")}, "abc !rstout@0+0 d"},
	{"reset in the window", []step{syn(), send(0, "abc"), rst(9), send(3, "d")}, "abc !rstin@9+0 d"},
	{"reset beyond the window", []step{syn(), send(0, "abc"), rst(1 << 20), send(3, "d")}, "abc !rstout@1048576+0 d"},
	{"reset where the peer waits", []step{syn(), send(0, "abc"), acked(9), rst(9)}, "abc !unseen@3+6 RST"},
	{"reset flushes", []step{syn(), send(0, "abc"), send(5, "fg"), rst(7)}, "abc _2 fg RST"},
	{"reset twice", []step{syn(), send(0, "abc"), rst(3), rst(3), rst(50)}, "abc RST"},
	{"data after reset goes on", []step{syn(), send(0, "abc"), rst(3), send(3, "def"), send(9, "x"), send(6, "ghi"), fin(10, "")},
		"abc RST !afterrst@3+3 def ghi x FIN"},
	{"data after reset, not next", []step{syn(), send(0, "abc"), rst(3), send(5, "x"), send(0, "abc"), fin(3, "")}, "abc RST !afterrst@5+1 !again@0+3"},
	{"connection refused", []step{syn(), {dir: 1, seq: 77777, flags: RST | ACK}}, "RST"},
	{"refusal of something else", []step{syn(), {dir: 1, seq: 77777, flags: RST | ACK, ack: 500}, send(0, "a")}, "a"},

	{"hole acknowledged", []step{syn(), send(0, "abc"), send(6, "ghi"), acked(9)}, "abc _3 ghi"},
	{"hole acknowledged in part", []step{syn(), send(0, "abc"), send(6, "ghi"), acked(4), send(4, "ef")}, "abc _1 ef ghi"},
	{"two holes", []step{syn(), send(1, "b"), send(3, "d"), acked(2), acked(4)}, "_1 b _1 d"},
	{"acknowledged only before the hole", []step{syn(), send(0, "abc"), send(6, "ghi"), acked(3), send(3, "def")}, "abc def ghi"},
	{"hole at close", []step{syn(), send(0, "abc"), send(6, "ghi"), closing}, "abc _3 ghi CLOSED"},
	{"lost tail shows later", []step{syn(), send(0, "abc"), acked(6), send(6, "ghi")}, "abc !unseen@3+3 _3 ghi"},
	{"lost tail comes after all", []step{syn(), send(0, "abc"), acked(6), send(3, "def")}, "abc !unseen@3+3 def"},
	{"lost tail never shows", []step{syn(), send(0, "abc"), acked(6), acked(8), closing}, "abc !unseen@3+3 CLOSED"},
	{"forged acknowledgement, then a sane one", []step{syn(), send(0, "abc"), acked(1000), acked(3), send(6, "ghi"), send(3, "def")},
		"abc !unseen@3+997 def ghi"},
	{"forged acknowledgement is no proof", []step{syn(), send(0, "abc"), acked(1000), send(6, "ghi"), send(3, "def")}, "abc !unseen@3+997 def ghi"},
	{"old acknowledgement", []step{syn(), send(0, "abc"), send(6, "ghi"), acked(-100), send(3, "def")}, "abc def ghi"},

	{"cut", []step{syn(), {seq: 0, b: "abc", missing: 3}, send(6, "ghi")}, "abc ~3 ghi"},
	{"cut, all of it", []step{syn(), {seq: 0, missing: 6}, send(6, "ghi")}, "~6 ghi"},
	{"cut, held", []step{syn(), {seq: 3, b: "d", missing: 2}, send(6, "ghi"), send(0, "abc")}, "abc d ~2 ghi"},
	{"cut, held, then whole", []step{syn(), {seq: 3, b: "d", missing: 2}, send(3, "def"), send(0, "abc")}, "!again@3+1 abc d ef"},
	{"cut behind held", []step{syn(), send(3, "def"), {seq: 0, b: "abc", missing: 6}, send(9, "j")}, "!again@0+3 abc def ~3 j"},
	{"cut, fin", []step{syn(), {seq: 0, b: "abc", missing: 3, flags: FIN}}, "abc ~3 FIN"},
	{"cut, again", []step{syn(), {seq: 0, b: "abc", missing: 3}, {seq: 0, b: "abc", missing: 3}}, "abc ~3 !again@0+6"},
	{"claimed, then the next", []step{syn(), claim(0, "abc", 3), send(6, "ghi"), send(9, "jkl")}, "abc ~3 ghi jkl"},
	{"claimed, acknowledged", []step{syn(), claim(0, "abc", 3), acked(6)}, "abc ~3"},
	{"claimed, nothing follows", []step{syn(), claim(0, "abc", 3), closing}, "abc ~3 CLOSED"},
	{"claimed, the bytes come", []step{syn(), claim(0, "abc", 300), send(3, "def"), acked(6), closing}, "abc def CLOSED"},
	{"claimed with the SYN", []step{{seq: -1, flags: SYN, missing: 4096, whole: true}, send(0, "abc"), send(5, "fg"), acked(7)}, "abc _2 fg"},
	{"claimed, all of it", []step{syn(), claim(0, "", 6), send(6, "ghi")}, "~6 ghi"},
	{"claimed, all of it, acknowledged", []step{syn(), claim(0, "", 6), acked(6), send(6, "ghi")}, "~6 ghi"},
	{"claimed, swapped", []step{syn(), claim(0, "abc", 300), send(6, "ghi"), send(3, "def")}, "abc def ghi"},
	{"claimed, held", []step{syn(), claim(3, "d", 2), send(6, "ghi"), send(0, "abc")}, "abc d ~2 ghi"},
	{"claimed, fin", []step{syn(), {seq: 0, b: "abc", missing: 3, whole: true, flags: FIN}, acked(7)}, "abc ~3 FIN"},
	{"claimed, fin, closed", []step{syn(), {seq: 0, b: "abc", missing: 3, whole: true, flags: FIN}, closing}, "abc ~3 FIN"},
	{"claimed, fin, then the fin", []step{syn(), send(0, "abc"), {seq: 3, missing: 300, whole: true, flags: FIN}, fin(3, "")}, "abc FIN"},
	{"claimed, fin, then data and fin", []step{syn(), {seq: 0, b: "abc", missing: 300, whole: true, flags: FIN}, send(3, "def"), fin(6, ""), acked(7)}, "abc def FIN"},
	{"claimed, fin, then the next", []step{syn(), {seq: 0, b: "abc", missing: 3, whole: true, flags: FIN}, send(6, "ghi"), fin(9, "")}, "abc ~3 FIN !afterfin@6+3 ghi FIN"},
	{"claimed, again", []step{syn(), claim(0, "abc", 3), claim(0, "abc", 3), send(6, "g")}, "abc !again@0+3 ~3 g"},
	{"claimed, again longer", []step{syn(), claim(0, "ab", 2), claim(1, "b", 5), send(7, "h")}, "ab !again@1+1 ~5 h"},
	{"claimed twice", []step{syn(), claim(0, "abc", 3), claim(6, "ghi", 3), acked(12), send(12, "m")}, "abc ~3 ghi ~3 m"},
	{"claimed, reset", []step{syn(), claim(0, "abc", 3), rst(3)}, "abc ~3 RST"},
	{"cut in part, again longer", []step{syn(), {seq: 0, b: "ab", missing: 2}, {seq: 1, b: "b", missing: 5}}, "ab ~2 !again@1+3 ~3"},

	{"middle", []step{send(100, "abc"), send(103, "def")}, "abc def"},
	{"middle, start known from the peer", []step{acked(100), send(103, "def"), send(100, "abc")}, "abc def"},
	{"middle, sent before the peer's number", []step{acked(103), send(100, "abc"), send(103, "def")}, "abc def"},
	{"middle, number of the peer is garbage", []step{acked(1 << 31), send(100, "abc"), send(103, "def")}, "abc def"},
	{"middle, hole proven", []step{acked(100), send(103, "def"), acked(106)}, "_3 def"},
	{"middle, before the start", []step{send(100, "abc"), send(97, "xyz"), send(98, "yzab"), send(103, "def")}, "abc !before@0+3 !before@0+2 !again@0+2 def"},
	{"syn after the peer's answer", []step{{dir: 1, seq: -1, flags: SYN | ACK, ack: 0}, syn(), send(0, "abc")}, "abc"},
	{"fast open", []step{{seq: -1, flags: SYN, b: "abc"}, {dir: 1, seq: -1, flags: SYN | ACK, ack: 3}, send(3, "def")}, "abc def"},
	{"fast open refused", []step{{seq: -1, flags: SYN, b: "abc"}, {dir: 1, seq: -1, flags: SYN | ACK, ack: 0}, send(0, "abcd")}, "abc !again@0+3 d"},
	{"simultaneous open", []step{syn(), {dir: 1, seq: -1, flags: SYN}, {seq: -1, flags: SYN | ACK}, {dir: 1, seq: -1, flags: SYN | ACK}, send(0, "abc")}, "abc"},
	{"syn again", []step{syn(), syn(), send(0, "abc"), syn(), send(3, "d")}, "abc d"},
	{"forged syn", []step{syn(), send(0, "abc"), {seq: 5000, flags: SYN, b: "zz"}, send(3, "d")}, "abc !syn@0+2 d"},
	{"out of window", []step{syn(), send(0, "abc"), send(1<<30+100, "zz"), send(3, "d")}, "abc !stray@0+2 d"},
	{"after close", []step{syn(), send(0, "abc"), closing, closing, send(3, "d")}, "abc CLOSED"},
}

func TestConn(t *testing.T) {
	pool := dirty() // and each connection leaves its own behind
	for _, tc := range connCases {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t, Config{Pool: pool})
			for i, st := range tc.steps {
				if st == closing {
					w.c.Close(w)
					continue
				}
				w.add(st.dir, st.segment(i))
			}
			if got := strings.TrimSpace(w.log.String()); got != tc.want {
				t.Errorf("want %s\n got %s", tc.want, got)
			}
			if n := w.cost(); n != w.c.Held() {
				t.Errorf("held: want %d, got %d", n, w.c.Held())
			}
			w.c.Close(w)
			if w.c.Held() != 0 {
				t.Errorf("held after Close: want 0, got %d", w.c.Held())
			}
			w.c.Release()
		})
	}
}

// TestRelease: a connection that goes on after its storage was given back hands on
// what comes, and compares it with nothing from before.
func TestRelease(t *testing.T) {
	w := newWorld(t, Config{Pool: dirty()})
	for i, st := range []step{syn(), send(0, "abc")} {
		w.add(st.dir, st.segment(i))
	}
	w.c.Release()
	for i, st := range []step{send(0, "xyz"), send(3, "def"), send(3, "xyz")} {
		w.add(st.dir, st.segment(i+2))
	}
	if got, want := strings.TrimSpace(w.log.String()), "abc !again@0+3 def !differs@3+3"; got != want {
		t.Errorf("want %s\n got %s", want, got)
	}
}

func TestBadAck(t *testing.T) {
	w := newWorld(t, Config{})
	for i, st := range []step{syn(), send(0, "abc"), acked(3 + 1<<30 + 1)} {
		w.add(st.dir, st.segment(i))
	}
	if len(w.events[1]) != 1 || w.events[1][0].Kind != BadAck || len(w.events[0]) != 0 {
		t.Errorf("want one BadAck in direction 1, got %v %v", w.events[0], w.events[1])
	}
}

// The acknowledgement of a segment acts before its data.
func TestAckBeforeData(t *testing.T) {
	w := newWorld(t, Config{})
	var order []Dir
	h := &orderHandler{world: w, order: &order}
	for i, st := range []step{syn(), {dir: 1, seq: -1, flags: SYN | ACK}, send(3, "def"), {dir: 1, flags: ACK, ack: 6, b: "answer"}} {
		s := st.segment(i)
		w.frames[s.Frame] = s.Payload
		w.c.Add(st.dir, &s, h)
	}
	if len(order) != 2 || order[0] != 0 || order[1] != 1 {
		t.Errorf("want the request before the answer, got directions %v", order)
	}
}

type orderHandler struct {
	*world
	order *[]Dir
}

func (h *orderHandler) Data(dir Dir, off uint64, b []byte) {
	*h.order = append(*h.order, dir)
	h.world.Data(dir, off, b)
}

func TestOverlapFrames(t *testing.T) {
	for _, ate := range []bool{false, true} {
		w := newWorld(t, Config{})
		w.ate = ate
		steps := []step{syn(), send(0, "abc"), send(3, "def"), send(4, "XY"), send(9, "jkl"), send(10, "Z")}
		for i, st := range steps {
			w.add(st.dir, st.segment(i))
		}
		var got []Event
		for _, ev := range w.events[0] {
			if ev.Kind == OverlapDiffers {
				got = append(got, ev)
			}
		}
		want := []Event{
			{OverlapDiffers, 4, 3, 4, 2},
			{OverlapDiffers, 6, 5, 10, 1},
		}
		if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
			t.Errorf("consumed %v: want %v, got %v", ate, want, got)
		}
	}
}

// Only the tail is compared; a gap ends what can be compared.
func TestTail(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", 64)
	for _, tc := range []struct {
		name string
		tail int
		seq  int64
		b    string
		want EventKind
	}{
		{"in the tail", 256, 1024 - 256, "X1", OverlapDiffers},
		{"before the tail", 256, 1024 - 258, "X1", Retransmitted},
		{"begins before the tail", 256, 1024 - 258, "XXX", OverlapDiffers},
		{"larger tail", 2048, 1, "X1", OverlapDiffers},
		{"rounded up", 300, 1024 - 512, "X1", OverlapDiffers},
		{"no tail", -1, 1020, "X1", Retransmitted},
	} {
		w := newWorld(t, Config{Tail: tc.tail})
		for i, st := range []step{syn(), send(0, big[:100]), send(100, big[100:357]), send(357, big[357:]), send(tc.seq, tc.b)} {
			w.add(st.dir, st.segment(i))
		}
		if ev := w.events[0]; len(ev) != 1 || ev[0].Kind != tc.want {
			t.Errorf("%s: want kind %d, got %+v", tc.name, tc.want, ev)
		}
	}
	w := newWorld(t, Config{})
	for i, st := range []step{syn(), send(0, "abc"), {seq: 3, b: "d", missing: 2}, send(6, "ghi"), send(0, "XbcdefgX")} {
		w.add(st.dir, st.segment(i))
	}
	if ev := w.events[0]; len(ev) != 1 || ev[0].Kind != OverlapDiffers || ev[0].Off != 7 {
		t.Errorf("across a gap: want a difference at 7 only, got %+v", ev)
	}
}

func TestStarted(t *testing.T) {
	for _, tc := range []struct {
		name  string
		steps []step
		want  [2]bool
	}{
		{"none", []step{send(0, "a")}, [2]bool{}},
		{"syn", []step{syn()}, [2]bool{true, false}},
		{"syn ack only", []step{{dir: 1, seq: -1, flags: SYN | ACK}}, [2]bool{true, true}},
		{"syn ack late", []step{acked(0), {dir: 1, seq: -1, flags: SYN | ACK}}, [2]bool{true, true}},
		{"middle", []step{acked(0), send(0, "a")}, [2]bool{}},
	} {
		w := newWorld(t, Config{})
		for i, st := range tc.steps {
			w.add(st.dir, st.segment(i))
		}
		if got := [2]bool{w.c.Started(0), w.c.Started(1)}; got != tc.want {
			t.Errorf("%s: want %v, got %v", tc.name, tc.want, got)
		}
	}
}

func TestReuses(t *testing.T) {
	fresh := step{seq: 70000, flags: SYN}
	late := step{seq: 70000, flags: SYN, late: 120e9}
	open := []step{syn(), {dir: 1, seq: -1, flags: SYN | ACK}, send(0, "abc"), {dir: 1, flags: ACK, ack: 3, b: "xyz"}}
	with := func(more ...step) []step { return append(open[:len(open):len(open)], more...) }
	for _, tc := range []struct {
		name  string
		steps []step
		next  step
		want  bool
	}{
		{"new connection", nil, fresh, false},
		{"same syn", with(), syn(), false},
		{"same syn after fin", with(fin(3, "")), syn(), false},
		{"same syn after reset", with(rst(3)), syn(), true},
		{"other syn, alive", with(), fresh, false},
		{"other syn, long silence", with(), late, true},
		{"other syn after fin", with(fin(3, "")), fresh, true},
		{"other syn after the peer's fin", with(step{dir: 1, seq: 3, flags: FIN}), fresh, true},
		{"other syn after reset", with(rst(3)), fresh, true},
		{"other syn after close", with(closing), fresh, true},
		{"other syn, joined in the middle", []step{send(0, "abc")}, fresh, true},
		{"syn after its answer", []step{{dir: 1, seq: -1, flags: SYN | ACK}}, syn(), false},
		{"answer to a syn in the stream", with(fresh), step{dir: 1, seq: 900, flags: SYN | ACK, ack: 70001}, true},
		{"answer to another", with(fresh), step{dir: 1, seq: 900, flags: SYN | ACK, ack: 3}, false},
		{"sender goes on from it", with(fresh), step{seq: 70001, flags: ACK, b: "new"}, true},
		{"sender does not", with(fresh), step{seq: 3, flags: ACK, b: "old"}, false},
		{"data", with(), send(3, "x"), false},
		{"reset", with(fin(3, "")), rst(4), false},
	} {
		w := newWorld(t, Config{})
		for i, st := range tc.steps {
			if st == closing {
				w.c.Close(w)
				continue
			}
			w.add(st.dir, st.segment(i))
		}
		s := tc.next.segment(99)
		if got := w.c.Reuses(tc.next.dir, &s); got != tc.want {
			t.Errorf("%s: want %v, got %v", tc.name, tc.want, got)
		}
	}
}

func TestLimit(t *testing.T) {
	for _, tc := range []struct {
		name string
		cfg  Config
		want string
	}{
		{"per connection", Config{MaxHeld: 2*pieceCost + 2}, "a !limit@1+2 _2 d e f g h"},
		{"nothing may be held", Config{MaxHeld: -1}, "a !limit@1+2 _2 d !limit@4+1 _1 f !limit@6+1 _1 h !again@4+1 !again@6+1"},
	} {
		w := newWorld(t, tc.cfg)
		for i, st := range []step{syn(), send(0, "a"), send(3, "d"), send(5, "f"), send(7, "h"), send(4, "e"), send(6, "g")} {
			w.add(st.dir, st.segment(i))
		}
		if got := strings.TrimSpace(w.log.String()); got != tc.want {
			t.Errorf("%s: want %s\n got %s", tc.name, tc.want, got)
		}
		w.c.Init(Config{})
	}
}

// A capture that lost more than a window goes on after a few segments.
func TestResynchronize(t *testing.T) {
	w := newWorld(t, Config{})
	w.long = true
	add := func(frame int, st step) { w.add(st.dir, st.segment(frame)) }
	add(0, syn())
	add(1, send(0, "abc"))
	const far = 3 << 30
	for i := range strayRun {
		add(2+i, send(far+int64(i)*2, "zz"))
	}
	if got := string(w.data[0]); got != "abczz" {
		t.Errorf("data: want abczz, got %s", got)
	}
	if want := uint64(far + 2*(strayRun-1) - 3); w.lost[0] != want {
		t.Errorf("lost: want %d, got %d", want, w.lost[0])
	}
	add(20, send(far+2*strayRun, "on"))
	if got := string(w.data[0]); got != "abczzon" {
		t.Errorf("data: want abczzon, got %s", got)
	}
}

// A stream of more than 4 GiB, of which the capture kept little.
func TestBeyond4GiB(t *testing.T) {
	w := newWorld(t, Config{})
	w.long = true
	s := syn()
	w.add(0, s.segment(0))
	const step = 1 << 28
	for i := range int64(40) {
		st := send(i*step, "ab")
		seg := st.segment(int(i) + 1)
		seg.Missing = step - 2
		w.add(0, seg)
		a := acked((i + 1) * step)
		w.add(1, a.segment(1000+int(i)))
	}
	if want := uint64(40 * step); w.c.Next(0) != want || w.lost[0] != want-80 {
		t.Errorf("want offset %d and %d lost, got %d and %d", want, want-80, w.c.Next(0), w.lost[0])
	}
	if len(w.events[0]) != 0 {
		t.Errorf("want no events, got %+v", w.events[0][0])
	}
}

// One direction captured only: the other is known from acknowledgements, however
// much is sent.
func TestOneDirection(t *testing.T) {
	w := newWorld(t, Config{})
	for i := range int64(40) {
		st := step{dir: 1, seq: i, flags: ACK, ack: i << 28, b: "x"}
		w.add(1, st.segment(int(i)))
	}
	if len(w.data[1]) != 40 || len(w.events[1]) != 0 {
		t.Errorf("want 40 bytes and no events, got %d and %v", len(w.data[1]), w.events[1])
	}
	if len(w.events[0]) != 1 || w.events[0][0].Kind != AckUnseen {
		t.Errorf("want one AckUnseen, got %v", w.events[0])
	}
}

func TestConnSize(t *testing.T) {
	if n := unsafe.Sizeof(Conn{}); n > 512 {
		t.Errorf("an idle Conn: want at most 512 bytes, got %d", n)
	}
	if n := unsafe.Sizeof(Run{}); n > 32 {
		t.Errorf("a Run: want at most 32 bytes, got %d", n)
	}
}

// sink is a Handler that consumes everything at once.
type sink struct {
	c *Conn
	n uint64
}

func (s *sink) Data(dir Dir, off uint64, b []byte) {
	s.n += uint64(len(b))
	s.c.Consumed(dir, off+uint64(len(b)))
}
func (s *sink) Gap(Dir, uint64, uint64, bool) {}
func (s *sink) Event(Dir, Event)              {}
func (s *sink) End(Dir, End)                  {}

func TestInOrderAllocs(t *testing.T) {
	var c Conn
	c.Init(Config{})
	h := &sink{c: &c}
	s := Segment{Flags: ACK, Payload: make([]byte, 1460), Window: 1000}
	add := func() {
		s.Frame++
		c.Add(0, &s, h)
		s.Seq += uint32(len(s.Payload))
		back := Segment{Seq: 1, Ack: s.Seq, Flags: ACK, Window: 1000}
		c.Add(1, &back, h)
	}
	for range 100 {
		add()
	}
	if n := testing.AllocsPerRun(1000, add); n != 0 {
		t.Errorf("allocations per in-order segment: want 0, got %v", n)
	}
}

func BenchmarkAddInOrder(b *testing.B) {
	var c Conn
	c.Init(Config{})
	h := &sink{c: &c}
	s := Segment{Flags: ACK, Payload: make([]byte, 1460), Window: 1000}
	b.ReportAllocs()
	b.SetBytes(int64(len(s.Payload)))
	for b.Loop() {
		s.Frame++
		c.Add(0, &s, h)
		s.Seq += uint32(len(s.Payload))
	}
}
