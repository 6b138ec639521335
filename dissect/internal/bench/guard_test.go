package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
	"github.com/radissect/radissect/dissect/keys"
)

// TestSteady: what more of the same costs, in allocations and bytes a packet. One
// session that goes on allocates nothing; sessions that begin and end allocate
// their state. The bounds are about twice what was measured. What the runtime
// allocates meanwhile is counted with it and differs from run to run, so the least
// of some runs counts.
func TestSteady(t *testing.T) {
	if testing.Short() {
		t.Skip("makes captures of some megabytes")
	}
	t.Chdir("../../..")
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		mix           string
		opened        bool // with its key log
		allocs, bytes float64
	}{
		{"rdp", false, 0.002, 8},
		{"rdp", true, 0.01, 40},
		{"mixed", false, 2, 400},
		{"lossy", false, 2, 400},
	} {
		m, err := traffic.Find(c.mix)
		if err != nil {
			t.Fatal(err)
		}
		var packets, allocs, size [2]float64
		for i := range packets {
			var b, log bytes.Buffer
			var store *keys.Store
			if c.opened {
				err = traffic.Sealed(&b, &log, ".", int64(2+6*i)<<20)
				store = opened(t, log.Bytes())
			} else {
				err = m.Write(&b, ".", int64(2+6*i)<<20)
			}
			if err != nil {
				t.Fatal(err)
			}
			allocs[i], size[i] = math.Inf(1), math.Inf(1)
			for range 5 {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				n, err := findings(reg, store, b.Bytes())
				if err != nil {
					t.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				packets[i] = float64(n)
				allocs[i] = min(allocs[i], float64(after.Mallocs-before.Mallocs))
				size[i] = min(size[i], float64(after.TotalAlloc-before.TotalAlloc))
			}
		}
		more := packets[1] - packets[0]
		a, b := (allocs[1]-allocs[0])/more, (size[1]-size[0])/more
		t.Logf("%s: %.4f allocations, %.0f bytes a packet", c.mix, a, b)
		if a > c.allocs || b > c.bytes {
			t.Errorf("%s: want at most %g allocations and %g bytes a packet, got %.3f and %.0f", c.mix, c.allocs, c.bytes, a, b)
		}
	}
}

// opened is a store that holds a key log.
func opened(t *testing.T, log []byte) *keys.Store {
	t.Helper()
	name := filepath.Join(t.TempDir(), "key.log")
	if err := os.WriteFile(name, log, 0o600); err != nil {
		t.Fatal(err)
	}
	s := keys.New(keys.Options{})
	if _, err := s.AddKeyLogFile(name, "key.log"); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRatio: the findings pass costs no more than some times what gopacket's
// reassembly without any decoder does. The bound is far above what was measured:
// it is for what makes a pass slower by its size, on any machine, however busy.
func TestRatio(t *testing.T) {
	if testing.Short() {
		t.Skip("makes captures of some megabytes")
	}
	t.Chdir("../../..")
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for mix, most := range map[string]float64{"mixed": 10, "rdp": 3} {
		m, err := traffic.Find(mix)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.Write(&b, ".", 4<<20); err != nil {
			t.Fatal(err)
		}
		times, err := besides(5, 2, func(i int) error {
			if i == 0 {
				_, err := assembler(b.Bytes())
				return err
			}
			_, err := findings(reg, nil, b.Bytes())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r := over(times[1], times[0])
		t.Logf("%s: %.2f times gopacket with reassembly", mix, r)
		if r > most {
			t.Errorf("%s: want at most %g times what gopacket with reassembly takes, got %.1f", mix, most, r)
		}
	}
}
