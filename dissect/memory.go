package dissect

import (
	"cmp"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/reassembly"
)

// The memory of conversations is bounded for all shards together. What each of them
// takes is estimated from what it holds, never measured, and added up when a round
// is merged; what the sum asks for is done a window of rounds later, which is when
// every shard can know of it. So a run gives the same results with any number of
// workers.
//
// Given up is what has been silent longest. Where that is not enough, because all
// that holds memory is in use, it is what holds most.

// What things take on the heap, in bytes, with the place they have in maps and the
// slack of the allocator. decoders/internal/bounds holds them against the heap.
const (
	conversationBytes = int(unsafe.Sizeof(Conversation{})) + 512
	betweenBytes      = 512
	streamBytes       = int(unsafe.Sizeof(Stream{})) + 128
)

// A Holder is a Handler that holds memory beyond its own size: parts of messages,
// decompression histories, tables. Held is asked after every packet with a payload.
type Holder interface {
	// Held is an estimate in bytes. It must follow from what was read alone, so that
	// it is the same in every run.
	Held() int
}

// size estimates what c takes, in bytes.
func (c *Conversation) size() int {
	n := conversationBytes + c.fixed + c.tcp.Size() + cap(c.root.half[0].buf) + cap(c.root.half[1].buf)
	for _, s := range c.streams {
		n += streamBytes + cap(s.lane.half[0].buf) + cap(s.lane.half[1].buf) + s.maps[0].Size() + s.maps[1].Size()
	}
	if c.dead {
		return n // one whose handler failed is not asked again
	}
	for _, h := range c.holders {
		n += h.Held()
	}
	return n
}

// charge notes what c takes now that a packet of it was read. One that carried
// nothing changes only when it was heard.
func (sh *shard) charge(c *Conversation, nothing bool) {
	u := sh.used
	if c.gone {
		return
	}
	n := c.charged
	if n == 0 || !nothing {
		n = c.size()
	}
	if n != c.charged {
		u.sizes[sizeClass(c.charged)] -= int64(c.charged)
		u.sizes[sizeClass(n)] += int64(n)
	} else if c.round == u.now {
		return // and so are its hosts
	}
	u.move(c.round, c.charged, n)
	c.round, c.charged = u.now, n
	if b := c.pair; b != nil && b.round != u.now && !b.gone {
		sh.chargePair(b)
	}
}

// discharge takes c, which is gone, off the account.
func (sh *shard) discharge(c *Conversation) {
	c.gone = true
	sh.used.add(c.round, -c.charged)
	sh.used.sizes[sizeClass(c.charged)] -= int64(c.charged)
	c.charged = 0
}

func sizeClass(n int) int { return min(bits.Len(uint(n)), sizeClasses-1) }

const sizeClasses = 40

// use is what conversations take, by the round in which they were heard last: one
// round after the other for the last ones, then four together, sixteen, and so on.
// Which rounds are together follows from the number of the round at hand alone.
type use struct {
	now   uint64 // the round at hand
	low   [useLevels]uint64
	level [useLevels][useSlots]int64
	older int64 // heard before all of these
	sizes [sizeClasses]int64
	total int64
}

const (
	useLevels = 8  // of rounds, each four times as wide
	useSlots  = 64 // of a level; a power of two
	useKeep   = 48 // slots of a level that are filled before they go into the next
)

// at is the place for what was heard last in a round.
func (u *use) at(round uint64) *int64 {
	for k := range useLevels {
		if slot := round >> (2 * k); slot >= u.low[k] {
			return &u.level[k][slot%useSlots]
		}
	}
	return &u.older
}

func (u *use) add(round uint64, n int) {
	*u.at(round) += int64(n)
	u.total += int64(n)
}

// move takes was bytes off what was heard last in a round, and puts n bytes to what
// was heard in the round at hand.
func (u *use) move(round uint64, was, n int) {
	here := &u.level[0][u.now%useSlots]
	if round == u.now {
		*here += int64(n - was)
	} else {
		*u.at(round) -= int64(was)
		*here += int64(n)
	}
	u.total += int64(n - was)
}

// turn goes on to another round.
func (u *use) turn(round uint64) {
	u.now = round
	for k := range useLevels {
		slot := round >> (2 * k)
		if slot < useKeep {
			return
		}
		low := (slot - useKeep) &^ 3
		for ; u.low[k] < low; u.low[k]++ {
			from := &u.level[k][u.low[k]%useSlots]
			if *from == 0 {
				continue
			}
			to := &u.older
			if k+1 < useLevels {
				to = &u.level[k+1][u.low[k]>>2%useSlots]
			}
			*to += *from
			*from = 0
		}
	}
}

