package dcerpc

import "github.com/radissect/radissect/dissect"

// typeNames holds the types of PDUs (C706 12.1, MS-RPCE 2.2.2.10, MS-RPCH 2.2.3.6).
var typeNames = &dissect.Names{Values: map[uint64]string{
	TypeRequest: "request", TypeResponse: "response", TypeFault: "fault", TypeBind: "bind", TypeBindAck: "bind_ack",
	TypeBindNak: "bind_nak", TypeAlterContext: "alter_context", TypeAlterContextResp: "alter_context_resp",
	TypeAuth3: "rpc_auth_3", TypeShutdown: "shutdown", TypeCancel: "co_cancel", TypeOrphaned: "orphaned", TypeRTS: "RTS",
}}

// flagNames holds the flags of C706 12.6.3.1.
var flagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: FlagFirst, Name: "PFC_FIRST_FRAG"},
	{Mask: FlagLast, Name: "PFC_LAST_FRAG"},
	{Mask: 0x04, Name: "PFC_PENDING_CANCEL"},
	{Mask: 0x08, Name: "PFC_RESERVED_1"},
	{Mask: 0x10, Name: "PFC_CONC_MPX"},
	{Mask: 0x20, Name: "PFC_DID_NOT_EXECUTE"},
	{Mask: FlagMaybe, Name: "PFC_MAYBE"},
	{Mask: FlagObject, Name: "PFC_OBJECT_UUID"},
}}

// bindFlagNames holds the flags of PDUs that negotiate, MS-RPCE 2.2.2.3.
var bindFlagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: FlagFirst, Name: "PFC_FIRST_FRAG"},
	{Mask: FlagLast, Name: "PFC_LAST_FRAG"},
	{Mask: FlagHeaderSign, Name: "PFC_SUPPORT_HEADER_SIGN"},
	{Mask: 0x08, Name: "PFC_RESERVED_1"},
	{Mask: 0x10, Name: "PFC_CONC_MPX"},
	{Mask: 0x20, Name: "PFC_DID_NOT_EXECUTE"},
	{Mask: FlagMaybe, Name: "PFC_MAYBE"},
	{Mask: FlagObject, Name: "PFC_OBJECT_UUID"},
}}

// orderNames holds the first byte of the data representation, C706 14.1.
var orderNames = &dissect.Names{Values: map[uint64]string{
	0x00: "big-endian, ASCII", 0x01: "big-endian, EBCDIC", 0x10: "little-endian, ASCII", 0x11: "little-endian, EBCDIC",
}}

var floatNames = &dissect.Names{Values: map[uint64]string{0: "IEEE", 1: "VAX", 2: "Cray", 3: "IBM"}}

// featureNames holds the bits of MS-RPCE 2.2.2.14 and 2.2.2.15.
var featureNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x01, Name: "SecurityContextMultiplexingSupported"},
	{Mask: 0x02, Name: "KeepConnectionOnOrphanSupported"},
}}

// resultNames holds p_cont_def_result_t, C706 12.6.3.1 and MS-RPCE 2.2.2.4.
var resultNames = &dissect.Names{Values: map[uint64]string{
	resultAcceptance: "acceptance", 1: "user_rejection", 2: "provider_rejection", resultNegotiateAck: "negotiate_ack",
}}

// reasonNames holds p_provider_reason_t, C706 12.6.3.1.
var reasonNames = &dissect.Names{Values: map[uint64]string{
	0: "reason_not_specified", 1: "abstract_syntax_not_supported", 2: "proposed_transfer_syntaxes_not_supported", 3: "local_limit_exceeded",
}}

// rejectNames holds p_reject_reason_t, C706 12.6.3.1, and MS-RPCE 2.2.2.5.
var rejectNames = &dissect.Names{Values: map[uint64]string{
	0: "REASON_NOT_SPECIFIED", 1: "TEMPORARY_CONGESTION", 2: "LOCAL_LIMIT_EXCEEDED", 3: "CALLED_PADDR_UNKNOWN",
	4: "PROTOCOL_VERSION_NOT_SPECIFIED", 5: "DEFAULT_CONTEXT_NOT_SUPPORTED", 6: "USER_DATA_NOT_READABLE", 7: "NO_PSAP_AVAILABLE",
	8: "authentication_type_not_recognized", 9: "invalid_checksum",
}}

// authTypeNames holds the security providers of MS-RPCE 2.2.1.1.7. It is the one
// table of them.
var authTypeNames = &dissect.Names{Values: map[uint64]string{
	AuthNone: "RPC_C_AUTHN_NONE", AuthSPNEGO: "RPC_C_AUTHN_GSS_NEGOTIATE", AuthNTLM: "RPC_C_AUTHN_WINNT", AuthTLS: "RPC_C_AUTHN_GSS_SCHANNEL",
	AuthKerberos: "RPC_C_AUTHN_GSS_KERBEROS", AuthNetlogon: "RPC_C_AUTHN_NETLOGON", AuthDefault: "RPC_C_AUTHN_DEFAULT",
}}

