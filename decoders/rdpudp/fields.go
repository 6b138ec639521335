package rdpudp

import "github.com/radissect/radissect/dissect"

var flagNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: uint64(FlagSYN), Name: "RDPUDP_FLAG_SYN"},
	{Mask: uint64(FlagFIN), Name: "RDPUDP_FLAG_FIN"},
	{Mask: uint64(FlagACK), Name: "RDPUDP_FLAG_ACK"},
	{Mask: uint64(FlagData), Name: "RDPUDP_FLAG_DATA"},
	{Mask: uint64(FlagFEC), Name: "RDPUDP_FLAG_FEC"},
	{Mask: uint64(FlagCN), Name: "RDPUDP_FLAG_CN"},
	{Mask: uint64(FlagCWR), Name: "RDPUDP_FLAG_CWR"},
	{Mask: uint64(FlagSACKOption), Name: "RDPUDP_FLAG_SACK_OPTION"},
	{Mask: uint64(FlagAckOfAcks), Name: "RDPUDP_FLAG_ACK_OF_ACKS"},
	{Mask: uint64(FlagSynLossy), Name: "RDPUDP_FLAG_SYNLOSSY"},
	{Mask: uint64(FlagAckDelayed), Name: "RDPUDP_FLAG_ACKDELAYED"},
	{Mask: uint64(FlagCorrelationID), Name: "RDPUDP_FLAG_CORRELATION_ID"},
	{Mask: uint64(FlagSynEx), Name: "RDPUDP_FLAG_SYNEX"},
}}

var flag2Names = &dissect.Names{Bits: []dissect.Bit{
	{Mask: flag2ACK, Name: "ACK"},
	{Mask: flag2Data, Name: "DATA"},
	{Mask: flag2AckVec, Name: "ACKVEC"},
	{Mask: flag2AckOfAcks, Name: "AOA"},
	{Mask: flag2OverheadSize, Name: "OVERHEADSIZE"},
	{Mask: flag2DelayAckInfo, Name: "DELAYACKINFO"},
}}

var versionNames = &dissect.Names{Values: map[uint64]string{
	0x0001:   "RDPUDP_PROTOCOL_VERSION_1",
	0x0002:   "RDPUDP_PROTOCOL_VERSION_2",
	version3: "RDPUDP_PROTOCOL_VERSION_3",
}}

var synExNames = &dissect.Names{Bits: []dissect.Bit{{Mask: versionInfoValid, Name: "RDPUDP_VERSION_INFO_VALID"}}}

var stateNames = &dissect.Names{Values: map[uint64]string{
	0: "DATAGRAM_RECEIVED", 1: "DATAGRAM_RESERVED_1", 2: "DATAGRAM_RESERVED_2", 3: "DATAGRAM_NOT_YET_RECEIVED",
}}

var typeNames = &dissect.Names{Values: map[uint64]string{typePacket: "RDP-UDP2 packet", typeDummy: "dummy packet"}}

