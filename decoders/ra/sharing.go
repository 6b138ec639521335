package ra

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// sharing says who controls the desktop, MS-RA 3.15 and 3.16, figures 14 and 16.
type sharing uint8

const (
	viewing sharing = iota
	requested
	controlling
)

var sharingNames = [...]string{"viewing", "requested", "controlling"}

// shareMoves are the legal moves of share control. In versions 2 and 3 the
// request is a message of MS-RDPEMC instead of REMOTECTRLSTART (MS-RA 3.15.5).
var shareMoves = [...]map[*dissect.Kind]sharing{
	viewing:     {kindRemoteCtrlStart: requested},
	requested:   {kindAcceptRC: controlling, kindRejectRC: viewing, kindDeniedRC: viewing, kindAbortRC: viewing},
	controlling: {kindRemoteCtrlEnd: viewing, kindEscRC: viewing, kindTakeControl: viewing, kindAbortRC: viewing},
}

// shareTargets is where a command leads that comes out of order: what its
// sender believes.
var shareTargets = map[*dissect.Kind]sharing{
	kindRemoteCtrlStart: requested, kindAcceptRC: controlling,
	kindRejectRC: viewing, kindDeniedRC: viewing, kindAbortRC: viewing,
	kindRemoteCtrlEnd: viewing, kindEscRC: viewing, kindTakeControl: viewing,
}

// shareEvents names what a command does, in the words of the session record.
var shareEvents = map[*dissect.Kind]string{
	kindRemoteCtrlStart: "control-requested", kindAcceptRC: "control-granted",
	kindRejectRC: "control-denied", kindDeniedRC: "control-denied", kindAbortRC: "control-ended",
	kindRemoteCtrlEnd: "control-ended", kindEscRC: "control-ended", kindTakeControl: "control-ended",
}

// command takes in an RCCOMMAND.
func (s *session) command(dir dissect.Dir, m *message, x *dissect.Context) {
	k := m.cmd.command
	if k == kindCommand || !m.cmd.good || misdirected(dir, k) {
		return
	}
	s.commandVersion(k, m, x)
	if k == kindExpertIP {
		return // MAY come at any time (MS-RA 3.3.5), and is for logs
	}
	s.active(dir, m, x)
	switch k {
	case kindFileXfer:
		s.offer(dir, m, x)
	case kindSettingAnnounce:
		s.setting(dir, m, x)
	case kindTypingStart:
	default:
		if _, ok := shareTargets[k]; ok {
			s.control(dir, k, m, x)
		} else {
			s.voices(dir, k, m, x)
		}
	}
}

// misdirected reports whether a command comes from the wrong side, which
// RuleCommandDirection tells; such a command means nothing.
func misdirected(dir dissect.Dir, k *dissect.Kind) bool {
	for i := range commands {
		if c := &commands[i]; c.kind == k {
			return c.from == fromExpert && dir != expert || c.from == fromNovice && dir != novice
		}
	}
	return false
}

// commandVersion checks commands and attributes that only some versions have,
// MS-RA 2.2.2.
func (s *session) commandVersion(k *dissect.Kind, m *message, x *dissect.Context) {
	var r *dissect.Rule
	only := 1
	switch k {
	case kindRemoteCtrlStart, kindExpertIP:
		r = RuleCommandVersion1
	case kindSettingAnnounce:
		r, only = RuleSettingVersion, 3
	}
	if r != nil && s.version == 0 && s.conv.Missed() {
		s.choose(only, expert, m, x) // began before the capture: the command tells
	}
	s.versionOnly(r, only, k.Name, m, x)
	if m.cmd.values[attrInternalData] != nil {
		s.versionOnly(RuleInternalDataVersion, 3, "INTERNALDATA", m, x)
	}
}

// versionOnly checks that what is used in one version only is not used in another.
func (s *session) versionOnly(r *dissect.Rule, only int, what string, m *message, x *dissect.Context) {
	if r != nil && s.version != 0 {
		s.judge(s.version == only, r, m, x, what+" in version "+strconv.Itoa(s.version))
	}
}

// control takes in a command about share control.
func (s *session) control(dir dissect.Dir, k *dissect.Kind, m *message, x *dissect.Context) {
	next, ok := shareMoves[s.share][k]
	end := shareEvents[k] == "control-ended"
	if s.byLevel && (k == kindAcceptRC && s.share == controlling || (k == kindRejectRC || k == kindDeniedRC) && s.share == viewing) {
		s.byLevel = false // MS-RDPEMC has said the same
		return
	}
	s.byLevel = false
	switch {
	case ok:
		x.Held(RuleShareOrder)
	case end && s.share == viewing && s.late[dir]:
		s.late[dir] = false // it crossed the other side's
		return
	case k == kindAcceptRC && s.share == viewing:
		if s.sure() {
			s.report(RuleControlUnasked, m, x, "")
		}
	case (k == kindRejectRC || k == kindDeniedRC) && s.answer != nil && s.answer != k && s.share == viewing:
		s.require(false, RuleRejectDenied, m, x, k.Name+" after "+s.answer.Name)
	default:
		s.require(false, RuleShareOrder, m, x, k.Name+" while "+sharingNames[s.share])
	}
	if !ok {
		next = shareTargets[k]
	}
	s.answered(k, ok, x)
	if end && s.share == viewing {
		return // nothing has ended
	}
	s.share = next
	if s.share == controlling {
		s.typed, s.taken = false, 0
	}
	if k == kindRemoteCtrlStart {
		s.late, s.answer = [2]bool{}, nil
	}
	if end {
		s.late[dir.Other()] = true
		s.ceded = k == kindRemoteCtrlEnd
		if dir == novice {
			s.taken = x.Time()
		}
	}
	s.event(x, shareEvents[k], side(dir), k.Name)
}

// answered keeps the novice's answer to a request.
func (s *session) answered(k *dissect.Kind, ok bool, x *dissect.Context) {
	switch k {
	case kindAcceptRC:
		s.answer = nil
		if ok {
			x.Held(RuleControlUnasked)
		}
	case kindRejectRC, kindDeniedRC:
		if ok {
			s.answer = k
			x.Held(RuleRejectDenied)
		}
	}
}
