package http

import "github.com/radissect/radissect/dissect"

// Lines and start-lines.
var (
	// LineEnd is broken by a line that ends with a LF alone.
	LineEnd = &dissect.Rule{
		ID: "http.line-end", Level: dissect.Must, Spec: "RFC 9112 2.1",
		Title: "A line of a head must end with CR LF",
		Doc:   "The grammar of HTTP ends the start-line and every field with CR LF. A recipient may take a LF alone for it (RFC 9112 2.2), so hand-made clients get away with it; recipients that do not may read the rest of the head as one value.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// ExtraCRLF is broken by an empty line before or behind a request.
	ExtraCRLF = &dissect.Rule{
		ID: "http.extra-crlf", Level: dissect.Must, Spec: "RFC 9112 2.2",
		Title: "A request must not be preceded or followed by an empty line",
		Doc:   "A client must not put an extra CR LF before or behind a request; old browsers did behind the body of a POST. Servers skip one such line.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// ExtraLine is broken by an empty line before or behind a response.
	ExtraLine = &dissect.Rule{
		ID: "http.extra-line", Level: dissect.Note, Spec: "RFC 9112 6.3",
		Title: "A response should not be preceded or followed by an empty line",
		Doc:   "What a server sends beyond the length of its last response may be discarded or be held against the next response: clients differ, and response splitting makes use of that. UPnP devices made with libupnp 1.8 end their pages so.",
		Seen:  "decoders/http/testdata/empty.txtar",
	}
	// SpaceBeforeField is broken by white space behind the start-line.
	SpaceBeforeField = &dissect.Rule{
		ID: "http.space-before-field", Level: dissect.Must, Spec: "RFC 9112 2.2",
		Title: "The first field must not be preceded by white space",
		Doc:   "A line that begins with white space directly behind the start-line may be taken for a continued start-line, for a field, or be ignored. Request smuggling makes use of the difference.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// RequestLine is broken by a request-line that is not three words with single spaces.
	RequestLine = &dissect.Rule{
		ID: "http.request-line", Level: dissect.Must, Spec: "RFC 9112 3",
		Title: "A request-line must be method, target and version with single spaces between",
		Doc:   "White space inside of the target, tabs, or several spaces make it a matter of the recipient which resource is meant.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// StatusLine is broken by a status-line without its two spaces.
	StatusLine = &dissect.Rule{
		ID: "http.status-line", Level: dissect.Must, Spec: "RFC 9112 4",
		Title: "A status-line must be version, status code and reason with single spaces between",
		Doc:   "The space behind the status code has to be there even where there is no reason. Clients mostly do not mind.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// Version is broken by anything that is not HTTP/ and two digits.
	Version = &dissect.Rule{
		ID: "http.version", Level: dissect.Must, Spec: "RFC 9112 2.3",
		Title: "The version must be HTTP/, a digit, a dot and a digit",
		Doc:   "Without a version a request is one of HTTP/0.9, which nobody should send any more. Other spellings are refused by some recipients and taken for 1.0 or 1.1 by others.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// StatusCode is broken by a status code that is not of 100 to 599.
	StatusCode = &dissect.Rule{
		ID: "http.status-code", Level: dissect.Must, Spec: "RFC 9110 15",
		Title: "The status code must be three digits from 100 to 599",
		Doc:   "Values outside of the range are invalid; a client that gets one takes it as a 5xx or drops the connection.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
	// Userinfo is broken by a target with a user name in it.
	Userinfo = &dissect.Rule{
		ID: "http.userinfo", Level: dissect.Must, Spec: "RFC 9110 4.2.4",
		Title: "A target URI must not hold a user name or password",
		Doc:   "A sender must not generate the userinfo part of a URI in a message. It shows credentials to everything on the way, and serves to make a link look like one to another host.",
		Seen:  "decoders/http/testdata/lines.txtar",
	}
)

// Fields.
var (
	// Host is broken by a request of HTTP/1.1 without Host.
	Host = &dissect.Rule{
		ID: "http.host", Level: dissect.Must, Spec: "RFC 9112 3.2",
		Title: "A request of HTTP/1.1 must have a Host field",
		Doc:   "The server has to answer 400 where it is missing. Tools that write requests by hand leave it out.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// HostOnce is broken by a second Host field.
	HostOnce = &dissect.Rule{
		ID: "http.host-once", Level: dissect.Must, Spec: "RFC 9112 3.2",
		Title: "A request must not have more than one Host field",
		Doc:   "The server has to answer 400. A proxy and the server behind it that take different ones can be played against each other.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// FieldLine is broken by a line without colon.
	FieldLine = &dissect.Rule{
		ID: "http.field-line", Level: dissect.Must, Spec: "RFC 9112 5",
		Title: "A field must be a name, a colon and a value",
		Doc:   "A line of the head is no field. Recipients ignore it, take it as the end of the head, or refuse the message.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// FieldName is broken by a name that is no token.
	FieldName = &dissect.Rule{
		ID: "http.field-name", Level: dissect.Must, Spec: "RFC 9110 5.1",
		Title: "A field name must be a token",
		Doc:   "The name holds characters that no name may hold. Recipients that drop or replace them see another field than those that do not.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// SpaceBeforeColon is broken by white space behind a field name.
	SpaceBeforeColon = &dissect.Rule{
		ID: "http.space-before-colon", Level: dissect.Must, Spec: "RFC 9112 5.1",
		Title: "No white space must stand between a field name and the colon",
		Doc:   "A server has to answer such a request with 400, a proxy has to remove the space from a response. Differences in handling it have led to request smuggling.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// FieldValue is broken by CR, LF or NUL in a value.
	FieldValue = &dissect.Rule{
		ID: "http.field-value", Level: dissect.Must, Spec: "RFC 9110 5.5",
		Title: "A field value must not hold CR, LF or NUL",
		Doc:   "Such values are invalid and dangerous: implementations differ in how they read on. A recipient has to refuse the message or replace the characters by spaces.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// LineFolding is broken by a value that goes on in a line of its own.
	LineFolding = &dissect.Rule{
		ID: "http.line-folding", Level: dissect.Must, Spec: "RFC 9112 5.2",
		Title: "A field must not be continued on another line",
		Doc:   "Folded lines were legal once and must not be sent any more, except within message/http. A server may refuse them or replace the line end by spaces.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
	// UpgradeField is broken by a 101 response that does not say what comes.
	UpgradeField = &dissect.Rule{
		ID: "http.upgrade-field", Level: dissect.Must, Spec: "RFC 9110 15.2.2",
		Title: "A 101 response must have an Upgrade field",
		Doc:   "It names the protocol that the connection speaks from now on.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// UpgradeOffered is broken by a switch to a protocol that the client did not name.
	UpgradeOffered = &dissect.Rule{
		ID: "http.upgrade-offered", Level: dissect.Must, Spec: "RFC 9110 7.8",
		Title: "A server must not switch to a protocol that the client did not ask for",
		Doc:   "The Upgrade field of the request lists what the client is willing to speak. The response names something else.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// Challenge is broken by a 401 response without challenge.
	Challenge = &dissect.Rule{
		ID: "http.challenge", Level: dissect.Must, Spec: "RFC 9110 15.5.2",
		Title: "A 401 response must have a WWW-Authenticate field",
		Doc:   "Without a challenge the client cannot know how to authenticate. Applications that use 401 for a login of their own forget it.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// ProxyChallenge is broken by a 407 response without challenge.
	ProxyChallenge = &dissect.Rule{
		ID: "http.proxy-challenge", Level: dissect.Must, Spec: "RFC 9110 15.5.8",
		Title: "A 407 response must have a Proxy-Authenticate field",
		Doc:   "Without a challenge the client cannot know how to authenticate to the proxy.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// Allow is broken by a 405 response that does not list the methods.
	Allow = &dissect.Rule{
		ID: "http.allow", Level: dissect.Must, Spec: "RFC 9110 15.5.6",
		Title: "A 405 response must have an Allow field",
		Doc:   "The origin server has to list the methods that the resource supports. Many frameworks leave it out.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// ExpectContent is broken by an expectation without content.
	ExpectContent = &dissect.Rule{
		ID: "http.expect-content", Level: dissect.Must, Spec: "RFC 9110 10.1.1",
		Title: "A request without content must not expect 100-continue",
		Doc:   "The client asks whether to send a body and has none.",
		Seen:  "decoders/http/testdata/fields.txtar",
	}
)
