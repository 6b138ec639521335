package http

import (
	"github.com/radissect/radissect/dissect"
)

// maxChunkLine is the longest line with the size of a chunk. Extensions are
// hardly ever used.
const maxChunkLine = 8 << 10

// A chunk is one chunk of the chunked transfer coding, RFC 9112 7.1, or a piece
// of one.
type chunk struct {
	off  int    // of the data in the message
	n    int    // bytes of data in the message
	left uint64 // bytes of data that come in later messages
	last bool   // the chunk of size 0, with the trailer section
	bad  bool   // there is no size: what follows cannot be framed
}

// chunkSize reads the size at the start of a line: how many digits it has, and
// whether what follows them may follow.
func chunkSize(b []byte) (size uint64, digits int, ok bool) {
	for digits < len(b) {
		d, hex := hexDigit(b[digits])
		if !hex {
			break
		}
		if size >= 1<<58 {
			return 0, 0, false
		}
		size = size<<4 | uint64(d)
		digits++
	}
	return size, digits, digits > 0 && (digits == len(b) || b[digits] == ';' || isSpace(b[digits]))
}

// frameChunk tells the length of the message that begins with a chunk-size: the
// chunk, or the first piece of it; the last chunk with its trailer section. It
// also tells how many bytes of data are left for later messages.
func frameChunk(b []byte, s *search) (length int, left uint64) {
	n, end := line(b[:min(len(b), maxChunkLine)])
	if end == n {
		if len(b) >= maxChunkLine {
			return maxChunkLine, 0
		}
		return 0, 0
	}
	size, _, ok := chunkSize(b[:n])
	switch {
	case !ok:
		return end, 0
	case size == 0:
		if s.from == 0 {
			s.from, s.seen = end, end
		}
		if n = s.section(b); n == 0 && len(b) < maxHead {
			return 0, 0
		} else if n == 0 || n > maxHead {
			return maxHead, 0
		}
		return n, 0
	case size > maxPiece:
		return end + maxPiece, size - maxPiece
	}
	return frameEnd(b, end+int(size)), 0
}

// frameEnd adds the CR LF behind the data of a chunk, which ends at offset n of
// b, to its length, as far as it is there.
func frameEnd(b []byte, n int) int {
	if len(b) < n+2 {
		return n + 2
	}
	return n + max(0, emptyLine(b[n:]))
}

// decodeChunk reads a chunk, or its first piece.
func (h *handler) decodeChunk(c *dissect.Cursor) {
	h.chunk = chunk{}
	b := c.Peek()
	n, end := line(b)
	size, digits, ok := chunkSize(b[:n])
	if !ok {
		c.Is(kindChunk)
		h.chunk.bad = true
		c.Bytes(fChunkSize, n)
		c.Require(false, ChunkSize)
		h.head.reset(b, true)
		h.head.lineEnd(c, end-n)
		h.rest(c)
		return
	}
	h.head.reset(b, true)
	c.Is(kindChunk)
	if size == 0 {
		c.Is(kindLastChunk)
	}
	c.Bytes(fChunkSize, digits)
	at := digits + spaces(b[digits:n])
	c.Require(digits == n || at < n && b[at] == ';', ChunkSize)
	if digits < n {
		c.Bytes(fChunkExt, n-digits)
	}
	h.head.lineEnd(c, end-n)
	if size > 0 {
		h.chunkData(c, size)
		return
	}
	h.chunk.last = true
	c.Enter(fTrailer)
	h.head.fieldLines(c)
	for i := range h.head.fields {
		name := h.head.fields[i].name
		if forbidden(name.of(b)) {
			c.Report(TrailerField, int(name.off), int(name.n), "")
		} else {
			c.Held(TrailerField)
		}
	}
	c.Leave()
	h.rest(c)
}

// chunkData reads data of a chunk of which so many bytes are still to come, and
// the CR LF behind the last of it.
func (h *handler) chunkData(c *dissect.Cursor, size uint64) {
	k := &h.chunk
	k.off = c.Offset()
	k.n = int(min(size, uint64(c.Left())))
	k.left = size - uint64(k.n)
	whole := k.left == 0 && c.Left() >= k.n
	c.Bytes(fChunkData, k.n)
	if !whole {
		return
	}
	n := emptyLine(c.Peek())
	if n > 0 {
		c.Bytes(fCRLF, n)
	}
	c.Require(n == 2, ChunkEnd)
	h.rest(c)
}

// rest reads what Frame would not have put into the message.
func (h *handler) rest(c *dissect.Cursor) {
	if n := c.Left(); n > 0 {
		c.Closed(fUnframed, n)
	}
}

// forbidden reports whether a field must not be in a trailer section, as it is
// about framing, routing, authentication or the form of the content (RFC 9110
// 6.5.1).
func forbidden(name []byte) bool {
	for _, s := range [...]string{
		"transfer-encoding", "content-length", "host", "authorization", "proxy-authorization",
		"content-encoding", "content-type", "content-range", "trailer", "te", "www-authenticate", "set-cookie",
	} {
		if fold(name, s) {
			return true
		}
	}
	return false
}
