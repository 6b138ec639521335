package decoders_test

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
)

// An opened capture is one whose secrets lie beside it, as packets.
type opened struct {
	name    string
	packets []dissect.Packet
	secrets []dissect.Secret
	full    []int // packets with a payload
}

// openedCaptures are the project's captures that secrets open: TLS, standard RDP
// security, NTLM, Kerberos, invitations.
func openedCaptures(f *testing.F) []opened {
	var out []opened
	for _, name := range captures(f) {
		data := load(f, name)
		if store(f, name).Snapshot().Origins() == nil && filepath.Ext(name) != ".pcapng" || len(data) > 24<<10 {
			continue
		}
		src, err := source.NewReader(bytes.NewReader(data), name, source.Options{})
		if err != nil {
			continue
		}
		o := opened{name: name}
		for err == nil {
			var b dissect.Batch
			err = src.Fill(&b)
			o.packets = append(o.packets, b.Packets...)
			o.secrets = append(o.secrets, b.Secrets...)
		}
		for i := range o.packets {
			if o.packets[i].PayloadLen > 0 {
				o.full = append(o.full, i)
			}
		}
		if len(o.full) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// once is a source of one batch.
type once struct {
	batch dissect.Batch
	name  string
}

func (o *once) Fill(b *dissect.Batch) error {
	*b, o.batch = o.batch, dissect.Batch{}
	return io.EOF
}
func (o *once) Info() dissect.CaptureInfo { return dissect.CaptureInfo{File: o.name} }
func (o *once) Close() error              { return nil }

// FuzzOpened writes any bytes into a packet of a capture that secrets open: what
// decrypts, checks signatures, inflates and joins meets them in the midst of a
// session.
func FuzzOpened(f *testing.F) {
	reg := registry(f)
	list := openedCaptures(f)
	if len(list) < 10 {
		f.Fatalf("only %d captures that secrets open", len(list))
	}
	for i := range list {
		f.Add(uint16(i), uint16(len(list[i].full)/2), uint16(5), []byte{0xff, 0xff})
		f.Add(uint16(i), uint16(len(list[i].full)-1), uint16(0), []byte{0})
	}
	f.Fuzz(func(t *testing.T, which, packet, off uint16, patch []byte) {
		o := &list[int(which)%len(list)]
		packets := append([]dissect.Packet(nil), o.packets...)
		p := &packets[o.full[int(packet)%len(o.full)]]
		p.Data = bytes.Clone(p.Data)
		body := p.Data[p.Payload : p.Payload+p.PayloadLen]
		copy(body[int(off)%len(body):], patch)
		log := dissecttest.NewLog(true)
		eng := dissect.New(reg, dissect.Options{Workers: 1, Keys: store(t, o.name), Panic: func(v any, stack []byte) {
			t.Fatalf("%s: a decoder panicked: %v\n%s", o.name, v, stack)
		}})
		if _, err := eng.Run(context.Background(), &once{dissect.Batch{Packets: packets, Secrets: o.secrets}, o.name}, log); err != nil {
			t.Fatal(err)
		}
		for _, m := range log.Messages {
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Fatalf("%s: %s %s: %v", o.name, m.Proto, m.Name, err)
			}
		}
	})
}
