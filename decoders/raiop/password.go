package raiop

import (
	"crypto/sha1"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
)

// passwordLength is that of a password, in characters (MS-RAIOP 3.1.5.1).
const passwordLength = 6

const (
	// maxWords is how many given passwords are tried.
	maxWords = 4
	// zones is how many hours before and after a clock is looked for that is wrong
	// by the hours of a time zone.
	zones = 14
)

// A word is a given password that may be one of MS-RAIOP.
type word struct {
	secret keys.Secret
	origin *keys.Origin
}

// given are the passwords that were given.
type given struct {
	words []word
	all   *keys.Snapshot
}

// load takes the passwords that hold for the conversation.
func (h *handler) load(conv *dissect.Conversation) *given {
	all := keys.Of(conv)
	if h.given != nil && h.given.all == all {
		return h.given
	}
	h.given = &given{all: all}
	for _, f := range all.InvitationPasswords() {
		if len(f.Secret.Reveal()) == passwordLength && len(h.given.words) < maxWords {
			h.given.words = append(h.given.words, word{f.Secret, f.Origin})
		}
	}
	return h.given
}

// maxKeys is how many key strings are worked out in a run, for hours and passwords.
// Each takes 100,000 hashes, about ten milliseconds, so that packets of all hours
// there are cannot take forever. Captures of 40 days stay below.
const maxKeys = 1000

// What stands in the memory of the secrets that were given.
type (
	hourKey struct {
		password string
		hours    int64
	}
	derivedKey struct{ text [sha1.Size]byte } // SHA-1 of a connection string
	spentKey   struct{}
)

// key is the key string of a given password for an hour since 1970, MS-RAIOP
// 3.1.5.2, "" when too many have been worked out.
func (g *given) key(w *word, hours int64) string {
	k := hourKey{w.secret.Reveal(), hours}
	return g.all.Memo(k, func() any {
		spent := g.all.Memo(spentKey{}, func() any { return new(atomic.Int64) }).(*atomic.Int64)
		if spent.Add(1) > maxKeys {
			return ""
		}
		return invitation.PeerKey(k.password, time.Unix(3600*hours, 0))
	}).(string)
}

// derived is the password that follows from a connection string.
func (g *given) derived(plain []byte) string {
	return g.all.Memo(derivedKey{sha1.Sum(plain)}, func() any {
		return invitation.PeerPassword(string(dissect.AppendUTF16(nil, plain)))
	}).(string)
}

// hoursOf is the hour since 1970 of a time in nanoseconds.
func hoursOf(t int64) int64 { return t / int64(time.Hour) }

// tried are the hours that an expert tries, in this order (MS-RAIOP 3.2.5.2).
var tried = [...]int64{0, -1, 1}

// keyFor is the given password that makes the name, and its key string: by the
// classifier, or where there is none by what the payload is opened with. It is nil
// for none.
func (h *handler) keyFor(in *pnrp.Content) (*word, string) {
	g := h.load(h.conv)
	now := hoursOf(in.Time)
	for i := range g.words {
		for _, d := range tried {
			k := g.key(&g.words[i], now+d)
			if k == "" {
				continue
			}
			if in.Classifier != "" && k == strings.ToUpper(in.Classifier) || in.Classifier == "" && open(k, in.Data) != nil {
				return &g.words[i], k
			}
		}
	}
	return nil, ""
}

// password judges the password, and the hour in the name, where a given password
// makes the name. Without one the hashes are not worked out.
func (h *handler) password(x *dissect.Context, plain []byte, key string, w *word) {
	if w == nil {
		w = h.otherHour(x, key, hoursOf(x.Time()))
	} else {
		x.Held(Hour)
	}
	if w != nil {
		x.Require(h.given.derived(plain) == w.secret.Reveal(), Password, 0, len(x.Bytes()), "the given password makes the name, and is another one")
	}
}

// otherHour looks for a given password that makes the key in another hour.
func (h *handler) otherHour(x *dissect.Context, key string, now int64) *word {
	g := h.load(h.conv)
	for i := range g.words {
		for d := int64(2); d <= zones; d++ {
			for _, s := range [...]int64{-d, d} {
				if g.key(&g.words[i], now+s) != key {
					continue
				}
				when := "before"
				if s > 0 {
					when = "after"
				}
				x.Report(Hour, 0, len(x.Bytes()), "the name is of the "+strconv.FormatInt(d, 10)+"th hour "+when+" that of the capture")
				return &g.words[i]
			}
		}
	}
	return nil
}

// tries are the names that one expert has looked up with one password.
type tries struct {
	dir   dissect.Dir
	word  *word
	hours []int64 // in the order in which they came, three at most
	last  int64   // when the last one came
}

// patience is how long after another a lookup belongs to the same resolution, in
// nanoseconds: at most 22 hops of some seconds for each name.
const patience = 10 * int64(time.Minute)

// Lookup takes note of the names that an expert tries.
func (h *handler) Lookup(dir dissect.Dir, x *dissect.Context, target [32]byte, reason uint8) {
	g := h.load(h.conv)
	if reason != pnrp.ReasonAppRequest {
		return
	}
	now := hoursOf(x.Time())
	for i := range g.words {
		for d := int64(-2); d <= 2; d++ { // the clock of the expert may be an hour off
			if k := g.key(&g.words[i], now+d); k != "" && isTarget(k, target) {
				h.try(dir, x, &g.words[i], now+d)
				return
			}
		}
	}
}

// isTarget reports whether a PNRP ID is one of the unsecured name with this
// classifier: whether its first half is. In which byte order the characters of the
// classifier are hashed is not stated; both are tried.
func isTarget(classifier string, id [32]byte) bool {
	for _, sum := range pnrp.ClassifierHashes(wide(classifier)) {
		if pnrp.P2PID(sum, nil) == [16]byte(id[:16]) {
			return true
		}
	}
	return false
}

// wide is ASCII in UTF-16LE.
func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// try judges the order of hours.
func (h *handler) try(dir dissect.Dir, x *dissect.Context, w *word, hours int64) {
	all := h.names()
	var t *tries
	for i := range all.tries {
		if all.tries[i].dir == dir && all.tries[i].word.secret.Equal(w.secret) {
			t = &all.tries[i]
		}
	}
	if t == nil {
		if len(all.tries) == 2*maxWords {
			return
		}
		all.tries = append(all.tries, tries{dir: dir, word: w})
		t = &all.tries[len(all.tries)-1]
	}
	if x.Time()-t.last > patience {
		t.hours = t.hours[:0]
	}
	t.last = x.Time()
	for _, old := range t.hours {
		if old == hours {
			return
		}
	}
	if len(t.hours) == len(tried) {
		return
	}
	t.hours = append(t.hours, hours)
	w.origin.MarkUsed()
	switch own := t.hours[0]; len(t.hours) {
	case 2:
		if hours == own-1 {
			x.Held(Retries)
		}
	case 3:
		second := t.hours[1] - own
		switch third := hours - own; {
		case second == -1 && third == 1:
			x.Held(Retries)
		case second == 1 && third == -1:
			x.Report(Retries, 0, len(x.Bytes()), "the hour after was tried before the hour before")
		}
	}
}
