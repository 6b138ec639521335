package x224

import "github.com/radissect/radissect/dissect"

var (
	// CookieText is broken by a cookie of another name.
	CookieText = &dissect.Rule{
		ID: "x224.cookie-text", Req: "RDP-2.2.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1",
		Title: "The cookie must begin with \"Cookie: mstshash=\"",
		Doc: "The client may name a user or machine in a line of text, by which load balancers choose a host. " +
			"The line has a fixed beginning; \"Cookie: msts=\" is the routing token of a session broker instead. " +
			"A server that looks for the fixed text does not find this one.",
		Seen: "decoders/x224/testdata/cookie-text.txtar",
	}
	// TokenAndCookie is broken by a request with both.
	TokenAndCookie = &dissect.Rule{
		ID: "x224.token-and-cookie", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1",
		Title: "A routing token and a cookie must not come together",
		Doc: "Both tell a load balancer where the connection belongs, and only one may be there. " +
			"Which of the two is followed depends on the balancer.",
		Seen: "decoders/x224/testdata/token-and-cookie.txtar",
	}
	// LengthIndicator is broken by a header length that leaves something out.
	LengthIndicator = &dissect.Rule{
		ID: "x224.length-indicator", Req: "RDP-2.2.1.1-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1",
		Title: "The length indicator must count the cookie and the negotiation structures",
		Doc: "Connection Request and Connection Confirm have no user data: the length indicator, plus one for itself, is the size of the whole TPDU. " +
			"A server that trusts it does not see a negotiation request behind its end and answers with standard RDP security.",
		Seen: "decoders/x224/testdata/length-indicator.txtar",
	}
	// NegotiationType is broken by a structure that belongs to the other direction.
	NegotiationType = &dissect.Rule{
		ID: "x224.negotiation-type", Req: "RDP-2.2.1.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1.1",
		Title: "A negotiation request has type 1, a response type 2 and a failure type 3",
		Doc: "The type tells the structures of equal size apart. " +
			"A request with another type is not recognised by servers, which then fall back to standard RDP security.",
		Seen: "decoders/x224/testdata/negotiation-type.txtar",
	}
	// NegotiationLength is broken by a length other than 8.
	NegotiationLength = &dissect.Rule{
		ID: "x224.negotiation-length", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1.1",
		Title: "The length of a negotiation structure must be 8",
		Doc: "Request, response and failure are eight bytes, header included. " +
			"Receivers either ignore the field or drop the connection.",
		Seen: "decoders/x224/testdata/negotiation-length.txtar",
	}
	// HybridWithSSL is broken by a client that offers CredSSP without TLS.
	HybridWithSSL = &dissect.Rule{
		ID: "x224.hybrid-with-ssl", Req: "RDP-2.2.1.1.1-2", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.1.1",
		Title: "A client that offers PROTOCOL_HYBRID should offer PROTOCOL_SSL",
		Doc: "CredSSP runs inside of TLS, so a client that can do the first can do the second. " +
			"A server that has no CredSSP refuses the connection when TLS is not offered.",
		Seen: "decoders/x224/testdata/hybrid.txtar",
	}
	// HybridExWithHybrid is broken by a client that offers HYBRID_EX alone.
	HybridExWithHybrid = &dissect.Rule{
		ID: "x224.hybrid-ex-with-hybrid", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.1.1",
		Title: "A client that offers PROTOCOL_HYBRID_EX should offer PROTOCOL_HYBRID",
		Doc: "HYBRID_EX is CredSSP with one message more. " +
			"A server that knows only plain CredSSP cannot choose it when it is not offered.",
		Seen: "decoders/x224/testdata/hybrid.txtar",
	}
	// CorrelationPresent is broken by a flag and a structure that disagree.
	CorrelationPresent = &dissect.Rule{
		ID: "x224.correlation-present", Req: "RDP-2.2.1.1.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1",
		Title: "Correlation info must be there exactly when its flag is set",
		Doc: "CORRELATION_INFO_PRESENT in the negotiation request announces the structure behind it. " +
			"It only serves diagnosis on the server; a server may ignore both.",
		Seen: "decoders/x224/testdata/correlation.txtar",
	}
	// CorrelationFlags is broken by flags of the correlation info.
	CorrelationFlags = &dissect.Rule{
		ID: "x224.correlation-flags", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1.2",
		Title: "The flags of correlation info must be 0",
		Doc:   "No flag is defined for this structure.",
		Seen:  "decoders/x224/testdata/correlation.txtar",
	}
	// CorrelationLength is broken by a length other than 36.
	CorrelationLength = &dissect.Rule{
		ID: "x224.correlation-length", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1.2",
		Title: "The length of correlation info must be 36",
		Doc:   "The structure has a fixed size: a header of four bytes, the identifier and sixteen reserved bytes.",
		Seen:  "decoders/x224/testdata/correlation.txtar",
	}
	// CorrelationReserved is broken by reserved bytes that are not zero.
	CorrelationReserved = &dissect.Rule{
		ID: "x224.correlation-reserved", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.1.2",
		Title: "The reserved bytes of correlation info must be zero",
		Doc:   "Sixteen bytes behind the identifier are kept for later use.",
		Seen:  "decoders/x224/testdata/correlation.txtar",
	}
	// CorrelationID is broken by identifiers that older load balancers trip over.
	CorrelationID = &dissect.Rule{
		ID: "x224.correlation-id", Req: "RDP-2.2.1.1.2-2", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.1.2",
		Title: "A correlationId should not begin with 00 or F4 nor contain 0D",
		Doc: "The bytes avoided are those that a reader of the cookie line before it could take for something else. " +
			"Clients draw a new identifier until it has none of them.",
		Seen: "decoders/x224/testdata/correlation.txtar",
	}
	// FailureFlags is broken by flags in a negotiation failure.
	FailureFlags = &dissect.Rule{
		ID: "x224.failure-flags", Req: "RDP-2.2.1.2.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.2.2",
		Title: "The flags of a negotiation failure must be 0",
		Doc:   "No flag is defined for this structure. Clients look at the failure code only.",
		Seen:  "decoders/x224/testdata/failure-flags.txtar",
	}
	// ResponseAsked is broken by an answer to a question that was not put.
	ResponseAsked = &dissect.Rule{
		ID: "x224.response-asked", Level: dissect.Should, Spec: "MS-RDPBCGR 3.3.5.3.2",
		Title: "A negotiation response should answer a negotiation request",
		Doc: "A client that sends no negotiation request knows standard RDP security only, and the negotiation data of the confirm is left empty for it: the specification says so without a MUST. " +
			"Such clients may take the extra bytes for an error. The server of FreeRDP answers so.",
		Seen: "decoders/x224/testdata/response-asked.txtar",
	}
	// SelectedRequested is broken by a server that selects what was not offered.
	SelectedRequested = &dissect.Rule{
		ID: "x224.selected-requested", Req: "RDP-2.2.1.2.1-1", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.2.1",
		Title: "The selected protocol should be one of those requested",
		Doc: "The server answers with one security protocol out of the set that the client offered; standard RDP security is always offered. " +
			"A client drops the connection when it gets another, or several.",
		Seen: "decoders/x224/testdata/selected-requested.txtar",
	}
	// StandardSecurity is broken by a connection without TLS.
	StandardSecurity = &dissect.Rule{
		ID: "x224.standard-security", Level: dissect.Note, Spec: "MS-RDPBCGR 5.3",
		Title: "Connections that use TLS or CredSSP are better protected than those that do not",
		Doc: "The connection uses standard RDP security: RC4 or 3DES, or no encryption at all, and a server key that proves nothing about the server. " +
			"Whoever sits in between can read and change the session. " +
			"Remote Assistance often runs this way, because its own password exchange relies on it.",
		Seen: "decoders/x224/testdata/standard-security.txtar",
	}
	// NLA is broken by a connection that authenticates the user late.
	NLA = &dissect.Rule{
		ID: "x224.nla-absent", Level: dissect.Note, Spec: "MS-RDPBCGR 5.4.2",
		Title: "Connections with network level authentication give less to strangers",
		Doc: "TLS protects the connection, but the user is not authenticated before the session begins: anybody who reaches the port gets " +
			"a logon screen, and the server spends a session on it. CredSSP, RDSTLS and the Azure AD protocol authenticate first. " +
			"Remote Assistance always runs without, for its password is proved inside of the session.",
		Seen: "decoders/x224/testdata/nla-absent.txtar",
	}
	// Downgrade is broken by a server that selects less than was offered.
	Downgrade = &dissect.Rule{
		ID: "x224.downgrade", Level: dissect.Note, Spec: "MS-RDPBCGR 5.4.2.1",
		Title: "The server usually selects the strongest protocol that the client offers",
		Doc: "The client offered a protocol that authenticates the user or the server before the session starts, and the server selected a weaker one. " +
			"Server settings are the usual cause; the negotiation itself is not protected, so somebody in between can do the same.",
		Seen: "decoders/x224/testdata/selected-requested.txtar",
	}
)
