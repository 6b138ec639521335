package http

import (
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// maxLayers is how deep HTTP may lie in tunnels of HTTP in one conversation.
const maxLayers = 4

// A phase is what comes next in a direction.
type phase uint8

const (
	phaseHead   phase = iota
	phaseSized        // a body of known length
	phaseChunk        // a chunk
	phasePiece        // more of a chunk
	phaseClose        // a body up to the end of the stream
	phaseTunnel       // the stream of another protocol
)

// A layer is one connection that speaks HTTP. A conversation has several where
// one runs through a tunnel that another made.
type layer struct {
	half    [2]half
	waiting queue
	early   int    // responses that came before their requests
	number  uint64 // of the last exchange
	lossy   bool
	stream  *dissect.Stream // of the tunnel
}

// A seek says why a start-line is being searched.
type seek uint8

const (
	seekNot  seek = iota
	seekLost      // what came could not be framed
	seekGap       // bytes are missing from the capture
)

// half is one direction of a layer.
type half struct {
	phase phase
	ex    *Exchange // of the message at hand
	reply bool      // it is a response
	body  body
	left  uint64 // bytes of the body, or of the chunk, that are to come
	other uint64 // by another Content-Length the last body is so much longer
	live  bool   // the body is a stream that is handed on as it comes

	// What Frame and Decode leave for Gap, and for the next call.
	search  search
	judged  bool   // what is held begins with a start-line
	framed  int    // length that Frame told last and that was not there yet
	rest    uint64 // bytes of the chunk behind the message that Frame told last
	shown   int    // bytes of the message that was decoded and did not take effect
	resume  bool   // the place behind a gap is known
	seek    seek   // a start-line is being searched
	before  byte   // while it is: the byte before the next one, LF where it is not known
	skipped bool   // the rest of a message is passed over
	gap     uint64 // bytes that a tunnel has lost
}

// handler reads the HTTP connections of one conversation. While a tunnel is
// handed on, depth is one more, so that what comes back to the handler
// meanwhile belongs to the next layer.
type handler struct {
	conv    *dissect.Conversation
	first   layer             // that of layers[0]
	layers  [maxLayers]*layer // as far as they are needed
	depth   int
	head    *Head // decoded last; one serves all conversations of a worker
	chunk   chunk
	size    int     // bytes of the message decoded last
	extra   bool    // it is the rest of a body by another reading
	blank   bool    // it is empty lines that no head follows
	basic   bool    // Basic credentials are being handed on to ourselves
	handing Content // without an Exchange: nothing
	room    *room

	section  section   // of another version of HTTP that is being handed on to ourselves
	upgraded *Exchange // that gave the connection to another version of HTTP
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.Resyncer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
	_ dissect.Ender       = (*handler)(nil)
)

func newHandler(c *dissect.Conversation) dissect.Handler {
	r := roomOf(c)
	h := &handler{conv: c, room: r, head: &r.head}
	h.layers[0] = &h.first
	return h
}

// layer is the connection at hand.
func (h *handler) layer() *layer {
	i := min(h.depth, maxLayers-1)
	if h.layers[i] == nil {
		h.layers[i] = &layer{}
	}
	return h.layers[i]
}

// protected reports whether TLS has been seen in the conversation.
func (h *handler) protected() bool { return h.conv.Has(tls.Protocol) }

// Frame tells the length of the next part of a message.
func (h *handler) Frame(dir dissect.Dir, b []byte) int {
	hf := &h.layer().half[dir]
	if hf.skipped {
		hf.skipped, hf.seek = false, seekNot
	}
	n := h.frame(hf, b)
	hf.framed = 0
	if n > len(b) {
		hf.framed = n
	}
	return n
}

// Finish takes the last piece of a body that the end of the connection ends, and
// empty lines that no head follows.
func (h *handler) Finish(dir dissect.Dir, rest []byte) int {
	switch phase := h.layer().half[dir].phase; {
	case phase == phaseClose, phase == phaseHead && onlyEmpty(rest):
		return len(rest)
	}
	return 0
}

func (h *handler) frame(hf *half, b []byte) int {
	if len(b) == 0 {
		return 0
	}
	switch hf.phase {
	case phaseSized:
		return h.piece(hf, b, hf.left)
	case phaseClose:
		if len(b) < maxPiece {
			return 0 // where it ends, only the end of the stream tells
		}
		return maxPiece
	case phaseTunnel:
		return min(len(b), maxPiece)
	case phaseChunk:
		var n int
		n, hf.rest = frameChunk(b, &hf.search)
		return n
	case phasePiece:
		if hf.left > maxPiece {
			hf.rest = hf.left - maxPiece
			return maxPiece
		}
		hf.rest = 0
		return frameEnd(b, int(hf.left))
	}
	if !hf.judged {
		v := dissect.No
		if hf.seek == seekNot {
			v = start(b, false)
			if hf.other > 0 && !likely(b) {
				v = dissect.No
			}
		} else {
			v = candidate(b, hf.before == '\n', hf.seek)
		}
		switch v {
		case dissect.No:
			if hf.other > 0 {
				return h.piece(hf, b, hf.other)
			}
			hf.before = b[0]
			return dissect.Lost
		case dissect.More:
			return 0
		}
		hf.judged = true
		for hf.search.from < len(b) && (b[hf.search.from] == '\r' || b[hf.search.from] == '\n') {
			hf.search.from++
		}
	}
	n := hf.search.section(b)
	if n == 0 && len(b) < maxHead {
		return 0
	}
	if n == 0 || n > maxHead {
		return maxHead
	}
	return n
}

// piece is the length of the next piece of a body of which left bytes are to come.
func (h *handler) piece(hf *half, b []byte, left uint64) int {
	if hf.live {
		return int(min(left, uint64(len(b)), maxPiece))
	}
	return int(min(left, maxPiece))
}

// Resync goes on behind a gap where the place is known, and else finds the next
// start-line.
func (h *handler) Resync(dir dissect.Dir, b []byte) int {
	hf := &h.layer().half[dir]
	if hf.resume {
		hf.resume, hf.seek = false, seekNot
		return 0
	}
	hf.phase, hf.left, hf.other = phaseHead, 0, 0
	hf.search, hf.judged = search{}, false
	if hf.seek == seekNot {
		hf.seek = seekLost
	}
	i := find(b, 0, hf.before, hf.seek)
	if i > 0 {
		hf.before = b[i-1]
	}
	return i
}

// Gap takes the news that bytes are lost. Inside of a body of known length the
// place behind the gap is known.
func (h *handler) Gap(dir dissect.Dir, n uint64) {
	l := h.layer()
	hf := &l.half[dir]
	l.lossy = true
	have, need := uint64(hf.shown), uint64(hf.framed)
	hf.shown, hf.framed = 0, 0
	hf.search, hf.judged, hf.resume = search{}, false, false
	hf.seek, hf.before = seekGap, '\n'
	if hf.skipped {
		return // either in step, or Resync is called and searches
	}
	gone := have + n
	hf.body.gap(n)
	switch hf.phase {
	case phaseClose, phaseTunnel:
		hf.resume = true
		hf.gap += gone
	case phaseSized:
		switch {
		case need > 0 && gone <= need:
			hf.skipped = true
			hf.left -= min(hf.left, need)
		case gone <= hf.left:
			hf.left -= gone
			hf.resume = true
		default:
			hf.left = 0
		}
		if hf.left == 0 {
			hf.phase = phaseHead
		}
	case phaseChunk, phasePiece:
		switch {
		case need > 0 && gone <= need:
			hf.skipped = true
			hf.phase, hf.left = phaseChunk, 0
			if hf.rest > 0 {
				hf.phase, hf.left = phasePiece, hf.rest
			}
		case hf.phase == phasePiece && gone < hf.left:
			hf.left -= gone
			hf.resume = true
		default:
			hf.phase = phaseHead
		}
	}
}

// Decode reads one part of a message.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	if h.basic {
		decodeBasic(c)
		return
	}
	if h.section.in != nil {
		h.decodeSection(c)
		return
	}
	hf := &h.layer().half[dir]
	h.size = c.Left()
	hf.shown = h.size
	h.extra = false
	switch hf.phase {
	case phaseChunk:
		h.decodeChunk(c)
	case phasePiece:
		c.Is(kindChunk)
		h.chunk = chunk{}
		h.head.reset(c.Peek(), true)
		h.chunkData(c, hf.left)
	case phaseSized, phaseClose:
		c.Is(kindBody)
		c.Rest(fMessageBody)
	case phaseTunnel:
		c.Is(kindTunnel)
		c.Rest(fTunnel)
	default:
		if h.extra = hf.other > 0 && !likely(c.Peek()); h.extra {
			c.Is(kindBody)
			c.Rest(fMessageBody)
			return
		}
		if h.blank = onlyEmpty(c.Peek()); h.blank {
			c.Is(kindEmpty)
			emptyLines(c, dir == dissect.FromServer, true)
			return
		}
		h.head.decode(c)
		h.rest(c)
	}
}

