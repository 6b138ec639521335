package invitation_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, invitation.Protocol) }

// TestDeclarations checks the rules, fields and requirements.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{invitation.Protocol}); err != nil {
		t.Error(err)
	}
	if n := len(invitation.Requirements); n != 14 {
		t.Errorf("%d requirements, want 14: 4 about strings 1, 5 about strings 2, 5 about files", n)
	}
}
