package dcerpc

import (
	"strconv"
	"unsafe"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// handler reads the PDUs of one connection.
type handler struct {
	conv  *dissect.Conversation
	m     *PDU // decoded last
	state State

	lost       [2]bool // bytes of this direction are missing: its key stream cannot be followed
	signAsked  bool    // a bind with security at integrity or above was seen
	offeredAny bool    // a security context was negotiated
	judged     bool    // the first request was judged
	auth3      bool    // the last negotiating PDU of the client was an rpc_auth_3
	plain      []byte
	from       reassembly.Map
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
	_ dissect.Resyncer    = (*handler)(nil)
)

// Frame finds the end of a PDU by frag_length, C706 12.6.3.1.
func (h *handler) Frame(_ dissect.Dir, b []byte) int {
	switch {
	case !plausible(b):
		return dissect.Lost
	case len(b) < 10:
		return 0
	}
	return int(order(b).Uint16(b[8:]))
}

// Resync finds the next header.
func (h *handler) Resync(_ dissect.Dir, b []byte) int {
	for i := range b {
		if b[i] == version && plausible(b[i:]) {
			return i
		}
	}
	return len(b)
}

// Gap notes that fragments may be among the lost bytes.
func (h *handler) Gap(dir dissect.Dir, _ uint64) {
	h.lost[dir] = true
	for _, call := range h.state.calls {
		if p := &call.parts[which(call, dir)]; p.open {
			p.lost = true
			h.state.release(p)
		}
	}
}

// which is the part of a call that dir sends: 0 the request, 1 the response.
func which(call *Call, dir dissect.Dir) int {
	if call.dir == dir {
		return 0
	}
	return 1
}

// Decode reads one PDU.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) { h.m.Decode(c) }

// Commit lets the PDU take effect.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	if x.Touched() {
		h.Gap(dir, 0)
	}
	switch m.Type {
	case TypeBind, TypeAlterContext:
		h.auth3 = false
		s.bound = s.bound || m.Type == TypeBind
		s.offer(m.Contexts)
		h.token(dir, x)
	case TypeAuth3:
		h.auth3 = true
		h.token(dir, x)
	case TypeBindAck, TypeAlterContextResp:
		h.answered(x)
		s.Group = m.Group
		s.answer(m.Results)
		h.token(dir, x)
	case TypeBindNak:
		h.unasked(x)
		s.answer(nil)
	case TypeRequest:
		h.request(dir, x)
	case TypeResponse, TypeFault:
		h.response(dir, x)
	case TypeOrphaned:
		for _, call := range s.calls {
			if call.dir == dir && call.ID == m.CallID {
				s.end(call)
				break
			}
		}
	}
}

// unasked checks that an answer is not to an rpc_auth_3.
func (h *handler) unasked(x *dissect.Context) {
	if h.auth3 && !h.state.waiting {
		x.Require(false, Auth3Answer, 2, 1, "")
	} else if h.auth3 || h.state.waiting {
		x.Held(Auth3Answer)
	}
}

// answered checks a bind_ack or alter_context_resp against what was asked.
func (h *handler) answered(x *dissect.Context) {
	m, s := h.m, &h.state
	h.unasked(x)
	if s.waiting {
		if len(m.Results) == len(s.pending) {
			x.Held(ResultCount)
		} else {
			x.Report(ResultCount, 0, len(x.Bytes()), "results: "+strconv.Itoa(len(m.Results))+", contexts: "+strconv.Itoa(len(s.pending)))
		}
	}
	if h.signAsked {
		s.HeaderSign = s.asked && m.Flags&FlagHeaderSign != 0
		x.Require(s.HeaderSign, HeaderSigning, 3, 1, "")
		h.signAsked = false
	}
}

// token hands a token of the negotiation to the protocol of its mechanism.
func (h *handler) token(dir dissect.Dir, x *dissect.Context) {
	m, a := h.m, &h.m.Auth
	if !a.Present {
		return
	}
	if dir == dissect.FromClient {
		h.state.Level = a.Level
	}
	first := !h.offeredAny
	h.offeredAny = true
	if dir == dissect.FromClient && m.Type != TypeAuth3 {
		if a.Level >= LevelIntegrity && first {
			h.signAsked, h.state.asked = true, m.Flags&FlagHeaderSign != 0
		}
	}
	gss := spnego.Of(h.conv).Select(a.Context)
	if dir == dissect.FromClient && gss.Mech == spnego.UnknownMech && a.Type != AuthNone {
		x.RequireHere(a.Level == LevelPrivacy, Privacy, a.off+1, 1, "")
	}
	if p := spnego.For(h.conv, x.Bytes()[a.token:a.token+a.n]); p != nil && a.n > 0 {
		x.Pass(p, a.token, a.n, "")
	}
	h.protect(a, gss)
}

