package dissect

import "sync/atomic"

// A Level says how much the breach of a rule matters.
type Level uint8

// The levels, least first for --fail-on.
const (
	Note      Level = iota // legal, but worth knowing: downgrade, deprecated, unusual
	Should                 // the specification says SHOULD
	Must                   // the specification says MUST, or prints a layout
	Malformed              // bytes that cannot be what they claim
	Security               // what an auditor must see
	Limit                  // radissect gave up: a budget, or something it does not know
)

var levelNames = [...]string{"note", "should", "must", "malformed", "security", "limit"}

// String is the level's name in the contract: "must".
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "unknown"
}

// ParseLevel is the level with this name.
func ParseLevel(s string) (Level, bool) {
	for i, n := range levelNames {
		if n == s {
			return Level(i), true
		}
	}
	return 0, false
}

// A Rule is one sentence of a specification that traffic can keep or break.
// Rules are package variables; nothing in them changes after they are made.
type Rule struct {
	ID    string // "x224.negotiation-length"
	Req   string // the requirement's id in the catalogue, when it has one
	Level Level
	Spec  Spec
	Title string // what has to be
	Doc   string // what it means, what sends it, what the peer does with it
	Seen  string // a capture of the project that trips it

	slot atomic.Uint32 // place in the counters, given once on first use
}

var ruleSlots atomic.Uint32

// index is the rule's place in tables of counters, from 1. It is the same for
// the life of the process, whoever asks first.
func (r *Rule) index() uint32 {
	if i := r.slot.Load(); i != 0 {
		return i
	}
	r.slot.CompareAndSwap(0, ruleSlots.Add(1))
	return r.slot.Load()
}

// A Tally counts how often a rule was kept and how often it was broken.
type Tally struct{ Held, Broken uint64 }

// tallies are counters by rule index.
type tallies []Tally

func (t *tallies) at(r *Rule) *Tally {
	i := r.index()
	if int(i) >= len(*t) {
		grown := make(tallies, i+64)
		copy(grown, *t)
		*t = grown
	}
	return &(*t)[i]
}

func (t *tallies) add(o tallies) {
	for len(*t) < len(o) {
		*t = append(*t, Tally{})
	}
	for i := range o {
		(*t)[i].Held += o[i].Held
		(*t)[i].Broken += o[i].Broken
	}
}

// A Requirement is one line of a specification's catalogue of testable
// statements.
type Requirement struct {
	ID         string // "RA-2.2.1.8-3"
	Level      string // the catalogue's own word: "MUST", "fmt"
	Spec       Spec
	Packets    string // where it shows
	Text       string // the condition
	Unseen     string // why no wire can show it; empty when one can
	Rule       *Rule  // the rule that watches it, nil while there is none
	Tally      Tally  // filled in for reports
	Observable bool   // a wire can show whether it is kept
}

// A Diagnostic is one breach of a rule.
type Diagnostic struct {
	Rule    *Rule
	Conv    *Conversation // nil for findings about a capture itself
	Dir     Dir
	Time    int64    // nanoseconds since 1970, of the packet that completed the message
	Message uint64   // number of the message it was found in, 0 for none; set when the round is merged
	Proto   string   // of the message
	Kind    *Kind    // of the message, may be nil
	Frames  []uint64 // frames that hold the subject's bytes
	Field   *Field   // the smallest field that is wrong, nil for the whole message
	Off     uint32   // of the subject in its message, bytes
	Len     uint32
	Detail  string // what was found
	Tainted bool   // lost or cut packets could explain it

	node uint32
	pos  int32     // message count inside its packet, for numbering
	one  [1]uint64 // storage of Frames where it is one
}
