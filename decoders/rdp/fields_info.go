package rdp

import "github.com/radissect/radissect/dissect"

// Client Info. Strings come in UTF-16 or in the ANSI code page, so each has two fields.
var (
	fInfoPacket       = &dissect.Field{Name: "infoPacket", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Group}
	fCodePage         = &dissect.Field{Name: "CodePage", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Hex}
	fInfoFlags        = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Hex, Names: infoFlags}
	fCompressionType  = &dissect.Field{Name: "CompressionTypeMask", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Hex, Names: compressionTypes}
	fCbDomain         = &dissect.Field{Name: "cbDomain", Spec: "MS-RDPBCGR 2.2.1.11.1.1"}
	fCbUserName       = &dissect.Field{Name: "cbUserName", Spec: "MS-RDPBCGR 2.2.1.11.1.1"}
	fCbPassword       = &dissect.Field{Name: "cbPassword", Spec: "MS-RDPBCGR 2.2.1.11.1.1"}
	fCbAlternateShell = &dissect.Field{Name: "cbAlternateShell", Spec: "MS-RDPBCGR 2.2.1.11.1.1"}
	fCbWorkingDir     = &dissect.Field{Name: "cbWorkingDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1"}
	fDomain           = &dissect.Field{Name: "Domain", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.UTF16}
	fDomainA          = &dissect.Field{Name: "Domain", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Text}
	fUserName         = &dissect.Field{Name: "UserName", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.UTF16}
	fUserNameA        = &dissect.Field{Name: "UserName", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Text}
	fPassword         = &dissect.Field{Name: "Password", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.UTF16, Secret: true}
	fPasswordA        = &dissect.Field{Name: "Password", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Text, Secret: true}
	fAlternateShell   = &dissect.Field{Name: "AlternateShell", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.UTF16, Secret: true}
	fAlternateShellA  = &dissect.Field{Name: "AlternateShell", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Text, Secret: true}
	fWorkingDir       = &dissect.Field{Name: "WorkingDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.UTF16}
	fWorkingDirA      = &dissect.Field{Name: "WorkingDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1", Base: dissect.Text}
	fExtraInfo        = &dissect.Field{Name: "extraInfo", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Group}
	fAddressFamily    = &dissect.Field{Name: "clientAddressFamily", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Hex, Names: addressFamilies}
	fCbClientAddress  = &dissect.Field{Name: "cbClientAddress", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1"}
	fClientAddress    = &dissect.Field{Name: "clientAddress", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.UTF16}
	fClientAddressA   = &dissect.Field{Name: "clientAddress", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Text}
	fCbClientDir      = &dissect.Field{Name: "cbClientDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1"}
	fClientDir        = &dissect.Field{Name: "clientDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.UTF16}
	fClientDirA       = &dissect.Field{Name: "clientDir", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Text}
	fTimeZone         = &dissect.Field{Name: "clientTimeZone", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Group}
	fBias             = &dissect.Field{Name: "Bias", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Int}
	fStandardName     = &dissect.Field{Name: "StandardName", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.UTF16}
	fStandardDate     = &dissect.Field{Name: "StandardDate", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Group}
	fStandardBias     = &dissect.Field{Name: "StandardBias", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Int}
	fDaylightName     = &dissect.Field{Name: "DaylightName", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.UTF16}
	fDaylightDate     = &dissect.Field{Name: "DaylightDate", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Group}
	fDaylightBias     = &dissect.Field{Name: "DaylightBias", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1", Base: dissect.Int}
	fYear             = &dissect.Field{Name: "wYear", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fMonth            = &dissect.Field{Name: "wMonth", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fDayOfWeek        = &dissect.Field{Name: "wDayOfWeek", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fDay              = &dissect.Field{Name: "wDay", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fHour             = &dissect.Field{Name: "wHour", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fMinute           = &dissect.Field{Name: "wMinute", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fSecond           = &dissect.Field{Name: "wSecond", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fMilliseconds     = &dissect.Field{Name: "wMilliseconds", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1.1.1"}
	fClientSessionID  = &dissect.Field{Name: "clientSessionId", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1"}
	fPerformanceFlags = &dissect.Field{Name: "performanceFlags", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Hex, Names: performanceFlags}
	fCbCookie         = &dissect.Field{Name: "cbAutoReconnectCookie", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1"}
	fCookie           = &dissect.Field{Name: "autoReconnectCookie", Spec: "MS-RDPBCGR 2.2.4.3", Base: dissect.Group}
	fCookieRaw        = &dissect.Field{Name: "autoReconnectCookie", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Bytes, Secret: true}
	fReserved1        = &dissect.Field{Name: "reserved1", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Hex}
	fReserved2        = &dissect.Field{Name: "reserved2", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Hex}
	fCbKeyName        = &dissect.Field{Name: "cbDynamicDSTTimeZoneKeyName", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1"}
	fKeyName          = &dissect.Field{Name: "dynamicDSTTimeZoneKeyName", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.UTF16}
	fDaylightDisabled = &dissect.Field{Name: "dynamicDaylightTimeDisabled", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Names: booleans}
	fInfoTail         = &dissect.Field{Name: "unspecified", Spec: "MS-RDPBCGR 2.2.1.11.1.1.1", Base: dissect.Bytes}
)
