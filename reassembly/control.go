package reassembly

// reuseAfter is the silence in nanoseconds after which a SYN with another
// initial number opens a new connection: the two minutes that RFC 9293 3.4.2 takes
// for the maximum segment lifetime.
const reuseAfter = 120e9

// Reuses reports whether s opens a new connection on the same ports. The caller
// then closes this one and adds s to a new one. It is to be asked before Add,
// of segments that Add would get; it changes nothing.
//
// A SYN with another initial sequence number opens a new connection when this
// one has ended in a direction, or was joined in the middle, or has been silent
// for two minutes. On a connection that is alive it may be forged: there the SYN
// counts only when the peer acknowledges it with a SYN ACK, or the sender goes
// on from it. A SYN with the same number is a retransmission, except after a
// reset.
func (c *Conn) Reuses(dir Dir, s *Segment) bool {
	d, p := &c.half[dir&1], &c.half[dir&1^1]
	switch s.Flags & (SYN | ACK | RST) {
	case SYN:
		switch {
		case c.closed:
			return true
		case !d.is(based):
			return p.is(ended)
		case d.seq0 == s.Seq+1:
			return d.is(resetDown)
		case d.is(ended) || p.is(ended):
			return true
		case !d.is(seen): // only known from the peer, whose SYN ACK came first
			return false
		}
		return !d.is(started) && !p.is(started) || s.Time-c.last >= reuseAfter
	case SYN | ACK:
		return p.is(renewed) && s.Ack == p.renewal+1
	case ACK:
		return d.is(renewed) && s.Seq == d.renewal+1 && d.offset(s.Seq) != int64(d.next) &&
			len(s.Payload) > 0
	}
	return false
}

// syn takes a SYN and reports whether its payload belongs to the stream.
func (c *Conn) syn(dir Dir, s *Segment, h Handler) bool {
	d := &c.half[dir]
	switch {
	case d.is(based) && d.seq0 == s.Seq+1:
	case !d.is(seen):
		d.seq0, d.acked, d.ahead = s.Seq+1, 0, 0
	default:
		d.renewal = s.Seq
		d.flags |= renewed
		h.Event(dir, Event{Kind: SYNInStream, Frame: s.Frame, Len: uint64(len(s.Payload)) + uint64(s.Missing)})
		return false
	}
	d.flags |= based | started | seen
	return true
}

// ack takes the acknowledgement number of s for the direction dir, which is not
// the one that s was sent in.
func (c *Conn) ack(dir Dir, s *Segment, h Handler) {
	d := &c.half[dir]
	if !d.is(based) {
		d.seq0 = s.Ack
		d.flags |= based
		if s.Flags&SYN != 0 {
			d.flags |= started | seen
		}
		return
	}
	at := d.offset(s.Ack)
	if at <= 0 {
		if at == 0 && s.Flags&SYN != 0 {
			d.flags |= started | seen
		}
		return
	}
	off := uint64(at)
	if off > d.ref()+maxAhead {
		h.Event(dir.Other(), Event{Kind: BadAck, Frame: s.Frame, Off: off})
		return
	}
	if d.is(finished) && off == d.fin+1 {
		off = d.fin
	}
	if off == d.claimed {
		c.cut(dir, h)
	}
	switch {
	case off > d.high:
		// One more may be a FIN that the capture lost.
		if off > d.high+1 && !d.is(unseen) {
			d.flags |= unseen
			h.Event(dir, Event{Kind: AckUnseen, Frame: s.Frame, Off: d.high, Len: off - d.high})
		}
		d.ahead = off
	case off > d.acked:
		d.acked, d.ahead = off, 0
		if len(d.held) > 0 || d.is(finished) && !d.is(ended) {
			c.settle(dir, h)
		}
	default:
		// Acknowledgements do not go back: one further ahead was in doubt.
		d.ahead = 0
	}
}

// finish takes a FIN at the stream offset fin.
func (c *Conn) finish(dir Dir, fin uint64, s *Segment, h Handler) {
	d := &c.half[dir]
	switch {
	case d.is(finished):
		if fin != d.fin {
			h.Event(dir, Event{Kind: FINMoved, Frame: s.Frame, Off: fin})
		}
	case fin < d.high:
		h.Event(dir, Event{Kind: EarlyFIN, Frame: s.Frame, Off: fin})
	default:
		d.fin = fin
		d.flags |= finished
		if d.ahead == fin+1 {
			d.acked, d.ahead = fin, 0
		}
	}
}

