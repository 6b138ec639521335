package main

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A film is a capture in memory, round by round, so that packets can be changed
// and the rest stays what and where it was.
type film struct {
	info   dissect.CaptureInfo
	rounds []dissect.Batch
}

// shoot reads a capture.
func shoot(data []byte, name string) (*film, error) {
	src, err := source.NewReader(bytes.NewReader(data), name, source.Options{})
	if err != nil {
		return nil, err
	}
	f := &film{info: src.Info()}
	for {
		var b dissect.Batch
		err := src.Fill(&b)
		f.rounds = append(f.rounds, b)
		if err != nil {
			return f, nil // a capture that is cut short is read as far as it goes
		}
	}
}

// copy is a film whose packets may be exchanged; their bytes are shared.
func (f *film) copy() *film {
	g := &film{info: f.info, rounds: slices.Clone(f.rounds)}
	for i := range g.rounds {
		g.rounds[i].Packets = slices.Clone(g.rounds[i].Packets)
	}
	return g
}

// A projector is the source of a film.
type projector struct {
	f    *film
	next int
}

func (p *projector) Fill(b *dissect.Batch) error {
	b.Reset()
	if p.next >= len(p.f.rounds) {
		return io.EOF
	}
	r := &p.f.rounds[p.next]
	p.next++
	b.Packets = append(b.Packets, r.Packets...)
	b.Secrets, b.Notices = r.Secrets, r.Notices
	if p.next == len(p.f.rounds) {
		return io.EOF
	}
	return nil
}

func (p *projector) Info() dissect.CaptureInfo { return p.f.info }
func (p *projector) Close() error              { return nil }

// A flow is what makes packets one conversation, whichever way they go.
type flow struct {
	a, b   dissect.HostAddr
	pa, pb uint16
	proto  uint8
}

// hosts are the two hosts of a flow, the lower address first.
type hosts struct{ a, b dissect.HostAddr }

func flowOf(proto uint8, src, dst dissect.HostAddr, sp, dp uint16) flow {
	if c := bytes.Compare(src[:], dst[:]); c > 0 || c == 0 && sp > dp {
		src, dst, sp, dp = dst, src, dp, sp
	}
	return flow{src, dst, sp, dp, proto}
}

func (f flow) hosts() hosts { return hosts{f.a, f.b} }

// packetFlow is the flow of a packet; ok is false for one that is of none.
func packetFlow(p *dissect.Packet) (f flow, ok bool) {
	switch p.Kind {
	case dissect.PacketTCP:
		return flowOf(6, p.Src, p.Dst, p.SrcPort, p.DstPort), true
	case dissect.PacketUDP:
		return flowOf(17, p.Src, p.Dst, p.SrcPort, p.DstPort), true
	}
	return flow{}, false
}

func convFlow(c *dissect.Conversation) flow {
	proto := uint8(6)
	if c.Transport == "udp" {
		proto = 17
	}
	return flowOf(proto, c.Client.Addr, c.Server.Addr, c.Client.Port, c.Server.Port)
}

// A place is where a packet is in a film.
type place struct{ round, at int }

// cast are the flows of a film and where their packets are, in the order in which
// they begin.
func (f *film) cast() (order []flow, of map[flow][]place) {
	of = map[flow][]place{}
	for r := range f.rounds {
		for i := range f.rounds[r].Packets {
			if k, ok := packetFlow(&f.rounds[r].Packets[i]); ok {
				if of[k] == nil {
					order = append(order, k)
				}
				of[k] = append(of[k], place{r, i})
			}
		}
	}
	return order, of
}

// relocate finds the headers of a changed frame anew.
func relocate(l *source.Locator, p *dissect.Packet, data []byte) dissect.Packet {
	q := dissect.Packet{
		Time: p.Time, Number: p.Number, WireLen: p.WireLen, Interface: p.Interface, LinkType: p.LinkType, Data: data,
	}
	l.Locate(&q)
	return q
}

// beside puts the packets of another capture between those of f, from hosts of
// their own, at the times of f: company that damage to f must not reach.
func (f *film) beside(g *film, mark byte) *film {
	var guests []dissect.Packet
	for i := range g.rounds {
		guests = append(guests, g.rounds[i].Packets...)
	}
	total := 0
	for i := range f.rounds {
		total += len(f.rounds[i].Packets)
	}
	out := &film{info: f.info, rounds: slices.Clone(f.rounds)}
	seen, next := 0, 0
	for i := range out.rounds {
		var list []dissect.Packet
		for _, p := range out.rounds[i].Packets {
			list = append(list, p)
			seen++
			for ; next*total < seen*len(guests); next++ {
				q := guests[next]
				q.Time, q.Number = p.Time, q.Number+uint64(mark)<<32
				q.Src, q.Dst, q.Hash = guest(q.Src, mark), guest(q.Dst, mark), q.Hash^uint32(mark)<<20
				list = append(list, q)
			}
		}
		out.rounds[i].Packets = list
	}
	return out
}

// guest is an address of the block for documentation that stands for a.
func guest(a dissect.HostAddr, mark byte) dissect.HostAddr {
	copy(a[:], []byte{0x20, 0x01, 0x0d, 0xb8, mark})
	return a
}

// isGuest reports whether a flow came with beside.
func (k flow) isGuest() bool {
	return bytes.HasPrefix(k.a[:], []byte{0x20, 0x01, 0x0d, 0xb8}) && k.a[4] != 0 && k.a[5] == 0
}

var errNothing = errors.New("nothing to change")
