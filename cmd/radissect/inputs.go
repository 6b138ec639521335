package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/source/live"
	"github.com/radissect/radissect/report"
)

// inputs are the captures of one run, opened one after the other.
type inputs struct {
	p        *program
	ctx      context.Context
	quiet    bool
	grow     bool // captures are still being written
	silent   bool // what is wrong is told another time
	paths    []input
	progress *progress
	filter   *live.Filter // nil for none

	opened int // captures
	failed int // files that should have been captures
	unread []report.Unread
}

// An input is one file.
type input struct {
	path   string
	walked bool // found in a folder, not named by the user
}

// list finds the files that args stand for.
func (in *inputs) list(args []string) {
	for _, arg := range args {
		st, err := os.Stat(arg)
		if arg == source.Stdin || err != nil || !st.IsDir() {
			in.paths = append(in.paths, input{arg, false})
			continue
		}
		files, err := source.Walk([]string{arg})
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				in.fail(line)
			}
		}
		for _, f := range files {
			in.paths = append(in.paths, input{f, true})
		}
	}
}

// fail reports a file that could not be read.
func (in *inputs) fail(line string) {
	in.failed++
	in.p.raise(exitCapture)
	if in.silent {
		return
	}
	say := func() { in.p.say(line) }
	if in.progress == nil {
		say()
		return
	}
	in.progress.pause(say)
}

// next opens the next capture; io.EOF after the last. It is called from one
// goroutine.
func (in *inputs) next() (dissect.Source, error) {
	for len(in.paths) > 0 {
		file := in.paths[0]
		in.paths = in.paths[1:]
		src, err := in.open(file.path)
		if err == nil {
			in.opened++
			if in.filter != nil {
				src = live.Filtered(src, in.filter)
			}
			return in.progress.watch(src), nil
		}
		unknown := errors.Is(err, source.ErrFormat) || errors.Is(err, source.ErrEmpty)
		if unknown || file.walked {
			in.unread = append(in.unread, report.Unread{File: file.path, Why: why(err, file.path)})
		}
		switch {
		case !unknown || !file.walked:
			in.fail(err.Error() + advice(err, file.path))
		case !in.quiet && !in.silent:
			in.progress.pause(func() { in.p.say(err.Error()) })
		}
	}
	return nil, io.EOF
}

// why is the reason in err, without the path that it starts with.
func why(err error, path string) string {
	s := strings.TrimPrefix(err.Error(), "open ")
	return strings.TrimPrefix(s, path+": ")
}

// advice says what to do about a capture that cannot be opened.
func advice(err error, path string) string {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "; check the name"
	case errors.Is(err, os.ErrPermission):
		return "; you may not read it"
	case errors.Is(err, source.ErrFormat):
		return `; save it as pcap or pcapng first, for instance with "editcap ` + path + ` out.pcapng"`
	case errors.Is(err, source.ErrEmpty):
		return "; nothing was captured into it"
	}
	return ""
}

// open opens one capture. Reading from a pipe ends when the run is interrupted.
func (in *inputs) open(path string) (dissect.Source, error) {
	if in.grow {
		return in.openGrowing(path)
	}
	if path != source.Stdin {
		return source.Open(path, source.Options{})
	}
	f := in.p.stdin
	if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
		return source.Open(path, source.Options{})
	}
	return source.NewReader(newPipe(in.ctx, f), "standard input", source.Options{})
}

// A pipe reads from a file that may block for long, until its context ends.
type pipe struct {
	ctx    context.Context
	chunks chan chunk
	free   chan []byte
	left   []byte
	buf    []byte // that left lies in
	err    error
}

type chunk struct {
	b   []byte
	n   int
	err error
}

// newPipe starts to read from r. The goroutine that does ends with the process
// where r blocks for ever.
func newPipe(ctx context.Context, r io.Reader) *pipe {
	p := &pipe{ctx: ctx, chunks: make(chan chunk, 2), free: make(chan []byte, 4)}
	for range 4 {
		p.free <- make([]byte, 128<<10)
	}
	go func() {
		for {
			var b []byte
			select {
			case b = <-p.free:
			case <-ctx.Done():
				return
			}
			n, err := r.Read(b)
			select {
			case p.chunks <- chunk{b, n, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return p
}

// Read implements io.Reader.
func (p *pipe) Read(b []byte) (int, error) {
	for len(p.left) == 0 {
		if p.buf != nil {
			p.free <- p.buf
			p.buf = nil
		}
		if p.err != nil {
			return 0, p.err
		}
		select {
		case c := <-p.chunks:
			p.buf, p.left, p.err = c.b, c.b[:c.n], c.err
		case <-p.ctx.Done():
			p.err = io.EOF
		}
	}
	n := copy(b, p.left)
	p.left = p.left[n:]
	return n, nil
}
