package rdp_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// shareData is a data PDU of MS-RDPBCGR 2.2.8.1.1.1.2.
func shareData(pduType2 byte, body []byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(18+len(body)))
	b = append(b, 0x17, 0, 0xef, 3, 1, 0, 0, 0, 0, 1)
	b = binary.LittleEndian.AppendUint16(b, uint16(4+len(body)))
	return append(append(b, pduType2, 0, 0, 0), body...)
}

// TestWatch checks which PDUs count as input and as graphics: a key or button that
// goes down, a wheel; orders, bitmaps and surface commands.
func TestWatch(t *testing.T) {
	slow := func(event string) []byte { return shareData(0x1c, unhex(t, "0100 0000 00000000"+event)) }
	fast := func(events string) []byte {
		b := unhex(t, events)
		return append([]byte{0x04, byte(len(b) + 2)}, b...)
	}
	update := func(code byte, body string) []byte {
		b := unhex(t, body)
		return append([]byte{0, byte(5 + len(b)), code, byte(len(b)), 0}, b...)
	}
	const c, s = dissect.FromClient, dissect.FromServer
	for _, test := range []struct {
		what           string
		proto          *dissect.Protocol
		dir            dissect.Dir
		b              []byte
		pressed, drawn bool
	}{
		{"key down", rdp.FastPath, c, fast("00 1e"), true, false},
		{"key up", rdp.FastPath, c, fast("01 1e"), false, false},
		{"character down", rdp.FastPath, c, fast("80 4100"), true, false},
		{"move", rdp.FastPath, c, fast("20 0008 0100 0200"), false, false},
		{"button down", rdp.FastPath, c, fast("20 0090 0100 0200"), true, false},
		{"button up", rdp.FastPath, c, fast("20 0010 0100 0200"), false, false},
		{"wheel", rdp.FastPath, c, fast("20 7802 0100 0200"), true, false},
		{"extended button down", rdp.FastPath, c, fast("40 0180 0100 0200"), true, false},
		{"relative move", rdp.FastPath, c, fast("a0 0008 0100 0200"), false, false},
		{"synchronize", rdp.FastPath, c, fast("63"), false, false},
		{"cut short", rdp.FastPath, c, fast("00"), false, false},
		{"slow key down", rdp.Protocol, c, slow("0400 0000 1e00 0000"), true, false},
		{"slow key up", rdp.Protocol, c, slow("0400 00c0 1e00 0000"), false, false},
		{"slow move", rdp.Protocol, c, slow("0180 0008 0100 0200"), false, false},
		{"slow button down", rdp.Protocol, c, slow("0180 00a0 0100 0200"), true, false},
		{"slow synchronize", rdp.Protocol, c, slow("0000 0000 02000000"), false, false},
		{"orders", rdp.FastPath, s, update(0, "0000"), false, true},
		{"bitmap", rdp.FastPath, s, update(1, "01000000"), false, true},
		{"palette", rdp.FastPath, s, update(2, "02000000"), false, false},
		{"surface", rdp.FastPath, s, update(4, "0400"), false, true},
		{"pointer", rdp.FastPath, s, update(5, ""), false, false},
		{"slow bitmap", rdp.Protocol, s, shareData(0x02, unhex(t, "0100 0000")), false, true},
		{"slow synchronize update", rdp.Protocol, s, shareData(0x02, unhex(t, "0300 0000")), false, false},
	} {
		reg, err := dissect.NewRegistry([]*dissect.Protocol{rdp.Protocol, rdp.FastPath})
		if err != nil {
			t.Fatal(err)
		}
		d := dissect.NewDirect(reg, test.proto, dissecttest.NewLog(false), dissect.Options{})
		st := rdp.Of(d.Conversation())
		var pressed, drawn bool
		st.Watch = rdp.Watch{
			Pressed: func(x *dissect.Context) { pressed = len(x.Bytes()) == len(test.b) },
			Drawn:   func(x *dissect.Context) { drawn = len(x.Bytes()) == len(test.b) },
		}
		if err := d.Message(test.dir, test.b); err != nil {
			t.Fatal(err)
		}
		if pressed != test.pressed || drawn != test.drawn || (st.Drawn == 1) != test.drawn {
			t.Errorf("%s: want input %t, graphics %t; got %t, %t, %d drawn", test.what, test.pressed, test.drawn, pressed, drawn, st.Drawn)
		}
	}
}

// TestLogon checks that the texts of a Client Info PDU are kept, and masked.
func TestLogon(t *testing.T) {
	text := func(s string) []byte {
		var b []byte
		for _, c := range s + "\x00" {
			b = binary.LittleEndian.AppendUint16(b, uint16(c))
		}
		return b
	}
	size := func(s string) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(2*len(s))) }
	for _, test := range []struct {
		password string
		star     bool
	}{{"*", true}, {"", false}, {"**", false}, {"secret", false}} {
		b := unhex(t, "4000 0000 00000000 10000000") // SEC_INFO_PKT; INFO_UNICODE
		for _, s := range []string{"", "Ann", test.password, "hidden", "place"} {
			b = append(b, size(s)...)
		}
		for _, s := range []string{"", "Ann", test.password, "hidden", "place"} {
			b = append(b, text(s)...)
		}
		reg, err := dissect.NewRegistry([]*dissect.Protocol{rdp.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		d := dissect.NewDirect(reg, rdp.Protocol, dissecttest.NewLog(false), dissect.Options{})
		if !rdp.Of(d.Conversation()).Logon.AlternateShell.IsZero() {
			t.Error("there is a logon before the Client Info PDU")
		}
		if err := d.Message(dissect.FromClient, b); err != nil {
			t.Fatal(err)
		}
		l := rdp.Of(d.Conversation()).Logon
		if l.AlternateShell.Reveal() != "hidden" || l.WorkingDir.Reveal() != "place" || l.Star != test.star {
			t.Errorf("password %q: got %q, %q, %t", test.password, l.AlternateShell.Reveal(), l.WorkingDir.Reveal(), l.Star)
		}
		if s := fmt.Sprintf("%v %+v %#v", l, l, l); strings.Contains(s, "hidden") || strings.Contains(s, "place") {
			t.Errorf("printed as %s", s)
		}
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
