package dscpm_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
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

// TestHeldAndBroken: every rule is broken by one of the annotated messages and
// kept by another.
func TestHeldAndBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := map[*dissect.Rule]dissect.Tally{}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := c.Registry(http.Protocol, []*dissect.Protocol{dscpm.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, http.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range dscpm.Rules {
			now, sum := log.Summary.Tallies(r), all[r]
			all[r] = dissect.Tally{Held: sum.Held + now.Held, Broken: sum.Broken + now.Broken}
			if strings.HasSuffix(r.Seen, name) && now.Broken == 0 {
				t.Errorf("%s is not broken in %s", r.ID, name)
			}
		}
	}
	for _, r := range dscpm.Rules {
		if strings.HasSuffix(r.Seen, "_test.go") {
			continue // needs a key or TLS
		}
		if all[r].Held == 0 || all[r].Broken == 0 {
			t.Errorf("%s is kept %d times and broken %d times", r.ID, all[r].Held, all[r].Broken)
		}
	}
}

// TestClear: the rule about TLS is broken once in a conversation without it, and
// kept in one with it.
func TestClear(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, tls.Protocol, dscpm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	for _, protected := range []bool{false, true} {
		log := dissecttest.NewLog(false)
		d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{})
		if protected {
			d.Conversation().Handler(tls.Protocol)
		}
		for range 2 {
			d.Stream(dissect.FromClient, []byte("GET /Nodes(AgentId='504A3371-632E-11E6-9C21-80E6500EB60D')/Reports HTTP/1.1\r\nHost: h\r\n\r\n"))
			d.Stream(dissect.FromServer, []byte("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
		}
		sum, err := d.Close()
		if err != nil {
			t.Fatal(err)
		}
		want := dissect.Tally{Broken: 1}
		if protected {
			want = dissect.Tally{Held: 2}
		}
		if got := sum.Tallies(dscpm.Clear); got != want {
			t.Errorf("protected %v: want %+v, got %+v", protected, want, got)
		}
	}
}
