package dissect

import (
	"runtime/debug"
	"strconv"

	"github.com/radissect/radissect/reassembly"
)

// maxNest is how deep messages may carry messages.
const maxNest = 16

// MaxRepeats is how many breaches of one rule are reported in one conversation,
// unless Want.Repeats asks for every one; all are counted.
const MaxRepeats = 10

// call is one message on its way into a handler.
type call struct {
	conv    *Conversation
	lane    *lane
	dir     Dir
	proto   *Protocol
	b       []byte
	m       *reassembly.Map
	off     uint64 // of b in m
	depth   int
	channel string
	touched bool
	cut     bool // only the front of the message was captured: decode, do not commit
}

// level is the working room for messages of one depth.
type level struct {
	d   decoding
	cur Cursor
	rec decoding
	x   Context

	tree Tree // of the message that is being recorded
}

// framed is called for every message of a lane.
func (sh *shard) framed(l *lane, dir Dir, b []byte, off uint64, touched bool) {
	p := l.proto
	if l.chooser != nil {
		if other := l.chooser.Choose(dir, b); other != nil {
			p = other
		}
	}
	sh.message(&call{
		conv: l.conv, lane: l, dir: dir, proto: p, b: b, m: l.half[dir].m, off: off,
		depth: l.depth, touched: touched,
	})
}

// cut is called for the front of a message of which the rest was not captured.
func (sh *shard) cut(l *lane, dir Dir, b []byte, off uint64) {
	p := l.proto
	if l.chooser != nil {
		if other := l.chooser.Choose(dir, b); other != nil {
			p = other
		}
	}
	sh.message(&call{
		conv: l.conv, lane: l, dir: dir, proto: p, b: b, m: l.half[dir].m, off: off,
		depth: l.depth, touched: true, cut: true,
	})
}

// message decodes one message, reports, records and lets it take effect.
func (sh *shard) message(in *call) {
	if in.depth >= maxNest {
		sh.tally.at(LimitDepth).Broken++
		sh.diagnose(&Context{sh: sh, call: *in}, found{rule: LimitDepth}, false)
		return
	}
	for len(sh.levels) <= in.depth {
		sh.levels = append(sh.levels, new(level))
	}
	lv := sh.levels[in.depth]
	own := in.conv.own(in.proto)
	h := own.h
	x := &lv.x
	x.call = *in
	x.sh, x.slot, x.kind, x.msg, x.keep, x.pos = sh, own.slot, nil, nil, false, 0
	defer sh.rescue(x)

	if f := sh.eng.opt.Inspect; f != nil && !in.cut {
		sh.inspect(f, lv, h, in.conv, in.proto, in.dir, in.b, in.channel)
	}
	d := &lv.d
	d.reset(in.b, nil)
	d.tally, d.conv, d.cut, d.via = &sh.tally, in.conv, in.cut, in.channel
	if in.cut {
		d.tally = nil // half a message proves nothing
	}
	lv.cur = Cursor{d: d, end: len(in.b)}
	h.Decode(in.dir, &lv.cur)

	x.kind = d.kind
	if d.kind != nil && d.kind.Proto != "" {
		if s, ok := sh.eng.reg.kindSlot[d.kind]; ok {
			x.slot = s
		}
	}
	sh.counts[x.slot]++
	in.conv.sawSlot(x.slot)
	sh.msgs++
	x.pos = sh.msgs
	if sh.want.Messages {
		sh.show(x, lv, h, in.cut)
	} else if sh.pkt < 0 || int(sh.pkt) >= len(sh.rd.batch.Packets) {
		sh.emit(Event{Kind: eventCount, Conv: in.conv, count: 1})
	}
	// Behind a loss the place may be wrong, and so may what was decrypted,
	// decompressed or joined with the help of what came before.
	tainted := in.touched || in.conv.losses[in.dir] > 0
	for i := range d.found {
		sh.diagnose(x, d.found[i], tainted)
	}
	if sh.want.Bytes && x.channel != "" {
		s := &StreamBytes{Dir: in.dir, Channel: x.channel, Proto: sh.eng.reg.names[x.slot], Data: in.b}
		sh.bytes(in.conv, s, in.m, in.off, x.pos)
	}
	if !in.cut {
		h.Commit(in.dir, x)
	}
	if len(in.b) > 1<<maxBuffer {
		d.b, lv.cur, x.b = nil, Cursor{}, nil // or it would stay until the next message
	}
}

