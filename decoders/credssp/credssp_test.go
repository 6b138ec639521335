package credssp_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/credssp"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, credssp.Protocol) }
