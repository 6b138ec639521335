package reassembly

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A fragmentWorld keeps the frames given to a Defragmenter and holds each
// datagram against them.
type fragmentWorld struct {
	t      testing.TB
	d      Defragmenter
	frames map[uint64][]byte
	last   uint64
}

func newFragmentWorld(t testing.TB) *fragmentWorld {
	return &fragmentWorld{t: t, frames: make(map[uint64][]byte)}
}

func (w *fragmentWorld) add(f Fragment) (*Datagram, []FragmentEvent) {
	w.t.Helper()
	w.last++
	f.Frame, f.At = w.last, uint32(34+w.last%20)
	frame := append(bytes.Repeat([]byte{0xee}, int(f.At)), f.Payload...)
	w.frames[f.Frame] = frame
	given := append([]byte(nil), frame...) // gone after the call, like a reused buffer
	f.Payload = given[f.At:]
	g, events := w.d.Add(&f)
	for i := range given {
		given[i] = 0xdd
	}
	if g == nil {
		return g, events
	}
	if g.Cut != (g.Missing > 0) || g.Key != f.Key || g.Fragments < 1 {
		w.t.Fatalf("datagram %+v of %+v", g, f)
	}
	i := 0
	for _, r := range g.Map.Resolve(0, uint32(len(g.Data)), nil) {
		f := w.frames[r.Frame]
		if r.Whole || int(r.At+r.Len) > len(f) || i+int(r.Len) > len(g.Data) ||
			!bytes.Equal(f[r.At:r.At+r.Len], g.Data[i:i+int(r.Len)]) {
			w.t.Fatalf("offset %d resolves to %+v, which holds other bytes", i, r)
		}
		i += int(r.Len)
	}
	if len(g.Data) > 0 && i != len(g.Data) {
		w.t.Fatalf("%d of %d bytes resolve", i, len(g.Data))
	}
	return g, events
}

// A part is a fragment of a case; off counts bytes.
type part struct {
	off     uint32
	b       string
	more    bool
	missing uint32
}

