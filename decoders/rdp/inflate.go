package rdp

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxInflated is the most plain data in bytes that the compressed parts of one
	// message may give together. A server's PDU has one to a few, each of at most
	// 64 KiB; a hostile one could have thousands.
	maxInflated = 4 << 20
	// maxHeld is how many inflated bytes a connection may hold in messages that
	// are not complete: a few bytes of capture can give 64 KiB each.
	maxHeld = 2 << 20
)

// historyFlags are the compression flags that change the history.
const historyFlags = bulk.PacketCompressed | bulk.PacketAtFront | bulk.PacketFlushed

// A Compressed counts what bulk compression did to what one side sent: share
// data, fast-path updates and static channels together.
type Compressed struct {
	Types  uint16 // the types seen, bit n for compression type n
	Parts  uint64 // compressed parts
	Wire   uint64 // their length in bytes as sent
	Plain  uint64 // and inflated
	Closed uint64 // parts that could not be inflated
}

// AppendText says in a few words what was compressed: "RDP 5.0: 34 parts, 37146
// bytes for 76043", and nothing where nothing was.
func (c *Compressed) AppendText(dst []byte) []byte {
	if c.Parts == 0 {
		return dst
	}
	for typ, name := range compressionTitles {
		if c.Types>>typ&1 != 0 {
			dst = append(append(dst, name...), ", "...)
		}
	}
	dst = append(bytes.TrimSuffix(dst, []byte(", ")), ": "...)
	dst = append(appendUint(dst, c.Parts), " parts, "...)
	dst = append(appendUint(dst, c.Wire), " bytes for "...)
	dst = appendUint(dst, c.Plain)
	if c.Closed > 0 {
		dst = append(appendUint(append(dst, ", "...), c.Closed), " closed"...)
	}
	return dst
}

// compressionTitles are the names that MS-RDPBCGR 3.1.8 and MS-RDPEGDI 3.1.8 have
// for the compression types.
var compressionTitles = [16]string{"RDP 4.0", "RDP 5.0", "RDP 6.0", "RDP 6.1",
	"type 4", "type 5", "type 6", "type 7", "type 8", "type 9", "type 10", "type 11", "type 12", "type 13", "type 14", "type 15"}

// Inflate undoes the bulk compression (MS-RDPBCGR 3.1.8) of the bytes [off,
// off+n) of the message of x; flags are the compression flags that came with
// them, in the positions of 3.1.8.2.1. It is to be called in the order of the
// stream for every part whose flags are not only a type, compressed or not, for
// the flags change the history.
//
// The result is valid until the next call. ok is false for what is not
// compressed, or cannot be inflated; then the fault is reported, unless lost
// bytes explain it.
//
// One history serves all that one side sends, as 3.1.8.1 has one shared state of
// both sides; FreeRDP's client has one for slow and fast path (core/rdp.c and
// core/fastpath.c). That static channels share it is inferred.
func (s *State) Inflate(dir dissect.Dir, flags uint8, x *dissect.Context, off, n int) (plain []byte, ok bool) {
	if flags&historyFlags == 0 {
		return nil, false
	}
	d := s.history[dir]
	if d == nil {
		d = new(bulk.Decompressor)
		if s.missed() && !s.HasInfo { // nobody compresses before the Client Info
			d.Lose()
		}
		s.history[dir] = d
	}
	r := &s.room
	if flags&bulk.PacketCompressed == 0 {
		_, _ = d.Decode(r.inflated[:0], flags, nil) // only the history moves
		return nil, false
	}
	u := &s.Compressed[dir]
	u.Types |= 1 << (flags & bulk.CompressionTypeMask)
	u.Parts++
	u.Wire += uint64(n)
	var err error
	if r.inflated, err = d.Decode(r.inflated[:0], flags, x.Bytes()[off:off+n]); err != nil {
		u.Closed++
		s.inflateFault(err, x, off, n)
		return nil, false
	}
	u.Plain += uint64(len(r.inflated))
	x.Held(HistorySize)
	x.Held(MatchLength)
	x.Held(CompressedData)
	return r.inflated, true
}

// inflateFault reports why a part could not be inflated.
func (s *State) inflateFault(err error, x *dissect.Context, off, n int) {
	var why *bulk.Error
	if !errors.As(err, &why) {
		return
	}
	rule := CompressedData
	switch why.Reason {
	case bulk.HistoryLost:
		return
	case bulk.HistoryOverrun, bulk.TooLong:
		rule = HistorySize
	case bulk.BadMatch:
		rule = MatchLength
	}
	x.Report(rule, off, n, strings.TrimPrefix(why.Error(), "bulk: "))
}

// loseHistory says that compressed data of a direction may be missing.
func (s *State) loseHistory(dir dissect.Dir) {
	if s.history[dir] == nil {
		s.history[dir] = new(bulk.Decompressor)
	}
	s.history[dir].Lose()
}

// handInflated hands what Inflate gave for [off, off+n) to p.
func (s *State) handInflated(x *dissect.Context, p *dissect.Protocol, plain []byte, off, n int, code uint8) {
	x.HandOn(off, n)
	s.room.whole.Reset()
	s.room.whole.AddWhole(0, x.Ranges(off, n))
	s.handOn(x, p, plain, &s.room.whole, inner{form: innerInflated, code: code})
}

// Hold asks whether n more inflated bytes may be kept for a message that is not
// complete, and counts them. Release gives them back.
func (s *State) Hold(n int) bool {
	if n > maxHeld-s.room.held {
		return false
	}
	s.room.held += n
	return true
}

// Release counts n bytes less that Hold has counted.
func (s *State) Release(n int) { s.room.held -= n }

// A part is what a message holds compressed, or as a fragment.
type part struct {
	off, n   int
	flags    uint8 // compression flags, 0 for none
	code     uint8 // type of the data PDU, or code of the fast-path update
	fragment uint8 // fast-path: place in a row of fragments
	cut      bool  // bytes of it are missing from the message
}

// A budget bounds what the parts of one message give.
type budget int

// spend counts n bytes and reports whether that was still allowed; where it was
// not, it says so, once.
func (b *budget) spend(n int, x *dissect.Context, p *part) bool {
	before := *b
	*b += budget(n)
	if b.spent() && before <= maxInflated {
		x.Report(dissect.LimitBuffer, p.off, p.n, "compressed parts of one message give more than "+strconv.Itoa(maxInflated)+" bytes")
	}
	return !b.spent()
}

// spent reports whether nothing more is to be inflated.
func (b *budget) spent() bool { return *b > maxInflated }
