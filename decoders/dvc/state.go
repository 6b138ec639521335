package dvc

import (
	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// Limits of one conversation. Clients open some dozens of channels; a channel
// that nobody reads takes about half a KiB, a compressed one 8 KiB more.
const (
	// maxChannels is how many channels are kept.
	maxChannels = 256
	// maxName is how many bytes of the name of a listener are kept.
	maxName = 256
	// maxHeld is how many bytes of unfinished messages are kept, of all channels
	// together.
	maxHeld = 32 << 20
)

// A Status says how far a channel has come, MS-RDPEDYC 3.1.
type Status uint8

// The statuses of a channel.
const (
	Opening Status = iota // the server has asked for it
	Open                  // the client has agreed
	Refused               // the client has not
	Closed                // one side has closed it
)

// A Channel is one dynamic channel. Its number may be given to another one
// after it was closed or refused.
type Channel struct {
	ID       uint32
	Name     string // of the listener; at most 256 bytes of it
	Priority uint8  // priority class, version 2 and above
	Status   Status

	proto *dissect.Protocol // reads its messages, may be nil
	halves
}

// halves are the two directions of a channel.
type halves [2]half

// half is one direction of a channel.
type half struct {
	open    bool   // a first piece came, and not all of its message
	total   uint64 // announced bytes of that message
	got     uint64 // bytes of it that came
	joining bool   // its pieces are in join
	skip    bool   // pieces of a message of which some were lost are passed over
	adrift  bool   // bytes were lost: a full piece may belong to a lost message
	closed  bool   // this side has closed the channel
	join    reassembly.Joiner
	zgfx    bulk.ZGFX
}

// State is what is known about the dynamic channels of a conversation.
type State struct {
	Requested uint16 // version the server announced, 0 while not seen
	Answered  uint16 // version the client answered with, 0 while not seen
	SoftSync  bool   // the server has asked for tunnels

	channels []*Channel // in the order of their creation
	held     int        // bytes in joiners
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// Version is the version level that both sides support, 0 while not known.
func (s *State) Version() uint16 { return min(s.Requested, s.Answered) }

// Channel is the channel that had this number last, nil when its creation was
// not seen.
func (s *State) Channel(id uint32) *Channel {
	for _, ch := range s.channels {
		if ch.ID == id {
			return ch
		}
	}
	return nil
}

// Named is the channel of the listener with this name that was asked for last,
// nil when none was.
func (s *State) Named(name string) *Channel {
	for i := len(s.channels) - 1; i >= 0; i-- {
		if s.channels[i].Name == name {
			return s.channels[i]
		}
	}
	return nil
}

// Leave says that messages of this listener's channels are not wanted any more:
// their pieces are no longer joined.
func (s *State) Leave(name string) {
	for _, ch := range s.channels {
		if ch.Name == name {
			ch.proto = nil
		}
	}
}

// reads reports whether somebody reads the channel.
func (s *State) reads(id uint32) bool {
	ch := s.Channel(id)
	return ch != nil && ch.proto != nil
}

// add takes in a channel, in the place of one that had its number. It returns
// nil when there are too many.
func (s *State) add(id uint32) *Channel {
	if old := s.Channel(id); old != nil {
		s.free(old)
		*old = Channel{ID: id}
		return old
	}
	ch := &Channel{ID: id}
	if len(s.channels) < maxChannels {
		s.channels = append(s.channels, ch)
		return ch
	}
	for i, old := range s.channels {
		if old.Status == Closed || old.Status == Refused {
			s.free(old)
			copy(s.channels[i:], s.channels[i+1:])
			s.channels[len(s.channels)-1] = ch
			return ch
		}
	}
	return nil
}

// free drops what is held of the messages of a channel.
func (s *State) free(ch *Channel) {
	for dir := range ch.halves {
		s.drop(&ch.halves[dir])
	}
}

// drop ends the message of one direction.
func (s *State) drop(f *half) {
	s.held -= f.join.Len()
	f.join.Reset()
	f.open, f.joining = false, false
}

// lose says that bytes of a direction were lost, which may have been pieces of
// any message.
func (s *State) lose(dir dissect.Dir) {
	for _, ch := range s.channels {
		f := &ch.halves[dir]
		f.skip = f.skip || f.open
		f.adrift = true
		s.drop(f)
		f.zgfx.Lose()
	}
}
