//go:build pcap

package live

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"github.com/radissect/radissect/dissect"
)

// namespaceVariable is set in the test processes that have a network of their own.
const namespaceVariable = "RADISSECT_TEST_NETWORK"

// inNamespace says whether this process has a network namespace of its own, in which
// nothing but loopback exists. If not, it runs the test in such a process.
func inNamespace(t *testing.T) bool {
	t.Helper()
	if os.Getenv(namespaceVariable) != "" {
		loopbackUp(t)
		return true
	}
	if os.Geteuid() != 0 {
		t.Skip("skipped: live capture needs root")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), namespaceVariable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); errors.Is(err, fs.ErrPermission) {
		t.Skipf("skipped: no network namespace: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	t.Logf("%s", out.String())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "--- SKIP") {
		t.Skip("skipped in the namespace")
	}
	return false
}

// loopbackUp sets the flag IFF_UP of lo and makes sure that there is nothing else.
func loopbackUp(t *testing.T) {
	t.Helper()
	setFlags(t, "lo", unix.IFF_UP|unix.IFF_RUNNING)
	list, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range list {
		if i.Flags&net.FlagLoopback == 0 && i.Flags&net.FlagUp != 0 {
			t.Fatalf("%s is up: this is not a namespace of our own", i.Name)
		}
	}
}

// open starts a capture, or skips the test when that is not permitted.
func open(t *testing.T, opts Options) *Source {
	t.Helper()
	s, err := Open(opts)
	if errors.Is(err, fs.ErrPermission) {
		t.Skipf("skipped: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	return s
}

// sendUDP sends n datagrams over loopback and returns their source and destination.
func sendUDP(t *testing.T, n int, payload []byte) (src, dst uint16) {
	t.Helper()
	to, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	from, err := net.DialUDP("udp4", nil, to.LocalAddr().(*net.UDPAddr))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	for range n {
		if _, err := from.Write(payload); err != nil {
			t.Fatal(err)
		}
	}
	return uint16(from.LocalAddr().(*net.UDPAddr).Port), uint16(to.LocalAddr().(*net.UDPAddr).Port)
}

// sendTCP carries payload over a connection over loopback.
func sendTCP(t *testing.T, payload []byte) (port uint16) {
	t.Helper()
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	from, err := net.DialTCP("tcp4", nil, l.Addr().(*net.TCPAddr))
	if err != nil {
		t.Fatal(err)
	}
	to, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if _, err := from.Write(payload); err != nil {
		t.Fatal(err)
	}
	from.Close()
	if got, err := io.ReadAll(to); err != nil || !bytes.Equal(got, payload) {
		t.Fatalf("want %q, got %q, %v", payload, got, err)
	}
	return uint16(l.Addr().(*net.TCPAddr).Port)
}

// A capture is what a whole run of a Source yielded.
type capture struct {
	packets []dissect.Packet
	notices []dissect.Notice
	empty   int // batches without packets
}

// collect reads s in a goroutine until it ends.
func collect(t *testing.T, s *Source) <-chan capture {
	done := make(chan capture, 1)
	go func() {
		var c capture
		for {
			b := &dissect.Batch{} // not reused: the packets are looked at later
			err := s.Fill(b)
			c.packets = append(c.packets, b.Packets...)
			c.notices = append(c.notices, b.Notices...)
			if len(b.Packets) == 0 {
				c.empty++
			}
			if err != nil {
				if err != io.EOF {
					t.Errorf("want io.EOF, got %v", err)
				}
				done <- c
				return
			}
		}
	}()
	return done
}

// stop ends a capture and returns what it yielded.
func stop(t *testing.T, s *Source, done <-chan capture) capture {
	t.Helper()
	began := time.Now()
	s.Stop()
	select {
	case c := <-done:
		if took := time.Since(began); took > time.Second {
			t.Errorf("want the end within a second of Stop, got %v", took)
		}
		return c
	case <-time.After(5 * time.Second):
		t.Fatal("Stop had no effect")
		return capture{}
	}
}

// TestLive captures traffic of our own on loopback.
func TestLive(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	for _, tt := range []struct {
		name string
		opts Options
		link uint32 // LINKTYPE_ value
	}{
		{"lo", Options{Interface: "lo"}, 1},
		{"promiscuous", Options{Interface: "lo", Promisc: true}, 1},
		{"any, promiscuous", Options{Interface: "any", Promisc: true}, 113},
		{"immediate", Options{Interface: "lo", Immediate: true}, 1},
		{"short timeout", Options{Interface: "lo", Timeout: time.Millisecond, Buffer: 1 << 20}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, tt.opts)
			defer s.Close()
			done := collect(t, s)
			time.Sleep(250 * time.Millisecond)
			before := time.Now()
			src, dst := sendUDP(t, 3, []byte("three times"))
			port := sendTCP(t, []byte("over a connection"))
			time.Sleep(500 * time.Millisecond) // a busy kernel delivers late
			c := stop(t, s, done)
			after := time.Now()
			checkTraffic(t, c, src, dst, port)
			if c.empty == 0 {
				t.Error("want empty batches while nothing came")
			}
			nano := false
			for i := range c.packets {
				p := &c.packets[i]
				if p.LinkType != tt.link || p.Number != uint64(i+1) {
					t.Errorf("want link type %d and number %d, got %d and %d", tt.link, i+1, p.LinkType, p.Number)
				}
				if p.Time < before.UnixNano() || p.Time > after.UnixNano() {
					t.Errorf("packet %d: want a time from %v to %v, got %v", p.Number, before, after, time.Unix(0, p.Time))
				}
				nano = nano || p.Time%1000 != 0
			}
			if !nano { // Linux offers nanoseconds for every device
				t.Error("want timestamps in nanoseconds")
			}
			if st := s.Stats(); st.Received < uint64(len(c.packets)) || st.Dropped != 0 {
				t.Errorf("want %d packets received and none dropped, got %+v", len(c.packets), st)
			}
			if tt.opts.Promisc && tt.opts.Interface == "any" { // which has no such mode
				checkNotices(t, c.notices, []dissect.Notice{{File: "any", Reason: "no promiscuous mode on this device: capturing without"}})
			} else {
				checkNotices(t, c.notices, nil)
			}
			info := s.Info()
			if info.Format != "live" || info.File != tt.opts.Interface || info.Interfaces[0].LinkType != tt.link {
				t.Errorf("unexpected info %+v", info)
			}
		})
	}
}

