package dissect

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/dissect/internal/inet"
	"github.com/radissect/radissect/reassembly"
)

// recentFlows is how many conversations a shard finds without its map.
const recentFlows = 1024

// A shard reads the conversations of one part of the host pairs. It works alone.
type shard struct {
	eng    *Engine
	want   Want
	flows  map[flowKey]*Conversation
	shared map[hostPair]*between
	ages   [classes]ageList
	pairs  pairList
	used   *use
	first  uint64 // round of the capture at hand
	sizes  map[*Protocol]int
	recent [recentFlows]*Conversation
	defrag *reassembly.Defragmenter
	levels []*level
	pool   reassembly.Pool
	rooms  map[any]any
	buffers

	tally    tallies
	broken   tallies // Broken: findings, Held: the tainted ones among them
	counts   []uint64
	unframed uint64
	lost     uint64
	again    uint64 // retransmitted segments
	frags    uint64 // fragments of datagrams that never became whole
	begun    uint64 // conversations
	read     uint64 // conversations that a decoder read

	minute int64 // of the capture's clock, when shared was looked at last

	rd    *round
	out   *output
	pkt   int32 // packet of the round; -1 before the first, their number after the last
	msgs  uint32
	now   int64
	frame uint64
	file  string
	cur   *Conversation
	heard *Conversation  // the one that the packet at hand belongs to
	gram  reassembly.Map // where the bytes of the datagram at hand come from
	seg   reassembly.Segment
	last  Context // of the handler that is told that its conversation ends
	info  []byte
}

func newShard(eng *Engine, want Want) *shard {
	return &shard{
		eng: eng, want: want, flows: map[flowKey]*Conversation{}, shared: map[hostPair]*between{}, rooms: map[any]any{},
		defrag: &reassembly.Defragmenter{MaxBytes: -1, MaxDatagrams: -1}, counts: make([]uint64, max(1, len(eng.reg.names))),
		sizes: map[*Protocol]int{}, used: &use{},
	}
}

func (sh *shard) emit(ev Event) {
	ev.pkt = sh.pkt
	if ev.Conv != nil {
		ev.order = ev.Conv.first
	}
	sh.out.events = append(sh.out.events, ev)
}

// process reads the shard's part of one round.
func (sh *shard) process(rd *round, part []uint32, out *output) {
	sh.rd, sh.out, sh.file = rd, out, rd.file
	sh.pkt, sh.msgs, sh.frame = -1, 0, 0
	sh.defrag.Mark = rd.number
	sh.used.turn(rd.number)
	if rd.capture == nil {
		sh.sweep(rd.now)
		if rd.number >= sh.first+window { // else it is about the capture before
			sh.relieve(rd.relief)
		}
	} else {
		sh.first = rd.number
	}
	for _, i := range part {
		p := &rd.batch.Packets[i]
		sh.pkt, sh.msgs, sh.now, sh.frame = int32(i), 0, p.Time, p.Number
		sh.guarded(p)
		if sh.msgs > 0 {
			rd.msgs[i] = sh.msgs
		}
	}
	sh.account(out)
	if rd.last {
		sh.pkt, sh.msgs, sh.frame = int32(len(rd.batch.Packets)), 0, 0
		sh.flush()
	}
}

func (sh *shard) packet(p *Packet) {
	switch p.Kind {
	case PacketTCP:
		sh.seg = reassembly.Segment{
			Seq: p.Seq, Ack: p.Ack, Flags: p.Flags, Window: p.Window,
			Payload: p.Data[p.Payload : p.Payload+p.PayloadLen], Missing: p.Missing, Whole: p.Whole,
			Frame: p.Number, At: p.Payload, Time: p.Time,
		}
		c, dir := sh.conversation(p, 6, p.SrcPort, p.DstPort)
		sh.segment(c, dir)
	case PacketUDP:
		c, dir := sh.conversation(p, 17, p.SrcPort, p.DstPort)
		sh.gram.Reset()
		sh.gram.Add(0, p.Number, p.Payload, p.PayloadLen)
		sh.datagram(c, dir, p.Data[p.Payload:p.Payload+p.PayloadLen], &sh.gram, 0, p.Missing > 0)
	case PacketFragment:
		sh.fragment(p)
	}
}

