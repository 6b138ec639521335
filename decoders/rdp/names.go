package rdp

import "github.com/radissect/radissect/dissect"

// securityFlags: MS-RDPBCGR 2.2.8.1.1.2.1. 0x0200 is CS from the server and SC from the client.
var securityFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "SEC_EXCHANGE_PKT"},
	{Mask: 2, Name: "SEC_TRANSPORT_REQ"},
	{Mask: 4, Name: "SEC_TRANSPORT_RSP"},
	{Mask: 8, Name: "SEC_ENCRYPT"},
	{Mask: 0x10, Name: "SEC_RESET_SEQNO"},
	{Mask: 0x20, Name: "SEC_IGNORE_SEQNO"},
	{Mask: 0x40, Name: "SEC_INFO_PKT"},
	{Mask: 0x80, Name: "SEC_LICENSE_PKT"},
	{Mask: 0x200, Name: "SEC_LICENSE_ENCRYPT"},
	{Mask: 0x400, Name: "SEC_REDIRECTION_PKT"},
	{Mask: 0x800, Name: "SEC_SECURE_CHECKSUM"},
	{Mask: 0x1000, Name: "SEC_AUTODETECT_REQ"},
	{Mask: 0x2000, Name: "SEC_AUTODETECT_RSP"},
	{Mask: 0x4000, Name: "SEC_HEARTBEAT"},
	{Mask: 0x8000, Name: "SEC_FLAGSHI_VALID"},
}}

// encryptionMethods: MS-RDPBCGR 2.2.1.4.3.
var encryptionMethods = &dissect.Names{Values: map[uint64]string{
	0:    "ENCRYPTION_METHOD_NONE",
	1:    "ENCRYPTION_METHOD_40BIT",
	2:    "ENCRYPTION_METHOD_128BIT",
	8:    "ENCRYPTION_METHOD_56BIT",
	0x10: "ENCRYPTION_METHOD_FIPS",
}}

// licenseTypes: MS-RDPBCGR 2.2.1.12.1.1.
var licenseTypes = &dissect.Names{Values: map[uint64]string{
	1:    "LICENSE_REQUEST",
	2:    "PLATFORM_CHALLENGE",
	3:    "NEW_LICENSE",
	4:    "UPGRADE_LICENSE",
	0x12: "LICENSE_INFO",
	0x13: "NEW_LICENSE_REQUEST",
	0x15: "PLATFORM_CHALLENGE_RESPONSE",
	0xFF: "ERROR_ALERT",
}}

// licenseFlags: MS-RDPBCGR 2.2.1.12.1.1.
var licenseFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x80, Name: "EXTENDED_ERROR_MSG_SUPPORTED"},
	{Mask: 0xF, Value: 2, Name: "PREAMBLE_VERSION_2_0"},
	{Mask: 0xF, Value: 3, Name: "PREAMBLE_VERSION_3_0"},
}}

// licenseErrors: MS-RDPBCGR 2.2.1.12.1.3.
var licenseErrors = &dissect.Names{Values: map[uint64]string{
	1:   "ERR_INVALID_SERVER_CERTIFICATE",
	2:   "ERR_NO_LICENSE",
	3:   "ERR_INVALID_MAC",
	4:   "ERR_INVALID_SCOPE",
	6:   "ERR_NO_LICENSE_SERVER",
	7:   "STATUS_VALID_CLIENT",
	8:   "ERR_INVALID_CLIENT",
	0xB: "ERR_INVALID_PRODUCTID",
	0xC: "ERR_INVALID_MESSAGE_LEN",
}}

// licenseTransitions: MS-RDPBCGR 2.2.1.12.1.3.
var licenseTransitions = &dissect.Names{Values: map[uint64]string{
	1: "ST_TOTAL_ABORT",
	2: "ST_NO_TRANSITION",
	3: "ST_RESET_PHASE_TO_START",
	4: "ST_RESEND_LAST_MESSAGE",
}}

