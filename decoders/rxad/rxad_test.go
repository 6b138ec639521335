package rxad_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/rxad"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/ssdp"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

var family = []*dissect.Protocol{xml.Protocol, soap.Protocol, upnp.Protocol, rxad.Protocol}

func TestProtocol(t *testing.T) { dissecttest.Run(t, http.Protocol, family...) }

// registry holds the protocols that a capture of MS-RXAD needs.
func registry(t testing.TB) *dissect.Registry {
	t.Helper()
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{http.Protocol, ssdp.Protocol, tls.Protocol}, family...))
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// TestRequirements: every line of the catalogue is watched by exactly one rule.
func TestRequirements(t *testing.T) {
	watched := map[string]int{}
	for _, list := range [][]*dissect.Rule{rxad.Rules, upnp.Rules, ssdp.Rules} {
		for _, r := range list {
			if r.Req != "" {
				watched[r.Req]++
			}
		}
	}
	if len(rxad.Requirements) != 28 {
		t.Errorf("want the 28 lines of the catalogue, got %d", len(rxad.Requirements))
	}
	for _, q := range rxad.Requirements {
		if watched[q.ID] != 1 {
			t.Errorf("%s is watched by %d rules", q.ID, watched[q.ID])
		}
	}
}

// read dissects a capture with the protocols of this family.
func read(t testing.TB, name string) *dissecttest.Log {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.NewReader(bytes.NewReader(data), filepath.Base(name), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	opt := dissect.Options{Workers: 1, Panic: func(v any, stack []byte) { t.Errorf("%s: a decoder panicked: %v\n%s", name, v, stack) }}
	if _, err := dissect.New(registry(t), opt).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestHeldAndBroken: every rule is broken by one of the annotated messages or
// captures, the one that it names, and kept by another.
func TestHeldAndBroken(t *testing.T) {
	all := map[*dissect.Rule]dissect.Tally{}
	add := func(name string, sum *dissect.Summary) {
		for _, r := range rxad.Rules {
			now, was := sum.Tallies(r), all[r]
			all[r] = dissect.Tally{Held: was.Held + now.Held, Broken: was.Broken + now.Broken}
			if filepath.Base(r.Seen) == filepath.Base(name) && now.Broken == 0 {
				t.Errorf("%s is not broken in %s", r.ID, name)
			}
		}
	}
	c, err := dissecttest.ReadCase("testdata/messages.txtar")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := c.Registry(http.Protocol, family)
	if err != nil {
		t.Fatal(err)
	}
	log, err := c.Play(reg, http.Protocol)
	if err != nil {
		t.Fatal(err)
	}
	add(c.Name, log.Summary)
	for _, name := range []string{"rxad_session.pcap", "rxad_broken.pcap"} {
		add(name, read(t, "../../pcaps/rxad/"+name).Summary)
	}
	for _, r := range rxad.Rules {
		if all[r].Held == 0 || all[r].Broken == 0 {
			t.Errorf("%s is kept %d times and broken %d times", r.ID, all[r].Held, all[r].Broken)
		}
	}
}

// TestCoverage: the captures of the project hold and break every line of the
// catalogue.
func TestCoverage(t *testing.T) {
	names, err := filepath.Glob("../../pcaps/rxad/*.pcap")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]dissect.Tally{}
	for _, name := range names {
		sum := read(t, name).Summary
		for _, list := range [][]*dissect.Rule{rxad.Rules, upnp.Rules, ssdp.Rules} {
			for _, r := range list {
				now, was := sum.Tallies(r), all[r.Req]
				all[r.Req] = dissect.Tally{Held: was.Held + now.Held, Broken: was.Broken + now.Broken}
			}
		}
	}
	for _, q := range rxad.Requirements {
		if n := all[q.ID]; n.Held == 0 || n.Broken == 0 {
			t.Errorf("%s is kept %d times and broken %d times", q.ID, n.Held, n.Broken)
		}
	}
}

// TestSession: the session of the conforming capture holds what happened, the
// icon of the device and the certificate come out, and nothing is found wrong.
func TestSession(t *testing.T) {
	log := read(t, "../../pcaps/rxad/rxad_session.pcap")
	for _, f := range log.Findings {
		t.Errorf("message %d: %s %s", f.Message, f.Rule, f.Detail)
	}
	if len(log.Sessions) != 1 {
		t.Fatalf("want one session, got %d", len(log.Sessions))
	}
	s := log.Sessions[0]
	var what []string
	for _, e := range s.Events {
		what = append(what, e.What)
	}
	const want = "discovered described nonce-acquired advertised connected nonce-acquired inhibited"
	if got := strings.Join(what, " "); got != want || s.Outcome != "inhibited" || s.Kind != "rxad" {
		t.Errorf("want %s, got %s, outcome %s", want, got, s.Outcome)
	}
	if s.Parties[0].Name != "HOST <1> & \u00e9" || s.Parties[1].Name != "Example Media Center Extender" {
		t.Errorf("parties %+v", s.Parties)
	}
	for i, want := range []string{"seen", "match", "match"} {
		if i >= len(s.Checks) || s.Checks[i].Result != want {
			t.Errorf("checks %+v", s.Checks)
			break
		}
	}
	if len(s.Facts) != 4 || s.Facts[0].Value != "uuid:11111111-2222-3333-4444-555555555555" || s.Facts[3].Value != "xsp://192.0.2.1:3390/" {
		t.Errorf("facts %+v", s.Facts)
	}
	files := map[string]int{}
	for _, p := range log.Parts {
		files[p.Artifact.Kind+" "+p.Artifact.Name] += len(p.Data)
	}
	if files["icon /IconSM.png"] == 0 || files["certificate HostCertificate.cer"] == 0 {
		t.Errorf("artifacts %v", files)
	}
}

// TestAllocs: a plain decode of an Advertise allocates nothing.
func TestAllocs(t *testing.T) {
	var body []byte
	for _, m := range read(t, "../../pcaps/rxad/rxad_session.pcap").Messages {
		if m.Name == "Advertise" {
			body = m.Tree.Bytes
		}
	}
	if body == nil {
		t.Fatal("no Advertise")
	}
	n, err := rxad.PlainAllocs(body)
	if err != nil {
		t.Fatal(err)
	}
	if n > 0 && !dissecttest.Race {
		t.Errorf("%v allocations", n)
	}
}
