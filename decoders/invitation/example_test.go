package invitation_test

import (
	"fmt"
	"log"
	"os"

	"github.com/radissect/radissect/decoders/invitation"
)

// The connection string 2 that MS-RAI 2.2.2 prints.
func ExampleParse() {
	b, err := os.ReadFile("../../pcaps/invitation/spec-string2.txt")
	if err != nil {
		log.Fatal(err)
	}
	inv, err := invitation.Parse(b)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("file:", inv.File, "type:", inv.Type)
	for _, a := range inv.Addresses() {
		fmt.Println(a)
	}
	for _, h := range inv.KeyHashes() {
		fmt.Println(h.Name, h.Hash, len(h.Sum), "bytes")
	}
	// Output:
	// file: false type: 2
	// [2001:4898:1a:5:79e2:3356:9b22:3470]:49749
	// 172.31.250.64:49751
	// KH2 sha256 32 bytes
	// KH sha1 20 bytes
}
