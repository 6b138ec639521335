package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

// openBytes opens a capture in memory.
func openBytes(t testing.TB, b []byte) dissect.Source {
	t.Helper()
	src, err := NewReader(bytes.NewReader(b), "test", Options{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// fillOne reads a capture of a single batch.
func fillOne(t testing.TB, src dissect.Source) *dissect.Batch {
	t.Helper()
	var b dissect.Batch
	if err := src.Fill(&b); err != io.EOF {
		t.Fatalf("want io.EOF, got %v", err)
	}
	return &b
}

func TestPcapFormats(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	for _, tc := range []struct {
		name   string
		magic  uint32
		format string
		time   int64
	}{
		{"micro", pcapMicro, "pcap", 1_700_000_000_000_123_000},
		{"nano", pcapNano, "pcap-ns", 1_700_000_000_000_000_123},
	} {
		for _, big := range []bool{false, true} {
			w := newBuilder(big).pcapHeader(tc.magic, 65535, 1)
			w.record(1_700_000_000, 123, frame, 99)
			src := openBytes(t, w.Bytes())
			b := fillOne(t, src)
			if len(b.Packets) != 1 || len(b.Notices) != 0 {
				t.Fatalf("%s big=%v: want 1 packet and no notice, got %d and %v", tc.name, big, len(b.Packets), b.Notices)
			}
			p := b.Packets[0]
			if p.Time != tc.time || p.WireLen != 99 || p.LinkType != 1 || p.Number != 1 || !bytes.Equal(p.Data, frame) {
				t.Errorf("%s big=%v: got %+v", tc.name, big, p)
			}
			if info := src.Info(); info.Format != tc.format || len(info.Interfaces) != 1 || info.Interfaces[0].SnapLen != 65535 {
				t.Errorf("%s big=%v: got %+v", tc.name, big, info)
			}
		}
	}
}

// TestPcapModified reads the longer record header of the 0xa1b2cd34 variant.
func TestPcapModified(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(false).pcapHeader(pcapModified, 65535, 1)
	for range 2 {
		w.u32(1, 2, uint32(len(frame)), uint32(len(frame)))
		w.u32(7, 0).Write(frame) // interface; protocol, packet type, padding
	}
	b := fillOne(t, openBytes(t, w.Bytes()))
	if len(b.Packets) != 2 || !bytes.Equal(b.Packets[1].Data, frame) {
		t.Errorf("want two whole packets, got %+v", b.Packets)
	}
}

// TestPcapOldVersion has the two lengths of a record exchanged, as before version 2.3.
func TestPcapOldVersion(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(false).u32(pcapMicro).u16(2, 2).u32(0, 0, 65535, 1)
	w.u32(1, 2, 1500, uint32(len(frame))).Write(frame)
	b := fillOne(t, openBytes(t, w.Bytes()))
	if len(b.Packets) != 1 || b.Packets[0].WireLen != 1500 || !bytes.Equal(b.Packets[0].Data, frame) {
		t.Errorf("want one packet of wire length 1500, got %+v", b.Packets)
	}
}

// TestPcapPrefixes cuts a capture everywhere: whole records are kept, and exactly the
// cuts between records go without a notice.
func TestPcapPrefixes(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(true).pcapHeader(pcapMicro, 65535, 1)
	ends := []int{w.Len()}
	for range 3 {
		w.record(1, 2, frame, uint32(len(frame)))
		ends = append(ends, w.Len())
	}
	testPrefixes(t, w.Bytes(), ends, pcapHeaderLen)
}

// testPrefixes opens every prefix of a capture. ends are the places where records or
// blocks end; packets counts those of them that end a packet, from the second on.
func testPrefixes(t *testing.T, whole []byte, ends []int, header int) {
	t.Helper()
	for n := range len(whole) + 1 {
		src, err := NewReader(bytes.NewReader(whole[:n]), "test", Options{})
		if n < header {
			if err == nil {
				t.Errorf("prefix of %d bytes: want an error, got none", n)
			}
			continue
		}
		if err != nil {
			t.Fatalf("prefix of %d bytes: %v", n, err)
		}
		want, clean := -1, false
		for _, end := range ends {
			if end <= n {
				want++
				clean = end == n
			}
		}
		s := readAll(t, src)
		if int(s.packets) != want {
			t.Errorf("prefix of %d bytes: want %d packets, got %d", n, want, s.packets)
		}
		cut := len(s.notices) == 1 && s.notices[0].Kind == dissect.NoticeCut && s.notices[0].Frame == s.packets
		if clean && len(s.notices) != 0 || !clean && !cut {
			t.Errorf("prefix of %d bytes: clean=%v, got %v", n, clean, s.notices)
		}
	}
}

func TestPcapDamage(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	size := uint32(len(frame))
	for _, tc := range []struct {
		name    string
		build   func(w *builder)
		packets int
		kind    dissect.NoticeKind
		reason  string
	}{
		{"cut", func(w *builder) { w.u32(1, 1, 64, 64).Write(frame[:20]) }, 1, dissect.NoticeCut,
			"record 2 needs 64 bytes, 20 are left"},
		{"cut header", func(w *builder) { w.u32(1, 1) }, 1, dissect.NoticeCut,
			"the header of record 2 needs 16 bytes, 8 are left"},
		{"length", func(w *builder) { w.u32(1, 1, 1<<24+1, 64).Write(frame) }, 1, dissect.NoticeCut,
			"record 2 claims 16777217 bytes"},
		{"snap length", func(w *builder) { w.record(1, 1, append(frame[:size:size], make([]byte, 50)...), 200) }, 2,
			dissect.NoticeInfo, "frame 2 holds more bytes than the snap length or the length on the wire"},
		{"original length", func(w *builder) { w.record(1, 1, frame, 5) }, 2, dissect.NoticeInfo, "frame 2 holds"},
	} {
		w := newBuilder(false).pcapHeader(pcapMicro, 100, 1)
		w.record(1, 1, frame, size)
		tc.build(w)
		s := readAll(t, openBytes(t, w.Bytes()))
		if int(s.packets) != tc.packets || len(s.notices) != 1 || s.notices[0].Kind != tc.kind ||
			!strings.Contains(s.notices[0].Reason, tc.reason) || s.notices[0].File != "test" {
			t.Errorf("%s: want %d packets and %q, got %d and %v", tc.name, tc.packets, tc.reason, s.packets, s.notices)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	for _, tc := range []struct {
		name, data string
		want       error
		text       string
	}{
		{"empty", "", ErrEmpty, "empty file"},
		{"short", "\xd4\xc3", ErrFormat, "only 2 bytes"},
		{"text", "hello world", ErrFormat, "starts with 68656c6c"},
		{"snoop", "snoop\x00\x00\x00", ErrFormat, "Sun snoop"},
		{"netmon", "GMBU\x00\x00\x00", ErrFormat, "Network Monitor"},
		{"header", "\xd4\xc3\xb2\xa1\x02", nil, "file header cut short: 5 of 24 bytes"},
		{"section", "\x0a\x0d\x0d\x0a" + strings.Repeat("\x00", 30), ErrFormat, "byte-order magic"},
	} {
		src, err := NewReader(strings.NewReader(tc.data), "name", Options{})
		if src != nil || err == nil || !strings.Contains(err.Error(), tc.text) || !strings.HasPrefix(err.Error(), "name: ") {
			t.Errorf("%s: want %q, got %v", tc.name, tc.text, err)
		}
		if tc.want != nil && !errors.Is(err, tc.want) {
			t.Errorf("%s: want %v, got %v", tc.name, tc.want, err)
		}
	}
	if _, err := Open(t.TempDir(), Options{}); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("folder: got %v", err)
	}
}

// TestBigRecord has a record of 3 MiB, larger than the buffer, between small ones.
func TestBigRecord(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	w := newBuilder(false).pcapHeader(pcapMicro, 0, 1)
	w.record(1, 1, frame, uint32(len(frame)))
	big := bytes.Repeat([]byte{7}, 3<<20)
	w.record(2, 1, big, uint32(len(big)))
	w.record(3, 1, frame, uint32(len(frame)))
	src := openBytes(t, w.Bytes())
	var b dissect.Batch
	sizes := []int{}
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			sizes = append(sizes, len(b.Packets[i].Data))
		}
		if err != nil {
			break
		}
	}
	if len(sizes) != 3 || sizes[1] != len(big) {
		t.Errorf("want 3 packets, the second of %d bytes, got %v", len(big), sizes)
	}
}

// TestClaimedLength claims 16 MiB in a file of a few bytes: nothing of that size is
// allocated.
func TestClaimedLength(t *testing.T) {
	w := newBuilder(false).pcapHeader(pcapMicro, 0, 1).u32(1, 1, 1<<24, 1<<24)
	b := fillOne(t, openBytes(t, w.Bytes()))
	if cap(b.Buf) > bufferSize {
		t.Errorf("want at most %d bytes of buffer, got %d", bufferSize, cap(b.Buf))
	}
}

// TestPipe sends one record at a time: each must be handed over before the next comes.
func TestPipe(t *testing.T) {
	frame := hexBytes(t, tcpFrame)
	r, w := io.Pipe()
	defer r.Close()
	next := make(chan bool)
	go func() {
		file := newBuilder(false).pcapHeader(pcapMicro, 0, 1)
		w.Write(file.Bytes())
		for range 3 {
			<-next
			record := newBuilder(false).record(1, 1, frame, uint32(len(frame))).Bytes()
			w.Write(record[:10]) // and the record itself in two parts
			w.Write(record[10:])
		}
		<-next
		w.Close()
	}()
	src, err := NewReader(r, "pipe", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b dissect.Batch
	for i := range uint64(3) {
		next <- true
		if err := src.Fill(&b); err != nil || len(b.Packets) != 1 || b.Packets[0].Number != i+1 {
			t.Fatalf("want packet %d, got %v, %v", i+1, b.Packets, err)
		}
	}
	next <- true
	if err := src.Fill(&b); err != io.EOF || len(b.Packets) != 0 {
		t.Errorf("want the end, got %v, %v", b.Packets, err)
	}
}
