package main

import (
	"path"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/where"
)

// readOptions are the flags of the commands that read captures.
type readOptions struct {
	files    []string
	format   string
	fields   bool
	hex      bool
	count    uint64
	where    string
	columns  []string
	decode   []string
	capture  string // filter in tcpdump's language
	packets  string // file for the packets
	grow     bool   // captures are still being written
	live     *liveOptions
	workers  int
	memory   string // budget
	most     int64  // the same in bytes
	quiet    bool
	verbose  int
	color    string
	failOn   string
	only     []string
	ignore   []string
	output   string
	reveal   bool
	clock    string
	coverage bool
	late     bool // results come at the end, or not to standard output
	secrets  secretFlags

	formats  []string
	filter   *where.Filter     // of where, nil for none
	names    []*where.Name     // of columns
	sessions map[uint64]uint64 // of conversations, where filter or columns ask for them
	as       []dissect.DecodeAs
	level    dissect.Level // of failOn
	fail     bool          // failOn is set
}

var (
	formatsRead   = []string{"text", "tree", "jsonl", "json", "csv", "pdml"}
	formatsCheck  = []string{"text", "jsonl", "json", "csv", "sarif"}
	formatsRecord = []string{"text", "jsonl", "json"}
	formatsList   = []string{"text", "jsonl"}
	formatsReport = []string{"html"}
	formatsFollow = []string{"hex", "raw"}
	colors        = []string{"auto", "always", "never"}
	clocks        = []string{"relative", "absolute"}
	levels        = []string{"note", "should", "must", "malformed", "security", "limit"}
)

// A list is the value of a flag that may be given more than once. pflag's own makes
// a writer of CSV for each flag of each command when the program starts.
type list []string

func (l *list) Set(s string) error { *l = append(*l, s); return nil }
func (l *list) Type() string       { return "stringArray" } // as pflag's, which cobra completes by
func (l *list) String() string     { return strings.Join(*l, " ") }