// RDPUDP_FEC_HEADER and the parts of SYN datagrams.
var (
	fHeader            = &dissect.Field{Name: "RDPUDP_FEC_HEADER", Spec: "MS-RDPEUDP 2.2.2.1", Base: dissect.Group}
	fSnSourceAck       = &dissect.Field{Name: "snSourceAck", Spec: "MS-RDPEUDP 2.2.2.1", Base: dissect.Hex}
	fReceiveWindowSize = &dissect.Field{Name: "uReceiveWindowSize", Spec: "MS-RDPEUDP 2.2.2.1"}
	fFlags             = &dissect.Field{Name: "uFlags", Spec: "MS-RDPEUDP 2.2.2.1", Base: dissect.Hex, Names: flagNames}

	fSynData               = &dissect.Field{Name: "RDPUDP_SYNDATA_PAYLOAD", Spec: "MS-RDPEUDP 2.2.2.5", Base: dissect.Group}
	fInitialSequenceNumber = &dissect.Field{Name: "snInitialSequenceNumber", Spec: "MS-RDPEUDP 2.2.2.5", Base: dissect.Hex}
	fUpStreamMTU           = &dissect.Field{Name: "uUpStreamMtu", Spec: "MS-RDPEUDP 2.2.2.5"}
	fDownStreamMTU         = &dissect.Field{Name: "uDownStreamMtu", Spec: "MS-RDPEUDP 2.2.2.5"}

	fCorrelation   = &dissect.Field{Name: "RDPUDP_CORRELATION_ID_PAYLOAD", Spec: "MS-RDPEUDP 2.2.2.8", Base: dissect.Group}
	fCorrelationID = &dissect.Field{Name: "uCorrelationId", Spec: "MS-RDPEUDP 2.2.2.8", Base: dissect.Bytes}
	fReserved      = &dissect.Field{Name: "uReserved", Spec: "MS-RDPEUDP 2.2.2.8", Base: dissect.Bytes}

	fSynDataEx   = &dissect.Field{Name: "RDPUDP_SYNDATAEX_PAYLOAD", Spec: "MS-RDPEUDP 2.2.2.9", Base: dissect.Group}
	fSynExFlags  = &dissect.Field{Name: "uSynExFlags", Spec: "MS-RDPEUDP 2.2.2.9", Base: dissect.Hex, Names: synExNames}
	fUDPVer      = &dissect.Field{Name: "uUdpVer", Spec: "MS-RDPEUDP 2.2.2.9", Base: dissect.Hex, Names: versionNames}
	fCookieHash  = &dissect.Field{Name: "cookieHash", Spec: "MS-RDPEUDP 2.2.2.9", Base: dissect.Bytes}
	fZeroPadding = &dissect.Field{Name: "zero padding", Spec: "MS-RDPEUDP 3.1.5.1.1", Base: dissect.Bytes}
)

// The parts of datagrams of the data transfer phase.
var (
	fAckVectorHeader = &dissect.Field{Name: "RDPUDP_ACK_VECTOR_HEADER", Spec: "MS-RDPEUDP 2.2.2.7", Base: dissect.Group}
	fAckVectorSize   = &dissect.Field{Name: "uAckVectorSize", Spec: "MS-RDPEUDP 2.2.2.7"}
	fAckVector       = &dissect.Field{Name: "AckVector", Spec: "MS-RDPEUDP 2.2.2.7", Base: dissect.Group}
	fElement         = &dissect.Field{Name: "ACK Vector Element", Spec: "MS-RDPEUDP 2.2.2.7.1", Base: dissect.Hex}
	fRunLength       = &dissect.Field{Name: "length", Spec: "MS-RDPEUDP 2.2.2.7.1"}
	fState           = &dissect.Field{Name: "VECTOR_ELEMENT_STATE", Spec: "MS-RDPEUDP 2.2.1.1", Names: stateNames}
	fPadding         = &dissect.Field{Name: "Padding", Spec: "MS-RDPEUDP 2.2.2.7", Base: dissect.Bytes}

	fAckOfAckVector = &dissect.Field{Name: "RDPUDP_ACK_OF_ACKVECTOR_HEADER", Spec: "MS-RDPEUDP 2.2.2.6", Base: dissect.Group}
	fResetSeqNum    = &dissect.Field{Name: "snResetSeqNum", Spec: "MS-RDPEUDP 2.2.2.6", Base: dissect.Hex}

	fSourceHeader = &dissect.Field{Name: "RDPUDP_SOURCE_PAYLOAD_HEADER", Spec: "MS-RDPEUDP 2.2.2.4", Base: dissect.Group}
	fSourceCoded  = &dissect.Field{Name: "snCoded", Spec: "MS-RDPEUDP 2.2.2.4", Base: dissect.Hex}
	fSourceStart  = &dissect.Field{Name: "snSourceStart", Spec: "MS-RDPEUDP 2.2.2.4", Base: dissect.Hex}

	fFECHeader      = &dissect.Field{Name: "RDPUDP_FEC_PAYLOAD_HEADER", Spec: "MS-RDPEUDP 2.2.2.2", Base: dissect.Group}
	fFECCoded       = &dissect.Field{Name: "snCoded", Spec: "MS-RDPEUDP 2.2.2.2", Base: dissect.Hex}
	fFECSourceStart = &dissect.Field{Name: "snSourceStart", Spec: "MS-RDPEUDP 2.2.2.2", Base: dissect.Hex}
	fRange          = &dissect.Field{Name: "uRange", Spec: "MS-RDPEUDP 2.2.2.2"}
	fFECIndex       = &dissect.Field{Name: "uFecIndex", Spec: "MS-RDPEUDP 2.2.2.2"}
	fFECPadding     = &dissect.Field{Name: "uPadding", Spec: "MS-RDPEUDP 2.2.2.2", Base: dissect.Bytes}

	fFECPayload = &dissect.Field{Name: "FEC payload", Spec: "MS-RDPEUDP 3.1.5.1.5", Base: dissect.Bytes}
	fPayload    = &dissect.Field{Name: "data payload", Spec: "MS-RDPEUDP 3.1.5.1.4", Base: dissect.Bytes}
	fTrailing   = &dissect.Field{Name: "trailing", Spec: "MS-RDPEUDP 3.1.5.1.2", Base: dissect.Bytes}
	fOther      = &dissect.Field{Name: "datagram", Spec: "MS-RDPEUDP 2.1", Base: dissect.Bytes}
)

