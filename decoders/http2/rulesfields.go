package http2

import "github.com/radissect/radissect/dissect"

// Field sections.
var (
	// FieldCase is broken by a name in upper case.
	FieldCase = &dissect.Rule{
		ID: "http2.field-case", Level: dissect.Must, Spec: "RFC 9113 8.2",
		Title: "Field names must be in lower case",
		Doc:   "A message with upper case in a name is malformed (8.2.1). Gateways that copy names from HTTP/1.1 as they are send them.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// FieldName is broken by control characters, spaces and colons in a name.
	FieldName = &dissect.Rule{
		ID: "http2.field-name", Level: dissect.Must, Spec: "RFC 9113 8.2.1",
		Title: "A field name must not hold control characters, spaces or colons",
		Doc:   "A gateway that writes such a name into HTTP/1.1 makes other fields or messages of it: request smuggling.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// FieldValue is broken by NUL, CR or LF in a value.
	FieldValue = &dissect.Rule{
		ID: "http2.field-value", Level: dissect.Must, Spec: "RFC 9113 8.2.1",
		Title: "A field value must not hold NUL, CR or LF",
		Doc:   "A gateway that writes such a value into HTTP/1.1 makes other fields or messages of it: request smuggling. What is handed on has spaces there.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// FieldSpace is broken by white space at the ends of a value.
	FieldSpace = &dissect.Rule{
		ID: "http2.field-space", Level: dissect.Must, Spec: "RFC 9113 8.2.1",
		Title: "A field value must not begin or end with a space or tab",
		Doc:   "In HTTP/1.1 such space is no part of the value, here it would be.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// ConnectionField is broken by Connection and its like.
	ConnectionField = &dissect.Rule{
		ID: "http2.connection-field", Level: dissect.Must, Spec: "RFC 9113 8.2.2",
		Title: "Fields about a connection of HTTP/1.1 must not be sent",
		Doc:   "Connection, Proxy-Connection, Keep-Alive, Transfer-Encoding and Upgrade have no meaning here and make the message malformed. Transfer-Encoding that a gateway passes on leads to request smuggling.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// TE is broken by TE with anything but trailers.
	TE = &dissect.Rule{
		ID: "http2.te", Level: dissect.Must, Spec: "RFC 9113 8.2.2",
		Title: "TE must not hold anything but trailers",
		Doc:   "There are no transfer codings in this version.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// PseudoFirst is broken by a pseudo-header field behind others.
	PseudoFirst = &dissect.Rule{
		ID: "http2.pseudo-first", Level: dissect.Must, Spec: "RFC 9113 8.3",
		Title: "Pseudo-header fields must stand before all others",
		Doc:   "Otherwise the message is malformed.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// PseudoKnown is broken by pseudo-header fields that nobody defines here.
	PseudoKnown = &dissect.Rule{
		ID: "http2.pseudo-known", Level: dissect.Must, Spec: "RFC 9113 8.3",
		Title: "Pseudo-header fields must be those that are defined for a request or response",
		Doc:   "Requests have :method, :scheme, :authority and :path, and :protocol by RFC 8441; responses have :status.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// PseudoOnce is broken by a pseudo-header field that comes twice.
	PseudoOnce = &dissect.Rule{
		ID: "http2.pseudo-once", Level: dissect.Must, Spec: "RFC 9113 8.3",
		Title: "A pseudo-header field must not be repeated",
		Doc:   "Otherwise the message is malformed. What is handed on has the first one.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// PseudoTrailer is broken by a pseudo-header field in a trailer section.
	PseudoTrailer = &dissect.Rule{
		ID: "http2.pseudo-trailer", Level: dissect.Must, Spec: "RFC 9113 8.1",
		Title: "A trailer section must not hold pseudo-header fields",
		Doc:   "Otherwise the message is malformed.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
	// RequestFields is broken by a request without method, scheme or path.
	RequestFields = &dissect.Rule{
		ID: "http2.request-fields", Level: dissect.Must, Spec: "RFC 9113 8.3.1",
		Title: "A request must have :method, :scheme and :path",
		Doc:   "Otherwise the request is malformed. CONNECT has rules of its own.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// Path is broken by a path that does not begin with a slash.
	Path = &dissect.Rule{
		ID: "http2.path", Level: dissect.Must, Spec: "RFC 9113 8.3.1",
		Title: "The path of an http or https URI must begin with a slash",
		Doc:   "It must not be empty; OPTIONS may have an asterisk.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// AuthorityHost is broken by Host that names another authority.
	AuthorityHost = &dissect.Rule{
		ID: "http2.authority-host", Level: dissect.Must, Spec: "RFC 9113 8.3.1",
		Title: "Host must not differ from :authority",
		Doc:   "A server and a gateway before it that take different ones can be played against each other.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// Userinfo is broken by a user name in the authority.
	Userinfo = &dissect.Rule{
		ID: "http2.userinfo", Level: dissect.Must, Spec: "RFC 9113 8.3.1",
		Title: ":authority must not hold a user name or password",
		Doc:   "The userinfo part of http and https URIs is deprecated: it shows credentials to everything on the way.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// ConnectFields is broken by CONNECT with a path.
	ConnectFields = &dissect.Rule{
		ID: "http2.connect-fields", Level: dissect.Must, Spec: "RFC 9113 8.5",
		Title: "CONNECT must have :authority and neither :scheme nor :path",
		Doc:   "Otherwise the request is malformed. CONNECT with :protocol is another request (RFC 8441).",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// HasStatus is broken by a response without status code.
	HasStatus = &dissect.Rule{
		ID: "http2.status", Level: dissect.Must, Spec: "RFC 9113 8.3.2",
		Title: "A response must have :status",
		Doc:   "Otherwise the response is malformed.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// NoUpgrade is broken by a response with status 101.
	NoUpgrade = &dissect.Rule{
		ID: "http2.no-upgrade", Level: dissect.Must, Spec: "RFC 9113 8.6",
		Title: "The status code 101 must not be used",
		Doc:   "HTTP/2 has no Upgrade and does not support Switching Protocols.",
		Seen:  "decoders/http2/testdata/fields.txtar",
	}
	// ContentLength is broken by a body of another length.
	ContentLength = &dissect.Rule{
		ID: "http2.content-length", Level: dissect.Must, Spec: "RFC 9113 8.1.1",
		Title: "Content-Length must be the sum of the DATA frames",
		Doc:   "Otherwise the message is malformed. A gateway that writes it into HTTP/1.1 as it is makes another message of the rest: request smuggling.",
		Seen:  "decoders/http2/testdata/streams.txtar",
	}
)

// Field blocks.
var (
	// BlockEnd is broken by a block that stops too early.
	BlockEnd = &dissect.Rule{
		ID: "http2.block-end", Level: dissect.Malformed, Spec: "RFC 7541 6",
		Title: "A field block must end with a whole representation",
		Doc:   "A length reaches beyond the end of the block. The dynamic table of this direction is not known from here on.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// Integer is broken by an integer without end.
	Integer = &dissect.Rule{
		ID: "http2.integer", Level: dissect.Must, Spec: "RFC 7541 5.1",
		Title: "An integer must not be larger than its receiver can read",
		Doc:   "Lengths and indexes of more than 32 bits are decoding errors. The dynamic table of this direction is not known from here on.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// Index is broken by an index behind the end of the tables.
	Index = &dissect.Rule{
		ID: "http2.index", Level: dissect.Must, Spec: "RFC 7541 2.3.3",
		Title: "An index must lie within the static or the dynamic table",
		Doc:   "An index beyond both, or 0, is a decoding error. The dynamic table of this direction is not known from here on.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// Huffman is broken by a string that is not coded right.
	Huffman = &dissect.Rule{
		ID: "http2.huffman", Level: dissect.Must, Spec: "RFC 7541 5.2",
		Title: "A string in the Huffman code must be whole and padded with the end of EOS",
		Doc:   "Padding of a byte or more, padding with zeros, and EOS itself are decoding errors. The dynamic table of this direction is not known from here on.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// SizeAllowed is broken by a table that is larger than allowed.
	SizeAllowed = &dissect.Rule{
		ID: "http2.table-size", Level: dissect.Must, Spec: "RFC 7541 6.3",
		Title: "A dynamic table must not be larger than SETTINGS_HEADER_TABLE_SIZE of the receiver",
		Doc:   "Without the setting it is 4,096 bytes. A larger one is a decoding error.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// SizePlace is broken by a size update in the middle of a block.
	SizePlace = &dissect.Rule{
		ID: "http2.size-update", Level: dissect.Must, Spec: "RFC 7541 4.2",
		Title: "The size of the dynamic table must be changed at the beginning of a field block",
		Doc:   "Anywhere else a change is a decoding error.",
		Seen:  "decoders/http2/testdata/hpack.txtar",
	}
	// Lost says that fields cannot be named behind a loss.
	Lost = &dissect.Rule{
		ID: "http2.table-lost", Level: dissect.Note, Spec: "RFC 7541 2.3.2",
		Title: "The dynamic table should be known from its beginning",
		Doc:   "Bytes of this direction are missing from the capture, or an earlier block could not be read. Fields that refer to entries of before are not known; entries that came since are.",
		Seen:  "decoders/http2/testdata/missed.txtar",
	}
	// BlockLimit is hit by a block without end.
	BlockLimit = &dissect.Rule{
		ID: "http2.block-limit", Level: dissect.Limit, Spec: "RFC 9113 10.5.1",
		Title: "A field block is at most 256 KiB",
		Doc:   "A sender may go on with CONTINUATION for ever, to exhaust its receiver. The block is given up, and with it the dynamic table of this direction.",
		Seen:  "decoders/http2/limit_test.go",
	}
	// ListLimit is hit by a block that stands for very much.
	ListLimit = &dissect.Rule{
		ID: "http2.list-limit", Level: dissect.Limit, Spec: "RFC 9113 10.5.1",
		Title: "A field section is at most 64 KiB",
		Doc:   "A block of a few bytes can name a large entry of the dynamic table again and again, to exhaust its receiver. Fields beyond the limit are not handed on.",
		Seen:  "decoders/http2/limit_test.go",
	}
	// TableLimit is hit by a very large table.
	TableLimit = &dissect.Rule{
		ID: "http2.table-limit", Level: dissect.Limit, Spec: "RFC 7541 4.2",
		Title: "A dynamic table is kept up to 256 KiB",
		Doc:   "Older entries than that are not known.",
		Seen:  "decoders/http2/limit_test.go",
	}
)
