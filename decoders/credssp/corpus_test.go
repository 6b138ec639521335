package credssp_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

const corpus = "../../../shared/corpus/wireshark-wiki/"

// below are the protocols around CredSSP.
var below = []*dissect.Protocol{
	tpkt.Protocol, x224.Protocol, tls.Protocol, credssp.Protocol, spnego.Protocol, ntlm.Protocol, kerberos.Protocol,
}

// read reads a capture with the secrets given, and tells what CredSSP came to in
// the conversations that have it.
func read(t *testing.T, path string, store *keys.Store) (*dissecttest.Log, []*credssp.State) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	reg, err := dissect.NewRegistry(below)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	var states []*credssp.State
	opt := dissect.Options{Keys: store, Workers: 1}
	opt.Inspect = func(c *dissect.Conversation, p *dissect.Protocol, _ dissect.Dir, _ []byte, _ func([]byte, *dissect.Tree) (*dissect.Kind, []dissect.Breach)) {
		if s := credssp.Of(c); p == credssp.Protocol && !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	if _, err := dissect.New(reg, opt).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log, states
}

// TestOpened opens whole sessions: TLS with the key of the server, Kerberos with a
// keytab, then what CredSSP seals. The hash that binds the public key has to fit
// on both sides.
func TestOpened(t *testing.T) {
	for _, c := range []struct {
		name, keytab, rsa string
		credType          int64
		user              string
	}{
		{"freerdp-client-krb5.pcapng", "ws-credssp.acme.keytab", "ws-credssp.cert.key.pem", 1, "ACME.COM\\admin"},
		{"TSRemoteGuardCreds.pcap", "TSRemoteGuardCreds.acme2.keytab", "TSRemoteGuardCreds.cert.key.pem", 6, "\\"},
	} {
		store := keys.New(keys.Options{})
		if _, err := os.Stat(corpus + c.name); err != nil {
			t.Skip("no corpus beside the repository")
		}
		if err := store.AddKeytabFile(corpus+c.keytab, ""); err != nil {
			t.Fatal(err)
		}
		if err := store.AddRSAKeyFile(corpus+c.rsa, ""); err != nil {
			t.Fatal(err)
		}
		log, states := read(t, corpus+c.name, store)
		found := false
		for _, s := range states {
			if s.CredType == 0 {
				continue
			}
			found = true
			if s.Binding != [2]credssp.Outcome{credssp.Fits, credssp.Fits} || s.CredType != c.credType || s.Domain+`\`+s.User != c.user {
				t.Errorf("%s: binding %v, credentials of type %d for %s\\%s", c.name, s.Binding, s.CredType, s.Domain, s.User)
			}
		}
		if !found {
			t.Errorf("%s: no credentials were opened", c.name)
		}
		for _, f := range log.Findings {
			// Fast-path is not among the protocols of this test.
			if f.Proto != "tls" && f.Rule != dissect.StreamUnframed.ID && (f.Level == dissect.Must || f.Level == dissect.Malformed || f.Level == dissect.Security) {
				t.Errorf("%s: %s %s", c.name, f.Rule, f.Detail)
			}
		}
	}
}

// TestTshark compares version, errorCode and clientNonce with what tshark reads in
// captures of Windows that TLS was taken off of.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	for _, name := range []string{
		"../ms-od-netcaps/MS-RDSOD_Example_1_Win2016RS1_x64_Win10RS4_x64.tlsplain.pcap",
		"../ms-od-netcaps/MS-RDSOD_Example_6_Win10_X64_WS2016_X64_Domain.tlsplain.pcap",
		"../ms-od-netcaps/MS-RDSOD_Example_4_Win10RS3_x64_WS2016RS1_X64_Domain.tlsplain.pcap",
	} {
		log, _ := read(t, corpus+name, keys.New(keys.Options{}))
		out, err := exec.Command("tshark", "-r", corpus+name, "-Y", "credssp", "-T", "fields", "-E", "separator=/t",
			"-e", "credssp.version", "-e", "credssp.errorCode", "-e", "credssp.clientNonce").Output()
		if err != nil {
			t.Fatalf("%s: tshark: %v", name, err)
		}
		var got []string
		for _, m := range log.Messages {
			if m.Name != "TSRequest" {
				continue
			}
			cols := []string{"", "", ""}
			for i := range m.Tree.Nodes {
				n := &m.Tree.Nodes[i]
				switch n.Field.Name {
				case "version":
					cols[0] = fmt.Sprint(n.Value)
				case "errorCode":
					cols[1] = fmt.Sprint(int32(n.Value))
				case "clientNonce":
					cols[2] = string(m.Tree.AppendText(nil, n))
				}
			}
			got = append(got, strings.Join(cols, "\t"))
		}
		want := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
		if !slices.Equal(want, got) {
			t.Errorf("%s:\ntshark %q\nours   %q", name, want, got)
		}
	}
}

// TestWindows reads NLA of Windows with the TLS secrets that the captures bring:
// what CredSSP says about each, and no finding beyond notes.
func TestWindows(t *testing.T) {
	for name, want := range map[string]struct {
		mech      spnego.Mech
		delegated bool
		code      uint32
	}{
		"rdp-credential-guard-accepted1.pcapng": {spnego.UserToUser, true, 0},
		"rdp-nla-kerberos-auth1.pcapng":         {spnego.UserToUser, true, 0},
		"rdp-nla-smartcard-auth1.pcapng":        {spnego.UserToUser, true, 0},
		"rdp-nla-ntlm-rejected1.pcapng":         {spnego.NTLM, false, 0x80090302},
		"rdp-restricted-admin-rejected1.pcapng": {spnego.UserToUser, true, 0},
	} {
		log, states := read(t, corpus+"../wireshark-rdp/"+name, keys.New(keys.Options{}))
		if len(states) != 1 {
			t.Errorf("%s: %d conversations with CredSSP", name, len(states))
			continue
		}
		s := states[0]
		if s.Versions != [2]uint8{6, 6} || s.Mechanism != want.mech || s.Delegated != want.delegated || s.Error != want.code || len(s.Nonce) != 32 {
			t.Errorf("%s: %+v", name, s)
		}
		if (s.Result != nil) != want.delegated {
			t.Errorf("%s: authorization result: %v", name, s.Result)
		}
		for _, f := range log.Findings {
			if p, _, _ := strings.Cut(f.Rule, "."); (p == "credssp" || p == "ntlm" || p == "spnego" || p == "kerberos") && f.Level != dissect.Note {
				t.Errorf("%s: %s %s", name, f.Rule, f.Detail)
			}
		}
	}
}
