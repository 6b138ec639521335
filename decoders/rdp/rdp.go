// Package rdp reads the core of the Remote Desktop Protocol: what travels on the
// I/O channel and the message channel of MCS (MS-RDPBCGR 2.2.1.10 to 2.2.1.22,
// 2.2.2 to 2.2.5 and 2.2.7 to 2.2.16), with capability sets of MS-RDPEGDI,
// MS-RDPERP and MS-RDPRFX, and the fast-path PDUs (MS-RDPBCGR 2.2.8.1.2 and
// 2.2.9.1.2), which take the place of TPKT. Graphics stay closed.
//
// Two protocols live here: Protocol reads whole payloads of MCS, FastPath reads
// the stream beside TPKT. Both, and the static channels of package svc, share
// the state of the connection, see Of.
package rdp

import (
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/tpkt"
	"github.com/radissect/radissect/dissect"
)

// Protocol is RDP on the I/O and message channels.
var Protocol = &dissect.Protocol{
	Name:         "rdp",
	Title:        "Remote Desktop Protocol: core",
	Specs:        []dissect.Spec{"MS-RDPBCGR 2.2", "MS-RDPEGDI 2.2.1", "MS-RDPERP 2.2.1.1", "MS-RDPRFX 2.2.1", "T.128 8"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds: []dissect.Bind{
		mcs.Data.Key(mcs.IOChannel),
		mcs.Data.Key(mcs.MessageChannel),
	},
	Claim: claim,
	New:   newHandler,
}

// FastPath is RDP without TPKT, X.224 and MCS: input events of the client and
// updates of the server. Its rules, fields and kinds are declared with Protocol.
var FastPath = &dissect.Protocol{
	Name:  "rdp.fastpath",
	Title: "Remote Desktop Protocol: fast-path",
	Specs: []dissect.Spec{"MS-RDPBCGR 2.2.8.1.2", "MS-RDPBCGR 2.2.9.1.2"},
	Binds: []dissect.Bind{tpkt.FastPath.Key(struct{}{})},
	New:   func(c *dissect.Conversation) dissect.Handler { return &fastHandler{conv: c} },
}
