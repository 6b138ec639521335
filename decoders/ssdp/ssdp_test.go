package ssdp_test

import (
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/ssdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, ssdp.Protocol) }

// TestHeldAndBroken: every rule is kept by one of the annotated messages and
// broken by another.
func TestHeldAndBroken(t *testing.T) {
	all := map[*dissect.Rule]dissect.Tally{}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		reg, err := c.Registry(ssdp.Protocol, nil)
		if err != nil {
			t.Fatal(err)
		}
		log, err := c.Play(reg, ssdp.Protocol)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range ssdp.Rules {
			now, sum := log.Summary.Tallies(r), all[r]
			all[r] = dissect.Tally{Held: sum.Held + now.Held, Broken: sum.Broken + now.Broken}
		}
	}
	for r, n := range all {
		if n.Held == 0 || n.Broken == 0 {
			t.Errorf("%s is kept %d times and broken %d times", r.ID, n.Held, n.Broken)
		}
	}
}

// FuzzMessage: no datagram makes the decoder panic, and every byte is accounted for.
func FuzzMessage(f *testing.F) {
	f.Add([]byte("NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNTS: ssdp:alive\r\nCACHE-CONTROL: max-age=1\r\n\r\nrest"))
	f.Add([]byte("M-SEARCH * HTTP/1.1\r\nMAN: ssdp:discover\r\n folded\r\n: x\r\nMX:\r\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nST:\r\nUSN: a\r\n\r\n"))
	reg, err := dissect.NewRegistry([]*dissect.Protocol{ssdp.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		log := dissecttest.NewLog(true)
		panicked := ""
		d := dissect.NewDirect(reg, ssdp.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { panicked = string(stack) }})
		ssdp.Protocol.Claim(b)
		d.Message(dissect.FromClient, b)
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if panicked != "" {
			t.Fatal(panicked)
		}
		for _, m := range log.Messages {
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: not covered: %v", m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Error(err)
			}
		}
	})
}
