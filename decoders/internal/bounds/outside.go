package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/radissect/radissect/pcaps/craft"
)

// outside plays attacks to the command, each to one of its own, and prints how much
// of the machine's memory it took. The budget is kept where that is at most a tenth
// more.
func outside(bin, memory, only string, scale float64) error {
	budget, err := mebibytes(memory)
	if err != nil {
		return err
	}
	fmt.Println("| attack | packets | MiB sent | memory, MiB | of the budget | CPU, s | finding |")
	fmt.Println("|---|---|---|---|---|---|---|")
	over := 0
	for i := range attacks {
		a := &attacks[i]
		if !strings.Contains(a.name, only) {
			continue
		}
		n := max(1, int(float64(a.n)*scale))
		m, err := command(bin, memory, a, n)
		if err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		mark := ""
		if m.resident > budget*1.1 {
			mark = " **not held**"
			over++
		}
		fmt.Printf("| %s | %d | %.1f | %.1f%s | %.0f %% | %.1f | %s |\n", a.name, m.packets, m.sent, m.resident, mark, 100*m.resident/budget, m.cpu, m.limits)
	}
	if over > 0 {
		return fmt.Errorf("%d attacks took more than the budget and a tenth", over)
	}
	return nil
}

// mebibytes reads a budget like 128M or 1G.
func mebibytes(text string) (float64, error) {
	var n float64
	var unit byte
	if _, err := fmt.Sscanf(text, "%g%c", &n, &unit); err != nil || unit != 'M' && unit != 'G' {
		return 0, fmt.Errorf("no budget like 128M or 1G: %q", text)
	}
	if unit == 'G' {
		n *= 1024
	}
	return n, nil
}

type outcome struct {
	packets  int
	sent     float64 // MiB
	resident float64 // MiB, at most
	cpu      float64 // seconds
	limits   string
}

// command plays an attack into the standard input of the command.
func command(bin, memory string, a *attack, n int) (m outcome, err error) {
	cmd := exec.Command(bin, "check", "-q", "--max-memory", memory, "-T", "jsonl", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		return m, err
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Start(); err != nil {
		return m, err
	}
	most := watch(cmd.Process.Pid)
	first := true
	var failed error
	s := &stage{step: a.step, yield: func(c *craft.Capture) bool {
		b := c.Bytes()
		if !first {
			b = b[24:] // the header of the file
		}
		first = false
		m.packets += c.Packets()
		m.sent += float64(len(b)) / (1 << 20)
		_, failed = in.Write(b)
		return failed == nil
	}}
	if s.step == 0 {
		s.step = 1000
	}
	a.play(s, n)
	s.flush()
	in.Close()
	err = cmd.Wait()
	m.resident = most()
	var status *exec.ExitError
	if errors.As(err, &status) && status.ExitCode() <= 4 {
		err = nil
	}
	if err == nil {
		err = failed
	}
	m.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if err == nil {
		m.limits, err = limits(&out)
	}
	return m, err
}

// watch asks the system for the most memory that a process had at a time (Linux:
// VmHWM), until the function that it returns is called, which gives it in MiB.
func watch(pid int) func() float64 {
	stop, most := make(chan struct{}), make(chan float64)
	go func() {
		top := 0.0
		for {
			b, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
			if _, after, ok := bytes.Cut(b, []byte("VmHWM:")); ok {
				var kib float64
				fmt.Sscan(string(after[:min(len(after), 40)]), &kib)
				top = max(top, kib/1024)
			}
			select {
			case <-time.After(2 * time.Millisecond):
			case <-stop:
				most <- top
				return
			}
		}
	}()
	return func() float64 { close(stop); return <-most }
}

// limits are the rules of level limit in a summary, and how often they were broken.
func limits(r io.Reader) (string, error) {
	d := json.NewDecoder(r)
	for {
		var rec struct {
			Type   string
			Limits []struct {
				Rule     string
				Findings int
			}
		}
		if err := d.Decode(&rec); err != nil {
			return "", fmt.Errorf("no summary: %w", err)
		}
		if rec.Type != "summary" {
			continue
		}
		var all []string
		for _, l := range rec.Limits {
			all = append(all, fmt.Sprintf("`%s` %d", l.Rule, l.Findings))
		}
		return strings.Join(all, ", "), nil
	}
}
