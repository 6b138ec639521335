package kerberos_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/kerberos"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, kerberos.Protocol) }
