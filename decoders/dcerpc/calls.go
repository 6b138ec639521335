package dcerpc

import (
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxContexts is how many presentation contexts of a connection are kept.
	// Servers allow thousands (MS-RPCE 3.3.3.5.5); clients use a handful.
	maxContexts = 256
	// maxCalls is how many calls may be without an answer at a time; the oldest
	// is forgotten. Clients that multiplex have a few dozen.
	maxCalls = 256
	// maxStub is the longest stub in bytes that is put together: twice what servers
	// take (MS-RPCE 3.3.3.5.4).
	maxStub = 8 << 20
	// maxHeld is how many bytes of unfinished stubs a connection may hold.
	maxHeld = 16 << 20
)

// A Call is one remote procedure call.
type Call struct {
	ID        uint32
	Context   uint16 // p_cont_id
	Opnum     uint16
	Interface UUIDVersion // zero where the presentation context is not known
	Syntax    Syntax
	Object    UUID // of the request
	HasObject bool
	BigEndian bool  // of the PDU at hand
	Response  bool  // the stub at hand is that of the response
	Known     bool  // the request was seen: Opnum holds
	Level     uint8 // auth_level, LevelNone where there is none
	Provider  uint8 // auth_type

	// Private is what the child wants to find again when the response comes.
	Private any

	bound    bool // the presentation context is known
	transfer UUIDVersion
	dir      dissect.Dir // of the request
	parts    [2]part     // request, response
}

// part is the stub of the request or of the response while its fragments come.
type part struct {
	join  *reassembly.Joiner // made for the second fragment that is needed
	open  bool               // a first fragment was seen, the last was not
	lost  bool               // bytes are missing or could not be opened
	auth  Auth               // of the first fragment
	has   bool               // the first fragment has a sec_trailer
	hint  uint32             // alloc_hint of the first fragment
	bytes uint64             // stub bytes so far, as they were sent
	held  int                // bytes in join
}

// A presentation is a negotiated presentation context, C706 12.6.4.3.
type presentation struct {
	id       uint16
	iface    UUIDVersion
	transfer UUIDVersion
	refused  bool
	answered bool
}

// maxFree is how many calls that are over are kept for use again.
const maxFree = 64

// room is what all conversations of a worker share: nothing in it lasts beyond a
// message.
type room struct {
	m    PDU
	free []*Call
}

// rooms is its key.
var rooms = new(byte)

func roomOf(conv *dissect.Conversation) *room {
	return conv.Room(rooms, func() any { return &room{} }).(*room)
}

// call is room for a call; what is in it is undefined.
func (r *room) call() *Call {
	n := len(r.free)
	if n == 0 {
		return &Call{}
	}
	c := r.free[n-1]
	r.free = r.free[:n-1]
	return c
}

// over takes back a call that nobody refers to any more.
func (r *room) over(c *Call) {
	*c = Call{}
	if len(r.free) < maxFree {
		r.free = append(r.free, c)
	}
}

