// Package raiop reads what Remote Assistance publishes in a cloud of PNRP: the
// extended payload of a name, which holds the connection string of the novice
// (MS-RAIOP). The payload of an unsecured name is opened with the key that
// follows from the name, without any secret, and handed to package invitation; that
// of a secure name is shown and stays closed.
package raiop

import (
	"github.com/radissect/radissect/decoders/pnrp"
	"github.com/radissect/radissect/dissect"
)

// Protocol is MS-RAIOP. Its messages are extended payloads of MS-PNRP 2.2.3.3, of
// either type: that of the payload is not stated.
var Protocol = &dissect.Protocol{
	Name:         "raiop",
	Title:        "Remote Assistance Initiation over PNRP",
	Specs:        []dissect.Spec{"MS-RAIOP 2.2.3"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{pnrp.Payload.Key(pnrp.TypeString), pnrp.Payload.Key(pnrp.TypeBinary)},
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// The kinds of payloads.
var (
	kindUnsecured = &dissect.Kind{Name: "encrypted connection string", Spec: "MS-RAIOP 3.1.5.2"}
	kindSecure    = &dissect.Kind{Name: "encrypted connection string payload", Spec: "MS-RAIOP 3.3.5.1"}
	kindClear     = &dissect.Kind{Name: "connection string", Spec: "MS-RAIOP 2.2.1"}
)

var (
	fEncrypted = &dissect.Field{Name: "encrypted connection string", Spec: "MS-RAIOP 3.1.5.2", Base: dissect.Bytes}
	fClear     = &dissect.Field{Name: "connection string", Spec: "MS-RAIOP 2.2.1", Base: dissect.Bytes, Secret: true}
	fExported  = &dissect.Field{Name: "exported AES key", Spec: "MS-RAIOP 3.3.5.1", Base: dissect.UTF16}
	fData      = &dissect.Field{Name: "encrypted Connection Data", Spec: "MS-RAIOP 3.3.5.1", Base: dissect.Bytes}
)
