// Package upnp decodes what UPnP Device Architecture 1.0 puts into HTTP and XML:
// device and service descriptions (section 2), control (section 3) and events
// (section 4). Discovery is package ssdp.
//
// Descriptions are judged by UPnP, and, where they are those of a Media Center
// Extender, by the samples of MS-RXAD (sections 7 and 8: Appendix B and C). A
// call of a service that has a decoder of its own is read by that; other calls
// are shown with their arguments. Of events the messages are named and their
// header fields and properties shown.
package upnp

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// The namespaces of UPnP 1.0: of device descriptions (2.1), of service
// descriptions (2.3), of the detail of a fault (3.2.2), and of events (4.3).
const (
	spaceDevice  = "urn:schemas-upnp-org:device-1-0"
	spaceService = "urn:schemas-upnp-org:service-1-0"
	spaceControl = "urn:schemas-upnp-org:control-1-0"
	spaceEvent   = "urn:schemas-upnp-org:event-1-0"
)

// Protocol is UPnP.
var Protocol = &dissect.Protocol{
	Name:   "upnp",
	Title:  "UPnP Device Architecture",
	Specs:  []dissect.Spec{"UPnP 1.0 2", "UPnP 1.0 3", "UPnP 1.0 4", "MS-RXAD 7", "MS-RXAD 8"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		xml.Root.Key(xml.Name{Space: spaceDevice, Local: "root"}),
		xml.Root.Key(xml.Name{Space: spaceService, Local: "scpd"}),
		xml.Root.Key(xml.Name{Space: spaceEvent, Local: "propertyset"}),
		soap.Body.Key(spaceControl),
		soap.Body.Key(soap.ServiceType),
		http.Service.Key(http.Match{On: http.Verb, Value: "SUBSCRIBE"}),
		http.Service.Key(http.Match{On: http.Verb, Value: "UNSUBSCRIBE"}),
		http.Service.Key(http.Match{On: http.Verb, Value: "NOTIFY"}),
	},
	New: func(c *dissect.Conversation) dissect.Handler { return newHandler(c) },
}

// The kinds of messages.
var (
	kindDevice      = &dissect.Kind{Name: "device description", Spec: "UPnP 1.0 2.1"}
	kindService     = &dissect.Kind{Name: "service description", Spec: "UPnP 1.0 2.3"}
	kindAction      = &dissect.Kind{Name: "action request", Spec: "UPnP 1.0 3.2.1"}
	kindReply       = &dissect.Kind{Name: "action response", Spec: "UPnP 1.0 3.2.2"}
	kindFault       = &dissect.Kind{Name: "UPnPError", Spec: "UPnP 1.0 3.2.2"}
	kindSubscribe   = &dissect.Kind{Name: "SUBSCRIBE", Spec: "UPnP 1.0 4.1.1"}
	kindUnsubscribe = &dissect.Kind{Name: "UNSUBSCRIBE", Spec: "UPnP 1.0 4.1.3"}
	kindNotify      = &dissect.Kind{Name: "NOTIFY upnp:propchange", Spec: "UPnP 1.0 4.2.1"}
	kindAnswer      = &dissect.Kind{Name: "GENA response", Spec: "UPnP 1.0 4.1.1"}
	kindProperties  = &dissect.Kind{Name: "propertyset", Spec: "UPnP 1.0 4.3"}
	kindBody        = &dissect.Kind{Name: "GENA body", Spec: "UPnP 1.0 4.2.1"}
)
