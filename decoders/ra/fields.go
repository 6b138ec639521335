package ra

import "github.com/radissect/radissect/dissect"

// Header, MS-RA 2.2.1.1 to 2.2.1.3.
var (
	fPacketHeader     = &dissect.Field{Name: "packetHeader", Spec: "MS-RA 2.2.1.2", Base: dissect.Group}
	fChannelBufHeader = &dissect.Field{Name: "channelBufHeader", Spec: "MS-RA 2.2.1.2", Base: dissect.Group}
	fChannelNameLen   = &dissect.Field{Name: "ChannelNameLen", Spec: "MS-RA 2.2.1.1"}
	fDataLen          = &dissect.Field{Name: "DataLen", Spec: "MS-RA 2.2.1.1"}
	fChannelName      = &dissect.Field{Name: "ChannelName", Spec: "MS-RA 2.2.1.2", Base: dissect.UTF16}
	fBufHeader        = &dissect.Field{Name: "bufHeader", Spec: "MS-RA 2.2.1.4", Base: dissect.Group}
	fMsgType          = &dissect.Field{Name: "msgType", Spec: "MS-RA 2.2.1.3", Names: typeNames}
)

// Payloads of session initialization messages.
var (
	fVersionMajor      = &dissect.Field{Name: "versionMajor", Spec: "MS-RA 2.2.1.8"}
	fVersionMinor      = &dissect.Field{Name: "versionMinor", Spec: "MS-RA 2.2.1.8"}
	fResult            = &dissect.Field{Name: "result", Spec: "MS-RA 2.2.1.10", Names: resultNames}
	fEncryptedPassword = &dissect.Field{Name: "Encrypted Password", Spec: "MS-RA 2.2.1.12", Base: dissect.Bytes, Secret: true}
	fNoviceName        = &dissect.Field{Name: "RANovice Name", Spec: "MS-RA 2.2.1.13", Base: dissect.UTF16}
	fExpertName        = &dissect.Field{Name: "RAEXPERT NAME", Spec: "MS-RA 2.2.1.14", Base: dissect.UTF16}
	fToken             = &dissect.Field{Name: "token", Spec: "MS-RA 2.2.1.15", Base: dissect.Bytes, Secret: true}
	fBSTR              = &dissect.Field{Name: "BSTR", Spec: "MS-DTYP 2.2.5", Base: dissect.Group}
	fBSTRLength        = &dissect.Field{Name: "length", Spec: "MS-DTYP 2.2.5"}
	fTerminator        = &dissect.Field{Name: "terminator", Spec: "MS-RA 2.2.1.4", Base: dissect.Bytes}
	fData              = &dissect.Field{Name: "data", Spec: "MS-RA 2.2.1.2", Base: dissect.Bytes}
	fDataGroup         = &dissect.Field{Name: "data", Spec: "MS-RA 2.2.1.2", Base: dissect.Group}
	fAdditionalSecret  = &dissect.Field{Name: "additionalData", Spec: "MS-RA 2.2.1.1", Base: dissect.Bytes, Secret: true}
	fAdditionalData    = &dissect.Field{Name: "additionalData", Spec: "MS-RA 2.2.1.5", Base: dissect.Bytes}
)

