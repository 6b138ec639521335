package dissect

import "iter"

// NodeFlags qualify a Node.
type NodeFlags uint8

// The node flags.
const (
	Generated NodeFlags = 1 << iota // worked out by radissect, not read from these bytes
	Undecoded                       // bytes that the decoder names and leaves closed
	Short                           // the bytes ended before the field did
	HandedOn                        // shown in a message of its own, which these bytes carry
)

// A Node is one field of one message: 40 bytes in a slab, holding nothing that
// can be read back from the message's bytes.
type Node struct {
	Field      *Field
	Value      uint64 // numbers only; text and bytes are the range itself
	Off, Len   uint32 // range in the message, in bytes
	End        uint32 // index after the last descendant: the slab is in print order
	Bit, Width uint8  // for a part of a number: its lowest bit and its width in bits; Width 0 for the whole
	Flags      NodeFlags
}

// A Mark ties a rule that was broken to the node where it shows.
type Mark struct {
	Node uint32 // index in Nodes
	Rule *Rule
}

// A Tree is the annotated form of one message. It is a slab in pre-order:
// printing is one pass, and a reset keeps the storage.
type Tree struct {
	Kind  *Kind
	Bytes []byte // the message
	Nodes []Node
	Marks []Mark // in the order of Nodes as they were made
}

// Reset empties t and keeps its storage.
func (t *Tree) Reset() {
	t.Kind, t.Bytes = nil, nil
	t.Nodes, t.Marks = t.Nodes[:0], t.Marks[:0]
}

// All yields every node with its depth, parents before children.
func (t *Tree) All() iter.Seq2[int, *Node] {
	return func(yield func(int, *Node) bool) {
		var room [maxDepth + 1]uint32
		ends := room[:0]
		for i := range t.Nodes {
			for len(ends) > 0 && ends[len(ends)-1] <= uint32(i) {
				ends = ends[:len(ends)-1]
			}
			n := &t.Nodes[i]
			if !yield(len(ends), n) {
				return
			}
			if n.End > uint32(i)+1 {
				ends = append(ends, n.End)
			}
		}
	}
}

// Find returns the first node whose field has this name, or nil.
func (t *Tree) Find(name string) *Node {
	for i := range t.Nodes {
		if t.Nodes[i].Field.Name == name {
			return &t.Nodes[i]
		}
	}
	return nil
}

// Range is the bytes of n in the message; shorter than n.Len where the message was cut.
func (t *Tree) Range(n *Node) []byte {
	lo, hi := uint64(n.Off), uint64(n.Off)+uint64(n.Len)
	lo, hi = min(lo, uint64(len(t.Bytes))), min(hi, uint64(len(t.Bytes)))
	return t.Bytes[lo:hi]
}

// Uncovered appends the ranges of the message that no leaf covers, as pairs of
// offset and length, and returns dst. What it lists was skipped by the decoder.
func (t *Tree) Uncovered(dst [][2]int) [][2]int {
	at := 0
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.End > uint32(i)+1 || n.Field.Base == Group || n.Flags&Generated != 0 {
			continue
		}
		if int(n.Off) > at {
			dst = append(dst, [2]int{at, int(n.Off) - at})
		}
		at = max(at, int(n.Off)+int(n.Len))
	}
	if at < len(t.Bytes) {
		dst = append(dst, [2]int{at, len(t.Bytes) - at})
	}
	return dst
}
