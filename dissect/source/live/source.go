package live

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// Sizes of a batch: about those of a capture file, with room for several frames of
// any length.
const (
	bufferSize = 1 << 20
	maxPackets = 4096
)

const (
	// statsInterval is how often the kernel is asked for its counters. Within it
	// they cannot wrap around.
	statsInterval = time.Second
	// pause is the shortest wait for a device that has nothing. Some devices
	// cannot be waited for, and would be asked without end.
	pause = 5 * time.Millisecond
	// slack is added to the time after which the kernel should have handed over
	// its last frames, because its timers are coarse.
	slack = 20 * time.Millisecond
	// grace is how long frames are still read after Stop from a device that
	// always has more.
	grace = 250 * time.Millisecond
)

// errQuiet is what a device returns when no frame came within the timeout.
var errQuiet = errors.New("no frame within the timeout")

// A record is one frame as a device delivers it.
type record struct {
	time    int64  // nanoseconds since 1970-01-01 UTC
	data    []byte // valid until the next read
	wireLen uint32
}

// A device is where frames come from.
type device interface {
	// read returns the next frame. It waits for little more than the timeout of
	// the device and then returns errQuiet.
	read() (record, error)
	counters() (counters, error)
	close()
}

// A Source is a dissect.Source for a live device. Stop, Stats and Close may be
// called from any goroutine, the rest from one.
type Source struct {
	opts     Options
	linkType uint32
	opened   time.Time
	stop     atomic.Int64 // when Stop was called, in nanoseconds after opened; 0 before that

	mu      sync.Mutex // held while the device is used
	dev     device
	locator source.Locator
	notices []dissect.Notice // not handed over yet
	frames  uint64
	done    bool
	closed  bool

	polled time.Time // when last was read
	last   counters

	statsMu sync.Mutex
	stats   Statistics
}

var _ dissect.Source = (*Source)(nil)

// newSource captures from dev; opts have been checked.
func newSource(dev device, linkType uint32, opts Options) *Source {
	now := time.Now()
	return &Source{opts: opts, linkType: linkType, opened: now, polled: now, dev: dev}
}

// Fill implements dissect.Source. It returns within about twice the timeout, with no
// packets at all when none came. After Stop it hands over what the kernel still held
// and returns io.EOF.
func (s *Source) Fill(b *dissect.Batch) error {
	b.Reset()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done || s.closed {
		return io.EOF
	}
	b.Notices, s.notices = s.notices, nil
	began := time.Now()
	err := s.read(b, began)
	now := time.Now()
	switch {
	case err == nil || err == errQuiet:
		quiet := err == errQuiet
		err = nil
		if s.ended(quiet, now) {
			err = io.EOF
		} else if quiet && len(b.Packets) == 0 && now.Sub(began) < pause {
			time.Sleep(pause)
		}
	case !errors.Is(err, io.EOF):
		err = fmt.Errorf("live capture on %s: %w", s.opts.Interface, err)
	}
	if err != nil {
		s.done = true
		s.finish(b)
	} else if now.Sub(s.polled) >= statsInterval {
		s.poll(now) // an error shows again at the end
	}
	return err
}

// read takes frames from the device until the batch is full, the timeout has passed
// or none is there.
func (s *Source) read(b *dissect.Batch, began time.Time) error {
	if cap(b.Buf) < bufferSize {
		b.Buf = make([]byte, 0, bufferSize)
	}
	b.Buf = b.Buf[:0]
	for len(b.Packets) < maxPackets && cap(b.Buf)-len(b.Buf) >= s.opts.SnapLen {
		r, err := s.dev.read()
		if err != nil {
			return err
		}
		s.put(b, r)
		// Each read may wait: a frame now and then must not keep the others back.
		if time.Since(began) >= s.opts.Timeout {
			break
		}
	}
	return nil
}

// put appends a frame to b, whose storage has room for it.
func (s *Source) put(b *dissect.Batch, r record) {
	off := len(b.Buf)
	end := off + min(len(r.data), s.opts.SnapLen)
	b.Buf = append(b.Buf, r.data[:end-off]...)
	s.frames++
	b.Packets = append(b.Packets, dissect.Packet{
		Time:     r.time,
		Number:   s.frames,
		Data:     b.Buf[off:end:end],
		WireLen:  r.wireLen,
		LinkType: s.linkType,
	})
	s.locator.Locate(&b.Packets[len(b.Packets)-1])
}

// ended says whether everything that came before Stop has been read.
func (s *Source) ended(quiet bool, now time.Time) bool {
	stop := s.stop.Load()
	if stop == 0 {
		return false
	}
	since := now.Sub(s.opened) - time.Duration(stop)
	return quiet && since >= s.opts.Timeout+slack || since >= s.opts.Timeout+grace
}

// poll reads the counters of the kernel.
func (s *Source) poll(now time.Time) error {
	s.polled = now
	c, err := s.dev.counters()
	if err != nil {
		return err
	}
	s.statsMu.Lock()
	s.stats.add(s.last, c)
	s.statsMu.Unlock()
	s.last = c
	return nil
}

// finish says what the kernel has lost. Frames that it dropped had passed the filter,
// so the capture has holes. What the interface dropped may be foreign to it.
func (s *Source) finish(b *dissect.Batch) {
	if err := s.poll(time.Now()); err != nil {
		s.notice(b, dissect.NoticeInfo, "whether packets were dropped is not known: "+err.Error())
	}
	st := s.Stats()
	if st.Dropped > 0 {
		s.notice(b, dissect.NoticeCut, fmt.Sprintf("kernel dropped %d packets", st.Dropped))
	}
	if st.InterfaceDropped > 0 {
		s.notice(b, dissect.NoticeInfo, fmt.Sprintf("interface dropped %d packets", st.InterfaceDropped))
	}
}

// notice adds a notice about the place behind the last frame.
func (s *Source) notice(b *dissect.Batch, kind dissect.NoticeKind, reason string) {
	b.Notices = append(b.Notices, dissect.Notice{Kind: kind, File: s.opts.Interface, Frame: s.frames, Reason: reason})
}

// Stop ends the capture: what has arrived so far is still handed over, then Fill
// returns io.EOF. It does not wait.
func (s *Source) Stop() {
	s.stop.CompareAndSwap(0, max(1, int64(time.Since(s.opened))))
}

// Stats returns the counters of the kernel, which are read once a second and at the
// end of the capture.
func (s *Source) Stats() Statistics {
	s.statsMu.Lock()
	defer s.statsMu.Unlock()
	return s.stats
}

// Info implements dissect.Source.
func (s *Source) Info() dissect.CaptureInfo {
	return dissect.CaptureInfo{
		File:   s.opts.Interface,
		Format: "live",
		Interfaces: []dissect.CaptureInterface{{
			LinkType: s.linkType,
			Name:     s.opts.Interface,
			SnapLen:  uint32(s.opts.SnapLen),

			Resolution: 9, // gopacket asks for nanoseconds
		}},
	}
}

// Close implements dissect.Source. It waits for a Fill that is under way, which takes
// no longer than Fill does, and may be called more than once.
func (s *Source) Close() error {
	s.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		s.dev.close()
	}
	return nil
}
