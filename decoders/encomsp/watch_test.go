package encomsp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/radissect/radissect/decoders/encomsp"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestWatch checks that requests and answers are told at their own messages, in
// their order, and from the right side only; also where one message has several.
func TestWatch(t *testing.T) {
	reg, err := dissect.NewRegistry([]*dissect.Protocol{encomsp.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	d := dissect.NewDirect(reg, encomsp.Protocol, dissecttest.NewLog(false), dissect.Options{})
	var got []string
	encomsp.Of(d.Conversation()).Watch = encomsp.Watch{
		Asked: func(c encomsp.Change, x *dissect.Context) {
			got = append(got, fmt.Sprintf("asked %d %d %x", c.ParticipantID, c.Flags, x.Bytes()[:2]))
		},
		Answered: func(c encomsp.Change, reason uint32, x *dissect.Context) {
			got = append(got, fmt.Sprintf("answered %d %d %d %x", c.ParticipantID, c.Flags, reason, x.Bytes()[:2]))
		},
	}
	change := func(flags byte) []byte { return pdu(9, flags, 0, 2, 0, 0, 0) }
	answer := func(reason byte) []byte { return pdu(13, 3, 0, 2, 0, 0, 0, reason, 0, 0, 0) }
	for _, m := range []struct {
		dir dissect.Dir
		b   []byte
	}{
		{dissect.FromClient, change(3)},
		{dissect.FromServer, change(3)},
		{dissect.FromServer, append(answer(5), answer(0)...)},
		{dissect.FromClient, answer(0)},
		{dissect.FromClient, change(1)},
	} {
		if err := d.Message(m.dir, m.b); err != nil {
			t.Fatal(err)
		}
	}
	const want = "asked 2 3 0900, answered 2 3 5 0d00, answered 2 3 0 0d00, asked 2 1 0900"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("want %s, got %s", want, s)
	}
}
