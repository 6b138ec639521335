package pnrp_test

import (
	"encoding/hex"
	"testing"

	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, pnrp.Protocol) }

// TestRequirements: every line of the catalogue is watched by one rule, for a wire
// can show all of them.
func TestRequirements(t *testing.T) {
	watched := map[string]int{}
	for _, r := range pnrp.Rules {
		watched[r.Req]++
	}
	if len(pnrp.Requirements) != 24 {
		t.Errorf("want the 24 lines of the catalogue, got %d", len(pnrp.Requirements))
	}
	for _, q := range pnrp.Requirements {
		if watched[q.ID] != 1 {
			t.Errorf("%s is watched by %d rules", q.ID, watched[q.ID])
		}
	}
}

// TestClaim: what is one byte away from a message, in all that is fixed, is none.
func TestClaim(t *testing.T) {
	claim := pnrp.Protocol.Claim
	for _, text := range []string{
		"0010000c510400010000000000920018", "0010000c51040001000000000044000600000000", "0010000c510400010000000000180008"[:24] + "009a0040",
		"0010000c510400020000000000180008", "0010000c510400030000000000930014", "0010000c510400040000000000430007",
		"0010000c510400070000000000400006", "0010000c510400080000000000180008", "0010000c510400090000000000180008",
		"0010000c5104000b000000000045000c",
	} {
		b, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		if !claim(b) {
			t.Errorf("%s is not claimed", text)
		}
		for n := range 16 {
			if claim(b[:n]) {
				t.Errorf("%s is claimed when cut to %d bytes", text, n)
			}
		}
		for _, at := range []int{0, 1, 2, 3, 4, 5, 6, 12} {
			bad := append([]byte(nil), b...)
			bad[at] ^= 0x40
			if claim(bad) {
				t.Errorf("%s is claimed with another byte %d", text, at)
			}
		}
	}
}

// FuzzDecode: any bytes behind a header are read to their end, plain and recording
// alike, and panic nowhere.
func FuzzDecode(f *testing.F) {
	c, err := dissecttest.ReadCase("testdata/flow.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range c.Messages {
		f.Add(m.Bytes)
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{pnrp.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d := dissect.NewDirect(reg, pnrp.Protocol, dissecttest.NewLog(true), dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		if err := dissecttest.CheckDecode(d, dissect.FromClient, b); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []dissect.Dir{dissect.FromClient, dissect.FromServer, dissect.FromClient} {
			if err := d.Message(dir, b); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzBuffer: the same for the buffer in an AUTHORITY.
func FuzzBuffer(f *testing.F) {
	f.Add([]byte("\x00\x40\x00\x06\x00\x00\x00\x00\x00\x80\x00\x08\x30\x82\x01\x00"))
	reg, err := dissect.NewRegistry([]*dissect.Protocol{pnrp.Protocol})
	if err != nil {
		f.Fatal(err)
	}
	c, err := dissecttest.ReadCase("testdata/flow.txtar")
	if err != nil {
		f.Fatal(err)
	}
	var whole []byte
	for _, m := range c.Messages {
		if len(m.Bytes) > 28 && m.Bytes[7] == byte(pnrp.TypeAuthority) && m.Bytes[25] != 8 {
			whole = append(whole, m.Bytes[28:]...)
		}
	}
	f.Add(whole)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 || len(b) > 1188 {
			return
		}
		d := dissect.NewDirect(reg, pnrp.Protocol, dissecttest.NewLog(true), dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		head := []byte("\x00\x10\x00\x0c\x51\x04\x00\x08\x00\x00\x00\x01\x00\x18\x00\x08\x00\x00\x00\x02\x00\x98\x00\x08\x00\x00\x00\x00")
		head[24], head[25] = byte(len(b)>>8), byte(len(b))
		if err := d.Message(dissect.FromServer, append(head, b...)); err != nil {
			t.Fatal(err)
		}
	})
}
