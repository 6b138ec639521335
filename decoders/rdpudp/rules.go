package rdpudp

import "github.com/radissect/radissect/dissect"

var (
	// SynSourceAck is broken by a SYN datagram that acknowledges something.
	SynSourceAck = &dissect.Rule{
		ID: "rdpudp.syn-source-ack", Level: dissect.Must, Spec: "MS-RDPEUDP 3.1.5.1.1",
		Title: "snSourceAck of a SYN datagram must be -1",
		Doc: "The client has seen nothing yet that it could acknowledge, so all bits are set. " +
			"Another value comes from scanners and from stacks that leave the field zero.",
		Seen: "decoders/rdpudp/testdata/syn.txtar",
	}
	// UpStreamMTU is broken by an MTU outside of the range.
	UpStreamMTU = &dissect.Rule{
		ID: "rdpudp.up-stream-mtu", Level: dissect.Must, Spec: "MS-RDPEUDP 2.2.2.5",
		Title: "uUpStreamMtu must be from 1132 to 1232",
		Doc: "It is the largest datagram that the sender of this one makes, in bytes, without the headers of IP and UDP. " +
			"A server may drop a handshake with another value; the session then stays on TCP.",
		Seen: "decoders/rdpudp/testdata/syn.txtar",
	}
	// DownStreamMTU is broken by an MTU outside of the range.
	DownStreamMTU = &dissect.Rule{
		ID: "rdpudp.down-stream-mtu", Level: dissect.Must, Spec: "MS-RDPEUDP 2.2.2.5",
		Title: "uDownStreamMtu must be from 1132 to 1232",
		Doc: "It is the largest datagram that the sender of this one accepts, in bytes, without the headers of IP and UDP. " +
			"A server may drop a handshake with another value; the session then stays on TCP.",
		Seen: "decoders/rdpudp/testdata/syn.txtar",
	}
	// SynSize is broken by a SYN or SYN+ACK datagram that is not padded.
	SynSize = &dissect.Rule{
		ID: "rdpudp.syn-size", Level: dissect.Must, Spec: "MS-RDPEUDP 3.1.5.1.1",
		Title: "A SYN datagram must be padded to the smaller of its MTUs",
		Doc: "The padding shows that datagrams of this size reach the peer, and keeps the answer from being larger than the " +
			"question. A short SYN comes from scanners; a server that answers it with a full one amplifies.",
		Seen: "decoders/rdpudp/testdata/syn.txtar",
	}
	// PrefixReserved is broken by a PacketPrefixByte with its lowest bit set.
	PrefixReserved = &dissect.Rule{
		ID: "rdpudp.prefix-reserved", Level: dissect.Must, Spec: "MS-RDPEUDP2 2.2.1.3",
		Title: "Reserved of the PacketPrefixByte must be 0",
		Doc: "The bit stands where datagrams of the handshake have RDPUDP_FLAG_SYN, and tells the two apart. " +
			"A datagram that has it set behind the handshake of version 3 is neither.",
		Seen: "decoders/rdpudp/testdata/packet2.txtar",
	}
	// PacketType is broken by a Packet_Type_Index that is not given out.
	PacketType = &dissect.Rule{
		ID: "rdpudp.packet-type", Level: dissect.Must, Spec: "MS-RDPEUDP2 2.2.1.3",
		Title: "Packet_Type_Index must be 0 or 8",
		Doc: "0 is a packet, 8 a dummy packet, of which the content is ignored. " +
			"Another value comes from a peer that still sends datagrams of version 1 or 2, or from a third party.",
		Seen: "decoders/rdpudp/testdata/packet2.txtar",
	}
	// HeaderFlags is broken by a packet without any payload.
	HeaderFlags = &dissect.Rule{
		ID: "rdpudp.header-flags", Level: dissect.Must, Spec: "MS-RDPEUDP2 2.2.1.1",
		Title: "At least one flag of the Header must be set",
		Doc: "Each flag stands for one payload behind the Header, and a packet has at least one. " +
			"A packet without any says nothing and is ignored.",
		Seen: "decoders/rdpudp/testdata/packet2.txtar",
	}
	// AckOrVector is broken by a packet with both acknowledgement payloads.
	AckOrVector = &dissect.Rule{
		ID: "rdpudp.ack-or-vector", Level: dissect.Must, Spec: "MS-RDPEUDP2 2.2.1.1",
		Title: "ACK and ACKVEC must not be set together",
		Doc: "A receiver acknowledges either packet by packet or with a vector of its whole window. " +
			"Which of the two counts in a packet with both is not said.",
		Seen: "decoders/rdpudp/testdata/packet2.txtar",
	}
)
