package ndr_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// The parameters of an operation ([in] unsigned char kind, [in] unsigned long size)
// as IDL describes them, and a stub of it: three octets of gap align the long to four
// (C706 14.2.2). Written by hand.
func ExampleReader() {
	kind := &dissect.Field{Name: "kind", Base: dissect.Dec}
	size := &dissect.Field{Name: "size", Base: dissect.Dec}
	params := []*ndr.Type{ndr.U8(kind), ndr.U32(size).To(1)}

	var tree dissect.Tree
	var r ndr.Reader
	r.Reset(dissect.NewCursor([]byte{7, 0, 0, 0, 0x10, 0x27, 0, 0}, &tree), false)
	r.Params(params)
	r.End()
	for _, n := range tree.All() {
		fmt.Printf("%d:%d %s = %s\n", n.Off, n.Off+n.Len, n.Field.Name, tree.AppendText(nil, n))
	}
	v, _ := r.Value(1)
	fmt.Println("kept:", v)
	// Output:
	// 0:1 kind = 7
	// 1:4 alignment gap = 000000
	// 4:8 size = 10000
	// kept: 10000
}
