package ra

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"math/big"
	"slices"
	"time"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// Limits of what is tried out for one session. A token takes tens of milliseconds
// for every password and connection string.
const (
	maxTried       = 64 // passwords against a proof
	maxTokens      = 4  // computed tokens of each side
	maxInvitations = 16
)

// A verdict is what the secrets that were given tell about a proof.
type verdict uint8

const (
	unknown verdict = iota
	right
	wrong
)

var verdicts = [...]string{unknown: "unknown", right: "match", wrong: "mismatch"}

// proofs are what the secrets that were given tell about a session.
type proofs struct {
	loaded      bool
	keyed       bool // the key of the server was compared
	passwords   []keys.Found
	invitations []candidate
	fits        int // 1 plus the number of the invitation that a proof belongs to

	vista    verdict    // EXPERT_ON_VISTA
	pass     verdict    // PASS of an expert blob
	text     verdict    // connection string of AUTHENTICATE
	tokens   [2]verdict // TOKEN, by sender
	computed [2]int
	sent     string // connection string that the expert has sent
}

// A candidate is an invitation that was given.
type candidate struct {
	file     *invitation.Invitation // as given
	inv      *invitation.Invitation // with a connection string, opened where it was encrypted; may be nil
	password keys.Secret            // that opened it
	opened   bool
	calls    bool // it was returned by calls of MS-RAI that were seen
	origin   *keys.Origin
}

// load takes the secrets that hold for the conversation.
func (p *proofs) load(conv *dissect.Conversation) {
	if p.loaded {
		return
	}
	p.loaded = true
	given := keys.Of(conv)
	if given == nil {
		return
	}
	p.passwords = given.InvitationPasswords()
	p.passwords = p.passwords[:min(len(p.passwords), maxTried)]
	for _, f := range given.Invitations() {
		if len(p.invitations) == maxInvitations {
			break
		}
		inv, err := invitation.Parse(f.Secret.Bytes())
		if err != nil {
			continue
		}
		c := candidate{file: inv, origin: f.Origin}
		if inv.ConnectionString() != "" {
			c.inv = inv
		}
		for _, f := range p.passwords {
			if o, err := inv.Open(f.Secret.Reveal()); err == nil {
				c.inv, c.password, c.opened = o.Invitation, f.Secret, true
				f.Origin.MarkUsed()
				break
			}
		}
		p.invitations = append(p.invitations, c)
	}
}

// fit takes note of the invitation that the session belongs to.
func (p *proofs) fit(i int) {
	p.fits = i + 1
	p.invitations[i].origin.MarkUsed()
}

// proof holds a proof of the password, MS-RA 2.2.1.4 and 2.2.1.12, against what
// was given.
func (p *proofs) proof(b []byte) verdict {
	b, ok := invitation.ParseProof(b)
	if !ok || len(p.passwords) == 0 {
		return unknown
	}
	for i := range p.invitations {
		c := &p.invitations[i]
		if !c.file.PassStub.Set {
			continue
		}
		for _, f := range p.passwords {
			if (!c.opened || f.Secret.Equal(c.password)) && invitation.CheckProof(f.Secret.Reveal(), c.file.PassStub.Text, b) {
				p.fit(i)
				f.Origin.MarkUsed()
				return right
			}
		}
	}
	for _, f := range p.passwords {
		if _, ok := invitation.OpenProof(f.Secret.Reveal(), b); ok {
			f.Origin.MarkUsed()
			return right
		}
	}
	return wrong
}

// bound is the one invitation that was given, if it offers the server of this
// connection at its time; where none was given, the one that calls have returned;
// else nil.
func (s *session) bound() *candidate {
	p := &s.proofs
	p.load(s.conv)
	if len(p.invitations) == 0 && s.attempt != nil {
		return &candidate{file: s.attempt.Invitation, inv: s.attempt.Invitation, calls: true}
	}
	if len(p.invitations) != 1 {
		return nil
	}
	c := &p.invitations[0]
	if c.inv == nil || !c.inv.Offers(s.conv.Server.AddrPort()) || c.holds(s.rec.start) == wrong {
		return nil
	}
	return c
}

