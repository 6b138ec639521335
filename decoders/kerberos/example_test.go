package kerberos_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/dissect"
)

// A request for a ticket, message 1 of testdata/good.txtar.
func Example() {
	b := []byte("j\x81\xb70\x81\xb4\xa1\x03\x02\x01\x05\xa2\x03\x02\x01\n" +
		"\xa3\x150\x130\x11\xa1\x04\x02\x02\x00\x80\xa2\t\x04\a0\x05\xa0\x03\x01\x01\xff\xa4\x81\x900\x81" +
		"\x8d\xa0\a\x03\x05\x00@\x81\x00\x10\xa1\x100\x0e\xa0\x03\x02\x01\x01\xa1\a0\x05\x1b\x03ann\xa2\n" +
		"\x1b\bLAB.TEST\xa3\x1d0\x1b\xa0\x03\x02\x01\x02\xa1\x140\x12\x1b\x06krbtgt\x1b\bLAB.TEST\xa5\x11" +
		"\x18\x0f20370913024805Z\xa7\x06\x02\x04\x124Vx\xa8\v0\t\x02\x01\x12\x02\x01\x11\x02\x01\x17\xa9" +
		"\x1d0\x1b0\x19\xa0\x03\x02\x01\x14\xa1\x12\x04\x10PC1             ")
	tree, breaches := dissect.Decode(kerberos.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"msg-type", "kdc-options", "padata-type"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// AS-REQ
	// msg-type = AS-REQ (10)
	// kdc-options = 0x40810010 (forwardable | renewable | canonicalize | renewable-ok)
	// padata-type = PA-PAC-REQUEST (128)
}
