package reassembly

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// Lost bytes of captures with holes, as they follow from the numbers that tshark
// prints: in the first the stream goes from 1369 straight to 10945, in the second
// from 1421 to 2841.
func TestCorpusLosses(t *testing.T) {
	for name, want := range map[string][2]uint64{
		"chrissanders/tcp_dupack.pcapng":                                  {0, 10945 - 1369},
		"pcapplusplus/unidirectional_tcp_stream_with_missing_packet.pcap": {2841 - 1421, 0},
	} {
		file := filepath.Join("..", "..", "shared", "corpus", name)
		if _, err := os.Stat(file); err != nil {
			t.Skip("no corpus beside the repository")
		}
		if _, err := exec.LookPath("tshark"); err != nil {
			t.Skip("no tshark")
		}
		if f := readFlows(t, file)[0]; f == nil || f.lost != want {
			t.Errorf("%s: want %v lost, got %+v", name, want, f)
		}
	}
}

// TestFragmentsAgainstTshark puts the IPv4 datagrams of real captures together
// and compares them, in order, with those of tshark.
func TestFragmentsAgainstTshark(t *testing.T) {
	for _, name := range []string{
		"chrissanders/ipfragments.pcap", "fq/tcp-ipv4frag.pcap", "pcapplusplus/frag_with_padding.pcap",
		"pcapplusplus/ipfragutil_ip_ids.pcap", "pcapplusplus/http_req_frag.pcap",
	} {
		file := filepath.Join("..", "..", "shared", "corpus", name)
		if _, err := os.Stat(file); err != nil {
			t.Skip("no corpus beside the repository")
		}
		out, err := exec.Command("tshark", "-r", file, "-Y", "ip.reassembled.data", "-T", "fields", "-e", "ip.reassembled.data").Output()
		if err != nil {
			t.Skip("no tshark")
		}
		want := strings.Fields(string(out))
		got := defragment(t, file)
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: want %d datagrams, got %d, or they differ", name, len(want), len(got))
		}
	}
}

// defragment returns the datagrams of a pcap file (little-endian, Ethernet,
// IPv4 only) in hexadecimal, in the order in which they became complete.
func defragment(t *testing.T, file string) []string {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	w := newFragmentWorld(t)
	for b = b[24:]; len(b) >= 16; {
		n := int(binary.LittleEndian.Uint32(b[8:]))
		frame := b[16 : 16+n]
		b = b[16+n:]
		if len(frame) > 38 && binary.BigEndian.Uint16(frame[12:]) == 0x8100 {
			frame = frame[4:] // a VLAN tag
		}
		if len(frame) < 34 || binary.BigEndian.Uint16(frame[12:]) != 0x0800 {
			continue
		}
		ip := frame[14:]
		ip = ip[:min(len(ip), int(binary.BigEndian.Uint16(ip[2:])))] // without padding
		word := binary.BigEndian.Uint16(ip[6:])
		f := Fragment{
			Key: FragmentKey{Protocol: ip[9], ID: uint32(binary.BigEndian.Uint16(ip[4:]))},
			Off: uint32(word&0x1fff) * 8, More: word&0x2000 != 0, Payload: ip[ip[0]&15*4:],
		}
		copy(f.Key.Src[:], ip[12:16])
		copy(f.Key.Dst[:], ip[16:20])
		if f.Off == 0 && !f.More {
			continue
		}
		if g, _ := w.add(f); g != nil {
			all = append(all, hex.EncodeToString(g.Data))
		}
	}
	return all
}
