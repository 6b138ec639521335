package reassembly

import (
	"bytes"
	"slices"
	"testing"
)

func TestJoiner(t *testing.T) {
	const next, lost, reset = -100, -101, -102 // in place of a total
	type call struct {
		total int
		b     string
		want  Status
	}
	for _, tc := range []struct {
		name    string
		calls   []call
		bytes   string
		dropped uint64
	}{
		{"one piece", []call{{3, "abc", Complete}}, "abc", 0},
		{"three pieces", []call{{7, "abc", OK}, {next, "def", OK}, {next, "g", Complete}}, "abcdefg", 0},
		{"none announced", []call{{-1, "abc", OK}, {next, "def", OK}}, "abcdef", 0},
		{"nothing", []call{{0, "", Complete}}, "", 0},
		{"empty piece", []call{{3, "", OK}, {next, "", OK}, {next, "abc", Complete}}, "abc", 0},
		{"overrun at once", []call{{2, "abc", Complete | Overrun}}, "ab", 1},
		{"overrun later", []call{{4, "abc", OK}, {next, "def", Complete | Overrun}}, "abcd", 2},
		{"piece behind the end", []call{{3, "abc", Complete}, {next, "def", NotStarted}}, "abc", 3},
		{"not started", []call{{next, "abc", NotStarted}}, "", 3},
		{"interrupted", []call{{9, "abc", OK}, {4, "de", Interrupted}, {next, "fg", Complete}}, "defg", 3},
		{"interrupted by a whole one", []call{{9, "abc", OK}, {2, "de", Interrupted | Complete}}, "de", 3},
		{"complete is not interrupted", []call{{3, "abc", Complete}, {2, "de", Complete}}, "de", 0},
		{"announced too big", []call{{11, "abc", TooBig}, {next, "d", TooBig}, {2, "ef", Complete}}, "ef", 4},
		{"grown too big", []call{{-1, "abcdef", OK}, {next, "ghijk", TooBig}, {next, "l", TooBig}}, "", 12},
		{"as big as may be", []call{{-1, "abcdef", OK}, {next, "ghij", OK}}, "abcdefghij", 0},
		{"lost", []call{{9, "abc", OK}, {lost, "", 0}, {next, "d", AfterLoss}, {2, "ef", Complete}}, "ef", 4},
		{"lost between messages", []call{{lost, "", 0}, {next, "d", AfterLoss}, {2, "ef", Complete}}, "ef", 1},
		{"lost after complete", []call{{3, "abc", Complete}, {lost, "", 0}}, "abc", 0},
		{"reset", []call{{9, "abc", OK}, {reset, "", 0}, {next, "d", NotStarted}}, "", 1},
	} {
		j := Joiner{Max: 10}
		for i, c := range tc.calls {
			var got Status
			switch c.total {
			case next:
				got = j.Next([]byte(c.b), nil)
			case lost:
				j.Lost()
			case reset:
				j.Reset()
			default:
				got = j.First(c.total, []byte(c.b), nil)
			}
			if got != c.want {
				t.Errorf("%s, call %d: want status %b, got %b", tc.name, i, c.want, got)
			}
		}
		if string(j.Bytes()) != tc.bytes || j.Len() != len(tc.bytes) || j.Dropped() != tc.dropped {
			t.Errorf("%s: want %q and %d dropped, got %q and %d", tc.name, tc.bytes, tc.dropped, j.Bytes(), j.Dropped())
		}
	}
}

func TestJoinerState(t *testing.T) {
	var j Joiner
	if j.Active() || j.Total() != -1 {
		t.Errorf("zero Joiner: want not active and no total, got %v, %d", j.Active(), j.Total())
	}
	j.First(5, []byte("abc"), nil)
	if !j.Active() || j.Total() != 5 {
		t.Errorf("begun: want active and 5, got %v, %d", j.Active(), j.Total())
	}
	j.Next([]byte("de"), nil)
	if j.Active() || j.Total() != 5 {
		t.Errorf("complete: want not active and 5, got %v, %d", j.Active(), j.Total())
	}
	if st := j.First(16<<20+1, nil, nil); st != TooBig {
		t.Errorf("more than the default: want TooBig, got %b", st)
	}
}

