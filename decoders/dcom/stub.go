package dcom

import (
	"strconv"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/dissect"
)

// An Interface describes a COM interface, or one that COM itself uses.
type Interface struct {
	ID   dcerpc.UUID
	Name string
	// ORPC says that the interface is called on objects: its first three operations
	// are those of IUnknown, and ORPCTHIS and ORPCTHAT come first in every stub.
	ORPC       bool
	Operations []Operation // by opnum
}

// An Operation describes one operation of an Interface. One without name is not
// known; one without kinds is named and left closed.
type Operation struct {
	Name    string
	This    bool        // has ORPCTHIS and ORPCTHAT although its interface is not ORPC
	In, Out []*ndr.Type // without ORPCTHIS and ORPCTHAT
	Request *dissect.Kind
	Reply   *dissect.Kind
}

// Places that descriptions of MS-DCOM store at. Those from PlaceFree on are for the
// interfaces above.
const (
	PlaceResult   = 1 // the HRESULT or status that ends a response
	placeCount    = 2
	placeEntry    = 3 // wNumEntries
	placeOffset   = 4 // wSecurityOffset
	placeData     = 5 // ulCntData, size of an extent
	placeFlags    = 6 // of ORPCTHIS
	placeMinor    = 7 // of COMVERSION
	placeDel      = 8
	placeReserved = 9 // reserved1 of ORPCTHIS
	placeMajor    = 10
	PlaceFree     = 16
	placeOXID     = 30
	placeOID      = 31
	placeStatus   = 32 // of one REMQIRESULT
)

// A Stub reads the stubs of COM interfaces. It is used again for every message.
type Stub struct {
	R ndr.Reader
	// User is for Custom types of the interfaces above.
	User any
	// Object is the interface pointer that was read last.
	Object Object
	// Class is the class that an activation asks for.
	Class    dcerpc.UUID
	HasClass bool

	asked    asked    // what a request asks for
	found    found    // what a response tells
	internal internal // the first address of a string binding that is not public

	list       []*Interface
	inner      ndr.Reader // reads activation properties
	part       dissect.Cursor
	busy       bool // inner is in use
	bigEndian  bool // the stub
	properties []property
	classes    [maxProperties]dcerpc.UUID
	sizes      [maxProperties]uint32
	nclass     int
	nsize      int
}

// NewStub is a reader for these interfaces. All conversations of a worker share
// one, as nothing in it is kept from one message to the next.
func NewStub(c *dissect.Conversation, list []*Interface) *Stub {
	return c.Room(&list[0], func() any { return &Stub{list: list, properties: properties} }).(*Stub)
}

// of is the Stub that r reads for.
func of(r *ndr.Reader) *Stub {
	s, _ := r.User.(*Stub)
	return s
}

func find(list []*Interface, id dcerpc.UUID) *Interface {
	for _, t := range list {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// unknown names the operations of IUnknown, which never appear as calls of their
// own (MS-DCOM 3.1.1.5.6).
var unknown = [...]string{"QueryInterface", "AddRef", "Release"}

// Name gives the names of an interface of list and of an operation of it.
func Name(list []*Interface, id dcerpc.UUIDVersion, opnum uint16) (iface, operation string) {
	t := find(list, id.UUID)
	switch {
	case t == nil:
		return "", ""
	case t.ORPC && int(opnum) < len(unknown):
		return t.Name, unknown[opnum]
	case int(opnum) < len(t.Operations):
		return t.Name, t.Operations[opnum].Name
	}
	return t.Name, ""
}

// Decode reads the stub of call, which is everything that c has left.
func (s *Stub) Decode(c *dissect.Cursor, call *dcerpc.Call) {
	s.Object, s.Class, s.HasClass, s.busy = Object{}, dcerpc.UUID{}, false, false
	s.asked.session, s.asked.n, s.internal = anySession, 0, internal{}
	s.found.reset()
	s.R.User, s.inner.User = s, s
	s.R.Reset(c, false)
	c.Is(kindStub)
	var t *Interface
	if call != nil {
		t = find(s.list, call.Interface.UUID)
	}
	if t == nil || !call.Known || call.Syntax != dcerpc.NDR20 {
		s.closed(c)
		return
	}
	var op *Operation
	if int(call.Opnum) < len(t.Operations) {
		op = &t.Operations[call.Opnum]
	}
	s.bigEndian = call.BigEndian
	s.R.Reset(c, call.BigEndian)
	if t.ORPC || op != nil && op.This {
		if call.Response {
			s.R.Param(that)
		} else {
			s.R.Param(this)
			s.this(c, t.ORPC)
		}
	}
	switch {
	case op == nil || op.Request == nil:
		s.closed(c)
	case call.Response:
		c.Is(op.Reply)
		s.R.Params(op.Out)
		s.version(c)
		s.R.End()
	default:
		c.Is(op.Request)
		s.R.Params(op.In)
		s.R.End()
	}
}

// this checks ORPCTHIS. Activation is no ORPC call: its flags may say that client
// and server are on one host.
func (s *Stub) this(c *dissect.Cursor, orpc bool) {
	s.version(c)
	if v, ok := s.R.Value(placeFlags); ok && orpc {
		at := s.R.Range(placeFlags)
		c.RequireAt(v == 0, ThisFlags, at.Off, at.Len, "")
	}
	if v, ok := s.R.Value(placeReserved); ok {
		at := s.R.Range(placeReserved)
		c.RequireAt(v == 0, ThisReserved, at.Off, at.Len, "")
	}
}

// version checks the COMVERSION that was read last, MS-DCOM 2.2.11.
func (s *Stub) version(c *dissect.Cursor) {
	major, _ := s.R.Value(placeMajor)
	minor, ok := s.R.Value(placeMinor)
	if !ok {
		return
	}
	at := s.R.Range(placeMinor)
	c.RequireAt(major == 5 && knownMinor(minor), COMVersion, at.Off-2, at.Len+2, "")
}

// knownMinor reports whether a minor version is one of MS-DCOM 1.7.
func knownMinor(v uint64) bool { return v == 1 || v == 2 || v == 4 || v == 6 || v == 7 }

// closed leaves closed what nothing is known about.
func (s *Stub) closed(c *dissect.Cursor) {
	if n := c.Left(); n > 0 {
		c.Closed(fStub, n)
	}
}

// Result is the HRESULT or status of a response.
func (s *Stub) Result() (v uint32, ok bool) {
	n, ok := s.R.Value(PlaceResult)
	return uint32(n), ok
}

// AppendInfo tells what is activated, which interface was marshaled, and the result.
func (s *Stub) AppendInfo(dst []byte) []byte {
	if s.HasClass {
		dst = append(dst, "class "...)
		if n := classNames[s.Class]; n != "" {
			dst = append(dst, n...)
		} else {
			dst = s.Class.AppendText(dst)
		}
	}
	if v, ok := s.Result(); ok {
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		dst = AppendResult(dst, v)
	}
	return dst
}

// AppendResult appends the name of an HRESULT or Win32 error, or its number.
func AppendResult(dst []byte, v uint32) []byte {
	if n := ResultNames.Value(uint64(v)); n != "" {
		return append(dst, n...)
	}
	return strconv.AppendUint(append(dst, "0x"...), uint64(v), 16)
}
