package svc

import (
	"strconv"
	"strings"

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
}

// maxMessage is the longest message in bytes that is put together. Remote Assistance
// stays far below it (its files travel in blocks); clipboard and device
// redirection may send more, and nothing here reads those. With 31 channels
// (MS-RDPBCGR 2.2.1.3.4) and two directions it bounds what a connection can hold.
const maxMessage = 4 << 20

type joinKey struct {
	dir dissect.Dir
	id  uint16
}

// A join is the message that is being put together on one channel in one direction.
type join struct {
	reassembly.Joiner
	length uint32 // as the first chunk told
	open   bool   // FIRST was seen, LAST was not
	closed bool   // a chunk was compressed: the message cannot be read
	lost   bool   // bytes were lost: what comes before the next FIRST proves nothing
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
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if ch := mcs.Of(h.conv).Current; ch != nil {
		dst = append(dst, ch.Name...)
		dst = append(dst, ' ')
	}
	m := &h.m
	if m.Security.Encrypted {
		dst = append(dst, "encrypted with "...)
		return append(dst, rdp.MethodName(m.Security.Method)...)
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
			j.Lost()
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
	if must, known := state.MustEncrypt(dir); known && must {
		x.Require(m.Security.Encrypted, Encrypted, 0, min(4, len(x.Bytes())), "not encrypted")
	}
	if m.Security.Encrypted {
		sec := m.Security
		state.Sealed(dir, &sec, x)
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
	if m.Flags&(FlagSuspend|FlagResume) != 0 && m.n == 0 && m.Flags&(FlagFirst|FlagLast) == 0 {
		return // tells the client to hold its channels, and carries nothing
	}
	h.chunk(dir, ch, x)
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
		j = &join{Joiner: reassembly.Joiner{Max: maxMessage}}
		h.joins[k] = j
	}
	return j
}

// chunk takes one chunk, MS-RDPBCGR 3.1.5.2.2.1.
func (h *handler) chunk(dir dissect.Dir, ch *mcs.Channel, x *dissect.Context) {
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
	if first && last {
		h.single(j, ch, x)
		return
	}
	switch {
	case first:
		j.open, j.lost, j.closed = true, false, false
		j.length = m.Length
		// The joiner is asked for no more than it would refuse, so that int is wide enough.
		h.joined(j, j.First(int(min(m.Length, 1<<30)), h.data(x), x.Ranges(m.off, m.n)), x)
	case !j.open:
		// Not part of a sequence: a receiver hands it on as it is (3.1.5.2.2).
		if !j.lost && m.Flags&FlagCompressed == 0 && uint64(m.Length) == uint64(m.n) {
			h.pass(ch, x)
		}
		return
	default:
		if m.Length == j.length {
			x.Held(SameLength)
		} else {
			x.Report(SameLength, m.off-headerLength, 4, "length is "+strconv.FormatUint(uint64(m.Length), 10)+", of the first chunk "+strconv.FormatUint(uint64(j.length), 10))
		}
		if !j.closed {
			h.more(j, x)
		}
	}
	if m.Flags&FlagCompressed != 0 {
		j.closed = true
	}
	if last {
		h.finish(j, ch, x)
	}
}

// more adds a further chunk.
func (h *handler) more(j *join, x *dissect.Context) {
	m := &h.m
	if m.Flags&FlagCompressed != 0 {
		return
	}
	over := uint64(j.Len()+m.n) > uint64(j.length)
	h.joined(j, j.Next(h.data(x), x.Ranges(m.off, m.n)), x)
	if over && !j.closed {
		x.Report(MessageLength, m.off, m.n, "more than the "+strconv.FormatUint(uint64(j.length), 10)+" bytes of the message")
	}
}

// joined gives up a message that is larger than what is kept.
func (h *handler) joined(j *join, st reassembly.Status, x *dissect.Context) {
	if st&reassembly.TooBig != 0 && !j.closed {
		j.closed = true
		x.Report(dissect.LimitBuffer, h.m.off-headerLength, 4, "a message of "+strconv.FormatUint(uint64(j.length), 10)+" bytes on one channel")
	}
}

// finish hands on a message whose last chunk was added.
func (h *handler) finish(j *join, ch *mcs.Channel, x *dissect.Context) {
	m := &h.m
	j.open = false
	if j.closed {
		j.Reset()
		return
	}
	whole := uint64(j.Len()) == uint64(j.length)
	if whole {
		x.Held(MessageLength)
	} else if m.Flags&FlagFirst == 0 {
		x.Report(MessageLength, m.off-headerLength, 4, strconv.Itoa(j.Len())+" bytes of "+strconv.FormatUint(uint64(j.length), 10))
	}
	if whole || !x.Touched() && !h.conv.Lossy() {
		x.PassBytes(h.child(ch), j.Bytes(), j.Map(), ch.Name)
	}
	j.Reset()
}

// single takes a message of one chunk.
func (h *handler) single(j *join, ch *mcs.Channel, x *dissect.Context) {
	m := &h.m
	j.Reset()
	j.open, j.lost = false, false
	if m.Flags&FlagCompressed != 0 {
		return
	}
	if uint64(m.Length) == uint64(m.n) {
		x.Held(MessageLength)
	} else {
		x.Report(MessageLength, m.off-headerLength, 4, strconv.Itoa(m.n)+" bytes, length is "+strconv.FormatUint(uint64(m.Length), 10))
	}
	h.pass(ch, x)
}

// pass hands on the data of this chunk as a message.
func (h *handler) pass(ch *mcs.Channel, x *dissect.Context) {
	x.Pass(h.child(ch), h.m.off, h.m.n, ch.Name)
}

// data is the chunk's data.
func (h *handler) data(x *dissect.Context) []byte {
	return x.Bytes()[h.m.off : h.m.off+h.m.n]
}

// child is the protocol of a channel. Names of channels are told apart without
// case.
func (h *handler) child(ch *mcs.Channel) *dissect.Protocol {
	return Channel.In(h.conv, strings.ToLower(ch.Name))
}
