package credssp_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/dissect"
)

// A server's refusal: message 2 of testdata/error.txtar, laid out as MS-CSSP 2.2.1 has it.
func Example() {
	b := []byte("0\r\xa0\x03\x02\x01\x06\xa4\x06\x02\x04\xc0\x00\x00m")
	tree, breaches := dissect.Decode(credssp.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"version", "errorCode"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// TSRequest
	// version = 6
	// errorCode = STATUS_LOGON_FAILURE (0xc000006d)
}
