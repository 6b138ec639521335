// Command bench prints how fast radissect goes through captures, as ratios: each
// way is run beside its rival in the same loop, and the median of several rounds
// counts, so that the figures hold whatever else the machine is doing. What is
// compared is CPU time of one core.
//
//	go run ./dissect/internal/bench [-rounds 5] [-mib 16] [-mix mixed,rdp] [-only engine,tools]
//	go run ./dissect/internal/bench -make mixed -mib 1024 -o mixed.pcap
//
// The captures are made by package traffic out of the project's own. It runs in
// the project's folder. Parts whose rival is not installed say so.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/radissect/radissect/dissect/internal/traffic"
)

// options are the flags.
type options struct {
	rounds  int
	mib     int64
	mixes   string
	only    string
	bin     string
	flows   int
	doc     string
	make    string
	out     string
	profile string
	allocs  bool
	sink    string
}

// parts are what can be measured, in this order.
var parts = []struct {
	name, title string
	run         func(o *options, t *table) error
}{
	{"engine", "Findings pass, in one process", engine},
	{"tools", "The command beside tshark", tools},
	{"secrets", "TLS decryption beside openssl", secrets},
	{"start", "Start to end of a small capture", start},
	{"memory", "Peak memory", memory},
	{"allocations", "Allocations", allocations},
	{"cores", "Two cores", cores},
	{"scale", "Growth with size and flows", scale},
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "runs of each; the median counts")
	flag.Int64Var(&o.mib, "mib", 16, "size of each capture that is made, MiB")
	flag.IntVar(&o.flows, "flows", 200_000, "flows of the capture of tiny flows")
	flag.StringVar(&o.mixes, "mix", "", "only these kinds of traffic, by name")
	flag.StringVar(&o.only, "only", "engine,tools,secrets,start,memory,allocations", "what to measure; also cores, scale, or all")
	flag.StringVar(&o.bin, "bin", "bin/radissect", "the command")
	flag.StringVar(&o.doc, "doc", "", "put the result into this page, between its marks")
	flag.StringVar(&o.make, "make", "", "write the capture of this kind and stop")
	flag.StringVar(&o.out, "o", "", "where to write it")
	flag.StringVar(&o.profile, "profile", "", "write a CPU profile of the findings pass over the traffic of -mix and stop")
	flag.BoolVar(&o.allocs, "allocs", false, "with -profile: of allocations instead")
	flag.StringVar(&o.sink, "sink", "", "with -profile: also print text, tree or jsonl")
	flag.Parse()
	if err := run(&o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o *options) error {
	switch {
	case o.make != "":
		return write(o)
	case o.profile != "":
		return profile(o)
	}
	var page strings.Builder
	t := &table{w: io.MultiWriter(os.Stdout, &page)}
	fmt.Fprintf(t.w, "Measured %s with %s on %s: CPU time of one core, medians of %d runs side by side.\n",
		time.Now().UTC().Format("2006-01-02"), runtime.Version(), machine(), o.rounds)
	for _, p := range parts {
		if o.only != "all" && !slices.Contains(strings.Split(o.only, ","), p.name) {
			continue
		}
		fmt.Fprintf(t.w, "\n### %s\n\n", p.title)
		err := p.run(o, t)
		t.flush()
		if errors.Is(err, errAbsent) {
			fmt.Fprintln(t.w, "Not measured:", err)
		} else if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if o.doc == "" {
		return nil
	}
	return intoPage(o.doc, page.String())
}

// errAbsent says that a rival is not installed.
var errAbsent = errors.New("not installed")

// write makes one capture.
func write(o *options) error {
	m, err := traffic.Find(o.make)
	if err != nil {
		return err
	}
	f := os.Stdout
	if o.out != "" {
		if f, err = os.Create(o.out); err != nil {
			return err
		}
	}
	return errors.Join(m.Write(f, ".", o.mib<<20), f.Close())
}

// machine describes what this runs on, without naming it.
func machine() string {
	what := fmt.Sprintf("%s/%s, %d cores", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return what
	}
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
			return what + " (" + strings.TrimSpace(v) + ")"
		}
	}
	return what
}

// Marks of the part of a page that this command writes.
const (
	markBegin = "<!-- measured: begin -->\n"
	markEnd   = "<!-- measured: end -->\n"
)

// intoPage replaces what stands between the marks of a page.
func intoPage(name, text string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	head, rest, ok := strings.Cut(string(b), markBegin)
	_, tail, ok2 := strings.Cut(rest, markEnd)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no marks to write between", name)
	}
	return os.WriteFile(name, []byte(head+markBegin+text+markEnd+tail), 0o644)
}
