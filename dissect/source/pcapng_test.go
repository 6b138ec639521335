package source

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// TestPcapng has two sections in different byte orders with interfaces of different
// link type and clock, and all kinds of packet blocks.
func TestPcapng(t *testing.T) {
	ether := hexBytes(t, tcpFrame)
	raw := ether[14:]
	var file []byte
	for _, big := range []bool{false, true} {
		w := newBuilder(big).section()
		w.iface(1, 60, w.option(optName, []byte("lo")))
		w.iface(101, 0, w.option(optTimeRes, []byte{9}),
			w.option(optTimeZero, w.body(func(b *builder) {
				if big {
					b.u32(0, 1000)
				} else {
					b.u32(1000, 0)
				}
			})))
		w.block(blockNames, []byte("names"))
		w.block(blockCustom, []byte("custom"))
		w.enhanced(0, 1_700_000_000_000_001, ether, 77)
		w.block(0x00000def, []byte("unknown"))
		w.enhanced(1, 1_700_000_000_000_000_001, raw, uint32(len(raw)))
		w.block(blockPacket, w.body(func(b *builder) {
			b.u16(1, 0).u32(0, 5, uint32(len(raw)), uint32(len(raw))).Write(raw)
		}))
		w.block(blockSimple, w.body(func(b *builder) { b.u32(1500).Write(ether) }))
		w.block(blockSecrets, w.body(func(b *builder) { b.u32(0x544c534b, 5).Write([]byte("hello")) }))
		w.block(blockStatistics, make([]byte, 12))
		file = append(file, w.Bytes()...)
	}
	src := openBytes(t, file)
	b := fillOne(t, src)
	want := []struct {
		time    int64
		wireLen uint32
		iface   uint32
		link    uint32
		data    []byte
	}{
		{1_700_000_000_000_001_000, 77, 0, 1, ether},
		{1_700_001_000_000_000_001, uint32(len(raw)), 1, 101, raw},
		{1_000_000_000_005, uint32(len(raw)), 1, 101, raw},
		{0, 1500, 0, 1, ether}, // 60 bytes are stored, which is the snap length
		{1_700_000_000_000_001_000, 77, 2, 1, ether},
		{1_700_001_000_000_000_001, uint32(len(raw)), 3, 101, raw},
		{1_000_000_000_005, uint32(len(raw)), 3, 101, raw},
		{0, 1500, 2, 1, ether},
	}
	if len(b.Packets) != len(want) {
		t.Fatalf("want %d packets, got %d; %v", len(want), len(b.Packets), b.Notices)
	}
	for i, w := range want {
		p := &b.Packets[i]
		if p.Time != w.time || p.WireLen != w.wireLen || p.Interface != w.iface || p.LinkType != w.link ||
			!bytes.Equal(p.Data, w.data) || p.Kind != dissect.PacketTCP || p.Seq != 0x01020304 {
			t.Errorf("packet %d: want %+v, got %+v", i+1, w, p)
		}
	}
	if len(b.Secrets) != 2 || b.Secrets[1].Type != 0x544c534b || string(b.Secrets[1].Data) != "hello" {
		t.Errorf("want 2 secrets, got %v", b.Secrets)
	}
	if len(b.Notices) != 1 || b.Notices[0].Kind != dissect.NoticeInfo ||
		b.Notices[0].Reason != "2 unknown blocks of type 0x00000def were skipped" {
		t.Errorf("want one notice about 2 unknown blocks, got %v", b.Notices)
	}
	info := src.Info()
	if info.Format != "pcapng" || len(info.Interfaces) != 4 || info.Interfaces[2].Name != "lo" ||
		info.Interfaces[2].ID != 2 || info.Interfaces[2].SnapLen != 60 || info.Interfaces[3].LinkType != 101 {
		t.Errorf("got %+v", info)
	}
}

