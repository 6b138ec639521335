package live

import (
	"strconv"
	"testing"

	"golang.org/x/net/bpf"

	"github.com/radissect/radissect/dissect"
)

// assemble makes the program of hand-written instructions.
func assemble(t *testing.T, ins ...bpf.Instruction) (*program, error) {
	t.Helper()
	raw, err := bpf.Assemble(ins)
	if err != nil {
		t.Fatal(err)
	}
	return newProgram(raw)
}

// TestProgramLength checks that the length of a frame is that on the wire, and that
// the captured bytes stay where they are.
func TestProgramLength(t *testing.T) {
	// Frames of 100 bytes or more whose byte 2 is 7.
	g, err := assemble(t,
		bpf.LoadExtension{Num: bpf.ExtLen},
		bpf.JumpIf{Cond: bpf.JumpGreaterOrEqual, Val: 100, SkipFalse: 3},
		bpf.LoadAbsolute{Off: 2, Size: 1},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: 7, SkipFalse: 1},
		bpf.RetConstant{Val: 1},
		bpf.RetConstant{Val: 0},
	)
	if err != nil {
		t.Fatal(err)
	}
	long := make([]byte, 100)
	long[2] = 7
	tests := []struct {
		name    string
		data    []byte
		wireLen uint32
		want    bool
	}{
		{"whole", long, 100, true},
		{"whole, short", long[:99], 99, false},
		{"cut", long[:3], 100, true},
		{"cut, short", long[:3], 99, false},
		{"cut before the byte", long[:2], 100, false},
		{"cut to nothing", nil, 100, false},
	}
	for _, tt := range tests {
		if got := g.match(tt.data, tt.wireLen); got != tt.want {
			t.Errorf("%s: want %v, got %v", tt.name, tt.want, got)
		}
	}
	long[2] = 8
	if g.match(long[:3], 100) {
		t.Error("cut, other byte: want no match")
	}
}

// TestProgramOffsets reads at offsets that are beyond any frame.
func TestProgramOffsets(t *testing.T) {
	for _, x := range []uint32{0, 1, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
		g, err := assemble(t,
			bpf.LoadConstant{Dst: bpf.RegX, Val: x},
			bpf.LoadExtension{Num: bpf.ExtLen}, // so that the other program is made as well
			bpf.LoadIndirect{Off: 1<<32 - 1, Size: 1},
			bpf.RetConstant{Val: 1},
		)
		if err != nil {
			t.Fatal(err)
		}
		whole, cut := g.match(make([]byte, 64), 64), g.match(make([]byte, 64), 100)
		if (whole || cut) && strconv.IntSize == 64 { // with 32 bits, it must not panic
			t.Errorf("offset %d beyond the frame: want no match", x)
		}
	}
}

func TestProgramRefused(t *testing.T) {
	backward := bpf.RawInstruction{Op: 0x05, K: 1<<32 - 2} // BPF_JMP|BPF_JA to the instruction before
	negate := bpf.RawInstruction{Op: 0x84}                 // BPF_ALU|BPF_NEG
	end := bpf.RawInstruction{Op: 0x06, K: 1}              // BPF_RET|BPF_K
	if _, err := newProgram([]bpf.RawInstruction{end, backward, end}); err != errBackward {
		t.Errorf("want %v, got %v", errBackward, err)
	}
	if _, err := newProgram([]bpf.RawInstruction{negate, end}); err != errUnknown {
		t.Errorf("want %v, got %v", errUnknown, err)
	}
	if _, err := newProgram(nil); err == nil {
		t.Error("want an error for an empty program")
	}
}

// TestMatchAllocations runs both programs without allocating.
func TestMatchAllocations(t *testing.T) {
	g, err := assemble(t,
		bpf.LoadExtension{Num: bpf.ExtLen},
		bpf.StoreScratch{Src: bpf.RegA, N: 3},
		bpf.LoadAbsolute{Off: 0, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: 0, SkipFalse: 1},
		bpf.RetConstant{Val: 1},
		bpf.RetConstant{Val: 0},
	)
	if err != nil {
		t.Fatal(err)
	}
	f := &Filter{programs: map[uint32]*program{1: g, 101: g}}
	p := dissect.Packet{Data: make([]byte, 64), WireLen: 64, LinkType: 1}
	q := dissect.Packet{Data: make([]byte, 64), WireLen: 1500, LinkType: 101}
	if n := testing.AllocsPerRun(100, func() {
		for _, p := range []*dissect.Packet{&p, &q} {
			if ok, err := f.Match(p); !ok || err != nil {
				t.Fatalf("want a match, got %v, %v", ok, err)
			}
		}
	}); n != 0 {
		t.Errorf("want no allocations, got %v", n)
	}
}
