package svc_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
)

// A message in one piece, message 1 of testdata/message.txtar.
func Example() {
	b := []byte("\x04\x00\x00\x00\x13\x00\x00\x00\x01\x02\x03\x04")
	tree, breaches := dissect.Decode(svc.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"length", "flags", "virtualChannelData"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// Virtual Channel PDU
	// length = 4
	// flags = 0x00000013 (CHANNEL_FLAG_FIRST | CHANNEL_FLAG_LAST | CHANNEL_FLAG_SHOW_PROTOCOL)
	// virtualChannelData = 01020304
}
