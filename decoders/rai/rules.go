package rai

import "github.com/radissect/radissect/dissect"

// Rules of MS-RAI, in the order of its sections.
var (
	// InterfaceOrder is broken by an expert that tries the newer interface last.
	InterfaceOrder = &dissect.Rule{
		ID: "rai.interface-order", Req: "RAI-1.7-1", Level: dissect.Should, Spec: "MS-RAI 1.7",
		Title: "An expert that knows IRASrv should try it before IPCHService",
		Doc:   "Windows Vista and later call IRASrv first, and IPCHService only when that fails (note 2). An expert of Windows XP activates PCHService alone, which is no breach.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// OneInterface is broken by an expert that gets a connection string from both interfaces.
	OneInterface = &dissect.Rule{
		ID: "rai.one-interface", Req: "RAI-1.7-2", Level: dissect.Should, Spec: "MS-RAI 1.7",
		Title: "An expert should use only one of IPCHService and IRASrv to connect",
		Doc:   "Both lead to a connection string, and each call starts Remote Assistance on the novice's desktop. A second string in the same attempt through the other interface leaves one of them open. The section says so without a MUST.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// Unsupported is broken by a server that takes an operation which does not exist.
	Unsupported = &dissect.Rule{
		ID: "rai.unsupported-opnum", Req: "RAI-1.7-3", Level: dissect.Should, Spec: "MS-RAI 1.7",
		Title: "An operation that does not exist should be answered with RPC_S_PROCNUM_OUT_OF_RANGE",
		Doc:   "Clients find out by that which methods a server has. On the wire it is nca_op_rng_error, 0x1C010002, or 1745.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// ClassInterface is broken by an activation that asks a class for an interface of the other.
	ClassInterface = &dissect.Rule{
		ID: "rai.class-interface", Req: "RAI-2.1-1", Level: dissect.Must, Spec: "MS-RAI 2.1",
		Title: "PCHService must be asked for IPCHService, and RASrv for IRASrv",
		Doc:   "Each class implements the interfaces of one of the two protocols. Interfaces of COM itself, such as IUnknown, may be asked of both.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// Privacy is broken by calls of IRASrv that can be read on the way.
	Privacy = &dissect.Rule{
		ID: "rai.privacy", Req: "RAI-2.1-2", Level: dissect.Security, Spec: "MS-RAI 2.1",
		Title: "Calls of IRASrv must be encrypted, at RPC_C_AUTHN_LEVEL_PKT_PRIVACY",
		Doc:   "Windows Vista and later, the only versions with this interface, call it at packet privacy. The response carries a connection string, with which whoever reads it can reach the novice's session in the expert's place.",
		Seen:  "decoders/rai/testdata/broken.txtar",
	}
	// StringClear is broken by a connection string that can be read on the way.
	StringClear = &dissect.Rule{
		ID: "rai.string-clear", Level: dissect.Security, Spec: "MS-RAI 5.1",
		Title: "A connection string must not travel in the clear",
		Doc:   "It tells where the novice listens, the id that the expert has to send, and the hash of the novice's key. Who reads it can connect in the expert's place. Windows Vista and later encrypt the call; Windows XP uses the defaults of DCOM, which do not.",
		Seen:  "pcaps/dcerpc/dcom_rasrv_none.pcap",
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
	// HelpBlob is broken by a help blob of another form.
	HelpBlob = &dissect.Rule{
		ID: "rai.help-blob", Req: "RAI-3.1.4.1.1-1", Level: dissect.Should, Spec: "MS-RAI 3.1.4.1.1",
		Title: "bstrUserHelpBlob should be 13;UNSOLICITED=1 and then the length and text of ID=Domain\\User",
		Doc:   "The novice is shown from it who offers help. Each text stands behind its number of characters and a semicolon, with nothing between the two: 13;UNSOLICITED=118;ID=EXDOMAIN\\EXUSER.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// SessionListed is broken by a session that was not among those enumerated.
	SessionListed = &dissect.Rule{
		ID: "rai.session-listed", Req: "RAI-3.1.4.1.1-2", Level: dissect.Should, Spec: "MS-RAI 3.1.4.1.1",
		Title: "User, domain and session of RemoteConnectionParms should be those of an enumerated session",
		Doc:   "The expert chooses from what Item has returned. It is only judged where all sessions, with all three properties, were read.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// ItemIndex is broken by an index outside of the collection.
	ItemIndex = &dissect.Rule{
		ID: "rai.item-index", Req: "RAI-3.1.4.1.2.1-1", Level: dissect.Should, Spec: "MS-RAI 3.1.4.1.2.1.2",
		Title: "vIndex of Item should be 1 to Count",
		Doc:   "The first element has index 1. A client that counts from 0 misses the last one.",
		Seen:  "pcaps/dcerpc/dcom_pch_none.pcap",
	}
	// OrderService is broken by calls of IPCHService in another order.
	OrderService = &dissect.Rule{
		ID: "rai.service-order", Req: "RAI-3.2.4-1", Level: dissect.Should, Spec: "MS-RAI 3.2.4",
		Title: "Activation of PCHService, RemoteUserSessionInfo and RemoteConnectionParms should come in this order",
		Doc:   "The sessions are enumerated between the last two. Where the activation was not captured, the order is not judged. MS-RAI gives it as a list of steps without a MUST.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// EmptyName is broken by a session without domain or user.
	EmptyName = &dissect.Rule{
		ID: "rai.empty-name", Req: "RAI-3.2.4-2", Level: dissect.Must, Spec: "MS-RAI 3.2.4",
		Title: "RemoteConnectionParms must not be called for a session without DomainName or UserName",
		Doc:   "Such sessions, in which nobody is logged on, have to be ignored. There is nobody who could be helped.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// String2 is broken by GetNoviceUserInfo with something else than a connection string 2.
	String2 = &dissect.Rule{
		ID: "rai.string-2", Req: "RAI-3.3.4.1.1-1", Level: dissect.Should, Spec: "MS-RAI 3.3.4.1.1",
		Title: "GetNoviceUserInfo should return a Remote Assistance Connection String 2",
		Doc:   "Strings of the first type are what Windows XP returns from RemoteConnectionParms. An expert of the second protocol cannot use one.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// SessionName is broken by an element of UserNames of another form.
	SessionName = &dissect.Rule{
		ID: "rai.session-name", Req: "RAI-3.3.4.1.2-1", Level: dissect.Should, Spec: "MS-RAI 3.3.4.1.2",
		Title: "An element of UserNames should be Domain\\User:SessionID",
		Doc:   "The expert shows it, and takes the session from behind the colon.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// SessionCount is broken by a Count that is not that of the elements.
	SessionCount = &dissect.Rule{
		ID: "rai.session-count", Req: "RAI-3.3.4.1.2-2", Level: dissect.Note, Spec: "MS-RAI 3.3.4.1.2",
		Title: "Count should be the number of sessions in UserNames",
		Doc:   "That the two have to agree is inferred: Count is the total number of sessions, and null elements of the array may be ignored. A number between that of the elements and that of those which are not null is taken for right.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
	// OrderRASrv is broken by calls of IRASrv in another order.
	OrderRASrv = &dissect.Rule{
		ID: "rai.rasrv-order", Req: "RAI-3.4.4-1", Level: dissect.Should, Spec: "MS-RAI 3.4.4",
		Title: "GetSessionInfo should come before GetNoviceUserInfo",
		Doc:   "The session to be helped is chosen from its result. Where the activation was not captured, the order is not judged. MS-RAI gives it as a list of steps without a MUST.",
		Seen:  "decoders/rai/testdata/initiation.txtar",
	}
)
