package pnrp_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/dissect"
)

// A SOLICIT, message 1 of testdata/flow.txtar.
func Example() {
	b := []byte("\x00\x10\x00\fQ\x04\x00\x01\x10\x00\x00\x01\x00D\x00\x06\x00\x01\x00\x00\x00\x92\x00\x18f +\xe88" +
		"\xa2\x93\u0772\x8b|\xf7\xe4\xff\x9c\xef-\xf4\xf8\x1c")
	tree, breaches := dissect.Decode(pnrp.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"MessageType", "SolicitType"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// SOLICIT
	// MessageType = SOLICIT (0x01)
	// SolicitType = SOLICIT_TYPE_LOCAL (0x01)
}
