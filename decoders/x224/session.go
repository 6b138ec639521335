package x224

import (
	"strconv"

	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
)

// State is what a conversation has negotiated. It is filled by the messages
// seen so far; where the start of the conversation was missed it stays zero.
type State struct {
	RequestSeen  bool   // a Connection Request was seen
	Asked        bool   // it carried a negotiation request
	Requested    uint32 // its requestedProtocols; 0 without a negotiation request
	RequestFlags uint8
	ResponseSeen bool   // a Connection Confirm was seen
	Negotiated   bool   // it carried a negotiation response
	Selected     uint32 // its selectedProtocol; 0 (PROTOCOL_RDP) without one
	Flags        uint8  // flags of the negotiation response
	Failure      uint32 // failureCode, 0 when there was none
}

// Of is the negotiation of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// handler reads the TPDUs of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     TPDU
	b     []byte // of the message decoded last, for Info
	state State
	rdp   bool // the conversation carries T.125: data goes to mcs
	open  bool // the last Data TPDU did not end its TSDU
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: TPDUs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one TPDU.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.m = TPDU{}
	h.b = c.Peek()
	h.m.Decode(c)
}

// Commit keeps what was negotiated, hands data on, and gives the stream to the
// security protocol that the server selected.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.b = nil
	m := &h.m
	switch m.Code {
	case CodeConnectionRequest:
		h.rdp = h.rdp || m.RDP
		h.state = State{RequestSeen: true, Asked: m.Request.Present, Requested: m.Request.Protocols, RequestFlags: m.Request.Flags}
	case CodeConnectionConfirm:
		h.rdp = h.rdp || m.RDP
		h.confirmed(x)
	case CodeData:
		h.data(dir, x)
	}
}

// confirmed takes in a Connection Confirm.
func (h *handler) confirmed(x *dissect.Context) {
	m, s := &h.m, &h.state
	s.ResponseSeen, s.Negotiated = true, m.Response.Present
	s.Selected, s.Flags, s.Failure = m.Response.Selected, m.Response.Flags, m.Failure.Code
	if !h.rdp || m.Failure.Present {
		return
	}
	h.checkSelection(x)
	if p := External.In(h.conv, s.Selected); p != nil && s.Selected != ProtocolRDP {
		x.Switch(p)
	}
}

// checkSelection checks what the server selected against what was offered.
func (h *handler) checkSelection(x *dissect.Context) {
	s := &h.state
	off, n := 0, len(x.Bytes())
	if s.Negotiated {
		off, n = h.m.selectedAt, 4
	}
	x.Require(s.Selected != ProtocolRDP, StandardSecurity, off, n, "")
	if s.Selected != ProtocolRDP {
		x.Require(s.Selected != ProtocolSSL, NLA, off, n, "")
	}
	if !s.RequestSeen || !s.Negotiated {
		return
	}
	x.Require(s.Asked, ResponseAsked, off, n, "")
	one := s.Selected&(s.Selected-1) == 0
	h.compare(one && s.Selected&^s.Requested == 0, SelectedRequested, off, n, x)
	h.compare(strength(s.Selected) >= strength(s.Requested), Downgrade, off, n, x)
}

// compare checks a rule about what was selected and what was requested.
func (h *handler) compare(ok bool, r *dissect.Rule, off, n int, x *dissect.Context) {
	if ok {
		x.Held(r)
		return
	}
	detail := appendProtocols([]byte("selected "), h.state.Selected)
	detail = appendProtocols(append(detail, ", requested "...), h.state.Requested)
	x.Report(r, off, n, string(detail))
}

// strength orders the protocols by what they protect: nothing outside of
// standard RDP security, the channel (TLS), or the channel and the peer's
// identity before the session starts (the CredSSP family, RDSTLS, RDSAAD).
func strength(protocols uint32) int {
	switch {
	case protocols&(ProtocolHybrid|ProtocolHybridEx|ProtocolRDSTLS|ProtocolRDSAAD) != 0:
		return 2
	case protocols&ProtocolSSL != 0:
		return 1
	}
	return 0
}

// data hands the user data of a Data TPDU to mcs, once it is clear that the
// conversation carries T.125. RDP never cuts a TSDU into several TPDUs; what
// is cut belongs to other users of X.224 and stays closed.
func (h *handler) data(_ dissect.Dir, x *dissect.Context) {
	whole := h.m.Last() && !h.open
	h.open = !h.m.Last()
	b := x.Bytes()
	if !whole || h.m.userData >= len(b) {
		return
	}
	h.rdp = h.rdp || tpkt.CarriesMCS(b)
	if h.rdp {
		x.Pass(Data.In(h.conv, struct{}{}), h.m.userData, len(b)-h.m.userData, "")
	}
}

// Info tells the negotiation, or the size of the data.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	switch m.Code {
	case CodeConnectionRequest:
		if m.cookie[1] > 0 && m.cookie[0]+m.cookie[1] <= len(h.b) {
			dst = append(dst, h.b[m.cookie[0]:m.cookie[0]+m.cookie[1]]...)
			dst = append(dst, ' ')
		}
		if m.token[1] > 0 && m.token[0]+m.token[1] <= len(h.b) {
			dst = append(dst, h.b[m.token[0]:m.token[0]+m.token[1]]...)
			dst = append(dst, ' ')
		}
		if m.Request.Present {
			dst = appendProtocols(append(dst, "requests "...), m.Request.Protocols)
		}
	case CodeConnectionConfirm:
		switch {
		case m.Response.Present:
			dst = appendProtocols(append(dst, "selects "...), m.Response.Selected)
		case m.Failure.Present:
			dst = append(dst, "refuses: "...)
			if s := failureNames.Value(uint64(m.Failure.Code)); s != "" {
				return append(dst, s...)
			}
			dst = strconv.AppendUint(dst, uint64(m.Failure.Code), 10)
		}
	case CodeDisconnectRequest:
		dst = strconv.AppendUint(append(dst, "reason "...), uint64(m.Reason), 10)
	case CodeData:
		dst = strconv.AppendInt(dst, int64(max(0, len(h.b)-m.userData)), 10)
		dst = append(dst, " bytes"...)
	}
	return dst
}

// appendProtocols appends the names of security protocols.
func appendProtocols(dst []byte, v uint32) []byte {
	if v == ProtocolRDP {
		return append(dst, "PROTOCOL_RDP"...)
	}
	start := len(dst)
	for _, b := range protocolNames.Bits {
		if uint64(v)&b.Mask != 0 {
			if len(dst) > start {
				dst = append(dst, '|')
			}
			dst = append(dst, b.Name...)
			v &^= uint32(b.Mask)
		}
	}
	if v != 0 {
		if len(dst) > start {
			dst = append(dst, '|')
		}
		dst = strconv.AppendUint(append(dst, "0x"...), uint64(v), 16)
	}
	return dst
}
