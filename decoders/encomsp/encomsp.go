// Package encomsp decodes the Multiparty Virtual Channel Extension, MS-RDPEMC:
// who takes part in a shared desktop, who may control it, and which applications
// and windows are shared. Its messages travel on the static channel "encomsp".
//
// The sharing manager, in Remote Assistance the novice, is the RDP server; the
// participant, the expert, is the client.
package encomsp

import (
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
)

// Protocol is MS-RDPEMC. Messages of the channel are handed over whole; one that
// holds several PDUs carries them on, so that each is a message of its own.
var Protocol = &dissect.Protocol{
	Claim:        claim,
	Name:         "encomsp",
	Title:        "Multiparty sharing",
	Specs:        []dissect.Spec{"MS-RDPEMC 2.2"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{svc.Channel.Key("encomsp")},
	New:          func(c *dissect.Conversation) dissect.Handler { return newHandler(c) },
}

// The two sides, as directions of the RDP connection.
const (
	participant = dissect.FromClient
	manager     = dissect.FromServer
)
