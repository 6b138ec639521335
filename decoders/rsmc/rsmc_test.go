package rsmc_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/rsmc"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect/dissecttest"
)

func TestProtocol(t *testing.T) {
	dissecttest.Run(t, http.Protocol, xml.Protocol, soap.Protocol, rsmc.Protocol)
	dissecttest.Run(t, xml.Protocol, http.Protocol, soap.Protocol, rsmc.Protocol)
}
