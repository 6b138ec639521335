package pnrp

import "github.com/radissect/radissect/dissect"

// A FieldID is the type of a message element, MS-PNRP 2.2.
type FieldID uint16

// The FieldIDs.
const (
	fieldHeader          FieldID = 0x0010 // PNRP_HEADER
	fieldHeaderAcked     FieldID = 0x0018 // PNRP_HEADER_ACKED
	fieldPnrpID          FieldID = 0x0030 // PNRP_ID
	fieldTargetID        FieldID = 0x0038 // TARGET_PNRP_ID
	fieldValidateID      FieldID = 0x0039 // VALIDATE_PNRP_ID
	fieldFlags           FieldID = 0x0040 // FLAGS_FIELD
	fieldFloodControls   FieldID = 0x0043 // FLOOD_CONTROLS
	fieldSolicitControls FieldID = 0x0044 // SOLICIT_CONTROLS
	fieldLookupControls  FieldID = 0x0045 // LOOKUP_CONTROLS
	fieldExtendedPayload FieldID = 0x005A // EXTENDED_PAYLOAD
	fieldIDArray         FieldID = 0x0060 // PNRP_ID_ARRAY
	fieldCertChain       FieldID = 0x0080 // CERT_CHAIN
	fieldWchar           FieldID = 0x0084 // WCHAR
	fieldClassifier      FieldID = 0x0085 // CLASSIFIER
	fieldHashedNonce     FieldID = 0x0092 // HASHED_NONCE
	fieldNonce           FieldID = 0x0093 // NONCE
	fieldSplitControls   FieldID = 0x0098 // SPLIT_CONTROLS
	fieldRoutingEntry    FieldID = 0x009A // ROUTING_ENTRY
	fieldValidateCPA     FieldID = 0x009B // VALIDATE_CPA
	fieldRevokeCPA       FieldID = 0x009C // REVOKE_CPA
	fieldEndpoint        FieldID = 0x009D // IPV6_ENDPOINT
	fieldEndpointArray   FieldID = 0x009E // IPV6_ENDPOINT_ARRAY
)

// Values of the PNRP Header, MS-PNRP 2.2.1.
const (
	identifier   = 0x51
	versionMajor = 4
	versionMinor = 0
)

// Flags, MS-PNRP 2.2.2.4 to 2.2.2.8 and 2.2.2.6.1.
const (
	floodD = 0x0001 // FLOOD: no ACK is wanted

	inquireA = 0x0010 // INQUIRE: a CPA is wanted
	inquireX = 0x0008 // INQUIRE: an EXTENDED_PAYLOAD is wanted
	inquireC = 0x0004 // INQUIRE: a Certificate Chain is wanted

	bufferL = 0x0200 // AUTHORITY_BUFFER: Leaf Set
	bufferB = 0x0008 // AUTHORITY_BUFFER: Busy
	bufferN = 0x0001 // AUTHORITY_BUFFER: Not Found

	ackN = 0x0001 // ACK: Not Found

	lookupA = 0x0002 // LOOKUP: nodes that are not closer are accepted
)

// Flags of the Encoded CPA, MS-PNRP 2.2.3.1.
const (
	cpaX = 0x20 // it has an Extended Payload
	cpaF = 0x10 // it has a FriendlyName
	cpaC = 0x08 // it has a ClassifierHash
	cpaA = 0x04 // it has a BinaryAuthority
	cpaU = 0x02 // the FriendlyName is UTF-8
	cpaR = 0x01 // it is a Revoke CPA

	cpaReserved = 0xC0
)

var fieldNames = &dissect.Names{Values: map[uint64]string{
	uint64(fieldHeader): "PNRP_HEADER", uint64(fieldHeaderAcked): "PNRP_HEADER_ACKED", uint64(fieldPnrpID): "PNRP_ID",
	uint64(fieldTargetID): "TARGET_PNRP_ID", uint64(fieldValidateID): "VALIDATE_PNRP_ID", uint64(fieldFlags): "FLAGS_FIELD",
	uint64(fieldFloodControls): "FLOOD_CONTROLS", uint64(fieldSolicitControls): "SOLICIT_CONTROLS",
	uint64(fieldLookupControls): "LOOKUP_CONTROLS", uint64(fieldExtendedPayload): "EXTENDED_PAYLOAD",
	uint64(fieldIDArray): "PNRP_ID_ARRAY", uint64(fieldCertChain): "CERT_CHAIN", uint64(fieldWchar): "WCHAR",
	uint64(fieldClassifier): "CLASSIFIER", uint64(fieldHashedNonce): "HASHED_NONCE", uint64(fieldNonce): "NONCE",
	uint64(fieldSplitControls): "SPLIT_CONTROLS", uint64(fieldRoutingEntry): "ROUTING_ENTRY",
	uint64(fieldValidateCPA): "VALIDATE_CPA", uint64(fieldRevokeCPA): "REVOKE_CPA", uint64(fieldEndpoint): "IPV6_ENDPOINT",
	uint64(fieldEndpointArray): "IPV6_ENDPOINT_ARRAY",
}}

