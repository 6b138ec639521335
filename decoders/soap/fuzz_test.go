package soap_test

import (
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzMessages plays conversations that are grown from the annotated ones.
func FuzzMessages(f *testing.F) { dissecttest.Fuzz(f, http.Protocol, xml.Protocol, soap.Protocol) }
