package main

import (
	"bytes"
	"io"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
	"github.com/google/gopacket/reassembly"
)

// layered is a reused set of gopacket layers.
type layered struct {
	eth    layers.Ethernet
	ip4    layers.IPv4
	ip6    layers.IPv6
	tcp    layers.TCP
	udp    layers.UDP
	pay    gopacket.Payload
	parser *gopacket.DecodingLayerParser
	found  []gopacket.LayerType
}

func newLayered() *layered {
	l := &layered{}
	l.parser = gopacket.NewDecodingLayerParser(layers.LayerTypeEthernet, &l.eth, &l.ip4, &l.ip6, &l.tcp, &l.udp, &l.pay)
	l.parser.IgnoreUnsupported = true
	return l
}

// parser runs gopacket's fastest decoding over every packet.
func parser(b []byte) (int, error) {
	r, err := pcapgo.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	l := newLayered()
	n := 0
	for {
		data, _, err := r.ZeroCopyReadPacketData()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
		_ = l.parser.DecodeLayers(data, &l.found) // an odd packet is as good as any
	}
}

type stream struct{ bytes int }

func (s *stream) Accept(*layers.TCP, gopacket.CaptureInfo, reassembly.TCPFlowDirection, reassembly.Sequence, *bool, reassembly.AssemblerContext) bool {
	return true
}

func (s *stream) ReassembledSG(sg reassembly.ScatterGather, _ reassembly.AssemblerContext) {
	n, _ := sg.Lengths()
	s.bytes += len(sg.Fetch(n))
}

func (s *stream) ReassemblyComplete(reassembly.AssemblerContext) bool { return true }

type factory struct{}

func (factory) New(gopacket.Flow, gopacket.Flow, *layers.TCP, reassembly.AssemblerContext) reassembly.Stream {
	return &stream{}
}

type captured gopacket.CaptureInfo

func (c *captured) GetCaptureInfo() gopacket.CaptureInfo { return gopacket.CaptureInfo(*c) }

// assembler is parser with gopacket's own TCP reassembly behind it.
func assembler(b []byte) (int, error) {
	r, err := pcapgo.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	l := newLayered()
	a := reassembly.NewAssembler(reassembly.NewStreamPool(factory{}))
	n := 0
	for {
		data, ci, err := r.ZeroCopyReadPacketData()
		if err == io.EOF {
			a.FlushAll()
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
		if l.parser.DecodeLayers(data, &l.found) != nil {
			continue
		}
		for _, t := range l.found {
			if t != layers.LayerTypeTCP {
				continue
			}
			flow := l.ip4.NetworkFlow()
			for _, u := range l.found {
				if u == layers.LayerTypeIPv6 {
					flow = l.ip6.NetworkFlow()
				}
			}
			c := captured(ci)
			a.AssembleWithContext(flow, &l.tcp, &c)
		}
	}
}
