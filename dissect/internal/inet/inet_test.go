package inet

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"
)

// unhex reads hex with spaces.
func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const (
	addrs4 = " c0 00 02 01 c0 00 02 02 " // 192.0.2.1, 192.0.2.2
	addrs6 = " 20010db8000000000000000000000001 20010db8000000000000000000000002 "
	sixty  = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b"
)

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		name   string
		data   string
		cut    uint32
		reason string
		want   IP // without addresses
	}{
		{"padding dropped", "45 00 00 18 00 07 40 00 40 06 00 00" + addrs4 + "01 02 03 04 aa aa", 0, "",
			IP{Protocol: 6, Payload: 20, Len: 4, FragID: 7}},
		{"missing", "45 00 00 28 00 07 40 00 40 06 00 00" + addrs4 + "01 02 03 04", 16, "",
			IP{Protocol: 6, Payload: 20, Len: 4, Missing: 16, FragID: 7}},
		{"options", "46 00 00 1c 00 00 00 00 40 11 00 00" + addrs4 + "94 04 00 00 01 02 03 04", 0, "",
			IP{Protocol: 17, Payload: 24, Len: 4}},
		{"offload", "45 00 00 00 00 00 00 00 40 06 00 00" + addrs4 + sixty, 9, "",
			IP{Protocol: 6, Payload: 20, Len: 60, Missing: 9}},
		{"first fragment", "45 00 00 1c 00 09 20 00 40 11 00 00" + addrs4 + "01 02 03 04 05 06 07 08", 0, "",
			IP{Protocol: 17, Payload: 20, Len: 8, Fragment: true, FragMore: true, FragID: 9}},
		{"last fragment", "45 00 00 1c 00 09 00 02 40 11 00 00" + addrs4 + "01 02 03 04 05 06 07 08", 0, "",
			IP{Protocol: 17, Payload: 20, Len: 8, Fragment: true, FragOff: 16, FragID: 9}},
		{"AH", "45 00 00 30 00 00 00 00 40 33 00 00" + addrs4 + "06 04 00 00 00000001 00000001 000000000000000000000000 01020304", 0, "",
			IP{Protocol: 6, Payload: 44, Len: 4}},
		{"ping of death", "45 00 00 28 00 09 1f ff 40 11 00 00" + addrs4 + sixty, 0, ReasonIPv4Offset, IP{}},
		{"short header", "44 00 00 28 00 09 00 00 40 11 00 00" + addrs4 + sixty, 0, ReasonIPv4Header, IP{}},
		{"short total", "45 00 00 13 00 09 00 00 40 11 00 00" + addrs4 + sixty, 0, ReasonIPv4Length, IP{}},
		{"cut options", "46 00 00 28 00 09 00 00 40 11 00 00" + addrs4, 0, ReasonIPv4Truncated, IP{}},
		{"version", "75 00", 0, ReasonVersion, IP{}},
		{"nothing", "", 0, ReasonIPv4Truncated, IP{}},

		{"IPv6", "60 00 00 00 00 04 06 40" + addrs6 + "01 02 03 04 aa aa", 0, "",
			IP{Protocol: 6, Payload: 40, Len: 4}},
		{"IPv6 missing", "60 00 00 00 00 10 06 40" + addrs6 + "01 02 03 04", 12, "",
			IP{Protocol: 6, Payload: 40, Len: 4, Missing: 12}},
		{"IPv6 offload", "60 00 00 00 00 00 06 40" + addrs6 + sixty, 3, "",
			IP{Protocol: 6, Payload: 40, Len: 60, Missing: 3}},
		{"IPv6 no next header", "60 00 00 00 00 00 3b 40" + addrs6 + "aa aa", 0, "",
			IP{Protocol: 59, Payload: 40}},
		{"hop-by-hop, routing, destination, mobility", "60 00 00 00 00 2c 00 40" + addrs6 +
			"2b 00 0502 0000 0100  3c 01 0000 00000000 0000000000000000  87 00 010400000000  11 00 010400000000 01020304", 0, "",
			IP{Protocol: 17, Payload: 80, Len: 4}},
		{"jumbo", "60 00 00 00 00 00 00 40" + addrs6 + "06 00 c2 04 00 01 00 10 01 02 03 04", 0, "",
			IP{Protocol: 6, Payload: 48, Len: 4, Missing: 0x10010 - 12}},
		{"IPv6 fragment", "60 00 00 00 00 10 2c 40" + addrs6 + "3c 00 00 11 00 00 00 05 01 02 03 04 05 06 07 08", 0, "",
			IP{Protocol: 60, Payload: 48, Len: 8, Fragment: true, FragMore: true, FragOff: 16, FragID: 5}},
		{"atomic fragment", "60 00 00 00 00 0c 2c 40" + addrs6 + "06 00 00 00 00 00 00 05 01 02 03 04", 0, "",
			IP{Protocol: 6, Payload: 48, Len: 4, FragID: 5}},
		{"cut extension", "60 00 00 00 00 10 00 40" + addrs6 + "06 01 00 00 00 00 00 00", 8, ReasonIPv6Extension, IP{}},
		{"endless extensions", "60 00 00 00 03 e8 00 40" + addrs6 + strings.Repeat("00 00 01 04 00 00 00 00", 125), 0, ReasonIPv6Extensions, IP{}},
		{"cut IPv6", "60 00 00 00 00 10", 0, ReasonIPv6Truncated, IP{}},
	} {
		data := append([]byte{0xff, 0xff}, unhex(t, tc.data)...) // an offset of 2
		var ip IP
		reason := Parse(data, 2, len(data), tc.cut, &ip)
		if reason != tc.reason {
			t.Errorf("%s: want reason %q, got %q", tc.name, tc.reason, reason)
			continue
		}
		if reason != "" {
			continue
		}
		if ip.Src == ip.Dst || ip.Src[15] != 1 || ip.Dst[15] != 2 {
			t.Errorf("%s: addresses %x, %x", tc.name, ip.Src, ip.Dst)
		}
		ip.Src, ip.Dst = [16]byte{}, [16]byte{}
		tc.want.Payload += 2
		if ip != tc.want {
			t.Errorf("%s:\nwant %+v\n got %+v", tc.name, tc.want, ip)
		}
	}
}

