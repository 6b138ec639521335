package http2_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/http2"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) {
	dissecttest.Run(t, http2.Protocol, http.Protocol, json.Protocol)
}

// TestHeldAndBroken: every rule that is not about a size is broken by one of the
// annotated frames, and kept by another.
func TestHeldAndBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := map[*dissect.Rule]dissect.Tally{}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := c.Registry(http2.Protocol, []*dissect.Protocol{http.Protocol, json.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, http2.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range http2.Rules {
			now, sum := log.Summary.Tallies(r), all[r]
			all[r] = dissect.Tally{Held: sum.Held + now.Held, Broken: sum.Broken + now.Broken}
		}
	}
	for _, r := range http2.Rules {
		n := all[r]
		if r == http2.Lost || r.Level == dissect.Limit {
			continue // there is nothing to count where nothing was lost, and no limit was hit
		}
		if n.Held == 0 || n.Broken == 0 && strings.HasSuffix(r.Seen, ".txtar") {
			t.Errorf("%s: held %d times, broken %d times", r.ID, n.Held, n.Broken)
		}
	}
}

// TestLibrary: field blocks that another implementation makes are read as they
// were meant, with tables of any size.
func TestLibrary(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	k := newTalk(t, true).start()
	var want []string
	for i := range 400 {
		if i%40 == 20 {
			size := uint32(rng.Intn(4097))
			k.enc[0].SetMaxDynamicTableSize(size)
		}
		path := fmt.Sprintf("/%d/%s", rng.Intn(30), strings.Repeat("x~", rng.Intn(200)))
		more := []string{}
		for range rng.Intn(6) {
			more = append(more, fmt.Sprintf("x-%d", rng.Intn(20)), strings.Repeat(string(rune('!'+rng.Intn(90))), rng.Intn(300)))
		}
		more = append(more, "authorization", "secret"+path)
		want = append(want, "GET "+path+" (HTTP/2)")
		k.get(uint32(2*i+1), path, more...)
		head := k.log.Messages[len(k.log.Messages)-1]
		text := string(head.Tree.Bytes)
		for j := 0; j < len(more); j += 2 {
			if line := more[j] + ": " + more[j+1] + "\r\n"; !strings.Contains(text, line) {
				t.Fatalf("request %d has no %q: %q", i, line, text)
			}
		}
	}
	if got := k.named("HTTP request"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("want %v\ngot  %v", want, got)
	}
	if s := k.rules(); s != "" {
		t.Errorf("broken: %s", s)
	}
}

// TestFrameSize: a frame that is larger than the receiver has said is read, and
// is a breach; one that it has allowed is none.
func TestFrameSize(t *testing.T) {
	k := newTalk(t, false).start()
	big := bytes.Repeat([]byte("x"), 20000)
	k.get(1, "/")
	k.Stream(dissect.FromServer, frame(headers, endHeaders, 1, k.block(1, ":status", "200", "content-type", "text/plain")))
	k.Stream(dissect.FromServer, frame(data, 0, 1, big))
	if s := k.rules(); s != "http2.frame-size" {
		t.Errorf("broken: %q", s)
	}
	k.Stream(dissect.FromClient, frame(settings, 0, 0, []byte{0, 5, 0, 0, 0x80, 0}))
	k.Stream(dissect.FromServer, frame(data, endStream, 1, big))
	if len(k.log.Findings) != 1 {
		t.Errorf("broken: %v", k.log.Findings)
	}
	if got := k.got(); len(got) != 1 || len(got[0].text) != 40000 || got[0].cut || !got[0].reply || got[0].target != "/" {
		t.Errorf("handed on: %d", len(got))
	}
}