// checkTraffic looks for what sendUDP and sendTCP have sent.
func checkTraffic(t *testing.T, c capture, src, dst, port uint16) {
	t.Helper()
	datagrams, synced, finished := map[int64]bool{}, false, false
	var stream []byte
	for i := range c.packets {
		p := &c.packets[i]
		payload := p.Data[p.Payload : p.Payload+p.PayloadLen]
		if p.Src.Addr() != netip.MustParseAddr("127.0.0.1") {
			continue
		}
		switch p.Kind {
		case dissect.PacketUDP:
			if p.SrcPort == src && p.DstPort == dst && string(payload) == "three times" {
				datagrams[p.Time] = true
			}
		case dissect.PacketTCP:
			if p.DstPort == port {
				synced = synced || p.Flags&dissect.SYN != 0
				finished = finished || p.Flags&dissect.FIN != 0
				stream = append(stream, payload...)
			}
		}
	}
	if len(datagrams) != 3 || !synced || !finished || string(stream) != "over a connection" {
		t.Errorf("want 3 datagrams, SYN, data and FIN, got %d, %v, %q, %v", len(datagrams), synced, stream, finished)
	}
}

// TestLiveFilter lets the kernel pass only one port.
func TestLiveFilter(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	s := open(t, Options{Interface: "lo", Filter: "tcp and len >= 60", SnapLen: 60})
	defer s.Close()
	done := collect(t, s)
	sendUDP(t, 3, make([]byte, 100))
	sendTCP(t, make([]byte, 1000))
	c := stop(t, s, done)
	if len(c.packets) == 0 {
		t.Error("want TCP packets, got none")
	}
	for i := range c.packets {
		p := &c.packets[i]
		if p.Kind != dissect.PacketTCP || p.WireLen < 60 || len(p.Data) > 60 {
			t.Errorf("want at most 60 bytes of TCP packets, got %+v", *p)
		}
	}
	if _, err := Open(Options{Interface: "lo", Filter: "tcp and and"}); err == nil || !strings.Contains(err.Error(), "syntax error") {
		t.Errorf("want a syntax error, got %v", err)
	}
}

// TestLiveDrops sends more than a small buffer holds while nobody reads.
func TestLiveDrops(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	s := open(t, Options{Interface: "lo", Filter: "udp", SnapLen: 2048, Buffer: 128 << 10})
	defer s.Close()
	const sent = 5000
	sendUDP(t, sent, make([]byte, 1000))
	c := stop(t, s, collect(t, s))
	st := s.Stats()
	if st.Dropped == 0 || len(c.packets) == 0 {
		t.Fatalf("want some packets dropped and some read, got %+v and %d", st, len(c.packets))
	}
	// The kernel sees frames on loopback twice, on their way out and in; libpcap keeps
	// the latter. packet(7), PACKET_STATISTICS: those received include the dropped ones.
	if st.Received != 2*sent || uint64(len(c.packets)) > st.Received-st.Dropped {
		t.Errorf("want %d packets received, got %+v, and %d packets", 2*sent, st, len(c.packets))
	}
	if len(c.notices) != 1 || c.notices[0].Kind != dissect.NoticeCut || !strings.Contains(c.notices[0].Reason, "kernel dropped") {
		t.Errorf("want one notice of dropped packets, got %v", c.notices)
	}
}

