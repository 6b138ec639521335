package json_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
)

// The body of a GetDscAction response (MS-DSCPM 3.8.5.1.1.2), message 1 of testdata/good.txtar.
func Example() {
	b := []byte("{\"NodeStatus\":\"GetConfiguration\",\"Details\": [ {\"ConfigurationName\":\"a\\/b\\u00e9\"} ] }" +
		"\r\n")
	tree, breaches := dissect.Decode(json.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"name", "string"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// JSON text
	// name = NodeStatus
	// string = GetConfiguration
}
