package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
)

const pcaps = "../../../pcaps"

func sample(t *testing.T, list []*dissect.Protocol) *trial {
	reg, err := dissect.NewRegistry(list)
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{reg: reg, seed: 1, only: -1, jobs: 2, log: t.Logf}
	tr.sum.made = map[string]int{}
	if err := tr.invite([]string{filepath.Join(pcaps, "http/dscpm_http.pcap")}); err != nil {
		t.Fatal(err)
	}
	return tr
}

// TestMutants tries one mutant of each kind of the project's small captures. The
// command tries more, of more.
func TestMutants(t *testing.T) {
	tr := sample(t, decoders.All())
	tr.mutants = len(ways)
	if testing.Short() {
		tr.mutants = 4
	}
	list, err := corpus.Find(pcaps)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if st, err := os.Stat(list[i].Path); err != nil || st.Size() > 16<<10 {
			continue
		}
		if err := tr.capture(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	s := &tr.sum
	n := 0
	for _, made := range s.made {
		n += made
	}
	t.Logf("%d captures, %d mutants, %d records, %d conversations of others compared", s.captures, n, s.records, s.compared)
	if s.failed() > 0 {
		t.Errorf("%d mutants panicked, %d hung, %d took too much memory, %d changed what is said about others", s.panics, s.hangs, s.greedy, s.unfaithful)
	}
	if s.captures < 20 || s.compared < n/2 {
		t.Errorf("only %d captures, %d mutants and %d comparisons: this shows nothing", s.captures, n, s.compared)
	}
}

// TestPanicIsCounted: the trial sees a decoder that panics.
func TestPanicIsCounted(t *testing.T) {
	tr := sample(t, []*dissect.Protocol{{
		Name: "bomb", Title: "A decoder that panics", Binds: []dissect.Bind{dissect.TCPPort.Key(8080)},
		Probe: func(dissect.Dir, []byte, bool) dissect.Verdict { return dissect.Yes },
		New:   func(*dissect.Conversation) dissect.Handler { return bomb{} },
	}})
	tr.mutants, tr.log = 1, func(string, ...any) {}
	if err := tr.capture(&corpus.Capture{Path: filepath.Join(pcaps, "http/dscpm_http.pcap"), Name: "bomb"}); err != nil {
		t.Fatal(err)
	}
	if tr.sum.panics == 0 {
		t.Error("a decoder panicked, and nobody noticed")
	}
}

type bomb struct{}

func (bomb) Frame(_ dissect.Dir, b []byte) int    { return len(b) }
func (bomb) Decode(dissect.Dir, *dissect.Cursor)  { panic("on purpose") }
func (bomb) Commit(dissect.Dir, *dissect.Context) {}

// TestChangeIsCounted: the trial sees what changes, and only where hosts share
// nothing with the conversation that was hit.
func TestChangeIsCounted(t *testing.T) {
	host := func(n byte) dissect.HostAddr { return dissect.HostAddr4([4]byte{192, 0, 2, n}) }
	hit := flowOf(6, host(1), host(2), 50000, 3389)
	beside := flowOf(6, host(1), host(2), 50001, 3389)
	other := flowOf(6, host(3), host(2), 50000, 3389)
	tr := sample(t, decoders.All())
	tr.log = func(string, ...any) {}
	clean := &witness{said: map[flow]uint64{hit: 1, beside: 2, other: 3}}
	tr.compare("hit", hit, clean, &witness{said: map[flow]uint64{hit: 9, beside: 9, other: 3}})
	if tr.sum.unfaithful != 0 || tr.sum.changed != 1 {
		t.Errorf("want 0 and 1, got %d and %d", tr.sum.unfaithful, tr.sum.changed)
	}
	tr.compare("other", hit, clean, &witness{said: map[flow]uint64{hit: 1, beside: 2, other: 4}})
	tr.compare("gone", hit, clean, &witness{said: map[flow]uint64{hit: 1, beside: 2}})
	if tr.sum.unfaithful != 2 {
		t.Errorf("want 2 mutants that changed others, got %d", tr.sum.unfaithful)
	}
}