// fragment takes one fragment, and reads the datagram when it is whole.
func (sh *shard) fragment(p *Packet) {
	dg, events := sh.defrag.Add(&reassembly.Fragment{
		Key: reassembly.FragmentKey{Src: p.Src, Dst: p.Dst, Protocol: p.Protocol, ID: p.FragID},
		Off: p.FragOff, More: p.FragMore, Payload: p.Data[p.Payload : p.Payload+p.PayloadLen],
		Missing: p.Missing, Frame: p.Number, At: p.Payload, Time: p.Time,
	})
	for i := range events {
		sh.fragmentEvent(&events[i])
	}
	if dg == nil {
		return
	}
	proto, off, why := inet.Upper(p.Protocol, dg.Data)
	if why != "" {
		return
	}
	var t inet.Transport
	if inet.ParseTransport(proto, dg.Data[off:], 0, &t) != "" {
		return
	}
	at := off + t.Payload
	body := dg.Data[at : at+t.Len]
	if proto == inet.ProtoUDP {
		c, dir := sh.conversation(p, 17, t.SrcPort, t.DstPort)
		sh.datagram(c, dir, body, &dg.Map, uint64(at), false)
		return
	}
	sh.seg = reassembly.Segment{Seq: t.Seq, Ack: t.Ack, Flags: t.Flags, Payload: body, Frame: p.Number}
	c, dir := sh.conversation(p, 6, t.SrcPort, t.DstPort)
	// A segment that came in several frames is taken as several segments, so
	// that each byte leads back to its frame.
	parts := dg.Map.Resolve(uint64(at), uint32(len(body)), nil)
	if len(body) == 0 || len(parts) == 0 {
		parts = []reassembly.FrameRange{{Frame: p.Number, At: p.Payload}}
	}
	seq := t.Seq
	if t.Flags&SYN != 0 {
		seq++
	}
	for i, r := range parts {
		flags := t.Flags
		if i > 0 {
			flags &^= SYN
		}
		if i < len(parts)-1 {
			flags &^= FIN | RST
		}
		n := min(int(r.Len), len(body))
		sh.seg = reassembly.Segment{
			Seq: seq, Ack: t.Ack, Flags: flags, Window: t.Window,
			Payload: body[:n], Frame: r.Frame, At: r.At, Time: p.Time,
		}
		if flags&SYN != 0 {
			sh.seg.Seq = t.Seq
		}
		sh.segment(c, dir)
		body, seq = body[n:], seq+uint32(n)
	}
}

