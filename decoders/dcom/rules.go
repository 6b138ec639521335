package dcom

import "github.com/radissect/radissect/dissect"

// Rules of MS-DCOM, in the order of its sections.
var (
	// VersionZero is broken by a call of a COM interface with a version.
	VersionZero = &dissect.Rule{
		ID: "dcom.interface-version", Req: "DCOM-2.1-1", Level: dissect.Must, Spec: "MS-DCOM 2.1",
		Title: "The version of a COM interface must be 0.0",
		Doc:   "COM interfaces never change; a new one gets a new identifier. Servers accept no other version in a bind.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// Level is broken by activations and calls that anybody on the way can change.
	Level = &dissect.Rule{
		ID: "dcom.level", Level: dissect.Security, Spec: "MS-DCOM 5.1",
		Title: "Activations and calls on objects should be protected at packet integrity or privacy",
		Doc:   "Below RPC_C_AUTHN_LEVEL_PKT_INTEGRITY whoever sits on the way can change what is called, or go on with the connection of an administrator. Without authentication anybody can call. DCOM servers of Windows refuse such activations since 2023. Object resolution (IObjectExporter) is left out: everybody asks it without. Reported once per connection.",
		Seen:  "pcaps/dcerpc/dcom_rasrv_none.pcap",
	}
	// COMVersion is broken by a COM version that was never defined.
	COMVersion = &dissect.Rule{
		ID: "dcom.version", Req: "DCOM-2.2.11-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.11",
		Title: "The COM version must be 5.1, 5.2, 5.4, 5.6 or 5.7",
		Doc:   "Client and server use the lower minor version of the two. A server answers another major version with RPC_E_VERSION_MISMATCH.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// ThisFlags is broken by flags in the ORPCTHIS of an ORPC call.
	ThisFlags = &dissect.Rule{
		ID: "dcom.this-flags", Req: "DCOM-2.2.13.3-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.13.3",
		Title: "flags of ORPCTHIS must be 0 in an ORPC call",
		Doc:   "The bits are for calls within one host. Servers ignore them in calls from the network.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// ThisReserved is broken by an ORPCTHIS with something in reserved1.
	ThisReserved = &dissect.Rule{
		ID: "dcom.this-reserved", Level: dissect.Must, Spec: "MS-DCOM 2.2.13.3",
		Title: "reserved1 of ORPCTHIS must be 0",
		Doc:   "The field means nothing, and receivers ignore it. Windows and impacket write 0.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// ObjectSignature is broken by an OBJREF that does not start with MEOW.
	ObjectSignature = &dissect.Rule{
		ID: "dcom.objref-signature", Req: "DCOM-2.2.18-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.18",
		Title: "signature of an OBJREF must be 0x574F454D",
		Doc:   "The bytes MEOW tell a marshaled interface pointer from anything else. It cannot be unmarshaled without them.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// ObjectFlags is broken by an OBJREF with no form or several.
	ObjectFlags = &dissect.Rule{
		ID: "dcom.objref-flags", Level: dissect.Must, Spec: "MS-DCOM 2.2.18",
		Title: "flags of an OBJREF must be one of OBJREF_STANDARD, OBJREF_HANDLER, OBJREF_CUSTOM and OBJREF_EXTENDED",
		Doc:   "They say what the rest of the structure is. Without one of the four it cannot be read.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// ObjectIID is broken by an OBJREF of no interface.
	ObjectIID = &dissect.Rule{
		ID: "dcom.objref-iid", Level: dissect.Must, Spec: "MS-DCOM 2.2.18",
		Title: "iid of an OBJREF must not be null",
		Doc:   "A marshaled interface pointer always is one to some interface.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// BindingOffset is broken by security bindings that begin behind the array.
	BindingOffset = &dissect.Rule{
		ID: "dcom.binding-offset", Level: dissect.Must, Spec: "MS-DCOM 2.2.19.1",
		Title: "wSecurityOffset must lie within wNumEntries",
		Doc:   "The security bindings are the second part of the array. A receiver that trusts the offset reads beyond it.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// BindingEnd is broken by bindings without terminator.
	BindingEnd = &dissect.Rule{
		ID: "dcom.binding-end", Req: "DCOM-2.2.19-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.19",
		Title: "String bindings and security bindings must each end with a zero",
		Doc:   "Both lists, and each text in them, end with a zero of 16 bits. A receiver that looks for it reads on behind the array.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// InternalAddress is broken by a server that tells the addresses of its own network.
	InternalAddress = &dissect.Rule{
		ID: "dcom.internal-address", Level: dissect.Security, Spec: "MS-DCOM 2.2.19.3",
		Title: "String bindings should not tell an outside caller the addresses of the server's own network",
		Doc:   "A host lists all its addresses. Here it was reached at a public one and named one of RFC 1918, so that whoever can ask the object resolver, which is everybody, learns what lies behind. Inside of a network, where the caller uses such an address itself, nothing is reported.",
		Seen:  "decoders/dcom/testdata/objects.txtar",
	}
	// BlobSize is broken by an activation properties BLOB that is longer than its OBJREF.
	BlobSize = &dissect.Rule{
		ID: "dcom.activation-size", Level: dissect.Must, Spec: "MS-DCOM 2.2.22",
		Title: "dwSize of an activation properties BLOB must lie within the OBJREF",
		Doc:   "It counts header and properties. A server rejects a BLOB of which a part is missing.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// PropertyCount is broken by an activation without properties or with too many.
	PropertyCount = &dissect.Rule{
		ID: "dcom.activation-count", Level: dissect.Must, Spec: "MS-DCOM 2.2.22.1",
		Title: "cIfs of an activation must be 1 to 10",
		Doc:   "It is the number of properties. Receivers check the range when they unmarshal the header.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// PropertySizes is broken by a totalSize that is not the sum of its parts.
	PropertySizes = &dissect.Rule{
		ID: "dcom.activation-total", Req: "DCOM-2.2.22-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.22.1",
		Title: "totalSize must be headerSize and the sizes of all properties together",
		Doc:   "The properties are found by these sizes alone. Where they disagree, sender and receiver may read different properties.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// LocationInfo is broken by an activation without LocationInfoData.
	LocationInfo = &dissect.Rule{
		ID: "dcom.location-missing", Level: dissect.Must, Spec: "MS-DCOM 2.2.22.2.6",
		Title: "An activation must carry LocationInfoData",
		Doc:   "The property is required although it is empty when the call goes to another host.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// LocationZero is broken by LocationInfoData with content.
	LocationZero = &dissect.Rule{
		ID: "dcom.location-zero", Req: "DCOM-2.2.22.2.6-1", Level: dissect.Must, Spec: "MS-DCOM 2.2.22.2.6",
		Title: "LocationInfoData must be null and zero",
		Doc:   "Name, process, apartment and context mean something within one host only. Servers ignore them.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
	// LocalOpnum is broken by a call of an operation that is for one host only.
	LocalOpnum = &dissect.Rule{
		ID: "dcom.local-opnum", Req: "DCOM-3.1.2.5.2.2-1", Level: dissect.Must, Spec: "MS-DCOM 3.1.2.5.2.2",
		Title: "Operations 0 to 2 of IRemoteSCMActivator must not be called over a network",
		Doc:   "They are reserved for local use. A server answers with a fault.",
		Seen:  "decoders/dcom/testdata/broken.txtar",
	}
)
