package dissect

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"sync"
	"time"
)

// window is the number of rounds that may be on their way at once.
const window = 8

// A Keyring holds the secrets that decoders may use. Package keys has one.
type Keyring interface {
	// Feed takes one secrets block of a capture. The reader calls it, while
	// decoders use views that were taken before.
	Feed(file string, s Secret) error
	// View is what is known now; what it returns does not change.
	View() any
}

// Options are the choices of a run.
type Options struct {
	// Keys are the secrets. Nil: nothing can be opened. Secrets found in a
	// capture are added, and seen by decoders from that place of the capture
	// on, so that a run can be repeated.
	Keys Keyring
	// Workers is the number of shards; 0 stands for all cores. The output is
	// the same for every number.
	Workers int
	// MaxMemory bounds what conversations take, all together and in bytes, as it is
	// estimated: when it is more, those that were silent longest are given up, and
	// then those that hold most, with findings of rule limit.memory. The
	// estimate leaves out what the program itself takes, and garbage. 0 stands for
	// 1 GiB.
	MaxMemory int64
	// Mute says which rules are neither reported nor counted as findings. It is
	// asked once for each rule. The requirement matrix still counts them.
	Mute func(*Rule) bool
	// DecodeAs says what reads the conversations of some ports; of several that fit,
	// the first. A protocol for TCP has to be Streamable.
	DecodeAs []DecodeAs
	// Notice is told at once what a source has to say about a capture; it is
	// called from one goroutine. Nil: the notices are in the summary only.
	Notice func(Notice)
	// Reveal shows secrets in the details of findings.
	Reveal bool
	// Inspect, where it is not nil, is called before each whole message takes its
	// way, with a function that decodes any bytes in the same state and lets nothing
	// take effect. It is for tests and for tools that try variants of a message.
	Inspect func(conv *Conversation, p *Protocol, dir Dir, b []byte, decode func(b []byte, t *Tree) (*Kind, []Breach))
	// Panic is told about a decoder that panicked, with its stack. Nil: ignored.
	Panic func(any, []byte)
}

// An Engine carries packets through reassembly and decoders into a sink.
type Engine struct {
	reg   *Registry
	opt   Options
	mutes []bool
}

// New is an engine over the protocols of reg.
func New(reg *Registry, opt Options) *Engine {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.MaxMemory <= 0 {
		opt.MaxMemory = 1 << 30
	}
	e := &Engine{reg: reg, opt: opt}
	if opt.Mute != nil {
		for _, r := range reg.Rules() {
			i := r.index()
			for int(i) >= len(e.mutes) {
				e.mutes = append(e.mutes, false)
			}
			e.mutes[i] = opt.Mute(r)
		}
	}
	return e
}

func (e *Engine) muted(r *Rule) bool {
	i := r.index()
	return int(i) < len(e.mutes) && e.mutes[i]
}

// A Stopper is a Sink that may have seen enough.
type Stopper interface {
	// Done is asked after each round; the run stops when it is true.
	Done() bool
}

// Run reads one capture to its end and closes it. See RunAll.
func (e *Engine) Run(ctx context.Context, src Source, sink Sink) (*Summary, error) {
	given := false
	return e.RunAll(ctx, func() (Source, error) {
		if given {
			return nil, io.EOF
		}
		given = true
		return src, nil
	}, sink)
}

// RunAll reads the captures that next yields until it returns io.EOF, each as a
// world of its own, and closes them. Numbers of messages and conversations go
// on from one to the next. It returns the first error of the sink, of ctx, or
// of next; what a capture itself has wrong is in the summary's notices.
func (e *Engine) RunAll(ctx context.Context, next func() (Source, error), sink Sink) (*Summary, error) {
	start := time.Now()
	r := &run{eng: e, sink: sink, want: sink.Want(), ctx: ctx, shown: map[*Rule]int{}}
	r.taker, _ = sink.(Taker)
	for range e.opt.Workers {
		r.shards = append(r.shards, newShard(e, r.want))
	}
	var err error
	if e.opt.Workers == 1 {
		err = r.serial(next)
	} else {
		err = r.parallel(next)
	}
	if r.src != nil {
		r.src.Close() // stopped before its end
	}
	s := r.summary()
	s.Elapsed = int64(time.Since(start))
	if cerr := sink.Close(s); err == nil {
		err = cerr
	}
	return s, err
}