// TestPcapngSimple cuts simple packet blocks at the snap length.
func TestPcapngSimple(t *testing.T) {
	ether := hexBytes(t, tcpFrame)
	w := newBuilder(false).section().iface(1, 20)
	w.block(blockSimple, w.body(func(b *builder) { b.u32(60).Write(ether[:20]) }))
	w.block(blockSimple, w.body(func(b *builder) { b.u32(19).Write(ether[:19]) }))
	b := fillOne(t, openBytes(t, w.Bytes()))
	if len(b.Packets) != 2 || len(b.Packets[0].Data) != 20 || len(b.Packets[1].Data) != 19 {
		t.Errorf("want packets of 20 and 19 bytes, got %+v", b.Packets)
	}
}

func TestPcapngPrefixes(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	for _, big := range []bool{false, true} {
		w := newBuilder(big).section()
		first := w.Len()
		w.iface(1, 0)
		ends := []int{w.Len()}
		for range 2 {
			w.enhanced(0, 1, frame, uint32(len(frame)))
			ends = append(ends, w.Len())
		}
		whole := w.Bytes()
		// Up to the interface only a section header can be whole.
		src := openBytes(t, whole[:first])
		if s := readAll(t, src); s.packets != 0 || len(s.notices) != 0 {
			t.Errorf("section header alone: got %+v", s)
		}
		for n := first + 1; n < ends[0]; n++ {
			if s := readAll(t, openBytes(t, whole[:n])); s.packets != 0 || len(s.notices) != 1 {
				t.Errorf("prefix of %d bytes: got %+v", n, s)
			}
		}
		for n := range first {
			if _, err := NewReader(bytes.NewReader(whole[:n]), "test", Options{}); err == nil {
				t.Errorf("prefix of %d bytes: want an error", n)
			}
		}
		for n := ends[0]; n <= len(whole); n++ {
			want, clean := -1, false
			for _, end := range ends {
				if end <= n {
					want, clean = want+1, end == n
				}
			}
			s := readAll(t, openBytes(t, whole[:n]))
			if int(s.packets) != want || clean != (len(s.notices) == 0) {
				t.Errorf("prefix of %d bytes: want %d packets, clean=%v, got %+v", n, want, clean, s)
			}
		}
	}
}

func TestPcapngDamage(t *testing.T) {
	frame := hexBytes(t, tcpFrame) // 60 bytes
	enhanced := newBuilder(false).enhanced(0, 1, frame, 60).Bytes()
	with := func(off int, v byte) []byte {
		b := bytes.Clone(enhanced)
		b[off] = v
		return b
	}
	for _, tc := range []struct {
		name    string
		damage  []byte
		packets uint64 // with one good packet before and one behind
		reason  string
	}{
		{"tail", with(len(enhanced)-4, 0x10), 3, "block 4: its lengths at the head (92) and at the tail (16) differ"},
		{"head", with(4, 96), 2, "block 4: its lengths at the head (96) and at the tail (6) differ"},
		{"short", with(4, 8), 1, "block 4: length 8 is not possible"},
		{"long", with(7, 0x7f), 1, "is not possible"},
		{"captured", with(20, 61), 2, "block 4 of type 6 is too short for what it holds"},
		{"interface", with(8, 1), 3, "frame 2 is of interface 1, which the file does not describe"},
		{"small block", newBuilder(false).block(blockEnhanced, make([]byte, 8)).Bytes(), 2, "block 4 of type 6 is too short"},
		{"magic", newBuilder(false).block(blockSection, make([]byte, 16)).Bytes(), 1, "without byte-order magic"},
		{"secrets", newBuilder(false).block(blockSecrets, []byte{1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0}).Bytes(), 2, "block 4 of type 10 is too short"},
	} {
		w := newBuilder(false).section().iface(1, 0)
		w.enhanced(0, 1, frame, 60)
		w.Write(tc.damage)
		w.enhanced(0, 1, frame, 60)
		s := readAll(t, openBytes(t, w.Bytes()))
		if s.packets != tc.packets || len(s.notices) == 0 || s.notices[0].Kind != dissect.NoticeCut ||
			!strings.Contains(s.notices[0].Reason, tc.reason) {
			t.Errorf("%s: want %d packets and %q, got %d and %v", tc.name, tc.packets, tc.reason, s.packets, s.notices)
		}
	}
}

