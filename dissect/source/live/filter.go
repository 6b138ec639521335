package live

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/net/bpf"

	"github.com/radissect/radissect/dissect"
)

// maxPrograms bounds the link types that a Filter has programs for.
const maxPrograms = 64

// Link types for which NewFilter tries an expression, because some expressions make
// sense for some of them only: Ethernet, Linux cooked capture, and IEEE 802.11.
var trialLinkTypes = [...]uint32{1, 113, 105}

// A Filter matches the packets of capture files with an expression in tcpdump's
// language. It has one program for each link type met. It belongs to one goroutine.
type Filter struct {
	expr     string
	programs map[uint32]*program
	last     *program // of the packet before
	lastLink uint32
}

// NewFilter checks an expression. The error holds libpcap's own message, or is
// ErrNotBuilt.
func NewFilter(expr string) (*Filter, error) {
	f := &Filter{expr: expr, programs: make(map[uint32]*program)}
	var first error
	for _, link := range trialLinkTypes {
		p := compileProgram(expr, link)
		if p.err == nil {
			return f, nil
		}
		if first == nil {
			first = p.err
		}
	}
	return nil, first
}

// String returns the expression.
func (f *Filter) String() string { return f.expr }

// Match says whether p passes the filter; Data, WireLen and LinkType of p count. The
// error says why the expression cannot be used for the link type of p. It is the same
// value for each packet of that type, none of which match.
func (f *Filter) Match(p *dissect.Packet) (bool, error) {
	g := f.last
	if g == nil || f.lastLink != p.LinkType {
		g = f.program(p.LinkType)
		f.last, f.lastLink = g, p.LinkType
	}
	if g.err != nil {
		return false, g.err
	}
	return g.match(p.Data, p.WireLen), nil
}

// program returns the program for a link type, compiled when first asked for.
func (f *Filter) program(link uint32) *program {
	if g, ok := f.programs[link]; ok {
		return g
	}
	if len(f.programs) >= maxPrograms {
		return tooManyPrograms
	}
	g := compileProgram(f.expr, link)
	f.programs[link] = g
	return g
}

// tooManyPrograms stands for the programs beyond maxPrograms.
var tooManyPrograms = &program{err: fmt.Errorf("filter met more than %d link types", maxPrograms)}

// A program is a filter for one link type.
type program struct {
	err   error // why there is none
	whole *bpf.VM
	// cut runs instead of whole on frames that the capture cut off, where the
	// expression asks for the length of a frame. The machine only knows the length
	// of what it is given, so this program expects the length on the wire in front
	// of the frame. Nil when nothing asks for it.
	cut     *bpf.VM
	scratch []byte
}

// lengthSize is the size in bytes of the length in front of a frame.
const lengthSize = 4

// compileProgram compiles an expression for a link type.
func compileProgram(expr string, link uint32) *program {
	raw, err := CompileFilter(expr, link, MaxSnapLen)
	if err != nil {
		return &program{err: err}
	}
	g, err := newProgram(raw)
	if err != nil {
		return &program{err: fmt.Errorf("filter %q on link type %d: %w", expr, link, err)}
	}
	return g
}

// Errors for the few programs that run in a kernel and not here.
var (
	errDevice   = errors.New("it asks for what only a device knows (such as inbound), which works for live capture only")
	errBackward = errors.New("it loops over headers (protochain), which works for live capture only")
	errUnknown  = errors.New("it uses an instruction (such as negation) that works for live capture only")
)

// newProgram prepares what libpcap has compiled.
func newProgram(raw []bpf.RawInstruction) (*program, error) {
	whole := make([]bpf.Instruction, len(raw))
	cut := make([]bpf.Instruction, len(raw))
	usesLength := false
	for i, r := range raw {
		ins := r.Disassemble()
		whole[i], cut[i] = ins, ins
		switch ins := ins.(type) {
		case bpf.RawInstruction, bpf.NegateA:
			return nil, errUnknown
		case bpf.Jump:
			if uint64(ins.Skip) >= uint64(len(raw)-i) {
				return nil, errBackward
			}
		case bpf.LoadAbsolute:
			cut[i] = bpf.LoadAbsolute{Off: behindLength(ins.Off), Size: ins.Size}
		case bpf.LoadIndirect:
			cut[i] = bpf.LoadIndirect{Off: behindLength(ins.Off), Size: ins.Size}
		case bpf.LoadMemShift:
			cut[i] = bpf.LoadMemShift{Off: behindLength(ins.Off)}
		case bpf.LoadExtension:
			if ins.Num != bpf.ExtLen {
				return nil, errDevice
			}
			usesLength = true
			cut[i] = bpf.LoadAbsolute{Off: 0, Size: lengthSize}
		}
	}
	g := &program{}
	var err error
	if g.whole, err = bpf.NewVM(whole); err == nil && usesLength {
		g.cut, err = bpf.NewVM(cut)
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// behindLength moves an offset behind the length. Those at the very end of 32 bits
// are beyond any frame and stay there.
func behindLength(off uint32) uint32 {
	if off > 1<<32-1-lengthSize {
		return off
	}
	return off + lengthSize
}

// match runs the program on the captured bytes of a frame.
func (g *program) match(data []byte, wireLen uint32) (ok bool) {
	// Offsets in the machine are of type int. Where that has 32 bits, those that an
	// expression computes can turn negative; libpcap does not match such frames.
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	vm := g.whole
	if g.cut != nil && uint64(wireLen) != uint64(len(data)) {
		vm = g.cut
		g.scratch = binary.BigEndian.AppendUint32(g.scratch[:0], wireLen)
		g.scratch = append(g.scratch, data...)
		data = g.scratch
	}
	n, err := vm.Run(data)
	return err == nil && n != 0
}

// Filtered yields the packets of src that pass f, with their frame numbers in src. A
// batch may be left empty, which the engine allows. Link types that the expression
// cannot be used for are told in a notice each.
func Filtered(src dissect.Source, f *Filter) dissect.Source {
	return &filtered{Source: src, filter: f, told: make(map[error]bool)}
}

type filtered struct {
	dissect.Source
	filter *Filter
	told   map[error]bool
}

// Fill implements dissect.Source.
func (s *filtered) Fill(b *dissect.Batch) error {
	err := s.Source.Fill(b)
	kept := b.Packets[:0]
	for i := range b.Packets {
		p := &b.Packets[i]
		ok, ferr := s.filter.Match(p)
		if ok {
			kept = append(kept, *p)
		} else if ferr != nil && !s.told[ferr] {
			s.told[ferr] = true
			b.Notices = append(b.Notices, dissect.Notice{
				Kind: dissect.NoticeInfo, File: s.Info().File, Frame: p.Number,
				Reason: fmt.Sprintf("packets of link type %d left out: %v", p.LinkType, ferr),
			})
		}
	}
	b.Packets = kept
	return err
}