// Commit lets one part of a message take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	if h.basic {
		return
	}
	if h.section.in != nil {
		h.commitSection(x)
		return
	}
	l := h.layer()
	hf := &l.half[dir]
	hf.shown, hf.framed, hf.search, hf.judged, hf.seek = 0, 0, search{}, false, seekNot
	switch hf.phase {
	case phaseSized:
		n := len(x.Bytes())
		h.data(hf, dir, x, 0, n)
		if hf.left -= min(hf.left, uint64(n)); hf.left == 0 {
			hf.phase = phaseHead
			h.end(hf, dir, x, false)
		}
	case phaseClose:
		h.data(hf, dir, x, 0, len(x.Bytes()))
	case phaseChunk, phasePiece:
		h.commitChunk(hf, dir, x)
	case phaseTunnel:
		h.tunnel(l, hf, dir, x)
	default:
		if h.extra {
			hf.other -= min(hf.other, uint64(len(x.Bytes())))
			return
		}
		if h.blank {
			return
		}
		hf.other = 0
		h.unfinished(hf, dir, x)
		x.Keep() // a head is shown whatever its fields hand on
		if h.head.Response {
			h.response(l, hf, dir, x)
		} else {
			h.request(l, hf, dir, x)
		}
	}
}

// unfinished hands on a body of which the end was lost.
func (h *handler) unfinished(hf *half, dir dissect.Dir, x *dissect.Context) {
	if hf.body.open {
		hf.body.stop()
		head := *h.head
		h.end(hf, dir, x, false)
		*h.head = head
	}
}

