package spnego

import "github.com/radissect/radissect/dissect"

var mechNames = &dissect.Names{Values: map[uint64]string{
	uint64(SPNEGO):     "SPNEGO",
	uint64(NTLM):       "NTLMSSP",
	uint64(Kerberos):   "Kerberos",
	uint64(MSKerberos): "Kerberos (Microsoft identifier)",
	uint64(UserToUser): "Kerberos user to user",
	uint64(NegoEx):     "NEGOEX",
}}

var negStateNames = &dissect.Names{Values: map[uint64]string{
	uint64(AcceptCompleted):  "accept-completed",
	uint64(AcceptIncomplete): "accept-incomplete",
	uint64(Reject):           "reject",
	uint64(RequestMIC):       "request-mic",
}}

// reqFlagNames are the bits of ContextFlags, first bit highest, RFC 4178 4.2.1.
var reqFlagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x80, Name: "delegFlag"}, {Mask: 0x40, Name: "mutualFlag"}, {Mask: 0x20, Name: "replayFlag"},
	{Mask: 0x10, Name: "sequenceFlag"}, {Mask: 0x08, Name: "anonFlag"}, {Mask: 0x04, Name: "confFlag"}, {Mask: 0x02, Name: "integFlag"},
}}

var (
	fHeader        = &dissect.Field{Name: "identifier and length", Spec: "X.690 8.1", Base: dissect.Bytes}
	fToken         = &dissect.Field{Name: "InitialContextToken", Spec: "RFC 2743 3.1", Base: dissect.Group}
	fThisMech      = &dissect.Field{Name: "thisMech", Spec: "RFC 2743 3.1", Base: dissect.Bytes}
	fMech          = &dissect.Field{Name: "mechanism", Spec: "MS-SPNG 1.9", Names: mechNames}
	fInit          = &dissect.Field{Name: "negTokenInit", Spec: "RFC 4178 4.2.1", Base: dissect.Group}
	fMechTypes     = &dissect.Field{Name: "mechTypes", Spec: "RFC 4178 4.2.1", Base: dissect.Group}
	fMechType      = &dissect.Field{Name: "MechType", Spec: "RFC 4178 4.1", Base: dissect.Bytes}
	fReqFlags      = &dissect.Field{Name: "reqFlags", Spec: "RFC 4178 4.2.1", Base: dissect.Hex, Names: reqFlagNames}
	fMechToken     = &dissect.Field{Name: "mechToken", Spec: "RFC 4178 4.2.1", Base: dissect.Bytes, Secret: true}
	fNegHints      = &dissect.Field{Name: "negHints", Spec: "MS-SPNG 2.2.1", Base: dissect.Group}
	fHintName      = &dissect.Field{Name: "hintName", Spec: "MS-SPNG 2.2.1", Base: dissect.Text}
	fHintAddress   = &dissect.Field{Name: "hintAddress", Spec: "MS-SPNG 2.2.1", Base: dissect.Bytes}
	fMechListMIC   = &dissect.Field{Name: "mechListMIC", Spec: "RFC 4178 4.2.1", Base: dissect.Bytes}
	fResp          = &dissect.Field{Name: "negTokenResp", Spec: "RFC 4178 4.2.2", Base: dissect.Group}
	fNegState      = &dissect.Field{Name: "negState", Spec: "RFC 4178 4.2.2", Names: negStateNames}
	fSupportedMech = &dissect.Field{Name: "supportedMech", Spec: "RFC 4178 4.2.2", Base: dissect.Bytes}
	fResponseToken = &dissect.Field{Name: "responseToken", Spec: "RFC 4178 4.2.2", Base: dissect.Bytes, Secret: true}
	fPadding       = &dissect.Field{Name: "padding", Spec: "RFC 4178 4.2", Base: dissect.Bytes}
)

var (
	kindInit  = &dissect.Kind{Name: "NegTokenInit", Spec: "RFC 4178 4.2.1"}
	kindInit2 = &dissect.Kind{Name: "NegTokenInit2", Spec: "MS-SPNG 2.2.1"}
	kindResp  = &dissect.Kind{Name: "NegTokenResp", Spec: "RFC 4178 4.2.2"}
)
