package live

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/radissect/radissect/dissect"
)

// A fakeDevice delivers one frame every interval of (virtual) time.
type fakeDevice struct {
	interval time.Duration // 0: at once; negative: never
	timeout  time.Duration
	frame    []byte
	fail     error // returned in place of frames
	left     int   // frames until fail, when fail is set
	counts   counters
	countErr error
	reading  bool
	closed   int
	t        *testing.T
}

func (d *fakeDevice) read() (record, error) {
	if d.closed > 0 {
		d.t.Error("read after close")
	}
	d.reading = true
	defer func() { d.reading = false }()
	if d.fail != nil {
		if d.left == 0 {
			return record{}, d.fail
		}
		d.left--
	}
	if d.interval < 0 || d.interval > d.timeout {
		time.Sleep(d.timeout)
		return record{}, errQuiet
	}
	time.Sleep(d.interval)
	return record{time: time.Now().UnixNano(), data: d.frame, wireLen: uint32(len(d.frame))}, nil
}

func (d *fakeDevice) counters() (counters, error) { return d.counts, d.countErr }

func (d *fakeDevice) close() {
	if d.reading {
		d.t.Error("close during read")
	}
	d.closed++
}

// udpFrame is IPv4 (RFC 791) with UDP (RFC 768) from 127.0.0.1 port 1000 to 127.0.0.1
// port 2000 with 4 bytes of payload; link type 101.
var udpFrame = []byte{
	0x45, 0, 0, 32, 0, 1, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1,
	0x03, 0xe8, 0x07, 0xd0, 0, 12, 0, 0, 'a', 'b', 'c', 'd',
}

// fakeSource builds a source on d with the default options.
func fakeSource(t *testing.T, d *fakeDevice, opts Options) *Source {
	t.Helper()
	opts.Interface = "fake0"
	opts, err := opts.check()
	if err != nil {
		t.Fatal(err)
	}
	d.t, d.timeout = t, opts.Timeout
	if d.frame == nil {
		d.frame = udpFrame
	}
	return newSource(d, 101, opts)
}

func TestFillPackets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakeSource(t, &fakeDevice{interval: time.Microsecond}, Options{})
		defer s.Close()
		var b dissect.Batch
		for round := range 3 {
			if err := s.Fill(&b); err != nil {
				t.Fatal(err)
			}
			if len(b.Packets) != maxPackets {
				t.Fatalf("want %d packets, got %d", maxPackets, len(b.Packets))
			}
			for i := range b.Packets {
				p := &b.Packets[i]
				if want := uint64(round*maxPackets + i + 1); p.Number != want {
					t.Fatalf("want frame number %d, got %d", want, p.Number)
				}
				if p.Kind != dissect.PacketUDP || p.SrcPort != 1000 || p.DstPort != 2000 || p.LinkType != 101 {
					t.Fatalf("want UDP from port 1000 to 2000 on link type 101, got %+v", p)
				}
				if got := string(p.Data[p.Payload : p.Payload+p.PayloadLen]); got != "abcd" {
					t.Fatalf("want payload abcd, got %q", got)
				}
				if cap(p.Data) != len(p.Data) || p.WireLen != uint32(len(udpFrame)) {
					t.Fatalf("want %d bytes and no room behind them, got %d of %d and capacity %d",
						len(udpFrame), len(p.Data), p.WireLen, cap(p.Data))
				}
			}
		}
		info := s.Info()
		if info.File != "fake0" || info.Format != "live" || len(info.Interfaces) != 1 || info.Interfaces[0].LinkType != 101 {
			t.Errorf("unexpected info %+v", info)
		}
	})
}

// TestFillWaits checks that Fill returns soon, whether nothing comes or a little.
func TestFillWaits(t *testing.T) {
	tests := []struct {
		name     string
		interval time.Duration
		packets  int
	}{
		{"nothing", -1, 0},
		{"one every 30 ms", 30 * time.Millisecond, 4},
		{"one every 99 ms", 99 * time.Millisecond, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := fakeSource(t, &fakeDevice{interval: tt.interval}, Options{})
				defer s.Close()
				var b dissect.Batch
				began := time.Now()
				if err := s.Fill(&b); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took > 2*DefaultTimeout {
					t.Errorf("want at most %v, got %v", 2*DefaultTimeout, took)
				}
				if len(b.Packets) != tt.packets {
					t.Errorf("want %d packets, got %d", tt.packets, len(b.Packets))
				}
			})
		})
	}
}