// blobTypes: MS-RDPBCGR 2.2.1.12.1.2.
var blobTypes = &dissect.Names{Values: map[uint64]string{
	1:    "BB_DATA_BLOB",
	2:    "BB_RANDOM_BLOB",
	3:    "BB_CERTIFICATE_BLOB",
	4:    "BB_ERROR_BLOB",
	9:    "BB_ENCRYPTED_DATA_BLOB",
	0xD:  "BB_KEY_EXCHG_ALG_BLOB",
	0xE:  "BB_SCOPE_BLOB",
	0xF:  "BB_CLIENT_USER_NAME_BLOB",
	0x10: "BB_CLIENT_MACHINE_NAME_BLOB",
}}

// pduTypes: MS-RDPBCGR 2.2.8.1.1.1.1.
var pduTypes = &dissect.Names{Values: map[uint64]string{
	1:   "PDUTYPE_DEMANDACTIVEPDU",
	3:   "PDUTYPE_CONFIRMACTIVEPDU",
	6:   "PDUTYPE_DEACTIVATEALLPDU",
	7:   "PDUTYPE_DATAPDU",
	0xA: "PDUTYPE_SERVER_REDIR_PKT",
}}

// flowTypes: T.128 9.1, with the values that FreeRDP has in core/rdp.h.
var flowTypes = &dissect.Names{Values: map[uint64]string{
	0x41: "flowTestPDU",
	0x42: "flowResponsePDU",
	0x43: "flowStopPDU",
}}

// streamIDs: MS-RDPBCGR 2.2.8.1.1.1.2.
var streamIDs = &dissect.Names{Values: map[uint64]string{
	0: "STREAM_UNDEFINED",
	1: "STREAM_LOW",
	2: "STREAM_MED",
	4: "STREAM_HI",
}}

// pduTypes2: MS-RDPBCGR 2.2.8.1.1.1.2, and MS-RDPRFX 2.2.3.1 for 0x38.
var pduTypes2 = &dissect.Names{Values: map[uint64]string{
	2:    "PDUTYPE2_UPDATE",
	0x14: "PDUTYPE2_CONTROL",
	0x1B: "PDUTYPE2_POINTER",
	0x1C: "PDUTYPE2_INPUT",
	0x1F: "PDUTYPE2_SYNCHRONIZE",
	0x21: "PDUTYPE2_REFRESH_RECT",
	0x22: "PDUTYPE2_PLAY_SOUND",
	0x23: "PDUTYPE2_SUPPRESS_OUTPUT",
	0x24: "PDUTYPE2_SHUTDOWN_REQUEST",
	0x25: "PDUTYPE2_SHUTDOWN_DENIED",
	0x26: "PDUTYPE2_SAVE_SESSION_INFO",
	0x27: "PDUTYPE2_FONTLIST",
	0x28: "PDUTYPE2_FONTMAP",
	0x29: "PDUTYPE2_SET_KEYBOARD_INDICATORS",
	0x2B: "PDUTYPE2_BITMAPCACHE_PERSISTENT_LIST",
	0x2C: "PDUTYPE2_BITMAPCACHE_ERROR_PDU",
	0x2D: "PDUTYPE2_SET_KEYBOARD_IME_STATUS",
	0x2E: "PDUTYPE2_OFFSCRCACHE_ERROR_PDU",
	0x2F: "PDUTYPE2_SET_ERROR_INFO_PDU",
	0x30: "PDUTYPE2_DRAWNINEGRID_ERROR_PDU",
	0x31: "PDUTYPE2_DRAWGDIPLUS_ERROR_PDU",
	0x32: "PDUTYPE2_ARC_STATUS_PDU",
	0x36: "PDUTYPE2_STATUS_INFO_PDU",
	0x37: "PDUTYPE2_MONITOR_LAYOUT_PDU",
	0x38: "PDUTYPE2_FRAME_ACKNOWLEDGE",
}}

// compressionFlags: MS-RDPBCGR 2.2.8.1.1.1.2. Type 0, PACKET_COMPR_TYPE_8K, has no bit to name.
var compressionFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x20, Name: "PACKET_COMPRESSED"},
	{Mask: 0x40, Name: "PACKET_AT_FRONT"},
	{Mask: 0x80, Name: "PACKET_FLUSHED"},
	{Mask: 0xF, Value: 1, Name: "PACKET_COMPR_TYPE_64K"},
	{Mask: 0xF, Value: 2, Name: "PACKET_COMPR_TYPE_RDP6"},
	{Mask: 0xF, Value: 3, Name: "PACKET_COMPR_TYPE_RDP61"},
}}

