package main

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/source"
)

// A way is one way of damaging a capture.
type way struct {
	name string
	// file changes the bytes of the capture file itself.
	file func(r *rand.Rand, b []byte) []byte
	// flow changes packets of one conversation only.
	flow func(r *rand.Rand, f *film, at []place) error
}

// ways are all of them; a mutant's number says which one it is made by.
var ways = []way{
	{name: "flip bits of payloads", flow: onPayloads(flip)},
	{name: "lying lengths", flow: onPayloads(lie)},
	{name: "cut frames short", flow: onFrames(cutFrame)},
	{name: "drop packets", flow: drop},
	{name: "repeat packets", flow: repeat},
	{name: "swap packets", flow: swap},
	{name: "flip bits of headers", flow: onFrames(flipHeader)},
	{name: "exchange payloads", flow: exchange},
	{name: "flip bits of the file", file: func(r *rand.Rand, b []byte) []byte { flip(r, b); return b }},
	{name: "lying lengths in the file", file: func(r *rand.Rand, b []byte) []byte { lie(r, b); return b }},
	{name: "cut the file", file: func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
	{name: "move pieces of the file", file: move},
}

// flip turns one to sixteen bits over.
func flip(r *rand.Rand, b []byte) {
	for range 1 + r.IntN(16) {
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
	}
}

// lie writes numbers that lengths and counts are mistaken with, more often near the
// front, where lengths are.
func lie(r *rand.Rand, b []byte) {
	values := []uint64{0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff}
	for range 1 + r.IntN(3) {
		v := values[r.IntN(len(values))]
		if r.IntN(3) == 0 {
			v = uint64(len(b)) + uint64(r.IntN(5)) - 2
		}
		size := 1 << r.IntN(3)
		at := r.IntN(len(b))
		if r.IntN(2) == 0 {
			at = r.IntN(min(len(b), 32))
		}
		var w [8]byte
		if r.IntN(2) == 0 {
			binary.LittleEndian.PutUint64(w[:], v)
			copy(b[at:], w[:size])
		} else {
			binary.BigEndian.PutUint64(w[:], v)
			copy(b[at:], w[8-size:])
		}
	}
}

// move doubles, takes out, or exchanges pieces.
func move(r *rand.Rand, b []byte) []byte {
	n := 1 + r.IntN(min(len(b), 2000))
	i, j := r.IntN(len(b)-n+1), r.IntN(len(b)-n+1)
	switch r.IntN(3) {
	case 0:
		return slices.Insert(b, j, bytes.Clone(b[i:i+n])...)
	case 1:
		return slices.Delete(b, i, i+n)
	}
	piece := bytes.Clone(b[i : i+n])
	copy(b[i:i+n], b[j:j+n])
	copy(b[j:j+n], piece)
	return b
}

// some is one to four packets of a conversation.
func some(r *rand.Rand, at []place) []place {
	var out []place
	for range 1 + r.IntN(4) {
		out = append(out, at[r.IntN(len(at))])
	}
	return out
}

func onPayloads(change func(*rand.Rand, []byte)) func(*rand.Rand, *film, []place) error {
	return func(r *rand.Rand, f *film, at []place) error {
		at = slices.DeleteFunc(slices.Clone(at), func(w place) bool { return f.at(w).PayloadLen == 0 })
		if len(at) == 0 {
			return errNothing
		}
		for _, w := range some(r, at) {
			p := f.at(w)
			p.Data = bytes.Clone(p.Data)
			change(r, p.Data[p.Payload:p.Payload+p.PayloadLen])
		}
		return nil
	}
}

// onFrames changes whole frames, which stay packets of the same conversation or
// become none at all.
func onFrames(change func(*rand.Rand, *dissect.Packet, []byte) []byte) func(*rand.Rand, *film, []place) error {
	return func(r *rand.Rand, f *film, at []place) error {
		var l source.Locator
		err := errNothing
		for _, w := range some(r, at) {
			p := f.at(w)
			was, ok := packetFlow(p)
			q := relocate(&l, p, change(r, p, bytes.Clone(p.Data)))
			if is, _ := packetFlow(&q); ok && (is == was || q.Kind == dissect.PacketSkipped) {
				*p, err = q, nil
			}
		}
		return err
	}
}

func cutFrame(r *rand.Rand, _ *dissect.Packet, b []byte) []byte { return b[:r.IntN(len(b)+1)] }

func flipHeader(r *rand.Rand, p *dissect.Packet, b []byte) []byte {
	flip(r, b[:max(1, min(int(p.Payload), len(b)))])
	return b
}

func (f *film) at(w place) *dissect.Packet { return &f.rounds[w.round].Packets[w.at] }

// drop empties frames: their places and times stay, so that the clock is the same.
func drop(r *rand.Rand, f *film, at []place) error {
	for _, w := range some(r, at) {
		p := f.at(w)
		*p = dissect.Packet{Time: p.Time, Number: p.Number, WireLen: p.WireLen, Interface: p.Interface, LinkType: p.LinkType, Skip: "dropped"}
	}
	return nil
}

func repeat(r *rand.Rand, f *film, at []place) error {
	n := 1 + r.IntN(3)
	w := at[r.IntN(len(at))]
	p := *f.at(w)
	list := &f.rounds[w.round].Packets
	for range n {
		*list = slices.Insert(*list, w.at, p)
	}
	return nil
}

// swap exchanges two packets, each of which takes the other's time and number.
func swap(r *rand.Rand, f *film, at []place) error {
	if len(at) < 2 {
		return errNothing
	}
	for range 1 + r.IntN(3) {
		i := r.IntN(len(at))
		j := min(len(at)-1, i+1+r.IntN(4))
		p, q := f.at(at[i]), f.at(at[j])
		*p, *q = *q, *p
		p.Time, q.Time = q.Time, p.Time
		p.Number, q.Number = q.Number, p.Number
	}
	return nil
}

// exchange gives a packet the front of the payload of another.
func exchange(r *rand.Rand, f *film, at []place) error {
	at = slices.DeleteFunc(slices.Clone(at), func(w place) bool { return f.at(w).PayloadLen == 0 })
	if len(at) < 2 {
		return errNothing
	}
	p, q := f.at(at[r.IntN(len(at))]), f.at(at[r.IntN(len(at))])
	data := bytes.Clone(p.Data)
	copy(data[p.Payload:p.Payload+p.PayloadLen], q.Data[q.Payload:q.Payload+q.PayloadLen])
	p.Data = data
	return nil
}
