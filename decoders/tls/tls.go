// Package tls frames the record layer of TLS (RFC 8446 5.1, RFC 5246 6.2.1).
// Fragments stay closed.
package tls

import (
	"encoding/binary"

	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// Protocol is the TLS record layer.
var Protocol = &dissect.Protocol{
	Name:   "tls",
	Title:  "Transport Layer Security",
	Specs:  []dissect.Spec{"RFC 8446 5.1", "RFC 5246 6.2.1", "MS-RDPBCGR 5.4.5.1"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		x224.External.Key(x224.ProtocolSSL),
		x224.External.Key(x224.ProtocolHybrid),
		x224.External.Key(x224.ProtocolRDSTLS),
		x224.External.Key(x224.ProtocolHybridEx),
		x224.External.Key(x224.ProtocolRDSAAD),
	},
	Probe: probe,
	New:   func(*dissect.Conversation) dissect.Handler { return &handler{} },
}

// Content types, RFC 8446 5.1.
const (
	changeCipherSpec = 20
	alert            = 21
	handshake        = 22
	applicationData  = 23
)

const (
	headerLength = 5
	// maxFragment is the longest ciphertext: 2^14 + 2048 bytes (RFC 5246 6.2.3).
	maxFragment = 1<<14 + 2048
)

// A Record is one record, RFC 8446 5.1.
type Record struct {
	Type    uint8
	Version uint16
	Length  uint16
	First   uint8 // first byte of the fragment
}

// Decode reads the record.
func (m *Record) Decode(c *dissect.Cursor) {
	m.Type = c.U8(fType)
	switch m.Type {
	case changeCipherSpec:
		c.Is(kindChangeCipherSpec)
	case alert:
		c.Is(kindAlert)
	case handshake:
		c.Is(kindHandshake)
	case applicationData:
		c.Is(kindApplicationData)
	}
	m.Version = c.U16(fVersion)
	m.Length = c.U16(fLength)
	m.First = c.PeekU8(0)
	if m.Length > 0 {
		c.Closed(fFragment, int(m.Length))
	}
}

// frame tells the length of the record that b starts with.
func frame(b []byte) int {
	switch {
	case len(b) > 0 && (b[0] < changeCipherSpec || b[0] > applicationData),
		len(b) > 1 && b[1] != 3,
		len(b) > 2 && b[2] > 4:
		return dissect.Lost
	case len(b) < headerLength:
		return 0
	}
	n := int(binary.BigEndian.Uint16(b[3:]))
	if n > maxFragment || n == 0 && b[0] != applicationData {
		return dissect.Lost
	}
	return headerLength + n
}

// probe recognises a record. A connection starts with a handshake or an alert.
func probe(_ dissect.Dir, b []byte, mid bool) dissect.Verdict {
	if len(b) > 0 && !mid && b[0] != handshake && b[0] != alert {
		return dissect.No
	}
	switch frame(b) {
	case dissect.Lost:
		return dissect.No
	case 0:
		return dissect.More
	}
	return dissect.Yes
}
