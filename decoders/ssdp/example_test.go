package ssdp_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/ssdp"
	"github.com/radissect/radissect/dissect"
)

// A search for MS-RXAD devices, message 4 of testdata/ssdp.txtar.
func Example() {
	b := []byte("M-SEARCH * HTTP/1.1\r\n" +
		"HOST: 239.255.255.250:1900\r\n" +
		"MAN: \"ssdp:discover\"\r\n" +
		"MX: 3\r\n" +
		"ST: urn:schemas-microsoft-com:service:msremotedexperience:1\r\n" +
		"\r\n")
	tree, breaches := dissect.Decode(ssdp.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"method", "ST", "MX"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// M-SEARCH
	// method = M-SEARCH
	// ST = urn:schemas-microsoft-com:service:msremotedexperience:1
	// MX = 3
}