// addFlags declares the flags for reading captures. The first of formats is what
// is used where none is asked for.
func (o *readOptions) addFlags(f *pflag.FlagSet, formats []string) {
	o.formats = formats
	f.SortFlags = false
	f.VarP((*list)(&o.files), "read", "r", "`CAPTURE` to read, like an argument (repeatable)")
	f.StringVarP(&o.format, "format", "T", formats[0], "`FORMAT` of the output: "+strings.Join(formats, ", "))
	if slices.Contains(formats, "tree") {
		f.BoolVarP(&o.fields, "fields", "V", false, "with each message its annotated tree (jsonl: its fields)")
		f.BoolVarP(&o.hex, "hex", "x", false, "with -V: the bytes beside the fields")
		f.Uint64VarP(&o.count, "count", "c", 0, "stop after `N` messages")
		o.addClock(f)
		if o.live == nil {
			f.BoolVar(&o.grow, "follow", false, "go on when the end is reached: the capture is still being written (until an interrupt)")
		}
	}
	if slices.Contains(formats, "csv") {
		f.VarP((*list)(&o.columns), "column", "e", "with -T csv: a column with this `FIELD`, named as in -Y (repeatable)")
	}
	f.StringVarP(&o.capture, "filter", "f", "", "only packets that pass this capture `FILTER` in tcpdump's language, as in 'tcp port 3389'")
	f.StringVarP(&o.where, "where", "Y", "", "only what passes this display `FILTER`, as in 'ra && ip.addr == 10.0.0.1' (see \"radissect help filters\")")
	f.VarP((*list)(&o.decode), "decode-as", "d", "read ports as a protocol: `RULE` like tcp.port==3390,tpkt (repeatable)")
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE` instead of standard output")
	f.StringVarP(&o.packets, "write", "w", "", "also write the packets into `FILE` (pcapng), with messages and findings as comments")
	o.secrets.addFlags(f)
	f.Var((*list)(&o.only), "only", "report only these rules: `GLOB` of rule ids (repeatable)")
	f.Var((*list)(&o.ignore), "ignore", "leave these rules out: `GLOB` of rule ids (repeatable)")
	f.StringVar(&o.failOn, "fail-on", "", "exit with 1 on findings of this `LEVEL` or above: "+strings.Join(levels, ", "))
	f.BoolVar(&o.reveal, "reveal", false, "show secrets instead of masking them")
	f.StringVar(&o.color, "color", "auto", "`WHEN` to colour text: auto, always, never")
	f.IntVarP(&o.workers, "jobs", "j", 0, "`N` worker threads; 0 for all cores")
	f.StringVar(&o.memory, "max-memory", usualMemory, "stay within `SIZE` of memory: give up what was silent longest, and say so")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "say less on standard error: errors only")
	f.CountVarP(&o.verbose, "verbose", "v", "say more on standard error (repeatable)")
}

// addClock declares the flag for the form of times.
func (o *readOptions) addClock(f *pflag.FlagSet) {
	f.StringVar(&o.clock, "time", "relative", "`TIME` in text: relative (seconds) or absolute (UTC)")
}

// check finds flags that make no sense.
func (o *readOptions) check(reg *dissect.Registry) error {
	for _, c := range []struct {
		flag, value string
		allowed     []string
	}{{"-T", o.format, o.formats}, {"--color", o.color, colors}, {"--time", o.clock, clocks}, {"--fail-on", o.failOn, levels}} {
		if c.value != "" && !slices.Contains(c.allowed, c.value) {
			return misuse(c.flag + " " + quote(c.value) + " is not one of " + strings.Join(c.allowed, ", ") +
				nearest(c.value, c.allowed))
		}
	}
	if o.failOn != "" {
		o.level, o.fail = dissect.ParseLevel(o.failOn)
	}
	if o.workers < 0 || o.workers > 1024 {
		return misuse("-j wants a number of threads from 0 (all cores) to 1024")
	}
	if err := o.checkMemory(); err != nil {
		return err
	}
	if o.format == "tree" {
		o.format, o.fields = "text", true
	}
	if o.hex && !o.fields {
		return misuse("-x shows bytes beside fields: give -V as well")
	}
	if err := o.checkColumns(reg); err != nil {
		return err
	}
	if o.hex && o.format != "text" {
		return misuse("-x is for text only; records have the bytes in \"off\", \"len\" and \"value\" of their fields")
	}
	if o.quiet && o.verbose > 0 {
		return misuse("-q and -v contradict each other: choose one")
	}
	if o.coverage && (o.format == "csv" || o.format == "sarif") {
		return misuse("--coverage is for text, jsonl and json")
	}
	if o.coverage && o.where != "" {
		return misuse("--coverage counts over everything that was read: it goes without -Y")
	}
	if o.where != "" {
		var err error
		if o.filter, err = compileFilter(o.where, reg); err != nil {
			return err
		}
	}
	o.as = nil
	for _, rule := range o.decode {
		d, err := parseDecodeAs(reg, rule)
		if err != nil {
			return err
		}
		o.as = append(o.as, d)
	}
	return o.checkRules(reg)
}

// checkRules finds patterns that no rule matches.
func (o *readOptions) checkRules(reg *dissect.Registry) error {
	for _, list := range []struct {
		flag     string
		patterns []string
	}{{"--only", o.only}, {"--ignore", o.ignore}} {
		for _, pattern := range list.patterns {
			if _, err := path.Match(pattern, ""); err != nil {
				return misuse(list.flag + " " + quote(pattern) + " is not a pattern: a bracket is not closed")
			}
			var ids []string
			hit := false
			for _, r := range reg.Rules() {
				ids = append(ids, r.ID)
				hit = hit || matches(pattern, r.ID)
			}
			if !hit {
				return misuse(list.flag + " " + quote(pattern) + " matches no rule" + nearest(pattern, ids) +
					` ("radissect rules" lists them)`)
			}
		}
	}
	return nil
}

// matches reports whether a pattern of shell globs matches name.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// mute says which rules are left out, nil for none. Limits are left out only
// when asked by name: without them results would look complete that are not.
func (o *readOptions) mute() func(*dissect.Rule) bool {
	if len(o.only) == 0 && len(o.ignore) == 0 {
		return nil
	}
	any := func(patterns []string, r *dissect.Rule) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, r.ID) })
	}
	return func(r *dissect.Rule) bool {
		if any(o.ignore, r) {
			return true
		}
		return len(o.only) > 0 && r.Level != dissect.Limit && !any(o.only, r)
	}
}
