package dissect_test

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// tale is what conversations of two hosts share in these tests: it becomes a
// session that holds all of them.
type tale struct {
	rec   dissect.SessionRecord
	began []uint16 // ports of neighbours
}

func (s *tale) Began(c *dissect.Conversation) { s.began = append(s.began, c.Client.Port) }

func (s *tale) End(x *dissect.Context) {
	s.rec.Outcome = fmt.Sprint(s.began)
	x.Session(&s.rec)
}

var taleKey = new(int)

type sharing struct{ toyHandler }

func (h *sharing) Commit(dir dissect.Dir, x *dissect.Context) {
	c := x.Conversation()
	s := c.Shared(taleKey, func() any { return &tale{} }).(*tale)
	s.rec.Events = append(s.rec.Events, dissect.SessionEvent{What: string(h.body), Message: x.Ref()})
	for _, known := range s.rec.Conversations {
		if known == c {
			return
		}
	}
	s.rec.Conversations = append(s.rec.Conversations, c)
}

// TestShared: what conversations of two hosts share hears of conversations that
// begin, and is given up once, when the capture ends or after an hour; its
// session goes out before the records of the conversations.
func TestShared(t *testing.T) {
	p := *toy
	p.New = func(*dissect.Conversation) dissect.Handler { return &sharing{} }
	reg, err := dissect.NewRegistry([]*dissect.Protocol{&p})
	if err != nil {
		t.Fatal(err)
	}
	c := craft.New()
	talk := func(client, port int, body string) {
		f := c.TCP(netip.AddrPortFrom(host(client).Addr(), uint16(port)), server).Open()
		f.Send(0, msg(body)).Close()
	}
	talk(1, 1001, "one")
	talk(2, 1002, "other")
	talk(1, 1003, "two")
	c.Now += 2 * 3600e9
	talk(1, 1004, "late")
	for _, workers := range []int{1, 3} {
		src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(false)
		if _, err := dissect.New(reg, dissect.Options{Workers: workers}).Run(context.Background(), src, log); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range log.Sessions {
			line := fmt.Sprintf("%d %s:", s.ID, s.Outcome)
			for _, e := range s.Events {
				line += fmt.Sprintf(" %s@%d", e.What, e.Message.N)
			}
			got = append(got, line)
		}
		const want = "1 [1003]: one@1 two@3; 2 []: other@2; 3 []: late@4"
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%d workers: want %s, got %s", workers, want, s)
		}
		last := log.Ended[len(log.Ended)-1]
		if last.Session == nil || last.Session.ID != 3 {
			t.Errorf("%d workers: the record of the last conversation names session %+v", workers, last.Session)
		}
	}
}

// TestClaimedDatagram: the first datagram between ports that nobody has bound is
// read by the one protocol of the table of ports that claims it; later ones are
// not asked about.
func TestClaimedDatagram(t *testing.T) {
	p := *toy
	p.Claim = func(b []byte) bool { return len(b) > 2 && b[0] == 'T' && b[2] == 'c' }
	reg, err := dissect.NewRegistry([]*dissect.Protocol{&p})
	if err != nil {
		t.Fatal(err)
	}
	c := craft.New()
	c.UDP(host(1), host(2), msg("claimed"))
	c.UDP(host(2), host(1), msg("bound"))
	c.UDP(host(1), host(3), msg("other"))
	c.UDP(host(3), host(1), msg("c too late"))
	src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test.pcap", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	const want = "claimed bound"
	if got := infos(log); got != want {
		t.Errorf("want %s, got %s", want, got)
	}
}