var typeNames = &dissect.Names{Values: map[uint64]string{
	uint64(TypeSolicit): "SOLICIT", uint64(TypeAdvertise): "ADVERTISE", uint64(TypeRequest): "REQUEST", uint64(TypeFlood): "FLOOD",
	uint64(TypeInquire): "INQUIRE", uint64(TypeAuthority): "AUTHORITY", uint64(TypeAck): "ACK", uint64(TypeLookup): "LOOKUP",
}}

var (
	solicitNames  = &dissect.Names{Values: map[uint64]string{0: "SOLICIT_TYPE_ANY", 1: "SOLICIT_TYPE_LOCAL"}}
	criteriaNames = &dissect.Names{Values: map[uint64]string{
		0: "SEARCH_OPCODE_NONE", 1: "SEARCH_OPCODE_ANY_PEERNAME", 2: "SEARCH_OPCODE_NEAREST_PEERNAME",
		4: "SEARCH_OPCODE_NEAREST64_PEERNAME", 8: "SEARCH_OPCODE_UPPER_BITS",
	}}
	reasonNames = &dissect.Names{Values: map[uint64]string{
		0: "REASON_APP_REQUEST", 1: "REASON_REGISTRATION", 2: "REASON_CACHE_MAINTENANCE", 3: "REASON_SPLIT_DETECTION",
	}}
	floodNames   = &dissect.Names{Bits: []dissect.Bit{{Mask: floodD, Name: "D"}}}
	inquireNames = &dissect.Names{Bits: []dissect.Bit{{Mask: inquireA, Name: "A"}, {Mask: inquireX, Name: "X"}, {Mask: inquireC, Name: "C"}}}
	bufferNames  = &dissect.Names{Bits: []dissect.Bit{{Mask: bufferL, Name: "L"}, {Mask: bufferB, Name: "B"}, {Mask: bufferN, Name: "N"}}}
	ackNames     = &dissect.Names{Bits: []dissect.Bit{{Mask: ackN, Name: "N"}}}
	lookupNames  = &dissect.Names{Bits: []dissect.Bit{{Mask: lookupA, Name: "A"}}}
	cpaNames     = &dissect.Names{Bits: []dissect.Bit{
		{Mask: cpaX, Name: "X"}, {Mask: cpaF, Name: "F"}, {Mask: cpaC, Name: "C"},
		{Mask: cpaA, Name: "A"}, {Mask: cpaU, Name: "U"}, {Mask: cpaR, Name: "R"},
	}}
	payloadNames = &dissect.Names{Values: map[uint64]string{payloadEndpoints: "array of IPv6 endpoints"}}
	contentNames = &dissect.Names{Values: map[uint64]string{uint64(TypeString): "NULL-terminated string", uint64(TypeBinary): "binary data"}}
	stringNames  = &dissect.Names{Values: map[uint64]string{stringUnicode: "Unicode", stringUTF8: "UTF-8"}}
	algNames     = &dissect.Names{Values: map[uint64]string{algSHA1: "RSASSA-PKCS1-v1_5 with SHA-1"}}
)

// What every element has, MS-PNRP 2.2.
var (
	fFieldID = &dissect.Field{Name: "FieldID", Spec: "MS-PNRP 2.2", Base: dissect.Hex, Names: fieldNames}
	fLength  = &dissect.Field{Name: "Length", Spec: "MS-PNRP 2.2"}
	fPadding = &dissect.Field{Name: "Padding", Spec: "MS-PNRP 2.2", Base: dissect.Bytes}
	fExtra   = &dissect.Field{Name: "extraBytes", Spec: "MS-PNRP 2.2", Base: dissect.Bytes}
	fElement = &dissect.Field{Name: "messageElement", Spec: "MS-PNRP 2.2", Base: dissect.Group}
	fUnread  = &dissect.Field{Name: "unreadElements", Spec: "MS-PNRP 2.2", Base: dissect.Bytes}
	fOther   = &dissect.Field{Name: "datagram", Spec: "MS-PNRP 2.2.1", Base: dissect.Bytes}
)

