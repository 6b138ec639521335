package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// IP packets for the tests below. The inner one is TCP 192.0.2.1:49152 to
// 192.0.2.2:3389 with a payload of 4 bytes.
const (
	innerTCP = `
	45 00 00 2c  12 34 40 00  40 06 00 00  c0 00 02 01  c0 00 02 02
	c0 00  0d 3d  01 02 03 04  05 06 07 08  50 18  20 00  00 00  00 00
	03 00 00 0b`
	ether = "00 00 5e 00 53 02  00 00 5e 00 53 01 "
	// outer starts an IPv4 header with the given protocol and no length, as left by
	// segmentation offload; outer6 starts an IPv6 header without a length.
	outer  = "45 00 00 00  00 01 00 00  40 %s 00 00  c6 33 64 01  c6 33 64 02 "
	outer6 = "60 00 00 00  00 00 %s 40  2001 0db8 0000 0000 0000 0000 0000 0001  2001 0db8 0000 0000 0000 0000 0000 0002 "
)

// udp starts a UDP header from port 50000 to port, with a length of 0.
func udp(port int) string { return fmt.Sprintf("c350 %04x 0000 0000 ", port) }

func ip4(protocol string) string { return fmt.Sprintf(outer, protocol) }
func ip6(protocol string) string { return fmt.Sprintf(outer6, protocol) }

// locate runs the headers of one frame.
func locate(link uint32, data []byte, wireLen int) dissect.Packet {
	var l links
	p := dissect.Packet{LinkType: link, Data: data[:len(data):len(data)], WireLen: uint32(wireLen)}
	l.locate(&p)
	return p
}

// TestWhole: what an IP header promises beyond a frame that was not cut, or by less.
func TestWhole(t *testing.T) {
	data := hexBytes(t, innerTCP)
	for _, c := range []struct {
		kept, wire int
		missing    uint32
		whole      bool
	}{{44, 44, 0, false}, {42, 44, 2, false}, {42, 50, 2, false}, {42, 42, 2, true}, {42, 43, 2, true}} {
		if p := locate(101, data[:c.kept], c.wire); p.Missing != c.missing || p.Whole != c.whole {
			t.Errorf("%d of %d bytes: want %d missing, whole %v, got %d, %v", c.kept, c.wire, c.missing, c.whole, p.Missing, p.Whole)
		}
		// In a tunnel, whose headers promise nothing.
		tunnel := append(hexBytes(t, ip4("04")), data[:c.kept]...)
		if p := locate(101, tunnel, 20+c.wire); p.Missing != c.missing || p.Whole != c.whole {
			t.Errorf("in a tunnel, %d of %d bytes: want %d missing, whole %v, got %d, %v", c.kept, c.wire, c.missing, c.whole, p.Missing, p.Whole)
		}
	}
}

