package svc

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// handler reads the static channels of one conversation.
type handler struct {
	conv *dissect.Conversation
	m    PDU
	ok   bool // m was read whole
	// joins is by direction and channel. Channels that nobody announced do not
	// come here, so it is as bounded as the list of channels that mcs keeps.
	joins map[joinKey]*join
	from  reassembly.Map // of an inflated message of one chunk
	held  int            // bytes in joins
	room  *room
}

// maxMessage is the longest message in bytes that is put together. Remote Assistance
// stays far below it (its files travel in blocks); clipboard and device
// redirection may send more, and nothing here reads those. With 31 channels
// (MS-RDPBCGR 2.2.1.3.4) and two directions it bounds what a connection can hold.
const maxMessage = 4 << 20

// The storage of joined messages that is kept for the next conversation: most
// messages of several chunks are a few thousand bytes long.
const (
	maxFree     = 8
	maxFreeSize = 64 << 10
)

// room is what all conversations of a worker share.
type room struct{ free []*reassembly.Joiner }

// rooms is its key.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, room: c.Room(rooms, func() any { return &room{} }).(*room)}
}

// joiner is an empty one.
func (r *room) joiner() *reassembly.Joiner {
	n := len(r.free)
	if n == 0 {
		return &reassembly.Joiner{Max: maxMessage}
	}
	j := r.free[n-1]
	r.free = r.free[:n-1]
	return j
}

// over takes back what joiner gave, nil for nothing.
func (r *room) over(j *reassembly.Joiner) {
	if j != nil && len(r.free) < maxFree && cap(j.Bytes()) <= maxFreeSize {
		j.Reset()
		r.free = append(r.free, j)
	}
}

type joinKey struct {
	dir dissect.Dir
	id  uint16
}

// A join is the message that is being put together on one channel in one direction.
type join struct {
	joiner   *reassembly.Joiner // nil while nothing is kept
	length   uint32             // as the first chunk told
	got      uint64             // bytes of the chunks so far, without compression
	open     bool               // FIRST was seen, LAST was not
	unknown  bool               // a chunk could not be inflated: how long the message is, is not known
	keep     bool               // somebody reads the channel, and nothing of the message is missing
	lost     bool               // bytes were lost, or the start missed: what comes before the next FIRST proves nothing
	inflated int                // bytes counted by rdp.State.Hold
}

// size is how many bytes are kept.
func (j *join) size() int {
	if j.joiner == nil {
		return 0
	}
	return j.joiner.Len()
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// Frame is not called: MCS hands over whole payloads.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one Virtual Channel PDU.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.m = PDU{}
	h.m.decode(rdp.Of(h.conv), c)
	h.ok = c.OK()
}

// Info names channel, length and flags.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	if ch := mcs.Of(h.conv).Current; ch != nil {
		dst = append(dst, ch.Name...)
		dst = append(dst, ' ')
	}
	m := &h.m
	if m.Security.Encrypted {
		return rdp.Of(h.conv).AppendSealed(dst, dir, &m.Security)
	}
	dst = append(dst, "length "...)
	dst = strconv.AppendUint(dst, uint64(m.Length), 10)
	for _, b := range channelFlags.Bits {
		want := b.Value
		if want == 0 {
			want = b.Mask
		}
		if uint64(m.Flags)&b.Mask != want {
			continue
		}
		dst = append(dst, ' ')
		name := strings.TrimPrefix(b.Name, "CHANNEL_")
		name = strings.TrimPrefix(name, "FLAG_")
		dst = append(dst, strings.TrimPrefix(name, "PACKET_")...)
	}
	return dst
}

// Gap drops the messages of which chunks may be among the lost bytes.
func (h *handler) Gap(dir dissect.Dir, _ uint64) {
	for k, j := range h.joins {
		if k.dir == dir {
			h.drop(j)
			j.open, j.lost = false, true
		}
	}
}

