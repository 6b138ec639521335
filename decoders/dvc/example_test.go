package dvc_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/dissect"
)

// The server's capabilities: message 5 of testdata/caps.txtar.
func Example() {
	b := []byte("P\x00\x02\x0033\x11\x11=\n" +
		"\xa7\x04")
	tree, breaches := dissect.Decode(dvc.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"Version", "PriorityCharge0"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// DYNVC_CAPS_VERSION2
	// Version = 2
	// PriorityCharge0 = 13107
}
