package reassembly

const (
	defaultMaxHeld = 1 << 20
	defaultTail    = 2 << 10
	maxTail        = 64 << 10

	// maxAhead is how far a segment or an acknowledgement may lie ahead of
	// all that was seen: the largest window there is, 2^30 bytes (RFC 7323 2.3).
	maxAhead = 1 << 30
	// maxBehind is how far behind a segment is still taken for a
	// retransmission. It is our choice: no sender keeps that much.
	maxBehind = 64 << 20
	// strayRun is how many segments out of window must continue each other for
	// the stream to go on there. It is our choice.
	strayRun = 8
	// maxTailRuns is how many runs of a map are kept beyond need, to name the
	// frames of bytes in the tail.
	maxTailRuns = 16
)

// A Conn puts together both directions of one TCP connection. Call Init before
// use, Add for every segment, in the order of the capture, and Close at the end.
//
// In-order data goes to the handler without being copied. Out-of-order data is
// copied and held back until the hole before it is filled or proven lost. What
// proves it is an acknowledgement by the peer of bytes in the hole, provided
// that bytes at or behind the acknowledged place were seen; such an
// acknowledgement acts before the data of its own segment. When the capture
// shows one direction only, a hole is given up when Config.MaxHeld is exceeded or
// at Close.
//
// An acknowledgement behind all bytes seen is only noted (AckUnseen): the tail
// may still come, the FIN takes a number too, and the acknowledgement may be
// forged. Once data at or behind it shows, it is proof like any other. One
// that lies more than 2^30 bytes ahead is not believed.
//
// The first bytes received win, in what is held as in what was delivered.
// Bytes received again are compared with all data held, and with the last
// bytes delivered (Config.Tail) as far as no gap lies between; older ones
// and those cut off by the capture are not compared. Neither is a segment of one
// byte that repeats the last byte sent, which is taken for a keep-alive.
// The urgent pointer is ignored: urgent bytes stay in the stream.
//
// A frame that was not cut may claim to have more bytes than it has. Either a
// tool cut it without a note, or its length is wrong, and a receiver drops it. Such
// bytes are missing when the next segment starts where they end, or the peer
// acknowledges exactly them, or nothing follows. Any that come in their place are
// taken instead.
//
// Where the SYN was not seen, a direction starts with the first byte that the
// peer is known to wait for, or else with the first byte seen. As long as no
// byte was seen, the start may move.
type Conn struct {
	half    [2]half
	last    int64 // time of the last segment
	held    int   // cost of all pieces held
	maxHeld int
	maxTail int
	pool    *Pool
	closed  bool
}

type halfFlags uint16

const (
	based     halfFlags = 1 << iota // seq0 is valid
	started                         // the SYN was seen, or confirmed by the peer
	seen                            // bytes, or the SYN, were seen
	finished                        // fin is valid
	ended                           // End was called
	resetDown                       // by a reset
	unseen                          // AckUnseen was reported
	renewed                         // renewal is valid
	probed                          // the last byte delivered was a window probe
	windowed                        // window is valid
)

// A half is one direction.
type half struct {
	flags   halfFlags
	window  uint16 // as last advertised by the sender of this direction
	seq0    uint32 // sequence number of stream offset 0
	renewal uint32 // sequence number of a SYN in the stream
	strayTo uint32 // sequence number that follows the last stray segment
	strays  uint32 // stray segments in a row
	claim   uint32 // bytes before claimed
	next    uint64 // stream offset of the next byte to deliver
	high    uint64 // end of all bytes seen
	acked   uint64 // acknowledged by the peer, at most high
	ahead   uint64 // acknowledged by the peer beyond high, or 0
	fin     uint64 // stream offset of the FIN
	claimed uint64 // end of bytes that a whole frame claimed to have, or 0
	held    pieces // what was seen beyond next
	tail    tail
	m       Map
}

func (d *half) is(f halfFlags) bool { return d.flags&f != 0 }

// ref is the furthest offset heard of.
func (d *half) ref() uint64 { return max(d.high, d.ahead) }

