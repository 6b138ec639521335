package der_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// A SEQUENCE that holds an explicitly tagged INTEGER, as the version of a TSRequest
// (MS-CSSP 2.2.1) is written.
func ExampleReader() {
	header := &dissect.Field{Name: "identifier and length", Base: dissect.Bytes}
	request := &dissect.Field{Name: "TSRequest", Base: dissect.Group}
	version := &dissect.Field{Name: "version", Base: dissect.Dec}
	r := der.Reader{
		Header: header,
		Tag:    &dissect.Rule{ID: "example.tag"},
		Length: &dissect.Rule{ID: "example.length"},
	}

	var tree dissect.Tree
	c := dissect.NewCursor([]byte{0x30, 0x05, 0xa0, 0x03, 0x02, 0x01, 0x06}, &tree)
	sub, ok := r.Enter(c, request, der.Sequence)
	fmt.Println(ok, r.Int(&sub, version, der.Context(0), der.Integer))
	sub.Done()
	for depth, n := range tree.All() {
		if n.Field.Base != dissect.Group {
			fmt.Printf("%d %s: %s\n", depth, n.Field.Name, tree.AppendText(nil, n))
		}
	}
	// Output:
	// true 6
	// 1 identifier and length: 3005
	// 1 identifier and length: a0030201
	// 1 version: 6
}
