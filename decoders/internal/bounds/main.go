// Command bounds plays attacks on memory, one after the other, and prints how much
// each of them takes: floods of connections and fragments, messages and bodies
// without end, bombs, nesting. What bounds each stands beside it.
//
//	go run ./decoders/internal/bounds [-only TEXT] [-scale 1]
//	go run ./decoders/internal/bounds -bin bin/radissect -memory 128M
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
)

func main() {
	only := flag.String("only", "", "only attacks whose name contains this")
	scale := flag.Float64("scale", 1, "so many times as often")
	most := flag.Int64("most", 1<<50, "bound for what conversations take, in bytes")
	bin := flag.String("bin", "", "play to this command instead, with a budget of -memory")
	memory := flag.String("memory", "128M", "budget, as --max-memory has it")
	flag.Parse()
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		fmt.Fprintln(os.Stderr, "bounds:", err)
		os.Exit(1)
	}
	if *bin != "" {
		if err := outside(*bin, *memory, *only, *scale); err != nil {
			fmt.Fprintln(os.Stderr, "bounds:", err)
			os.Exit(1)
		}
		return
	}
	fmt.Println("| attack | packets | MiB sent | peak heap, MiB | estimate, MiB | allowed, MiB | bound | finding |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	bad := false
	for i := range attacks {
		a := &attacks[i]
		if !strings.Contains(a.name, *only) {
			continue
		}
		n := max(1, int(float64(a.n)**scale))
		m, err := run(reg, a, n, *most)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bounds:", a.name, err)
			bad = true
		}
		mark := ""
		if m.heap > a.allowed(n) || a.rule != "" && m.rules[a.rule] == 0 {
			mark, bad = " **not held**", true
		}
		fmt.Printf("| %s | %d | %.1f | %.1f%s | %.1f | %.0f | %s | %s |\n", a.name, m.packets, float64(m.bytes)/(1<<20), float64(m.heap)/(1<<20), mark, float64(m.held)/(1<<20), float64(a.allowed(n))/(1<<20), a.what, m.names(reg))
	}
	if bad {
		os.Exit(1)
	}
}
