package xmltag_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/invitation/xmltag"
)

// The command with which an expert asks for control, MS-RA 2.2.2.
func ExampleTag() {
	text := xmltag.Narrow([]byte(`<RCCOMMAND NAME="REMOTECTRLSTART"/>`))
	var tag xmltag.Tag
	fmt.Println(tag.Read(text, 0), text.At(tag.Name), tag.Empty)
	for _, a := range tag.Attributes[:tag.Count] {
		fmt.Println(text.At(a.Name), "=", text.At(a.Value), "at", a.Value.Off)
	}
	// Output:
	// true RCCOMMAND true
	// NAME = REMOTECTRLSTART at 17
}