// commitChunk lets a chunk take effect.
func (h *handler) commitChunk(hf *half, dir dissect.Dir, x *dissect.Context) {
	k := h.chunk
	switch {
	case k.bad:
		hf.body.stop()
		fallthrough
	case k.last:
		hf.phase = phaseHead
		h.end(hf, dir, x, false)
		return
	}
	h.data(hf, dir, x, k.off, k.n)
	hf.phase, hf.left = phaseChunk, 0
	if k.left > 0 {
		hf.phase, hf.left = phasePiece, k.left
	}
}

// data takes in bytes of a body.
func (h *handler) data(hf *half, dir dissect.Dir, x *dissect.Context, off, n int) {
	if hf.ex == nil || !hf.body.open {
		return
	}
	if hf.live {
		e := hf.ex
		if e.stream == nil {
			e.stream = x.NewStream(e.method)
		}
		h.depth++
		if hf.body.lost > 0 {
			e.stream.Gap(x, dir, hf.body.lost)
			hf.body.lost = 0
		}
		e.stream.Data(x, dir, x.Bytes()[off:off+n], x.Ranges(off, n), false)
		h.depth--
		return
	}
	hf.body.add(x, hf.ex, off, n)
}

// tunnel hands on bytes of a tunnel.
func (h *handler) tunnel(l *layer, hf *half, dir dissect.Dir, x *dissect.Context) {
	if h.depth+1 >= maxLayers {
		return
	}
	if l.stream == nil {
		l.stream = x.NewStream(nil)
	}
	h.depth++
	if hf.gap > 0 {
		l.stream.Gap(x, dir, hf.gap)
		hf.gap = 0
	}
	b := x.Bytes()
	l.stream.Data(x, dir, b, x.Ranges(0, len(b)), false)
	h.depth--
}

