package ra

import (
	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/dissect"
)

// lasting are the channels that exist as long as a session, MS-RA 2.1.
var lasting = [...]string{channelDynamic, channelChat, channelControl}

// dynamics checks the dynamic channels of a session that uses them. A session on
// the static channel carries everything there.
func (s *session) dynamics(dir dissect.Dir, m *message, x *dissect.Context) {
	if !s.conv.Has(dvc.Protocol) {
		return
	}
	s.dynamic = s.dynamic || x.Channel() == channelDynamic
	if !s.dynamic || s.closed || s.gone != [2]bool{} {
		return
	}
	st := dvc.Of(s.conv)
	for _, name := range lasting {
		if ch := st.Named(name); ch != nil && ch.Status == dvc.Closed {
			s.closed = true
			s.require(false, RuleChannelsStay, m, x, "channel "+name+" was closed")
			return
		}
	}
}

// opened checks that the novice, who is the side that creates dynamic
// channels, has asked for the one of a file before it offers the file.
func (s *session) opened(dir dissect.Dir, name string, m *message, x *dissect.Context) {
	if !s.dynamic || dir != novice || name == "" {
		return
	}
	ch := dvc.Of(s.conv).Named(name)
	s.require(ch != nil && (ch.Status == dvc.Opening || ch.Status == dvc.Open), RuleFileChannelFirst, m, x, "channel "+name+" does not exist")
}

// separate checks that what belongs to a file has a channel of its own.
func (s *session) separate(m *message, x *dissect.Context) {
	if s.dynamic {
		s.require(m.onlyOn(x), RuleFileSeparate, m, x, "it came on channel "+x.Channel())
	}
}

// onlyOn reports whether the message came on no channel that carries others.
func (m *message) onlyOn(x *dissect.Context) bool {
	switch x.Channel() {
	case channelStatic, channelDynamic, channelChat, channelControl:
		return false
	}
	return true
}

// endDynamics checks which channels there were.
func (s *session) endDynamics(x *dissect.Context) {
	if !s.dynamic || s.phase != established || !s.sure() {
		return
	}
	if !s.closed {
		x.Held(RuleChannelsStay)
	}
	st := dvc.Of(s.conv)
	for _, name := range lasting {
		if st.Named(name) == nil {
			x.Report(RuleChannelsCreated, 0, 0, "there was no channel "+name)
			return
		}
	}
	x.Held(RuleChannelsCreated)
}