// run is the state of one run.
type run struct {
	eng    *Engine
	sink   Sink
	taker  Taker // sink, where it takes packets
	want   Want
	ctx    context.Context
	shards []*shard

	// of the reader
	files   int
	packets uint64
	bytes   uint64
	now     int64
	rounds  uint64
	src     Source
	fresh   bool // nothing of src has been read yet
	info    CaptureInfo
	skipped map[string]uint64
	notices []Notice

	// of the merger
	pos       []int // by shard: the next event of the round
	convs     uint64
	messages  uint64
	sessions  uint64
	artifacts uint64
	findings  [Limit + 1]uint64
	stopped   bool
	claims    map[claimed]*Conversation // of the capture at hand
	tally     tallies                   // of claims
	broken    tallies
	uses      []*use
	chunks    [][]byte      // of text, for one goroutine each
	live      int           // the most conversations at the end of a round
	most      int64         // bytes that conversations took, at the end of a round
	shown     map[*Rule]int // findings of rules about the run as a whole

	// What the merger makes of each round, for the one that takes its place in the
	// window.
	relief  [window]relief
	came    [window]int64 // bytes that conversations took, with those given up before
	evicted int64         // bytes given up
}

// fill reads the next round; io.EOF after the last.
func (r *run) fill(rd *round, next func() (Source, error)) error {
	for r.src == nil {
		src, err := next()
		if err != nil {
			return err
		}
		r.src, r.fresh = src, true
		r.files++
		r.now = 0
	}
	b := &rd.batch
	err := r.src.Fill(b)
	rd.capture, rd.last = nil, err != nil
	if r.fresh {
		info := r.src.Info()
		rd.capture = &info
		rd.file = info.File
		r.info = info
		r.fresh = false
	}
	rd.file = r.info.File
	if r.taker != nil {
		rd.info = r.src.Info()
	}
	if err != nil {
		if !errors.Is(err, io.EOF) {
			b.Notices = append(b.Notices, Notice{Kind: NoticeCut, File: r.info.File, Reason: err.Error()})
		}
		r.src.Close()
		r.src = nil
	}
	if k := r.eng.opt.Keys; k != nil {
		for _, s := range b.Secrets {
			if err := k.Feed(r.info.File, s); err != nil {
				b.Notices = append(b.Notices, Notice{Kind: NoticeInfo, File: r.info.File, Reason: err.Error()})
			}
		}
		rd.secrets = k.View()
	}
	for _, n := range b.Notices {
		if r.eng.opt.Notice != nil {
			r.eng.opt.Notice(n)
		}
		if len(r.notices) < 1000 {
			r.notices = append(r.notices, n)
		}
	}
	r.rounds++
	rd.number = r.rounds
	rd.relief = r.relief[rd.number%window]
	rd.base = r.packets
	r.packets += uint64(len(b.Packets))
	if len(rd.parts) != len(r.shards) {
		rd.parts = make([][]uint32, len(r.shards))
		rd.outs = make([]output, len(r.shards))
	}
	for i := range rd.parts {
		rd.parts[i] = rd.parts[i][:0]
	}
	rd.msgs = slices.Grow(rd.msgs[:0], len(b.Packets))[:len(b.Packets)]
	clear(rd.msgs)
	rd.clock = slices.Grow(rd.clock[:0], len(b.Packets))[:len(b.Packets)]
	if len(b.Packets) > 0 {
		r.now = max(r.now, b.Packets[0].Time)
	}
	rd.now = r.now
	n := uint32(len(r.shards))
	for i := range b.Packets {
		p := &b.Packets[i]
		r.bytes += uint64(len(p.Data))
		if p.Time > r.now {
			r.now = p.Time
		}
		rd.clock[i] = r.now
		if p.Kind == PacketSkipped {
			if r.skipped == nil {
				r.skipped = map[string]uint64{}
			}
			r.skipped[p.Skip]++
			continue
		}
		s := uint32(0)
		if n > 1 {
			s = uint32(uint64(p.Hash) * uint64(n) >> 32)
		}
		rd.parts[s] = append(rd.parts[s], uint32(i))
	}
	return nil
}

// serial does everything in one goroutine.
func (r *run) serial(next func() (Source, error)) error {
	rd := &round{}
	for {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.fill(rd, next); err != nil {
			return eof(err)
		}
		r.shards[0].process(rd, rd.parts[0], &rd.outs[0])
		r.merge(rd)
		if err := r.write(rd); err != nil {
			return err
		}
		if r.enough() {
			return nil
		}
	}
}

