package rdpudp_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/rdpudp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, rdpudp.Protocol) }

func TestDeclarations(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{rdpudp.Protocol}); err != nil {
		t.Error(err)
	}
	for _, r := range rdpudp.Rules {
		if _, err := os.Stat("../../" + r.Seen); err != nil {
			t.Error(err)
		}
	}
}

// play reads a file of testdata.
func play(t *testing.T, name string) *dissecttest.Log {
	t.Helper()
	c, err := dissecttest.ReadCase("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{rdpudp.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	log, err := c.Play(reg, rdpudp.Protocol)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// TestRulesAreKept: every rule is held by a message of testdata as well as
// broken by one.
func TestRulesAreKept(t *testing.T) {
	held, broken := map[string]uint64{}, map[string]uint64{}
	for _, name := range []string{"handshake.txtar", "syn.txtar", "packet2.txtar", "other.txtar"} {
		log := play(t, name)
		for _, r := range rdpudp.Rules {
			tally := log.Summary.Tallies(r)
			held[r.ID] += tally.Held
			broken[r.ID] += tally.Broken
		}
	}
	for _, r := range rdpudp.Rules {
		if held[r.ID] == 0 || broken[r.ID] == 0 {
			t.Errorf("%s is held %d times and broken %d times", r.ID, held[r.ID], broken[r.ID])
		}
	}
}

const corpus = "../../../shared/corpus/"

var captures = []string{
	"zeek/rdpeudp-handshake-success.pcap",
	"zeek/rdpeudp2-handshake-success.pcap",
	"ms-od-netcaps/MS-RDSOD_Example_6_Win10_X64_WS2016_X64_Domain.frames.pcap",
	"ms-od-netcaps/MS-RDSOD_Example_6_Win2016RS1_x64_Win10RS4_x64.frames.pcap",
	"pcap-attack/LM_rdp_sharprdp.pcapng",
	"wireshark-wiki/TSRemoteGuardCreds.pcap",
}

// columns are the fields of tshark that are compared with ours.
// Short_Packet_Length is not among them: tshark 4.0.17 shows 0 where the byte is
// 0xe0 and the packet long.
var columns = []struct{ theirs, ours string }{
	{"rdpudp.snsourceack", "snSourceAck"},
	{"rdpudp.receivewindowsize", "uReceiveWindowSize"},
	{"rdpudp.flags", "uFlags"},
	{"rdpudp.initialsequencenumber", "snInitialSequenceNumber"},
	{"rdpudp.upstreammtu", "uUpStreamMtu"},
	{"rdpudp.downstreammtu", "uDownStreamMtu"},
	{"rdpudp.synex.flags", "uSynExFlags"},
	{"rdpudp.synex.version", "uUdpVer"},
	{"rdpudp.ack.item", "ACK Vector Element"},
	{"rdpudp.resetSeqNum", "snResetSeqNum"},
	{"rdpudp.data.sncoded", "snCoded"},
	{"rdpudp.data.sourceStart", "snSourceStart"},
	{"rdpudp2.flags", "Flags"},
	{"rdpudp2.logWindow", "LogWindowSize"},
	{"rdpudp2.packetType", "Packet_Type_Index"},
	{"rdpudp2.prefixbyte", "PacketPrefixByte"},
}

// TestAgainstTshark compares every header of every datagram of the corpus with
// what tshark reads in it. No capture of the corpus breaks a rule.
func TestAgainstTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("tshark is not there")
	}
	for _, name := range captures {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(corpus + name); err != nil {
				t.Skip("no corpus beside the repository")
			}
			want := theirs(t, corpus+name)
			log := readCapture(t, corpus+name)
			got := map[string]string{}
			for i := range log.Messages {
				m := &log.Messages[i]
				frame := strconv.FormatUint(m.Frames[0], 10)
				got[frame] = ours(m.Tree)
				for _, n := range m.Tree.All() {
					if n.Field.Name == "Padding" {
						got[frame], want[frame] = front(got[frame]), front(want[frame])
					}
				}
			}
			if len(want) == 0 {
				t.Fatal("tshark sees no RDP-UDP")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("headers by frame differ (-tshark +radissect):\n%s", diff)
			}
			if f := log.FindingText(); f != "" {
				t.Errorf("findings in a capture of conforming peers:\n%s", f)
			}
			protected, conversations := 0, 0
			for _, e := range log.Ended {
				if slices.Contains(e.Protocols, "rdpudp") {
					conversations++
				}
				for _, p := range e.Security {
					if p.Kind == "rdpudp" && !p.Open {
						protected++
					}
				}
			}
			if protected == 0 || protected != conversations {
				t.Errorf("%d of %d conversations are protected", protected, conversations)
			}
			t.Logf("%d datagrams", len(got))
		})
	}
}

