package tpkt_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, tpkt.Protocol) }