// The expert blob, MS-RA 2.2.1.4. NAME and PASS are what its properties are
// called; markup is what stands between values in all texts of this protocol.
var (
	fExpertBlob    = &dissect.Field{Name: "expertBlob", Spec: "MS-RA 2.2.1.4", Base: dissect.Group}
	fPairLength    = &dissect.Field{Name: "pairLength", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16}
	fPropertyName  = &dissect.Field{Name: "PropertyName", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16}
	fPropertyValue = &dissect.Field{Name: "PropertyValue", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16, Secret: true}
	fBlobName      = &dissect.Field{Name: "NAME", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16}
	fBlobPass      = &dissect.Field{Name: "PASS", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16, Secret: true}
	fBlobRest      = &dissect.Field{Name: "malformedBlob", Spec: "MS-RA 2.2.1.4", Base: dissect.UTF16, Secret: true}
	fMarkup        = &dissect.Field{Name: "markup", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
)

// fRAConnectionString holds the fields of package invitation.
var fRAConnectionString = &dissect.Field{Name: "raConnectionString", Spec: "MS-RA 2.2.1.4", Base: dissect.Group}

// RCCOMMAND, MS-RA 2.2.2.
var (
	fCommand      = &dissect.Field{Name: "RCCOMMAND", Spec: "MS-RA 2.2.2", Base: dissect.Group}
	fName         = &dissect.Field{Name: "NAME", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fFileName     = &dissect.Field{Name: "FILENAME", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fFileSize     = &dissect.Field{Name: "FILESIZE", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fChannelID    = &dissect.Field{Name: "CHANNELID", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fInternalData = &dissect.Field{Name: "INTERNALDATA", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fVoIPVer      = &dissect.Field{Name: "VOIPVER", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fVoIPGoKey    = &dissect.Field{Name: "VOIPGOKEY", Spec: "MS-RA 2.2.2", Base: dissect.UTF16, Secret: true}
	fVoIPIPList   = &dissect.Field{Name: "VOIPIPLIST", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fExpertIPData = &dissect.Field{Name: "EXPERTIPDATA", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fProperty     = &dissect.Field{Name: "PROPERTY", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fValue        = &dissect.Field{Name: "VALUE", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fOtherValue   = &dissect.Field{Name: "unknownAttribute", Spec: "MS-RA 2.2.2", Base: dissect.UTF16}
	fCommandRest  = &dissect.Field{Name: "malformedCommand", Spec: "MS-RA 2.2.2", Base: dissect.UTF16, Secret: true}
)

// Chat and files.
var (
	fChat        = &dissect.Field{Name: "text", Spec: "MS-RA 3.11.5", Base: dissect.UTF16}
	fFileCommand = &dissect.Field{Name: "fileCommand", Spec: "MS-RA 2.2.3", Base: dissect.UTF16}
	fFileBlock   = &dissect.Field{Name: "block", Spec: "MS-RA 3.9.5", Base: dissect.Bytes}
)

// typeNames are the values of msgType, MS-RA 2.2.1.3.
var typeNames = &dissect.Names{Values: map[uint64]string{
	1:  "REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP",
	2:  "REMOTEDESKTOP_CTL_RESULT",
	3:  "REMOTEDESKTOP_CTL_AUTHENTICATE",
	4:  "REMOTEDESKTOP_CTL_SERVER_ANNOUNCE",
	5:  "REMOTEDESKTOP_CTL_DISCONNECT",
	6:  "REMOTEDESKTOP_CTL_VERSIONINFO",
	7:  "REMOTEDESKTOP_CTL_ISCONNECTED",
	8:  "REMOTEDESKTOP_CTL_VERIFY_PASSWORD",
	9:  "REMOTEDESKTOP_EXPERT_ON_VISTA",
	10: "REMOTEDESKTOP_CTL_RANOVICE_NAME",
	11: "REMOTEDESKTOP_CTL_RAEXPERT_NAME",
	12: "REMOTEDESKTOP_CTL_TOKEN",
}}

// resultNames are the error codes of MS-RA 2.2.6, and E_FAIL of its notes 5 and 6.
var resultNames = &dissect.Names{Values: map[uint64]string{
	0:          "SAFERROR_NOERROR",
	1:          "SAFERROR_NOINFO",
	3:          "SAFERROR_LOCALNOTERROR",
	4:          "SAFERROR_REMOTEBYUSER",
	5:          "SAFERROR_BYSERVER",
	6:          "SAFERROR_DNSLOOKUPFAILED",
	7:          "SAFERROR_OUTOFMEMORY",
	8:          "SAFERROR_CONNECTIONTIMEDOUT",
	9:          "SAFERROR_SOCKETCONNECTFAILED",
	11:         "SAFERROR_HOSTNOTFOUND",
	12:         "SAFERROR_WINSOCKSENDFAILED",
	14:         "SAFERROR_INVALIDIPADDR",
	15:         "SAFERROR_SOCKETRECVFAILED",
	18:         "SAFERROR_INVALIDENCRYPTION",
	20:         "SAFERROR_GETHOSTBYNAMEFAILED",
	21:         "SAFERROR_LICENSINGFAILED",
	22:         "SAFERROR_ENCRYPTIONERROR",
	23:         "SAFERROR_DECRYPTIONERROR",
	24:         "SAFERROR_INVALIDPARAMETERSTRING",
	25:         "SAFERROR_HELPSESSIONNOTFOUND",
	26:         "SAFERROR_INVALIDPASSWORD",
	27:         "SAFERROR_HELPSESSIONEXPIRED",
	28:         "SAFERROR_CANTOPENRESOLVER",
	29:         "SAFERROR_UNKNOWNSESSMGRERROR",
	30:         "SAFERROR_CANTFORMLINKTOUSERSESSION",
	32:         "SAFERROR_RCPROTOCOLERROR",
	33:         "SAFERROR_RCUNKNOWNERROR",
	34:         "SAFERROR_INTERNALERROR",
	35:         "SAFERROR_HELPEERESPONSEPENDING",
	36:         "SAFERROR_HELPEESAIDYES",
	37:         "SAFERROR_HELPEEALREADYBEINGHELPED",
	38:         "SAFERROR_HELPEECONSIDERINGHELP",
	40:         "SAFERROR_HELPEENEVERRESPONDED",
	41:         "SAFERROR_HELPEESAIDNO",
	42:         "SAFERROR_HELPSESSIONACCESSDENIED",
	43:         "SAFERROR_USERNOTFOUND",
	44:         "SAFERROR_SESSMGRERRORNOTINIT",
	45:         "SAFERROR_SELFHELPNOTSUPPORTED",
	47:         "SAFERROR_INCOMPATIBLEVERSION",
	48:         "SAFERROR_SESSIONNOTCONNECTED",
	50:         "SAFERROR_SYSTEMSHUTDOWN",
	51:         "SAFERROR_STOPLISTENBYUSER",
	52:         "SAFERROR_WINSOCK_FAILED",
	53:         "SAFERROR_MISMATCHPARMS",
	61:         "PASSWORDS_DONT_MATCH",
	300:        "SAFERROR_SHADOWEND_BASE",
	301:        "SAFERROR_SHADOWEND_CONFIGCHANGE",
	302:        "SAFERROR_SHADOWEND_UNKNOWN",
	resultFail: "E_FAIL",
}}
