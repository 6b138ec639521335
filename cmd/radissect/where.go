package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/where"
	"github.com/radissect/radissect/report"
)

// vocabulary is what filters and columns may name.
func vocabulary(reg *dissect.Registry) *where.Vocabulary {
	return where.NewVocabulary(reg, decoders.Beneath())
}

// compileFilter compiles the filter of -Y.
func compileFilter(expr string, reg *dissect.Registry) (*where.Filter, error) {
	f, err := where.Compile(expr, vocabulary(reg))
	if err == nil {
		return f, nil
	}
	var e *where.Error
	if !errors.As(err, &e) {
		return nil, misuse("-Y: " + err.Error())
	}
	msg := "-Y, column " + strconv.Itoa(e.Column) + ": " + e.Msg
	if e.Word != "" {
		msg += nearestField(e.Word, e.Names)
	}
	return nil, &usageError{msg: msg, source: expr, column: e.Column, length: e.Len}
}

// nearestField is nearest for names of fields, where a word without a protocol may
// mean that field of any.
func nearestField(word string, names []string) string {
	if len(names) > 0 && len(names) <= 3 {
		same := func(n string) bool { return strings.EqualFold(n[strings.IndexByte(n, '.')+1:], word) }
		if !slices.ContainsFunc(names, func(n string) bool { return !same(n) }) {
			return `; did you mean "` + strings.Join(names, `" or "`) + `"?`
		}
	}
	return nearest(word, names)
}

// maxPointed is how much of an expression is shown with a mark under the fault, in
// characters on either side of it.
const maxPointed = 60

// point shows the place of a fault in the text that the user gave.
func (p *program) point(u *usageError) {
	line := []rune(report.Escape(u.source))
	if len(line) != len([]rune(u.source)) {
		return // columns would not agree
	}
	from := max(0, u.column-1-maxPointed)
	to := min(len(line), u.column-1+maxPointed)
	mark := min(u.length, max(1, to-(u.column-1)))
	b := append([]byte("  "), string(line[from:to])...)
	b = append(b, "\n  "...)
	b = append(b, strings.Repeat(" ", u.column-1-from)+strings.Repeat("^", mark)...)
	p.stderr.Write(append(b, '\n'))
}

// sessionsOf finds out which session each conversation belongs to, by reading the
// captures once more than otherwise, where the filter asks for it: records of
// sessions come when they end, and messages before.
func (p *program) sessionsOf(ctx context.Context, opt *readOptions, args []string) (map[uint64]uint64, error) {
	uses := func(n *where.Name) bool { return n.Uses(where.PartSession) }
	if (opt.filter == nil || !opt.filter.Uses(where.PartSession)) && !slices.ContainsFunc(opt.names, uses) {
		return nil, nil
	}
	if slices.Contains(args, source.Stdin) || opt.live != nil || opt.grow {
		if !opt.quiet {
			what := "standard input is"
			if opt.live != nil {
				what = "live traffic is"
			} else if opt.grow {
				what = "a growing capture is"
			}
			p.say(what + " read only once, so sessions are known from their first records on")
		}
		return nil, nil
	}
	ring, err := p.keyring(&opt.secrets, true)
	if err != nil {
		return nil, err
	}
	status := p.status
	in := &inputs{p: p, ctx: ctx, silent: true}
	in.list(args)
	in.progress = &progress{p: p}
	if in.filter, err = captureFilter(opt.capture); err != nil {
		return nil, err
	}
	index := map[uint64]uint64{}
	eng := dissect.New(p.reg, dissect.Options{Keys: ring.store, Workers: opt.workers, MaxMemory: opt.bound(), DecodeAs: opt.as})
	_, err = eng.RunAll(ctx, in.next, report.SessionIndex(index))
	p.status = status // what is wrong shows when it is read again
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return index, err
}

const filtersHelp = `Display filters of -Y choose what is shown, by names and values:

  radissect -Y 'ra && ip.addr == 10.0.0.0/8' session.pcapng
  radissect -Y 'finding.level >= must and not tls' captures/
  radissect -Y 'message.name contains "FILEXFER" or channel == "remdesk"' session.pcapng

Names are those of "radissect fields" (characters that are no letter, digit or
hyphen in the name of a field are written as _), those of protocols alone, and
the general ones below. A message is one unit of one protocol: "tls && ra" is
never true, for what TLS carries is shown as messages of its own.

Tests
  a                        a is there
  a == v    a != v         a value of a is v; a is there and none of its values is v
  a < v     > <= >=        also eq ne lt gt le ge
  a & 4     a & 6 == 2     bits of a number
  a in {1, 3..5, 0x10}     one of these; also "not in"
  a contains v             text, bytes, or what a value is shown as, holds v
  a matches "RE2"          a regular expression; also ~
  a[0:2] == 03:00          bytes: [from:count] [from-to] [one] [from:] [:count]
  len(a) count(a) lower(a) upper(a)
  ! && ||                  or not, and, or; ! binds strongest, then &&

Values
  numbers    10  0x1f  -3, or the specification's symbol for one
  text       "in quotes", or bare where it is one word; \" \\ \n \r \t \xNN
  bytes      0x0a0b  0a:0b  0a-0b, or text in quotes
  addresses  10.0.0.1  10.0.0.0/8  2001:db8::1
  times      2026-01-31  "2026-01-31T12:00:00Z", UTC

Upper and lower case differ in ==, in and contains, and not in matches unless the
pattern starts with (?-i). GUIDs are compared without regard to case.

What passes
  A message with everything found in it; a finding where the filter holds for its
  message with this finding alone, or, where it has no message, for the finding; a
  conversation or session where something in it passes, or where its peers are
  enough to tell; a file where the message that began it passes. The summary counts
  what passed, and says how many packets were read. Lost bytes, frames that were
  not read, limits and notices are always about everything.
  "session" makes captures be read twice, since sessions are numbered as they end.

General names
`

// filtersHelpCommand is the topic "radissect help filters".
func filtersHelpCommand() *cobra.Command {
	var b strings.Builder
	b.WriteString(filtersHelp)
	for _, n := range where.General() {
		b.WriteString("  " + n.Name + strings.Repeat(" ", max(1, 21-len(n.Name))) + n.Text + "\n")
	}
	return &cobra.Command{Use: "filters", Short: "The language of display filters (-Y)", Long: b.String()}
}