// relief is what is to be given up: everything that was heard last in round until or
// before, and everything of a size class and above.
type relief struct {
	until     uint64 // 0 for nothing
	size      int    // 0 for nothing
	fragments uint64 // datagrams that began in this round or before; 0 for none
}

// relieve works out what brings all shards together back under most bytes, as they
// were at the end of round.
func relieve(all []*use, round uint64, most int64) (r relief) {
	over := -most
	for _, u := range all {
		over += u.total
	}
	u := all[0] // all have the same levels
	if low := u.low[useLevels-1]; low > 0 && over > 0 {
		for _, u := range all {
			over -= u.older
		}
		r.until = low<<(2*(useLevels-1)) - 1
	}
	for k := useLevels - 1; k >= 0; k-- {
		end := round + 1
		if k > 0 {
			end = u.low[k-1] >> 2
		}
		for slot := u.low[k]; slot < end && over > 0; slot++ {
			last := (slot+1)<<(2*k) - 1
			if last+window > round {
				break // what was heard so lately will be heard again before this is done
			}
			for _, u := range all {
				over -= u.level[k][slot%useSlots]
			}
			r.until = last
		}
	}
	for class := sizeClasses - 1; class > 0 && over > 0; class-- {
		for _, u := range all {
			over -= u.sizes[class]
		}
		r.size = class
	}
	return r
}

// handlerSize is what a handler of p takes, in bytes, with what it commonly points
// to.
func (sh *shard) handlerSize(p *Protocol, h Handler) int {
	n, ok := sh.sizes[p]
	if !ok {
		n = 64
		if t := reflect.TypeOf(h); t.Kind() == reflect.Pointer {
			n += int(t.Elem().Size()) * 5 / 4
		}
		sh.sizes[p] = n
	}
	return n
}

// pairList holds what host pairs share, what was used last at the end.
type pairList struct{ oldest, newest *between }

func (l *pairList) push(b *between) {
	b.older, b.newer = l.newest, nil
	if l.newest != nil {
		l.newest.newer = b
	} else {
		l.oldest = b
	}
	l.newest = b
}

func (l *pairList) remove(b *between) {
	if b.older != nil {
		b.older.newer = b.newer
	} else {
		l.oldest = b.newer
	}
	if b.newer != nil {
		b.newer.older = b.older
	} else {
		l.newest = b.older
	}
	b.older, b.newer = nil, nil
}

// chargePair notes what two hosts share, of which one has sent a packet, once in a
// round.
func (sh *shard) chargePair(b *between) {
	n := betweenBytes
	for i := range b.values {
		n += 256
		if h, ok := b.values[i].value.(Holder); ok {
			n += h.Held()
		}
	}
	sh.used.move(b.round, b.charged, n)
	b.round, b.charged = sh.used.now, n
	if sh.pairs.newest != b {
		sh.pairs.remove(b)
		sh.pairs.push(b)
	}
}

// forget forgets what two hosts share.
func (sh *shard) forget(b *between) {
	b.gone = true
	sh.pairs.remove(b)
	delete(sh.shared, b.pair)
	sh.used.add(b.round, -b.charged)
}

// fragmentsOf are the datagrams under way that began in one round.
type fragmentsOf struct {
	round uint64
	count int
	bytes int
}

// maxFragments and maxDatagrams bound the bytes of fragments that wait for others, and
// the datagrams that they belong to, of all shards together.
const (
	maxFragments = 4 << 20
	maxDatagrams = 1024
)

// givenUp counts what was given up.
type givenUp struct {
	conversations, datagrams int
	bytes, fragments         int
}

func (g *givenUp) add(o givenUp) {
	g.conversations += o.conversations
	g.datagrams += o.datagrams
	g.bytes += o.bytes
	g.fragments += o.fragments
}

// account says what the shard holds when it has read the packets of a round.
func (sh *shard) account(out *output) {
	out.frags = out.frags[:0]
	if sh.defrag.Pending() > 0 {
		sh.defrag.Each(func(round uint64, bytes int) {
			if n := len(out.frags); n == 0 || out.frags[n-1].round != round {
				out.frags = append(out.frags, fragmentsOf{round: round})
			}
			f := &out.frags[len(out.frags)-1]
			f.count++
			f.bytes += bytes
		})
	}
	if out.use == nil {
		out.use = &use{}
	}
	*out.use = *sh.used
	out.live = len(sh.flows)
}

