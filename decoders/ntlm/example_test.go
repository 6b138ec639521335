package ntlm_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/dissect"
)

// A server's challenge, message 2 of testdata/good.txtar.
func Example() {
	b := []byte("NTLMSSP\x00\x02\x00\x00\x00\x06\x00\x06\x008\x00\x00\x005\x82\x8a\xe2\x01#Eg\x89\xab\xcd\xef\x00" +
		"\x00\x00\x00\x00\x00\x00\x00$\x00$\x00>\x00\x00\x00\n" +
		"\x00cE\x00\x00\x00\x0fS\x00R\x00V\x00\x02\x00\x06\x00L\x00A\x00B\x00\x01\x00\x06\x00S\x00R\x00V" +
		"\x00\a\x00\b\x00\x00\xc0e;\xe2\xa5\xda\x01\x00\x00\x00\x00")
	tree, breaches := dissect.Decode(ntlm.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"MessageType", "ServerChallenge"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// CHALLENGE_MESSAGE
	// MessageType = NtLmChallenge (2)
	// ServerChallenge = 0123456789abcdef
}
