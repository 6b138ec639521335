package dcom

import (
	"slices"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
)

// An Activation is one activation of a class, MS-DCOM 3.1.2.5.2.3.
type Activation struct {
	Class      dcerpc.UUID
	Session    uint32        // dwSessionId; AnySession for none
	Interfaces []dcerpc.UUID // that are asked for, the first 64
	Operation  string
	Level      uint8  // auth_level of the call
	Answered   bool   // Result holds
	Result     uint32 // HRESULT of the call
}

// AnySession is a Session that leaves it to the server, MS-DCOM 2.2.22.2.2.
const AnySession = anySession

// An Activator is a handler that wants to know when its class is activated.
type Activator interface {
	// Activated is called with the request and again with the response or fault.
	Activated(dir dissect.Dir, a *Activation, x *dissect.Context)
}

// query is what the response to RemQueryInterface needs of the request.
type query struct{ iids []dcerpc.UUID }

// Commit checks what holds for the calls of every COM interface, and takes what the
// stub tells about objects and ports.
func (s *Stub) Commit(conv *dissect.Conversation, x *dissect.Context) {
	call := dcerpc.Of(conv).Call
	if call == nil || !call.Known {
		return
	}
	n := len(x.Bytes())
	if !call.Response {
		x.Require(call.Interface.Major == 0 && call.Interface.Minor == 0, VersionZero, 0, n, "")
		s.level(conv, call, x)
		if call.Interface.UUID == idRemUnknown.UUID || call.Interface.UUID == idRemUnknown2.UUID {
			if s.asked.n > 0 && call.Private == nil {
				call.Private = &query{slices.Clone(s.asked.iids[:s.asked.n])}
			}
		}
		return
	}
	s.objects(conv, call)
	s.endpoints(conv, x)
}

// level checks how an activation or a call on an object is protected, once for each
// connection. Object resolution is asked for without, by everybody.
func (s *Stub) level(conv *dissect.Conversation, call *dcerpc.Call, x *dissect.Context) {
	st := dcerpc.Of(conv)
	if st.ObjectsJudged || call.Interface.UUID == idObjectExporter.UUID || !st.BindSeen() {
		return
	}
	st.ObjectsJudged = true
	level, detail := max(call.Level, st.Level), "no authentication"
	if level > dcerpc.LevelNone {
		detail = "level " + levelNames.Value(uint64(level))
	}
	x.Require(level >= dcerpc.LevelIntegrity, Level, 0, len(x.Bytes()), detail)
}

// objects takes the objects of a response.
func (s *Stub) objects(conv *dissect.Conversation, call *dcerpc.Call) {
	f := &s.found
	if f.n == 0 && f.unknown == (dcerpc.UUID{}) {
		return
	}
	list := dcerpc.ObjectsOf(conv)
	list.Name(f.unknown, idRemUnknown)
	q, _ := call.Private.(*query)
	for i := range f.n {
		o := &f.objects[i]
		id := o.IID
		if at := int(f.queried[i]); at > 0 && q != nil && at <= len(q.iids) {
			id = q.iids[at-1]
		}
		list.Name(o.IPID, dcerpc.UUIDVersion{UUID: id})
	}
}

// endpoints follows the ports of string bindings, and checks the addresses in them.
func (s *Stub) endpoints(conv *dissect.Conversation, x *dissect.Context) {
	for _, port := range s.found.ports[:s.found.nports] {
		conv.Announce(port, dcerpc.Protocol)
	}
	server := conv.Server.Addr.Addr()
	if !server.IsGlobalUnicast() || server.IsPrivate() {
		return // inside of a network its addresses are no secret
	}
	if at := s.internal; at.len > 0 {
		x.Report(InternalAddress, at.off, at.len, "the server is reached at "+server.String())
	} else if s.found.nports > 0 {
		x.Held(InternalAddress)
	}
}

// activate takes the request of an activation.
func (h *handler) activate(dir dissect.Dir, call *dcerpc.Call, x *dissect.Context) {
	if s := h.stub; s.HasClass {
		_, operation := h.OperationName(call.Interface, call.Opnum)
		a := &Activation{Class: s.Class, Session: s.asked.session, Interfaces: slices.Clone(s.asked.iids[:s.asked.n]), Operation: operation, Level: max(call.Level, dcerpc.Of(h.conv).Level)}
		call.Private = a
		h.tell(dir, a, x)
	}
}

// activated takes the response of an activation.
func (h *handler) activated(dir dissect.Dir, call *dcerpc.Call, x *dissect.Context) {
	if a, ok := call.Private.(*Activation); ok {
		a.Result, a.Answered = h.stub.Result()
		h.tell(dir, a, x)
	}
}

func (h *handler) tell(dir dissect.Dir, a *Activation, x *dissect.Context) {
	if p := Class.In(h.conv, a.Class); p != nil {
		if w, ok := h.conv.Handler(p).(Activator); ok {
			w.Activated(dir, a, x)
		}
	}
}

// Sealed implements dcerpc.Observer: what is activated is then not known.
func (h *handler) Sealed(_ dissect.Dir, _ *dissect.Context) {}

// Failed implements dcerpc.Observer.
func (h *handler) Failed(dir dissect.Dir, status uint32, x *dissect.Context) {
	call := dcerpc.Of(h.conv).Call
	if call == nil {
		return
	}
	if a, ok := call.Private.(*Activation); ok {
		a.Result, a.Answered = status, true
		h.tell(dir, a, x)
	}
}
