package rai

import (
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/oaut"
	"github.com/radissect/radissect/dissect"
)

// handler reads the stubs of one connection.
type handler struct {
	conv *dissect.Conversation
	stub *dcom.Stub

	// Of the stub decoded last.
	listed   int // texts of UserNames
	elements int // elements of UserNames, null ones too
	names    [maxRows]ndr.Range
	texts    [4]oaut.Text // BSTRs, and szName of a response
	ntexts   int
	state    uint16 // SessionState
	hasState bool
	version  int // of the connection string
	decoder  invitation.Decoder
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dcerpc.Namer     = (*handler)(nil)
	_ dcerpc.Observer  = (*handler)(nil)
	_ dcom.Activator   = (*handler)(nil)
)

// OperationName implements dcerpc.Namer.
func (h *handler) OperationName(id dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	return dcom.Name(interfaces, id, opnum)
}

// Frame is not used: stubs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one stub.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.listed, h.elements, h.ntexts, h.hasState, h.version = 0, 0, 0, false, 0
	h.stub.Decode(c, dcerpc.Of(h.conv).Call)
}

// Commit checks the call that the stub belongs to, and carries the initiation on.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	h.stub.Commit(h.conv, x)
	if call == nil || !call.Known {
		return
	}
	if call.Response {
		h.response(call, x)
	} else {
		h.request(call, x)
	}
}

// request takes a request that can be read.
func (h *handler) request(call *dcerpc.Call, x *dissect.Context) {
	n := len(x.Bytes())
	if call.Interface.UUID == idRASrv.UUID {
		x.Require(call.Level >= dcerpc.LevelPrivacy, Privacy, 0, n, "")
	}
	h.opnum(call, x)
	a := h.called(call, x)
	if call.Interface.UUID == idService.UUID && call.Opnum == opConnectionParms {
		h.connectionParms(a, x)
	}
	if call.Interface.UUID == idCollection.UUID && call.Opnum == opItem {
		h.item(a, x)
	}
	if call.Interface.UUID == idRASrv.UUID && call.Opnum == opNoviceUserInfo {
		h.noviceUserInfo(a, x)
	}
}

// opnum checks the number of an operation.
func (h *handler) opnum(call *dcerpc.Call, x *dissect.Context) {
	n := len(x.Bytes())
	if call.Opnum == 3 || call.Opnum == 4 {
		x.Report(LocalOpnum, 0, n, "opnum "+strconv.Itoa(int(call.Opnum)))
	} else {
		x.Held(LocalOpnum)
	}
	if call.Interface.UUID == idService.UUID {
		if call.Opnum >= 7 && call.Opnum <= 18 || call.Opnum == 21 {
			x.Report(UnusedOpnum, 0, n, "opnum "+strconv.Itoa(int(call.Opnum)))
		} else {
			x.Held(UnusedOpnum)
		}
	}
}

// beyond reports whether the interface of call has no operation of its number.
func beyond(call *dcerpc.Call) bool {
	for _, t := range interfaces {
		if t.ID == call.Interface.UUID {
			return int(call.Opnum) >= len(t.Operations)
		}
	}
	return false
}

// response takes a response that can be read.
func (h *handler) response(call *dcerpc.Call, x *dissect.Context) {
	v, ok := h.stub.Result()
	if ok {
		at := h.stub.R.Range(dcom.PlaceResult)
		x.Require(v == 0 || v&0x80000000 != 0, Result, at.Off, at.Len, "")
	}
	if beyond(call) {
		x.Report(Unsupported, 0, len(x.Bytes()), "answered")
	}
	a := attemptOf(h.conv, x)
	switch id := call.Interface.UUID; {
	case !ok:
	case id == idRASrv.UUID && call.Opnum == opSessionInfo:
		h.sessionInfo(a, v, x)
	case id == idRASrv.UUID && call.Opnum == opNoviceUserInfo, id == idService.UUID && call.Opnum == opConnectionParms:
		h.fetched(a, call, v, x)
	case id == idService.UUID && call.Opnum == opUserSessionInfo:
		a.event(x, "sessions-listed", "novice", failure(v))
	case id == idCollection.UUID && call.Opnum == opCount:
		if n, ok := h.stub.R.Value(placeCount); ok && v == 0 {
			a.count, a.counted = int32(n), true
		}
	case id == idCollection.UUID && call.Opnum == opItem && v == 0:
		a.row(h.stub.Object.IPID)
	case id == idSession.UUID && v == 0:
		h.property(a.row(call.Object), call, x)
	}
}

