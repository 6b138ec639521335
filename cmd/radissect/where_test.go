package main

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/dissect/where"
	"github.com/radissect/radissect/report"
)

// A fieldCount counts the messages that have each field, and those of which a filter
// would not expect it.
type fieldCount struct {
	names  map[*dissect.Field]string
	v      *where.Vocabulary
	counts map[string]int
	wrong  map[string]bool
}

func (s *fieldCount) Want() dissect.Want { return dissect.Want{Messages: true, Trees: true} }

func (s *fieldCount) Accept(ev *dissect.Event) bool {
	if ev.Kind != dissect.EventMessage {
		return false
	}
	seen := map[string]bool{}
	for i := range ev.Message.Tree.Nodes {
		n := &ev.Message.Tree.Nodes[i]
		name := s.names[n.Field]
		if name == "" || seen[name] || n.Flags&dissect.Short != 0 {
			continue
		}
		seen[name] = true
		s.counts[name]++
		if !s.v.Lookup(name).NeedsTree(ev.Message.Proto) {
			s.wrong[name+" in "+ev.Message.Proto] = true
		}
	}
	return false
}

func (s *fieldCount) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (s *fieldCount) Write(p []byte) (int, error)                { return len(p), nil }
func (s *fieldCount) Close(*dissect.Summary) error               { return nil }

// TestFiltersFindFields: on real captures a filter that names a field finds as many
// messages as have it, although trees are recorded only where the field is expected.
func TestFiltersFindFields(t *testing.T) {
	reg := real(t)
	v := vocabulary(reg)
	for _, file := range []string{"ra/ra_scripted_plain_lo.pcap", "rdp/ra_rdp_rc4_128.pcap", "dcerpc/dcom_rasrv_none.pcap", "http/dscpm_http.pcap"} {
		path := filepath.Join("..", "..", "pcaps", filepath.FromSlash(file))
		run := func(sink dissect.Sink) *dissect.Summary {
			src, err := source.Open(path, source.Options{})
			if err != nil {
				t.Skip(err)
			}
			sum, err := dissect.New(reg, dissect.Options{Workers: 2}).Run(context.Background(), src, sink)
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := sink.(report.Settler); ok {
				return s.Settle(sum)
			}
			return sum
		}
		all := &fieldCount{names: v.FieldNames(), v: v, counts: map[string]int{}, wrong: map[string]bool{}}
		run(all)
		for what := range all.wrong {
			t.Errorf("%s: %s is not expected there: decoders.Beneath", file, what)
		}
		tried := 0
		for name, want := range all.counts {
			if tried++; tried > 25 {
				break // in another order every time
			}
			f, err := where.Compile(name, v)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			var out bytes.Buffer
			sum := run(report.Where(report.JSON(&out, report.Options{}), f, nil))
			got := 0
			for _, p := range sum.Messages {
				got += int(p.Messages)
			}
			if got != want {
				t.Errorf("%s: %d messages have %s, the filter finds %d", file, want, name, got)
			}
		}
	}
	if len(decoders.Beneath()) == 0 {
		t.Error("no protocol lies beneath another")
	}
}
