//go:build pcap

package live_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/source/live"
)

// Only the packets of a capture file that a filter in tcpdump's language lets pass.
func ExampleFiltered() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../../../pcaps/core/tcp-overlap.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	f, err := live.NewFilter("tcp src port 3389")
	if err != nil {
		log.Fatal(err)
	}
	sum, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), live.Filtered(src, f), dissect.Funcs{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(sum.Packets, "packets from the server")
	// Output:
	// 3 packets from the server
}