// offset returns the stream offset of a sequence number, taken to lie within
// 2^31 of the furthest offset heard of.
func (d *half) offset(seq uint32) int64 {
	ref := d.ref()
	return int64(ref) + int64(int32(seq-(d.seq0+uint32(ref))))
}

// Init makes c ready for a new connection. What it held is forgotten.
func (c *Conn) Init(cfg Config) {
	*c = Conn{maxHeld: cfg.MaxHeld, pool: cfg.Pool}
	c.half[0].m.pool, c.half[1].m.pool = cfg.Pool, cfg.Pool
	if cfg.MaxHeld == 0 {
		c.maxHeld = defaultMaxHeld
	}
	want := cfg.Tail
	if want == 0 {
		want = defaultTail
	}
	if want > 0 {
		for c.maxTail = minTail; c.maxTail < min(want, maxTail); c.maxTail *= 2 {
		}
	}
}

// Map returns the map of the bytes delivered in a direction.
func (c *Conn) Map(dir Dir) *Map { return &c.half[dir&1].m }

// Consumed lets the map of a direction forget what lies before off.
func (c *Conn) Consumed(dir Dir, off uint64) {
	d := &c.half[dir&1]
	if low := d.tail.low(d.next); low < off && d.m.Len() <= maxTailRuns {
		off = low
	}
	d.m.Drop(off)
}

// Started reports whether the start of a direction is known: its SYN was seen,
// or a SYN ACK that confirms it. If not, the stream starts somewhere inside.
func (c *Conn) Started(dir Dir) bool { return c.half[dir&1].is(started) }

// Doubtful reports whether a peer has acknowledged bytes of either direction that
// were not seen and are not declared lost yet (AckUnseen). What it answers may
// rest on them.
func (c *Conn) Doubtful() bool { return (c.half[0].flags|c.half[1].flags)&unseen != 0 }

// Held returns the memory used by out-of-order data, as it counts for
// Config.MaxHeld.
func (c *Conn) Held() int { return c.held }

// Size returns what a connection holds beside itself, in bytes: data out of order, as in
// Held, the last bytes delivered, and its maps.
func (c *Conn) Size() int {
	n := c.held
	for i := range c.half {
		d := &c.half[i]
		n += len(d.tail.buf) + d.m.Size()
	}
	return n
}

// Next returns the stream offset of the next byte that will be delivered or
// declared lost in a direction.
func (c *Conn) Next(dir Dir) uint64 { return c.half[dir&1].next }

// Add takes the next segment sent in a direction.
func (c *Conn) Add(dir Dir, s *Segment, h Handler) {
	if c.closed {
		return
	}
	dir &= 1
	d := &c.half[dir]
	c.last = s.Time
	if s.Flags&RST != 0 {
		c.reset(dir, s, h)
		return
	}
	seq := s.Seq
	if s.Flags&SYN != 0 {
		if !c.syn(dir, s, h) {
			return
		}
		seq++
	}
	if s.Flags&ACK != 0 {
		c.ack(dir.Other(), s, h)
	}
	d.window = s.Window
	d.flags |= windowed
	if s.Flags&(SYN|FIN) == 0 && c.idle(dir, s, h) {
		return
	}
	if len(s.Payload) == 0 && s.Missing == 0 && s.Flags&FIN == 0 {
		return
	}
	c.data(dir, seq, s, h)
}

