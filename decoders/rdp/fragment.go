package rdp

import (
	"strconv"

	"github.com/radissect/radissect/decoders/bulk"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// Places of a fast-path update in a row of fragments, MS-RDPBCGR 2.2.9.1.2.1.
const (
	fragmentSingle = 0
	fragmentLast   = 1
	fragmentFirst  = 2
	fragmentNext   = 3
)

// maxUpdate is the longest update in bytes that is put together. A screen of one
// update may be larger; graphics are not read further.
const maxUpdate = 4 << 20

// An updateJoin is the fast-path update that is being put together. There is one
// at a time (FreeRDP's core/fastpath.c refuses another).
type updateJoin struct {
	join     reassembly.Joiner
	begun    bool // a FIRST was seen
	open     bool // FIRST came, LAST did not
	skip     bool // a part is missing or it grew too large: the rest is passed over
	adrift   bool // bytes were lost: NEXT and LAST before the next FIRST prove nothing
	inflated int  // bytes counted by Hold
}

// lose says that bytes are missing.
func (u *updateJoin) lose(s *State) {
	u.drop(s)
	u.open, u.adrift = false, true
}

// drop forgets the bytes of the update.
func (u *updateJoin) drop(s *State) {
	s.Release(u.inflated)
	u.inflated = 0
	u.join.Reset()
	u.skip = true
}

// takeParts takes in the compressed and fragmented updates of a PDU, in their order.
func (h *fastHandler) takeParts(dir dissect.Dir, x *dissect.Context) {
	s := Of(h.conv)
	parts := h.m.parts
	h.m.parts = nil // what is handed on is decoded into h.m, and has no parts
	var spent budget
	for i := range parts {
		p := &parts[i]
		if p.cut || spent.spent() {
			s.loseHistory(dir)
			s.updates.lose(s)
			continue
		}
		var plain []byte
		ok := true
		if p.flags&historyFlags != 0 {
			plain, ok = s.Inflate(dir, p.flags, x, p.off, p.n)
			if !spent.spend(len(plain), x, p) {
				plain, ok = nil, false
			}
		}
		compressed := p.flags&bulk.PacketCompressed != 0
		switch {
		case p.fragment != fragmentSingle:
			s.updates.take(s, x, p, plain, ok || !compressed)
		case compressed && ok:
			s.handInflated(x, FastPath, plain, p.off, p.n, p.code)
		}
	}
	h.m.parts = parts[:0]
}

// take adds one fragment. plain is what was inflated, nil where it was not
// compressed; ok is false where it could not be inflated.
func (u *updateJoin) take(s *State, x *dissect.Context, p *part, plain []byte, ok bool) {
	first := p.fragment == fragmentFirst
	switch {
	case first == u.open:
		if first || !u.adrift && (u.begun || !s.missed()) {
			x.Report(FragmentOrder, p.off, p.n, fragmentations.Value(uint64(p.fragment))+orderDetail(first))
		}
	default:
		x.Held(FragmentOrder)
	}
	switch {
	case first:
		u.drop(s)
		u.begun, u.open, u.skip, u.adrift = true, true, false, false
	case !u.open:
		return
	}
	if !ok {
		u.drop(s)
	}
	if !u.skip {
		u.add(s, x, p, plain, first)
	}
	if p.fragment != fragmentLast {
		return
	}
	u.open = false
	if !u.skip {
		s.handOn(x, FastPath, u.join.Bytes(), u.join.Map(), inner{form: innerInflated, code: p.code})
	}
	u.drop(s)
}

func orderDetail(first bool) string {
	if first {
		return " before the LAST of the update before"
	}
	return " without a FIRST"
}

// add puts the bytes of a fragment into the joiner.
func (u *updateJoin) add(s *State, x *dissect.Context, p *part, plain []byte, first bool) {
	from := x.Ranges(p.off, p.n)
	b := x.Bytes()[p.off : p.off+p.n]
	fits := true
	if plain != nil {
		b = plain
		for i := range from {
			from[i].Whole = true
		}
		if fits = s.Hold(len(b)); fits {
			u.inflated += len(b)
		}
	}
	u.join.Max = maxUpdate
	if fits {
		var st reassembly.Status
		if first {
			st = u.join.First(-1, b, from)
		} else {
			st = u.join.Next(b, from)
		}
		fits = st&reassembly.TooBig == 0
	}
	if !fits {
		x.Report(dissect.LimitBuffer, p.off, p.n, "a fast-path update of more than "+strconv.Itoa(u.join.Len())+" bytes")
		u.drop(s)
		return
	}
	x.HandOn(p.off, p.n)
}
