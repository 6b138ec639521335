package dcerpc_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestProtocol runs the cases of testdata.
func TestProtocol(t *testing.T) { dissecttest.Run(t, dcerpc.Protocol, chain...) }

// TestDeclarations checks rules, fields and kinds.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate(chain); err != nil {
		t.Fatal(err)
	}
}

// TestAuthenticationTypes holds the table of security providers against MS-RPCE
// 2.2.1.1.7.
func TestAuthenticationTypes(t *testing.T) {
	for _, f := range dcerpc.Fields {
		if f.Name != "auth_type" {
			continue
		}
		for v, want := range map[uint64]string{
			0: "RPC_C_AUTHN_NONE", 9: "RPC_C_AUTHN_GSS_NEGOTIATE", 10: "RPC_C_AUTHN_WINNT", 14: "RPC_C_AUTHN_GSS_SCHANNEL",
			16: "RPC_C_AUTHN_GSS_KERBEROS", 68: "RPC_C_AUTHN_NETLOGON", 255: "RPC_C_AUTHN_DEFAULT",
		} {
			if got := f.Names.Value(v); got != want {
				t.Errorf("auth_type %d: want %s, got %q", v, want, got)
			}
		}
	}
}

// TestWithoutSecret: what is sealed stays closed, and says what would open it.
func TestWithoutSecret(t *testing.T) {
	log, _ := read(t, "../../pcaps/dcerpc/rpc_samr_ntlm_seal.pcap", "")
	sealed := 0
	for _, m := range log.Messages {
		if m.Proto == "dcerpc.stub" {
			t.Errorf("message %d: opened without a secret", m.N)
		}
		if m.Tree.Find("PDU body, encrypted") != nil {
			sealed++
		}
	}
	if sealed != 72 {
		t.Errorf("want 72 sealed PDUs, got %d", sealed)
	}
	need := false
	for _, c := range log.Ended {
		for _, p := range c.Security {
			need = need || p.Kind == "ntlm" && !p.Open && p.Need != ""
		}
	}
	if !need {
		t.Error("no connection says what would open it")
	}
}

// TestSealed opens captures with their password. How many PDUs are protected, and
// how many stubs they make, is what the lab's own decoder says.
func TestSealed(t *testing.T) {
	for name, want := range map[string]struct{ pdus, stubs int }{
		"rpc_samr_ntlm_seal":   {72, 72},
		"rpc_samr_spnego_seal": {72, 72},
		"dcom_rasrv_seal":      {12, 12},
	} {
		log, sum := read(t, "../../pcaps/dcerpc/"+name+".pcap", "Lab-Pass1")
		if got := sum.Tallies(dcerpc.Signature); got.Held != uint64(want.pdus) || got.Broken != 0 {
			t.Errorf("%s: want %d right signatures, got %d and %d wrong", name, want.pdus, got.Held, got.Broken)
		}
		opened := 0
		for _, m := range log.Messages {
			if m.Proto == "dcerpc.stub" {
				opened++
			}
		}
		if opened != want.stubs {
			t.Errorf("%s: want %d stubs opened, got %d", name, want.stubs, opened)
		}
		open := false
		for _, c := range log.Ended {
			for _, p := range c.Security {
				open = open || p.Kind == "ntlm" && p.Open && p.With != ""
			}
		}
		if !open {
			t.Errorf("%s: no connection names the secret that opened it", name)
		}
	}
}
