package rsmc

import "github.com/radissect/radissect/dissect"

// Rules about transport and envelopes, MS-RSMC 1.5, 2 and 5.1.
var (
	TLS = &dissect.Rule{
		ID: "rsmc.tls", Req: "RSMC-1.5-1", Level: dissect.Must, Spec: "MS-RSMC 1.5",
		Title: "All but IMultiPointCertificateRequest must be called over TLS",
		Doc:   "Everything that these operations say, passwords included, can be read and changed on the way.",
		Seen:  "decoders/rsmc/testdata/clear.txtar",
	}
	CertificateHTTP = &dissect.Rule{
		ID: "rsmc.certificate-http", Level: dissect.Must, Spec: "MS-RSMC 1.5",
		Title: "IMultiPointCertificateRequest must be called over HTTP",
		Doc:   "The client does not know the server's certificate yet; it is what these operations get.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	Port = &dissect.Rule{
		ID: "rsmc.port", Req: "RSMC-1.5-2", Level: dissect.Should, Spec: "MS-RSMC 1.5",
		Title: "IMultiPointCertificateRequest should be called on TCP port 80",
		Doc:   "The steps of the binding process name the port, without a MUST. Requests that go to a proxy, or through one, are left out.",
		Seen:  "pcaps/rsmc/rsmc_odd.pcap",
	}
	AnnouncedPort = &dissect.Rule{
		ID: "rsmc.announced-port", Req: "RSMC-1.5-3", Level: dissect.Security, Spec: "MS-RSMC 1.5",
		Title: "IMultiPointCredentialRequest must be called on the announced TCP port",
		Doc:   "The administrator's password goes to another place than the one that the server told in step 2 of the binding. The announcement came over HTTP and may have been changed, too.",
		Seen:  "pcaps/rsmc/rsmc_mismatch.pcap",
	}
	Unbound = &dissect.Rule{
		ID: "rsmc.unbound", Req: "RSMC-1.5-4", Level: dissect.Note, Spec: "MS-RSMC 1.5",
		Title: "Management requests should come behind the binding",
		Doc:   "The server has told its passwords and has not got the client's certificate yet; it must not take such requests before. A note, for an older binding that the capture does not show is as good.",
		Seen:  "pcaps/rsmc/rsmc_mismatch.pcap",
	}
	Operation = &dissect.Rule{
		ID: "rsmc.operation", Req: "RSMC-2.2-1", Level: dissect.Must, Spec: "MS-RSMC 2.2.1",
		Title: "The body must be an operation of the specification",
		Doc:   "The element is in the namespace of MS-RSMC, and none of its 156 operations or their responses has that name.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Namespace = &dissect.Rule{
		ID: "rsmc.namespace", Level: dissect.Note, Spec: "MS-RSMC 2.2.1",
		Title: "What is sent to an endpoint of MS-RSMC should be in its namespace",
		Doc:   "The path ends with the name of an interface, as in the examples of MS-RSMC 4.1, and the body is of something else. No path is prescribed, so it may well be another service.",
		Seen:  "decoders/rsmc/testdata/clear.txtar",
	}
	Direction = &dissect.Rule{
		ID: "rsmc.direction", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "Requests must hold requests, and responses must hold responses",
		Doc:   "A response is named like its operation, with Response behind it.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	Action = &dissect.Rule{
		ID: "rsmc.action", Req: "RSMC-2.2-2", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "The action must be that of the operation in the body",
		Doc:   "Servers dispatch by the action and filters look at it: what they let pass is not what is done. White space in it does not count (the WSDL has some), and the responses of IMultiPointSystemOnlineEventSink and of RequestWmsControlCredentials may have the action of the request, as the WSDL and the example have it.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	ReplyOperation = &dissect.Rule{
		ID: "rsmc.reply-operation", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "A response must be that of the operation asked for",
		Doc:   "They are paired by HTTP.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	RelatesTo = &dissect.Rule{
		ID: "rsmc.relates-to", Req: "RSMC-2.2-7", Level: dissect.Must, Spec: "WS-Addressing 1.0 3.4",
		Title: "RelatesTo must be the MessageID of the request",
		Doc:   "As in the examples (MS-RSMC 4.1).",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FaultDetail = &dissect.Rule{
		ID: "rsmc.fault", Req: "RSMC-2.2-6", Level: dissect.Must, Spec: "MS-RSMC 2.2.4.3",
		Title: "The detail of a fault must be a WmsFaultType with hr",
		Doc:   "Faults without detail are those of SOAP and its extensions: wrong credentials, an action that nobody knows.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	FaultAction = &dissect.Rule{
		ID: "rsmc.fault-action", Level: dissect.Must, Spec: "MS-RSMC 6",
		Title: "The action of a fault must be http://MultiPoint/RemoteManagement/WmsFault",
		Doc:   "All operations have the same.",
		Seen:  "decoders/rsmc/testdata/schema.txtar",
	}
	PasswordClear = &dissect.Rule{
		ID: "rsmc.password-clear", Req: "RSMC-3.4.4-2", Level: dissect.Security, Spec: "MS-RSMC 5.1",
		Title: "Passwords should not be sent without TLS",
		Doc:   "The password of an administrator, of WmsControl or WmsManagement, of an account or of a desktop that is shared can be read by everybody on the way, and used.",
		Seen:  "decoders/rsmc/testdata/clear.txtar",
	}
	Administrator = &dissect.Rule{
		ID: "rsmc.administrator", Req: "RSMC-3.4.4-1", Level: dissect.Must, Spec: "MS-RSMC 3.4.4.1",
		Title: "IMultiPointCredentialRequest must be called by an administrator",
		Doc:   "WmsControl and WmsManagement are names for what comes behind the binding (3.4.1).",
		Seen:  "decoders/rsmc/testdata/credentials.txtar",
	}
	Credentials = &dissect.Rule{
		ID: "rsmc.credentials", Req: "RSMC-3.x-AUTH", Level: dissect.Must, Spec: "MS-RSMC 3.4.1",
		Title: "The user name must be that of the credentials which the operation asks for",
		Doc:   "Each operation tells them: WmsManagement, or either of WmsManagement and WmsControl, or the host name of the client for event sinks. Which password of the client a sink's call has is not looked at: 3.4.1 says the contrary of the operations. Upper and lower case are the same, for the specification writes both.",
		Seen:  "decoders/rsmc/testdata/credentials.txtar",
	}
	SinkUser = &dissect.Rule{
		ID: "rsmc.sink-user", Level: dissect.Must, Spec: "MS-RSMC 3.4.1",
		Title: "The user name of a call to an event sink must be the client's host name",
		Doc:   "The client told its name with its certificate (SetSslCertificate). A short name and a full one are taken for the same.",
		Seen:  "pcaps/rsmc/rsmc_mismatch.pcap",
	}
)