// readCapture reads the UDP conversations of a capture.
func readCapture(t *testing.T, path string) *dissecttest.Log {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{rdpudp.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	log := dissecttest.NewLog(true)
	opt := dissect.Options{Workers: 1, Panic: func(v any, stack []byte) { t.Errorf("%v\n%s", v, stack) }}
	if _, err := dissect.New(reg, opt).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// ours are the columns of one datagram.
func ours(tree *dissect.Tree) string {
	var out []string
	for _, col := range columns {
		var values []string
		for _, n := range tree.All() {
			if n.Field.Name == col.ours {
				values = append(values, strconv.FormatUint(n.Value, 10))
			}
		}
		out = append(out, strings.Join(values, ","))
	}
	return strings.Join(out, "|")
}

// front leaves out the columns behind the padding of the ACK vector, of which
// tshark 4.0.17 knows nothing. TestSequence holds what is left out against the
// numbers of the handshake.
func front(row string) string {
	cells := strings.Split(row, "|")
	cells[9], cells[10], cells[11] = "-", "-", "-" // rdpudp.resetSeqNum and both of rdpudp.data
	return strings.Join(cells, "|")
}

// TestSequence: the first Source Packet of a peer has snInitialSequenceNumber
// plus 1 as snCoded, and the others count on from there (MS-RDPEUDP 3.1.5.1.4).
func TestSequence(t *testing.T) {
	for _, name := range captures {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(corpus + name); err != nil {
				t.Skip("no corpus beside the repository")
			}
			type side struct {
				conv uint64
				dir  dissect.Dir
			}
			last := map[side]uint32{}
			log := readCapture(t, corpus+name)
			sources := 0
			for i := range log.Messages {
				m := &log.Messages[i]
				s := side{m.Conv, m.Dir}
				for _, n := range m.Tree.All() {
					switch n.Field.Name {
					case "snInitialSequenceNumber":
						last[s] = uint32(n.Value)
					case "snCoded":
						sources++
						if last[s]++; uint32(n.Value) != last[s] {
							t.Errorf("frame %d: snCoded is %#x, not %#x", m.Frames[0], n.Value, last[s])
							last[s] = uint32(n.Value)
						}
					}
				}
			}
			t.Logf("%d packets", sources)
		})
	}
}

// theirs are the columns of tshark by frame.
func theirs(t *testing.T, path string) map[string]string {
	t.Helper()
	args := []string{"-n", "-r", path, "-Y", "rdpudp || rdpudp2.flags", "-T", "fields", "-E", "separator=|", "-E", "occurrence=a", "-e", "frame.number"}
	for _, col := range columns {
		args = append(args, "-e", col.theirs)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	frames := map[string]string{}
	for _, line := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		cells := strings.Split(line, "|")
		for i, cell := range cells[1:] {
			var values []string
			for _, v := range strings.Split(cell, ",") {
				if v == "" {
					continue
				}
				n, err := strconv.ParseUint(v, 0, 64)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, strconv.FormatUint(n, 10))
			}
			cells[i+1] = strings.Join(values, ",")
		}
		frames[cells[0]] = strings.Join(cells[1:], "|")
	}
	return frames
}

// FuzzDatagrams: two datagrams of any content behind any handshake can be read;
// trees nest, recording changes nothing, no byte is left out, and datagrams of
// which no part says that they are RDP-UDP make no finding.
func FuzzDatagrams(f *testing.F) {
	names := []string{"handshake.txtar", "syn.txtar", "packet2.txtar", "other.txtar"}
	for _, name := range names {
		c, err := dissecttest.ReadCase("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		for i := 1; i < len(c.Messages); i++ {
			f.Add(c.Messages[i-1].Bytes, c.Messages[i].Bytes)
		}
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{rdpudp.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if len(a)+len(b) > 4096 {
			t.Skip("every prefix is tried, which takes too long")
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, rdpudp.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { panic(fmt.Sprint(v, string(stack))) }})
		for i, m := range [][]byte{a, b} {
			dir := dissect.Dir(i)
			if err := dissecttest.CheckDecode(d, dir, m); err != nil {
				t.Fatal(err)
			}
			if err := d.Message(dir, m); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		other := map[uint64]bool{}
		for _, m := range log.Messages {
			other[m.N] = m.Name == "not RDP-UDP"
			if u := m.Tree.Uncovered(nil); len(u) > 0 && !bytes.Contains([]byte(log.FindingText()), []byte("length.")) {
				t.Errorf("message %d leaves %v out", m.N, u)
			}
		}
		for _, found := range log.Findings {
			if other[found.Message] {
				t.Errorf("%s in a datagram that is not RDP-UDP", found.Rule)
			}
		}
	})
}
