package dissect

import "strings"

// ParseRequirements reads a catalogue: one line a requirement, with the columns
// id, level, section, packets, condition and, where no wire can show it, the
// reason, separated by tabs; the first line names the columns. A section that
// does not name its document belongs to document.
func ParseRequirements(tsv, document string) []*Requirement {
	var out []*Requirement
	for i, line := range strings.Split(tsv, "\n") {
		cols := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i == 0 || len(cols) < 5 {
			continue
		}
		q := &Requirement{ID: cols[0], Level: cols[1], Spec: Spec(cols[2]), Packets: cols[3], Text: cols[4]}
		if !strings.Contains(cols[2], " ") || strings.HasPrefix(cols[2], "note") {
			q.Spec = Spec(document + " " + cols[2])
		}
		if cols[2] != "" && cols[2][0] >= '0' && cols[2][0] <= '9' {
			q.Spec = Spec(document + " " + cols[2])
		}
		if len(cols) > 5 {
			q.Unseen = cols[5]
		}
		q.Observable = q.Unseen == ""
		out = append(out, q)
	}
	return out
}