// TestInterleaved: bodies of streams that take turns are put together apart.
func TestInterleaved(t *testing.T) {
	k := newTalk(t, false).start()
	for id := uint32(1); id < 40; id += 2 {
		k.get(id, fmt.Sprint("/", id))
	}
	for id := uint32(39); id < 40; id -= 2 {
		k.Stream(dissect.FromServer, frame(headers, endHeaders, id, k.block(1, ":status", "200", "content-type", "text/plain")))
	}
	for part := range 5 {
		for id := uint32(1); id < 40; id += 2 {
			end := byte(0)
			if part == 4 {
				end = endStream
			}
			k.Stream(dissect.FromServer, frame(data, end, id, fmt.Appendf(nil, "%d.%d;", id, part)))
		}
	}
	got := k.got()
	if len(got) != 20 {
		t.Fatalf("%d bodies", len(got))
	}
	for i, g := range got {
		id := 2*i + 1
		want := handed{text: fmt.Sprintf("%d.0;%d.1;%d.2;%d.3;%d.4;", id, id, id, id, id), target: fmt.Sprint("/", id), reply: true, dir: dissect.FromServer}
		if g != want {
			t.Errorf("want %v, got %v", want, g)
		}
	}
	if s := k.rules(); s != "" {
		t.Errorf("broken: %s", s)
	}
}

// TestReset: what a stream had sent when it was reset is handed on as cut, from
// the side that sent it.
func TestReset(t *testing.T) {
	k := newTalk(t, false).start()
	k.get(1, "/")
	k.Stream(dissect.FromServer, frame(headers, endHeaders, 1, k.block(1, ":status", "200", "content-type", "text/plain")))
	k.Stream(dissect.FromServer, frame(data, 0, 1, []byte("half")))
	k.Stream(dissect.FromClient, frame(3, 0, 1, []byte{0, 0, 0, 8}))
	k.Stream(dissect.FromServer, frame(data, endStream, 1, []byte("under way")))
	want := handed{text: "half", dir: dissect.FromServer}
	if got := k.got(); len(got) != 1 || got[0].text != want.text || got[0].dir != want.dir {
		t.Errorf("want %v, got %v", want, got)
	}
	if s := k.rules(); s != "" {
		t.Errorf("broken: %s", s)
	}
}

// TestGap: bytes that are lost inside of a DATA frame cost only its body; others
// cost what the dynamic table held, and reading goes on at the next frame.
func TestGap(t *testing.T) {
	k := newTalk(t, false).start()
	k.get(1, "/one", "x-kept", "of before")
	k.Stream(dissect.FromServer, frame(headers, endHeaders, 1, k.block(1, ":status", "200", "content-type", "text/plain", "x-b", "c")))
	k.Stream(dissect.FromServer, frame(data, 0, 1, []byte("the front")))
	whole := frame(data, endStream, 1, bytes.Repeat([]byte("x"), 1000))
	k.Stream(dissect.FromServer, whole[:400])
	k.Gap(dissect.FromServer, 200)
	k.Stream(dissect.FromServer, whole[600:])
	k.get(3, "/two")
	k.Stream(dissect.FromServer, frame(headers, endStream|endHeaders, 3, k.block(1, ":status", "200", "x-b", "c")))
	if got := k.named("HTTP response"); len(got) != 2 {
		t.Errorf("responses: %v", got)
	}
	if s := k.rules(); s != "" {
		t.Errorf("broken: %s", s)
	}
	// The head of stream 5 is lost whole, that of stream 7 refers to it.
	lost := k.block(0, ":method", "GET", ":scheme", "https", ":path", "/three", "x-new", "lost")
	k.Gap(dissect.FromClient, uint64(len(lost)+9))
	k.get(7, "/four", "x-new", "lost", "x-later", "kept")
	k.get(9, "/four", "x-later", "kept")
	for _, want := range []string{"GET /four (HTTP/2)", "GET /four (HTTP/2)"} {
		got := k.named("HTTP request")
		if len(got) != 4 || got[2] != want || got[3] != want {
			t.Errorf("requests: %q", got)
		}
	}
	if s := k.rules(); s != "http2.table-lost" {
		t.Errorf("broken: %s", s)
	}
	for _, f := range k.log.Findings {
		if !f.Tainted || f.Detail != "2 fields refer to the dynamic table of before" && f.Detail != "1 field refers to the dynamic table of before" {
			t.Errorf("finding: %+v", f)
		}
	}
	k.Close()
	if got := k.got(); len(got) != 1 || got[0].text != "the front" {
		t.Errorf("handed on: %v", got)
	}
}