func eof(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// parallel reads, dissects and writes at the same time.
func (r *run) parallel(next func() (Source, error)) error {
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	free := make(chan *round, window)
	order := make(chan *round, window)
	for range window {
		free <- &round{}
	}
	work := make([]chan *round, len(r.shards))
	var shards sync.WaitGroup
	for i, sh := range r.shards {
		work[i] = make(chan *round, window)
		shards.Add(1)
		go func() {
			defer shards.Done()
			for rd := range work[i] {
				sh.process(rd, rd.parts[i], &rd.outs[i])
				rd.wg.Done()
			}
		}()
	}
	done := make(chan error, 1)
	go func() {
		var failed error
		for rd := range order {
			rd.wg.Wait()
			if failed == nil && !r.stopped {
				r.merge(rd)
				failed = r.write(rd)
				if failed != nil || r.enough() {
					cancel()
				}
			}
			free <- rd
		}
		done <- failed
	}()
	var err error
reading:
	for {
		var rd *round
		select {
		case rd = <-free:
		case <-ctx.Done():
			break reading
		}
		if ctx.Err() != nil {
			break
		}
		if err = r.fill(rd, next); err != nil {
			err = eof(err)
			break
		}
		rd.wg.Add(len(r.shards))
		for i := range work {
			work[i] <- rd
		}
		order <- rd
	}
	for i := range work {
		close(work[i])
	}
	close(order)
	shards.Wait()
	if werr := <-done; werr != nil {
		return werr
	}
	if err == nil && r.ctx.Err() != nil {
		err = r.ctx.Err()
	}
	return err
}

func (r *run) enough() bool {
	if s, ok := r.sink.(Stopper); ok && s.Done() {
		r.stopped = true
	}
	return r.stopped
}

// merge puts the events of all shards in order and numbers them.
func (r *run) merge(rd *round) {
	rd.events = rd.events[:0]
	if rd.capture != nil {
		clear(r.claims)
		rd.events = append(rd.events, &Event{Kind: EventCapture, Capture: rd.capture})
	}
	var before, after []*Event
	last := int32(len(rd.batch.Packets))
	pos := slices.Grow(r.pos[:0], len(rd.outs))[:len(rd.outs)]
	clear(pos)
	r.pos = pos
	for s := range rd.outs {
		evs := rd.outs[s].events
		for pos[s] < len(evs) && evs[pos[s]].pkt < 0 {
			before = append(before, &evs[pos[s]])
			pos[s]++
		}
		for n := len(evs); n > pos[s] && evs[n-1].pkt >= last; n-- {
			after = append(after, &evs[n-1])
		}
	}
	slices.Reverse(after)
	r.budget(rd)
	r.loose(rd, before)
	at := int32(0) // packets whose messages are counted
	for {
		best := -1
		for s := range rd.outs {
			evs := rd.outs[s].events
			if pos[s] >= len(evs) || evs[pos[s]].pkt >= last {
				continue
			}
			if best < 0 || evs[pos[s]].pkt < rd.outs[best].events[pos[best]].pkt {
				best = s
			}
		}
		if best < 0 {
			break
		}
		evs := rd.outs[best].events
		p := evs[pos[best]].pkt
		for ; at < p; at++ {
			r.messages += uint64(rd.msgs[at])
		}
		for ; pos[best] < len(evs) && evs[pos[best]].pkt == p; pos[best]++ {
			ev := &evs[pos[best]]
			if ev.Kind == eventClaim {
				r.judge(ev)
			}
			ev.number(r.messages)
			r.accept(rd, ev)
		}
	}
	for ; at < last; at++ {
		r.messages += uint64(rd.msgs[at])
	}
	r.loose(rd, after)
}

// loose numbers the events that belong to no packet, by conversation.
func (r *run) loose(rd *round, evs []*Event) {
	sort.SliceStable(evs, func(i, j int) bool { return evs[i].order < evs[j].order })
	base, of := r.messages, uint64(0)
	for i, ev := range evs {
		if i == 0 || ev.order != of {
			base, of = r.messages, ev.order
		}
		if ev.Kind == eventClaim {
			r.judge(ev)
		}
		switch ev.Kind {
		case EventMessage:
			r.messages++
		case eventCount:
			r.messages += uint64(ev.count)
		}
		ev.number(base)
		r.accept(rd, ev)
	}
}

// number gives ev the numbers of messages, of which base came before its packet.
func (ev *Event) number(base uint64) {
	switch ev.Kind {
	case EventMessage:
		ev.Message.N = base + uint64(ev.Message.pos)
	case EventFinding:
		if ev.Finding.pos > 0 && ev.Finding.Proto != "" {
			ev.Finding.Message = base + uint64(ev.Finding.pos)
		}
	case EventArtifact:
		if ev.pos > 0 {
			ev.Part.Message = base + uint64(ev.pos)
		}
	case EventBytes:
		if ev.pos > 0 {
			ev.Bytes.Message = base + uint64(ev.pos)
		}
	case eventRef:
		ev.ref.N = base + uint64(ev.pos)
	}
}

// accept numbers conversations, counts findings, and keeps what is to be shown.
func (r *run) accept(rd *round, ev *Event) {
	switch ev.Kind {
	case eventConvStart:
		r.convs++
		ev.Conv.ID = r.convs
		return
	case eventCount, eventRef, eventClaim:
		return
	case EventSession:
		r.number(ev.Session)
	case EventConversation:
		if s := ev.Ended.Session; s != nil {
			r.number(s)
		}
	case EventArtifact:
		if a := ev.Part.Artifact; a.ID == 0 {
			r.artifacts++
			a.ID = r.artifacts
		}
	case EventFinding:
		r.findings[ev.Finding.Rule.Level]++
	}
	rd.events = append(rd.events, ev)
}

// number numbers a session, with its first event that goes out.
func (r *run) number(s *SessionRecord) {
	if s.ID != 0 {
		return
	}
	s.share()
	if *s.number == 0 {
		r.sessions++
		*s.number = r.sessions
	}
	s.ID = *s.number
}

// render renders up to renderChunk events into the ith piece of text.
func (r *run) render(evs []*Event, i int) {
	dst := r.chunks[i][:0]
	for _, ev := range evs {
		dst = r.sink.Render(dst, ev)
	}
	r.chunks[i] = dst
}

// renderChunk is how many events one goroutine renders at a time.
const renderChunk = 128

// renderAll renders events, on several cores where there are many, and writes what
// comes out before it goes on, so that little text is held at a time.
func (r *run) renderAll(evs []*Event) error {
	if r.chunks == nil {
		r.chunks = make([][]byte, r.eng.opt.Workers)
	}
	for len(evs) > 0 {
		var wg sync.WaitGroup
		n := 0
		for ; n < len(r.chunks) && len(evs) > 0; n++ {
			i, part := n, evs[:min(renderChunk, len(evs))]
			evs = evs[len(part):]
			if n == len(r.chunks)-1 || len(evs) == 0 {
				r.render(part, i)
				continue
			}
			wg.Add(1)
			go func() {
				defer wg.Done()
				r.render(part, i)
			}()
		}
		wg.Wait()
		for i := range r.chunks[:n] {
			if len(r.chunks[i]) > 0 {
				if _, err := r.sink.Write(r.chunks[i]); err != nil {
					return err
				}
			}
			if cap(r.chunks[i]) > 4<<20 {
				r.chunks[i] = nil
			}
		}
	}
	return nil
}

// write renders and writes the events of a round and takes its storage back.
func (r *run) write(rd *round) error {
	if r.taker != nil {
		if err := r.taker.Take(&rd.batch, &rd.info, rd.capture != nil); err != nil {
			return err
		}
	}
	all := rd.events
	if s, ok := r.sink.(Sifter); ok {
		all = s.Sift(all)
	}
	evs := all[:0]
	for _, ev := range all {
		if r.sink.Accept(ev) {
			evs = append(evs, ev)
		}
	}
	if err := r.renderAll(evs); err != nil {
		return err
	}
	for i := range rd.outs {
		rd.outs[i].reset()
	}
	return nil
}

// summary adds up what all shards counted.
func (r *run) summary() *Summary {
	s := &Summary{
		Files: r.files, Packets: r.packets, Bytes: r.bytes, Notices: r.notices,
		Stopped: r.stopped, Findings: r.findings, Held: r.most, Live: r.live, Conversations: r.convs, Sessions: r.sessions,
	}
	counts := make([]uint64, len(r.eng.reg.names))
	var tally, broken tallies
	tally.add(r.tally)
	broken.add(r.broken)
	for _, sh := range r.shards {
		for i, n := range sh.counts[:len(counts)] {
			counts[i] += n
		}
		tally.add(sh.tally)
		broken.add(sh.broken)
		s.UnframedBytes += sh.unframed
		s.LostBytes += sh.lost
		s.Fragments += sh.frags
		s.Retransmitted += sh.again
		s.Identified += sh.read
	}
	for i, n := range counts {
		if n > 0 {
			s.Messages = append(s.Messages, ProtoCount{r.eng.reg.names[i], n})
		}
	}
	s.Findings = [Limit + 1]uint64{}
	for _, rule := range r.eng.reg.Rules() {
		c := *broken.at(rule)
		if c.Broken > 0 {
			s.Rules = append(s.Rules, RuleCount{rule, c.Broken, c.Held})
			s.Findings[rule.Level] += c.Broken - c.Held
			s.Tainted += c.Held
		}
	}
	for why, n := range r.skipped {
		s.Skipped = append(s.Skipped, Skipped{why, n})
	}
	sort.Slice(s.Skipped, func(i, j int) bool {
		if s.Skipped[i].Packets != s.Skipped[j].Packets {
			return s.Skipped[i].Packets > s.Skipped[j].Packets
		}
		return s.Skipped[i].Why < s.Skipped[j].Why
	})
	s.Tallies = func(rule *Rule) Tally { return *tally.at(rule) }
	return s
}

// String is the notice in one line: file, frame and reason.
func (n Notice) String() string {
	s := n.File
	if n.Frame > 0 {
		s += ": frame " + strconv.FormatUint(n.Frame, 10)
	}
	return s + ": " + n.Reason
}