func TestJoinerMap(t *testing.T) {
	var j Joiner
	j.First(14, []byte("abcd"), []FrameRange{exact(1, 60, 3), exact(2, 54, 1)})
	j.Next([]byte("efgh"), []FrameRange{whole(3, 70, 20), whole(4, 54, 9)})
	j.Next([]byte("ijkl"), []FrameRange{exact(5, 60, 4)})
	if st := j.Next([]byte("mnXX"), []FrameRange{exact(5, 64, 1), exact(6, 54, 3)}); st != Complete|Overrun {
		t.Fatalf("want Complete and Overrun, got %b", st)
	}
	for _, tc := range []struct {
		off  uint64
		n    uint32
		want []FrameRange
	}{
		{1, 3, []FrameRange{exact(1, 61, 2), exact(2, 54, 1)}},
		{5, 1, []FrameRange{whole(3, 70, 20), whole(4, 54, 9)}},
		{7, 2, []FrameRange{whole(3, 70, 20), whole(4, 54, 9), exact(5, 60, 1)}},
		{11, 9, []FrameRange{exact(5, 63, 2), exact(6, 54, 1)}},
	} {
		if got := j.Map().Resolve(tc.off, tc.n, nil); !slices.Equal(got, tc.want) {
			t.Errorf("Resolve(%d, %d): want %v, got %v", tc.off, tc.n, tc.want, got)
		}
	}
	j.Reset()
	if j.Map().Len() != 0 {
		t.Errorf("after Reset: want no runs, got %v", j.Map().Runs())
	}
}

// Memory follows what was received, and large buffers are let go.
func TestJoinerMemory(t *testing.T) {
	j := Joiner{Max: 1 << 30}
	j.First(1<<30, []byte("abc"), nil)
	if cap(j.buf) > 64 {
		t.Errorf("capacity after 3 bytes: want at most 64, got %d", cap(j.buf))
	}
	big := make([]byte, maxJoinedKept+1)
	j.First(-1, big, nil)
	j.Reset()
	if cap(j.buf) != 0 {
		t.Errorf("capacity after a large message: want 0, got %d", cap(j.buf))
	}
	piece := make([]byte, 1600)
	from := []FrameRange{exact(1, 54, 1600)}
	join := func() {
		j.First(4800, piece, from)
		j.Next(piece, from)
		j.Next(piece, from)
	}
	join()
	if n := testing.AllocsPerRun(100, join); n != 0 {
		t.Errorf("allocations per message: want 0, got %v", n)
	}
}

// FuzzJoiner compares with a plain model that keeps everything.
func FuzzJoiner(f *testing.F) {
	f.Add([]byte{0, 5, 3, 'a', 'b', 'c', 1, 0, 2, 'd', 'e'})
	f.Add([]byte{0, 0xff, 3, 'a', 'b', 'c', 2, 0, 0, 1, 0, 1, 'd', 0, 1, 2, 'a', 'b'})
	f.Fuzz(func(t *testing.T, in []byte) {
		const most = 100
		j := Joiner{Max: most}
		var want []byte
		var given, gone uint64
		open, total := false, -1
		for frame := uint64(1); len(in) >= 3; frame++ {
			op := in[0] & 3
			size := int(in[1])
			if size == 0xff {
				size = -1
			}
			n := min(int(in[2]), len(in)-3)
			b := in[3 : 3+n]
			in = in[3+n:]
			from := []FrameRange{exact(frame, 0, uint32(n))}
			var st Status
			switch op {
			case 0, 1:
				given += uint64(n)
				if op == 0 {
					st = j.First(size, b, from)
					if (st&Interrupted != 0) != open {
						t.Fatalf("status %b: want Interrupted to be %v", st, open)
					}
					if !open {
						gone += uint64(len(want)) // complete, and now replaced
					}
					want, open, total = nil, true, size
				} else {
					st = j.Next(b, from)
					if !open && st != NotStarted && st != TooBig && st != AfterLoss {
						t.Fatalf("nothing open: got status %b", st)
					}
				}
				if open {
					want = append(want, b...)
					switch {
					case total > most || total < 0 && len(want) > most:
						if st&TooBig == 0 {
							t.Fatalf("%d bytes of %d: want TooBig, got %b", len(want), total, st)
						}
						want, open = nil, false
					case total >= 0 && len(want) >= total:
						if st&Complete == 0 || (st&Overrun != 0) != (len(want) > total) {
							t.Fatalf("%d bytes of %d: got status %b", len(want), total, st)
						}
						want, open = want[:total], false
					case st&^Interrupted != OK:
						t.Fatalf("%d bytes of %d: want OK, got %b", len(want), total, st)
					}
				}
			case 2:
				j.Lost()
				if open {
					want, open = nil, false
				}
			case 3:
				gone += uint64(len(want))
				j.Reset()
				want, open = nil, false
			}
			if !bytes.Equal(j.Bytes(), want) || j.Active() != open {
				t.Fatalf("want %q, active %v, got %q, %v", want, open, j.Bytes(), j.Active())
			}
			if got := gone + uint64(len(want)) + j.Dropped(); got != given {
				t.Fatalf("bytes accounted for: want %d, got %d", given, got)
			}
			covered := 0
			for _, r := range j.Map().Resolve(0, uint32(len(want)+1), nil) {
				covered += int(r.Len)
			}
			if covered != len(want) {
				t.Fatalf("bytes mapped: want %d, got %d", len(want), covered)
			}
		}
	})
}
