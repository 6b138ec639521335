package rdpegfx_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/rdpegfx"
	"github.com/radissect/radissect/dissect"
)

// The client's capabilities, message 1 of testdata/commands.txtar.
func Example() {
	b := []byte("\x12\x00\x00\x00\x16\x00\x00\x00\x01\x00\x04\x00\b\x00\x04\x00\x00\x00\x00\x00\x00\x00")
	tree, breaches := dissect.Decode(rdpegfx.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"cmdId", "pduLength"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// graphics command
	// cmdId = RDPGFX_CMDID_CAPSADVERTISE (0x0012)
	// pduLength = 22
}