// idle reports whether a segment without SYN and FIN carries nothing: a mere
// acknowledgement, or a keep-alive, which repeats the last byte or its number.
func (c *Conn) idle(dir Dir, s *Segment, h Handler) bool {
	n := uint64(len(s.Payload)) + uint64(s.Missing)
	if n > 1 {
		return false
	}
	d := &c.half[dir]
	zero := len(s.Payload) == 0 || s.Payload[0] == 0
	if !d.is(based) {
		// One zero byte is what a keep-alive looks like. To start with it would
		// put a byte that was never sent before the stream.
		if n == 1 && zero {
			h.Event(dir, Event{Kind: KeepAlive, Frame: s.Frame, Len: n})
		}
		return n == 0 || zero
	}
	off := d.offset(s.Seq)
	last := off + 1
	alive := last == int64(d.next) || last == int64(d.high) && d.whole() ||
		d.is(finished) && off == int64(d.fin)
	if !alive && d.ahead > 0 && last == int64(d.ahead) {
		alive = off > int64(d.next) || n == 1 && zero
	}
	if !alive {
		return n == 0
	}
	if n == 0 && d.is(finished) && off == int64(d.fin) {
		return true // the FIN itself was lost or is still to come: no more than odd
	}
	h.Event(dir, Event{Kind: KeepAlive, Frame: s.Frame, Off: uint64(max(off, 0)), Len: n})
	return true
}

// whole reports whether the last byte known of was seen. It was not when a FIN
// came before it.
func (d *half) whole() bool {
	if n := len(d.held); n > 0 {
		return d.held[n-1].end() == d.high
	}
	return d.next == d.high
}

// data takes the payload and the FIN of a segment; seq is the sequence number of
// the first byte.
func (c *Conn) data(dir Dir, seq uint32, s *Segment, h Handler) {
	d := &c.half[dir]
	if !d.is(based) {
		d.seq0 = seq
		d.flags |= based
	}
	r := piece{frame: s.Frame, data: s.Payload, at: s.At}
	missing, claimed := uint64(s.Missing), uint64(0)
	if s.Whole {
		missing, claimed = 0, min(missing, maxAhead)
	}
	size := uint64(len(s.Payload)) + missing
	at := d.offset(seq)
	if size > maxAhead || at > int64(d.ref())+maxAhead || at < int64(d.next)-maxBehind {
		if !d.is(seen) && size <= maxAhead {
			d.seq0, d.acked, d.ahead, at = seq, 0, 0, 0
		} else if c.stray(dir, seq, size, s, h) {
			at = int64(d.next)
		} else {
			return
		}
	}
	if at < 0 && !d.is(seen) {
		d.rebase(seq, uint64(-at))
		at = 0
	}
	d.strays = 0
	if at < 0 {
		h.Event(dir, Event{Kind: BeforeStart, Frame: s.Frame, Len: min(uint64(-at), size)})
		if uint64(-at) > size {
			return
		}
		missing = r.skip(uint64(-at), missing)
		size -= uint64(-at)
		at = 0
	}
	r.off = uint64(at)
	if r.off == d.claimed {
		c.cut(dir, h)
	}
	end := r.off + size
	if s.Flags&FIN != 0 && claimed == 0 && end < d.claimed {
		d.unclaim()
	}
	if !c.open(dir, r.off, end, s, h) {
		return
	}
	d.flags |= seen
	if end > d.high {
		d.rise(end)
	}
	switch {
	case size == 0 && claimed > 0:
	case r.off == d.next && (len(d.held) == 0 || d.held[0].off >= end):
		if size == 1 && c.half[dir^1].flags&windowed != 0 && c.half[dir^1].window == 0 {
			h.Event(dir, Event{Kind: WindowProbe, Frame: s.Frame, Off: r.off, Len: 1})
			c.deliver(dir, &r, missing, h)
			d.flags |= probed
		} else {
			c.deliver(dir, &r, missing, h)
		}
	case end <= d.next:
		c.again(dir, &r, missing, h)
	default:
		c.place(dir, &r, missing, h)
	}
	if end+claimed > max(end, d.next) {
		d.claimed, d.claim = end+claimed, uint32(claimed)
	}
	if s.Flags&FIN != 0 {
		c.finish(dir, end+claimed, s, h)
	}
	if len(d.held) > 0 || d.is(finished) && !d.is(ended) {
		c.settle(dir, h)
		c.limit(dir, s.Frame, h)
	}
}

// rebase moves the start of a stream of which nothing was seen back by n.
func (d *half) rebase(seq uint32, n uint64) {
	d.seq0 = seq
	d.high += n
	d.acked += n
	if d.ahead > 0 {
		d.ahead += n
	}
}

