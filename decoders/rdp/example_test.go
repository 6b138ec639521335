package rdp_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
)

// A beep, message 5 of testdata/data-pdus.txtar.
func Example() {
	b := []byte("\x1a\x00\x17\x00\xea\x03\xea\x03\x01\x00\x00\x01\f\x00\"\x00\x00\x00d\x00\x00\x00\xb8\x01\x00\x00")
	tree, breaches := dissect.Decode(rdp.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"pduType2", "duration", "frequency"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// Play Sound PDU
	// pduType2 = PDUTYPE2_PLAY_SOUND (34)
	// duration = 100
	// frequency = 440
}