// Commit checks the chunk against what was agreed and what came before, and
// hands on the message that it completes.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, state := &h.m, rdp.Of(h.conv)
	if x.Touched() {
		h.Gap(dir, 0)
	}
	if must, known := state.MustEncrypt(dir); known && must && !m.Security.Opened {
		x.Require(m.Security.Encrypted, Encrypted, 0, min(4, len(x.Bytes())), "not encrypted")
	}
	if m.Security.Encrypted {
		sec := m.Security
		if !state.Sealed(dir, &sec, x, Protocol) {
			h.Gap(dir, 0)
		}
		return
	}
	ch := mcs.Of(h.conv).Current
	if !h.ok || ch == nil {
		return
	}
	if method, _, known := state.Encryption(); known && method == rdp.MethodNone && !m.stray {
		x.Held(StrayHeader)
	}
	h.agreed(dir, state, x)
	d := h.inflate(dir, state, x)
	if ch.Learned && ch.Name == "" && m.Flags&FlagFirst != 0 && m.Flags&FlagLast != 0 && !d.whole {
		// The capture starts after the names of the channels.
		if name, _, ok := Channel.Guess(h.conv, x.Bytes()[m.off:m.off+m.n]); ok {
			named := *ch
			named.Name = name
			mcs.Of(h.conv).Announce(named)
			ch = mcs.Of(h.conv).Channel(ch.ID)
		}
	}
	if m.Flags&(FlagSuspend|FlagResume) != 0 && m.n == 0 && m.Flags&(FlagFirst|FlagLast) == 0 {
		return // tells the client to hold its channels, and carries nothing
	}
	h.chunk(dir, ch, &d, x)
}

// data is what a chunk holds once it is inflated.
type data struct {
	b     []byte
	whole bool // b was inflated from the chunk
	bad   bool // it could not be inflated
}

// inflate undoes the compression of the chunk at hand. Chunks are compressed one
// by one (MS-RDPBCGR 3.1.5.2.2).
func (h *handler) inflate(dir dissect.Dir, state *rdp.State, x *dissect.Context) data {
	m := &h.m
	d := data{b: x.Bytes()[m.off : m.off+m.n]}
	plain, ok := state.Inflate(dir, uint8(m.Flags>>typeShift), x, m.off, m.n)
	if m.Flags&FlagCompressed != 0 {
		d = data{b: plain, whole: true, bad: !ok}
	}
	return d
}

// agreed checks the size and the compression of a chunk against what both sides
// said they would take.
func (h *handler) agreed(dir dissect.Dir, state *rdp.State, x *dissect.Context) {
	m := &h.m
	limit, known := state.Chunk()
	if !known {
		limit = rdp.MaxChunk
	}
	if m.n > int(limit) {
		x.Report(ChunkLength, m.off, m.n, strconv.Itoa(m.n)+" bytes, limit "+strconv.Itoa(int(limit)))
	} else {
		x.Held(ChunkLength)
	}
	if m.Flags&FlagCompressed == 0 {
		return
	}
	typ := uint8(m.Flags & typeMask >> typeShift)
	at := m.off - 4
	if dir == dissect.FromClient {
		if typ == 0 {
			x.Held(CompressionType)
		} else {
			x.Report(CompressionType, at, 4, "type "+strconv.Itoa(int(typ)))
		}
		return
	}
	if !state.HasInfo {
		return
	}
	highest, ok := state.Compression()
	if ok && typ <= highest {
		x.Held(CompressionType)
	} else {
		x.Report(CompressionType, at, 4, "type "+strconv.Itoa(int(typ))+", announced was "+announced(highest, ok))
	}
}

func announced(highest uint8, ok bool) string {
	if !ok {
		return "none"
	}
	return strconv.Itoa(int(highest))
}

// join is the one of a channel and direction.
func (h *handler) join(dir dissect.Dir, id uint16) *join {
	k := joinKey{dir, id}
	j := h.joins[k]
	if j == nil {
		if h.joins == nil {
			h.joins = map[joinKey]*join{}
		}
		j = &join{lost: h.conv.Missed()}
		h.joins[k] = j
	}
	return j
}

// chunk takes one chunk, MS-RDPBCGR 3.1.5.2.2.1.
func (h *handler) chunk(dir dissect.Dir, ch *mcs.Channel, d *data, x *dissect.Context) {
	m := &h.m
	j := h.join(dir, ch.ID)
	first, last := m.Flags&FlagFirst != 0, m.Flags&FlagLast != 0
	flagsAt := m.off - 4
	if !first || !last {
		x.Require(m.Flags&FlagShowProtocol != 0, ShowProtocol, flagsAt, 4, "not set")
	}
	switch {
	case first && j.open:
		x.Report(ChunkOrder, flagsAt, 4, "FIRST within a message of "+strconv.FormatUint(uint64(j.length), 10)+" bytes")
	case !first && !j.open && !j.lost:
		x.Report(ChunkOrder, flagsAt, 4, "no FIRST before")
	case !j.lost || first:
		x.Held(ChunkOrder)
	}
	if first {
		h.drop(j)
		j.open, j.lost = false, false
	}
	switch {
	case first && last:
		h.single(ch, d, x)
		return
	case first:
		j.open, j.unknown, j.got = true, false, 0
		j.length = m.Length
		j.keep = h.child(ch) != nil
	case !j.open:
		// Not part of a sequence: a receiver hands it on as it is (3.1.5.2.2).
		if !j.lost && !d.bad && uint64(m.Length) == uint64(len(d.b)) {
			h.pass(ch, d, x)
		}
		return
	case m.Length == j.length:
		x.Held(SameLength)
	default:
		x.Report(SameLength, m.off-headerLength, 4, "length is "+strconv.FormatUint(uint64(m.Length), 10)+", of the first chunk "+strconv.FormatUint(uint64(j.length), 10))
	}
	h.add(j, d, first, x)
	if last {
		h.finish(dir, j, ch, x)
	}
}

