package http2

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxLayers is how deep HTTP/2 may lie in tunnels of HTTP/2 in one conversation.
	maxLayers = 4
	// maxStreams is how many streams of a connection are followed at a time.
	// Servers allow 100 to 250.
	maxStreams = 1024
	// maxBodies is how many bytes of bodies a connection may hold, in all streams.
	maxBodies = 8 << 20
	// maxClosed is how many streams are remembered after they are over. Frames
	// that were under way meanwhile are no fault.
	maxClosed = 256
)

// half is what one direction of a connection sends.
type half struct {
	preface bool // the preface was seen
	begun   bool // a frame was seen
	table   table
	allowed uint32 // size of the dynamic table that the other side takes
	pending uint32 // and has announced since
	unsure  bool   // neither is known
	unacked int    // SETTINGS frames of this side that are not acknowledged
	frame   uint32 // largest payload that this side takes
	noPush  bool   // this side takes no PUSH_PROMISE
	last    uint32 // highest stream that it has begun
	goaway  uint32 // Last-Stream-ID of its GOAWAY
	gone    bool   // there was one

	// The field block under way.
	open     bool
	id       uint32
	promised uint32
	end      bool // END_STREAM of its HEADERS frame
	skip     bool // it is too long, what comes is passed over
	parts    int  // frames of the field block under way
	buf      []byte
	m        reassembly.Map

	// What Frame leaves for Gap.
	cut     frame // the frame that is under way
	need    int   // its length, 0 for none
	seeking bool  // the start of a frame is being searched
}

// A conn is one connection that speaks HTTP/2.
type conn struct {
	half    [2]half
	streams map[uint32]*stream
	closed  [maxClosed]uint32
	next    int // place in closed
	room    int // bytes of bodies that may still be held
	lossy   bool
	cut     []uint32 // streams whose last frame lost bytes
}

// handler reads the HTTP/2 connections of one conversation. While a tunnel is
// handed on, depth is one more.
type handler struct {
	conv    *dissect.Conversation
	conns   []*conn
	depth   int
	m       frame
	size    int   // of the frame decoded last
	block   *half // of the field block that is being handed on to ourselves
	list    []line
	section section
	head    []byte
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.Resyncer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
	_ dissect.Ender       = (*handler)(nil)
)

// conn is the connection at hand.
func (h *handler) conn() *conn {
	for len(h.conns) <= h.depth && len(h.conns) < maxLayers {
		c := &conn{streams: map[uint32]*stream{}, room: maxBodies}
		for i := range c.half {
			hf := &c.half[i]
			hf.allowed, hf.pending, hf.frame = defaultTable, defaultTable, defaultFrame
			hf.table.max = defaultTable
			if h.conv.Missed() {
				hf.begun, hf.unsure, hf.frame = true, true, maxFrame
				hf.table.lost = true
				c.lossy = true
			}
		}
		if len(h.conns) == 0 {
			if in := http.Upgraded(h.conv, &c.room); in != nil {
				s := &stream{in: in, length: [2]int64{-1, -1}}
				s.heads[dissect.FromClient], s.ends[dissect.FromClient] = true, true
				s.method = string(in.Request().Method())
				c.streams[1] = s
				c.half[dissect.FromClient].last = 1
				if v, ok := in.Request().Field("http2-settings"); ok {
					c.upgrade(v)
				}
			}
		}
		h.conns = append(h.conns, c)
	}
	return h.conns[min(h.depth, len(h.conns)-1)]
}

// upgrade takes in the settings that a request to upgrade carries, RFC 7540
// 3.2.1: the payload of a SETTINGS frame in base64url.
func (c *conn) upgrade(value []byte) {
	b := make([]byte, base64.RawURLEncoding.DecodedLen(len(value)))
	n, err := base64.RawURLEncoding.Decode(b, value)
	if err != nil {
		return
	}
	for b = b[:n]; len(b) >= settingLength; b = b[settingLength:] {
		c.set(dissect.FromClient, setting{binary.BigEndian.Uint16(b), binary.BigEndian.Uint32(b[2:])})
	}
}

