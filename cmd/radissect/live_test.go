package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/radissect/radissect/dissect"
)

// printed collects what a program prints.
type printed struct {
	mu  sync.Mutex
	all strings.Builder
}

func (l *printed) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(b)
}

func (l *printed) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// await waits until something was printed.
func (l *printed) await(t *testing.T, want string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if strings.Contains(l.String(), want) {
			return
		}
	}
	t.Fatalf("no %q in %q", want, l.String())
}

// ended waits for the end of a program and wants its exit status.
func ended(t *testing.T, cmd *exec.Cmd, want int) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		got := 0
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			got = exit.ExitCode()
		}
		if got != want {
			t.Errorf("exit status: want %d, got %d (%v)", want, got, err)
		}
	case <-time.After(20 * time.Second):
		cmd.Process.Kill()
		t.Fatal("does not end")
	}
}

// notes exchanges notes over a connection of the loopback interface.
func notes(t *testing.T, l net.Listener, texts ...string) {
	t.Helper()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		c, err := l.Accept()
		if err != nil {
			return
		}
		io.Copy(io.Discard, c)
		c.Close()
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range texts {
		c.Write(append([]byte{byte(len(s) + 2), 'h'}, s...))
		time.Sleep(20 * time.Millisecond)
	}
	c.Close()
	wg.Wait()
}

