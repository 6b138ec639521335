package main

import (
	"sort"
	"strings"
)

// nearest is `; did you mean "x"?` for the names close to word, or "".
func nearest(word string, names []string) string {
	near := nearNames(word, names, 3)
	if len(near) == 0 {
		return ""
	}
	return `; did you mean "` + strings.Join(near, `" or "`) + `"?`
}

// nearNames lists up to n names that are close to word, the closest first.
func nearNames(word string, names []string, n int) []string {
	type candidate struct {
		name string
		far  int
	}
	var list []candidate
	bare := strings.ToLower(strings.Trim(word, "*?"))
	for _, name := range names {
		far := distance(bare, strings.ToLower(name))
		switch {
		case far <= max(2, len(bare)/3) && far < len(bare):
		case len(bare) >= 3 && strings.Contains(name, bare):
			far = len(bare) + 1
		default:
			continue
		}
		list = append(list, candidate{name, far})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].far < list[j].far })
	var out []string
	for _, c := range list[:min(n, len(list))] {
		out = append(out, c.name)
	}
	return out
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	if len(a) > 100 || len(b) > 100 {
		return 1000
	}
	before := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
