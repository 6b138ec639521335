package dcom_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// activations are public captures of Windows with activations in the clear: how many
// stubs of IRemoteSCMActivator and IActivation tshark 4.0 finds in them
// (isystemactivator.opnum, remact.opnum).
var activations = map[string]int{
	"ms-od-netcaps/MS-CERSOD_Example1_Win10_X64_WS2016_X64_Workgroup.frames.pcap":           2,
	"ms-od-netcaps/MS-CERSOD_Example3_Win10_X64_WS2016_X64_Domain.frames.pcap":              2,
	"ms-od-netcaps/MS-CERSOD_Example4_Win10RS4_X64_WS2016RS1_X64_Domain.frames.pcap":        4,
	"ms-od-netcaps/MS-CERSOD_Example5Part2_Win10_X64_WS2016_X64_Domain.frames.pcap":         4,
	"otrf/covenant_dcom_registerxll_2020-09-18145959.cap":                                   2,
	"otrf/empire_dcom_shellwindows_WORKSTATION5_2020-09-18130751.cap":                       2,
	"otrf/empire_dcom_shellwindows_WORKSTATION6_2020-09-18130751.cap":                       2,
	"otrf/empire_msbuild_dcerpc_wmi_smb_WORKSTATION5_2020-09-20173857.cap":                  8,
	"otrf/empire_msbuild_dcerpc_wmi_smb_WORKSTATION6_2020-09-20173857.cap":                  8,
	"otrf/empire_wmi_dcerpc_wmi_IWbemServices_ExecMethod_WORKSTATION5_2020-09-21001437.cap": 2,
	"otrf/empire_wmi_dcerpc_wmi_IWbemServices_ExecMethod_WORKSTATION6_2020-09-21001437.cap": 2,
	"pcap-attack/LM_WMI_ProcessCallCreate.pcapng":                                           2,
	"suricata-verify/dcerpc_dcerpc-ctxids.pcap":                                             2,
}

// TestActivations reads the activations of Windows to the last property, with their
// interface pointers and bindings.
func TestActivations(t *testing.T) {
	const corpus = "../../../shared/corpus/"
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside the repository")
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for name, want := range activations {
		src, err := source.Open(corpus+name, source.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		log := dissecttest.NewLog(true)
		if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		for _, f := range log.Findings {
			if f.Level != dissect.Note && f.Level != dissect.Security && !f.Tainted && (strings.HasPrefix(f.Rule, "dcom.") || strings.HasPrefix(f.Rule, "ndr.")) {
				t.Errorf("%s: message %d: %s %s [%d:%d] %s", base, f.Message, f.Level, f.Rule, f.Off, f.Off+f.Len, f.Detail)
			}
		}
		got := 0
		for _, m := range log.Messages {
			if m.Proto != "dcom" {
				continue
			}
			switch operation, _, _ := strings.Cut(m.Name, " "); operation {
			case "RemoteCreateInstance", "RemoteGetClassObject", "RemoteActivation":
				got++
				activation(t, base, &m, seen)
			}
			if u := m.Tree.Uncovered(nil); len(u) > 0 && !m.Cut {
				t.Errorf("%s: message %d (%s): bytes %v lie in no field", base, m.N, m.Name, u)
			}
		}
		if got != want {
			t.Errorf("%s: want %d stubs of activations, as tshark has, got %d", base, want, got)
		}
	}
	t.Log(seen)
	for _, k := range []string{
		"InstantiationInfoData", "SpecialPropertiesData", "ActivationContextInfoData", "LocationInfoData", "ScmRequestInfoData",
		"ScmReplyInfoData", "PropsOutInfo", "SecurityInfoData", "Context", "STDOBJREF", "STRINGBINDING", "SECURITYBINDING",
	} {
		if seen[k] == 0 {
			t.Errorf("no %s was read", k)
		}
	}
}

// activation checks that the tree of an activation has as many properties as it
// announces, and leaves nothing closed but what other applications put in.
func activation(t *testing.T, base string, m *dissecttest.Shown, seen map[string]int) {
	t.Helper()
	announced, properties, closed := -1, 0, 0
	answered, pointers, bindings := false, 0, 0
	for i := range m.Tree.Nodes {
		n := &m.Tree.Nodes[i]
		seen[n.Field.Name]++
		switch n.Field.Name {
		case "cIfs":
			if announced < 0 {
				announced = int(binary.LittleEndian.Uint32(m.Tree.Range(n)))
			}
		case "InstantiationInfoData", "SpecialPropertiesData", "InstanceInfoData", "ScmRequestInfoData", "ActivationContextInfoData",
			"LocationInfoData", "SecurityInfoData", "ScmReplyInfoData", "PropsOutInfo":
			properties++
		case "property", "stub data":
			closed++
		case "HRESULT":
			answered = binary.LittleEndian.Uint32(m.Tree.Range(n)) == 0
		case "STDOBJREF":
			pointers++
		case "aNetworkAddr":
			bindings++
		}
	}
	if announced >= 0 && properties != announced {
		t.Errorf("%s: message %d: %d properties announced, %d read", base, m.N, announced, properties)
	}
	if closed > 0 {
		t.Errorf("%s: message %d (%s): %d parts stay closed", base, m.N, m.Name, closed)
	}
	if answered && (pointers == 0 || bindings == 0) {
		t.Errorf("%s: message %d (%s): %d interface pointers and %d bindings", base, m.N, m.Name, pointers, bindings)
	}
}
