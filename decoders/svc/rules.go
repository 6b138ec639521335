package svc

import "github.com/radissect/radissect/dissect"

// Rules of MS-RDPBCGR, in the order of its sections.
var (
	// ChunkLength is broken by a chunk longer than agreed.
	ChunkLength = &dissect.Rule{
		ID: "svc.chunk-length", Req: "RDP-2.2.6.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.6.1",
		Title: "virtualChannelData must not be longer than 1,600 bytes or the agreed VCChunkSize",
		Doc:   "The limit is 1,600 unless both sides sent VCChunkSize in their capabilities; then it is what the server sent. A receiver answers a longer chunk with ERRINFO_VCDATATOOLONG. Where the capabilities were not seen, only chunks beyond 16,256 bytes, the largest VCChunkSize, are reported.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// StrayHeader is broken by a security header in a connection without encryption.
	StrayHeader = &dissect.Rule{
		ID: "svc.stray-header", Req: "RDP-2.2.6.1-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.6.1",
		Title: "A Virtual Channel PDU must have no security header when encryption method and level are 0",
		Doc:   "A receiver takes the security header for the channel PDU header, and everything behind it for data.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// ChunkOrder is broken by chunks whose flags do not fit their place.
	ChunkOrder = &dissect.Rule{
		ID: "svc.chunk-order", Req: "RDP-3.1.5.2.1-2", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "Chunks must come in order, the first with FIRST, the last with LAST",
		Doc:   "A chunk without FIRST continues the message that a chunk with FIRST began on the same channel; a chunk with FIRST begins one only when the one before has ended with LAST. Nothing else tells where a chunk belongs, so the receiver joins the wrong bytes or drops them.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// ShowProtocol is broken by chunks without SHOW_PROTOCOL.
	ShowProtocol = &dissect.Rule{
		ID: "svc.show-protocol", Req: "RDP-3.1.5.2.1-3", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "Chunked data must have CHANNEL_FLAG_SHOW_PROTOCOL",
		Doc:   "The flag has the channel PDU header shown to the channel's endpoint, which joins the chunks with its help. The clients of Windows 10 and the server of FreeRDP 2.11 leave the flag out, and their peers join the chunks all the same: see docs/findings.md.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// CompressionType is broken by a compression type that was not agreed.
	CompressionType = &dissect.Rule{
		ID: "svc.compression-type", Req: "RDP-3.1.5.2.1-4", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "A compressed chunk must be of RDP 4.0 compression from the client, and of no higher type than the client announced from the server",
		Doc:   "The client announces the highest compression type it can undo in its Client Info; the server only undoes RDP 4.0. A receiver answers another type with ERRINFO_INVALIDVCCOMPRESSIONTYPE. A type below the announced one is not reported: which types the server knows is not on the wire.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// Encrypted is broken by channel data in the clear that has to be encrypted.
	Encrypted = &dissect.Rule{
		ID: "svc.encrypted", Req: "RDP-3.1.5.2.1-5", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.1",
		Title: "A Virtual Channel PDU must have SEC_ENCRYPT when the encryption level covers its direction",
		Doc:   "With standard RDP security all channel data of the client is encrypted, and that of the server from level 2 on. The flag is how the receiver knows; without it, the data went out in the clear.",
		Seen:  "decoders/svc/testdata/encrypted.txtar",
	}
	// MessageLength is broken by chunks that do not add up.
	MessageLength = &dissect.Rule{
		ID: "svc.message-length", Req: "RDP-3.1.5.2.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.6.1.1",
		Title: "The chunks of a message must add up to length",
		Doc:   "length is the size of the whole message without compression. A receiver makes its buffer of that size: data beyond it overruns the buffer, data short of it leaves the rest undefined.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
	// SameLength is broken by chunks of one message that name different lengths.
	SameLength = &dissect.Rule{
		ID: "svc.same-length", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.5.2.2.1",
		Title: "Every chunk of a message must name the same length",
		Doc:   "length tells the size of the whole message in each of its chunks. A chunk with another one belongs to another message, or its sender counts chunks.",
		Seen:  "decoders/svc/testdata/broken.txtar",
	}
)
