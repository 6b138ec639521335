package dcerpc

import "github.com/radissect/radissect/dissect"

var (
	fVersion      = &dissect.Field{Name: "rpc_vers", Spec: "C706 12.6.3.1"}
	fMinor        = &dissect.Field{Name: "rpc_vers_minor", Spec: "C706 12.6.3.1"}
	fType         = &dissect.Field{Name: "PTYPE", Spec: "C706 12.6.3.1", Names: typeNames}
	fFlags        = &dissect.Field{Name: "pfc_flags", Spec: "C706 12.6.3.1", Base: dissect.Hex, Names: flagNames}
	fBindFlags    = &dissect.Field{Name: "pfc_flags", Spec: "MS-RPCE 2.2.2.3", Base: dissect.Hex, Names: bindFlagNames}
	fDrep         = &dissect.Field{Name: "packed_drep", Spec: "C706 12.6.3.1", Base: dissect.Group}
	fIntegerOrder = &dissect.Field{Name: "integer and character representation", Spec: "C706 14.1", Base: dissect.Hex, Names: orderNames}
	fFloat        = &dissect.Field{Name: "floating-point representation", Spec: "C706 14.1", Names: floatNames}
	fDrepReserved = &dissect.Field{Name: "reserved", Spec: "C706 14.1", Base: dissect.Bytes}
	fFragLength   = &dissect.Field{Name: "frag_length", Spec: "C706 12.6.3.1"}
	fAuthLength   = &dissect.Field{Name: "auth_length", Spec: "C706 12.6.3.1"}
	fCallID       = &dissect.Field{Name: "call_id", Spec: "C706 12.6.3.1"}
	fBody         = &dissect.Field{Name: "body", Spec: "C706 12.6.4", Base: dissect.Bytes}

	fMaxXmit         = &dissect.Field{Name: "max_xmit_frag", Spec: "C706 12.6.4.3"}
	fMaxRecv         = &dissect.Field{Name: "max_recv_frag", Spec: "C706 12.6.4.3"}
	fGroup           = &dissect.Field{Name: "assoc_group_id", Spec: "C706 12.6.4.3", Base: dissect.Hex}
	fNContext        = &dissect.Field{Name: "n_context_elem", Spec: "C706 12.6.3.1"}
	fReserved        = &dissect.Field{Name: "reserved", Spec: "C706 12.6.3.1", Base: dissect.Hex}
	fReserved2       = &dissect.Field{Name: "reserved2", Spec: "C706 12.6.3.1", Base: dissect.Bytes}
	fContextElement  = &dissect.Field{Name: "p_cont_elem", Spec: "C706 12.6.3.1", Base: dissect.Group}
	fContextID       = &dissect.Field{Name: "p_cont_id", Spec: "C706 12.6.3.1"}
	fNTransfer       = &dissect.Field{Name: "n_transfer_syn", Spec: "C706 12.6.3.1"}
	fAbstractSyntax  = &dissect.Field{Name: "abstract_syntax", Spec: "C706 12.6.3.1", Base: dissect.Group}
	fTransferSyntax  = &dissect.Field{Name: "transfer_syntax", Spec: "C706 12.6.3.1", Base: dissect.Group}
	fFeatures        = &dissect.Field{Name: "bind time feature negotiation", Spec: "MS-RPCE 3.3.1.5.3", Base: dissect.Group}
	fFeaturePrefix   = &dissect.Field{Name: "prefix", Spec: "MS-RPCE 3.3.1.5.3", Base: dissect.Bytes}
	fFeatureBitmask  = &dissect.Field{Name: "Bitmask", Spec: "MS-RPCE 2.2.2.14", Base: dissect.Hex, Names: featureNames}
	fIfUUID          = &dissect.Field{Name: "if_uuid", Spec: "C706 12.6.3.1", Base: dissect.GUID}
	fIfVersion       = &dissect.Field{Name: "if_version", Spec: "C706 12.6.3.1", Base: dissect.Hex}
	fBigUUID         = &dissect.Field{Name: "uuid", Spec: "C706 A.1", Base: dissect.Group}
	fTimeLow         = &dissect.Field{Name: "time_low", Spec: "C706 A.1", Base: dissect.Hex}
	fTimeMid         = &dissect.Field{Name: "time_mid", Spec: "C706 A.1", Base: dissect.Hex}
	fTimeHi          = &dissect.Field{Name: "time_hi_and_version", Spec: "C706 A.1", Base: dissect.Hex}
	fClockNode       = &dissect.Field{Name: "clock_seq and node", Spec: "C706 A.1", Base: dissect.Bytes}
	fSecAddr         = &dissect.Field{Name: "sec_addr", Spec: "C706 12.6.4.4", Base: dissect.Group}
	fAddrLength      = &dissect.Field{Name: "length", Spec: "C706 12.6.3.1"}
	fPortSpec        = &dissect.Field{Name: "port_spec", Spec: "C706 12.6.3.1", Base: dissect.Text}
	fPad             = &dissect.Field{Name: "pad", Spec: "C706 12.6.4.4", Base: dissect.Bytes}
	fNResults        = &dissect.Field{Name: "n_results", Spec: "C706 12.6.3.1"}
	fResultElement   = &dissect.Field{Name: "p_result", Spec: "C706 12.6.3.1", Base: dissect.Group}
	fResult          = &dissect.Field{Name: "result", Spec: "C706 12.6.3.1", Names: resultNames}
	fReason          = &dissect.Field{Name: "reason", Spec: "C706 12.6.3.1", Names: reasonNames}
	fResponseBitmask = &dissect.Field{Name: "Bitmask", Spec: "MS-RPCE 2.2.2.15", Base: dissect.Hex, Names: featureNames}
	fReject          = &dissect.Field{Name: "provider_reject_reason", Spec: "MS-RPCE 2.2.2.5", Names: rejectNames}
	fNProtocols      = &dissect.Field{Name: "n_protocols", Spec: "MS-RPCE 2.2.1.1.6"}
	fSupported       = &dissect.Field{Name: "p_protocols", Spec: "MS-RPCE 2.2.1.1.6", Base: dissect.Group}
	fMajorVersion    = &dissect.Field{Name: "major", Spec: "MS-RPCE 2.2.1.1.5"}
	fMinorVersion    = &dissect.Field{Name: "minor", Spec: "MS-RPCE 2.2.1.1.5"}
	fSignature       = &dissect.Field{Name: "Signature", Spec: "MS-RPCE 2.2.2.9", Base: dissect.GUID}
	fExtendedError   = &dissect.Field{Name: "extended error information", Spec: "MS-RPCE 2.2.2.8", Base: dissect.Bytes}

	fAllocHint     = &dissect.Field{Name: "alloc_hint", Spec: "C706 12.6.4.9"}
	fOpnum         = &dissect.Field{Name: "opnum", Spec: "C706 12.6.4.9"}
	fObject        = &dissect.Field{Name: "object", Spec: "C706 12.6.4.9", Base: dissect.GUID}
	fCancelCount   = &dissect.Field{Name: "cancel_count", Spec: "C706 12.6.4.10"}
	fFaultFlags    = &dissect.Field{Name: "reserved", Spec: "MS-RPCE 2.2.2.8", Base: dissect.Hex, Names: faultFlagNames}
	fStatus        = &dissect.Field{Name: "status", Spec: "C706 12.6.4.7", Base: dissect.Hex, Names: statusNames}
	fFaultReserved = &dissect.Field{Name: "reserved2", Spec: "C706 12.6.4.7", Base: dissect.Bytes}
	fStub          = &dissect.Field{Name: "stub data", Spec: "MS-RPCE 2.2.2.1", Base: dissect.Bytes}
	fSealed        = &dissect.Field{Name: "PDU body, encrypted", Spec: "MS-RPCE 3.3.1.5.2.2", Base: dissect.Bytes}

	fAuthPad       = &dissect.Field{Name: "authentication padding", Spec: "MS-RPCE 2.2.2.11", Base: dissect.Bytes}
	fAuth3Pad      = &dissect.Field{Name: "pad", Spec: "MS-RPCE 2.2.2.10", Base: dissect.Bytes}
	fSecTrailer    = &dissect.Field{Name: "sec_trailer", Spec: "MS-RPCE 2.2.2.11", Base: dissect.Group}
	fAuthType      = &dissect.Field{Name: "auth_type", Spec: "MS-RPCE 2.2.1.1.7", Names: authTypeNames}
	fAuthLevel     = &dissect.Field{Name: "auth_level", Spec: "MS-RPCE 2.2.1.1.8", Names: authLevelNames}
	fAuthPadLength = &dissect.Field{Name: "auth_pad_length", Spec: "MS-RPCE 2.2.2.11"}
	fAuthReserved  = &dissect.Field{Name: "auth_reserved", Spec: "MS-RPCE 2.2.2.11", Base: dissect.Hex}
	fAuthContext   = &dissect.Field{Name: "auth_context_id", Spec: "MS-RPCE 2.2.2.11"}
	fNTLMToken     = &dissect.Field{Name: "authentication token, NTLM", Spec: "MS-RPCE 2.2.2.12", Base: dissect.Group}
	fToken         = &dissect.Field{Name: "authentication token", Spec: "MS-RPCE 2.2.2.12", Base: dissect.Bytes}

	fTrailer          = &dissect.Field{Name: "verification trailer", Spec: "MS-RPCE 2.2.2.13", Base: dissect.Group}
	fTrailerSignature = &dissect.Field{Name: "signature", Spec: "MS-RPCE 2.2.2.13.1", Base: dissect.Bytes}
	fCommand          = &dissect.Field{Name: "SEC_VT", Spec: "MS-RPCE 2.2.2.13", Base: dissect.Group}
	fCommandType      = &dissect.Field{Name: "command", Spec: "MS-RPCE 2.2.2.13", Base: dissect.Hex, Names: commandNames}
	fCommandLength    = &dissect.Field{Name: "length", Spec: "MS-RPCE 2.2.2.13"}
	fCommandBody      = &dissect.Field{Name: "data", Spec: "MS-RPCE 2.2.2.13", Base: dissect.Group}
	fCommandBits      = &dissect.Field{Name: "bits", Spec: "MS-RPCE 2.2.2.13.2", Base: dissect.Hex, Names: bitmaskNames}
	fCommandInterface = &dissect.Field{Name: "InterfaceId", Spec: "MS-RPCE 2.2.2.13.4", Base: dissect.Group}
	fCommandDrep      = &dissect.Field{Name: "drep", Spec: "MS-RPCE 2.2.2.13.3", Base: dissect.Hex}
)

