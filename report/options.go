package report

import (
	"strconv"
	"time"

	"github.com/radissect/radissect/dissect"
)

// Options are the choices that sinks share. The zero value is plain text without
// trees, of any width.
type Options struct {
	Color    bool
	Width    int                      // columns of the terminal; 0 for no limit
	Fields   bool                     // with messages: the whole annotated tree, and messages that only carry others
	Hex      bool                     // with Fields: the bytes beside the fields
	Reveal   bool                     // show secrets
	Absolute bool                     // times of day instead of seconds since the first message
	Array    bool                     // JSON: one array instead of a record a line
	Count    uint64                   // stop after so many messages; 0 for no limit
	Live     bool                     // records of sessions that go on, too
	Several  bool                     // more than one capture: records name theirs
	Mute     func(*dissect.Rule) bool // rules that are not shown at fields; the engine has its own
	Named    func(proto string) bool  // protocols whose messages are shown even if they only carry others; nil for none
	Unread   func() []Unread          // files that were left out, asked once at the end
	Given    func() []Given           // the secrets that were given, asked once at the end
}

func (o *Options) named(proto string) bool { return o.Named != nil && o.Named(proto) }

// A Given is a secret that the user gave, by its name.
type Given struct {
	Name string // the file, or the flag
	Kind string // "keylog", "rsa-key", ...
	Used bool   // it opened or matched something
}

// An Unread is a file that was found and not read.
type Unread struct {
	File string
	Why  string
}

// A Settler is a Sink that may have shown less than the engine read.
type Settler interface {
	// Settle is the summary of what was shown. It is the one given unless the sink
	// stopped the run.
	Settle(*dissect.Summary) *dissect.Summary
}

// base is what the sinks have in common: which capture is being read and how
// many messages were shown.
type base struct {
	opt      Options
	file     string
	shown    uint64 // messages
	last     uint64 // number of the message shown last
	full     bool   // Count messages were shown
	messages map[string]uint64
	findings [dissect.Limit + 1]uint64
	tainted  uint64
	broken   map[*dissect.Rule]uint64
}

func newBase(o Options) base {
	return base{opt: o, messages: map[string]uint64{}, broken: map[*dissect.Rule]uint64{}}
}

// message counts a message that is about to be shown, and says whether it is.
func (b *base) message(m *dissect.Message) bool {
	if b.full {
		return false
	}
	b.shown++
	b.last = m.N
	b.messages[m.Proto]++
	b.full = b.opt.Count > 0 && b.shown >= b.opt.Count
	return true
}

// finding counts a finding, and says whether it belongs to what is shown.
func (b *base) finding(d *dissect.Diagnostic) bool {
	if b.full && (d.Message == 0 || d.Message > b.last) {
		return false
	}
	b.broken[d.Rule]++
	if d.Tainted {
		b.tainted++
	} else {
		b.findings[d.Rule.Level]++
	}
	return true
}

// Settle makes the summary agree with what was shown, where the run was stopped
// by Count: the engine may have read further ahead, and how far depends on the
// number of workers.
func (b *base) Settle(s *dissect.Summary) *dissect.Summary {
	if !s.Stopped {
		return s
	}
	t := *s
	t.Messages = nil
	for _, p := range s.Messages {
		if n := b.messages[p.Proto]; n > 0 {
			t.Messages = append(t.Messages, dissect.ProtoCount{Proto: p.Proto, Messages: n})
		}
	}
	t.Rules = nil
	for _, r := range s.Rules {
		if n := b.broken[r.Rule]; n > 0 {
			t.Rules = append(t.Rules, dissect.RuleCount{Rule: r.Rule, Broken: n})
		}
	}
	t.Findings, t.Tainted, t.Skipped = b.findings, b.tainted, nil
	return &t
}

// Done implements dissect.Stopper.
func (b *base) Done() bool { return b.full }

// appendTime appends nanoseconds since 1970 as RFC 3339 in UTC, with all nine
// digits.
func appendTime(dst []byte, ns int64) []byte {
	t := time.Unix(0, ns).UTC()
	dst = t.AppendFormat(dst, time.RFC3339) // which package time has a short way for
	frac := t.Nanosecond()
	dst = append(dst[:len(dst)-1], '.')
	for unit := int(time.Second) / 10; unit > 0; unit /= 10 {
		dst = append(dst, byte('0'+frac/unit%10))
	}
	return append(dst, 'Z')
}

// appendSeconds appends nanoseconds as seconds with six decimals, right aligned
// in width columns.
func appendSeconds(dst []byte, ns int64, width int) []byte {
	var room [32]byte
	b := room[:0]
	if ns < 0 {
		b = append(b, '-')
		ns = -ns
	}
	b = strconv.AppendInt(b, ns/1e9, 10)
	b = append(b, '.')
	for part, unit := ns%1e9/1000, int64(100000); unit > 0; unit /= 10 {
		b = append(b, byte('0'+part/unit%10))
	}
	return append(appendPad(dst, len(b), width), b...)
}

// appendClock appends nanoseconds since 1970 as a time of day in UTC with six
// decimals.
func appendClock(dst []byte, ns int64) []byte {
	return time.Unix(0, ns).UTC().AppendFormat(dst, "15:04:05.000000")
}

// appendRight appends n, right aligned in width columns.
func appendRight(dst []byte, n uint64, width int) []byte {
	var room [20]byte
	b := strconv.AppendUint(room[:0], n, 10)
	return append(appendPad(dst, len(b), width), b...)
}

// appendGrouped appends n with commas between groups of three digits.
func appendGrouped(dst []byte, n uint64) []byte {
	var room [20]byte
	b := strconv.AppendUint(room[:0], n, 10)
	for i, c := range b {
		if i > 0 && (len(b)-i)%3 == 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, c)
	}
	return dst
}

// grouped is n with commas between groups of three digits.
func grouped(n uint64) string { return string(appendGrouped(nil, n)) }

// counted is a number with its noun.
func counted(n uint64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}
