package rai_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/rai"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// An expert asks for the sessions of a novice's host.
// The golden file beside the capture has the same lines.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../pcaps/dcerpc/dcom_rasrv_none.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	sink := dissect.Funcs{Message: func(m *dissect.Message) {
		if m.Proto == rai.Protocol.Name && shown < 2 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Kind.Name, m.Info)
			shown++
		}
	}}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// client: GetSessionInfo request ""
	// server: GetSessionInfo response "2 sessions, S_OK"
}
