package soap_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/dissect"
)

// A request of SOAP 1.1, message 1 of testdata/good.txtar.
func Example() {
	b := []byte("<?xml version=\"1.0\"?>\n" +
		"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><m:AcquireNonce xmlns:m" +
		"=\"urn:schemas-microsoft-com:service:msremotedexperience:1\"><HostId xmlns:dt=\"urn:schemas-micro" +
		"soft-com:datatypes\" dt:dt=\"string\">uuid:1</HostId></m:AcquireNonce></s:Body></s:Envelope>")
	tree, breaches := dissect.Decode(soap.Protocol, dissect.FromClient, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"Name", "CharData"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// SOAP 1.1 envelope
	// Name = m:AcquireNonce
	// CharData = uuid:1
}
