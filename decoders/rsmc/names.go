package rsmc

import "github.com/radissect/radissect/dissect"

// values are the names or the bounds of a number.
type values struct {
	names *dissect.Names
	hex   bool
	rule  *dissect.Rule       // that the value has to keep, nil for none
	in    func(v uint64) bool // nil where the names are all there is
}

// ok reports whether v is documented.
func (s *values) ok(v uint64) bool {
	if s.in != nil {
		return s.in(v)
	}
	_, ok := s.names.Values[v]
	return ok
}

// set is a documented set of values.
func set(names map[uint64]string) *values {
	return &values{names: &dissect.Names{Values: names}, rule: ValueSet}
}

// boolNames are the two values of xsd:boolean.
var boolNames = &dissect.Names{Values: map[uint64]string{0: "false", 1: "true"}}

// valuesOf holds the value tables of the specification, in its words, by the name
// that operations.tsv has for them.
var valuesOf = map[string]*values{
	"DeviceType": set(map[uint64]string{ // MS-RSMC 3.3.4.7, 3.3.4.8, 3.8.4.7
		0: "Unknown", 1: "Keyboard", 2: "Mouse", 3: "audio", 4: "consumer control", 5: "volume", 6: "image", 7: "hid",
		8: "usb hub", 9: "usb root hub", 10: "usb composite hub", 11: "monitor", 12: "disk drive", 13: "host controller",
		14: "mass storage device", 15: "usb device", 16: "unfiltered keyboard", 17: "unfiltered mouse", 18: "unfiltered volume",
		19: "unfiltered image", 20: "redirected usb", 21: "virtual gpu", 22: "touch screen",
	}),
	"SessionState": set(map[uint64]string{ // MS-RSMC 3.6.4.1.3.3
		0: "WTSActive", 1: "WTSConnected", 2: "WTSConnectQuery", 3: "WTSShadow", 4: "WTSDisconnected", 5: "WTSIdle",
		6: "WTSListen", 7: "WTSReset", 8: "WTSDown", 9: "WTSInit",
	}),
	"EventType": set(map[uint64]string{ // MS-RSMC 3.3.4.20
		1: "WTS_CONSOLE_CONNECT", 2: "WTS_CONSOLE_DISCONNECT", 3: "WTS_REMOTE_CONNECT", 4: "WTS_REMOTE_DISCONNECT",
		5: "WTS_SESSION_LOGON", 6: "WTS_SESSION_LOGOFF", 7: "WTS_SESSION_LOCK", 8: "WTS_SESSION_UNLOCK",
		9: "WTS_SESSION_REMOTE_CONTROL", 10: "WTS_SESSION_CREATE", 11: "WTS_SESSION_TERMINATE",
	}),
	"ProjectionState": set(map[uint64]string{0: "quiescent", 1: "projecting", 2: "controlled", 3: "viewing"}), // MS-RSMC 3.3.4.18, 3.7.4.7
	"ShareMode":       set(map[uint64]string{0: "allow remote control", 1: "project session"}),                // MS-RSMC 3.7.4.16, 3.7.4.20
	"SystemAlert": set(map[uint64]string{ // MS-RSMC 3.3.4.29, 3.6.4.6
		0: "Standard VGA Adapter Only", 1: "No potential station hubs", 2: "Safe mode", 3: "Keyboard or mouse on root hub",
		4: "Monitors without potential station hubs", 5: "Disk protection first threshold crossed", 6: "Disk protection second threshold crossed",
	}),
	"StationAlert": set(map[uint64]string{ // MS-RSMC 3.3.4.27, 3.8.4.5
		0: "hub missing required device", 1: "auto logon credentials failed", 2: "wait for services timeout", 3: "wait for connection timeout",
	}),
	"AlertSeverity": set(map[uint64]string{0: "unknown", 1: "yellow", 2: "red", 3: "fatal"}),                    // MS-RSMC 3.6.4.6, 3.8.4.5
	"AlertStatus":   set(map[uint64]string{0: "cleared", 1: "set", 2: "no change"}),                             // MS-RSMC 3.3.4.27, 3.3.4.29, 3.6.4.6, 3.8.4.5
	"SystemMode":    set(map[uint64]string{0: "MultiStation", 1: "Maintenance/console"}),                        // MS-RSMC 3.3.4.30, 3.6.4.7
	"DiscoverType":  set(map[uint64]string{0: "MultiPoint Service Machine", 1: "MultiPoint Connector Machine"}), // MS-RSMC 3.3.4.16
	"VirtualDesktopNotification": set(map[uint64]string{ // MS-RSMC 3.3.4.32
		0: "Begin Enable virtual desktop", 1: "End enable virtual desktop", 2: "Begin disable virtual desktop", 3: "End disable virtual desktop",
		4: "Begin create virtual desktop template", 5: "Create virtual desktop template progress", 6: "End virtual desktop template",
		7: "Begin create station virtual desktop", 8: "Create station virtual desktop progress", 9: "End create station virtual desktop",
	}),
	"DiskProtectionMode": set(map[uint64]string{1: "Passive", 2: "Discard"}),                                          // MS-RSMC 3.5.4.2, 3.5.4.6
	"UninstallStage":     set(map[uint64]string{1: "Uninstall", 2: "Post Uninstall", 3: "Delayed Uninstall Allowed"}), // MS-RSMC 3.5.4.8
	"UpdateMode":         set(map[uint64]string{0: "Disabled", 1: "Script only", 2: "Script and windows updates"}),    // MS-RSMC 3.3.4.19, 3.5.4.3, 3.5.4.7
	"ReturnState":        set(map[uint64]string{0: "Shutdown", 1: "Last known state"}),                                // MS-RSMC 3.3.4.19, 3.5.4.3, 3.5.4.7
	"HostType":           set(map[uint64]string{2: "MultiPoint Server", 3: "Personal Computer"}),                      // MS-RSMC 3.6.4.22
	"NetJoinStatus":      set(map[uint64]string{0: "Unknown", 1: "Unjoined", 2: "Workgroup", 3: "Domain"}),            // MS-RSMC 3.6.4.23
	"WauSetting":         set(map[uint64]string{0: "Disabled", 1: "Important Only", 2: "Recommended"}),                // MS-RSMC 3.6.4.19, 3.6.4.36
	"AccountStatus":      set(map[uint64]string{0: "ALAS_Valid", 1: "ALAS_NotValid", 2: "ALAS_admin"}),                // MS-RSMC 3.6.4.46
	"LogonConfiguration": set(map[uint64]string{0: "manual logon", 1: "auto-logon"}),                                  // MS-RSMC 3.8.4.6, 3.8.4.17
	"BitmapSize":         set(map[uint64]string{0: "small", 1: "medium", 2: "large", 3: "fullscreen"}),                // MS-RSMC 3.7.4.10
	"IdentifyAction":     set(map[uint64]string{0: "update", 1: "identify"}),                                          // MS-RSMC 3.7.4.11, 3.8.4.12
	"IdentifyState":      set(map[uint64]string{0: "Not identifying station", 1: "Identifying station"}),              // MS-RSMC 3.7.4.8, 3.8.4.9
	"StationState": set(map[uint64]string{ // MS-RSMC 3.8.4.9
		0: "Invalid", 1: "Not Present", 2: "Idle", 3: "Connecting", 4: "Active", 5: "Blocked",
	}),
	"SplitScreenState": set(map[uint64]string{0: "Normal", 1: "Split"}),                // MS-RSMC 3.8.4.11
	"SplitOperation":   set(map[uint64]string{0: "split", 1: "unsplit"}),               // MS-RSMC 3.8.4.20
	"UsbStorage":       set(map[uint64]string{0: "USDB_Unblocked", 1: "USDB_Blocked"}), // MS-RSMC 3.8.4.13
	"UserType": set(map[uint64]string{ // MS-RSMC 3.10.4.1, 3.10.4.2, 3.10.4.4
		0: "Administrator User", 1: "Standard User", 2: "MultiPoint Operators Group User",
	}),
	"DisplayRotation": {rule: Rotation, in: func(v uint64) bool { return v == 0 || v == 90 || v == 180 || v == 270 }}, // MS-RSMC 3.8.4.3, 3.8.4.16
	"Hour":            {rule: Hour, in: func(v uint64) bool { return v <= 23 }},                                       // MS-RSMC 3.3.4.19, 3.5.4.3, 3.5.4.7
	"Progress":        {rule: Progress, in: func(v uint64) bool { return v <= 100 }},                                  // MS-RSMC 3.3.4.32
	"SessionFlags": {hex: true, names: &dissect.Names{Bits: []dissect.Bit{ // MS-RSMC 3.7.4.12
		{Mask: 0x01, Name: "WSF_Admin"}, {Mask: 0x02, Name: "WSF_Mog"}, {Mask: 0x04, Name: "WSF_Student"},
		{Mask: 0x08, Name: "WSF_Locked"}, {Mask: 0x10, Name: "WSF_WebLimited"}, {Mask: 0x20, Name: "WSF_Orchestratable"},
	}}},
	"HRESULT": {hex: true, names: &dissect.Names{Values: resultNames}},
}

