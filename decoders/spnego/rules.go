package spnego

import "github.com/radissect/radissect/dissect"

var (
	// DERTag is broken by an element of another type than its place allows.
	DERTag = &dissect.Rule{
		ID: "spnego.der-tag", Level: dissect.Malformed, Spec: "RFC 4178 4.2",
		Title: "An element of a token must have the identifier of its place",
		Doc: "The tokens of SPNEGO are sequences of elements of fixed types and tags. " +
			"Another identifier means that the bytes are something else; what follows in this structure stays closed.",
		Seen: "decoders/spnego/testdata/der.txtar",
	}
	// DERLength is broken by a length that is indefinite or does not fit.
	DERLength = &dissect.Rule{
		ID: "spnego.der-length", Level: dissect.Malformed, Spec: "X.690 10.1",
		Title: "A length in a token must be definite and fit its surroundings",
		Doc: "DER wants definite lengths, and an element has to lie in the one around it. " +
			"Parsers that trust such a length read beyond the token.",
		Seen: "decoders/spnego/testdata/der.txtar",
	}
	// ReqFlags is broken by a client that sends reqFlags.
	ReqFlags = &dissect.Rule{
		ID: "spnego.req-flags", Level: dissect.Should, Spec: "MS-SPNG 2.2.1",
		Title: "reqFlags should be left out",
		Doc: "The flags are not protected and were kept in RFC 4178 for old peers only; receivers ignore them. " +
			"GSS-API libraries of the time of RFC 2478 send them.",
		Seen: "decoders/spnego/testdata/flags.txtar",
	}
	// HintName is broken by another hint than the one of MS-SPNG.
	HintName = &dissect.Rule{
		ID: "spnego.hint-name", Level: dissect.Should, Spec: "MS-SPNG 2.2.1",
		Title: "hintName should be not_defined_in_RFC4178@please_ignore",
		Doc: "Servers that speak first send a hint which once was their principal name. Clients must not use it, " +
			"for it is not protected. Systems before Windows Vista send a real name.",
		Seen: "decoders/spnego/testdata/flags.txtar",
	}
	// HintAddress is broken by a server that sends an address.
	HintAddress = &dissect.Rule{
		ID: "spnego.hint-address", Level: dissect.Must, Spec: "MS-SPNG 2.2.1",
		Title: "hintAddress must be left out",
		Doc:   "The field is in the grammar of negHints and is never present in a conforming message.",
		Seen:  "decoders/spnego/testdata/flags.txtar",
	}
	// NegStateKnown is broken by a state that does not exist.
	NegStateKnown = &dissect.Rule{
		ID: "spnego.neg-state", Level: dissect.Must, Spec: "RFC 4178 4.2.2",
		Title: "negState must be 0 to 3",
		Doc:   "The state is an enumeration of four values. Receivers fail the negotiation on another.",
		Seen:  "decoders/spnego/testdata/reply.txtar",
	}
	// NegStateFirst is broken by a first reply without negState.
	NegStateFirst = &dissect.Rule{
		ID: "spnego.neg-state-first", Level: dissect.Must, Spec: "RFC 4178 4.2.2",
		Title: "The first reply of the acceptor must contain negState",
		Doc:   "negState is required in the first reply and optional afterwards. Without it the initiator does not know whether to go on.",
		Seen:  "decoders/spnego/testdata/reply.txtar",
	}
	// SupportedFirst is broken by supportedMech in a later reply.
	SupportedFirst = &dissect.Rule{
		ID: "spnego.supported-mech-first", Level: dissect.Must, Spec: "RFC 4178 4.2.2",
		Title: "supportedMech must only be present in the first reply of the acceptor",
		Doc:   "The acceptor chooses the mechanism once. A later choice would change the mechanism in the middle of its exchange.",
		Seen:  "decoders/spnego/testdata/reply.txtar",
	}
	// SupportedOffered is broken by a mechanism that the initiator did not offer.
	SupportedOffered = &dissect.Rule{
		ID: "spnego.supported-mech-offered", Level: dissect.Must, Spec: "RFC 4178 4.2.2",
		Title: "supportedMech must be one of the mechanisms offered",
		Doc: "The acceptor chooses from the list of the initiator. The two identifiers of Kerberos count as one (MS-SPNG 3.1.5.2). " +
			"An initiator that goes along with another choice has been talked into it.",
		Seen: "decoders/spnego/testdata/offered.txtar",
	}
	// MICRequested is broken by an initiator that does not answer request-mic.
	MICRequested = &dissect.Rule{
		ID: "spnego.mic-requested", Level: dissect.Must, Spec: "RFC 4178 5",
		Title: "After request-mic the last token of the initiator must contain mechListMIC",
		Doc: "The acceptor chose another mechanism than the first and asks for proof that nobody changed the list. " +
			"Without the signature the negotiation must fail. Checked where radissect can tell the last token: NTLM's AUTHENTICATE_MESSAGE.",
		Seen: "decoders/spnego/testdata/request-mic.txtar",
	}
	// ListMIC is broken by a signature over another list of mechanisms.
	ListMIC = &dissect.Rule{
		ID: "spnego.mech-list-mic", Level: dissect.Security, Spec: "RFC 4178 5",
		Title: "mechListMIC must be the signature of the mechanisms that were offered",
		Doc: "The signature protects the list against somebody who strikes out the better mechanisms. " +
			"It was computed with the session key that the given secret yields, over the list seen in this capture, and does not fit: " +
			"the list was changed on its way, or the peers count messages in another way.",
		Seen: "decoders/ntlm/testdata/keyed/list-mic.txtar",
	}
	// Rejected is broken by a negotiation that fails.
	Rejected = &dissect.Rule{
		ID: "spnego.rejected", Level: dissect.Note, Spec: "RFC 4178 4.2.2",
		Title: "The acceptor accepts the negotiation",
		Doc:   "negState is reject: no mechanism in common, or the mechanism failed. The connection usually ends.",
		Seen:  "decoders/spnego/testdata/reply.txtar",
	}
)