// inspect lets Options.Inspect look at a message. It takes what it needs by
// value: a call that reached a closure would be allocated for every message.
func (sh *shard) inspect(f func(*Conversation, *Protocol, Dir, []byte, func([]byte, *Tree) (*Kind, []Breach)),
	lv *level, h Handler, conv *Conversation, p *Protocol, dir Dir, msg []byte, via string) {
	f(conv, p, dir, msg, func(b []byte, t *Tree) (*Kind, []Breach) {
		d := &lv.d
		d.reset(b, t)
		d.tally, d.conv, d.cut, d.via = nil, conv, false, via
		lv.cur = Cursor{d: d, end: len(b)}
		h.Decode(dir, &lv.cur)
		return d.kind, d.breaches(b)
	})
}

// breaches is what was found, for callers outside of the engine.
func (d *decoding) breaches(b []byte) []Breach {
	var out []Breach
	for i := range d.found {
		f := &d.found[i]
		text := f.detail
		if text == "" {
			text = detail(f, b, false)
		}
		out = append(out, Breach{f.rule, f.at.field, f.at.off, f.at.n, text})
	}
	return out
}

// rescue turns a panic of a decoder into a finding about this message.
func (sh *shard) rescue(x *Context) {
	if r := recover(); r != nil {
		if sh.eng.opt.Panic != nil {
			sh.eng.opt.Panic(r, debug.Stack())
		}
		sh.tally.at(LimitDecoder).Broken++
		sh.diagnose(x, found{rule: LimitDecoder, at: place{nil, 0, len(x.b)}, detail: "decoder " + x.proto.Name}, false)
	}
}

// show makes the event of a message, and its tree where that is wanted.
func (sh *shard) show(x *Context, lv *level, h Handler, cut bool) {
	rs := sh.out
	m := rs.message()
	*m = Message{
		File: sh.file, Time: sh.now, Conv: x.conv, Dir: x.dir, Proto: sh.eng.reg.names[x.slot], Kind: x.kind,
		Channel: x.channel, Len: len(x.b), Tainted: x.touched, Cut: cut, pos: int32(x.pos),
	}
	x.msg = m
	x.ranges = x.m.Resolve(x.off, uint32(max(1, len(x.b))), x.ranges[:0])
	start := len(rs.frames)
	rs.frames = frameNumbers(rs.frames, x.ranges)
	m.Frames = rs.frames[start:len(rs.frames):len(rs.frames)]
	if n := int(sh.pkt); n >= 0 && n < len(sh.rd.batch.Packets) {
		p := &sh.rd.batch.Packets[n]
		m.Packet = PacketRef{p.Number, p.WireLen, uint32(len(p.Data))}
	}
	tree := sh.want.Trees
	if choose := sh.want.Select; choose != nil {
		var shown bool
		if shown, tree = choose(m); !shown {
			m.Passed = true
			sh.emit(Event{Kind: EventMessage, Message: m, Conv: x.conv})
			return
		}
	}
	if inf, ok := h.(Informer); ok {
		sh.info = inf.Info(x.dir, sh.info[:0])
		start := len(rs.text)
		rs.text = append(rs.text, sh.info...)
		m.Info = rs.text[start:len(rs.text):len(rs.text)]
	}
	if tree {
		start := len(rs.text)
		rs.text = append(rs.text, x.b...)
		b := rs.text[start:len(rs.text):len(rs.text)]
		r := &lv.rec
		r.reset(b, &lv.tree)
		r.tally, r.conv, r.cut, r.via = nil, x.conv, cut, x.channel
		lv.cur = Cursor{d: r, end: len(b)}
		h.Decode(x.dir, &lv.cur)
		m.Tree = rs.tree(&lv.tree)
	}
	sh.emit(Event{Kind: EventMessage, Message: m, Conv: x.conv})
}