// set takes in what a side says about itself.
func (c *conn) set(dir dissect.Dir, s setting) {
	hf, other := &c.half[dir], &c.half[dir.Other()]
	switch s.id {
	case settingHeaderTableSize:
		other.allowed = max(other.allowed, other.pending)
		other.pending = s.value
	case settingEnablePush:
		hf.noPush = s.value == 0
	case settingMaxFrameSize:
		if s.value >= defaultFrame && s.value < 1<<24 {
			hf.frame = s.value
		}
	}
}

// most is the largest payload that dir may send.
func (c *conn) most(dir dissect.Dir) int {
	return max(maxFrame, int(c.half[dir.Other()].frame))
}

// Frame tells the length of the preface or of the next frame.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	c := h.conn()
	hf := &c.half[dir]
	hf.need = 0
	if len(b) == 0 {
		return 0
	}
	if b[0] == preface[0] && dir == dissect.FromClient {
		switch n := min(len(b), len(preface)); {
		case string(b[:n]) != preface[:n]:
			return dissect.Lost
		case n < len(preface):
			return 0
		}
		return len(preface)
	}
	if hf.seeking && !plausible(b, c.most(dir)) {
		return dissect.Lost
	}
	if len(b) < headerLength {
		return 0
	}
	var m frame
	m.header(b)
	if m.length > c.most(dir) {
		return dissect.Lost
	}
	n := headerLength + m.length
	if n > len(b) {
		hf.cut, hf.need = m, n
	}
	return n
}

// Resync finds the next bytes that look like the header of a frame, and of the
// one behind it where that is there.
func (h *handler) Resync(dir dissect.Dir, b []byte) int {
	c := h.conn()
	hf := &c.half[dir]
	hf.seeking = true
	most := c.most(dir)
	for i := range b {
		if dir == dissect.FromClient && b[i] == preface[0] && len(b)-i >= len(preface) && string(b[i:i+len(preface)]) == preface {
			return i
		}
		if !plausible(b[i:], most) {
			continue
		}
		if len(b)-i >= headerLength {
			var m frame
			m.header(b[i:])
			if next := i + headerLength + m.length; next < len(b) && !plausible(b[next:], most) {
				continue
			}
		}
		return i
	}
	return len(b)
}

// Gap takes the news that bytes are lost. Where they are all of one DATA frame
// nothing else is.
func (h *handler) Gap(dir dissect.Dir, n uint64) {
	c := h.conn()
	hf := &c.half[dir]
	c.lossy = true
	if hf.need > 0 && hf.cut.typ == typeData && uint64(h.size)+n <= uint64(hf.need) {
		if s := c.streams[hf.cut.id]; s != nil {
			s.lose(dir, n)
			if hf.cut.flags&flagEndStream != 0 && len(c.cut) < maxStreams {
				s.ends[dir] = true
				c.cut = append(c.cut, hf.cut.id)
			}
		}
		hf.need = 0
		return
	}
	hf.need = 0
	hf.table.lose()
	hf.unsure = true
	hf.open, hf.skip = false, false
	for _, s := range c.streams {
		s.lose(dir, n)
	}
}

// Decode reads a frame, or a field block.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	if h.block != nil {
		h.decodeBlock(c)
		return
	}
	h.size = c.Left()
	h.m.decode(c, int(h.conn().half[dir.Other()].frame))
}

// Commit lets a frame or a field block take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	c := h.conn()
	if hf := h.block; hf != nil {
		h.block = nil
		h.commitBlock(c, hf, dir, x)
		h.block = hf
		return
	}
	hf := &c.half[dir]
	hf.seeking, hf.need = false, 0
	h.lateEnds(c, x)
	m := h.m
	if m.preface {
		hf.preface = true
		return
	}
	if !hf.begun {
		hf.begun = true
		if dir == dissect.FromClient && !hf.preface {
			x.Report(Preface, 0, headerLength, "none before the first frame")
		}
		x.Require(m.typ == typeSettings && m.flags&flagAck == 0, FirstSettings, 3, 1, "")
	}
	if hf.open && (m.typ != typeContinuation || m.id != hf.id) {
		x.Report(Contiguous, 3, 6, "inside the field block of stream "+strconv.FormatUint(uint64(hf.id), 10))
		hf.open = false
		hf.table.lose()
	}
	if m.broken {
		return
	}
	switch m.typ {
	case typeData:
		h.data(c, dir, x, &m)
	case typeHeaders, typePushPromise:
		h.headers(c, dir, x, &m)
	case typeContinuation:
		h.continuation(c, dir, x, &m)
	case typeSettings:
		h.settings(c, dir, x, &m)
	case typeRstStream:
		h.idle(c, x, m.id)
		h.drop(c, dir, x, m.id, false)
	case typeWindowUpdate:
		if m.id != 0 {
			h.idle(c, x, m.id)
		}
	case typeGoaway:
		if hf.gone {
			x.Require(m.promised <= hf.goaway, GoawayOrder, headerLength, 4, "after "+strconv.FormatUint(uint64(hf.goaway), 10))
		}
		hf.gone, hf.goaway = true, m.promised
	}
}

