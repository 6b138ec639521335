package x224_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, x224.Protocol) }
