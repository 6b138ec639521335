package rsmc

import "github.com/radissect/radissect/dissect"

// Rules about the content of operations, MS-RSMC 3 and 6.
var (
	FieldMissing = &dissect.Rule{
		ID: "rsmc.field-missing", Req: "RSMC-2.2-3", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "No element that the schema demands may be missing",
		Doc:   "pwsWmsManagementPassword may: the example of 4.1 does not have it.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FieldUnknown = &dissect.Rule{
		ID: "rsmc.field-unknown", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "An operation must have no elements but those of the schema",
		Doc:   "All of them are in the namespace of the operation.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FieldRepeated = &dissect.Rule{
		ID: "rsmc.field-repeated", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "An element must not be repeated where the schema has it once",
		Doc:   "Readers differ in which of them they take.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FieldOrder = &dissect.Rule{
		ID: "rsmc.field-order", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "Elements must come in the order of the schema",
		Doc:   "Each operation is an xsd:sequence.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FieldNil = &dissect.Rule{
		ID: "rsmc.field-nil", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "An element must not be nil where the schema does not allow it",
		Doc:   "Thirty elements are nillable.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FieldType = &dissect.Rule{
		ID: "rsmc.field-type", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "The content of an element must be of its type",
		Doc:   "Numbers of 32 and 64 bits in decimal digits, true or false, base64.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	GUID = &dissect.Rule{
		ID: "rsmc.guid", Req: "RSMC-2.2-4", Level: dissect.Must, Spec: "MS-RSMC 2.2.5.1",
		Title: "A guid must be hexadecimal digits in groups of 8, 4, 4, 4 and 12, in braces",
		Doc:   "The schema has a pattern for it.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Byte = &dissect.Rule{
		ID: "rsmc.byte", Req: "RSMC-2.2-5", Level: dissect.Must, Spec: "MS-RSMC 2.2.4.1",
		Title: "Each prgData of an ArrayOfBytes must be a number from 0 to 255",
		Doc:   "Certificates are sent as one element for each byte.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	ValueSet = &dissect.Rule{
		ID: "rsmc.value", Req: "RSMC-ENUM", Level: dissect.Must, Spec: "MS-RSMC 3.3.4",
		Title: "An enumerated value must be one of those of the specification",
		Doc:   "The section of the field lists them.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Hour = &dissect.Rule{
		ID: "rsmc.hour", Req: "RSMC-HOUR", Level: dissect.Must, Spec: "MS-RSMC 3.5.4.7",
		Title: "The hour at which updates start must be 0 to 23",
		Doc:   "Likewise in 3.5.4.3 and 3.3.4.19.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Rotation = &dissect.Rule{
		ID: "rsmc.rotation", Req: "RSMC-ROT", Level: dissect.Must, Spec: "MS-RSMC 3.8.4.16",
		Title: "A display rotation must be 0, 90, 180 or 270 degrees",
		Doc:   "Likewise in 3.8.4.3.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Progress = &dissect.Rule{
		ID: "rsmc.progress", Req: "RSMC-PROG", Level: dissect.Must, Spec: "MS-RSMC 3.3.4.32",
		Title: "idProgress must be 0 to 100",
		Doc:   "It tells how far the configuration of a virtual desktop is.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	SessionCount = &dissect.Rule{
		ID: "rsmc.session-count", Req: "RSMC-COUNT", Level: dissect.Note, Spec: "MS-RSMC 3.6.4.1",
		Title: "pcSessionInfo should be the number of sessions that are listed",
		Doc:   "The text says that it is the count of structures returned. A client that goes by it reads too many or too few.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
)

// Rules about certificates and event sinks.
var (
	CertificateForm = &dissect.Rule{
		ID: "rsmc.certificate", Level: dissect.Must, Spec: "MS-RSMC 3.1.4.2.3.2",
		Title: "A certificate must be X.509 in DER",
		Doc:   "The bytes have to be one SEQUENCE that is as long as they are.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	CertificateSubject = &dissect.Rule{
		ID: "rsmc.certificate-subject", Req: "RSMC-3.1.4.2-1", Level: dissect.Must, Spec: "MS-RSMC 3.1.4.2.3.2",
		Title: "The subject of the server's certificate must be the server's host name",
		Doc:   "Compared with the host that was asked, where that is a name. Clients have to verify it: an attacker in between has no such certificate, unless it was this answer that it has changed.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	CertificateUsage = &dissect.Rule{
		ID: "rsmc.certificate-usage", Req: "RSMC-3.1.4.2-2", Level: dissect.Must, Spec: "MS-RSMC 3.1.4.2.3.2",
		Title: "The enhanced key usage of a certificate must be Server Authentication only",
		Doc:   "Holds for the certificates of servers, of clients (3.4.4.1) and of virtual desktops (3.6.4.39).",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	Thumbprint = &dissect.Rule{
		ID: "rsmc.thumbprint", Req: "RSMC-3.1.4.2-3", Level: dissect.Note, Spec: "MS-RSMC 3.1.4.2.3.2",
		Title: "The thumbprint should be the SHA-1 of the certificate that comes with it",
		Doc:   "The specification does not say how a thumbprint is made: that of Windows is the SHA-1 of the DER, and the examples have its 40 digits.",
		Seen:  "pcaps/rsmc/rsmc_mismatch.pcap",
	}
	AnnouncedCertificate = &dissect.Rule{
		ID: "rsmc.announced-certificate", Req: "RSMC-3.1.4.2-4", Level: dissect.Security, Spec: "MS-RSMC 3.1.4.2.3.2",
		Title: "The certificate of TLS should be the one that was announced",
		Doc:   "The server, or somebody in between, shows another certificate than the one it announced over HTTP, and gets the administrator's password. Also seen where a gateway ends TLS.",
		Seen:  "pcaps/rsmc/rsmc_mismatch.pcap",
	}
	ClientCertificate = &dissect.Rule{
		ID: "rsmc.client-certificate", Req: "RSMC-3.4.4.1-1", Level: dissect.Must, Spec: "MS-RSMC 3.4.4.1",
		Title: "The subject of the client's certificate must be the client's host name",
		Doc:   "Compared with wsHostName.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	ReplacementCertificate = &dissect.Rule{
		ID: "rsmc.replacement-certificate", Req: "RSMC-3.6.4.43-1", Level: dissect.Must, Spec: "MS-RSMC 3.6.4.43",
		Title: "The subject of a replacement certificate must be the client's host name",
		Doc:   "Compared with wsFqdnManagingServer, which is the host name of the client.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	NewCertificate = &dissect.Rule{
		ID: "rsmc.new-certificate", Level: dissect.Must, Spec: "MS-RSMC 3.9.4.3",
		Title: "The subject of a new certificate must be the host name that comes with it",
		Doc:   "OnNewServerCertificateReady has both.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	DesktopCertificate = &dissect.Rule{
		ID: "rsmc.desktop-certificate", Req: "RSMC-3.6.4.39-1", Level: dissect.Must, Spec: "MS-RSMC 3.6.4.39",
		Title: "The subject of a virtual desktop's certificate must be its host name",
		Doc:   "The operation names the desktop by its id; the host name is known where OnVirtualDesktopOnline has told it.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	Cookie = &dissect.Rule{
		ID: "rsmc.cookie", Req: "RSMC-3.6.4.11-1", Level: dissect.Note, Spec: "MS-RSMC 3.6.4.14",
		Title: "The cookie of an event sink should be one that its registration has returned",
		Doc:   "Sinks that were registered before the capture began are not known; nothing is said before the first registration is seen.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	SinkURI = &dissect.Rule{
		ID: "rsmc.sink", Req: "RSMC-3.6.4.12-1", Level: dissect.Note, Spec: "MS-RSMC 3.6.4.12",
		Title: "Events should go to the URI that the client has registered, over TLS",
		Doc:   "Port and path are compared; a URI that is not https is none that an event may be sent to (1.5).",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
)
