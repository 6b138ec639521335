package raiop_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/decoders/raiop"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestProtocol: the payloads come in messages of PNRP.
func TestProtocol(t *testing.T) {
	dissecttest.Run(t, pnrp.Protocol, raiop.Protocol, invitation.Protocol)
}

// TestRequirements: every line of the catalogue is watched by one rule, or says why
// no wire can show it.
func TestRequirements(t *testing.T) {
	watched := map[string]int{}
	for _, r := range raiop.Rules {
		watched[r.Req]++
	}
	if len(raiop.Requirements) != 11 {
		t.Errorf("want the 11 lines of the catalogue, got %d", len(raiop.Requirements))
	}
	unseen := 0
	for _, q := range raiop.Requirements {
		want := 1
		if !q.Observable {
			want = 0
			unseen++
		}
		if watched[q.ID] != want {
			t.Errorf("%s is watched by %d rules, want %d", q.ID, watched[q.ID], want)
		}
	}
	if unseen != 3 {
		t.Errorf("%d lines are called unseen, want 3", unseen)
	}
}
