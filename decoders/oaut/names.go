package oaut

import "github.com/radissect/radissect/dissect"

// Types of VARIANTs, MS-OAUT 2.2.7.
const (
	vtEmpty    = 0
	vtNull     = 1
	vtI2       = 2
	vtI4       = 3
	vtR4       = 4
	vtR8       = 5
	vtCY       = 6
	vtDate     = 7
	vtBSTR     = 8
	vtDispatch = 9
	vtError    = 10
	vtBool     = 11
	vtVariant  = 12
	vtUnknown  = 13
	vtDecimal  = 14
	vtI1       = 16
	vtUI1      = 17
	vtUI2      = 18
	vtUI4      = 19
	vtI8       = 20
	vtUI8      = 21
	vtInt      = 22
	vtUint     = 23
	vtRecord   = 36

	vtMask  = 0x0FFF
	vtArray = 0x2000
	vtByRef = 0x4000
)

var vtNames = &dissect.Names{Values: map[uint64]string{
	vtEmpty: "VT_EMPTY", vtNull: "VT_NULL", vtI2: "VT_I2", vtI4: "VT_I4", vtR4: "VT_R4", vtR8: "VT_R8", vtCY: "VT_CY", vtDate: "VT_DATE",
	vtBSTR: "VT_BSTR", vtDispatch: "VT_DISPATCH", vtError: "VT_ERROR", vtBool: "VT_BOOL", vtVariant: "VT_VARIANT", vtUnknown: "VT_UNKNOWN",
	vtDecimal: "VT_DECIMAL", vtI1: "VT_I1", vtUI1: "VT_UI1", vtUI2: "VT_UI2", vtUI4: "VT_UI4", vtI8: "VT_I8", vtUI8: "VT_UI8", vtInt: "VT_INT",
	vtUint: "VT_UINT", vtRecord: "VT_RECORD",
}, Bits: []dissect.Bit{{Mask: vtArray, Name: "VT_ARRAY"}, {Mask: vtByRef, Name: "VT_BYREF"}}}

// Types of arrays, MS-OAUT 2.2.8.
const (
	sfI2       = vtI2
	sfI4       = vtI4
	sfBSTR     = vtBSTR
	sfDispatch = vtDispatch
	sfError    = vtError
	sfVariant  = vtVariant
	sfUnknown  = vtUnknown
	sfI1       = vtI1
	sfI8       = vtI8
	sfRecord   = vtRecord
	sfIID      = 0x800D
)

var typeNames = &dissect.Names{Values: map[uint64]string{
	sfError: "SF_ERROR", sfI1: "SF_I1", sfI2: "SF_I2", sfI4: "SF_I4", sfI8: "SF_I8", sfBSTR: "SF_BSTR", sfUnknown: "SF_UNKNOWN",
	sfDispatch: "SF_DISPATCH", sfVariant: "SF_VARIANT", sfRecord: "SF_RECORD", sfIID: "SF_HAVEIID",
}}

// elementType reports whether elements of type vt may be in an array of type sf,
// MS-OAUT 2.2.30.10.
func elementType(vt uint16, sf uint32) bool {
	switch vt {
	case vtI1, vtUI1:
		return sf == sfI1
	case vtI2, vtUI2, vtBool:
		return sf == sfI2
	case vtError, vtI4, vtUI4, vtR4, vtInt, vtUint:
		return sf == sfI4
	case vtI8, vtUI8, vtR8, vtCY, vtDate:
		return sf == sfI8
	case vtUnknown, vtDispatch:
		return sf == uint32(vt) || sf == sfIID
	case vtBSTR, vtVariant, vtRecord:
		return sf == uint32(vt)
	}
	return false
}

// Features of arrays, MS-OAUT 2.2.9.
const (
	featureAuto     = 0x01
	featureStatic   = 0x02
	featureEmbedded = 0x04
	featureFixed    = 0x10
	featureRecord   = 0x20
	featureIID      = 0x40
	featureVarType  = 0x80
	featureBSTR     = 0x100
	featureUnknown  = 0x200
	featureDispatch = 0x400
	featureVariant  = 0x800
)

// featuresOf are the features that an array of a type may have, beside those about its
// memory, MS-OAUT 2.2.30.10.
var featuresOf = map[uint32][]uint16{
	sfIID:      {featureUnknown | featureIID, featureDispatch | featureIID},
	sfBSTR:     {featureBSTR, featureBSTR | featureVarType},
	sfUnknown:  {featureUnknown, featureUnknown | featureVarType, featureUnknown | featureIID},
	sfDispatch: {featureDispatch, featureDispatch | featureVarType, featureDispatch | featureIID},
	sfVariant:  {featureVariant, featureVariant | featureVarType},
	sfRecord:   {featureRecord},
}

var featureNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: featureAuto, Name: "FADF_AUTO"}, {Mask: featureStatic, Name: "FADF_STATIC"}, {Mask: featureEmbedded, Name: "FADF_EMBEDDED"},
	{Mask: featureFixed, Name: "FADF_FIXEDSIZE"}, {Mask: featureRecord, Name: "FADF_RECORD"}, {Mask: featureIID, Name: "FADF_HAVEIID"},
	{Mask: featureVarType, Name: "FADF_HAVEVARTYPE"}, {Mask: featureBSTR, Name: "FADF_BSTR"}, {Mask: featureUnknown, Name: "FADF_UNKNOWN"},
	{Mask: featureDispatch, Name: "FADF_DISPATCH"}, {Mask: featureVariant, Name: "FADF_VARIANT"},
}}

// modeNames holds the flags of Invoke, MS-OAUT 3.1.4.4.
var modeNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: modeMethod, Name: "DISPATCH_METHOD"}, {Mask: modeGet, Name: "DISPATCH_PROPERTYGET"}, {Mask: modePut, Name: "DISPATCH_PROPERTYPUT"},
	{Mask: modePutRef, Name: "DISPATCH_PROPERTYPUTREF"}, {Mask: 0x20000, Name: "DISPATCH_zeroVarResult"},
	{Mask: 0x40000, Name: "DISPATCH_zeroExcepInfo"}, {Mask: 0x80000, Name: "DISPATCH_zeroArgErr"},
}}

// Modes of Invoke, MS-OAUT 3.1.4.4.
const (
	modeMethod = 1
	modeGet    = 2
	modePut    = 4
	modePutRef = 8
)

// dispNames holds reserved DISPIDs, MS-OAUT 2.2.32.1.
var dispNames = &dissect.Names{Values: map[uint64]string{
	0: "DISPID_VALUE", 0xFFFFFFFF: "DISPID_UNKNOWN", 0xFFFFFFFD: "DISPID_PROPERTYPUT", 0xFFFFFFFC: "DISPID_NEWENUM",
}}
