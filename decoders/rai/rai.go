// Package rai decodes the Remote Assistance Initiation Protocol (MS-RAI): the calls
// with which an expert lists the sessions of a novice's host and fetches the
// connection string of one.
package rai

import (
	"slices"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/invitation"
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

// Classes of MS-RAI 1.9.
var (
	classService = dcerpc.MustID("833e4010-aff7-4ac3-aac2-9f24c1457bce", 0, 0).UUID
	classRASrv   = dcerpc.MustID("3c3a70a7-a468-49b9-8ada-28e11fccad5d", 0, 0).UUID
)

// Opnums of MS-RAI 3.1.4.1 and 3.3.4.1.
const (
	opConnectionParms = 19
	opUserSessionInfo = 20
	opItem            = 8
	opCount           = 9
	opNoviceUserInfo  = 7
	opSessionInfo     = 8
	opGetSessionID    = 7
	opGetSessionState = 9
	opGetDomainName   = 11
	opGetUserName     = 13
)

// Protocol reads the calls of the four interfaces.
var Protocol = &dissect.Protocol{
	Name:         "rai",
	Title:        "Remote Assistance Initiation Protocol",
	Specs:        []dissect.Spec{"MS-RAI 2.2", "MS-RAI 3"},
	Rules:        Rules,
	Fields:       slices.Concat(Fields, invitation.StringFields),
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		dcerpc.Interface.Key(idService), dcerpc.Interface.Key(idCollection), dcerpc.Interface.Key(idSession), dcerpc.Interface.Key(idRASrv),
		dcom.Class.Key(classService), dcom.Class.Key(classRASrv),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		h := &handler{conv: c, stub: dcom.NewStub(c, interfaces)}
		h.stub.User = h
		return h
	},
}

// Places of what the descriptions store.
const (
	placeCount  = dcom.PlaceFree + iota
	placeNumber // lSessionID, SessionID, vIndex, SessionState
	placeName   // szName as sent by the client
	placeTicket // szName as sent by the server
)

// operations puts in front of an interface's own operations those that all four begin
// with, of IUnknown and of IDispatch (MS-RAI 3.1.4.1).
func operations(own ...dcom.Operation) []dcom.Operation {
	return append([]dcom.Operation{{}, {}, {}, {Name: "Opnum3NotUsedOnWire"}, {Name: "Opnum4NotUsedOnWire"}, oaut.GetIDsOfNames, oaut.Invoke}, own...)
}

func custom(read func(r *ndr.Reader, n int)) *ndr.Type {
	return &ndr.Type{Form: ndr.Custom, Read: read}
}

// of is the handler that r reads for.
func of(r *ndr.Reader) *handler {
	if s, ok := r.User.(*dcom.Stub); ok {
		if h, ok := s.User.(*handler); ok {
			return h
		}
	}
	return nil
}

// text is a BSTR parameter.
func text(f *dissect.Field) *ndr.Type {
	return custom(func(r *ndr.Reader, _ int) { take(r, oaut.BSTR(r, f)) })
}

// take keeps where a text lies.
func take(r *ndr.Reader, t oaut.Text) {
	if h := of(r); h != nil && h.ntexts < len(h.texts) {
		h.texts[h.ntexts] = t
		h.ntexts++
	}
}

// readString reads pbstrConnectionString, a connection string in a BSTR.
func readString(r *ndr.Reader, _ int) {
	take(r, oaut.BSTRWith(r, func(c *dissect.Cursor, n int) { connectionString(r, c, n, fConnectionString) }))
}

// readTicket reads the n octets of szName, a connection string with a NUL.
func readTicket(r *ndr.Reader, n int) {
	c := r.Cursor()
	take(r, oaut.Text{Range: ndr.Range{Off: c.Offset(), Len: n}})
	end := n
	if b := c.Peek(); n >= 2 && b[n-2] == 0 && b[n-1] == 0 {
		end -= 2
	}
	connectionString(r, c, end, fNoviceInfo)
	if end < n {
		c.Bytes(fTerminator, n-end)
	}
}

// connectionString reads n bytes that are a connection string, MS-RAI 2.2.
func connectionString(r *ndr.Reader, c *dissect.Cursor, n int, f *dissect.Field) {
	h := of(r)
	if h == nil || n <= 0 {
		return
	}
	c.Enter(f)
	h.decoder.DecodeString(c, n)
	h.version = h.decoder.Version
	c.Leave()
}

var (
	number   = ndr.U32(fSessionID).To(placeNumber)
	state    = custom(readState)
	novice   = ndr.PointerTo(fNamePointer, ndr.Unique, (&ndr.Type{Form: ndr.WString, Field: fNoviceName}).To(placeName))
	ticket   = ndr.PointerTo(fNamePointer, ndr.Unique, (&ndr.Type{Form: ndr.WString, Field: fNoviceInfo, Read: readTicket}).To(placeTicket))
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
			In:  []*ndr.Type{text(fUserName), text(fDomainName), ndr.U32(fLSessionID).To(placeNumber), text(fHelpBlob)},
			Out: []*ndr.Type{custom(readString), hresult}},
		dcom.Operation{Name: "RemoteUserSessionInfo", Request: kindUserSessionInfoIn, Reply: kindUserSessionInfoOut,
			Out: []*ndr.Type{dcom.InterfacePointer, hresult}},
		unused(21))},
	{ID: idCollection.UUID, Name: "IPCHCollection", ORPC: true, Operations: operations(
		dcom.Operation{Name: "get__NewEnum", Request: kindNewEnumIn, Reply: kindNewEnumOut, Out: []*ndr.Type{dcom.InterfacePointer, hresult}},
		dcom.Operation{Name: "get_Item", Request: kindItemIn, Reply: kindItemOut, In: []*ndr.Type{ndr.U32(fIndex).To(placeNumber)},
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
	if h := of(r); h != nil && c.OK() {
		h.state, h.hasState = uint16(v), true
	}
}

// readSessions reads UserNames of GetSessionInfo.
func readSessions(r *ndr.Reader, tail int) {
	n := oaut.SafeArray(r, fUserNames, tail, session)
	if h := of(r); h != nil {
		h.elements = n
	}
}

// session takes one element of UserNames.
func session(r *ndr.Reader, t oaut.Text) {
	h := of(r)
	if h == nil {
		return
	}
	if h.listed < maxRows {
		h.names[h.listed] = t.Range
	}
	h.listed++
}
