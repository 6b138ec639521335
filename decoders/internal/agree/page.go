package main

import (
	"fmt"
	"io"
	"strings"
)

// write makes the page.
func write(w io.Writer, version string, roots []string, all []result) {
	fmt.Fprintf(w, "# Agreement with tshark\n\n")
	fmt.Fprintf(w, "%s; %d captures of %s.\n\n", version, len(all), strings.Join(roots, ", "))
	for i := range pairs {
		var sum count
		files := 0
		for _, r := range all {
			c := r.counts[i]
			sum.same += c.same
			sum.moved += c.moved
			sum.ours += c.ours
			sum.theirs += c.theirs
			if c.same+c.moved+c.ours+c.theirs > 0 {
				files++
			}
		}
		fmt.Fprintf(w, "%-45s %d files same %d moved %d ours %d theirs %d\n", pairs[i].theirs, files, sum.same, sum.moved, sum.ours, sum.theirs)
	}
	for _, r := range all {
		for i, c := range r.counts {
			if c.differs() {
				fmt.Fprintf(w, "%s %s same %d moved %d ours %d %v theirs %d %v\n", r.name, pairs[i].theirs, c.same, c.moved, c.ours, c.first[0], c.theirs, c.first[1])
			}
		}
	}
}
