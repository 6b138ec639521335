package epm_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessages plays conversations that are grown from the annotated ones.
func FuzzMessages(f *testing.F) { dissecttest.Fuzz(f, dcerpc.Protocol, chain...) }
