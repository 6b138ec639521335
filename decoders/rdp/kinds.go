package rdp

import "github.com/radissect/radissect/dissect"

// Types of messages.
var (
	kindClientInfo             = &dissect.Kind{Name: "Client Info PDU", Spec: "MS-RDPBCGR 2.2.1.11"}
	kindSecurityExchange       = &dissect.Kind{Name: "Security Exchange PDU", Spec: "MS-RDPBCGR 2.2.1.10"}
	kindEncrypted              = &dissect.Kind{Name: "encrypted PDU", Spec: "MS-RDPBCGR 5.3.8"}
	kindUnknown                = &dissect.Kind{Name: "PDU of unknown type", Spec: "MS-RDPBCGR 2.2.8.1.1.2"}
	kindLicense                = &dissect.Kind{Name: "Licensing PDU", Spec: "MS-RDPBCGR 2.2.1.12"}
	kindValidClient            = &dissect.Kind{Name: "License Error (Valid Client) PDU", Spec: "MS-RDPBCGR 2.2.1.12"}
	kindLicenseError           = &dissect.Kind{Name: "License Error PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.3"}
	kindLicenseRequest         = &dissect.Kind{Name: "License Request PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindPlatformChallenge      = &dissect.Kind{Name: "Platform Challenge PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindNewLicense             = &dissect.Kind{Name: "New License PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindUpgradeLicense         = &dissect.Kind{Name: "Upgrade License PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindLicenseInfo            = &dissect.Kind{Name: "License Information PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindNewLicenseRequest      = &dissect.Kind{Name: "New License Request PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindPlatformResponse       = &dissect.Kind{Name: "Platform Challenge Response PDU", Spec: "MS-RDPBCGR 2.2.1.12.1.1"}
	kindShare                  = &dissect.Kind{Name: "Share control PDU", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1"}
	kindFlow                   = &dissect.Kind{Name: "Flow PDU", Spec: "MS-RDPBCGR 2.2.8.1.1.1.1"}
	kindDemandActive           = &dissect.Kind{Name: "Demand Active PDU", Spec: "MS-RDPBCGR 2.2.1.13.1"}
	kindConfirmActive          = &dissect.Kind{Name: "Confirm Active PDU", Spec: "MS-RDPBCGR 2.2.1.13.2"}
	kindDeactivateAll          = &dissect.Kind{Name: "Deactivate All PDU", Spec: "MS-RDPBCGR 2.2.3.1"}
	kindRedirection            = &dissect.Kind{Name: "Server Redirection PDU", Spec: "MS-RDPBCGR 2.2.13"}
	kindData                   = &dissect.Kind{Name: "Data PDU", Spec: "MS-RDPBCGR 2.2.8.1.1.1.2"}
	kindUpdate                 = &dissect.Kind{Name: "Graphics Update PDU", Spec: "MS-RDPBCGR 2.2.9.1.1.3"}
	kindControl                = &dissect.Kind{Name: "Control PDU", Spec: "MS-RDPBCGR 2.2.1.15.1"}
	kindPointer                = &dissect.Kind{Name: "Pointer Update PDU", Spec: "MS-RDPBCGR 2.2.9.1.1.4"}
	kindInput                  = &dissect.Kind{Name: "Input Event PDU", Spec: "MS-RDPBCGR 2.2.8.1.1.3"}
	kindSynchronize            = &dissect.Kind{Name: "Synchronize PDU", Spec: "MS-RDPBCGR 2.2.1.14.1"}
	kindRefreshRect            = &dissect.Kind{Name: "Refresh Rect PDU", Spec: "MS-RDPBCGR 2.2.11.2.1"}
	kindPlaySound              = &dissect.Kind{Name: "Play Sound PDU", Spec: "MS-RDPBCGR 2.2.9.1.1.5.1"}
	kindSuppressOutput         = &dissect.Kind{Name: "Suppress Output PDU", Spec: "MS-RDPBCGR 2.2.11.3.1"}
	kindShutdown               = &dissect.Kind{Name: "Shutdown Request PDU", Spec: "MS-RDPBCGR 2.2.2.1.1"}
	kindShutdownDenied         = &dissect.Kind{Name: "Shutdown Request Denied PDU", Spec: "MS-RDPBCGR 2.2.2.2.1"}
	kindSaveSession            = &dissect.Kind{Name: "Save Session Info PDU", Spec: "MS-RDPBCGR 2.2.10.1.1"}
	kindFontList               = &dissect.Kind{Name: "Font List PDU", Spec: "MS-RDPBCGR 2.2.1.18.1"}
	kindFontMap                = &dissect.Kind{Name: "Font Map PDU", Spec: "MS-RDPBCGR 2.2.1.22.1"}
	kindIndicators             = &dissect.Kind{Name: "Set Keyboard Indicators PDU", Spec: "MS-RDPBCGR 2.2.8.2.1.1"}
	kindKeyList                = &dissect.Kind{Name: "Persistent Key List PDU", Spec: "MS-RDPBCGR 2.2.1.17.1"}
	kindBitmapCacheError       = &dissect.Kind{Name: "Bitmap Cache Error PDU", Spec: "MS-RDPEGDI 2.2.2.3.1"}
	kindIMEStatus              = &dissect.Kind{Name: "Set Keyboard IME Status PDU", Spec: "MS-RDPBCGR 2.2.8.2.2.1"}
	kindOffscreenError         = &dissect.Kind{Name: "Offscreen Bitmap Cache Error PDU", Spec: "MS-RDPEGDI 2.2.2.3.2"}
	kindErrorInfo              = &dissect.Kind{Name: "Set Error Info PDU", Spec: "MS-RDPBCGR 2.2.5.1.1"}
	kindNineGridError          = &dissect.Kind{Name: "DrawNineGrid Cache Error PDU", Spec: "MS-RDPEGDI 2.2.2.3.3"}
	kindGDIPlusError           = &dissect.Kind{Name: "GDI+ Error PDU", Spec: "MS-RDPEGDI 2.2.2.3.4"}
	kindARCStatus              = &dissect.Kind{Name: "Auto-Reconnect Status PDU", Spec: "MS-RDPBCGR 2.2.4.1.1"}
	kindStatusInfo             = &dissect.Kind{Name: "Status Info PDU", Spec: "MS-RDPBCGR 2.2.5.2"}
	kindMonitorLayout          = &dissect.Kind{Name: "Monitor Layout PDU", Spec: "MS-RDPBCGR 2.2.12.1"}
	kindFrameAck               = &dissect.Kind{Name: "Frame Acknowledge PDU", Spec: "MS-RDPRFX 2.2.3.1"}
	kindAutodetectRequest      = &dissect.Kind{Name: "Auto-Detect Request PDU", Spec: "MS-RDPBCGR 2.2.14.3"}
	kindAutodetectResponse     = &dissect.Kind{Name: "Auto-Detect Response PDU", Spec: "MS-RDPBCGR 2.2.14.4"}
	kindMultitransportRequest  = &dissect.Kind{Name: "Initiate Multitransport Request PDU", Spec: "MS-RDPBCGR 2.2.15.1"}
	kindMultitransportResponse = &dissect.Kind{Name: "Initiate Multitransport Response PDU", Spec: "MS-RDPBCGR 2.2.15.2"}
	kindHeartbeat              = &dissect.Kind{Name: "Heartbeat PDU", Spec: "MS-RDPBCGR 2.2.16.1"}
	kindFastInput              = &dissect.Kind{Name: "Fast-Path Input Event PDU", Spec: "MS-RDPBCGR 2.2.8.1.2"}
	kindFastUpdate             = &dissect.Kind{Name: "Fast-Path Update", Spec: "MS-RDPBCGR 2.2.9.1.2.1"}
	kindFastOutput             = &dissect.Kind{Name: "Fast-Path Update PDU", Spec: "MS-RDPBCGR 2.2.9.1.2"}
)
