package tls

import (
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// find looks for the keys of one direction, if it has none and something may
// have come that was not there before.
func (l *layer) find(x *dissect.Context, dir dissect.Dir) {
	h := &l.half[dir]
	if h.op != nil || !l.seenServer && h.stage != stageEarly {
		return
	}
	snap := keys.Of(x.Conversation())
	if snap == nil || snap == l.tried {
		return
	}
	if l.version == versionTLS13 || h.stage == stageEarly {
		if h.stage != stageNone && h.stage != stageEarly {
			h.op, h.secret = l.opener13(snap, dir, h.stage)
			if h.op != nil && h.count > 0 {
				h.lossy = true // late: how many of the records were of this stage is not known
				h.op.missed(0)
			}
		}
		return
	}
	l.makeKeys(x, snap)
	for i := range l.half {
		if o := &l.half[i]; o.sealed && o.op == nil && l.next[i] != nil {
			o.op, l.next[i] = l.next[i], nil
			if o.count > 0 {
				o.op.late(o.count, o.passed, o.tail[:])
			}
		}
	}
}

// makeKeys makes the key block of TLS 1.2 and older.
func (l *layer) makeKeys(x *dissect.Context, snap *keys.Snapshot) {
	if l.ready || !l.Supported || !l.seenServer {
		return
	}
	known := sessionsOf(x)
	if l.master == nil && !l.findMaster(snap) && !l.resume(known) {
		l.tried = snap
		if l.suite.bulk.family != familyNull {
			return
		}
	}
	l.ready = true
	secret := l.master
	if secret == nil {
		secret = make([]byte, masterLen) // of a NULL cipher nothing but the MAC depends on it
	}
	l.next[0], l.next[1] = keyBlock(l.suite, l.version, secret, l.ClientRandom[:], l.ServerRandom[:], l.etm, l.short)
	if l.master == nil {
		for _, o := range l.next {
			if o != nil {
				o.unchecked = true
			}
		}
	}
	for i := range l.transcript {
		l.transcript[i] = nil
	}
	known.keep(l)
	l.protect(x)
}

// maxSessions is how many sessions of two hosts are remembered.
const maxSessions = 4096

// sessions are the master secrets of two hosts by session id: a connection that
// resumes a session of another (RFC 5246 7.3) has no key exchange of its own.
type sessions map[string]session

type session struct {
	master []byte
	with   string
}

// sessionsKey is where the conversations of two hosts keep their sessions.
var sessionsKey = new(sessions)

func sessionsOf(x *dissect.Context) sessions {
	return x.Conversation().Shared(sessionsKey, func() any { return sessions{} }).(sessions)
}

// Held is what the sessions take, in bytes.
func (s sessions) Held() int { return 192 * len(s) }

func (s sessions) keep(l *layer) {
	if len(l.SessionID) > 0 && l.master != nil && len(s) < maxSessions {
		s[string(l.SessionID)] = session{l.master, l.With}
	}
}

// resume takes the master secret of the session that this connection resumes.
func (l *layer) resume(s sessions) bool {
	if len(l.SessionID) == 0 {
		return false
	}
	o, ok := s[string(l.SessionID)]
	if ok {
		l.master, l.With = o.master, o.with
	}
	return ok
}

// findMaster looks for the master secret: in key logs by client random and by
// session id, and by way of the premaster secret.
func (l *layer) findMaster(snap *keys.Snapshot) bool {
	if f, ok := snap.TLS(keys.MasterSecret, l.ClientRandom[:]); ok {
		return l.found(f.Secret.Bytes(), f.Origin)
	}
	if f, ok := snap.TLS(keys.MasterSecretBySession, l.SessionID); ok {
		return l.found(f.Secret.Bytes(), f.Origin)
	}
	if f, ok := snap.TLS(keys.PremasterByRandom, l.ClientRandom[:]); ok {
		return l.fromPremaster(f.Secret.Bytes(), f.Origin)
	}
	if len(l.premaster) == 0 || !l.suite.rsaExchange() {
		return false
	}
	if f, ok := snap.TLS(keys.PremasterByCipherText, l.premaster); ok {
		return l.fromPremaster(f.Secret.Bytes(), f.Origin)
	}
	modulus := l.ephemeral
	if len(modulus) == 0 && len(l.Certificates) > 0 {
		modulus = l.Certificates[0].modulus
	}
	if len(modulus) > 0 {
		k, ok := snap.RSAKey(modulus)
		if !ok {
			return false
		}
		p, err := k.DecryptPremaster(l.premaster)
		return err == nil && l.fromPremaster(p.Bytes(), k.Origin())
	}
	// The certificate was not seen, or is none that we can read.
	for _, k := range snap.RSAKeys() {
		if p, err := k.DecryptPremaster(l.premaster); err == nil {
			k.Origin().MarkUsed()
			return l.fromPremaster(p.Bytes(), k.Origin())
		}
	}
	return false
}

// found takes the master secret.
func (l *layer) found(secret []byte, from *keys.Origin) bool {
	l.master, l.With = secret, from.Name()
	return true
}

// fromPremaster makes the master secret of a premaster secret.
func (l *layer) fromPremaster(secret []byte, from *keys.Origin) bool {
	var sum []byte
	if l.ems {
		if l.noHash {
			return false
		}
		sum = handshakeHash(l.version, l.suite.hash, l.transcript[0], l.transcript[1], l.transcript[2])
	}
	return l.found(master(l.version, l.suite.hash, secret, l.ClientRandom[:], l.ServerRandom[:], sum), from)
}

// change brings the pending keys of one direction into force: a ChangeCipherSpec
// was seen, or has to have been.
func (l *layer) change(x *dissect.Context, dir dissect.Dir) {
	h := &l.half[dir]
	if snap := keys.Of(x.Conversation()); snap != nil && snap != l.tried || l.suite.bulk != nil && l.suite.bulk.family == familyNull {
		l.makeKeys(x, snap)
	}
	h.sealed, h.count, h.passed, h.tries = true, 0, 0, 0
	h.op, l.next[dir] = l.next[dir], nil
	h.inflate = nil
	if l.deflate {
		h.inflate = &inflater{lost: h.lossy}
	}
	h.join.reset()
}

// labels are the secrets of TLS 1.3 by direction and stage.
var labels = [2][4]keys.Label{
	{0, keys.ClientEarlyTraffic, keys.ClientHandshakeTraffic, keys.ClientTraffic},
	{0, 0, keys.ServerHandshakeTraffic, keys.ServerTraffic},
}

// setStage brings the keys of a stage of TLS 1.3 into force in one direction.
func (l *layer) setStage(x *dissect.Context, dir dissect.Dir, s stage) {
	h := &l.half[dir]
	h.sealed, h.stage, h.count, h.tries = true, s, 0, 0
	h.op, h.secret = nil, nil
	if snap := keys.Of(x.Conversation()); snap != nil {
		h.op, h.secret = l.opener13(snap, dir, s)
	}
}

// opener13 makes the opener of a stage of TLS 1.3, nil where its secret is not known.
func (l *layer) opener13(snap *keys.Snapshot, dir dissect.Dir, s stage) (*opener, []byte) {
	label := labels[dir][s]
	if label == 0 || !l.Supported {
		return nil, nil
	}
	f, ok := snap.TLS(label, l.ClientRandom[:])
	if !ok {
		return nil, nil
	}
	secret := f.Secret.Bytes()
	o := newOpener13(l.suite, secret)
	if o != nil {
		l.With = f.Origin.Name()
	}
	return o, secret
}

// update brings the next traffic secret into force after a KeyUpdate, RFC 8446 7.2.
func (l *layer) update(dir dissect.Dir) {
	h := &l.half[dir]
	if h.stage != stageApplication || h.op == nil || h.secret == nil {
		return
	}
	h.secret = nextSecret(l.suite.hash, h.secret)
	h.op = newOpener13(l.suite, h.secret)
	h.count = 0
}

// elsewhere tries a record that the keys in force do not open with those of
// later stages: Finished or EndOfEarlyData may have been lost, and early data
// may have been refused. It returns nil when none fits.
func (l *layer) elsewhere(x *dissect.Context, dir dissect.Dir, typ uint8, version uint16, frag []byte) []byte {
	h := &l.half[dir]
	if h.stage == stageNone || h.tries >= maxTries {
		return nil
	}
	snap := keys.Of(x.Conversation())
	if snap == nil {
		return nil
	}
	h.tries++
	if h.stage == stageEarly && h.op == nil {
		if plain := l.tryEarly(snap, typ, version, frag); plain != nil {
			return plain
		}
	}
	if l.version != versionTLS13 {
		return nil
	}
	for s := h.stage + 1; s <= stageApplication; s++ {
		if s == stageApplication && !h.lossy {
			break
		}
		o, secret := l.opener13(snap, dir, s)
		if o == nil {
			continue
		}
		if h.lossy {
			o.missed(0)
		}
		if plain, f := o.open(typ, version, frag); f == opened {
			h.op, h.secret, h.stage, h.count = o, secret, s, 0
			return plain
		}
	}
	return nil
}

// tryEarly opens the first record of early data. Its suite is that of the
// session it resumes, which is among those offered and has the hash of the secret.
func (l *layer) tryEarly(snap *keys.Snapshot, typ uint8, version uint16, frag []byte) []byte {
	f, ok := snap.TLS(keys.ClientEarlyTraffic, l.ClientRandom[:])
	if !ok {
		return nil
	}
	secret := f.Secret.Bytes()
	h := &l.half[dissect.FromClient]
	for _, id := range l.offered.suites {
		s, ok := suiteOf(id)
		if !ok || s.exchange != "" || s.bulk == nil || s.hash.Size() != len(secret) {
			continue
		}
		o := newOpener13(s, secret)
		if o == nil {
			continue
		}
		if h.count > 0 || h.lossy {
			o.missed(0)
		}
		if plain, fault := o.open(typ, version, frag); fault == opened {
			h.op, h.secret = o, secret
			l.With = f.Origin.Name()
			return plain
		}
	}
	return nil
}
