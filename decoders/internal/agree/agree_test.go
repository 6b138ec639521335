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

// TestReasons: a reason that goes by what is in a frame is none for other frames.
func TestReasons(t *testing.T) {
	r := &result{name: "a.pcap", seen: &seen{
		cut: map[uint64]bool{1: true}, ssl2: map[uint64]bool{2: true}, heads: map[uint64]bool{3: true},
	}}
	for _, tc := range []struct {
		field string
		d     difference
		open  bool
	}{
		{"tls.record.length", difference{onlyOurs, 1, "5"}, false},
		{"tls.record.length", difference{onlyOurs, 2, "5"}, true},
		{"tls.record.length", difference{onlyTheirs, 1, "5"}, true},
		{"tls.handshake.type", difference{onlyOurs, 1, "5"}, true},
		{"tls.record.version", difference{onlyTheirs, 2, "2"}, false},
		{"tls.record.version", difference{onlyTheirs, 3, "2"}, true},
		{"http.response.code", difference{onlyOurs, 3, "200"}, false},
		{"http.response.code", difference{onlyOurs, 4, "200"}, true},
		{"http.response.code", difference{onlyTheirs, 3, "200"}, true},
	} {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.theirs == tc.field })
		if k := explain(r, i, tc.d); (k == len(reasons)) != tc.open {
			t.Errorf("%s %v: reason %d, want one: %v", tc.field, tc.d, k, !tc.open)
		}
	}
}

// TestRead: columns of tshark come to the pairs that they belong to.
func TestRead(t *testing.T) {
	names, of := columns()
	if len(names) <= len(pairs) || len(names) != len(of) {
		t.Fatalf("%d columns of %d pairs", len(names), len(pairs))
	}
	cols := make([]string, len(names)+2)
	cols[0], cols[1] = "7", "eth:ip:tcp:http"
	pairOf := map[string]int{}
	for k, name := range names {
		pairOf[name] = of[k]
		switch name {
		case "http.server":
			cols[k+2] = "caf\u00e9\u00e9 1"
		case "http.response.line":
			cols[k+2] = `Server: x\r\n` + between + `NT: upnp:rootdevice\r\n`
		case "http.unknown_header":
			cols[k+2] = `MX: 3\r\n`
		case "t124.segmentation":
			cols[k+2] = "c0" + between + "40"
		}
	}
	s, layers := newSaid(), map[uint64]string{}
	read(s, layers, []byte(strings.Join(cols, "\t")+"\n"))
	for name, want := range map[string]string{
		"http.server": "caf? 1", "http.response.line": "MX: 3, NT: upnp:rootdevice", "t124.segmentation": "3, 1",
	} {
		if got := strings.Join(s[pairOf[name]][7], ", "); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if layers[7] != "eth:ip:tcp:http" {
		t.Errorf("layers %v", layers)
	}
}

// TestSigned: a number of one byte and one of four are the same -128.
func TestSigned(t *testing.T) {
	f := &dissect.Field{Base: dissect.Int}
	tree := &dissect.Tree{Bytes: []byte{0xff, 0xff, 0xff, 0x80}}
	for _, n := range []dissect.Node{{Field: f, Value: 0x80, Off: 3, Len: 1}, {Field: f, Value: 0xffffff80, Len: 4}} {
		if got := value(number, tree, &n); got != normal(number, "-128") {
			t.Errorf("%d bytes: got %s, want %s", n.Len, got, normal(number, "-128"))
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
