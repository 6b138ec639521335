package mcs_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/dissect"
)

// A Channel Join Confirm as MS-RDPBCGR 4.1.8.1.2 prints it, message 7 of testdata/good.txtar.
func ExamplePDU() {
	b := []byte{0x3e, 0x00, 0x00, 0x06, 0x03, 0xef, 0x03, 0xef}
	var m mcs.PDU
	breaches := dissect.Unmarshal(&m, b)
	fmt.Println("user", m.User, "joined channel", m.Channel)
	fmt.Println(len(breaches), "breaches")
	// Output:
	// user 1007 joined channel 1007
	// 0 breaches
}
