package decoders_test

import (
	"bytes"
	"io"
	"sort"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// decodersSorted are the protocols in an order that only changes when names do.
func decodersSorted() []*dissect.Protocol {
	list := decoders.All()
	sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// seedMessages gives some messages of every type in the project's captures.
func seedMessages(f *testing.F, reg *dissect.Registry, add func(int, dissect.Dir, []byte)) {
	index := map[*dissect.Protocol]int{}
	for i, p := range decodersSorted() {
		index[p] = i
	}
	seen := map[*dissect.Kind]int{}
	for _, name := range captures(f) {
		read(f, reg, name, load(f, name), &dissecttest.Log{}, dissect.Options{
			Workers: 1,
			Inspect: func(_ *dissect.Conversation, p *dissect.Protocol, dir dissect.Dir, b []byte, decode func([]byte, *dissect.Tree) (*dissect.Kind, []dissect.Breach)) {
				kind, _ := decode(b, nil)
				if seen[kind]++; seen[kind] <= 2 && len(b) < 2048 {
					add(index[p], dir, bytes.Clone(b))
				}
			},
		})
	}
}

// seedStreams gives the first bytes of both directions of TCP conversations in
// the project's captures.
func seedStreams(f *testing.F, add func(client, server []byte)) {
	for _, name := range captures(f) {
		src, err := source.NewReader(bytes.NewReader(load(f, name)), name, source.Options{})
		if err != nil {
			continue
		}
		var dirs [2][]byte
		var b dissect.Batch
		var port uint16
		for {
			err := src.Fill(&b)
			for i := range b.Packets {
				p := &b.Packets[i]
				if p.Kind != dissect.PacketTCP || p.PayloadLen == 0 {
					continue
				}
				if port == 0 {
					port = p.SrcPort
				}
				d := 0
				if p.SrcPort != port {
					d = 1
				}
				if len(dirs[d]) < 4096 {
					dirs[d] = append(dirs[d], p.Data[p.Payload:p.Payload+p.PayloadLen]...)
				}
			}
			if err == io.EOF || err != nil {
				break
			}
		}
		add(dirs[0], dirs[1])
	}
}
