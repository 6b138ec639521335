// Package rdpudp decodes the headers of RDP-UDP, the transport that carries RDP
// beside its TCP connection (MS-RDPEUDP), and the front of the packets that its
// third version uses (MS-RDPEUDP2). What the datagrams carry is TLS or DTLS, with
// multitransport PDUs inside (MS-RDPEMT 2.1); it is named and stays closed.
package rdpudp

import "github.com/radissect/radissect/dissect"

// port is where servers listen (MS-RDPEUDP 2.1).
const port = 3389

// Protocol is RDP-UDP, all versions.
var Protocol = &dissect.Protocol{
	Name:   "rdpudp",
	Title:  "RDP-UDP (Remote Desktop over UDP)",
	Specs:  []dissect.Spec{"MS-RDPEUDP 2.2", "MS-RDPEUDP2 2.2", "MS-RDPEMT 2.1"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{dissect.UDPPort.Key(port)},
	New:    func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}
