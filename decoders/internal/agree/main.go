// Command agree holds what is read of captures against what tshark reads of them:
// the fields of pairs.go, value by value and frame by frame. Differences are
// classified by the list in reasons.go; what no reason explains is listed by itself.
//
//	go run ./decoders/internal/agree [-doc docs/agreement.md] [-list FILE] [-match NAME] FOLDER...
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
)

func main() {
	doc := flag.String("doc", "", "write the page here instead of standard output")
	match := flag.String("match", "", "only captures whose name contains this")
	list := flag.String("list", "", "write every difference here, with the number of its reason")
	flag.Parse()
	if err := run(*doc, *list, *match, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "agree:", err)
		os.Exit(1)
	}
}

func run(doc, each, match string, roots []string) error {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		return err
	}
	captures, err := corpus.Find(roots...)
	if err != nil {
		return err
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	captures = slices.DeleteFunc(captures, func(c corpus.Capture) bool { return !strings.Contains(c.Name, match) })
	results := make([]result, len(captures))
	failed := make([]error, len(captures))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) + 1 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range next {
				results[i], failed[i] = one(tshark, reg, &captures[i])
			}
		}()
	}
	for i := range captures {
		next <- i
	}
	close(next)
	wait.Wait()
	var all []result
	for i := range captures {
		if failed[i] != nil {
			fmt.Fprintln(os.Stderr, failed[i])
			continue
		}
		all = append(all, results[i])
	}
	var page bytes.Buffer
	version, _ := exec.Command(tshark, "--version").Output()
	first, _, _ := strings.Cut(string(version), "\n")
	write(&page, first, roots, all)
	if each != "" {
		var lines bytes.Buffer
		list(&lines, all)
		if err := os.WriteFile(each, lines.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if doc == "" {
		_, err = os.Stdout.Write(page.Bytes())
		return err
	}
	return os.WriteFile(doc, page.Bytes(), 0o644)
}

// A result is what one capture came to.
type result struct {
	name   string
	lost   bool    // packets are missing from it
	opened bool    // secrets beside it, of kinds that tshark has no use for
	seen   *seen   // what radissect saw in its frames
	counts []count // by pair
}

// one compares one capture.
func one(tshark string, reg *dissect.Registry, c *corpus.Capture) (result, error) {
	a, err := ours(reg, c)
	if err != nil {
		return result{}, err
	}
	b, layers, err := theirs(tshark, c)
	if err != nil {
		return result{}, err
	}
	r := result{name: c.Name, lost: a.lost > 0, seen: &a.seen, counts: make([]count, len(pairs))}
	for _, q := range c.Secrets {
		r.opened = r.opened || q.Kind != "tls-keylog"
	}
	for i := range pairs {
		r.counts[i] = compare(a.said[i], b[i], layers, pairs[i].repeats)
	}
	return r, nil
}
