package rxad_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/rxad"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A host asks a device for a nonce.
// The golden file beside the capture has the same lines.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../pcaps/rxad/rxad_session.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	sink := dissect.Funcs{Message: func(m *dissect.Message) {
		if m.Proto == rxad.Protocol.Name && shown < 2 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Kind.Name, m.Info)
			shown++
		}
	}}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// client: AcquireNonce "uuid:11111111-2222-3333-4444-555555555555"
	// server: AcquireNonceResponse "nonce 3000000001"
}
