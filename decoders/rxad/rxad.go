// Package rxad decodes MS-RXAD, the Remote Experience Advertisement Protocol, by
// which a host tells a Media Center Extender what it can connect to: three
// actions of a UPnP service, AcquireNonce, Advertise and Inhibit, in SOAP 1.1.
//
// Discovery, descriptions and faults are those of UPnP (packages ssdp and upnp).
// What a host and a device do is one session, over however many connections.
// The certificate of the host is read, and the signature of its messages is held
// against it.
package rxad

import (
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/dissect"
)

// space is the service type, which is the namespace of the actions, MS-RXAD 2.2.1.
const space = upnp.Experience

// Protocol is MS-RXAD.
var Protocol = &dissect.Protocol{
	Name:         "rxad",
	Title:        "Remote Experience Advertisement",
	Specs:        []dissect.Spec{"MS-RXAD", "UPnP 1.0"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{soap.Body.Key(space)},
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// The kinds of messages.
var (
	kindAcquireNonce         = &dissect.Kind{Name: "AcquireNonce", Spec: "MS-RXAD 3.1.4.1.1.1"}
	kindAcquireNonceResponse = &dissect.Kind{Name: "AcquireNonceResponse", Spec: "MS-RXAD 3.1.4.1.1.2"}
	kindAdvertise            = &dissect.Kind{Name: "Advertise", Spec: "MS-RXAD 3.1.4.2.1.1"}
	kindAdvertiseResponse    = &dissect.Kind{Name: "AdvertiseResponse", Spec: "MS-RXAD 3.1.4.2.1.2"}
	kindInhibit              = &dissect.Kind{Name: "Inhibit", Spec: "MS-RXAD 3.1.4.3.1.1"}
	kindInhibitResponse      = &dissect.Kind{Name: "InhibitResponse", Spec: "MS-RXAD 3.1.4.3.1.2"}
	kindFault                = &dissect.Kind{Name: "UPnPError", Spec: "UPnP 1.0 3.2.2"}
	kindOther                = &dissect.Kind{Name: "unknown action", Spec: "MS-RXAD 2.2.2"}
	kindCertificate          = &dissect.Kind{Name: "HostCertificate", Spec: "MS-RXAD 3.1.4.2.2.8"}
)

// An action is one of the three of the service.
type action uint8

const (
	actNone action = iota
	actAcquireNonce
	actAdvertise
	actInhibit
	actions
)

var actionNames = [actions]string{"", "AcquireNonce", "Advertise", "Inhibit"}

// kindsOf are the request and the response of an action.
var kindsOf = [actions][2]*dissect.Kind{
	{kindOther, kindOther},
	{kindAcquireNonce, kindAcquireNonceResponse},
	{kindAdvertise, kindAdvertiseResponse},
	{kindInhibit, kindInhibitResponse},
}

// An argument of an action.
type argument uint8

const (
	argNonce argument = iota
	argHostID
	argApplicationID
	argApplicationVersion
	argApplicationData
	argHostFriendlyName
	argExperienceFriendlyName
	argExperienceIconURI
	argExperienceEndpointURI
	argExperienceEndpointData
	argReasonCode
	argReasonMessage
	argSignatureAlgorithm
	argSignature
	argHostCertificate
	argSupportedAlgorithms
	argAttachCertificate
	arguments
)

// lists are the arguments of requests and responses, in the order of the service
// description, MS-RXAD 8.
var lists = [actions][2][]argument{
	actAcquireNonce: {{argHostID}, {argNonce, argSupportedAlgorithms, argAttachCertificate}},
	actAdvertise: {{
		argNonce, argHostID, argApplicationID, argApplicationVersion, argApplicationData, argHostFriendlyName,
		argExperienceFriendlyName, argExperienceIconURI, argExperienceEndpointURI, argExperienceEndpointData,
		argSignatureAlgorithm, argSignature, argHostCertificate,
	}, nil},
	actInhibit: {{
		argNonce, argHostID, argApplicationID, argApplicationVersion, argApplicationData, argReasonCode,
		argReasonMessage, argSignatureAlgorithm, argSignature, argHostCertificate,
	}, nil},
}