// capturing starts radissect live on the loopback interface, and waits until it
// captures. It skips the test where that is not allowed.
func capturing(t *testing.T, args ...string) (cmd *exec.Cmd, out *printed, l net.Listener) {
	t.Helper()
	if !liveBuiltIn || runtime.GOOS != "linux" {
		t.Skip("no live capture in this build, or not on this system")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	port := l.Addr().(*net.TCPAddr).Port
	cmd = self(t, append([]string{"live", "-i", "lo", "-f", fmt.Sprintf("tcp port %d", port), "-d", fmt.Sprintf("tcp.port==%d,note", port)}, args...)...)
	out = &printed{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	for end := time.Now().Add(20 * time.Second); ; {
		notes(t, l, "ready")
		time.Sleep(200 * time.Millisecond)
		s := out.String()
		if strings.Contains(s, "ready") {
			return cmd, out, l
		}
		if strings.Contains(s, "ermission denied") || strings.Contains(s, "not permitted") {
			t.Skip("may not capture: " + s)
		}
		if time.Now().After(end) {
			t.Fatalf("captures nothing: %s", s)
		}
	}
}

// TestLive: messages are shown as they come, an interrupt is a normal end with a
// summary, and -w has the packets with their comments.
func TestLive(t *testing.T) {
	dir := t.TempDir()
	if os.Geteuid() == 0 {
		os.Chmod(dir, 0o777)
	}
	file := filepath.Join(dir, "live.pcapng")
	cmd, out, l := capturing(t, "-w", file, "-v")
	notes(t, l, "first")
	out.await(t, "first")
	if os.Geteuid() == 0 && runtime.GOOS == "linux" {
		st, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
		if err == nil && strings.Contains(string(st), "Uid:\t0\t") {
			t.Error("is still root while it captures")
		}
	}
	notes(t, l, "second")
	out.await(t, "second")
	cmd.Process.Signal(os.Interrupt)
	ended(t, cmd, exitDone)
	for _, want := range []string{"no findings", "dropped by the kernel 0"} {
		if s := out.String(); !strings.Contains(s, want) {
			t.Errorf("no %q in %s", want, s)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(b), "note HELLO: second") {
		t.Errorf("the packets: %d bytes, %v", len(b), err)
	}
}

// TestLiveReaderGoes: a capture without traffic ends when nobody reads its results.
func TestLiveReaderGoes(t *testing.T) {
	if !liveBuiltIn || runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("needs live capture as root on Linux")
	}
	cmd := self(t, "live", "-i", "lo", "-f", "tcp port 9", "--run-as", "root")
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond)
	pipe.Close()
	ended(t, cmd, exitDone)
}

// TestFollow: a capture that is still being written is read on, until an interrupt,
// which is a normal end.
func TestFollow(t *testing.T) {
	w := pcapWriter{b: binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)}
	for _, v := range []uint32{2 | 4<<16, 0, 0, 262144, 1} {
		w.b = binary.LittleEndian.AppendUint32(w.b, v)
	}
	w.tcp(0, dissect.SYN, nil)
	name := filepath.Join(t.TempDir(), "grows.pcap")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.Write(w.b[:10]) // the header is not whole yet
	cmd := self(t, "--follow", name)
	out := &printed{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	time.Sleep(100 * time.Millisecond)
	done := 10
	for _, s := range []string{"one", "two", "three"} {
		w.tcp(0, dissect.ACK, append([]byte{byte(len(s) + 2), 'h'}, s...))
		f.Write(w.b[done : len(w.b)-4]) // the last record is cut
		out.await(t, map[string]string{"one": "", "two": "one", "three": "two"}[s])
		f.Write(w.b[len(w.b)-4:])
		done = len(w.b)
		out.await(t, s)
	}
	cmd.Process.Signal(os.Interrupt)
	ended(t, cmd, exitDone)
	if s := out.String(); !strings.Contains(s, "4 packets, 1 conversation") {
		t.Errorf("no summary: %s", s)
	}
}

// TestRing: files of about the size, no more than the count, each of which can be
// read by itself.
func TestRing(t *testing.T) {
	dir := t.TempDir()
	f := &packetFile{name: filepath.Join(dir, "r.pcapng"), ring: ring{4096, 3}}
	if err := f.open(); err != nil {
		t.Fatal(err)
	}
	n, err := f.Interface(&dissect.CaptureInterface{LinkType: 1, Name: "lo"})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Secret(&dissect.Secret{Type: 1, Data: []byte("key")}); err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		if err := f.Packet(n, &dissect.Packet{Time: int64(i), Data: make([]byte, 100), WireLen: 100}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) != 3 || filepath.Base(files[2]) != fmt.Sprintf("r_%05d.pcapng", f.number) {
		t.Errorf("files %v", files)
	}
	for _, name := range files {
		st, err := os.Stat(name)
		if err != nil || st.Size() > 4096+200 {
			t.Errorf("%s: %d bytes, %v", name, st.Size(), err)
		}
		b, _ := os.ReadFile(name)
		if !strings.Contains(string(b), "key") || !strings.Contains(string(b), "lo") {
			t.Errorf("%s has no interface or no secrets", name)
		}
	}
	for text, want := range map[string]ring{"100M,10": {100 << 20, 10}, "64k, 2": {64 << 10, 2}, "1G,1": {1 << 30, 1}} {
		if got, err := parseRing(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

// sourceOf yields batches.
type sourceOf struct {
	batches []dissect.Batch
}

func (s *sourceOf) Fill(b *dissect.Batch) error {
	b.Reset()
	if len(s.batches) == 0 {
		return io.EOF
	}
	b.Packets = append(b.Packets, s.batches[0].Packets...)
	s.batches = s.batches[1:]
	return nil
}
func (s *sourceOf) Info() dissect.CaptureInfo { return dissect.CaptureInfo{} }
func (s *sourceOf) Close() error              { return nil }

// TestDelayed: packets come later, in order, and all of them.
func TestDelayed(t *testing.T) {
	s := &sourceOf{}
	for i := range 5 {
		s.batches = append(s.batches, dissect.Batch{Packets: []dissect.Packet{{Number: uint64(i + 1)}}})
	}
	d := &delayed{Source: s, wait: time.Hour}
	var got []uint64
	var b dissect.Batch
	for range 5 {
		if err := d.Fill(&b); err != nil || len(b.Packets) > 0 {
			t.Fatalf("at once: %v, %v", b.Packets, err)
		}
	}
	for {
		err := d.Fill(&b)
		for _, p := range b.Packets {
			got = append(got, p.Number)
		}
		if err != nil {
			break
		}
	}
	if fmt.Sprint(got) != "[1 2 3 4 5]" {
		t.Errorf("%v", got)
	}
}

// TestNoLeaks: what waits for the end of a run ends with it.
func TestNoLeaks(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	stopped := make(chan bool, 1)
	end := until(context.Background(), os.Stdout, func() { stopped <- true })
	end()
	ctx, cancel := context.WithCancel(context.Background())
	end = until(ctx, os.Stdout, func() { stopped <- true })
	cancel()
	<-stopped
	end()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	end = until(context.Background(), w, func() { stopped <- true })
	r.Close()
	select {
	case <-stopped:
	case <-time.After(10 * time.Second):
		t.Error("does not see that the reader has gone")
	}
	end()
	w.Close()

	f, err := os.CreateTemp(t.TempDir(), "grows")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel = context.WithCancel(context.Background())
	g := &growing{&inputs{ctx: ctx}, f}
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := bufio.NewReader(g).ReadByte(); err != io.EOF {
		t.Errorf("after the end of its context: %v", err)
	}
}
