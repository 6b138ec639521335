package ra_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/dissect"
)

// The expert's version, message 3 of testdata/clean-v1.txtar.
func Example() {
	b := []byte("\x0e\x00\x00\x00\f\x00\x00\x00R\x00C\x00_\x00C\x00T\x00L\x00\x00\x00\x06\x00\x00\x00\x01\x00\x00" +
		"\x00\x02\x00\x00\x00")
	tree, breaches := dissect.Decode(ra.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"ChannelName", "versionMajor", "versionMinor"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// REMOTEDESKTOP_CTL_VERSIONINFO
	// ChannelName = RC_CTL
	// versionMajor = 1
	// versionMinor = 2
}
