package mcs

import (
	"slices"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// seen is the set of steps that a connection has taken.
type seen uint16

const (
	sawInitial seen = 1 << iota
	sawResponse
	sawErect
	sawAttach
	sawAttached
)

var stepNames = [...]string{"Connect-Initial", "Connect-Response", "Erect Domain Request", "Attach User Request", "Attach User Confirm"}

// order says what has to come before each PDU, MS-RDPBCGR 1.3.1.1.
var order = [choices]seen{
	erectDomainRequest: sawResponse,
	attachUserRequest:  sawResponse | sawErect,
	attachUserConfirm:  sawAttach,
	channelJoinRequest: sawAttached,
	channelJoinConfirm: sawAttached,
	sendDataRequest:    sawAttached,
	sendDataIndication: sawAttached,
}

// maxPending is how many joins may wait for their confirm: all channels that
// are kept.
const maxPending = maxChannels

// handler reads the PDUs of one conversation.
type handler struct {
	conv    *dissect.Conversation
	m       PDU
	state   State
	seen    seen
	pending []uint16 // channels asked for and not confirmed, in order
	checked bool     // the joins were checked for completeness
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: PDUs are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one PDU.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	h.m = PDU{}
	h.m.Decode(c)
}

// Commit keeps track of channels and hands data on.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m := &h.m
	if m.Connect {
		switch m.Tag {
		case tagConnectInitial:
			h.seen |= sawInitial
		case tagConnectResponse:
			h.inOrder(sawInitial, x)
			h.seen |= sawResponse
		default:
			return
		}
		data := m.data
		x.Pass(UserData.In(h.conv, struct{}{}), data.off, data.n, "")
		return
	}
	if m.Choice >= choices {
		return
	}
	if need := order[m.Choice]; need != 0 {
		h.inOrder(need, x)
	}
	switch m.Choice {
	case erectDomainRequest:
		h.seen |= sawErect
	case attachUserRequest:
		h.seen |= sawAttach
	case attachUserConfirm:
		h.seen |= sawAttached
		if m.HasID && m.Result == 0 {
			h.state.UserID = m.User
			h.state.Announce(Channel{ID: m.User, Kind: UserChannel})
		}
	case channelJoinRequest:
		h.join(x)
	case channelJoinConfirm:
		h.joined(x)
	case sendDataRequest, sendDataIndication, uniformSendDataRequest, uniformSendDataIndication:
		h.send(dir, x)
	}
}

// inOrder checks that the steps in need were taken. Where the start of the
// conversation was missed there is nothing to check.
func (h *handler) inOrder(need seen, x *dissect.Context) {
	if h.seen&sawInitial == 0 && h.conv.Missed() {
		return
	}
	for i, name := range stepNames {
		if step := seen(1) << i; need&step != 0 && h.seen&step == 0 {
			x.Report(Order, 0, 1, name+" was not seen before")
			return
		}
	}
	x.Held(Order)
}

// join takes in a Channel Join Request.
func (h *handler) join(x *dissect.Context) {
	m := &h.m
	h.initiator(x)
	if ch := h.state.Channel(m.Channel); ch != nil {
		ch.asked = true
	}
	if len(h.pending) < maxPending {
		h.pending = append(h.pending, m.Channel)
	}
}

// joined takes in a Channel Join Confirm.
func (h *handler) joined(x *dissect.Context) {
	m := &h.m
	i := slices.Index(h.pending, m.Asked)
	if i >= 0 {
		h.pending = slices.Delete(h.pending, i, i+1)
	}
	if h.seen&sawInitial != 0 {
		x.Require(i >= 0, JoinConfirmAsked, 0, len(x.Bytes()), "")
	}
	x.Require(m.Result == 0, JoinRefused, 0, 2, "")
	if ch := h.state.Channel(m.Channel); ch != nil && m.HasID && m.Result == 0 {
		ch.Joined = true
	}
}

