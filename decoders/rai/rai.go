// Package rai decodes the Remote Assistance Initiation Protocol (MS-RAI): the calls
// with which an expert lists the sessions of a novice's host and fetches the
// connection string of one.
package rai

import (
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/oaut"
	"github.com/radissect/radissect/dissect"
)

// Interfaces of MS-RAI 1.9.
var (
	idService    = dcerpc.MustID("833e4200-aff7-4ac3-aac2-9f24c1457bce", 0, 0)
	idCollection = dcerpc.MustID("833e4100-aff7-4ac3-aac2-9f24c1457bce", 0, 0)
	idSession    = dcerpc.MustID("833e41aa-aff7-4ac3-aac2-9f24c1457bce", 0, 0)
	idRASrv      = dcerpc.MustID("f120a684-b926-447f-9df4-c966cb785648", 0, 0)
)

// Protocol reads the calls of the four interfaces.
var Protocol = &dissect.Protocol{
	Name:         "rai",
	Title:        "Remote Assistance Initiation Protocol",
	Specs:        []dissect.Spec{"MS-RAI 2.2", "MS-RAI 3"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		dcerpc.Interface.Key(idService), dcerpc.Interface.Key(idCollection), dcerpc.Interface.Key(idSession), dcerpc.Interface.Key(idRASrv),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		h := &handler{conv: c, stub: dcom.NewStub(interfaces)}
		h.stub.User = h
		return h
	},
}

// Places of what the descriptions store.
const (
	placeCount = dcom.PlaceFree + iota
	placeState
)

// operations puts in front of an interface's own operations those that all four begin
// with, of IUnknown and of IDispatch (MS-RAI 3.1.4.1).
func operations(own ...dcom.Operation) []dcom.Operation {
	return append([]dcom.Operation{{}, {}, {}, {Name: "Opnum3NotUsedOnWire"}, {Name: "Opnum4NotUsedOnWire"}, {Name: "GetIDsOfNames"}, {Name: "Invoke"}}, own...)
}

func custom(read func(r *ndr.Reader, n int)) *ndr.Type {
	return &ndr.Type{Form: ndr.Custom, Read: read}
}

// text is a BSTR parameter.
func text(f *dissect.Field) *ndr.Type {
	return custom(func(r *ndr.Reader, _ int) { oaut.BSTR(r, f) })
}

var (
	number   = ndr.U32(fSessionID)
	state    = custom(readState)
	novice   = ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fNoviceName})
	ticket   = ndr.PointerTo(fNamePointer, ndr.Unique, &ndr.Type{Form: ndr.WString, Field: fNoviceInfo})
	sessions = [2]*ndr.Type{
		custom(func(r *ndr.Reader, _ int) { readSessions(r, 4) }),
		custom(func(r *ndr.Reader, _ int) { readSessions(r, 8) }),
	}
	hresult = dcom.HResult
)