// certain reports whether a mismatch is the peer's: the invitation is that of the
// session, and in versions 2 and 3 a password that was given has opened it.
func (s *session) certain() bool {
	c := s.bound()
	return c != nil && !c.calls && (c.opened || s.version == 1)
}

// invited holds the version that was chosen against the invitation, MS-RA 3.5.5
// and 3.7.
func (s *session) invited(m *message, x *dissect.Context) {
	c := s.bound()
	if c == nil {
		return
	}
	if s.version == 3 {
		s.judge(!c.file.File, RuleVersion3PNRP, m, x, "the invitation is a file")
		return
	}
	kind := 1
	if c.inv.String2 != nil {
		kind = 2
	}
	s.judge(s.version != 1 || kind != 2, RuleVersionForced, m, x, "the invitation has a connection string of type 2")
	s.judge(s.version == kind, RuleStringUsed, m, x, "version "+string(rune('0'+s.version))+", the connection string is of type "+string(rune('0'+kind)))
}

// holds tells whether an invitation is valid at a time.
func (c *candidate) holds(at int64) verdict {
	from, until, ok := c.file.Validity()
	if !ok {
		return unknown
	}
	if t := time.Unix(0, at); t.Before(from) || t.After(until) {
		return wrong
	}
	return right
}

// token holds a token, MS-RA 2.2.4, against what was given.
func (p *proofs) token(dir dissect.Dir, b []byte) verdict {
	role := invitation.Expert
	if dir == novice {
		role = invitation.Novice
	}
	v := unknown
	for i := range p.invitations {
		c := &p.invitations[i]
		if c.inv == nil {
			continue
		}
		for _, f := range p.passwords {
			if p.computed[dir] == maxTokens {
				return v
			}
			p.computed[dir]++
			if invitation.CheckToken(b, role, f.Secret.Reveal(), c.inv.ConnectionString()) {
				p.fit(i)
				f.Origin.MarkUsed()
				return right
			}
			v = wrong
		}
	}
	return v
}

// check holds a message of the expert or a token against the secrets.
func (s *session) check(dir dissect.Dir, m *message, x *dissect.Context) {
	t, p := &m.ctl, &s.proofs
	p.load(s.conv)
	if len(p.passwords) == 0 && len(p.invitations) == 0 && s.attempt == nil {
		s.keepString(m, x)
		return
	}
	if dir == expert {
		s.keyShown(m, x)
		if t.msgType == typeExpertOnVista || t.msgType == typeVerifyPassword || t.msgType == typeToken {
			s.invitedID(m, x)
		}
	}
	switch t.msgType {
	case typeExpertOnVista:
		p.vista = p.proof(t.secret)
		s.proofValue(p.vista, RuleVistaProof, m, x)
	case typeVerifyPassword, typeAuthenticate:
		if len(t.blob.pass) > 0 {
			p.pass = p.proof(t.blob.pass)
		}
		s.keepString(m, x)
		s.sameString()
	case typeToken:
		p.tokens[dir] = p.token(dir, t.secret)
		other := p.tokens[dir.Other()]
		switch {
		case p.tokens[dir] == right:
			x.Held(RuleTokenValue)
		case p.tokens[dir] == wrong && (other == right || s.certain()):
			s.report(RuleTokenValue, m, x, "that of the "+side(dir))
		}
	}
}

// proofValue checks a proof where the secrets are certain.
func (s *session) proofValue(v verdict, r *dissect.Rule, m *message, x *dissect.Context) {
	if !s.certain() || !s.proofs.invitations[0].file.PassStub.Set {
		return
	}
	switch v {
	case right:
		x.Held(r)
	case wrong:
		s.report(r, m, x, "another password, or another PassStub")
	}
}

// keyShown holds the key of the server against the invitation with the first
// message of the expert that shows that it goes on: it has to disconnect where
// they differ (MS-RA 3.5.5).
func (s *session) keyShown(m *message, x *dissect.Context) {
	if s.proofs.keyed {
		return
	}
	s.proofs.keyed = true
	c := s.bound()
	if c == nil {
		return
	}
	key := serverKey(&gcc.Of(s.conv).Server.Certificate)
	if key == nil || len(c.inv.KeyHashes()) == 0 {
		return
	}
	if len(c.inv.CheckKey(invitation.PublicKeyBlob(key))) == 0 {
		x.Held(invitation.RuleKeyMatch)
		x.Held(RuleKeyHashIgnored)
		return
	}
	s.judge(false, invitation.RuleKeyMatch, m, x, c.inv.KeyHashes()[0].Name+" is the hash of another key")
	s.judge(false, RuleKeyHashIgnored, m, x, "the expert goes on")
}

