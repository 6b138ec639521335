package main

import (
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/source/live"
)

// startLive checks the flags, opens the device, and finds out which user to become.
func (p *program) startLive(opt *readOptions) (*live.Source, *identity, error) {
	if opt.live.ring != "" {
		if opt.packets == "" {
			return nil, nil, misuse("--ring goes with -w FILE")
		}
		if _, err := parseRing(opt.live.ring); err != nil {
			return nil, nil, err
		}
	}
	id, drops, err := whom(opt.live.runAs)
	if err != nil {
		return nil, nil, err
	}
	src, err := p.openLive(opt)
	if err != nil || !drops {
		return src, nil, err
	}
	return src, &id, nil
}

// drop gives the files that were made to the user and becomes it.
func (id *identity) drop(out *output, packets *packetFile) error {
	if out.own {
		if err := id.own(out.file); err != nil {
			return err
		}
	}
	if packets != nil {
		if err := id.own(packets.file); err != nil {
			return err
		}
	}
	if err := id.become(); err != nil {
		return err
	}
	if packets != nil && packets.ring.count > 0 {
		// Later files of the ring are made as the user: better fail now.
		f, err := os.CreateTemp(packets.folder(), ".radissect-*")
		if err != nil {
			return misuse("-w: " + id.name + ", whom radissect has become, may make no files beside " + quote(packets.name) +
				": name a folder of theirs, or another user with --run-as")
		}
		f.Close()
		os.Remove(f.Name())
	}
	return nil
}

// only yields one source.
func (in *inputs) only(src *live.Source, opt *readOptions) func() (dissect.Source, error) {
	given := false
	return func() (dissect.Source, error) {
		if given {
			return nil, io.EOF
		}
		given = true
		in.opened++
		var s dissect.Source = src
		if len(opt.secrets.keyLog) > 0 || os.Getenv(keyLogVariable) != "" {
			s = &delayed{Source: s, wait: keyWait}
		}
		return in.progress.watch(s), nil
	}
}

// sayDrops tells what the kernel has counted, to those who ask for more.
func (p *program) sayDrops(src *live.Source, opt *readOptions) {
	if opt.verbose == 0 {
		return
	}
	st := src.Stats()
	p.say("received " + strconv.FormatUint(st.Received, 10) + ", dropped by the kernel " + strconv.FormatUint(st.Dropped, 10) +
		", dropped by the interface " + strconv.FormatUint(st.InterfaceDropped, 10))
}

// A growing file is read on as it grows, until its context ends.
type growing struct {
	in *inputs
	f  *os.File
}

// growWait is how often a file that has not grown is looked at again.
const growWait = 100 * time.Millisecond

// Read implements io.Reader.
func (g *growing) Read(b []byte) (int, error) {
	for {
		n, err := g.f.Read(b)
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		select {
		case <-g.in.ctx.Done():
			return 0, io.EOF
		case <-time.After(growWait):
		}
	}
}

// growingSource closes the file behind a source.
type growingSource struct {
	dissect.Source
	f *os.File
}

// Close implements dissect.Source.
func (s *growingSource) Close() error {
	err := s.Source.Close()
	if cerr := s.f.Close(); err == nil {
		err = cerr
	}
	return err
}

// openGrowing opens a capture that is still being written.
func (in *inputs) openGrowing(path string) (dissect.Source, error) {
	if path == source.Stdin {
		return source.NewReader(newPipe(in.ctx, in.p.stdin), "standard input", source.Options{})
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	src, err := source.NewReader(&growing{in, f}, path, source.Options{})
	if err != nil {
		f.Close()
		return nil, err
	}
	return &growingSource{src, f}, nil
}
