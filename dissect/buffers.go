package dissect

import "math/bits"

const (
	minBuffer  = 10      // logarithm of the smallest buffer, 1 KiB
	maxBuffer  = 16      // of the largest that is kept, 64 KiB
	maxBuffers = 2 << 20 // bytes that a shard keeps in buffers nobody uses
)

// buffers keeps the storage of message parts, for whatever conversation needs
// some next. A stream holds part of a message only now and then, so a few
// buffers serve many conversations.
type buffers struct {
	free [maxBuffer + 1][][]byte // by the logarithm of their capacity
	kept int
}

// grow makes room for n bytes more behind b.
func (p *buffers) grow(b []byte, n int) []byte {
	need := len(b) + n
	if need <= cap(b) {
		return b
	}
	i := max(minBuffer, bits.Len(uint(need-1)))
	if i > maxBuffer {
		bigger := append(b, make([]byte, n)...)[:len(b)]
		p.put(b)
		return bigger
	}
	var bigger []byte
	if l := &p.free[i]; len(*l) > 0 {
		bigger = (*l)[len(*l)-1]
		*l = (*l)[:len(*l)-1]
		p.kept -= 1 << i
	} else {
		bigger = make([]byte, 0, 1<<i)
	}
	bigger = append(bigger, b...)
	p.put(b)
	return bigger
}

// put takes b back. It must not be used afterwards.
func (p *buffers) put(b []byte) {
	n := cap(b)
	if n < 1<<minBuffer || n > 1<<maxBuffer || n&(n-1) != 0 || p.kept+n > maxBuffers {
		return
	}
	i := bits.Len(uint(n)) - 1
	p.free[i] = append(p.free[i], b[:0])
	p.kept += n
}

// Room is working storage that all conversations of one worker share, made by
// fresh when it is asked for first. Nothing in it may be expected to last beyond
// the call of a handler. A key is best a pointer of the package that asks.
func (c *Conversation) Room(key any, fresh func() any) any {
	r, ok := c.sh.rooms[key]
	if !ok {
		r = fresh()
		c.sh.rooms[key] = r
	}
	return r
}

// Grow makes room for n bytes more behind b, which is nil or came from Grow. The
// storage is that of all conversations of one worker: once b holds nothing that
// is needed, Free gives it back, and b must not be used any more.
func (c *Conversation) Grow(b []byte, n int) []byte { return c.sh.buffers.grow(b, n) }

// Free gives storage of Grow back.
func (c *Conversation) Free(b []byte) { c.sh.buffers.put(b) }
