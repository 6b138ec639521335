package encomsp_test

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// run reads a capture with the protocols from TPKT up to encomsp.
func run(t *testing.T, name string, workers int) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{
		tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, rdp.FastPath, svc.Protocol, encomsp.Protocol,
	})
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	log := dissecttest.NewLog(true)
	if _, err := dissect.New(reg, dissect.Options{Workers: workers}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// order is what both decoders say about one PDU.
type order struct {
	Dir   string
	Order string
	Len   int
	Body  string // hex
	Alone bool   // the only one in its message of the channel
}

// names are the names of the other decoder, for PDUs that it names otherwise.
var names = map[string]string{"PARTICIPANT_CTRL_CHANGED": "PARTICIPANT_CTRL_CHANGE"}

func expectations(t *testing.T, name string) (out []order) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e struct {
			Dir     string
			Channel string
			Orders  []order
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e.Channel != "encomsp" {
			continue
		}
		for _, o := range e.Orders {
			o.Dir, o.Alone = e.Dir, len(e.Orders) == 1
			if n := names[o.Order]; n != "" {
				o.Order = n
			}
			out = append(out, o)
		}
	}
	return out
}

func orders(log *dissecttest.Log) (out []order) {
	dirs := map[dissect.Dir]string{dissect.FromClient: "c2s", dissect.FromServer: "s2c"}
	for _, dir := range []dissect.Dir{dissect.FromServer, dissect.FromClient} {
		several := 0 // bytes that belong to the message of several PDUs read last
		for _, m := range log.Messages {
			if m.Dir != dir || m.Proto != "encomsp" {
				continue
			}
			if m.Name == "virtual channel payload" {
				several = m.Len
				continue
			}
			out = append(out, order{
				Dir: dirs[dir], Order: strings.TrimPrefix(m.Name, "OD_"), Len: m.Len,
				Body: hex.EncodeToString(m.Tree.Bytes[4:]), Alone: several == 0,
			})
			several = max(0, several-m.Len)
		}
	}
	return out
}

// TestCaptures compares the PDUs of captures of FreeRDP with what an independent
// decoder read (pcaps/ra/README.md). The one finding is about a PDU that the
// scripted novice sends although it belongs to the expert.
func TestCaptures(t *testing.T) {
	files, err := filepath.Glob("../../pcaps/ra/*.expect.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, name := range files {
		capture := strings.TrimSuffix(name, ".expect.jsonl") + ".pcap"
		t.Run(filepath.Base(capture), func(t *testing.T) {
			want := expectations(t, name)
			log := run(t, capture, 1)
			if diff := cmp.Diff(want, orders(log)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", capture, diff)
			}
			compared += len(want)
			var found []string
			for _, f := range log.Findings {
				if f.Proto == "encomsp" {
					found = append(found, f.Rule)
				}
			}
			var broken []string
			if strings.HasPrefix(filepath.Base(capture), "ra_scripted") {
				broken = []string{"encomsp.direction"}
			}
			if diff := cmp.Diff(broken, found); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(log.TreeText(), run(t, capture, 3).TreeText()); diff != "" {
				t.Errorf("three shards differ from one:\n%s", diff)
			}
		})
	}
	if compared < 20 {
		t.Errorf("want at least 20 PDUs compared, got %d in %d captures", compared, len(files))
	}
}

// TestOtherCaptures reads all captures of the laboratory: nothing that must be is
// broken.
func TestOtherCaptures(t *testing.T) {
	files, err := filepath.Glob("../../../shared/lab/captures/*.pcap")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the captures of the laboratory are not here")
	}
	for _, name := range files {
		for _, f := range run(t, name, 2).Findings {
			if f.Proto == "encomsp" && f.Level >= dissect.Must {
				t.Errorf("%s: want no findings, got %s %s in message %d", filepath.Base(name), f.Rule, f.Detail, f.Message)
			}
		}
	}
}