// syncTypes: MS-RDPBCGR 2.2.1.14.1.
var syncTypes = &dissect.Names{Values: map[uint64]string{
	1: "SYNCMSGTYPE_SYNC",
}}

// controlActions: MS-RDPBCGR 2.2.1.15.1.
var controlActions = &dissect.Names{Values: map[uint64]string{
	1: "CTRLACTION_REQUEST_CONTROL",
	2: "CTRLACTION_GRANTED_CONTROL",
	3: "CTRLACTION_DETACH",
	4: "CTRLACTION_COOPERATE",
}}

// persistFlags: MS-RDPBCGR 2.2.1.17.1.
var persistFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "PERSIST_PDU_FIRST"},
	{Mask: 2, Name: "PERSIST_PDU_LAST"},
}}

// listFlags: MS-RDPBCGR 2.2.1.18.1, 2.2.1.22.1.
var listFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "FIRST"},
	{Mask: 2, Name: "LAST"},
}}

// statusCodes: MS-RDPBCGR 2.2.5.2.
var statusCodes = &dissect.Names{Values: map[uint64]string{
	0x401: "TS_STATUS_FINDING_DESTINATION",
	0x402: "TS_STATUS_LOADING_DESTINATION",
	0x403: "TS_STATUS_BRINGING_SESSION_ONLINE",
	0x404: "TS_STATUS_REDIRECTING_TO_DESTINATION",
	0x501: "TS_STATUS_VM_LOADING",
	0x502: "TS_STATUS_VM_WAKING",
	0x503: "TS_STATUS_VM_STARTING",
	0x504: "TS_STATUS_VM_STARTING_MONITORING",
	0x505: "TS_STATUS_VM_RETRYING_MONITORING",
}}

// toggleFlags: MS-RDPBCGR 2.2.8.1.1.3.1.1.5.
var toggleFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "TS_SYNC_SCROLL_LOCK"},
	{Mask: 2, Name: "TS_SYNC_NUM_LOCK"},
	{Mask: 4, Name: "TS_SYNC_CAPS_LOCK"},
	{Mask: 8, Name: "TS_SYNC_KANA_LOCK"},
}}

// imeStates: MS-RDPBCGR 2.2.8.2.2.1.
var imeStates = &dissect.Names{Values: map[uint64]string{
	0: "IME_STATE_CLOSED",
	1: "IME_STATE_OPEN",
}}

// imeModes: MS-RDPBCGR 2.2.8.2.2.1.
var imeModes = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "IME_CMODE_NATIVE"},
	{Mask: 2, Name: "IME_CMODE_KATAKANA"},
	{Mask: 8, Name: "IME_CMODE_FULLSHAPE"},
	{Mask: 0x10, Name: "IME_CMODE_ROMAN"},
	{Mask: 0x20, Name: "IME_CMODE_CHARCODE"},
	{Mask: 0x40, Name: "IME_CMODE_HANJACONVERT"},
	{Mask: 0x80, Name: "IME_CMODE_SOFTKBD"},
	{Mask: 0x100, Name: "IME_CMODE_NOCONVERSION"},
	{Mask: 0x200, Name: "IME_CMODE_EUDC"},
	{Mask: 0x400, Name: "IME_CMODE_SYMBOL"},
	{Mask: 0x800, Name: "IME_CMODE_FIXED"},
}}

// allowUpdates: MS-RDPBCGR 2.2.11.3.1.
var allowUpdates = &dissect.Names{Values: map[uint64]string{
	0: "SUPPRESS_DISPLAY_UPDATES",
	1: "ALLOW_DISPLAY_UPDATES",
}}

// monitorFlags: MS-RDPBCGR 2.2.1.3.6.1.
var monitorFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "TS_MONITOR_PRIMARY"},
}}

// infoTypes: MS-RDPBCGR 2.2.10.1.1.
var infoTypes = &dissect.Names{Values: map[uint64]string{
	0: "INFOTYPE_LOGON",
	1: "INFOTYPE_LOGON_LONG",
	2: "INFOTYPE_LOGON_PLAINNOTIFY",
	3: "INFOTYPE_LOGON_EXTENDED_INFO",
}}

