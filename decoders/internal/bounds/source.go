package main

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"net/netip"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// A stage is where an attack puts its packets: a capture that is handed on and
// begun anew before it grows.
type stage struct {
	c     *craft.Capture
	now   int64
	step  int64
	yield func(*craft.Capture) bool
	over  bool
}

// batch is how many packets are made at a time.
const batch = 1000

// next is the capture for the next packet.
func (s *stage) next() *craft.Capture {
	if s.c != nil && s.c.Packets() >= batch {
		s.flush()
	}
	if s.c == nil {
		s.c = craft.New()
		if s.now != 0 {
			s.c.Now = s.now
		}
		s.c.Step = s.step
	}
	return s.c
}

func (s *stage) flush() {
	if s.c != nil && !s.over {
		s.now = s.c.Now
		s.over = !s.yield(s.c)
	}
	s.c = nil
}

// A wire is one TCP connection on a stage.
type wire struct {
	s   *stage
	end [2]netip.AddrPort
	seq [2]uint32
}

func (s *stage) wire(client, server netip.AddrPort) *wire {
	w := &wire{s: s, end: [2]netip.AddrPort{client, server}, seq: [2]uint32{1000, 2000}}
	w.segment(0, craft.SYN, nil)
	w.seq[0]++
	w.segment(1, craft.SYN|craft.ACK, nil)
	w.seq[1]++
	return w
}

func (w *wire) segment(dir int, flags uint8, b []byte) {
	from, to := w.end[dir], w.end[1-dir]
	w.s.next().IP(from.Addr(), to.Addr(), 6, craft.Segment(from, to, w.seq[dir], w.seq[1-dir], flags, b))
}

// send sends b in segments.
func (w *wire) send(dir int, b []byte) {
	for len(b) > 0 {
		n := min(len(b), 1400)
		w.segment(dir, craft.ACK, b[:n])
		w.seq[dir] += uint32(n)
		b = b[n:]
	}
}

// A player is the source of an attack.
type player struct {
	next    func() (*craft.Capture, bool)
	stop    func()
	src     dissect.Source
	packets uint64
	bytes   int64
}

func play(a *attack, n int) *player {
	seq := iter.Seq[*craft.Capture](func(yield func(*craft.Capture) bool) {
		s := &stage{yield: yield, step: a.step}
		if s.step == 0 {
			s.step = 1000
		}
		a.play(s, n)
		s.flush()
	})
	p := &player{}
	p.next, p.stop = iter.Pull(seq)
	return p
}

func (p *player) Fill(b *dissect.Batch) error {
	for p.src == nil {
		c, ok := p.next()
		if !ok {
			b.Reset()
			return io.EOF
		}
		data := c.Bytes()
		p.bytes += int64(len(data))
		src, err := source.NewReader(bytes.NewReader(data), "attack", source.Options{})
		if err != nil {
			return err
		}
		p.src = src
	}
	err := p.src.Fill(b)
	if err != nil {
		p.src.Close()
		p.src = nil
		if !errors.Is(err, io.EOF) {
			return err
		}
	}
	for i := range b.Packets {
		p.packets++
		b.Packets[i].Number = p.packets
	}
	return nil
}

func (p *player) Info() dissect.CaptureInfo { return dissect.CaptureInfo{File: "attack"} }
func (p *player) Close() error              { p.stop(); return nil }
