package reassembly

const (
	defaultMaxFragmentBytes = 4 << 20
	defaultMaxDatagrams     = 1024
	// maxDatagram is the largest payload of a datagram: both lengths in the
	// headers (RFC 791 3.1, RFC 8200 3) have 16 bits. That of IPv4 counts its header,
	// which the observer of fragments does not know, so this is a little generous.
	maxDatagram = 65535
	// recentDatagrams and recentTime say for how many datagrams, and how many
	// nanoseconds, a late copy of a fragment is known as such. It is our choice.
	recentDatagrams = 32
	recentTime      = 2e9
)

// A FragmentKey tells the fragments of one datagram from others: RFC 791 3.2
// has the four fields, RFC 8200 4.5 all but the protocol, which is the next
// header field of the fragment header.
type FragmentKey struct {
	Src, Dst [16]byte
	Protocol uint8
	ID       uint32 // 16 bits in IPv4
}

// A Fragment is a captured fragment of an IP datagram.
type Fragment struct {
	Key     FragmentKey
	Off     uint32 // offset in bytes of the payload in that of the datagram
	More    bool   // more fragments follow
	Payload []byte
	Missing uint32 // bytes of the payload behind Payload that the capture cut off
	Frame   uint64 // number of the frame
	At      uint32 // offset of Payload in the frame, in bytes
	Time    int64  // nanoseconds
}

// A Datagram is the payload of an IP datagram. It belongs to the Defragmenter
// and is valid until its next Add.
type Datagram struct {
	Key  FragmentKey
	Data []byte // up to the first byte that the capture cut off
	Map  Map    // of Data
	// Cut says that bytes were cut off by the capture, Missing how many bytes of
	// the datagram follow Data.
	Cut       bool
	Missing   uint32
	Fragments int   // fragments added, duplicates included
	Time      int64 // of the first fragment captured, in nanoseconds
}

// A FragmentEventKind says what a FragmentEvent tells of.
type FragmentEventKind uint8

// The kinds of fragment events.
const (
	// FragmentDuplicate: all bytes of the fragment are known and equal.
	FragmentDuplicate FragmentEventKind = iota + 1
	// FragmentOverlap: some bytes are known, and equal.
	FragmentOverlap
	// FragmentOverlapDiffers: some bytes are known, and were others. Other is
	// the frame of the first ones, which are kept.
	FragmentOverlapDiffers
	// FragmentTeardrop: a last fragment ends before bytes already seen. Its end
	// is not believed.
	FragmentTeardrop
	// FragmentEndMoved: a last fragment ends elsewhere than the one before. The
	// first end is kept.
	FragmentEndMoved
	// FragmentBeyondEnd: bytes behind the end of the datagram. They are dropped.
	FragmentBeyondEnd
	// FragmentTooLong: the fragment ends beyond 65535 bytes. It is dropped.
	FragmentTooLong
	// FragmentEmpty: a fragment without bytes. It is dropped.
	FragmentEmpty
	// FragmentUnaligned: more fragments follow, but the length is no multiple of
	// 8 bytes (RFC 791 3.2, RFC 8200 4.5). It is kept.
	FragmentUnaligned
	// FragmentLate: a fragment of a datagram that was complete a moment ago. It
	// is dropped.
	FragmentLate
	// FragmentEvicted: a datagram, the oldest one, was given up to stay within
	// the budget. Key is its key, Frame the frame that took its place, Len the
	// bytes it had.
	FragmentEvicted
)

// A FragmentEvent is something about fragments that may be worth a finding.
type FragmentEvent struct {
	Kind  FragmentEventKind
	Key   FragmentKey
	Frame uint64 // of the fragment that caused it
	Other uint64 // another frame concerned, 0 for none
	Off   uint32 // offset in the datagram
	Len   uint32 // bytes
}

// A Defragmenter puts datagrams together from their fragments. The zero
// Defragmenter is ready for use.
//
// The first bytes received win. RFC 5722 wants IPv6 datagrams with overlapping
// fragments discarded, and hosts differ for IPv4; a passive observer cannot know
// what the receiver did, so overlaps are events, and the first bytes are kept in
// both. A fragment that is the whole datagram (offset 0, no more fragments; RFC 6946)
// is complete at once, whatever else has come under its key.
type Defragmenter struct {
	// MaxBytes bounds the bytes held; every fragment counts 128 bytes more.
	// 0 means 4 MiB, less that the caller bounds them (Each, Drop).
	MaxBytes int
	// MaxDatagrams bounds the datagrams under way. 0 means 1024, less that the
	// caller does.
	MaxDatagrams int
	// Mark is kept with every datagram that begins, for Each and Drop. It must
	// never go down.
	Mark uint64

	pending map[FragmentKey]*pending
	oldest  *pending
	newest  *pending
	held    int
	out     Datagram
	events  []FragmentEvent
	recent  [recentDatagrams]recent
	turn    int
}