// relieve gives up what it is told to.
func (sh *shard) relieve(r relief) {
	if r == (relief{}) {
		return
	}
	if p := sh.rd.batch.Packets; len(p) > 0 {
		sh.frame = p[0].Number
		defer func() { sh.frame = 0 }()
	}
	if r.fragments > 0 {
		sh.defrag.Drop(r.fragments, func(_ reassembly.FragmentKey, n int) {
			sh.frags++
			sh.out.gaveUp.datagrams++
			sh.out.gaveUp.fragments += n
		})
	}
	if r.until > 0 {
		for class := range sh.ages {
			for c := sh.ages[class].oldest; c != nil && c.round <= r.until; c = sh.ages[class].oldest {
				sh.evict(c)
			}
		}
		for b := sh.pairs.oldest; b != nil && b.round <= r.until; b = sh.pairs.oldest {
			sh.unshare(b)
			sh.forget(b)
		}
	}
	if r.size > 0 {
		for class := range sh.ages {
			var next *Conversation
			for c := sh.ages[class].oldest; c != nil; c = next {
				next = c.newer
				if sizeClass(c.charged) >= r.size {
					sh.evict(c)
				}
			}
		}
	}
}

// evict gives up a conversation. Nothing is lost of one that has ended and only
// waits for stragglers. Those that no decoder reads may be very many: they are
// reported together.
func (sh *shard) evict(c *Conversation) {
	sh.now = c.last
	switch {
	case c.closed:
	case c.root.h != nil:
		sh.tally.at(LimitMemory).Broken++
		x := Context{sh: sh, call: call{conv: c}}
		sh.diagnose(&x, found{rule: LimitMemory, detail: strconv.Itoa(c.charged) + " bytes, silent for " +
			strconv.FormatInt((sh.rd.now-c.seen)/1e9, 10) + " seconds"}, false)
	default:
		sh.out.gaveUp.conversations++
		sh.out.gaveUp.bytes += c.charged
	}
	c.evicted = true
	sh.out.evicted += int64(c.charged)
	sh.end(c)
}

// budget adds up what all shards hold at the end of a round, and tells the round
// that takes its place in the window what to give up. It reports what was given up
// before this one.
func (r *run) budget(rd *round) {
	var gave givenUp
	var held int64
	live := 0
	for i := range rd.outs {
		live += rd.outs[i].live
		gave.add(rd.outs[i].gaveUp)
		rd.outs[i].gaveUp = givenUp{}
		if u := rd.outs[i].use; u != nil {
			held += u.total
		}
	}
	r.gaveUp(rd, LimitMemory, gave.conversations, gave.bytes, "conversations that no decoder reads")
	r.gaveUp(rd, LimitBuffer, gave.datagrams, gave.fragments, "datagrams of which fragments are missing")
	slot := rd.number % window
	r.relief[slot] = relief{}
	r.most, r.live = max(r.most, held), max(r.live, live)
	// What comes before anything can be done is expected to be as much as what came in
	// the window that is over.
	evicted := int64(0)
	for i := range rd.outs {
		evicted += rd.outs[i].evicted
	}
	r.evicted += evicted
	came := held + r.evicted - r.came[slot]
	r.came[slot] = held + r.evicted
	most := r.eng.opt.MaxMemory
	if most -= min(max(came, 0), most/2); held > most {
		r.uses = r.uses[:0]
		for i := range rd.outs {
			r.uses = append(r.uses, rd.outs[i].use)
		}
		r.relief[slot] = relieve(r.uses, rd.number, most)
	}
	r.relief[slot].fragments = relieveFragments(rd.outs)
}

// relieveFragments works out which datagrams are to be given up: the oldest ones.
func relieveFragments(outs []output) uint64 {
	count, bytes := -maxDatagrams, -maxFragments
	for i := range outs {
		for _, f := range outs[i].frags {
			count += f.count
			bytes += f.bytes
		}
	}
	if count <= 0 && bytes <= 0 {
		return 0
	}
	var all []fragmentsOf
	for i := range outs {
		all = append(all, outs[i].frags...)
	}
	slices.SortFunc(all, func(a, b fragmentsOf) int { return cmp.Compare(a.round, b.round) })
	last := uint64(0)
	for _, f := range all {
		if f.round != last && count <= 0 && bytes <= 0 {
			break
		}
		last = f.round
		count -= f.count
		bytes -= f.bytes
	}
	return last
}

// gaveUp reports n things of bytes that were given up together, at the first packet
// that came after.
func (r *run) gaveUp(rd *round, rule *Rule, n, bytes int, what string) {
	if n == 0 {
		return
	}
	r.tally.at(rule).Broken += uint64(n)
	if r.eng.muted(rule) {
		return
	}
	r.broken.at(rule).Broken += uint64(n)
	r.shown[rule]++
	if r.shown[rule] > MaxRepeats && !r.want.Repeats {
		return
	}
	d := &Diagnostic{Rule: rule, Time: rd.now, Detail: strconv.Itoa(n) + " " + what + ", " + strconv.Itoa(bytes) + " bytes"}
	if p := rd.batch.Packets; len(p) > 0 {
		d.Time, d.Frames = p[0].Time, []uint64{p[0].Number}
	}
	r.accept(rd, &Event{Kind: EventFinding, Finding: d})
}
