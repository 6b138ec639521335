package dissecttest_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// Annotated hex: comments, text, repeated bytes, and the finding that is wanted.
func ExampleParseHex() {
	b, want, _, err := dissecttest.ParseHex(`
03 00 00 13        # TPKT, 19 bytes
"abc" 00*3
02 00 09 00        # length 9; want x224.response-length`)
	fmt.Printf("% x %v %v\n", b, want, err)
	// Output:
	// 03 00 00 13 61 62 63 00 00 00 02 00 09 00 [x224.response-length] <nil>
}

// A case of a decoder, played by itself; Run does the same, and holds it against its
// golden parts and the properties that every decoder has.
func ExampleCase_Play() {
	c, err := dissecttest.ReadCase("../../decoders/x224/testdata/good.txtar")
	if err != nil {
		log.Fatal(err)
	}
	reg, err := c.Registry(x224.Protocol, nil)
	if err != nil {
		log.Fatal(err)
	}
	heard, err := c.Play(reg, x224.Protocol)
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(heard.TreeText(), "\n")
	fmt.Println(lines[0])
	fmt.Print(heard.FindingText())
	// Output:
	// 1 client x224: Connection Request (MS-RDPBCGR 2.2.1.1), 40 bytes: Cookie: mstshash=eltons requests PROTOCOL_RDP
	// 2 note x224.standard-security [11:15]
}

// Recording changes nothing, and every prefix can be read.
func ExampleCheckDecode() {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{x224.Protocol})
	if err != nil {
		log.Fatal(err)
	}
	d := dissect.NewDirect(reg, x224.Protocol, dissecttest.NewLog(false), dissect.Options{})
	fmt.Println(dissecttest.CheckDecode(d, dissect.FromServer, []byte{0x0e, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 0, 0, 0, 0}))
	// Output:
	// <nil>
}
