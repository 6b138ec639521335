package tls

import "github.com/radissect/radissect/dissect"

var (
	fType     = &dissect.Field{Name: "type", Spec: "RFC 8446 5.1", Names: typeNames}
	fVersion  = &dissect.Field{Name: "legacy_record_version", Spec: "RFC 8446 5.1", Base: dissect.Hex, Names: versionNames}
	fLength   = &dissect.Field{Name: "length", Spec: "RFC 8446 5.1"}
	fFragment = &dissect.Field{Name: "fragment", Spec: "RFC 8446 5.1", Base: dissect.Bytes}
)

var (
	kindChangeCipherSpec = &dissect.Kind{Name: "TLS ChangeCipherSpec", Spec: "RFC 5246 7.1"}
	kindAlert            = &dissect.Kind{Name: "TLS Alert", Spec: "RFC 8446 6"}
	kindHandshake        = &dissect.Kind{Name: "TLS Handshake", Spec: "RFC 8446 4"}
	kindApplicationData  = &dissect.Kind{Name: "TLS Application Data", Spec: "RFC 8446 5.1"}
)

var typeNames = &dissect.Names{Values: map[uint64]string{
	changeCipherSpec: "change_cipher_spec", alert: "alert", handshake: "handshake", applicationData: "application_data",
}}

var versionNames = &dissect.Names{Values: map[uint64]string{
	0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", 0x0303: "TLS 1.2", 0x0304: "TLS 1.3",
}}

// handshakeNames holds HandshakeType, RFC 8446 4 and RFC 5246 7.4.
var handshakeNames = &dissect.Names{Values: map[uint64]string{
	0: "hello_request", 1: "client_hello", 2: "server_hello", 4: "new_session_ticket", 5: "end_of_early_data",
	8: "encrypted_extensions", 11: "certificate", 12: "server_key_exchange", 13: "certificate_request",
	14: "server_hello_done", 15: "certificate_verify", 16: "client_key_exchange", 20: "finished",
	22: "certificate_status", 24: "key_update",
}}
