// Package ssdp decodes SSDP, the discovery of UPnP Device Architecture 1.0
// (section 1) and 1.1: heads of HTTP in UDP datagrams, to the multicast address
// 239.255.255.250:1900 or ff0x::c, and responses to the port that a search came
// from.
//
// Heads are read by package http, without its rules: a datagram is no
// connection, and HOST, lengths and codings mean nothing here.
package ssdp

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// port is where multicast messages go, UPnP 1.0 1.
const port = 1900

// Protocol is SSDP.
var Protocol = &dissect.Protocol{
	Name:   "ssdp",
	Title:  "Simple Service Discovery Protocol",
	Specs:  []dissect.Spec{"UPnP 1.0 1", "UPnP 1.1 1"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{dissect.UDPPort.Key(port)},
	Claim:  claim,
	New:    func(c *dissect.Conversation) dissect.Handler { return newHandler(c) },
}

// The kinds of messages.
var (
	kindAlive    = &dissect.Kind{Name: "NOTIFY ssdp:alive", Spec: "UPnP 1.0 1.1.2"}
	kindByeBye   = &dissect.Kind{Name: "NOTIFY ssdp:byebye", Spec: "UPnP 1.0 1.1.3"}
	kindUpdate   = &dissect.Kind{Name: "NOTIFY ssdp:update", Spec: "UPnP 1.1 1.2.4"}
	kindSearch   = &dissect.Kind{Name: "M-SEARCH", Spec: "UPnP 1.0 1.2.2"}
	kindResponse = &dissect.Kind{Name: "M-SEARCH response", Spec: "UPnP 1.0 1.2.3"}
	kindOther    = &dissect.Kind{Name: "other SSDP message", Spec: "UPnP 1.0 1"}
	kindNone     = &dissect.Kind{Name: "no SSDP message", Spec: "UPnP 1.0 1"}
)

// leaves are the fields of header values, by name in lower case.
var leaves = map[string]*dissect.Field{
	"host": fHost, "cache-control": fCacheControl, "location": fLocation, "nt": fNT, "nts": fNTS, "server": fServer,
	"usn": fUSN, "man": fMAN, "mx": fMX, "st": fST, "ext": fEXT, "date": fDate, "user-agent": fUserAgent,
}

// claim knows SSDP in a datagram between any ports: a response to a search, which
// goes from any port to any, or a message that says what it is. Other protocols
// of discovery have the same methods.
func claim(b []byte) bool {
	search, notify := starts(b, "M-SEARCH * HTTP/1."), starts(b, "NOTIFY * HTTP/1.")
	if !search && !notify && !starts(b, "HTTP/1.1 200") && !starts(b, "HTTP/1.0 200") {
		return false
	}
	var h http.Head
	h.Read(dissect.NewCursor(b, nil))
	if search {
		v, _ := h.Field("man")
		return string(v) == `"ssdp:discover"`
	}
	if notify {
		v, _ := h.Field("nts")
		return len(v) > 5 && string(v[:5]) == "ssdp:"
	}
	_, usn := h.Field("usn")
	_, st := h.Field("st")
	return usn && st
}

func starts(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