// rise notes that bytes up to end were seen.
func (d *half) rise(end uint64) {
	d.high = end
	if d.ahead > 0 && d.ahead <= end {
		d.acked = max(d.acked, d.ahead)
		d.ahead = 0
	}
	if d.ahead == 0 {
		d.flags &^= unseen
	}
}

// skip takes n bytes off the front of r, which is followed by missing ones, and
// returns how many of these are left.
func (r *piece) skip(n, missing uint64) uint64 {
	k := min(n, uint64(len(r.data)))
	r.off += n
	r.data = r.data[k:]
	r.at += uint32(k)
	return missing - (n - k)
}

// deliver hands on r and then the missing bytes behind it, all of which lie at
// next.
func (c *Conn) deliver(dir Dir, r *piece, missing uint64, h Handler) {
	d := &c.half[dir]
	d.flags &^= probed
	if n := len(r.data); n > 0 {
		off := d.next
		if d.claimed > 0 && off+uint64(n) > d.claimed-uint64(d.claim) {
			d.unclaim()
		}
		d.m.Add(off, r.frame, r.at, uint32(n))
		d.tail.add(off, r.data, c.maxTail, c.pool)
		d.next += uint64(n)
		h.Data(dir, off, r.data)
	}
	if missing > 0 {
		c.gap(dir, missing, true, h)
	}
}

func (c *Conn) gap(dir Dir, n uint64, cut bool, h Handler) {
	d := &c.half[dir]
	off := d.next
	d.next += n
	d.high = max(d.high, d.next)
	d.tail.from = d.next
	d.flags &^= probed
	h.Gap(dir, off, n, cut)
}

// again takes a range that lies wholly before next.
func (c *Conn) again(dir Dir, r *piece, missing uint64, h Handler) {
	d := &c.half[dir]
	n := uint64(len(r.data)) + missing
	if n == 0 {
		return // a FIN
	}
	if n == 1 && d.is(probed) && r.off+1 == d.next {
		d.flags &^= probed
		return // what a window probe carried is sent again, as it must be
	}
	var o overlap
	d.tail.compare(r.off, r.data, d.next, &o)
	if o.n > 0 {
		h.Event(dir, Event{Kind: OverlapDiffers, Frame: r.frame, Other: d.m.frame(o.off), Off: o.off, Len: uint64(o.n)})
		return
	}
	h.Event(dir, Event{Kind: Retransmitted, Frame: r.frame, Off: r.off, Len: n})
}

// place takes a range that ends beyond next and does not simply follow it.
func (c *Conn) place(dir Dir, r *piece, missing uint64, h Handler) {
	d := &c.half[dir]
	if r.off < d.next {
		k := d.next - r.off
		old := piece{off: r.off, frame: r.frame, data: r.data[:min(k, uint64(len(r.data)))]}
		c.again(dir, &old, k-uint64(len(old.data)), h)
		missing = r.skip(k, missing)
		if len(d.held) == 0 || d.held[0].off >= d.next+uint64(len(r.data))+missing {
			c.deliver(dir, r, missing, h)
			return
		}
	}
	// What follows next is delivered before this segment is gone, all of it:
	// it needs no copy.
	late := r.off > d.next
	r.n = uint32(len(r.data))
	if late {
		h.Event(dir, Event{Kind: OutOfOrder, Frame: r.frame, Off: r.off, Len: uint64(r.n) + missing})
	}
	var o overlap
	if r.n > 0 {
		o = d.held.insert(*r, late)
		c.charge(o.cost)
	}
	if missing > 0 {
		cut := piece{off: r.off + uint64(r.n), frame: r.frame, n: uint32(missing), at: r.at + r.n}
		p := d.held.insert(cut, false)
		c.charge(p.cost)
		o.known += p.known
	}
	switch {
	case o.n > 0:
		h.Event(dir, Event{Kind: OverlapDiffers, Frame: r.frame, Other: o.other, Off: o.off, Len: uint64(o.n)})
	case o.known > 0:
		h.Event(dir, Event{Kind: Retransmitted, Frame: r.frame, Off: r.off, Len: uint64(o.known)})
	}
}

