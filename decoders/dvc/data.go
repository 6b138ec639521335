package dvc

import (
	"errors"
	"strconv"

	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxSingle is the most data in bytes that is sent without a first piece,
	// MS-RDPEDYC 2.2.3. A PDU at least as long may be one of several.
	maxSingle = 1590
	// maxInflated is the most plain data in bytes that one PDU may give. A
	// segment has at most 8,192 (MS-RDPEDYC 2.2.3.3), and only one is allowed;
	// more are read all the same.
	maxInflated = 64 << 10
)

// A piece is the data of one PDU.
type piece struct {
	b     []byte
	from  []reassembly.FrameRange
	whole bool // b was inflated from there
}

// data takes in a data PDU: it hands on a whole message, or keeps a piece.
func (h *handler) data(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, &h.state
	if v := s.Version(); v != 0 && m.compressed() {
		x.Require(v >= 3, CompressedVersion, 0, 1, "")
	}
	ch := s.Channel(m.ChannelID)
	if ch == nil {
		if !h.missed() {
			x.Report(DataCreated, 1, 1<<m.CbID, "channel "+strconv.FormatUint(uint64(m.ChannelID), 10)+" was not created")
		}
		return
	}
	x.Held(DataCreated)
	f := &ch.halves[dir]
	x.Require(ch.Status != Refused && !f.closed, DataOpen, 1, 1<<m.CbID, "")

	p := piece{b: m.data.of(x.Bytes())}
	if m.compressed() && !h.inflate(f, &p, x) {
		f.skip = m.first() || f.open || f.skip
		s.drop(f)
		return
	}
	switch {
	case m.first():
		x.Require(!f.open, MessageComplete, 0, len(x.Bytes()), "")
		s.drop(f)
		f.skip, f.adrift = false, false
		f.open, f.joining, f.total, f.got = true, ch.proto != nil, uint64(m.Length), 0
		h.add(ch, f, &p, x)
	case f.open:
		h.add(ch, f, &p, x)
	case f.skip, f.adrift && len(x.Bytes()) >= maxSingle:
		// A piece of a message that cannot be put together any more. One that
		// does not fill its PDU is the last.
		f.skip = len(x.Bytes()) >= maxSingle
		f.adrift = f.adrift && f.skip
	default:
		f.adrift = false
		h.single(ch, &p, x)
	}
}

// single hands on a message that came in one PDU.
func (h *handler) single(ch *Channel, p *piece, x *dissect.Context) {
	n := len(p.b)
	if n <= maxSingle {
		x.Held(DataSingle)
	} else {
		x.Report(DataSingle, h.m.data.off, h.m.data.n, strconv.Itoa(n)+" bytes")
	}
	switch {
	case ch.proto == nil || n == 0:
	case p.whole:
		x.HandOn(h.m.data.off, h.m.data.n)
		h.inflated.Reset()
		h.inflated.AddWhole(0, p.from)
		x.PassBytes(ch.proto, p.b, &h.inflated, ch.Name)
	default:
		x.Pass(ch.proto, h.m.data.off, h.m.data.n, ch.Name)
	}
}

// add takes in a piece of the message that is open, and hands the message on
// when it is complete.
func (h *handler) add(ch *Channel, f *half, p *piece, x *dissect.Context) {
	s := &h.state
	begin := f.got == 0
	f.got += uint64(len(p.b))
	if f.got > f.total {
		x.Report(MessageLength, h.m.data.off, h.m.data.n,
			strconv.FormatUint(f.got, 10)+" bytes came, "+strconv.FormatUint(f.total, 10)+" were announced")
		s.drop(f)
		return
	}
	if f.joining {
		h.keep(f, p, begin, x)
	}
	if f.got < f.total {
		return
	}
	x.Held(MessageLength)
	if f.joining && f.total > 0 {
		x.PassBytes(ch.proto, f.join.Bytes(), f.join.Map(), ch.Name)
	}
	s.drop(f)
}

// keep puts a piece into the joiner. When it does not fit, the message is given
// up; its pieces are still counted.
func (h *handler) keep(f *half, p *piece, begin bool, x *dissect.Context) {
	s := &h.state
	if !p.whole {
		p.from = x.Ranges(h.m.data.off, h.m.data.n)
	}
	fits := s.held+len(p.b) <= maxHeld
	if fits {
		before := f.join.Len()
		var st reassembly.Status
		if begin && f.join.Len() == 0 {
			st = f.join.First(int(min(f.total, 1<<31-1)), p.b, p.from)
		} else {
			st = f.join.Next(p.b, p.from)
		}
		s.held += f.join.Len() - before
		fits = st&reassembly.TooBig == 0
	}
	if fits {
		x.HandOn(h.m.data.off, h.m.data.n)
		return
	}
	s.held -= f.join.Len()
	f.join.Reset()
	f.joining = false
	x.Report(dissect.LimitBuffer, h.m.data.off, h.m.data.n, "a message of "+strconv.FormatUint(f.total, 10)+" bytes on a dynamic channel")
}

// inflate undoes the compression of p. Every channel has a history of its own
// in each direction, MS-RDPEDYC 3.1.5.1.3.
func (h *handler) inflate(f *half, p *piece, x *dissect.Context) bool {
	src := p.b
	if h.m.bare {
		h.bare = append(append(h.bare[:0], segmentedSingle), src...)
		src = h.bare
	}
	var err error
	if h.plain, err = f.zgfx.Decode(h.plain[:0], src); err != nil {
		var why *bulk.Error
		if !errors.As(err, &why) || why.Reason != bulk.HistoryLost {
			x.Report(CompressedData, h.m.data.off, h.m.data.n, err.Error())
		}
		return false
	}
	x.Held(CompressedData)
	p.b, p.whole = h.plain, true
	p.from = x.Ranges(h.m.data.off, h.m.data.n)
	for i := range p.from {
		p.from[i].Whole = true
	}
	return true
}
