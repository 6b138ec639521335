package dissect_test

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"testing"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/source"
	"github.com/radissect/radissect/pcaps/craft"
)

// brittle fails where it is told to, once a message said "Barm". Messages have four
// bytes, but for one that says "Bhal" and is longer than anything that comes.
type brittle struct {
	where string
	armed bool
}

func (h *brittle) fail(where string) {
	if h.where == where && h.armed {
		panic("in " + where)
	}
}

func (h *brittle) Frame(_ dissect.Dir, b []byte) int {
	if h.where == "Frame" {
		panic("in Frame")
	}
	switch {
	case b[0] != 'B':
		return dissect.Lost
	case len(b) < 4:
		return 0
	case bytes.HasPrefix(b, []byte("Bhal")):
		return 100
	}
	return 4
}

func (h *brittle) Decode(_ dissect.Dir, c *dissect.Cursor) {
	c.Is(toyMessage)
	c.Bytes(toyBody, c.Left())
}
func (h *brittle) Commit(dissect.Dir, *dissect.Context) { h.armed = true }

func (h *brittle) Choose(_ dissect.Dir, b []byte) *dissect.Protocol {
	if h.where == "Choose" {
		panic("in Choose")
	}
	return nil
}
func (h *brittle) Gap(dissect.Dir, uint64)            { h.fail("Gap") }
func (h *brittle) Resync(_ dissect.Dir, b []byte) int { h.fail("Resync"); return len(b) }
func (h *brittle) Finish(dissect.Dir, []byte) int     { h.fail("Finish"); return 0 }
func (h *brittle) End(*dissect.Context)               { h.fail("End") }
func (h *brittle) Held() int                          { h.fail("Held"); return 0 }

// TestPanicAnywhere: wherever a decoder fails, the run goes on, the failure is told
// with its frame, and other conversations are read as ever.
func TestPanicAnywhere(t *testing.T) {
	for where, frame := range map[string]uint64{
		"Frame": 4, "Choose": 4, "Gap": 6, "Resync": 6, "Finish": 0, "End": 0, "Held": 4, "New": 4, "Probe": 4, "UDP": 1,
	} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s with %d", where, workers), func(t *testing.T) {
				p := *toy
				p.Name = "brittle"
				p.Binds = []dissect.Bind{dissect.TCPPort.Key(7778), dissect.UDPPort.Key(7778)}
				p.New = func(c *dissect.Conversation) dissect.Handler {
					h := &brittle{where: where}
					if where == "New" || where == "UDP" {
						panic("in New")
					}
					return h
				}
				p.Probe = func(_ dissect.Dir, b []byte, _ bool) dissect.Verdict {
					if where == "Probe" && bytes.Contains(b, []byte("arm")) {
						panic("in Probe")
					}
					if b[0] == 'B' {
						return dissect.Yes
					}
					return dissect.No
				}
				c := craft.New()
				if where == "UDP" {
					c.UDP(host(3), netip.AddrPortFrom(server.Addr(), 7778), []byte("Barm"))
				} else {
					f := c.TCP(host(3), netip.AddrPortFrom(server.Addr(), 7778)).Open()
					f.Send(0, []byte("Barm"))
					if where == "Gap" || where == "Resync" {
						f.Lose(0, 500).Send(0, []byte("garbage")).Ack(1)
					}
					f.Send(0, []byte("Bhalf")) // never whole
				}
				before := c.Packets()
				c.TCP(host(1), server).Open().Send(0, msg("ab")).Send(0, msg("cd"))
				reg, err := dissect.NewRegistry([]*dissect.Protocol{toy, &p})
				if err != nil {
					t.Fatal(err)
				}
				src, err := source.NewReader(bytes.NewReader(c.Bytes()), "test", source.Options{})
				if err != nil {
					t.Fatal(err)
				}
				log := dissecttest.NewLog(true)
				told := 0
				_, err = dissect.New(reg, dissect.Options{Workers: workers, Panic: func(any, []byte) { told++ }}).Run(context.Background(), src, log)
				if err != nil {
					t.Fatal(err)
				}
				whole, found := 0, false
				for _, m := range log.Messages {
					if m.Proto == "toy" && m.Frames[0] > uint64(before) && (m.Info == "ab" || m.Info == "cd") {
						whole++
					}
				}
				for _, f := range log.Findings {
					if f.Rule == dissect.LimitDecoder.ID {
						found = found || frame == 0 || len(f.Frames) > 0 && f.Frames[0] == frame
					}
				}
				if whole != 2 {
					t.Errorf("the other conversation: want 2 messages, got %d of %+v", whole, log.Messages)
				}
				if told == 0 || !found || where == "Held" && told > 1 {
					t.Errorf("told %d times, findings %s in %+v", told, rules(log), log.Findings)
				}
			})
		}
	}
}
