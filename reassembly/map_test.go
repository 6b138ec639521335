package reassembly

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func exact(frame uint64, at, n uint32) FrameRange { return FrameRange{frame, at, n, false} }
func whole(frame uint64, at, n uint32) FrameRange { return FrameRange{frame, at, n, true} }

func TestMapResolve(t *testing.T) {
	var m Map
	m.Add(0, 1, 54, 10)
	m.Add(10, 1, 64, 5) // continues
	m.Add(15, 2, 54, 5)
	m.Add(30, 3, 54, 10) // behind a hole
	m.AddWhole(40, []FrameRange{whole(4, 10, 100), whole(5, 20, 50)})
	m.AddWhole(60, []FrameRange{whole(5, 20, 50)})
	m.Add(70, 6, 0, 10)
	m.AddWhole(80, []FrameRange{whole(7, 1, 2)})
	m.AddWhole(90, nil)
	if m.Len() != 9 {
		t.Fatalf("runs: want 9, got %d: %v", m.Len(), m.Runs())
	}
	for _, tc := range []struct {
		off  uint64
		n    uint32
		want []FrameRange
	}{
		{0, 15, []FrameRange{exact(1, 54, 15)}},
		{3, 4, []FrameRange{exact(1, 57, 4)}},
		{14, 2, []FrameRange{exact(1, 68, 1), exact(2, 54, 1)}},
		{20, 10, nil},
		{18, 14, []FrameRange{exact(2, 57, 2), exact(3, 54, 2)}},
		{39, 2, []FrameRange{exact(3, 63, 1), whole(4, 10, 100), whole(5, 20, 50)}},
		{45, 1, []FrameRange{whole(4, 10, 100), whole(5, 20, 50)}},
		{59, 2, []FrameRange{whole(4, 10, 100), whole(5, 20, 50)}},
		{65, 10, []FrameRange{whole(5, 20, 50), exact(6, 0, 5)}},
		{85, 1000, []FrameRange{whole(7, 1, 2)}},
		{95, 10, nil},
		{^uint64(0) - 1, 100, nil},
		{16, 0, []FrameRange{exact(2, 55, 0)}},
		{20, 0, []FrameRange{exact(2, 59, 0)}},
		{25, 0, nil},
		{50, 0, []FrameRange{whole(4, 10, 100)}},
	} {
		if got := m.Resolve(tc.off, tc.n, nil); !slices.Equal(got, tc.want) {
			t.Errorf("Resolve(%d, %d): want %v, got %v", tc.off, tc.n, tc.want, got)
		}
	}
	if got := m.Resolve(0, 3, []FrameRange{exact(1, 51, 3)}); len(got) != 2 {
		t.Errorf("what was in dst changed: %v", got)
	}
	m.Drop(45)
	for off, want := range map[uint64][]FrameRange{0: nil, 35: nil, 41: {whole(4, 10, 100), whole(5, 20, 50)}} {
		if got := m.Resolve(off, 1, nil); !slices.Equal(got, want) {
			t.Errorf("after Drop, Resolve(%d, 1): want %v, got %v", off, want, got)
		}
	}
	m.Drop(1 << 60)
	if m.Len() != 0 {
		t.Errorf("runs after Drop of all: want 0, got %v", m.Runs())
	}
	m.AddWhole(5, []FrameRange{whole(1, 1, 1)})
	m.Drop(1 << 60)
	if m.Len() != 1 {
		t.Errorf("the last block has no end: want 1 run, got %d", m.Len())
	}
	m.Reset()
	if m.Len() != 0 || m.Resolve(5, 1, nil) != nil {
		t.Errorf("after Reset: want nothing, got %v", m.Runs())
	}
}

// Offsets that go back do not break the order.
func TestMapGoingBack(t *testing.T) {
	var m Map
	m.Add(10, 1, 0, 10)
	m.Add(5, 2, 0, 10)
	m.Add(15, 3, 0, 10)
	m.AddWhole(3, []FrameRange{whole(4, 0, 9)})
	m.Add(4, 5, 0, 25)
	want := []Run{{10, 1, 0, 10, false}, {20, 3, 5, 5, false}, {25, 4, 0, 9, true}, {25, 5, 21, 4, false}}
	if !slices.Equal(m.Runs(), want) {
		t.Errorf("want %v, got %v", want, m.Runs())
	}
}

func TestMapAddRanges(t *testing.T) {
	for _, tc := range []struct {
		name string
		n    uint32
		r    []FrameRange
		want []Run
	}{
		{"exact", 7, []FrameRange{exact(1, 10, 3), exact(2, 20, 4)}, []Run{{5, 1, 10, 3, false}, {8, 2, 20, 4, false}}},
		{"other length", 6, []FrameRange{exact(1, 10, 3), exact(2, 20, 4)}, []Run{{5, 1, 10, 3, true}, {5, 2, 20, 4, true}}},
		{"whole", 7, []FrameRange{exact(1, 10, 3), whole(2, 20, 4)}, []Run{{5, 1, 10, 3, true}, {5, 2, 20, 4, true}}},
		{"none", 7, nil, nil},
	} {
		var m Map
		m.AddRanges(5, tc.n, tc.r)
		if !slices.Equal(m.Runs(), tc.want) {
			t.Errorf("%s: want %v, got %v", tc.name, tc.want, m.Runs())
		}
	}
}

// Resolve against a table with an entry for every byte.
func TestMapAgainstTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var m Map
		type place struct {
			frame uint64
			at    uint32
		}
		var table []place
		dropped := 0
		for frame := uint64(1); frame < 60; frame++ {
			at, n := uint32(rng.IntN(100)), uint32(1+rng.IntN(20))
			if rng.IntN(4) == 0 {
				table = append(table, make([]place, rng.IntN(5))...) // a hole
			}
			m.Add(uint64(len(table)), frame, at, n)
			for i := range n {
				table = append(table, place{frame, at + i})
			}
			if rng.IntN(6) == 0 {
				dropped = max(dropped, rng.IntN(len(table)))
				m.Drop(uint64(dropped))
			}
			a := dropped + rng.IntN(len(table)-dropped)
			b := a + 1 + rng.IntN(len(table)-a)
			var got []place
			for _, r := range m.Resolve(uint64(a), uint32(b-a), nil) {
				for i := range r.Len {
					got = append(got, place{r.Frame, r.At + i})
				}
			}
			var want []place
			for _, p := range table[a:b] {
				if p.frame != 0 {
					want = append(want, p)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("[%d,%d): want %v, got %v", a, b, want, got)
			}
		}
	}
}

func TestMapAllocs(t *testing.T) {
	var m Map
	var off uint64
	var frame uint64
	step := func() {
		frame++
		m.Add(off, frame, 54, 100)
		off += 100
		if off > 5000 {
			m.Drop(off - 5000)
		}
	}
	for range 500 {
		step()
	}
	if n := testing.AllocsPerRun(1000, step); n != 0 {
		t.Errorf("allocations per run added and dropped: want 0, got %v", n)
	}
	if m.Len() > 52 {
		t.Errorf("runs kept: want at most 52, got %d", m.Len())
	}
}