// A pending datagram is one under way.
type pending struct {
	key        FragmentKey
	prev, next *pending // older, newer
	parts      pieces
	cost       int
	got        uint32 // bytes received, those cut off included
	end        uint32 // length of the datagram
	ended      bool   // end is valid
	fragments  int
	time       int64
	mark       uint64
}

type recent struct {
	key  FragmentKey
	time int64
	used bool
}

// Add takes a fragment. It returns the datagram when that is complete, and the
// events it caused, both valid until the next Add.
func (d *Defragmenter) Add(f *Fragment) (*Datagram, []FragmentEvent) {
	d.events = d.events[:0]
	size := uint64(len(f.Payload)) + uint64(f.Missing)
	if uint64(f.Off)+size > maxDatagram {
		d.event(FragmentTooLong, f, 0, f.Off, uint32(min(size, 1<<32-1)))
		return nil, d.events
	}
	if size == 0 {
		d.event(FragmentEmpty, f, 0, f.Off, 0)
		return nil, d.events
	}
	n := uint32(size)
	if f.Off == 0 && !f.More {
		return d.atomic(f), d.events
	}
	if f.More && n%8 != 0 {
		d.event(FragmentUnaligned, f, 0, f.Off, n)
	}
	p := d.pending[f.Key]
	if p == nil {
		if d.late(f) {
			d.event(FragmentLate, f, 0, f.Off, n)
			return nil, d.events
		}
		p = d.open(f)
	}
	p.fragments++
	if !d.place(p, f, n) {
		return nil, d.events
	}
	if p.ended && p.got == p.end {
		d.finish(p, f.Time)
		return &d.out, d.events
	}
	d.limit(f)
	return nil, d.events
}

// place puts a fragment of n bytes into p, and reports whether any of it is
// within the datagram.
func (d *Defragmenter) place(p *pending, f *Fragment, n uint32) bool {
	end := f.Off + n
	if !f.More {
		seen := uint32(0)
		if k := len(p.parts); k > 0 {
			seen = uint32(p.parts[k-1].end())
		}
		switch {
		case p.ended && end != p.end:
			d.event(FragmentEndMoved, f, 0, end, 0)
		case p.ended:
		case end < seen:
			d.event(FragmentTeardrop, f, p.parts[len(p.parts)-1].frame, f.Off, n)
		default:
			p.end, p.ended = end, true
		}
	}
	data, missing := f.Payload, f.Missing
	if p.ended && end > p.end {
		from := max(f.Off, p.end)
		d.event(FragmentBeyondEnd, f, 0, from, end-from)
		if f.Off >= p.end {
			return false
		}
		n = p.end - f.Off
		data = data[:min(uint32(len(data)), n)]
		missing = n - uint32(len(data))
	}
	var o overlap
	r := piece{off: uint64(f.Off), frame: f.Frame, data: data, n: uint32(len(data)), at: f.At}
	if r.n > 0 {
		o = p.parts.insert(r, true)
	}
	if missing > 0 {
		q := p.parts.insert(piece{off: r.end(), frame: f.Frame, n: missing, at: f.At + r.n}, false)
		o.known += q.known
		o.cost += q.cost
		o.fresh += q.fresh
	}
	p.cost += o.cost
	d.held += o.cost
	p.got += uint32(o.fresh)
	switch {
	case o.n > 0:
		d.event(FragmentOverlapDiffers, f, o.other, uint32(o.off), o.n)
	case o.known == n:
		d.event(FragmentDuplicate, f, 0, f.Off, n)
	case o.known > 0:
		d.event(FragmentOverlap, f, 0, f.Off, o.known)
	}
	return true
}

// finish makes the datagram of p.
func (d *Defragmenter) finish(p *pending, now int64) {
	d.start(p.key, p.time, p.fragments)
	for i := range p.parts {
		r := &p.parts[i]
		if r.data == nil {
			d.out.Cut = true
			break
		}
		d.out.Data = append(d.out.Data, r.data...)
		d.out.Map.Add(r.off, r.frame, r.at, r.n)
	}
	d.out.Missing = p.end - uint32(len(d.out.Data))
	d.remove(p)
	d.recent[d.turn] = recent{key: p.key, time: now, used: true}
	d.turn = (d.turn + 1) % recentDatagrams
}

