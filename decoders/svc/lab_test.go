package svc_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// shared is the folder with the captures that are not part of the project.
const shared = "../../../shared"

// allowed are the findings of the layers under test that captures of conforming
// peers have, with the reason.
var allowed = map[string]string{
	"ra_scripted_plain_lo.pcap svc.show-protocol": "FreeRDP's server leaves CHANNEL_FLAG_SHOW_PROTOCOL out of chunked messages",
}

// TestLab reads captures of FreeRDP, xrdp, rdesktop and Windows. They have no
// findings about RDP and static channels but those above, and every byte of
// their messages lies in a field.
func TestLab(t *testing.T) {
	var files []string
	for _, pattern := range []string{
		"lab/captures/ra_*.pcap", "lab/captures/xrdp_*.pcap", "lab/captures/fmt_*",
		"corpus/ms-od-netcaps/*.tlsplain.pcap", "corpus/wireshark-rdp/*", "corpus/ndpi/rdp*.pcap",
		"corpus/zeek/rdp*.pcap", "corpus/suricata-verify/rdp*.pcap",
	} {
		found, err := filepath.Glob(filepath.Join(shared, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no shared captures beside the repository")
	}
	reg, err := dissect.NewRegistry(chain)
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]int{}
	for _, name := range files {
		src, err := source.Open(name, source.Options{})
		if err != nil {
			continue // keys and notes lie beside the captures
		}
		log := dissecttest.NewLog(true)
		if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
			t.Error(name, err)
		}
		base := filepath.Base(name)
		for _, f := range log.Findings {
			if _, ok := allowed[base+" "+f.Rule]; ok || f.Tainted || !ours(f.Proto) || f.Level == dissect.Note || f.Level == dissect.Security {
				continue // those for auditors say nothing about how a peer keeps to the protocol
			}
			t.Errorf("%s: message %d, frames %v: %s %s [%d:%d] %s", base, f.Message, f.Frames, f.Level, f.Rule, f.Off, f.Off+f.Len, f.Detail)
		}
		for _, m := range log.Messages {
			if !ours(m.Proto) || m.Cut {
				continue
			}
			messages[m.Proto+" "+m.Name]++
			if gap := uncovered(m.Tree); gap != "" {
				t.Errorf("%s: message %d (%s): %s", base, m.N, m.Name, gap)
			}
		}
	}
	for _, want := range []string{
		"rdp Client Info PDU", "rdp Demand Active PDU", "rdp Confirm Active PDU", "rdp Font Map PDU", "rdp encrypted PDU",
		"rdp License Error (Valid Client) PDU", "rdp.fastpath Fast-Path Input Event PDU", "rdp.fastpath Fast-Path Update PDU",
		"svc Virtual Channel PDU", "svc encrypted Virtual Channel PDU",
	} {
		if messages[want] == 0 {
			t.Errorf("no capture shows a %q", want)
		}
	}
	if t.Failed() {
		return
	}
	for _, k := range slices.Sorted(func(yield func(string) bool) {
		for k := range messages {
			if !yield(k) {
				return
			}
		}
	}) {
		t.Log(messages[k], k)
	}
}

func ours(proto string) bool { return proto == "svc" || proto == "rdp" || proto == "rdp.fastpath" }

// uncovered tells about the first bytes that no field covers, or that the decoder
// did not read.
func uncovered(tree *dissect.Tree) string {
	seen := make([]bool, len(tree.Bytes))
	for i := range tree.Nodes {
		n := &tree.Nodes[i]
		if n.Field.Name == "unread" || n.Field.Name == "leftover" {
			return fmt.Sprintf("%s bytes [%d:%d]", n.Field.Name, n.Off, n.Off+n.Len)
		}
		if n.Field.Base == dissect.Group {
			continue
		}
		for j := n.Off; j < n.Off+n.Len; j++ {
			seen[j] = true
		}
	}
	if i := slices.Index(seen, false); i >= 0 {
		return fmt.Sprintf("no field covers byte %d", i)
	}
	return ""
}

// TestChannels compares the channel messages of a lab capture with what an
// independent decoder wrote about it (rdp_decode.py of the lab).
func TestChannels(t *testing.T) {
	const name = "lab/captures/ra_scripted_plain_lo"
	want, err := os.ReadFile(filepath.Join(shared, name+".expect.jsonl"))
	if err != nil {
		t.Skip("no shared captures beside the repository")
	}
	src, err := source.Open(filepath.Join(shared, name+".pcap"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	whole := &dissect.Protocol{
		Name: "endpoint", Title: "endpoint",
		Binds: []dissect.Bind{svc.Channel.Key("remdesk"), svc.Channel.Key("encomsp")},
		New:   func(*dissect.Conversation) dissect.Handler { return &counter{&got} },
	}
	reg, err := dissect.NewRegistry(append([]*dissect.Protocol{whole}, chain...))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, dissecttest.NewLog(false)); err != nil {
		t.Fatal(err)
	}
	var expect []string
	for _, line := range strings.Split(string(want), "\n") {
		if e := expected(line); e != "" {
			expect = append(expect, e)
		}
	}
	if len(expect) < 20 {
		t.Fatalf("the lab's file names only %d messages", len(expect))
	}
	slices.Sort(expect)
	slices.Sort(got)
	if !slices.Equal(expect, got) {
		t.Errorf("messages of channels:\nwant %v\ngot  %v", expect, got)
	}
}

// counter notes direction, channel and size of what it is handed.
type counter struct {
	got *[]string
}

func (e *counter) Frame(_ dissect.Dir, b []byte) int { return len(b) }

func (e *counter) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Rest(fBody) }

func (e *counter) Commit(dir dissect.Dir, x *dissect.Context) {
	*e.got = append(*e.got, fmt.Sprintf("%s %s %d", dir, x.Channel(), len(x.Bytes())))
}

// expected is a line of the lab's file in the form of counter.
func expected(line string) string {
	var e struct {
		Dir     string
		Channel string
		Bytes   int
	}
	if err := json.Unmarshal([]byte(line), &e); err != nil || e.Channel != "remdesk" && e.Channel != "encomsp" {
		return ""
	}
	dir := dissect.FromServer
	if e.Dir == "c2s" {
		dir = dissect.FromClient
	}
	return fmt.Sprintf("%s %s %d", dir, e.Channel, e.Bytes)
}
