package dscpm

import "github.com/radissect/radissect/dissect"

// Rules about bodies.
var (
	JSON = &dissect.Rule{
		ID: "dscpm.json", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1.1",
		Title: "The body must be JSON where the operation has it so",
		Doc:   "Reading stops where the text does not follow the grammar.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ChecksumRight = &dissect.Rule{
		ID: "dscpm.checksum", Req: "DSCPM-3.1.5.1.1.3-3", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1.1.3",
		Title: "Checksum must be the SHA-256 of the body",
		Doc:   "It was computed again over the whole body. The client throws away what it got; either the body was changed on the way, or the checksum file on the server is old.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ActionValue = &dissect.Rule{
		ID: "dscpm.action-value", Req: "DSCPM-3.3.5.1.1.2-1", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1.2",
		Title: "value must be GetConfiguration, Retry or OK",
		Doc:   "UpdateMetaConfiguration is taken too, as the schema has it. Case is not regarded: servers of Windows write Ok.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ActionMembers = &dissect.Rule{
		ID: "dscpm.action-members", Req: "DSCPM-3.3.5.1.1.3-1", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1.3",
		Title: "A GetAction request must have Checksum and ChecksumAlgorithm",
		Doc:   "The server cannot tell whether the node has the configuration.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ActionStatus = &dissect.Rule{
		ID: "dscpm.action-status", Req: "DSCPM-3.3.5.1.1.3-2", Level: dissect.Should, Spec: "MS-DSCPM 3.3.5.1.1.3",
		Title: "A GetAction request should have StatusCode",
		Doc:   "It tells the server how the last configuration went. Clients of the first version leave it out.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	StatusRange = &dissect.Rule{
		ID: "dscpm.status-range", Req: "DSCPM-3.3.5.1.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1.1.1",
		Title: "StatusCode must be a number of 32 bits",
		Doc:   "The client for Linux writes it as a string, which is taken.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	Compliant = &dissect.Rule{
		ID: "dscpm.node-compliant", Req: "DSCPM-6-1", Level: dissect.Should, Spec: "MS-DSCPM 6",
		Title: "NodeCompliant must be there and be a boolean",
		Doc:   "The client for Linux sends it as a string. Servers take both.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	HasJob = &dissect.Rule{
		ID: "dscpm.job-id", Req: "DSCPM-3.4.5.1.1.3-1", Level: dissect.Must, Spec: "MS-DSCPM 3.4.5.1.1.3",
		Title: "A report must have a JobId",
		Doc:   "The server cannot put the parts of a report together.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ReportForms = &dissect.Rule{
		ID: "dscpm.report-forms", Req: "DSCPM-3.4.5.1.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.4.5.1.1.1",
		Title: "JobId must be a UUID, and ConfigurationVersion two to four groups of digits",
		Doc:   "LCMVersion and ReportFormatVersion are held to the same form. The server refuses the report.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ReportReply = &dissect.Rule{
		ID: "dscpm.report-reply", Req: "DSCPM-3.4.5.1.1.2-1", Level: dissect.Note, Spec: "MS-DSCPM 3.4.5.1.1.2",
		Title: "The reply to a report carries no data",
		Doc:   "Servers of Windows answer SendReport with the value SavedReport. Clients do not look at it.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	NodeStatus = &dissect.Rule{
		ID: "dscpm.node-status", Req: "DSCPM-3.8.5.1.1.2-1", Level: dissect.Must, Spec: "MS-DSCPM 3.8.5.1.1.2",
		Title: "NodeStatus and every Status must be one of the values of the list",
		Doc:   "OK, Retry, GetConfiguration and UpdateMetaConfiguration; servers of Windows write UpdateMetaConfig, which is taken, and case is not regarded.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	ClientStatus = &dissect.Rule{
		ID: "dscpm.client-status", Req: "DSCPM-3.8.5.1.1.3-1", Level: dissect.Must, Spec: "MS-DSCPM 3.8.5.1.1.3",
		Title: "ClientStatus, where it is there, must have at least one entry and no two that are equal",
		Doc:   "A node with nothing to say leaves it out.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
	PublicKey = &dissect.Rule{
		ID: "dscpm.public-key", Req: "DSCPM-3.9.5.1.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.9.5.1.1.1",
		Title: "PublicKey must be base64, and behind a semicolon an OID",
		Doc:   "Older clients send base64 alone, which is taken. The server cannot use the certificate.",
		Seen:  "decoders/dscpm/testdata/bodies.txtar",
	}
)
