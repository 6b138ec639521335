package dscpm_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A node pulls its configuration.
// The golden file beside the capture has the same lines.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../pcaps/http/dscpm_http.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	shown := 0
	sink := dissect.Funcs{Message: func(m *dissect.Message) {
		if m.Proto == dscpm.Protocol.Name && shown < 2 {
			fmt.Printf("%s: %s %q\n", m.Dir, m.Kind.Name, m.Info)
			shown++
		}
	}}
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// client: GetConfiguration request "ConfigurationId 5f2cb5e4-0c1b-4f0d-9a53-6c1f0d6a2b11"
	// server: GetConfiguration response "200 ConfigurationId 5f2cb5e4-0c1b-4f0d-9a53-6c1f0d6a2b11"
}
