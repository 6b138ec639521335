package bulk

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A streamPacket is one packet of a file in pcaps/bulk; see its README.md.
type streamPacket struct {
	flags   uint8
	plain   []byte
	payload []byte
}

// stream reads a file of pcaps/bulk and generates the plain data that belongs to it.
func stream(t testing.TB, name string, calm bool) []streamPacket {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "pcaps", "bulk", name+".bin.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var packets []streamPacket
	var sizes []int
	total := 0
	for len(b) > 0 {
		size := int(binary.LittleEndian.Uint32(b[1:]))
		n := int(binary.LittleEndian.Uint32(b[5:]))
		packets = append(packets, streamPacket{flags: b[0], payload: b[9 : 9+n]})
		sizes = append(sizes, size)
		total += size
		b = b[9+n:]
	}
	all := plain(total, calm)
	for i, size := range sizes {
		packets[i].plain, all = all[:size], all[size:]
	}
	return packets
}

// streams are the files of pcaps/bulk for Decompressor. bytes is the plain size,
// the others are how many packets have to be there with each property, so that a
// file that lost its cases cannot pass.
var streams = []struct {
	name              string
	calm              bool
	bytes             int
	compressed, front int
	flushed           int
}{
	{"rdp4", false, 1 << 20, 800, 150, 10},
	{"rdp5", false, 1 << 20, 550, 15, 3},
	{"rdp6", false, 1 << 20, 550, 20, 20},
	{"rdp61", false, 1 << 20, 550, 0, 5},
	{"rdp61-calm", true, 2400000, 250, 0, 0},
}

// TestStreams undoes what the compressors of libfreerdp2 made.
func TestStreams(t *testing.T) {
	for _, s := range streams {
		t.Run(s.name, func(t *testing.T) {
			var d Decompressor
			var out []byte
			total, compressed, front, flushed := 0, 0, 0, 0
			for i, p := range stream(t, s.name, s.calm) {
				var err error
				out, err = d.Decode(out[:0], p.flags, p.payload)
				if err != nil {
					t.Fatalf("packet %d (flags %#x, %d bytes at %d): %v", i, p.flags, len(p.payload), total, err)
				}
				if !bytes.Equal(out, p.plain) {
					t.Fatalf("packet %d (flags %#x, at %d): want %d bytes, got %d that differ from byte %d on",
						i, p.flags, total, len(p.plain), len(out), firstDifference(p.plain, out))
				}
				total += len(p.plain)
				compressed += int(p.flags / PacketCompressed & 1)
				front += int(p.flags / PacketAtFront & 1)
				flushed += int(p.flags / PacketFlushed)
			}
			if total != s.bytes {
				t.Errorf("want %d bytes, got %d", s.bytes, total)
			}
			if compressed < s.compressed || front < s.front || flushed < s.flushed {
				t.Errorf("want at least %d compressed, %d at front and %d flushed packets, got %d, %d and %d",
					s.compressed, s.front, s.flushed, compressed, front, flushed)
			}
		})
	}
}

// TestStreamsWithGap drops packets: what Decode still gives has to be right, and
// it has to give something again.
func TestStreamsWithGap(t *testing.T) {
	for _, s := range streams {
		t.Run(s.name, func(t *testing.T) {
			packets := stream(t, s.name, s.calm)
			for _, drop := range []int{0, 7, len(packets) / 3} {
				var d Decompressor
				var out []byte
				lost, back := 0, 0
				for i, p := range packets {
					if i == drop {
						d.Lose()
						continue
					}
					var err error
					out, err = d.Decode(out[:0], p.flags, p.payload)
					switch {
					case err != nil:
						e, ok := err.(*Error)
						if !ok || e.Reason != HistoryLost {
							t.Fatalf("drop %d, packet %d: want %v, got %v", drop, i, HistoryLost, err)
						}
						lost++
					case !bytes.Equal(out, p.plain):
						t.Fatalf("drop %d, packet %d (flags %#x): wrong data", drop, i, p.flags)
					case lost > 0 && p.flags&PacketCompressed != 0:
						back++
					}
				}
				if lost == 0 {
					t.Errorf("drop %d: nothing was lost", drop)
				}
				if back == 0 && s.name != "rdp61-calm" { // that one never flushes
					t.Errorf("drop %d: the history never came back", drop)
				}
			}
		})
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func BenchmarkDecode(b *testing.B) {
	for _, s := range streams {
		b.Run(s.name, func(b *testing.B) {
			packets := stream(b, s.name, s.calm)
			out := make([]byte, 0, 1<<16)
			b.SetBytes(int64(s.bytes))
			b.ReportAllocs()
			var d Decompressor
			for b.Loop() {
				for i, p := range packets {
					flags := p.flags
					if i == 0 {
						flags |= PacketFlushed
					}
					var err error
					if out, err = d.Decode(out[:0], flags, p.payload); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
