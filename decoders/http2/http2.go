// Package http2 decodes HTTP/2 (RFC 9113) and its field compression (RFC 7541).
//
// Every frame is a message. Frames that make up a field section are joined to
// its field block, which is a message too; it shows each representation of HPACK
// where it lies. What it says is handed on to package http in the form of
// HTTP/1.1, and so is the content of DATA frames: requests and responses, their
// credentials and bodies are read by the same decoders whatever the version.
//
// HPACK makes each field block depend on all before it. Behind a gap the entries
// of the dynamic table are not known any more; new ones are. Representations
// that refer to an entry of before are counted and named (Lost), the rest of the
// block is read.
package http2

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

// Protocol is HTTP/2.
var Protocol = &dissect.Protocol{
	Name:   "http2",
	Title:  "Hypertext Transfer Protocol, version 2",
	Specs:  []dissect.Spec{"RFC 9113", "RFC 7541", "RFC 8441", "RFC 9218"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{tls.ALPN.Key("h2"), http.Upgrade.Key("h2c")},
	Probe:  probe,
	New:    func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// preface is what the client sends first, RFC 9113 3.4.
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// probe recognises the connection preface of a client, or the SETTINGS frame
// that a server begins with, which may be empty if another frame follows; where
// the start of the connection was missed, also frames that follow each other.
func probe(dir dissect.Dir, b []byte, mid bool) dissect.Verdict {
	v := probeStart(dir, b)
	if v == dissect.No && mid {
		return probeFrames(b)
	}
	return v
}

// probeFrames recognises three frames behind each other, or two that are all
// there is.
func probeFrames(b []byte) dissect.Verdict {
	at := 0
	for n := 1; n <= 3; n++ {
		rest := b[at:]
		if len(rest) == 0 && n == 3 {
			return dissect.Yes
		}
		if len(rest) > 0 && !plausible(rest, maxFrame) {
			return dissect.No
		}
		if len(rest) < headerLength {
			return dissect.More
		}
		var m frame
		m.header(rest)
		if at += headerLength + m.length; at > len(b) && n < 3 {
			return dissect.More
		}
	}
	return dissect.Yes
}

func probeStart(dir dissect.Dir, b []byte) dissect.Verdict {
	if dir == dissect.FromClient {
		n := min(len(b), len(preface))
		switch {
		case string(b[:n]) != preface[:n]:
			return dissect.No
		case n < len(preface):
			return dissect.More
		}
		return dissect.Yes
	}
	for i, x := range b[:min(len(b), headerLength)] {
		if x != 0 && i != 2 && i != 3 || i == 3 && x != typeSettings {
			return dissect.No
		}
	}
	switch {
	case len(b) > 2 && b[2]%settingLength != 0:
		return dissect.No
	case len(b) > 2 && b[2] == 0:
		return probeFrames(b)
	case len(b) < headerLength+2:
		return dissect.More
	}
	if b[headerLength] != 0 || b[headerLength+1] == 0 || b[headerLength+1] > settingLast {
		return dissect.No
	}
	return dissect.Yes
}

// The kinds of messages.
var (
	kindPreface = &dissect.Kind{Name: "connection preface", Spec: "RFC 9113 3.4"}
	kindBlock   = &dissect.Kind{Name: "field block", Spec: "RFC 9113 4.3"}
	kindUnknown = &dissect.Kind{Name: "frame of unknown type", Spec: "RFC 9113 5.5"}

	kindData         = &dissect.Kind{Name: "DATA", Spec: "RFC 9113 6.1"}
	kindHeaders      = &dissect.Kind{Name: "HEADERS", Spec: "RFC 9113 6.2"}
	kindPriority     = &dissect.Kind{Name: "PRIORITY", Spec: "RFC 9113 6.3"}
	kindRstStream    = &dissect.Kind{Name: "RST_STREAM", Spec: "RFC 9113 6.4"}
	kindSettings     = &dissect.Kind{Name: "SETTINGS", Spec: "RFC 9113 6.5"}
	kindPushPromise  = &dissect.Kind{Name: "PUSH_PROMISE", Spec: "RFC 9113 6.6"}
	kindPing         = &dissect.Kind{Name: "PING", Spec: "RFC 9113 6.7"}
	kindGoaway       = &dissect.Kind{Name: "GOAWAY", Spec: "RFC 9113 6.8"}
	kindWindowUpdate = &dissect.Kind{Name: "WINDOW_UPDATE", Spec: "RFC 9113 6.9"}
	kindContinuation = &dissect.Kind{Name: "CONTINUATION", Spec: "RFC 9113 6.10"}
	kindAltSvc       = &dissect.Kind{Name: "ALTSVC", Spec: "RFC 7838 4"}
	kindOrigin       = &dissect.Kind{Name: "ORIGIN", Spec: "RFC 8336 2.1"}
	kindPriorityUp   = &dissect.Kind{Name: "PRIORITY_UPDATE", Spec: "RFC 9218 7.1"}
)