func TestDefragmenter(t *testing.T) {
	const a8, b8, c8 = "aaaaaaaa", "bbbbbbbb", "cccccccc"
	long := strings.Repeat("x", 1000)
	for _, tc := range []struct {
		name   string
		parts  []part
		want   string // "" when not complete
		lacks  uint32
		events []FragmentEventKind
	}{
		{"in order", []part{{0, a8, true, 0}, {8, b8, true, 0}, {16, "c", false, 0}}, a8 + b8 + "c", 0, nil},
		{"reversed", []part{{16, "c", false, 0}, {8, b8, true, 0}, {0, a8, true, 0}}, a8 + b8 + "c", 0, nil},
		{"not complete", []part{{0, a8, true, 0}, {16, "c", false, 0}}, "", 0, nil},
		{"no last", []part{{0, a8, true, 0}, {8, b8, true, 0}}, "", 0, nil},
		{"atomic", []part{{0, "abc", false, 0}}, "abc", 0, nil},
		{"atomic beside others", []part{{0, a8, true, 0}, {0, "abc", false, 0}}, "abc", 0, nil},
		{"duplicate", []part{{0, a8, true, 0}, {0, a8, true, 0}, {8, "b", false, 0}}, a8 + "b", 0, []FragmentEventKind{FragmentDuplicate}},
		{"duplicate differs, first wins", []part{{0, a8, true, 0}, {0, b8, true, 0}, {8, "b", false, 0}}, a8 + "b", 0, []FragmentEventKind{FragmentOverlapDiffers}},
		{"overlap, equal", []part{{0, a8 + b8, true, 0}, {8, b8 + c8, false, 0}}, a8 + b8 + c8, 0, []FragmentEventKind{FragmentOverlap}},
		{"overlap differs, first wins", []part{{0, a8 + b8, true, 0}, {8, c8 + c8, false, 0}}, a8 + b8 + c8, 0, []FragmentEventKind{FragmentOverlapDiffers}},
		{"overlap in front", []part{{8, b8, false, 0}, {0, a8 + c8, true, 0}}, a8 + b8, 0, []FragmentEventKind{FragmentOverlapDiffers}},
		{"around another", []part{{8, b8, true, 0}, {0, a8 + b8 + c8, false, 0}}, a8 + b8 + c8, 0, nil},
		// CERT advisory CA-1997-28: the second fragment ends inside the first.
		{"teardrop", []part{{0, a8 + b8 + c8 + a8 + "bbbb", true, 0}, {24, "aaaa", false, 0}}, "", 0, []FragmentEventKind{FragmentUnaligned, FragmentTeardrop, FragmentDuplicate}},
		{"end moved", []part{{8, "b", false, 0}, {8, "bcd", false, 0}, {0, a8, true, 0}}, a8 + "b", 0, []FragmentEventKind{FragmentEndMoved, FragmentBeyondEnd, FragmentDuplicate}},
		{"behind the end", []part{{8, "b", false, 0}, {16, c8, true, 0}, {0, a8, true, 0}}, a8 + "b", 0, []FragmentEventKind{FragmentBeyondEnd}},
		{"too long", []part{{65528, a8, true, 0}}, "", 0, []FragmentEventKind{FragmentTooLong}},
		{"as long as may be", []part{{65528, "aaaaaaa", false, 0}}, "", 0, nil},
		{"too long when whole", []part{{65000, long, false, 0}}, "", 0, []FragmentEventKind{FragmentTooLong}},
		{"promises too much", []part{{0, a8, true, 1 << 31}, {8, "b", false, 1<<32 - 1}}, "", 0, []FragmentEventKind{FragmentTooLong, FragmentTooLong}},
		{"empty", []part{{0, "", true, 0}, {8, "", false, 0}, {0, "", false, 0}}, "", 0, []FragmentEventKind{FragmentEmpty, FragmentEmpty, FragmentEmpty}},
		{"unaligned", []part{{0, "aaaa", true, 0}, {4, "b", false, 0}}, "aaaab", 0, []FragmentEventKind{FragmentUnaligned}},
		{"cut", []part{{0, "aaa", true, 5}, {8, b8, false, 0}}, "aaa", 13, nil},
		{"cut at the end", []part{{0, a8, true, 0}, {8, "b", false, 7}}, a8 + "b", 7, nil},
		{"cut, then whole", []part{{0, "aaa", true, 5}, {0, a8, true, 0}, {8, "b", false, 0}}, a8 + "b", 0, []FragmentEventKind{FragmentOverlap}},
		{"atomic, cut", []part{{0, "abc", false, 7}}, "abc", 7, nil},
		{"cut to nothing", []part{{0, "", true, 8}, {8, "b", false, 0}}, "", 0, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newFragmentWorld(t)
			var got *Datagram
			var kinds []FragmentEventKind
			for _, p := range tc.parts {
				g, events := w.add(Fragment{Off: p.off, Payload: []byte(p.b), More: p.more, Missing: p.missing})
				if g != nil {
					got = g
				}
				for _, ev := range events {
					kinds = append(kinds, ev.Kind)
				}
			}
			switch {
			case tc.name == "cut to nothing":
				if got == nil || len(got.Data) != 0 || got.Missing != 9 {
					t.Errorf("want no data and 9 missing, got %+v", got)
				}
			case tc.want == "" && got != nil:
				t.Errorf("want no datagram, got %+v", got)
			case tc.want != "" && (got == nil || string(got.Data) != tc.want || got.Missing != tc.lacks):
				t.Errorf("want %q, %d missing, got %+v", tc.want, tc.lacks, got)
			}
			if !slices.Equal(kinds, tc.events) {
				t.Errorf("events: want %v, got %v", tc.events, kinds)
			}
			w.d.Expire(1<<62, nil)
			if w.d.Held() != 0 || w.d.Pending() != 0 {
				t.Errorf("want nothing held in the end, got %d bytes, %d datagrams", w.d.Held(), w.d.Pending())
			}
		})
	}
}

func TestFragmentOverlapFrames(t *testing.T) {
	w := newFragmentWorld(t)
	w.add(Fragment{Payload: []byte("aaaaaaaa"), More: true})
	_, events := w.add(Fragment{Payload: []byte("aaXaYaaa"), More: true})
	want := FragmentEvent{Kind: FragmentOverlapDiffers, Frame: 2, Other: 1, Off: 2, Len: 3}
	if len(events) != 1 || events[0] != want {
		t.Errorf("want %+v, got %+v", want, events)
	}
}

func TestFragmentKeys(t *testing.T) {
	w := newFragmentWorld(t)
	keys := []FragmentKey{{ID: 1}, {ID: 2}, {ID: 1, Protocol: 17}, {ID: 1, Src: [16]byte{1}}, {ID: 1, Dst: [16]byte{1}}}
	for i, k := range keys {
		if g, _ := w.add(Fragment{Key: k, Payload: bytes.Repeat([]byte{byte(i)}, 8), More: true}); g != nil {
			t.Fatalf("want nothing complete, got %+v", g)
		}
	}
	for i, k := range keys {
		g, _ := w.add(Fragment{Key: k, Off: 8, Payload: []byte{byte(i)}})
		if g == nil || !bytes.Equal(g.Data, bytes.Repeat([]byte{byte(i)}, 9)) {
			t.Errorf("key %d: want 9 bytes of %d, got %+v", i, i, g)
		}
	}
}

