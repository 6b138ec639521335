package rai

import "github.com/radissect/radissect/dissect"

// Rules of MS-RAI, in the order of its sections.
var (
	// Privacy is broken by calls of IRASrv that can be read on the way.
	Privacy = &dissect.Rule{
		ID: "rai.privacy", Req: "RAI-2.1-2", Level: dissect.Security, Spec: "MS-RAI 2.1",
		Title: "Calls of IRASrv must be encrypted, at RPC_C_AUTHN_LEVEL_PKT_PRIVACY",
		Doc:   "Windows Vista and later, the only versions with this interface, call it at packet privacy. The response carries a connection string, with which whoever reads it can reach the novice's session in the expert's place.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
	// State is broken by a session state that does not exist.
	State = &dissect.Rule{
		ID: "rai.session-state", Req: "RAI-2.2.3-1", Level: dissect.Must, Spec: "MS-RAI 2.2.3",
		Title: "A session state must be 0 to 10",
		Doc:   "SessionStateEnum has eleven values. The expert's list of sessions cannot say what another one means.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
	// LocalOpnum is broken by a call of an operation that is for one host only.
	LocalOpnum = &dissect.Rule{
		ID: "rai.local-opnum", Req: "RAI-3.1.4.1-1", Level: dissect.Must, Spec: "MS-RAI 3.1.4.1",
		Title: "Operations 3 and 4 must not be called over a network",
		Doc:   "They are those of IDispatch that give type information, reserved for local use.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
	// UnusedOpnum is broken by a call of an operation of IPCHService that has no use.
	UnusedOpnum = &dissect.Rule{
		ID: "rai.unused-opnum", Req: "RAI-3.1.4.1-2", Level: dissect.Should, Spec: "MS-RAI 3.1.4.1",
		Title: "Operations 7 to 18 and 21 of IPCHService are not used",
		Doc:   "They belong to other functions of the help service. No expert has reason to call them.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
	// Result is broken by a response that is neither success nor an HRESULT error.
	Result = &dissect.Rule{
		ID: "rai.result", Req: "RAI-3.x-RET", Level: dissect.Must, Spec: "MS-RAI 3.1.4.1",
		Title: "A method must return 0, or an HRESULT that is an error",
		Doc:   "Success is S_OK alone. Errors have the highest bit set; a bare Win32 error looks like success to callers that test the sign.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
)