// bytes sends out what two peers exchanged; pos is the place in its packet of the
// message that it is, 0 for a stream.
func (sh *shard) bytes(c *Conversation, s *StreamBytes, m *reassembly.Map, off uint64, pos uint32) {
	rs := sh.out
	start := len(rs.text)
	rs.text = append(rs.text, s.Data...)
	s.Data = rs.text[start:len(rs.text):len(rs.text)]
	s.Time = sh.now
	s.Frames = frameNumbers(nil, m.Resolve(off, uint32(max(1, len(s.Data))), nil))
	sh.emit(Event{Kind: EventBytes, Conv: c, Bytes: s, pos: int32(pos)})
}

// diagnose turns what was found into a Diagnostic and sends it off.
func (sh *shard) diagnose(x *Context, f found, tainted bool) {
	if sh.eng.muted(f.rule) {
		return
	}
	c := sh.broken.at(f.rule)
	c.Broken++
	if tainted {
		c.Held++ // here: the tainted ones among them
	}
	if x.conv != nil && x.conv.again(f.rule) && !sh.want.Repeats {
		return
	}
	sh.emit(Event{Kind: EventFinding, Finding: sh.diagnostic(x, f, tainted), Conv: x.conv})
}

// diagnostic describes what was found.
func (sh *shard) diagnostic(x *Context, f found, tainted bool) *Diagnostic {
	d := &Diagnostic{
		Rule: f.rule, Conv: x.conv, Dir: x.dir, Time: sh.now, Kind: x.kind, Field: f.at.field,
		Off: uint32(f.at.off), Len: uint32(f.at.n), Detail: f.detail, Tainted: tainted, pos: int32(x.pos), node: f.node,
	}
	if x.proto != nil {
		d.Proto = sh.eng.reg.names[x.slot]
	}
	if d.Detail == "" {
		d.Detail = detail(&f, x.b, sh.eng.opt.Reveal)
	}
	if x.m != nil {
		x.ranges = x.m.Resolve(x.off+uint64(f.at.off), uint32(max(1, f.at.n)), x.ranges[:0])
		d.Frames = frameNumbers(d.one[:0], x.ranges)
	}
	if len(d.Frames) == 0 && sh.frame != 0 {
		d.Frames = append(d.one[:0], sh.frame)
	}
	return d
}

// detail says what the field at fault holds.
func detail(f *found, b []byte, reveal bool) string {
	at := f.at
	if at.field == nil || at.field.Base == Group {
		return ""
	}
	var room [96]byte
	s := append(room[:0], at.field.Name...)
	s = append(s, " is "...)
	if at.field.Secret && !reveal {
		return string(append(s, Mask...))
	}
	lo := max(0, min(at.off, len(b)))
	hi := max(lo, min(at.off+at.n, len(b)))
	part := b[lo:hi]
	if !f.number {
		if len(part) == 0 {
			return string(append(s, "empty"...))
		}
		const most = 64
		more := len(part) - most
		if more > 0 {
			part = part[:most]
		}
		s = appendValue(s, at.field, 0, part, 0)
		if more > 0 {
			s = append(s, " and "...)
			s = strconv.AppendInt(s, int64(more), 10)
			s = append(s, " bytes more"...)
		}
		return string(s)
	}
	return string(appendValue(s, at.field, f.value, part, 0))
}

// Mask is what every output shows in the place of a secret.
const Mask = "********"

// streamFinding reports about bytes of a stream that belong to no message.
func (sh *shard) streamFinding(l *lane, dir Dir, r *Rule, off uint64, n int, detail string) {
	sh.tally.at(r).Broken++
	hf := &l.half[dir]
	x := Context{sh: sh, call: call{conv: l.conv, lane: l, dir: dir, m: hf.m, off: off, proto: l.proto}}
	if l.proto != nil {
		x.slot = l.conv.own(l.proto).slot
	}
	if detail == "" {
		detail = strconv.Itoa(n) + " bytes at offset " + strconv.FormatUint(off, 10) + " of the stream from the " + dir.String()
	}
	sh.diagnose(&x, found{rule: r, at: place{nil, 0, n}, detail: detail}, hf.touched || l.conv.Lossy())
}
