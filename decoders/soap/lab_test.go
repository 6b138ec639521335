package soap_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// TestLab: conforming peers of the lab break no rule of http, json, xml and
// soap, and every byte of every message is accounted for.
func TestLab(t *testing.T) {
	var names []string
	for _, p := range []string{"dscpm_*.pcap", "rxad_*.pcap", "upnp_*.pcap", "rsmc_*.pcap", "https_*.pcap", "fmt_nano*.pcap", "fmt_sll.pcap", "fmt_two*.pcapng"} {
		found, err := filepath.Glob(filepath.Join("../../../shared/lab/captures", p))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("the captures of the lab are not there")
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, json.Protocol, xml.Protocol, soap.Protocol, tls.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		store := keys.New(keys.Options{})
		if log := strings.TrimSuffix(name, filepath.Ext(name)) + ".keys"; exists(log) {
			if _, err := store.AddKeyLogFile(log, filepath.Base(log)); err != nil {
				t.Fatal(err)
			}
		}
		log := dissecttest.NewLog(true)
		eng := dissect.New(reg, dissect.Options{Workers: 1, Keys: store, Panic: func(v any, stack []byte) {
			t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack)
		}})
		if _, err := eng.Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		for _, f := range log.Findings {
			// Digest credentials over plain HTTP are what one of the captures is for.
			if f.Proto != "tls" && f.Rule != "http.auth-clear" {
				t.Errorf("%s: message %d: %s %s", filepath.Base(name), f.Message, f.Rule, f.Detail)
			}
		}
		for _, m := range log.Messages {
			count[m.Proto]++
			if m.Proto == "tls" {
				continue
			}
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: message %d (%s): not covered: %v", filepath.Base(name), m.N, m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: message %d (%s): %v", filepath.Base(name), m.N, m.Name, err)
			}
		}
	}
	for _, p := range []string{"http", "json", "xml", "soap"} {
		if count[p] == 0 {
			t.Errorf("no message of %s in %d captures", p, len(names))
		}
	}
	t.Log(count)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
