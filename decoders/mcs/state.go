package mcs

import "github.com/radissect/radissect/dissect"

// maxChannels is how many channels of a connection are kept. RDP allows 31
// static channels (MS-RDPBCGR 2.2.1.3.4) beside the user, I/O and message
// channels; what a peer announces beyond that stays unknown.
const maxChannels = 64

// A Channel is one channel of a connection.
type Channel struct {
	ID      uint16
	Kind    ChannelKind
	Name    string // of a static channel, as the client asked for it
	Options uint32 // of a static channel, MS-RDPBCGR 2.2.1.3.4.1
	Joined  bool   // the server confirmed that the client has joined it
	asked   bool   // the client asked to join it
	Learned bool   // guessed from what it carries: the start of the connection was missed
}

// State is what is known about the channels of a connection.
type State struct {
	UserID uint16 // the client's user channel, 0 while not known
	// SkipJoin says that both sides agreed to leave the joins out
	// (MS-RDPBCGR 2.2.1.3.2, 2.2.1.4.2); gcc sets it.
	SkipJoin bool
	// Current is the channel of the PDU that is being handed on, and Initiator
	// who sent it. Current is nil for a channel that nobody announced.
	Current   *Channel
	Initiator uint16

	channels map[uint16]*Channel
	assigned bool // gcc announced the I/O channel: the list is complete
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// Channel is the channel with this id, nil when nobody announced it.
func (s *State) Channel(id uint16) *Channel { return s.channels[id] }

// Announce adds a channel, or renews what is known about it.
func (s *State) Announce(c Channel) {
	if c.Kind == IOChannel && !c.Learned {
		s.assigned = true
	}
	if old := s.channels[c.ID]; old != nil {
		c.Joined, c.asked = c.Joined || old.Joined, old.asked
		*old = c
		return
	}
	if len(s.channels) >= maxChannels {
		return
	}
	if s.channels == nil {
		s.channels = map[uint16]*Channel{}
	}
	s.channels[c.ID] = &c
}
