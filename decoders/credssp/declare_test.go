package credssp_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestDeclarations checks the declarations of CredSSP and of what lies in it, and
// that the file which each rule names wants that rule.
func TestDeclarations(t *testing.T) {
	list := []*dissect.Protocol{credssp.Protocol, spnego.Protocol, ntlm.Protocol, kerberos.Protocol}
	if err := dissect.Validate(list); err != nil {
		t.Error(err)
	}
	for _, p := range list {
		for _, r := range p.Rules {
			name := filepath.Join("../..", filepath.FromSlash(r.Seen))
			if _, err := os.Stat(name); err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			c, err := dissecttest.ReadCase(name)
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			wanted := false
			for _, m := range c.Messages {
				for _, id := range m.Want {
					wanted = wanted || id == r.ID
				}
			}
			if !wanted {
				t.Errorf("%s: %s does not want it", r.ID, r.Seen)
			}
		}
	}
}