// A copy of a fragment that comes after the datagram was complete is no new
// datagram, but later the identification may be used again.
func TestFragmentLate(t *testing.T) {
	w := newFragmentWorld(t)
	first := Fragment{Payload: []byte("aaaaaaaa"), More: true, Time: 1e9}
	last := Fragment{Off: 8, Payload: []byte("b"), Time: 1e9}
	w.add(first)
	w.add(last)
	if _, events := w.add(last); len(events) != 1 || events[0].Kind != FragmentLate || w.d.Pending() != 0 {
		t.Errorf("want FragmentLate and nothing pending, got %v, %d", events, w.d.Pending())
	}
	first.Time, last.Time = 5e9, 5e9
	w.add(first)
	if g, _ := w.add(last); g == nil {
		t.Error("identification used again: want a datagram, got none")
	}
}

func TestFragmentLimits(t *testing.T) {
	w := newFragmentWorld(t)
	w.d.MaxDatagrams = 3
	for id := uint32(1); id <= 5; id++ {
		_, events := w.add(Fragment{Key: FragmentKey{ID: id}, Payload: []byte("aaaaaaaa"), More: true})
		if id > 3 && (len(events) != 1 || events[0].Kind != FragmentEvicted || events[0].Key.ID != id-3 || events[0].Len != 8) {
			t.Errorf("datagram %d: want the oldest evicted, got %+v", id, events)
		}
	}
	if w.d.Pending() != 3 {
		t.Errorf("pending: want 3, got %d", w.d.Pending())
	}
	w = newFragmentWorld(t)
	w.d.MaxBytes = 2 * (8 + pieceCost)
	for id := uint32(1); id <= 3; id++ {
		_, events := w.add(Fragment{Key: FragmentKey{ID: id}, Payload: []byte("aaaaaaaa"), More: true})
		if id == 3 && (len(events) != 1 || events[0].Key.ID != 1) {
			t.Errorf("want the oldest evicted, got %+v", events)
		}
	}
	if w.d.Held() != w.d.MaxBytes {
		t.Errorf("held: want %d, got %d", w.d.MaxBytes, w.d.Held())
	}
}

// TestFragmentDrop: a caller that bounds what is under way itself gives up what began
// up to a mark.
func TestFragmentDrop(t *testing.T) {
	w := newFragmentWorld(t)
	w.d.MaxBytes, w.d.MaxDatagrams = -1, -1
	const n = 3000 // more than a Defragmenter of its own keeps
	for i := range n {
		w.d.Mark = uint64(i / 10)
		if _, events := w.add(Fragment{Key: FragmentKey{ID: uint32(i)}, More: true, Payload: make([]byte, 4096)}); len(events) > 0 {
			t.Fatalf("%+v", events)
		}
	}
	count, bytes, last := 0, 0, uint64(0)
	w.d.Each(func(mark uint64, n int) {
		if mark < last {
			t.Fatalf("mark %d after %d", mark, last)
		}
		last = mark
		count++
		bytes += n
	})
	if count != n || bytes != w.d.Held() {
		t.Errorf("%d datagrams of %d bytes, held are %d of %d", count, bytes, n, w.d.Held())
	}
	gone := 0
	w.d.Drop(99, func(key FragmentKey, n int) {
		if int(key.ID) != gone || n != 4096 {
			t.Fatalf("%d bytes of %d given up, expected %d", n, key.ID, gone)
		}
		gone++
	})
	if gone != 1000 || w.d.Pending() != n-1000 {
		t.Errorf("%d given up, %d are left", gone, w.d.Pending())
	}
	// The others can still be completed.
	if dg, _ := w.add(Fragment{Key: FragmentKey{ID: 1000}, Off: 4096, Payload: make([]byte, 8)}); dg == nil || len(dg.Data) != 4104 {
		t.Errorf("%+v", dg)
	}
	if dg, _ := w.add(Fragment{Key: FragmentKey{ID: 0}, Off: 4096, Payload: make([]byte, 8)}); dg != nil {
		t.Errorf("%+v", dg)
	}
}

func TestFragmentExpire(t *testing.T) {
	w := newFragmentWorld(t)
	for i := range uint32(4) {
		w.add(Fragment{Key: FragmentKey{ID: i}, Payload: []byte("aaaaaaaa"), More: true, Time: int64(i) * 10})
	}
	var ids []uint32
	n := 0
	w.d.Expire(20, func(key FragmentKey, got int) { ids = append(ids, key.ID); n += got })
	if !slices.Equal(ids, []uint32{0, 1}) || n != 16 || w.d.Pending() != 2 {
		t.Errorf("want 0 and 1 with 16 bytes, 2 pending, got %v, %d, %d", ids, n, w.d.Pending())
	}
}

