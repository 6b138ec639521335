package rdp_test

import (
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
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
		if used := r.compressed[dissect.FromClient]; used.Parts != 0 {
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
