package dissect_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// within reads a capture with a budget.
func within(t testing.TB, c *craft.Capture, workers int, most int64) (*dissecttest.Log, *dissect.Summary) {
	t.Helper()
	src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	s, err := dissect.New(registry(t), dissect.Options{Workers: workers, MaxMemory: most}).Run(context.Background(), src, log)
	if err != nil {
		t.Fatal(err)
	}
	return log, s
}

func numbered(i int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 40000)
}

// broken is how often a rule was broken, as the summary has it.
func broken(s *dissect.Summary, id string) uint64 {
	for _, r := range s.Rules {
		if r.Rule.ID == id {
			return r.Broken
		}
	}
	return 0
}

// flood is one conversation that says something now and then among many that send
// one SYN, and some that send half a message.
func flood(n int) *craft.Capture {
	c := craft.New()
	c.Step = 1000
	busy := c.TCP(host(1), server).Open()
	for i := range n {
		switch {
		case i%100 == 0:
			busy.Send(0, msg("abcd"))
		case i%10 == 0:
			c.TCP(numbered(i), server).Open().Send(0, msg("half")[:4])
		default:
			c.IP(numbered(i).Addr(), server.Addr(), 6, craft.Segment(numbered(i), server, 1, 0, craft.SYN, nil))
		}
	}
	busy.Send(0, msg("last"))
	return c
}

// TestMemory: a flood stays within the budget, whoever was heard lately is read on, and
// what was given up is reported, with the same result for any number of workers.
func TestMemory(t *testing.T) {
	const n = 24_000
	const most = 16 << 20
	c := flood(n)
	_, free := within(t, c, 1, 1<<40)
	if free.Held < 2*most {
		t.Fatalf("the flood takes %d bytes: too few for this test", free.Held)
	}
	if broken(free, "limit.memory") != 0 {
		t.Error("given up without need")
	}
	want := ""
	for _, workers := range []int{1, 3, 8} {
		log, s := within(t, c, workers, most)
		// What begins within a window of rounds, 512 packets each, comes on top.
		if s.Held > most+8*512*2048 {
			t.Errorf("%d workers: conversations took %d bytes of %d", workers, s.Held, most)
		}
		if gave := broken(s, "limit.memory"); gave < n/4 || gave > n {
			t.Errorf("%d conversations of %d given up", gave, n)
		}
		said, read := 0, 0
		for _, m := range log.Messages {
			if m.Info == "abcd" || m.Info == "last" {
				said++
			}
		}
		for _, f := range log.Findings {
			if f.Rule != "limit.memory" {
				continue
			}
			if f.Conv != 0 {
				read++ // of a conversation that is read, one by one
			}
			if f.Conv == 1 {
				t.Error("the busy conversation was given up")
			}
		}
		if said != n/100+1 {
			t.Errorf("%d messages of the busy conversation, not %d", said, n/100+1)
		}
		if read == 0 {
			t.Error("no finding names a conversation")
		}
		gone := map[uint64]bool{}
		for _, f := range log.Findings {
			gone[f.Conv] = gone[f.Conv] || f.Rule == "limit.memory"
		}
		for _, f := range log.Findings {
			if f.Rule == "stream.cut" && gone[f.Conv] {
				t.Errorf("conversation %d was given up and is taken for one that was cut off", f.Conv)
			}
		}
		got := dump(log)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers read something else", workers)
		}
	}
}

// busy are conversations that all hold more and more, and a small one.
func busy(n int) *craft.Capture {
	c := craft.New()
	c.Step = 1000
	var all []*craft.Flow
	for i := range 64 {
		all = append(all, c.TCP(numbered(i), server).Open())
	}
	small := c.TCP(host(1), server).Open()
	for i := range n {
		for _, f := range all {
			// Out of order for ever: the byte before is missing.
			if i == 0 {
				f.Lose(0, 1)
			}
			f.Send(0, make([]byte, 1000))
		}
		small.Send(0, msg("abcd"))
	}
	return c
}

// TestMemorySeveral: what one capture took does not count in the next.
func TestMemorySeveral(t *testing.T) {
	large := craft.New()
	large.Step = 1000
	f := large.TCP(host(7), server).Open()
	f.Lose(0, 1)
	for range 900 {
		f.Send(0, make([]byte, 1000))
	}
	files := []*craft.Capture{busy(220), large} // the first one ends before what it asks for is done
	for _, workers := range []int{1, 4} {
		i := 0
		log := dissecttest.NewLog(false)
		_, err := dissect.New(registry(t), dissect.Options{Workers: workers, MaxMemory: 16 << 20}).RunAll(context.Background(), func() (dissect.Source, error) {
			if i == len(files) {
				return nil, io.EOF
			}
			i++
			return source.NewReader(bytes.NewReader(files[i-1].Bytes()), fmt.Sprint(i), source.Options{})
		}, log)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range log.Findings {
			if f.Rule == "limit.memory" {
				t.Errorf("%d workers: conversation %d was given up", workers, f.Conv)
			}
		}
	}
}

// TestMemoryBusy: where all conversations are busy, those that hold most are given up.
func TestMemoryBusy(t *testing.T) {
	c := busy(600)
	const most = 16 << 20
	want := ""
	for _, workers := range []int{1, 2, 5} {
		log, s := within(t, c, workers, most)
		if s.Held > most+most/4 { // what comes within two windows of rounds is held as well
			t.Errorf("conversations took %d bytes of %d", s.Held, most)
		}
		if broken(s, "limit.memory") == 0 {
			t.Error("nothing was given up")
		}
		if n := strings.Count(infos(log), "abcd"); n != 600 {
			t.Errorf("%d messages of the small conversation, not 600", n)
		}
		if got := dump(log); want == "" {
			want = got
		} else if got != want {
			t.Errorf("%d workers read something else", workers)
		}
	}
}

// TestFragmentBudget: fragments are bounded for all workers together.
func TestFragmentBudget(t *testing.T) {
	c := craft.New()
	c.Step = 1000
	for i := range 15_000 {
		c.Fragment(numbered(i%5000).Addr(), server.Addr(), 17, uint16(i), 8*(1+i%50), true, make([]byte, 200+i%600))
		if i%1000 == 0 {
			c.UDP(host(1), server, msg("abcd"))
		}
	}
	want := ""
	for _, workers := range []int{1, 3, 8} {
		log, s := within(t, c, workers, 0)
		if n := broken(s, "limit.buffer"); n < 6_000 {
			t.Errorf("%d datagrams given up", n)
		}
		got := dump(log) + fmt.Sprint(s.Rules)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers read something else", workers)
		}
	}
}
