package dvc_test

import (
	"slices"
	"testing"

	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/dissect"
)

// TestGap loses bytes of the client within a message of each side: the client's
// is dropped, the server's is read, and nothing is said about either.
func TestGap(t *testing.T) {
	s := newSession(t)
	s.open(1)
	c, v := dissect.FromClient, dissect.FromServer
	s.Message(c, []byte{0x20, 1, 4, 'a', 'b'})
	s.Message(v, []byte{0x20, 1, 5, 'v', 'w'})
	s.Conversation().Handler(dvc.Protocol).(dissect.GapObserver).Gap(c, 10)
	s.Message(c, []byte{0x30, 1, 'c', 'd'}) // may be the last piece of any message
	s.Message(v, []byte{0x30, 1, 'x', 'y', 'z'})
	s.Message(c, []byte{0x30, 1, 'n', 'e', 'x', 't'})
	type got struct {
		dir dissect.Dir
		len int
	}
	var list []got
	for _, m := range s.log.Messages {
		if m.Proto == listener.Name {
			list = append(list, got{m.Dir, m.Len})
		}
	}
	if want := []got{{v, 5}, {c, 4}}; !slices.Equal(list, want) {
		t.Errorf("want %v, got %v", want, list)
	}
	if len(s.log.Findings) > 0 {
		t.Errorf("findings: %v", s.log.Findings)
	}
}
