package dissect

import (
	"crypto/sha256"
	"strconv"
)

// maxClaims is how many things that may be used once are remembered of a
// capture; an entry takes some 100 bytes. Nobody hands out as many invitations
// in the time of one capture: what comes beyond is not judged.
const maxClaims = 1 << 16

// A claim says that a conversation uses something that is for one conversation
// only. It is judged when the rounds of all shards are merged, because the other
// conversation may be of other hosts.
type claim struct {
	rule    *Rule
	key     [sha256.Size]byte
	finding *Diagnostic // of a second use
	muted   bool
}

type claimed struct {
	rule *Rule
	key  [sha256.Size]byte
}

// Once checks a rule that says that something is for one conversation of a
// capture only. key tells it from others, and only its hash is kept. The first
// conversation that claims it keeps the rule, each other one breaks it with the
// bytes [off, off+n) of this message; wherever their hosts are.
func (x *Context) Once(r *Rule, key string, off, n int, detail string) {
	tainted := x.touched // a gap does not make two uses out of one
	c := &claim{rule: r, key: sha256.Sum256([]byte(key)), muted: x.sh.eng.muted(r)}
	c.finding = x.sh.diagnostic(x, found{rule: r, at: place{nil, off, n}, detail: detail}, tainted)
	x.sh.emit(Event{Kind: eventClaim, Conv: x.conv, claim: c, pos: int32(x.pos)})
}

// judge tells whether the claim of ev is the second one. Then ev becomes a
// finding.
func (r *run) judge(ev *Event) {
	c := ev.claim
	k := claimed{c.rule, c.key}
	first, ok := r.claims[k]
	switch {
	case !ok && len(r.claims) < maxClaims:
		if r.claims == nil {
			r.claims = map[claimed]*Conversation{}
		}
		r.claims[k] = ev.Conv
		r.tally.at(c.rule).Held++
		return
	case !ok || first == ev.Conv:
		return
	}
	r.tally.at(c.rule).Broken++
	if c.muted {
		return
	}
	b := r.broken.at(c.rule)
	b.Broken++
	if c.finding.Tainted {
		b.Held++
	}
	c.finding.Detail += " (conversation " + strconv.FormatUint(first.ID, 10) + ")"
	ev.Kind, ev.Finding = EventFinding, c.finding
}
