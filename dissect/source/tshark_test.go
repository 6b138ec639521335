package source

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// tsharkFiles are compared packet by packet with tshark: the formats, every link
// layer and tunnel, and cut packets.
var tsharkFiles = []string{
	"lab/captures/fmt_merged.pcapng",
	"lab/captures/fmt_nanosecond.pcap",
	"lab/captures/fmt_ra_plain.pcap.gz",
	"lab/captures/fmt_sll.pcap",
	"lab/captures/fmt_snaplen96.pcap",
	"lab/captures/fmt_two_ifaces.pcapng",
	"lab/captures/dscpm_http_ipv6.pcap",
	"corpus/arkime/arkime_synthetic.pcap",
	"corpus/remotepotato0/victim_server.pcapng",
	"corpus/arkime/6-4-gre-ppp-udp-4-dns.pcap",
	"corpus/chrissanders/ipv6_fragments.pcapng",
	"corpus/pcapplusplus/MplsPackets.pcap",
	"corpus/pcapplusplus/Vxlan2.pcap",
	"corpus/pcapplusplus/NullLoopback.pcap",
	"corpus/tcpdump/gso-ipv4-geneve-ipv6.pcap",
	"corpus/tcpdump/nflog.pcap",
	"corpus/tcpdump/LINKTYPE_PKTAP.pcap",
	"corpus/wireshark-wiki/6in4.pcap",
	"corpus/zeek/erspanIII.pcap",
	"corpus/zeek/gre-over-udp-4754.pcap",
	"corpus/zeek/http-qinq-0.pcap",
	"corpus/zeek/mpls-in-vlan.pcap",
	"corpus/zeek/vxlan-triple-v2.pcap",
}

// tsharkFields are the columns asked for; of repeated fields the last, which is that
// of the innermost header.
var tsharkFields = []string{
	"frame.number", "frame.time_epoch", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst",
	"tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.len",
	"udp.srcport", "udp.dstport", "icmp.type", "icmpv6.type", "frame.protocols",
}

// tsharkRows runs tshark on a capture.
func tsharkRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("skipped: tshark is not installed")
	}
	args := []string{"-n", "-r", path, "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE",
		"-T", "fields", "-E", "occurrence=l"}
	for _, f := range tsharkFields {
		args = append(args, "-e", f)
	}
	out, err := exec.Command(tshark, args...).Output()
	if err != nil && len(out) == 0 {
		t.Skipf("skipped: tshark on %s: %v", path, err)
	}
	var rows []map[string]string
	for _, line := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		row := map[string]string{}
		for i, v := range strings.Split(line, "\t") {
			row[tsharkFields[i]] = v
		}
		rows = append(rows, row)
	}
	return rows
}

// parseEpoch reads seconds and nanoseconds without going through a float.
func parseEpoch(s string) int64 {
	sec, frac, _ := strings.Cut(s, ".")
	a, _ := strconv.ParseInt(sec, 10, 64)
	b, _ := strconv.ParseInt((frac + "000000000")[:9], 10, 64)
	return a*1e9 + b
}

// wantTransport words what tshark says of a packet's transport header, "" for none.
func wantTransport(row map[string]string, time bool) string {
	if row["icmp.type"] != "" || row["icmpv6.type"] != "" {
		return ""
	}
	addr := func(v4, v6 string) string {
		if row[v6] != "" && (row[v4] == "" || strings.LastIndex(row["frame.protocols"], ":ipv6") > strings.LastIndex(row["frame.protocols"], ":ip:")) {
			return row[v6]
		}
		return row[v4]
	}
	src, dst := addr("ip.src", "ipv6.src"), addr("ip.dst", "ipv6.dst")
	at := ""
	if time {
		at = fmt.Sprint(parseEpoch(row["frame.time_epoch"]), " ")
	}
	switch {
	case row["tcp.seq_raw"] != "" && row["tcp.len"] != "":
		return fmt.Sprintf("%stcp %s:%s %s:%s %s %s", at, src, row["tcp.srcport"], dst, row["tcp.dstport"], row["tcp.seq_raw"], row["tcp.len"])
	case row["udp.srcport"] != "":
		return fmt.Sprintf("%sudp %s:%s %s:%s", at, src, row["udp.srcport"], dst, row["udp.dstport"])
	}
	return ""
}

// gotTransport words the same of ours. tshark's tcp.len is that of the headers, so
// the missing bytes count.
func gotTransport(p *dissect.Packet, time bool) string {
	at := ""
	if time {
		at = fmt.Sprint(p.Time, " ")
	}
	switch p.Kind {
	case dissect.PacketTCP:
		return fmt.Sprintf("%stcp %s:%d %s:%d %d %d", at, p.Src.Addr(), p.SrcPort, p.Dst.Addr(), p.DstPort, p.Seq, p.PayloadLen+p.Missing)
	case dissect.PacketUDP:
		return fmt.Sprintf("%sudp %s:%d %s:%d", at, p.Src.Addr(), p.SrcPort, p.Dst.Addr(), p.DstPort)
	}
	return ""
}

// compareTshark compares one capture and returns how many packets agreed.
func compareTshark(t *testing.T, path string) int {
	rows := tsharkRows(t, path)
	src, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var b dissect.Batch
	agreed := 0
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			p := &b.Packets[i]
			if p.Number > uint64(len(rows)) {
				t.Fatalf("%s: tshark has %d frames, we have more", path, len(rows))
			}
			row := rows[p.Number-1]
			want, got := wantTransport(row, true), gotTransport(p, true)
			if p.Kind == dissect.PacketFragment || want == got {
				agreed++
				continue
			}
			t.Errorf("%s frame %d (%s):\nwant %s\n got %s %s", path, p.Number, row["frame.protocols"], want, got, p.Skip)
		}
		if err != nil {
			return agreed
		}
	}
}

func TestTshark(t *testing.T) {
	for _, f := range tsharkFiles {
		t.Run(f, func(t *testing.T) {
			if compareTshark(t, needShared(t, f)) == 0 {
				t.Error("want packets, got none")
			}
		})
	}
}
