package main

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/radissect/radissect/decoders/internal/heap"
	"github.com/radissect/radissect/dissect"
)

// A measure is what an attack came to.
type measure struct {
	packets uint64
	bytes   int64
	heap    int64 // most bytes of heap beyond what there was before
	live    int64 // most that a collection found alive of them
	held    int64 // most that conversations took, as the engine estimates it
	rules   map[string]uint64
	took    time.Duration
}

// A quiet sink wants what the findings pass wants, and messages, without keeping any.
type quiet struct{ rules map[string]uint64 }

func (q *quiet) Want() dissect.Want {
	return dissect.Want{Messages: true, Conversations: true, Sessions: true}
}
func (q *quiet) Accept(*dissect.Event) bool                 { return false }
func (q *quiet) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (q *quiet) Write(p []byte) (int, error)                { return len(p), nil }
func (q *quiet) Close(s *dissect.Summary) error {
	for _, r := range s.Rules {
		q.rules[r.Rule.ID] += r.Broken
	}
	return nil
}

// run plays an attack n times as often, with a bound for the memory of conversations,
// and measures.
func run(reg *dissect.Registry, a *attack, n int, most int64) (measure, error) {
	return runWith(reg, a, n, dissect.Options{Workers: 1, MaxMemory: most})
}

func runWith(reg *dissect.Registry, a *attack, n int, opt dissect.Options) (measure, error) {
	q := &quiet{map[string]uint64{}}
	src := play(a, n)
	runtime.GC()
	peak := heap.Watch()
	start := time.Now()
	s, err := dissect.New(reg, opt).Run(context.Background(), src, q)
	took := time.Since(start)
	top := peak()
	return measure{src.packets, src.bytes, top.Objects, top.Live, s.Held, q.rules, took}, err
}

// allowed is what an attack of n may need: live heap, and as much again that waits
// to be collected.
func (a *attack) allowed(n int) int64 { return 2 * (a.fixed<<20 + a.each*int64(n)) }

// names are the rules of level limit that were broken, and the attack's own.
func (m *measure) names(reg *dissect.Registry) string {
	out := ""
	rules := reg.Rules()
	slices.SortFunc(rules, func(a, b *dissect.Rule) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	for _, r := range rules {
		if r.Level == dissect.Limit && m.rules[r.ID] > 0 {
			if out != "" {
				out += ", "
			}
			out += "`" + r.ID + "` " + strconv.FormatUint(m.rules[r.ID], 10)
		}
	}
	return out
}
