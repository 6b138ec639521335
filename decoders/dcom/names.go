package dcom

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
)

// classNames names the classes that Remote Assistance activates, MS-RAI 1.9.
var classNames = map[dcerpc.UUID]string{
	class("833e4010-aff7-4ac3-aac2-9f24c1457bce"): "PCHService",
	class("3c3a70a7-a468-49b9-8ada-28e11fccad5d"): "RASrv",
}

// objNames holds the forms of MS-DCOM 2.2.18.
var objNames = &dissect.Names{Values: map[uint64]string{
	objStandard: "OBJREF_STANDARD", objHandler: "OBJREF_HANDLER", objCustom: "OBJREF_CUSTOM", objExtended: "OBJREF_EXTENDED",
}}

// contextNames holds the flags of MS-DCOM 2.2.20, policyNames those of 2.2.20.1.
var (
	contextNames = &dissect.Names{Values: map[uint64]string{2: "CTXMSHLFLAGS_BYVAL"}}
	policyNames  = &dissect.Names{Values: map[uint64]string{1: "CPFLAG_PROPAGATE", 2: "CPFLAG_EXPOSE", 4: "CPFLAG_ENVOY"}}
)

// stdNames holds the flags of MS-DCOM 2.2.18.2.
var stdNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 0x1000, Name: "SORF_NOPING"}}}

// towerNames holds protocol identifiers of C706 Appendix I that MS-DCOM 2.2.19.3
// refers to.
var towerNames = &dissect.Names{Values: map[uint64]string{0x07: "ncacn_ip_tcp", 0x08: "ncadg_ip_udp", 0x0F: "ncacn_np", 0x1F: "ncacn_http"}}

// authnNames and levelNames hold values of MS-RPCE 2.2.1.1.7 and 2.2.1.1.8.
var authnNames = &dissect.Names{Values: map[uint64]string{
	9: "RPC_C_AUTHN_GSS_NEGOTIATE", 10: "RPC_C_AUTHN_WINNT", 14: "RPC_C_AUTHN_GSS_SCHANNEL", 16: "RPC_C_AUTHN_GSS_KERBEROS",
}}

var levelNames = &dissect.Names{Values: map[uint64]string{
	0: "default", 1: "none", 2: "connect", 3: "call", 4: "packet", 5: "integrity", 6: "privacy",
}}

// ResultNames holds HRESULTs and Win32 errors of MS-ERREF 2.1 and 2.2 that COM and
// Remote Assistance return.
var ResultNames = &dissect.Names{Values: map[uint64]string{
	0:          "S_OK",
	1:          "S_FALSE",
	5:          "ERROR_ACCESS_DENIED",
	0x776:      "OR_INVALID_OXID",
	0x777:      "OR_INVALID_OID",
	0x778:      "OR_INVALID_SET",
	0x80000003: "E_INVALIDARG (as MS-RAI prints it)",
	0x80004001: "E_NOTIMPL",
	0x80004002: "E_NOINTERFACE",
	0x80004003: "E_POINTER",
	0x80004005: "E_FAIL",
	0x8000FFFF: "E_UNEXPECTED",
	0x80010108: "RPC_E_DISCONNECTED",
	0x80010110: "RPC_E_VERSION_MISMATCH",
	0x80040154: "REGDB_E_CLASSNOTREG",
	0x80070005: "E_ACCESSDENIED",
	0x8007000E: "E_OUTOFMEMORY",
	0x80070052: "ERROR_CANNOT_MAKE",
	0x80070057: "E_INVALIDARG",
	0x800704EC: "ERROR_ACCESS_DISABLED_BY_POLICY",
	0x80070534: "ERROR_NONE_MAPPED",
}}
