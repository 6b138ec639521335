package report

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/radissect/radissect/dissect"
)

func streamEvent(c *dissect.Conversation, layer int, dir dissect.Dir, data string) *dissect.Event {
	return &dissect.Event{Kind: dissect.EventBytes, Conv: c, Bytes: &dissect.StreamBytes{
		Dir: dir, Layer: layer, Data: []byte(data), Time: 1700000000e9, Frames: []uint64{7},
	}}
}

// channelEvents are a message of a channel and its bytes.
func channelEvents(c *dissect.Conversation, channel string, carrier bool, data string) []*dissect.Event {
	return []*dissect.Event{
		{Kind: dissect.EventMessage, Conv: c, Message: &dissect.Message{Conv: c, Channel: channel, Carrier: carrier, Len: len(data)}},
		{Kind: dissect.EventBytes, Conv: c, Bytes: &dissect.StreamBytes{Channel: channel, Data: []byte(data), Frames: []uint64{8, 9}}},
	}
}

// TestFollow: the innermost stream, or the messages of one channel without those
// that only carry others.
func TestFollow(t *testing.T) {
	c, other := conv(1), conv(2)
	var events []*dissect.Event
	events = append(events,
		streamEvent(c, 0, 0, "hello"), streamEvent(other, 0, 0, "no"), streamEvent(c, 0, 1, "cipher"),
		streamEvent(c, 1, 0, "plain "), streamEvent(c, 0, 1, "more"), streamEvent(c, 1, 1, "text"))
	events = append(events, channelEvents(c, "remdesk", true, "chunk message")...)
	events = append(events, channelEvents(c, "remdesk", false, "message")...)
	events = append(events, channelEvents(c, "other", false, "elsewhere")...)
	events = append(events, channelEvents(other, "remdesk", false, "no")...)
	for _, tc := range []struct {
		name string
		o    FollowOptions
		want string
	}{
		{"innermost", FollowOptions{Conversation: 1}, "plain text"},
		{"from the server", FollowOptions{Conversation: 1, One: true, From: dissect.FromServer}, "text"},
		{"other conversation", FollowOptions{Conversation: 2}, "no"},
		{"none", FollowOptions{Conversation: 3}, ""},
		{"channel", FollowOptions{Conversation: 1, Channel: "remdesk"}, "message"},
		{"no such channel", FollowOptions{Conversation: 1, Channel: "nix"}, ""},
	} {
		var buf bytes.Buffer
		f := NewFollow(&buf, tc.o)
		drive(t, f, events, &dissect.Summary{Conversations: 2})
		if buf.String() != tc.want || f.Written != uint64(len(tc.want)) {
			t.Errorf("%s: want %q, got %q, %d bytes", tc.name, tc.want, buf.String(), f.Written)
		}
		if f.Seen != (tc.o.Conversation < 3) || f.Total != 2 {
			t.Errorf("%s: %+v", tc.name, f)
		}
		if tc.o.Conversation == 1 && strings.Join(f.Channels, " ") != "remdesk other" {
			t.Errorf("%s: %q", tc.name, f.Channels)
		}
	}
}

// TestFollowDump: who, when, where, and the bytes.
func TestFollowDump(t *testing.T) {
	c := conv(1)
	lost := streamEvent(c, 0, 1, "0123456789abcdef\x1b\xff")
	lost.Bytes.Lost, lost.Bytes.Time = 1200, lost.Bytes.Time+5e6
	var buf bytes.Buffer
	drive(t, NewFollow(&buf, FollowOptions{Conversation: 1, Dump: true}),
		[]*dissect.Event{streamEvent(c, 0, 0, "GET /"), streamEvent(c, 0, 0, "x"), lost}, &dissect.Summary{})
	const want = `→ client  0.000000  frame 7  5 bytes
00000000  47 45 54 20 2f                                    GET /

→ client  0.000000  frame 7  1 byte
00000005  78                                                x

← server  0.005000  frame 7  18 bytes
[1,200 bytes missing from the capture]
00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef
00000010  1b ff                                             ..

`
	if buf.String() != want {
		t.Errorf("want\n%s\ngot\n%s", want, buf.String())
	}
}

// TestFollowFails: a writer that fails ends the run.
func TestFollowFails(t *testing.T) {
	broken := errors.New("broken")
	f := NewFollow(failing{broken}, FollowOptions{Conversation: 1, Channel: "a"})
	for _, ev := range channelEvents(conv(1), "a", false, strings.Repeat("x", 1<<17)) {
		f.Accept(ev)
	}
	if !f.Done() || !errors.Is(f.Close(&dissect.Summary{}), broken) {
		t.Error("goes on")
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestSpool: what was written since the last reset comes out, whatever its size,
// and no file stays.
func TestSpool(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, spoolMemory, spoolMemory + 1, 3 * spoolMemory} {
		var s spool
		var want []byte
		for round := range 2 {
			if round == 1 {
				if err := s.reset(); err != nil {
					t.Fatal(err)
				}
				want = want[:0]
			}
			for len(want) < size {
				b := make([]byte, min(size-len(want), 1+random.IntN(1<<20)))
				for i := range b {
					b[i] = byte(random.Uint32())
				}
				want = append(want, b...)
				if _, err := s.Write(b); err != nil {
					t.Fatal(err)
				}
			}
		}
		var got bytes.Buffer
		if err := s.copyTo(&got); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%d bytes: got %d, %v", size, got.Len(), err)
		}
		s.close()
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
}
