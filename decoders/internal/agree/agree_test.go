package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/internal/corpus"
	"github.com/radissect/radissect/dissect"
)

// TestAgreement: on some captures of the project, tshark says the same of every field
// that both have, but for what reasons.go explains. The command tries all captures.
func TestAgreement(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("no tshark here")
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	list, err := corpus.Find("../../../pcaps")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"pcaps/ra/ra_rdp_plain_lo.pcap", "pcaps/tls/dscpm_https_tls13.pcap", "pcaps/dcerpc/dcom_rasrv_seal.pcap",
		"pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", "pcaps/http/dscpm_http.pcap", "pcaps/http/https_h2.pcap",
	}
	same, found := 0, 0
	for i := range list {
		if !slices.Contains(want, list[i].Name) {
			continue
		}
		found++
		r, err := one(tshark, reg, &list[i])
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range r.counts {
			same += c.same
			for _, d := range c.differ {
				if explain(&r, i, d) == len(reasons) {
					t.Errorf("%s: %s differs: %s, frame %d: %q", r.name, pairs[i].theirs, d.side, d.frame, d.value)
				}
			}
		}
	}
	t.Logf("%d captures, %d values agree", found, same)
	if found != len(want) || same < 2000 {
		t.Errorf("%d captures of %d, %d values: this shows nothing", found, len(want), same)
	}
}

// TestPairs: every name that is compared is one of ours.
func TestPairs(t *testing.T) {
	names := map[string]bool{}
	for _, p := range decoders.All() {
		proto, _, _ := strings.Cut(p.Name, ".")
		for _, f := range p.Fields {
			names[proto+"."+f.Name] = true
		}
	}
	for i := range pairs {
		for _, key := range pairs[i].ours {
			proto, field, _ := strings.Cut(key, ".")
			if j := strings.IndexByte(field, '/'); j >= 0 {
				field = field[j+1:]
			}
			proto, _, _ = strings.Cut(proto, "[")
			switch proto {
			case "header", "h2", "h2header", "ssdp":
				continue // header fields by name, and HTTP in other protocols
			}
			if !names[proto+"."+field] {
				t.Errorf("%s: no field %s of %s", pairs[i].theirs, field, proto)
			}
		}
	}
}

// TestCompare sees what is missing, what is new, and what is elsewhere.
func TestCompare(t *testing.T) {
	a := map[uint64][]string{1: {"5", "6"}, 2: {"7"}, 4: {"9"}}
	b := map[uint64][]string{1: {"6", "8"}, 3: {"7"}, 4: {"9"}, 5: {"4"}}
	c := compare(a, b, map[uint64]string{5: "eth:ip:tcp:nbss:smb2:dcerpc"}, false)
	if c.same != 2 || c.moved != 1 || c.ours != 1 || c.theirs != 1 || c.below["smb2"] != 1 || !slices.Equal(c.differ, []difference{{elsewhere, 3, "7"}, {onlyOurs, 1, "5"}, {onlyTheirs, 1, "8"}}) {
		t.Errorf("got %+v", c)
	}
	if c := compare(map[uint64][]string{1: {"5"}}, map[uint64][]string{1: {"5"}, 2: {"5"}}, nil, true); c.same != 1 || c.again != 1 || c.theirs != 0 {
		t.Errorf("repeated: got %+v", c)
	}
}
