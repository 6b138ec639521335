package http2

import (
	"maps"
	"slices"
	"strconv"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// A stream is one stream, RFC 9113 5.
type stream struct {
	in     *http.Inlet
	heads  [2]bool // by direction: the head was seen
	ends   [2]bool // END_STREAM was seen
	cut    [2]bool // bytes of it are lost
	got    [2]uint64
	length [2]int64 // Content-Length, -1 for none
	method string   // of the request
	scheme string   // :protocol of an extended CONNECT, RFC 8441 4
	tunnel bool
	inner  *dissect.Stream // what the tunnel carries
	gap    [2]bool
	pushed bool
}

// part is what a field section of this stream is.
func (s *stream) part(dir dissect.Dir, promise bool) part {
	switch {
	case promise:
		return partRequest
	case s.heads[dir]:
		return partTrailer
	case dir == dissect.FromServer:
		return partResponse
	}
	return partRequest
}

// answer takes in the status code of the final response.
func (s *stream) answer(code int) {
	if s.method == "CONNECT" && code/100 == 2 {
		s.tunnel = true
	}
	if s.method == "HEAD" || code == 204 || code == 304 {
		s.length[dissect.FromServer] = -1 // it is not that of what is sent, RFC 9113 8.1.1
	}
}

// lose says that n bytes of a direction are lost.
func (s *stream) lose(dir dissect.Dir, n uint64) {
	s.cut[dir], s.gap[dir] = true, true
	s.in.Lost(dir == dissect.FromServer, n)
}

// own reports whether dir is the side that begins streams with this identifier,
// RFC 9113 5.1.1.
func own(dir dissect.Dir, id uint32) bool { return (id%2 == 1) == (dir == dissect.FromClient) }

// over reports whether the stream is among those that ended last.
func (c *conn) over(id uint32) bool {
	for _, x := range c.closed {
		if x == id {
			return true
		}
	}
	return false
}

// idle checks that a frame belongs to a stream that was begun, RFC 9113 5.1.
func (h *handler) idle(c *conn, x *dissect.Context, id uint32) {
	who := dissect.FromClient
	if id%2 == 0 {
		who = dissect.FromServer
	}
	switch {
	case id <= c.half[who].last:
		x.Held(IdleStream)
	case !c.lossy:
		x.Report(IdleStream, 5, 4, "stream "+strconv.FormatUint(uint64(id), 10))
	}
}

// opened is the stream that a field block belongs to; nil where it is over.
// Rules point at the whole block.
func (h *handler) opened(c *conn, hf *half, dir dissect.Dir, x *dissect.Context, id uint32) *stream {
	if s := c.streams[id]; s != nil {
		if hf.promised == 0 {
			x.Require(!s.ends[dir] || s.cut[dir], AfterEnd, 0, len(x.Bytes()), "stream "+strconv.FormatUint(uint64(id), 10))
		}
		return s
	}
	if c.over(id) {
		return nil
	}
	n := len(x.Bytes())
	detail := "stream " + strconv.FormatUint(uint64(id), 10)
	begins := hf.promised != 0 || dir == dissect.FromClient
	if !c.lossy {
		if !begins {
			x.Report(IdleStream, 0, n, detail)
		} else {
			x.Require(own(dir, id), StreamParity, 0, n, detail)
			x.Require(id > hf.last, StreamOrder, 0, n, detail+" after "+strconv.FormatUint(uint64(hf.last), 10))
		}
	}
	switch {
	case begins:
		hf.last = max(hf.last, id)
	case c.lossy:
		other := &c.half[dir.Other()]
		other.last = max(other.last, id)
	}
	if len(c.streams) >= maxStreams {
		x.Report(StreamLimit, 0, n, "")
		h.forget(c, dir, x)
	}
	s := &stream{in: http.NewInlet(h.conv, &c.room), length: [2]int64{-1, -1}, pushed: hf.promised != 0}
	if s.in == nil {
		return nil
	}
	c.streams[id] = s
	return s
}

// forget gives up the oldest stream.
func (h *handler) forget(c *conn, dir dissect.Dir, x *dissect.Context) {
	oldest := uint32(1<<32 - 1)
	for id := range c.streams {
		oldest = min(oldest, id)
	}
	h.drop(c, dir, x, oldest, false)
}

// data takes in a DATA frame.
func (h *handler) data(c *conn, dir dissect.Dir, x *dissect.Context, m *frame) {
	h.idle(c, x, m.id)
	s := c.streams[m.id]
	if s == nil {
		return
	}
	x.Require(!s.ends[dir] || s.cut[dir], AfterEnd, 5, 4, "stream "+strconv.FormatUint(uint64(m.id), 10))
	if s.ends[dir] {
		return
	}
	if !c.lossy {
		x.Require(s.heads[dir], DataFirst, 5, 4, "stream "+strconv.FormatUint(uint64(m.id), 10))
	}
	s.got[dir] += uint64(m.n)
	switch {
	case s.tunnel:
		h.tunnel(s, dir, x, m)
	case m.n > 0:
		s.in.Data(x, dir == dissect.FromServer, m.off, m.n)
	}
	if m.flags&flagEndStream != 0 {
		h.finish(c, dir, x, m.id, s, false)
	}
}

// tunnel hands on what a CONNECT carries: to the protocol that RFC 8441 names,
// or to what the probes say.
func (h *handler) tunnel(s *stream, dir dissect.Dir, x *dissect.Context, m *frame) {
	if h.depth+1 >= maxLayers || m.n == 0 {
		return
	}
	if s.inner == nil {
		var p *dissect.Protocol
		if s.scheme != "" {
			p = http.Upgrade.In(h.conv, s.scheme)
		}
		s.inner = x.NewStream(p)
	}
	h.depth++
	if s.gap[dir] {
		s.gap[dir] = false
		s.inner.Gap(x, dir, 0)
	}
	s.inner.Data(x, dir, x.Bytes()[m.off:m.off+m.n], x.Ranges(m.off, m.n), false)
	h.depth--
}

// finish ends one direction of a stream.
func (h *handler) finish(c *conn, dir dissect.Dir, x *dissect.Context, id uint32, s *stream, cut bool) {
	s.ends[dir] = true
	reply := dir == dissect.FromServer
	if n := s.length[dir]; n >= 0 && !s.cut[dir] && !cut {
		x.Require(uint64(n) == s.got[dir], ContentLength, 0, len(x.Bytes()), strconv.FormatUint(s.got[dir], 10)+" bytes, of "+strconv.FormatInt(n, 10))
	}
	s.in.End(x, dir, reply, s.cut[dir] || cut, false)
	if s.ends[0] && s.ends[1] || s.ends[dissect.FromServer] && s.pushed {
		c.close(id)
	}
}

// close forgets a stream that is over.
func (c *conn) close(id uint32) {
	delete(c.streams, id)
	c.closed[c.next] = id
	c.next = (c.next + 1) % maxClosed
}

// drop hands on what there is of a stream and forgets it. What the other side
// has sent goes out as a stream of its own, for a message has one direction.
func (h *handler) drop(c *conn, dir dissect.Dir, x *dissect.Context, id uint32, last bool) {
	s := c.streams[id]
	if s == nil {
		return
	}
	for d := range s.ends {
		if !s.ends[d] {
			s.in.End(x, dissect.Dir(d), d == int(dissect.FromServer), true, last || dissect.Dir(d) != dir)
		}
	}
	c.close(id)
}

// lateEnds ends streams whose last frame has lost bytes.
func (h *handler) lateEnds(c *conn, x *dissect.Context) {
	for _, id := range c.cut {
		s := c.streams[id]
		if s == nil {
			continue
		}
		for d := range s.ends {
			if s.ends[d] && s.cut[d] {
				s.in.End(x, dissect.Dir(d), d == int(dissect.FromServer), true, true)
			}
		}
		if s.ends[0] && s.ends[1] {
			c.close(id)
		}
	}
	c.cut = c.cut[:0]
}

// End hands on what the end of the conversation cuts off.
func (h *handler) End(x *dissect.Context) {
	for _, c := range h.conns {
		h.lateEnds(c, x)
		for _, id := range slices.Sorted(maps.Keys(c.streams)) {
			h.drop(c, dissect.FromClient, x, id, true)
		}
	}
}
