package gcc

import "github.com/radissect/radissect/dissect"

func values(m map[uint64]string) *dissect.Names { return &dissect.Names{Values: m} }

var typeNames = values(map[uint64]string{
	csCore: "CS_CORE", csSecurity: "CS_SECURITY", csNet: "CS_NET", csCluster: "CS_CLUSTER", csMonitor: "CS_MONITOR",
	csMsgChannel: "CS_MCS_MSGCHANNEL", csMonitorEx: "CS_MONITOR_EX", csMultitransport: "CS_MULTITRANSPORT", csUnused1: "CS_UNUSED1",
	scCore: "SC_CORE", scSecurity: "SC_SECURITY", scNet: "SC_NET", scMsgChannel: "SC_MCS_MSGCHANNEL", scMultitransport: "SC_MULTITRANSPORT",
})

// resultNames holds the result of a ConferenceCreateResponse, T.124 8.7.
var resultNames = values(map[uint64]string{
	0: "success", 1: "userRejected", 2: "resourcesNotAvailable", 3: "rejectedForSymmetryBreaking", 4: "lockedConferenceNotSupported",
})

var versionNames = values(map[uint64]string{
	0x00080001: "RDP 4.0", 0x00080004: "RDP 5.0 to 8.1", 0x00080005: "RDP 10.0", 0x00080006: "RDP 10.1", 0x00080007: "RDP 10.2",
	0x00080008: "RDP 10.3", 0x00080009: "RDP 10.4", 0x0008000A: "RDP 10.5", 0x0008000B: "RDP 10.6", 0x0008000C: "RDP 10.7",
	0x0008000D: "RDP 10.8", 0x0008000E: "RDP 10.9", 0x0008000F: "RDP 10.10", 0x00080010: "RDP 10.11", 0x00080011: "RDP 10.12",
})

var depthNames = values(map[uint64]string{
	0xCA00: "RNS_UD_COLOR_4BPP", 0xCA01: "RNS_UD_COLOR_8BPP", 0xCA02: "RNS_UD_COLOR_16BPP_555",
	0xCA03: "RNS_UD_COLOR_16BPP_565", 0xCA04: "RNS_UD_COLOR_24BPP",
})

var highDepthNames = values(map[uint64]string{
	4: "HIGH_COLOR_4BPP", 8: "HIGH_COLOR_8BPP", 15: "HIGH_COLOR_15BPP", 16: "HIGH_COLOR_16BPP", 24: "HIGH_COLOR_24BPP",
})

var sasNames = values(map[uint64]string{sasDel: "RNS_UD_SAS_DEL"})

var keyboardNames = values(map[uint64]string{
	1: "IBM PC/XT, 83 keys", 2: "Olivetti ICO, 102 keys", 3: "IBM PC/AT, 84 keys", 4: "IBM enhanced, 101 or 102 keys",
	5: "Nokia 1050", 6: "Nokia 9140", 7: "Japanese", 8: "Korean",
})

var supportedNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "RNS_UD_24BPP_SUPPORT"}, {Mask: 2, Name: "RNS_UD_16BPP_SUPPORT"},
	{Mask: 4, Name: "RNS_UD_15BPP_SUPPORT"}, {Mask: 8, Name: "RNS_UD_32BPP_SUPPORT"},
}}

var earlyNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x0001, Name: "RNS_UD_CS_SUPPORT_ERRINFO_PDU"}, {Mask: 0x0002, Name: "RNS_UD_CS_WANT_32BPP_SESSION"},
	{Mask: 0x0004, Name: "RNS_UD_CS_SUPPORT_STATUSINFO_PDU"}, {Mask: 0x0008, Name: "RNS_UD_CS_STRONG_ASYMMETRIC_KEYS"},
	{Mask: 0x0010, Name: "RNS_UD_CS_RELATIVE_MOUSE_INPUT"}, {Mask: 0x0020, Name: "RNS_UD_CS_VALID_CONNECTION_TYPE"},
	{Mask: 0x0040, Name: "RNS_UD_CS_SUPPORT_MONITOR_LAYOUT_PDU"}, {Mask: 0x0080, Name: "RNS_UD_CS_SUPPORT_NETCHAR_AUTODETECT"},
	{Mask: 0x0100, Name: "RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL"}, {Mask: 0x0200, Name: "RNS_UD_CS_SUPPORT_DYNAMIC_TIME_ZONE"},
	{Mask: 0x0400, Name: "RNS_UD_CS_SUPPORT_HEARTBEAT_PDU"}, {Mask: skipJoinFlag, Name: "RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN"},
}}

var connectionNames = values(map[uint64]string{
	1: "CONNECTION_TYPE_MODEM", 2: "CONNECTION_TYPE_BROADBAND_LOW", 3: "CONNECTION_TYPE_SATELLITE", 4: "CONNECTION_TYPE_BROADBAND_HIGH",
	5: "CONNECTION_TYPE_WAN", 6: "CONNECTION_TYPE_LAN", 7: "CONNECTION_TYPE_AUTODETECT",
})