// keepString keeps the connection string that the expert sends in version 1.
func (s *session) keepString(m *message, x *dissect.Context) {
	if m.ctl.msgType != typeAuthenticate || !s.rec.wanted && len(s.proofs.invitations) == 0 {
		return
	}
	b := x.Bytes()[m.at()+4:]
	s.proofs.sent = text16(b[:connectionEnd(b)])
}

// sameString compares the connection string that the expert sent with those of
// the invitations.
func (s *session) sameString() {
	p := &s.proofs
	if p.sent == "" {
		return
	}
	for i := range p.invitations {
		c := &p.invitations[i]
		if c.inv == nil || c.inv.String1 == nil {
			continue
		}
		if text := c.inv.ConnectionString(); string(clip([]byte(text), maxText)) == p.sent {
			p.text = right
			p.fit(i)
			return
		}
		p.text = wrong
	}
}

// proven is what is known about the proof of the expert.
func (s *session) proven() verdict {
	p := &s.proofs
	switch {
	case p.text == wrong || p.pass == wrong || p.vista == wrong || p.tokens[expert] == wrong:
		return wrong
	case s.version == 1 && p.text != unknown:
		return p.text
	case s.version == 2 && p.pass != unknown:
		return p.pass
	case s.version == 2:
		return p.vista
	case s.version == 3:
		return p.tokens[expert]
	}
	return unknown
}

// judged holds the answer of the novice against what is known about the proof.
func (s *session) judged(code uint32, m *message, x *dissect.Context) {
	if s.phase >= established || !s.certain() || s.version == 0 || s.version == 3 {
		return
	}
	r := RuleWrongProof2
	if s.version == 1 {
		r = RuleWrongProof1
	}
	turned := code == resultInvalidPassword || code == resultDontMatch
	switch s.proven() {
	case right:
		s.require(!turned, RuleRightProof, m, x, resultText(code)+" to a proof that fits the invitation")
	case wrong:
		s.require(turned, r, m, x, resultText(code)+" to a proof that does not fit the invitation")
	}
}

// ended checks that a session of version 3 ends where the token of the expert
// was wrong, MS-RA 3.7.5.
func (s *session) ended(m *message, x *dissect.Context) {
	p := &s.proofs
	if s.version != 3 || p.tokens[expert] == unknown && p.tokens[novice] == unknown {
		return
	}
	bad := p.tokens[expert] == wrong && (p.tokens[novice] == right || s.certain())
	s.require(!bad, RuleWrongTokenEnds, m, x, "the session goes on after a wrong token of the expert")
}

// which is the invitation of the session, nil where none is known to be.
func (p *proofs) which() *candidate {
	switch {
	case p.fits > 0:
		return &p.invitations[p.fits-1]
	case len(p.invitations) == 1:
		return &p.invitations[0]
	}
	return nil
}

// checks adds to the record what the secrets have told.
func (s *session) checks(o *dissect.SessionRecord) {
	p := &s.proofs
	p.load(s.conv)
	add := func(what string, v verdict, detail string) {
		o.Checks = append(o.Checks, dissect.SessionCheck{What: what, Result: verdicts[v], Detail: detail})
	}
	if len(p.passwords) > 0 {
		v := p.pass
		if v == unknown {
			v = p.vista
		}
		if s.version == 3 {
			v = max(p.tokens[expert], p.tokens[novice])
			add("novice-token", p.tokens[novice], "")
			add("expert-token", p.tokens[expert], "")
		}
		add("password", v, "")
	}
	c := p.which()
	if s.attempt != nil && o.Initiation != nil {
		if c != nil {
			if from, until, ok := c.file.Validity(); ok {
				add("validity", c.holds(s.rec.start), from.Format(time.RFC3339)+" to "+until.Format(time.RFC3339))
			}
		}
		s.attempted(o)
		return
	}
	if c == nil {
		if p.sent != "" {
			o.Initiation = &dissect.Initiation{ConnectionString: p.sent}
		}
		return
	}
	o.Initiation = &dissect.Initiation{Method: "invitation"}
	if from, until, ok := c.file.Validity(); ok {
		add("validity", c.holds(o.Start), from.Format(time.RFC3339)+" to "+until.Format(time.RFC3339))
	}
	if c.inv == nil {
		add("invitation", unknown, "no password opens it")
		return
	}
	o.Initiation.ConnectionString = c.inv.ConnectionString()
	if p.sent != "" {
		add("connection-string", p.text, "")
	}
	v := wrong
	if c.inv.Offers(s.conv.Server.AddrPort()) {
		v = right
	}
	add("address", v, s.conv.Server.AddrPort().String())
	s.keyHash(c.inv, o)
}

