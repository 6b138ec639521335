package dissect

import "sync"

// A round is a run of consecutive packets, the unit in which work is handed to
// the shards. All shards get their part of every round, and rounds leave in order.
type round struct {
	batch   Batch
	file    string
	capture *CaptureInfo // set on the first round of a capture
	last    bool         // of a capture: everything is flushed after it
	info    CaptureInfo  // of the capture, where the sink is a Taker
	secrets any          // view of the keyring
	base    uint64       // packets of the run before this round
	now     int64        // latest capture time seen up to its first packet
	number  uint64       // of the round in the run, from 1
	relief  relief       // what is to be given up before it is read
	parts   [][]uint32   // packets by shard, as indexes into batch.Packets
	clock   []int64      // by packet: latest capture time seen up to it
	msgs    []uint32     // messages by packet
	outs    []output     // by shard
	wg      sync.WaitGroup
	events  []*Event // merged
}

// output is what one shard makes of one round.
type output struct {
	use     *use          // what the shard holds at its end
	frags   []fragmentsOf // datagrams under way at its end
	live    int           // conversations that the shard holds at its end
	evicted int64         // bytes of conversations that were given up
	gaveUp  givenUp       // without a finding of their own
	events  []Event
	text    []byte   // information texts and copies of messages
	frames  []uint64 // frame numbers of messages
	nodes   []Node   // of all trees
	msgs    slab[Message]
	trees   slab[Tree]
}

func (o *output) reset() {
	clear(o.events)
	o.evicted = 0
	o.events, o.text, o.frames = o.events[:0], o.text[:0], o.frames[:0]
	if cap(o.text) > 4<<20 {
		o.text = nil
	}
	if o.nodes = o.nodes[:0]; cap(o.nodes) > maxNodes {
		o.nodes = nil
	}
	o.msgs.reset()
	o.trees.reset()
}

func (o *output) message() *Message { return o.msgs.next() }

// tree keeps what was recorded. All nodes of a round lie in one piece, which is
// used again: trees of their own storage would each grow to the size of the
// largest message that they ever held.
func (o *output) tree(t *Tree) *Tree {
	kept := o.trees.next()
	start := len(o.nodes)
	o.nodes = append(o.nodes, t.Nodes...)
	*kept = Tree{Kind: t.Kind, Bytes: t.Bytes, Nodes: o.nodes[start:len(o.nodes):len(o.nodes)], Marks: append(kept.Marks[:0], t.Marks...)}
	return kept
}

// slab hands out values of one type that stay where they are until reset.
type slab[T any] struct {
	chunks [][]T
	n      int
}

const slabChunk = 256

func (s *slab[T]) next() *T {
	i, j := s.n/slabChunk, s.n%slabChunk
	if i == len(s.chunks) {
		s.chunks = append(s.chunks, make([]T, slabChunk))
	}
	s.n++
	return &s.chunks[i][j]
}

// reset takes everything back; the values keep their storage, up to some.
func (s *slab[T]) reset() {
	s.n = 0
	if len(s.chunks) > 64 {
		s.chunks = s.chunks[:64]
	}
}
