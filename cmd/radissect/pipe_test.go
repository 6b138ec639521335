package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// self is a command that runs this test program as radissect.
func self(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := exec.LookPath("radissect") // put there by testscript.Main
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(exe, args...)
}

// bigCapture writes a capture whose text is much larger than a pipe's buffer.
func bigCapture(t *testing.T, notes int) string {
	t.Helper()
	w := pcapWriter{b: []byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0}}
	w.tcp(0, 2, nil)
	for range notes {
		w.tcp(0, 0x18, append([]byte{62, 'h'}, strings.Repeat("n", 60)...))
	}
	name := filepath.Join(t.TempDir(), "big.pcap")
	if err := os.WriteFile(name, w.b, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// A reader that goes away is no error.
func TestReaderGoesAway(t *testing.T) {
	file := bigCapture(t, 5000)
	for _, format := range []string{"text", "tree", "jsonl", "json", "csv", "pdml"} {
		cmd := self(t, "read", "-T", format, file)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		out.Close()
		if err := cmd.Wait(); err != nil || stderr.String() != "" {
			t.Errorf("%s: want status 0 and nothing on standard error, got %v and %q", format, err, stderr.String())
		}
	}
}

// An interrupt ends a run that waits for standard input, with a summary of what
// was read and the status for incomplete results.
func TestInterrupt(t *testing.T) {
	data, err := os.ReadFile(bigCapture(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	cmd := self(t, "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(data); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	if _, err := r.ReadString('\n'); err != nil { // something was shown
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest := make(chan string, 1)
	go func() {
		b, _ := io.ReadAll(r)
		rest <- string(b)
	}()
	select {
	case s := <-rest:
		if !strings.Contains(s, "4 packets, 1 conversation") {
			t.Errorf("no summary of what was read: %q", s)
		}
	case <-time.After(10 * time.Second):
		cmd.Process.Kill()
		t.Fatal("does not end")
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitLimit {
		t.Errorf("want status %d, got %v", exitLimit, err)
	}
	if !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("standard error does not say so: %q", stderr.String())
	}
	if exit != nil && exit.Sys().(syscall.WaitStatus).Signaled() {
		t.Error("ended by the signal")
	}
}

// The reader of a pipe gives every byte, and the end when its context ends.
func TestPipe(t *testing.T) {
	want := strings.Repeat("0123456789", 100000)
	got, err := io.ReadAll(newPipe(context.Background(), strings.NewReader(want)))
	if err != nil || string(got) != want {
		t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	p := newPipe(ctx, r)
	cancel()
	if _, err := p.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("after the end of its context: %v", err)
	}
}

func TestNearNames(t *testing.T) {
	names := []string{"read", "check", "rules", "explain", "fields", "x224.negotiation-length"}
	for word, want := range map[string]string{
		"chekc": "check", "raed": "read", "rule": "rules", "explian": "explain", "negotiation-length": "x224.negotiation-length",
		"zzzz": "", "x": "",
	} {
		got := nearNames(word, names, 1)
		if want == "" && len(got) != 0 || want != "" && (len(got) != 1 || got[0] != want) {
			t.Errorf("%q: want %q, got %q", word, want, got)
		}
	}
	for _, d := range []struct {
		a, b string
		n    int
	}{{"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"kitten", "sitting", 3}} {
		if got := distance(d.a, d.b); got != d.n {
			t.Errorf("distance of %q and %q: want %d, got %d", d.a, d.b, d.n, got)
		}
	}
}
