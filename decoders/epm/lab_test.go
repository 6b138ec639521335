package epm_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/epm"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

var chain = []*dissect.Protocol{epm.Protocol, dcerpc.Protocol, dcerpc.Stub, ndr.Protocol, spnego.Protocol, ntlm.Protocol}

// TestLab reads the endpoint mapper's calls in captures of Samba and Windows: none
// has a finding, and every byte lies in a field.
func TestLab(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/lab/captures/*.pcap")
	more, _ := filepath.Glob("../../../shared/corpus/*/*.*cap*")
	if len(files)+len(more) == 0 {
		t.Skip("no shared captures beside the repository")
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, name := range append(append(files, more...), "../../pcaps/dcerpc/rpc_samr_ntlm_seal.pcap") {
		src, err := source.Open(name, source.Options{})
		if err != nil {
			continue
		}
		log := dissecttest.NewLog(true)
		if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
			continue
		}
		base := filepath.Base(name)
		for _, f := range log.Findings {
			if (f.Proto == "epm" || strings.HasPrefix(f.Rule, "ndr.")) && !f.Tainted && f.Rule != "ndr.gap-zero" { // impacket fills gaps with AB
				t.Errorf("%s: message %d: %s [%d:%d] %s %s", base, f.Message, f.Rule, f.Off, f.Off+f.Len, f.Field, f.Detail)
			}
		}
		for _, m := range log.Messages {
			if m.Proto != "epm" || m.Cut {
				continue
			}
			kinds[m.Name]++
			if testing.Verbose() {
				t.Logf("%s %d %s: %s", base, m.N, m.Name, m.Info)
			}
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: message %d (%s): bytes %v lie in no field", base, m.N, m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: message %d (%s): %v", base, m.N, m.Name, err)
			}
		}
	}
	t.Log(kinds)
	for _, k := range []string{"ept_map request", "ept_map response", "ept_lookup request", "ept_lookup response"} {
		if len(files) > 0 && kinds[k] == 0 {
			t.Errorf("no %s was read", k)
		}
	}
}

// TestAgainstTshark holds the ports of answers in NDR64 against those that tshark
// finds (epm.opnum == 3 && dcerpc.pkt_type == 2, epm.proto.tcp_port).
func TestAgainstTshark(t *testing.T) {
	const corpus = "../../../shared/corpus/ms-od-netcaps/"
	for name, want := range map[string]string{
		"MS-CERSOD_Example4_Win10RS4_X64_WS2016RS1_X64_Domain.frames.pcap":                   strings.Repeat("49666 ", 12),
		"MS-VSOD_Section_3.1_Example_1_Win2016RTM_x64_Win2016RTM_x64.frames.pcap":            "1539 1537 1539 1537 ",
		"MS-ADOD_Example1_3_Win2016RS4_X64_Win10RS4_X64_Domain_JoiningADomainBy.frames.pcap": "49667 49667 49667 49672 49667 49667 49667 49667 ",
	} {
		src, err := source.Open(corpus+name, source.Options{})
		if err != nil {
			t.Skipf("the corpus is not there: %v", err)
		}
		reg, err := dissect.NewRegistry(chain)
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range log.Messages {
			if m.Proto != "epm" || m.Name != "ept_map response" {
				continue
			}
			for i := range m.Tree.Nodes {
				if n := &m.Tree.Nodes[i]; n.Field.Name == "port" {
					got += string(m.Tree.AppendText(nil, n)) + " "
				}
			}
		}
		if got != want {
			t.Errorf("%s: want ports %s, got %s", name, want, got)
		}
	}
}
