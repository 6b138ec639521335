package credssp_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
	"github.com/radissect/radissect/dissect/keys"
)

// outcome is what a file of testdata/keyed has to lead to.
type outcome struct {
	binding  [2]credssp.Outcome
	credType int64
	user     string
	empty    bool
	shown    string // in the tree
}

var fits = [2]credssp.Outcome{credssp.Fits, credssp.Fits}

var outcomes = map[string]outcome{
	"good":        {fits, 1, `Domain\User`, false, "password = ********"},
	"old":         {fits, 1, `Domain\User`, false, "TSPasswordCreds of Domain\\User"},
	"binding":     {[2]credssp.Outcome{credssp.Fits, credssp.Differs}, 0, `\`, false, ""},
	"signature":   {fits, 0, `\`, false, ""},
	"restricted":  {fits, 1, `\`, true, "restricted administration"},
	"smartcard":   {fits, 2, `Domain\User`, false, "pin = ********"},
	"guard":       {fits, 6, `\`, false, "remote credential guard"},
	"credentials": {fits, 3, `\`, false, "credentials = ********"},
}

// TestKeyed plays testdata/keyed/*.txtar with the secrets that each names: the
// binding and the credentials have to be what the script that made them put in.
func TestKeyed(t *testing.T) {
	for name, want := range outcomes {
		log, conv := play(t, "testdata/keyed/"+name+".txtar")
		s := credssp.Of(conv)
		got := outcome{s.Binding, s.CredType, s.Domain + `\` + s.User, s.Empty, want.shown}
		if got != want {
			t.Errorf("%s: want %+v, got %+v", name, want, got)
		}
		text := log.TreeText() + log.FindingText()
		if !strings.Contains(text, want.shown) {
			t.Errorf("%s: the tree does not show %q", name, want.shown)
		}
		if strings.Contains(text, "Password\n") || strings.Contains(text, "1234\n") {
			t.Errorf("%s: a secret is shown", name)
		}
	}
}

func play(t *testing.T, name string) (*dissecttest.Log, *dissect.Conversation) {
	t.Helper()
	c, err := dissecttest.ReadCase(name)
	if err != nil {
		t.Fatal(err)
	}
	store := keys.New(keys.Options{})
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(b), "\n-- ")
	for _, line := range strings.Split(head, "\n") {
		if p, ok := strings.CutPrefix(line, "password: "); ok {
			err = store.AddPassword("test", "", keys.NewSecret(p))
		} else if p, ok := strings.CutPrefix(line, "rsa-key: "); ok {
			err = store.AddRSAKeyFile(filepath.Join(filepath.Dir(name), p), "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	reg, err := dissect.NewRegistry([]*dissect.Protocol{credssp.Protocol, spnego.Protocol, ntlm.Protocol})
	if err != nil {
		t.Fatal(err)
	}
	log := dissecttest.NewLog(true)
	d := dissect.NewDirect(reg, credssp.Protocol, log, dissect.Options{Keys: store})
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
	return log, d.Conversation()
}
