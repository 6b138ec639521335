package ntlm_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, ntlm.Protocol) }
