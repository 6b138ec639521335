package dscpm_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/dscpm"
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/http2"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// read reads a capture with every protocol that it needs.
func read(t *testing.T, name string, store *keys.Store) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, http2.Protocol, json.Protocol, tls.Protocol, dscpm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	eng := dissect.New(reg, dissect.Options{Workers: 1, Keys: store, Panic: func(v any, stack []byte) {
		t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack)
	}})
	if _, err := eng.Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// captures are those that match, or the test is skipped.
func captures(t *testing.T, patterns ...string) []string {
	t.Helper()
	var names []string
	for _, p := range patterns {
		found, err := filepath.Glob(filepath.FromSlash(p))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("the captures are not there")
	}
	return names
}

// TestPeers: clients and servers of Windows and of the lab break nothing that
// the specification demands, and every byte of their messages is accounted for.
func TestPeers(t *testing.T) {
	names := captures(t, "../../../shared/lab/captures/dscpm_*.pcap", "../../../shared/lab/captures/https_*.pcap", "../../../shared/corpus/tug/*.pcapng")
	kinds := map[string]int{}
	for _, name := range names {
		store := keys.New(keys.Options{})
		log := strings.TrimSuffix(name, filepath.Ext(name)) + ".keys"
		if _, err := os.Stat(log); err == nil {
			if _, err := store.AddKeyLogFile(log, filepath.Base(log)); err != nil {
				t.Fatal(err)
			}
		} else if strings.Contains(name, "_rsa") {
			if err := store.AddRSAKeyFile(filepath.Join(filepath.Dir(name), "http_server.key"), "http_server.key"); err != nil {
				t.Fatal(err)
			}
		}
		got := read(t, name, store)
		seen := 0
		notes := map[string]int{}
		for _, f := range got.Findings {
			if f.Proto != "dscpm" {
				continue
			}
			notes[f.Rule]++
			if f.Level == dissect.Must || f.Level == dissect.Malformed || f.Level == dissect.Limit {
				t.Errorf("%s: message %d: %s %s", filepath.Base(name), f.Message, f.Rule, f.Detail)
			}
		}
		t.Log(filepath.Base(name), notes)
		for _, m := range got.Messages {
			if m.Proto != "dscpm" {
				continue
			}
			kinds[m.Name]++
			seen++
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: message %d (%s): not covered: %v", filepath.Base(name), m.N, m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: message %d (%s): %v", filepath.Base(name), m.N, m.Name, err)
			}
		}
		if seen == 0 {
			t.Errorf("%s: nothing of MS-DSCPM", filepath.Base(name))
		}
	}
	for _, want := range []string{
		"GetConfiguration request", "GetConfiguration response", "GetConfiguration response body", "GetModule request",
		"GetAction request body", "GetAction response body", "SendStatusReport request body", "GetStatusReport response body",
		"GetDscAction request body", "RegisterDscAgent request", "SendReport request body", "error body",
	} {
		if kinds[want] == 0 {
			t.Errorf("no %s", want)
		}
	}
	t.Log(kinds)
}

// TestSignedPeers: the registrations of Windows in two captures are signed with
// the registration key that the capture's project published, and every checksum
// of its server is that of the body.
func TestSignedPeers(t *testing.T) {
	var held, sums uint64
	for _, name := range captures(t, "../../../shared/corpus/tug/v2_*.pcapng") {
		store := keys.New(keys.Options{})
		if err := store.AddRegistrationKey("tug", keys.NewSecret("91E51A37-B59F-11E5-9C04-14109FD663AE")); err != nil {
			t.Fatal(err)
		}
		sum := read(t, name, store).Summary
		if n := sum.Tallies(dscpm.Signature).Broken + sum.Tallies(dscpm.ChecksumRight).Broken; n > 0 {
			t.Errorf("%s: %d signatures or checksums are wrong", filepath.Base(name), n)
		}
		held += sum.Tallies(dscpm.Signature).Held
		sums += sum.Tallies(dscpm.ChecksumRight).Held
	}
	if held != 4 || sums != 2 {
		t.Errorf("want 4 right signatures and 2 right checksums, got %d and %d", held, sums)
	}
}

// TestVersions: what one client and server say over HTTP/2 decodes like what
// they say over HTTP/1.1, head by head and body by body.
func TestVersions(t *testing.T) {
	var said [2][]string
	for i, name := range captures(t, "../../../shared/lab/captures/dscpm_https_tls13.pcap", "../../../shared/lab/captures/https_h2.pcap") {
		store := keys.New(keys.Options{})
		log := strings.TrimSuffix(name, filepath.Ext(name)) + ".keys"
		if _, err := store.AddKeyLogFile(log, filepath.Base(log)); err != nil {
			t.Fatal(err)
		}
		for _, m := range read(t, name, store).Messages {
			if m.Proto == "dscpm" {
				said[i] = append(said[i], m.Dir.String()+" "+m.Name+" "+m.Info)
			}
		}
	}
	if len(said[0]) == 0 || strings.Join(said[0], "\n") != strings.Join(said[1], "\n") {
		t.Errorf("HTTP/1.1:\n%s\nHTTP/2:\n%s", strings.Join(said[0], "\n"), strings.Join(said[1], "\n"))
	}
}