// TestReachesTCP has every link layer and tunnel before the same TCP segment.
func TestReachesTCP(t *testing.T) {
	for _, tc := range []struct {
		name string
		link uint32
		head string
	}{
		{"Ethernet", 1, ether + "08 00"},
		{"802.1Q", 1, ether + "81 00 00 05 08 00"},
		{"802.1ad", 1, ether + "88 a8 00 05 81 00 00 06 08 00"},
		{"QinQ 0x9100", 1, ether + "91 00 00 05 81 00 00 06 08 00"},
		{"802.3 SNAP", 1, ether + "00 34 aa aa 03 00 00 00 08 00"},
		{"802.3 bridge tunnel", 1, ether + "00 34 aa aa 03 00 00 f8 08 00"},
		{"802.3 IP SAP", 1, ether + "00 2f 06 06 03"},
		{"cooked", 113, "00 00 03 04 00 06 00 00 00 00 00 00 00 00 08 00"},
		{"cooked VLAN", 113, "00 00 00 01 00 06 00 00 00 00 00 00 00 00 81 00 00 05 08 00"},
		{"cooked LLC", 113, "00 00 00 01 00 06 00 00 00 00 00 00 00 00 00 04 aa aa 03 00 00 00 08 00"},
		{"cooked 2", 276, "08 00 00 00 00 00 00 01 03 04 00 06 00 00 00 00 00 00 00 00"},
		{"null little-endian", 0, "02 00 00 00"},
		{"null big-endian", 0, "00 00 00 02"},
		{"loop", 108, "00 00 00 02"},
		{"raw 12", 12, ""}, {"raw 14", 14, ""}, {"raw 101", 101, ""}, {"raw 228", 228, ""},
		{"PPP", 9, "00 21"},
		{"PPP with address", 9, "ff 03 00 21"},
		{"PPP short protocol", 9, "21"},
		{"PPP serial", 50, "ff 03 00 21"},
		{"PPPoE link", 51, "11 00 00 01 00 2e 00 21"},
		{"PPPoE", 1, ether + "88 64 11 00 00 01 00 2e 00 21"},
		{"Cisco HDLC", 104, "0f 00 08 00"},
		{"NFLOG", 239, "02 00 00 00 08 00 01 00 00 00 00 00 30 00 09 00"},
		{"PKTAP", 258, "10 00 00 00 01 00 00 00 65 00 00 00 00 00 00 00"},
		{"MPLS", 1, ether + "88 47 00 01 00 40 00 02 01 40"},
		{"MPLS pseudowire", 1, ether + "88 47 00 01 01 40 00 00 00 00" + ether + "08 00"},
		{"IP in IP", 101, ip4("04")},
		{"IPv4 in IPv6", 101, ip6("04")},
		{"GRE", 101, ip4("2f") + "00 00 08 00"},
		{"GRE with checksum, key, sequence", 101, ip4("2f") + "b0 00 08 00 00 00 00 00 00 00 00 01 00 00 00 02"},
		{"GRE in IPv6", 101, ip6("2f") + "00 00 08 00"},
		{"GRE bridging", 101, ip4("2f") + "00 00 65 58" + ether + "08 00"},
		{"GRE PPTP", 101, ip4("2f") + "30 81 88 0b 00 2e 00 01 00 00 00 01 00 00 00 02 ff 03 00 21"},
		{"GRE MPLS", 101, ip4("2f") + "00 00 88 47 00 01 01 40"},
		{"ERSPAN I", 101, ip4("2f") + "00 00 88 be" + ether + "08 00"},
		{"ERSPAN II", 101, ip4("2f") + "10 00 88 be 00 00 00 01 10 00 00 00 00 00 00 00" + ether + "08 00"},
		{"ERSPAN III", 101, ip4("2f") + "10 00 22 eb 00 00 00 01 20 00 00 00 00 00 00 00 00 00 00 00" + ether + "08 00"},
		{"ERSPAN III platform", 101, ip4("2f") + "10 00 22 eb 00 00 00 01 20 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00" + ether + "08 00"},
		{"EtherIP", 101, ip4("61") + "30 00" + ether + "08 00"},
		{"MPLS in IP", 101, ip4("89") + "00 01 01 40"},
		{"VXLAN", 101, ip4("11") + udp(4789) + "08 00 00 00 00 00 01 00" + ether + "08 00"},
		{"VXLAN-GPE", 101, ip4("11") + udp(4790) + "0c 00 00 01 00 00 01 00"},
		{"Geneve", 101, ip4("11") + udp(6081) + "01 00 65 58 00 00 01 00 00 00 00 00" + ether + "08 00"},
		{"Geneve IP", 101, ip4("11") + udp(6081) + "00 00 08 00 00 00 01 00"},
		{"GTP-U", 101, ip4("11") + udp(2152) + "30 ff 00 2c 00 00 00 01"},
		{"GTP-U extension", 101, ip4("11") + udp(2152) + "34 ff 00 34 00 00 00 01 00 00 00 85 01 00 00 00"},
		{"Teredo", 101, ip4("11") + udp(3544) + ip6("04")},
		{"Teredo origin", 101, ip4("11") + udp(3544) + "00 00 00 00 00 00 00 00 " + ip6("04")},
		{"Teredo authentication", 101, ip4("11") + udp(3544) + "00 01 00 00 00 00 00 00 00 00 00 00 00 " + ip6("04")},
		{"GRE in UDP", 101, ip4("11") + udp(4754) + "00 00 08 00"},
		{"VXLAN in GRE in IPv6", 101, ip6("2f") + "00 00 08 00" + ip4("11") + udp(4789) + "08 00 00 00 00 00 01 00" + ether + "81 00 00 01 08 00"},
	} {
		head := hexBytes(t, tc.head)
		data := append(append(head, hexBytes(t, innerTCP)...), 0xaa, 0xaa)
		p := locate(tc.link, data, len(data))
		checkPacket(t, &p)
		if p.Kind != dissect.PacketTCP || p.SrcPort != 49152 || p.DstPort != 3389 || p.Seq != 0x01020304 ||
			p.Ack != 0x05060708 || p.Flags != dissect.PSH|dissect.ACK || p.Window != 0x2000 ||
			p.Src.Addr().String() != "192.0.2.1" || p.Dst.Addr().String() != "192.0.2.2" ||
			int(p.Payload) != len(head)+40 || p.PayloadLen != 4 || p.Missing != 0 || p.Hash == 0 {
			t.Errorf("%s: got %+v", tc.name, p)
		}
		// Every cut says something that can be relied on.
		for n := range len(data) {
			cut := locate(tc.link, data[:n], len(data))
			checkPacket(t, &cut)
			if cut.Kind == dissect.PacketTCP && cut.PayloadLen+cut.Missing != 4 {
				t.Errorf("%s cut to %d bytes: want 4 bytes of payload, got %d and %d missing", tc.name, n, cut.PayloadLen, cut.Missing)
			}
		}
	}
}

