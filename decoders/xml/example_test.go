package xml_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// A document in big-endian UTF-16, message 3 of testdata/good.txtar.
func Example() {
	b := []byte("\xfe\xff\x00<\x00a\x00/\x00>")
	tree, breaches := dissect.Decode(xml.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"Name"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// XML document
	// Name = 0061
}
