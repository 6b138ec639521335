package encomsp

import (
	"strconv"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
)

// handler reads the PDUs of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     PDU
	b     []byte // of the message decoded last, for Info
	state State
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Ender    = (*handler)(nil)
)

func newHandler(c *dissect.Conversation) *handler {
	return &handler{conv: c, state: State{apps: map[uint32]struct{}{}, windows: map[uint32]uint32{}}}
}

// Frame is not used: messages of the channel are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one PDU, or the frame of several.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.m = PDU{}
	h.b = c.Peek()
	h.m.Decode(dir, c)
}

// Commit keeps the lists of participants, applications and windows. Several
// PDUs in one message are carried on one by one.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.b = nil
	if h.m.several {
		h.each(x)
		return
	}
	m, s := &h.m, &h.state
	if !m.ok {
		return
	}
	switch m.Type {
	case typeFilterStateUpdated:
		s.Filtered = m.Flags&FilterEnabled != 0
	case typeAppCreated:
		s.addApp(m.AppID)
	case typeAppRemoved:
		h.appRemoved(x)
	case typeWndCreated:
		h.windowCreated(x)
	case typeWndRemoved:
		_, known := s.windows[m.WndID]
		h.known(known, WindowRemovedKnown, x)
		delete(s.windows, m.WndID)
	case typeWndShow:
		_, known := s.windows[m.WndID]
		h.known(known, WindowShownKnown, x)
	case typeParticipantCreated:
		s.join(Participant{m.ParticipantID, m.GroupID, m.Flags, string(dissect.AppendUTF16(nil, m.name.of(x.Bytes())))})
		s.announced(m.ParticipantID, m.Flags)
	case typeParticipantRemoved:
		h.known(s.Participant(m.ParticipantID) != nil, ParticipantRemovedKnown, x)
		s.leave(m.ParticipantID)
		s.forget(m.ParticipantID)
	case typeControlChange:
		if dir == participant {
			h.request(x)
		}
	case typeControlChangeResponse:
		if m.ReasonCode == 0 {
			s.granted(m.ParticipantID, m.Flags)
		}
		if dir != participant && s.Watch.Answered != nil {
			s.Watch.Answered(Change{m.ParticipantID, m.Flags}, m.ReasonCode, x)
		}
	case typeGraphicsPaused:
		s.Paused = true
	case typeGraphicsResumed:
		s.Paused = false
	}
}

// each carries the PDUs of a message on.
func (h *handler) each(x *dissect.Context) {
	b := x.Bytes()
	for at := 0; at < len(b); {
		n := first(b[at:])
		if n == 0 {
			n = len(b) - at
		}
		x.Pass(Protocol, at, n, "")
		at += n
	}
}

// known checks that the id of a PDU is one of a list. A list of which the
// beginning was not captured, or that was full, proves nothing.
func (h *handler) known(ok bool, r *dissect.Rule, x *dissect.Context) {
	if h.missed() || h.state.full {
		return
	}
	x.Require(ok, r, h.m.id, 4, "")
}

func (h *handler) appRemoved(x *dissect.Context) {
	m, s := &h.m, &h.state
	_, known := s.apps[m.AppID]
	h.known(known, AppRemovedKnown, x)
	if !known {
		return
	}
	delete(s.apps, m.AppID)
	left := 0
	for id, app := range s.windows {
		if app == m.AppID {
			left++
			delete(s.windows, id)
		}
	}
	if left == 0 {
		x.Held(WindowsBeforeApp)
		return
	}
	x.Report(WindowsBeforeApp, m.id, 4, strconv.Itoa(left)+" of its windows are left")
}

func (h *handler) windowCreated(x *dissect.Context) {
	m, s := &h.m, &h.state
	_, known := s.apps[m.AppID]
	h.known(known, AppBeforeWindow, x)
	s.addWindow(m.WndID, m.AppID)
}