var interfaces = []*dcom.Interface{
	{ID: idService.UUID, Name: "IPCHService", ORPC: true, Operations: operations(
		unused(7), unused(8), unused(9), unused(10), unused(11), unused(12), unused(13), unused(14), unused(15), unused(16), unused(17), unused(18),
		dcom.Operation{Name: "RemoteConnectionParms", Request: kindConnectionParmsIn, Reply: kindConnectionParmsOut,
			In:  []*ndr.Type{text(fUserName), text(fDomainName), ndr.U32(fLSessionID), text(fHelpBlob)},
			Out: []*ndr.Type{text(fConnectionString), hresult}},
		dcom.Operation{Name: "RemoteUserSessionInfo", Request: kindUserSessionInfoIn, Reply: kindUserSessionInfoOut,
			Out: []*ndr.Type{dcom.InterfacePointer, hresult}},
		unused(21))},
	{ID: idCollection.UUID, Name: "IPCHCollection", ORPC: true, Operations: operations(
		dcom.Operation{Name: "get__NewEnum", Request: kindNewEnumIn, Reply: kindNewEnumOut, Out: []*ndr.Type{dcom.InterfacePointer, hresult}},
		dcom.Operation{Name: "get_Item", Request: kindItemIn, Reply: kindItemOut, In: []*ndr.Type{ndr.U32(fIndex)},
			Out: []*ndr.Type{custom(func(r *ndr.Reader, _ int) { oaut.Variant(r, fEntry, 4) }), hresult}},
		dcom.Operation{Name: "get_Count", Request: kindCountIn, Reply: kindCountOut, Out: []*ndr.Type{ndr.U32(fCount).To(placeCount), hresult}})},
	{ID: idSession.UUID, Name: "ISAFSession", ORPC: true, Operations: operations(
		dcom.Operation{Name: "get_SessionID", Request: kindGetSessionIDIn, Reply: kindGetSessionIDOut, Out: []*ndr.Type{number, hresult}},
		dcom.Operation{Name: "put_SessionID", Request: kindPutSessionIDIn, Reply: kindPutSessionIDOut, In: []*ndr.Type{number}, Out: []*ndr.Type{hresult}},
		dcom.Operation{Name: "get_SessionState", Request: kindGetSessionStateIn, Reply: kindGetSessionStateOut, Out: []*ndr.Type{state, hresult}},
		dcom.Operation{Name: "put_SessionState", Request: kindPutSessionStateIn, Reply: kindPutSessionStateOut, In: []*ndr.Type{state}, Out: []*ndr.Type{hresult}},
		dcom.Operation{Name: "get_DomainName", Request: kindGetDomainNameIn, Reply: kindGetDomainNameOut, Out: []*ndr.Type{text(fDomainName), hresult}},
		dcom.Operation{Name: "put_DomainName", Request: kindPutDomainNameIn, Reply: kindPutDomainNameOut, In: []*ndr.Type{text(fDomainName)}, Out: []*ndr.Type{hresult}},
		dcom.Operation{Name: "get_UserName", Request: kindGetUserNameIn, Reply: kindGetUserNameOut, Out: []*ndr.Type{text(fUserName), hresult}},
		dcom.Operation{Name: "put_UserName", Request: kindPutUserNameIn, Reply: kindPutUserNameOut, In: []*ndr.Type{text(fUserName)}, Out: []*ndr.Type{hresult}})},
	{ID: idRASrv.UUID, Name: "IRASrv", ORPC: true, Operations: operations(
		dcom.Operation{Name: "GetNoviceUserInfo", Request: kindNoviceUserInfoIn, Reply: kindNoviceUserInfoOut,
			In: []*ndr.Type{novice}, Out: []*ndr.Type{ticket, hresult}},
		dcom.Operation{Name: "GetSessionInfo", Request: kindSessionInfoIn, Reply: kindSessionInfoOut,
			In:  []*ndr.Type{sessions[0], ndr.U32(fCount)},
			Out: []*ndr.Type{sessions[1], ndr.U32(fCount).To(placeCount), hresult}})},
}

// unused is an operation that MS-RAI 3.1.4.1 names only by its number.
func unused(n int) dcom.Operation {
	return dcom.Operation{Name: "Opnum" + string(rune('0'+n/10)) + string(rune('0'+n%10)) + "NotUsed"}
}

// readState reads a SessionStateEnum: 16 bits in NDR. The lab's server sends 32, as
// the marshaler of OLE Automation may do; the upper half then looks like alignment.
func readState(r *ndr.Reader, _ int) {
	c := r.Cursor()
	r.Align(2)
	v := c.UintLE(fState, 2)
	c.Require(v <= 10, State)
}

// readSessions reads UserNames of GetSessionInfo.
func readSessions(r *ndr.Reader, tail int) {
	oaut.SafeArray(r, fUserNames, tail, session)
}

// session takes one element of UserNames.
func session(r *ndr.Reader, t oaut.Text) {
	if s, ok := r.User.(*dcom.Stub); ok {
		if h, ok := s.User.(*handler); ok {
			h.listed++
		}
	}
}
