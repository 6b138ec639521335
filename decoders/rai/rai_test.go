package rai_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/dcerpc"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// TestProtocol runs the cases of testdata. A stub means nothing without its call,
// so they are whole connections.
func TestProtocol(t *testing.T) { dissecttest.Run(t, dcerpc.Protocol, chain...) }

// TestDeclarations checks rules, fields and kinds.
func TestDeclarations(t *testing.T) {
	if err := dissect.Validate(chain); err != nil {
		t.Fatal(err)
	}
}