// However datagrams are cut, mixed, repeated and overlapped, they come out as
// they were.
func TestDatagramsWhole(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 9))
		var all []Fragment
		grams := make([][]byte, 1+rng.IntN(5))
		for id := range grams {
			b := randomBytes(rng, 9+rng.IntN(3000))
			grams[id] = b
			for at := 0; at < len(b); {
				n := min(8*(1+rng.IntN(20)), len(b)-at)
				if at == 0 && n == len(b) {
					n = 8
				}
				from := at
				if rng.IntN(4) == 0 {
					from = max(0, at-8*rng.IntN(10))
				}
				at += n
				if from == 0 && at == len(b) {
					from = 8 // not atomic
				}
				f := Fragment{Key: FragmentKey{ID: uint32(id)}, Off: uint32(from), Payload: b[from:at], More: at < len(b)}
				all = append(all, f)
				if rng.IntN(6) == 0 {
					all = append(all, f)
				}
			}
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		w := newFragmentWorld(t)
		done := 0
		for _, f := range all {
			g, events := w.add(f)
			if g != nil {
				done++
				if !bytes.Equal(g.Data, grams[f.Key.ID]) {
					t.Fatalf("seed %d: datagram %d differs", seed, f.Key.ID)
				}
			}
			for _, ev := range events {
				if ev.Kind != FragmentDuplicate && ev.Kind != FragmentOverlap && ev.Kind != FragmentLate {
					t.Fatalf("seed %d: want no event of this kind, got %+v", seed, ev)
				}
			}
		}
		if done != len(grams) || w.d.Pending() != 0 || w.d.Held() != 0 {
			t.Fatalf("seed %d: want %d datagrams and nothing held, got %d, %d pending, %d held",
				seed, len(grams), done, w.d.Pending(), w.d.Held())
		}
	}
}

// FuzzDefrag reads fragments from its input. A datagram has the length that its
// last fragment says, and each of its bytes is the first one that came for its
// place.
func FuzzDefrag(f *testing.F) {
	f.Add([]byte{1, 0, 0, 8, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 0, 1, 0, 1, 'b'})
	f.Add([]byte{0, 1, 3, 2, 'a', 'a', 1, 0, 0, 8, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 1, 0, 9, 1, 'x'})
	f.Fuzz(func(t *testing.T, in []byte) {
		w := newFragmentWorld(t)
		w.d.MaxDatagrams, w.d.MaxBytes = 4, 2000
		first := make(map[uint32]map[uint32]byte) // by identification and offset
		for len(in) >= 4 {
			fr := Fragment{Key: FragmentKey{ID: uint32(in[0] >> 4)}, More: in[0]&1 != 0, Off: 8 * uint32(in[1]), Missing: uint32(in[2])}
			if in[0]&2 != 0 {
				fr.Off <<= 5
			}
			n := min(int(in[3]), len(in)-4)
			fr.Payload, in = in[4:4+n], in[4+n:]
			atomic := fr.Off == 0 && !fr.More
			g, events := w.add(fr)
			bad := false
			for _, ev := range events {
				switch ev.Kind {
				case FragmentEvicted:
					delete(first, ev.Key.ID)
				case FragmentTooLong, FragmentEmpty, FragmentLate:
					bad = true
				}
			}
			if w.d.Held() > 2000 || w.d.Pending() > 4 {
				t.Fatalf("held %d bytes in %d datagrams, want at most 2000 in 4", w.d.Held(), w.d.Pending())
			}
			if bad || atomic {
				if bad && g != nil {
					t.Fatalf("want no datagram of a fragment dropped, got %+v", g)
				}
				continue
			}
			known := first[fr.Key.ID]
			if known == nil {
				known = make(map[uint32]byte)
				first[fr.Key.ID] = known
			}
			for i, b := range fr.Payload {
				if _, ok := known[fr.Off+uint32(i)]; !ok {
					known[fr.Off+uint32(i)] = b
				}
			}
			if g == nil {
				continue
			}
			for i, b := range g.Data {
				if k, ok := known[uint32(i)]; !ok || k != b {
					t.Fatalf("byte %d: want %q (%v), got %q", i, k, ok, b)
				}
			}
			delete(first, fr.Key.ID)
		}
		w.d.Expire(1<<62, nil)
		if w.d.Held() != 0 || w.d.Pending() != 0 {
			t.Fatalf("want nothing held in the end, got %d bytes, %d datagrams", w.d.Held(), w.d.Pending())
		}
	})
}
