package rai

import "github.com/radissect/radissect/dissect"

var (
	fNamePointer      = &dissect.Field{Name: "szName referent", Spec: "MS-RAI 3.3.4.1.1", Base: dissect.Hex}
	fNoviceName       = &dissect.Field{Name: "szName", Spec: "MS-RAI 3.3.4.1.1", Base: dissect.UTF16}
	fNoviceInfo       = &dissect.Field{Name: "szName", Spec: "MS-RAI 3.3.4.1.1", Base: dissect.Group}
	fTerminator       = &dissect.Field{Name: "terminator", Spec: "MS-RAI 3.3.4.1.1", Base: dissect.Bytes}
	fConnectionString = &dissect.Field{Name: "pbstrConnectionString", Spec: "MS-RAI 3.1.4.1.1", Base: dissect.Group}
	fUserName         = &dissect.Field{Name: "UserName", Spec: "MS-RAI 3.1.4.1.2.2", Base: dissect.UTF16}
	fDomainName       = &dissect.Field{Name: "DomainName", Spec: "MS-RAI 3.1.4.1.2.2", Base: dissect.UTF16}
	fHelpBlob         = &dissect.Field{Name: "bstrUserHelpBlob", Spec: "MS-RAI 3.1.4.1.1", Base: dissect.UTF16}
	fUserNames        = &dissect.Field{Name: "UserNames", Spec: "MS-RAI 3.3.4.1.2", Base: dissect.UTF16}
	fEntry            = &dissect.Field{Name: "ppEntry", Spec: "MS-RAI 3.1.4.1.2.1", Base: dissect.UTF16}
	fCount            = &dissect.Field{Name: "Count", Spec: "MS-RAI 3.3.4.1.2", Base: dissect.Int}
	fIndex            = &dissect.Field{Name: "vIndex", Spec: "MS-RAI 3.1.4.1.2.1", Base: dissect.Int}
	fLSessionID       = &dissect.Field{Name: "lSessionID", Spec: "MS-RAI 3.1.4.1.1", Base: dissect.Int}
	fSessionID        = &dissect.Field{Name: "SessionID", Spec: "MS-RAI 3.1.4.1.2.2"}
	fState            = &dissect.Field{Name: "SessionState", Spec: "MS-RAI 2.2.3", Base: dissect.Dec, Names: stateNames}
)

// stateNames holds SessionStateEnum, MS-RAI 2.2.3.
var stateNames = &dissect.Names{Values: map[uint64]string{
	0: "Active", 1: "Connected", 2: "ConnectQuery", 3: "Shadow", 4: "Disconnected", 5: "Idle", 6: "Listen", 7: "Reset", 8: "Down", 9: "Init", 10: "StateInvalid",
}}
