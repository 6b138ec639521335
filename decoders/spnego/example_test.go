package spnego_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
)

// A server that chooses NTLM, message 2 of testdata/good.txtar.
func Example() {
	b := []byte("\xa1\x1e0\x1c\xa0\x03\n" +
		"\x01\x01\xa1\f\x06\n" +
		"+\x06\x01\x04\x01\x827\x02\x02\n" +
		"\xa2\a\x04\x05token")
	tree, breaches := dissect.Decode(spnego.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"negState", "mechanism"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// NegTokenResp
	// negState = accept-incomplete (1)
	// mechanism = NTLMSSP (2)
}
