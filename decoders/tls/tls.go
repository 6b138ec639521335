// Package tls decodes TLS 1.0 to 1.3 and SSL 3.0 (RFC 8446, RFC 5246, RFC 4346,
// RFC 2246, RFC 6101): the record layer, handshake messages with their
// extensions and certificates, alerts; and it opens the records of connections
// whose secrets are at hand. What is inside is handed on as a stream of its own.
package tls

import (
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// ALPN holds the protocols that are negotiated inside of a connection by their
// names in the IANA registry (RFC 7301 6): "http/1.1".
var ALPN = dissect.NewTable[string]("tls.alpn")

// Protocol is TLS.
var Protocol = &dissect.Protocol{
	Name:   "tls",
	Title:  "Transport Layer Security",
	Specs:  []dissect.Spec{"RFC 8446", "RFC 5246", "RFC 4346", "RFC 2246", "RFC 6101", "MS-RDPBCGR 5.4.5.1"},
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
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, layers: []*layer{newLayer(0)}}
	},
}
