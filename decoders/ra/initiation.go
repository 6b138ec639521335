package ra

import (
	"strconv"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// versions is a set of versions of the protocol: bit n is version n.
type versions uint8

const (
	version1   versions = 1 << 1
	version2   versions = 1 << 2
	version3   versions = 1 << 3
	anyVersion          = version1 | version2 | version3
)

// number is the version of a set of one.
func (v versions) number() int {
	for n := 1; n <= 3; n++ {
		if v == 1<<n {
			return n
		}
	}
	return 0
}

// A phase is how far session initialization has come.
type phase uint8

const (
	initializing  phase = iota
	authenticated       // the proof of the expert was accepted
	established         // the expert may view
	refused             // the novice's user said no
	failed
)

var outcomes = [...]string{initializing: "unknown", authenticated: "unknown", established: "established", refused: "refused", failed: "failed"}

// membership says in which versions a session initialization message is used,
// MS-RA 2.2.1.4 to 2.2.1.15 and the decisions of section 3.
type membership struct {
	expert, novice versions      // where this side sends it
	chooses        bool          // with it, the version is chosen
	narrows        bool          // it leaves these versions to choose from
	rule           *dissect.Rule // about another version
}

var memberships = [...]membership{
	typeRemoteControlDesktop: {version1, anyVersion, true, true, RuleRemoteControlDesktopVersion},
	typeResult:               {anyVersion, anyVersion, false, false, nil},
	typeAuthenticate:         {version1, anyVersion, true, true, RuleAuthenticateVersion},
	typeServerAnnounce:       {anyVersion, anyVersion, false, false, nil},
	typeDisconnect:           {anyVersion, anyVersion, false, false, nil},
	typeVersionInfo:          {version1, version1 | version2, true, true, RuleVersionChange},
	typeIsConnected:          {version1, version1, false, false, RuleIsConnectedVersion},
	typeVerifyPassword:       {version2, anyVersion, true, true, RuleVerifyPasswordVersion},
	typeExpertOnVista:        {version2, anyVersion, true, true, RuleVersionChange},
	typeNoviceName:           {version2, version2, false, false, RuleNoviceNameVersion},
	typeExpertName:           {version2, version2, false, false, RuleExpertNameVersion},
	typeToken:                {version3, version3, true, true, RuleTokenVersion},
}

// belongs chooses the version, if the message does, and reports whether the
// message is one of it. A message of another version is dropped by who gets it
// (MS-RA 3), so it changes nothing.
func (s *session) belongs(dir dissect.Dir, m *message, x *dissect.Context) bool {
	k := &memberships[m.ctl.msgType]
	set := k.expert
	if dir == novice {
		set = k.novice
	}
	if set == anyVersion {
		return true
	}
	rule := k.rule
	if m.ctl.msgType == typeVersionInfo && s.possible == version3 {
		rule = RuleVersionInfoVersion
	}
	if set&s.possible == 0 {
		s.judge(false, rule, m, x, "the session is of version "+s.possible.text())
		return false
	}
	if k.narrows {
		s.possible &= set
	}
	if s.version == 0 && k.chooses && s.possible.number() != 0 {
		if dir == novice {
			s.announced(x)
		}
		s.choose(s.possible.number(), dir, m, x)
	}
	if s.version != 0 {
		x.Held(rule)
	}
	return true
}

// text is the versions of the set: "1 or 2".
func (v versions) text() string {
	switch v {
	case version1 | version2:
		return "1 or 2"
	case version1 | version3:
		return "1 or 3"
	case version2 | version3:
		return "2 or 3"
	}
	return strconv.Itoa(v.number())
}

// choose takes in which version both sides use from here on.
func (s *session) choose(v int, dir dissect.Dir, m *message, x *dissect.Context) {
	s.version, s.possible = v, 1<<v
	detail := "version " + strconv.Itoa(v)
	if s.conv.Missed() {
		detail += ", which has the message at hand"
	}
	s.event(x, "version-chosen", side(dir), detail)
	s.judge(v != 1, RuleVersion1, m, x, "chosen by the "+side(dir))
	if v != 3 && s.sent(novice, typeVersionInfo) {
		x.Held(RuleVersionInfoVersion)
	}
	s.invited(m, x)
	s.drawnBefore(m, x)
}

// encrypted tells whether anything protects the session, MS-RA 5.1.
func (s *session) encrypted(m *message, x *dissect.Context) {
	if t := x224.Of(s.conv); t.ResponseSeen && t.Selected != 0 {
		x.Held(RuleEncrypted)
		return
	}
	method, _, known := rdp.Of(s.conv).Encryption()
	if !known {
		return
	}
	if method == rdp.MethodNone {
		s.open = true
		s.report(RuleEncrypted, m, x, "neither TLS nor standard RDP security is in use")
	} else {
		x.Held(RuleEncrypted)
	}
}

// fastPathOutput is FASTPATH_OUTPUT_SUPPORTED in extraFlags of
// TS_GENERAL_CAPABILITYSET, MS-RDPBCGR 2.2.7.1.1.
const fastPathOutput = 0x0001

// capabilities checks what an assistance session wants of the RDP connection.
func (s *session) capabilities(m *message, x *dissect.Context) {
	st := rdp.Of(s.conv)
	if st.Phase < rdp.Confirmed || !s.sure() {
		return
	}
	for _, dir := range [...]dissect.Dir{novice, expert} {
		if st.ExtraFlags[dir]&fastPathOutput == 0 {
			s.report(RuleFastPathOutput, m, x, "extraFlags of the "+side(dir)+" is 0x"+strconv.FormatUint(uint64(st.ExtraFlags[dir]), 16))
			return
		}
	}
	x.Held(RuleFastPathOutput)
}

// initialize takes in a session initialization message.
func (s *session) initialize(dir dissect.Dir, m *message, x *dissect.Context) {
	t := &m.ctl
	if int(t.msgType) >= len(controls) {
		return
	}
	if k := &controls[t.msgType]; k.direction != nil && dir != k.from {
		return // already reported, and means nothing
	}
	if t.msgType == typeNoviceName || t.msgType == typeExpertName {
		s.name(dir, t.name, x)
	}
	if !s.belongs(dir, m, x) {
		return
	}
	s.check(dir, m, x)
	switch t.msgType {
	case typeServerAnnounce:
		s.announce(m, x)
	case typeVersionInfo:
		s.versionInfo(dir, m, x)
	case typeAuthenticate:
		s.authenticate(m, x)
	case typeRemoteControlDesktop:
		s.remoteControlDesktop(m, x)
	case typeResult:
		if dir == novice {
			s.result(m, x)
		} else {
			s.turnedDown(m, x)
		}
	case typeVerifyPassword:
		s.name(expert, t.blob.name, x)
	case typeToken:
		s.token(dir, m, x)
	case typeDisconnect:
		s.disconnect(dir, m, x)
	}
	if n := &s.seen[dir][t.msgType]; *n < 1<<16-1 {
		*n++
	}
}

// sent reports whether a side has sent a message of this type.
func (s *session) sent(dir dissect.Dir, msgType uint32) bool { return s.seen[dir][msgType] > 0 }

// announce takes in SERVER_ANNOUNCE, which begins the sequence (MS-RA 2.2.1.7).
func (s *session) announce(m *message, x *dissect.Context) {
	first := true
	for dir := range s.seen {
		for _, n := range s.seen[dir] {
			first = first && n == 0
		}
	}
	s.require(first, RuleServerAnnounceFirst, m, x, "other messages came before it")
	s.announced(x)
}

// announced tells that the novice has begun.
func (s *session) announced(x *dissect.Context) {
	if !s.sent(novice, typeServerAnnounce) && !s.sent(novice, typeVersionInfo) && !s.sent(novice, typeToken) {
		s.event(x, "announced", side(novice), "")
	}
}

func (s *session) versionInfo(dir dissect.Dir, m *message, x *dissect.Context) {
	s.wrong[dir] = m.ctl.versionMajor != 1 || m.ctl.versionMinor != 2
	if dir == novice {
		s.announced(x)
		return
	}
	s.quiet(typeVersionInfo, m, x)
}

// quiet checks that the expert of version 1 does not repeat a message while it
// waits for the novice's result, MS-RA 3.3.5.
func (s *session) quiet(msgType uint32, m *message, x *dissect.Context) {
	s.require(!s.sent(expert, msgType), RuleExpertSilent, m, x, controls[msgType].kind.Name+" was sent before")
}

// authenticate takes in AUTHENTICATE, MS-RA 3.3.5 and 3.4.5.
func (s *session) authenticate(m *message, x *dissect.Context) {
	s.quiet(typeAuthenticate, m, x)
	if v := m.ctl.connection.version; v != 0 {
		s.judge(v == 1, RuleStringVersion, m, x, "a connection string of type 2 in version 1")
		s.judge(v == 1, RuleVersionForced, m, x, "the expert has a connection string of type 2")
	}
	s.workingDir(text16(m.ctl.connection.id), m, x)
	s.name(expert, m.ctl.blob.name, x)
}

// remoteControlDesktop takes in REMOTE_CONTROL_DESKTOP, MS-RA 3.3.5.
func (s *session) remoteControlDesktop(m *message, x *dissect.Context) {
	s.require(s.sent(expert, typeAuthenticate), RuleAuthenticateFirst, m, x, "no AUTHENTICATE before it")
	if s.sent(expert, typeAuthenticate) {
		s.require(s.results > 0, RuleDesktopAfterResult, m, x, "no SAFERROR_NOERROR before it")
	}
	if s.sent(novice, typeVersionInfo) {
		s.require(!s.wrong[novice] || s.sent(expert, typeResult), RuleExpertRefusesVersion, m, x, "the novice's version was not 1.2")
	}
}

// turnedDown takes in a RESULT of the expert, which is about the novice's
// version.
func (s *session) turnedDown(m *message, x *dissect.Context) {
	if m.ctl.result != resultIncompatible && m.ctl.result != resultFail {
		return // already reported
	}
	if s.sent(novice, typeVersionInfo) {
		s.require(s.wrong[novice], RuleExpertSilent, m, x, "the novice's version was 1.2")
	}
	s.fail(expert, m, x)
}

func (s *session) fail(dir dissect.Dir, m *message, x *dissect.Context) {
	s.phase = failed
	s.event(x, "failed", side(dir), resultText(m.ctl.result))
}

func resultText(code uint32) string {
	if s := resultNames.Value(uint64(code)); s != "" {
		return s
	}
	return "0x" + strconv.FormatUint(uint64(code), 16)
}

// Codes of MS-RA 2.2.6 that initialization knows.
const (
	resultNoError         = 0
	resultInvalidPassword = 26
	resultNeverResponded  = 40
	resultSaidNo          = 41
	resultAccessDenied    = 42
	resultDontMatch       = 61
	resultShadowBase      = 300
	resultShadowUnknown   = 302
)

// expected reports whether session initialization of a version expects a code of
// the novice: MS-RA 3.3.5 and 3.4.5, 3.5.5 and 3.6.5. The end of shadowing may
// come at any time.
func expected(version int, code uint32) bool {
	switch code {
	case resultNoError, resultSaidNo:
		return true
	case resultInvalidPassword, resultIncompatible, resultFail:
		return version == 1
	case resultDontMatch:
		return version == 2
	}
	return code >= resultShadowBase && code <= resultShadowUnknown
}

// result takes in the novice's answer.
func (s *session) result(m *message, x *dissect.Context) {
	code := m.ctl.result
	s.resultVersion(code, m, x)
	s.judged(code, m, x)
	if s.phase < established {
		switch s.version {
		case 1:
			s.require(expected(1, code) || code == resultDontMatch, RuleResultVersion1, m, x, resultText(code))
			s.answer1(code, m, x)
		case 2:
			s.require(expected(2, code) || code == resultInvalidPassword || code == resultIncompatible, RuleResultVersion2, m, x, resultText(code))
			s.answer2(m, x)
		}
	}
	switch code {
	case resultNoError:
		s.accepted(m, x)
	case resultSaidNo, resultNeverResponded, resultAccessDenied:
		s.phase = refused
		s.event(x, "refused", side(novice), resultText(code))
	default:
		s.refused = s.refused || code == resultInvalidPassword || code == resultDontMatch
		s.fail(novice, m, x)
	}
}

// resultVersion checks the codes that only one version has, MS-RA 2.2.6.
func (s *session) resultVersion(code uint32, m *message, x *dissect.Context) {
	var only int
	switch code {
	case resultInvalidPassword, resultIncompatible:
		only = 1
	case resultDontMatch:
		only = 2
	}
	if only != 0 && s.version != 0 {
		s.judge(only == s.version, RuleResultVersion, m, x, resultText(code)+" in another version than "+strconv.Itoa(only))
	}
}

// answer1 checks what has to come before the novice's answer in version 1.
func (s *session) answer1(code uint32, m *message, x *dissect.Context) {
	asked := s.sent(expert, typeAuthenticate)
	if s.wrong[expert] {
		s.require(code == resultIncompatible || code == resultFail, RuleNoviceRefusesVersion, m, x, resultText(code)+", though the expert's version was not 1.2")
	} else if s.sent(expert, typeVersionInfo) {
		x.Held(RuleNoviceRefusesVersion)
	}
	if code != resultNoError {
		return
	}
	s.require(asked, RuleResultAsked1, m, x, "the expert has sent no AUTHENTICATE")
	if s.sent(novice, typeServerAnnounce) && s.results == 0 {
		s.require(s.sent(expert, typeVersionInfo), RuleExpertVersion, m, x, "no VERSIONINFO from the expert before it")
		s.require(s.sent(novice, typeVersionInfo), RuleNoviceVersion1, m, x, "no VERSIONINFO from the novice before it")
	}
	if s.refused {
		s.require(false, RuleInvalidPasswordEnds, m, x, "SAFERROR_INVALIDPASSWORD came before")
	}
}

// answer2 checks what has to come before the novice's answer in version 2.
func (s *session) answer2(m *message, x *dissect.Context) {
	asked := s.sent(expert, typeVerifyPassword)
	s.require(asked, RuleResultAsked2, m, x, "the expert has sent no VERIFY_PASSWORD")
	if asked {
		s.require(s.sent(expert, typeExpertOnVista), RuleExpertOnVista, m, x, "no EXPERT_ON_VISTA before it")
	}
	if s.sent(novice, typeServerAnnounce) {
		s.require(s.sent(novice, typeVersionInfo), RuleNoviceVersion2, m, x, "no VERSIONINFO from the novice before it")
	}
}

// accepted takes in SAFERROR_NOERROR. In version 1 the second one establishes the
// session; FreeRDP's expert asks for the desktop without waiting for the first,
// and its novice answers once. In version 2 the first one is enough.
func (s *session) accepted(m *message, x *dissect.Context) {
	s.results++
	if s.refused {
		s.report(RuleAfterRefusal, m, x, "")
	}
	again := s.phase == established
	asked := s.sent(expert, typeRemoteControlDesktop)
	if s.phase != authenticated && !again {
		s.phase = authenticated
		s.event(x, "authenticated", side(novice), "")
		if s.version == 1 && !asked {
			return
		}
	}
	if again || s.version == 0 && s.results == 1 && !s.conv.Missed() {
		return
	}
	s.establish(x, novice)
}

func (s *session) establish(x *dissect.Context, dir dissect.Dir) {
	s.phase = established
	s.event(x, "established", side(dir), "")
	s.admitted(x)
}

// token takes in TOKEN, MS-RA 3.7.5 and 3.8.5.
func (s *session) token(dir dissect.Dir, m *message, x *dissect.Context) {
	if dir == novice {
		return
	}
	s.require(s.sent(novice, typeToken), RuleTokenOrder, m, x, "the novice has sent no token")
	if s.phase == initializing && s.sent(novice, typeToken) {
		s.phase = authenticated
		s.event(x, "authenticated", side(expert), "")
	}
}

// active checks that the session is established when a side uses it.
func (s *session) active(dir dissect.Dir, m *message, x *dissect.Context) {
	switch {
	case s.phase >= established:
	case s.version == 3:
		r := RuleExpertToken
		if dir == novice {
			r = RuleNoviceWaits
		}
		ok := s.sent(expert, typeToken) || !s.sent(novice, typeToken)
		s.require(ok, r, m, x, "the expert has sent no token")
		if s.phase == authenticated {
			s.ended(m, x)
			s.establish(x, novice) // no message says so in version 3
		}
	case s.version != 0:
		s.require(false, RuleUseEstablished, m, x, "the session is not established")
		if !s.sure() {
			s.phase = established
		}
		return
	case s.conv.Missed():
		s.phase = established // before the capture began
	}
	if s.phase == established {
		x.Held(RuleUseEstablished)
	}
}

func (s *session) disconnect(dir dissect.Dir, m *message, x *dissect.Context) {
	if s.version == 1 && s.refused {
		x.Held(RuleInvalidPasswordEnds)
	}
	s.farewell(dir, m, x)
	s.gone[dir] = true
	if dir == novice && s.taken == 0 && !s.ceded {
		s.taken, s.typed = x.Time(), false
	}
	s.event(x, "disconnected", side(dir), "")
}
