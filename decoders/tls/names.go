package tls

import "github.com/radissect/radissect/dissect"

// alertNames are the descriptions of alerts, RFC 8446 6.
var alertNames = &dissect.Names{Values: map[uint64]string{
	0x00: "close_notify",
	0x01: "end_of_early_data (drafts)",
	0x0a: "unexpected_message",
	0x14: "bad_record_mac",
	0x15: "decryption_failed_RESERVED",
	0x16: "record_overflow",
	0x1e: "decompression_failure",
	0x28: "handshake_failure",
	0x29: "no_certificate_RESERVED",
	0x2a: "bad_certificate",
	0x2b: "unsupported_certificate",
	0x2c: "certificate_revoked",
	0x2d: "certificate_expired",
	0x2e: "certificate_unknown",
	0x2f: "illegal_parameter",
	0x30: "unknown_ca",
	0x31: "access_denied",
	0x32: "decode_error",
	0x33: "decrypt_error",
	0x3c: "export_restriction_RESERVED",
	0x46: "protocol_version",
	0x47: "insufficient_security",
	0x50: "internal_error",
	0x56: "inappropriate_fallback",
	0x5a: "user_canceled",
	0x64: "no_renegotiation",
	0x6d: "missing_extension",
	0x6e: "unsupported_extension",
	0x6f: "certificate_unobtainable_RESERVED",
	0x70: "unrecognized_name",
	0x71: "bad_certificate_status_response",
	0x72: "bad_certificate_hash_value_RESERVED",
	0x73: "unknown_psk_identity",
	0x74: "certificate_required",
	0x78: "no_application_protocol",
	0x79: "ech_required",
}}

// handshakeNames are the types of handshake messages, RFC 8446 4 and 11.
var handshakeNames = &dissect.Names{Values: map[uint64]string{
	0x00: "hello_request",
	0x01: "client_hello",
	0x02: "server_hello",
	0x03: "hello_verify_request",
	0x04: "new_session_ticket",
	0x05: "end_of_early_data",
	0x06: "hello_retry_request",
	0x08: "encrypted_extensions",
	0x0b: "certificate",
	0x0c: "server_key_exchange",
	0x0d: "certificate_request",
	0x0e: "server_hello_done",
	0x0f: "certificate_verify",
	0x10: "client_key_exchange",
	0x14: "finished",
	0x15: "certificate_url",
	0x16: "certificate_status",
	0x17: "supplemental_data",
	0x18: "key_update",
	0x19: "compressed_certificate",
	0x43: "next_proto",
	0xcb: "channel_id",
	0xfe: "message_hash",
}}

// levelNames are the levels of alerts, RFC 8446 6.
var levelNames = &dissect.Names{Values: map[uint64]string{
	0x01: "warning",
	0x02: "fatal",
}}

// contentNames are the content types of records, RFC 8446 5.1 and RFC 6520 3.
var contentNames = &dissect.Names{Values: map[uint64]string{
	0x14: "change_cipher_spec",
	0x15: "alert",
	0x16: "handshake",
	0x17: "application_data",
	0x18: "heartbeat",
}}

// versionNames are the protocol versions, RFC 8446 4.2.1 and RFC 8701 2.
var versionNames = &dissect.Names{Values: map[uint64]string{
	0x0002: "SSL 2.0",
	0x0300: "SSL 3.0",
	0x0301: "TLS 1.0",
	0x0302: "TLS 1.1",
	0x0303: "TLS 1.2",
	0x0304: "TLS 1.3",
	0x0a0a: "GREASE",
	0x1a1a: "GREASE",
	0x2a2a: "GREASE",
	0x3a3a: "GREASE",
	0x4a4a: "GREASE",
	0x5a5a: "GREASE",
	0x6a6a: "GREASE",
	0x7a7a: "GREASE",
	0x7f0e: "TLS 1.3 draft 14",
	0x7f0f: "TLS 1.3 draft 15",
	0x7f10: "TLS 1.3 draft 16",
	0x7f11: "TLS 1.3 draft 17",
	0x7f12: "TLS 1.3 draft 18",
	0x7f13: "TLS 1.3 draft 19",
	0x7f14: "TLS 1.3 draft 20",
	0x7f15: "TLS 1.3 draft 21",
	0x7f16: "TLS 1.3 draft 22",
	0x7f17: "TLS 1.3 draft 23",
	0x7f18: "TLS 1.3 draft 24",
	0x7f19: "TLS 1.3 draft 25",
	0x7f1a: "TLS 1.3 draft 26",
	0x7f1b: "TLS 1.3 draft 27",
	0x7f1c: "TLS 1.3 draft 28",
	0x8a8a: "GREASE",
	0x9a9a: "GREASE",
	0xaaaa: "GREASE",
	0xbaba: "GREASE",
	0xcaca: "GREASE",
	0xdada: "GREASE",
	0xeaea: "GREASE",
	0xfafa: "GREASE",
}}

