package reassembly

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// cuts cuts stream into segments, some of them twice, some overlapping, and
// shuffles them within windows. Sequence numbers start near the wrap.
func cuts(rng *rand.Rand, stream []byte, first uint32) []Segment {
	var segs []Segment
	for at := 0; at < len(stream); {
		n := min(1+rng.IntN(60), len(stream)-at)
		from := at
		if rng.IntN(4) == 0 {
			from = max(0, at-rng.IntN(80)) // overlaps what came before
		}
		s := Segment{Seq: first + uint32(from), Flags: PSH, Payload: stream[from : at+n]}
		segs = append(segs, s)
		if rng.IntN(8) == 0 {
			segs = append(segs, s)
		}
		at += n
	}
	segs = append(segs, Segment{Seq: first + uint32(len(stream)), Flags: FIN})
	window := 1 + rng.IntN(12)
	for i := 0; i < len(segs); i += window {
		w := segs[i:min(i+window, len(segs))]
		rng.Shuffle(len(w), func(a, b int) { w[a], w[b] = w[b], w[a] })
	}
	return segs
}

func randomBytes(rng *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.IntN(256))
	}
	return b
}

// However a stream is cut, shuffled, repeated and overlapped, it comes out as it
// was, and every byte is found in its frame (world checks that).
func TestStreamWhole(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 7))
		stream := randomBytes(rng, 1+rng.IntN(4000))
		w := newWorld(t, Config{Tail: 256 << rng.IntN(4)})
		w.ate = rng.IntN(2) == 0
		base := uint32(0) - uint32(rng.IntN(3000))
		w.add(0, Segment{Seq: base - 1, Flags: SYN, Frame: 1})
		for i, s := range cuts(rng, stream, base) {
			s.Frame = uint64(i) + 2
			w.add(0, s)
		}
		if !bytes.Equal(w.data[0], stream) {
			t.Fatalf("seed %d: the stream differs: want %d bytes, got %d", seed, len(stream), len(w.data[0]))
		}
		if len(w.ends[0]) != 1 || w.ends[0][0] != EndFIN || w.c.Held() != 0 {
			t.Fatalf("seed %d: want one end by FIN and nothing held, got %v, %d bytes", seed, w.ends[0], w.c.Held())
		}
		for _, ev := range w.events[0] {
			if ev.Kind == OverlapDiffers || ev.Kind == Limit {
				t.Fatalf("seed %d: want no event of this kind, got %+v", seed, ev)
			}
		}
	}
}

// What the capture lost becomes a gap, neither more nor less, and what it cut
// off, too. Without acknowledgements that is known at Close; with them at once.
func TestStreamLosses(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 8))
		stream := randomBytes(rng, 1+rng.IntN(4000))
		for i := range stream {
			stream[i] &= 0x3f // no '_' and no '~'
		}
		w := newWorld(t, Config{})
		base := uint32(0) - uint32(rng.IntN(3000))
		w.add(0, Segment{Seq: base - 1, Flags: SYN, Frame: 1})
		want := bytes.Repeat([]byte{'_'}, len(stream))
		cut := make([]bool, len(stream))
		acks := rng.IntN(2) == 0
		for i, s := range cuts(rng, stream, base) {
			if s.Flags&FIN == 0 && rng.IntN(5) == 0 {
				continue
			}
			at := int(s.Seq - base)
			if n := len(s.Payload); n > 2 && rng.IntN(6) == 0 {
				keep := 1 + rng.IntN(n-1)
				s.Missing = uint32(n - keep)
				s.Payload = s.Payload[:keep]
				for i := at + keep; i < at+n; i++ {
					cut[i] = true
				}
			}
			s.Frame = uint64(i) + 2
			w.add(0, s)
			copy(want[at:], s.Payload)
			if acks && i%10 == 9 {
				w.add(1, Segment{Ack: base + uint32(w.c.half[0].high), Flags: ACK, Frame: 100000})
				if w.c.Held() != 0 {
					t.Fatalf("seed %d: all was acknowledged: want nothing held, got %d", seed, w.c.Held())
				}
			}
		}
		w.c.Close(w)
		if len(w.data[0]) != len(stream) {
			t.Fatalf("seed %d: want %d bytes, got %d", seed, len(stream), len(w.data[0]))
		}
		for i, b := range w.data[0] {
			switch {
			case b == want[i]:
			case b == '~' && cut[i]: // given up as cut, even if the bytes came later
			case b == '_' && acks: // given up as acknowledged, though they came later
			default:
				t.Fatalf("seed %d: byte %d: want %q, got %q", seed, i, want[i], b)
			}
		}
	}
}

