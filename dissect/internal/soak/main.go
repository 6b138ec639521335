// Command soak plays generated traffic into the standard input of the command for a
// time, and prints what the command takes meanwhile: CPU time a packet and memory, by
// stretches of equal length. Both have to stay as they were.
//
//	go run ./dissect/internal/soak -bin bin/radissect -for 1h
//
// It needs Linux, whose /proc tells.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/dissect/internal/traffic"
)

func main() {
	bin := flag.String("bin", "bin/radissect", "the command")
	run := flag.Duration("for", time.Hour, "how long")
	stretches := flag.Int("stretches", 12, "rows of the table")
	mix := flag.String("mix", "lossy", "kind of traffic, as in bench")
	memory := flag.String("memory", "256M", "its --max-memory")
	workers := flag.String("j", "1", "its -j")
	flag.Parse()
	if err := soak(*bin, *mix, *memory, *workers, *run, *stretches); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// errOver ends the traffic.
var errOver = errors.New("the time is over")

// A state is what the system says of a process.
type state struct {
	cpu      float64 // seconds
	resident float64 // MiB
	peak     float64
}

// A row is one stretch.
type row struct {
	packets int64
	bytes   int64
	cpu     float64
	state
}

func soak(bin, mix, memory, workers string, run time.Duration, stretches int) error {
	m, err := traffic.Find(mix)
	if err != nil {
		return err
	}
	args := []string{"read", "-q", "-T", "jsonl", "-j", workers, "--max-memory", memory, "-"}
	cmd := exec.Command(bin, args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = os.Stderr // records go nowhere
	if err := cmd.Start(); err != nil {
		return err
	}
	t := &tap{w: in, pid: cmd.Process.Pid, begin: time.Now(), each: run / time.Duration(stretches), most: stretches}
	err = m.Write(t, ".", 1<<62)
	in.Close()
	werr := cmd.Wait()
	var status *exec.ExitError
	if errors.As(werr, &status) && (status.ExitCode() == 3 || status.ExitCode() == 4) {
		werr = nil // cut inside of a packet, or limits, which are told
	}
	if err != nil && !errors.Is(err, errOver) {
		return err
	}
	if werr != nil {
		return werr
	}
	return t.report(strings.Join(args, " "))
}

// A tap counts what is played, and asks about the command at the end of each stretch.
type tap struct {
	w     io.Writer
	pid   int
	begin time.Time
	each  time.Duration
	most  int
	rows  []row
	last  row // sums up to the last row
	now   row
	rest  int64 // of the record at hand
	head  []byte
}

func (t *tap) Write(b []byte) (int, error) {
	t.count(b)
	if n, err := t.w.Write(b); err != nil {
		return n, err
	}
	if time.Since(t.begin) < t.each*time.Duration(len(t.rows)+1) {
		return len(b), nil
	}
	s, err := ask(t.pid)
	if err != nil {
		return 0, err
	}
	t.rows = append(t.rows, row{t.now.packets - t.last.packets, t.now.bytes - t.last.bytes, s.cpu - t.last.cpu, s})
	t.last = t.now
	t.last.cpu = s.cpu
	if len(t.rows) == t.most {
		return len(b), errOver
	}
	return len(b), nil
}

// count counts the records of a pcap file.
func (t *tap) count(b []byte) {
	if t.now.bytes == 0 {
		t.rest = 24 // header of the file
	}
	t.now.bytes += int64(len(b))
	for len(b) > 0 {
		if n := min(t.rest, int64(len(b))); n > 0 {
			b, t.rest = b[n:], t.rest-n
			continue
		}
		n := min(16-len(t.head), len(b))
		t.head = append(t.head, b[:n]...)
		b = b[n:]
		if len(t.head) == 16 {
			t.rest = int64(t.head[8]) | int64(t.head[9])<<8 | int64(t.head[10])<<16
			t.head = t.head[:0]
			t.now.packets++
		}
	}
}

// ask asks the system about a process.
func ask(pid int) (s state, err error) {
	dir := "/proc/" + strconv.Itoa(pid)
	b, err := os.ReadFile(dir + "/stat")
	if err != nil {
		return s, err
	}
	_, after, _ := strings.Cut(string(b), ") ") // the name may hold anything
	f := strings.Fields(after)
	if len(f) < 13 {
		return s, errors.New("no times in /proc")
	}
	for _, text := range f[11:13] { // utime, stime: hundredths of a second
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return s, err
		}
		s.cpu += n / 100
	}
	b, err = os.ReadFile(dir + "/status")
	for _, line := range strings.Split(string(b), "\n") {
		var kib float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %g kB", &kib); n == 1 {
			s.resident = kib / 1024
		}
		if n, _ := fmt.Sscanf(line, "VmHWM: %g kB", &kib); n == 1 {
			s.peak = kib / 1024
		}
	}
	return s, err
}

// report prints the table, and fails where time or memory grew.
func (t *tap) report(args string) error {
	if len(t.rows) < 3 {
		return errors.New("the command ended early")
	}
	fmt.Printf("`%s`: %d packets, %.1f GiB in %s.\n\n", args, t.last.packets, float64(t.last.bytes)/(1<<30), t.each*time.Duration(t.most))
	fmt.Println("| until | packets | GiB | CPU, ns a packet | memory, MiB | most memory so far, MiB |")
	fmt.Println("|---|---|---|---|---|---|")
	for i, r := range t.rows {
		fmt.Printf("| %s | %d | %.2f | %.0f | %.1f | %.1f |\n", t.each*time.Duration(i+1), r.packets, float64(r.bytes)/(1<<30), r.ns(), r.resident, r.peak)
	}
	// The first stretch fills what is kept; the second is what the last is held to.
	second, last := t.rows[1], t.rows[len(t.rows)-1]
	if last.peak > second.peak*1.1+8 {
		return fmt.Errorf("memory grew from %.1f to %.1f MiB", second.peak, last.peak)
	}
	if last.ns() > second.ns()*1.25 {
		return fmt.Errorf("time grew from %.0f to %.0f ns a packet", second.ns(), last.ns())
	}
	return nil
}

func (r row) ns() float64 { return r.cpu / float64(max(1, r.packets)) * 1e9 }
