package encomsp_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, encomsp.Protocol) }

func TestValidate(t *testing.T) {
	err := dissect.Validate([]*dissect.Protocol{encomsp.Protocol})
	if err == nil {
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if strings.Contains(line, "encomsp") || strings.Contains(line, "EMC-") {
			t.Error(line)
		}
	}
}

func play(t *testing.T, messages ...[]byte) (*encomsp.State, *dissecttest.Log) {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{encomsp.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	d := dissect.NewDirect(reg, encomsp.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
	for _, b := range messages {
		if err := d.Message(dissect.FromServer, b); err != nil {
			t.Fatal(err)
		}
	}
	s := encomsp.Of(d.Conversation())
	if _, err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return s, log
}

// pdu is a PDU of type typ; its Length is right.
func pdu(typ uint16, body ...byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, typ)
	b = binary.LittleEndian.AppendUint16(b, uint16(4+len(body)))
	return append(b, body...)
}

func TestState(t *testing.T) {
	name := []byte{'A', 0, 0x16, 0x4e, 0x3d, 0xd8, 0, 0xde, 0, 0, 'x', 0} // A, U+4E16, U+1F600, NUL, x
	created := pdu(8, append([]byte{2, 0, 0, 0, 9, 0, 0, 0, 3, 0, 6, 0}, name...)...)
	s, _ := play(t, append(pdu(1, 1), created...), pdu(10))
	p := s.Participant(2)
	if p == nil {
		t.Fatal("want participant 2, got none")
	}
	if want := (encomsp.Participant{ID: 2, Group: 9, Flags: encomsp.MayView | encomsp.MayInteract, Name: "A世😀"}); *p != want {
		t.Errorf("want %+v, got %+v", want, *p)
	}
	if !s.Filtered || !s.Paused {
		t.Errorf("want filtered and paused, got %v, %v", s.Filtered, s.Paused)
	}
	s, _ = play(t, created, pdu(8, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0), pdu(10), pdu(11), pdu(1, 0))
	if p := s.Participant(2); p == nil || p.Flags != encomsp.MayView || p.Name != "" {
		t.Errorf("want the second news of participant 2, got %+v", p)
	}
	if s.Filtered || s.Paused {
		t.Errorf("want neither filtered nor paused, got %v, %v", s.Filtered, s.Paused)
	}
	s, _ = play(t, created, pdu(7, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
	if len(s.Participants) != 0 {
		t.Errorf("want no participants, got %v", s.Participants)
	}
}

// TestLimits sends more of everything than is kept: memory stays bounded, and
// nothing is held against ids that no longer fit.
func TestLimits(t *testing.T) {
	var b [][]byte
	le := binary.LittleEndian
	for i := range uint32(5000) {
		id := le.AppendUint32(nil, i)
		b = append(b, pdu(3, append(append([]byte{1, 0}, id...), 0, 0)...))
		b = append(b, pdu(5, append(append(append([]byte{1, 0}, id...), id...), 0, 0)...))
		b = append(b, pdu(8, append(id, 0, 0, 0, 0, 1, 0, 0, 0)...))
	}
	for i := range uint32(5000) {
		id := le.AppendUint32(nil, i)
		b = append(b, pdu(4, id...), pdu(2, id...), pdu(7, append(id, 0, 0, 0, 0, 0, 0, 0, 0)...))
	}
	s, log := play(t, b...)
	if len(s.Participants) != 0 {
		t.Errorf("want no participants left, got %d", len(s.Participants))
	}
	for _, f := range log.Findings {
		t.Errorf("want no findings, got %s %s", f.Rule, f.Detail)
	}
}

// FuzzMessages plays any messages: nothing panics, trees are sound, and the
// PDUs of a message together are as long as the message.
func FuzzMessages(f *testing.F) {
	for _, name := range []string{"example", "several", "grant", "string-length"} {
		c, err := dissecttest.ReadCase("testdata/" + name + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, m := range c.Messages {
			f.Add(byte(m.Dir), m.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, dir byte, b []byte) {
		reg, err := dissect.NewRegistry([]*dissect.Protocol{encomsp.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, encomsp.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
		if err := dissecttest.CheckDecode(d, dissect.Dir(dir&1), b); err != nil {
			t.Fatal(err)
		}
		d.Message(dissect.Dir(dir&1), b)
		d.Close()
		sum := 0
		for _, m := range log.Messages[min(1, len(log.Messages)-1):] {
			sum += m.Len
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Fatal(err)
			}
		}
		if sum != len(b) {
			t.Fatalf("%d bytes came in, the PDUs have %d", len(b), sum)
		}
	})
}
