package main

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/decoders/internal/heap"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// The bounds of one mutant.
const (
	// maxTime is how long a mutant may take beyond twice what its capture takes.
	maxTime = 5 * time.Second
	// maxHeap is how many bytes of heap a mutant may need beyond its capture's; the
	// budget of the command itself, with room for what waits to be collected.
	maxHeap = 96 << 20
)

// A trial goes through the mutants of captures.
type trial struct {
	reg     *dissect.Registry
	mutants int // of each capture
	jobs    int // workers of the engine
	seed    uint64
	only    int // this mutant only, when it is not negative
	company []*film
	log     func(format string, args ...any)

	sum tally
}

// A tally is what came of a trial.
type tally struct {
	captures, skipped     int
	made                  map[string]int // by way
	flows                 int            // mutants of one conversation that have others to compare
	compared              int            // conversations compared
	neighbours, changed   int            // conversations of the same two hosts, and those of them that changed
	panics, hangs, greedy int
	unfaithful            int // mutants that changed a conversation of other hosts
	records               uint64
	longest               time.Duration
	longestOf             string
	most                  int64
	mostOf                string
}

// failed counts the mutants that broke a promise.
func (s *tally) failed() int { return s.panics + s.hangs + s.greedy + s.unfaithful }

// capture tries the mutants of one capture.
func (t *trial) capture(c *corpus.Capture) error {
	data, err := os.ReadFile(c.Path)
	if err != nil {
		return err
	}
	f, err := shoot(data, c.Name)
	if err != nil {
		t.sum.skipped++
		t.log("%s: not a capture: %v", c.Name, err)
		return nil
	}
	t.sum.captures++
	for i, g := range t.company {
		f = f.beside(g, byte(i+1))
	}
	order, of := f.cast()
	order = slices.DeleteFunc(order, flow.isGuest)
	clean, took, usual, err := t.run(c, c.Name, &projector{f: f}, 0)
	if err != nil {
		return err
	}
	for i := range t.mutants {
		if t.only >= 0 && i != t.only {
			continue
		}
		w := &ways[i%len(ways)]
		name := fmt.Sprintf("%s #%d (%s)", c.Name, i, w.name)
		r := rand.New(rand.NewPCG(t.seed, hash(c.Name)+uint64(i)))
		var src dissect.Source
		var hit flow
		if w.file != nil {
			if len(data) < 2 {
				continue
			}
			src, err = source.NewReader(bytes.NewReader(w.file(r, bytes.Clone(data))), c.Name, source.Options{})
			if err != nil {
				t.sum.made[w.name]++ // refused as a whole, in good order
				continue
			}
		} else {
			if len(order) == 0 {
				continue
			}
			hit = order[r.IntN(len(order))]
			g := f.copy()
			if w.flow(r, g, of[hit]) != nil {
				continue
			}
			src = &projector{f: g}
		}
		t.sum.made[w.name]++
		got, d, h, err := t.run(c, name, src, took)
		if err != nil {
			return err
		}
		if d > t.sum.longest {
			t.sum.longest, t.sum.longestOf = d, name
		}
		if h-usual > t.sum.most {
			t.sum.most, t.sum.mostOf = h-usual, name
		}
		if h-usual > maxHeap {
			t.sum.greedy++
			t.log("%s: %d MiB of heap more than its capture", name, (h-usual)>>20)
		}
		if w.file == nil {
			t.compare(name, hit, clean, got)
		}
	}
	return nil
}

// compare holds what was said about all conversations but the one that was hit.
func (t *trial) compare(name string, hit flow, clean, got *witness) {
	var wrong []string
	others := 0
	for k, said := range clean.said {
		switch {
		case k == hit:
		case k.hosts() == hit.hosts():
			// What two hosts share may rightly change: a TLS session that is resumed
			// in another connection, a port that one connection announces.
			t.sum.neighbours++
			if got.said[k] != said {
				t.sum.changed++
			}
		default:
			others++
			if got.said[k] != said {
				wrong = append(wrong, k.String())
				if t.only >= 0 {
					t.log("%s", differ(clean, got, k))
				}
			}
		}
	}
	for k := range got.said {
		if _, was := clean.said[k]; !was && k != hit {
			wrong = append(wrong, k.String()+" (new)")
		}
	}
	t.sum.compared += others
	if others > 0 {
		t.sum.flows++
	}
	if len(wrong) > 0 {
		slices.Sort(wrong)
		t.sum.unfaithful++
		t.log("%s: %s was changed, and what is said about others changes: %s", name, hit, strings.Join(wrong[:min(3, len(wrong))], ", "))
	}
}

func (f flow) String() string {
	return fmt.Sprintf("%d %v:%d %v:%d", f.proto, f.a.Addr(), f.pa, f.b.Addr(), f.pb)
}

// run dissects, and says how long it took and how much heap there was at most.
func (t *trial) run(c *corpus.Capture, name string, src dissect.Source, usual time.Duration) (*witness, time.Duration, int64, error) {
	store, err := c.Store()
	if err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", c.Name, err)
	}
	w := newWitness()
	if t.only >= 0 {
		w.words = map[flow][]string{}
	}
	var panicked atomic.Bool
	eng := dissect.New(t.reg, dissect.Options{
		Workers: t.jobs, Keys: store,
		Panic: func(v any, stack []byte) {
			if !panicked.Swap(true) {
				t.log("%s: a decoder panicked: %v\n%s", name, v, stack)
			}
		},
	})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	most := heap.Watch()
	start := cpuTime()
	_, err = eng.Run(ctx, src, w)
	took := cpuTime() - start
	held := most().Objects
	if panicked.Load() {
		t.sum.panics++
	}
	if took > maxTime+2*usual && usual > 0 || err != nil {
		t.sum.hangs++
		t.log("%s: %v of CPU time, its capture takes %v (%v)", name, took, usual, err)
	}
	t.sum.records += w.records
	return w, took, held, nil
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
