package http

import (
	"crypto/sha256"
	"hash"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxPiece is the most of a body that is one message.
	maxPiece = 64 << 10
	// maxBody is the longest body that is put together.
	maxBody = 1 << 20
	// maxPieces is how many pieces it is put together from. Where each was
	// captured takes 32 bytes, so that chunks of one byte would take 32 MiB.
	maxPieces = 32 << 10
)

// A body is the body of a message while it comes in.
type body struct {
	open  bool // a message has begun and is not over
	p     *dissect.Protocol
	keep  bool // somebody wants it joined
	buf   []byte
	m     reassembly.Map // where buf was captured
	codes []coding
	size  uint64 // bytes that were there
	cut   bool   // buf is not all of it
	long  bool   // because it is too long
	lost  uint64 // bytes that the capture lost, since the last piece
	gaps  bool   // bytes of it were lost
	early bool   // it ended before its end
	hash  hash.Hash
	sum   [sha256.Size]byte
	named *dissect.Artifact // what it goes out as, nil where its target names it
	art   *dissect.Artifact
	room  *int // bytes that may still be held by all bodies of the connection; nil for any number
}

// begin starts the body of a message.
func (b *body) begin(x *dissect.Context, h *Head, p *dissect.Protocol) {
	buf, m, codes := b.buf[:0], b.m, b.codes[:0]
	m.Reset()
	*b = body{open: true, p: p, buf: buf, m: m, codes: appendCodings(codes, h)}
	b.keep = p != nil || x.WantsArtifacts() && coded(b.codes)
}

// add takes the bytes [off, off+n) of the message at hand.
func (b *body) add(x *dissect.Context, e *Exchange, off, n int) {
	data := x.Bytes()[off : off+n]
	b.size += uint64(n)
	if b.hash != nil {
		b.hash.Write(data)
	}
	if x.WantsArtifacts() && !coded(b.codes) && n > 0 {
		b.extract(x, e, data, x.Ranges(off, n))
	}
	if !b.keep || b.cut {
		return
	}
	if room := maxBody - len(b.buf); n > room {
		n, b.cut, b.long = room, true, true
	}
	if b.room != nil && n > *b.room {
		n, b.cut, b.long = *b.room, true, true
	}
	if b.m.Len() >= maxPieces {
		n, b.cut, b.long = 0, true, true
	}
	if n > 0 {
		b.m.AddRanges(uint64(len(b.buf)), uint32(n), x.Ranges(off, n))
		b.buf = append(x.Conversation().Grow(b.buf, n), data[:n]...)
		if b.room != nil {
			*b.room -= n
		}
	}
	if b.p != nil {
		x.HandOn(off, n)
	}
}

// extract sends bytes of the body out as an artifact, named by the path of its
// target.
func (b *body) extract(x *dissect.Context, e *Exchange, data []byte, from []reassembly.FrameRange) {
	if b.art == nil {
		b.art = b.named
	}
	if b.art == nil {
		path := string(pathOf(e.Request.Target()))
		b.art = x.Artifact(expected(x.Conversation(), path), path)
	}
	x.Extract(b.art, data, from, b.lost)
	b.lost = 0
}

// gap says that n bytes of the body are lost.
func (b *body) gap(n uint64) {
	b.cut, b.gaps = true, true
	b.lost += n
}

// stop says that the body has ended before its end.
func (b *body) stop() { b.cut, b.early = true, true }

// end hands on the body of a message that is over, or of which no more comes.
func (h *handler) end(hf *half, dir dissect.Dir, x *dissect.Context, last bool) {
	b := &hf.body
	if !b.open {
		return
	}
	b.open = false
	data, m := b.buf, &b.m
	undone := false
	if b.long && b.p != nil && b.hash == nil {
		x.Report(BodyLimit, 0, len(x.Bytes()), "")
	}
	if b.keep && coded(b.codes) && len(data) > 0 {
		undone = true
		if data = h.decodeContent(b, x); data == nil {
			b.p = nil
		} else {
			m = new(reassembly.Map)
			m.AddWhole(0, b.m.Resolve(0, uint32(len(b.buf)), nil))
			if x.WantsArtifacts() {
				b.extract(x, hf.ex, data, b.m.Resolve(0, uint32(len(b.buf)), nil))
			}
		}
	}
	if b.p != nil && len(data) > 0 {
		c := Content{Exchange: hf.ex, Part: PartBody, Reply: hf.reply, Cut: b.cut, Coded: undone, Size: b.size}
		if b.hash != nil && !b.gaps && !b.early {
			b.hash.Sum(b.sum[:0])
			c.Sum = &b.sum
		}
		was := h.hand(c)
		if last {
			// A conversation that ends has no direction, but a stream has.
			s := x.NewStream(b.p)
			s.Data(x, dir, data, m.Resolve(0, uint32(len(data)), nil), undone)
		} else {
			x.PassBytes(b.p, data, m, "")
		}
		h.handing = was
	}
	if b.art != nil {
		x.ExtractEnd(b.art, b.gaps || b.early || undone && b.cut)
		b.art = nil
	}
	if b.room != nil {
		*b.room += len(b.buf)
	}
	if len(data) > 0 && &data[0] != &b.buf[0] {
		h.conv.Free(data)
	}
	h.conv.Free(b.buf)
	b.buf = nil
	h.room.over(b.hash)
	b.hash = nil
	h.room.release(hf.ex)
	hf.ex = nil
}

// decodeContent undoes the codings of a body; nil where one is not known. It
// judges them only where a decoder reads the content: what is found must not
// depend on whether somebody wants the file.
func (h *handler) decodeContent(b *body, x *dissect.Context) []byte {
	data := b.buf
	for i := len(b.codes) - 1; i >= 0; i-- {
		out, how := h.room.inflate(h.conv, b.codes[i], data, b.cut)
		if b.codes[i] != codingIdentity && len(data) > 0 && &data[0] != &b.buf[0] {
			h.conv.Free(data)
		}
		switch how {
		case outcomeClosed:
			return nil
		case outcomeBad:
			b.cut = true
			if b.p != nil {
				x.Report(ContentCoding, 0, len(x.Bytes()), "")
			}
		case outcomeLimit:
			b.cut = true
			if b.p != nil {
				x.Report(InflateLimit, 0, len(x.Bytes()), "")
			}
		case outcomeWhole:
			if b.p != nil && b.codes[i] != codingIdentity {
				x.Held(ContentCoding)
			}
		}
		data = out
	}
	return data
}

// hand makes c what Of tells, until the caller puts back what it told before.
func (h *handler) hand(c Content) (was Content) {
	was = h.handing
	h.handing = c
	h.handing.Media = c.Head().media(h.room)
	h.handing.Clear = !h.protected()
	h.handing.Proxy = h.depth > 0 || isAbsolute(h.handing.Request.Target())
	return was
}