// open reports whether the bytes [off,end) may still come after a FIN or a
// reset.
func (c *Conn) open(dir Dir, off, end uint64, s *Segment, h Handler) bool {
	d := &c.half[dir]
	if d.is(finished) && off == end && end != d.fin {
		h.Event(dir, Event{Kind: FINMoved, Frame: s.Frame, Off: end})
		return false
	}
	if d.is(finished) && end > d.fin {
		h.Event(dir, Event{Kind: DataAfterFIN, Frame: s.Frame, Off: max(off, d.fin), Len: end - max(off, d.fin)})
		if off > d.fin {
			return false
		}
		d.flags &^= finished
		if !d.is(resetDown) {
			d.flags &^= ended
		}
	}
	if d.is(resetDown) {
		if end <= d.next {
			return off < end // a retransmission, or a mere FIN
		}
		h.Event(dir, Event{Kind: DataAfterReset, Frame: s.Frame, Off: off, Len: end - off})
		if off > d.next {
			return false
		}
		d.flags &^= resetDown | ended
	}
	return true
}

// reset takes a segment with RST. Its payload, if any, is text for people and
// no part of the stream (RFC 9293 3.5.3).
func (c *Conn) reset(dir Dir, s *Segment, h Handler) {
	d, p := &c.half[dir], &c.half[dir^1]
	if d.is(resetDown) && p.is(resetDown) {
		return
	}
	kind, off := c.judge(d, p, s)
	if kind != 0 {
		h.Event(dir, Event{Kind: kind, Frame: s.Frame, Off: off})
		return
	}
	for x := range Dir(2) {
		c.flush(x, h)
		e := &c.half[x]
		if !e.is(ended) {
			h.End(x, EndReset)
		}
		e.flags |= ended | resetDown
	}
}

// judge holds a reset against RFC 5961 3.2, and before the first number of
// the sender is known, against RFC 9293 3.10.7.3: it must acknowledge the SYN.
// The number that the receiver expects is not known for certain; each that
// it may be is accepted: the next byte to deliver, the end of all bytes seen,
// with the FIN, and what the receiver acknowledged last. As the scale of the
// window is not known, the window is taken to be at least 64 KiB.
func (c *Conn) judge(d, p *half, s *Segment) (EventKind, uint64) {
	if !d.is(based) {
		if !p.is(based) {
			return 0, 0 // nothing is known that could speak against it
		}
		if off := p.offset(s.Ack); s.Flags&ACK != 0 && off >= 0 && off <= int64(p.ref())+1 {
			return 0, 0
		}
		return ResetOutOfWindow, 0
	}
	at := d.offset(s.Seq)
	if at < 0 {
		return ResetOutOfWindow, 0
	}
	off := uint64(at)
	switch {
	case off == d.next, off == d.high, d.acked > 0 && off == d.acked, d.ahead > 0 && off == d.ahead,
		d.is(finished) && off == d.fin+1:
		return 0, 0
	case off > d.acked && off < d.ref()+max(uint64(p.window), 1<<16):
		return ResetInWindow, off
	}
	return ResetOutOfWindow, off
}

// stray takes a segment out of window and reports whether the stream goes on
// with it, which a row of them that continue each other shows: the capture lost
// more than can be told from sequence numbers.
func (c *Conn) stray(dir Dir, seq uint32, size uint64, s *Segment, h Handler) bool {
	d := &c.half[dir]
	if d.strays > 0 && seq == d.strayTo && size > 0 {
		d.strays++
	} else {
		d.strays = 1
	}
	d.strayTo = seq + uint32(size)
	if d.strays < strayRun || size > maxAhead {
		h.Event(dir, Event{Kind: OutOfWindow, Frame: s.Frame, Len: size})
		return false
	}
	d.flags &^= finished
	c.flush(dir, h)
	n := uint64(seq - (d.seq0 + uint32(d.next)))
	h.Event(dir, Event{Kind: Resynchronized, Frame: s.Frame, Off: d.next, Len: n})
	d.flags &^= ended | resetDown
	if n > 0 {
		c.gap(dir, n, false, h)
	}
	d.high, d.acked, d.ahead = d.next, d.next, 0
	return true
}
