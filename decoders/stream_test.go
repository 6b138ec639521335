package decoders_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// recut writes the TCP and UDP packets of a capture anew, with every TCP payload
// cut into parts of the size that size gives.
func recut(t testing.TB, name string, data []byte, size func(left int) int) *craft.Capture {
	t.Helper()
	src, err := source.NewReader(bytes.NewReader(data), name, source.Options{})
	if err != nil {
		return nil
	}
	out := craft.New()
	out.Step = 0
	var b dissect.Batch
	for {
		err := src.Fill(&b)
		for i := range b.Packets {
			p := &b.Packets[i]
			out.Now = p.Time
			from, to := netip.AddrPortFrom(p.Src.Addr(), p.SrcPort), netip.AddrPortFrom(p.Dst.Addr(), p.DstPort)
			body := p.Data[p.Payload : p.Payload+p.PayloadLen]
			switch p.Kind {
			case dissect.PacketUDP:
				out.UDP(from, to, body)
			case dissect.PacketTCP:
				if p.Missing > 0 {
					return nil // cutting off bytes is another test
				}
				seq, flags := p.Seq, p.Flags
				for first := true; first || len(body) > 0; first = false {
					n := len(body)
					if n > 0 {
						n = min(n, size(n))
					}
					f := flags
					if n < len(body) {
						f &^= dissect.FIN | dissect.RST
					}
					out.IP(from.Addr(), to.Addr(), 6, craft.Segment(from, to, seq, p.Ack, f, body[:n]))
					seq += uint32(n)
					if flags&dissect.SYN != 0 {
						seq++
						flags &^= dissect.SYN
					}
					body = body[n:]
				}
			case dissect.PacketFragment:
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// streamText is what must not depend on how a stream was cut.
func streamText(l *dissecttest.Log) string {
	var b strings.Builder
	b.WriteString(l.TreeText())
	for _, f := range l.Findings {
		if !strings.HasPrefix(f.Rule, "tcp.") {
			fmt.Fprintf(&b, "%d %s %s [%d:%d] %s %v\n", f.Message, f.Level, f.Rule, f.Off, f.Off+f.Len, f.Field, f.Tainted)
		}
	}
	return b.String()
}

// TestSplit: the streams of every capture give the same in whole segments, byte
// by byte, and cut at random.
func TestSplit(t *testing.T) {
	if testing.Short() {
		t.Skip("one worker, and long")
	}
	reg := registry(t)
	for _, name := range captures(t) {
		data := load(t, name)
		if len(data) > 200<<10 {
			continue
		}
		t.Run(strings.TrimPrefix(filepath.ToSlash(name), "../pcaps/"), func(t *testing.T) {
			rng := rand.New(rand.NewSource(7))
			whole := recut(t, name, data, func(n int) int { return n })
			if whole == nil {
				t.Skip("fragments, cut packets, or not a capture")
			}
			want := dissecttest.NewLog(true)
			read(t, reg, name, whole.Bytes(), want, dissect.Options{Workers: 1})
			for how, size := range map[string]func(int) int{
				"bytes":  func(int) int { return 1 },
				"random": func(n int) int { return 1 + rng.Intn(n) },
			} {
				got := dissecttest.NewLog(true)
				read(t, reg, name, recut(t, name, data, size).Bytes(), got, dissect.Options{Workers: 1})
				if a, b := streamText(want), streamText(got); a != b {
					i := 0
					for i < min(len(a), len(b)) && a[i] == b[i] {
						i++
					}
					t.Errorf("cut into %s the output differs:\nwant ...%s\ngot  ...%s", how, around(a, i), around(b, i))
				}
			}
		})
	}
}

func around(s string, i int) string { return s[max(0, i-300):min(len(s), i+300)] }

// FuzzMessage gives any bytes to any protocol as one message.
func FuzzMessage(f *testing.F) {
	list := decodersSorted()
	for i := range list {
		f.Add(uint8(i), true, []byte{3, 0, 0, 8, 2, 0xf0, 0x80, 0x28})
	}
	reg := registry(f)
	seedMessages(f, reg, func(i int, dir dissect.Dir, b []byte) { f.Add(uint8(i), dir == dissect.FromServer, b) })
	f.Fuzz(func(t *testing.T, which uint8, server bool, b []byte) {
		p := list[int(which)%len(list)]
		dir := dissect.FromClient
		if server {
			dir = dissect.FromServer
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, p, log, dissect.Options{Panic: func(v any, stack []byte) {
			t.Fatalf("%s panicked: %v\n%s", p.Name, v, stack)
		}})
		if err := dissecttest.CheckDecode(d, dir, b); err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		d.Message(dir, b)
		d.Message(dir.Other(), b)
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		for _, m := range log.Messages {
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Fatalf("%s %s: %v", m.Proto, m.Name, err)
			}
		}
	})
}

// FuzzStream gives any bytes to the whole chain as a TCP stream, at once and in
// two cuts; both must show the same.
func FuzzStream(f *testing.F) {
	reg := registry(f)
	list := decodersSorted()
	tpkt := 0
	for i, p := range list {
		if p.Name == "tpkt" {
			tpkt = i
		}
	}
	seedStreams(f, func(client, server []byte) { f.Add(uint8(tpkt), client, server, uint16(7)) })
	f.Fuzz(func(t *testing.T, which uint8, client, server []byte, cut uint16) {
		p := list[int(which)%len(list)]
		if p.Probe == nil {
			p = list[tpkt]
		}
		unframed := uint64(0)
		play := func(cut int) string {
			log := dissecttest.NewLog(true)
			d := dissect.NewDirect(reg, p, log, dissect.Options{Panic: func(v any, stack []byte) {
				t.Fatalf("a decoder panicked: %v\n%s", v, stack)
			}})
			for dir, b := range [][]byte{client, server} {
				n := min(cut, len(b))
				d.Stream(dissect.Dir(dir), b[:n])
				d.Stream(dissect.Dir(dir), b[n:])
			}
			sum, err := d.Close()
			if err != nil {
				t.Fatal(err)
			}
			unframed += sum.UnframedBytes
			return streamText(log)
		}
		// Where bytes belong to no message, the search for the next start looks
		// ahead as far as there are bytes, so it may depend on the cut.
		if a, b := play(0), play(int(cut)); a != b && unframed == 0 {
			t.Fatalf("cut at %d the output differs:\n%s", cut, diffAt(a, b))
		}
	})
}

func diffAt(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return "want ..." + around(a, i) + "\ngot  ..." + around(b, i)
}

// FuzzCapture changes bytes of captures: nothing panics, trees are sound, and the
// number of workers does not matter.
func FuzzCapture(f *testing.F) {
	reg := registry(f)
	for _, name := range captures(f) {
		if b := load(f, name); len(b) < 20<<10 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var texts []string
		for _, n := range []int{1, 3} {
			src, err := source.NewReader(bytes.NewReader(b), "fuzz", source.Options{})
			if err != nil {
				return
			}
			log := dissecttest.NewLog(true)
			eng := dissect.New(reg, dissect.Options{Workers: n, Panic: func(v any, stack []byte) {
				t.Fatalf("a decoder panicked: %v\n%s", v, stack)
			}})
			sum, err := eng.Run(context.Background(), src, log)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range log.Messages {
				if err := dissecttest.CheckTree(m.Tree); err != nil {
					t.Fatalf("%s %s: %v", m.Proto, m.Name, err)
				}
			}
			texts = append(texts, log.TreeText()+summaryText(log, sum))
		}
		if texts[0] != texts[1] {
			t.Fatalf("1 and 3 workers differ:\n%s", diffAt(texts[0], texts[1]))
		}
	})
}
