package ra_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// lab is the folder with captures that are not part of the project.
const lab = "../../../shared/lab/captures"

// forced are the captures in which the version of the novice is patched to 1.1,
// so that FreeRDP takes the way of version 1, whatever its invitation says.
var forced = map[string][]string{
	"ra_v1_type1_plain_lo": {"versioninfo-values", "expert-refuses-version", "desktop-after-result"},
	"ra_v1_plain_lo":       {"versioninfo-values", "expert-refuses-version", "desktop-after-result", "version-of-invitation"},
	"ra_v1_rc4_128":        {"versioninfo-values", "expert-refuses-version", "desktop-after-result", "connection-string-version"},
}

// TestLab reads every capture of FreeRDP with its keys and its invitation. What
// its programs send breaks nothing that has to be kept but what forced tells.
func TestLab(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(lab, "ra_*.pcap"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no shared captures beside the repository")
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".pcap")
		t.Run(name, func(t *testing.T) {
			log := readLab(t, reg, file)
			got := map[string]bool{}
			for _, f := range log.Findings {
				if strings.HasPrefix(f.Rule, "ra.") && f.Level == dissect.Must && !f.Tainted {
					got[f.Rule] = true
				}
			}
			want := map[string]bool{}
			for _, id := range forced[name] {
				want["ra."+id] = true
			}
			for _, s := range log.Sessions {
				t.Logf("version %d, %s, %s, %d events, checks %v", s.Version, s.Outcome, s.Protection, len(s.Events), s.Checks)
			}
			if strings.Contains(name, "scripted") || strings.Contains(name, "dvc") || strings.Contains(name, "keyupdate") {
				return // messages of our own making, of all versions in one session
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s%s", diff, log.FindingText())
			}
		})
	}
}

// readLab reads a capture with what opens it: its key log, the key of the server,
// its invitation and the password of all of them.
func readLab(t *testing.T, reg *dissect.Registry, file string) *dissecttest.Log {
	t.Helper()
	var store keys.Store
	base := strings.TrimSuffix(file, ".pcap")
	if _, err := os.Stat(base + ".keys"); err == nil {
		if _, err := store.AddKeyLogFile(base+".keys", "keys"); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.AddRSAKeyFile(filepath.Join(lab, "ra_shadow.key"), "server"); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(base + ".msrcIncident"); err == nil {
		if err := store.AddInvitation("invitation", keys.NewSecret(b)); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.AddInvitationPassword("password", keys.NewSecret("Lab-Pass1")); err != nil {
		t.Fatal(err)
	}
	src, err := source.Open(file, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(false)
	if _, err := dissect.New(reg, dissect.Options{Workers: 1, Keys: &store}).Run(context.Background(), src, log); err != nil {
		t.Fatal(err)
	}
	return log
}
