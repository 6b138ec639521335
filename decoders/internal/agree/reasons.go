package main

import "strings"

// A side says who has a value that the other has not.
type side uint8

const (
	elsewhere side = iota
	onlyOurs
	onlyTheirs
)

// A reason explains differences: the first that fits is taken.
type reason struct {
	verdict string // "ours", "theirs", "policy"
	text    string
	fits    func(r *result, field string, s side) bool
}

func has(field string, starts ...string) bool {
	for _, p := range starts {
		if strings.HasPrefix(field, p) {
			return true
		}
	}
	return false
}

// reasons are what has been looked into, each on at least one capture by hand.
var reasons = []reason{
	{"policy", "a head of HTTP is a message by itself, at the frame where it ends; tshark waits for the end of the body",
		func(_ *result, f string, s side) bool { return has(f, "http.") && s == elsewhere }},
	{"ours", "radissect goes on behind packets that the capture does not hold; tshark waits for them, or takes what follows for other messages",
		func(r *result, _ string, s side) bool { return r.lost && s == onlyOurs }},
	{"policy", "behind packets that the capture does not hold radissect looks for the next start of a message; tshark takes what comes for one, and shows half messages as whole",
		func(r *result, _ string, s side) bool { return r.lost }},
	{"ours", "opened with secrets that tshark cannot use: standard RDP security, Kerberos, or a key that stands in a file of secrets",
		func(r *result, _ string, s side) bool { return r.opened && s == onlyOurs }},
	{"ours", "a response whose body ends with the TLS connection; tshark shows no response",
		func(r *result, f string, s side) bool {
			return has(f, "http.") && s == onlyOurs && strings.Contains(r.name, "/tls")
		}},
}

// explain is the index of the reason of a difference, len(reasons) where there is
// none.
func explain(r *result, i int, s side) int {
	for k := range reasons {
		if reasons[k].fits(r, pairs[i].theirs, s) {
			return k
		}
	}
	return len(reasons)
}