// conversation finds or begins the conversation of a packet. For TCP the
// segment is in sh.seg.
func (sh *shard) conversation(p *Packet, proto uint16, sport, dport uint16) (*Conversation, Dir) {
	src, dst, flags := p.Src, p.Dst, sh.seg.Flags
	k := flowKey{a: src, b: dst, pa: sport, pb: dport, proto: proto}
	swapped := false
	if d := bytes.Compare(src[:], dst[:]); d > 0 || d == 0 && sport > dport {
		k.a, k.b, k.pa, k.pb = dst, src, dport, sport
		swapped = true
	}
	spot := (p.Hash ^ uint32(sport) ^ uint32(dport)) % recentFlows
	c := sh.recent[spot]
	if c == nil || c.key != k {
		if c = sh.flows[k]; c != nil {
			sh.recent[spot] = c
		}
	}
	if c != nil {
		dir := FromClient
		if swapped != c.flip {
			dir = FromServer
		}
		if p.Time-c.last > idleSeconds[c.class]*1e9 {
			sh.end(c)
			c = nil
		} else if proto == 6 && (c.dead && flags&SYN != 0 || !c.dead && c.tcp.Reuses(reassembly.Dir(dir), &sh.seg)) {
			sh.end(c)
			c = nil
		}
		if c != nil {
			if p.Time > c.last {
				c.last = p.Time
			}
			c.frames++
			c.seen = sh.rd.clock[sh.pkt]
			sh.heard = c
			l := &sh.ages[c.class]
			if l.newest != c {
				l.remove(c)
				l.push(c)
			}
			return c, dir
		}
	}
	c = &Conversation{sh: sh, key: k, first: sh.rd.base + uint64(sh.pkt), Start: p.Time, last: p.Time, seen: sh.rd.clock[sh.pkt], frames: 1}
	fromClient := true
	switch {
	case proto == 6 && flags&(SYN|ACK) == SYN:
	case proto == 6 && flags&(SYN|ACK) == SYN|ACK:
		fromClient = false
	case proto == 6 && sh.announced(k, Endpoint{dst, dport}):
	case proto == 6 && sh.announced(k, Endpoint{src, sport}):
		fromClient = false
	case sh.serverPort(proto, dport):
	case sh.serverPort(proto, sport):
		fromClient = false
	case proto == 6 && sport < dport, sport < 1024 && dport >= 1024:
		fromClient = false
	}
	from, to := Endpoint{src, sport}, Endpoint{dst, dport}
	dir := FromClient
	if !fromClient {
		from, to = to, from
		dir = FromServer
	}
	c.Client, c.Server, c.flip = from, to, swapped == fromClient
	c.Transport = "udp"
	c.class = classPlain
	if proto == 6 {
		c.Transport = "tcp"
		c.class = classSilent // until it shows data
		c.tcp.Init(reassembly.Config{Pool: &sh.pool})
		c.root.half[0].m, c.root.half[1].m = c.tcp.Map(0), c.tcp.Map(1)
	}
	c.root.conv = c
	c.force()
	c.spot = uint16(spot)
	sh.recent[spot] = c
	sh.flows[k] = c
	sh.ages[c.class].push(c)
	sh.begun++
	sh.heard = c
	sh.emit(Event{Kind: eventConvStart, Conv: c})
	sh.cur = c
	if b := sh.shared[hostPair{k.a, k.b}]; b != nil && c.seen-b.seen <= sharedSeconds*1e9 {
		for i := range b.values {
			if n, ok := b.values[i].value.(Neighbour); ok {
				n.Began(c)
			}
		}
	}
	return c, dir
}

// announced reports whether one of the two hosts of k has announced that it listens
// at e.
func (sh *shard) announced(k flowKey, e Endpoint) bool {
	b := sh.shared[hostPair{k.a, k.b}]
	return b != nil && b.announced[e] != nil
}

func (sh *shard) serverPort(proto uint16, port uint16) bool {
	if proto == 6 {
		return TCPPort.in(sh.eng.reg, port) != nil || sh.eng.forced("tcp", port) != nil
	}
	return sh.eng.forced("udp", port) != nil || UDPPort.in(sh.eng.reg, port) != nil
}

func (sh *shard) reclass(c *Conversation, class uint8) {
	if c.class == class {
		return
	}
	sh.ages[c.class].remove(c)
	c.class = class
	sh.ages[class].push(c)
}

// segment takes sh.seg as the next of its conversation.
func (sh *shard) segment(c *Conversation, dir Dir) {
	c.bytes[dir] += uint64(len(sh.seg.Payload))
	if c.dead && !sh.want.Bytes {
		if !c.freed {
			c.freed = true
			c.tcp.Release()
		}
		if sh.seg.Flags&(FIN|RST) != 0 {
			c.closed = true
			sh.reclass(c, classClosed)
		}
		return
	}
	sh.cur = c
	c.tcp.Add(reassembly.Dir(dir), &sh.seg, sh)
	if c.root.h != nil && !c.counted {
		c.counted = true
		sh.read++
	}
	switch {
	case c.closed:
		if c.class != classClosed {
			// It stays for stragglers, which are many in a minute: only its state does.
			c.tcp.Release()
		}
		sh.reclass(c, classClosed)
	case c.root.h != nil:
		sh.reclass(c, classRead)
	case c.bytes[0]+c.bytes[1] > 0:
		sh.reclass(c, classPlain)
	}
}

// maxContent is how many datagrams of a conversation are looked at for their
// content. What starts as another protocol seldom changes.
const maxContent = 16

