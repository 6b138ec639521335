package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// scan reads captures into the sink that newSink makes, and sets the exit status.
func (p *program) scan(ctx context.Context, opt *readOptions, args []string,
	newSink func(io.Writer, report.Options) (dissect.Sink, error)) error {
	if err := opt.check(p.reg); err != nil {
		return err
	}
	opt.secrets.follow = opt.live != nil || opt.grow
	secrets, err := p.keyring(&opt.secrets, opt.quiet)
	if err != nil {
		return err
	}
	args = append(append([]string(nil), opt.files...), args...)
	if opt.sessions, err = p.sessionsOf(ctx, opt, args); err != nil {
		return err
	}
	in := &inputs{p: p, ctx: ctx, quiet: opt.quiet}
	in.list(args)
	next := in.next
	var id *identity
	if opt.live != nil {
		if len(args) > 0 {
			return misuse("live captures from an interface: captures are read with \"radissect read\"")
		}
		src, drop, err := p.startLive(opt)
		if err != nil {
			return err
		}
		defer src.Close()
		id = drop
		defer until(ctx, p.stdout, src.Stop)()
		ctx = context.WithoutCancel(ctx)
		next = in.only(src, opt)
		defer p.sayDrops(src, opt)
	} else if in.filter, err = captureFilter(opt.capture); err != nil {
		return err
	}
	if opt.grow {
		if len(in.paths) != 1 || in.paths[0].walked {
			return misuse("--follow goes on with one capture: name just one")
		}
		var stop context.CancelFunc
		in.ctx, stop = context.WithCancel(ctx)
		defer stop()
		defer until(ctx, p.stdout, stop)()
		in.grow = true
		ctx = context.WithoutCancel(ctx) // the end of in.ctx is the end of the capture
	}
	out, err := p.openOutput(opt.output, in)
	if err != nil {
		return err
	}
	prog := p.newProgress(opt, out.file == p.stdout)
	in.progress = prog
	out.progress = prog

	ro := report.Options{
		Color: p.colours(opt, out.file), Width: p.width(out.file), Fields: opt.fields, Hex: opt.hex,
		Reveal: opt.reveal, Absolute: opt.clock == "absolute", Array: opt.format == "json",
		Count: opt.count, Live: opt.live != nil || opt.grow, Several: len(in.paths) > 1, Mute: opt.mute(),
		Unread: func() []report.Unread { return in.unread },
		Given:  secrets.given,
	}
	ro.Named = opt.named
	eng := dissect.New(p.reg, dissect.Options{
		Keys: secrets.ring(), Workers: opt.workers, MaxMemory: opt.bound(), Mute: opt.mute(), Reveal: opt.reveal, DecodeAs: opt.as,
		Notice: func(n dissect.Notice) { p.notice(n, opt.quiet, prog) },
		Panic:  func(v any, stack []byte) { p.panicked(v, stack, opt.verbose) },
	})
	sink, err := newSink(out, ro)
	if err != nil {
		return err
	}
	var packets *packetFile
	if opt.packets != "" {
		var r ring
		if opt.live != nil && opt.live.ring != "" {
			if r, err = parseRing(opt.live.ring); err != nil {
				return err
			}
		}
		if packets, err = p.openPackets(opt.packets, r, in, opt.output); err != nil {
			return err
		}
		sink = report.NewAnnotate(sink, packets, opt.filter != nil, opt.filter != nil || opt.live == nil && !opt.grow)
	}
	if id != nil {
		if err := id.drop(out, packets); err != nil {
			return err
		}
	}
	if opt.filter != nil {
		sink = report.Where(sink, opt.filter, opt.sessions)
	}
	prog.start()
	sum, err := eng.RunAll(ctx, next, sink)
	prog.stop()
	if s, ok := sink.(report.Settler); ok {
		sum = s.Settle(sum)
	}
	if cerr := out.close(); err == nil {
		err = cerr
	}
	if packets != nil {
		if cerr := packets.close(); err == nil {
			err = cerr
		}
	}
	p.judge(sum, opt)
	if in.opened == 0 && in.failed == 0 && err == nil {
		p.say("no capture among the files: " + counted(len(in.unread), "file was", "files were") + " left out")
		p.raise(exitCapture)
	}
	if !opt.quiet {
		secrets.complain()
	}
	if opt.verbose > 0 {
		secrets.sayUnused()
		p.say("read " + counted(int(sum.Packets), "packet", "packets") + " in " +
			time.Duration(sum.Elapsed).Round(time.Millisecond).String() +
			"; up to " + counted(sum.Live, "conversation", "conversations") + " at a time took about " +
			strconv.FormatFloat(float64(sum.Held)/(1<<20), 'f', 1, 64) + " MiB")
	}
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return nil
	case errors.Is(err, context.Canceled):
		p.say("interrupted; what was read so far is shown")
		p.raise(exitLimit)
		return nil
	}
	return err
}

// judge sets the exit status that a summary asks for.
func (p *program) judge(sum *dissect.Summary, opt *readOptions) {
	if opt.fail {
		for l := opt.level; l <= dissect.Limit; l++ {
			if sum.Findings[l] > 0 {
				p.raise(exitFindings)
			}
		}
	}
	for _, r := range sum.Rules {
		if r.Rule.Level == dissect.Limit {
			p.raise(exitLimit)
		}
	}
}

// notice shows what a source has to say, and sets the exit status for it.
func (p *program) notice(n dissect.Notice, quiet bool, prog *progress) {
	switch n.Kind {
	case dissect.NoticeCut:
		p.raise(exitCapture)
	case dissect.NoticeLimit:
		p.raise(exitLimit)
	}
	if !quiet {
		prog.pause(func() { p.say(n.String()) })
	}
}

// panicked shows where a decoder failed, to those who asked for details.
func (p *program) panicked(v any, stack []byte, verbose int) {
	if verbose < 2 {
		return
	}
	if e, ok := v.(error); ok {
		v = e.Error()
	}
	s, _ := v.(string)
	p.say("a decoder failed: " + s)
	p.stderr.Write(stack)
}

// colours decides whether text is coloured (https://no-color.org).
func (p *program) colours(opt *readOptions, out *os.File) bool {
	switch opt.color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(out.Fd()))
}

// width is the number of columns for text: that of the terminal, or COLUMNS
// where it is exported, or 0 for any.
func (p *program) width(out *os.File) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return max(n, 40)
	}
	if w, _, err := term.GetSize(int(out.Fd())); err == nil && w > 0 {
		return max(w, 40)
	}
	return 0
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
