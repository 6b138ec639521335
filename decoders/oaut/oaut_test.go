package oaut_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/decoders/dcom"
	"github.com/radissect/radissect/decoders/ndr"
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/oaut"
	"github.com/radissect/radissect/decoders/rai"
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

var chain = []*dissect.Protocol{rai.Protocol, oaut.Protocol, dcom.Protocol, dcerpc.Protocol, dcerpc.Stub, ndr.Protocol, spnego.Protocol, ntlm.Protocol}

// TestProtocol runs the cases of testdata. A stub means nothing without its call,
// so they are whole connections.
func TestProtocol(t *testing.T) { dissecttest.Run(t, dcerpc.Protocol, chain...) }

// TestDeclarations checks rules, fields and kinds.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate(chain); err != nil {
		t.Fatal(err)
	}
}
