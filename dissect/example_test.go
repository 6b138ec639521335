package dissect_test

import (
	"context"
	"fmt"
	"log"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/ra"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// What a capture of the project breaks, sentence by sentence.
func Example() {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		log.Fatal(err)
	}
	src, err := source.Open("../pcaps/core/tcp-overlap.pcap", source.Options{})
	if err != nil {
		log.Fatal(err)
	}
	sink := dissect.Funcs{Finding: func(d *dissect.Diagnostic) {
		fmt.Printf("%s %s (%s) in frames %v: %q\n", d.Rule.Level, d.Rule.ID, d.Rule.Spec, d.Frames, d.Detail)
	}}
	sum, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, sink)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(sum.Packets, "packets,", sum.Conversations, "conversation")
	// Output:
	// note x224.standard-security (MS-RDPBCGR 5.3) in frames [5]: ""
	// should mcs.order (MS-RDPBCGR 1.3.1.1) in frames [6]: "Connect-Response was not seen before"
	// security tcp.overlap-differs (RFC 9293 3.4) in frames [7]: "4 bytes at offset 27, first seen in frame 6"
	// should mcs.order (MS-RDPBCGR 1.3.1.1) in frames [8]: "Connect-Response was not seen before"
	// 11 packets, 1 conversation
}

// One message, without an engine: its tree, and what it breaks by itself. The bytes
// are the Connection Request of MS-RDPBCGR 4.1.1.
func ExampleDecode() {
	b := []byte("\x27\xe0\x00\x00\x00\x00\x00Cookie: mstshash=eltons\r\n" +
		"\x01\x00\x08\x00\x00\x00\x00\x00")
	tree, breaches := dissect.Decode(x224.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name, tree.Kind.Spec)
	for _, n := range tree.All() {
		if n.Field.Base == dissect.Text || n.Field.Name == "requestedProtocols" {
			fmt.Printf("%d:%d %s = %q\n", n.Off, n.Off+n.Len, n.Field.Name, tree.AppendText(nil, n))
		}
	}
	fmt.Println(len(breaches), "breaches")
	// Output:
	// Connection Request MS-RDPBCGR 2.2.1.1
	// 7:30 cookie = "Cookie: mstshash=eltons"
	// 36:40 requestedProtocols = "PROTOCOL_RDP (0x00000000)"
	// 0 breaches
}

// The same without a tree, into a value. The bytes are the Channel Join Confirm of
// MS-RDPBCGR 4.1.8.1.2.
func ExampleUnmarshal() {
	var m mcs.PDU
	breaches := dissect.Unmarshal(&m, []byte{0x3e, 0x00, 0x00, 0x06, 0x03, 0xef, 0x03, 0xef})
	fmt.Println("user", m.User, "joined channel", m.Channel, len(breaches))
	// Output:
	// user 1007 joined channel 1007 0
}

// Messages of one conversation that come from somewhere else than packets: a log, an
// interface of a peer, a test. The first one accepts control that nobody asked for: rules
// like that need the conversation. It is testdata/seq-control-unasked.txtar of decoders/ra.
func ExampleDirect() {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ra.Protocol})
	if err != nil {
		log.Fatal(err)
	}
	talk, err := dissecttest.ReadCase("../decoders/ra/testdata/seq-control-unasked.txtar")
	if err != nil {
		log.Fatal(err)
	}
	sink := dissect.Funcs{
		Message: func(m *dissect.Message) { fmt.Printf("%d %s: %s\n", m.N, m.Dir, m.Kind.Name) },
		Finding: func(d *dissect.Diagnostic) { fmt.Printf("%d %s %s\n", d.Message, d.Rule.Level, d.Rule.ID) },
	}
	d := dissect.NewDirect(reg, ra.Protocol, sink, dissect.Options{})
	for _, m := range talk.Messages {
		if err := d.Message(m.Dir, m.Bytes); err != nil {
			log.Fatal(err)
		}
	}
	if _, err := d.Close(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 1 server: RCCOMMAND ACCEPTRC
	// 1 security ra.control-unasked
	// 2 client: RCCOMMAND REMOTECTRLEND
	// 3 client: RCCOMMAND REMOTECTRLSTART
	// 4 server: RCCOMMAND REJECTRC
	// 5 server: REMOTEDESKTOP_CTL_DISCONNECT
}
