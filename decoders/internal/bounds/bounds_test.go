package main

import (
	"maps"
	"runtime/debug"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
)

// TestBounds plays every attack in small: it hits the limit that it is about, which
// is told by its finding, and twice the attack takes no more memory, but for what
// each conversation that lives may have.
func TestBounds(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for i := range attacks {
		a := &attacks[i]
		t.Run(a.name, func(t *testing.T) {
			n := max(a.least, a.n/100)
			once, err := run(reg, a, n, 0)
			if err != nil {
				t.Fatal(err)
			}
			if a.rule != "" && once.rules[a.rule] == 0 {
				t.Errorf("%s is not reported: %v", a.rule, once.rules)
			}
			if once.heap > a.allowed(n) {
				t.Errorf("%d bytes of heap, allowed are %d", once.heap, a.allowed(n))
			}
			if testing.Short() {
				return
			}
			twice, err := run(reg, a, 2*n, 0)
			if err != nil {
				t.Fatal(err)
			}
			if most := once.heap*3/2 + 24<<20 + 2*a.each*int64(n); twice.heap > most {
				t.Errorf("%d bytes of heap, for twice as much %d", once.heap, twice.heap)
			}
		})
	}
}

// TestBudget: what conversations take stays within a budget, whatever comes, and it is
// told what was given up for that. The estimates that this rests on are near to what
// the heap shows.
func TestBudget(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		t.Skip("long")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // little garbage
	const most = 6 << 20
	for i := range attacks {
		a := &attacks[i]
		n, ok := map[string]int{
			"SYN flood": 20_000, "half messages": 8_000, "datagrams of everybody": 20_000, "holes in many connections": 5_000,
			"bodies that all grow": 20, "stubs that all grow": 6, "handshakes that never end": 3_000, "announcements of devices without end": 20_000,
		}[a.name]
		if !ok {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			free, err := run(reg, a, n, 1<<50)
			if err != nil {
				t.Fatal(err)
			}
			if free.held < 2*most {
				t.Fatalf("without a budget %d bytes: the attack is too small", free.held)
			}
			if free.rules["limit.memory"] != 0 {
				t.Error("given up without need")
			}
			if share := float64(free.held) / float64(free.live); share < 0.5 || share > 1.3 {
				t.Errorf("%d bytes are estimated where %d are alive", free.held, free.live)
			}
			t.Logf("%d estimated, %d alive, %d with garbage", free.held, free.live, free.heap)
			bound, err := run(reg, a, n, most)
			if err != nil {
				t.Fatal(err)
			}
			// What begins within the window of rounds is known too late.
			if bound.held > most+8*512*3072 {
				t.Errorf("%d bytes of %d", bound.held, most)
			}
			many, err := runWith(reg, a, n, dissect.Options{Workers: 3, MaxMemory: most})
			if err != nil {
				t.Fatal(err)
			}
			if many.held != bound.held || !maps.Equal(many.rules, bound.rules) {
				t.Errorf("three workers: %d bytes, %v; one: %d bytes, %v", many.held, many.rules, bound.held, bound.rules)
			}
			if bound.rules["limit.memory"] == 0 {
				t.Errorf("nothing is said to be given up: %v", bound.rules)
			}
		})
	}
}

// TestIdleEnds: capture time ends what is idle, so that eight hours of a flood take no
// more than the five minutes that one of its connections lives.
func TestIdleEnds(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for i := range attacks {
		if a := attacks[i]; a.name == "SYN flood over eight hours" {
			slow, err := run(reg, &a, 40_000, 0)
			if err != nil {
				t.Fatal(err)
			}
			a.step = 1000
			fast, err := run(reg, &a, 40_000, 0)
			if err != nil {
				t.Fatal(err)
			}
			if slow.heap > fast.heap/2 {
				t.Errorf("in an hour %d bytes of heap, in a moment %d", slow.heap, fast.heap)
			}
			return
		}
	}
	t.Error("no such attack")
}
