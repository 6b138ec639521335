package decoders_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/report"
)

// All findings of a capture, as "radissect check" prints them.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../pcaps/core/length-short.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	sink := report.Findings(os.Stdout, report.Options{Width: 80})
	if _, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
	// Output:
	// note       x224.standard-security  message 4, conversation 1, frame 5
	//            Connections that use TLS or CredSSP are better protected than those …
	// malformed  length.short  message 7, conversation 1, frame 6
	//            channelId needs 2 bytes, 0 are left
	// should     mcs.order  message 7, conversation 1, frame 6
	//            Attach User Confirm was not seen before
	//
	// Findings by rule
	//   level      rule                    findings
	//   malformed  length.short                   1
	//   should     mcs.order                      1
	//   note       x224.standard-security         1
	//
	// 3 findings (1 malformed, 1 should, 1 note) in 1 capture, 9 packets,
	// 1 conversation
}

// The protocols of Remote Assistance itself, by their documents.
func ExampleAll() {
	for _, p := range decoders.All() {
		switch p.Name {
		case "ra", "rai", "dscpm", "rsmc", "rxad":
			fmt.Println(p.Name, p.Title, p.Specs[0])
		}
	}
	// Output:
	// dscpm Desired State Configuration Pull Model MS-DSCPM
	// ra Remote Assistance Protocol MS-RA 2.1
	// rai Remote Assistance Initiation Protocol MS-RAI 2.2
	// rsmc Remote Session Monitoring and Control Protocol MS-RSMC
	// rxad Remote Experience Advertisement MS-RXAD
}