// TestGapBeyond: a gap that reaches beyond the DATA frame that it begins in costs
// the dynamic table too.
func TestGapBeyond(t *testing.T) {
	k := newTalk(t, false).start()
	k.get(1, "/one")
	k.Stream(dissect.FromServer, frame(headers, endHeaders, 1, k.block(1, ":status", "200", "content-type", "text/plain")))
	k.Stream(dissect.FromServer, frame(data, endStream, 1, make([]byte, 1000))[:900])
	k.get(3, "/two")
	lost := frame(headers, endHeaders, 3, k.block(1, ":status", "200", "x-a", "b"))
	k.Gap(dissect.FromServer, uint64(109+len(lost)))
	k.Stream(dissect.FromServer, frame(data, endStream, 3, []byte("rest")))
	k.get(5, "/three")
	k.Stream(dissect.FromServer, frame(headers, endStream|endHeaders, 5, k.block(1, ":status", "200", "x-a", "b")))
	if got := k.named("HTTP response"); len(got) != 2 {
		t.Errorf("responses: %q", got)
	}
	if s := k.rules(); s != "stream.cut http2.table-lost" && s != "http2.table-lost" {
		t.Errorf("broken: %s", s)
	}
}

// TestProbe: a connection is known by its preface, by the first SETTINGS of a
// server, and where its start was missed by frames that follow each other.
func TestProbe(t *testing.T) {
	ping, window := frame(6, 0, 0, make([]byte, 8)), frame(8, 0, 1, []byte{0, 0, 1, 0})
	join := func(list ...[]byte) []byte { return bytes.Join(list, nil) }
	for _, c := range []struct {
		dir  dissect.Dir
		b    []byte
		mid  bool
		want dissect.Verdict
	}{
		{dissect.FromClient, []byte(preface), false, dissect.Yes},
		{dissect.FromClient, []byte("PRI * HTTP/2"), false, dissect.More},
		{dissect.FromClient, []byte("PRI * HTTP/1.1\r\n"), false, dissect.No},
		{dissect.FromServer, frame(settings, 0, 0, []byte{0, 3, 0, 0, 0, 100}), false, dissect.Yes},
		{dissect.FromServer, frame(settings, 0, 0, []byte{9, 9, 0, 0, 0, 100}), false, dissect.No},
		{dissect.FromServer, frame(settings, 0, 0, nil), false, dissect.More},
		{dissect.FromServer, join(frame(settings, 0, 0, nil), frame(settings, 1, 0, nil)), false, dissect.Yes},
		{dissect.FromServer, join(frame(settings, 0, 0, nil), frame(settings, 1, 0, nil)[:6]), false, dissect.More},
		{dissect.FromServer, join(frame(settings, 0, 0, nil), make([]byte, 9)), false, dissect.No},
		{dissect.FromServer, make([]byte, 9), false, dissect.No},
		{dissect.FromServer, ping, false, dissect.No},
		{dissect.FromServer, join(ping, window), true, dissect.Yes},
		{dissect.FromClient, join(window, ping, window[:9]), true, dissect.Yes},
		{dissect.FromClient, join(window, ping[:9]), true, dissect.More},
		{dissect.FromClient, window, true, dissect.More},
		{dissect.FromClient, join(window, []byte("something else")), true, dissect.No},
		{dissect.FromClient, make([]byte, 64), true, dissect.No},
		{dissect.FromClient, []byte("\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00"), true, dissect.No},     // TPKT
		{dissect.FromClient, []byte("\x05\x00\x00\x03\x10\x00\x00\x00\x48\x00\x00\x00"), true, dissect.No}, // DCE/RPC
	} {
		if got := http2.Protocol.Probe(c.dir, c.b, c.mid); got != c.want {
			t.Errorf("%q, missed %v: want %d, got %d", c.b, c.mid, c.want, got)
		}
	}
}

