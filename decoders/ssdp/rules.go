package ssdp

import "github.com/radissect/radissect/dissect"

// The rules.
var (
	// Alive is broken by an ssdp:alive that leaves one of the header fields out.
	Alive = &dissect.Rule{
		ID: "ssdp.alive", Req: "RXAD-UPNP-1", Level: dissect.Must, Spec: "UPnP 1.0 1.1.2",
		Title: "ssdp:alive must have CACHE-CONTROL with max-age, LOCATION, NT, NTS and USN",
		Doc:   "A control point learns from them what is there, where it is described, and for how long that holds. Without them it ignores the device.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
	// MaxAge is broken by an advertisement that holds for less than half an hour.
	MaxAge = &dissect.Rule{
		ID: "ssdp.max-age", Level: dissect.Should, Spec: "UPnP 1.0 1.1.2",
		Title: "max-age should be 1800 seconds or more",
		Doc:   "A device has to repeat its advertisements before they expire; short times make for much multicast traffic. Media servers and home automation devices often announce less.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
	// ByeBye is broken by an ssdp:byebye that does not say who goes.
	ByeBye = &dissect.Rule{
		ID: "ssdp.byebye", Level: dissect.Must, Spec: "UPnP 1.0 1.1.3",
		Title: "ssdp:byebye must have NT, NTS and USN",
		Doc:   "It revokes the advertisement with the same NT and USN.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
	// Update is broken by an ssdp:update that leaves one of the header fields out.
	Update = &dissect.Rule{
		ID: "ssdp.update", Level: dissect.Must, Spec: "UPnP 1.1 1.2.4",
		Title: "ssdp:update must have LOCATION, NT, NTS and USN",
		Doc:   "Devices of UPnP 1.1 send it before they change their addresses or descriptions.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
	// Search is broken by an M-SEARCH without its header fields.
	Search = &dissect.Rule{
		ID: "ssdp.search", Req: "RXAD-UPNP-2", Level: dissect.Must, Spec: "UPnP 1.0 1.2.2",
		Title: "M-SEARCH must have MAN \"ssdp:discover\" in quotes, MX and ST",
		Doc:   "Devices ignore a search without them. A search that goes to one device alone needs no MX (UPnP 1.1 1.3.2): its HOST field tells.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
	// Response is broken by a response that leaves one of the header fields out.
	Response = &dissect.Rule{
		ID: "ssdp.response", Level: dissect.Must, Spec: "UPnP 1.0 1.2.3",
		Title: "A response must have CACHE-CONTROL with max-age, EXT, LOCATION, ST and USN",
		Doc:   "EXT confirms that MAN was understood, and is empty. Small devices leave it out.",
		Seen:  "decoders/ssdp/testdata/ssdp.txtar",
	}
)
