// Radissect reads network captures of Microsoft Remote Assistance and of the
// protocols below it, message by message, and says where traffic departs from
// the specifications.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/report"
)

// Exit statuses. When several apply, the highest wins.
const (
	exitDone     = 0
	exitFindings = 1 // findings at or above --fail-on
	exitUsage    = 2
	exitCapture  = 3 // a capture could not be read, or was cut short
	exitLimit    = 4 // results are incomplete
)

// A program is one start of radissect: what it reads from and writes to.
type program struct {
	stdin          *os.File
	stdout, stderr *os.File
	reg            *dissect.Registry
	status         int
}

// raise sets the exit status unless a higher one is set.
func (p *program) raise(status int) { p.status = max(p.status, status) }

// say writes one line to standard error, with everything that may come from a
// capture or a file name escaped.
func (p *program) say(line string) {
	b := report.AppendEscaped([]byte("radissect: "), line)
	p.stderr.Write(append(b, '\n'))
}

func main() {
	collectLater()
	os.Exit(run(os.Args[1:], decoders.All()))
}

// run is main without the exit, for any list of protocols.
func run(args []string, protocols []*dissect.Protocol) int {
	// A reader that goes away shows as an error of Write, not as a signal.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // a second interrupt ends the process at once
	}()
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	reg, err := dissect.NewRegistry(protocols)
	if err != nil {
		p.say("the list of protocols is wrong, which is a fault of this build: " + err.Error())
		return exitLimit
	}
	p.reg = reg
	root := p.rootCommand()
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		if errors.Is(err, syscall.EPIPE) {
			return p.status
		}
		p.say(err.Error())
		var u *usageError
		var c *captureError
		if errors.As(err, &c) {
			p.raise(exitCapture)
		} else if errors.As(err, &u) {
			if u.source != "" {
				p.point(u)
			}
			p.raise(exitUsage)
		} else {
			p.raise(exitLimit)
		}
	}
	return p.status
}

// A usageError is a command line that makes no sense.
type usageError struct {
	msg    string
	source string // text that the user gave, where a part of it is at fault
	column int    // of the part in it, in characters, from 1
	length int
}

// Error is what is wrong, and what to do instead.
func (e *usageError) Error() string { return e.msg }

func misuse(msg string) error { return &usageError{msg: msg} }