// authLevelNames holds the authentication levels of MS-RPCE 2.2.1.1.8. It is the
// one table of them.
var authLevelNames = &dissect.Names{Values: map[uint64]string{
	LevelDefault: "RPC_C_AUTHN_LEVEL_DEFAULT", LevelNone: "RPC_C_AUTHN_LEVEL_NONE", LevelConnect: "RPC_C_AUTHN_LEVEL_CONNECT",
	LevelCall: "RPC_C_AUTHN_LEVEL_CALL", LevelPacket: "RPC_C_AUTHN_LEVEL_PKT", LevelIntegrity: "RPC_C_AUTHN_LEVEL_PKT_INTEGRITY",
	LevelPrivacy: "RPC_C_AUTHN_LEVEL_PKT_PRIVACY",
}}

var commandNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: commandMask, Value: commandBitmask, Name: "SEC_VT_COMMAND_BITMASK_1"},
	{Mask: commandMask, Value: commandContext, Name: "SEC_VT_COMMAND_PCONTEXT"},
	{Mask: commandMask, Value: commandHeader2, Name: "SEC_VT_COMMAND_HEADER2"},
	{Mask: commandEnd, Name: "SEC_VT_COMMAND_END"},
	{Mask: 0x8000, Name: "SEC_VT_MUST_PROCESS_COMMAND"},
}}

var bitmaskNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 1, Name: "CLIENT_SUPPORT_HEADER_SIGNING"}}}

var faultFlagNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 1, Name: "extended error information"}}}

// statusNames holds the status codes of C706 appendices E and N.2, Win32 codes that
// servers of Windows send in their place, and those of 3.3.3.5.1 that none may.
var statusNames = &dissect.Names{Values: map[uint64]string{
	0x00000005: "ERROR_ACCESS_DENIED",        // MS-ERREF 2.2
	0x000006d8: "EPT_S_CANT_PERFORM_OP",      // MS-RPCE 2.2.1.2.1
	0x000006f7: "RPC_X_BAD_STUB_DATA",        // MS-RPCE 3.1.3.5.2
	0x00000721: "RPC_S_SEC_PKG_ERROR",        // MS-ERREF 2.2
	0x80010105: "RPC_E_SERVERFAULT",          // MS-ERREF 2.1
	0x80010108: "RPC_E_DISCONNECTED",         // MS-DCOM 3.1.1.5.4
	0x80004001: "E_NOTIMPL",                  // MS-ERREF 2.1
	0x8000ffff: "E_UNEXPECTED",               // MS-ERREF 2.1
	0x80070005: "E_ACCESSDENIED",             // MS-ERREF 2.1
	0x8007000e: "E_OUTOFMEMORY",              // MS-ERREF 2.1
	0x80070057: "E_INVALIDARG",               // MS-ERREF 2.1
	0x800706d1: "RPC_S_PROCNUM_OUT_OF_RANGE", // as an HRESULT
	0xc0000005: "STATUS_ACCESS_VIOLATION",    // MS-RPCE 3.3.3.5.1
	0xc00000fd: "STATUS_STACK_OVERFLOW",      // MS-RPCE 3.3.3.5.1
	0x1c000001: "nca_s_fault_int_div_by_zero",
	0x1c000002: "nca_s_fault_addr_error",
	0x1c000003: "nca_s_fault_fp_div_zero",
	0x1c000004: "nca_s_fault_fp_underflow",
	0x1c000005: "nca_s_fault_fp_overflow",
	0x1c000006: "nca_s_fault_invalid_tag",
	0x1c000007: "nca_s_fault_invalid_bound",
	0x1c000008: "nca_rpc_version_mismatch",
	0x1c000009: "nca_unspec_reject",
	0x1c00000a: "nca_s_bad_actid",
	0x1c00000b: "nca_who_are_you_failed",
	0x1c00000c: "nca_manager_not_entered",
	0x1c00000d: "nca_s_fault_cancel",
	0x1c00000e: "nca_s_fault_ill_inst",
	0x1c00000f: "nca_s_fault_fp_error",
	0x1c000010: "nca_s_fault_int_overflow",
	0x1c000012: "nca_s_fault_unspec",
	0x1c000013: "nca_s_fault_remote_comm_failure",
	0x1c000014: "nca_s_fault_pipe_empty",
	0x1c000015: "nca_s_fault_pipe_closed",
	0x1c000016: "nca_s_fault_pipe_order",
	0x1c000017: "nca_s_fault_pipe_discipline",
	0x1c000018: "nca_s_fault_pipe_comm_error",
	0x1c000019: "nca_s_fault_pipe_memory",
	0x1c00001a: "nca_s_fault_context_mismatch",
	0x1c00001b: "nca_s_fault_remote_no_memory",
	0x1c00001c: "nca_invalid_pres_context_id",
	0x1c00001d: "nca_unsupported_authn_level",
	0x1c00001f: "nca_invalid_checksum",
	0x1c000020: "nca_invalid_crc",
	0x1c000021: "nca_s_fault_user_defined",
	0x1c000022: "nca_s_fault_tx_open_failed",
	0x1c000023: "nca_s_fault_codeset_conv_error",
	0x1c000024: "nca_s_fault_object_not_found",
	0x1c000025: "nca_s_fault_no_client_stub",
	0x1c010001: "nca_s_comm_failure",
	0x1c010002: "nca_op_rng_error",
	0x1c010003: "nca_unk_if",
	0x1c010006: "nca_wrong_boot_time",
	0x1c010009: "nca_s_you_crashed",
	0x1c01000b: "nca_proto_error",
	0x1c010013: "nca_out_args_too_big",
	0x1c010014: "nca_server_too_busy",
	0x1c010017: "nca_unsupported_type",
}}