// State is what is known about a connection.
type State struct {
	// Call is the call that the stub at hand belongs to; nil when a child is
	// handed something else.
	Call *Call
	// Group is the association group that the server named, 0 before.
	Group uint32
	// HeaderSign says that both sides support header signing.
	HeaderSign bool
	// Level is the authentication level that was negotiated last, LevelNone before. Up to
	// LevelCall requests do not show it.
	Level uint8
	// ObjectsJudged is for MS-DCOM: it has judged how calls are protected.
	ObjectsJudged bool

	contexts []presentation
	pending  []ContextElement // of the bind that has no answer yet
	waiting  bool             // a bind or alter_context has no answer yet
	bound    bool             // a bind was seen
	asked    bool             // the first bind with security asked for header signing
	calls    []*Call          // without an answer, oldest first
	objects  *Objects         // of the two hosts
	room     *room
	last     [2]uint32 // highest call_id of requests, by direction
	began    [2]bool
	held     int
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	if conv == nil {
		return &State{}
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// BindSeen reports whether the connection was seen from its bind on, so that what
// was not negotiated is known.
func (s *State) BindSeen() bool { return s.bound }

// context is the presentation context with this identifier, nil where none was
// negotiated.
func (s *State) context(id uint16) *presentation {
	for i := len(s.contexts) - 1; i >= 0; i-- {
		if s.contexts[i].id == id {
			return &s.contexts[i]
		}
	}
	return nil
}

// offer notes the contexts of a bind, and takes each for accepted until the
// server says otherwise.
func (s *State) offer(list []ContextElement) {
	s.pending = append(s.pending[:0], list...)
	s.waiting = true
	for _, e := range list {
		if SyntaxOf(e.Transfer) == BindFeatures {
			continue
		}
		if p := s.context(e.ID); p != nil {
			if !p.answered {
				*p = presentation{id: e.ID, iface: e.Interface, transfer: e.Transfer}
			}
			continue
		}
		if len(s.contexts) == maxContexts {
			s.contexts = append(s.contexts[:0], s.contexts[1:]...)
		}
		s.contexts = append(s.contexts, presentation{id: e.ID, iface: e.Interface, transfer: e.Transfer})
	}
}

// answer takes in the results of the server, which belong to the contexts by
// their place (MS-RPCE 3.3.1.5.6).
func (s *State) answer(list []Result) {
	for i, r := range list {
		if i >= len(s.pending) || r.Result == resultNegotiateAck {
			continue
		}
		p := s.context(s.pending[i].ID)
		if p == nil || p.answered && !p.refused {
			continue
		}
		p.answered, p.refused = true, r.Result != resultAcceptance
		if !p.refused {
			p.transfer = r.Transfer
		}
	}
	s.pending, s.waiting = s.pending[:0], false
}

// begin makes the call of a request.
func (s *State) begin(dir dissect.Dir, m *PDU) *Call {
	s.end(s.find(dir, m.CallID, m.Context))
	if len(s.calls) == maxCalls {
		s.end(s.calls[0])
	}
	call := s.room.call()
	*call = Call{
		ID: m.CallID, Context: m.Context, Opnum: m.Opnum, Object: m.Object, HasObject: m.Flags&FlagObject != 0,
		Known: true, dir: dir, Level: LevelNone,
	}
	s.bind(call)
	s.calls = append(s.calls, call)
	return call
}

// bind fills in what the presentation context of a call says.
//
// Where the negotiation was not captured, the object of a request may be known, and
// with it the interface. Objects are called in NDR (MS-DCOM 2.2).
func (s *State) bind(call *Call) {
	if p := s.context(call.Context); p != nil && !p.refused {
		call.bound, call.Interface, call.transfer, call.Syntax = true, p.iface, p.transfer, SyntaxOf(p.transfer)
		return
	} else if p != nil || !call.HasObject {
		return
	}
	if id, ok := s.objects.Interface(call.Object); ok {
		call.Interface, call.Syntax = id, NDR20
	}
}

// find is the call with this identifier and context that was begun by dir.
func (s *State) find(dir dissect.Dir, id uint32, context uint16) *Call {
	for i := len(s.calls) - 1; i >= 0; i-- {
		if c := s.calls[i]; c.dir == dir && c.ID == id && c.Context == context {
			return c
		}
	}
	return nil
}

// byContext is the oldest call on a context, for servers that answer with a
// call_id of their own.
func (s *State) byContext(dir dissect.Dir, context uint16) *Call {
	for _, c := range s.calls {
		if c.dir == dir && c.Context == context {
			return c
		}
	}
	return nil
}

// end forgets a call.
func (s *State) end(call *Call) {
	if call == nil {
		return
	}
	for i := range call.parts {
		s.release(&call.parts[i])
	}
	for i, c := range s.calls {
		if c == call {
			copy(s.calls[i:], s.calls[i+1:])
			s.calls[len(s.calls)-1] = nil
			s.calls = s.calls[:len(s.calls)-1]
			break
		}
	}
	s.room.over(call)
}

// release gives back the bytes that a part holds.
func (s *State) release(p *part) {
	s.held -= p.held
	p.join, p.held = nil, 0
}
