package live

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/radissect/radissect/dissect"
)

// A countingSink counts the captures and wants nothing else.
type countingSink struct{ captures int }

func (*countingSink) Want() dissect.Want { return dissect.Want{} }
func (s *countingSink) Accept(ev *dissect.Event) bool {
	if ev.Kind == dissect.EventCapture {
		s.captures++
	}
	return false
}
func (*countingSink) Render(dst []byte, _ *dissect.Event) []byte { return dst }
func (*countingSink) Write(p []byte) (int, error)                { return len(p), nil }
func (*countingSink) Close(*dissect.Summary) error               { return nil }

// TestEngine runs the engine over empty batches, with packets now and then, until
// Stop; the notices of the end arrive.
func TestEngine(t *testing.T) {
	for _, workers := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			d := &fakeDevice{interval: -1, counts: counters{received: 9, dropped: 4}}
			s := fakeSource(t, d, Options{})
			go func() {
				time.Sleep(time.Minute)
				s.Stop()
			}()
			reg, err := dissect.NewRegistry(nil)
			if err != nil {
				t.Fatal(err)
			}
			burst := &burstSource{Source: s}
			sink := &countingSink{}
			sum, err := dissect.New(reg, dissect.Options{Workers: workers}).Run(context.Background(), burst, sink)
			if err != nil {
				t.Fatal(err)
			}
			if burst.batches < 500 || sum.Packets != burst.packets || burst.packets == 0 || sink.captures != 1 {
				t.Errorf("want 500 batches or more, the packets of %d and one capture, got %d batches, %d packets, %d captures",
					burst.packets, burst.batches, sum.Packets, sink.captures)
			}
			checkNotices(t, sum.Notices, []dissect.Notice{{Kind: dissect.NoticeCut, File: "fake0", Reason: "kernel dropped 4 packets"}})
			if d.closed != 1 {
				t.Errorf("want the device closed once, got %d times", d.closed)
			}
		})
	}
}

// A burstSource puts a packet into every hundredth batch.
type burstSource struct {
	*Source
	batches, packets uint64
}

func (s *burstSource) Fill(b *dissect.Batch) error {
	err := s.Source.Fill(b)
	s.batches++
	if s.batches%100 == 0 && err == nil {
		s.packets++
		p := dissect.Packet{Time: time.Now().UnixNano(), Number: s.packets, Data: udpFrame, WireLen: uint32(len(udpFrame)), LinkType: 101}
		s.locator.Locate(&p)
		b.Packets = append(b.Packets, p)
	}
	return err
}
