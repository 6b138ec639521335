package soap

import "github.com/radissect/radissect/dissect"

// The rules.
var (
	// NoDoctype is broken by a document type declaration.
	NoDoctype = &dissect.Rule{
		ID: "soap.no-doctype", Level: dissect.Must, Spec: "SOAP 1.1 3",
		Title: "An envelope must not have a document type declaration",
		Doc:   "SOAP forbids it (SOAP 1.2-1 5 likewise). Recipients that read it all the same can be made to expand entities and to read files.",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// NoInstruction is broken by a processing instruction.
	NoInstruction = &dissect.Rule{
		ID: "soap.no-processing-instruction", Level: dissect.Must, Spec: "SOAP 1.1 3",
		Title: "An envelope must not have processing instructions",
		Doc:   "The XML declaration is none. SOAP 1.2 only advises against them, so this is not looked for there.",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// HeaderFirst is broken by a Header that is not the first child.
	HeaderFirst = &dissect.Rule{
		ID: "soap.header-first", Level: dissect.Must, Spec: "SOAP 1.1 4",
		Title: "The Header must be the first child of the Envelope",
		Doc:   "A recipient that reads in one pass acts on the body before it has seen what it has to understand (SOAP 1.2-1 5.1 has the same order).",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// HasBody is broken by an envelope without body.
	HasBody = &dissect.Rule{
		ID: "soap.body", Level: dissect.Must, Spec: "SOAP 1.1 4",
		Title: "An Envelope must have a Body",
		Doc:   "The Body may be empty but has to be there (SOAP 1.2-1 5.1 likewise).",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// OnlyHeaderBody is broken by other children of a SOAP 1.2 envelope.
	OnlyHeaderBody = &dissect.Rule{
		ID: "soap.only-header-and-body", Level: dissect.Must, Spec: "SOAP 1.2-1 5.1",
		Title: "A SOAP 1.2 Envelope must have no children but Header and Body",
		Doc:   "SOAP 1.1 allows further elements behind the Body; SOAP 1.2 does not.",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// HeaderSpace is broken by a header entry without namespace.
	HeaderSpace = &dissect.Rule{
		ID: "soap.header-namespace", Level: dissect.Must, Spec: "SOAP 1.1 4.2",
		Title: "A header entry must have a namespace",
		Doc:   "Header entries are told apart by their namespaces (SOAP 1.2-1 5.2.1 likewise).",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// MustUnderstand is broken by an odd value of mustUnderstand.
	MustUnderstand = &dissect.Rule{
		ID: "soap.must-understand", Level: dissect.Must, Spec: "SOAP 1.1 4.2.3",
		Title: "The value of mustUnderstand must be a boolean",
		Doc:   "SOAP 1.1 has 0 and 1, SOAP 1.2 (5.2.3 of part 1) also true and false. Recipients differ in what they make of anything else.",
		Seen:  "decoders/soap/testdata/envelope.txtar",
	}
	// FaultAlone is broken by a fault beside other body entries.
	FaultAlone = &dissect.Rule{
		ID: "soap.fault-alone", Level: dissect.Must, Spec: "SOAP 1.2-1 5.4",
		Title: "A SOAP 1.2 fault must be the only child of the Body",
		Doc:   "An envelope with a fault and something else is no fault to a recipient.",
		Seen:  "decoders/soap/testdata/fault.txtar",
	}
	// FaultCode is broken by a fault without code.
	FaultCode = &dissect.Rule{
		ID: "soap.fault-code", Level: dissect.Must, Spec: "SOAP 1.1 4.4",
		Title: "A fault must have a code",
		Doc:   "faultcode in SOAP 1.1, Code with Value in SOAP 1.2 (part 1, 5.4.1). Software decides by it.",
		Seen:  "decoders/soap/testdata/fault.txtar",
	}
	// FaultString is broken by a fault without explanation.
	FaultString = &dissect.Rule{
		ID: "soap.fault-string", Level: dissect.Must, Spec: "SOAP 1.1 4.4",
		Title: "A fault must have an explanation",
		Doc:   "faultstring in SOAP 1.1, Reason with Text in SOAP 1.2 (part 1, 5.4.2).",
		Seen:  "decoders/soap/testdata/fault.txtar",
	}
	// FaultStatus is broken by a fault in a response that reports success.
	FaultStatus = &dissect.Rule{
		ID: "soap.fault-status", Level: dissect.Must, Spec: "SOAP 1.1 6.2",
		Title: "A fault must come with status 500",
		Doc:   "SOAP 1.2 has 400 as well, for faults of the sender (part 2, 7.5.2.2). Clients that look at the status first take a fault with 200 for an answer.",
		Seen:  "decoders/soap/testdata/http.txtar",
	}
	// ActionField is broken by a request without SOAPAction.
	ActionField = &dissect.Rule{
		ID: "soap.action", Level: dissect.Must, Spec: "SOAP 1.1 6.1.1",
		Title: "A SOAP 1.1 request must have a SOAPAction field",
		Doc:   "The field tells servers and firewalls what is asked for; it may be empty. Some servers dispatch by it alone.",
		Seen:  "decoders/soap/testdata/http.txtar",
	}
	// MediaType is broken by a media type of another version.
	MediaType = &dissect.Rule{
		ID: "soap.media-type", Level: dissect.Must, Spec: "SOAP 1.1 6",
		Title: "The media type must be text/xml for SOAP 1.1",
		Doc:   "The media type tells the versions apart; application/soap+xml is that of SOAP 1.2.",
		Seen:  "decoders/soap/testdata/http.txtar",
	}
	// MediaType12 is broken by a media type of another version.
	MediaType12 = &dissect.Rule{
		ID: "soap.media-type-12", Level: dissect.Note, Spec: "SOAP 1.2-2 7.1.4",
		Title: "The media type should be application/soap+xml for SOAP 1.2",
		Doc:   "Every implementation of the HTTP binding of SOAP 1.2 knows this media type and may use others; text/xml is that of SOAP 1.1.",
		Seen:  "decoders/soap/testdata/http.txtar",
	}
	// PasswordClear is broken by a password that anybody can read.
	PasswordClear = &dissect.Rule{
		ID: "soap.password-clear", Level: dissect.Security, Spec: "WSS UsernameToken 1.0 3.1",
		Title: "A UsernameToken with a password in clear should not be sent without TLS",
		Doc:   "The token holds the password itself (PasswordText). Everybody on the way can read it and use it again.",
		Seen:  "decoders/soap/testdata/http.txtar",
	}
)
