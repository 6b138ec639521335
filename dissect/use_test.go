package dissect

import (
	"math/rand"
	"testing"
)

// TestUse holds the account by age against one that keeps every round.
func TestUse(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	all := []*use{{}, {}}
	type thing struct {
		shard int
		round uint64
		bytes int
	}
	var things []thing
	turn := func(r uint64) {
		for _, u := range all {
			u.turn(r)
		}
	}
	sum := func(until uint64) (n int64) {
		for _, x := range things {
			if x.round <= until {
				n += int64(x.bytes)
			}
		}
		return n
	}
	for r := uint64(1); r < 300_000; r++ {
		turn(r)
		if r%97 == 0 { // begins
			x := thing{rng.Intn(2), r, 1 + rng.Intn(1000)}
			all[x.shard].add(r, x.bytes)
			things = append(things, x)
		}
		if n := len(things); n > 1 && r%50 == 0 { // is heard again, or ends
			i := rng.Intn(n)
			x := &things[i]
			all[x.shard].add(x.round, -x.bytes)
			if rng.Intn(3) == 0 {
				things[i] = things[n-1]
				things = things[:n-1]
			} else {
				x.round, x.bytes = r, 1+rng.Intn(1000)
				all[x.shard].add(r, x.bytes)
			}
		}
		if r%1009 != 0 {
			continue
		}
		total := sum(r)
		if got := all[0].total + all[1].total; got != total {
			t.Fatalf("round %d: %d bytes, not %d", r, got, total)
		}
		most := total * int64(rng.Intn(10)) / 10
		rel := relieve(all, r, most)
		if total <= most {
			if rel != (relief{}) {
				t.Fatalf("round %d: %+v for nothing", r, rel)
			}
			continue
		}
		if rel.until+window > r {
			t.Fatalf("round %d: gives up what was heard in round %d", r, rel.until)
		}
		idle := sum(r - window)
		gone := sum(rel.until)
		switch {
		case rel.size > 0 && total-idle <= most:
			t.Fatalf("round %d: large ones are given up although the idle ones suffice", r)
		case rel.size == 0 && total-gone > most:
			t.Fatalf("round %d: %d of %d bytes are given up, which leaves more than %d", r, gone, total, most)
		}
		// No more than one slot of the level too much: slots are at most a
		// twelfth of the age of what they hold.
		age := r - rel.until
		if rel.size == 0 && rel.until > age/12+1 && total-sum(rel.until-age/12-1) <= most {
			t.Fatalf("round %d: gives up until %d, which is more than needed", r, rel.until)
		}
	}
}

// TestUseAncient: what was heard before all levels is still accounted for.
func TestUseAncient(t *testing.T) {
	u := &use{}
	u.turn(1)
	u.add(1, 100)
	for r := uint64(2); r < 1<<20; r++ {
		u.turn(r)
	}
	u.add(1<<20-1, 10)
	if u.older != 100 || *u.at(1) != 100 || u.total != 110 {
		t.Errorf("older %d, at %d, in all %d", u.older, *u.at(1), u.total)
	}
	if r := relieve([]*use{u}, 1<<20-1, 50); r.until < 1 || r.until > 1<<19 || r.size != 0 {
		t.Errorf("%+v", r)
	}
	u.add(1, -100)
	if u.total != 10 || u.older != 0 {
		t.Errorf("%d bytes are left, not 10", u.total)
	}
}