func TestParseTransport(t *testing.T) {
	const tcp = "c0 00 0d 3d 01 02 03 04 05 06 07 08 "
	for _, tc := range []struct {
		name     string
		protocol uint8
		data     string
		missing  uint32
		reason   string
		payload  int
		len      int
		left     uint32
	}{
		{"TCP", 6, tcp + "50 18 20 00 00 00 00 00 aa bb", 0, "", 20, 2, 0},
		{"TCP options", 6, tcp + "60 18 20 00 00 00 00 00 01 01 01 00 aa bb", 5, "", 24, 2, 5},
		{"TCP options cut", 6, tcp + "80 18 20 00 00 00 00 00 01 01", 30, "", 22, 0, 20},
		{"TCP options beyond", 6, tcp + "80 18 20 00 00 00 00 00 01 01", 9, ReasonTCPLength, 0, 0, 0},
		{"TCP offset", 6, tcp + "40 18 20 00 00 00 00 00", 0, ReasonTCPOffset, 0, 0, 0},
		{"TCP cut", 6, tcp + "50 18 20 00 00 00 00", 9, ReasonTCPTruncated, 0, 0, 0},
		{"UDP", 17, "c0 00 00 35 00 0a 00 00 aa bb", 0, "", 8, 2, 0},
		{"UDP trailer", 17, "c0 00 00 35 00 09 00 00 aa bb", 0, "", 8, 1, 0},
		{"UDP missing", 17, "c0 00 00 35 00 10 00 00 aa bb", 20, "", 8, 2, 6},
		{"UDP beyond IP", 17, "c0 00 00 35 00 40 00 00 aa bb", 0, "", 8, 2, 0},
		{"UDP jumbo", 17, "c0 00 00 35 00 00 00 00 aa bb", 3, "", 8, 2, 3},
		{"UDP length", 17, "c0 00 00 35 00 07 00 00 aa bb", 0, ReasonUDPLength, 0, 0, 0},
		{"UDP cut", 17, "c0 00 00 35 00 07 00", 0, ReasonUDPTruncated, 0, 0, 0},
		{"ICMP", 1, "08 00 00 00", 0, ReasonProtocol, 0, 0, 0},
	} {
		var tp Transport
		reason := ParseTransport(tc.protocol, unhex(t, tc.data), tc.missing, &tp)
		if reason != tc.reason || tp.Payload != tc.payload || tp.Len != tc.len || tp.Missing != tc.left {
			t.Errorf("%s: want %q %d %d %d, got %q %+v", tc.name, tc.reason, tc.payload, tc.len, tc.left, reason, tp)
		}
		if reason == "" && tp.SrcPort != 49152 {
			t.Errorf("%s: want port 49152, got %d", tc.name, tp.SrcPort)
		}
		if reason == "" && tc.protocol == 6 && (tp.DstPort != 3389 || tp.Seq != 0x01020304 || tp.Ack != 0x05060708 || tp.Flags != 0x18 || tp.Window != 0x2000) {
			t.Errorf("%s: got %+v", tc.name, tp)
		}
	}
}

