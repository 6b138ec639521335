package oaut

import (
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/dissect"
)

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
	fValueReferent   = &dissect.Field{Name: "value referent", Spec: "MS-OAUT 2.2.29.1", Base: dissect.Hex}
	fDecimal         = &dissect.Field{Name: "DECIMAL", Spec: "MS-OAUT 2.2.26", Base: dissect.Group}
	fDecimalReserved = &dissect.Field{Name: "wReserved", Spec: "MS-OAUT 2.2.26", Base: dissect.Hex}
	fScale           = &dissect.Field{Name: "scale", Spec: "MS-OAUT 2.2.26"}
	fSign            = &dissect.Field{Name: "sign", Spec: "MS-OAUT 2.2.26", Base: dissect.Hex}
	fHigh            = &dissect.Field{Name: "Hi32", Spec: "MS-OAUT 2.2.26", Base: dissect.Hex}
	fLow             = &dissect.Field{Name: "Lo64", Spec: "MS-OAUT 2.2.26", Base: dissect.Hex}
)

// Parameters of IDispatch and IEnumVARIANT.
var (
	fTypeInfoCount = &dissect.Field{Name: "pctinfo", Spec: "MS-OAUT 3.1.4.1"}
	fTypeInfo      = &dissect.Field{Name: "iTInfo", Spec: "MS-OAUT 3.1.4.2"}
	fLocale        = &dissect.Field{Name: "lcid", Spec: "MS-OAUT 3.1.4.4", Base: dissect.Hex}
	fInterface     = &dissect.Field{Name: "riid", Spec: "MS-OAUT 3.1.4.4", Base: dissect.GUID}
	fNamesGroup    = &dissect.Field{Name: "rgszNames", Spec: "MS-OAUT 3.1.4.3", Base: dissect.Group}
	fNamePointer   = &dissect.Field{Name: "LPOLESTR referent", Spec: "MS-OAUT 2.2.3", Base: dissect.Hex}
	fName          = &dissect.Field{Name: "name", Spec: "MS-OAUT 3.1.4.3", Base: dissect.UTF16}
	fNameCount     = &dissect.Field{Name: "cNames", Spec: "MS-OAUT 3.1.4.3"}
	fDispIDs       = &dissect.Field{Name: "rgDispId", Spec: "MS-OAUT 3.1.4.3", Base: dissect.Group}
	fDispID        = &dissect.Field{Name: "DISPID", Spec: "MS-OAUT 2.2.32", Base: dissect.Int, Names: dispNames}
	fMember        = &dissect.Field{Name: "dispIdMember", Spec: "MS-OAUT 3.1.4.4", Base: dissect.Int, Names: dispNames}
	fMode          = &dissect.Field{Name: "dwFlags", Spec: "MS-OAUT 3.1.4.4", Base: dissect.Hex, Names: modeNames}
	fParams        = &dissect.Field{Name: "DISPPARAMS", Spec: "MS-OAUT 2.2.33", Base: dissect.Group}
	fArgsPointer   = &dissect.Field{Name: "rgvarg referent", Spec: "MS-OAUT 2.2.33", Base: dissect.Hex}
	fArgs          = &dissect.Field{Name: "rgvarg", Spec: "MS-OAUT 2.2.33", Base: dissect.Group}
	fNamedPointer  = &dissect.Field{Name: "rgdispidNamedArgs referent", Spec: "MS-OAUT 2.2.33", Base: dissect.Hex}
	fNamed         = &dissect.Field{Name: "rgdispidNamedArgs", Spec: "MS-OAUT 2.2.33", Base: dissect.Group}
	fArgCount      = &dissect.Field{Name: "cArgs", Spec: "MS-OAUT 2.2.33"}
	fNamedCount    = &dissect.Field{Name: "cNamedArgs", Spec: "MS-OAUT 2.2.33"}
	fArgText       = &dissect.Field{Name: "asData", Spec: "MS-OAUT 2.2.23.1", Base: dissect.UTF16}
	fRefCount      = &dissect.Field{Name: "cVarRef", Spec: "MS-OAUT 3.1.4.4"}
	fRefIndexes    = &dissect.Field{Name: "rgVarRefIdx", Spec: "MS-OAUT 3.1.4.4", Base: dissect.Group}
	fRefIndex      = &dissect.Field{Name: "index", Spec: "MS-OAUT 3.1.4.4"}
	fRefs          = &dissect.Field{Name: "rgVarRef", Spec: "MS-OAUT 3.1.4.4", Base: dissect.Group}
	fArgError      = &dissect.Field{Name: "pArgErr", Spec: "MS-OAUT 3.1.4.4"}
	fException     = &dissect.Field{Name: "EXCEPINFO", Spec: "MS-OAUT 2.2.34", Base: dissect.Group}
	fCode          = &dissect.Field{Name: "wCode", Spec: "MS-OAUT 2.2.34"}
	fCodeReserved  = &dissect.Field{Name: "wReserved", Spec: "MS-OAUT 2.2.34", Base: dissect.Hex}
	fSource        = &dissect.Field{Name: "bstrSource", Spec: "MS-OAUT 2.2.34", Base: dissect.UTF16}
	fDescription   = &dissect.Field{Name: "bstrDescription", Spec: "MS-OAUT 2.2.34", Base: dissect.UTF16}
	fHelpFile      = &dissect.Field{Name: "bstrHelpFile", Spec: "MS-OAUT 2.2.34", Base: dissect.UTF16}
	fHelpContext   = &dissect.Field{Name: "dwHelpContext", Spec: "MS-OAUT 2.2.34"}
	fPvReserved    = &dissect.Field{Name: "pvReserved", Spec: "MS-OAUT 2.2.34", Base: dissect.Hex}
	fDeferred      = &dissect.Field{Name: "pfnDeferredFillIn", Spec: "MS-OAUT 2.2.34", Base: dissect.Hex}
	fSCode         = &dissect.Field{Name: "scode", Spec: "MS-OAUT 2.2.34", Base: dissect.Hex, Names: dcom.ResultNames}
	fCelt          = &dissect.Field{Name: "celt", Spec: "MS-OAUT 3.3.4.1"}
	fFetched       = &dissect.Field{Name: "pCeltFetched", Spec: "MS-OAUT 3.3.4.1"}
	fVars          = &dissect.Field{Name: "rgVar", Spec: "MS-OAUT 3.3.4.1", Base: dissect.Group}
	fVarOffset     = &dissect.Field{Name: "offset", Spec: "C706 14.3.3.4"}
	fVarActual     = &dissect.Field{Name: "actual_count", Spec: "C706 14.3.3.4"}
)