// TestFillLarge fills batches with frames that are longer than the snap length.
func TestFillLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakeSource(t, &fakeDevice{frame: make([]byte, 9000)}, Options{SnapLen: 4096})
		defer s.Close()
		var b dissect.Batch
		if err := s.Fill(&b); err != nil {
			t.Fatal(err)
		}
		if len(b.Packets) != bufferSize/4096 || cap(b.Buf) != bufferSize {
			t.Errorf("want %d packets in %d bytes, got %d in %d", bufferSize/4096, bufferSize, len(b.Packets), cap(b.Buf))
		}
		if p := b.Packets[0]; len(p.Data) != 4096 || p.WireLen != 9000 {
			t.Errorf("want 4096 of 9000 bytes, got %d of %d", len(p.Data), p.WireLen)
		}
	})
}

// TestStop stops sources that are idle, busy and slow while Fill runs.
func TestStop(t *testing.T) {
	for _, interval := range []time.Duration{-1, 10 * time.Microsecond, 30 * time.Millisecond, DefaultTimeout} {
		t.Run(interval.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &fakeDevice{interval: interval}
				s := fakeSource(t, d, Options{})
				var stopped time.Time
				go func() {
					time.Sleep(333 * time.Millisecond)
					stopped = time.Now()
					s.Stop()
					s.Stop()
				}()
				var b dissect.Batch
				var err error
				for err == nil {
					err = s.Fill(&b)
				}
				if err != io.EOF {
					t.Fatalf("want io.EOF, got %v", err)
				}
				if took := time.Since(stopped); stopped.IsZero() || took > time.Second/2 {
					t.Errorf("want the end within half a second, got %v", took)
				}
				if err := s.Fill(&b); err != io.EOF || len(b.Packets) != 0 {
					t.Errorf("after the end: want io.EOF and no packets, got %v and %d", err, len(b.Packets))
				}
				s.Close()
				s.Close()
				if d.closed != 1 {
					t.Errorf("want the device closed once, got %d times", d.closed)
				}
			})
		})
	}
}

// TestStopDrains checks that what came before Stop is still handed over, although
// the kernel delivers it only when its own timeout has passed.
func TestStopDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{interval: 80 * time.Millisecond}
		s := fakeSource(t, d, Options{})
		defer s.Close()
		s.Stop()
		var b dissect.Batch
		if err := s.Fill(&b); err != nil || len(b.Packets) == 0 {
			t.Errorf("want packets and no error, got %d and %v", len(b.Packets), err)
		}
	})
}

// TestCloseWaits closes while Fill runs, in real time because of the mutex; the fake
// device complains when it is closed under a read.
func TestCloseWaits(t *testing.T) {
	s := fakeSource(t, &fakeDevice{interval: -1}, Options{Timeout: 20 * time.Millisecond})
	ended := make(chan error)
	go func() {
		var b dissect.Batch
		var err error
		for err == nil {
			err = s.Fill(&b)
		}
		ended <- err
	}()
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("want Close within a second, got %v", took)
	}
	if err := <-ended; err != io.EOF {
		t.Errorf("want io.EOF, got %v", err)
	}
}

// TestBusyDevice reads from a device that never waits and never has anything.
func TestBusyDevice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{fail: errQuiet}
		s := fakeSource(t, d, Options{})
		defer s.Close()
		began := time.Now()
		var b dissect.Batch
		for range 10 {
			if err := s.Fill(&b); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < 10*pause {
			t.Errorf("want 10 pauses of %v, got %v", pause, took)
		}
	})
}