// fieldsPresent: MS-RDPBCGR 2.2.10.1.1.4.
var fieldsPresent = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "LOGON_EX_AUTORECONNECTCOOKIE"},
	{Mask: 2, Name: "LOGON_EX_LOGONERRORS"},
}}

// notificationTypes: MS-RDPBCGR 2.2.10.1.1.4.1.1.
var notificationTypes = &dissect.Names{Values: map[uint64]string{
	0xFFFFFFF8: "LOGON_MSG_SESSION_BUSY_OPTIONS",
	0xFFFFFFF9: "LOGON_MSG_DISCONNECT_REFUSED",
	0xFFFFFFFA: "LOGON_MSG_NO_PERMISSION",
	0xFFFFFFFB: "LOGON_MSG_BUMP_OPTIONS",
	0xFFFFFFFC: "LOGON_MSG_RECONNECT_OPTIONS",
	0xFFFFFFFD: "LOGON_MSG_SESSION_TERMINATE",
	0xFFFFFFFE: "LOGON_MSG_SESSION_CONTINUE",
	0xFFFFFFFF: "ERROR_CODE_ACCESS_DENIED",
}}

// autodetectTypes: MS-RDPBCGR 2.2.14.1.1, 2.2.14.2.1.
var autodetectTypes = &dissect.Names{Values: map[uint64]string{
	0: "TYPE_ID_AUTODETECT_REQUEST",
	1: "TYPE_ID_AUTODETECT_RESPONSE",
}}

// autodetectRequests: MS-RDPBCGR 2.2.14.1. The names are the titles of the sections.
var autodetectRequests = &dissect.Names{Values: map[uint64]string{
	1:      "RTT Measure Request",
	0x1001: "RTT Measure Request, connect time",
	0x14:   "Bandwidth Measure Start, reliable",
	0x114:  "Bandwidth Measure Start, lossy",
	0x1014: "Bandwidth Measure Start, connect time",
	2:      "Bandwidth Measure Payload",
	0x2B:   "Bandwidth Measure Stop, connect time",
	0x429:  "Bandwidth Measure Stop, reliable",
	0x629:  "Bandwidth Measure Stop, lossy",
	0x840:  "Network Characteristics Result",
	0x880:  "Network Characteristics Result",
	0x8C0:  "Network Characteristics Result",
}}

// autodetectResponses: MS-RDPBCGR 2.2.14.2. The names are the titles of the sections.
var autodetectResponses = &dissect.Names{Values: map[uint64]string{
	0:    "RTT Measure Response",
	3:    "Bandwidth Measure Results, connect time",
	0xB:  "Bandwidth Measure Results",
	0x18: "Network Characteristics Sync",
}}

// multitransportProtocols: MS-RDPBCGR 2.2.15.1, spelled as there.
var multitransportProtocols = &dissect.Names{Values: map[uint64]string{
	1: "INITITATE_REQUEST_PROTOCOL_UDPFECR",
	2: "INITITATE_REQUEST_PROTOCOL_UDPFECL",
}}

// hresults: MS-RDPBCGR 2.2.15.2.
var hresults = &dissect.Names{Values: map[uint64]string{
	0:          "S_OK",
	0x80004004: "E_ABORT",
}}

// redirFlags: MS-RDPBCGR 2.2.13.1.
var redirFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "LB_TARGET_NET_ADDRESS"},
	{Mask: 2, Name: "LB_LOAD_BALANCE_INFO"},
	{Mask: 4, Name: "LB_USERNAME"},
	{Mask: 8, Name: "LB_DOMAIN"},
	{Mask: 0x10, Name: "LB_PASSWORD"},
	{Mask: 0x20, Name: "LB_DONTSTOREUSERNAME"},
	{Mask: 0x40, Name: "LB_SMARTCARD_LOGON"},
	{Mask: 0x80, Name: "LB_NOREDIRECT"},
	{Mask: 0x100, Name: "LB_TARGET_FQDN"},
	{Mask: 0x200, Name: "LB_TARGET_NETBIOS_NAME"},
	{Mask: 0x800, Name: "LB_TARGET_NET_ADDRESSES"},
	{Mask: 0x1000, Name: "LB_CLIENT_TSV_URL"},
	{Mask: 0x2000, Name: "LB_SERVER_TSV_CAPABLE"},
	{Mask: 0x4000, Name: "LB_PASSWORD_IS_PK_ENCRYPTED"},
	{Mask: 0x8000, Name: "LB_REDIRECTION_GUID"},
	{Mask: 0x10000, Name: "LB_TARGET_CERTIFICATE"},
}}

