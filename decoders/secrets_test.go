package decoders_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// TestSecretsOpen reads every public capture that comes with a password or a keytab:
// the secret opens something, and all sealed calls whose number is given, no signature
// being wrong.
func TestSecretsOpen(t *testing.T) {
	const corpus = "../../shared/corpus/"
	table, err := os.ReadFile(corpus + "SECRETS.tsv")
	if err != nil {
		t.Skipf("the corpus is not there: %v", err)
	}
	// What tshark 4.0.17 opens (SECRETS.tsv), but for Kerberos, where it opens none.
	sealed := map[string]uint64{
		"scapy/dcerpc_privacy_ntlm.pcapng": 8,
		"wireshark-wiki/create_two_tasks_then_enum_RPC_C_AUTHN_LEVEL_PKT_PRIVACY_NTLMv2__password_clem.pcapng": 6,
		"wireshark-wiki/TSRemoteGuardCreds.pcap": 1,
	}
	unread := map[string]string{
		"wireshark-wiki/ntlm_ldap.pcapng": "LDAP is not read",
		"zeek/smb2_krb.pcap":              "SMB is not read",
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, row := range strings.Split(string(table), "\n") {
		cols := strings.Split(row, "\t")
		if len(cols) < 3 || cols[1] != "nt-password" && cols[1] != "keytab" || unread[cols[0]] != "" {
			continue
		}
		store := keys.New(keys.Options{})
		if cols[1] == "keytab" {
			err = store.AddKeytabFile(corpus+cols[2], "given")
		} else {
			err = store.AddPassword("given", "", keys.NewSecret(cols[2]))
		}
		if err != nil {
			t.Fatal(err)
		}
		src, err := source.Open(corpus+cols[0], source.Options{})
		if err != nil {
			t.Errorf("%s: %v", cols[0], err)
			continue
		}
		sum, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: store}).Run(context.Background(), src, dissecttest.NewLog(false))
		if err != nil {
			t.Fatal(err)
		}
		used := false
		for _, o := range store.Snapshot().Origins() {
			used = used || o.Used()
		}
		if !used {
			t.Errorf("%s: the %s opens nothing", cols[0], cols[1])
		}
		opened++
		got := sum.Tallies(dcerpc.Signature)
		if got.Broken > 0 || got.Held < sealed[cols[0]] {
			t.Errorf("%s: want at least %d right signatures and no wrong one, got %d and %d", cols[0], sealed[cols[0]], got.Held, got.Broken)
		}
	}
	t.Logf("%d captures", opened)
	if opened < 8 {
		t.Errorf("want 8 captures, got %d", opened)
	}
}
