package upnp_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

var below = []*dissect.Protocol{xml.Protocol, soap.Protocol, upnp.Protocol}

func TestProtocol(t *testing.T) { dissecttest.Run(t, http.Protocol, below...) }

// TestHeldAndBroken: every rule is kept by one of the annotated messages and
// broken by another.
func TestHeldAndBroken(t *testing.T) {
	all := map[*dissect.Rule]dissect.Tally{}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := c.Registry(http.Protocol, below)
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, http.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range upnp.Rules {
			now, sum := log.Summary.Tallies(r), all[r]
			all[r] = dissect.Tally{Held: sum.Held + now.Held, Broken: sum.Broken + now.Broken}
		}
	}
	for r, n := range all {
		if n.Held == 0 || n.Broken == 0 {
			t.Errorf("%s is kept %d times and broken %d times", r.ID, n.Held, n.Broken)
		}
	}
}