// add puts the data of a chunk behind what is there.
func (h *handler) add(j *join, d *data, first bool, x *dissect.Context) {
	m := &h.m
	if d.bad {
		j.unknown = true
		h.drop(j)
		return
	}
	within := j.got <= uint64(j.length)
	j.got += uint64(len(d.b))
	if within && j.got > uint64(j.length) && !j.unknown {
		x.Report(MessageLength, m.off, m.n, "more than the "+strconv.FormatUint(uint64(j.length), 10)+" bytes of the message")
	}
	if !j.keep {
		return
	}
	from := x.Ranges(m.off, m.n)
	fits := true
	if d.whole {
		for i := range from {
			from[i].Whole = true
		}
		if fits = rdp.Of(h.conv).Hold(len(d.b)); fits {
			j.inflated += len(d.b)
		}
	}
	if fits {
		var st reassembly.Status
		before := j.size()
		if first {
			j.joiner = h.room.joiner()
			// The joiner is asked for no more than it would refuse, so that int is wide enough.
			st = j.joiner.First(int(min(j.length, 1<<30)), d.b, from)
		} else {
			st = j.joiner.Next(d.b, from)
		}
		h.held += j.size() - before
		fits = st&reassembly.TooBig == 0
	}
	if !fits {
		x.Report(dissect.LimitBuffer, m.off-headerLength, 4, "a message of "+strconv.FormatUint(uint64(j.length), 10)+" bytes on one channel")
		h.drop(j)
		return
	}
	x.HandOn(m.off, m.n)
}

// drop forgets the bytes of a message; the rest of it is only counted.
func (h *handler) drop(j *join) {
	rdp.Of(h.conv).Release(j.inflated)
	j.inflated, j.keep = 0, false
	h.held -= j.size()
	h.room.over(j.joiner)
	j.joiner = nil
}

// Held is what the parts of messages take, in bytes.
func (h *handler) Held() int { return h.held + len(h.joins)*int(unsafe.Sizeof(join{})) }

// finish hands on a message whose last chunk was added.
func (h *handler) finish(dir dissect.Dir, j *join, ch *mcs.Channel, x *dissect.Context) {
	m := &h.m
	j.open = false
	whole := j.got == uint64(j.length)
	switch {
	case j.unknown:
	case whole:
		x.Held(MessageLength)
	case j.got < uint64(j.length):
		x.Report(MessageLength, m.off-headerLength, 4, strconv.FormatUint(j.got, 10)+" bytes of "+strconv.FormatUint(uint64(j.length), 10))
	}
	if j.keep && (whole || !x.Touched() && h.conv.Losses(dir) == 0) {
		x.PassBytes(h.child(ch), j.joiner.Bytes(), j.joiner.Map(), ch.Name)
	}
	h.drop(j)
}

// single takes a message of one chunk.
func (h *handler) single(ch *mcs.Channel, d *data, x *dissect.Context) {
	m := &h.m
	if d.bad {
		return
	}
	if uint64(m.Length) == uint64(len(d.b)) {
		x.Held(MessageLength)
	} else {
		x.Report(MessageLength, m.off-headerLength, 4, strconv.Itoa(len(d.b))+" bytes, length is "+strconv.FormatUint(uint64(m.Length), 10))
	}
	h.pass(ch, d, x)
}

// pass hands on the data of this chunk as a message.
func (h *handler) pass(ch *mcs.Channel, d *data, x *dissect.Context) {
	m := &h.m
	p := h.child(ch)
	switch {
	case p == nil:
	case d.whole:
		x.HandOn(m.off, m.n)
		h.from.Reset()
		h.from.AddWhole(0, x.Ranges(m.off, m.n))
		x.PassBytes(p, d.b, &h.from, ch.Name)
	default:
		x.Pass(p, m.off, m.n, ch.Name)
	}
}

// child is the protocol of a channel. Names of channels are told apart without
// case.
func (h *handler) child(ch *mcs.Channel) *dissect.Protocol {
	return Channel.In(h.conv, strings.ToLower(ch.Name))
}