// Segments made up without any sense, but near each other, keep the contract of
// Handler and the limit, and never come to a stop.
func TestStreamNonsense(t *testing.T) {
	for seed := range uint64(1500) {
		rng := rand.New(rand.NewPCG(seed, 10))
		limit := 200 + rng.IntN(3000)
		w := newWorld(t, Config{MaxHeld: limit, Tail: 256})
		w.long = true
		w.ate = rng.IntN(2) == 0
		flags := []uint8{ACK, ACK, ACK, PSH | ACK, 0, FIN | ACK, SYN, SYN | ACK, RST, RST | ACK, 0xff}
		few := 5 + rng.IntN(len(flags)-4)
		span := 4 + rng.IntN(200)
		for frame := range uint64(200) {
			s := Segment{
				Seq: uint32(rng.IntN(span)) - uint32(span/2), Ack: uint32(rng.IntN(span)) - uint32(span/2),
				Flags: flags[rng.IntN(few)], Window: uint16(rng.IntN(3)), Frame: frame + 1, Time: int64(frame),
			}
			if rng.IntN(3) > 0 {
				s.Payload = randomBytes(rng, rng.IntN(12))
			}
			if rng.IntN(6) == 0 {
				s.Missing = uint32(rng.IntN(12))
			}
			if rng.IntN(50) == 0 {
				span += rng.IntN(100) // the streams move on
			}
			dir := Dir(rng.IntN(2))
			w.c.Reuses(dir, &s)
			w.add(dir, s)
			if w.c.Held() > limit || w.cost() != w.c.Held() {
				t.Fatalf("seed %d: held %d of %d, pieces %d", seed, w.c.Held(), limit, w.cost())
			}
		}
		w.c.Close(w)
		for dir := range Dir(2) {
			if w.c.Held() != 0 || len(w.ends[dir]) == 0 || w.c.Next(dir) != w.next[dir] {
				t.Fatalf("seed %d, direction %d: held %d, ends %v", seed, dir, w.c.Held(), w.ends[dir])
			}
		}
	}
}

// FuzzConn reads segments of both directions from its input. world checks the
// contract of Handler: ranges without hole or overlap, and bytes in their frames.
func FuzzConn(f *testing.F) {
	for _, tc := range connCases {
		var in []byte
		for i, st := range tc.steps {
			if st == closing {
				continue
			}
			s := st.segment(i)
			first := byte(st.dir)
			if s.Whole {
				first |= 8
			}
			in = append(in, first, s.Flags, byte(len(s.Payload)), byte(s.Missing))
			in = binary.BigEndian.AppendUint32(in, s.Seq)
			in = binary.BigEndian.AppendUint32(in, s.Ack)
			in = append(in, s.Payload...)
		}
		f.Add(in, uint16(1000))
	}
	f.Fuzz(func(t *testing.T, in []byte, held uint16) {
		w := newWorld(t, Config{MaxHeld: int(held), Pool: dirty()})
		w.long = true
		for frame := uint64(1); len(in) >= 12; frame++ {
			dir, n := Dir(in[0]&1), int(in[2])
			s := Segment{
				Flags: in[1], Missing: uint32(in[3]), Seq: binary.BigEndian.Uint32(in[4:]),
				Ack: binary.BigEndian.Uint32(in[8:]), Frame: frame, Window: uint16(in[0]) << 4, Time: int64(frame),
			}
			if in[0]&2 != 0 {
				s.Missing <<= 24
			}
			s.Whole = in[0]&8 != 0
			w.ate = in[0]&4 != 0
			in = in[12:]
			n = min(n, len(in))
			s.Payload, in = in[:n], in[n:]
			w.c.Reuses(dir, &s)
			w.add(dir, s)
			if w.c.Held() > max(int(held), 1) {
				t.Fatalf("held: want at most %d, got %d", held, w.c.Held())
			}
			if w.cost() != w.c.Held() {
				t.Fatalf("held: want %d, got %d", w.cost(), w.c.Held())
			}
			for dir := range Dir(2) {
				if w.c.Next(dir) != w.next[dir] {
					t.Fatalf("next: want %d, got %d", w.next[dir], w.c.Next(dir))
				}
			}
		}
		w.c.Close(w)
		if w.c.Held() != 0 || w.cost() != 0 {
			t.Fatalf("held after Close: want 0, got %d, pieces %d", w.c.Held(), w.cost())
		}
		for dir := range Dir(2) {
			if len(w.ends[dir]) == 0 {
				t.Fatalf("direction %d did not end", dir)
			}
		}
	})
}
