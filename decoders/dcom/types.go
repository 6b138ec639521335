package dcom

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
)

var (
	typeOXID    = ndr.U64(fOXID)
	typeIPID    = &ndr.Type{Form: ndr.UUID, Field: fIPID}
	typeUnknown = &ndr.Type{Form: ndr.Struct, Members: []*ndr.Type{typeIPID, noteWith(noteUnknown)}} // IPID of the Remote Unknown
	typeIID     = &ndr.Type{Form: ndr.Struct, Members: []*ndr.Type{{Form: ndr.UUID, Field: fIID}, noteWith(noteIID)}}
	typeVersion = ndr.Of(fVersion, ndr.U16(fMajor).To(placeMajor), ndr.U16(fMinor).To(placeMinor))

	// ORPC_EXTENT, MS-DCOM 2.2.13.1.
	typeExtent = ndr.Of(fExtent, &ndr.Type{Form: ndr.UUID, Field: fExtentID}, ndr.U32(fExtentSize),
		&ndr.Type{Form: ndr.Conformant, Elem: ndr.U8(fExtentData), Read: readExtent})
	// ORPC_EXTENT_ARRAY, MS-DCOM 2.2.13.2.
	typeExtents = ndr.Of(fExtents, ndr.U32(fExtentsSize), ndr.U32(fReserved),
		ndr.PointerTo(fExtentPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Elem: ndr.PointerTo(fExtentPointer, ndr.Unique, typeExtent)}))

	// this is ORPCTHIS, MS-DCOM 2.2.13.3.
	this = ndr.Of(fThis, typeVersion, ndr.U32(fThisFlags).To(placeFlags), ndr.U32(fReserved1).To(placeReserved),
		&ndr.Type{Form: ndr.UUID, Field: fCausality}, ndr.PointerTo(fExtensions, ndr.Unique, typeExtents))
	// that is ORPCTHAT, MS-DCOM 2.2.13.4.
	that = ndr.Of(fThat, ndr.U32(fThatFlags), ndr.PointerTo(fExtensions, ndr.Unique, typeExtents))

	// DUALSTRINGARRAY as an NDR structure, MS-DCOM 2.2.19.2.
	typeBindings = ndr.Of(fBindings, ndr.U16(fNumEntries).To(placeEntry), ndr.U16(fSecurityOffset).To(placeOffset),
		&ndr.Type{Form: ndr.Conformant, Elem: ndr.U16(fStringArray), SizeIs: placeEntry, Read: readBindings})
	typeBindingsPointer = ndr.PointerTo(fBindingsPointer, ndr.Unique, typeBindings)

	// MInterfacePointer, MS-DCOM 2.2.14.
	typeObject = ndr.Of(fMInterfacePointer, ndr.U32(fCntData).To(placeData),
		&ndr.Type{Form: ndr.Conformant, Elem: ndr.U8(fData), SizeIs: placeData, Read: readObject})

	// InterfacePointer is a PMInterfacePointer, MS-DCOM 2.2.14: a referent and the
	// marshaled interface pointer.
	InterfacePointer = ndr.PointerTo(fObjectPointer, ndr.Unique, typeObject)
	// HResult is the HRESULT that ends the response of an operation, MS-DCOM 3.1.1.5.4.
	HResult = ndr.U32(fHResult).To(PlaceResult)

	typeStatus = ndr.U32(fStatus).To(PlaceResult)

	// STDOBJREF as an NDR structure, MS-DCOM 2.2.18.3.
	typeStdObject = ndr.Of(fStdObjref, ndr.U32(fStdFlags), ndr.U32(fPublicRefs), ndr.U64(fOXID).To(placeOXID), ndr.U64(fOID).To(placeOID),
		typeIPID, noteWith(noteStandard))
	// REMQIRESULT, MS-DCOM 2.2.24 (C706 array rules apply: max_count comes first).
	typeQIResult = ndr.Of(fQIResult, ndr.U32(fQIStatus).To(placeStatus), typeStdObject)
	// REMINTERFACEREF, MS-DCOM 2.2.23.
	typeInterfaceRef = ndr.Of(fInterfaceRef, typeIPID, ndr.U32(fPublicRefs), ndr.U32(fPrivateRefs))

	typeProtseqs = &ndr.Type{Form: ndr.Conformant, Field: fProtseqs, Elem: ndr.U16(fProtseq), SizeIs: placeCount}
	typeIIDs     = &ndr.Type{Form: ndr.Conformant, Field: fIIDs, Elem: typeIID, SizeIs: placeCount}
	typeResults  = &ndr.Type{Form: ndr.Conformant, Field: fPropResults, Elem: ndr.U32(fQIStatus), SizeIs: placeCount}
	// Arrays whose size another stub holds.
	typeResultsOut = &ndr.Type{Form: ndr.Conformant, Field: fResults, Elem: ndr.U32(fQIStatus)}
	typeActResults = &ndr.Type{Form: ndr.Conformant, Field: fActResults, Elem: ndr.U32(fQIStatus)}
	typeActObjects = &ndr.Type{Form: ndr.Conformant, Field: fActObjects, Elem: InterfacePointer}
	typePhr        = &ndr.Type{Form: ndr.Conformant, Field: fPhr, Elem: ndr.U32(fQIStatus)}
	typeMIF        = &ndr.Type{Form: ndr.Conformant, Field: fMIF, Elem: InterfacePointer}
)

