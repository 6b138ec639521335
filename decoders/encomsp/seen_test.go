package encomsp_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestRulesSeen checks that the files of testdata break every rule, in the file
// that the rule names, and keep it somewhere.
func TestRulesSeen(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	held, broken := map[string]uint64{}, map[string]map[string]bool{}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := c.Registry(encomsp.Protocol, nil)
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, encomsp.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range encomsp.Protocol.Rules {
			tally := log.Summary.Tallies(r)
			held[r.ID] += tally.Held
			if tally.Broken > 0 {
				if broken[r.ID] == nil {
					broken[r.ID] = map[string]bool{}
				}
				broken[r.ID]["decoders/encomsp/"+filepath.ToSlash(name)] = true
			}
		}
	}
	for _, r := range encomsp.Protocol.Rules {
		if !broken[r.ID][r.Seen] {
			t.Errorf("%s: want it broken in %s, got it broken in %v", r.ID, r.Seen, broken[r.ID])
		}
		if held[r.ID] == 0 {
			t.Errorf("%s: want it kept somewhere, got that nowhere", r.ID)
		}
	}
}
