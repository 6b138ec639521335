package credssp_test

import (
	"bytes"
	"context"
	"net/netip"
	"os"
	"slices"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// TestCapture plays testdata/keyed/good.txtar as a capture: the negotiation of RDP,
// CredSSP behind it as if TLS had been taken off, and the authorization result. Set
// CREDSSP_WRITE to write pcaps/credssp/nla_ntlm_plain.pcap again.
func TestCapture(t *testing.T) {
	c, err := dissecttest.ReadCase("testdata/keyed/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	out := craft.New()
	flow := out.TCP(netip.MustParseAddrPort("192.0.2.10:49800"), netip.MustParseAddrPort("192.0.2.20:3389")).Open()
	flow.Send(0, raw(t, "03000013 0ee00000000000 010008000b000000"))
	flow.Send(1, raw(t, "03000013 0ed00000123400 0201080008000000"))
	for _, m := range c.Messages {
		flow.Send(int(m.Dir), m.Bytes)
	}
	flow.Send(1, raw(t, "00000000"))
	flow.Close()
	const name = "../../pcaps/credssp/nla_ntlm_plain.pcap"
	if os.Getenv("CREDSSP_WRITE") != "" {
		if err := out.WriteFile(name); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, out.Bytes()) {
		t.Fatalf("%s is not what this test makes (%v); run with CREDSSP_WRITE=1", name, err)
	}

	store := keys.New(keys.Options{})
	if err := store.AddPassword("test", `Domain\User`, keys.NewSecret("Password")); err != nil {
		t.Fatal(err)
	}
	if err := store.AddRSAKeyFile("testdata/keyed/server.pem", ""); err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry(below)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Keys: store}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range log.Messages {
		if m.Proto != "tpkt" && m.Proto != "x224" {
			names = append(names, m.Name)
		}
	}
	want := []string{
		"TSRequest", "NEGOTIATE_MESSAGE", "TSRequest", "CHALLENGE_MESSAGE", "TSRequest", "AUTHENTICATE_MESSAGE",
		"TSRequest", "TSRequest", "TSCredentials", "Early User Authorization Result PDU",
	}
	if !slices.Equal(names, want) {
		t.Errorf("want %q, got %q", want, names)
	}
	var rules []string
	for _, f := range log.Findings {
		rules = append(rules, f.Rule)
	}
	if want := []string{credssp.UsesNTLM.ID, credssp.PasswordSent.ID}; !slices.Equal(rules, want) {
		t.Errorf("findings: want %q, got %q", want, rules)
	}
	if p := log.Ended[0].Security; len(p) != 1 || p[0] != (dissect.Protection{Kind: "credssp", Cipher: "NTLM RC4-128", Open: true, With: "test"}) {
		t.Errorf("security: %+v", p)
	}
}