// TestPPPoELength: what an IP header promises beyond the PPPoE payload is no lost data.
// The acknowledgement is frame 19 of Zeek's pppoe-over-qinq.pcap; tshark says of it that
// its TCP segment is empty.
func TestPPPoELength(t *testing.T) {
	data := hexBytes(t, `bcd17717750d 000000000000 8100 0e78 8100 09aa 8864 1100 0f07 002a 0021
		4500 002e 1c46 4000 ef06 697e 02020202 01010101
		01bb 4faa fc90b007 d7a84499 5010 0862 8727 0000 000000000000`)
	p := locate(linkEthernet, data, len(data))
	checkPacket(t, &p)
	if p.Kind != dissect.PacketTCP || p.SrcPort != 443 || p.PayloadLen != 0 || p.Missing != 0 {
		t.Errorf("got %+v", p)
	}
	// Where the capture cut the PPPoE payload itself, the rest is missing.
	data[27] = 0x30 // 48 bytes: IP's 46 and the two of PPP
	p = locate(linkEthernet, data[:len(data)-2], len(data))
	if p.Kind != dissect.PacketTCP || p.PayloadLen != 4 || p.Missing != 2 {
		t.Errorf("cut: got %+v", p)
	}
}

func TestSkipReasons(t *testing.T) {
	long := strings.Repeat("00", 60)
	for _, tc := range []struct {
		link uint32
		data string
		want string
	}{
		{147, long, "link type 147 unknown"},
		{1, "00 01", "truncated Ethernet header"},
		{1, ether + "08 06" + long, "not IP (ethertype 0x0806 ARP)"},
		{1, ether + "12 34" + long, "not IP (ethertype 0x1234)"},
		{1, ether + "81 00 00", "truncated VLAN tag"},
		{1, ether + "00 26 42 42 03" + long, "not IP (802.2 LLC)"},
		{1, ether + strings.Repeat("81 00 00 01", 30) + "08 00", "too many headers inside each other"},
		{1, ether + "08 00 45 00", "truncated IPv4 header"},
		{1, ether + "86 dd 60 00", "truncated IPv6 header"},
		{1, ether + "08 00 55 00" + long, "neither IPv4 nor IPv6 (version field)"},
		{101, ip4("01") + "03 00 00 00 00 00 00 00" + innerTCP, "IP protocol 1 (ICMP)"},
		{101, ip6("3a") + "01 00 00 00 00 00 00 00" + innerTCP, "IP protocol 58 (ICMPv6)"},
		{101, ip4("fd") + long, "IP protocol 253"},
		{101, ip4("2f") + "00", "gopacket could not decode GRE"},
		{101, ip4("2f") + "40 00 08 00" + long[:8], "gopacket could not decode GRE"},
		{101, ip4("06") + "00 00", "truncated TCP header"},
		{101, ip4("11") + "00 00", "truncated UDP header"},
		{9, "c0 21 01", "not IP (PPP protocol 0xc021 LCP)"},
		{0, "00 00 00 07" + long, "not IP (address family 7)"},
		{101, strings.Repeat(ip4("04"), 30), "too many headers inside each other"},
	} {
		data := hexBytes(t, tc.data)
		p := locate(tc.link, data, len(data))
		if p.Kind != dissect.PacketSkipped || p.Skip != tc.want {
			t.Errorf("%s: want %q, got kind %d %q", tc.data, tc.want, p.Kind, p.Skip)
		}
	}
}

