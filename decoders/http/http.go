// Package http decodes HTTP/1.0 and HTTP/1.1 (RFC 9110, RFC 9112): requests and
// responses, their framing, content codings and credentials.
//
// A message of HTTP may be larger than anything worth holding, so it is read in
// parts, each a message of its own for the engine:
//
//   - the head, from the start-line to the empty line ("HTTP request", "HTTP
//     response"); there is one for each request and response, whatever follows;
//   - the body, in pieces of at most 64 KiB ("HTTP body"), or chunk by chunk
//     ("HTTP chunk", "HTTP last chunk" with the trailer section).
//
// Which of these comes next in a direction follows from the head, and for
// responses from the request that they answer (RFC 9112 6.3). Requests wait in
// a queue for their responses, so pipelining and HEAD are read right.
//
// Bodies that somebody wants are put together up to 1 MiB, their codings are
// undone, and what comes out is handed on as one whole message, to the protocol
// bound to the service that was asked for (Service), or to the media type
// (Body). A longer body is handed on cut at that size. Content says what the
// protocol that is handed a body wants to know about it. Bodies of methods that
// are really byte streams (Method) are handed on as streams, as they come.
//
// After a 101 response and in a tunnel made by CONNECT the stream is somebody
// else's: it is given to the protocol bound to the upgrade (Upgrade), or to what
// the probes say.
package http

import (
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

// Upgrade holds the protocols that a 101 response switches to, by their names in
// lower case without version (RFC 9110 7.8): "websocket", "h2c", "tls".
var Upgrade = dissect.NewTable[string]("http.upgrade")

// Method holds the protocols whose byte stream the bodies of a method are:
// "RPC_IN_DATA", "RDG_OUT_DATA". The bodies of requests and responses are the
// two directions of one stream for each exchange.
var Method = dissect.NewTable[string]("http.method")

// Body holds the protocols that read bodies, by media type in lower case
// without parameters: "application/json". Where the type is not bound, its
// structured suffix is asked for (RFC 6839): "+xml", "+json".
var Body = dissect.NewTable[string]("http.content-type")

// Token holds the protocols of credentials and challenges in base64 of the
// schemes NTLM and Negotiate, by scheme in lower case; a token of NTLM is "ntlm"
// in either. Where a scheme is not bound, package spnego tells who reads a token by what it is.
var Token = dissect.NewTable[string]("http.auth-scheme")

// Service holds application protocols that are recognised by what a request
// asks for. The protocol found is handed every head of the exchange, the bytes
// as they are, and then the body, where there is one, in the place of the
// protocol of the media type; Content tells which it is.
var Service = dissect.NewTable[Match]("http.service")

// ports are the server ports that are taken for HTTP when no probe can tell:
// http, http-alt, and WinRM (wsman).
var ports = [...]uint16{80, 8080, 5985}

// Protocol is HTTP/1.0 and HTTP/1.1.
var Protocol = &dissect.Protocol{
	Name:   "http",
	Title:  "Hypertext Transfer Protocol",
	Specs:  []dissect.Spec{"RFC 9110", "RFC 9112", "RFC 1945", "RFC 1950", "RFC 1951", "RFC 1952", "RFC 7616", "RFC 7617", "RFC 4559"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		dissect.TCPPort.Key(ports[0]), dissect.TCPPort.Key(ports[1]), dissect.TCPPort.Key(ports[2]),
		tls.ALPN.Key("http/1.1"), tls.ALPN.Key("http/1.0"),
	},
	Probe: probe,
	New:   newHandler,
}

// The kinds of messages.
var (
	kindRequest   = &dissect.Kind{Name: "HTTP request", Spec: "RFC 9112 3"}
	kindResponse  = &dissect.Kind{Name: "HTTP response", Spec: "RFC 9112 4"}
	kindBody      = &dissect.Kind{Name: "HTTP body", Spec: "RFC 9112 6"}
	kindChunk     = &dissect.Kind{Name: "HTTP chunk", Spec: "RFC 9112 7.1"}
	kindLastChunk = &dissect.Kind{Name: "HTTP last chunk", Spec: "RFC 9112 7.1"}
	kindEmpty     = &dissect.Kind{Name: "HTTP empty line", Spec: "RFC 9112 2.2"}
	kindTunnel    = &dissect.Kind{Name: "HTTP tunnel data", Spec: "RFC 9110 9.3.6"}
	kindFields    = &dissect.Kind{Name: "HTTP field section", Spec: "RFC 9110 5"}
	kindBasic     = &dissect.Kind{Name: "Basic credentials", Spec: "RFC 7617 2"}
)
