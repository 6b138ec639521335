package credssp_test

import (
	"context"
	"fmt"
	"os"
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

// below are the protocols around CredSSP.
var below = []*dissect.Protocol{
	tpkt.Protocol, x224.Protocol, tls.Protocol, credssp.Protocol, spnego.Protocol, ntlm.Protocol, kerberos.Protocol,
}

// read reads a capture with the secrets given.
func read(t *testing.T, path string, store *keys.Store) *dissecttest.Log {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	reg, err := dissect.NewRegistry(below)
	if err != nil {
		t.Fatal(err)
	}
	if store == nil {
		store = keys.New(keys.Options{})
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Keys: store, Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

func TestShow(t *testing.T) {
	path := os.Getenv("CSSP_PCAP")
	if path == "" {
		t.Skip()
	}
	store := keys.New(keys.Options{})
	if k := os.Getenv("CSSP_KEYTAB"); k != "" {
		if err := store.AddKeytabFile(k, ""); err != nil {
			t.Fatal(err)
		}
	}
	if k := os.Getenv("CSSP_RSA"); k != "" {
		if err := store.AddRSAKeyFile(k, ""); err != nil {
			t.Fatal(err)
		}
	}
	log := read(t, path, store)
	fmt.Print(log.TreeText())
	fmt.Print(log.FindingText())
}
