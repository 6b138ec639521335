package source

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/radissect/radissect/dissect"
)

// fuzzCapture reads data as a capture and checks every packet; reading it in small
// pieces has to give the same packets.
func fuzzCapture(t *testing.T, data []byte) {
	src, err := NewReader(bytes.NewReader(data), "fuzz", Options{})
	if err != nil {
		return
	}
	whole := readAll(t, src)
	for i, n := range whole.kinds {
		if n < 0 || i == int(dissect.PacketSkipped) && n > 0 && len(whole.skips) == 0 {
			t.Fatal("skipped packets without a reason")
		}
	}
	src, err = NewReader(&pieces{data}, "fuzz", Options{})
	if err != nil {
		t.Fatalf("in pieces: %v", err)
	}
	if parts := readAll(t, src); parts.packets != whole.packets || parts.kinds != whole.kinds ||
		len(parts.secrets) != len(whole.secrets) || len(parts.notices) != len(whole.notices) {
		t.Fatalf("in pieces: want %+v, got %+v", whole, parts)
	}
}

// pieces gives out seven bytes at a time.
type pieces struct{ rest []byte }

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(b[:min(7, len(b))], p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func FuzzPcap(f *testing.F) {
	frame := hexBytes(f, tcpFrame)
	for _, big := range []bool{false, true} {
		for _, magic := range []uint32{pcapMicro, pcapNano, pcapModified} {
			f.Add(newBuilder(big).pcapHeader(magic, 60, 1).record(1, 2, frame, 60).record(1, 2, frame, 60).Bytes())
		}
	}
	f.Fuzz(fuzzCapture)
}

func FuzzPcapng(f *testing.F) {
	frame := hexBytes(f, tcpFrame)
	for _, big := range []bool{false, true} {
		w := newBuilder(big).section().iface(1, 60)
		w.iface(101, 0, w.option(optTimeRes, []byte{0x8a}))
		w.enhanced(0, 1<<40, frame, 60).enhanced(1, 1, frame[14:], 60)
		w.block(blockSimple, w.body(func(b *builder) { b.u32(60).Write(frame) }))
		w.block(blockSecrets, w.body(func(b *builder) { b.u32(1, 4, 0) }))
		f.Add(w.section().block(0xdef, nil).Bytes())
	}
	f.Fuzz(fuzzCapture)
}

func FuzzLocate(f *testing.F) {
	for _, head := range []string{"", ip4("2f") + "b0 00 08 00" + "00 00 00 00 00 00 00 01 00 00 00 02",
		ip4("2f") + "00 00 65 58" + ether + "81 00 00 01 08 00",
		ip4("11") + udp(4789) + "08 00 00 00 00 00 01 00" + ether + "88 64 11 00 00 01 00 2e 00 21",
		ip4("11") + udp(2152) + "34 ff 00 34 00 00 00 01 00 00 00 85 01 00 00 00",
		ip4("11") + udp(6081) + "01 00 65 58 00 00 01 00 00 00 00 00" + ether + "08 00",
		ip6("00") + "2b 00 01 04 00 00 00 00 2c 00 00 00 00 00 00 00 06 00 00 01 00 00 00 01",
		ip4("11") + udp(3544) + "00 01 00 00 00 00 00 00 00 00 00 00 00 " + ip6("04")} {
		f.Add(uint32(101), uint16(0), hexBytes(f, head+innerTCP))
	}
	for _, link := range []uint32{0, 1, 9, 51, 104, 108, 113, 228, 239, 258, 276} {
		f.Add(link, uint16(9), hexBytes(f, tcpFrame))
	}
	var l links // reused, so that nothing may depend on the packets before
	f.Fuzz(func(t *testing.T, link uint32, cut uint16, data []byte) {
		data = data[:len(data):len(data)]
		p := dissect.Packet{LinkType: link, Data: data, WireLen: uint32(len(data)) + uint32(cut)}
		l.locate(&p)
		checkPacket(t, &p)
		if q := locate(link, data, len(data)+int(cut)); p.Skip != skipOther && q.Skip != p.Skip || q.Kind != p.Kind || q.Payload != p.Payload ||
			q.PayloadLen != p.PayloadLen || q.Hash != p.Hash {
			t.Fatalf("a fresh start gives %+v, not %+v", q, p)
		}
	})
}

// FuzzWrapped: compressed captures, whole and damaged, in one wrapping and in two.
func FuzzWrapped(f *testing.F) {
	plain := newBuilder(false).pcapHeader(pcapMicro, 60, 1).record(1, 2, hexBytes(f, tcpFrame), 60).Bytes()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write(plain)
	w.Close()
	f.Add(zipped.Bytes())
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(enc.EncodeAll(plain, nil))
	f.Add(enc.EncodeAll(zipped.Bytes(), nil))
	var lz bytes.Buffer
	z := lz4.NewWriter(&lz)
	z.Write(plain)
	z.Close()
	f.Add(lz.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := NewReader(bytes.NewReader(data), "fuzz", Options{})
		if err != nil {
			return
		}
		// A small file may blow up to any size: what is read of it is bounded here.
		var b dissect.Batch
		for range 64 {
			err := src.Fill(&b)
			for i := range b.Packets {
				checkPacket(t, &b.Packets[i])
			}
			if err != nil {
				break
			}
		}
		src.Close()
	})
}
