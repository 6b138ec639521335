package source

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
)

// hexBytes reads hex with spaces and with comments from # to the end of a line.
func hexBytes(t testing.TB, text string) []byte {
	t.Helper()
	var digits strings.Builder
	for _, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(line), ""))
	}
	b, err := hex.DecodeString(digits.String())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tcpFrame is an Ethernet frame with a TCP segment: 192.0.2.1:49152 to
// 192.0.2.2:3389, sequence number 0x01020304, acknowledgment 0x05060708, flags PSH and
// ACK, window 0x2000, payload 03 00 00 0b, and two bytes of link padding.
const tcpFrame = `
	00 00 5e 00 53 02  00 00 5e 00 53 01  08 00   # Ethernet, IPv4
	45 00 00 2c  12 34 40 00  40 06 00 00         # 20 bytes of header, 44 in all, id, DF, TCP
	c0 00 02 01  c0 00 02 02                      # addresses
	c0 00  0d 3d  01 02 03 04  05 06 07 08        # ports, sequence, acknowledgment
	50 18  20 00  00 00  00 00                    # data offset 5, PSH|ACK, window
	03 00 00 0b                                   # payload
	aa aa                                         # padding
`

// A builder writes capture files in either byte order.
type builder struct {
	order binary.AppendByteOrder
	bytes.Buffer
}

func newBuilder(big bool) *builder {
	if big {
		return &builder{order: binary.BigEndian}
	}
	return &builder{order: binary.LittleEndian}
}

func (w *builder) u16(v ...uint16) *builder {
	for _, v := range v {
		w.Write(w.order.AppendUint16(nil, v))
	}
	return w
}

func (w *builder) u32(v ...uint32) *builder {
	for _, v := range v {
		w.Write(w.order.AppendUint32(nil, v))
	}
	return w
}

// pcapHeader writes a file header, version 2.4.
func (w *builder) pcapHeader(magic, snapLen, link uint32) *builder {
	return w.u32(magic).u16(2, 4).u32(0, 0, snapLen, link)
}

// record writes a pcap record; sec and frac are its time.
func (w *builder) record(sec, frac uint32, data []byte, original uint32) *builder {
	w.u32(sec, frac, uint32(len(data)), original).Write(data)
	return w
}

// block writes a pcapng block around body, which is padded.
func (w *builder) block(kind uint32, body []byte) *builder {
	pad := -len(body) & 3
	total := uint32(12 + len(body) + pad)
	w.u32(kind, total).Write(body)
	w.Write(make([]byte, pad))
	return w.u32(total)
}

// body builds the body of a block with the byte order of w.
func (w *builder) body(build func(*builder)) []byte {
	b := &builder{order: w.order}
	build(b)
	return b.Bytes()
}

// section writes a section header without options, section length unknown.
func (w *builder) section() *builder {
	return w.block(blockSection, w.body(func(b *builder) {
		b.u32(byteOrderMagic).u16(1, 0).u32(0xffffffff, 0xffffffff)
	}))
}

// iface writes an interface description block; options are whole options.
func (w *builder) iface(link uint16, snapLen uint32, options ...[]byte) *builder {
	return w.block(blockInterface, w.body(func(b *builder) {
		b.u16(link, 0).u32(snapLen)
		for _, o := range options {
			b.Write(o)
		}
		if len(options) > 0 {
			b.u16(0, 0)
		}
	}))
}

// option builds one option of a block.
func (w *builder) option(code uint16, value []byte) []byte {
	return w.body(func(b *builder) {
		b.u16(code, uint16(len(value))).Write(value)
		b.Write(make([]byte, -len(value)&3))
	})
}

// enhanced writes an enhanced packet block.
func (w *builder) enhanced(iface uint32, ticks uint64, data []byte, original uint32) *builder {
	return w.block(blockEnhanced, w.body(func(b *builder) {
		b.u32(iface, uint32(ticks>>32), uint32(ticks), uint32(len(data)), original).Write(data)
	}))
}
