package reassembly

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// A world is a Handler that keeps the frames given to a Conn and holds every
// call against the contract of Handler: ranges follow each other, and each
// byte resolves to a frame that has this byte in that place.
type world struct {
	t      testing.TB
	c      Conn
	frames map[uint64][]byte
	data   [2][]byte // delivered; lost bytes are '_', cut ones '~'
	long   bool      // do not write gaps into data
	next   [2]uint64
	lost   [2]uint64
	events [2][]Event
	ends   [2][]End
	log    strings.Builder // calls of direction 0, in short
	ranges []FrameRange
	ate    bool // call Consumed after every Data
}

func newWorld(t testing.TB, cfg Config) *world {
	w := &world{t: t, frames: make(map[uint64][]byte)}
	w.c.Init(cfg)
	return w
}

// dirty is a pool of storage that holds the remains of other connections.
func dirty() *Pool {
	p := &Pool{}
	for range 8 {
		for n := minTail; n <= maxTail; n *= 2 {
			p.putBytes(bytes.Repeat([]byte{0xcc}, n))
		}
		for n := firstRuns; n <= 256; n *= 2 {
			r := make([]Run, n)
			for i := range r {
				r[i] = Run{Off: uint64(i), Frame: 99, At: 7, Len: 1}
			}
			p.putRuns(r)
		}
	}
	return p
}

// add puts the payload of s into a frame of its own, behind some header bytes.
func (w *world) add(dir Dir, s Segment) {
	s.At = uint32(40 + s.Frame%20)
	frame := append(bytes.Repeat([]byte{0xee}, int(s.At)), s.Payload...)
	w.frames[s.Frame] = frame
	given := append([]byte(nil), frame...) // gone after the call, like a reused buffer
	s.Payload = given[s.At:]
	w.c.Add(dir, &s, w)
	for i := range given {
		given[i] = 0xdd
	}
}

// cost is what the pieces held take.
func (w *world) cost() int {
	sum := 0
	for _, h := range w.c.half {
		for i := range h.held {
			sum += h.held[i].cost()
		}
	}
	return sum
}

func (w *world) Data(dir Dir, off uint64, b []byte) {
	w.t.Helper()
	if off != w.next[dir] || len(b) == 0 {
		w.t.Fatalf("Data(%d, %d, %d bytes): want offset %d and some bytes", dir, off, len(b), w.next[dir])
	}
	w.next[dir] += uint64(len(b))
	w.data[dir] = append(w.data[dir], b...)
	w.ranges = w.c.Map(dir).Resolve(off, uint32(len(b)), w.ranges[:0])
	i := 0
	for _, r := range w.ranges {
		f := w.frames[r.Frame]
		if r.Whole || int(r.At+r.Len) > len(f) || i+int(r.Len) > len(b) ||
			!bytes.Equal(f[r.At:r.At+r.Len], b[i:i+int(r.Len)]) {
			w.t.Fatalf("offset %d+%d resolves to %+v, which holds other bytes", off, i, r)
		}
		i += int(r.Len)
	}
	if i != len(b) {
		w.t.Fatalf("offset %d: %d of %d bytes resolve to %+v", off, i, len(b), w.ranges)
	}
	if dir == 0 {
		fmt.Fprintf(&w.log, "%s ", b)
	}
	if w.ate {
		w.c.Consumed(dir, w.next[dir])
	}
}

func (w *world) Gap(dir Dir, off, n uint64, cut bool) {
	w.t.Helper()
	if off != w.next[dir] || n == 0 {
		w.t.Fatalf("Gap(%d, %d, %d): want offset %d and some bytes", dir, off, n, w.next[dir])
	}
	w.next[dir] += n
	w.lost[dir] += n
	mark := "_"
	if cut {
		mark = "~"
	}
	if !w.long {
		w.data[dir] = append(w.data[dir], bytes.Repeat([]byte(mark), int(n))...)
	}
	if got := w.c.Map(dir).Resolve(off, uint32(min(n, 1<<31)), nil); len(got) != 0 {
		w.t.Fatalf("lost bytes at %d resolve to %+v", off, got)
	}
	if dir == 0 {
		fmt.Fprintf(&w.log, "%s%d ", mark, n)
	}
}

var eventNames = map[EventKind]string{
	Retransmitted: "again", OverlapDiffers: "differs", OutOfOrder: "", KeepAlive: "alive",
	WindowProbe: "probe", BeforeStart: "before", OutOfWindow: "stray", Resynchronized: "resync",
	AckUnseen: "unseen", BadAck: "badack", EarlyFIN: "earlyfin", FINMoved: "finmoved",
	DataAfterFIN: "afterfin", DataAfterReset: "afterrst", ResetInWindow: "rstin",
	ResetOutOfWindow: "rstout", SYNInStream: "syn", Limit: "limit",
}

func (w *world) Event(dir Dir, ev Event) {
	w.events[dir] = append(w.events[dir], ev)
	name, ok := eventNames[ev.Kind]
	if !ok {
		w.t.Fatalf("event %+v of no known kind", ev)
	}
	if dir == 0 && name != "" {
		fmt.Fprintf(&w.log, "!%s@%d+%d ", name, ev.Off, ev.Len)
	}
}

func (w *world) End(dir Dir, how End) {
	w.ends[dir] = append(w.ends[dir], how)
	if dir == 0 {
		w.log.WriteString([]string{"?", "FIN ", "RST ", "CLOSED "}[how])
	}
}
