package bulk

import (
	"bytes"
	"errors"
	"testing"
)

// zgfxStreams are the files of pcaps/bulk for ZGFX.
var zgfxStreams = []struct {
	name  string
	calm  bool
	lite  bool
	bytes int
}{
	{"rdp8", false, false, 1 << 20},
	{"rdp8-calm", true, false, 3000000}, // goes round the history
	{"rdp8-lite", false, true, 1 << 18},
}

// TestZGFXStreams undoes what the RDP 8.0 compressors of two other projects made.
func TestZGFXStreams(t *testing.T) {
	for _, s := range zgfxStreams {
		t.Run(s.name, func(t *testing.T) {
			z := ZGFX{Lite: s.lite}
			var out []byte
			total := 0
			for i, p := range stream(t, s.name, s.calm) {
				var err error
				out, err = z.Decode(out[:0], p.payload)
				if err != nil {
					t.Fatalf("packet %d (%d bytes at %d): %v", i, len(p.payload), total, err)
				}
				if !bytes.Equal(out, p.plain) {
					t.Fatalf("packet %d (at %d): want %d bytes, got %d that differ from byte %d on",
						i, total, len(p.plain), len(out), firstDifference(p.plain, out))
				}
				total += len(p.plain)
			}
			if total != s.bytes {
				t.Errorf("want %d bytes, got %d", s.bytes, total)
			}
		})
	}
}

// TestZGFXStreamsWithGap drops packets: what Decode still gives has to be right.
func TestZGFXStreamsWithGap(t *testing.T) {
	for _, s := range zgfxStreams {
		t.Run(s.name, func(t *testing.T) {
			z := ZGFX{Lite: s.lite}
			var out []byte
			lost, good := 0, 0
			for i, p := range stream(t, s.name, s.calm) {
				if i%50 == 9 {
					z.Lose()
					continue
				}
				var err error
				out, err = z.Decode(out[:0], p.payload)
				switch {
				case errors.Is(err, HistoryLost):
					lost++
				case err != nil:
					t.Fatalf("packet %d: want %v, got %v", i, HistoryLost, err)
				case !bytes.Equal(out, p.plain):
					t.Fatalf("packet %d: wrong data", i)
				default:
					good++
				}
			}
			if lost == 0 || good == 0 {
				t.Errorf("want lost and good packets, got %d and %d", lost, good)
			}
		})
	}
}

func BenchmarkZGFX(b *testing.B) {
	for _, s := range zgfxStreams {
		b.Run(s.name, func(b *testing.B) {
			packets := stream(b, s.name, s.calm)
			out := make([]byte, 0, 1<<20)
			b.SetBytes(int64(s.bytes))
			b.ReportAllocs()
			z := ZGFX{Lite: s.lite}
			for b.Loop() {
				for _, p := range packets {
					var err error
					if out, err = z.Decode(out[:0], p.payload); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