// datagram takes one UDP payload.
func (sh *shard) datagram(c *Conversation, dir Dir, b []byte, m *reassembly.Map, off uint64, cut bool) {
	c.bytes[dir] += uint64(len(b))
	if len(b) == 0 {
		return
	}
	sh.cur = c
	if sh.want.Bytes {
		sh.bytes(c, &StreamBytes{Dir: dir, Data: b}, m, off, 0)
	}
	if c.dead {
		return
	}
	if c.root.proto == nil {
		p := UDPPort.in(sh.eng.reg, c.Server.Port)
		if p == nil && c.frames == 1 {
			_, p, _ = UDPPort.Guess(c, b) // answers may come from any port
		}
		if p == nil && c.frames <= maxContent {
			_, p, _ = UDPContent.Guess(c, b)
		}
		if p == nil {
			return
		}
		c.root.bind(p)
		sh.reclass(c, classRead)
		sh.read++
	}
	sh.message(&call{conv: c, lane: &c.root, dir: dir, proto: c.root.proto, b: b, m: m, off: off, touched: cut, cut: cut})
}

var _ reassembly.Handler = (*shard)(nil)

// Data takes the next bytes of the TCP connection at hand.
func (sh *shard) Data(d reassembly.Dir, off uint64, b []byte) {
	c, dir := sh.cur, Dir(d)
	c.over[dir], c.closed = false, false // a FIN or RST before was none of the peer's
	if off == 0 && !c.tcp.Started(d) {
		c.missed[dir] = true
		c.root.half[dir].touched = true
		c.root.half[dir].adrift = c.forced // its first bytes may be in the middle of a message
	}
	c.root.data(sh, dir, off, b)
	hf := &c.root.half[dir]
	if len(hf.buf) > 0 {
		c.tcp.Consumed(d, hf.off)
	} else {
		c.tcp.Consumed(d, off+uint64(len(b)))
	}
}

// Gap takes the news that bytes of the TCP connection at hand are lost.
func (sh *shard) Gap(d reassembly.Dir, off, n uint64, cut bool) {
	c := sh.cur
	c.lost[d] += n
	sh.lost += n
	c.root.gap(sh, Dir(d), off, n)
}

// Event takes what is odd about the segments of the TCP connection at hand.
func (sh *shard) Event(d reassembly.Dir, ev reassembly.Event) {
	var r *Rule
	switch ev.Kind {
	case reassembly.Retransmitted:
		sh.again++
		return
	case reassembly.OverlapDiffers:
		r = TCPOverlap
	case reassembly.ResetInWindow, reassembly.ResetOutOfWindow:
		r = TCPReset
	case reassembly.DataAfterFIN:
		r = TCPAfterFIN
	case reassembly.Limit:
		r = LimitBuffer
	default:
		return
	}
	sh.odd(sh.cur, Dir(d), r, ev.Frame, ev.Other, ev.Off, ev.Len)
}

// odd reports about segments or fragments rather than about a message.
func (sh *shard) odd(c *Conversation, dir Dir, r *Rule, frame, other, off, n uint64) {
	sh.tally.at(r).Broken++
	was := sh.frame
	sh.frame = frame
	x := Context{sh: sh, call: call{conv: c, dir: dir}}
	s := strconv.FormatUint(n, 10) + " bytes at offset " + strconv.FormatUint(off, 10)
	if other != 0 {
		s += ", first seen in frame " + strconv.FormatUint(other, 10)
	}
	sh.diagnose(&x, found{rule: r, detail: s}, false)
	sh.frame = was
}

// fragmentEvent reports what is odd about fragments. They have no ports, so
// they belong to no conversation.
func (sh *shard) fragmentEvent(ev *reassembly.FragmentEvent) {
	var r *Rule
	switch ev.Kind {
	case reassembly.FragmentOverlap, reassembly.FragmentOverlapDiffers:
		r = IPOverlap
	case reassembly.FragmentTeardrop, reassembly.FragmentEndMoved, reassembly.FragmentBeyondEnd,
		reassembly.FragmentTooLong, reassembly.FragmentEmpty, reassembly.FragmentUnaligned:
		r = IPFragment
	default:
		return
	}
	sh.odd(nil, 0, r, ev.Frame, ev.Other, uint64(ev.Off), uint64(ev.Len))
}

