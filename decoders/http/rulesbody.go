package http

import "github.com/radissect/radissect/dissect"

// The length of the body.
var (
	// ContentLength is broken by a length that is not a number.
	ContentLength = &dissect.Rule{
		ID: "http.content-length", Level: dissect.Must, Spec: "RFC 9110 8.6",
		Title: "Content-Length must be a decimal number",
		Doc:   "The framing of the message is invalid (RFC 9112 6.3): a server answers 400 and closes, a client discards the response. Signs, blanks and hexadecimal digits are read by some recipients all the same.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// ContentLengths is broken by two lengths that differ.
	ContentLengths = &dissect.Rule{
		ID: "http.content-lengths", Level: dissect.Security, Spec: "RFC 9112 6.3",
		Title: "All lengths of a message must be equal",
		Doc:   "Recipients that take different ones disagree where the next message begins: request smuggling. Both readings are kept: the message is read to the smaller length, and up to the greater one where no message begins there.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// LengthAndCoding is broken by Content-Length beside Transfer-Encoding.
	LengthAndCoding = &dissect.Rule{
		ID: "http.length-and-coding", Level: dissect.Security, Spec: "RFC 9112 6.3",
		Title: "A message with Transfer-Encoding must not have Content-Length",
		Doc:   "A sender must not send both (RFC 9112 6.2). The transfer coding counts; a recipient that takes the length instead sees other messages: request smuggling or response splitting.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// LengthForbidden is broken by Content-Length in a response that has no body.
	LengthForbidden = &dissect.Rule{
		ID: "http.length-forbidden", Level: dissect.Must, Spec: "RFC 9110 8.6",
		Title: "A 1xx or 204 response must not have Content-Length",
		Doc:   "These responses end with their head. A length of zero beside 204 is common and harmless; any other misleads recipients that believe it.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// CodingForbidden is broken by Transfer-Encoding in a response that has no body.
	CodingForbidden = &dissect.Rule{
		ID: "http.coding-forbidden", Level: dissect.Must, Spec: "RFC 9112 6.1",
		Title: "A 1xx or 204 response must not have Transfer-Encoding",
		Doc:   "These responses end with their head. A client that waits for chunks hangs, or takes the next response for them.",
		Seen:  "decoders/http/testdata/status.txtar",
	}
	// CodingVersion is broken by a transfer coding in HTTP/1.0.
	CodingVersion = &dissect.Rule{
		ID: "http.coding-version", Level: dissect.Must, Spec: "RFC 9112 6.1",
		Title: "A message of HTTP/1.0 must not have Transfer-Encoding",
		Doc:   "HTTP/1.0 does not know transfer codings. A recipient has to take the framing as faulty and close the connection after the message, since a recipient of the older version on the way has read it differently.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// ChunkedLast is broken by a transfer coding behind chunked, or a request without chunked.
	ChunkedLast = &dissect.Rule{
		ID: "http.chunked-last", Level: dissect.Must, Spec: "RFC 9112 6.1",
		Title: "Chunked must be the last transfer coding",
		Doc:   "Where it is not the last, the length of the message cannot be told: a server has to answer 400, a client has to read up to the end of the connection. Recipients that look for the word chunked anywhere, or that know misspellings of it, read differently.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// ChunkedOnce is broken by chunked twice.
	ChunkedOnce = &dissect.Rule{
		ID: "http.chunked-once", Level: dissect.Must, Spec: "RFC 9112 6.1",
		Title: "Chunked must be applied only once",
		Doc:   "A sender must not apply the chunked coding to a body that is chunked. It is undone once here, as recipients do.",
		Seen:  "decoders/http/testdata/length.txtar",
	}
	// ChunkSize is broken by a chunk whose size is not a hexadecimal number.
	ChunkSize = &dissect.Rule{
		ID: "http.chunk-size", Level: dissect.Must, Spec: "RFC 9112 7.1",
		Title: "A chunk must begin with its size in hexadecimal digits",
		Doc:   "The framing of the body is lost here. Recipients that skip blanks and signs, or cut off what does not fit into their integers, read on at different places.",
		Seen:  "decoders/http/testdata/chunks.txtar",
	}
	// ChunkEnd is broken by a chunk that is not followed by CR LF.
	ChunkEnd = &dissect.Rule{
		ID: "http.chunk-end", Level: dissect.Must, Spec: "RFC 9112 7.1",
		Title: "A chunk must end with CR LF",
		Doc:   "Behind the data of a chunk stands something else than CR LF. Recipients that skip two bytes without looking, or look for the next LF, read on at different places.",
		Seen:  "decoders/http/testdata/chunks.txtar",
	}
	// TrailerField is broken by a trailer field that must be known earlier.
	TrailerField = &dissect.Rule{
		ID: "http.trailer-field", Level: dissect.Must, Spec: "RFC 9110 6.5.1",
		Title: "A trailer must not hold fields for framing, routing or authentication",
		Doc:   "Such fields are needed before the body is read. A recipient that merges the trailer into the head changes what the message means after the fact.",
		Seen:  "decoders/http/testdata/chunks.txtar",
	}
)

// The content, and credentials.
var (
	// ContentCoding is broken by content that is not what its coding says.
	ContentCoding = &dissect.Rule{
		ID: "http.content-coding", Level: dissect.Malformed, Spec: "RFC 9110 8.4.1",
		Title: "Content must be in the coding that its field names",
		Doc:   "The data cannot be decoded, or fails its checksum. What came out of it before the error is handed on, as cut.",
		Seen:  "decoders/http/testdata/coding.txtar",
	}
	// AuthToken is broken by credentials that are not base64.
	AuthToken = &dissect.Rule{
		ID: "http.auth-token", Level: dissect.Must, Spec: "RFC 9110 11.2",
		Title: "The token of an authentication scheme must be base64",
		Doc:   "Basic, NTLM and Negotiate carry their data in base64. This cannot be decoded, so the peer cannot read it either.",
		Seen:  "decoders/http/testdata/auth.txtar",
	}
	// BasicColon is broken by Basic credentials without colon.
	BasicColon = &dissect.Rule{
		ID: "http.basic-colon", Level: dissect.Must, Spec: "RFC 7617 2",
		Title: "Basic credentials must be a user-id, a colon and a password",
		Doc:   "Without a colon there is no password. What there is, is shown as the user-id.",
		Seen:  "decoders/http/testdata/auth.txtar",
	}
	// BasicClear is broken by Basic credentials that anybody can read.
	BasicClear = &dissect.Rule{
		ID: "http.basic-clear", Level: dissect.Security, Spec: "RFC 7617 4",
		Title: "Basic credentials should not be sent without TLS",
		Doc:   "The Basic scheme sends user name and password in clear. Everybody on the way can read them and use them again.",
		Seen:  "decoders/http/testdata/auth.txtar",
	}
	// AuthClear is broken by credentials of other schemes on a connection that anybody can read.
	AuthClear = &dissect.Rule{
		ID: "http.auth-clear", Level: dissect.Security, Spec: "RFC 9110 17.16.1",
		Title: "Credentials should not be sent without TLS",
		Doc:   "HTTP itself protects no credentials. Tokens (Bearer, Shared) can be used again by everybody on the way; answers to a challenge (Digest, NTLM, Negotiate) can be attacked offline or relayed, and what follows can be read and changed under the name of who authenticated.",
		Seen:  "decoders/http/testdata/auth.txtar",
	}
	// HeadLimit is hit by a head without end.
	HeadLimit = &dissect.Rule{
		ID: "http.head-limit", Level: dissect.Limit, Spec: "RFC 9112 2.2",
		Title: "A head is at most 256 KiB",
		Doc:   "No end of the head was found in 256 KiB. What was read is shown; reading goes on at the next start-line.",
		Seen:  "decoders/http/limit_test.go",
	}
	// BodyLimit is hit by a body that is handed on cut.
	BodyLimit = &dissect.Rule{
		ID: "http.body-limit", Level: dissect.Limit, Spec: "RFC 9112 6",
		Title: "A body that is handed on is at most 1 MiB",
		Doc:   "The body is longer, or in more pieces, than what is put together for the decoder of its content. That decoder was given the first part of it.",
		Seen:  "decoders/http/limit_test.go",
	}
	// InflateLimit is hit by content that grows too much.
	InflateLimit = &dissect.Rule{
		ID: "http.inflate-limit", Level: dissect.Limit, Spec: "RFC 9110 8.4.1",
		Title: "Content is decompressed to at most 4 MiB",
		Doc:   "Decompression was stopped: a small body grows into a very large one. Such bodies are made to exhaust whoever unpacks them.",
		Seen:  "decoders/http/limit_test.go",
	}
	// PipelineLimit is hit by requests that are never answered.
	PipelineLimit = &dissect.Rule{
		ID: "http.pipeline-limit", Level: dissect.Limit, Spec: "RFC 9112 9.3.2",
		Title: "At most 128 requests wait for their responses",
		Doc:   "More requests were sent without a response in between. The oldest are forgotten, so responses may not be paired with their requests from here on.",
		Seen:  "decoders/http/limit_test.go",
	}
)
