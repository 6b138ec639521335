package dvc

import "github.com/radissect/radissect/dissect"

var (
	// Command is broken by a command that is not given out.
	Command = &dissect.Rule{
		ID: "dvc.command", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2",
		Title: "Cmd must be one of the nine commands",
		Doc: "Cmd names the type of the PDU; 1 to 9 are given out. A peer that gets another value has to end the static " +
			"channel, and every dynamic channel with it (3.1.5.2.4).",
		Seen: "decoders/dvc/testdata/invalid.txtar",
	}
	// ChannelIDWidth is broken by a width of the channel id that does not exist.
	ChannelIDWidth = &dissect.Rule{
		ID: "dvc.channel-id-width", Req: "EDYC-2.2.2.1-2", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2",
		Title: "cbId must not be 3",
		Doc: "The two bits say whether ChannelId takes one, two or four bytes; 3 stands for none of them. Where ChannelId " +
			"ends cannot be told then, so the rest of the PDU stays closed. FreeRDP reads four bytes.",
		Seen: "decoders/dvc/testdata/invalid.txtar",
	}
	// PDUSize is broken by a PDU of more than 1,600 bytes.
	PDUSize = &dissect.Rule{
		ID: "dvc.pdu-size", Req: "EDYC-2.2.3-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3",
		Title: "A PDU must not be longer than 1,600 bytes",
		Doc: "Longer messages are cut into a first piece and further ones, so that one channel does not keep the others " +
			"waiting. Receivers with a buffer of the announced size drop the PDU or the connection.",
		Seen: "decoders/dvc/testdata/pdu-size.txtar",
	}
	// CapsChannelID is broken by a Capabilities PDU with a width of the channel id.
	CapsChannelID = &dissect.Rule{
		ID: "dvc.caps-channel-id", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1.1.1",
		Title: "cbId of a Capabilities PDU must be 0",
		Doc: "Capabilities belong to no channel, so the width of ChannelId has no meaning in them. The two bits beside it " +
			"(Sp) may hold anything: Windows does not set them.",
		Seen: "decoders/dvc/testdata/caps.txtar",
	}
	// CapsPad is broken by a Capabilities PDU with padding that is not 0.
	CapsPad = &dissect.Rule{
		ID: "dvc.caps-pad", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1.1.1",
		Title: "Pad of a Capabilities PDU must be 0",
		Doc:   "The byte aligns Version and carries nothing.",
		Seen:  "decoders/dvc/testdata/caps.txtar",
	}
	// CapsVersion is broken by a server that announces an unknown version.
	CapsVersion = &dissect.Rule{
		ID: "dvc.caps-version", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1.1.1",
		Title: "Version of a capabilities request must be 1, 2 or 3",
		Doc: "The server announces the highest version level it supports: 2 adds priority classes, 3 compressed data. No " +
			"other level is defined.",
		Seen: "decoders/dvc/testdata/caps.txtar",
	}
	// CapsFirst is broken by a Create Request before any Capabilities Request.
	CapsFirst = &dissect.Rule{
		ID: "dvc.caps-first", Req: "EDYC-2.2.1.1-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1",
		Title: "The server must send its capabilities before it creates a channel",
		Doc: "The capabilities open the static channel; once exchanged they hold for all dynamic channels. Clients that have " +
			"seen none may refuse the create request; FreeRDP then answers as if version 3 had been announced.",
		Seen: "decoders/dvc/testdata/caps-first.txtar",
	}
	// CapsAnswered is broken by a Create Request before the Capabilities Response.
	CapsAnswered = &dissect.Rule{
		ID: "dvc.caps-answered", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1",
		Title: "The server must wait for the client's capabilities before it creates a channel",
		Doc: "Until the client has answered, the server does not know the version level it may use. After ten seconds " +
			"without an answer it gives up on dynamic channels (3.3.3.1). The servers of Windows 10 and Windows " +
			"Server 2016 do not wait, and their clients cope: see docs/findings.md.",
		Seen: "decoders/dvc/testdata/caps-first.txtar",
	}
	// ReplyVersion is broken by a client that answers with an unknown version.
	ReplyVersion = &dissect.Rule{
		ID: "dvc.reply-version", Req: "EDYC-2.2.1.2-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.1.2",
		Title: "Version of a capabilities response must be 1, 2 or 3",
		Doc:   "The client names the highest version level it supports, and the server keeps to it. No other level is defined.",
		Seen:  "decoders/dvc/testdata/caps.txtar",
	}
	// ReplyAbove is broken by a client that answers above the server's version.
	ReplyAbove = &dissect.Rule{
		ID: "dvc.reply-above-request", Level: dissect.Note, Spec: "MS-RDPEDYC 2.2.1.2",
		Title: "A client usually answers with no higher version than the server announced",
		Doc: "The text asks for the highest level the client supports, which may be above the server's; that both then use " +
			"the lower one is only implied. FreeRDP repeats what the server announced.",
		Seen: "decoders/dvc/testdata/caps.txtar",
	}
	// ChannelUnique is broken by a Create Request for a channel that is open.
	ChannelUnique = &dissect.Rule{
		ID: "dvc.channel-unique", Req: "EDYC-2.2.2.1-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.2.1",
		Title: "ChannelId must be unique among open channels",
		Doc: "The server gives out the numbers. One may come again once the channel is closed by either side or could not be " +
			"created (3.3.3.2). With two channels of one number the data of both runs together.",
		Seen: "decoders/dvc/testdata/channel-unique.txtar",
	}
	// NameTerminated is broken by a Create Request whose name has no NUL.
	NameTerminated = &dissect.Rule{
		ID: "dvc.name-terminated", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.2.1",
		Title: "ChannelName must end with NUL",
		Doc: "The name of the listener is the last field and carries no length. Receivers that look for the NUL read beyond " +
			"the PDU, or refuse it.",
		Seen: "decoders/dvc/testdata/name-terminated.txtar",
	}
	// CreatePending is broken by a Create Response nobody asked for.
	CreatePending = &dissect.Rule{
		ID: "dvc.create-pending", Req: "EDYC-2.2.2.2-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.2.2",
		Title: "A create response must name a channel that is being created",
		Doc: "ChannelId repeats that of the request, and every request is answered once. FreeRDP's server passes over " +
			"answers for channels it does not know.",
		Seen: "decoders/dvc/testdata/create-pending.txtar",
	}
	// LengthWidth is broken by a width of Length that does not exist.
	LengthWidth = &dissect.Rule{
		ID: "dvc.length-width", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.1",
		Title: "Len must not be 3",
		Doc: "The two bits say whether Length takes one, two or four bytes; 3 must not be used. Where Length ends cannot be " +
			"told then, so the rest of the PDU stays closed.",
		Seen: "decoders/dvc/testdata/invalid.txtar",
	}
	// MessageComplete is broken by a first piece while pieces of the message before are missing.
	MessageComplete = &dissect.Rule{
		ID: "dvc.message-complete", Level: dissect.Must, Spec: "MS-RDPEDYC 3.1.5.2.3",
		Title: "A message must be complete before the next one begins on its channel",
		Doc: "A first piece announces how many bytes follow on this channel in this direction, and all pieces are " +
			"consecutive. What had come of the message before is lost to the receiver.",
		Seen: "decoders/dvc/testdata/message.txtar",
	}
	// MessageLength is broken by pieces that exceed the announced length.
	MessageLength = &dissect.Rule{
		ID: "dvc.message-length", Req: "EDYC-2.2.3.1-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.1",
		Title: "The pieces of a message must add up to its Length",
		Doc: "Length is the size of the whole message before compression. Receivers take the buffer for it when the first " +
			"piece comes; FreeRDP drops the message when more arrives than was announced.",
		Seen: "decoders/dvc/testdata/message.txtar",
	}
	// DataSingle is broken by a message between the two limits.
	DataSingle = &dissect.Rule{
		ID: "dvc.data-single", Level: dissect.Note, Spec: "MS-RDPEDYC 2.2.3",
		Title: "A message of more than 1,590 bytes usually comes in pieces",
		Doc: "The text asks for a first piece beyond 1,590 bytes of data (2.2.3) and in another place allows as much as fits " +
			"into a PDU of 1,600 bytes (2.2.3.2). FreeRDP fills the PDU; receivers take both.",
		Seen: "decoders/dvc/testdata/message.txtar",
	}
	// DataCreated is broken by data for a channel that nobody created.
	DataCreated = &dissect.Rule{
		ID: "dvc.data-created", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.2",
		Title: "Data must be sent on a channel that was created",
		Doc: "ChannelId is that of a channel that the server has created. Receivers pass over data for channels they do not " +
			"know, or end the static channel (3.1.5.2.4).",
		Seen: "decoders/dvc/testdata/data-open.txtar",
	}
	// DataOpen is broken by data on a channel that was refused or closed.
	DataOpen = &dissect.Rule{
		ID: "dvc.data-open", Level: dissect.Should, Spec: "MS-RDPEDYC 3.1",
		Title: "Data should be sent on a channel only while it is open",
		Doc: "The client has refused the channel, or the sender itself has closed it. What was on its way when the other " +
			"side closed is not counted. Windows Server 2012 R2 is known to send on channels that the client has refused; " +
			"clients pass over it.",
		Seen: "decoders/dvc/testdata/data-open.txtar",
	}
	// CompressedVersion is broken by compressed data between peers of version 2.
	CompressedVersion = &dissect.Rule{
		ID: "dvc.compressed-version", Req: "EDYC-2.2.3.3-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.3",
		Title: "Compressed data must not be used below version 3",
		Doc:   "Both managers have to support version 3. An older peer does not know the command and ends the static channel.",
		Seen:  "decoders/dvc/testdata/compressed.txtar",
	}
	// CompressedSingle is broken by compressed data without descriptor, or with several segments.
	CompressedSingle = &dissect.Rule{
		ID: "dvc.compressed-single", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.3",
		Title: "Compressed data must be RDP_SEGMENTED_DATA with a single segment",
		Doc: "The descriptor is E0 and one RDP8_BULK_ENCODED_DATA follows. The last example of 4.3.4 leaves the descriptor " +
			"out, against the text; radissect reads that form as well.",
		Seen: "decoders/dvc/testdata/compressed-forms.txtar",
	}
	// CompressedType is broken by compressed data of another type.
	CompressedType = &dissect.Rule{
		ID: "dvc.compressed-type", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.3.3",
		Title: "The type of compressed data must be PACKET_COMPR_TYPE_RDP8_LITE",
		Doc: "Dynamic channels use RDP 8.0 compression with a history of 8,192 bytes, which has a type of its own (6). Data " +
			"of type 4 belongs to the graphics pipeline inside of the channel.",
		Seen: "decoders/dvc/testdata/compressed-forms.txtar",
	}
	// CompressedData is broken by compressed data that is broken.
	CompressedData = &dissect.Rule{
		ID: "dvc.compressed-data", Level: dissect.Malformed, Spec: "MS-RDPEDYC 3.1.5.2.6",
		Title: "Compressed data must decompress",
		Doc: "The bit stream has a code that is not given out, refers back before the beginning, or ends early. The message " +
			"it is part of is lost, and later ones on this channel may refer to it.",
		Seen: "decoders/dvc/testdata/compressed-forms.txtar",
	}
	// SoftSyncDirection is broken by soft-sync PDUs from the wrong side.
	SoftSyncDirection = &dissect.Rule{
		ID: "dvc.soft-sync-direction", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1",
		Title: "Soft-sync requests come from the server, responses from the client",
		Doc: "The server says which channels move to a UDP tunnel, the client confirms. FreeRDP ends the channel when it " +
			"gets the wrong one.",
		Seen: "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncHeader is broken by a soft-sync PDU with header bits set.
	SoftSyncHeader = &dissect.Rule{
		ID: "dvc.soft-sync-header", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1",
		Title: "cbId and Sp of a soft-sync PDU must be 0",
		Doc:   "The PDU carries no ChannelId and nothing else in these bits.",
		Seen:  "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncPad is broken by a soft-sync PDU with padding that is not 0.
	SoftSyncPad = &dissect.Rule{
		ID: "dvc.soft-sync-pad", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1",
		Title: "Pad of a soft-sync PDU must be 0",
		Doc:   "The byte carries nothing.",
		Seen:  "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncLength is broken by a soft-sync request with a wrong length.
	SoftSyncLength = &dissect.Rule{
		ID: "dvc.soft-sync-length", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1",
		Title: "Length of a soft-sync request must count everything from itself on",
		Doc:   "It is the size in bytes of Length, Flags, NumberOfTunnels and the channel lists.",
		Seen:  "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncFlushed is broken by a soft-sync request without the flag.
	SoftSyncFlushed = &dissect.Rule{
		ID: "dvc.soft-sync-flushed", Req: "EDYC-2.2.5.1-1", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1",
		Title: "SOFT_SYNC_TCP_FLUSHED must be set",
		Doc: "The flag says that no more data of the listed channels comes over TCP, so that the client can take up the " +
			"tunnel without mixing up the order.",
		Seen: "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncLists is broken by channel lists without the flag.
	SoftSyncLists = &dissect.Rule{
		ID: "dvc.soft-sync-lists", Level: dissect.Must, Spec: "MS-RDPEDYC 3.3.5.3.1",
		Title: "SOFT_SYNC_CHANNEL_LIST_PRESENT must be set when channel lists follow",
		Doc:   "The flag tells the client to read the lists; NumberOfTunnels says how many.",
		Seen:  "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncTunnelOnce is broken by two lists for one tunnel.
	SoftSyncTunnelOnce = &dissect.Rule{
		ID: "dvc.soft-sync-tunnel-once", Level: dissect.Must, Spec: "MS-RDPEDYC 2.2.5.1.1",
		Title: "A TunnelType must not be in more than one channel list",
		Doc:   "Each list names all the channels that move to its tunnel.",
		Seen:  "decoders/dvc/testdata/soft-sync.txtar",
	}
	// SoftSyncAsked is broken by a soft-sync response nobody asked for.
	SoftSyncAsked = &dissect.Rule{
		ID: "dvc.soft-sync-asked", Level: dissect.Must, Spec: "MS-RDPEDYC 3.2.5.3.2",
		Title: "A soft-sync response must follow a soft-sync request",
		Doc:   "The client confirms what the server has announced and only then sends on the tunnels itself.",
		Seen:  "decoders/dvc/testdata/soft-sync-asked.txtar",
	}
)