func TestUpper(t *testing.T) {
	for _, tc := range []struct {
		protocol uint8
		data     string
		want     uint8
		off      int
		reason   string
	}{
		{6, "01 02", 6, 0, ""},
		{60, "11 00 01 04 00 00 00 00 c0 00", 17, 8, ""},
		{60, "11 01 01 04 00 00 00 00 c0 00", 60, 0, ReasonIPv6Extension},
		{44, "11 00 00 01 00 00 00 00 c0 00", 17, 8, ReasonProtocol},
	} {
		got, off, reason := Upper(tc.protocol, unhex(t, tc.data))
		if got != tc.want || off != tc.off || reason != tc.reason {
			t.Errorf("%d %s: got %d, %d, %q", tc.protocol, tc.data, got, off, reason)
		}
	}
}

// TestHostHash checks symmetry and how evenly the pairs of a /16 network spread over a
// few shards.
func TestHostHash(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const shards, pairs = 7, 70_000
	var count [shards]int
	for i := range pairs {
		a := [16]byte{10: 0xff, 11: 0xff, 12: 10, 13: 1, 14: byte(i >> 8), 15: byte(i)}
		b := [16]byte{10: 0xff, 11: 0xff, 12: 10, 13: 1, 14: byte(r.Uint32()), 15: 1}
		h := HostHash(&a, &b)
		if h != HostHash(&b, &a) {
			t.Fatalf("%x and %x: swapping them changes the hash", a, b)
		}
		count[h%shards]++
	}
	for i, n := range count {
		if n < pairs/shards*9/10 || n > pairs/shards*11/10 {
			t.Errorf("shard %d has %d of %d pairs", i, n, pairs)
		}
	}
	// Hosts that talk to themselves must not all be in one shard.
	seen := map[uint32]bool{}
	for i := range 100 {
		a := [16]byte{15: byte(i)}
		seen[HostHash(&a, &a)] = true
	}
	if len(seen) < 99 {
		t.Errorf("want 100 different hashes, got %d", len(seen))
	}
}

func TestAllocs(t *testing.T) {
	data := unhex(t, "60 00 00 00 00 1c 00 40"+addrs6+"06 00 01 04 00 00 00 00 c0 00 0d 3d 01 02 03 04 05 06 07 08 50 18 20 00 00 00 00 00")
	var ip IP
	var tp Transport
	if n := testing.AllocsPerRun(100, func() {
		if Parse(data, 0, len(data), 0, &ip) != "" || ParseTransport(ip.Protocol, data[ip.Payload:ip.Payload+ip.Len], 0, &tp) != "" {
			t.Fatal("not read")
		}
		HostHash(&ip.Src, &ip.Dst)
	}); n != 0 {
		t.Errorf("want no allocation, got %v", n)
	}
}

// FuzzParse checks that what is found lies within what was given, and that bytes
// behind the end do not matter.
func FuzzParse(f *testing.F) {
	f.Add(unhex(f, "45 00 00 18 00 07 40 00 40 06 00 00"+addrs4+"01 02 03 04 aa aa"), uint32(0))
	f.Add(unhex(f, "60 00 00 00 00 00 00 40"+addrs6+"06 00 c2 04 00 01 00 10 01 02 03 04"), uint32(7))
	f.Add(unhex(f, "60 00 00 00 00 10 2c 40"+addrs6+"3c 00 00 11 00 00 00 05 01 02 03 04 05 06 07 08"), uint32(0))
	f.Fuzz(func(t *testing.T, data []byte, cut uint32) {
		var ip, again IP
		reason := Parse(data, 0, len(data), cut, &ip)
		more := append(bytes.Clone(data), 0xff, 0xff, 0xff)
		if r := Parse(more, 0, len(data), cut, &again); r != reason || reason == "" && again != ip {
			t.Fatalf("bytes behind the end matter: %q %+v, %q %+v", reason, ip, r, again)
		}
		if reason != "" {
			return
		}
		if ip.Payload < 20 || ip.Len < 0 || ip.Payload+ip.Len > len(data) {
			t.Fatalf("payload [%d:+%d] of %d bytes", ip.Payload, ip.Len, len(data))
		}
		var tp Transport
		b := data[ip.Payload : ip.Payload+ip.Len]
		if ParseTransport(ip.Protocol, b, ip.Missing, &tp) == "" && (tp.Payload < 8 || tp.Len < 0 || tp.Payload+tp.Len > len(b)) {
			t.Fatalf("transport payload [%d:+%d] of %d bytes", tp.Payload, tp.Len, len(b))
		}
	})
}
