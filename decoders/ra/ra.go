// Package ra decodes the Remote Assistance Protocol, MS-RA: the messages that
// set up a session (REMOTEDESKTOP_CTL), chat, control commands (RCCOMMAND) and
// file transfer. All of them travel on the static virtual channel "remdesk", or
// on the dynamic channels "RC_CTL", "70", "71" and one for files.
//
// The novice is the RDP server, the expert the RDP client. Numbers are
// little-endian, strings UTF-16LE. What MS-RA leaves open is decided by what
// FreeRDP sends, which interoperates with Windows; the places say so.
package ra

import (
	"slices"

	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/decoders/invitation"
	"github.com/radissect/radissect/decoders/svc"
	"github.com/radissect/radissect/dissect"
)

// Protocol is MS-RA. Its messages are handed over whole, one per message of a
// virtual channel. Chat, control commands and file transfer are named apart:
// "ra.chat", "ra.control" and "ra.file".
var Protocol = &dissect.Protocol{
	Name:         "ra",
	Title:        "Remote Assistance Protocol",
	Specs:        []dissect.Spec{"MS-RA 2.1", "MS-RA 2.2"},
	Rules:        Rules,
	Fields:       slices.Concat(Fields, invitation.StringFields),
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		svc.Channel.Key(channelStatic),
		dvc.Listener.Key(channelDynamic),
		dvc.Listener.Key(channelChat),
		dvc.Listener.Key(channelControl),
		dvc.Listener.Key(channelFile),
		dvc.Form.Key("#.#.#.#.#"), // file transfer that a novice of version 1 starts
		dvc.Form.Key("#.#"),       // "1000.": the same from an expert; others are left alone
	},
	Claim: claim,
	New:   newHandler,
}

// Names of channels, MS-RA 2.1 and 2.2.1.2.
const (
	channelStatic  = "remdesk" // session initialization, static; carries all the others as well
	channelDynamic = "RC_CTL"  // session initialization, dynamic
	channelChat    = "70"
	channelControl = "71"
	channelFile    = "RA_FX" // file transfer, versions 2 and 3
)

// The two sides, as directions of the RDP connection.
const (
	expert = dissect.FromClient
	novice = dissect.FromServer
)
