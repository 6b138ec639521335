package rdp_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/gcc"
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/rdp"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// chain is everything that an RDP connection needs.
var chain = []*dissect.Protocol{tpkt.Protocol, x224.Protocol, mcs.Protocol, gcc.Protocol, rdp.Protocol, rdp.FastPath, svc.Protocol}

// TestProtocol runs the cases of testdata: whole payloads of MCS, fast-path
// PDUs, and streams from the first byte of a connection on.
func TestProtocol(t *testing.T) {
	for _, p := range []*dissect.Protocol{rdp.Protocol, rdp.FastPath, tpkt.Protocol} {
		t.Run(p.Name, func(t *testing.T) { dissecttest.Run(t, p, chain...) })
	}
}

func TestDeclarations(t *testing.T) {
	if err := dissect.Validate([]*dissect.Protocol{rdp.Protocol, rdp.FastPath, svc.Protocol}); err != nil {
		t.Error(err)
	}
}
