package epm

import (
	"bytes"
	"net/netip"
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// handler reads the stubs of one connection.
type handler struct {
	conv   *dissect.Conversation
	r      *ndr.Reader // of the stub decoded last; one serves all conversations of a worker
	out    bool
	op     uint16
	ok     bool       // the operation is known
	towers []Endpoint // of the stub decoded last
	view   []byte     // the stub decoded last, for Info
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dcerpc.Namer     = (*handler)(nil)
)

// rooms is the key of what conversations share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, r: c.Room(rooms, func() any { return new(ndr.Reader) }).(*ndr.Reader)}
}

// OperationName implements dcerpc.Namer.
func (h *handler) OperationName(_ dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	if int(opnum) < len(operationNames) {
		operation = operationNames[opnum]
	}
	return "ept", operation
}

// Frame is not used: stubs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one stub.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.ok, h.view, h.towers = false, c.Peek(), h.towers[:0]
	call := dcerpc.Of(h.conv).Call
	if call == nil || !call.Known || call.Syntax != dcerpc.NDR20 && call.Syntax != dcerpc.NDR64 {
		c.Is(kindOther)
		c.Closed(fStub, c.Left())
		return
	}
	h.ok, h.op, h.out = true, call.Opnum, call.Response
	list, kind := operation(h.op, h.out)
	c.Is(kind)
	if list == nil {
		h.ok = false
		c.Closed(fStub, c.Left())
		return
	}
	h.r.User = h
	if call.Syntax == dcerpc.NDR64 {
		h.r.Reset64(c)
	} else {
		h.r.Reset(c, call.BigEndian)
	}
	h.r.Params(list)
	h.r.End()
}

// operation is the description of a stub, nil where none is made.
func operation(op uint16, out bool) ([]*ndr.Type, *dissect.Kind) {
	switch {
	case op == opLookup && !out:
		return lookupIn, kindLookupIn
	case op == opLookup:
		return lookupOut, kindLookupOut
	case op == opMap && !out:
		return mapIn, kindMapIn
	case op == opMap:
		return mapOut, kindMapOut
	case op == opHandleFree && !out:
		return freeIn, kindFreeIn
	case op == opHandleFree:
		return freeOut, kindFreeOut
	}
	return nil, kindOther
}

// Commit follows the ports of answers. Connections to them are mostly recognised by
// what they carry; this helps with those of which the start was not captured.
func (h *handler) Commit(_ dissect.Dir, _ *dissect.Context) {
	if !h.ok || !h.out || h.op != opMap {
		return
	}
	for i := range h.towers {
		if t := &h.towers[i]; t.Transport == idTCP && t.Port != 0 {
			h.conv.Announce(t.Port, dcerpc.Protocol)
		}
	}
}

// Info tells what is asked for, or the first answer and how many there are.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	if !h.ok {
		return dst
	}
	if len(h.towers) > 0 && h.towers[0].Interface != (dcerpc.UUIDVersion{}) {
		dst = h.appendEndpoint(dst, &h.towers[0])
	}
	if n, ok := h.r.Value(placeCount); ok && n != 1 {
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(strconv.AppendUint(dst, n, 10), " found"...)
	}
	if v, ok := h.r.Value(placeStatus); ok && v != 0 {
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		if name := statusNames.Value(v); name != "" {
			return append(dst, name...)
		}
		dst = strconv.AppendUint(append(dst, "status 0x"...), v, 16)
	}
	return dst
}

// appendEndpoint appends "samr at 192.0.2.1:49152", as far as the tower tells.
func (h *handler) appendEndpoint(dst []byte, t *Endpoint) []byte {
	if name := dcerpc.InterfaceName(h.conv, t.Interface); name != "" {
		dst = append(dst, name...)
	} else {
		dst = t.Interface.AppendText(dst)
	}
	if !h.out {
		return dst
	}
	dst = append(dst, " at "...)
	if t.Pipe.Len > 0 && t.Pipe.Off+t.Pipe.Len <= len(h.view) {
		return append(dst, bytes.TrimRight(h.view[t.Pipe.Off:t.Pipe.Off+t.Pipe.Len], "\x00")...)
	}
	if t.HasAddress {
		dst = netip.AddrFrom4(t.Address).AppendTo(dst)
	}
	dst = append(dst, ':')
	return strconv.AppendUint(dst, uint64(t.Port), 10)
}
