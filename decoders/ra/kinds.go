package ra

import "github.com/radissect/radissect/dissect"

// Messages of session initialization.
var (
	kindPacket               = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_PACKETHEADER", Spec: "MS-RA 2.2.1.2"}
	kindControl              = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_BUFHEADER", Spec: "MS-RA 2.2.1.3"}
	kindRemoteControlDesktop = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP", Spec: "MS-RA 2.2.1.9"}
	kindResult               = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_RESULT", Spec: "MS-RA 2.2.1.10"}
	kindAuthenticate         = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_AUTHENTICATE", Spec: "MS-RA 2.2.1.4"}
	kindServerAnnounce       = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_SERVER_ANNOUNCE", Spec: "MS-RA 2.2.1.7"}
	kindDisconnect           = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_DISCONNECT", Spec: "MS-RA 2.2.1.5"}
	kindVersionInfo          = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_VERSIONINFO", Spec: "MS-RA 2.2.1.8"}
	kindIsConnected          = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_ISCONNECTED", Spec: "MS-RA 2.2.1.6"}
	kindVerifyPassword       = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_VERIFY_PASSWORD", Spec: "MS-RA 2.2.1.11"}
	kindExpertOnVista        = &dissect.Kind{Name: "REMOTEDESKTOP_EXPERT_ON_VISTA", Spec: "MS-RA 2.2.1.12"}
	kindNoviceName           = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_RANOVICE_NAME", Spec: "MS-RA 2.2.1.13"}
	kindExpertName           = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_RAEXPERT_NAME", Spec: "MS-RA 2.2.1.14"}
	kindToken                = &dissect.Kind{Name: "REMOTEDESKTOP_CTL_TOKEN", Spec: "MS-RA 2.2.1.15"}
)

// Messages of chat and file transfer. MS-RA has no names for a chat message and
// for a block of a file.
var (
	kindChat       = &dissect.Kind{Name: "chat message", Spec: "MS-RA 3.11.5", Proto: "ra.chat"}
	kindFileAck    = &dissect.Kind{Name: "FILEXFERACK", Spec: "MS-RA 2.2.3", Proto: "ra.file"}
	kindFileEnd    = &dissect.Kind{Name: "FILEXFEREND", Spec: "MS-RA 2.2.3", Proto: "ra.file"}
	kindFileReject = &dissect.Kind{Name: "FILEXFERREJECT", Spec: "MS-RA 2.2.3", Proto: "ra.file"}
	kindFileBlock  = &dissect.Kind{Name: "file block", Spec: "MS-RA 3.9.5", Proto: "ra.file"}
)

// Control commands by NAME, MS-RA 2.2.2.
var (
	kindCommand         = &dissect.Kind{Name: "RCCOMMAND", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindFileXfer        = &dissect.Kind{Name: "RCCOMMAND FILEXFER", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindAbortRC         = &dissect.Kind{Name: "RCCOMMAND ABORTRC", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindAcceptRC        = &dissect.Kind{Name: "RCCOMMAND ACCEPTRC", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindDeniedRC        = &dissect.Kind{Name: "RCCOMMAND DENIEDRC", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindEscRC           = &dissect.Kind{Name: "RCCOMMAND ESCRC", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindRejectRC        = &dissect.Kind{Name: "RCCOMMAND REJECTRC", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindRemoteCtrlStart = &dissect.Kind{Name: "RCCOMMAND REMOTECTRLSTART", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindRemoteCtrlEnd   = &dissect.Kind{Name: "RCCOMMAND REMOTECTRLEND", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindTakeControl     = &dissect.Kind{Name: "RCCOMMAND TAKECONTROL", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindTypingStart     = &dissect.Kind{Name: "RCCOMMAND TYPINGSTART", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindExpertIP        = &dissect.Kind{Name: "RCCOMMAND EXPERTIP", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindSettingAnnounce = &dissect.Kind{Name: "RCCOMMAND SETTINGANNOUNCE", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindBandwToLow      = &dissect.Kind{Name: "RCCOMMAND BANDWTOLOW", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindBandwToHigh     = &dissect.Kind{Name: "RCCOMMAND BANDWTOHIGH", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindDisableVoice    = &dissect.Kind{Name: "RCCOMMAND DISABLEVOICE", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindPreStart        = &dissect.Kind{Name: "RCCOMMAND PRESTART", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindPreStartNo      = &dissect.Kind{Name: "RCCOMMAND PRESTARTNO", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindPreStartYes     = &dissect.Kind{Name: "RCCOMMAND PRESTARTYES", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindVoIPGo          = &dissect.Kind{Name: "RCCOMMAND VOIPGO", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindVoIPGoNo        = &dissect.Kind{Name: "RCCOMMAND VOIPGONO", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindVoIPPreGo       = &dissect.Kind{Name: "RCCOMMAND VOIPPREGO", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindVoIPPreGo2      = &dissect.Kind{Name: "RCCOMMAND VOIPPREGO2", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindVoIPQNo         = &dissect.Kind{Name: "RCCOMMAND VOIPQNO", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindWizardBad       = &dissect.Kind{Name: "RCCOMMAND WIZARDBAD", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
	kindWizardGood      = &dissect.Kind{Name: "RCCOMMAND WIZARDGOOD", Spec: "MS-RA 2.2.2", Proto: "ra.control"}
)
