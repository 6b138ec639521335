// Package rsmc decodes MS-RSMC, the Remote Session Monitoring and Control
// Protocol of MultiPoint Services: ten SOAP interfaces with 156 operations, of
// which operations.tsv is the table.
//
// Envelopes come from package soap. Requests are paired with responses by the
// exchange of HTTP, and checked against each other. What two hosts do with each
// other is one session whatever the number of connections: the binding of
// MS-RSMC 1.5 begins over HTTP, goes on over TLS, and events come back on
// connections of the other direction.
package rsmc

import (
	"slices"

	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/dissect"
)

// space is the namespace of all elements, MS-RSMC 2.2.1.
const space = "http://MultiPoint"

// Protocol is MS-RSMC.
var Protocol = &dissect.Protocol{
	Name:         "rsmc",
	Title:        "Remote Session Monitoring and Control Protocol",
	Specs:        []dissect.Spec{"MS-RSMC", "WS-Addressing 1.0"},
	Rules:        Rules,
	Fields:       append(slices.Clip(Fields), operations.fields...),
	Kinds:        append(slices.Clip(Kinds), operations.kinds...),
	Requirements: Requirements,
	Binds: append(endpoints(),
		soap.Body.Key(space),
	),
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, env: c.Room(rooms, func() any { return new(soap.Envelope) }).(*soap.Envelope)}
	},
}

// endpoints binds the names of the interfaces, which are the last segments of the
// paths of MS-RSMC 4.1. The specification prescribes no path.
func endpoints() []dissect.Bind {
	var list []dissect.Bind
	for _, i := range operations.interfaces {
		list = append(list, soap.Endpoint.Key(i.path))
	}
	return list
}

// The kinds of messages that are no operation.
var (
	kindFault       = &dissect.Kind{Name: "WmsFaultType", Spec: "MS-RSMC 2.2.4.3"}
	kindOtherFault  = &dissect.Kind{Name: "SOAP fault", Spec: "MS-RSMC 2.1"}
	kindUnknown     = &dissect.Kind{Name: "unknown operation", Spec: "MS-RSMC 2.2.1"}
	kindCertificate = &dissect.Kind{Name: "X.509 certificate", Spec: "MS-RSMC 3.1.4.2.3.2"}
)
