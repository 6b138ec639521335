package oaut_test

import (
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/oaut"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// A script asks an object for the number of its member Open, and calls it: the
// conversation of testdata/dispatch.txtar.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	talk, err := dissecttest.ReadCase("testdata/dispatch.txtar")
	if err != nil {
		log.Fatal(err)
	}
	heard, err := talk.Play(reg, dcerpc.Protocol)
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	for _, m := range heard.Messages {
		if m.Proto == oaut.Protocol.Name && shown < 3 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Name, m.Info)
			shown++
		}
	}
	// Output:
	// client: GetIDsOfNames request ""
	// server: GetIDsOfNames response "S_OK"
	// client: Invoke request "DISPID 30, 9 arguments"
}
