package ra_test

import (
	"net/netip"
	"path/filepath"
	"sort"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/pcaps/craft"
)

// TestRules makes rules.pcap.gz: one RDP connection for each file of annotated
// messages of MS-RA, so that every rule can be seen in a capture and opened in
// other tools, and checks that each breaks there what its comments want.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("../../decoders/ra/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(files)
	c := craft.New()
	want := map[string][]string{} // rule to files
	for i, name := range files {
		k, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		if k.Stream {
			continue
		}
		f := c.TCP(netip.AddrPortFrom(netip.MustParseAddr("192.0.2.10"), uint16(50000+i)), netip.MustParseAddrPort("192.0.2.20:49751"))
		s := session{&connection{flow: f.Open(), capture: c, password: "*"}}
		s.dynamic = k.Channel != ""
		s.open("*", authID, "Ann")
		if s.dynamic {
			s.capabilities()
			s.create(1, k.Channel)
		}
		for _, m := range k.Messages {
			if s.dynamic {
				s.dvc(int(m.Dir), 1, m.Bytes)
			} else {
				s.message(int(m.Dir), 0, m.Bytes)
			}
			for _, id := range m.Want {
				want[id] = append(want[id], filepath.Base(name))
			}
		}
		s.close()
	}
	dissecttest.Packed(t, "rules.pcap.gz", c.Bytes())
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	dissecttest.BrokenIn(t, reg, "rules.pcap.gz", want)
}
