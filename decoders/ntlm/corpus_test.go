package ntlm_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

const corpus = "../../../shared/corpus/"

// TestSealedCorpus opens DCE/RPC of Windows and of others with the passwords
// that their captures came with.
func TestSealedCorpus(t *testing.T) {
	for _, c := range []struct {
		name, password string
		least          int // protected fragments
	}{
		{"scapy/dcerpc_privacy_ntlm.pcapng", "Password123!", 8},
		{"wireshark-wiki/create_two_tasks_then_enum_RPC_C_AUTHN_LEVEL_PKT_PRIVACY_NTLMv2__password_clem.pcapng", "clem", 6},
	} {
		if _, err := os.Stat(corpus + c.name); err != nil {
			t.Skip("no corpus beside the repository")
		}
		got, log := walk(t, corpus+c.name, c.password)
		if got.protected < c.least || got.bad != 0 {
			t.Errorf("%s: want at least %d protected fragments, all signatures right; got %d, %d wrong %v", c.name, c.least, got.protected, got.bad, got.errs)
		}
		for _, f := range log.Findings {
			if f.Rule == ntlm.Proof.ID || f.Rule == ntlm.MIC.ID || f.Level == dissect.Must || f.Level == dissect.Malformed {
				t.Errorf("%s: %s %s", c.name, f.Rule, f.Detail)
			}
		}
		t.Logf("%s: %d", c.name, got.protected)
	}
}

// TestTshark compares messages that lie in one frame each with what tshark reads.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	total := 0
	for _, name := range []string{
		"wireshark-wiki/ntlm_ldap.pcapng",
		"wireshark-wiki/create_two_tasks_then_enum_RPC_C_AUTHN_LEVEL_CONNECT_NTLMv2.pcapng",
		"scapy/dcerpc_privacy_ntlm.pcapng",
		"bruteshark/SMB_-_NTLMSSP_Windows_10_.pcapng",
		"arkime/ntlm_synthetic.pcap",
	} {
		if _, err := os.Stat(corpus + name); err != nil {
			continue
		}
		total += compareTshark(t, name)
	}
	if total == 0 {
		t.Skip("no corpus beside the repository")
	}
	t.Logf("%d messages compared", total)
}

func compareTshark(t *testing.T, name string) int {
	t.Helper()
	args := []string{"-r", corpus + name, "-Y", "ntlmssp.messagetype", "-T", "fields", "-E", "separator=/t", "-E", "occurrence=f"}
	for _, f := range []string{"frame.number", "ntlmssp.messagetype", "ntlmssp.negotiateflags", "ntlmssp.ntlmserverchallenge", "ntlmssp.auth.domain", "ntlmssp.auth.username", "ntlmssp.auth.hostname"} {
		args = append(args, "-e", f)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Fatalf("%s: tshark: %v", name, err)
	}
	ours := messages(t, name)
	n := 0
	for _, line := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		frame, want, _ := strings.Cut(line, "\t")
		got, ok := ours[frame]
		if !ok { // spread over segments, or in base64
			continue
		}
		n++
		want = strings.ReplaceAll(want, "NULL", "")
		if got != want {
			t.Errorf("%s frame %s:\ntshark %q\nours   %q", name, frame, want, got)
		}
	}
	return n
}

// messages are those that lie whole in one frame, by frame number, in the form
// of compareTshark.
func messages(t *testing.T, name string) map[string]string {
	t.Helper()
	src, err := source.Open(corpus+name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	out := map[string]string{}
	var b dissect.Batch
	for {
		err := src.Fill(&b)
		for _, p := range b.Packets {
			end := int(p.Payload + p.PayloadLen)
			if p.Kind != dissect.PacketTCP || end > len(p.Data) {
				continue
			}
			data := p.Data[p.Payload:end]
			i := bytes.Index(data, []byte("NTLMSSP\x00"))
			if i < 0 {
				continue
			}
			data = data[i:]
			m, ok := ntlm.Parse(data)
			if !ok {
				continue
			}
			text := func(p ntlm.Buffer) string {
				if m.Flags&ntlm.NegotiateUnicode == 0 {
					return string(p.Of(data))
				}
				return string(dissect.AppendUTF16(nil, p.Of(data)))
			}
			s := fmt.Sprintf("0x%08x\t0x%08x", m.Type, uint32(m.Flags))
			switch m.Type {
			case ntlm.TypeNegotiate:
				s += "\t\t\t\t"
			case ntlm.TypeChallenge:
				s += fmt.Sprintf("\t%x\t\t\t", m.ServerChallenge.Of(data))
			default:
				s += "\t\t" + text(m.Domain) + "\t" + text(m.User) + "\t" + text(m.Workstation)
			}
			out[fmt.Sprint(p.Number)] = s
		}
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
