package x224

import "github.com/radissect/radissect/dissect"

var (
	fLI              = &dissect.Field{Name: "LI", Spec: "X.224 13.2.1"}
	fCode            = &dissect.Field{Name: "TPDU code", Spec: "X.224 13.2.2.1", Base: dissect.Hex, Names: codeNames}
	fDestination     = &dissect.Field{Name: "DST-REF", Spec: "X.224 13.3.3", Base: dissect.Hex}
	fSource          = &dissect.Field{Name: "SRC-REF", Spec: "X.224 13.3.3", Base: dissect.Hex}
	fClass           = &dissect.Field{Name: "class option", Spec: "X.224 13.3.3", Base: dissect.Hex}
	fReason          = &dissect.Field{Name: "reason", Spec: "X.224 13.5.3", Names: reasonNames}
	fRejectCause     = &dissect.Field{Name: "reject cause", Spec: "X.224 13.12.3", Names: rejectNames}
	fNumber          = &dissect.Field{Name: "TPDU-NR and EOT", Spec: "X.224 13.7.3", Base: dissect.Hex}
	fEOT             = &dissect.Field{Name: "EOT", Spec: "X.224 13.7.3"}
	fVariable        = &dissect.Field{Name: "variable part", Spec: "X.224 13.2.3", Base: dissect.Group}
	fParameter       = &dissect.Field{Name: "parameter", Spec: "X.224 13.2.3", Base: dissect.Group}
	fParameterCode   = &dissect.Field{Name: "parameter code", Spec: "X.224 13.2.3", Base: dissect.Hex, Names: parameterNames}
	fParameterLength = &dissect.Field{Name: "parameter length indication", Spec: "X.224 13.2.3"}
	fParameterValue  = &dissect.Field{Name: "parameter value", Spec: "X.224 13.2.3", Base: dissect.Group}
	fValue           = &dissect.Field{Name: "value", Spec: "X.224 13.2.3", Base: dissect.Bytes}
	fUserData        = &dissect.Field{Name: "user data", Spec: "X.224 13.7.5", Base: dissect.Bytes}
	fUnknown         = &dissect.Field{Name: "unknown", Spec: "X.224 13.2", Base: dissect.Bytes}

	fRoutingToken = &dissect.Field{Name: "routingToken", Spec: "MS-RDPBCGR 2.2.1.1", Base: dissect.Text}
	fCookie       = &dissect.Field{Name: "cookie", Spec: "MS-RDPBCGR 2.2.1.1", Base: dissect.Text}
	fLineEnd      = &dissect.Field{Name: "CR+LF", Spec: "MS-RDPBCGR 2.2.1.1", Base: dissect.Bytes}

	fNegReq             = &dissect.Field{Name: "rdpNegReq", Spec: "MS-RDPBCGR 2.2.1.1.1", Base: dissect.Group}
	fNegRsp             = &dissect.Field{Name: "rdpNegRsp", Spec: "MS-RDPBCGR 2.2.1.2.1", Base: dissect.Group}
	fNegFailure         = &dissect.Field{Name: "rdpNegFailure", Spec: "MS-RDPBCGR 2.2.1.2.2", Base: dissect.Group}
	fReqType            = &dissect.Field{Name: "type", Spec: "MS-RDPBCGR 2.2.1.1.1", Base: dissect.Hex, Names: typeNames}
	fRspType            = &dissect.Field{Name: "type", Spec: "MS-RDPBCGR 2.2.1.2.1", Base: dissect.Hex, Names: typeNames}
	fReqFlags           = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.1.1", Base: dissect.Hex, Names: requestFlags}
	fRspFlags           = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.2.1", Base: dissect.Hex, Names: responseFlags}
	fFailureFlags       = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.2.2", Base: dissect.Hex}
	fLength             = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.1.1.1"}
	fRequestedProtocols = &dissect.Field{Name: "requestedProtocols", Spec: "MS-RDPBCGR 2.2.1.1.1", Base: dissect.Hex, Names: protocolNames}
	fSelectedProtocol   = &dissect.Field{Name: "selectedProtocol", Spec: "MS-RDPBCGR 2.2.1.2.1", Base: dissect.Hex, Names: protocolNames}
	fFailureCode        = &dissect.Field{Name: "failureCode", Spec: "MS-RDPBCGR 2.2.1.2.2", Names: failureNames}

	fCorrelation      = &dissect.Field{Name: "rdpCorrelationInfo", Spec: "MS-RDPBCGR 2.2.1.1.2", Base: dissect.Group}
	fCorrelationType  = &dissect.Field{Name: "type", Spec: "MS-RDPBCGR 2.2.1.1.2", Base: dissect.Hex, Names: typeNames}
	fCorrelationFlags = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.1.2", Base: dissect.Hex}
	fCorrelationID    = &dissect.Field{Name: "correlationId", Spec: "MS-RDPBCGR 2.2.1.1.2", Base: dissect.Bytes}
	fReserved         = &dissect.Field{Name: "reserved", Spec: "MS-RDPBCGR 2.2.1.1.2", Base: dissect.Bytes}
)

var (
	kindConnectionRequest = &dissect.Kind{Name: "Connection Request", Spec: "MS-RDPBCGR 2.2.1.1"}
	kindConnectionConfirm = &dissect.Kind{Name: "Connection Confirm", Spec: "MS-RDPBCGR 2.2.1.2"}
	kindDisconnectRequest = &dissect.Kind{Name: "Disconnect Request", Spec: "X.224 13.5"}
	kindData              = &dissect.Kind{Name: "Data", Spec: "X.224 13.7"}
	kindError             = &dissect.Kind{Name: "TPDU Error", Spec: "X.224 13.12"}
	kindUnknown           = &dissect.Kind{Name: "Unknown TPDU", Spec: "X.224 13.2.2.1"}
)
