package kerberos_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

const corpus = "../../../shared/corpus/"

func read(t *testing.T, path, keytab string) *dissecttest.Log {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{kerberos.Protocol, spnego.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	if keytab != "" {
		if err := store.AddKeytabFile(keytab, ""); err != nil {
			t.Fatal(err)
		}
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
	path, keytab := os.Getenv("KRB_PCAP"), os.Getenv("KRB_KEYTAB")
	if path == "" {
		t.Skip()
	}
	log := read(t, path, keytab)
	fmt.Print(log.TreeText())
	fmt.Print(log.FindingText())
}
