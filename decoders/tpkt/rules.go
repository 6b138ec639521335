package tpkt

import "github.com/radissect/radissect/dissect"

var (
	// Version is broken by a slow-path packet of an RDP connection whose first
	// byte has bits beside the action set.
	Version = &dissect.Rule{
		ID: "tpkt.version", Req: "RDP-2.2.8.1.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.8.1.2",
		Title: "The first byte of a TPKT packet must be 3",
		Doc: "On an RDP connection the two lowest bits of the first byte tell fast-path (0) from TPKT (3). " +
			"For TPKT the whole byte is the version and must be exactly 3. " +
			"Receivers that look at the two bits only read such a packet on; others drop the connection.",
		Seen: "decoders/tpkt/testdata/version.txtar",
	}
	// Length is broken by a packet without room for a TPDU.
	Length = &dissect.Rule{
		ID: "tpkt.length", Level: dissect.Must, Spec: "RFC 1006 6",
		Title: "A TPKT packet must be at least seven bytes long",
		Doc: "The length counts the header of four bytes and the TPDU, of which the shortest has three. " +
			"Some telephony stacks send a bare header as a keep-alive; RDP peers never do.",
		Seen: "decoders/tpkt/testdata/length.txtar",
	}
)
