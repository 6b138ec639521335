package tpkt_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
)

// The Connection Confirm of MS-RDPBCGR 4.1.2, message 2 of testdata/good.txtar.
func Example() {
	b := []byte("\x03\x00\x00\x13\x0e\xd0\x00\x00\x124\x00\x02\x00\b\x00\x00\x00\x00\x00")
	tree, breaches := dissect.Decode(tpkt.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"version", "length"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// TPKT
	// version = 3
	// length = 19
}
