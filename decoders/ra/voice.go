package ra

import "github.com/radissect/radissect/dissect"

// voiceState is the state of voice, MS-RA 3.17 and 3.18, figures 18, 19, 21 and 22.
type voiceState uint8

const (
	voiceIdle     voiceState = iota
	voiceAsked               // PRESTART
	voiceAccepted            // PRESTARTYES
	voiceReady               // VOIPPREGO
	voiceClient              // VOIPPREGO2: the expert can start, where the novice has called
	voiceOn                  // VOIPGO
	voiceEnding              // PRESTART of an established call
)

var voiceNames = [...]string{"idle", "asked for", "accepted", "being started", "being connected", "established", "ending"}

// A call is what is known about voice.
type call struct {
	state  voiceState
	caller dissect.Dir // who sent the PRESTART
	bad    [2]bool     // the audio wizard of this side has failed
}

// from says who of a call sends a command.
type from uint8

const (
	anybody from = iota
	caller
	callee
	noviceOnly
)

// A voiceMove is one legal move: who may send the command, and where it leads.
type voiceMove struct {
	from from
	next voiceState
}

// voiceMoves are the legal moves of voice. A PRESTART of the other side may cross
// the first one; PRESTARTNO is the answer to it.
var voiceMoves = [...]map[*dissect.Kind]voiceMove{
	voiceIdle:     {kindPreStart: {anybody, voiceAsked}},
	voiceAsked:    {kindPreStartYes: {callee, voiceAccepted}, kindPreStartNo: {anybody, voiceIdle}, kindVoIPQNo: {callee, voiceIdle}, kindPreStart: {callee, voiceAsked}},
	voiceAccepted: {kindVoIPPreGo: {caller, voiceReady}},
	voiceReady:    {kindVoIPPreGo2: {callee, voiceClient}, kindVoIPGo: {noviceOnly, voiceOn}, kindVoIPGoNo: {callee, voiceIdle}, kindVoIPQNo: {callee, voiceIdle}},
	voiceClient:   {kindVoIPGo: {noviceOnly, voiceOn}, kindVoIPGoNo: {noviceOnly, voiceIdle}},
	voiceOn:       {kindPreStart: {anybody, voiceEnding}},
	voiceEnding:   {kindPreStartYes: {callee, voiceIdle}, kindPreStart: {callee, voiceEnding}},
}

// may reports whether dir is the one who sends.
func (c *call) may(f from, dir dissect.Dir) bool {
	switch f {
	case caller:
		return dir == c.caller
	case callee:
		return dir != c.caller
	case noviceOnly:
		return dir == novice
	}
	return true
}

// voices takes in a command about voice.
func (s *session) voices(dir dissect.Dir, k *dissect.Kind, m *message, x *dissect.Context) {
	c := &s.voice
	switch k {
	case kindWizardBad, kindWizardGood:
		c.bad[dir] = k == kindWizardBad
		return
	case kindBandwToLow, kindBandwToHigh:
		return
	case kindDisableVoice: // the answer of 64-bit Windows XP (MS-RA, note 8)
		s.hangUp(dir, "DISABLEVOICE", x)
		return
	}
	was := c.state
	move, ok := voiceMoves[was][k]
	ok = ok && c.may(move.from, dir)
	s.voiceRules(dir, k, ok, m, x)
	if !ok {
		next, known := voiceAfter[k]
		if !known {
			return
		}
		move = voiceMove{next: next}
	}
	if k == kindPreStart && was != voiceAsked && was != voiceEnding || k == kindVoIPPreGo {
		c.caller = dir
	}
	c.state = move.next
	switch {
	case k == kindPreStart && was == voiceIdle:
		s.event(x, "voice-requested", side(dir), "")
	case c.state == voiceOn && was != voiceOn:
		s.event(x, "voice-established", side(dir), "")
	case c.state == voiceIdle && was != voiceIdle:
		s.event(x, "voice-ended", side(dir), k.Name)
	}
}

// voiceAfter is the state that a command out of order stands for: what its
// sender believes. It may be right, where what came before was not captured.
var voiceAfter = map[*dissect.Kind]voiceState{
	kindPreStart: voiceAsked, kindVoIPPreGo: voiceReady, kindVoIPPreGo2: voiceClient, kindVoIPGo: voiceOn,
}

func (s *session) hangUp(dir dissect.Dir, why string, x *dissect.Context) {
	if s.voice.state != voiceIdle {
		s.voice.state = voiceIdle
		s.event(x, "voice-ended", side(dir), why)
	}
}

// voiceRules checks one command about voice; ok says that it is a legal move.
func (s *session) voiceRules(dir dissect.Dir, k *dissect.Kind, ok bool, m *message, x *dissect.Context) {
	c := &s.voice
	state := voiceNames[c.state]
	novicesCall := c.caller == novice && c.state == voiceReady
	switch k {
	case kindPreStart:
		if c.state == voiceIdle {
			s.require(!c.bad[dir.Other()], RuleWizardBad, m, x, "the "+side(dir.Other())+" has sent WIZARDBAD")
		}
		if c.state == voiceOn {
			x.Held(RuleCallEnds)
		}
	case kindPreStartYes, kindPreStartNo:
		if c.state == voiceEnding && dir != c.caller {
			s.require(k == kindPreStartYes, RuleEndAnswered, m, x, k.Name+" to the PRESTART that ends the call")
			return
		}
		s.require(ok, RuleVoiceAnswer, m, x, k.Name+" while voice is "+state)
		return
	case kindVoIPQNo:
		switch {
		case novicesCall && dir == expert:
			s.require(false, RuleVoiceRefused, m, x, "VOIPQNO to the novice's VOIPPREGO")
		case c.state == voiceEnding && dir != c.caller:
			s.require(false, RuleEndAnswered, m, x, k.Name+" to the PRESTART that ends the call")
		default:
			s.require(ok, RuleVoiceAnswer, m, x, k.Name+" while voice is "+state)
		}
		return
	case kindVoIPGoNo:
		if novicesCall && dir == expert {
			x.Held(RuleVoiceRefused)
		}
	case kindVoIPGo:
		if novicesCall {
			s.require(false, RuleVoiceClient, m, x, "VOIPGO without the expert's VOIPPREGO2")
			return
		}
		if c.state == voiceClient {
			x.Held(RuleVoiceClient)
		}
	}
	if c.state == voiceOn && !ok {
		s.require(false, RuleCallEnds, m, x, k.Name+" while voice is established")
		return
	}
	s.require(ok, RuleVoiceOrder, m, x, k.Name+" from the "+side(dir)+" while voice is "+state)
}
