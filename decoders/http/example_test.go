package http_test

import (
	"fmt"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// The head of a response, message 2 of testdata/close.txtar.
func Example() {
	b := []byte("HTTP/1.0 200 OK\r\n" +
		"Content-Type: text/plain\r\n" +
		"\r\n")
	tree, breaches := dissect.Decode(http.Protocol, dissect.FromServer, b)
	fmt.Println(tree.Kind.Name)
	for _, name := range []string{"status-code", "field-name", "field-value"} {
		fmt.Println(name, "=", tree.Text(name))
	}
	for _, b := range breaches {
		fmt.Println(b.Rule.Level, b.Rule.ID, b.Detail)
	}
	// Output:
	// HTTP response
	// status-code = 200
	// field-name = Content-Type
	// field-value = text/plain
}
