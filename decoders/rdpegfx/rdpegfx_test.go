package rdpegfx

import (
	"testing"

	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) { dissecttest.Run(t, Protocol) }
