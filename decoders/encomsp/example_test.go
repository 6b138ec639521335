package encomsp_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/dissect"
)

// A participant joins: the annotated PDU of MS-RDPEMC 4.1, message 2 of testdata/example.txtar.
func Example() {
	b := []byte("\b\x00$\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\n" +
		"\x00T\x00E\x00S\x00T\x00U\x00S\x00E\x00R\x000\x002\x00")
	tree, breaches := dissect.Decode(encomsp.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"Flags", "String"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// OD_PARTICIPANT_CREATED
	// Flags = 0x0004 (IS_PARTICIPANT)
	// String = TESTUSER02
}
