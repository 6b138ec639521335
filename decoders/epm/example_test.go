package epm_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/epm"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A client asks where an interface listens.
// The golden file beside the capture has the same lines.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	sink := dissect.Funcs{Message: func(m *dissect.Message) {
		if m.Proto == epm.Protocol.Name && shown < 2 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Kind.Name, m.Info)
			shown++
		}
	}}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// client: ept_map request "samr"
	// server: ept_map response "samr at 10.77.0.1:49152"
}
