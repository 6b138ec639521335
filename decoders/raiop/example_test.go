package raiop_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/raiop"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A connection string that is published over PNRP.
// The golden file beside the capture has the same lines.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../pcaps/pnrp/raiop_sample.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	sink := dissect.Funcs{Message: func(m *dissect.Message) {
		if m.Proto == raiop.Protocol.Name && shown < 1 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Kind.Name, m.Info)
			shown++
		}
	}}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// server: encrypted connection string "16 bytes, the name has the form of a key"
}