// request takes in a request for another control level.
func (h *handler) request(x *dissect.Context) {
	m, s := &h.m, &h.state
	s.Request = Change{m.ParticipantID, m.Flags}
	s.Requests++
	if s.Watch.Asked != nil {
		s.Watch.Asked(s.Request, x)
	}
	g := grant{Change: s.Request}
	if p := s.Participant(m.ParticipantID); p != nil {
		g.told = p.Flags&level == m.Flags&level // nothing new to tell
	}
	if old := s.grant(m.ParticipantID); old != nil {
		h.judge(old, x)
		*old = g
		return
	}
	if len(s.grants) < maxGrants {
		s.grants = append(s.grants, g)
	}
}

// judge checks that a control level was announced, if it was granted.
func (h *handler) judge(g *grant, x *dissect.Context) {
	if !g.granted || h.missed() {
		return
	}
	if g.told {
		x.Held(GrantAnnounced)
		return
	}
	x.Report(GrantAnnounced, 0, 0, "participant "+strconv.FormatUint(uint64(g.ParticipantID), 10)+", flags "+strconv.Itoa(int(g.Flags)))
}

// End checks what was granted and never announced.
func (h *handler) End(x *dissect.Context) {
	for i := range h.state.grants {
		h.judge(&h.state.grants[i], x)
	}
}

// Info tells what the PDU is about.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := &h.m
	if m.several {
		n := 0
		for b := h.b; len(b) > 0; n++ {
			k := first(b)
			if k == 0 {
				k = len(b)
			}
			b = b[k:]
		}
		return append(strconv.AppendInt(dst, int64(n), 10), " PDUs"...)
	}
	if !m.ok {
		return dst
	}
	switch m.Type {
	case typeFilterStateUpdated:
		if m.Flags&FilterEnabled != 0 {
			return append(dst, "enabled"...)
		}
		return append(dst, "disabled"...)
	case typeAppCreated, typeAppRemoved:
		dst = strconv.AppendUint(append(dst, "application "...), uint64(m.AppID), 10)
	case typeWndCreated, typeWndRemoved, typeWndShow:
		dst = strconv.AppendUint(append(dst, "window 0x"...), uint64(m.WndID), 16)
	case typeWndRegionUpdate:
		dst = strconv.AppendUint(dst, uint64(m.Left), 10)
		for _, v := range [...]uint32{m.Top, m.Right, m.Bottom} {
			dst = strconv.AppendUint(append(dst, ' '), uint64(v), 10)
		}
	case typeParticipantCreated:
		dst = appendLevel(h.who(dst), m.Flags)
	case typeParticipantRemoved:
		dst = h.who(dst)
		if s := discTypeNames.Value(uint64(m.DiscType)); s != "" {
			dst = append(append(dst, ' '), s...)
		}
	case typeControlChange:
		dst = appendLevel(h.who(dst), m.Flags)
	case typeControlChangeResponse:
		dst = appendLevel(h.who(dst), m.Flags)
		dst = strconv.AppendUint(append(dst, ", reason 0x"...), uint64(m.ReasonCode), 16)
	}
	if m.name.n > 0 {
		dst = dissect.AppendUTF16(append(dst, ' '), m.name.of(h.b))
	}
	return dst
}

func (h *handler) who(dst []byte) []byte {
	return strconv.AppendUint(append(dst, "participant "...), uint64(h.m.ParticipantID), 10)
}

// appendLevel appends a control level in words.
func appendLevel(dst []byte, flags uint16) []byte {
	switch flags & level {
	case 0:
		return append(dst, " none"...)
	case MayView:
		return append(dst, " view"...)
	case MayInteract:
		return append(dst, " interact"...)
	}
	return append(dst, " view and interact"...)
}

// missed reports whether PDUs may have gone by unseen: before the capture began,
// or in packets of RDP that stayed closed.
func (h *handler) missed() bool { return h.conv.Missed() || rdp.Of(h.conv).Unread() }
