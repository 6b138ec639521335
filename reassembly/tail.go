package reassembly

// minTail is the first size of a tail; it doubles as the stream grows.
const minTail = 256

// A tail holds the last bytes delivered of a stream, to compare
// retransmissions with. It is a ring addressed by stream offset.
type tail struct {
	buf  []byte // its length is a power of two, or 0
	from uint64 // the stream is known without holes from here on
}

// add appends b, which lies at stream offset off. The ring never grows beyond
// limit, a power of two, or 0 for no tail at all.
func (t *tail) add(off uint64, b []byte, limit int, pool *Pool) {
	end := off + uint64(len(b))
	if len(t.buf) < limit && end-t.from > uint64(len(t.buf)) {
		t.grow(off, end, limit, pool)
	}
	size := len(t.buf)
	if size == 0 {
		return
	}
	if len(b) > size {
		off += uint64(len(b) - size)
		b = b[len(b)-size:]
	}
	n := copy(t.buf[off&uint64(size-1):], b)
	copy(t.buf, b[n:])
}

// grow makes room for the bytes up to end and moves what there is before off.
func (t *tail) grow(off, end uint64, limit int, pool *Pool) {
	size := minTail
	for size < limit && uint64(size) < end-t.from {
		size *= 2
	}
	size = min(size, limit)
	if size <= len(t.buf) {
		return
	}
	buf := pool.bytes(size)
	for o := t.low(off); o < off; {
		// The smaller ring wraps around inside of the larger one, never the other way.
		from := t.buf[o&uint64(len(t.buf)-1):]
		o += uint64(copy(buf[o&uint64(size-1):], from[:min(uint64(len(from)), off-o)]))
	}
	pool.putBytes(t.buf)
	t.buf = buf
}

// low is the offset of the first byte kept when the stream has come to next.
func (t *tail) low(next uint64) uint64 {
	if size := uint64(len(t.buf)); next > t.from+size {
		return next - size
	}
	return t.from
}

// compare holds b, which lies at off and ends at or before next, against the
// bytes delivered before, as far as they are kept.
func (t *tail) compare(off uint64, b []byte, next uint64, o *overlap) {
	if len(t.buf) == 0 {
		return
	}
	if low := t.low(next); off < low {
		if low-off >= uint64(len(b)) {
			return
		}
		b = b[low-off:]
		off = low
	}
	i := int(off & uint64(len(t.buf)-1))
	n := min(len(b), len(t.buf)-i)
	o.compare(off, b[:n], t.buf[i:i+n], 0)
	if n < len(b) {
		o.compare(off+uint64(n), b[n:], t.buf[:len(b)-n], 0)
	}
}
