package dcerpc_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
)

// A bind of a host whose integers are big-endian, message 1 of testdata/big-endian.txtar.
func ExamplePDU() {
	b := []byte("\x05\x00\x0b\x03\x00\x00\x00\x00\x00\x48\x00\x00\x00\x00\x00\x01" +
		"\x10\xb8\x10\xb8\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x01\x00" +
		"\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff\x00\x00\x00\x01" +
		"\x8a\x88\x5d\x04\x1c\xeb\x11\xc9\x9f\xe8\x08\x00\x2b\x10\x48\x60\x00\x00\x00\x02")
	var m dcerpc.PDU
	breaches := dissect.Unmarshal(&m, b)
	fmt.Println("type", m.Type, "call", m.CallID, "length", m.FragLength, "big-endian", m.BigEndian)
	fmt.Println(m.Contexts[0].Interface.UUID)
	fmt.Println(len(breaches), "breaches")
	// Output:
	// type 11 call 1 length 72 big-endian true
	// 33221100-5544-7766-8899-aabbccddeeff
	// 0 breaches
}
