package mcs_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/mcs"
)

func TestAnnounce(t *testing.T) {
	var s mcs.State
	for i := range 1000 {
		s.Announce(mcs.Channel{ID: uint16(2000 + i), Kind: mcs.StaticChannel})
	}
	kept := 0
	for i := range 1000 {
		if s.Channel(uint16(2000+i)) != nil {
			kept++
		}
	}
	if kept != 64 {
		t.Errorf("%d channels of 1000 are kept, want 64", kept)
	}
	s.Channel(2000).Joined = true
	s.Announce(mcs.Channel{ID: 2000, Kind: mcs.StaticChannel, Name: "remdesk"})
	if ch := s.Channel(2000); !ch.Joined || ch.Name != "remdesk" {
		t.Errorf("announced again, the channel is %+v, want it joined and named", *ch)
	}
	if ch := s.Channel(1); ch != nil {
		t.Errorf("channel 1 is %+v, and nobody announced it", *ch)
	}
}
