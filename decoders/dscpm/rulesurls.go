package dscpm

import "github.com/radissect/radissect/dissect"

// Rules about URLs and methods.
var (
	ConfigurationForm = &dissect.Rule{
		ID: "dscpm.configuration-id-form", Req: "DSCPM-2.2.3.1-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.3.1",
		Title: "A ConfigurationId must be a UUID",
		Doc:   "The server finds no configuration under it, and answers 404 or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	ModuleNameForm = &dissect.Rule{
		ID: "dscpm.module-name-form", Req: "DSCPM-2.2.3.2-1", Level: dissect.Should, Spec: "MS-DSCPM 2.2.3.2",
		Title: "A ModuleName should have letters, digits and underscores only",
		Doc:   "So says the grammar. PowerShell allows more for the names of modules, so names with dots and hyphens may work.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	ModuleVersionForm = &dissect.Rule{
		ID: "dscpm.module-version-form", Req: "DSCPM-2.2.3.3-1", Level: dissect.Must, Spec: "MS-DSCPM 2.2.3.3",
		Title: "A ModuleVersion must be empty or have two to four groups of digits",
		Doc:   "The server finds no module under it, and answers 404.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	IDEmpty = &dissect.Rule{
		ID: "dscpm.id-empty", Req: "DSCPM-3.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.1.1",
		Title: "A ConfigurationId or AgentId must not be empty",
		Doc:   "The client is not set up. The server answers 404 or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	FoundStatus = &dissect.Rule{
		ID: "dscpm.found-status", Req: "DSCPM-3.1.5-1", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5",
		Title: "A configuration that is known must be given with 200, one that is not with 404",
		Doc:   "Of this an observer sees that no other code of success is used.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	ReadMethod = &dissect.Rule{
		ID: "dscpm.read-method", Req: "DSCPM-3.1.5.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.1.5.1",
		Title: "Configurations, modules and reports must be read with GET",
		Doc:   "Servers answer 405, or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	ModuleNameEmpty = &dissect.Rule{
		ID: "dscpm.module-name-empty", Req: "DSCPM-3.2.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.2.5",
		Title: "A ModuleName must not be empty",
		Doc:   "The server answers 404 or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	ModuleChanged = &dissect.Rule{
		ID: "dscpm.module-changed", Req: "DSCPM-3.2.5-1", Level: dissect.Should, Spec: "MS-DSCPM 3.2.5",
		Title: "There must be one module for a ConfigurationId, name and version",
		Doc:   "The checksum is another than in an earlier response. The module was changed on the server without a new version; nodes that have the old one do not get the new one.",
		Seen:  "decoders/dscpm/testdata/flow.txtar",
	}
	PostMethod = &dissect.Rule{
		ID: "dscpm.post-method", Req: "DSCPM-3.3.5.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.3.5.1",
		Title: "Actions and reports must use POST",
		Doc:   "Servers answer 405, or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
	PutMethod = &dissect.Rule{
		ID: "dscpm.put-method", Req: "DSCPM-3.9.5.1.1-1", Level: dissect.Must, Spec: "MS-DSCPM 3.9.5.1",
		Title: "A registration must use PUT",
		Doc:   "Servers answer 405, or 400.",
		Seen:  "decoders/dscpm/testdata/urls.txtar",
	}
)
