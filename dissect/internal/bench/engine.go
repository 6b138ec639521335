package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/internal/traffic"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/report"
)

// a way is one way through a capture; it returns the number of packets.
type way struct {
	name string
	run  func([]byte) (int, error)
}

// engine holds the findings pass against other ways through the same bytes.
func engine(o *options, t *table) error {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	ways := []way{
		{"every byte", touch},
		{"parser", parser},
		{"reassembly", assembler},
		{"findings", func(b []byte) (int, error) { return findings(reg, nil, b) }},
	}
	t.row("traffic", "MiB", "packets", "ns a packet", "of a pass over every byte", "of DecodingLayerParser", "of the same with gopacket/reassembly")
	for _, m := range traffic.Mixes {
		if o.mixes != "" && !slices.Contains(strings.Split(o.mixes, ","), m.Name) {
			continue
		}
		data, err := o.capture(m)
		if err != nil {
			return err
		}
		packets := 0
		times, err := besides(o.rounds, len(ways), func(i int) error {
			n, err := ways[i].run(data)
			packets = n
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
		ours := times[len(ways)-1]
		t.row(m.Name+": "+m.Title, fmt.Sprint(len(data)>>20), fmt.Sprint(packets), fmt.Sprintf("%.0f", median(ours)*1e9/float64(packets)),
			ratio(over(ours, times[0])), ratio(over(ours, times[1])), ratio(over(ours, times[2])))
	}
	return nil
}

// capture makes the capture of m.
func (o *options) capture(m traffic.Mix) ([]byte, error) {
	var b bytes.Buffer
	if m.Name == "tiny" {
		err := traffic.Flows(&b, o.flows, 1000)
		return b.Bytes(), err
	}
	b.Grow(int(o.mib<<20) + 1<<16)
	err := m.Write(&b, ".", o.mib<<20)
	return b.Bytes(), err
}

// besides runs n ways beside each other and gives their CPU times in seconds.
func besides(rounds, n int, run func(i int) error) ([][]float64, error) {
	times := make([][]float64, n)
	for range rounds {
		for i := range n {
			runtime.GC()
			start := cpu()
			if err := run(i); err != nil {
				return nil, err
			}
			times[i] = append(times[i], cpu()-start)
		}
	}
	return times, nil
}

// over is the median of a/b, round by round.
func over(a, b []float64) float64 {
	r := make([]float64, len(a))
	for i := range a {
		r[i] = a[i] / b[i]
	}
	return median(r)
}

func median(v []float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}

// cpu is the CPU time of this process in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// touch reads every byte once.
func touch(b []byte) (int, error) {
	var s byte
	for _, x := range b {
		s += x
	}
	runtime.KeepAlive(s)
	return 0, nil
}

// findings is what radissect check does, without printing.
func findings(reg *dissect.Registry, store *keys.Store, b []byte) (int, error) {
	return through(reg, store, b, quiet{})
}

// through runs the engine over a capture, into sink.
func through(reg *dissect.Registry, store *keys.Store, b []byte, sink dissect.Sink) (int, error) {
	src, err := source.NewReader(bytes.NewReader(b), "bench", source.Options{})
	if err != nil {
		return 0, err
	}
	opt := dissect.Options{Workers: 1}
	if store != nil {
		opt.Keys = store
	}
	s, err := dissect.New(reg, opt).Run(context.Background(), src, sink)
	if err != nil {
		return 0, err
	}
	return int(s.Packets), nil
}

// profile writes a profile of the findings pass.
func profile(o *options) error {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	m, err := traffic.Find(o.mixes)
	if err != nil {
		return err
	}
	data, err := o.capture(m)
	if err != nil {
		return err
	}
	if _, err := findings(reg, nil, data); err != nil {
		return err
	}
	f, err := os.Create(o.profile)
	if err != nil {
		return err
	}
	defer f.Close()
	if !o.allocs {
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	if o.allocs {
		runtime.MemProfileRate = 1
	}
	least := math.Inf(1)
	for range o.rounds {
		start := cpu()
		n, err := through(reg, nil, data, o.into())
		if err != nil {
			return err
		}
		least = min(least, (cpu()-start)*1e9/float64(n))
	}
	if o.allocs {
		// The profile is as of the collection before the last one.
		runtime.GC()
		runtime.GC()
		if err := pprof.Lookup("allocs").WriteTo(f, 0); err != nil {
			return err
		}
	}
	fmt.Printf("%.0f ns a packet at best\n", least)
	return nil
}

// into is the sink that is profiled.
func (o *options) into() dissect.Sink {
	switch o.sink {
	case "text":
		return report.Text(io.Discard, report.Options{})
	case "tree":
		return report.Text(io.Discard, report.Options{Fields: true})
	case "jsonl":
		return report.JSON(io.Discard, report.Options{Fields: true})
	}
	return quiet{}
}

// quiet is a sink that wants findings and drops them.
type quiet struct{}

func (quiet) Want() dissect.Want                         { return dissect.Want{} }
func (quiet) Accept(*dissect.Event) bool                 { return false }
func (quiet) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (quiet) Write(p []byte) (int, error)                { return len(p), nil }
func (quiet) Close(*dissect.Summary) error               { return nil }
