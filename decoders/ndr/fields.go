package ndr

import "github.com/radissect/radissect/dissect"

var (
	fData         = &dissect.Field{Name: "data", Spec: "C706 14", Base: dissect.Bytes}
	fGap          = &dissect.Field{Name: "alignment gap", Spec: "C706 14.2.2", Base: dissect.Bytes}
	fPad          = &dissect.Field{Name: "stub padding", Spec: "MS-RPCE 2.2.2.13", Base: dissect.Bytes}
	fRest         = &dissect.Field{Name: "rest of the stub", Spec: "C706 14", Base: dissect.Bytes}
	fMaxCount     = &dissect.Field{Name: "max_count", Spec: "C706 14.3.3.2"}
	fOffset       = &dissect.Field{Name: "offset", Spec: "C706 14.3.3.3"}
	fActualCount  = &dissect.Field{Name: "actual_count", Spec: "C706 14.3.3.3"}
	fDiscriminant = &dissect.Field{Name: "discriminant", Spec: "C706 14.3.8"}
	fUUID         = &dissect.Field{Name: "uuid", Spec: "C706 A.1", Base: dissect.Group}
	fTimeLow      = &dissect.Field{Name: "time_low", Spec: "C706 A.1", Base: dissect.Hex}
	fTimeMid      = &dissect.Field{Name: "time_mid", Spec: "C706 A.1", Base: dissect.Hex}
	fTimeHi       = &dissect.Field{Name: "time_hi_and_version", Spec: "C706 A.1", Base: dissect.Hex}
	fClockNode    = &dissect.Field{Name: "clock_seq and node", Spec: "C706 A.1", Base: dissect.Bytes}
)
