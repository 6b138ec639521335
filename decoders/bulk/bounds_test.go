package bulk

import (
	"bytes"
	"errors"
	"testing"
)

// TestPrefixes cuts good packets everywhere. RDP 4.0 and 5.0 have no end mark, so
// that a cut between two codes gives the first part of the data.
func TestPrefixes(t *testing.T) {
	for _, v := range []struct {
		flags uint8
		in    string
		want  string
		marks bool // the end is marked
	}{
		{frontRDP4, bellsRDP4, bells, false},
		{frontRDP5, islandRDP5, island, false},
		{nextRDP6, bellsRDP6, bells, true},
		{nextRDP61, islandRDP61, island, false},
	} {
		in := unhex(t, v.in)
		for n := range len(in) {
			var d Decompressor
			got, err := d.Decode(nil, v.flags, in[:n])
			switch {
			case err != nil:
				if !errors.Is(err, Truncated) {
					t.Errorf("flags %#x, %d bytes: want %v, got %v", v.flags, n, Truncated, err)
				}
			case v.marks || len(got) >= len(v.want) || string(got) != v.want[:len(got)]:
				t.Errorf("flags %#x, %d bytes: got %q", v.flags, n, got)
			}
		}
	}
	in := unhex(t, foxMultipart)
	for n := range len(in) {
		var z ZGFX
		if got, err := z.Decode(nil, in[:n]); !errors.Is(err, Truncated) {
			t.Errorf("%d bytes: want %v, got %q, %v", n, Truncated, got, err)
		}
	}
}

// TestAllocs decodes whole streams: once the histories have grown, nothing is
// allocated.
func TestAllocs(t *testing.T) {
	for _, s := range streams {
		packets := stream(t, s.name, s.calm)
		packets[0].flags |= PacketFlushed // to go through them again
		var d Decompressor
		out := make([]byte, 0, 1<<16)
		n := testing.AllocsPerRun(2, func() {
			for _, p := range packets {
				if _, err := d.Decode(out, p.flags, p.payload); err != nil {
					t.Error(err)
				}
			}
		})
		if n != 0 {
			t.Errorf("%s: want no allocations, got %v", s.name, n)
		}
	}
	for _, s := range zgfxStreams {
		packets := stream(t, s.name, s.calm)
		z := ZGFX{Lite: s.lite}
		out := make([]byte, 0, 1<<20)
		run := func() {
			for _, p := range packets {
				if _, err := z.Decode(out, p.payload); err != nil {
					t.Error(err)
				}
			}
		}
		for range 3 { // until the history is full
			run()
		}
		if n := testing.AllocsPerRun(2, run); n != 0 {
			t.Errorf("%s: want no allocations, got %v", s.name, n)
		}
	}
}

// mostOutput is what Decode promises for one packet.
var mostOutput = map[uint8]int{
	TypeRDP4: historyRDP4, TypeRDP5: historyRDP5, TypeRDP6: historyRDP6, TypeRDP61: maxRDP61Output,
}

// restarts are the flags that start a lost history again.
var restarts = map[uint8]uint8{
	TypeRDP4: PacketFlushed | PacketAtFront, TypeRDP5: PacketFlushed | PacketAtFront,
	TypeRDP6: PacketFlushed,
}

func FuzzDecompressor(f *testing.F) {
	f.Add(uint8(frontRDP4), []byte(bells), uint8(frontRDP4), []byte(island))
	f.Add(uint8(nextRDP6|PacketFlushed), lsb("0010001111111111101"), uint8(nextRDP6|PacketAtFront), []byte{0})
	for _, s := range streams {
		packets := stream(f, s.name, s.calm)
		for _, i := range []int{0, 5, 20} {
			p, q := packets[i], packets[i+1]
			f.Add(p.flags, p.payload, q.flags, q.payload)
		}
	}
	f.Fuzz(func(t *testing.T, flags1 uint8, in1 []byte, flags2 uint8, in2 []byte) {
		var d, e Decompressor
		var failed [16]bool
		for i := range 6 {
			flags, in := flags1, in1
			if i&1 == 1 {
				flags, in = flags2, in2
			}
			if i == 4 {
				d.Lose()
				e.Lose()
				failed = [16]bool{}
				for k := range TypeRDP61 + 1 {
					failed[k] = true
				}
			}
			kind := flags & CompressionTypeMask
			compressed := flags&PacketCompressed != 0
			got, err := d.Decode([]byte("before"), flags, in)
			same, err2 := e.Decode(nil, flags, in)
			if !bytes.HasPrefix(got, []byte("before")) || !bytes.Equal(got[6:], same) || (err == nil) != (err2 == nil) {
				t.Fatalf("flags %#x: got %d bytes, %v, then %d bytes, %v", flags, len(got)-6, err, len(same), err2)
			}
			if err == nil {
				if !compressed {
					if !bytes.Equal(same, in) {
						t.Fatal("raw data came back changed")
					}
				} else if len(same) > mostOutput[kind] {
					t.Fatalf("type %d: got %d bytes", kind, len(same))
				}
				if flags&restarts[kind] != 0 {
					failed[kind] = false
				}
				if compressed && failed[kind] && kind != TypeRDP61 { // that one has flags inside
					t.Fatalf("type %d: decoded without a history", kind)
				}
				continue
			}
			var x *Error
			if !errors.As(err, &x) || x.Reason == 0 || x.Offset < 0 || !x.Inner && x.Offset > len(in) || len(same) != 0 {
				t.Fatalf("got %d bytes, %#v", len(same), err)
			}
			failed[kind] = true
		}
	})
}

func FuzzZGFX(f *testing.F) {
	f.Add(unhex(f, foxSingle), unhex(f, foxMultipart), false)
	f.Add(segment("0 0100 1001 10001 00001 110 001"), segment("10001 00000 000000000000001 0000000 01000001"), false)
	for _, s := range zgfxStreams {
		packets := stream(f, s.name, s.calm)
		for _, i := range []int{0, 5, 20} {
			f.Add(packets[i].payload, packets[i+1].payload, s.lite)
		}
	}
	f.Fuzz(func(t *testing.T, in1, in2 []byte, lite bool) {
		const limit = 1 << 20
		z, y := ZGFX{Lite: lite, Limit: limit}, ZGFX{Lite: lite, Limit: limit}
		for i := range 5 {
			in := in1
			if i&1 == 1 {
				in = in2
			}
			got, err := z.Decode([]byte("before"), in)
			same, err2 := y.Decode(nil, in)
			if !bytes.HasPrefix(got, []byte("before")) || !bytes.Equal(got[6:], same) || (err == nil) != (err2 == nil) {
				t.Fatalf("got %d bytes, %v, then %d bytes, %v", len(got)-6, err, len(same), err2)
			}
			if len(same) > limit || len(z.ring) > historyRDP8 {
				t.Fatalf("got %d bytes, a history of %d", len(same), len(z.ring))
			}
			if err != nil {
				var x *Error
				if !errors.As(err, &x) || x.Reason == 0 || x.Offset < 0 || x.Offset > len(in) || len(same) != 0 {
					t.Fatalf("got %d bytes, %#v", len(same), err)
				}
			}
		}
	})
}
