package tpkt_test

import (
	"encoding/binary"
	"testing"

	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// short reads fast-path PDUs with a length of one byte, MS-RDPBCGR 2.2.9.1.2.
type short struct{}

func (short) Frame(_ dissect.Dir, b []byte) int {
	switch {
	case len(b) < 2:
		return 0
	case b[0]&3 != 0 || b[1] < 2 || b[1] >= 0x80:
		return dissect.Lost
	}
	return int(b[1])
}

func (short) Decode(_ dissect.Dir, c *dissect.Cursor) { c.Rest(fShort) }

func (short) Commit(dissect.Dir, *dissect.Context) {}

var fShort = &dissect.Field{Name: "short", Spec: "MS-RDPBCGR 2.2.9.1.2", Base: dissect.Bytes}

var shortProtocol = &dissect.Protocol{
	Name: "short", Title: "fast-path for tests", Specs: []dissect.Spec{"MS-RDPBCGR 2.2.9.1.2"},
	Binds: []dissect.Bind{tpkt.FastPath.Key(struct{}{})},
	New:   func(*dissect.Conversation) dissect.Handler { return short{} },
}

// data is a packet with a Data TPDU and an MCS PDU of n bytes.
func data(n int) []byte {
	b := []byte{3, 0, 0, 0, 2, 0xF0, 0x80, 0x68}
	b = append(b, make([]byte, n-1)...)
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	return b
}

// play hands parts to a connection, a nil part being a gap of 100 bytes, and
// returns the protocols of the messages that came out.
func play(t *testing.T, parts ...[]byte) []string {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{tpkt.Protocol, shortProtocol})
	if err != nil {
		t.Fatal(err)
	}
	log := &dissecttest.Log{}
	d := dissect.NewDirect(reg, tpkt.Protocol, log, dissect.Options{})
	for _, b := range parts {
		if b == nil {
			d.Gap(dissect.FromServer, 100)
			continue
		}
		d.Stream(dissect.FromServer, b)
	}
	sum, err := d.Close()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range sum.Messages {
		for range c.Messages {
			got = append(got, c.Proto)
		}
	}
	return got
}

func count(list []string, name string) int {
	n := 0
	for _, s := range list {
		if s == name {
			n++
		}
	}
	return n
}

func TestFastPath(t *testing.T) {
	fast := []byte{0, 6, 1, 2, 3, 4}
	tests := []struct {
		name        string
		parts       [][]byte
		tpkt, short int
	}{
		{"before any MCS PDU it is nothing", [][]byte{fast, fast}, 0, 0},
		{"behind one it is fast-path", [][]byte{data(9), fast, data(9), fast, fast}, 2, 3},
		{"found again behind a gap by what follows", [][]byte{data(9), nil, {1, 2, 3}, fast, fast, data(9)}, 2, 2},
		{"found again behind a gap at a packet", [][]byte{data(9), nil, {0xFF, 0xFF, 3, 0, 9}, data(20), fast}, 2, 1},
		{"three in a row, nothing else", [][]byte{data(9), nil, append(append(append([]byte{1}, fast...), fast...), fast...)}, 1, 3},
	}
	for _, c := range tests {
		got := play(t, c.parts...)
		if n := count(got, "tpkt"); n != c.tpkt {
			t.Errorf("%s: %d TPKT packets, want %d", c.name, n, c.tpkt)
		}
		if n := count(got, "short"); n != c.short {
			t.Errorf("%s: %d fast-path PDUs, want %d", c.name, n, c.short)
		}
	}
}

func TestProbe(t *testing.T) {
	tests := []struct {
		name string
		b    []byte
		mid  bool
		want dissect.Verdict
	}{
		{"nothing", nil, false, dissect.More},
		{"half a header", []byte{3, 0, 0}, false, dissect.More},
		{"connection request", []byte{3, 0, 0, 11, 6, 0xE0, 0, 0, 0, 0, 0}, false, dissect.Yes},
		{"connection confirm", []byte{3, 0, 0, 11, 6, 0xD0}, false, dissect.Yes},
		{"data", []byte{3, 0, 0, 8, 2, 0xF0, 0x80}, true, dissect.Yes},
		{"disconnect request", []byte{3, 0, 0, 11, 6, 0x80}, false, dissect.Yes},
		{"preconnection PDU", []byte{16, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}, false, dissect.Yes},
		{"preconnection PDU of version 3", []byte{16, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0}, false, dissect.No},
		{"LI beyond the packet", []byte{3, 0, 0, 11, 7, 0xE0}, false, dissect.No},
		{"Q.931 without X.224", []byte{3, 0, 0, 40, 8, 2, 0, 1}, false, dissect.No},
		{"shorter than a TPDU", []byte{3, 0, 0, 4, 3, 0}, false, dissect.No},
		{"reserved byte set", []byte{3, 1, 0, 11, 6, 0xE0}, false, dissect.No},
		{"TLS", []byte{0x16, 3, 1, 0, 5}, false, dissect.No},
		{"fast-path first, start missed, packet not in sight", []byte{0, 6, 1, 2, 3, 4}, true, dissect.More},
		{"fast-path first, start missed", append([]byte{0, 6, 1, 2, 3, 4}, data(9)...), true, dissect.Yes},
		{"fast-path first", append([]byte{0, 6, 1, 2, 3, 4}, data(9)...), false, dissect.No},
	}
	for _, c := range tests {
		if got := tpkt.Protocol.Probe(dissect.FromClient, c.b, c.mid); got != c.want {
			t.Errorf("%s: verdict %d, want %d", c.name, got, c.want)
		}
	}
}

// FuzzResync checks that a search stays inside of its bytes and that it stops
// before the first whole packet with an MCS PDU, however much comes before.
func FuzzResync(f *testing.F) {
	f.Add([]byte{3, 0, 0, 9}, uint8(9))
	f.Add([]byte{0, 6, 1, 2, 3, 0, 0, 8, 2, 0xF0}, uint8(1))
	f.Fuzz(func(t *testing.T, junk []byte, n uint8) {
		h, ok := tpkt.Protocol.New(nil).(dissect.Resyncer)
		if !ok {
			t.Fatal("the handler cannot search")
		}
		b := append(append([]byte{}, junk...), data(int(n)+1)...)
		if got := h.Resync(dissect.FromServer, b); got < 0 || got > len(junk) {
			t.Fatalf("Resync of %d bytes before a packet skips %d", len(junk), got)
		}
	})
}
