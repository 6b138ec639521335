package tls_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

// A fatal alert, as in testdata/alert-level.txtar.
func Example() {
	b := []byte("\x15\x03\x03\x00\x02\x02(")
	tree, breaches := dissect.Decode(tls.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"level", "description"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// Alert
	// level = fatal (2)
	// description = handshake_failure (40)
}
