package raiop_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/decoders/raiop"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessages plays conversations that are grown from the annotated ones.
func FuzzMessages(f *testing.F) {
	dissecttest.Fuzz(f, pnrp.Protocol, raiop.Protocol, invitation.Protocol)
}