// settings takes in a SETTINGS frame, or its acknowledgment.
func (h *handler) settings(c *conn, dir dissect.Dir, x *dissect.Context, m *frame) {
	hf, other := &c.half[dir], &c.half[dir.Other()]
	if m.flags&flagAck != 0 {
		hf.allowed = hf.pending
		if other.unacked > 0 {
			other.unacked--
		}
		return
	}
	hf.unacked++
	if dir == dissect.FromServer {
		at, push := 0, false
		for i, s := range m.settings[:m.count] {
			if s.id == settingEnablePush && s.value == 1 {
				at, push = headerLength+i*settingLength, true
			}
		}
		x.Require(!push, ServerPush, at, settingLength, "")
	}
	for _, s := range m.settings[:m.count] {
		c.set(dir, s)
	}
}

// headers takes in the beginning of a field block.
func (h *handler) headers(c *conn, dir dissect.Dir, x *dissect.Context, m *frame) {
	hf := &c.half[dir]
	hf.id, hf.promised, hf.end = m.id, 0, m.flags&flagEndStream != 0
	if m.typ == typePushPromise {
		hf.promised, hf.end = m.promised, false
		x.Require(dir == dissect.FromServer, ClientPush, 3, 1, "")
		if dir == dissect.FromServer {
			x.Require(!c.half[dissect.FromClient].noPush || c.half[dissect.FromClient].unacked > 0, PushDisabled, 3, 1, "")
		}
	}
	if m.flags&flagEndHeaders != 0 {
		h.block = hf
		x.Pass(Protocol, m.off, m.n, "")
		h.block = nil
		return
	}
	hf.open, hf.skip, hf.parts = true, false, 0
	hf.buf = hf.buf[:0]
	hf.m.Reset()
	h.join(hf, x, m)
}

// continuation takes in more of a field block.
func (h *handler) continuation(c *conn, dir dissect.Dir, x *dissect.Context, m *frame) {
	hf := &c.half[dir]
	x.Require(hf.open, Continuation, 3, 1, "")
	if !hf.open {
		hf.table.lose()
		return
	}
	x.Held(Contiguous)
	h.join(hf, x, m)
	if m.flags&flagEndHeaders == 0 {
		return
	}
	hf.open = false
	if !hf.skip {
		h.block = hf
		x.PassBytes(Protocol, hf.buf, &hf.m, "")
		h.block = nil
	} else if s := h.opened(c, hf, dir, x, hf.id); s != nil {
		s.heads[dir] = true
		if hf.end {
			h.finish(c, dir, x, hf.id, s, true)
		}
	}
	if cap(hf.buf) > defaultFrame {
		hf.buf = nil
	}
}

// join adds a fragment to the field block under way.
func (h *handler) join(hf *half, x *dissect.Context, m *frame) {
	if hf.skip {
		return
	}
	if hf.parts++; len(hf.buf)+m.n > maxBlock || hf.parts > maxFragments {
		x.Report(BlockLimit, 0, len(x.Bytes()), "")
		hf.skip, hf.buf = true, nil
		hf.table.lose()
		return
	}
	if m.n > 0 {
		hf.m.AddRanges(uint64(len(hf.buf)), uint32(m.n), x.Ranges(m.off, m.n))
		hf.buf = append(hf.buf, x.Bytes()[m.off:m.off+m.n]...)
	}
	x.HandOn(m.off, m.n)
}

