package http

import "github.com/radissect/radissect/dissect"

// The start-line.
var (
	fCRLF        = &dissect.Field{Name: "CRLF", Spec: "RFC 9112 2.1", Base: dissect.Bytes}
	fRequestLine = &dissect.Field{Name: "request-line", Spec: "RFC 9112 3", Base: dissect.Group}
	fStatusLine  = &dissect.Field{Name: "status-line", Spec: "RFC 9112 4", Base: dissect.Group}
	fMethod      = &dissect.Field{Name: "method", Spec: "RFC 9112 3.1", Base: dissect.Text}
	fTarget      = &dissect.Field{Name: "request-target", Spec: "RFC 9112 3.2", Base: dissect.Text}
	fVersion     = &dissect.Field{Name: "HTTP-version", Spec: "RFC 9112 2.3", Base: dissect.Text}
	fStatusCode  = &dissect.Field{Name: "status-code", Spec: "RFC 9112 4", Base: dissect.Text}
	fReason      = &dissect.Field{Name: "reason-phrase", Spec: "RFC 9112 4", Base: dissect.Text}
	fSP          = &dissect.Field{Name: "SP", Spec: "RFC 9112 3", Base: dissect.Bytes}
)

// Header fields and trailer fields.
var (
	fFieldLine  = &dissect.Field{Name: "field-line", Spec: "RFC 9112 5", Base: dissect.Group}
	fFieldName  = &dissect.Field{Name: "field-name", Spec: "RFC 9110 5.1", Base: dissect.Text}
	fColon      = &dissect.Field{Name: "colon", Spec: "RFC 9112 5", Base: dissect.Bytes}
	fFieldValue = &dissect.Field{Name: "field-value", Spec: "RFC 9110 5.5", Base: dissect.Text}
	fNoField    = &dissect.Field{Name: "line without field", Spec: "RFC 9112 5", Base: dissect.Text}

	fAuthScheme  = &dissect.Field{Name: "auth-scheme", Spec: "RFC 9110 11.1", Base: dissect.Text}
	fCredentials = &dissect.Field{Name: "credentials", Spec: "RFC 9110 11.4", Base: dissect.Text, Secret: true}
	fAuthParam   = &dissect.Field{Name: "auth-param", Spec: "RFC 9110 11.2", Base: dissect.Text}
	fAuthSecret  = &dissect.Field{Name: "auth-param", Spec: "RFC 7616 3.4", Base: dissect.Text, Secret: true}
	fChallenge   = &dissect.Field{Name: "challenge", Spec: "RFC 9110 11.3", Base: dissect.Text}
	fCookie      = &dissect.Field{Name: "cookie", Spec: "RFC 6265 4", Base: dissect.Text, Secret: true}
	fComma       = &dissect.Field{Name: "comma", Spec: "RFC 9110 5.6.1", Base: dissect.Bytes}
)

// The body.
var (
	fMessageBody = &dissect.Field{Name: "message-body", Spec: "RFC 9112 6", Base: dissect.Bytes}
	fChunkSize   = &dissect.Field{Name: "chunk-size", Spec: "RFC 9112 7.1", Base: dissect.Text}
	fChunkExt    = &dissect.Field{Name: "chunk-ext", Spec: "RFC 9112 7.1.1", Base: dissect.Text}
	fChunkData   = &dissect.Field{Name: "chunk-data", Spec: "RFC 9112 7.1", Base: dissect.Bytes}
	fTrailer     = &dissect.Field{Name: "trailer-section", Spec: "RFC 9112 7.1.2", Base: dissect.Group}
	fTunnel      = &dissect.Field{Name: "tunnel data", Spec: "RFC 9110 9.3.6", Base: dissect.Bytes}
	fUnframed    = &dissect.Field{Name: "rest of the head", Spec: "RFC 9112 2.2", Base: dissect.Bytes}
)

// The user-pass of the Basic scheme, once decoded.
var (
	fUserID   = &dissect.Field{Name: "user-id", Spec: "RFC 7617 2", Base: dissect.Text}
	fPassword = &dissect.Field{Name: "password", Spec: "RFC 7617 2", Base: dissect.Text, Secret: true}
)
