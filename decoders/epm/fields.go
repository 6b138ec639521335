package epm

import "github.com/radissect/radissect/dissect"

var (
	fEntryHandle   = &dissect.Field{Name: "entry_handle", Spec: "MS-RPCE 2.2.1.2.11", Base: dissect.Group}
	fAttributes    = &dissect.Field{Name: "context_handle_attributes", Spec: "C706 N.1", Base: dissect.Hex}
	fHandleUUID    = &dissect.Field{Name: "context_handle_uuid", Spec: "C706 N.1", Base: dissect.GUID}
	fTower         = &dissect.Field{Name: "twr_t", Spec: "MS-RPCE 2.2.1.2.2", Base: dissect.Group}
	fTowerLength   = &dissect.Field{Name: "tower_length", Spec: "MS-RPCE 2.2.1.2.2"}
	fOctets        = &dissect.Field{Name: "octets", Spec: "MS-RPCE 2.2.1.2.2", Base: dissect.Bytes}
	fOctetString   = &dissect.Field{Name: "tower_octet_string", Spec: "C706 L", Base: dissect.Group}
	fTowerPointer  = &dissect.Field{Name: "tower referent", Spec: "C706 O", Base: dissect.Hex}
	fMapTower      = &dissect.Field{Name: "map_tower referent", Spec: "MS-RPCE 2.2.1.2.5", Base: dissect.Hex}
	fObjectPointer = &dissect.Field{Name: "object referent", Spec: "MS-RPCE 2.2.1.2.4", Base: dissect.Hex}
	fIfIDPointer   = &dissect.Field{Name: "Ifid referent", Spec: "MS-RPCE 2.2.1.2.4", Base: dissect.Hex}
	fObject        = &dissect.Field{Name: "object", Spec: "MS-RPCE 2.2.1.2.4", Base: dissect.GUID}
	fEntry         = &dissect.Field{Name: "ept_entry_t", Spec: "C706 O", Base: dissect.Group}
	fEntries       = &dissect.Field{Name: "entries", Spec: "MS-RPCE 2.2.1.2.4", Base: dissect.Group}
	fTowers        = &dissect.Field{Name: "ITowers", Spec: "MS-RPCE 2.2.1.2.5", Base: dissect.Group}
	fAnnotation    = &dissect.Field{Name: "annotation", Spec: "C706 O", Base: dissect.Text}
	fIfID          = &dissect.Field{Name: "RPC_IF_ID", Spec: "MS-RPCE 2.2.1.1.1", Base: dissect.Group}
	fUUID          = &dissect.Field{Name: "Uuid", Spec: "MS-RPCE 2.2.1.1.1", Base: dissect.GUID}
	fVersMajor     = &dissect.Field{Name: "VersMajor", Spec: "MS-RPCE 2.2.1.1.1"}
	fVersMinor     = &dissect.Field{Name: "VersMinor", Spec: "MS-RPCE 2.2.1.1.1"}
	fInquiryType   = &dissect.Field{Name: "inquiry_type", Spec: "MS-RPCE 2.2.1.2.4", Names: inquiryNames}
	fVersOption    = &dissect.Field{Name: "vers_option", Spec: "MS-RPCE 2.2.1.2.4", Names: versionNames}
	fMaxEnts       = &dissect.Field{Name: "max_ents", Spec: "MS-RPCE 2.2.1.2.4"}
	fNumEnts       = &dissect.Field{Name: "num_ents", Spec: "MS-RPCE 2.2.1.2.4"}
	fMaxTowers     = &dissect.Field{Name: "max_towers", Spec: "MS-RPCE 2.2.1.2.5"}
	fNumTowers     = &dissect.Field{Name: "num_towers", Spec: "MS-RPCE 2.2.1.2.5"}
	fStatus        = &dissect.Field{Name: "status", Spec: "MS-RPCE 2.2.1.2.5", Base: dissect.Hex, Names: statusNames}
	fStub          = &dissect.Field{Name: "stub data", Spec: "MS-RPCE 2.2.2.1", Base: dissect.Bytes}

	fFloorCount   = &dissect.Field{Name: "floor count", Spec: "C706 L"}
	fFloor        = &dissect.Field{Name: "floor", Spec: "C706 L", Base: dissect.Group}
	fLHSCount     = &dissect.Field{Name: "LHS byte count", Spec: "C706 L"}
	fLHS          = &dissect.Field{Name: "left-hand side", Spec: "C706 L", Base: dissect.Group}
	fProtocol     = &dissect.Field{Name: "protocol identifier", Spec: "C706 I", Base: dissect.Hex, Names: protocolNames}
	fFloorUUID    = &dissect.Field{Name: "UUID", Spec: "C706 L", Base: dissect.GUID}
	fFloorVersion = &dissect.Field{Name: "major version", Spec: "C706 L"}
	fRelated      = &dissect.Field{Name: "related data", Spec: "C706 L", Base: dissect.Bytes}
	fRHSCount     = &dissect.Field{Name: "RHS byte count", Spec: "C706 L"}
	fRHS          = &dissect.Field{Name: "right-hand side", Spec: "C706 L", Base: dissect.Group}
	fMinorVersion = &dissect.Field{Name: "minor version", Spec: "C706 I"}
	fPort         = &dissect.Field{Name: "port", Spec: "C706 I"}
	fAddress      = &dissect.Field{Name: "host address", Spec: "C706 I", Base: dissect.Bytes}
	fEndpoint     = &dissect.Field{Name: "endpoint", Spec: "MS-RPCE 2.1.1", Base: dissect.Text}
)

