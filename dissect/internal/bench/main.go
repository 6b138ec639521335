// Command bench prints how radissect's findings pass compares with other ways of
// going through the same captures, as ratios: each is run beside the other in
// the same loop, and the median of several rounds counts, so that the figures
// hold whatever else the machine is doing.
//
//	go run ./dissect/internal/bench [-rounds 7] [-mib 64] [capture...]
//
// The rivals are touching every byte of the file, a bare gopacket
// DecodingLayerParser loop, and that loop with gopacket's TCP reassembly.
// Without captures a mixed one is made by replicating the project's own
// with new addresses.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"syscall"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

func main() {
	rounds := flag.Int("rounds", 7, "runs of each; the median counts")
	mib := flag.Int("mib", 64, "size of the capture that is made, MiB")
	flag.Parse()
	if err := run(*rounds, *mib, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(rounds, mib int, names []string) error {
	type input struct {
		name string
		data []byte
	}
	var inputs []input
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			return err
		}
		inputs = append(inputs, input{n, data})
	}
	if len(inputs) == 0 {
		for _, m := range mixes {
			data, err := m.make(mib << 20)
			if err != nil {
				return err
			}
			inputs = append(inputs, input{m.name, data})
		}
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	fmt.Printf("CPU time, median of %d runs side by side, one worker; %s %s/%s\n\n", rounds, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	for _, in := range inputs {
		ways := []struct {
			name string
			run  func([]byte) (int, error)
		}{
			{"touching every byte", touch},
			{"DecodingLayerParser", parser},
			{"the same with gopacket reassembly", assembler},
			{"radissect, findings", func(b []byte) (int, error) { return findings(reg, b) }},
		}
		times := make([][]float64, len(ways))
		packets := make([]int, len(ways))
		for range rounds {
			for i, w := range ways {
				runtime.GC()
				start := cpu()
				n, err := w.run(in.data)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", in.name, w.name, err)
				}
				times[i] = append(times[i], cpu()-start)
				packets[i] = n
			}
		}
		ours := median(times[len(ways)-1])
		fmt.Printf("%s: %.1f MiB, %d packets\n", in.name, float64(len(in.data))/(1<<20), packets[len(ways)-1])
		for i, w := range ways {
			m := median(times[i])
			fmt.Printf("  %-36s %8.1f ns a packet   radissect takes %5.2f times this\n", w.name, m*1e9/float64(max(1, packets[len(ways)-1])), ours/m)
		}
		fmt.Println()
	}
	return nil
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
func findings(reg *dissect.Registry, b []byte) (int, error) {
	src, err := source.NewReader(bytes.NewReader(b), "bench", source.Options{})
	if err != nil {
		return 0, err
	}
	s, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, quiet{})
	if err != nil {
		return 0, err
	}
	return int(s.Packets), nil
}

// quiet is a sink that wants findings and drops them.
type quiet struct{}

func (quiet) Want() dissect.Want                         { return dissect.Want{} }
func (quiet) Accept(*dissect.Event) bool                 { return false }
func (quiet) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (quiet) Write(p []byte) (int, error)                { return len(p), nil }
func (quiet) Close(*dissect.Summary) error               { return nil }
