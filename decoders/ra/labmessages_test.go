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
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/dissect/source"
)

// TestLabMessages opens every capture of the lab with its secret, whatever
// protects it, and compares the assistance messages with what an independent
// decoder read from the same file. Lost segments that were sent again cost
// nothing.
func TestLabMessages(t *testing.T) {
	var files []string
	for _, p := range []string{"ra_*.expect.jsonl", "xrdp_*.expect.jsonl"} {
		more, err := filepath.Glob(filepath.Join(lab, p))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	if len(files) == 0 {
		t.Skip("no shared captures beside the repository")
	}
	reg, err := dissect.NewRegistry(decoders.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		base := strings.TrimSuffix(file, ".expect.jsonl")
		t.Run(filepath.Base(base), func(t *testing.T) {
			store := keys.New(keys.Options{})
			for _, name := range []string{"ra_shadow.key", "xrdp_rsakeys.ini", "xrdp_tls.key"} {
				if err := store.AddRSAKeyFile(filepath.Join(lab, name), name); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := os.Stat(base + ".keys"); err == nil {
				if _, err := store.AddKeyLogFile(base+".keys", "keys"); err != nil {
					t.Fatal(err)
				}
			}
			src, err := source.Open(base+".pcap", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := &reader{t: t, findings: map[string]int{}}
			if _, err := dissect.New(reg, dissect.Options{Keys: store}).Run(context.Background(), src, got); err != nil {
				t.Fatal(err)
			}
			want := expected(t, file)
			for dir, lines := range want {
				if diff := cmp.Diff(lines, got.messages[dir]); diff != "" {
					t.Errorf("%s messages differ from the expected ones (-want +got):\n%s", dissect.Dir(dir), diff)
				}
			}
			t.Logf("%d messages of the expert, %d of the novice", len(want[0]), len(want[1]))
		})
	}
}
