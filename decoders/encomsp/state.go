package encomsp

import "github.com/radissect/radissect/dissect"

// Limits of one conversation. A list that is full takes in no more, and what
// depends on it is not checked any longer.
const (
	maxParticipants = 256
	maxEntries      = 4096 // applications, and windows
	maxGrants       = 64   // participants whose requests are followed
)

// A Participant is one participant of a shared desktop, MS-RDPEMC 2.2.4.1.
type Participant struct {
	ID    uint32
	Group uint32
	Flags uint16 // MayView, MayInteract, IsParticipant
	Name  string
}

// A Watch is told about control levels while the PDU takes effect, with its
// Context. Each function may be nil.
type Watch struct {
	// Asked is told that a participant asks for a level.
	Asked func(Change, *dissect.Context)
	// Answered is told what the sharing manager says to that; reason is 0 where
	// it grants the level (MS-RDPEMC 2.2.4.4).
	Answered func(c Change, reason uint32, x *dissect.Context)
}

// A Change is a control level that a participant has asked for, MS-RDPEMC
// 2.2.4.3.
type Change struct {
	ParticipantID uint32
	Flags         uint16 // RequestView, RequestInteract, AllowControlRequests
}

// State is what is known about a shared desktop.
type State struct {
	Participants []Participant // in the order in which they came
	Filtered     bool          // only some applications are shared
	Paused       bool          // the graphics stream is paused
	Request      Change        // the control level asked for last
	Requests     int           // how often one was asked for
	Watch        Watch

	apps    map[uint32]struct{}
	windows map[uint32]uint32 // to the application
	full    bool              // a list was full
	grants  []grant
}

// A grant is what became of the request of one participant.
type grant struct {
	Change
	granted bool // the sharing manager has answered with reason 0
	told    bool // a Participant-Created PDU with these permissions came since
}

// Of is the state of conv. It never returns nil.
func Of(conv *dissect.Conversation) *State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return &State{}
	}
	return &h.state
}

// Participant is the participant with this id, nil when there is none.
func (s *State) Participant(id uint32) *Participant {
	for i := range s.Participants {
		if s.Participants[i].ID == id {
			return &s.Participants[i]
		}
	}
	return nil
}

// join takes in a participant, or news of one.
func (s *State) join(p Participant) {
	if old := s.Participant(p.ID); old != nil {
		*old = p
		return
	}
	if len(s.Participants) == maxParticipants {
		s.full = true
		return
	}
	s.Participants = append(s.Participants, p)
}

// leave removes a participant.
func (s *State) leave(id uint32) {
	for i := range s.Participants {
		if s.Participants[i].ID == id {
			s.Participants = append(s.Participants[:i], s.Participants[i+1:]...)
			return
		}
	}
}

// addApp takes in an application.
func (s *State) addApp(id uint32) {
	if _, ok := s.apps[id]; !ok && len(s.apps) == maxEntries {
		s.full = true
		return
	}
	s.apps[id] = struct{}{}
}

// addWindow takes in a window.
func (s *State) addWindow(id, app uint32) {
	if _, ok := s.windows[id]; !ok && len(s.windows) == maxEntries {
		s.full = true
		return
	}
	s.windows[id] = app
}

// grant is what became of the last request of a participant, or nil.
func (s *State) grant(id uint32) *grant {
	for i := range s.grants {
		if s.grants[i].ParticipantID == id {
			return &s.grants[i]
		}
	}
	return nil
}

// granted takes in a response with reason 0.
func (s *State) granted(id uint32, flags uint16) {
	if g := s.grant(id); g != nil && g.Flags&level == flags&level {
		g.granted = true
	}
}

// announced takes in the permissions of a participant.
func (s *State) announced(id uint32, flags uint16) {
	if g := s.grant(id); g != nil && g.Flags&level == flags&level {
		g.told = true
	}
}

// forget drops the request of a participant that has left.
func (s *State) forget(id uint32) {
	for i := range s.grants {
		if s.grants[i].ParticipantID == id {
			s.grants = append(s.grants[:i], s.grants[i+1:]...)
			return
		}
	}
}
