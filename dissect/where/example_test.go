package where_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// A filter over the fields of one message, the Connection Request of MS-RDPBCGR 4.1.1.
func ExampleCompile() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	v := where.NewVocabulary(reg, decoders.Beneath())
	tree, _ := dissect.Decode(x224.Protocol, dissect.FromClient,
		[]byte("\x27\xe0\x00\x00\x00\x00\x00Cookie: mstshash=eltons\r\n\x01\x00\x08\x00\x00\x00\x00\x00"))
	m := dissect.Message{Proto: "x224", Kind: tree.Kind, Tree: tree, Len: len(tree.Bytes)}
	for _, expr := range []string{
		`x224.requestedProtocols == PROTOCOL_RDP`,
		`x224.cookie contains "eltons" && x224.length < 8`,
		`session == 1`,
	} {
		f, err := where.Compile(expr, v)
		if err != nil {
			log.Fatal(err)
		}
		s := where.OfMessage(&m, where.PartSession)
		switch f.Match(&s) {
		case where.Yes:
			fmt.Println("yes:", f)
		case where.No:
			fmt.Println("no:", f)
		default:
			fmt.Println("not known yet:", f)
		}
	}
	// Output:
	// yes: x224.requestedProtocols == PROTOCOL_RDP
	// no: x224.cookie contains "eltons" && x224.length < 8
	// not known yet: session == 1
}

// Errors name the column; Names of the error says what could stand there.
func ExampleError() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	v := where.NewVocabulary(reg, decoders.Beneath())
	_, err = where.Compile("mcs or x224.requestedProtocol == 1", v)
	var bad *where.Error
	if errors.As(err, &bad) {
		fmt.Println("column", bad.Column, "of length", bad.Len, "is", bad.Word)
	}
	// Output:
	// column 8 of length 22 is x224.requestedProtocol
}
