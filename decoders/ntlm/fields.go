package ntlm

import "github.com/radissect/radissect/dissect"

var (
	fSignature      = &dissect.Field{Name: "Signature", Spec: "MS-NLMP 2.2.1", Base: dissect.Text}
	fMessageType    = &dissect.Field{Name: "MessageType", Spec: "MS-NLMP 2.2.1", Names: typeNames}
	fNegotiateFlags = &dissect.Field{Name: "NegotiateFlags", Spec: "MS-NLMP 2.2.2.5", Base: dissect.Hex, Names: flagNames}
	fPayload        = &dissect.Field{Name: "Payload", Spec: "MS-NLMP 2.2.1", Base: dissect.Bytes}
	fPadding        = &dissect.Field{Name: "padding", Spec: "MS-NLMP 2.2.1", Base: dissect.Bytes}

	// Descriptors of the payload. The specification names their members after
	// the field: DomainNameLen, DomainNameMaxLen, DomainNameBufferOffset.
	fDomainNameFields  = &dissect.Field{Name: "DomainNameFields", Spec: "MS-NLMP 2.2.1.1", Base: dissect.Group}
	fWorkstationFields = &dissect.Field{Name: "WorkstationFields", Spec: "MS-NLMP 2.2.1.1", Base: dissect.Group}
	fTargetNameFields  = &dissect.Field{Name: "TargetNameFields", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Group}
	fTargetInfoFields  = &dissect.Field{Name: "TargetInfoFields", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Group}
	fLmFields          = &dissect.Field{Name: "LmChallengeResponseFields", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Group}
	fNtFields          = &dissect.Field{Name: "NtChallengeResponseFields", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Group}
	fUserNameFields    = &dissect.Field{Name: "UserNameFields", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Group}
	fSessionKeyFields  = &dissect.Field{Name: "EncryptedRandomSessionKeyFields", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Group}
	fLen               = &dissect.Field{Name: "Len", Spec: "MS-NLMP 2.2.1"}
	fMaxLen            = &dissect.Field{Name: "MaxLen", Spec: "MS-NLMP 2.2.1"}
	fBufferOffset      = &dissect.Field{Name: "BufferOffset", Spec: "MS-NLMP 2.2.1"}

	// The payload. Text is in the OEM character set where Unicode is not chosen.
	fDomainName      = &dissect.Field{Name: "DomainName", Spec: "MS-NLMP 2.2.1.3", Base: dissect.UTF16}
	fUserName        = &dissect.Field{Name: "UserName", Spec: "MS-NLMP 2.2.1.3", Base: dissect.UTF16}
	fWorkstation     = &dissect.Field{Name: "Workstation", Spec: "MS-NLMP 2.2.1.3", Base: dissect.UTF16}
	fTargetName      = &dissect.Field{Name: "TargetName", Spec: "MS-NLMP 2.2.1.2", Base: dissect.UTF16}
	fDomainNameOEM   = &dissect.Field{Name: "DomainName", Spec: "MS-NLMP 2.2.1.1", Base: dissect.Text}
	fUserNameOEM     = &dissect.Field{Name: "UserName", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Text}
	fWorkstationOEM  = &dissect.Field{Name: "Workstation", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Text}
	fTargetNameOEM   = &dissect.Field{Name: "TargetName", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Text}
	fWorkstationName = &dissect.Field{Name: "WorkstationName", Spec: "MS-NLMP 2.2.1.1", Base: dissect.Text}
	fTargetInfo      = &dissect.Field{Name: "TargetInfo", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Group}
	fServerChallenge = &dissect.Field{Name: "ServerChallenge", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Bytes}
	fReserved        = &dissect.Field{Name: "Reserved", Spec: "MS-NLMP 2.2.1.2", Base: dissect.Bytes}
	fMIC             = &dissect.Field{Name: "MIC", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Bytes}
	fLmResponse      = &dissect.Field{Name: "LmChallengeResponse", Spec: "MS-NLMP 2.2.2.3", Base: dissect.Bytes, Secret: true}
	fNtResponse      = &dissect.Field{Name: "NtChallengeResponse", Spec: "MS-NLMP 2.2.2.6", Base: dissect.Bytes, Secret: true}
	fSessionKey      = &dissect.Field{Name: "EncryptedRandomSessionKey", Spec: "MS-NLMP 2.2.1.3", Base: dissect.Bytes, Secret: true}

	// LMv2_RESPONSE, and the client challenge that lies in the place of an LM
	// response under extended session security (MS-NLMP 3.3.1).
	fLMv2                  = &dissect.Field{Name: "LMv2_RESPONSE", Spec: "MS-NLMP 2.2.2.4", Base: dissect.Group}
	fLMv2Response          = &dissect.Field{Name: "Response", Spec: "MS-NLMP 2.2.2.4", Base: dissect.Bytes, Secret: true}
	fLMClient              = &dissect.Field{Name: "LmChallengeResponse", Spec: "MS-NLMP 3.3.1", Base: dissect.Group}
	fChallengeFromClientLM = &dissect.Field{Name: "ChallengeFromClient", Spec: "MS-NLMP 2.2.2.4", Base: dissect.Bytes}

	// NTLMv2_RESPONSE.
	fNTLMv2              = &dissect.Field{Name: "NTLMv2_RESPONSE", Spec: "MS-NLMP 2.2.2.8", Base: dissect.Group}
	fProof               = &dissect.Field{Name: "Response", Spec: "MS-NLMP 2.2.2.8", Base: dissect.Bytes, Secret: true}
	fClientChallenge     = &dissect.Field{Name: "NTLMv2_CLIENT_CHALLENGE", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Group}
	fRespType            = &dissect.Field{Name: "RespType", Spec: "MS-NLMP 2.2.2.7"}
	fHiRespType          = &dissect.Field{Name: "HiRespType", Spec: "MS-NLMP 2.2.2.7"}
	fReserved1           = &dissect.Field{Name: "Reserved1", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Hex}
	fReserved2           = &dissect.Field{Name: "Reserved2", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Hex}
	fTimeStamp           = &dissect.Field{Name: "TimeStamp", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Time}
	fChallengeFromClient = &dissect.Field{Name: "ChallengeFromClient", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Bytes}
	fReserved3           = &dissect.Field{Name: "Reserved3", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Hex}
	fAvPairs             = &dissect.Field{Name: "AvPairs", Spec: "MS-NLMP 2.2.2.7", Base: dissect.Group}

	fAVPair          = &dissect.Field{Name: "AV_PAIR", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Group}
	fAvID            = &dissect.Field{Name: "AvId", Spec: "MS-NLMP 2.2.2.1", Names: avNames}
	fAvLen           = &dissect.Field{Name: "AvLen", Spec: "MS-NLMP 2.2.2.1"}
	fAvValueGroup    = &dissect.Field{Name: "Value", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Group}
	fAvValue         = &dissect.Field{Name: "Value", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Bytes}
	fNbComputerName  = &dissect.Field{Name: "MsvAvNbComputerName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fNbDomainName    = &dissect.Field{Name: "MsvAvNbDomainName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fDNSComputerName = &dissect.Field{Name: "MsvAvDnsComputerName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fDNSDomainName   = &dissect.Field{Name: "MsvAvDnsDomainName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fDNSTreeName     = &dissect.Field{Name: "MsvAvDnsTreeName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fAvFlags         = &dissect.Field{Name: "MsvAvFlags", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Hex, Names: avFlagNames}
	fAvTimestamp     = &dissect.Field{Name: "MsvAvTimestamp", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Time}
	fAvTargetName    = &dissect.Field{Name: "MsvAvTargetName", Spec: "MS-NLMP 2.2.2.1", Base: dissect.UTF16}
	fChannelBindings = &dissect.Field{Name: "MsvAvChannelBindings", Spec: "MS-NLMP 2.2.2.1", Base: dissect.Bytes}
	fSize            = &dissect.Field{Name: "Size", Spec: "MS-NLMP 2.2.2.2"}
	fZ4              = &dissect.Field{Name: "Z4", Spec: "MS-NLMP 2.2.2.2", Base: dissect.Hex}
	fCustomData      = &dissect.Field{Name: "CustomData", Spec: "MS-NLMP 2.2.2.2", Base: dissect.Bytes}
	fMachineID       = &dissect.Field{Name: "MachineID", Spec: "MS-NLMP 2.2.2.2", Base: dissect.Bytes}

	fVersion         = &dissect.Field{Name: "Version", Spec: "MS-NLMP 2.2.2.10", Base: dissect.Group}
	fMajor           = &dissect.Field{Name: "ProductMajorVersion", Spec: "MS-NLMP 2.2.2.10"}
	fMinor           = &dissect.Field{Name: "ProductMinorVersion", Spec: "MS-NLMP 2.2.2.10"}
	fBuild           = &dissect.Field{Name: "ProductBuild", Spec: "MS-NLMP 2.2.2.10"}
	fVersionReserved = &dissect.Field{Name: "Reserved", Spec: "MS-NLMP 2.2.2.10", Base: dissect.Bytes}
	fRevision        = &dissect.Field{Name: "NTLMRevisionCurrent", Spec: "MS-NLMP 2.2.2.10", Base: dissect.Hex, Names: revisionNames}

	// NTLMSSP_MESSAGE_SIGNATURE, for those that show one in their own tree.
	fSigVersion  = &dissect.Field{Name: "Version", Spec: "MS-NLMP 2.2.2.9.2"}
	fSigChecksum = &dissect.Field{Name: "Checksum", Spec: "MS-NLMP 2.2.2.9.2", Base: dissect.Bytes}
	fSigSeqNum   = &dissect.Field{Name: "SeqNum", Spec: "MS-NLMP 2.2.2.9.2"}
)

var (
	kindNegotiate    = &dissect.Kind{Name: "NEGOTIATE_MESSAGE", Spec: "MS-NLMP 2.2.1.1"}
	kindChallenge    = &dissect.Kind{Name: "CHALLENGE_MESSAGE", Spec: "MS-NLMP 2.2.1.2"}
	kindAuthenticate = &dissect.Kind{Name: "AUTHENTICATE_MESSAGE", Spec: "MS-NLMP 2.2.1.3"}
)

// oemField is the field of a text in the OEM character set that f is in Unicode.
func oemField(f *dissect.Field) *dissect.Field {
	switch f {
	case fDomainName:
		return fDomainNameOEM
	case fUserName:
		return fUserNameOEM
	case fWorkstation:
		return fWorkstationOEM
	case fTargetName:
		return fTargetNameOEM
	}
	return f
}

// DecodeSignature reads an NTLMSSP_MESSAGE_SIGNATURE of 16 bytes, MS-NLMP
// 2.2.2.9.2, inside of whatever carries it.
func DecodeSignature(c *dissect.Cursor) {
	c.Require(c.U32LE(fSigVersion) == 1, SignatureVersion)
	c.Bytes(fSigChecksum, 8)
	c.U32LE(fSigSeqNum)
}