// resultNames holds HRESULTs that have a name in MS-ERREF 2.1.1, and some Win32
// codes of MS-ERREF 2.2 as HRESULTs (facility 7). MS-RSMC names no code itself.
var resultNames = map[uint64]string{
	0x00000000: "S_OK",
	0x00000001: "S_FALSE",
	0x80004001: "E_NOTIMPL",
	0x80004002: "E_NOINTERFACE",
	0x80004003: "E_POINTER",
	0x80004004: "E_ABORT",
	0x80004005: "E_FAIL",
	0x8000000a: "E_PENDING",
	0x8000ffff: "E_UNEXPECTED",
	0x80070002: "ERROR_FILE_NOT_FOUND",
	0x80070003: "ERROR_PATH_NOT_FOUND",
	0x80070005: "E_ACCESSDENIED",
	0x80070006: "E_HANDLE",
	0x8007000d: "ERROR_INVALID_DATA",
	0x8007000e: "E_OUTOFMEMORY",
	0x80070015: "ERROR_NOT_READY",
	0x80070032: "ERROR_NOT_SUPPORTED",
	0x80070057: "E_INVALIDARG",
	0x80070070: "ERROR_DISK_FULL",
	0x800700aa: "ERROR_BUSY",
	0x800700b7: "ERROR_ALREADY_EXISTS",
	0x80070424: "ERROR_SERVICE_DOES_NOT_EXIST",
	0x80070490: "ERROR_NOT_FOUND",
	0x800704c7: "ERROR_CANCELLED",
	0x80070522: "ERROR_PRIVILEGE_NOT_HELD",
	0x80070524: "ERROR_USER_EXISTS",
	0x80070525: "ERROR_NO_SUCH_USER",
	0x8007052e: "ERROR_LOGON_FAILURE",
	0x800705b4: "ERROR_TIMEOUT",
	0x8007139f: "ERROR_INVALID_STATE",
	0x80071b6e: "ERROR_CTX_WINSTATION_NOT_FOUND",
}
