package ra

import (
	"time"

	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
)

// What of a session does not come as messages of this package: control levels of
// MS-RDPEMC, input of the expert, and the view of the novice's desktop.

// watch asks to be told about it from here on.
func (s *session) watch(m *message, x *dissect.Context) {
	r := rdp.Of(s.conv)
	r.Watch = rdp.Watch{Pressed: s.pressed, Drawn: s.drawn}
	s.early = r.Drawn > 0
	e := encomsp.Of(s.conv)
	e.Watch = encomsp.Watch{Asked: s.asked, Answered: s.levelAnswered}
	if e.Requests > 0 && e.Request.Flags&encomsp.RequestInteract != 0 {
		s.share = requested
		s.aside(x.Time(), "control-requested", side(expert), "Change Participant Control Level (MS-RDPEMC), before the session")
	}
}

// asked takes in a request through MS-RDPEMC, which versions 2 and 3 have in the
// place of REMOTECTRLSTART (MS-RA 3.15.5), and which also gives control up.
func (s *session) asked(c encomsp.Change, x *dissect.Context) {
	s.tick(x.Time())
	const what = "Change Participant Control Level (MS-RDPEMC)"
	interact := c.Flags&encomsp.RequestInteract != 0
	switch {
	case interact && s.share == viewing:
		s.share, s.late, s.answer, s.byLevel = requested, [2]bool{}, nil, false
		s.event(x, "control-requested", side(expert), what)
		switch {
		case s.version == 0 || s.conv.Missed():
		case s.version == 1:
			x.Report(RuleRequestForm, 0, len(x.Bytes()), "in version 1")
		default:
			x.Held(RuleRequestForm)
		}
	case !interact && s.share != viewing:
		s.ceded = s.share == controlling
		s.share, s.late, s.byLevel = viewing, [2]bool{true, true}, false
		s.event(x, "control-ended", side(expert), what)
	}
}

// levelAnswered takes in the answer of MS-RDPEMC. ACCEPTRC or a refusal may come
// as well.
func (s *session) levelAnswered(c encomsp.Change, reason uint32, x *dissect.Context) {
	s.tick(x.Time())
	const what = "Control Level Change Response (MS-RDPEMC)"
	granted := reason == 0
	switch {
	case c.Flags&encomsp.RequestInteract == 0:
	case granted && s.share == controlling: // ACCEPTRC has said so
	case granted:
		if s.share == requested {
			x.Held(RuleControlUnasked)
		} else if s.sure() {
			x.Report(RuleControlUnasked, 0, len(x.Bytes()), "through MS-RDPEMC")
		}
		s.share, s.byLevel, s.answer, s.typed, s.taken = controlling, true, nil, false, 0
		s.event(x, "control-granted", side(novice), what)
	case s.share == requested:
		s.share, s.byLevel = viewing, true
		s.event(x, "control-denied", side(novice), what)
	}
}

// pressed takes in input of the expert: a key or a button goes down. Keys that
// it held before and releases now do not count. Each time without control is
// reported once.
func (s *session) pressed(x *dissect.Context) {
	r := RuleInputViewing
	switch {
	case s.ceded:
		r = RuleInputCeded
	case s.taken != 0:
		r = RuleInputTaken
	}
	switch {
	case s.phase != established || !s.sure():
	case s.share == controlling && !s.gone[novice]:
		x.Held(RuleInputViewing)
		x.Held(RuleInputCeded)
		x.Held(RuleInputTaken)
	case r == RuleInputTaken && x.Time()-s.taken < grace:
	case !s.typed:
		s.typed = true
		x.Report(r, 0, len(x.Bytes()), s.uncontrolled(x.Time()))
	}
}

// uncontrolled says why the expert does not control the desktop.
func (s *session) uncontrolled(now int64) string {
	if s.taken == 0 || s.ceded {
		return "control is " + sharingNames[s.share]
	}
	return time.Duration(now-s.taken).Truncate(time.Millisecond).String() + " after the novice's word"
}

// drawn takes in graphics of the novice.
func (s *session) drawn(x *dissect.Context) {
	if s.viewed {
		return
	}
	r := s.viewRule()
	switch {
	case r == nil:
		s.early = true // not to be judged yet
	case s.mayView():
		s.viewed = true
		if !s.early {
			x.Held(r)
		}
	default:
		s.viewed = true
		if s.sure() {
			x.Report(r, 0, len(x.Bytes()), "the session is not established")
		}
	}
}

// drawnBefore judges graphics that came before the version was chosen.
func (s *session) drawnBefore(m *message, x *dissect.Context) {
	if s.early && !s.viewed {
		s.viewed = true
		s.require(false, s.viewRule(), m, x, "graphics came before this message")
	}
}

// mayView reports whether the expert may have a view. In version 3 no message
// says that the novice's user agrees.
func (s *session) mayView() bool {
	return s.phase == established || s.version == 3 && s.sent(novice, typeToken) && s.sent(expert, typeToken)
}

// viewRule is the rule about the view in the version of the session.
func (s *session) viewRule() *dissect.Rule {
	switch s.version {
	case 1:
		return RuleViewVersion1
	case 2:
		return RuleViewVersion2
	case 3:
		return RuleViewVersion3
	}
	return nil
}

// logon checks what the Client Info PDU of the connection has, MS-RA 2.2.7.2.
func (s *session) logon(m *message, x *dissect.Context) {
	l := rdp.Of(s.conv).Logon
	if l.AlternateShell.IsZero() {
		return // was not read
	}
	s.expect(l.Star, RuleLogonPassword, m, x, "Password is not \"*\"")
	shell := l.AlternateShell.Reveal()
	if shell != "" && shell != "*" && !s.conv.Missed() {
		s.expect(!s.open, RuleClearPassword, m, x, "in AlternateShell")
	}
	if c := s.bound(); c != nil && c.opened {
		s.expect(shell == "*" || l.AlternateShell.Equal(c.password), RuleLogonShell, m, x, "AlternateShell is not the password of the invitation that was given")
		return
	}
	s.expect(shell != "", RuleLogonShell, m, x, "AlternateShell is empty")
}

// expect checks a rule about the connection as a whole.
func (s *session) expect(ok bool, r *dissect.Rule, m *message, x *dissect.Context, detail string) {
	if ok {
		x.Held(r)
	} else {
		s.report(r, m, x, detail)
	}
}

// workingDir checks, once, that WorkingDir of the Client Info PDU names the
// invitation that the expert uses.
func (s *session) workingDir(id string, m *message, x *dissect.Context) {
	l := rdp.Of(s.conv).Logon
	if s.placed || id == "" || l.WorkingDir.IsZero() {
		return
	}
	s.placed = true
	s.expect(l.WorkingDir.Reveal() == id, RuleLogonWorkingDir, m, x, "WorkingDir is not the id of the connection string")
}

// invitedID checks WorkingDir against the invitation that was given.
func (s *session) invitedID(m *message, x *dissect.Context) {
	if c := s.bound(); c != nil && (c.opened || c.calls) {
		s.workingDir(c.id(), m, x)
	}
}
