package dvc_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/dvc"
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

// run reads a capture with the protocols from TPKT up to dynamic channels.
func run(t *testing.T, name string, workers int) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{
		tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, rdp.FastPath, svc.Protocol, dvc.Protocol, listener,
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

// expected is one line of NAME.expect.jsonl, as far as it is about dynamic
// channels.
type expected struct {
	Dir       string
	Channel   string
	Create    string
	Created   *uint32
	ID        uint32
	Status    uint32
	Name      string
	DataLen   int
	Data      string
	Text      string
	SHA256    string
	Fragments int
	Bytes     int
}

// event is what both decoders say about one PDU or joined message.
type event struct {
	Dir, What string
	Data      string // of a message of MS-RA: what follows its header, in hex
	SHA256    string
	Fragments int
	Bytes     int
}

func expectations(t *testing.T, name string) (out []event) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e expected
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch {
		case e.Create != "":
			out = append(out, event{Dir: e.Dir, What: fmt.Sprintf("create %d %s", e.ID, e.Create)})
		case e.Created != nil:
			out = append(out, event{Dir: e.Dir, What: fmt.Sprintf("created %d %08x", *e.Created, e.Status)})
		case strings.HasPrefix(e.Channel, "dvc:"):
			v := event{Dir: e.Dir, What: "message on " + e.Name, SHA256: e.SHA256, Fragments: e.Fragments, Bytes: e.Bytes, Data: e.Data}
			if e.Text != "" {
				v.Data = utf16Hex(e.Text)
			}
			out = append(out, v)
		}
	}
	return out
}

func utf16Hex(s string) string {
	var b []byte
	for _, r := range s {
		if r > 0xFFFF {
			r -= 0x10000
			b = binary.LittleEndian.AppendUint16(b, uint16(0xD800+r>>10))
			r = 0xDC00 + r&0x3FF
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return hex.EncodeToString(b)
}

func events(log *dissecttest.Log) (out []event) {
	dirs := map[dissect.Dir]string{dissect.FromClient: "c2s", dissect.FromServer: "s2c"}
	for _, dir := range []dissect.Dir{dissect.FromServer, dissect.FromClient} {
		for _, m := range log.Messages {
			if m.Dir != dir {
				continue
			}
			switch {
			case m.Name == "DYNVC_CREATE_REQ":
				out = append(out, event{Dir: dirs[dir], What: "create " + value(m.Tree, "ChannelId") + " " + value(m.Tree, "ChannelName")})
			case m.Name == "DYNVC_CREATE_RSP":
				b := m.Tree.Bytes
				status := binary.LittleEndian.Uint32(b[len(b)-4:])
				out = append(out, event{Dir: dirs[dir], What: fmt.Sprintf("created %s %08x", value(m.Tree, "ChannelId"), status)})
			case m.Proto == "listener":
				b := m.Tree.Bytes
				data := b[8+binary.LittleEndian.Uint32(b):]
				sum := sha256.Sum256(data)
				out = append(out, event{
					Dir: dirs[dir], What: "message on " + m.Channel, Fragments: len(m.Frames), Bytes: len(b),
					Data: hex.EncodeToString(data), SHA256: hex.EncodeToString(sum[:]),
				})
			}
		}
	}
	return out
}

// value is the text of the first node with this name.
func value(tree *dissect.Tree, name string) string {
	for _, n := range tree.All() {
		if n.Field.Name == name {
			return string(tree.AppendText(nil, n))
		}
	}
	return ""
}

// TestCaptures compares creates, their answers and joined messages of captures
// of FreeRDP with what an independent decoder read (pcaps/ra/README.md). No rule
// is broken in them.
func TestCaptures(t *testing.T) {
	files, err := filepath.Glob("../../pcaps/ra/*.expect.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	messages := 0
	for _, name := range files {
		capture := strings.TrimSuffix(name, ".expect.jsonl") + ".pcap"
		t.Run(filepath.Base(capture), func(t *testing.T) {
			want := expectations(t, name)
			log := run(t, capture, 1)
			got := events(log)
			for i := range got {
				if i >= len(want) {
					break
				}
				// The other decoder gives the bytes of short messages, of those that
				// set the session up without their type, and the hash of long ones.
				if want[i].SHA256 == "" {
					got[i].SHA256 = ""
				}
				if strings.HasSuffix(got[i].Data, want[i].Data) {
					got[i].Data = want[i].Data
				}
				if want[i].Bytes > 0 {
					messages++
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", capture, diff)
			}
			for _, f := range log.Findings {
				if f.Proto == "dvc" {
					t.Errorf("want no findings, got %s %s in message %d", f.Rule, f.Detail, f.Message)
				}
			}
			if diff := cmp.Diff(log.TreeText(), run(t, capture, 3).TreeText()); diff != "" {
				t.Errorf("three shards differ from one:\n%s", diff)
			}
		})
	}
	if len(files) == 0 || messages < 29 {
		t.Errorf("want at least 29 messages compared, got %d in %d captures", messages, len(files))
	}
}

// TestOtherPeers reads captures of other programs: no rule is broken.
func TestOtherPeers(t *testing.T) {
	files, err := filepath.Glob("../../../shared/lab/captures/*.pcap")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the captures of the laboratory are not here")
	}
	for _, name := range files {
		for _, f := range run(t, name, 2).Findings {
			if f.Proto == "dvc" && !f.Tainted {
				t.Errorf("%s: want no findings, got %s %s in message %d", filepath.Base(name), f.Rule, f.Detail, f.Message)
			}
		}
	}
}
