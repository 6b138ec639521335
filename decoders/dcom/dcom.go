// Package dcom decodes Distributed COM (MS-DCOM): the object exporter, activation
// and reference counting, and for the protocols of COM interfaces the parts that all
// their calls share: ORPCTHIS, ORPCTHAT and marshaled interface pointers.
package dcom

import (
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
)

// Interfaces of MS-DCOM 1.9.
var (
	idObjectExporter = dcerpc.MustID("99fcfec4-5260-101b-bbcb-00aa0021347a", 0, 0)
	idActivation     = dcerpc.MustID("4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", 0, 0)
	idSCMActivator   = dcerpc.MustID("000001a0-0000-0000-c000-000000000046", 0, 0)
	idRemUnknown     = dcerpc.MustID("00000131-0000-0000-c000-000000000046", 0, 0)
	idRemUnknown2    = dcerpc.MustID("00000143-0000-0000-c000-000000000046", 0, 0)
)

// Class holds the protocols that want to know when a class is activated. Their
// handlers in the connection of the activation implement Activator.
var Class = dissect.NewTable[dcerpc.UUID]("dcom.class")

// Protocol reads the stubs of the interfaces that MS-DCOM defines.
var Protocol = &dissect.Protocol{
	Name:         "dcom",
	Title:        "Distributed COM",
	Specs:        []dissect.Spec{"MS-DCOM 2.2", "MS-DCOM 3.1"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		dcerpc.Interface.Key(idObjectExporter), dcerpc.Interface.Key(idActivation), dcerpc.Interface.Key(idSCMActivator),
		dcerpc.Interface.Key(idRemUnknown), dcerpc.Interface.Key(idRemUnknown2),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, stub: NewStub(c, interfaces)}
	},
}

// handler reads the stubs of one connection.
type handler struct {
	conv *dissect.Conversation
	stub *Stub
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dcerpc.Namer     = (*handler)(nil)
	_ dcerpc.Observer  = (*handler)(nil)
)

// OperationName implements dcerpc.Namer.
func (h *handler) OperationName(id dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	return Name(interfaces, id, opnum)
}

// Frame is not used: stubs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one stub.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.stub.Decode(c, dcerpc.Of(h.conv).Call)
}

// Commit checks the call that the stub belongs to, and takes what it tells.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	h.stub.Commit(h.conv, x)
	if call == nil || !call.Known {
		return
	}
	switch call.Interface.UUID {
	case idSCMActivator.UUID:
		if call.Response {
			h.activated(dir, call, x)
		} else if call.Opnum > 2 {
			x.Held(LocalOpnum)
			h.activate(dir, call, x)
		} else {
			x.Report(LocalOpnum, 0, len(x.Bytes()), "opnum "+strconv.Itoa(int(call.Opnum)))
		}
	case idActivation.UUID:
		if call.Response {
			h.activated(dir, call, x)
		} else {
			h.activate(dir, call, x)
		}
	}
}

// Info tells what is activated, or what the result is.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte { return h.stub.AppendInfo(dst) }
