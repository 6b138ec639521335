package ntlm

import "github.com/radissect/radissect/dissect"

// Flags are NegotiateFlags, MS-NLMP 2.2.2.5.
type Flags uint32

// The flags, MS-NLMP 2.2.2.5, lowest bit first.
const (
	NegotiateUnicode    Flags = 0x00000001
	NegotiateOEM        Flags = 0x00000002
	RequestTarget       Flags = 0x00000004
	NegotiateSign       Flags = 0x00000010
	NegotiateSeal       Flags = 0x00000020
	NegotiateDatagram   Flags = 0x00000040
	NegotiateLMKey      Flags = 0x00000080
	NegotiateNTLM       Flags = 0x00000200
	NegotiateAnonymous  Flags = 0x00000800
	OEMDomainSupplied   Flags = 0x00001000
	OEMWorkstation      Flags = 0x00002000
	NegotiateAlwaysSign Flags = 0x00008000
	TargetTypeDomain    Flags = 0x00010000
	TargetTypeServer    Flags = 0x00020000
	NegotiateESS        Flags = 0x00080000 // NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY
	NegotiateIdentify   Flags = 0x00100000
	RequestNonNTKey     Flags = 0x00400000 // NTLMSSP_REQUEST_NON_NT_SESSION_KEY
	NegotiateTargetInfo Flags = 0x00800000
	NegotiateVersion    Flags = 0x02000000
	Negotiate128        Flags = 0x20000000
	NegotiateKeyExch    Flags = 0x40000000
	Negotiate56         Flags = 0x80000000
	reservedFlags       Flags = 0x1D244108 // r1 to r10 but for r8, which only SHOULD be zero
)

var flagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: uint64(NegotiateUnicode), Name: "NTLMSSP_NEGOTIATE_UNICODE"},
	{Mask: uint64(NegotiateOEM), Name: "NTLM_NEGOTIATE_OEM"},
	{Mask: uint64(RequestTarget), Name: "NTLMSSP_REQUEST_TARGET"},
	{Mask: uint64(NegotiateSign), Name: "NTLMSSP_NEGOTIATE_SIGN"},
	{Mask: uint64(NegotiateSeal), Name: "NTLMSSP_NEGOTIATE_SEAL"},
	{Mask: uint64(NegotiateDatagram), Name: "NTLMSSP_NEGOTIATE_DATAGRAM"},
	{Mask: uint64(NegotiateLMKey), Name: "NTLMSSP_NEGOTIATE_LM_KEY"},
	{Mask: uint64(NegotiateNTLM), Name: "NTLMSSP_NEGOTIATE_NTLM"},
	{Mask: uint64(NegotiateAnonymous), Name: "anonymous"}, // bit J has no name of its own
	{Mask: uint64(OEMDomainSupplied), Name: "NTLMSSP_NEGOTIATE_OEM_DOMAIN_SUPPLIED"},
	{Mask: uint64(OEMWorkstation), Name: "NTLMSSP_NEGOTIATE_OEM_WORKSTATION_SUPPLIED"},
	{Mask: uint64(NegotiateAlwaysSign), Name: "NTLMSSP_NEGOTIATE_ALWAYS_SIGN"},
	{Mask: uint64(TargetTypeDomain), Name: "NTLMSSP_TARGET_TYPE_DOMAIN"},
	{Mask: uint64(TargetTypeServer), Name: "NTLMSSP_TARGET_TYPE_SERVER"},
	{Mask: uint64(NegotiateESS), Name: "NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY"},
	{Mask: uint64(NegotiateIdentify), Name: "NTLMSSP_NEGOTIATE_IDENTIFY"},
	{Mask: uint64(RequestNonNTKey), Name: "NTLMSSP_REQUEST_NON_NT_SESSION_KEY"},
	{Mask: uint64(NegotiateTargetInfo), Name: "NTLMSSP_NEGOTIATE_TARGET_INFO"},
	{Mask: uint64(NegotiateVersion), Name: "NTLMSSP_NEGOTIATE_VERSION"},
	{Mask: uint64(Negotiate128), Name: "NTLMSSP_NEGOTIATE_128"},
	{Mask: uint64(NegotiateKeyExch), Name: "NTLMSSP_NEGOTIATE_KEY_EXCH"},
	{Mask: uint64(Negotiate56), Name: "NTLMSSP_NEGOTIATE_56"},
}}

var typeNames = &dissect.Names{Values: map[uint64]string{
	TypeNegotiate:    "NtLmNegotiate",
	TypeChallenge:    "NtLmChallenge",
	TypeAuthenticate: "NtLmAuthenticate",
}}

var avNames = &dissect.Names{Values: map[uint64]string{
	avEOL:             "MsvAvEOL",
	avNbComputerName:  "MsvAvNbComputerName",
	avNbDomainName:    "MsvAvNbDomainName",
	avDNSComputerName: "MsvAvDnsComputerName",
	avDNSDomainName:   "MsvAvDnsDomainName",
	avDNSTreeName:     "MsvAvDnsTreeName",
	avFlags:           "MsvAvFlags",
	avTimestamp:       "MsvAvTimestamp",
	avSingleHost:      "MsvAvSingleHost",
	avTargetName:      "MsvAvTargetName",
	avChannelBindings: "MsvAvChannelBindings",
}}

// avFlagNames are descriptions: MS-NLMP 2.2.2.1 gives the bits no names.
var avFlagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x1, Name: "authentication is constrained"},
	{Mask: FlagMIC, Name: "MIC provided"},
	{Mask: 0x4, Name: "target SPN from an untrusted source"},
}}

var revisionNames = &dissect.Names{Values: map[uint64]string{revisionW2K3: "NTLMSSP_REVISION_W2K3"}}