// End takes the news that one direction of the TCP connection at hand has ended.
func (sh *shard) End(d reassembly.Dir, how reassembly.End) {
	c := sh.cur
	if c.over[d] {
		return
	}
	c.over[d] = true
	c.root.finish(sh, Dir(d))
	if c.over[0] && c.over[1] {
		c.closed = true
	}
}

// end ends a conversation: what is held is read, and the record goes out.
func (sh *shard) end(c *Conversation) {
	sh.finish(c)
	sh.gone(c)
	// What its hosts share may refer to it for an hour: not to what read it.
	c.handlers, c.few, c.places, c.holders = nil, [len(c.few)]owned{}, [maxPlace]uint8{}, nil
	c.root, c.streams, c.pair = lane{conv: c}, nil, nil
}

// finish reads what is held of a conversation and tells its handlers that
// nothing more comes.
func (sh *shard) finish(c *Conversation) {
	if sh.pkt < 0 || int(sh.pkt) >= len(sh.rd.batch.Packets) {
		sh.msgs = 0 // positions count from here: see run.loose
	}
	if c.transportTCP() {
		sh.drain(c)
	}
	for i := 0; i < len(c.handlers); i++ {
		if e, ok := c.handlers[i].h.(Ender); ok {
			x := &sh.last
			*x = Context{sh: sh, slot: c.handlers[i].slot, call: call{conv: c, lane: &c.root, proto: c.handlers[i].p, m: &sh.gram}, ranges: x.ranges}
			sh.gram.Reset()
			sh.tell(e, x)
		}
	}
}

// gone sends the record of a conversation out and forgets it.
func (sh *shard) gone(c *Conversation) {
	if sh.want.Conversations {
		sh.emit(Event{Kind: EventConversation, Conv: c, Ended: c.record()})
	}
	sh.discharge(c)
	sh.ages[c.class].remove(c)
	delete(sh.flows, c.key)
	if sh.recent[c.spot] == c {
		sh.recent[c.spot] = nil
	}
	c.tcp.Release()
}

// sweep ends the conversations that have been silent for too long.
func (sh *shard) sweep(now int64) {
	for class := range sh.ages {
		for c := sh.ages[class].oldest; c != nil && now-c.seen > idleSeconds[class]*1e9; c = sh.ages[class].oldest {
			sh.now = c.last
			sh.end(c)
		}
	}
	// There may be many host pairs: they are looked at once a minute.
	if minute := now / 60e9; minute != sh.minute {
		sh.minute = minute
		for _, b := range sh.shared {
			if now-b.seen > sharedSeconds*1e9 {
				sh.unshare(b)
				sh.forget(b)
			}
		}
	}
	sh.defrag.Expire(now-30e9, func(reassembly.FragmentKey, int) { sh.frags++ })
}

// unshare tells what two hosts share that it is given up.
func (sh *shard) unshare(b *between) {
	now := sh.now
	for i := range b.values {
		if e, ok := b.values[i].value.(Ender); ok {
			sh.now = b.conv.last
			sh.tell(e, &Context{sh: sh, call: call{conv: b.conv, lane: &b.conv.root, m: new(reassembly.Map)}})
		}
	}
	sh.now = now
}

// flush ends everything: the capture is over.
func (sh *shard) flush() {
	for class := range sh.ages {
		for c := sh.ages[class].oldest; c != nil; c = c.newer {
			sh.now = c.last
			sh.finish(c)
		}
	}
	for _, b := range sh.shared {
		sh.unshare(b)
	}
	for class := range sh.ages {
		for c := sh.ages[class].oldest; c != nil; c = sh.ages[class].oldest {
			sh.gone(c)
		}
	}
	for b := sh.pairs.oldest; b != nil; b = sh.pairs.oldest {
		sh.forget(b)
	}
	sh.defrag.Expire(1<<62, func(reassembly.FragmentKey, int) { sh.frags++ })
}
