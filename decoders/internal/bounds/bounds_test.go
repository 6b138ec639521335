package main

import (
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
