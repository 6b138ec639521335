package dvc_test

import (
	"encoding/binary"
	"testing"

	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// session is a conversation with capabilities exchanged.
type session struct {
	*dissect.Direct
	log *dissecttest.Log
}

func newSession(t *testing.T) session {
	t.Helper()
	reg, err := dissect.NewRegistry([]*dissect.Protocol{dvc.Protocol, listener})
	if err != nil {
		t.Fatal(err)
	}
	s := session{log: dissecttest.NewLog(false)}
	s.Direct = dissect.NewDirect(reg, dvc.Protocol, s.log, dissect.Options{Panic: func(v any, stack []byte) { t.Fatalf("%v\n%s", v, stack) }})
	s.Message(dissect.FromServer, []byte{0x50, 0, 3, 0, 1, 0, 1, 0, 1, 0, 1, 0})
	s.Message(dissect.FromClient, []byte{0x50, 0, 3, 0})
	return s
}

// id is ChannelId in four bytes behind a header.
func id(header byte, id uint32) []byte {
	return binary.LittleEndian.AppendUint32([]byte{header}, id)
}

func (s session) open(ch uint32) {
	s.Message(dissect.FromServer, append(id(0x12, ch), "testdvc\x00"...))
	s.Message(dissect.FromClient, append(id(0x12, ch), 0, 0, 0, 0))
}

func (s session) found(rule string) int {
	n := 0
	for _, f := range s.log.Findings {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

// TestManyChannels opens more channels than are kept: the last ones are
// reported, and one can be opened again once another is closed.
func TestManyChannels(t *testing.T) {
	s := newSession(t)
	for i := range uint32(260) {
		s.open(i)
	}
	if n := s.found("limit.buffer"); n != 4 {
		t.Errorf("want 4 channels too many, got %d", n)
	}
	s.Message(dissect.FromClient, id(0x42, 7))
	s.open(1000)
	s.Message(dissect.FromClient, append(id(0x32, 1000), "data"...))
	state := dvc.Of(s.Conversation())
	if ch := state.Channel(1000); ch == nil || ch.Status != dvc.Open || ch.Name != "testdvc" {
		t.Errorf("want channel 1000 open, got %+v", ch)
	}
	if ch := state.Channel(7); ch != nil {
		t.Errorf("want channel 7 forgotten, got %+v", ch)
	}
	if v := state.Version(); v != 3 {
		t.Errorf("want version 3, got %d", v)
	}
	last := s.log.Messages[len(s.log.Messages)-1]
	if last.Proto != "listener" || last.Len != 4 {
		t.Errorf("want 4 bytes for the listener, got %s, %d bytes", last.Proto, last.Len)
	}
}

// TestLargeMessages announces and sends more than is kept. What is given up is
// reported, and the channel is read again from the next message on.
func TestLargeMessages(t *testing.T) {
	s := newSession(t)
	piece := make([]byte, 1590)
	const pieces = 5000 // 7,950,000 bytes: four of these messages fit into 32 MiB
	first := func(ch uint32, total int) {
		s.Message(dissect.FromServer, append(binary.LittleEndian.AppendUint32(id(0x2A, ch), uint32(total)), piece...))
	}
	next := func(ch uint32) { s.Message(dissect.FromServer, append(id(0x32, ch), piece...)) }

	s.open(1)
	first(1, 1<<31)
	if n := s.found("limit.buffer"); n != 1 {
		t.Fatalf("want a message of 2 GiB given up, got %d findings", n)
	}
	next(1)
	first(1, 2*len(piece))
	next(1)
	last := s.log.Messages[len(s.log.Messages)-1]
	if last.Proto != "listener" || last.Len != 2*len(piece) {
		t.Errorf("want %d bytes for the listener, got %s, %d bytes", 2*len(piece), last.Proto, last.Len)
	}
	for ch := range uint32(5) {
		s.open(10 + ch)
		first(10+ch, pieces*len(piece))
		for range pieces - 2 {
			next(10 + ch)
		}
	}
	if n := s.found("limit.buffer"); n != 2 {
		t.Errorf("want one more message given up, got %d findings", n)
	}
	whole := 0
	for ch := range uint32(5) {
		before := len(s.log.Messages)
		next(10 + ch)
		for _, m := range s.log.Messages[before:] {
			if m.Proto == "listener" && m.Len == pieces*len(piece) {
				whole++
			}
		}
	}
	if whole != 4 {
		t.Errorf("want 4 whole messages, got %d", whole)
	}
}

// TestNamed checks that a channel is found by the name of its listener, the newest
// of several, with what became of it.
func TestNamed(t *testing.T) {
	s := newSession(t)
	find := func() *dvc.Channel { return dvc.Of(s.Conversation()).Named("testdvc") }
	if find() != nil {
		t.Fatal("there is a channel that nobody asked for")
	}
	s.Message(dissect.FromServer, append(id(0x12, 1), "testdvc\x00"...))
	if ch := find(); ch == nil || ch.ID != 1 || ch.Status != dvc.Opening {
		t.Fatalf("after the request: %+v", ch)
	}
	s.Message(dissect.FromClient, append(id(0x12, 1), 0, 0, 0, 0))
	if ch := find(); ch.Status != dvc.Open {
		t.Errorf("after the answer: status %d", ch.Status)
	}
	s.Message(dissect.FromServer, id(0x42, 1))
	if ch := find(); ch.Status != dvc.Closed {
		t.Errorf("after the end: status %d", ch.Status)
	}
	s.Message(dissect.FromServer, append(id(0x12, 2), "testdvc\x00"...))
	s.Message(dissect.FromClient, append(id(0x12, 2), 1, 0, 0, 0xc0))
	if ch := find(); ch.ID != 2 || ch.Status != dvc.Refused {
		t.Errorf("after a second one: %+v", ch)
	}
	if dvc.Of(s.Conversation()).Named("70") != nil {
		t.Error("found by another name")
	}
}
