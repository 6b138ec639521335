package oaut

import (
	"math/bits"

	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// Places of what the descriptions store.
const (
	placeNames = dcom.PlaceFree + 4 + iota
	placeMode
	placeArgs
	placeNamed
	placeRefs
	placeInterface
	placeArgsPointer
	placeNamedPointer
	placeMember
	placeName // the last of rgszNames
)

func custom(read func(r *ndr.Reader, n int)) *ndr.Type {
	return &ndr.Type{Form: ndr.Custom, Read: read}
}

// number is a number that is little-endian whatever the stub is not: parameters follow
// the stub, as NDR has it.
var (
	riid = &ndr.Type{Form: ndr.Struct, Members: []*ndr.Type{{Form: ndr.UUID, Field: fInterface}, custom(checkInterface)}}

	// The operations of IDispatch that interfaces derived from it have, MS-OAUT 3.1.4.3
	// and 3.1.4.4.
	GetIDsOfNames = dcom.Operation{Name: "GetIDsOfNames", Request: kindIDsOfNamesIn, Reply: kindIDsOfNamesOut,
		In: []*ndr.Type{riid,
			{Form: ndr.Conformant, Field: fNamesGroup, Elem: ndr.PointerTo(fNamePointer, ndr.Unique, (&ndr.Type{Form: ndr.WString, Field: fName}).To(placeName))},
			ndr.U32(fNameCount).To(placeNames).Limit(16384), ndr.U32(fLocale)},
		Out: []*ndr.Type{{Form: ndr.Conformant, Field: fDispIDs, Elem: ndr.U32(fDispID)}, dcom.HResult}}
	Invoke = dcom.Operation{Name: "Invoke", Request: kindInvokeIn, Reply: kindInvokeOut,
		In: []*ndr.Type{ndr.U32(fMember).To(placeMember), riid, ndr.U32(fLocale), ndr.U32(fMode).To(placeMode), custom(readParams),
			ndr.U32(fRefCount).To(placeRefs), {Form: ndr.Conformant, Field: fRefIndexes, Elem: ndr.U32(fRefIndex), SizeIs: placeRefs},
			custom(func(r *ndr.Reader, _ int) { counted(r, fRefs, 0) })},
		Out: []*ndr.Type{custom(func(r *ndr.Reader, _ int) { Variant(r, fArgText, 40) }), custom(readException), ndr.U32(fArgError),
			custom(func(r *ndr.Reader, _ int) { counted(r, fRefs, 4) }), dcom.HResult}}

	getTypeInfoCount = dcom.Operation{Name: "GetTypeInfoCount", Request: kindTypeInfoCountIn, Reply: kindTypeInfoCountOut,
		Out: []*ndr.Type{ndr.U32(fTypeInfoCount), dcom.HResult}}
	getTypeInfo = dcom.Operation{Name: "GetTypeInfo", Request: kindTypeInfoIn, Reply: kindTypeInfoOut,
		In: []*ndr.Type{ndr.U32(fTypeInfo), ndr.U32(fLocale)}, Out: []*ndr.Type{dcom.InterfacePointer, dcom.HResult}}

	next = dcom.Operation{Name: "Next", Request: kindNextIn, Reply: kindNextOut, In: []*ndr.Type{ndr.U32(fCelt)},
		Out: []*ndr.Type{custom(readVars), ndr.U32(fFetched), dcom.HResult}}
	skip  = dcom.Operation{Name: "Skip", Request: kindSkipIn, Reply: kindSkipOut, In: []*ndr.Type{ndr.U32(fCelt)}, Out: []*ndr.Type{dcom.HResult}}
	reset = dcom.Operation{Name: "Reset", Request: kindResetIn, Reply: kindResetOut, Out: []*ndr.Type{dcom.HResult}}
	clone = dcom.Operation{Name: "Clone", Request: kindCloneIn, Reply: kindCloneOut, Out: []*ndr.Type{dcom.InterfacePointer, dcom.HResult}}
)

// checkInterface checks riid, which was read before it.
func checkInterface(r *ndr.Reader, _ int) {
	c := r.Cursor()
	if c.OK() {
		c.RequireAt(r.UUID() == [16]byte{}, InterfaceNull, c.Offset()-16, 16, "")
	}
}

// readParams reads DISPPARAMS with what it points to, MS-OAUT 2.2.33, and checks the
// mode in front of it.
func readParams(r *ndr.Reader, _ int) {
	c := r.Cursor()
	if mode, ok := r.Value(placeMode); ok {
		at := r.Range(placeMode)
		c.RequireAt(bits.OnesCount64(mode&(modeMethod|modeGet|modePut|modePutRef)) == 1, InvokeMode, at.Off, at.Len, "")
	}
	c.Enter(fParams)
	r.Param(paramsHead)
	args, _ := r.Value(placeArgs)
	named, ok := r.Value(placeNamed)
	if ok {
		at := r.Range(placeNamed)
		c.RequireAt(named <= args, NamedArgs, at.Off, at.Len, "")
	}
	if p, _ := r.Value(placeArgsPointer); p != 0 && c.OK() {
		counted(r, fArgs, 12)
	}
	if p, _ := r.Value(placeNamedPointer); p != 0 && c.OK() {
		r.Param(namedArgs)
	}
	c.Leave()
}

var (
	paramsHead = ndr.Of(nil, ndr.U32(fArgsPointer).To(placeArgsPointer), ndr.U32(fNamedPointer).To(placeNamedPointer),
		ndr.U32(fArgCount).To(placeArgs), ndr.U32(fNamedCount).To(placeNamed))
	namedArgs = &ndr.Type{Form: ndr.Conformant, Field: fNamed, Elem: ndr.U32(fDispID), SizeIs: placeNamed}
)

// counted reads a conformant array of VARIANTs.
func counted(r *ndr.Reader, f *dissect.Field, tail int) {
	c := r.Cursor()
	r.Align(4)
	n := c.U32LE(fMaxCount)
	if n == 0 || !c.OK() {
		return
	}
	c.Enter(f)
	variants(r, fArgText, int(min(n, maxElements)), tail)
	c.Leave()
}

// readVars reads rgVar of Next, a conformant varying array of VARIANTs.
func readVars(r *ndr.Reader, _ int) {
	c := r.Cursor()
	r.Align(4)
	c.U32LE(fMaxCount)
	c.U32LE(fVarOffset)
	n := c.U32LE(fVarActual)
	if n == 0 || !c.OK() {
		return
	}
	c.Enter(fVars)
	variants(r, fArgText, int(min(n, maxElements)), 8)
	c.Leave()
}

// readException reads EXCEPINFO with its texts, MS-OAUT 2.2.34.
func readException(r *ndr.Reader, _ int) {
	c := r.Cursor()
	r.Align(4)
	c.Enter(fException)
	c.U16LE(fCode)
	c.U16LE(fCodeReserved)
	var there [3]bool
	for i := range there {
		there[i] = c.U32LE(fBSTRReferent) != 0
	}
	c.U32LE(fHelpContext)
	c.U32LE(fPvReserved)
	c.U32LE(fDeferred)
	c.U32LE(fSCode)
	for i, f := range [...]*dissect.Field{fSource, fDescription, fHelpFile} {
		if there[i] && c.OK() {
			blob(r, func(c *dissect.Cursor, n int) { c.Bytes(f, n) })
		}
	}
	c.Leave()
}
