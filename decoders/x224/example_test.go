package x224_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// The Connection Request of MS-RDPBCGR 4.1.1, message 1 of testdata/good.txtar.
func Example() {
	b := []byte("'\xe0\x00\x00\x00\x00\x00Cookie: mstshash=eltons\r\n" +
		"\x01\x00\b\x00\x00\x00\x00\x00")
	tree, breaches := dissect.Decode(x224.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"cookie", "requestedProtocols"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// Connection Request
	// cookie = Cookie: mstshash=eltons
	// requestedProtocols = PROTOCOL_RDP (0x00000000)
}

// The answer of MS-RDPBCGR 4.1.2, read into a value.
func ExampleTPDU() {
	b := []byte{0x0e, 0xd0, 0x00, 0x00, 0x12, 0x34, 0x00, 0x02, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00}
	var m x224.TPDU
	breaches := dissect.Unmarshal(&m, b)
	fmt.Printf("source %#x, response %d bytes, protocol %d\n", m.Source, m.Response.Length, m.Response.Selected)
	for _, f := range breaches {
		fmt.Println(f.Rule.Level, f.Rule.ID)
	}
	// Output:
	// source 0x1234, response 8 bytes, protocol 0
}
