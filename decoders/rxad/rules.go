package rxad

import "github.com/radissect/radissect/dissect"

// Messages.
var (
	// Profile is broken by a message that is not SOAP 1.1 as UPnP has it.
	Profile = &dissect.Rule{
		ID: "rxad.profile", Req: "RXAD-2.2.2-1", Level: dissect.Must, Spec: "MS-RXAD 2.2.2",
		Title: "A message must be SOAP 1.1 in a POST or its response, with text/xml and the service type as namespace",
		Doc:   "UPnP 1.0 3.2 has an envelope of SOAP 1.1, the methods POST and M-POST, the media type text/xml, and a body entry in the namespace of the service type. Responses in another namespace are told by rules of their own.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// HasHostID is broken by an AcquireNonce that does not say who asks.
	HasHostID = &dissect.Rule{
		ID: "rxad.host-id", Req: "RXAD-3.1.4.1-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1",
		Title: "AcquireNonce must have HostId",
		Doc:   "The device keeps a nonce for the host; it cannot without knowing which one asks.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AcquireNonceAction is broken by another SOAPACTION.
	AcquireNonceAction = &dissect.Rule{
		ID: "rxad.acquirenonce-action", Req: "RXAD-3.1.4.1.1.1-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1.1.1",
		Title: "SOAPACTION of AcquireNonce must be the service type, # and AcquireNonce, in quotes",
		Doc:   "Devices dispatch by this field or by the body. One that looks at the other does something else.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AcquireNonceReply is broken by another response.
	AcquireNonceReply = &dissect.Rule{
		ID: "rxad.acquirenonce-reply", Req: "RXAD-3.1.4.1.1.2-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1.1.2",
		Title: "The response must be AcquireNonceResponse with Nonce, SupportedSignatureAlgorithms and AttachCertificate",
		Doc:   "The host needs all three to make an Advertise or Inhibit.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AttachType is broken by an AttachCertificate that is no boolean.
	AttachType = &dissect.Rule{
		ID: "rxad.attach-certificate", Req: "RXAD-3.1.4.1.2.1-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1.2.1",
		Title: "AttachCertificate must be a boolean",
		Doc:   "A boolean of UPnP is 0, false or no, and 1, true or yes.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// NonceType is broken by a nonce that is no number of 32 bits.
	NonceType = &dissect.Rule{
		ID: "rxad.nonce-type", Req: "RXAD-3.1.4.1.2.3-2", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1.2.3",
		Title: "Nonce must be an unsigned number of 4 bytes",
		Doc:   "A ui4 of UPnP: decimal digits, from 0 to 4294967295.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// GUID is broken by an identifier that is no GUID.
	GUID = &dissect.Rule{
		ID: "rxad.guid", Level: dissect.Must, Spec: "MS-RXAD 2.2.3",
		Title: "HostId and ApplicationId must be GUIDs",
		Doc:   "ApplicationId is described in 3.1.4.2.2.2. The examples have uuid: before the GUID; with or without it will do here.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AdvertiseArguments is broken by an argument that is missing or out of order.
	AdvertiseArguments = &dissect.Rule{
		ID: "rxad.advertise-arguments", Req: "RXAD-3.1.4.2-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2",
		Title: "Advertise must have its thirteen arguments in the order of the service description",
		Doc:   "The list in 3.1.4.2 leaves ExperienceEndpointUri out; the message in 3.1.4.2.1.1 and the service description have it. The order is that of the description (UPnP 1.0 3.2.1).",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AdvertiseAction is broken by another SOAPACTION.
	AdvertiseAction = &dissect.Rule{
		ID: "rxad.advertise-action", Req: "RXAD-3.1.4.2.1.1-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2.1.1",
		Title: "SOAPACTION of Advertise must be the service type, # and Advertise, in quotes",
		Doc:   "Devices dispatch by this field or by the body. One that looks at the other does something else.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AdvertiseReply is broken by another response.
	AdvertiseReply = &dissect.Rule{
		ID: "rxad.advertise-reply", Req: "RXAD-3.1.4.2.1.2-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2.1.2",
		Title: "The response to Advertise must be AdvertiseResponse",
		Doc:   "It has no arguments.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// AdvertiseSpace is broken by a response without the namespace.
	AdvertiseSpace = &dissect.Rule{
		ID: "rxad.advertise-namespace", Req: "RXAD-3.1.4.2.1.2-2", Level: dissect.Should, Spec: "MS-RXAD 3.1.4.2.1.2",
		Title: "AdvertiseResponse should be in the namespace of the service type",
		Doc:   "Devices write responses by hand; hosts that look at the local name alone do not mind.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// OfflineData is broken by an Inhibit that does not say more.
	OfflineData = &dissect.Rule{
		ID: "rxad.offline-data", Req: "RXAD-3.1.4.2.2.1-1", Level: dissect.Should, Spec: "MS-RXAD 3.1.4.2.2.1",
		Title: "ApplicationData should tell why the application is offline and when it will be online again",
		Doc:   "Whether what is there tells that cannot be judged: the form is the application's. Looked for is that there is something in an Inhibit, which is when an application goes offline.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// InhibitArguments is broken by an argument that is missing or out of order.
	InhibitArguments = &dissect.Rule{
		ID: "rxad.inhibit-arguments", Req: "RXAD-3.1.4.3-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.3",
		Title: "Inhibit must have its ten arguments in the order of the service description",
		Doc:   "The sentence of 3.1.4.3 has its must in small letters; the message and the service description print the arguments. The order is that of the description (UPnP 1.0 3.2.1).",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// InhibitAction is broken by another SOAPACTION.
	InhibitAction = &dissect.Rule{
		ID: "rxad.inhibit-action", Req: "RXAD-3.1.4.3.1.1-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.3.1.1",
		Title: "SOAPACTION of Inhibit must be the service type, # and Inhibit, in quotes",
		Doc:   "Devices dispatch by this field or by the body. One that looks at the other does something else.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// InhibitReply is broken by another response.
	InhibitReply = &dissect.Rule{
		ID: "rxad.inhibit-reply", Req: "RXAD-3.1.4.3.1.2-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.3.1.2",
		Title: "The response to Inhibit must be InhibitResponse",
		Doc:   "It has no arguments.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// InhibitSpace is broken by a response without the namespace.
	InhibitSpace = &dissect.Rule{
		ID: "rxad.inhibit-namespace", Req: "RXAD-3.1.4.3.1.2-2", Level: dissect.Should, Spec: "MS-RXAD 3.1.4.3.1.2",
		Title: "InhibitResponse should be in the namespace of the service type",
		Doc:   "Devices write responses by hand; hosts that look at the local name alone do not mind.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// ReasonCode is broken by a reason that is no number.
	ReasonCode = &dissect.Rule{
		ID: "rxad.reason-code", Req: "RXAD-3.1.4.3.2.7-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.3.2.7",
		Title: "ReasonCode must be an unsigned number of 4 bytes",
		Doc:   "The example of 4.5 leaves it empty, which will do. What the number means is up to the application.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// PasswordClear is broken by a password that anybody can read.
	PasswordClear = &dissect.Rule{
		ID: "rxad.password-clear", Level: dissect.Security, Spec: "MS-RXAD 3.1.4.2.2.4",
		Title: "ExperienceEndpointData should not hold a password in clear where nothing protects the conversation",
		Doc:   "The data, or ExperienceEndpointUri, may hold credentials for the remote experience. Media Center encrypts the password with the key of the device (encryptedpassword); one that is not encrypted logs on whoever sees it.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
)
