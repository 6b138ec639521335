package dissect

import "github.com/radissect/radissect/reassembly"

// A Context is what a handler sees of the engine while the message decoded last
// takes effect.
type Context struct {
	call
	sh     *shard
	slot   int
	kind   *Kind
	msg    *Message // nil when nobody wants it
	keep   bool     // it is shown whatever it hands on
	pos    uint32   // of this message among those of its packet
	ranges []reassembly.FrameRange
}

// Conversation is the conversation of the message.
func (x *Context) Conversation() *Conversation { return x.conv }

// Bytes is the message. It must not be changed or kept.
func (x *Context) Bytes() []byte { return x.b }

// Time is when the packet that completed the message was captured, in
// nanoseconds since 1970.
func (x *Context) Time() int64 { return x.sh.now }

// Kind is what Decode said the message is.
func (x *Context) Kind() *Kind { return x.kind }

// Channel is the name of the virtual channel that the message came on.
func (x *Context) Channel() string { return x.channel }

// Touched reports whether lost or cut packets touch this message.
func (x *Context) Touched() bool { return x.touched }

// Pass hands on the bytes [off, off+n) of this message as one whole message of
// p. Where p is nil nothing happens.
func (x *Context) Pass(p *Protocol, off, n int, channel string) {
	if p == nil || off < 0 || n < 0 || off > len(x.b) || n > len(x.b)-off {
		return
	}
	x.HandOn(off, n)
	x.pass(p, x.b[off:off+n], x.m, x.off+uint64(off), channel)
}

// PassBytes hands on bytes that were joined, decrypted or inflated as one whole
// message of p. m leads them back to frames, from offset 0 on.
func (x *Context) PassBytes(p *Protocol, b []byte, m *reassembly.Map, channel string) {
	if p != nil {
		x.pass(p, b, m, 0, channel)
	}
}

// Keep says that this message is worth showing by itself, whatever it hands on:
// a request whose header fields carry a token is still a request.
func (x *Context) Keep() { x.keep = true }

// carry marks the message as one that carries others.
func (x *Context) carry() {
	if x.msg != nil && !x.keep {
		x.msg.Carrier = true
	}
}

// HandOn says that the bytes [off, off+n) of this message are shown elsewhere:
// joined with others, decrypted, inflated. Pass says so by itself. Sinks may
// leave them out of this message's tree.
func (x *Context) HandOn(off, n int) {
	if x.msg == nil {
		return
	}
	x.carry()
	if x.msg.Tree == nil || n <= 0 {
		return
	}
	nodes := x.msg.Tree.Nodes
	for i := range nodes {
		k := &nodes[i]
		if k.Len > 0 && int(k.Off) >= off && int(k.Off)+int(k.Len) <= off+n {
			k.Flags |= HandedOn
		}
	}
}

func (x *Context) pass(p *Protocol, b []byte, m *reassembly.Map, off uint64, channel string) {
	x.carry()
	if channel == "" {
		channel = x.channel
	}
	x.sh.message(&call{
		conv: x.conv, lane: x.lane, dir: x.dir, proto: p, b: b, m: m, off: off,
		depth: x.depth + 1, channel: channel, touched: x.touched,
	})
}

// Ranges is where the bytes [off, off+n) of this message were captured. The
// result is valid until the next call.
func (x *Context) Ranges(off, n int) []reassembly.FrameRange {
	x.ranges = x.m.Resolve(x.off+uint64(off), uint32(n), x.ranges[:0])
	return x.ranges
}

// Switch gives the stream that this message came on to p, in both directions,
// from the next byte on.
func (x *Context) Switch(p *Protocol) {
	if p == nil || x.lane == nil {
		return
	}
	x.lane.bind(p)
}

// Require checks a rule about the order of messages or the state of the
// conversation; it points at the bytes [off, off+n) of this message.
func (x *Context) Require(ok bool, r *Rule, off, n int, detail string) {
	if ok {
		x.sh.tally.at(r).Held++
		return
	}
	x.Report(r, off, n, detail)
}

// RequireHere is Require for a rule that this message breaks by itself. What was
// lost before does not explain that: only a gap that the message touches taints
// the finding.
func (x *Context) RequireHere(ok bool, r *Rule, off, n int, detail string) {
	if ok {
		x.sh.tally.at(r).Held++
		return
	}
	x.report(r, off, n, detail, x.touched)
}

// Held counts that a rule was kept.
func (x *Context) Held(r *Rule) { x.sh.tally.at(r).Held++ }

// Report says that a rule is broken by the bytes [off, off+n) of this message.
// It is tainted where the conversation has lost bytes before, or is known to miss
// some that may still come, for then the state it rests on may be wrong.
func (x *Context) Report(r *Rule, off, n int, detail string) {
	x.report(r, off, n, detail, x.touched || x.conv.Lossy() || x.conv.tcp.Doubtful())
}

func (x *Context) report(r *Rule, off, n int, detail string, tainted bool) {
	x.sh.tally.at(r).Broken++
	x.sh.diagnose(x, found{rule: r, at: place{nil, off, n}, detail: detail}, tainted)
}

// A Stream is a byte stream found inside of messages, such as the plain text
// of TLS. The handler that finds it keeps it.
type Stream struct {
	lane lane
	maps [2]reassembly.Map
	off  [2]uint64
}

// NewStream begins a stream inside of this conversation, read by p, or by what
// probes and port tell where p is nil.
func (x *Context) NewStream(p *Protocol) *Stream {
	s := &Stream{lane: lane{conv: x.conv, depth: x.depth + 1, layer: 1}}
	if x.lane != nil {
		s.lane.layer = x.lane.layer + 1
	}
	x.conv.nested = true
	for i := range s.lane.half {
		s.lane.half[i].m = &s.maps[i]
	}
	if p != nil {
		s.lane.bind(p)
	}
	if len(x.conv.streams) < maxStreams {
		x.conv.streams = append(x.conv.streams, s)
	}
	return s
}

// Data takes the next bytes of one direction. from says where they were
// captured; whole means that only the block is known.
func (s *Stream) Data(x *Context, dir Dir, b []byte, from []reassembly.FrameRange, whole bool) {
	if len(b) == 0 {
		return
	}
	x.carry()
	if whole {
		s.maps[dir].AddWhole(s.off[dir], from)
	} else {
		off := s.off[dir]
		for _, r := range from {
			s.maps[dir].Add(off, r.Frame, r.At, r.Len)
			off += uint64(r.Len)
		}
	}
	off := s.off[dir]
	s.off[dir] += uint64(len(b))
	s.lane.data(x.sh, dir, off, b)
	s.maps[dir].Drop(s.lane.half[dir].off)
}

// Gap says that bytes of one direction are lost; n is 0 when it is not known
// how many.
func (s *Stream) Gap(x *Context, dir Dir, n uint64) {
	if n == 0 {
		n = 1 << 40
	}
	s.lane.gap(x.sh, dir, s.off[dir], n)
	s.off[dir] += n
}

// Protocol is what reads the stream, nil while that is not known.
func (s *Stream) Protocol() *Protocol { return s.lane.proto }
