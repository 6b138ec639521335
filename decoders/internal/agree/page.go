package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// write makes the page.
func write(w io.Writer, version string, roots []string, all []result) {
	fmt.Fprintf(w, `# Agreement with tshark

Made by

    go run ./decoders/internal/agree -doc docs/agreement.md %s

with %s over %d captures. It holds the fields of the list below, of the protocols that both
read, value by value: a value agrees when both say it about the same frame. What a value
stands for is the pair of names in the list; the rest of what radissect reads (Remote
Assistance and the other four protocols of the family, DSC, RXAD, MultiPoint) tshark
does not know.

tshark is told to put segments in order (tcp.reassemble_out_of_order) and to take frames of segmentation offload for
what they are (ip.tso_support). A reason is given to each value by field, side and capture, some also by the frame, the value, or
what is in the frame. Reasons for few values were looked into one by one, the others on examples, so that a difference of another
kind may hide behind one of these. With -list the command writes every difference with its reason.

`, strings.Join(roots, " "), strings.TrimSuffix(strings.TrimPrefix(version, "TShark (Wireshark) "), "."), len(all))
	var total count
	for _, r := range all {
		for _, c := range r.counts {
			total.add(c)
		}
	}
	below := 0
	for _, n := range total.below {
		below += n
	}
	fmt.Fprintf(w, "%d values agree, %d are said about another frame, %d tshark repeats where the wire does not have them, %d it has inside of protocols that radissect does not read, %d only radissect has, %d only tshark.\n\n",
		total.same, total.moved, total.again, below, total.ours, total.theirs)

	fmt.Fprint(w, "## By field\n\n| tshark | radissect | captures | same | other frame | repeated | in what is not read | only radissect | only tshark |\n|---|---|---|---|---|---|---|---|---|\n")
	for i := range pairs {
		var sum count
		files := 0
		for _, r := range all {
			c := r.counts[i]
			if c.same+c.moved+c.ours+c.theirs+c.again+len(c.below) > 0 {
				files++
			}
			sum.add(c)
		}
		if files == 0 {
			continue
		}
		fmt.Fprintf(w, "| %s | %s | %d | %d | %d | %d | %s | %d | %d |\n", pairs[i].theirs, strings.Join(pairs[i].ours, ", "), files, sum.same, sum.moved, sum.again, carriers(sum.below), sum.ours, sum.theirs)
	}
	why(w, all)
}

func carriers(below map[string]int) string {
	var list []string
	for p, n := range below {
		list = append(list, fmt.Sprintf("%s %d", p, n))
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// why lists the differences by their reason, and those without one by capture.
func why(w io.Writer, all []result) {
	type group struct {
		values   int
		captures map[string]bool
		fields   map[string]bool
	}
	groups := make([]group, len(reasons)+1)
	var open []string
	for k := range all {
		r := &all[k]
		for i, c := range r.counts {
			unexplained := map[side][]difference{}
			for _, d := range c.differ {
				k := explain(r, i, d)
				g := &groups[k]
				if g.captures == nil {
					g.captures, g.fields = map[string]bool{}, map[string]bool{}
				}
				g.values++
				g.captures[r.name] = true
				g.fields[pairs[i].theirs] = true
				if k == len(reasons) {
					unexplained[d.side] = append(unexplained[d.side], d)
				}
			}
			for _, s := range []side{elsewhere, onlyOurs, onlyTheirs} {
				if n := len(unexplained[s]); n > 0 {
					d := unexplained[s][0]
					open = append(open, fmt.Sprintf("| %s | %s | %s | %d | %d: `%.40s` |\n", r.name, pairs[i].theirs, s, n, d.frame, strings.ReplaceAll(d.value, "|", "/")))
				}
			}
		}
	}
	fmt.Fprint(w, "\n## Why they differ\n\n| verdict | reason | values | fields | captures |\n|---|---|---|---|---|\n")
	for k, g := range groups {
		if g.values == 0 {
			continue
		}
		verdict, text := "open", "not explained yet; listed below"
		if k < len(reasons) {
			verdict, text = reasons[k].verdict, reasons[k].text
		}
		fmt.Fprintf(w, "| %s | %s | %d | %d | %d |\n", verdict, text, g.values, len(g.fields), len(g.captures))
	}
	if len(open) > 0 {
		fmt.Fprintf(w, "\n## Open\n\n| capture | field | side | values | first (frame: value) |\n|---|---|---|---|---|\n")
		for _, line := range open {
			fmt.Fprint(w, line)
		}
	}
}

// list writes one line for each difference: the number of its reason, capture, field,
// side, frame, value.
func list(w io.Writer, all []result) {
	for k := range all {
		r := &all[k]
		for i, c := range r.counts {
			for _, d := range c.differ {
				fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%s\n", explain(r, i, d), r.name, pairs[i].theirs, d.side, d.frame, d.value)
			}
		}
	}
}