// TestPcapngManyDiffering bounds the notices about differing lengths.
func TestPcapngManyDiffering(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(false).section().iface(1, 0)
	for range 100 {
		w.enhanced(0, 1, frame, 60)
		w.Truncate(w.Len() - 4)
		w.u32(7)
	}
	s := readAll(t, openBytes(t, w.Bytes()))
	if s.packets != 100 || len(s.notices) != maxDiffering+1 || !strings.Contains(s.notices[maxDiffering].Reason, "100 blocks in all") {
		t.Errorf("want 100 packets and %d notices, got %d and %v", maxDiffering+1, s.packets, s.notices)
	}
}

// TestPcapngUnpadded has blocks whose length leaves out the padding.
func TestPcapngUnpadded(t *testing.T) {
	frame := hexBytes(t, tcpFrame)[:58]
	w := newBuilder(false).section().iface(1, 0)
	for range 2 {
		w.u32(blockEnhanced, 90, 0, 0, 1, 58, 58).Write(frame)
		w.u16(0).u32(90)
	}
	s := readAll(t, openBytes(t, w.Bytes()))
	if s.packets != 2 || len(s.notices) != 1 || s.notices[0].Kind != dissect.NoticeInfo {
		t.Errorf("want 2 packets and one info, got %d and %v", s.packets, s.notices)
	}
}

func TestPcapngSecretsLimit(t *testing.T) {
	w := newBuilder(true).section()
	for i := range 5 {
		w.block(blockSecrets, w.body(func(b *builder) { b.u32(1, 4).Write([]byte(fmt.Sprintf("key%d", i))) }))
	}
	src, err := NewReader(bytes.NewReader(w.Bytes()), "test", Options{MaxSecrets: 9})
	if err != nil {
		t.Fatal(err)
	}
	s := readAll(t, src)
	if len(s.secrets) != 2 || len(s.notices) != 1 || s.notices[0].Kind != dissect.NoticeLimit {
		t.Errorf("want 2 secrets and a limit, got %v and %v", s.secrets, s.notices)
	}
}

func TestClock(t *testing.T) {
	for _, tc := range []struct {
		resolution uint8
		offset     int64
		ticks      uint64
		want       int64
	}{
		{6, 0, 1_700_000_000_123_456, 1_700_000_000_123_456_000},
		{0, 0, 5, 5e9},
		{3, -2, 5001, 3_001_000_000},
		{9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789},
		{12, 0, 1_000_000_001_999, 1_000_000_001},
		{19, 0, math.MaxUint64, 1_844_674_407}, // 1.8446744073709551615 s
		{20, 0, math.MaxUint64, 184_467_440},
		{127, 0, math.MaxUint64, 0},
		{0x80, 0, 7, 7e9},
		{0x80 | 10, 0, 1<<10 + 1<<9, 1_500_000_000},
		{0x80 | 32, 1, 1 << 31, 1_500_000_000},
		{0x80 | 63, 0, 1 << 62, 500_000_000},
		{0x80 | 64, 0, 1 << 63, 500_000_000},
		{0x80 | 65, 0, 1 << 63, 250_000_000},
		{0xff, 0, math.MaxUint64, 0},
		{0, 0, math.MaxUint64, maxSeconds * 1e9}, // moved to what fits
		{0, math.MaxInt64, math.MaxUint64, maxSeconds * 1e9},
		{0, math.MinInt64, 0, -maxSeconds * 1e9},
	} {
		if got := (clock{tc.resolution, tc.offset}).nanoseconds(tc.ticks); got != tc.want {
			t.Errorf("resolution %#x offset %d ticks %d: want %d, got %d", tc.resolution, tc.offset, tc.ticks, tc.want, got)
		}
	}
}
