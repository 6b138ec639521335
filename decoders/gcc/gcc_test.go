package gcc_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, gcc.Protocol) }

// TestNegotiated plays the cases that need the negotiation before the settings.
func TestNegotiated(t *testing.T) {
	dissecttest.Run(t, tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol)
}