// drain delivers what is held and next in order, and the end.
func (c *Conn) drain(dir Dir, h Handler) {
	d := &c.half[dir]
	i := 0
	for ; i < len(d.held) && d.held[i].off == d.next; i++ {
		r := d.held[i]
		c.charge(-r.cost())
		if r.data != nil {
			c.deliver(dir, &r, 0, h)
		} else {
			c.gap(dir, uint64(r.n), true, h)
		}
	}
	d.held.drop(i)
	if d.is(finished) && d.next == d.fin && !d.is(ended) {
		d.flags |= ended
		h.End(dir, EndFIN)
	}
}

// hole returns the end of the hole at next, or next when there is none.
func (d *half) hole() uint64 {
	switch {
	case len(d.held) > 0:
		return d.held[0].off
	case d.is(finished):
		return d.fin
	}
	return d.next
}

// settle delivers what can be and declares the holes that are proven.
func (c *Conn) settle(dir Dir, h Handler) {
	d := &c.half[dir]
	c.drain(dir, h)
	if len(d.held) > 0 && d.held[0].off == d.claimed {
		c.cut(dir, h)
	}
	for d.next < d.acked {
		end := min(d.hole(), d.acked)
		if end <= d.next {
			return
		}
		c.gap(dir, end-d.next, false, h)
		c.drain(dir, h)
	}
}

// limit gives up holes until no more than allowed is held.
func (c *Conn) limit(dir Dir, frame uint64, h Handler) {
	d := &c.half[dir]
	for len(d.held) > 0 && c.held > c.maxHeld {
		n := d.held[0].off - d.next
		h.Event(dir, Event{Kind: Limit, Frame: frame, Off: d.next, Len: n})
		c.gap(dir, n, false, h)
		c.drain(dir, h)
	}
}

// cut declares the bytes missing that a frame claimed to have and that were not seen.
func (c *Conn) cut(dir Dir, h Handler) {
	d := &c.half[dir]
	if d.next < d.claimed && d.next >= d.claimed-uint64(d.claim) {
		end := d.claimed
		if len(d.held) > 0 {
			end = min(end, d.held[0].off)
		}
		c.gap(dir, end-d.next, true, h)
		if d.next == d.claimed {
			d.claimed, d.claim = 0, 0
		}
		c.drain(dir, h)
	}
}

// unclaim forgets a claim that was wrong, with the FIN behind it.
func (d *half) unclaim() {
	if d.fin == d.claimed {
		d.flags &^= finished
	}
	d.claimed, d.claim = 0, 0
}

// flush delivers all that is held, declaring the holes.
func (c *Conn) flush(dir Dir, h Handler) {
	d := &c.half[dir]
	c.drain(dir, h)
	c.cut(dir, h)
	for end := d.hole(); end > d.next; end = d.hole() {
		c.gap(dir, end-d.next, false, h)
		c.drain(dir, h)
	}
}

// Close ends the connection: what is held is delivered, with gaps declared, and
// the directions that have not ended do so. Add does nothing afterwards.
func (c *Conn) Close(h Handler) {
	if c.closed {
		return
	}
	c.closed = true
	for dir := range Dir(2) {
		c.flush(dir, h)
		if d := &c.half[dir]; !d.is(ended) {
			d.flags |= ended
			h.End(dir, EndClosed)
		}
	}
}

// Release gives the storage of a connection that has ended, or that is of no more
// interest, back to its pool. Its maps are empty from then on, and bytes received
// again are not compared with those before. Should the connection go on all the
// same, it does so with new storage.
func (c *Conn) Release() {
	for i := range c.half {
		d := &c.half[i]
		c.pool.putBytes(d.tail.buf)
		c.pool.putRuns(d.m.runs)
		d.tail, d.m = tail{from: d.next}, Map{pool: c.pool}
	}
}

func (c *Conn) charge(n int) { c.held += n }
