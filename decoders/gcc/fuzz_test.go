package gcc_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessages plays conversations that are grown from the annotated ones.
func FuzzMessages(f *testing.F) {
	dissecttest.Fuzz(f, tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol)
}
