package spnego

import "github.com/radissect/radissect/dissect"

// handler reads the tokens of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     Message
	state State
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: tokens are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one token.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) { h.m.Decode(c) }

// Commit keeps the list of mechanisms, hands the token inside on, and checks the
// signature of the list.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m := h.m // a token inside may be one of ours
	b := x.Bytes()
	e := h.state.Current()
	switch {
	case m.Init && dir == dissect.FromClient:
		e.Restart()
		e.offered, e.n = m.Mechs, m.N
		if list := m.mechTypes.of(b); len(list) <= maxList {
			e.list = append([]byte(nil), list...)
		}
	case !m.Init && dir == dissect.FromServer:
		h.reply(&m, e, x)
	}
	token := m.token.of(b)
	e.Final = false
	if p := For(h.conv, token); p != nil {
		e.Mech = Sniff(token).same()
		x.Pass(p, m.token.off, m.token.n, "")
	}
	h.mic(dir, &m, e, x)
}

// reply checks a NegTokenResp of the acceptor.
func (h *handler) reply(m *Message, e *Exchange, x *dissect.Context) {
	whole := len(x.Bytes())
	if e.n > 0 {
		if !e.replied {
			x.Require(m.State != NoState, NegStateFirst, 0, whole, "")
		} else {
			x.Require(!m.chosen, SupportedFirst, 0, whole, "")
		}
		if m.chosen {
			x.Require(e.offers(m.Supported), SupportedOffered, 0, whole, m.Supported.String()+" was not offered")
		}
	}
	if m.State != NoState {
		x.Require(m.State != Reject, Rejected, 0, whole, "")
	}
	e.replied = true
	e.wantMIC = e.wantMIC || m.State == RequestMIC
}

// offers reports whether the initiator has offered mech.
func (e *Exchange) offers(mech Mech) bool {
	for _, o := range e.offered[:e.n] {
		if o.same() == mech.same() {
			return true
		}
	}
	return e.n == maxMechs
}

// mic checks mechListMIC.
func (h *handler) mic(dir dissect.Dir, m *Message, e *Exchange, x *dissect.Context) {
	b := x.Bytes()
	if dir == dissect.FromClient && e.wantMIC && e.Final {
		x.Require(m.mic.n > 0, MICRequested, 0, len(b), "")
	}
	if m.mic.n == 0 || e.Context == nil || len(e.list) == 0 {
		return
	}
	if err := e.Context.VerifyListMIC(dir, m.mic.of(b), e.list); err != nil {
		x.Report(ListMIC, m.mic.off, m.mic.n, err.Error())
		return
	}
	x.Held(ListMIC)
}

// Info tells what is offered or chosen.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	if m.Init {
		for i, mech := range m.Mechs[:m.N] {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = append(dst, mech.String()...)
		}
		return dst
	}
	if m.State != NoState {
		dst = append(dst, negStateNames.Value(uint64(m.State))...)
	}
	if m.chosen {
		if len(dst) > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, m.Supported.String()...)
	}
	return dst
}