// The PNRP Header, MS-PNRP 2.2.1.
var (
	fHeader       = &dissect.Field{Name: "PNRP_HEADER", Spec: "MS-PNRP 2.2.1", Base: dissect.Group}
	fIdentifier   = &dissect.Field{Name: "Identifier", Spec: "MS-PNRP 2.2.1", Base: dissect.Hex}
	fVersionMajor = &dissect.Field{Name: "VersionMajor", Spec: "MS-PNRP 2.2.1"}
	fVersionMinor = &dissect.Field{Name: "VersionMinor", Spec: "MS-PNRP 2.2.1"}
	fMessageType  = &dissect.Field{Name: "MessageType", Spec: "MS-PNRP 2.2.1", Base: dissect.Hex, Names: typeNames}
	fMessageID    = &dissect.Field{Name: "Message ID", Spec: "MS-PNRP 2.2.1", Base: dissect.Hex}
)

// The elements of messages, MS-PNRP 2.2.2.
var (
	fSolicitControls = &dissect.Field{Name: "SOLICIT_CONTROLS", Spec: "MS-PNRP 2.2.2.1", Base: dissect.Group}
	fReserved8       = &dissect.Field{Name: "Reserved", Spec: "MS-PNRP 2.2.2.1", Base: dissect.Hex}
	fSolicitType     = &dissect.Field{Name: "SolicitType", Spec: "MS-PNRP 2.2.2.1", Base: dissect.Hex, Names: solicitNames}
	fHashedNonceOf   = &dissect.Field{Name: "HASHED_NONCE", Spec: "MS-PNRP 2.2.2.1", Base: dissect.Group}
	fHashedNonce     = &dissect.Field{Name: "HashedNonce", Spec: "MS-PNRP 2.2.2.1", Base: dissect.Bytes}

	fHeaderAcked = &dissect.Field{Name: "PNRP_HEADER_ACKED", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Group}
	fAckedID     = &dissect.Field{Name: "Acked Message ID", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Hex}
	fIDArray     = &dissect.Field{Name: "PNRP_ID_ARRAY", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Group}
	fNumEntries  = &dissect.Field{Name: "NumEntries", Spec: "MS-PNRP 2.2.2.2"}
	fArrayLength = &dissect.Field{Name: "ArrayLength", Spec: "MS-PNRP 2.2.2.2"}
	fElementType = &dissect.Field{Name: "ElementFieldType", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Hex, Names: fieldNames}
	fEntryLength = &dissect.Field{Name: "EntryLength", Spec: "MS-PNRP 2.2.2.2"}
	fIDList      = &dissect.Field{Name: "IDList", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Group}
	fPnrpID      = &dissect.Field{Name: "PNRP ID", Spec: "MS-PNRP 2.2.2.2", Base: dissect.Bytes}

	fNonceOf = &dissect.Field{Name: "NONCE", Spec: "MS-PNRP 2.2.2.3", Base: dissect.Group}
	fNonce   = &dissect.Field{Name: "Nonce", Spec: "MS-PNRP 2.2.2.3", Base: dissect.Bytes}

	fFloodControls  = &dissect.Field{Name: "FLOOD_CONTROLS", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}
	fFloodFlags     = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Hex, Names: floodNames}
	fFloodReserved2 = &dissect.Field{Name: "Reserved2", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Hex}
	fValidateIDOf   = &dissect.Field{Name: "VALIDATE_PNRP_ID", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}
	fValidateID     = &dissect.Field{Name: "Validate PNRP ID", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Bytes}
	fRevokeCPAOf    = &dissect.Field{Name: "REVOKE_CPA", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}
	fRevokeCPA      = &dissect.Field{Name: "Revoke CPA", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}
	fEndpointArray  = &dissect.Field{Name: "IPV6_ENDPOINT_ARRAY", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}
	fFloodedList    = &dissect.Field{Name: "Already Flooded List", Spec: "MS-PNRP 2.2.2.4", Base: dissect.Group}

	fInquireFlagsOf = &dissect.Field{Name: "FLAGS_FIELD", Spec: "MS-PNRP 2.2.2.5", Base: dissect.Group}
	fInquireFlags   = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.2.5", Base: dissect.Hex, Names: inquireNames}

	fSplitControls = &dissect.Field{Name: "SPLIT_CONTROLS", Spec: "MS-PNRP 2.2.2.6", Base: dissect.Group}
	fSize          = &dissect.Field{Name: "Size", Spec: "MS-PNRP 2.2.2.6"}
	fOffset        = &dissect.Field{Name: "Offset", Spec: "MS-PNRP 2.2.2.6"}
	fBuffer        = &dissect.Field{Name: "Buffer", Spec: "MS-PNRP 2.2.2.6", Base: dissect.Bytes}

	fBufferFlagsOf  = &dissect.Field{Name: "FLAGS_FIELD", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fBufferFlags    = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Hex, Names: bufferNames}
	fCertChain      = &dissect.Field{Name: "CERT_CHAIN", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fClassifierOf   = &dissect.Field{Name: "CLASSIFIER", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fNumCharacters  = &dissect.Field{Name: "NumEntries", Spec: "MS-PNRP 2.2.2.6.1"}
	fTextLength     = &dissect.Field{Name: "Array Length", Spec: "MS-PNRP 2.2.2.6.1"}
	fTextType       = &dissect.Field{Name: "Element Field Type", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Hex, Names: fieldNames}
	fTextEntry      = &dissect.Field{Name: "Entry Length", Spec: "MS-PNRP 2.2.2.6.1"}
	fClassifierBE   = &dissect.Field{Name: "Classifier", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.UTF16BE}
	fClassifierLE   = &dissect.Field{Name: "Classifier", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.UTF16}
	fExtendedOf     = &dissect.Field{Name: "EXTENDED_PAYLOAD", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fRoutingEntryOf = &dissect.Field{Name: "ROUTING_ENTRY", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fValidateCPAOf  = &dissect.Field{Name: "VALIDATE_CPA", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}
	fCPA            = &dissect.Field{Name: "CPA", Spec: "MS-PNRP 2.2.2.6.1", Base: dissect.Group}

	fAckFlagsOf = &dissect.Field{Name: "FLAGS_FIELD", Spec: "MS-PNRP 2.2.2.7", Base: dissect.Group}
	fAckFlags   = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.2.7", Base: dissect.Hex, Names: ackNames}

	fLookupControls  = &dissect.Field{Name: "LOOKUP_CONTROLS", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Group}
	fLookupFlags     = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Hex, Names: lookupNames}
	fPrecision       = &dissect.Field{Name: "Precision", Spec: "MS-PNRP 2.2.2.8"}
	fResolveCriteria = &dissect.Field{Name: "ResolveCriteria", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Hex, Names: criteriaNames}
	fResolveReason   = &dissect.Field{Name: "ResolveReasonCode", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Hex, Names: reasonNames}
	fReserved2       = &dissect.Field{Name: "Reserved2", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Hex}
	fTargetIDOf      = &dissect.Field{Name: "TARGET_PNRP_ID", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Group}
	fTargetID        = &dissect.Field{Name: "Target PNRP ID", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Bytes}
	fFlaggedPath     = &dissect.Field{Name: "Flagged Path", Spec: "MS-PNRP 2.2.2.8", Base: dissect.Group}
)

// The Encoded CPA, MS-PNRP 2.2.3.1. Little-endian.
var (
	fCPALength       = &dissect.Field{Name: "CPA Length", Spec: "MS-PNRP 2.2.3.1"}
	fCPAMinor        = &dissect.Field{Name: "Cpa MinorVersion", Spec: "MS-PNRP 2.2.3.1"}
	fCPAMajor        = &dissect.Field{Name: "Cpa MajorVersion", Spec: "MS-PNRP 2.2.3.1"}
	fPnrpMinor       = &dissect.Field{Name: "PnrpMinorVersion", Spec: "MS-PNRP 2.2.3.1"}
	fPnrpMajor       = &dissect.Field{Name: "PnrpMajorVersion", Spec: "MS-PNRP 2.2.3.1"}
	fCPAFlags        = &dissect.Field{Name: "flags", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Hex, Names: cpaNames}
	fCPAReserved     = &dissect.Field{Name: "Reserved", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Hex}
	fNotAfter        = &dissect.Field{Name: "Not After", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Time}
	fServiceLocation = &dissect.Field{Name: "Service Location", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Bytes}
	fCPANonce        = &dissect.Field{Name: "Nonce", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Bytes}
	fBinaryAuthority = &dissect.Field{Name: "BinaryAuthority", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Bytes}
	fClassifierHash  = &dissect.Field{Name: "ClassifierHash", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Bytes}
	fFriendlyLen     = &dissect.Field{Name: "FriendlyName Len", Spec: "MS-PNRP 2.2.3.1"}
	fFriendlyName    = &dissect.Field{Name: "FriendlyName", Spec: "MS-PNRP 2.2.3.1", Base: dissect.UTF16}
	fFriendlyName8   = &dissect.Field{Name: "FriendlyName", Spec: "MS-PNRP 2.2.3.1", Base: dissect.Text}
	fNumPayloads     = &dissect.Field{Name: "NumPayloads", Spec: "MS-PNRP 2.2.3.1"}
	fTotalBytes      = &dissect.Field{Name: "Total Bytes", Spec: "MS-PNRP 2.2.3.1"}

	fServiceAddresses     = &dissect.Field{Name: "Service Address List", Spec: "MS-PNRP 2.2.3.1.1", Base: dissect.Group}
	fNumServiceAddresses  = &dissect.Field{Name: "NumServiceAddresses", Spec: "MS-PNRP 2.2.3.1.1"}
	fServiceAddressLength = &dissect.Field{Name: "ServiceAddressLength", Spec: "MS-PNRP 2.2.3.1.1"}

	fPayload       = &dissect.Field{Name: "PAYLOAD", Spec: "MS-PNRP 2.2.3.1.2", Base: dissect.Group}
	fPayloadType   = &dissect.Field{Name: "Type", Spec: "MS-PNRP 2.2.3.1.2", Base: dissect.Hex, Names: payloadNames}
	fDataLength    = &dissect.Field{Name: "DataLength", Spec: "MS-PNRP 2.2.3.1.2"}
	fAppEndpoint   = &dissect.Field{Name: "IPV6_APP_ENDPOINT", Spec: "MS-PNRP 2.2.3.1.3", Base: dissect.Group}
	fSin6Addr      = &dissect.Field{Name: "sin6_addr", Spec: "MS-PNRP 2.2.3.1.3", Base: dissect.Address}
	fSin6Port      = &dissect.Field{Name: "sin6_port", Spec: "MS-PNRP 2.2.3.1.3"}
	fProtocol      = &dissect.Field{Name: "Protocol", Spec: "MS-PNRP 2.2.3.1.3"}
	fPayloadClosed = &dissect.Field{Name: "Data", Spec: "MS-PNRP 2.2.3.1.2", Base: dissect.Bytes}

	fPublicKey       = &dissect.Field{Name: "Public Key", Spec: "MS-PNRP 2.2.3.1.4", Base: dissect.Group}
	fKeyFieldLength  = &dissect.Field{Name: "Field Length", Spec: "MS-PNRP 2.2.3.1.4"}
	fObjIDLength     = &dissect.Field{Name: "Algorithm ObjId Length", Spec: "MS-PNRP 2.2.3.1.4"}
	fKeyReserved     = &dissect.Field{Name: "Reserved", Spec: "MS-PNRP 2.2.3.1.4", Base: dissect.Hex}
	fPublicKeyCBData = &dissect.Field{Name: "PublicKey cbData", Spec: "MS-PNRP 2.2.3.1.4"}
	fPublicKeyUnused = &dissect.Field{Name: "PublicKey Unused", Spec: "MS-PNRP 2.2.3.1.4", Base: dissect.Hex}
	fObjID           = &dissect.Field{Name: "Algorithm ObjId", Spec: "MS-PNRP 2.2.3.1.4", Base: dissect.Text}
	fPublicKeyData   = &dissect.Field{Name: "PublicKey Data", Spec: "MS-PNRP 2.2.3.1.4", Base: dissect.Bytes}

	fSignature       = &dissect.Field{Name: "SIGNATURE", Spec: "MS-PNRP 2.2.3.2", Base: dissect.Group}
	fSigFieldLength  = &dissect.Field{Name: "Field Length", Spec: "MS-PNRP 2.2.3.2"}
	fSignatureLength = &dissect.Field{Name: "Signature Length", Spec: "MS-PNRP 2.2.3.2"}
	fAlgID           = &dissect.Field{Name: "ALG_ID", Spec: "MS-PNRP 2.2.3.2", Base: dissect.Hex, Names: algNames}
	fSignatureData   = &dissect.Field{Name: "Signature Data", Spec: "MS-PNRP 2.2.3.2", Base: dissect.Bytes}
)

// EXTENDED_PAYLOAD, MS-PNRP 2.2.3.3. Little-endian.
var (
	fExtended         = &dissect.Field{Name: "Extended Payload", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Group}
	fExtLength        = &dissect.Field{Name: "Length", Spec: "MS-PNRP 2.2.3.3"}
	fExtMinor         = &dissect.Field{Name: "Minor Version", Spec: "MS-PNRP 2.2.3.3"}
	fExtMajor         = &dissect.Field{Name: "Major Version", Spec: "MS-PNRP 2.2.3.3"}
	fExtReserved      = &dissect.Field{Name: "Reserved", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Hex}
	fSignatureOffset  = &dissect.Field{Name: "Signature Offset", Spec: "MS-PNRP 2.2.3.3"}
	fExtNotAfter      = &dissect.Field{Name: "Not After", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Time}
	fExtID            = &dissect.Field{Name: "PNRP ID", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Bytes}
	fExtNonce         = &dissect.Field{Name: "Nonce", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Bytes}
	fExtCount         = &dissect.Field{Name: "Number of Payloads", Spec: "MS-PNRP 2.2.3.3"}
	fTotalPayload     = &dissect.Field{Name: "Total Payload Bytes", Spec: "MS-PNRP 2.2.3.3"}
	fExtType          = &dissect.Field{Name: "Payload Type", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Hex, Names: contentNames}
	fExtPayloadLength = &dissect.Field{Name: "Payload Length", Spec: "MS-PNRP 2.2.3.3"}
	fStringType       = &dissect.Field{Name: "String Type", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Hex, Names: stringNames}
	fExtPayload       = &dissect.Field{Name: "Payload", Spec: "MS-PNRP 2.2.3.3", Base: dissect.Bytes}
)

// ROUTE_ENTRY and IPV6_ENDPOINT, MS-PNRP 2.2.3.4 and 2.2.3.6.
var (
	fRouteEntry   = &dissect.Field{Name: "ROUTE_ENTRY", Spec: "MS-PNRP 2.2.3.4", Base: dissect.Group}
	fRouteID      = &dissect.Field{Name: "PNRP ID", Spec: "MS-PNRP 2.2.3.4", Base: dissect.Bytes}
	fRouteMajor   = &dissect.Field{Name: "PNRP Major Version", Spec: "MS-PNRP 2.2.3.4"}
	fRouteMinor   = &dissect.Field{Name: "PNRP Minor Version", Spec: "MS-PNRP 2.2.3.4"}
	fPortNumber   = &dissect.Field{Name: "Port Number", Spec: "MS-PNRP 2.2.3.4"}
	fRouteFlags   = &dissect.Field{Name: "Flags", Spec: "MS-PNRP 2.2.3.4", Base: dissect.Hex}
	fAddressCount = &dissect.Field{Name: "Address Count", Spec: "MS-PNRP 2.2.3.4"}
	fIPv6Address  = &dissect.Field{Name: "IPv6 Address", Spec: "MS-PNRP 2.2.3.4", Base: dissect.Address}

	fEndpoint = &dissect.Field{Name: "IPV6_ENDPOINT", Spec: "MS-PNRP 2.2.3.6", Base: dissect.Group}
	fPort     = &dissect.Field{Name: "Port", Spec: "MS-PNRP 2.2.3.6"}
	fAddress  = &dissect.Field{Name: "Address", Spec: "MS-PNRP 2.2.3.6", Base: dissect.Address}
)

// The Certificate Chain, MS-PNRP 2.2.3.5, with the names of RFC 2315 9.1 and RFC
// 2459 4.1.
var (
	fChain        = &dissect.Field{Name: "Certificate Chain", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Group}
	fSignedHead   = &dissect.Field{Name: "SignedData", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertificate  = &dissect.Field{Name: "Certificate", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Group}
	fCertHead     = &dissect.Field{Name: "tbsCertificate", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertVersion  = &dissect.Field{Name: "version", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertSerial   = &dissect.Field{Name: "serialNumber", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertAlg      = &dissect.Field{Name: "signature", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertIssuer   = &dissect.Field{Name: "issuer", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertValidity = &dissect.Field{Name: "validity", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertSubject  = &dissect.Field{Name: "subject", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertKey      = &dissect.Field{Name: "subjectPublicKeyInfo", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
	fCertRest     = &dissect.Field{Name: "extensions", Spec: "MS-PNRP 2.2.3.5.1", Base: dissect.Bytes}
	fChainRest    = &dissect.Field{Name: "unreadChain", Spec: "MS-PNRP 2.2.3.5", Base: dissect.Bytes}
)
