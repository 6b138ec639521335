package dcom_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

var chain = []*dissect.Protocol{dcom.Protocol, dcerpc.Protocol, dcerpc.Stub, ndr.Protocol, spnego.Protocol, ntlm.Protocol}

// TestLab reads the calls of COM itself in captures of impacket and Wine: none
// has a finding, and every byte lies in a field.
func TestLab(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/lab/captures/*.pcap")
	more, _ := filepath.Glob("../../../shared/corpus/*/*dcom*.*cap*")
	if len(files)+len(more) == 0 {
		t.Skip("no shared captures beside the repository")
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, name := range append(append(files, more...), "../../pcaps/dcerpc/dcom_rasrv_none.pcap") {
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
			if (f.Proto == "dcom" || strings.HasPrefix(f.Rule, "ndr.")) && !f.Tainted && f.Rule != "ndr.gap-zero" && f.Rule != "dcom.level" { // impacket fills gaps with AB; most captures are in the clear
				t.Errorf("%s: message %d: %s [%d:%d] %s %s", base, f.Message, f.Rule, f.Off, f.Off+f.Len, f.Field, f.Detail)
			}
		}
		for _, m := range log.Messages {
			if m.Proto != "dcom" || m.Cut {
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
	for _, k := range []string{"RemoteCreateInstance request", "RemoteCreateInstance response", "RemoteActivation request", "RemoteActivation response", "ResolveOxid response", "ResolveOxid2 response", "ComplexPing request", "SimplePing request", "ServerAlive2 response", "RemQueryInterface response", "RemAddRef response", "RemRelease request"} {
		if len(files) > 0 && kinds[k] == 0 {
			t.Errorf("no %s was read", k)
		}
	}
}
