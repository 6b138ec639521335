package dscpm

import "github.com/radissect/radissect/dissect"

// Rules about heads.
var (
	HTTPVersion = &dissect.Rule{
		ID: "dscpm.http-version", Req: "DSCPM-2.1-1", Level: dissect.Should, Spec: "MS-DSCPM 2.1",
		Title: "The protocol is carried in HTTP/1.1",
		Doc:   "Clients and servers of Windows speak 1.1. With HTTP/1.0 there are no persistent connections and no Expect, on which the client of Windows relies.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	ContentType = &dissect.Rule{
		ID: "dscpm.content-type", Req: "DSCPM-2.2.2.1-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.2.1",
		Title: "Content-Type must be application/octet-stream or application/json",
		Doc:   "Checked on requests and on responses of success; a charset and the parameters of OData are left alone. A peer that goes by the type cannot read the body.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	ChecksumForm = &dissect.Rule{
		ID: "dscpm.checksum-form", Req: "DSCPM-2.2.2.2-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.2.2",
		Title: "Checksum must be a SHA-256 in 64 hexadecimal digits, or empty",
		Doc:   "Quotes are taken, as the grammar prints them. An early version of the specification has base64 in its example, which its own grammar does not allow.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	ChecksumPlace = &dissect.Rule{
		ID: "dscpm.checksum-place", Req: "DSCPM-2.2.2.2-2", Level: dissect.Note, Spec: "MS-DSCPM 2.2.2.2",
		Title: "The Checksum header belongs to responses with a configuration or module",
		Doc:   "Elsewhere it is not defined and is plain HTTP, without a meaning for the peer.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	Algorithm = &dissect.Rule{
		ID: "dscpm.checksum-algorithm", Req: "DSCPM-2.2.2.3-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.2.3",
		Title: "ChecksumAlgorithm must be SHA-256",
		Doc:   "It is the only one that there is, in headers and in JSON. The peer refuses the checksum or computes another.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	NameHeader = &dissect.Rule{
		ID: "dscpm.configuration-name", Req: "DSCPM-2.2.2.4-1", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.4",
		Title: "A request for a configuration should carry ConfigurationName",
		Doc:   "Versions 1.0 and 1.1 have it in a header, 2.0 in the URL. Windows before version 5 of its management framework does not send it.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	NameForm = &dissect.Rule{
		ID: "dscpm.configuration-name-form", Req: "DSCPM-2.2.2.4-2", Level: dissect.Note, Spec: "MS-DSCPM 2.2.2.4",
		Title: "A ConfigurationName should have letters and digits only",
		Doc:   "So says the grammar. Real names are mostly UUIDs with hyphens, and servers take them.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	VersionHeader = &dissect.Rule{
		ID: "dscpm.protocol-version", Req: "DSCPM-2.2.2.5-1", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.5",
		Title: "Every request should carry ProtocolVersion 2.0",
		Doc:   "Clients of version 1 before Windows 10 do not send it. A server cannot tell them from others.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	AgentHeader = &dissect.Rule{
		ID: "dscpm.agent-id-header", Req: "DSCPM-2.2.2.6-1", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.6",
		Title: "Every request of version 2 should carry AgentId",
		Doc:   "Windows sends the header with GetModule only, where the URL does not name the agent.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	AgentForm = &dissect.Rule{
		ID: "dscpm.agent-id-form", Req: "DSCPM-2.2.2.6-2", Level: dissect.Must, Spec: "MS-DSCPM 2.2.2.6",
		Title: "An AgentId must be a GUID",
		Doc:   "In the header or the URL. The server finds no node under it, and answers 404 or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	SharedHeader = &dissect.Rule{
		ID: "dscpm.authorization", Req: "DSCPM-2.2.2.7-1", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.7",
		Title: "Every request of version 2 should carry Authorization",
		Doc:   "Windows signs registrations only. Whoever knows an AgentId can then speak for the node.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	Signature = &dissect.Rule{
		ID: "dscpm.signature", Req: "DSCPM-2.2.2.7-2", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.7",
		Title: "The signature of a request must be right",
		Doc:   "The value of Authorization is not the HMAC over this body with any of the registration keys that were given. Either the key is another, or the body was changed; the server refuses the node.",
		Seen:  "decoders/dscpm/sign_test.go",
	}
	RotationValue = &dissect.Rule{
		ID: "dscpm.rotation-value", Req: "DSCPM-2.2.2.8-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.2.8",
		Title: "DSC-certificateRotation must be True",
		Doc:   "Other values are reserved. A server that wants no rotation leaves the header out.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	RotationPlace = &dissect.Rule{
		ID: "dscpm.rotation-place", Req: "DSCPM-2.2.2.8-2", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.8",
		Title: "DSC-certificateRotation should not be in responses to CertificateRotation or RegisterDscAgent",
		Doc:   "The certificate is a new one already.",
		Seen:  "decoders/dscpm/testdata/flow.txtar",
	}
	RotationTry = &dissect.Rule{
		ID: "dscpm.rotation-try", Req: "DSCPM-2.2.2.8-3", Level: dissect.Should, Spec: "MS-DSCPM 2.2.2.8",
		Title: "A client should send CertificateRotation when the server asks for it",
		Doc:   "The server has asked in a response, and the client has gone on in the same connection without. It may have done so in another connection.",
		Seen:  "decoders/dscpm/testdata/flow.txtar",
	}
	HostHeader = &dissect.Rule{
		ID: "dscpm.host", Req: "DSCPM-3.1.5.1.1-2", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1",
		Title: "A request must have Host",
		Doc:   "Servers of Windows answer 400 without it.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	ContentHeaders = &dissect.Rule{
		ID: "dscpm.content-headers", Req: "DSCPM-3.1.5.1.1-3", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1",
		Title: "A response with a configuration or module must have Content-Length, and Content-Type application/octet-stream",
		Doc:   "A chunked body is taken too, since HTTP does not let it have a length.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	StatusSet = &dissect.Rule{
		ID: "dscpm.status", Req: "DSCPM-3.1.5.1.1-4", Level: dissect.Should, Spec: "MS-DSCPM 3.1.5.1.1",
		Title: "The status code should be one of those of the operation",
		Doc:   "These are 200, 400, 404 and, in version 2, 401. Codes that any server of HTTP may give (1xx, 3xx, 401, 403, 405 to 417, 5xx) are left alone, and so is the 204 that Windows answers to a registration.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	GetBody = &dissect.Rule{
		ID: "dscpm.get-body", Req: "DSCPM-3.1.5.1.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1.1",
		Title: "A GET request must have no body",
		Doc:   "GetStatusReport is left out: version 3.0 of the specification lists members of a body for it.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	HasChecksum = &dissect.Rule{
		ID: "dscpm.checksum-missing", Req: "DSCPM-3.1.5.1.1.3-1", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1.3",
		Title: "A response with a configuration or module must have Checksum",
		Doc:   "The client cannot tell whether what it got is whole, and throws it away.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	HasAlgorithm = &dissect.Rule{
		ID: "dscpm.algorithm-missing", Req: "DSCPM-3.1.5.1.1.3-2", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1.3",
		Title: "A response with a configuration or module must have ChecksumAlgorithm",
		Doc:   "The client cannot check what it got, and throws it away.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	PostHeaders = &dissect.Rule{
		ID: "dscpm.post-headers", Req: "DSCPM-3.3.5.1.1-2", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1",
		Title: "A POST request must have Accept, Content-Type application/json and Content-Length",
		Doc:   "Host is a rule of its own. A chunked body is taken too.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	ReplyHeaders = &dissect.Rule{
		ID: "dscpm.reply-headers", Req: "DSCPM-3.3.5.1.1-3", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1",
		Title: "The response to a POST must have Content-Length and Content-Type application/json",
		Doc:   "Checked with status 200. A chunked body is taken too.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	VersionRequest = &dissect.Rule{
		ID: "dscpm.version-request", Req: "DSCPM-3.6.5-1", Level: dissect.Must, Spec: "MS-DSCPM 3.6.5",
		Title: "A request of version 2 for a configuration must have ProtocolVersion",
		Doc:   "The server takes a client without it for one of version 1.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	VersionResponse = &dissect.Rule{
		ID: "dscpm.version-response", Req: "DSCPM-3.6.5.2.3-1", Level: dissect.Must, Spec: "MS-DSCPM 3.6.5.2.3",
		Title: "A response of version 2 with a configuration or module must have ProtocolVersion",
		Doc:   "The client cannot tell which version the server speaks.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	VersionDiffers = &dissect.Rule{
		ID: "dscpm.version-differs", Level: dissect.Note, Spec: "MS-DSCPM 2.2.2.5",
		Title: "Both sides should name the same ProtocolVersion",
		Doc:   "The server answers with another version than the client has asked with. The client goes on with what it knows.",
		Seen:  "decoders/dscpm/testdata/heads.txtar",
	}
	RotationStatus = &dissect.Rule{
		ID: "dscpm.rotation-status", Req: "DSCPM-3.12.5-1", Level: dissect.Should, Spec: "MS-DSCPM 3.12.5.1.1",
		Title: "A CertificateRotation should be answered with 201, or 409 while one is running",
		Doc:   "Clients take another code of success for a failure and try again. 400 and 404 are allowed too.",
		Seen:  "decoders/dscpm/testdata/flow.txtar",
	}
	RotationUnasked = &dissect.Rule{
		ID: "dscpm.rotation-unasked", Req: "DSCPM-3.12-1", Level: dissect.Note, Spec: "MS-DSCPM 3.12",
		Title: "A client may send CertificateRotation only when it was asked, or has to reckon with a refusal",
		Doc:   "The server may refuse it. It may have asked in another connection.",
		Seen:  "decoders/dscpm/testdata/flow.txtar",
	}
	Clear = &dissect.Rule{
		ID: "dscpm.clear", Req: "DSCPM-5.1-1", Level: dissect.Security, Spec: "MS-DSCPM 5.1",
		Title: "The protocol should run in TLS",
		Doc:   "AgentId and ConfigurationId travel in clear and are all that a server without other authentication goes by: an observer can take over the identity of the node, and read its configuration. Reported once for each conversation.",
		Seen:  "decoders/dscpm/dscpm_test.go",
	}
)