// initiator checks that a client's PDU names its user channel.
func (h *handler) initiator(x *dissect.Context) {
	switch want := h.state.UserID; {
	case want == 0:
	case h.m.User == want:
		x.Held(Initiator)
	default:
		x.Report(Initiator, 1, 2, "initiator is "+strconv.Itoa(int(h.m.User))+", the user channel is "+strconv.Itoa(int(want)))
	}
}

// send checks the channel of a data PDU and hands the data on.
func (h *handler) send(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, &h.state
	if dir == dissect.FromClient {
		h.initiator(x)
		h.complete(x)
	}
	s.Current, s.Initiator = s.Channel(m.Channel), m.User
	switch {
	case !s.assigned:
	case s.Current != nil:
		x.Held(ChannelAssigned)
	default:
		x.Report(ChannelAssigned, 3, 2, "channelId is "+strconv.Itoa(int(m.Channel)))
	}
	if m.cut {
		return
	}
	kind, name := UnknownChannel, ""
	data := m.data
	if s.Current == nil && !s.assigned && h.conv.Missed() {
		h.learn(x, data.off, data.n)
	}
	if s.Current != nil {
		kind, name = s.Current.Kind, s.Current.Name
	}
	x.Pass(Data.In(h.conv, kind), data.off, data.n, name)
	s.Current = nil
}

// learn finds out by content what a channel is for, where the capture starts
// after the settings that say so.
func (h *handler) learn(x *dissect.Context, off, n int) {
	kind, p, ok := Data.Guess(h.conv, x.Bytes()[off:off+n])
	if !ok {
		return
	}
	if p == Data.In(h.conv, IOChannel) {
		kind = IOChannel
	}
	h.state.Announce(Channel{ID: h.m.Channel, Kind: kind, Learned: true})
	h.state.Current = h.state.Channel(h.m.Channel)
}

// complete checks, at the first data of the client, that it has asked to join
// every channel.
func (h *handler) complete(x *dissect.Context) {
	s := &h.state
	if h.checked || !s.assigned || s.UserID == 0 {
		return
	}
	h.checked = true
	if s.SkipJoin {
		return
	}
	var missing *Channel
	for _, ch := range s.channels {
		if !ch.asked && !ch.Joined && (missing == nil || ch.ID < missing.ID) {
			missing = ch
		}
	}
	if missing == nil {
		x.Held(JoinsComplete)
		return
	}
	x.Report(JoinsComplete, 0, len(x.Bytes()), string(h.channel(nil, missing.ID))+" was not joined")
}

// Info tells the channel, the result or the reason.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	if m.Connect {
		if m.Tag == tagConnectResponse {
			return append(dst, resultNames.Value(uint64(m.Result))...)
		}
		return dst
	}
	switch m.Choice {
	case disconnectProviderUltimatum:
		dst = append(dst, reasonNames.Value(uint64(m.Reason))...)
	case attachUserConfirm:
		dst = append(dst, resultNames.Value(uint64(m.Result))...)
		if m.HasID {
			dst = strconv.AppendUint(append(dst, ", user "...), uint64(m.User), 10)
		}
	case channelJoinRequest:
		dst = h.channel(dst, m.Channel)
	case channelJoinConfirm:
		dst = append(h.channel(dst, m.Asked), ": "...)
		dst = append(dst, resultNames.Value(uint64(m.Result))...)
	case sendDataRequest, sendDataIndication, uniformSendDataRequest, uniformSendDataIndication:
		dst = append(h.channel(dst, m.Channel), ", "...)
		dst = strconv.AppendInt(dst, int64(m.data.n), 10)
		dst = append(dst, " bytes"...)
	}
	return dst
}

// channel appends the number and what is known about a channel.
func (h *handler) channel(dst []byte, id uint16) []byte {
	dst = strconv.AppendUint(append(dst, "channel "...), uint64(id), 10)
	ch := h.state.Channel(id)
	switch {
	case ch == nil:
	case ch.Name != "":
		dst = append(append(dst, ' '), ch.Name...)
	default:
		dst = append(append(dst, ' '), ch.Kind.String()...)
	}
	if ch != nil && ch.Learned {
		dst = append(dst, " (known by its content)"...)
	}
	return dst
}
