package dcerpc

import "github.com/radissect/radissect/dissect"

// Rules of MS-RPCE and C706.
var (
	// Version is broken by another protocol version.
	Version = &dissect.Rule{
		ID: "dcerpc.version", Req: "RPC-3.3.1.5.1-1", Level: dissect.Should, Spec: "MS-RPCE 3.3.1.5.1",
		Title: "rpc_vers and rpc_vers_minor should be 5 and 0",
		Doc:   "Implementations of MS-RPCE know version 5.0 only, and should answer any other with an error. C706 also has 5.1, which some DCE implementations send.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// AuthLength is broken by an auth_length for which there is no room.
	AuthLength = &dissect.Rule{
		ID: "dcerpc.auth-length", Req: "RPC-2.2.2.11-1", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.11",
		Title: "sec_trailer and a token of auth_length bytes must fit into the PDU",
		Doc:   "sec_trailer begins auth_length + 8 bytes before the end of the PDU. When that is inside of the header, the receiver takes header fields for the trailer or rejects the PDU. It is read here as if it had none.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// AuthType is broken by an unknown security provider.
	AuthType = &dissect.Rule{
		ID: "dcerpc.auth-type", Level: dissect.Should, Spec: "MS-RPCE 2.2.2.11",
		Title: "auth_type must be one of the security providers",
		Doc:   "The number names a security provider that is not in MS-RPCE 2.2.1.1.7. A server that has none of this number refuses with authentication_type_not_recognized. Vendors may have providers of their own, so a breach counts as a SHOULD.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// AuthLevel is broken by an unknown authentication level.
	AuthLevel = &dissect.Rule{
		ID: "dcerpc.auth-level", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.11",
		Title: "auth_level must be one of the authentication levels",
		Doc:   "The levels go from 0 to 6. What another number protects is not known, so the body is shown as it is.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// AuthPad is broken by more padding than there is body.
	AuthPad = &dissect.Rule{
		ID: "dcerpc.auth-pad", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.11",
		Title: "auth_pad_length must not count more octets than the PDU has between header and sec_trailer",
		Doc:   "The padding lies between the stub data and sec_trailer. A larger number makes receivers compute a negative length of the stub.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// AuthConstant is broken by fragments of one call that are protected differently.
	AuthConstant = &dissect.Rule{
		ID: "dcerpc.auth-constant", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.11",
		Title: "All fragments of a request or response must have the same auth_type, auth_level and auth_context_id",
		Doc:   "A receiver that checked only the first fragment would take the rest from anybody.",
		Seen:  "decoders/dcerpc/testdata/fragments.txtar",
	}
	// AuthEvery is broken by a fragment without sec_trailer among fragments that have it.
	AuthEvery = &dissect.Rule{
		ID: "dcerpc.auth-every-fragment", Req: "RPC-2.2.2.11-2", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.11",
		Title: "sec_trailer must be in every fragment of an authenticated request or response",
		Doc:   "A fragment without it is not protected, while those around it are: inserted data would pass.",
		Seen:  "decoders/dcerpc/testdata/fragments.txtar",
	}
	// AllocHint is broken by an alloc_hint beyond the stub data.
	AllocHint = &dissect.Rule{
		ID: "dcerpc.alloc-hint", Req: "RPC-2.2.2.6-1", Level: dissect.Should, Spec: "MS-RPCE 2.2.2.6",
		Title: "A nonzero alloc_hint should not exceed the stub data of all fragments",
		Doc:   "Receivers allocate what the hint says, and should reject calls whose hint is larger than what then comes. The stub is counted here with verification trailer and padding, so a hint a few bytes too large is not noticed.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// FaultStub is broken by stub data in a fault.
	FaultStub = &dissect.Rule{
		ID: "dcerpc.fault-stub", Req: "RPC-2.2.2.8-1", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.8",
		Title: "A fault must not have stub data",
		Doc:   "C706 lets servers put the exception into the stub data. Windows clients ignore it. Extended error information, which the lowest bit of the reserved octet announces, is not stub data.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// FaultStatus is broken by a status that is kept for local use.
	FaultStatus = &dissect.Rule{
		ID: "dcerpc.fault-status", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.8",
		Title: "The status of a fault must not be one of those of MS-RPCE 3.3.3.5.1",
		Doc:   "Success and exceptions such as STATUS_ACCESS_VIOLATION are never sent; a client treats them as a protocol error. Servers that pass on an exception of their own process send them: a crash that was caught.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// Auth3Answer is broken by an answer to rpc_auth_3.
	Auth3Answer = &dissect.Rule{
		ID: "dcerpc.auth3-answer", Req: "RPC-2.2.2.10-1", Level: dissect.Must, Spec: "MS-RPCE 3.3.1.5.2.1",
		Title: "A server must not answer an rpc_auth_3",
		Doc:   "The last leg of an odd number is sent with rpc_auth_3 so that no answer is needed; a failure shows with the first request. A client takes an answer for that of its next PDU.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// CommandLength is broken by a command of a verification trailer with an odd length.
	CommandLength = &dissect.Rule{
		ID: "dcerpc.command-length", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.13",
		Title: "The length of a command of the verification trailer must be a multiple of 4",
		Doc:   "The next command follows at once, and all are aligned to 4.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// TrailerFits is broken by a verification trailer that contradicts the header.
	TrailerFits = &dissect.Rule{
		ID: "dcerpc.trailer-fits", Req: "RPC-2.2.2.13-1", Level: dissect.Must, Spec: "MS-RPCE 2.2.2.13.2",
		Title: "The commands of a verification trailer must repeat what header and negotiation say",
		Doc:   "The trailer protects what the security provider does not: header fields, presentation context, and whether header signing was asked for. A difference means that somebody changed them on the way, or that a client is wrong; servers refuse the call with access denied.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// CallIDIncreases is broken by a request with an earlier call_id.
	CallIDIncreases = &dissect.Rule{
		ID: "dcerpc.call-id-increases", Req: "RPC-3.3.3.5.2-1", Level: dissect.Must, Spec: "MS-RPCE 3.3.3.5.2",
		Title: "The call_id of requests must increase",
		Doc:   "A server drops a request with a lower call_id as one of an old call, or answers with nca_proto_error. A call_id that is used again after its call has ended is not reported: MS-RPCE does not say strictly, and clients that number each exchange the same work.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// ResultCount is broken by an answer with more or fewer results than contexts.
	ResultCount = &dissect.Rule{
		ID: "dcerpc.result-count", Req: "RPC-3.3.1.5.3-1", Level: dissect.Must, Spec: "MS-RPCE 3.3.1.5.6",
		Title: "A bind_ack must have as many results as the bind has contexts",
		Doc:   "Results belong to contexts by their place. With one missing, client and server disagree about which interface a context identifier means.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// ContextCount is broken by a count of contexts that is not what follows.
	ContextCount = &dissect.Rule{
		ID: "dcerpc.context-count", Level: dissect.Malformed, Spec: "C706 12.6.3.1",
		Title: "n_context_elem must be the number of context elements that follow",
		Doc:   "The PDU ends, or its sec_trailer begins, before the last of the announced elements.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// ContextKnown is broken by a request on a context that was not negotiated.
	ContextKnown = &dissect.Rule{
		ID: "dcerpc.context-known", Level: dissect.Must, Spec: "MS-RPCE 3.3.1.5.6",
		Title: "A request must name a presentation context that the server accepted",
		Doc:   "Without one the server does not know the interface; it answers with a fault, mostly nca_invalid_pres_context_id or nca_unk_if.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// FragmentOrder is broken by fragments whose flags do not fit their place.
	FragmentOrder = &dissect.Rule{
		ID: "dcerpc.fragment-order", Level: dissect.Must, Spec: "C706 12.6.3.1",
		Title: "Fragments must come in order, the first with PFC_FIRST_FRAG, the last with PFC_LAST_FRAG",
		Doc:   "There is no other way to tell where a fragment belongs. A fragment without a first one is dropped; a second first one begins anew.",
		Seen:  "decoders/dcerpc/testdata/fragments.txtar",
	}
	// ResponseCall is broken by an answer to no request.
	ResponseCall = &dissect.Rule{
		ID: "dcerpc.response-call", Level: dissect.Should, Spec: "MS-RPCE 3.3.2.5.2",
		Title: "The call_id of a response must be that of a request",
		Doc:   "With concurrent multiplexing it is what tells whose response it is. Wine's server answers every call with 1; on a connection with one call at a time clients take the answer all the same, and so does radissect.",
		Seen:  "decoders/dcerpc/testdata/broken.txtar",
	}
	// Signature is broken by a PDU whose signature does not fit.
	Signature = &dissect.Rule{
		ID: "dcerpc.signature", Req: "NLMP-3.4.4-1", Level: dissect.Must, Spec: "MS-RPCE 3.3.1.5.2.2",
		Title: "The token of a protected PDU must be the signature of its content",
		Doc:   "The key is known, and the signature made with it does not fit: the PDU was changed on the way, repeated, or signed with another key. With NTLM the sequence number, which counts the PDUs of each direction from 0, is part of what is signed. Its receiver drops the connection.",
		Seen:  "decoders/dcerpc/testdata/signature.txtar",
	}
	// Privacy is broken by authenticated calls that are not encrypted.
	Privacy = &dissect.Rule{
		ID: "dcerpc.privacy", Level: dissect.Note, Spec: "MS-RPCE 2.2.1.1.8",
		Title: "Authenticated calls should be made at packet privacy",
		Doc:   "Below RPC_C_AUTHN_LEVEL_PKT_PRIVACY everybody on the way can read the calls; below packet integrity they can change them too. DCOM servers of Windows refuse activation below integrity since 2023.",
		Seen:  "decoders/dcerpc/testdata/signature.txtar",
	}
	// Unauthenticated is broken by calls without any security context.
	Unauthenticated = &dissect.Rule{
		ID: "dcerpc.unauthenticated", Level: dissect.Note, Spec: "MS-RPCE 2.2.1.1.8",
		Title: "Calls should be authenticated",
		Doc:   "The first request of the connection has no sec_trailer, and no security context was negotiated before: caller and server are anonymous. That is usual for the endpoint mapper and for object resolution, and for hardly anything else. Reported once per connection.",
		Seen:  "pcaps/dcerpc/dcom_rasrv_none.pcap",
	}
	// HeaderSigning is broken by a protected connection whose headers are not signed.
	HeaderSigning = &dissect.Rule{
		ID: "dcerpc.header-signing", Level: dissect.Note, Spec: "MS-RPCE 3.3.1.5.2.2",
		Title: "Both sides should support header signing where calls are signed",
		Doc:   "PFC_SUPPORT_HEADER_SIGN is missing from the bind or its answer although packet integrity or privacy was asked for. Header fields such as opnum and p_cont_id are then outside of what the specification has signed, although NTLM of known implementations signs them all the same.",
		Seen:  "decoders/dcerpc/testdata/signature.txtar",
	}
)