var orientationNames = values(map[uint64]string{
	0: "ORIENTATION_LANDSCAPE", 90: "ORIENTATION_PORTRAIT", 180: "ORIENTATION_LANDSCAPE_FLIPPED", 270: "ORIENTATION_PORTRAIT_FLIPPED",
})

var methodNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x01, Name: "40BIT_ENCRYPTION_FLAG"}, {Mask: method128, Name: "128BIT_ENCRYPTION_FLAG"},
	{Mask: 0x08, Name: "56BIT_ENCRYPTION_FLAG"}, {Mask: methodFIPS, Name: "FIPS_ENCRYPTION_FLAG"},
}}

var serverMethodNames = values(map[uint64]string{
	0: "ENCRYPTION_METHOD_NONE", 1: "ENCRYPTION_METHOD_40BIT", method128: "ENCRYPTION_METHOD_128BIT",
	8: "ENCRYPTION_METHOD_56BIT", methodFIPS: "ENCRYPTION_METHOD_FIPS",
})

var levelNames = values(map[uint64]string{
	0: "ENCRYPTION_LEVEL_NONE", 1: "ENCRYPTION_LEVEL_LOW", 2: "ENCRYPTION_LEVEL_CLIENT_COMPATIBLE",
	levelHigh: "ENCRYPTION_LEVEL_HIGH", levelFIPS: "ENCRYPTION_LEVEL_FIPS",
})

var optionNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x80000000, Name: "CHANNEL_OPTION_INITIALIZED"}, {Mask: 0x40000000, Name: "CHANNEL_OPTION_ENCRYPT_RDP"},
	{Mask: 0x20000000, Name: "CHANNEL_OPTION_ENCRYPT_SC"}, {Mask: 0x10000000, Name: "CHANNEL_OPTION_ENCRYPT_CS"},
	{Mask: 0x08000000, Name: "CHANNEL_OPTION_PRI_HIGH"}, {Mask: 0x04000000, Name: "CHANNEL_OPTION_PRI_MED"},
	{Mask: 0x02000000, Name: "CHANNEL_OPTION_PRI_LOW"}, {Mask: 0x00800000, Name: "CHANNEL_OPTION_COMPRESS_RDP"},
	{Mask: 0x00400000, Name: "CHANNEL_OPTION_COMPRESS"}, {Mask: 0x00200000, Name: "CHANNEL_OPTION_SHOW_PROTOCOL"},
	{Mask: 0x00100000, Name: "REMOTE_CONTROL_PERSISTENT"},
}}

var clusterNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x01, Name: "REDIRECTION_SUPPORTED"}, {Mask: 0x02, Name: "REDIRECTED_SESSIONID_FIELD_VALID"},
	{Mask: 0x3C, Value: 0x04, Name: "REDIRECTION_VERSION2"}, {Mask: 0x3C, Value: 0x08, Name: "REDIRECTION_VERSION3"},
	{Mask: 0x3C, Value: 0x0C, Name: "REDIRECTION_VERSION4"}, {Mask: 0x3C, Value: 0x10, Name: "REDIRECTION_VERSION5"},
	{Mask: 0x3C, Value: 0x14, Name: "REDIRECTION_VERSION6"}, {Mask: 0x40, Name: "REDIRECTED_SMARTCARD"},
}}

var redirectionNames = values(map[uint64]string{
	0: "REDIRECTION_VERSION1", 1: "REDIRECTION_VERSION2", 2: "REDIRECTION_VERSION3",
	3: "REDIRECTION_VERSION4", 4: "REDIRECTION_VERSION5", 5: "REDIRECTION_VERSION6",
})

var monitorNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 1, Name: "TS_MONITOR_PRIMARY"}}}

var transportNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x001, Name: "TRANSPORTTYPE_UDPFECR"}, {Mask: 0x004, Name: "TRANSPORTTYPE_UDPFECL"},
	{Mask: 0x100, Name: "TRANSPORTTYPE_UDP_PREFERRED"}, {Mask: 0x200, Name: "SOFTSYNC_TCP_TO_UDP"},
}}

var serverEarlyNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V1"}, {Mask: 2, Name: "RNS_UD_SC_DYNAMIC_DST_SUPPORTED"},
	{Mask: 4, Name: "RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V2"}, {Mask: scSkipJoin, Name: "RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED"},
}}

var chainNames = values(map[uint64]string{chainVersion1: "CERT_CHAIN_VERSION_1", chainVersion2: "CERT_CHAIN_VERSION_2"})

var sigAlgNames = values(map[uint64]string{signatureRSA: "SIGNATURE_ALG_RSA"})

var keyAlgNames = values(map[uint64]string{keyExchangeRSA: "KEY_EXCHANGE_ALG_RSA"})

var blobNames = values(map[uint64]string{keyBlob: "BB_RSA_KEY_BLOB", signatureBlob: "BB_RSA_SIGNATURE_BLOB"})
