// Command agree holds what is read of captures against what tshark reads of them:
// every field that both have, value by value and frame by frame. Differences are
// classified by the list in reasons.go; what no reason explains is listed by itself.
//
//	go run ./decoders/internal/agree [-doc docs/agreement.md] FOLDER...
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
)

func main() {
	doc := flag.String("doc", "", "write the page here instead of standard output")
	match := flag.String("match", "", "only captures whose name contains this")
	flag.Parse()
	if err := run(*doc, *match, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "agree:", err)
		os.Exit(1)
	}
}

func run(doc, match string, roots []string) error {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		return err
	}
	list, err := corpus.Find(roots...)
	if err != nil {
		return err
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		return err
	}
	var all []result
	for i := range list {
		if !strings.Contains(list[i].Name, match) {
			continue
		}
		r, err := one(tshark, reg, &list[i])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		all = append(all, r)
	}
	var page bytes.Buffer
	version, _ := exec.Command(tshark, "--version").Output()
	first, _, _ := strings.Cut(string(version), "\n")
	write(&page, first, roots, all)
	if doc == "" {
		_, err = os.Stdout.Write(page.Bytes())
		return err
	}
	return os.WriteFile(doc, page.Bytes(), 0o644)
}

// A result is what one capture came to.
type result struct {
	name   string
	counts []count // by pair
}

// one compares one capture.
func one(tshark string, reg *dissect.Registry, c *corpus.Capture) (result, error) {
	a, err := ours(reg, c)
	if err != nil {
		return result{}, err
	}
	b, err := theirs(tshark, c)
	if err != nil {
		return result{}, err
	}
	r := result{c.Name, make([]count, len(pairs))}
	for i := range pairs {
		r.counts[i] = compare(a[i], b[i], pairs[i].repeats)
	}
	return r, nil
}