// needs says what would open a protected connection.
const (
	needNTLM     = "the password or NT hash of the account opens it"
	needKerberos = "the key of the service (a keytab) or of the session opens it"
	needOther    = "radissect has no key for this security provider"
)

// protect records how the calls are protected.
func (h *handler) protect(a *Auth, gss *spnego.Exchange) {
	if a.Level < LevelPacket {
		return
	}
	p := dissect.Protection{Kind: "rpc", Cipher: levelWord(a.Level), Need: needOther}
	switch gss.Mech {
	case spnego.NTLM:
		p.Kind, p.Need = "ntlm", needNTLM
	case spnego.Kerberos, spnego.MSKerberos:
		p.Kind, p.Need = "kerberos", needKerberos
	}
	if gss.Context != nil {
		p.Cipher += ", " + gss.Context.Cipher()
		p.Open, p.With, p.Need = true, gss.With, ""
	}
	if a.Level < LevelPrivacy {
		p.Need = ""
	}
	h.conv.Protect(p)
}

// request takes one fragment of a request.
func (h *handler) request(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	h.judge(x)
	call := s.find(dir, m.CallID, m.Context)
	if m.Flags&FlagFirst != 0 {
		if call != nil && call.parts[0].open {
			x.Report(FragmentOrder, 3, 1, "a first fragment within request "+strconv.FormatUint(uint64(m.CallID), 10))
		} else {
			x.Held(FragmentOrder)
		}
		h.callID(dir, x)
		call = s.begin(dir, m)
		h.known(call, x)
	} else if call == nil || !call.parts[0].open {
		h.stray(dir, call, x)
		return
	}
	call.BigEndian, call.Response = m.BigEndian, false
	if m.Auth.Present {
		call.Level, call.Provider = m.Auth.Level, m.Auth.Type
	}
	h.take(dir, call, &call.parts[0], x)
	if m.Flags&FlagLast != 0 && m.Flags&FlagMaybe != 0 {
		s.end(call)
	}
}

// judge checks whether the first request of a connection is authenticated.
func (h *handler) judge(x *dissect.Context) {
	if h.judged {
		return
	}
	h.judged = true
	if h.state.bound {
		x.Require(h.offeredAny || h.m.Auth.Present, Unauthenticated, 10, 2, "")
	}
}

// callID checks that the call_id of requests increases.
func (h *handler) callID(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	if s.began[dir] {
		if m.CallID >= s.last[dir] {
			x.Held(CallIDIncreases)
		} else {
			x.Report(CallIDIncreases, 12, 4, strconv.FormatUint(uint64(m.CallID), 10)+" after "+strconv.FormatUint(uint64(s.last[dir]), 10))
		}
	}
	s.began[dir] = true
	s.last[dir] = max(s.last[dir], m.CallID)
}

// known checks that the presentation context of a request was accepted.
func (h *handler) known(call *Call, x *dissect.Context) {
	if !h.state.bound {
		return
	}
	x.Require(call.bound, ContextKnown, 20, 2, "")
}

// stray takes a fragment that continues nothing. It still moves the key stream on,
// and one of a request says what the response will be about.
func (h *handler) stray(dir dissect.Dir, call *Call, x *dissect.Context) {
	m := h.m
	if !h.lost[dir] && h.state.bound {
		x.Report(FragmentOrder, 3, 1, "no first fragment before")
	}
	if call == nil && m.Type == TypeRequest {
		call = h.state.begin(dir, m)
		call.parts[0] = part{open: m.Flags&FlagLast == 0, lost: true}
	}
	h.open(dir, x)
}

