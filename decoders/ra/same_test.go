package ra_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
)

// same are captures of one session each, sent by the same script under another
// protection, with and without lost segments that were sent again.
var same = [][]string{
	{"ra_scripted_plain_lo", "ra_scripted_rc4_128", "ra_scripted_tls13", "ra_scripted_lossy_rc4", "ra_scripted_lossy_tls12"},
	{"ra_dvc_plain_lo", "ra_dvc_tls12"},
}

// profile is what of a session does not depend on time, addresses and the numbers
// of messages. The sides send on their own clocks, so what they say and send is
// listed by side.
type profile struct {
	Outcome string
	Version int
	Chat    map[string][]string
	Files   map[string][]string
	Control []string // that it was asked for, granted and ended
}

func profileOf(s *dissect.SessionRecord) profile {
	p := profile{Outcome: s.Outcome, Version: s.Version, Chat: map[string][]string{}, Files: map[string][]string{}}
	for _, c := range s.Chat {
		p.Chat[c.From] = append(p.Chat[c.From], c.Text)
	}
	for _, f := range s.Files {
		p.Files[f.From] = append(p.Files[f.From], fmt.Sprint(f.Name, " ", f.Received, "/", f.Size, " ", f.Outcome, " ", f.SHA256))
	}
	for _, e := range s.Events {
		switch e.What {
		case "control-requested", "control-granted", "control-denied", "control-ended":
			// Both sides end it about the same time, and in the capture with the most
			// losses the expert is first.
			p.Control = append(p.Control, e.What)
		}
	}
	return p
}

// TestSame checks that the protection of a connection, and losses that TCP makes
// good, change nothing in the record of a session.
func TestSame(t *testing.T) {
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range same {
		var first profile
		for i, name := range group {
			file := filepath.Join(lab, name+".pcap")
			if _, err := os.Stat(file); err != nil {
				t.Skip("no shared captures beside the repository")
			}
			log := readLab(t, reg, file)
			if len(log.Sessions) != 1 {
				t.Fatalf("%s: %d sessions, want 1", name, len(log.Sessions))
			}
			p := profileOf(log.Sessions[0])
			if len(p.Chat) != 2 || len(p.Files) == 0 || len(p.Control) == 0 || p.Outcome != "established" {
				t.Errorf("%s: the script does more than %+v", name, p)
			}
			if i == 0 {
				first = p
			} else if diff := cmp.Diff(first, p); diff != "" {
				t.Errorf("%s differs from %s (-first +this):\n%s", name, group[0], diff)
			}
		}
	}
}
