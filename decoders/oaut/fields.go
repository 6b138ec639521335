package oaut

import "github.com/radissect/radissect/dissect"

var (
	fBSTRReferent    = &dissect.Field{Name: "BSTR referent", Spec: "MS-OAUT 2.2.23.2", Base: dissect.Hex}
	fBlob            = &dissect.Field{Name: "FLAGGED_WORD_BLOB", Spec: "MS-OAUT 2.2.23.1", Base: dissect.Group}
	fMaxCount        = &dissect.Field{Name: "max_count", Spec: "MS-OAUT 2.2.23.1"}
	fBytes           = &dissect.Field{Name: "cBytes", Spec: "MS-OAUT 2.2.23.1", Base: dissect.Int}
	fSize            = &dissect.Field{Name: "clSize", Spec: "MS-OAUT 2.2.23.1"}
	fArrayReferent   = &dissect.Field{Name: "SAFEARRAY referent", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Hex}
	fArrayPointer    = &dissect.Field{Name: "SAFEARRAY pointer", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Hex}
	fArray           = &dissect.Field{Name: "SAFEARRAY", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Group}
	fDims            = &dissect.Field{Name: "cDims", Spec: "MS-OAUT 2.2.30.10"}
	fFeatures        = &dissect.Field{Name: "fFeatures", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Hex, Names: featureNames}
	fElementSize     = &dissect.Field{Name: "cbElements", Spec: "MS-OAUT 2.2.30.10"}
	fLocks           = &dissect.Field{Name: "cLocks", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Hex}
	fType            = &dissect.Field{Name: "sfType", Spec: "MS-OAUT 2.2.30.9", Base: dissect.Hex, Names: typeNames}
	fCount           = &dissect.Field{Name: "Size", Spec: "MS-OAUT 2.2.30.9"}
	fData            = &dissect.Field{Name: "data referent", Spec: "MS-OAUT 2.2.30.9", Base: dissect.Hex}
	fIID             = &dissect.Field{Name: "iid", Spec: "MS-OAUT 2.2.30.7", Base: dissect.GUID}
	fBound           = &dissect.Field{Name: "SAFEARRAYBOUND", Spec: "MS-OAUT 2.2.30.1", Base: dissect.Group}
	fElements        = &dissect.Field{Name: "cElements", Spec: "MS-OAUT 2.2.30.1"}
	fLowerBound      = &dissect.Field{Name: "lLbound", Spec: "MS-OAUT 2.2.30.1", Base: dissect.Int}
	fContent         = &dissect.Field{Name: "data", Spec: "MS-OAUT 2.2.30.10", Base: dissect.Bytes}
	fVariantReferent = &dissect.Field{Name: "VARIANT referent", Spec: "MS-OAUT 2.2.29.2", Base: dissect.Hex}
	fVariant         = &dissect.Field{Name: "wireVARIANT", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Group}
	fVariantSize     = &dissect.Field{Name: "clSize", Spec: "MS-OAUT 2.2.29.1"}
	fReserved        = &dissect.Field{Name: "rpcReserved", Spec: "MS-OAUT 2.2.29.1"}
	fVT              = &dissect.Field{Name: "vt", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex, Names: vtNames}
	fWord            = &dissect.Field{Name: "wReserved", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex}
	fDiscriminant    = &dissect.Field{Name: "discriminant", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex, Names: vtNames}
	fValue           = &dissect.Field{Name: "value", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex}
	fObjectReferent  = &dissect.Field{Name: "interface pointer referent", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex}
	fObjectSize      = &dissect.Field{Name: "ulCntData", Spec: "MS-OAUT 2.2.29.1"}
)