// request takes in the head of a request.
func (h *handler) request(l *layer, hf *half, dir dissect.Dir, x *dissect.Context) {
	l.number++
	e := h.room.exchange(l.number)
	e.method0 = methodName(h.head.Method())
	e.Request.keep(h.head)
	e.service = serviceOf(h.conv, h.room, &e.Request)
	e.method = Method.In(h.conv, e.method0)
	if l.lossy {
		// Which responses are missing cannot be told. Few clients pipeline.
		for e := l.waiting.pop(); e != nil; e = l.waiting.pop() {
			h.room.release(e)
		}
	}
	if l.early > 0 {
		l.early--
	} else if oldest := l.waiting.push(e); oldest != nil {
		h.room.release(oldest)
		x.Report(PipelineLimit, 0, len(x.Bytes()), "")
	}
	h.begin(l, hf, dir, x, e, false)
	h.room.release(e)
}

// response takes in the head of a response.
func (h *handler) response(l *layer, hf *half, dir dissect.Dir, x *dissect.Context) {
	status := h.head.Status
	if status >= 100 && status < 200 && status != 101 {
		return // the final one is still to come
	}
	e := l.waiting.pop()
	if e == nil {
		l.number++
		e = h.room.exchange(l.number)
		if !l.lossy && !h.conv.Lossy() {
			l.early++
		}
	}
	e.Response.keep(h.head)
	h.begin(l, hf, dir, x, e, true)
	switch {
	case status == 101:
		h.upgrade(l, x, e)
	case e.method0 == "CONNECT" && status >= 200 && status < 300:
		l.half[0].phase, l.half[1].phase = phaseTunnel, phaseTunnel
	}
	h.room.release(e)
}

// begin hands on what a head carries and prepares for the body.
func (h *handler) begin(l *layer, hf *half, dir dissect.Dir, x *dissect.Context, e *Exchange, reply bool) {
	head := &e.Request
	if reply {
		head = &e.Response
	}
	f, n, other := head.framing(e.method0)
	if reply && e.method0 == "CONNECT" && head.Status >= 200 && head.Status < 300 {
		f = framingNone
	}
	h.offer(hf, x, e, reply)
	hf.live = e.method != nil
	switch {
	case f == framingSized && n > 0:
		hf.phase, hf.left, hf.other = phaseSized, n, other
	case f == framingChunked:
		hf.phase = phaseChunk
	case f == framingClose:
		hf.phase = phaseClose
	default:
		hf.phase, hf.other = phaseHead, other
		h.end(hf, dir, x, false)
	}
}

// offer hands on a head, and what it carries, and begins the body.
func (h *handler) offer(hf *half, x *dissect.Context, e *Exchange, reply bool) {
	hf.ex, hf.reply = e, reply
	e.users++
	head := &e.Request
	if reply {
		head = &e.Response
	}
	h.tokens(h.head, x)
	p := e.service
	if p == nil {
		hf.body.begin(x, head, h.media(head))
		return
	}
	was := h.hand(Content{Exchange: e, Part: PartHead, Reply: reply})
	x.Pass(p, 0, len(x.Bytes()), "")
	asked := h.handing // what the protocol of the service asks for
	h.handing = was
	hf.body.begin(x, head, p)
	hf.body.named = asked.Artifact
	if asked.Digest {
		hf.body.hash = h.room.hash()
	}
}

// media is the protocol of the media type of a head.
func (h *handler) media(head *Head) *dissect.Protocol {
	t := head.media(h.room)
	if t == "" {
		return nil
	}
	if p := Body.In(h.conv, t); p != nil {
		return p
	}
	for i := len(t) - 1; i >= 0; i-- {
		if t[i] == '+' {
			return Body.In(h.conv, t[i:])
		}
	}
	return nil
}

