package rdp_test

import (
	"encoding/binary"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestCompressed inflates what xrdp sends to FreeRDP with RDP 5.0, in the clear
// and under FIPS: 34 updates, and what comes out are whole bitmap updates and
// pointers, to the last byte.
func TestCompressed(t *testing.T) {
	for _, test := range []struct{ name, key string }{
		{lab + "xrdp_ra_none.pcap", ""},
		{lab + "xrdp_ra_fips.pcap", lab + "xrdp_rsakeys.ini"},
	} {
		if _, err := os.Stat(test.name); err != nil {
			t.Skip("no shared captures beside the repository")
		}
		r := open(t, test.name, test.key)
		used := r.compressed[dissect.FromServer]
		if used.Types != 1<<1 || used.Parts != 34 || used.Closed != 0 {
			t.Errorf("%s: want 34 parts of RDP 5.0, got %+v", test.name, used)
		}
		if text := string(used.AppendText(nil)); text != "RDP 5.0: 34 parts, 37146 bytes for 76043" {
			t.Errorf("%s: %s", test.name, text)
		}
		if used := r.compressed[dissect.FromClient]; used.Parts != 0 || used.AppendText(nil) != nil {
			t.Errorf("%s: the client compresses nothing, got %+v", test.name, used)
		}
		plain := uint64(0)
		for _, m := range r.log.Messages {
			slow := m.Proto == "rdp" && len(m.Tree.Nodes) > 0 && m.Tree.Nodes[0].Field.Name == "pduData"
			if !slow && m.Name != "Fast-Path Update" {
				continue
			}
			plain += uint64(m.Len)
			switch m.Info {
			case "FASTPATH_UPDATETYPE_BITMAP", "UPDATETYPE_BITMAP":
				if left := bitmaps(m.Tree.Bytes); left != 0 {
					t.Errorf("%s: message %d: %d bytes behind the rectangles", test.name, m.N, left)
				}
			case "FASTPATH_UPDATETYPE_POINTER", "FASTPATH_UPDATETYPE_COLOR":
				if gap := m.Tree.Uncovered(nil); len(gap) > 0 {
					t.Errorf("%s: message %d: not read: %v", test.name, m.N, gap)
				}
				for i := range m.Tree.Nodes {
					if f := m.Tree.Nodes[i].Field; f.Name == "padding" || f.Name == "unread" {
						t.Errorf("%s: message %d: %s", test.name, m.N, f.Name)
					}
				}
			case "FASTPATH_UPDATETYPE_ORDERS":
				if n := binary.LittleEndian.Uint16(m.Tree.Bytes); n == 0 || n > 0x100 {
					t.Errorf("%s: message %d: %d orders", test.name, m.N, n)
				}
			default:
				t.Errorf("%s: message %d: %s", test.name, m.N, m.Info)
			}
		}
		if plain != used.Plain {
			t.Errorf("%s: %d bytes were inflated, %d handed on", test.name, used.Plain, plain)
		}
	}
}

// bitmaps reads a TS_UPDATE_BITMAP_DATA (MS-RDPBCGR 2.2.9.1.1.3.1.2) and returns
// how many bytes are behind its rectangles, negative for missing ones.
func bitmaps(b []byte) int {
	le := binary.LittleEndian
	if len(b) < 4 || le.Uint16(b) != 1 {
		return -1
	}
	n := int(le.Uint16(b[2:]))
	b = b[4:]
	for range n {
		if len(b) < 18 {
			return len(b) - 18
		}
		size := 18 + int(le.Uint16(b[16:]))
		if len(b) < size {
			return len(b) - size
		}
		b = b[size:]
	}
	return len(b)
}

// TestCompressedChannel inflates what a Windows client sends on drdynvc with RDP
// 4.0: the capabilities of the graphics pipeline (RDPGFX_CAPS_ADVERTISE, MS-RDPEGFX
// 2.2.2.18), whose length field fits.
func TestCompressedChannel(t *testing.T) {
	const name = "../../../shared/corpus/ms-od-netcaps/MS-RDSOD_Example_5_2_Win10RS3_x64_WS2016RS1_X64_Domain.tlsplain.pcap"
	if _, err := os.Stat(name); err != nil {
		t.Skip("no shared captures beside the repository")
	}
	r := open(t, name, "")
	if used := r.compressed[dissect.FromClient]; used != (rdp.Compressed{Types: 1, Parts: 1, Wire: 41, Plain: 84}) {
		t.Errorf("want one part of RDP 4.0, 41 bytes, got %+v", used)
	}
	found := false
	for i, m := range r.log.Messages {
		if !strings.Contains(m.Info, "COMPRESSED") {
			continue
		}
		b := r.log.Messages[i+1].Tree.Bytes
		le := binary.LittleEndian
		// Data PDU of drdynvc, then cmdId, flags and pduLength.
		found = len(b) == 84 && b[0] == 0x30 && le.Uint16(b[2:]) == 0x12 && le.Uint32(b[6:]) == 82
		if !found {
			t.Errorf("message %d: % x", m.N, b)
		}
	}
	if !found {
		t.Error("no capabilities of the graphics pipeline")
	}
}

// TestBomb: thousands of parts in one message, each of a few bytes that give
// 65,535. No more than the limit is inflated, and what comes later is read.
func TestBomb(t *testing.T) {
	// Literal A, offset 1, length 65,534: 01000001 11111 000001, 14 ones and a zero,
	// 15 bits; flushed and at front each time.
	bits := "01000001" + "11111" + "000001" + strings.Repeat("1", 14) + "0" + strings.Repeat("1", 14) + "0"
	bits += strings.Repeat("0", 56-len(bits))
	var data []byte
	for i := 0; i < len(bits); i += 8 {
		v, err := strconv.ParseUint(bits[i:i+8], 2, 8)
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, byte(v))
	}
	var updates, shares []byte
	for range 1000 {
		updates = append(append(updates, 0x81, 0xe1, byte(len(data)), 0), data...)
		shares = append(append(shares, byte(18+len(data)), 0, 0x17, 0, 0xea, 3, 0xea, 3, 1, 0, 0, 1, 0, 0, 2, 0xe1, 0, 0), data...)
	}
	fast := append([]byte{0, 0x80 | byte((len(updates)+3)>>8), byte(len(updates) + 3)}, updates...)
	for _, test := range []struct {
		p      *dissect.Protocol
		b, end []byte
	}{
		{rdp.FastPath, fast, []byte{0, 7, 0x81, 0xe1, 1, 0, 'A'}},
		{rdp.Protocol, shares, append(append([]byte{19}, shares[1:18]...), 'A')},
	} {
		reg, err := dissect.NewRegistry(chain)
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(false)
		d := dissect.NewDirect(reg, test.p, log, dissect.Options{})
		d.Missed()
		d.Message(dissect.FromServer, test.b)
		used := rdp.Of(d.Conversation()).Compressed[dissect.FromServer]
		if used.Plain < 4<<20 || used.Plain > 4<<20+65536 {
			t.Errorf("%s: %d bytes were inflated", test.p.Name, used.Plain)
		}
		n := 0
		for _, f := range log.Findings {
			if f.Rule == dissect.LimitBuffer.ID {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: want the limit said once, got %d", test.p.Name, n)
		}
		d.Message(dissect.FromServer, test.end)
		if now := rdp.Of(d.Conversation()).Compressed[dissect.FromServer]; now.Plain <= used.Plain || now.Closed != 0 {
			t.Errorf("%s: the next message: %+v", test.p.Name, now)
		}
	}
}
