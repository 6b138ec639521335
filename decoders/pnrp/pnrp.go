// Package pnrp decodes the Peer Name Resolution Protocol, version 4.0 (MS-PNRP):
// the messages of its clouds, the buffers that AUTHORITY messages carry in
// fragments, Certified Peer Addresses, and extended payloads. Identifiers, hashes
// and signatures are worked out again from the bytes where they allow it.
//
// Integers are in network order, but for the Encoded CPA, SIGNATURE, PAYLOAD and
// EXTENDED_PAYLOAD, which are little-endian.
package pnrp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// port is the one that nodes should use (MS-PNRP 2.1).
const port = 3540

// lowestPort is the lowest that they may use (MS-PNRP 2.1).
const lowestPort = 1024

// Protocol is PNRP. No port is bound to it: peers find out the ports of each other
// (2.1), and the first datagram of a conversation tells.
var Protocol = &dissect.Protocol{
	Name:         "pnrp",
	Title:        "Peer Name Resolution Protocol",
	Specs:        []dissect.Spec{"MS-PNRP 2.2"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{dissect.UDPContent.Key("pnrp")},
	Claim:        claim,
	New:          func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// The kinds of messages, MS-PNRP 2.2.2.
var (
	kindSolicit   = &dissect.Kind{Name: "SOLICIT", Spec: "MS-PNRP 2.2.2.1"}
	kindAdvertise = &dissect.Kind{Name: "ADVERTISE", Spec: "MS-PNRP 2.2.2.2"}
	kindRequest   = &dissect.Kind{Name: "REQUEST", Spec: "MS-PNRP 2.2.2.3"}
	kindFlood     = &dissect.Kind{Name: "FLOOD", Spec: "MS-PNRP 2.2.2.4"}
	kindInquire   = &dissect.Kind{Name: "INQUIRE", Spec: "MS-PNRP 2.2.2.5"}
	kindAuthority = &dissect.Kind{Name: "AUTHORITY", Spec: "MS-PNRP 2.2.2.6"}
	kindBuffer    = &dissect.Kind{Name: "AUTHORITY_BUFFER", Spec: "MS-PNRP 2.2.2.6.1"}
	kindAck       = &dissect.Kind{Name: "ACK", Spec: "MS-PNRP 2.2.2.7"}
	kindLookup    = &dissect.Kind{Name: "LOOKUP", Spec: "MS-PNRP 2.2.2.8"}
	kindUnknown   = &dissect.Kind{Name: "message of an unknown type", Spec: "MS-PNRP 2.2.1"}
	kindOther     = &dissect.Kind{Name: "other datagram", Spec: "MS-PNRP 2.2.1"}
)

// A MessageType is the byte of that name in the PNRP Header, MS-PNRP 2.2.1.
type MessageType uint8

// The message types.
const (
	TypeSolicit   MessageType = 0x01
	TypeAdvertise MessageType = 0x02
	TypeRequest   MessageType = 0x03
	TypeFlood     MessageType = 0x04
	TypeInquire   MessageType = 0x07
	TypeAuthority MessageType = 0x08
	TypeAck       MessageType = 0x09
	TypeLookup    MessageType = 0x0B

	typeBuffer MessageType = 0 // no message: an AUTHORITY_BUFFER
)

// kinds are the kinds by message type, nil where there is none.
var kinds = [...]*dissect.Kind{
	TypeSolicit: kindSolicit, TypeAdvertise: kindAdvertise, TypeRequest: kindRequest, TypeFlood: kindFlood,
	TypeInquire: kindInquire, TypeAuthority: kindAuthority, TypeAck: kindAck, TypeLookup: kindLookup,
}

func kindOf(t MessageType) *dissect.Kind {
	if int(t) < len(kinds) {
		return kinds[t]
	}
	return nil
}

// headerLength is the PNRP Header, MS-PNRP 2.2.1, in bytes.
const headerLength = 12

// isHeader reports whether b starts with a PNRP Header, whatever its version and
// type: FieldID PNRP_HEADER, its length, and the Identifier.
func isHeader(b []byte) bool {
	return len(b) >= headerLength && binary.BigEndian.Uint32(b) == uint32(fieldHeader)<<16|headerLength && b[4] == identifier
}

// claim reports whether b can only be a PNRP message. Eight bytes of the header
// have one value or eight, and so has the element behind it: FieldID and Length of
// the one that the message type begins with.
func claim(b []byte) bool {
	if !isHeader(b) || b[5] != versionMajor || b[6] != versionMinor || len(b) < headerLength+4 {
		return false
	}
	id, n := FieldID(binary.BigEndian.Uint16(b[12:])), int(binary.BigEndian.Uint16(b[14:]))
	switch MessageType(b[7]) {
	case TypeSolicit:
		return id == fieldSolicitControls && n == 6 || id == fieldHashedNonce && n == 24 || id == fieldRoutingEntry && n >= 4+routeHead
	case TypeAdvertise, TypeAuthority, TypeAck:
		return id == fieldHeaderAcked && n == 8
	case TypeRequest:
		return id == fieldNonce && n == 20
	case TypeFlood:
		return id == fieldFloodControls && n == 7
	case TypeInquire:
		return id == fieldFlags && n == 6
	case TypeLookup:
		return id == fieldLookupControls && n == 12
	}
	return false
}
