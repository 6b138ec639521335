package reassembly

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// corpusCaptures are captures whose streams hold retransmissions, reordering,
// keep-alives, resets or a missing start.
var corpusCaptures = []string{
	"pcapplusplus/one_tcp_stream_max_seq.pcap",
	"pcapplusplus/one_tcp_stream.pcap",
	"suricata-verify/tcp-fastopen-11-reject-syn-data__tlpw-tcp-tfo-data-on-syn-nack.pcap",
	"suricata-verify/bug-7264-tcp-3whs-ack-data-tls-01.pcap",
	"ndpi/rdp_over_tls.pcap",
	"zeek/rdp-to-ssl.pcap",
	"wireshark-rdp/rdp-restricted-admin-rejected1.pcapng",
	"wireshark-wiki/rdp-ssl.pcap",
}

// flow is one TCP conversation as tshark counts them.
type flow struct {
	*world
	first string // address and port of direction 0
}

// TestAgainstTshark holds the streams of real captures against what tshark's
// "follow" makes of them. Streams with losses are left out: tshark writes text
// in place of lost bytes.
func TestAgainstTshark(t *testing.T) {
	corpus := filepath.Join("..", "..", "shared", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside the repository")
	}
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	for _, name := range corpusCaptures {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			file := filepath.Join(corpus, name)
			if _, err := os.Stat(file); err != nil {
				t.Skip("no such capture")
			}
			flows := readFlows(t, file)
			compared := 0
			args := []string{"-r", file, "-q"}
			for i := range min(len(flows), 20) {
				args = append(args, "-z", "follow,tcp,raw,"+strconv.Itoa(i))
			}
			out, err := exec.Command("tshark", args...).Output()
			if err != nil {
				t.Fatal(err)
			}
			// Statistics are printed in reverse order, so streams are told by their filter.
			for _, text := range strings.Split(string(out), "Follow: tcp,raw")[1:] {
				id, node0, want := parseFollow(t, text)
				f := flows[id]
				if f == nil || f.lost != [2]uint64{} {
					continue
				}
				for dir := range 2 {
					at := dir
					if f.first != node0 {
						at = 1 - dir
					}
					if !bytes.Equal(f.data[at], want[dir]) {
						t.Errorf("stream %d, node %d: want %d bytes, got %d", id, dir, len(want[dir]), len(f.data[at]))
					}
					compared += len(want[dir])
				}
			}
			if compared == 0 {
				t.Error("nothing to compare")
			}
		})
	}
}

// readFlows adds the segments that tshark reads from file to one Conn for each
// stream that tshark knows.
func readFlows(t *testing.T, file string) map[int]*flow {
	args := []string{"-r", file, "-Y", "tcp", "-T", "fields", "-o", "tcp.desegment_tcp_streams:FALSE"}
	for _, f := range []string{"frame.number", "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "tcp.seq_raw",
		"tcp.ack_raw", "tcp.flags", "tcp.window_size_value", "tcp.len", "tcp.payload"} {
		args = append(args, "-e", f)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	flows := make(map[int]*flow)
	for _, line := range strings.Split(string(out), "\n") {
		v := strings.Split(line, "\t")
		if len(v) != 11 || strings.Contains(line, ",") {
			continue // tunnels, and segments quoted in ICMP
		}
		number := func(i int) uint64 {
			n, err := strconv.ParseUint(v[i], 0, 64)
			if err != nil && v[i] != "" {
				t.Fatalf("field %d of %q: %v", i, line, err)
			}
			return n
		}
		src := v[2] + v[3] + ":" + v[4]
		id := int(number(1))
		f := flows[id]
		if f == nil {
			f = &flow{world: newWorld(t, Config{}), first: src}
			f.long = true
			flows[id] = f
		}
		payload, err := hex.DecodeString(v[10])
		if err != nil {
			t.Fatal(err)
		}
		dir := Dir(0)
		if src != f.first {
			dir = 1
		}
		f.add(dir, Segment{
			Frame: number(0), Seq: uint32(number(5)), Ack: uint32(number(6)), Flags: uint8(number(7)),
			Window: uint16(number(8)), Payload: payload, Missing: uint32(max(int(number(9))-len(payload), 0)),
		})
	}
	for _, f := range flows {
		f.c.Close(f)
	}
	return flows
}

// parseFollow reads one block of tshark's follow output: the number of the
// stream, the address of node 0, and the bytes of both directions.
func parseFollow(t *testing.T, text string) (id int, node0 string, data [2][]byte) {
	for _, line := range strings.Split(text, "\n") {
		if s, ok := strings.CutPrefix(line, "Filter: tcp.stream eq "); ok {
			id, _ = strconv.Atoi(strings.TrimSpace(s))
			continue
		}
		if s, ok := strings.CutPrefix(line, "Node 0: "); ok {
			node0 = s
			continue
		}
		node := 0
		if strings.HasPrefix(line, "\t") {
			node = 1
		}
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "=") || strings.HasPrefix(line, "Node 1") {
			continue
		}
		b, err := hex.DecodeString(line)
		if err != nil {
			t.Fatalf("line of follow: %q", line)
		}
		data[node] = append(data[node], b...)
	}
	return id, node0, data
}