// keyHash holds the key of the server against the invitation, MS-RA 3.5.5.
func (s *session) keyHash(inv *invitation.Invitation, o *dissect.SessionRecord) {
	list := inv.KeyHashes()
	if len(list) == 0 {
		return
	}
	h, in := list[0], o.Initiation
	in.KHExpected = h.Hash + ":" + hex.EncodeToString(h.Sum)
	v := unknown
	if key := serverKey(&gcc.Of(s.conv).Server.Certificate); key != nil {
		seen := h.Of(invitation.PublicKeyBlob(key))
		in.KHSeen = h.Hash + ":" + hex.EncodeToString(seen)
		in.KHKnown, in.KHMatch = true, bytes.Equal(seen, h.Sum)
		v = wrong
		if in.KHMatch {
			v = right
		}
	}
	o.Checks = append(o.Checks, dissect.SessionCheck{What: "key-hash", Result: verdicts[v], Detail: h.Name})
}

// serverKey is the public key of the server in standard RDP security, nil where
// it is not known.
func serverKey(c *gcc.Certificate) *rsa.PublicKey {
	if len(c.Modulus) > 0 {
		b := bytes.Clone(c.Modulus)
		slices.Reverse(b)
		return &rsa.PublicKey{N: new(big.Int).SetBytes(b), E: int(c.Exponent)}
	}
	if len(c.DER) == 0 {
		return nil
	}
	cert, err := x509.ParseCertificate(c.DER)
	if err != nil {
		return nil
	}
	key, _ := cert.PublicKey.(*rsa.PublicKey)
	return key
}

// admitted looks at the invitation that has let the expert in: whether its time
// is over, and whether it has let somebody in before.
func (s *session) admitted(x *dissect.Context) {
	n := len(x.Bytes())
	if dir := rdp.Of(s.conv).Logon.WorkingDir; !dir.IsZero() && dir.Reveal() != "" {
		x.Once(RuleInvitationReused, dir.Reveal(), 0, n, "its id has established another session before")
	}
	if c := s.shown(); c != nil {
		switch c.holds(x.Time()) {
		case right:
			x.Held(RuleInvitationExpired)
		case wrong:
			from, until, _ := c.file.Validity()
			x.Report(RuleInvitationExpired, 0, n, "valid from "+from.Format(time.RFC3339)+" to "+until.Format(time.RFC3339))
		}
	}
}

// shown is the invitation that was given, if a proof or the id in WorkingDir shows
// that it is that of the session; else nil.
func (s *session) shown() *candidate {
	p := &s.proofs
	p.load(s.conv)
	if p.fits > 0 {
		return &p.invitations[p.fits-1]
	}
	dir := rdp.Of(s.conv).Logon.WorkingDir
	for i := range p.invitations {
		if id := p.invitations[i].id(); id != "" && !dir.IsZero() && dir.Reveal() == id {
			return &p.invitations[i]
		}
	}
	return nil
}

// id is what WorkingDir holds for the invitation, MS-RA 2.2.7.2.
func (c *candidate) id() string {
	switch {
	case c.inv == nil:
	case c.inv.String2 != nil:
		return c.inv.String2.ID.Text
	case c.inv.String1 != nil:
		return c.inv.String1.RASessionID.Text
	}
	return ""
}
