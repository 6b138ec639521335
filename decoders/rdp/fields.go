package rdp

import "github.com/radissect/radissect/dissect"

// Security headers.
var (
	fSecurityHeader   = &dissect.Field{Name: "securityHeader", Spec: "MS-RDPBCGR 2.2.8.1.1.2", Base: dissect.Group}
	fSecFlags         = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.8.1.1.2.1", Base: dissect.Hex, Names: securityFlags}
	fSecFlagsHi       = &dissect.Field{Name: "flagsHi", Spec: "MS-RDPBCGR 2.2.8.1.1.2.1", Base: dissect.Hex}
	fSecLength        = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.8.1.1.2.3"}
	fSecVersion       = &dissect.Field{Name: "version", Spec: "MS-RDPBCGR 2.2.8.1.1.2.3"}
	fSecPadlen        = &dissect.Field{Name: "padlen", Spec: "MS-RDPBCGR 2.2.8.1.1.2.3"}
	fDataSignature    = &dissect.Field{Name: "dataSignature", Spec: "MS-RDPBCGR 2.2.8.1.1.2.2", Base: dissect.Bytes}
	fEncryptionMethod = &dissect.Field{Name: "encryptionMethod", Spec: "MS-RDPBCGR 2.2.1.4.3", Base: dissect.Hex, Names: encryptionMethods}
	fEncryptedData    = &dissect.Field{Name: "encryptedData", Spec: "MS-RDPBCGR 5.3.8", Base: dissect.Bytes}
	fUndecoded        = &dissect.Field{Name: "data", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1", Base: dissect.Bytes}
)

// Security Exchange.
var (
	fExchangeLength        = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.1.10.1"}
	fEncryptedClientRandom = &dissect.Field{Name: "encryptedClientRandom", Spec: "MS-RDPBCGR 2.2.1.10.1", Base: dissect.Bytes}
)

// Licensing.
var (
	fLicensePreamble = &dissect.Field{Name: "preamble", Spec: "MS-RDPBCGR 2.2.1.12.1.1", Base: dissect.Group}
	fMsgType         = &dissect.Field{Name: "bMsgType", Spec: "MS-RDPBCGR 2.2.1.12.1.1", Base: dissect.Hex, Names: licenseTypes}
	fLicenseFlags    = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.12.1.1", Base: dissect.Hex, Names: licenseFlags}
	fMsgSize         = &dissect.Field{Name: "wMsgSize", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	fLicenseError    = &dissect.Field{Name: "validClientMessage", Spec: "MS-RDPBCGR 2.2.1.12.1.3", Base: dissect.Group}
	fErrorCode       = &dissect.Field{Name: "dwErrorCode", Spec: "MS-RDPBCGR 2.2.1.12.1.3", Base: dissect.Hex, Names: licenseErrors}
	fStateTransition = &dissect.Field{Name: "dwStateTransition", Spec: "MS-RDPBCGR 2.2.1.12.1.3", Base: dissect.Hex, Names: licenseTransitions}
	fErrorInfo       = &dissect.Field{Name: "bbErrorInfo", Spec: "MS-RDPBCGR 2.2.1.12.1.3", Base: dissect.Group}
	fBlobType        = &dissect.Field{Name: "wBlobType", Spec: "MS-RDPBCGR 2.2.1.12.1.2", Base: dissect.Hex, Names: blobTypes}
	fBlobLen         = &dissect.Field{Name: "wBlobLen", Spec: "MS-RDPBCGR 2.2.1.12.1.2"}
	fBlobData        = &dissect.Field{Name: "blobData", Spec: "MS-RDPBCGR 2.2.1.12.1.2", Base: dissect.Bytes}
	fLicenseBody     = &dissect.Field{Name: "licensePacket", Spec: "MS-RDPBCGR 2.2.1.12.1.1", Base: dissect.Bytes}
)

// Share control header and flow PDUs.
var (
	fShareControl   = &dissect.Field{Name: "shareControlHeader", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1", Base: dissect.Group}
	fTotalLength    = &dissect.Field{Name: "totalLength", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1"}
	fPDUType        = &dissect.Field{Name: "pduType", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1", Base: dissect.Hex}
	fType           = &dissect.Field{Name: "type", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1", Names: pduTypes}
	fPDUVersion     = &dissect.Field{Name: "PDUVersion", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1"}
	fPDUSource      = &dissect.Field{Name: "pduSource", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1"}
	fSharePayload   = &dissect.Field{Name: "pduData", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1", Base: dissect.Group}
	fFlow           = &dissect.Field{Name: "flowPDU", Spec: "T.128 9.1", Base: dissect.Group}
	fFlowMarker     = &dissect.Field{Name: "flowMarker", Spec: "T.128 9.1", Base: dissect.Hex}
	fFlowPad        = &dissect.Field{Name: "pad8bits", Spec: "T.128 9.1", Base: dissect.Hex}
	fFlowType       = &dissect.Field{Name: "pduTypeFlow", Spec: "T.128 9.1", Base: dissect.Hex, Names: flowTypes}
	fFlowIdentifier = &dissect.Field{Name: "flowIdentifier", Spec: "T.128 9.1"}
	fFlowNumber     = &dissect.Field{Name: "flowNumber", Spec: "T.128 9.1"}
)

// Share data header.
var (
	fShareData          = &dissect.Field{Name: "shareDataHeader", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Base: dissect.Group}
	fShareID            = &dissect.Field{Name: "shareID", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Base: dissect.Hex}
	fPad1               = &dissect.Field{Name: "pad1", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Base: dissect.Hex}
	fStreamID           = &dissect.Field{Name: "streamID", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Names: streamIDs}
	fUncompressedLength = &dissect.Field{Name: "uncompressedLength", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2"}
	fPDUType2           = &dissect.Field{Name: "pduType2", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Names: pduTypes2}
	fCompressedType     = &dissect.Field{Name: "compressedType", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2", Base: dissect.Hex, Names: compressionFlags}
	fCompressedLength   = &dissect.Field{Name: "compressedLength", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2"}
	fCompressedData     = &dissect.Field{Name: "compressedData", Spec: "MS-RDPBCGR 3.1.8.3", Base: dissect.Bytes}
)

// Demand Active, Confirm Active, Deactivate All.
var (
	fOriginatorID     = &dissect.Field{Name: "originatorID", Spec: "MS-RDPBCGR 2.2.1.13.2.1"}
	fLengthSource     = &dissect.Field{Name: "lengthSourceDescriptor", Spec: "MS-RDPBCGR 2.2.1.13.1.1"}
	fLengthCaps       = &dissect.Field{Name: "lengthCombinedCapabilities", Spec: "MS-RDPBCGR 2.2.1.13.1.1"}
	fSourceDescriptor = &dissect.Field{Name: "sourceDescriptor", Spec: "MS-RDPBCGR 2.2.1.13.1.1", Base: dissect.Text}
	fNumberCaps       = &dissect.Field{Name: "numberCapabilities", Spec: "MS-RDPBCGR 2.2.1.13.1.1"}
	fPad2Octets       = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.1.13.1.1", Base: dissect.Hex}
	fCapabilitySets   = &dissect.Field{Name: "capabilitySets", Spec: "MS-RDPBCGR 2.2.1.13.1.1", Base: dissect.Group}
	fSessionID        = &dissect.Field{Name: "sessionId", Spec: "MS-RDPBCGR 2.2.1.13.1.1", Base: dissect.Hex}
)

// Finalization, error and status PDUs.
var (
	fMessageType       = &dissect.Field{Name: "messageType", Spec: "MS-RDPBCGR 2.2.1.14.1", Names: syncTypes}
	fTargetUser        = &dissect.Field{Name: "targetUser", Spec: "MS-RDPBCGR 2.2.1.14.1"}
	fAction            = &dissect.Field{Name: "action", Spec: "MS-RDPBCGR 2.2.1.15.1", Names: controlActions}
	fGrantID           = &dissect.Field{Name: "grantId", Spec: "MS-RDPBCGR 2.2.1.15.1"}
	fControlID         = &dissect.Field{Name: "controlId", Spec: "MS-RDPBCGR 2.2.1.15.1"}
	fNumEntriesCache   = &dissect.Field{Name: "numEntriesCache", Spec: "MS-RDPBCGR 2.2.1.17.1"}
	fTotalEntriesCache = &dissect.Field{Name: "totalEntriesCache", Spec: "MS-RDPBCGR 2.2.1.17.1"}
	fBitMask           = &dissect.Field{Name: "bBitMask", Spec: "MS-RDPBCGR 2.2.1.17.1", Base: dissect.Hex, Names: persistFlags}
	fKeyPad2           = &dissect.Field{Name: "Pad2", Spec: "MS-RDPBCGR 2.2.1.17.1", Base: dissect.Hex}
	fKeyPad3           = &dissect.Field{Name: "Pad3", Spec: "MS-RDPBCGR 2.2.1.17.1", Base: dissect.Hex}
	fKeyEntry          = &dissect.Field{Name: "entries", Spec: "MS-RDPBCGR 2.2.1.17.1.1", Base: dissect.Group}
	fKey1              = &dissect.Field{Name: "Key1", Spec: "MS-RDPBCGR 2.2.1.17.1.1", Base: dissect.Hex}
	fKey2              = &dissect.Field{Name: "Key2", Spec: "MS-RDPBCGR 2.2.1.17.1.1", Base: dissect.Hex}
	fNumberFonts       = &dissect.Field{Name: "numberFonts", Spec: "MS-RDPBCGR 2.2.1.18.1"}
	fTotalNumFonts     = &dissect.Field{Name: "totalNumFonts", Spec: "MS-RDPBCGR 2.2.1.18.1"}
	fListFlags         = &dissect.Field{Name: "listFlags", Spec: "MS-RDPBCGR 2.2.1.18.1", Base: dissect.Hex, Names: listFlags}
	fEntrySize         = &dissect.Field{Name: "entrySize", Spec: "MS-RDPBCGR 2.2.1.18.1"}
	fNumberEntries     = &dissect.Field{Name: "numberEntries", Spec: "MS-RDPBCGR 2.2.1.22.1"}
	fTotalNumEntries   = &dissect.Field{Name: "totalNumEntries", Spec: "MS-RDPBCGR 2.2.1.22.1"}
	fMapFlags          = &dissect.Field{Name: "mapFlags", Spec: "MS-RDPBCGR 2.2.1.22.1", Base: dissect.Hex, Names: listFlags}
	fFrameID           = &dissect.Field{Name: "frameID", Spec: "MS-RDPRFX 2.2.3.1"}
	fArcStatus         = &dissect.Field{Name: "arcStatus", Spec: "MS-RDPBCGR 2.2.4.1.1", Base: dissect.Hex}
	fErrorInfoCode     = &dissect.Field{Name: "errorInfo", Spec: "MS-RDPBCGR 2.2.5.1.1", Base: dissect.Hex, Names: errorInfos}
	fStatusCode        = &dissect.Field{Name: "statusCode", Spec: "MS-RDPBCGR 2.2.5.2", Base: dissect.Hex, Names: statusCodes}
	fUnitID            = &dissect.Field{Name: "UnitId", Spec: "MS-RDPBCGR 2.2.8.2.1.1"}
	fLedFlags          = &dissect.Field{Name: "LedFlags", Spec: "MS-RDPBCGR 2.2.8.2.1.1", Base: dissect.Hex, Names: toggleFlags}
	fImeState          = &dissect.Field{Name: "ImeState", Spec: "MS-RDPBCGR 2.2.8.2.2.1", Base: dissect.Hex, Names: imeStates}
	fImeConvMode       = &dissect.Field{Name: "ImeConvMode", Spec: "MS-RDPBCGR 2.2.8.2.2.1", Base: dissect.Hex, Names: imeModes}
	fDuration          = &dissect.Field{Name: "duration", Spec: "MS-RDPBCGR 2.2.9.1.1.5.1"}
	fFrequency         = &dissect.Field{Name: "frequency", Spec: "MS-RDPBCGR 2.2.9.1.1.5.1"}
	fNumberOfAreas     = &dissect.Field{Name: "numberOfAreas", Spec: "MS-RDPBCGR 2.2.11.2.1"}
	fPad3Octects       = &dissect.Field{Name: "pad3Octects", Spec: "MS-RDPBCGR 2.2.11.2.1", Base: dissect.Hex}
	fArea              = &dissect.Field{Name: "areasToRefresh", Spec: "MS-RDPBCGR 2.2.11.1", Base: dissect.Group}
	fLeft              = &dissect.Field{Name: "left", Spec: "MS-RDPBCGR 2.2.11.1"}
	fTop               = &dissect.Field{Name: "top", Spec: "MS-RDPBCGR 2.2.11.1"}
	fRight             = &dissect.Field{Name: "right", Spec: "MS-RDPBCGR 2.2.11.1"}
	fBottom            = &dissect.Field{Name: "bottom", Spec: "MS-RDPBCGR 2.2.11.1"}
	fAllowUpdates      = &dissect.Field{Name: "allowDisplayUpdates", Spec: "MS-RDPBCGR 2.2.11.3.1", Names: allowUpdates}
	fPad3Octets        = &dissect.Field{Name: "pad3Octets", Spec: "MS-RDPBCGR 2.2.11.3.1", Base: dissect.Hex}
	fDesktopRect       = &dissect.Field{Name: "desktopRect", Spec: "MS-RDPBCGR 2.2.11.3.1", Base: dissect.Group}
	fMonitorCount      = &dissect.Field{Name: "monitorCount", Spec: "MS-RDPBCGR 2.2.12.1"}
	fMonitor           = &dissect.Field{Name: "monitorDefArray", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Group}
	fMonLeft           = &dissect.Field{Name: "left", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fMonTop            = &dissect.Field{Name: "top", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fMonRight          = &dissect.Field{Name: "right", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fMonBottom         = &dissect.Field{Name: "bottom", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Int}
	fMonFlags          = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.3.6.1", Base: dissect.Hex, Names: monitorFlags}
)

// Save Session Info.
var (
	fInfoType         = &dissect.Field{Name: "infoType", Spec: "MS-RDPBCGR 2.2.10.1.1", Names: infoTypes}
	fLogonCbDomain    = &dissect.Field{Name: "cbDomain", Spec: "MS-RDPBCGR 2.2.10.1.1.1"}
	fLogonDomain      = &dissect.Field{Name: "Domain", Spec: "MS-RDPBCGR 2.2.10.1.1.1", Base: dissect.UTF16}
	fLogonCbUserName  = &dissect.Field{Name: "cbUserName", Spec: "MS-RDPBCGR 2.2.10.1.1.1"}
	fLogonUserName    = &dissect.Field{Name: "UserName", Spec: "MS-RDPBCGR 2.2.10.1.1.1", Base: dissect.UTF16}
	fLogonSessionID   = &dissect.Field{Name: "SessionId", Spec: "MS-RDPBCGR 2.2.10.1.1.1"}
	fLogonVersion     = &dissect.Field{Name: "Version", Spec: "MS-RDPBCGR 2.2.10.1.1.2"}
	fLogonSize        = &dissect.Field{Name: "Size", Spec: "MS-RDPBCGR 2.2.10.1.1.2"}
	fLogonPad         = &dissect.Field{Name: "Pad", Spec: "MS-RDPBCGR 2.2.10.1.1.2", Base: dissect.Bytes}
	fExtLength        = &dissect.Field{Name: "Length", Spec: "MS-RDPBCGR 2.2.10.1.1.4"}
	fFieldsPresent    = &dissect.Field{Name: "FieldsPresent", Spec: "MS-RDPBCGR 2.2.10.1.1.4", Base: dissect.Hex, Names: fieldsPresent}
	fLogonField       = &dissect.Field{Name: "LogonFields", Spec: "MS-RDPBCGR 2.2.10.1.1.4.1", Base: dissect.Group}
	fCbFieldData      = &dissect.Field{Name: "cbFieldData", Spec: "MS-RDPBCGR 2.2.10.1.1.4.1"}
	fFieldData        = &dissect.Field{Name: "FieldData", Spec: "MS-RDPBCGR 2.2.10.1.1.4.1", Base: dissect.Group}
	fNotificationType = &dissect.Field{Name: "ErrorNotificationType", Spec: "MS-RDPBCGR 2.2.10.1.1.4.1.1", Base: dissect.Hex, Names: notificationTypes}
	fNotificationData = &dissect.Field{Name: "ErrorNotificationData", Spec: "MS-RDPBCGR 2.2.10.1.1.4.1.1", Base: dissect.Hex}
	fArcCbLen         = &dissect.Field{Name: "cbLen", Spec: "MS-RDPBCGR 2.2.4.2"}
	fArcVersion       = &dissect.Field{Name: "Version", Spec: "MS-RDPBCGR 2.2.4.2"}
	fArcLogonID       = &dissect.Field{Name: "LogonId", Spec: "MS-RDPBCGR 2.2.4.2"}
	fArcRandomBits    = &dissect.Field{Name: "ArcRandomBits", Spec: "MS-RDPBCGR 2.2.4.2", Base: dissect.Bytes, Secret: true}
	fSecurityVerifier = &dissect.Field{Name: "SecurityVerifier", Spec: "MS-RDPBCGR 2.2.4.3", Base: dissect.Bytes, Secret: true}
)

// Network characteristics detection, multitransport, heartbeat.
var (
	fHeaderLength      = &dissect.Field{Name: "headerLength", Spec: "MS-RDPBCGR 2.2.14.1.1"}
	fHeaderTypeID      = &dissect.Field{Name: "headerTypeId", Spec: "MS-RDPBCGR 2.2.14.1.1", Base: dissect.Hex, Names: autodetectTypes}
	fSequenceNumber    = &dissect.Field{Name: "sequenceNumber", Spec: "MS-RDPBCGR 2.2.14.1.1"}
	fRequestType       = &dissect.Field{Name: "requestType", Spec: "MS-RDPBCGR 2.2.14.1.1", Base: dissect.Hex, Names: autodetectRequests}
	fResponseType      = &dissect.Field{Name: "responseType", Spec: "MS-RDPBCGR 2.2.14.2.1", Base: dissect.Hex, Names: autodetectResponses}
	fPayloadLength     = &dissect.Field{Name: "payloadLength", Spec: "MS-RDPBCGR 2.2.14.1.3"}
	fPayload           = &dissect.Field{Name: "payload", Spec: "MS-RDPBCGR 2.2.14.1.3", Base: dissect.Bytes}
	fBaseRTT           = &dissect.Field{Name: "baseRTT", Spec: "MS-RDPBCGR 2.2.14.1.5"}
	fBandwidth         = &dissect.Field{Name: "bandwidth", Spec: "MS-RDPBCGR 2.2.14.1.5"}
	fAverageRTT        = &dissect.Field{Name: "averageRTT", Spec: "MS-RDPBCGR 2.2.14.1.5"}
	fTimeDelta         = &dissect.Field{Name: "timeDelta", Spec: "MS-RDPBCGR 2.2.14.2.2"}
	fByteCount         = &dissect.Field{Name: "byteCount", Spec: "MS-RDPBCGR 2.2.14.2.2"}
	fRTT               = &dissect.Field{Name: "rtt", Spec: "MS-RDPBCGR 2.2.14.2.3"}
	fRequestID         = &dissect.Field{Name: "requestId", Spec: "MS-RDPBCGR 2.2.15.1", Base: dissect.Hex}
	fRequestedProtocol = &dissect.Field{Name: "requestedProtocol", Spec: "MS-RDPBCGR 2.2.15.1", Base: dissect.Hex, Names: multitransportProtocols}
	fReserved          = &dissect.Field{Name: "reserved", Spec: "MS-RDPBCGR 2.2.15.1", Base: dissect.Hex}
	fSecurityCookie    = &dissect.Field{Name: "securityCookie", Spec: "MS-RDPBCGR 2.2.15.1", Base: dissect.Bytes, Secret: true}
	fHrResponse        = &dissect.Field{Name: "hrResponse", Spec: "MS-RDPBCGR 2.2.15.2", Base: dissect.Hex, Names: hresults}
	fHeartbeatReserved = &dissect.Field{Name: "reserved", Spec: "MS-RDPBCGR 2.2.16.1", Base: dissect.Hex}
	fPeriod            = &dissect.Field{Name: "period", Spec: "MS-RDPBCGR 2.2.16.1"}
	fCount1            = &dissect.Field{Name: "count1", Spec: "MS-RDPBCGR 2.2.16.1"}
	fCount2            = &dissect.Field{Name: "count2", Spec: "MS-RDPBCGR 2.2.16.1"}
)

// Server redirection.
var (
	fRedirection              = &dissect.Field{Name: "serverRedirectionPDU", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Group}
	fRedirPad2                = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.13.3.1", Base: dissect.Hex}
	fRedirPad1                = &dissect.Field{Name: "pad1Octet", Spec: "MS-RDPBCGR 2.2.13.3.1", Base: dissect.Hex}
	fRedirFlagsID             = &dissect.Field{Name: "Flags", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Hex}
	fRedirLength              = &dissect.Field{Name: "Length", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirSessionID           = &dissect.Field{Name: "SessionID", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirFlags               = &dissect.Field{Name: "RedirFlags", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Hex, Names: redirFlags}
	fTargetNetAddressLength   = &dissect.Field{Name: "TargetNetAddressLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTargetNetAddress         = &dissect.Field{Name: "TargetNetAddress", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.UTF16}
	fLoadBalanceInfoLength    = &dissect.Field{Name: "LoadBalanceInfoLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fLoadBalanceInfo          = &dissect.Field{Name: "LoadBalanceInfo", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
	fUserNameLength           = &dissect.Field{Name: "UserNameLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirUserName            = &dissect.Field{Name: "UserName", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.UTF16}
	fDomainLength             = &dissect.Field{Name: "DomainLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirDomain              = &dissect.Field{Name: "Domain", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.UTF16}
	fPasswordLength           = &dissect.Field{Name: "PasswordLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirPassword            = &dissect.Field{Name: "Password", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes, Secret: true}
	fTargetFQDNLength         = &dissect.Field{Name: "TargetFQDNLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTargetFQDN               = &dissect.Field{Name: "TargetFQDN", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.UTF16}
	fTargetNetBiosNameLength  = &dissect.Field{Name: "TargetNetBiosNameLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTargetNetBiosName        = &dissect.Field{Name: "TargetNetBiosName", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.UTF16}
	fTsvUrlLength             = &dissect.Field{Name: "TsvUrlLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTsvURL                   = &dissect.Field{Name: "TsvUrl", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
	fRedirectionGUIDLength    = &dissect.Field{Name: "RedirectionGuidLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fRedirectionGUID          = &dissect.Field{Name: "RedirectionGuid", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
	fTargetCertificateLength  = &dissect.Field{Name: "TargetCertificateLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTargetCertificate        = &dissect.Field{Name: "TargetCertificate", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
	fTargetNetAddressesLength = &dissect.Field{Name: "TargetNetAddressesLength", Spec: "MS-RDPBCGR 2.2.13.1"}
	fTargetNetAddresses       = &dissect.Field{Name: "TargetNetAddresses", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
	fRedirPad                 = &dissect.Field{Name: "Pad", Spec: "MS-RDPBCGR 2.2.13.1", Base: dissect.Bytes}
)
