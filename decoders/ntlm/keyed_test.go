package ntlm_test

import (
	"path/filepath"
	"strings"
	"testing"

	"os"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// TestKeyed plays testdata/keyed/*.txtar with the password that each names. The
// findings have to be those that the comments want.
func TestKeyed(t *testing.T) {
	files, _ := filepath.Glob("testdata/keyed/*.txtar")
	if len(files) == 0 {
		t.Fatal("no testdata/keyed/*.txtar")
	}
	for _, name := range files {
		c, err := dissecttest.ReadCase(name)
		if err != nil {
			t.Fatal(err)
		}
		store := keys.New(keys.Options{})
		for _, line := range comment(t, name) {
			if p, ok := strings.CutPrefix(line, "password: "); ok {
				if err := store.AddPassword("test", "", keys.NewSecret(p)); err != nil {
					t.Fatal(err)
				}
			}
		}
		outer := ntlm.Protocol
		if c.Proto == "spnego" {
			outer = spnego.Protocol
		}
		reg, err := dissect.NewRegistry([]*dissect.Protocol{spnego.Protocol, ntlm.Protocol})
		if err != nil {
			t.Fatal(err)
		}
		log := dissecttest.NewLog(true)
		d := dissect.NewDirect(reg, outer, log, dissect.Options{Keys: store})
		want := map[string]int{}
		for _, m := range c.Messages {
			d.Message(m.Dir, m.Bytes)
			for _, id := range m.Want {
				want[id]++
			}
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, f := range log.Findings {
			got[f.Rule]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
		if text := log.TreeText() + log.FindingText(); strings.Contains(text, "Lab-Pass") {
			t.Errorf("%s: the password is shown", name)
		}
	}
}

// comment is the lines before the first section of a txtar file.
func comment(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(b), "\n-- ")
	return strings.Split(head, "\n")
}