// setFlags sets the flags of an interface.
func setFlags(t *testing.T, name string, flags uint16) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq(name)
	if err != nil {
		t.Fatal(err)
	}
	req.SetUint16(flags)
	if err := unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req); err != nil {
		t.Skipf("skipped: flags of %s cannot be set: %v", name, err)
	}
}

// TestLiveDeviceDown takes lo down and up again during a capture, which goes on.
func TestLiveDeviceDown(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	s := open(t, Options{Interface: "lo"})
	defer s.Close()
	done := collect(t, s)
	time.Sleep(50 * time.Millisecond)
	setFlags(t, "lo", 0)
	time.Sleep(300 * time.Millisecond)
	setFlags(t, "lo", unix.IFF_UP|unix.IFF_RUNNING)
	src, dst := sendUDP(t, 3, []byte("three times"))
	port := sendTCP(t, []byte("over a connection"))
	checkTraffic(t, stop(t, s, done), src, dst, port)
}

// addDevice makes a TUN device, which no packet is sent to, and returns what removes it.
func addDevice(t *testing.T, name string) (remove func()) {
	t.Helper()
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skipf("skipped: no device for the test: %v", err)
	}
	req, err := unix.NewIfreq(name)
	if err != nil {
		t.Fatal(err)
	}
	req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, req); err != nil {
		unix.Close(fd)
		t.Skipf("skipped: no device for the test: %v", err)
	}
	return func() { unix.Close(fd) }
}

// TestLiveDeviceGone removes the device during a capture.
func TestLiveDeviceGone(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	const name = "rdtest0"
	remove := addDevice(t, name)
	setFlags(t, name, unix.IFF_UP|unix.IFF_NOARP)
	s := open(t, Options{Interface: name})
	defer s.Close()
	if got := s.Info().Interfaces[0].LinkType; got != 101 { // LINKTYPE_RAW, whose DLT_ value is 12 here
		t.Errorf("want link type 101, got %d", got)
	}
	ended := make(chan error, 1)
	go func() {
		var b dissect.Batch
		for {
			if err := s.Fill(&b); err != nil {
				ended <- err
				return
			}
		}
	}()
	time.Sleep(50 * time.Millisecond)
	remove()
	select {
	case err := <-ended:
		if err == io.EOF || !strings.Contains(err.Error(), "live capture on "+name+": ") {
			t.Errorf("want an error that says why, got %v", err)
		}
		t.Log(err)
	case <-time.After(5 * time.Second):
		t.Error("want an error within 5 s")
	}
}

// TestLiveClose closes under a Fill that waits for packets (gopacket issues 890 and
// 1126), without Stop.
func TestLiveClose(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	defer goleak.VerifyNone(t)
	for range 5 {
		s := open(t, Options{Interface: "lo"})
		done := collect(t, s)
		time.Sleep(30 * time.Millisecond)
		began := time.Now()
		s.Close()
		if took := time.Since(began); took > time.Second {
			t.Errorf("want Close within a second, got %v", took)
		}
		<-done
	}
}

// TestOpenErrors needs no rights: there is no such device.
func TestOpenErrors(t *testing.T) {
	s, err := Open(Options{Interface: "nosuch0"})
	if s != nil || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		t.Errorf("want an error that wraps fs.ErrNotExist, got %v", err)
	}
	if err == nil || !strings.Contains(err.Error(), "nosuch0") {
		t.Errorf("want an error that names the device, got %v", err)
	}
	if _, err := Open(Options{}); err == nil {
		t.Error("want an error without an interface")
	}
}

// TestInterfaces looks for loopback.
func TestInterfaces(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	list, err := Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range list {
		if i.Name != "lo" {
			continue
		}
		if !i.Up || !i.Loopback {
			t.Errorf("want lo up and loopback, got %+v", i)
		}
		for _, a := range i.Addresses {
			if a == netip.MustParsePrefix("127.0.0.1/8") {
				return
			}
		}
		t.Errorf("want 127.0.0.1/8 among the addresses, got %v", i.Addresses)
		return
	}
	t.Errorf("want lo, got %+v", list)
}