// compressionNames are the compression methods, RFC 5246 7.4.1.2, RFC 3749 2
// and RFC 3943 2.
var compressionNames = &dissect.Names{Values: map[uint64]string{
	0x00: "null",
	0x01: "DEFLATE",
	0x40: "LZS",
}}

// curveTypeNames are the types of curve parameters, RFC 8422 5.4.
var curveTypeNames = &dissect.Names{Values: map[uint64]string{
	0x01: "explicit_prime",
	0x02: "explicit_char2",
	0x03: "named_curve",
}}

// pointFormatNames are the forms of points, RFC 8422 5.1.2.
var pointFormatNames = &dissect.Names{Values: map[uint64]string{
	0x00: "uncompressed",
	0x01: "ansiX962_compressed_prime",
	0x02: "ansiX962_compressed_char2",
}}

// clientCertificateNames are the types of client certificates, RFC 5246 7.4.4 and
// RFC 8422 5.5.
var clientCertificateNames = &dissect.Names{Values: map[uint64]string{
	0x01: "rsa_sign",
	0x02: "dss_sign",
	0x03: "rsa_fixed_dh",
	0x04: "dss_fixed_dh",
	0x05: "rsa_ephemeral_dh_RESERVED",
	0x06: "dss_ephemeral_dh_RESERVED",
	0x14: "fortezza_dms_RESERVED",
	0x40: "ecdsa_sign",
	0x41: "rsa_fixed_ecdh",
	0x42: "ecdsa_fixed_ecdh",
}}

// pskModeNames are the ways of using a pre-shared key, RFC 8446 4.2.9.
var pskModeNames = &dissect.Names{Values: map[uint64]string{
	0x00: "psk_ke",
	0x01: "psk_dhe_ke",
}}

// keyUpdateNames say whether a key update is to be answered, RFC 8446 4.6.3.
var keyUpdateNames = &dissect.Names{Values: map[uint64]string{
	0x00: "update_not_requested",
	0x01: "update_requested",
}}

// statusTypeNames are the types of certificate status, RFC 6066 8 and RFC 6961 2.2.
var statusTypeNames = &dissect.Names{Values: map[uint64]string{
	0x01: "ocsp",
	0x02: "ocsp_multi",
}}

// nameTypeNames are the types of server names, RFC 6066 3.
var nameTypeNames = &dissect.Names{Values: map[uint64]string{
	0x00: "host_name",
}}

// heartbeatNames are the types of heartbeat messages, RFC 6520 3.
var heartbeatNames = &dissect.Names{Values: map[uint64]string{
	0x01: "heartbeat_request",
	0x02: "heartbeat_response",
}}

// heartbeatModeNames are the modes of the heartbeat extension, RFC 6520 2.
var heartbeatModeNames = &dissect.Names{Values: map[uint64]string{
	0x01: "peer_allowed_to_send",
	0x02: "peer_not_allowed_to_send",
}}

// maxFragmentNames are the lengths that can be negotiated, RFC 6066 4.
var maxFragmentNames = &dissect.Names{Values: map[uint64]string{
	0x01: "2^9",
	0x02: "2^10",
	0x03: "2^11",
	0x04: "2^12",
}}

// compressCertificateNames are the algorithms of compressed certificates, RFC 8879 7.3.
var compressCertificateNames = &dissect.Names{Values: map[uint64]string{
	0x01: "zlib",
	0x02: "brotli",
	0x03: "zstd",
}}

// certificateTypeNames are the types of certificates, RFC 7250 3.
var certificateTypeNames = &dissect.Names{Values: map[uint64]string{
	0x00: "X509",
	0x01: "OpenPGP_RESERVED",
	0x02: "RawPublicKey",
}}