// atomic makes a datagram of one fragment.
func (d *Defragmenter) atomic(f *Fragment) *Datagram {
	d.start(f.Key, f.Time, 1)
	d.out.Data = append(d.out.Data, f.Payload...)
	d.out.Map.Add(0, f.Frame, f.At, uint32(len(f.Payload)))
	d.out.Cut = f.Missing > 0
	d.out.Missing = f.Missing
	return &d.out
}

func (d *Defragmenter) start(key FragmentKey, time int64, n int) {
	d.out.Map.Reset()
	d.out = Datagram{Key: key, Data: d.out.Data[:0], Map: d.out.Map, Fragments: n, Time: time}
}

// late reports whether f repeats a part of a datagram completed a moment ago.
func (d *Defragmenter) late(f *Fragment) bool {
	for i := range d.recent {
		if r := &d.recent[i]; r.used && r.key == f.Key && f.Time-r.time < recentTime {
			return true
		}
	}
	return false
}

func (d *Defragmenter) open(f *Fragment) *pending {
	most := d.MaxDatagrams
	if most == 0 {
		most = defaultMaxDatagrams
	}
	for most > 0 && len(d.pending) >= most {
		d.evict(f)
	}
	if d.pending == nil {
		d.pending = make(map[FragmentKey]*pending)
	}
	p := &pending{key: f.Key, prev: d.newest, time: f.Time, mark: d.Mark}
	if d.newest != nil {
		d.newest.next = p
	} else {
		d.oldest = p
	}
	d.newest = p
	d.pending[f.Key] = p
	return p
}

func (d *Defragmenter) remove(p *pending) {
	if p.prev != nil {
		p.prev.next = p.next
	} else {
		d.oldest = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	} else {
		d.newest = p.prev
	}
	d.held -= p.cost
	delete(d.pending, p.key)
}

func (d *Defragmenter) limit(f *Fragment) {
	most := d.MaxBytes
	if most == 0 {
		most = defaultMaxFragmentBytes
	}
	for most > 0 && d.held > most && d.oldest != nil {
		d.evict(f)
	}
}

// evict gives up the oldest datagram.
func (d *Defragmenter) evict(f *Fragment) {
	p := d.oldest
	d.events = append(d.events, FragmentEvent{Kind: FragmentEvicted, Key: p.key, Frame: f.Frame, Len: p.got})
	d.remove(p)
}

func (d *Defragmenter) event(kind FragmentEventKind, f *Fragment, other uint64, off, n uint32) {
	d.events = append(d.events, FragmentEvent{Kind: kind, Key: f.Key, Frame: f.Frame, Other: other, Off: off, Len: n})
}

// Expire gives up the datagrams whose first fragment was captured before the
// time given, in nanoseconds, oldest first, and calls fn, if not nil, with the
// key and the bytes received of each. RFC 791 3.2 lets a host wait 15 seconds, RFC
// 8200 4.5 60 seconds.
func (d *Defragmenter) Expire(before int64, fn func(key FragmentKey, n int)) {
	for p := d.oldest; p != nil && p.time < before; p = d.oldest {
		if fn != nil {
			fn(p.key, int(p.got))
		}
		d.remove(p)
	}
}

// Each calls fn with the mark of every datagram under way and what it takes, as it
// counts for MaxBytes, oldest first.
func (d *Defragmenter) Each(fn func(mark uint64, bytes int)) {
	for p := d.oldest; p != nil; p = p.next {
		fn(p.mark, p.cost)
	}
}

// Drop gives up the datagrams that began with a mark of last or less, oldest first,
// and calls fn, if not nil, with the key and the bytes received of each.
func (d *Defragmenter) Drop(last uint64, fn func(key FragmentKey, n int)) {
	for p := d.oldest; p != nil && p.mark <= last; p = d.oldest {
		if fn != nil {
			fn(p.key, int(p.got))
		}
		d.remove(p)
	}
}

// Pending returns the number of datagrams under way.
func (d *Defragmenter) Pending() int { return len(d.pending) }

// Held returns the memory used by fragments, as it counts for MaxBytes.
func (d *Defragmenter) Held() int { return d.held }