// response takes one fragment of a response, or a fault.
func (h *handler) response(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	call := s.find(dir.Other(), m.CallID, m.Context)
	switch {
	case call != nil:
		x.Held(ResponseCall)
	default:
		if call = s.byContext(dir.Other(), m.Context); call == nil && m.Type == TypeFault && len(s.calls) > 0 {
			call = s.calls[0] // a fault may leave the context out
		}
		if s.bound && m.Flags&FlagFirst != 0 && !h.lost[0] && !h.lost[1] {
			x.Report(ResponseCall, 12, 4, strconv.FormatUint(uint64(m.CallID), 10)+" is the call_id of no request")
		}
	}
	if call == nil {
		call = s.room.call()
		*call = Call{ID: m.CallID, Context: m.Context, dir: dir.Other()}
		s.bind(call)
	}
	call.BigEndian, call.Response = m.BigEndian, true
	p := &call.parts[1]
	if m.Type == TypeFault {
		if m.Auth.Present {
			h.open(dir, x)
		}
		h.failed(dir, call, x)
		s.end(call)
		return
	}
	if m.Flags&FlagFirst == 0 && !p.open {
		h.stray(dir, call, x)
		return
	}
	if m.Flags&FlagFirst != 0 {
		x.Require(!p.open, FragmentOrder, 3, 1, "")
		s.release(p)
		*p = part{}
	}
	h.take(dir, call, p, x)
	if m.Flags&FlagLast != 0 {
		s.end(call)
	}
}

// take puts the stub data of a fragment to its call, and hands on the whole.
func (h *handler) take(dir dissect.Dir, call *Call, p *part, x *dissect.Context) {
	m := h.m
	first, last := m.Flags&FlagFirst != 0, m.Flags&FlagLast != 0
	if first {
		*p = part{open: true, auth: m.Auth, has: m.Auth.Present, hint: m.Hint}
	} else {
		h.constant(p, x)
	}
	stub, derived, ok := h.open(dir, x)
	if !ok {
		p.lost = true
		h.state.release(p)
	}
	if first && !ok {
		h.sealed(dir, call, x)
	}
	end := len(x.Bytes())
	if m.Auth.Present {
		end = m.Auth.off
	}
	p.bytes += uint64(max(0, end-m.stubOff))
	if last {
		p.open = false
		if !h.lost[dir] {
			h.hint(p, x)
		}
	}
	switch {
	case p.lost:
	case first && last:
		h.whole(call, stub, derived, x)
	default:
		h.join(call, p, stub, derived, first, last, x)
	}
}

// sealed tells the protocol of the interface about a call that cannot be opened.
func (h *handler) sealed(dir dissect.Dir, call *Call, x *dissect.Context) {
	if p := child(h.conv, call.Interface); p != nil {
		if o, ok := h.conv.Handler(p).(Observer); ok {
			h.with(call, func() { o.Sealed(dir, x) })
		}
	}
}

// failed tells the protocol of the interface about a fault.
func (h *handler) failed(dir dissect.Dir, call *Call, x *dissect.Context) {
	if p := child(h.conv, call.Interface); p != nil {
		if o, ok := h.conv.Handler(p).(Observer); ok {
			h.with(call, func() { o.Failed(dir, h.m.Status, x) })
		}
	}
}

// constant checks that fragments of one call are protected alike.
func (h *handler) constant(p *part, x *dissect.Context) {
	a := &h.m.Auth
	if p.has {
		x.Require(a.Present, AuthEvery, 10, 2, "")
	}
	if p.has && a.Present {
		x.Require(a.Type == p.auth.Type && a.Level == p.auth.Level && a.Context == p.auth.Context, AuthConstant, a.off, authLength, "")
	}
}

// hint checks alloc_hint once the whole stub was seen.
func (h *handler) hint(p *part, x *dissect.Context) {
	if p.hint == 0 {
		return
	}
	if uint64(p.hint) <= p.bytes {
		x.Held(AllocHint)
		return
	}
	x.Report(AllocHint, headerLength, 4, "alloc_hint "+strconv.FormatUint(uint64(p.hint), 10)+", stub data "+strconv.FormatUint(p.bytes, 10))
}