// TestDeviceError hands over what came before an error, then the error.
func TestDeviceError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := errors.New("the interface disappeared")
		s := fakeSource(t, &fakeDevice{interval: time.Microsecond, fail: gone, left: 3, counts: counters{dropped: 1}}, Options{})
		defer s.Close()
		var b dissect.Batch
		err := s.Fill(&b)
		if !errors.Is(err, gone) || !strings.Contains(err.Error(), "fake0") {
			t.Errorf("want an error that wraps %q and names fake0, got %v", gone, err)
		}
		if len(b.Packets) != 3 || len(b.Notices) != 1 {
			t.Errorf("want 3 packets and 1 notice, got %d and %v", len(b.Packets), b.Notices)
		}
		if err := s.Fill(&b); err != io.EOF {
			t.Errorf("want io.EOF after the error, got %v", err)
		}
	})
}

// TestStatistics lets the 32-bit counters of libpcap wrap around.
func TestStatistics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{interval: -1, counts: counters{received: 4_000_000_000, dropped: 2}}
		s := fakeSource(t, d, Options{})
		defer s.Close()
		var b dissect.Batch
		fill := func(d time.Duration) {
			for end := time.Now().Add(d); time.Now().Before(end); {
				if err := s.Fill(&b); err != nil {
					t.Fatal(err)
				}
			}
		}
		fill(2 * statsInterval)
		if got, want := s.Stats(), (Statistics{Received: 4_000_000_000, Dropped: 2}); got != want {
			t.Errorf("want %+v, got %+v", want, got)
		}
		d.counts = counters{received: 1_000_000_000, dropped: 5, interfaceDropped: 7}
		s.Stop()
		for s.Fill(&b) == nil {
		}
		want := Statistics{Received: 4_000_000_000 + 1<<32 - 4_000_000_000 + 1_000_000_000, Dropped: 5, InterfaceDropped: 7}
		if got := s.Stats(); got != want {
			t.Errorf("want %+v, got %+v", want, got)
		}
		checkNotices(t, b.Notices, []dissect.Notice{
			{Kind: dissect.NoticeCut, File: "fake0", Reason: "kernel dropped 5 packets"},
			{Kind: dissect.NoticeInfo, File: "fake0", Reason: "interface dropped 7 packets"},
		})
	})
}

// TestNoStatistics has a device without counters.
func TestNoStatistics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakeSource(t, &fakeDevice{interval: -1, countErr: errors.New("not supported")}, Options{})
		defer s.Close()
		var b dissect.Batch
		s.Stop()
		for s.Fill(&b) == nil {
		}
		checkNotices(t, b.Notices, []dissect.Notice{
			{Kind: dissect.NoticeInfo, File: "fake0", Reason: "whether packets were dropped is not known: not supported"},
		})
	})
}

func checkNotices(t *testing.T, got, want []dissect.Notice) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("want notices %v, got %v", want, got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("want notice %+v, got %+v", want[i], got[i])
		}
	}
}

func TestOptions(t *testing.T) {
	tests := []struct {
		name string
		opts Options
		want string // in the error; empty for none
	}{
		{"defaults", Options{Interface: "lo"}, ""},
		{"no interface", Options{}, "no interface"},
		{"snap length", Options{Interface: "lo", SnapLen: MaxSnapLen + 1}, "snap length 262145"},
		{"negative snap length", Options{Interface: "lo", SnapLen: -1}, "snap length -1"},
		{"buffer", Options{Interface: "lo", Buffer: -1}, "buffer of -1 bytes"},
		{"for ever", Options{Interface: "lo", Timeout: -10 * time.Millisecond}, "timeout of -10ms"},
		{"too long", Options{Interface: "lo", Timeout: time.Minute}, "timeout of 1m0s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.opts.check()
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("want no error, got %v", err)
			case tt.want == "":
				if got.SnapLen != 262144 || got.Timeout != 100*time.Millisecond || got.Immediate || got.Buffer < 1<<20 {
					t.Errorf("unexpected defaults %+v", got)
				}
			case err == nil || !strings.Contains(err.Error(), tt.want):
				t.Errorf("want an error with %q, got %v", tt.want, err)
			}
		})
	}
}
