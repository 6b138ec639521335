package mcs_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessages plays conversations that are grown from the annotated ones.
func FuzzMessages(f *testing.F) { dissecttest.Fuzz(f, mcs.Protocol, gcc.Protocol) }