// interfaces are those of MS-DCOM 3.1.
var interfaces = []*Interface{
	{ID: idObjectExporter.UUID, Name: "IObjectExporter", Operations: []Operation{
		{Name: "ResolveOxid", Request: kindResolveOxidIn, Reply: kindResolveOxidOut,
			In:  []*ndr.Type{typeOXID, ndr.U16(fProtseqCount).To(placeCount), typeProtseqs},
			Out: []*ndr.Type{typeBindingsPointer, typeUnknown, ndr.U32(fAuthnHint), typeStatus}},
		{Name: "SimplePing", Request: kindSimplePingIn, Reply: kindSimplePingOut,
			In: []*ndr.Type{ndr.U64(fSetID)}, Out: []*ndr.Type{typeStatus}},
		{Name: "ComplexPing", Request: kindComplexPingIn, Reply: kindComplexPingOut,
			In: []*ndr.Type{ndr.U64(fSetID), ndr.U16(fSequence), ndr.U16(fAddCount).To(placeCount), ndr.U16(fDelCount).To(placeDel),
				ndr.PointerTo(fAddPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fAdd, Elem: ndr.U64(fOID), SizeIs: placeCount}),
				ndr.PointerTo(fDelPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fDel, Elem: ndr.U64(fOID), SizeIs: placeDel})},
			Out: []*ndr.Type{ndr.U64(fSetID), ndr.U16(fBackoff), typeStatus}},
		{Name: "ServerAlive", Request: kindServerAliveIn, Reply: kindServerAliveOut, Out: []*ndr.Type{typeStatus}},
		{Name: "ResolveOxid2", Request: kindResolveOxid2In, Reply: kindResolveOxid2Out,
			In:  []*ndr.Type{typeOXID, ndr.U16(fProtseqCount).To(placeCount), typeProtseqs},
			Out: []*ndr.Type{typeBindingsPointer, typeUnknown, ndr.U32(fAuthnHint), typeVersion, typeStatus}},
		{Name: "ServerAlive2", Request: kindServerAlive2In, Reply: kindServerAlive2Out,
			Out: []*ndr.Type{typeVersion, typeBindingsPointer, ndr.U32(fAliveReserved), typeStatus}},
	}},
	{ID: idActivation.UUID, Name: "IActivation", Operations: []Operation{
		{Name: "RemoteActivation", This: true, Request: kindRemoteActivationIn, Reply: kindRemoteActivationOut,
			In: []*ndr.Type{{Form: ndr.Custom, Read: readClass}, ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fObjectName}),
				InterfacePointer, ndr.U32(fImpLevel), ndr.U32(fMode), ndr.U32(fInterfaceCount).To(placeCount),
				ndr.PointerTo(fIIDPointer, ndr.Unique, typeIIDs), ndr.U16(fProtseqCount).To(placeCount), typeProtseqs},
			Out: []*ndr.Type{typeOXID, typeBindingsPointer, typeUnknown, ndr.U32(fAuthnHint), typeVersion, ndr.U32(fQIStatus),
				typeActObjects, typeActResults, typeStatus}},
	}},
	{ID: idSCMActivator.UUID, Name: "IRemoteSCMActivator", Operations: []Operation{
		{Name: "Opnum0NotUsedOnWire"}, {Name: "Opnum1NotUsedOnWire"}, {Name: "Opnum2NotUsedOnWire"},
		{Name: "RemoteGetClassObject", This: true, Request: kindGetClassObjectIn, Reply: kindGetClassObjectOut,
			In: []*ndr.Type{InterfacePointer}, Out: []*ndr.Type{InterfacePointer, HResult}},
		{Name: "RemoteCreateInstance", This: true, Request: kindCreateInstanceIn, Reply: kindCreateInstanceOut,
			In: []*ndr.Type{InterfacePointer, InterfacePointer}, Out: []*ndr.Type{InterfacePointer, HResult}},
	}},
	{ID: idRemUnknown.UUID, Name: "IRemUnknown", ORPC: true, Operations: remUnknown},
	{ID: idRemUnknown2.UUID, Name: "IRemUnknown2", ORPC: true, Operations: append(remUnknown[:6:6],
		Operation{Name: "RemQueryInterface2", Request: kindRemQueryInterface2In, Reply: kindRemQueryInterface2Out,
			In:  []*ndr.Type{typeIPID, ndr.U16(fIIDCount).To(placeCount), typeIIDs},
			Out: []*ndr.Type{typePhr, typeMIF, HResult}})},
}

// remUnknown are the operations of MS-DCOM 3.1.1.5.6.
var remUnknown = []Operation{
	{}, {}, {},
	{Name: "RemQueryInterface", Request: kindRemQueryInterfaceIn, Reply: kindRemQueryInterfaceOut,
		In: []*ndr.Type{typeIPID, ndr.U32(fRefs), ndr.U16(fIIDCount).To(placeCount), typeIIDs},
		Out: []*ndr.Type{ndr.PointerTo(fQIPointer, ndr.Unique, &ndr.Type{Form: ndr.Conformant, Field: fQIResults, Elem: typeQIResult}),
			HResult}},
	{Name: "RemAddRef", Request: kindRemAddRefIn, Reply: kindRemAddRefOut,
		In: typeRefs, Out: []*ndr.Type{typeResultsOut, HResult}},
	{Name: "RemRelease", Request: kindRemReleaseIn, Reply: kindRemReleaseOut,
		In: typeRefs, Out: []*ndr.Type{HResult}},
}

var typeRefs = []*ndr.Type{ndr.U16(fRefCount).To(placeCount),
	{Form: ndr.Conformant, Field: fInterfaceRefs, Elem: typeInterfaceRef, SizeIs: placeCount}}

// readClass reads the class of RemoteActivation.
func readClass(r *ndr.Reader, _ int) {
	r.Align(4)
	b := r.Cursor().Bytes(fClass, 16)
	if s := of(r); s != nil && len(b) == 16 {
		s.Class, s.HasClass = dcerpc.UUID(b), true
	}
}
