package x224

import "github.com/radissect/radissect/dissect"

// codeNames holds the codes of class 0 (X.224 13.2.2.1, table 8); the low four
// bits of CR and CC are a credit, which is 0 in class 0.
var codeNames = &dissect.Names{Values: map[uint64]string{
	0xE0: "CR", 0xD0: "CC", 0x80: "DR", 0xF0: "DT", 0x70: "ER",
}}

// reasonNames holds the reasons that class 0 uses (X.224 13.5.3).
var reasonNames = &dissect.Names{Values: map[uint64]string{
	0: "reason not specified", 1: "congestion at TSAP", 2: "session entity not attached to TSAP", 3: "address unknown",
}}

// rejectNames holds the causes of an ER TPDU (X.224 13.12.3).
var rejectNames = &dissect.Names{Values: map[uint64]string{
	0: "reason not specified", 1: "invalid parameter code", 2: "invalid TPDU type", 3: "invalid parameter value",
}}

// parameterNames holds the parameters that class 0 uses (X.224 13.3.4, RFC 905 13.3.4).
var parameterNames = &dissect.Names{Values: map[uint64]string{
	0xC0: "TPDU size", 0xC1: "calling transport selector", 0xC2: "called transport selector", 0xC4: "version number",
}}

var typeNames = &dissect.Names{Values: map[uint64]string{
	typeRequest: "TYPE_RDP_NEG_REQ", typeResponse: "TYPE_RDP_NEG_RSP", typeFailure: "TYPE_RDP_NEG_FAILURE",
	typeCorrelation: "TYPE_RDP_CORRELATION_INFO",
}}

var requestFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x01, Name: "RESTRICTED_ADMIN_MODE_REQUIRED"},
	{Mask: 0x02, Name: "REDIRECTED_AUTHENTICATION_MODE_REQUIRED"},
	{Mask: correlationPresent, Name: "CORRELATION_INFO_PRESENT"},
}}

var responseFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: uint64(ExtendedClientDataSupported), Name: "EXTENDED_CLIENT_DATA_SUPPORTED"},
	{Mask: uint64(DynvcGFXProtocolSupported), Name: "DYNVC_GFX_PROTOCOL_SUPPORTED"},
	{Mask: 0x04, Name: "NEGRSP_FLAG_RESERVED"},
	{Mask: 0x08, Name: "RESTRICTED_ADMIN_MODE_SUPPORTED"},
	{Mask: 0x10, Name: "REDIRECTED_AUTHENTICATION_MODE_SUPPORTED"},
}}

var protocolNames = &dissect.Names{
	Values: map[uint64]string{0: "PROTOCOL_RDP"},
	Bits: []dissect.Bit{
		{Mask: uint64(ProtocolSSL), Name: "PROTOCOL_SSL"},
		{Mask: uint64(ProtocolHybrid), Name: "PROTOCOL_HYBRID"},
		{Mask: uint64(ProtocolRDSTLS), Name: "PROTOCOL_RDSTLS"},
		{Mask: uint64(ProtocolHybridEx), Name: "PROTOCOL_HYBRID_EX"},
		{Mask: uint64(ProtocolRDSAAD), Name: "PROTOCOL_RDSAAD"},
	},
}

// ProtocolNames turns requestedProtocols and selectedProtocol into the symbols
// of MS-RDPBCGR 2.2.1.1.1, for the layers that echo them.
func ProtocolNames() *dissect.Names { return protocolNames }

var failureNames = &dissect.Names{Values: map[uint64]string{
	1: "SSL_REQUIRED_BY_SERVER", 2: "SSL_NOT_ALLOWED_BY_SERVER", 3: "SSL_CERT_NOT_ON_SERVER",
	4: "INCONSISTENT_FLAGS", 5: "HYBRID_REQUIRED_BY_SERVER", 6: "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
}}
