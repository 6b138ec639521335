package reassembly

const (
	defaultMaxJoined = 16 << 20
	// maxJoinedKept is the size up to which a Joiner keeps its buffer.
	maxJoinedKept = 1 << 20
)

// A Status says what became of a piece given to a Joiner. It is a set of bits;
// no bit set (OK) means that the piece was taken and the message is not known
// to be complete.
type Status uint8

// The bits of a Status.
const (
	// Complete: the announced total is reached. The message can be read.
	Complete Status = 1 << iota
	// Overrun: the pieces are longer than the announced total. It comes with
	// Complete; the message has the announced length, the bytes too many are
	// left out.
	Overrun
	// TooBig: the message is, or claims to be, larger than Max. It is dropped
	// with all its pieces.
	TooBig
	// NotStarted: a further piece without a first one. It is dropped.
	NotStarted
	// Interrupted: a first piece while a message was not complete. The unfinished
	// message is dropped and the new one begun; the other bits are about that.
	Interrupted
	// AfterLoss: a further piece of a message of which bytes were lost. It is
	// dropped.
	AfterLoss

	OK Status = 0
)

type joinState uint8

const (
	joinIdle joinState = iota
	joinActive
	joinComplete
	joinTooBig
	joinLost
)

// A Joiner joins a message that came in pieces: a first one, further ones, until
// the announced total is reached or the caller knows the last. The zero Joiner
// is ready for use. Its memory grows with the bytes received, never with the
// total announced.
//
// After Complete, or after the piece that the caller knows to be the last, the
// message is in Bytes and Map. Then Reset, or the next First, makes room for the
// next message.
type Joiner struct {
	// Max is the largest joined size in bytes; 0 means 16 MiB.
	Max int

	state   joinState
	total   int
	buf     []byte
	m       Map
	dropped uint64
}

func (j *Joiner) max() int {
	if j.Max > 0 {
		return j.Max
	}
	return defaultMaxJoined
}

// First begins a message with its first piece b. total is the announced size in
// bytes of the whole message, -1 when none is announced. The ranges from are
// where b came from; when they are exact and as long as b together, the message
// keeps exact runs, else b becomes one whole block.
func (j *Joiner) First(total int, b []byte, from []FrameRange) Status {
	var st Status
	if j.state == joinActive {
		st = Interrupted
		j.dropped += uint64(len(j.buf))
	}
	j.Reset()
	j.state = joinActive
	j.total = max(total, -1)
	return st | j.add(b, from)
}

// Next adds a further piece to the message begun.
func (j *Joiner) Next(b []byte, from []FrameRange) Status {
	switch j.state {
	case joinActive:
		return j.add(b, from)
	case joinTooBig:
		j.dropped += uint64(len(b))
		return TooBig
	case joinLost:
		j.dropped += uint64(len(b))
		return AfterLoss
	}
	j.dropped += uint64(len(b))
	return NotStarted
}

func (j *Joiner) add(b []byte, from []FrameRange) Status {
	limit := j.max()
	if j.total > limit || j.total < 0 && len(b) > limit-len(j.buf) {
		j.dropped += uint64(len(j.buf)) + uint64(len(b))
		j.release()
		j.state = joinTooBig
		return TooBig
	}
	var st Status
	off := uint64(len(j.buf))
	n := len(b)
	if j.total >= 0 {
		if left := j.total - len(j.buf); n > left {
			n = left
			st = Overrun
			j.dropped += uint64(len(b) - n)
		}
	}
	j.buf = append(j.buf, b[:n]...)
	if n > 0 {
		j.m.addPart(off, uint32(n), uint64(len(b)), from)
	}
	if len(j.buf) == j.total {
		j.state = joinComplete
		st |= Complete
	}
	return st
}

// addPart adds the first n of size bytes that came from the ranges r.
func (m *Map) addPart(off uint64, n uint32, size uint64, r []FrameRange) {
	if uint64(n) == size {
		m.AddRanges(off, n, r)
		return
	}
	var sum uint64
	for i := range r {
		if r[i].Whole {
			m.AddWhole(off, r)
			return
		}
		sum += uint64(r[i].Len)
	}
	if sum != size {
		m.AddWhole(off, r)
		return
	}
	for i := range r {
		k := min(n, r[i].Len)
		m.Add(off, r[i].Frame, r[i].At, k)
		off += uint64(k)
		n -= k
	}
}

// Bytes returns what was joined so far. It is valid until First or Reset.
func (j *Joiner) Bytes() []byte { return j.buf }

// Map returns the map of Bytes. It is valid until First or Reset.
func (j *Joiner) Map() *Map { return &j.m }

// Len returns the number of bytes joined so far.
func (j *Joiner) Len() int { return len(j.buf) }

// Total returns the announced size of the message, -1 for none.
func (j *Joiner) Total() int {
	if j.state == joinIdle {
		return -1
	}
	return j.total
}

// Active reports whether a message was begun and is not known to be complete.
func (j *Joiner) Active() bool { return j.state == joinActive }

// Dropped returns how many bytes of pieces were given to j and left out of any
// message, since the beginning.
func (j *Joiner) Dropped() uint64 { return j.dropped }

// Lost says that bytes of the conversation were lost that may have held pieces
// of the message: what there is of it is dropped, and so are further pieces,
// until the next First. A message that is complete is not touched, but further
// pieces are dropped likewise.
func (j *Joiner) Lost() {
	if j.state == joinActive {
		j.dropped += uint64(len(j.buf))
		j.release()
	}
	j.state = joinLost
}

// Reset forgets the message. A buffer that has grown large is released.
func (j *Joiner) Reset() {
	j.release()
	j.state = joinIdle
	j.total = -1
}

func (j *Joiner) release() {
	j.m.Reset()
	if j.buf = j.buf[:0]; cap(j.buf) > maxJoinedKept {
		j.buf = nil
	}
}
