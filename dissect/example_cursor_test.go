package dissect_test

import (
	"fmt"

	"github.com/radissect/radissect/dissect"
)

// A timeReply is the answer of a time server, RFC 868.
type timeReply struct {
	Seconds uint32 // since 1900-01-01 00:00 GMT
}

var fSeconds = &dissect.Field{Name: "time", Spec: "RFC 868", Base: dissect.Dec}

// Decode reads the message in the order of the wire. It needs no error handling: after
// the first field that does not fit, the cursor reads zero and says so once.
func (m *timeReply) Decode(c *dissect.Cursor) {
	m.Seconds = c.U32(fSeconds) // big-endian
	c.Done()                    // nothing may follow
}

// A message type of one's own. The number is the first example of RFC 868: 00:00
// GMT of 1 January 1970.
func ExampleCursor() {
	var m timeReply
	fmt.Println(dissect.Unmarshal(&m, []byte{0x83, 0xaa, 0x7e, 0x80}), m.Seconds)
	for _, b := range dissect.Unmarshal(&m, []byte{0x83, 0xaa}) {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// [] 2208988800
	// malformed length.short time needs 4 bytes, 2 are left
}