// The front of RDP-UDP2 packets.
var (
	fSwapped       = &dissect.Field{Name: "eighth byte", Spec: "MS-RDPEUDP2 3.1.1.1.5.1", Base: dissect.Bytes}
	fHeader2       = &dissect.Field{Name: "Header", Spec: "MS-RDPEUDP2 2.2.1.1", Base: dissect.Hex}
	fFlags2        = &dissect.Field{Name: "Flags", Spec: "MS-RDPEUDP2 2.2.1.1", Base: dissect.Hex, Names: flag2Names}
	fLogWindowSize = &dissect.Field{Name: "LogWindowSize", Spec: "MS-RDPEUDP2 2.2.1.1"}
	fPayloads      = &dissect.Field{Name: "Optional Payloads", Spec: "MS-RDPEUDP2 2.2.1.2", Base: dissect.Bytes}

	fPrefixByte        = &dissect.Field{Name: "PacketPrefixByte", Spec: "MS-RDPEUDP2 2.2.1.3", Base: dissect.Hex}
	fPrefixReserved    = &dissect.Field{Name: "Reserved", Spec: "MS-RDPEUDP2 2.2.1.3"}
	fPacketTypeIndex   = &dissect.Field{Name: "Packet_Type_Index", Spec: "MS-RDPEUDP2 2.2.1.3", Names: typeNames}
	fShortPacketLength = &dissect.Field{Name: "Short_Packet_Length", Spec: "MS-RDPEUDP2 2.2.1.3"}
)

var (
	kindSyn     = &dissect.Kind{Name: "SYN datagram", Spec: "MS-RDPEUDP 3.1.5.1.1"}
	kindSynAck  = &dissect.Kind{Name: "SYN+ACK datagram", Spec: "MS-RDPEUDP 3.1.5.1.3"}
	kindAck     = &dissect.Kind{Name: "ACK datagram", Spec: "MS-RDPEUDP 3.1.5.1.2"}
	kindSource  = &dissect.Kind{Name: "ACK and Source Packet", Spec: "MS-RDPEUDP 3.1.5.1.4"}
	kindFEC     = &dissect.Kind{Name: "ACK and FEC Packet", Spec: "MS-RDPEUDP 3.1.5.1.5"}
	kindPacket2 = &dissect.Kind{Name: "RDP-UDP2 packet", Spec: "MS-RDPEUDP2 2.2.1"}
	kindDummy   = &dissect.Kind{Name: "RDP-UDP2 dummy packet", Spec: "MS-RDPEUDP2 3.1.1.1.5"}
	kindOther   = &dissect.Kind{Name: "not RDP-UDP", Spec: "MS-RDPEUDP 2.1"}
)
