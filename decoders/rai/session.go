package rai

import (
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/dissect"
)

// handler reads the stubs of one connection.
type handler struct {
	conv   *dissect.Conversation
	stub   *dcom.Stub
	listed int // texts of UserNames in the stub decoded last
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dcerpc.Namer     = (*handler)(nil)
)

// OperationName implements dcerpc.Namer.
func (h *handler) OperationName(id dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	return dcom.Name(interfaces, id, opnum)
}

// Frame is not used: stubs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one stub.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.listed = 0
	h.stub.Decode(c, dcerpc.Of(h.conv).Call)
}

// Commit checks the call that the stub belongs to.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	dcom.CheckCall(x, call)
	if call == nil || !call.Known {
		return
	}
	n := len(x.Bytes())
	if call.Response {
		if v, ok := h.stub.Result(); ok {
			at := h.stub.R.Range(dcom.PlaceResult)
			x.Require(v == 0 || v&0x80000000 != 0, Result, at.Off, at.Len, "")
		}
		return
	}
	if call.Interface.UUID == idRASrv.UUID {
		x.Require(call.Level >= dcerpc.LevelPrivacy, Privacy, 0, n, "")
	}
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

// Info tells how many sessions were listed, and the result.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if h.listed > 0 {
		dst = append(strconv.AppendInt(dst, int64(h.listed), 10), " sessions"...)
	}
	if v, ok := h.stub.Result(); ok {
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		return dcom.AppendResult(dst, v)
	}
	return dst
}