// TestTunnel: what CONNECT carries is read by whoever knows it, HTTP/2 included.
func TestTunnel(t *testing.T) {
	k := newTalk(t, false).start()
	k.Stream(dissect.FromClient, frame(headers, endHeaders, 1, k.block(0, ":method", "CONNECT", ":authority", "inner.example:80")))
	k.Stream(dissect.FromServer, frame(headers, endHeaders, 1, k.block(1, ":status", "200")))
	inner := newTalk(t, false)
	b := append([]byte(preface), frame(settings, 0, 0, nil)...)
	b = append(b, frame(headers, endStream|endHeaders, 1, inner.block(0, ":method", "GET", ":scheme", "http", ":path", "/in", ":authority", "inner.example"))...)
	for len(b) > 0 {
		n := min(len(b), 11)
		k.Stream(dissect.FromClient, frame(data, 0, 1, b[:n]))
		b = b[n:]
	}
	k.Stream(dissect.FromServer, frame(data, 0, 1, append(frame(settings, 0, 0, nil), frame(headers, endStream|endHeaders, 1, inner.block(1, ":status", "204"))...)))
	k.get(3, "/out")
	if got := k.named("HTTP request"); fmt.Sprint(got) != "[CONNECT inner.example:80 (HTTP/2) GET /in (HTTP/2) GET /out (HTTP/2)]" {
		t.Errorf("requests: %q", got)
	}
	if got := k.named("HTTP response"); fmt.Sprint(got) != "[200 (HTTP/2) 204 (HTTP/2)]" {
		t.Errorf("responses: %q", got)
	}
	if s := k.rules(); s != "" {
		t.Errorf("broken: %s", s)
	}
}

// FuzzConnection gives any bytes as both sides of a connection: nothing panics,
// trees are sound and whole, and how the stream is cut does not matter.
func FuzzConnection(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			f.Fatal(err)
		}
		var sides [2][]byte
		for _, m := range c.Messages {
			sides[m.Dir] = append(sides[m.Dir], m.Bytes...)
		}
		f.Add(sides[0], sides[1], uint16(7), uint8(0))
		f.Add(sides[0], sides[1], uint16(40), uint8(9))
	}
	f.Fuzz(func(t *testing.T, client, server []byte, cut uint16, gap uint8) {
		reg, err := dissect.NewRegistry([]*dissect.Protocol{http2.Protocol, http.Protocol, contents})
		if err != nil {
			t.Fatal(err)
		}
		play := func(step int) string {
			log := dissecttest.NewLog(true)
			d := dissect.NewDirect(reg, http2.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) {
				t.Fatalf("a decoder panicked: %v\n%s", v, stack)
			}})
			for dir, b := range [][]byte{client, server} {
				for len(b) > 0 {
					n := min(step, len(b))
					d.Stream(dissect.Dir(dir), b[:n])
					if b = b[n:]; gap > 0 {
						d.Gap(dissect.Dir(dir), uint64(gap))
					}
				}
			}
			d.Close()
			for _, m := range log.Messages {
				if err := dissecttest.CheckTree(m.Tree); err != nil {
					t.Fatalf("%s: %v", m.Name, err)
				}
				if u := m.Tree.Uncovered(nil); len(u) > 0 && !m.Cut {
					t.Fatalf("%s: not covered: %v", m.Name, u)
				}
			}
			for _, f := range log.Findings {
				if strings.HasPrefix(f.Rule, "stream.") {
					return "" // bytes that begin nothing are held as long as another probe may want them
				}
			}
			return log.TreeText()
		}
		whole := play(max(1, int(cut)))
		if gap == 0 {
			if other := play(1 << 20); whole != other {
				t.Fatalf("cut into pieces of %d the output differs:\n%s\n---\n%s", cut, whole, other)
			}
		}
	})
}
