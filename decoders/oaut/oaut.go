// Package oaut decodes the types and interfaces of OLE Automation (MS-OAUT) that
// Remote Assistance uses: BSTR, VARIANT and SAFEARRAY, for the protocols of the
// interfaces that have them. They are little-endian whatever the stub is
// (MS-OAUT 2.2.23 and 2.2.29).
package oaut

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/dissect"
)

// Protocol reads calls of IDispatch and IEnumVARIANT.
var Protocol = &dissect.Protocol{
	Name:         "oaut",
	Title:        "OLE Automation",
	Specs:        []dissect.Spec{"MS-OAUT 2.2", "MS-OAUT 3.1.4", "MS-OAUT 3.3"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{dcerpc.Interface.Key(idDispatch), dcerpc.Interface.Key(idEnumVariant)},
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, stub: dcom.NewStub(c, interfaces)}
	},
}

// Interfaces of MS-OAUT 1.9.
var (
	idDispatch    = dcerpc.MustID("00020400-0000-0000-c000-000000000046", 0, 0)
	idEnumVariant = dcerpc.MustID("00020404-0000-0000-c000-000000000046", 0, 0)
)

var interfaces = []*dcom.Interface{
	{ID: idDispatch.UUID, Name: "IDispatch", ORPC: true, Operations: []dcom.Operation{
		{}, {}, {}, getTypeInfoCount, getTypeInfo, GetIDsOfNames, Invoke,
	}},
	{ID: idEnumVariant.UUID, Name: "IEnumVARIANT", ORPC: true, Operations: []dcom.Operation{
		{}, {}, {}, next, skip, reset, clone,
	}},
}

// handler reads the stubs of one connection.
type handler struct {
	conv *dissect.Conversation
	stub *dcom.Stub
	view []byte // the stub decoded last, for Info
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
	h.view = c.Peek()
	h.stub.Decode(c, dcerpc.Of(h.conv).Call)
}

// Commit checks the call that the stub belongs to.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	h.stub.Commit(h.conv, x)
}

// Info tells which member is asked for or called, and the result.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	r := &h.stub.R
	if n, _ := r.Value(placeNames); n == 1 { // else the name that was kept is that of a parameter
		if at := r.Range(placeName); at.Len > 0 && at.Off+at.Len <= len(h.view) {
			dst = dissect.AppendUTF16(dst, bytes.TrimSuffix(h.view[at.Off:at.Off+at.Len], []byte{0, 0}))
		}
	}
	if v, ok := r.Value(placeMember); ok {
		dst = append(dst, "DISPID "...)
		dst = strconv.AppendInt(dst, int64(int32(v)), 10)
		if n, ok := r.Value(placeArgs); ok {
			dst = append(strconv.AppendUint(append(dst, ", "...), n, 10), " argument"...)
			if n != 1 {
				dst = append(dst, 's')
			}
		}
	}
	return h.stub.AppendInfo(dst)
}
