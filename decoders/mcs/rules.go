package mcs

import "github.com/radissect/radissect/dissect"

var (
	// BERTag is broken by an element of another type than the PDU has at this place.
	BERTag = &dissect.Rule{
		ID: "mcs.ber-tag", Level: dissect.Malformed, Spec: "T.125 7",
		Title: "An element of a connect PDU must have the identifier of its place",
		Doc: "Connect PDUs are BER sequences whose elements have a fixed order and type. " +
			"Another identifier means that an element is missing or that the bytes are something else; the rest is read as if it were right.",
		Seen: "decoders/mcs/testdata/ber.txtar",
	}
	// BERLength is broken by an indefinite or oversized length.
	BERLength = &dissect.Rule{
		ID: "mcs.ber-length", Level: dissect.Malformed, Spec: "X.690 8.1.3",
		Title: "A length in a connect PDU must be definite and have at most four bytes",
		Doc: "T.125 encodes its connect PDUs with definite lengths. " +
			"A longer length cannot be that of anything in a packet; the element is read as empty.",
		Seen: "decoders/mcs/testdata/ber.txtar",
	}
	// Choice is broken by a domain PDU that does not exist.
	Choice = &dissect.Rule{
		ID: "mcs.choice", Level: dissect.Malformed, Spec: "T.125 7",
		Title: "A domain PDU must be one of the 43 of T.125",
		Doc: "The high six bits of the first byte choose the type of a domain PDU, and no type has this number. " +
			"The rest of the PDU stays closed.",
		Seen: "decoders/mcs/testdata/choice.txtar",
	}
	// ErectDomainZero is broken by a client that gives a height or an interval.
	ErectDomainZero = &dissect.Rule{
		ID: "mcs.erect-domain-zero", Level: dissect.Should, Spec: "MS-RDPBCGR 3.2.5.3.5",
		Title: "subHeight and subInterval should be zero",
		Doc: "Both describe where a provider stands in a tree of T.125 providers, which RDP does not have. " +
			"Servers ignore them.",
		Seen: "decoders/mcs/testdata/erect.txtar",
	}
	// DisconnectReason is broken by reasons that RDP does not use.
	DisconnectReason = &dissect.Rule{
		ID: "mcs.disconnect-reason", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.1.1",
		Title: "The reason of a disconnect must be rn-provider-initiated or rn-user-requested",
		Doc: "The reason says whether an administrator or the user ended the session. " +
			"Servers ignore it; clients may choose their message by it and ignore other values.",
		Seen: "decoders/mcs/testdata/disconnect.txtar",
	}
	// AttachInitiator is broken by a success without a user id.
	AttachInitiator = &dissect.Rule{
		ID: "mcs.attach-initiator", Level: dissect.Must, Spec: "MS-RDPBCGR 3.3.5.3.7",
		Title: "A successful Attach User Confirm must name the user channel",
		Doc: "The initiator of the confirm becomes the id of the client's user channel, which every later PDU of the client names. " +
			"A client drops a connection that does not give it one.",
		Seen: "decoders/mcs/testdata/attach.txtar",
	}
	// JoinZero is broken by a client that joins channel 0.
	JoinZero = &dissect.Rule{
		ID: "mcs.join-zero", Req: "RDP-2.2.1.4.5-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.5",
		Title: "Channel 0 must not be joined",
		Doc: "A message channel id of 0 tells the client that the server has no message channel. " +
			"In T.125 a join of channel 0 asks for any free channel instead.",
		Seen: "decoders/mcs/testdata/join-zero.txtar",
	}
	// JoinConfirmChannel is broken by a confirm for another channel.
	JoinConfirmChannel = &dissect.Rule{
		ID: "mcs.join-confirm-channel", Req: "RDP-2.2.1.9-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.3.5.3.9",
		Title: "A Channel Join Confirm must give the channel that was requested",
		Doc: "The server copies the requested channel into channelId, which has to be there even when the join failed. " +
			"Clients compare it with their request and drop the connection when it differs.",
		Seen: "decoders/mcs/testdata/join-confirm.txtar",
	}
	// JoinConfirmAsked is broken by a confirm that nobody waits for.
	JoinConfirmAsked = &dissect.Rule{
		ID: "mcs.join-confirm-asked", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.9",
		Title: "A Channel Join Confirm must answer a Channel Join Request",
		Doc: "The confirm is the response to one request and names the channel of it. " +
			"This one names a channel for which no request is open.",
		Seen: "decoders/mcs/testdata/join-confirm.txtar",
	}
	// JoinRefused is broken by a join that failed.
	JoinRefused = &dissect.Rule{
		ID: "mcs.join-refused", Level: dissect.Note, Spec: "MS-RDPBCGR 3.2.5.3.9",
		Title: "Channel joins usually succeed",
		Doc: "The server refused to let the client join a channel that it had assigned before. " +
			"Clients drop the connection, or go on without the channel.",
		Seen: "decoders/mcs/testdata/join-confirm.txtar",
	}
	// JoinsComplete is broken by a client that goes on before all joins.
	JoinsComplete = &dissect.Rule{
		ID: "mcs.joins-complete", Req: "RDP-2.2.1.8-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.2.5.3.8",
		Title: "The client must join the user, I/O and message channels and every static channel before it sends data",
		Doc: "The joins go on until all assigned channels are joined, unless both sides agreed to skip them. " +
			"On a channel that is not joined the server sends nothing.",
		Seen: "decoders/mcs/testdata/joins-complete.txtar",
	}
	// ChannelAssigned is broken by data on a channel that does not exist.
	ChannelAssigned = &dissect.Rule{
		ID: "mcs.channel-assigned", Req: "RDP-3.1.5.2.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "Data must be sent on a channel that the server assigned",
		Doc: "The ids of the I/O, message and static channels come from the server's network data, that of the user channel from the Attach User Confirm. " +
			"Data on another channel is dropped by the receiver.",
		Seen: "decoders/mcs/testdata/channel-assigned.txtar",
	}
	// Initiator is broken by a client that speaks for another user.
	Initiator = &dissect.Rule{
		ID: "mcs.initiator", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "The initiator of a client's PDU must be its user channel",
		Doc: "The Attach User Confirm gives the client the id by which it names itself in all later PDUs. " +
			"Servers drop PDUs of an unknown user, or the connection.",
		Seen: "decoders/mcs/testdata/initiator.txtar",
	}
	// Order is broken by a PDU before those that it follows from.
	Order = &dissect.Rule{
		ID: "mcs.order", Level: dissect.Should, Spec: "MS-RDPBCGR 1.3.1.1",
		Title: "The PDUs of the channel connection should come in their order",
		Doc: "Connect-Initial, Connect-Response, Erect Domain Request, Attach User Request and Confirm, then joins and data: each step uses what the one before it gave. " +
			"A PDU out of order is dropped or ends the connection.",
		Seen: "decoders/mcs/testdata/order.txtar",
	}
)