// open gives the stub data of the PDU: as it was sent, or opened with the
// security context; then derived is true and the bytes are valid until the next
// PDU. It checks the signature where it can. ok is false when the data cannot
// be read or must not be believed.
func (h *handler) open(dir dissect.Dir, x *dissect.Context) (stub []byte, derived, ok bool) {
	m, a, b := h.m, &h.m.Auth, x.Bytes()
	stub = b[m.stubOff : m.stubOff+m.stubLen]
	if !a.Present || a.Level < LevelIntegrity {
		return stub, false, !m.Sealed
	}
	gss := spnego.Of(h.conv).Select(a.Context)
	if gss.Context == nil || gss.Mech == spnego.NTLM && h.lost[dir] {
		return stub, false, !m.Sealed
	}
	// Who negotiates no header signing still has NTLM sign everything: impacket,
	// and the servers that take its calls.
	whole := h.state.HeaderSign || gss.Mech == spnego.NTLM
	token := b[a.token : a.token+a.n]
	var err error
	if !m.Sealed {
		switch {
		case whole:
			err = gss.Context.VerifyMIC(dir, token, b[:a.token])
		case m.stubOff > 0:
			err = gss.Context.VerifyMIC(dir, token, b[m.stubOff:a.off])
		}
	} else {
		var before, after []byte
		if whole {
			before, after = b[:m.stubOff], b[a.off:a.token]
		}
		h.plain, err = gss.Context.Unseal(h.plain[:0], dir, before, stub, after, token)
		if cap(h.plain) > 1<<16 {
			defer func() { h.plain = nil }()
		}
		stub, derived = h.plain[:max(0, len(h.plain)-int(a.Pad))], true
	}
	if err != nil {
		x.Report(Signature, a.token, a.n, err.Error())
		return stub, derived, false
	}
	x.Held(Signature)
	return stub, derived, true
}

// whole hands on the stub of a call that has one fragment.
func (h *handler) whole(call *Call, stub []byte, derived bool, x *dissect.Context) {
	m := h.m
	if !derived {
		h.trailer(call, &m.Trailer, x)
		if p := child(h.conv, call.Interface); p != nil {
			h.with(call, func() { x.Pass(p, m.stubOff, m.stubLen, "") })
		}
		return
	}
	h.from.Reset()
	h.from.AddWhole(0, x.Ranges(m.stubOff, m.stubLen))
	h.derived(call, stub, &h.from, x)
}

// trailer checks a verification trailer against what is known of its call.
func (h *handler) trailer(call *Call, t *Trailer, x *dissect.Context) {
	if !t.Present {
		return
	}
	ok, detail := t.fits(call, h.m.drep, h.state.asked, h.state.bound && h.offeredAny)
	x.Require(ok, TrailerFits, 0, len(x.Bytes()), detail)
}

// join adds a fragment to the stub of its call.
func (h *handler) join(call *Call, p *part, stub []byte, derived, first, last bool, x *dissect.Context) {
	m, s := h.m, &h.state
	from := x.Ranges(m.stubOff, m.stubLen)
	if derived {
		for i := range from {
			from[i].Whole = true
		}
	}
	if first || p.join == nil {
		p.join = &reassembly.Joiner{Max: maxStub}
	}
	var st reassembly.Status
	switch {
	case s.held+len(stub) > maxHeld:
		st = reassembly.TooBig
	case first:
		st = p.join.First(-1, stub, from)
	default:
		st = p.join.Next(stub, from)
	}
	if st&reassembly.TooBig != 0 {
		x.Report(dissect.LimitBuffer, 8, 2, "stub data of one call")
		p.lost = true
		s.release(p)
		return
	}
	p.held += len(stub)
	s.held += len(stub)
	x.HandOn(m.stubOff, m.stubLen)
	if last {
		h.derived(call, p.join.Bytes(), p.join.Map(), x)
		s.release(p)
	}
}

// derived hands on stub data that is not part of one PDU.
func (h *handler) derived(call *Call, stub []byte, from *reassembly.Map, x *dissect.Context) {
	x.HandOn(h.m.stubOff, h.m.stubLen)
	p := stubs.In(h.conv, struct{}{})
	if p == nil {
		end := len(stub)
		if !call.Response {
			end = trailerStart(stub)
		}
		p, stub = child(h.conv, call.Interface), stub[:end]
	}
	h.with(call, func() { x.PassBytes(p, stub, from, "") })
}

// with runs f while call is the one at hand.
func (h *handler) with(call *Call, f func()) {
	was := h.state.Call
	h.state.Call = call
	f()
	h.state.Call = was
}

// child is the protocol that reads the stubs of an interface, nil for none.
func child(conv *dissect.Conversation, id UUIDVersion) *dissect.Protocol {
	if p := Interface.In(conv, id); p != nil {
		return p
	}
	id.Minor = 0
	return Interface.In(conv, id)
}

// callBytes and contextBytes are what a call without an answer and a presentation
// context take, besides stubs.
const (
	callBytes    = int(unsafe.Sizeof(Call{})) + 64
	contextBytes = int(unsafe.Sizeof(presentation{}))
)

// Held is what calls and the parts of their stubs take, in bytes.
func (h *handler) Held() int {
	s := &h.state
	return s.held + len(s.calls)*callBytes + len(s.contexts)*contextBytes
}
