package reassembly_test

import (
	"fmt"

	"github.com/radissect/radissect/reassembly"
)

// printer prints what becomes of a connection.
type printer struct{ c *reassembly.Conn }

func (p *printer) Data(dir reassembly.Dir, off uint64, b []byte) {
	fmt.Printf("%d: %q at %d, from %v\n", dir, b, off, p.c.Map(dir).Resolve(off, uint32(len(b)), nil))
}
func (p *printer) Gap(dir reassembly.Dir, off, n uint64, cut bool) {
	fmt.Printf("%d: %d bytes missing at %d\n", dir, n, off)
}
func (p *printer) Event(dir reassembly.Dir, ev reassembly.Event) {
	if ev.Kind == reassembly.OverlapDiffers {
		fmt.Printf("%d: frame %d has other bytes than frame %d at %d\n", dir, ev.Frame, ev.Other, ev.Off)
	}
}
func (p *printer) End(dir reassembly.Dir, how reassembly.End) {
	fmt.Printf("%d: over, by FIN: %v\n", dir, how == reassembly.EndFIN)
}

// Segments in the wrong order, one that was sent again with other bytes, and a FIN.
// The first bytes captured count.
func ExampleConn() {
	var c reassembly.Conn
	c.Init(reassembly.Config{})
	h := &printer{&c}
	for _, s := range []reassembly.Segment{
		{Seq: 999, Flags: reassembly.SYN, Frame: 1},
		{Seq: 1005, Flags: reassembly.ACK, Payload: []byte(" world"), Frame: 2, At: 54},
		{Seq: 1000, Flags: reassembly.ACK, Payload: []byte("hello"), Frame: 3, At: 54},
		{Seq: 1000, Flags: reassembly.ACK, Payload: []byte("HELLO"), Frame: 4, At: 54},
		{Seq: 1011, Flags: reassembly.ACK | reassembly.FIN, Frame: 5},
	} {
		c.Add(0, &s, h)
	}
	c.Close(h)
	// Output:
	// 0: "hello" at 0, from [{3 54 5 false}]
	// 0: " world" at 5, from [{2 54 6 false}]
	// 0: frame 4 has other bytes than frame 3 at 0
	// 0: over, by FIN: true
	// 1: over, by FIN: false
}

// A message in two pieces, as the channels of RDP carry them (MS-RDPBCGR 2.2.6.1.1).
func ExampleJoiner() {
	j := reassembly.Joiner{Max: 1 << 20}
	fmt.Println(j.First(11, []byte("hello"), []reassembly.FrameRange{{Frame: 7, At: 66, Len: 5}}) == reassembly.OK)
	fmt.Println(j.Next([]byte(" world"), []reassembly.FrameRange{{Frame: 9, At: 66, Len: 6}}) == reassembly.Complete)
	fmt.Printf("%s from %v\n", j.Bytes(), j.Map().Resolve(3, 4, nil))
	// Output:
	// true
	// true
	// hello world from [{7 69 2 false} {9 66 2 false}]
}

// A datagram in two fragments, the last one first (RFC 791 3.2).
func ExampleDefragmenter() {
	var d reassembly.Defragmenter
	key := reassembly.FragmentKey{Protocol: 17, ID: 1}
	first, _ := d.Add(&reassembly.Fragment{Key: key, Off: 8, Payload: []byte("fragment"), Frame: 1, At: 34})
	fmt.Println(first == nil, d.Pending())
	whole, _ := d.Add(&reassembly.Fragment{Key: key, More: true, Payload: []byte("another "), Frame: 2, At: 34})
	fmt.Printf("%s, %d fragments\n", whole.Data, whole.Fragments)
	// Output:
	// true 1
	// another fragment, 2 fragments
}

// Where bytes came from: exact runs, and a block of which only the record is known
// that it was decrypted from.
func ExampleMap() {
	var m reassembly.Map
	m.Add(0, 4, 54, 10)
	m.Add(10, 6, 54, 10)
	m.AddWhole(20, []reassembly.FrameRange{{Frame: 8, At: 59, Len: 40}})
	for _, r := range m.Resolve(8, 16, nil) {
		fmt.Println("frame", r.Frame, "from", r.At, "on,", r.Len, "bytes, whole:", r.Whole)
	}
	// Output:
	// frame 4 from 62 on, 2 bytes, whole: false
	// frame 6 from 54 on, 10 bytes, whole: false
	// frame 8 from 59 on, 40 bytes, whole: true
}
