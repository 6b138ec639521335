package report_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/where"
	"github.com/radissect/radissect/report"
)

// tell hands a capture of the project to a sink.
func tell(capture string, sink dissect.Sink) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../pcaps/"+capture, source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, sink); err != nil {
		log.Fatal(err)
	}
}

// vocabulary is what filters and columns may name.
func vocabulary() *where.Vocabulary {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	return where.NewVocabulary(reg, decoders.Beneath())
}

// The findings of a capture, with what each rule asks for.
func ExampleFindings() {
	tell("core/tcp-overlap.pcap", report.Findings(os.Stdout, report.Options{Width: 80}))
	// Output:
	// note       x224.standard-security  message 4, conversation 1, frame 5
	//            Connections that use TLS or CredSSP are better protected than those …
	// should     mcs.order  message 7, conversation 1, frame 6
	//            Connect-Response was not seen before
	// security   tcp.overlap-differs  conversation 1, frame 7
	//            4 bytes at offset 27, first seen in frame 6
	// should     mcs.order  message 10, conversation 1, frame 8
	//            Connect-Response was not seen before
	//
	// Findings by rule
	//   level     rule                    findings
	//   security  tcp.overlap-differs            1
	//   should    mcs.order                      2
	//   note      x224.standard-security         1
	//
	// 4 findings (1 security, 2 should, 1 note) in 1 capture, 11 packets,
	// 1 conversation
}

// A record of JSON for each finding, and the summary; docs/schema.json describes them.
func ExampleFindingsJSON() {
	var out bytes.Buffer
	tell("core/tcp-overlap.pcap", report.FindingsJSON(&out, report.Options{}))
	for line := range bytes.Lines(out.Bytes()) {
		if bytes.Contains(line, []byte("tcp.overlap-differs")) && bytes.Contains(line, []byte(`"finding"`)) {
			fmt.Printf("%s", line)
		}
	}
	// Output:
	// {"type":"finding","rule":"tcp.overlap-differs","level":"security","spec":"RFC 9293 3.4","title":"A retransmission must carry the bytes it carried before","detail":"4 bytes at offset 27, first seen in frame 6","time":"2026-01-02T03:04:05.006000000Z","frames":[7],"conversation":1,"tainted":false}
}

// What is known of the session in a capture.
func ExampleSessions() {
	tell("ra/ra_v1_plain_lo.pcap", report.Sessions(os.Stdout, report.Options{Width: 80}))
	// Output:
	// Session 1  remote-assistance, version 1  established
	//   who            Novice helped 127.0.0.1
	//   expert         Novice (127.0.0.1:47484)
	//   novice         127.0.0.1:3389
	//   when           2026-11-21 21:50:55 to 21:51:00 UTC, 5.6 s
	//   control        asked for, never granted
	//   conversations  1
	//   protection     none
	//   connection     ********
	//
	//   Timeline
	//         0.000000  announced by novice (message 122)
	//         0.121822  version chosen by expert: version 1 (message 140)
	//         0.121829  name by expert: Novice (message 145)
	//         0.325224  authenticated by novice (message 173)
	//         0.325224  established by novice (message 173)
	//         1.898317  control requested by expert: Change Participant Control Level
	//                   (MS-RDPEMC) (message 253)
	//         2.641843  control ended by expert: Change Participant Control Level
	//                   (MS-RDPEMC) (message 263)
	//
	// 1 session in 1 capture, 128 packets, 1 conversation
}

// What protects each conversation.
func ExampleProtections() {
	tell("core/tcp-overlap.pcap", report.Protections(os.Stdout, report.Options{Width: 80}))
	// Output:
	// nothing is protected in 1 conversation
}

// A table with one's own columns.
func ExampleCSV() {
	v := vocabulary()
	var columns []*where.Name
	for _, name := range []string{"frame", "message.name", "x224.requestedProtocols"} {
		columns = append(columns, v.Lookup(name))
	}
	var out bytes.Buffer
	tell("core/tcp-overlap.pcap", report.CSV(&out, columns, nil, report.Options{}))
	fmt.Print(strings.ReplaceAll(out.String(), "\r\n", "\n")) // lines of RFC 4180 end in CRLF
	// Output:
	// frame,message.name,x224.requestedProtocols
	// 4,Connection Request,PROTOCOL_RDP (0x00000000)
	// 5,Connection Confirm,
	// 6,ErectDomainRequest,
	// 8,AttachUserRequest,
}

// Only what a display filter lets pass.
func ExampleWhere() {
	f, err := where.Compile("mcs", vocabulary())
	if err != nil {
		log.Fatal(err)
	}
	tell("core/tcp-overlap.pcap", report.Where(report.Text(os.Stdout, report.Options{Width: 80}), f, nil))
	// Output:
	// 1   tcp 192.0.2.1:50000 → 198.51.100.2:3389
	//     7    0.002000   1 → mcs     ErectDomainRequest
	//    10    0.004000   1 → mcs     AttachUserRequest
	//
	// Findings
	//
	//   should  mcs.order  MS-RDPBCGR 1.3.1.1
	//   The PDUs of the channel connection should come in their order
	//     Connect-Response was not seen before  message 7, conversation 1, frame 6
	//     Connect-Response was not seen before  message 10, conversation 1, frame 8
	//
	// Conversations
	//      client           server             frames  bytes  protocols
	//   1  192.0.2.1:50000  198.51.100.2:3389      11     62  tpkt x224 mcs
	//
	// Messages
	//   protocol  messages
	//   mcs              2
	//
	// Findings by rule
	//   level   rule       findings
	//   should  mcs.order         2
	//
	// 11 packets read, the filter lets pass 1 conversation, 2 messages,
	// 2 findings (2 should)
}

// Captured text is made harmless in one place.
func ExampleEscape() {
	fmt.Println(report.Escape("\x1b[2Jhello\u202e"))
	fmt.Println(report.SafeName("../../etc/passwd"))
	// Output:
	// \x1b[2Jhello\u{202e}
	// __.._etc_passwd
}
