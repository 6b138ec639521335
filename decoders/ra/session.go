package ra

import (
	"github.com/radissect/radissect/decoders/rai"
	"github.com/radissect/radissect/dissect"
)

// handler reads MS-RA in one conversation.
type handler struct {
	m  *message // decoded last; one serves all conversations of a worker
	ok bool     // m was read whole
	s  session
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Ender    = (*handler)(nil)
)

// rooms is the key of what conversations share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{m: c.Room(rooms, func() any { return new(message) }).(*message), s: session{conv: c}}
}

// Frame is never asked: virtual channels hand over whole messages.
func (*handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one message.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	h.m.decode(dir, c)
	h.ok = c.OK()
}

// Info says what is in the message decoded last.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte { return h.m.info(dst) }

// Commit carries the session on.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.s
	if !h.ok || m.kind == nil || m.kind == kindPacket {
		return
	}
	s.heard(dir, m, x)
	defer s.rec.sofar(s, x)
	switch {
	case m.ctl.msgType != 0:
		s.initialize(dir, m, x)
	case m.cmd.command != nil:
		s.command(dir, m, x)
	case m.kind == kindChat:
		s.active(dir, m, x)
		s.chat(dir, m, x)
	default:
		s.active(dir, m, x)
		s.file(dir, m, x)
	}
}

// End tells what became of the session.
func (h *handler) End(x *dissect.Context) {
	if h.s.begun {
		h.s.end(x)
	}
}

// at is where the content begins in the message, behind the header.
func (m *message) at() int {
	if m.header.ChannelName == nil {
		return 0
	}
	return 8 + len(m.header.ChannelName)
}

// A session is what is known about one Remote Assistance session, which is as
// long as its RDP connection (MS-RA 2.1).
type session struct {
	conv  *dissect.Conversation
	begun bool
	last  int64 // time of the last message

	version  int      // 0 while not chosen
	possible versions // that the messages up to now leave
	phase    phase
	seen     [2][len(controls)]uint16 // session initialization messages, by sender and type
	wrong    [2]bool                  // this side's VERSIONINFO was not 1.2
	results  int                      // RESULT messages of the novice with code 0
	refused  bool                     // the novice has turned a proof down
	gone     [2]bool                  // this side has sent DISCONNECT
	names    [2]string                // as each side calls itself

	share   sharing
	late    [2]bool       // an end of control from this side may still be on its way
	answer  *dissect.Kind // the novice's answer to the last request for control
	byLevel bool          // that answer came through MS-RDPEMC
	ceded   bool          // the expert itself has ended control
	taken   int64         // when the novice took control back or left, 0 while the expert may ask again
	typed   bool          // input without control was reported

	open    bool // nothing encrypts the connection
	early   bool // there were graphics before the version was known
	viewed  bool // the first graphics were judged
	dynamic bool // the session uses dynamic channels
	closed  bool // one of them was closed too early, which is reported
	placed  bool // WorkingDir was judged

	transfers []transfer
	voice     call
	settings  []setting
	contacts  [2]int // contact files offered, by sender
	proofs    proofs
	attempt   *rai.Attempt // that has led to the session, nil where none was seen
	rec       record
}

// The limits of one session. A person types no more than a few thousand lines,
// and a session in which more happens is an attack on who records it.
const (
	maxEvents    = 10_000
	maxLines     = 10_000
	maxFiles     = 1_000
	maxLineText  = 16 << 10 // bytes of one chat line, as UTF-8
	maxChatText  = 8 << 20  // bytes of all chat lines
	maxText      = 1 << 10  // bytes of a name or a detail
	maxTransfers = 16       // files under way, by channel and sender
	maxSettings  = 64
)

// silence is how long nothing of a session has to be heard before its record
// tells, in nanoseconds.
const silence = 60 * 1e9

// grace is how long input may go on that was under way when the novice took
// control back: a slow connection and the hand of who types, in nanoseconds.
const grace = 1e9

// sure reports whether the capture holds the conversation from its start and
// without a gap, so that what was not seen was not sent. A session starts
// wherever the capture starts: else no rule about order is held against it.
func (s *session) sure() bool { return !s.conv.Lossy() }

// require checks a rule about the order of messages.
func (s *session) require(ok bool, r *dissect.Rule, m *message, x *dissect.Context, detail string) {
	if ok {
		x.Held(r)
	} else if s.sure() {
		s.report(r, m, x, detail)
	}
}

// judge checks a rule about the version. A gap does not excuse what belongs to
// another version; a version that was chosen before the capture began does.
func (s *session) judge(ok bool, r *dissect.Rule, m *message, x *dissect.Context, detail string) {
	if ok {
		x.Held(r)
	} else if !s.conv.Missed() {
		s.report(r, m, x, detail)
	}
}

// report says that a rule is broken by what the message is: its msgType, or all
// of its content.
func (s *session) report(r *dissect.Rule, m *message, x *dissect.Context, detail string) {
	at := m.at()
	n := len(x.Bytes()) - at
	if m.ctl.msgType != 0 {
		n = 4
	}
	x.Report(r, at, n, detail)
}

// heard takes note that something was sent.
func (s *session) heard(dir dissect.Dir, m *message, x *dissect.Context) {
	now := x.Time()
	if !s.begun {
		s.begin(now, m, x)
	} else {
		s.tick(now)
	}
	s.dynamics(dir, m, x)
	if s.gone[dir] && m.ctl.msgType != typeDisconnect {
		s.require(false, RuleAfterDisconnect, m, x, side(dir)+" goes on after its DISCONNECT")
	}
}

// tick takes note of the time at which something belongs to the session.
func (s *session) tick(now int64) {
	if now-s.last >= silence {
		s.silent(now - s.last)
	}
	s.last = max(s.last, now)
}

// begin takes up a session with its first message.
func (s *session) begin(now int64, m *message, x *dissect.Context) {
	s.begun, s.last = true, now
	s.possible = anyVersion
	s.initiated(x)
	s.rec.begin(s.conv, now, x)
	s.encrypted(m, x)
	s.capabilities(m, x)
	s.watch(m, x)
	s.logon(m, x)
}

// end tells what became of the session.
func (s *session) end(x *dissect.Context) {
	s.endDynamics(x)
	s.endFiles(x)
	if s.gone != [2]bool{} {
		x.Held(RuleAfterDisconnect)
	}
	s.rec.end(s, x)
}

// A State is what is known about the assistance session of a conversation.
type State struct {
	Seen        bool   // there was a message of MS-RA
	Version     int    // of the protocol, 0 while not chosen
	Established bool   // the expert may view
	Controlling bool   // the expert may control
	Expert      string // as the sides call themselves
	Novice      string
}

// Of is the state of the assistance session that conv carries.
func Of(conv *dissect.Conversation) State {
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return State{}
	}
	s := &h.s
	return State{
		Seen: s.begun, Version: s.version, Established: s.phase == established,
		Controlling: s.share == controlling, Expert: s.names[expert], Novice: s.names[novice],
	}
}