var (
	kindRequest          = &dissect.Kind{Name: "request", Spec: "C706 12.6.4.9"}
	kindResponse         = &dissect.Kind{Name: "response", Spec: "C706 12.6.4.10"}
	kindFault            = &dissect.Kind{Name: "fault", Spec: "C706 12.6.4.7"}
	kindBind             = &dissect.Kind{Name: "bind", Spec: "C706 12.6.4.3"}
	kindBindAck          = &dissect.Kind{Name: "bind_ack", Spec: "C706 12.6.4.4"}
	kindBindNak          = &dissect.Kind{Name: "bind_nak", Spec: "C706 12.6.4.5"}
	kindAlterContext     = &dissect.Kind{Name: "alter_context", Spec: "C706 12.6.4.1"}
	kindAlterContextResp = &dissect.Kind{Name: "alter_context_resp", Spec: "C706 12.6.4.2"}
	kindAuth3            = &dissect.Kind{Name: "rpc_auth_3", Spec: "MS-RPCE 2.2.2.10"}
	kindShutdown         = &dissect.Kind{Name: "shutdown", Spec: "C706 12.6.4.11"}
	kindCancel           = &dissect.Kind{Name: "co_cancel", Spec: "C706 12.6.4.6"}
	kindOrphaned         = &dissect.Kind{Name: "orphaned", Spec: "C706 12.6.4.8"}
	kindRTS              = &dissect.Kind{Name: "RTS", Spec: "MS-RPCH 2.2.3.6"}
	kindUnknown          = &dissect.Kind{Name: "unknown PDU", Spec: "C706 12.1"}
	kindStub             = &dissect.Kind{Name: "stub", Spec: "MS-RPCE 2.2.2.1"}
)
