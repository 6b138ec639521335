package ra_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
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
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(c.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if dissecttest.Update() {
		if err := os.WriteFile("rules.pcap.gz", packed.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("rules.pcap.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(plain, c.Bytes()) {
		t.Error("rules.pcap.gz is not what this test makes; run with -update")
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open("rules.pcap.gz", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum, err := dissect.New(reg, dissect.Options{}).Run(context.Background(), src, &dissecttest.Log{})
	if err != nil {
		t.Fatal(err)
	}
	for id, in := range want {
		rule := reg.Rule(id)
		if rule == nil {
			continue
		}
		if sum.Tallies(rule).Broken == 0 {
			t.Errorf("%s is not broken in the capture (%s)", id, strings.Join(in, " "))
		}
	}
}