var (
	kindLookupIn  = &dissect.Kind{Name: "ept_lookup request", Spec: "MS-RPCE 2.2.1.2.4"}
	kindLookupOut = &dissect.Kind{Name: "ept_lookup response", Spec: "MS-RPCE 2.2.1.2.4"}
	kindMapIn     = &dissect.Kind{Name: "ept_map request", Spec: "MS-RPCE 2.2.1.2.5"}
	kindMapOut    = &dissect.Kind{Name: "ept_map response", Spec: "MS-RPCE 2.2.1.2.5"}
	kindFreeIn    = &dissect.Kind{Name: "ept_lookup_handle_free request", Spec: "MS-RPCE 2.2.1.2.8"}
	kindFreeOut   = &dissect.Kind{Name: "ept_lookup_handle_free response", Spec: "MS-RPCE 2.2.1.2.8"}
	kindOther     = &dissect.Kind{Name: "ept stub", Spec: "C706 O"}
)

// inquiryNames and versionNames hold the values of MS-RPCE 2.2.1.2.4.
var inquiryNames = &dissect.Names{Values: map[uint64]string{
	0: "RPC_C_EP_ALL_ELTS", 1: "RPC_C_EP_MATCH_BY_IF", 2: "RPC_C_EP_MATCH_BY_OBJ", 3: "RPC_C_EP_MATCH_BY_BOTH",
}}

var versionNames = &dissect.Names{Values: map[uint64]string{
	1: "RPC_C_VERS_ALL", 2: "RPC_C_VERS_COMPATIBLE", 3: "RPC_C_VERS_EXACT", 4: "RPC_C_VERS_MAJOR_ONLY", 5: "RPC_C_VERS_UPTO",
}}

// statusNames holds the values of MS-RPCE 2.2.1.2.5 with the names of C706.
var statusNames = &dissect.Names{Values: map[uint64]string{
	0: "error_status_ok", 0x16C9A0CD: "ept_s_cant_perform_op", statusNotRegistered: "ept_s_not_registered", 0x6D8: "EPT_S_CANT_PERFORM_OP",
}}

// statusNotRegistered says that nothing matches, MS-RPCE 2.2.1.2.5.
const statusNotRegistered = 0x16C9A0D6

// protocolNames holds the identifiers of C706 Appendix I and of MS-RPCE 2.1.1.
var protocolNames = &dissect.Names{Values: map[uint64]string{
	0x02: "DNA Session Control", 0x03: "DNA Session Control V3", 0x04: "DNA NSP Transport", 0x05: "OSI TP4", 0x06: "OSI CLNS",
	idTCP: "DOD TCP", idUDP: "DOD UDP", idIP: "DOD IP", idConnectionless: "RPC connectionless", idConnection: "RPC connection-oriented",
	idUUID: "UUID", idNamedPipe: "named pipe", idLocal: "local RPC", idNetBIOS: "NetBIOS", 0x12: "NetBEUI", 0x13: "Netware SPX", 0x14: "Netware IPX",
	0x16: "Appletalk Stream", 0x17: "Appletalk Datagram", 0x18: "Appletalk", idHTTP: "RPC over HTTP", 0x20: "Unix Domain socket",
}}