// TestNotATunnel has UDP to tunnel ports with something else inside: it stays UDP.
func TestNotATunnel(t *testing.T) {
	for _, port := range []int{4789, 4790, 6081, 2152, 3544, 4754} {
		data := hexBytes(t, ip4("11")+udp(port)+"c1 00 00 00 00 00 00 01 02")
		p := locate(101, data, len(data))
		if p.Kind == dissect.PacketSkipped || int(p.DstPort) != port || p.PayloadLen != 9 {
			t.Errorf("port %d: got %+v", port, p)
		}
	}
}

func TestFragments(t *testing.T) {
	v4 := hexBytes(t, ether+"08 00 45 00 00 24 be ef 20 10 40 11 00 00 c0 00 02 01 c0 00 02 02"+strings.Repeat("11", 16)+"aa")
	p := locate(1, v4, len(v4))
	if p.Kind != dissect.PacketFragment || p.Protocol != 17 || p.FragID != 0xbeef || p.FragOff != 128 || !p.FragMore ||
		p.Payload != 34 || p.PayloadLen != 16 {
		t.Errorf("IPv4: got %+v", p)
	}
	whole := hexBytes(t, ether+"08 00 45 00 00 2c 00 00 00 00 40 06 00 00 c0 00 02 02 c0 00 02 01"+strings.SplitN(innerTCP, "\n", 3)[2])
	if q := locate(1, whole, len(whole)); q.Hash != p.Hash {
		t.Errorf("want the hash of the fragment for its other packets, %#x, got %#x", p.Hash, q.Hash)
	}
	v6 := hexBytes(t, "60 00 00 00 00 18 2c 40"+strings.Repeat("20", 32)+"06 00 00 29 01 02 03 04"+strings.Repeat("11", 16))
	p = locate(101, v6, len(v6))
	if p.Kind != dissect.PacketFragment || p.Protocol != 6 || p.FragID != 0x01020304 || p.FragOff != 40 || !p.FragMore ||
		p.Payload != 48 || p.PayloadLen != 16 {
		t.Errorf("IPv6: got %+v", p)
	}
}

// TestReasonsBounded meets more link types than texts are kept for.
func TestReasonsBounded(t *testing.T) {
	var l links
	for i := range uint32(10 * maxReasons) {
		p := dissect.Packet{LinkType: 1000 + i}
		l.locate(&p)
		if i > maxReasons && p.Skip != skipOther {
			t.Fatalf("want %q, got %q", skipOther, p.Skip)
		}
	}
	if len(l.reasons.texts) > maxReasons {
		t.Errorf("want at most %d texts, got %d", maxReasons, len(l.reasons.texts))
	}
}

// TestLocateAllocs meets the same tunnels and reasons again and again.
func TestLocateAllocs(t *testing.T) {
	var l links
	var frames [][]byte
	for _, head := range []string{ip4("06"), ip4("01"), ip4("2f") + "00 00 08 00", ip4("11") + udp(4789) + "08 00 00 00 00 00 01 00" + ether + "08 06"} {
		frames = append(frames, hexBytes(t, head+innerTCP))
	}
	if n := testing.AllocsPerRun(100, func() {
		for _, data := range frames {
			p := dissect.Packet{LinkType: 101, Data: data, WireLen: uint32(len(data))}
			l.locate(&p)
		}
	}); n != 0 {
		t.Errorf("want no allocation, got %v", n)
	}
}
