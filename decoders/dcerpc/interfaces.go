package dcerpc

// interfaceNames are the names of interfaces that no protocol of radissect reads,
// each from the document that assigns its identifier (section 1.9 of the MS
// documents, Appendices O and Q of C706).
var interfaceNames = map[UUID]string{
	mustUUID("e1af8308-5d1f-11c9-91a4-08002b14a0fa"): "ept",                   // C706 O
	mustUUID("afa8bd80-7d8a-11c9-bef4-08002b102989"): "mgmt",                  // C706 Q
	mustUUID("12345778-1234-abcd-ef00-0123456789ac"): "samr",                  // MS-SAMR
	mustUUID("12345778-1234-abcd-ef00-0123456789ab"): "lsarpc",                // MS-LSAD, MS-LSAT
	mustUUID("4b324fc8-1670-01d3-1278-5a47bf6ee188"): "srvsvc",                // MS-SRVS
	mustUUID("367abb81-9844-35f1-ad32-98f038001003"): "svcctl",                // MS-SCMR
	mustUUID("338cd001-2244-31f1-aaaa-900038001003"): "winreg",                // MS-RRP
	mustUUID("12345678-1234-abcd-ef00-01234567cffb"): "netlogon",              // MS-NRPC
	mustUUID("e3514235-4b06-11d1-ab04-00c04fc2dcd2"): "drsuapi",               // MS-DRSR
	mustUUID("6bffd098-a112-3610-9833-46c3f87e345a"): "wkssvc",                // MS-WKST
	mustUUID("12345678-1234-abcd-ef00-0123456789ab"): "winspool",              // MS-RPRN
	mustUUID("c681d488-d850-11d0-8c52-00c04fd90f7e"): "efsrpc",                // MS-EFSR
	mustUUID("86d35949-83c9-4044-b424-db363231fd0c"): "ITaskSchedulerService", // MS-TSCH
	mustUUID("1ff70682-0a51-30e8-076d-740be8cee98b"): "ATSvc",                 // MS-TSCH
	mustUUID("3919286a-b10c-11d0-9ba8-00c04fd92ef5"): "dssetup",               // MS-DSSP
	mustUUID("76f03f96-cdfd-44fc-a22c-64950a001209"): "IRemoteWinspool",       // MS-PAR
	mustUUID("f309ad18-d86a-11d0-a075-00c04fb68820"): "IWbemLevel1Login",      // MS-WMI
	mustUUID("9556dc99-828c-11cf-a37e-00aa003240c7"): "IWbemServices",         // MS-WMI
	mustUUID("99fcfec4-5260-101b-bbcb-00aa0021347a"): "IObjectExporter",       // MS-DCOM
	mustUUID("4d9f4ab8-7d1c-11cf-861e-0020af6e7c57"): "IActivation",           // MS-DCOM
	mustUUID("000001a0-0000-0000-c000-000000000046"): "IRemoteSCMActivator",   // MS-DCOM
	mustUUID("00000131-0000-0000-c000-000000000046"): "IRemUnknown",           // MS-DCOM
	mustUUID("00000143-0000-0000-c000-000000000046"): "IRemUnknown2",          // MS-DCOM
	mustUUID("00020400-0000-0000-c000-000000000046"): "IDispatch",             // MS-OAUT
	mustUUID("00020404-0000-0000-c000-000000000046"): "IEnumVARIANT",          // MS-OAUT
}

func mustUUID(s string) UUID { return MustID(s, 0, 0).UUID }