// maxFragments is how many frames a field block is put together from: an endless
// run of empty ones would never reach maxBlock.
const maxFragments = 4096

// commitBlock lets a field block take effect.
func (h *handler) commitBlock(c *conn, hf *half, dir dissect.Dir, x *dissect.Context) {
	list, ok := h.resolve(x, hf)
	h.list = list
	id := hf.id
	if hf.promised != 0 {
		id = hf.promised
	}
	s := h.opened(c, hf, dir, x, id)
	if s == nil {
		return
	}
	p := s.part(dir, hf.promised != 0)
	h.section.take(x, list, p, !ok)
	sec := &h.section
	from := dir
	if hf.promised != 0 {
		from = dissect.FromClient // it stands for a request
	}
	h.handOn(s, from, x, sec, p)
	if p == partTrailer && !c.lossy {
		x.Require(hf.end, TrailerEnd, 0, len(x.Bytes()), "")
	}
	if hf.promised != 0 {
		s.ends[dissect.FromClient] = true // a promise is a whole request
		s.in.End(x, dir, false, false, false)
		return
	}
	if hf.end {
		h.finish(c, dir, x, id, s, false)
	}
}

// handOn hands a section on in the form of HTTP/1.1.
func (h *handler) handOn(s *stream, dir dissect.Dir, x *dissect.Context, sec *section, p part) {
	var m reassembly.Map
	m.AddWhole(0, x.Ranges(0, len(x.Bytes())))
	b, ok := sec.head(h.head[:0], p)
	switch {
	case p == partTrailer || !ok:
		if len(sec.lines) > 0 {
			s.in.Fields(x, sec.fields(h.head[:0]), &m)
		}
		if p == partTrailer {
			return
		}
		s.heads[dir] = true
	default:
		reply := p == partResponse
		code := sec.code()
		if reply && code >= 100 && code < 200 {
			s.in.Head(x, reply, b, &m)
			return
		}
		s.heads[dir] = true
		s.length[dir] = sec.length
		if !reply {
			s.method, s.scheme = sec.method.value, sec.protocol.value
		} else {
			s.answer(code)
		}
		s.in.Head(x, reply, b, &m)
	}
	if cap(b) <= 4*defaultFrame {
		h.head = b[:0]
	}
}

// Info tells what the message is about.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	switch {
	case h.block != nil:
		return strconv.AppendUint(append(dst, "stream "...), uint64(h.block.id), 10)
	case m.preface:
		return dst
	}
	if m.id != 0 {
		dst = strconv.AppendUint(append(dst, "stream "...), uint64(m.id), 10)
	}
	sep := func() {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
	}
	switch m.typ {
	case typeData:
		sep()
		dst = append(strconv.AppendInt(dst, int64(m.n), 10), " bytes"...)
	case typeRstStream, typeGoaway:
		sep()
		if m.typ == typeGoaway {
			dst = append(strconv.AppendUint(append(dst, "last stream "...), uint64(m.promised), 10), ' ')
		}
		dst = append(dst, errorNames.Value(uint64(m.code))...)
	case typeWindowUpdate:
		sep()
		dst = strconv.AppendUint(append(dst, '+'), uint64(m.increment), 10)
	case typePushPromise:
		sep()
		dst = strconv.AppendUint(append(dst, "promises stream "...), uint64(m.promised), 10)
	case typeSettings, typePing:
		if m.flags&flagAck != 0 {
			dst = append(dst, "ACK"...)
		}
	}
	if (m.typ == typeData || m.typ == typeHeaders) && m.flags&flagEndStream != 0 {
		dst = append(dst, ", the last"...)
	}
	return dst
}

// streamBytes is what a stream takes besides bodies: two heads with their fields.
const streamBytes = int(unsafe.Sizeof(stream{})) + 2048

// Held is what streams, the parts of their bodies, and tables take, in bytes.
func (h *handler) Held() int {
	n := 0
	for _, c := range h.conns {
		n += int(unsafe.Sizeof(*c)) + maxBodies - c.room + len(c.streams)*streamBytes
		for i := range c.half {
			n += c.half[i].table.size + len(c.half[i].buf)
		}
	}
	return n
}
