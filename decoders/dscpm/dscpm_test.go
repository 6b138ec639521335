package dscpm_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) {
	dissecttest.Run(t, http.Protocol, dscpm.Protocol)
}

// TestRequirements: every line of the catalogue is watched by exactly one rule.
func TestRequirements(t *testing.T) {
	watched := map[string]int{}
	for _, r := range dscpm.Rules {
		if r.Req != "" {
			watched[r.Req]++
		}
	}
	if len(dscpm.Requirements) != 50 {
		t.Errorf("want the 50 lines of the catalogue, got %d", len(dscpm.Requirements))
	}
	for _, q := range dscpm.Requirements {
		if watched[q.ID] != 1 {
			t.Errorf("%s is watched by %d rules", q.ID, watched[q.ID])
		}
	}
}
