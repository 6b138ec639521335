package ntlm

import (
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// handler reads the messages of one conversation.
type handler struct {
	conv *dissect.Conversation
	m    *Message // decoded last; one serves all conversations of a worker
	view []byte   // the message decoded last, for Info; valid until the next one
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// rooms is the key of what conversations share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, m: c.Room(rooms, func() any { return new(Message) }).(*Message)}
}

// Frame is not used: messages are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one message.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.view = c.Peek()
	h.m.Decode(c)
}

// Commit lets the message take effect on the authentication that the carrier
// has selected.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, b := h.m, x.Bytes()
	if m.Type < TypeNegotiate || m.Type > TypeAuthenticate {
		return
	}
	from := dissect.FromClient
	if m.Type == TypeChallenge {
		from = dissect.FromServer
	}
	x.Require(dir == from, Direction, 8, 4, "")
	gss := spnego.Of(h.conv).Current()
	e, _ := gss.Private.(*Exchange)
	if e == nil {
		e = &Exchange{}
		gss.Private = e
	}
	gss.Mech = spnego.NTLM
	if m.Type == TypeChallenge {
		h.returned(e, x)
	}
	challenged := e.Challenged
	e.Take(m, b, keys.Of(h.conv))
	gss.Context, gss.With = nil, ""
	if m.Type != TypeAuthenticate {
		return
	}
	if e.Context != nil {
		gss.Context = e.Context
	}
	if e.Account != nil {
		gss.With = e.Account.Origin.Name()
	}
	gss.Final = true
	if challenged || !h.conv.Missed() {
		x.Require(challenged, Order, 8, 4, "")
	}
	h.responses(x)
	h.strength(e, x)
	h.outcomes(e, x)
}

// returned checks that the server kept what the client asked for.
func (h *handler) returned(e *Exchange, x *dissect.Context) {
	const flagsAt = 20 // NegotiateFlags of CHALLENGE, MS-NLMP 2.2.1.2
	if e.Offered&NegotiateSign != 0 {
		x.Require(h.m.Flags&NegotiateSign != 0, SignReturned, flagsAt, 4, "")
	}
	if e.Offered&NegotiateSeal != 0 {
		x.Require(h.m.Flags&NegotiateSeal != 0, SealReturned, flagsAt, 4, "")
	}
}

// responses judges the responses of the client.
func (h *handler) responses(x *dissect.Context) {
	m, b := h.m, x.Bytes()
	x.RequireHere(!m.Anonymous(), Anonymous, 8, 4, "")
	kind := m.Response()
	if kind != NoResponse {
		x.RequireHere(kind == V2, NTLMv1, m.NT.Off, m.NT.Len, kind.String())
	}
	if lm := m.LM.Of(b); len(lm) == responseLength && (kind == V1 || kind == NoResponse) {
		same := string(lm) == string(m.NT.Of(b)) // NoLMResponseNTLMv1, MS-NLMP 3.3.1
		x.RequireHere(same || allZero(lm), LMResponse, m.LM.Off, m.LM.Len, "")
	}
}

// strength judges what protects the session.
func (h *handler) strength(e *Exchange, x *dissect.Context) {
	m, b := h.m, x.Bytes()
	const flagsAt = 60 // NegotiateFlags of AUTHENTICATE, MS-NLMP 2.2.1.3
	if m.Flags&(NegotiateSign|NegotiateSeal) != 0 {
		x.RequireHere(m.Flags&NegotiateESS != 0, NoESS, flagsAt, 4, "")
	}
	if m.Flags&NegotiateSeal != 0 {
		x.RequireHere(m.Flags&Negotiate128 != 0, WeakKey, flagsAt, 4, "")
	}
	if m.Response() != V2 {
		return
	}
	has := m.MIC.Len > 0 && !allZero(m.MIC.Of(b))
	if m.AV.Flags&FlagMIC != 0 {
		x.Require(has, MICPromised, m.NT.Off, m.NT.Len, "")
		if has && e.Timestamp != 0 {
			x.Held(MICWithTimestamp)
		}
	} else if e.Timestamp != 0 {
		x.Require(has, MICWithTimestamp, 8, 4, "")
	}
	if e.Timestamp != 0 {
		x.Require(m.Time == e.Timestamp, TimeCopied, m.NT.Off, m.NT.Len, "")
		x.Require(allZero(m.LM.Of(b)), LMWithTimestamp, m.LM.Off, m.LM.Len, "")
	}
}

// outcomes reports what the given secrets tell.
func (h *handler) outcomes(e *Exchange, x *dissect.Context) {
	m := h.m
	if e.Proof != Unchecked {
		x.Require(e.Proof == Fits, Proof, m.NT.Off, m.NT.Len, "user "+e.name())
	}
	if e.MIC != Unchecked {
		x.Require(e.MIC == Fits, MIC, m.MIC.Off, m.MIC.Len, "")
	}
}

// name is the account as Windows writes it.
func (e *Exchange) name() string {
	if e.Domain == "" {
		return e.User
	}
	return e.Domain + `\` + e.User
}

// Info tells the target, or the account and how it proves itself.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := h.m
	switch m.Type {
	case TypeChallenge:
		return m.appendText(dst, m.TargetName, h.view)
	case TypeAuthenticate:
		if m.Anonymous() {
			return append(dst, "anonymous"...)
		}
		if m.Domain.Len > 0 {
			dst = append(m.appendText(dst, m.Domain, h.view), '\\')
		}
		dst = append(m.appendText(dst, m.User, h.view), ", "...)
		dst = append(dst, m.Response().String()...)
		if m.Workstation.Len > 0 {
			dst = m.appendText(append(dst, ", from "...), m.Workstation, h.view)
		}
	}
	return dst
}
