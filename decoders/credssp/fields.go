package credssp

import "github.com/radissect/radissect/dissect"

var (
	fHeader      = &dissect.Field{Name: "identifier and length", Spec: "X.690 8.1", Base: dissect.Bytes}
	fPadding     = &dissect.Field{Name: "padding", Spec: "MS-CSSP 2.2", Base: dissect.Bytes}
	fRequest     = &dissect.Field{Name: "TSRequest", Spec: "MS-CSSP 2.2.1", Base: dissect.Group}
	fVersion     = &dissect.Field{Name: "version", Spec: "MS-CSSP 2.2.1"}
	fNegoTokens  = &dissect.Field{Name: "negoTokens", Spec: "MS-CSSP 2.2.1.1", Base: dissect.Group}
	fNegoItem    = &dissect.Field{Name: "NegoData", Spec: "MS-CSSP 2.2.1.1", Base: dissect.Group}
	fNegoToken   = &dissect.Field{Name: "negoToken", Spec: "MS-CSSP 2.2.1.1", Base: dissect.Bytes, Secret: true}
	fAuthInfo    = &dissect.Field{Name: "authInfo", Spec: "MS-CSSP 2.2.1", Base: dissect.Bytes}
	fPubKeyAuth  = &dissect.Field{Name: "pubKeyAuth", Spec: "MS-CSSP 2.2.1", Base: dissect.Bytes}
	fSignature   = &dissect.Field{Name: "NTLMSSP_MESSAGE_SIGNATURE", Spec: "MS-NLMP 2.2.2.9", Base: dissect.Group}
	fErrorCode   = &dissect.Field{Name: "errorCode", Spec: "MS-CSSP 2.2.1", Base: dissect.Hex, Names: statusNames}
	fClientNonce = &dissect.Field{Name: "clientNonce", Spec: "MS-CSSP 2.2.1", Base: dissect.Bytes}

	fCredentials       = &dissect.Field{Name: "TSCredentials", Spec: "MS-CSSP 2.2.1.2", Base: dissect.Group}
	fCredType          = &dissect.Field{Name: "credType", Spec: "MS-CSSP 2.2.1.2", Names: credTypeNames}
	fCredentialsInside = &dissect.Field{Name: "credentials", Spec: "MS-CSSP 2.2.1.2", Base: dissect.Group}
	fCredentialsOther  = &dissect.Field{Name: "credentials", Spec: "MS-CSSP 2.2.1.2", Base: dissect.Bytes, Secret: true}
	fPasswordCreds     = &dissect.Field{Name: "TSPasswordCreds", Spec: "MS-CSSP 2.2.1.2.1", Base: dissect.Group}
	fDomainName        = &dissect.Field{Name: "domainName", Spec: "MS-CSSP 2.2.1.2.1", Base: dissect.UTF16}
	fUserName          = &dissect.Field{Name: "userName", Spec: "MS-CSSP 2.2.1.2.1", Base: dissect.UTF16}
	fPassword          = &dissect.Field{Name: "password", Spec: "MS-CSSP 2.2.1.2.1", Base: dissect.UTF16, Secret: true}
	fSmartCardCreds    = &dissect.Field{Name: "TSSmartCardCreds", Spec: "MS-CSSP 2.2.1.2.2", Base: dissect.Group}
	fPin               = &dissect.Field{Name: "pin", Spec: "MS-CSSP 2.2.1.2.2", Base: dissect.UTF16, Secret: true}
	fCspData           = &dissect.Field{Name: "cspData", Spec: "MS-CSSP 2.2.1.2.2.1", Base: dissect.Group}
	fKeySpec           = &dissect.Field{Name: "keySpec", Spec: "MS-CSSP 2.2.1.2.2.1"}
	fCardName          = &dissect.Field{Name: "cardName", Spec: "MS-CSSP 2.2.1.2.2.1", Base: dissect.UTF16}
	fReaderName        = &dissect.Field{Name: "readerName", Spec: "MS-CSSP 2.2.1.2.2.1", Base: dissect.UTF16}
	fContainerName     = &dissect.Field{Name: "containerName", Spec: "MS-CSSP 2.2.1.2.2.1", Base: dissect.UTF16}
	fCspName           = &dissect.Field{Name: "cspName", Spec: "MS-CSSP 2.2.1.2.2.1", Base: dissect.UTF16}
	fUserHint          = &dissect.Field{Name: "userHint", Spec: "MS-CSSP 2.2.1.2.2", Base: dissect.UTF16}
	fDomainHint        = &dissect.Field{Name: "domainHint", Spec: "MS-CSSP 2.2.1.2.2", Base: dissect.UTF16}
	fRemoteGuardCreds  = &dissect.Field{Name: "TSRemoteGuardCreds", Spec: "MS-CSSP 2.2.1.2.3", Base: dissect.Group}
	fLogonCred         = &dissect.Field{Name: "logonCred", Spec: "MS-CSSP 2.2.1.2.3", Base: dissect.Group}
	fSupplementalCreds = &dissect.Field{Name: "supplementalCreds", Spec: "MS-CSSP 2.2.1.2.3", Base: dissect.Group}
	fPackageCred       = &dissect.Field{Name: "TSRemoteGuardPackageCred", Spec: "MS-CSSP 2.2.1.2.3.1", Base: dissect.Group}
	fPackageName       = &dissect.Field{Name: "packageName", Spec: "MS-CSSP 2.2.1.2.3.1", Base: dissect.UTF16}
	fCredBuffer        = &dissect.Field{Name: "credBuffer", Spec: "MS-CSSP 2.2.1.2.3.1", Base: dissect.Bytes, Secret: true}

	fAuthorizationResult = &dissect.Field{Name: "authorizationResult", Spec: "MS-RDPBCGR 2.2.10.2", Base: dissect.Hex, Names: authorizationNames}

	fRDSTLSVersion       = &dissect.Field{Name: "Version", Spec: "MS-RDPBCGR 2.2.17.1"}
	fPduType             = &dissect.Field{Name: "PduType", Spec: "MS-RDPBCGR 2.2.17.1", Names: pduTypeNames}
	fDataType            = &dissect.Field{Name: "DataType", Spec: "MS-RDPBCGR 2.2.17.1", Base: dissect.Hex}
	fSupportedVersions   = &dissect.Field{Name: "SupportedVersions", Spec: "MS-RDPBCGR 2.2.17.1", Base: dissect.Hex}
	fGUIDLength          = &dissect.Field{Name: "RedirectionGuidLength", Spec: "MS-RDPBCGR 2.2.17.2"}
	fRedirectionGUID     = &dissect.Field{Name: "RedirectionGuid", Spec: "MS-RDPBCGR 2.2.17.2", Base: dissect.UTF16}
	fUserNameLength      = &dissect.Field{Name: "UserNameLength", Spec: "MS-RDPBCGR 2.2.17.2"}
	fRDSTLSUserName      = &dissect.Field{Name: "UserName", Spec: "MS-RDPBCGR 2.2.17.2", Base: dissect.UTF16}
	fDomainLength        = &dissect.Field{Name: "DomainLength", Spec: "MS-RDPBCGR 2.2.17.2"}
	fRDSTLSDomain        = &dissect.Field{Name: "Domain", Spec: "MS-RDPBCGR 2.2.17.2", Base: dissect.UTF16}
	fPasswordLength      = &dissect.Field{Name: "PasswordLength", Spec: "MS-RDPBCGR 2.2.17.2"}
	fRDSTLSPassword      = &dissect.Field{Name: "Password", Spec: "MS-RDPBCGR 2.2.17.2", Base: dissect.Bytes, Secret: true}
	fSessionID           = &dissect.Field{Name: "SessionID", Spec: "MS-RDPBCGR 2.2.17.3"}
	fCookieLength        = &dissect.Field{Name: "AutoReconnectCookieLength", Spec: "MS-RDPBCGR 2.2.17.3"}
	fAutoReconnectCookie = &dissect.Field{Name: "AutoReconnectCookie", Spec: "MS-RDPBCGR 2.2.17.3", Base: dissect.Bytes, Secret: true}
	fResultCode          = &dissect.Field{Name: "ResultCode", Spec: "MS-RDPBCGR 2.2.17.4", Base: dissect.Hex, Names: resultNames}
)

var (
	kindRequest            = &dissect.Kind{Name: "TSRequest", Spec: "MS-CSSP 2.2.1"}
	kindCredentials        = &dissect.Kind{Name: "TSCredentials", Spec: "MS-CSSP 2.2.1.2"}
	kindAuthorization      = &dissect.Kind{Name: "Early User Authorization Result PDU", Spec: "MS-RDPBCGR 2.2.10.2"}
	kindRDSTLSCapabilities = &dissect.Kind{Name: "RDSTLS Capabilities PDU", Spec: "MS-RDPBCGR 2.2.17.1"}
	kindRDSTLSPassword     = &dissect.Kind{Name: "RDSTLS Authentication Request PDU with Password Credentials", Spec: "MS-RDPBCGR 2.2.17.2"}
	kindRDSTLSCookie       = &dissect.Kind{Name: "RDSTLS Authentication Request PDU with Auto-Reconnect Cookie", Spec: "MS-RDPBCGR 2.2.17.3"}
	kindRDSTLSResponse     = &dissect.Kind{Name: "RDSTLS Authentication Response PDU", Spec: "MS-RDPBCGR 2.2.17.4"}
)
