// Package core_test makes the captures of this folder and checks that each
// trips the rule it is for, and no rule of another level than asked.
package core_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"io"
	"net/netip"
	"os"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

var (
	client = netip.MustParseAddrPort("192.0.2.1:50000")
	server = netip.MustParseAddrPort("198.51.100.2:3389")
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		panic(err)
	}
	return b
}

// Messages as MS-RDPBCGR 2.2.1 prints them.
var (
	connect    = unhex("0300 0013 0ee0 0000 0000 00 01 00 0800 00000000") // 2.2.1.1, standard security
	confirm    = unhex("0300 0013 0ed0 0000 1234 00 02 00 0800 00000000") // 2.2.1.2
	erect      = unhex("0300 000c 02f0 80 04 0100 0100")                  // 2.2.1.5
	attach     = unhex("0300 0008 02f0 80 28")                            // 2.2.1.6
	attached   = unhex("0300 000b 02f0 80 2e 00 0006")                    // 2.2.1.7
	disconnect = unhex("0300 0009 02f0 80 2180")                          // 1.3.1.4
)

func flow(c *craft.Capture) *craft.Flow {
	return c.TCP(client, server).Open().Send(0, connect).Send(1, confirm)
}

// captures are the files of this folder: how each is made and what it trips.
var captures = []struct {
	name, rule string
	make       func(*craft.Capture)
}{
	{"length-short", "length.short", func(c *craft.Capture) {
		// A join request that ends after its initiator.
		flow(c).Send(0, unhex("0300 000a 02f0 80 38 0006")).Close()
	}},
	{"length-overrun", "length.overrun", func(c *craft.Capture) {
		// A send data request whose user data is 32 bytes long in a PDU that has none.
		flow(c).Send(0, unhex("0300 000e 02f0 80 64 0006 03eb 70 20")).Close()
	}},
	{"length-leftover", "length.leftover", func(c *craft.Capture) {
		// A client cluster block (2.2.1.3.5) with four bytes behind its fields.
		flow(c).Send(0, connectInitial(unhex("04c0 1000 0d000000 00000000 deadbeef"))).Close()
	}},
	{"stream-unframed", "stream.unframed", func(c *craft.Capture) {
		flow(c).Send(0, erect).Send(0, []byte("garbage")).Send(0, attach).Close()
	}},
	{"stream-cut", "stream.cut", func(c *craft.Capture) {
		flow(c).Send(0, erect).Send(0, attach[:6]).Close()
	}},
	{"tcp-overlap", "tcp.overlap-differs", func(c *craft.Capture) {
		f := flow(c).Send(0, erect)
		f.Raw(0, f.Next[0]-4, f.Next[1], craft.PSH|craft.ACK, unhex("ffffffff"))
		f.Send(0, attach).Close()
	}},
	{"tcp-reset", "tcp.reset-outside", func(c *craft.Capture) {
		f := flow(c).Send(0, erect)
		f.Raw(1, f.Next[1]+2000000, f.Next[0], craft.RST|craft.ACK, nil)
		f.Send(0, attach).Send(1, attached).Close()
	}},
	{"tcp-data-after-fin", "tcp.data-after-fin", func(c *craft.Capture) {
		f := flow(c).Send(0, erect).Send(0, disconnect)
		f.Raw(0, f.Next[0], f.Next[1], craft.FIN|craft.ACK, nil)
		f.Raw(0, f.Next[0]+1, f.Next[1], craft.PSH|craft.ACK, attach)
	}},
	{"ip-overlap", "ip.fragment-overlap", func(c *craft.Capture) {
		flow(c)
		c.Fragment(client.Addr(), server.Addr(), 6, 7, 0, true, bytes.Repeat([]byte{1}, 64))
		c.Fragment(client.Addr(), server.Addr(), 6, 7, 32, false, bytes.Repeat([]byte{2}, 64))
	}},
	{"ip-fragment-bad", "ip.fragment-bad", func(c *craft.Capture) {
		flow(c)
		c.Fragment(client.Addr(), server.Addr(), 6, 8, 0, true, bytes.Repeat([]byte{1}, 61))
	}},
	{"limit-buffer", "limit.buffer", func(c *craft.Capture) {
		// A hole that is never filled, and more than a mebibyte behind it.
		f := flow(c).Send(0, erect).Lose(0, 100)
		for range 900 {
			f.Send(0, make([]byte, 1400))
		}
	}},
}

// connectInitial is an MCS Connect-Initial (MS-RDPBCGR 2.2.1.3) around one block
// of settings.
func connectInitial(block []byte) []byte {
	per := func(b []byte) []byte { return append([]byte{byte(0x80 | len(b)>>8), byte(len(b))}, b...) }
	ber := func(tag []byte, b []byte) []byte {
		return append(append(append([]byte(nil), tag...), 0x82, byte(len(b)>>8), byte(len(b))), b...)
	}
	gcc := append(unhex("0008 0010 0001 c000 44756361"), per(block)...)
	gcc = append(unhex("0005 0014 7c00 01"), per(gcc)...)
	params := unhex("3019 020122 020102 020100 020101 020100 020101 0202ffff 020102")
	body := unhex("040101 040101 0101ff")
	body = append(body, params...)
	body = append(body, params...)
	body = append(body, params...)
	body = append(body, ber([]byte{4}, gcc)...)
	pdu := append(unhex("02f080"), ber([]byte{0x7f, 0x65}, body)...)
	return append([]byte{3, 0, byte((len(pdu) + 4) >> 8), byte(len(pdu) + 4)}, pdu...)
}

func TestCaptures(t *testing.T) {
	list := decoders.All()
	reg, err := dissect.NewRegistry(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range captures {
		t.Run(k.name, func(t *testing.T) {
			c := craft.New()
			k.make(c)
			name := k.name + ".pcap"
			if len(c.Bytes()) > 64<<10 {
				name += ".gz"
			}
			check(t, name, c.Bytes())
			src, err := source.Open(name, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			log := dissecttest.NewLog(true)
			if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
				t.Fatal(err)
			}
			rule := reg.Rule(k.rule)
			if rule == nil || rule.Seen != "pcaps/core/"+name {
				t.Errorf("rule %s does not name this capture", k.rule)
			}
			found := false
			for _, f := range log.Findings {
				found = found || f.Rule == k.rule
			}
			if !found {
				t.Errorf("%s was not found; findings:\n%smessages:\n%s", k.rule, log.FindingText(), log.TreeText())
			}
			t.Logf("%s", log.FindingText())
		})
	}
}

// check compares a capture with its file, or writes it.
func check(t *testing.T, name string, want []byte) {
	t.Helper()
	if dissecttest.Update() {
		var b bytes.Buffer
		if strings.HasSuffix(name, ".gz") {
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			w.Write(want)
			w.Close()
		} else {
			b.Write(want)
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what this test makes; run with -update", name)
	}
}
