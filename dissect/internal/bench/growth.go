package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
)

// checked runs the command's findings pass over a capture that fill writes.
func (o *options) checked(fill func(io.Writer) error, args ...string) (u used, err error) {
	path, remove, err := file("capture.pcap", fill)
	if err != nil {
		return u, err
	}
	defer remove()
	return command(o.bin, append(append([]string{"check", "-v"}, args...), path)...)
}

// memory is the peak of resident memory against the size of the file and the
// number of flows that are open at the same time.
func memory(o *options, t *table) error {
	t.row("traffic", "MiB", "flows at a time", "peak, MiB", "beyond 28 MiB, KiB a flow")
	kib := func(u used) string {
		if u.live < 1000 {
			return ""
		}
		return fmt.Sprintf("%.1f", max(0, u.peak-28)*1024/float64(u.live)) // 28 MiB is what one session takes
	}
	for _, name := range []string{"mixed", "rdp"} {
		m, err := traffic.Find(name)
		if err != nil {
			return err
		}
		for _, size := range []int64{o.mib, 4 * o.mib, 16 * o.mib} {
			u, err := o.checked(func(w io.Writer) error { return m.Write(w, ".", size<<20) })
			if err != nil {
				return err
			}
			t.row(name, fmt.Sprint(size), fmt.Sprint(u.live), fmt.Sprintf("%.0f", u.peak), kib(u))
		}
	}
	for _, live := range []int{1000, 10_000, 100_000} {
		u, err := o.checked(func(w io.Writer) error { return traffic.Flows(w, live, live) })
		if err != nil {
			return err
		}
		t.row("tiny flows, all live", "", fmt.Sprint(u.live), fmt.Sprintf("%.0f", u.peak), kib(u))
	}
	return nil
}

// allocations counts what the findings pass allocates more for more of the same.
func allocations(o *options, t *table) error {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	t.row("traffic", "more packets", "more allocations", "a packet")
	for _, m := range traffic.Mixes {
		var packets, allocs [2]int64
		for i, size := range []int64{o.mib << 19, o.mib << 20} {
			var b bytes.Buffer
			if err := m.Write(&b, ".", size); err != nil {
				return err
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n, err := findings(reg, nil, b.Bytes())
			if err != nil {
				return err
			}
			runtime.ReadMemStats(&after)
			packets[i], allocs[i] = int64(n), int64(after.Mallocs-before.Mallocs)
		}
		p, a := packets[1]-packets[0], allocs[1]-allocs[0]
		t.row(m.Name, fmt.Sprint(p), fmt.Sprint(a), fmt.Sprintf("%.3f", float64(a)/float64(max(1, p))))
	}
	return nil
}

// cores compares elapsed time on one core with that on two. It wants a machine that
// does nothing else, so nobody reads the output either.
func cores(o *options, t *table) error {
	t.row("work", "MiB", "one core, s", "two cores, s", "times faster")
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	keyLog := filepath.Join(dir, "key.log")
	mixed, err := traffic.Find("mixed")
	if err != nil {
		return err
	}
	for _, c := range []struct {
		what string
		args []string
		fill func(io.Writer) error
	}{
		{"findings, many hosts", []string{"check"}, func(w io.Writer) error { return mixed.Write(w, ".", 16*o.mib<<20) }},
		{"text of one conversation, opened", []string{"read", "-V", "--keylog", keyLog}, func(w io.Writer) error {
			f, err := os.Create(keyLog)
			if err != nil {
				return err
			}
			return errors.Join(traffic.Sealed(w, f, ".", 16*o.mib<<20), f.Close())
		}},
	} {
		path, remove, err := file("capture.pcap", c.fill)
		if err != nil {
			return err
		}
		defer remove()
		var one, two []float64
		for range o.rounds {
			args := append(slices.Clone(c.args), "-q", "-o", os.DevNull, path)
			a, err := command("env", append([]string{"GOMAXPROCS=1", o.bin, "-j1"}, args...)...)
			if err != nil {
				return err
			}
			b, err := command("env", append([]string{"GOMAXPROCS=2", o.bin, "-j2"}, args...)...)
			if err != nil {
				return err
			}
			one, two = append(one, a.wall), append(two, b.wall)
		}
		t.row(c.what, fmt.Sprint(16*o.mib), fmt.Sprintf("%.2f", median(one)), fmt.Sprintf("%.2f", median(two)), ratio(over(one, two)))
	}
	return nil
}

// scale shows how cost grows with the size of a capture and with the number of
// flows.
func scale(o *options, t *table) error {
	mixed, err := traffic.Find("mixed")
	if err != nil {
		return err
	}
	t.row("traffic", "CPU, s", "CPU a MiB or a flow", "flows at a time", "peak, MiB")
	for _, mib := range []int64{16, 64, 256, 1024} {
		u, err := o.checked(func(w io.Writer) error { return mixed.Write(w, ".", mib<<20) }, "-j1")
		if err != nil {
			return err
		}
		t.row(fmt.Sprintf("mixed, %d MiB", mib), fmt.Sprintf("%.2f", u.cpu), fmt.Sprintf("%.2f ms", u.cpu*1e3/float64(mib)), fmt.Sprint(u.live), fmt.Sprintf("%.0f", u.peak))
	}
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		u, err := o.checked(func(w io.Writer) error { return traffic.Flows(w, n, 1000) }, "-j1")
		if err != nil {
			return err
		}
		t.row(fmt.Sprintf("%d tiny flows, 1000 at a time", n), fmt.Sprintf("%.2f", u.cpu), fmt.Sprintf("%.2f µs", u.cpu*1e6/float64(n)), fmt.Sprint(u.live), fmt.Sprintf("%.0f", u.peak))
	}
	return nil
}