// property takes a property of a session.
func (h *handler) property(r *row, call *dcerpc.Call, x *dissect.Context) {
	if r == nil {
		return
	}
	switch call.Opnum {
	case opGetSessionID:
		if v, ok := h.stub.R.Value(placeNumber); ok {
			r.id, r.hasID = uint32(v), true
		}
	case opGetSessionState:
		r.state, r.hasState = h.state, h.hasState
	case opGetDomainName:
		r.domain, r.hasDomain = h.text(0, x), true
	case opGetUserName:
		r.user, r.hasUser = h.text(0, x), true
	}
}

// text is the i-th text of the stub as UTF-8.
func (h *handler) text(i int, x *dissect.Context) string {
	if i >= h.ntexts {
		return ""
	}
	return wide(x.Bytes(), h.texts[i].Range, maxText)
}

// Sealed implements dcerpc.Observer: what is called is known, with what is not.
func (h *handler) Sealed(_ dissect.Dir, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	if call == nil || !call.Known {
		return
	}
	if call.Response {
		attemptOf(h.conv, x).sealedResponse(call, x)
		return
	}
	if call.Interface.UUID == idRASrv.UUID {
		x.Held(Privacy)
	}
	h.called(call, x)
}

// Failed implements dcerpc.Observer.
func (h *handler) Failed(_ dissect.Dir, status uint32, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	if call == nil || !call.Known {
		return
	}
	if beyond(call) {
		if status == opRangeError || status == procnumOutOfRange {
			x.Held(Unsupported)
		} else {
			x.Report(Unsupported, 0, len(x.Bytes()), "status 0x"+strconv.FormatUint(uint64(status), 16))
		}
		return
	}
	if name := fetching(call); name != "" {
		attemptOf(h.conv, x).event(x, "failed", "novice", name+": "+failure(status))
	}
}

// What an operation that is not supported is answered with: nca_op_rng_error, and the
// RPC_S_PROCNUM_OUT_OF_RANGE that MS-RAI 1.7 calls it (MS-RPCE 3.1.1.5.5).
const (
	opRangeError      = 0x1C010002
	procnumOutOfRange = 1745
)

// fetching is the name of an operation that returns a connection string.
func fetching(call *dcerpc.Call) string {
	switch id := call.Interface.UUID; {
	case id == idRASrv.UUID && call.Opnum == opNoviceUserInfo:
		return "GetNoviceUserInfo"
	case id == idService.UUID && call.Opnum == opConnectionParms:
		return "RemoteConnectionParms"
	}
	return ""
}

// Info tells how many sessions were listed, where a connection string leads, and the
// result.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	start := len(dst)
	if h.listed > 0 {
		dst = append(strconv.AppendInt(dst, int64(h.listed), 10), " sessions"...)
	}
	if h.version > 0 {
		dst = h.decoder.AppendInfo(dst)
	}
	if v, ok := h.stub.Result(); ok {
		if len(dst) > start {
			dst = append(dst, ", "...)
		}
		return dcom.AppendResult(dst, v)
	}
	return dst
}

// wide is at most most characters of UTF-16LE text in b as UTF-8, without NULs at its
// end.
func wide(b []byte, at ndr.Range, most int) string {
	if at.Off < 0 || at.Off+at.Len > len(b) {
		return ""
	}
	b = b[at.Off : at.Off+at.Len]
	for len(b) >= 2 && b[len(b)-1] == 0 && b[len(b)-2] == 0 {
		b = b[:len(b)-2]
	}
	return string(dissect.AppendUTF16(nil, b[:min(len(b), 2*most)]))
}