// infoFlags: MS-RDPBCGR 2.2.1.11.1.1.
var infoFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "INFO_MOUSE"},
	{Mask: 2, Name: "INFO_DISABLECTRLALTDEL"},
	{Mask: 8, Name: "INFO_AUTOLOGON"},
	{Mask: 0x10, Name: "INFO_UNICODE"},
	{Mask: 0x20, Name: "INFO_MAXIMIZESHELL"},
	{Mask: 0x40, Name: "INFO_LOGONNOTIFY"},
	{Mask: 0x80, Name: "INFO_COMPRESSION"},
	{Mask: 0x100, Name: "INFO_ENABLEWINDOWSKEY"},
	{Mask: 0x2000, Name: "INFO_REMOTECONSOLEAUDIO"},
	{Mask: 0x4000, Name: "INFO_FORCE_ENCRYPTED_CS_PDU"},
	{Mask: 0x8000, Name: "INFO_RAIL"},
	{Mask: 0x10000, Name: "INFO_LOGONERRORS"},
	{Mask: 0x20000, Name: "INFO_MOUSE_HAS_WHEEL"},
	{Mask: 0x40000, Name: "INFO_PASSWORD_IS_SC_PIN"},
	{Mask: 0x80000, Name: "INFO_NOAUDIOPLAYBACK"},
	{Mask: 0x100000, Name: "INFO_USING_SAVED_CREDS"},
	{Mask: 0x200000, Name: "INFO_AUDIOCAPTURE"},
	{Mask: 0x400000, Name: "INFO_VIDEO_DISABLE"},
	{Mask: 0x800000, Name: "INFO_RESERVED1"},
	{Mask: 0x1000000, Name: "INFO_RESERVED2"},
	{Mask: 0x2000000, Name: "INFO_HIDEF_RAIL_SUPPORTED"},
}}

// compressionTypes: MS-RDPBCGR 2.2.1.11.1.1.
var compressionTypes = &dissect.Names{Values: map[uint64]string{
	0: "PACKET_COMPR_TYPE_8K",
	1: "PACKET_COMPR_TYPE_64K",
	2: "PACKET_COMPR_TYPE_RDP6",
	3: "PACKET_COMPR_TYPE_RDP61",
}}

// addressFamilies: MS-RDPBCGR 2.2.1.11.1.1.1.
var addressFamilies = &dissect.Names{Values: map[uint64]string{
	2:    "AF_INET",
	0x17: "AF_INET6",
}}

// performanceFlags: MS-RDPBCGR 2.2.1.11.1.1.1.
var performanceFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "PERF_DISABLE_WALLPAPER"},
	{Mask: 2, Name: "PERF_DISABLE_FULLWINDOWDRAG"},
	{Mask: 4, Name: "PERF_DISABLE_MENUANIMATIONS"},
	{Mask: 8, Name: "PERF_DISABLE_THEMING"},
	{Mask: 0x10, Name: "PERF_RESERVED1"},
	{Mask: 0x20, Name: "PERF_DISABLE_CURSOR_SHADOW"},
	{Mask: 0x40, Name: "PERF_DISABLE_CURSORSETTINGS"},
	{Mask: 0x80, Name: "PERF_ENABLE_FONT_SMOOTHING"},
	{Mask: 0x100, Name: "PERF_ENABLE_DESKTOP_COMPOSITION"},
	{Mask: 0x80000000, Name: "PERF_RESERVED2"},
}}

// booleans: MS-RDPBCGR 2.2.1.11.1.1.1.
var booleans = &dissect.Names{Values: map[uint64]string{
	0: "FALSE",
	1: "TRUE",
}}