// upgrade gives the stream to the protocol that a 101 response names.
func (h *handler) upgrade(l *layer, x *dissect.Context, e *Exchange) {
	v, _ := e.Response.Field("upgrade")
	name, _ := next(v)
	if e.Request.Seen() && len(name) > 0 {
		asked := false
		for i := range e.Request.fields {
			if fold(e.Request.Name(i), "upgrade") {
				asked = asked || names(e.Request.Value(i), h.room.lower(word(name, "/")))
			}
		}
		at := e.Response.Index("upgrade")
		off, n := e.Response.ValueAt(at)
		x.Require(asked, UpgradeOffered, off, n, "")
	}
	if p := Upgrade.In(h.conv, h.room.lower(word(name, "/"))); p != nil {
		x.Switch(p)
		*l = layer{number: l.number}
		h.upgraded = e
		e.users++
		return
	}
	l.half[0].phase, l.half[1].phase = phaseTunnel, phaseTunnel
}

// names reports whether a list of protocols names one, which is in lower case, with
// or without version.
func names(list []byte, want string) bool {
	for len(list) > 0 {
		var e []byte
		if e, list = next(list); fold(word(e, "/"), want) {
			return true
		}
	}
	return false
}

// headInfo tells method and target, or the status.
func (h *handler) headInfo(dst []byte) []byte {
	if h.head.Response {
		dst = append(dst, h.head.code.of(h.head.b)...)
		if r := h.head.Reason(); len(r) > 0 {
			dst = append(append(dst, ' '), r...)
		}
		return dst
	}
	dst = append(append(dst, h.head.Method()...), ' ')
	return append(dst, h.head.Target()...)
}

// End hands on bodies that end with the conversation.
func (h *handler) End(x *dissect.Context) {
	for _, l := range h.layers {
		if l == nil {
			continue
		}
		for dir := range l.half {
			hf := &l.half[dir]
			if hf.phase != phaseClose {
				hf.body.stop()
			}
			h.end(hf, dissect.Dir(dir), x, true)
		}
	}
}

// Info tells what a person looks for first.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	if h.basic {
		return dst
	}
	if h.section.in != nil {
		return h.infoSection(dst)
	}
	hf := &h.layer().half[dir]
	switch hf.phase {
	case phaseHead:
		if h.extra {
			return append(strconv.AppendInt(dst, int64(h.size), 10), " bytes more by another length"...)
		}
		if h.blank {
			return dst
		}
		return h.headInfo(dst)
	case phaseChunk, phasePiece:
		if h.chunk.last {
			return dst
		}
		return append(strconv.AppendInt(dst, int64(h.chunk.n), 10), " bytes"...)
	case phaseSized:
		dst = append(strconv.AppendInt(dst, int64(h.size), 10), " bytes"...)
		if uint64(h.size) < hf.left {
			dst = append(strconv.AppendUint(append(dst, ", of "...), hf.left, 10), " to come"...)
		}
		return dst
	}
	return append(strconv.AppendInt(dst, int64(h.size), 10), " bytes"...)
}

// exchangeBytes is what an exchange takes besides its heads: their fields.
const exchangeBytes = int(unsafe.Sizeof(Exchange{})) + 2*usualFields*int(unsafe.Sizeof(HeaderField{}))

func (e *Exchange) size() int { return exchangeBytes + len(e.Request.b) + len(e.Response.b) }

// held is what is held of a body, in bytes.
func (b *body) held() int { return len(b.buf) + b.m.Len()*int(unsafe.Sizeof(reassembly.Run{})) }

// Held is what bodies and requests without an answer take, in bytes.
func (h *handler) Held() int {
	n := 0
	for _, l := range h.layers {
		if l == nil {
			continue
		}
		if l != &h.first { // which is a part of the handler
			n += int(unsafe.Sizeof(*l))
		}
		n += l.half[0].body.held() + l.half[1].body.held()
		for _, e := range l.waiting.list {
			n += e.size()
		}
	}
	return n
}
