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
	vtUnknown  = 13
	vtI1       = 16
	vtUI1      = 17
	vtUI2      = 18
	vtUI4      = 19
	vtI8       = 20
	vtUI8      = 21
	vtInt      = 22
	vtUint     = 23

	vtMask  = 0x0FFF
	vtArray = 0x2000
	vtByRef = 0x4000
)

var vtNames = &dissect.Names{Values: map[uint64]string{
	vtEmpty: "VT_EMPTY", vtNull: "VT_NULL", vtI2: "VT_I2", vtI4: "VT_I4", vtR4: "VT_R4", vtR8: "VT_R8", vtCY: "VT_CY", vtDate: "VT_DATE",
	vtBSTR: "VT_BSTR", vtDispatch: "VT_DISPATCH", vtError: "VT_ERROR", vtBool: "VT_BOOL", 12: "VT_VARIANT", vtUnknown: "VT_UNKNOWN",
	14: "VT_DECIMAL", vtI1: "VT_I1", vtUI1: "VT_UI1", vtUI2: "VT_UI2", vtUI4: "VT_UI4", vtI8: "VT_I8", vtUI8: "VT_UI8", vtInt: "VT_INT",
	vtUint: "VT_UINT", 36: "VT_RECORD",
}, Bits: []dissect.Bit{{Mask: vtArray, Name: "VT_ARRAY"}, {Mask: vtByRef, Name: "VT_BYREF"}}}

// Types of arrays, MS-OAUT 2.2.8.
const (
	sfBSTR = 8
	sfIID  = 0x800D
)

var typeNames = &dissect.Names{Values: map[uint64]string{
	0x0A: "SF_ERROR", 0x10: "SF_I1", 2: "SF_I2", 3: "SF_I4", 0x14: "SF_I8", sfBSTR: "SF_BSTR", 0x0D: "SF_UNKNOWN", 9: "SF_DISPATCH",
	0x0C: "SF_VARIANT", 0x24: "SF_RECORD", sfIID: "SF_HAVEIID",
}}

// Features of arrays, MS-OAUT 2.2.9.
const (
	featureAuto     = 0x01
	featureStatic   = 0x02
	featureEmbedded = 0x04
	featureFixed    = 0x10
	featureVarType  = 0x80
	featureBSTR     = 0x100
)

var featureNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: featureAuto, Name: "FADF_AUTO"}, {Mask: featureStatic, Name: "FADF_STATIC"}, {Mask: featureEmbedded, Name: "FADF_EMBEDDED"},
	{Mask: featureFixed, Name: "FADF_FIXEDSIZE"}, {Mask: 0x20, Name: "FADF_RECORD"}, {Mask: 0x40, Name: "FADF_HAVEIID"},
	{Mask: featureVarType, Name: "FADF_HAVEVARTYPE"}, {Mask: featureBSTR, Name: "FADF_BSTR"}, {Mask: 0x200, Name: "FADF_UNKNOWN"},
	{Mask: 0x400, Name: "FADF_DISPATCH"}, {Mask: 0x800, Name: "FADF_VARIANT"},
}}
