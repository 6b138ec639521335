package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
	"github.com/radissect/radissect/dissect/keys"
)

// used is what one run of a command took.
type used struct {
	live      int     // conversations at a time, where it said so
	cpu, wall float64 // seconds
	peak      float64 // MiB of resident memory
	lines     int     // written to standard output
}

// command runs a command to its end. Exit statuses that only tell of findings
// are no errors.
func command(name string, args ...string) (used, error) {
	c := exec.Command(name, args...)
	var count lineCounter
	var said bytes.Buffer
	c.Stdout, c.Stderr = &count, &said
	start := time.Now()
	if err := c.Start(); err != nil {
		return used{}, err
	}
	peak := make(chan float64, 1)
	go watch(c.Process.Pid, peak)
	err := c.Wait()
	u := used{wall: time.Since(start).Seconds(), lines: int(count), peak: <-peak}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() && exit.ExitCode() != 2 {
		err = nil
	}
	if err != nil {
		return u, fmt.Errorf("%s: %w: %s", filepath.Base(name), err, said.String())
	}
	// With -v the command tells how many conversations it held at a time.
	if before, _, ok := strings.Cut(said.String(), " at a time took"); ok {
		f := strings.Fields(before)
		if len(f) > 1 {
			u.live, _ = strconv.Atoi(f[len(f)-2])
		}
	}
	u.cpu = (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	return u, nil
}

// watch sends the peak of resident memory of a process in MiB when that has
// ended. The kernel's own account (getrusage) counts what the process was before
// it became another program, so the mark is read while it runs.
func watch(pid int, peak chan<- float64) {
	most := 0.0
	for {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, v, ok := strings.Cut(string(b), "VmHWM:")
		if err != nil || !ok {
			peak <- most / 1024
			return
		}
		if f := strings.Fields(v); len(f) > 0 {
			kib, _ := strconv.ParseFloat(f[0], 64)
			most = max(most, kib)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

type lineCounter int

// Write implements io.Writer.
func (l *lineCounter) Write(p []byte) (int, error) {
	*l += lineCounter(bytes.Count(p, []byte{'\n'}))
	return len(p), nil
}

// file writes a capture to a folder of its own, to be removed afterwards.
func file(name string, fill func(io.Writer) error) (path string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	path = filepath.Join(dir, name)
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(fill(f), f.Close())
	}
	if err != nil {
		remove()
	}
	return path, remove, err
}

// tools holds the command against tshark. The start of each, measured on an
// empty capture, is taken off.
func tools(o *options, t *table) error {
	shark, err := exec.LookPath("tshark")
	if err != nil {
		return fmt.Errorf("tshark: %w", errAbsent)
	}
	empty, remove, err := file("empty.pcap", func(w io.Writer) error { return traffic.Flows(w, 0, 1) })
	if err != nil {
		return err
	}
	defer remove()
	mixed, err := traffic.Find("mixed")
	if err != nil {
		return err
	}
	t.row("mode", "MiB", "radissect -j 1", "tshark", "times faster", "lines", "of tshark", "times faster a line")
	for _, m := range []struct {
		ours, theirs []string
		times, share int64 // of the size: what prints more goes through less
	}{
		{[]string{"check", "-q", "-j1"}, []string{"-n", "-q", "-z", "expert"}, 1, 1},
		{[]string{"check", "-q", "-j1"}, []string{"-n", "-q", "-z", "expert"}, 4, 1},
		{[]string{"read", "-q", "-j1"}, []string{"-n"}, 1, 1},
		{[]string{"read", "-q", "-j1"}, []string{"-n"}, 4, 1},
		{[]string{"read", "-q", "-j1", "-V"}, []string{"-n", "-V"}, 1, 4},
		{[]string{"read", "-q", "-j1", "-V", "-T", "jsonl"}, []string{"-n", "-T", "json"}, 1, 4},
	} {
		// One core, as tshark takes: the collector has another otherwise.
		ours := append([]string{"GOMAXPROCS=1", o.bin}, m.ours...)
		size := max(1, o.mib*m.times/m.share)
		path, remove, err := file("mixed.pcap", func(w io.Writer) error { return mixed.Write(w, ".", size<<20) })
		if err != nil {
			return err
		}
		defer remove()
		var our, their, perLine []float64
		var a, b used
		for range o.rounds {
			var took [4]used
			for i, c := range [4]struct {
				name string
				args []string
			}{{"env", append(slices.Clip(ours), empty)}, {"env", append(slices.Clip(ours), path)},
				{shark, append(m.theirs, "-r", empty)}, {shark, append(m.theirs, "-r", path)}} {
				if took[i], err = command(c.name, c.args...); err != nil {
					return err
				}
			}
			a, b = took[1], took[3]
			our = append(our, a.cpu-took[0].cpu)
			their = append(their, b.cpu-took[2].cpu)
			n := len(our) - 1
			perLine = append(perLine, their[n]/float64(max(1, b.lines))/(our[n]/float64(max(1, a.lines))))
		}
		t.row("`"+strings.Join(m.ours, " ")+"` / `"+strings.Join(m.theirs, " ")+"`", fmt.Sprint(size),
			fmt.Sprintf("%.2f s", median(our)), fmt.Sprintf("%.2f s", median(their)), ratio(over(their, our)),
			fmt.Sprint(a.lines), fmt.Sprint(b.lines), ratio(median(perLine)))
	}
	return nil
}

// secrets holds the opening of a TLS session against openssl's own benchmark.
func secrets(o *options, t *table) error {
	ssl, err := exec.LookPath("openssl")
	if err != nil {
		return fmt.Errorf("openssl: %w", errAbsent)
	}
	var capture, log bytes.Buffer
	if err := traffic.Sealed(&capture, &log, ".", 16*o.mib<<20); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "key.log")
	if err := os.WriteFile(name, log.Bytes(), 0o600); err != nil {
		return err
	}
	store := keys.New(keys.Options{})
	if _, err := store.AddKeyLogFile(name, "key.log"); err != nil {
		return err
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	var speed []float64
	if _, err := findings(reg, nil, capture.Bytes()); err != nil {
		return err
	}
	times, err := besides(o.rounds, 3, func(i int) error {
		var err error
		switch i {
		case 0:
			_, err = findings(reg, nil, capture.Bytes())
		case 1:
			_, err = findings(reg, store, capture.Bytes())
		case 2:
			var v float64
			if v, err = opensslSpeed(ssl); err == nil {
				speed = append(speed, v)
				_, err = findings(reg, nil, capture.Bytes()) // the next one finds the bytes where the one after it does
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	size := float64(capture.Len())
	whole := make([]float64, o.rounds)
	for i := range whole {
		whole[i] = size / times[1][i] / speed[i] * 100
	}
	t.row("what", "MB/s", "of openssl's AES-128-GCM")
	t.row("openssl speed, blocks of 16384 bytes", fmt.Sprintf("%.0f", median(speed)/1e6), "100 %")
	t.row("findings with the key log, everything counted", fmt.Sprintf("%.0f", size/median(times[1])/1e6), fmt.Sprintf("%.0f %%", median(whole)))
	// Two times are subtracted that are near to each other, so runs that lie beside each
	// other are compared.
	more := make([]float64, o.rounds)
	for i := range more {
		more[i] = times[1][i] - times[0][i]
	}
	if adds := median(more); adds > median(times[0])/50 {
		t.row("what the key log adds", fmt.Sprintf("%.0f", size/adds/1e6), fmt.Sprintf("%.0f %%", size/adds/median(speed)*100))
	} else {
		t.row("what the key log adds", "too little to tell", "")
	}
	return nil
}

// opensslSpeed is what openssl gets through, in bytes a second.
func opensslSpeed(ssl string) (float64, error) {
	out, err := exec.Command(ssl, "speed", "-seconds", "1", "-bytes", "16384", "-evp", "aes-128-gcm").Output()
	if err != nil {
		return 0, err
	}
	// The last line ends in thousands of bytes a second: "AES-128-GCM 5724801.54k".
	words := strings.Fields(string(out))
	if len(words) == 0 {
		return 0, errors.New("openssl speed said nothing")
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(words[len(words)-1], "k"), 64)
	return v * 1000, err
}

// start measures the command on a capture of a few packets, from start to end.
func start(o *options, t *table) error {
	t.row("command", "CPU, ms", "elapsed, ms")
	for _, args := range [][]string{
		{"check", "-q", "pcaps/http/dscpm_http_digest.pcap"},
		{"read", "-q", "pcaps/http/dscpm_http_digest.pcap"},
		{"read", "-q", "-V", "pcaps/ra/ra_bare_plain_lo.pcap"},
	} {
		var cpu, wall []float64
		for range 4*o.rounds + 1 {
			u, err := command(o.bin, args...)
			if err != nil {
				return err
			}
			cpu, wall = append(cpu, u.cpu*1e3), append(wall, u.wall*1e3)
		}
		t.row("`"+strings.Join(args, " ")+"`", fmt.Sprintf("%.1f", median(cpu)), fmt.Sprintf("%.1f", median(wall)))
	}
	return nil
}
