// Command mutate damages captures in every way that its list knows and reads
// what comes of it: nothing may panic, hang, or need memory beyond the budget, and
// damage to one conversation may not change what is said about those of other hosts.
// Mutants are numbered, and the same number is the same mutant.
//
//	go run ./decoders/internal/mutate [-n 120] [-j 1] [-seed 1] FOLDER...
//	go run ./decoders/internal/mutate -n 120 -only 17 FOLDER
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
)

func main() {
	t := &trial{log: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }}
	company := flag.String("beside", "pcaps/ra/ra_scripted_plain_lo.pcap,pcaps/http/dscpm_http.pcap", "captures of other hosts, whose packets are put between those of each capture")
	match := flag.String("match", "", "only captures whose name contains this")
	flag.IntVar(&t.mutants, "n", 120, "mutants of each capture")
	flag.IntVar(&t.jobs, "j", 1, "workers")
	flag.IntVar(&t.only, "only", -1, "only the mutant of this number")
	flag.Uint64Var(&t.seed, "seed", 1, "another seed gives other mutants")
	flag.Parse()
	roots := flag.Args()
	if len(roots) == 0 {
		roots = []string{"pcaps"}
	}
	if err := t.invite(strings.Split(*company, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	if err := t.all(roots, *match); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	t.sum.print(os.Stdout)
	if t.sum.failed() > 0 {
		os.Exit(1)
	}
}

// invite reads the captures that are put beside each.
func (t *trial) invite(paths []string) error {
	for _, path := range paths {
		if path == "" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := shoot(data, path)
		if err != nil {
			return err
		}
		t.company = append(t.company, f)
	}
	return nil
}

// all goes through the captures of folders.
func (t *trial) all(roots []string, match string) error {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	t.reg = reg
	t.sum.made = map[string]int{}
	list, err := corpus.Find(roots...)
	if err != nil {
		return err
	}
	for i := range list {
		if !strings.Contains(list[i].Name, match) {
			continue
		}
		if err := t.capture(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *tally) print(w io.Writer) {
	n := 0
	for i := range ways {
		n += s.made[ways[i].name]
	}
	fmt.Fprintf(w, "| what | |\n|---|---|\n")
	row := func(what string, value any) { fmt.Fprintf(w, "| %s | %v |\n", what, value) }
	row("captures", s.captures)
	row("mutants", n)
	for i := range ways {
		row("- "+ways[i].name, s.made[ways[i].name])
	}
	row("records made", s.records)
	row("decoders that panicked", s.panics)
	row("mutants that took over 5 s of CPU time more than their capture", s.hangs)
	row("longest mutant", fmt.Sprintf("%v, %s", s.longest.Round(time.Millisecond), s.longestOf))
	row("mutants beyond the budget of memory", s.greedy)
	row("most heap beyond that of the capture", fmt.Sprintf("%.1f MiB, %s", float64(s.most)/(1<<20), s.mostOf))
	row("mutants of one conversation that has others beside it", s.flows)
	row("conversations of other hosts compared", s.compared)
	row("mutants that changed what is said about other hosts", s.unfaithful)
	row("conversations of the same two hosts compared", s.neighbours)
	row("of these changed (what hosts share may change)", s.changed)
	row("CPU time in all", cpuTime().Round(time.Second))
}
