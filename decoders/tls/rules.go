package tls

import "github.com/radissect/radissect/dissect"

var (
	// ContentType is broken by a record of an unknown type.
	ContentType = &dissect.Rule{
		ID: "tls.content-type", Level: dissect.Must, Spec: "RFC 8446 5",
		Title: "The type of a record must be one that is known",
		Doc:   "Records are change_cipher_spec, alert, handshake, application_data or heartbeat. A peer that gets another type ends the connection with unexpected_message. Noise that is taken for TLS, and fuzzers, send others.",
		Seen:  "decoders/tls/testdata/content-type.txtar",
	}
	// RecordVersion is broken by a record with another version than was negotiated.
	RecordVersion = &dissect.Rule{
		ID: "tls.record-version", Level: dissect.Must, Spec: "RFC 8446 5.1",
		Title: "The version of a record must be that of the connection",
		Doc:   "After the hello of the server every record names the version that was negotiated, 3.3 for TLS 1.3. Receivers of TLS 1.3 ignore the field, older ones end the connection with protocol_version.",
		Seen:  "decoders/tls/testdata/record-version.txtar",
	}
	// PlaintextLength is broken by a record that is too long and not protected.
	PlaintextLength = &dissect.Rule{
		ID: "tls.plaintext-length", Level: dissect.Must, Spec: "RFC 8446 5.1",
		Title: "A record without protection must not be longer than 16,384 bytes",
		Doc:   "The fragment of a record holds at most 2^14 bytes. A receiver ends the connection with record_overflow.",
		Seen:  "decoders/tls/testdata/plaintext-length.txtar",
	}
	// CiphertextLength is broken by a protected record that is too long.
	CiphertextLength = &dissect.Rule{
		ID: "tls.ciphertext-length", Level: dissect.Must, Spec: "RFC 8446 5.2",
		Title: "A protected record must not be longer than its version allows",
		Doc:   "Protection may add 256 bytes to the 2^14 of the content in TLS 1.3 and 2,048 before. A receiver ends the connection with record_overflow.",
		Seen:  "decoders/tls/testdata/ciphertext-length.txtar",
	}
	// PlainTooLong is broken by an opened record that is too long.
	PlainTooLong = &dissect.Rule{
		ID: "tls.opened-length", Level: dissect.Must, Spec: "RFC 8446 5.4",
		Title: "The content of a protected record must not be longer than 16,384 bytes",
		Doc:   "What comes out of the protection holds at most 2^14 bytes, in TLS 1.3 with one more for the type. It shows only where the record was opened. A receiver ends the connection with record_overflow.",
		Seen:  "decoders/tls/testdata/opened-length.txtar",
	}
	// InnerType is broken by an opened record of zeros.
	InnerType = &dissect.Rule{
		ID: "tls.inner-type", Level: dissect.Must, Spec: "RFC 8446 5.4",
		Title: "An opened record must hold its content type",
		Doc:   "In TLS 1.3 the type of the content follows it, before any padding with zeros. A record of nothing but zeros has no type; its receiver ends the connection with unexpected_message. It shows only where the record was opened.",
		Seen:  "pcaps/tls/inner-type.pcapng",
	}
	// RecordTag is broken by a record that does not verify.
	RecordTag = &dissect.Rule{
		ID: "tls.record-tag", Level: dissect.Malformed, Spec: "RFC 8446 5.2",
		Title: "A protected record must carry the right tag or MAC",
		Doc:   "The secret that belongs to this connection was given, and yet the record does not verify: it was altered or damaged on its way, the capture is wrong, or the secret is of another connection with the same client random. Receivers end the connection with bad_record_mac. The record stays closed.",
		Seen:  "pcaps/tls/record-tag.pcapng",
	}
	// EmptyFragment is broken by an empty record.
	EmptyFragment = &dissect.Rule{
		ID: "tls.empty-fragment", Level: dissect.Must, Spec: "RFC 8446 5.1",
		Title: "A record of handshake, alert or change_cipher_spec must not be empty",
		Doc:   "Only application data may come in records without content. Empty ones of the other types cost the receiver work and bring nothing, so they are forbidden.",
		Seen:  "decoders/tls/testdata/empty-fragment.txtar",
	}
	// ChangeCipherSpecValue is broken by another value or length.
	ChangeCipherSpecValue = &dissect.Rule{
		ID: "tls.change-cipher-spec", Level: dissect.Must, Spec: "RFC 5246 7.1",
		Title: "A change_cipher_spec must be the single byte 1",
		Doc:   "The message has one byte with one value. In TLS 1.3, where it only serves middleboxes, a receiver ends the connection with unexpected_message for any other.",
		Seen:  "decoders/tls/testdata/change-cipher-spec.txtar",
	}
	// AlertLevel is broken by an alert with another level.
	AlertLevel = &dissect.Rule{
		ID: "tls.alert-level", Level: dissect.Must, Spec: "RFC 8446 6",
		Title: "The level of an alert must be warning or fatal",
		Doc:   "Alerts are warnings (1) or fatal (2). Another value is a decoding error, or an encrypted alert that is taken for a plain one because the start of the connection is missing.",
		Seen:  "decoders/tls/testdata/alert-level.txtar",
	}
	// HeartbeatLength is broken by a request that asks for more than it brings.
	HeartbeatLength = &dissect.Rule{
		ID: "tls.heartbeat-length", Level: dissect.Security, Spec: "RFC 6520 4",
		Title: "A heartbeat message must hold the payload that it announces",
		Doc:   "payload_length and 16 bytes of padding have to fit into the message, else it must be discarded. A request that announces more than it brings is the attack known as Heartbleed (CVE-2014-0160): a vulnerable server answers with what lies behind the request in its memory.",
		Seen:  "decoders/tls/testdata/heartbeat-length.txtar",
	}
	// HandshakeType is broken by a handshake message of an unknown type.
	HandshakeType = &dissect.Rule{
		ID: "tls.handshake-type", Level: dissect.Must, Spec: "RFC 8446 4",
		Title: "The type of a handshake message must be one that is known",
		Doc:   "A receiver ends the connection with unexpected_message for types it does not know.",
		Seen:  "decoders/tls/testdata/handshake-type.txtar",
	}
	// HandshakeInterleaved is broken by a record of another type inside of a message.
	HandshakeInterleaved = &dissect.Rule{
		ID: "tls.handshake-interleaved", Level: dissect.Must, Spec: "RFC 8446 5.1",
		Title: "Nothing must come between the fragments of a handshake message",
		Doc:   "A handshake message may be cut into several records, but no record of another type may stand between them. What there was of the message is dropped.",
		Seen:  "decoders/tls/testdata/handshake-interleaved.txtar",
	}
	// SSL2Hello is broken by a hello in the old format.
	SSL2Hello = &dissect.Rule{
		ID: "tls.ssl2-hello", Level: dissect.Security, Spec: "RFC 6176 3",
		Title: "A client must not send a hello in the format of SSL 2.0",
		Doc:   "Clients of the nineties opened with a hello that servers of SSL 2.0 could read as well. It cannot carry extensions, and servers that take it may be talked into SSL 2.0, which is broken. Scanners send it to find such servers.",
		Seen:  "decoders/tls/testdata/ssl2-hello.txtar",
	}
	// SessionIDLength is broken by a longer session id.
	SessionIDLength = &dissect.Rule{
		ID: "tls.session-id-length", Level: dissect.Must, Spec: "RFC 8446 4.1.2",
		Title: "A session id must not be longer than 32 bytes",
		Doc:   "legacy_session_id holds 0 to 32 bytes. A receiver ends the connection with decode_error.",
		Seen:  "decoders/tls/testdata/session-id-length.txtar",
	}
	// CipherSuitesLength is broken by an empty list or an odd length.
	CipherSuitesLength = &dissect.Rule{
		ID: "tls.cipher-suites-length", Level: dissect.Must, Spec: "RFC 8446 4.1.2",
		Title: "A client must offer at least one cipher suite of two bytes",
		Doc:   "The list has at least two bytes and an even number of them. A receiver ends the connection with decode_error.",
		Seen:  "decoders/tls/testdata/cipher-suites-length.txtar",
	}
	// CompressionNull is broken by a list without null.
	CompressionNull = &dissect.Rule{
		ID: "tls.compression-null", Level: dissect.Must, Spec: "RFC 5246 7.4.1.2",
		Title: "A client must offer the null compression method",
		Doc:   "Every list of compression methods contains 0, so that both sides can always agree on no compression. Servers refuse a hello without it.",
		Seen:  "decoders/tls/testdata/compression-null.txtar",
	}
	// LegacyCompression is broken by another method beside TLS 1.3.
	LegacyCompression = &dissect.Rule{
		ID: "tls.legacy-compression", Level: dissect.Must, Spec: "RFC 8446 4.1.2",
		Title: "A client that offers TLS 1.3 must offer no compression but null",
		Doc:   "TLS 1.3 has no compression; the list is the single byte 0. A server that speaks TLS 1.3 ends the connection with illegal_parameter.",
		Seen:  "decoders/tls/testdata/legacy-compression.txtar",
	}
	// LegacyVersion is broken by another value beside TLS 1.3.
	LegacyVersion = &dissect.Rule{
		ID: "tls.legacy-version", Level: dissect.Must, Spec: "RFC 8446 4.1.2",
		Title: "legacy_version must be 3.3 where TLS 1.3 is offered or selected",
		Doc:   "The real versions stand in supported_versions; the old field is frozen at that of TLS 1.2, because middleboxes choke on others.",
		Seen:  "decoders/tls/testdata/legacy-version.txtar",
	}
	// PSKLast is broken by an extension behind pre_shared_key.
	PSKLast = &dissect.Rule{
		ID: "tls.psk-last", Level: dissect.Must, Spec: "RFC 8446 4.2.11",
		Title: "pre_shared_key must be the last extension of a ClientHello",
		Doc:   "The binders in it are made over everything before them, so nothing may follow. A server ends the connection with illegal_parameter.",
		Seen:  "decoders/tls/testdata/psk-last.txtar",
	}
	// ExtensionRepeated is broken by two extensions of one type.
	ExtensionRepeated = &dissect.Rule{
		ID: "tls.extension-repeated", Level: dissect.Must, Spec: "RFC 8446 4.2",
		Title: "A list of extensions must hold each type once",
		Doc:   "Two extensions of one type in one list leave it to the receiver which of them counts. Receivers end the connection.",
		Seen:  "decoders/tls/testdata/extension-repeated.txtar",
	}
	// SuiteOffered is broken by a suite that was not offered.
	SuiteOffered = &dissect.Rule{
		ID: "tls.suite-offered", Level: dissect.Must, Spec: "RFC 8446 4.1.3",
		Title: "A server must select a cipher suite that the client offered",
		Doc:   "The client ends the connection with illegal_parameter when the suite was not in its list. The finding names the suite selected.",
		Seen:  "decoders/tls/testdata/suite-offered.txtar",
	}
	// VersionOffered is broken by a version that was not offered.
	VersionOffered = &dissect.Rule{
		ID: "tls.version-offered", Level: dissect.Must, Spec: "RFC 8446 4.2.1",
		Title: "A server must select a version that the client offered",
		Doc:   "With supported_versions the version has to be in that list, without it no newer than legacy_version. The client ends the connection with illegal_parameter or protocol_version.",
		Seen:  "decoders/tls/testdata/version-offered.txtar",
	}
	// SessionEcho is broken by another session id.
	SessionEcho = &dissect.Rule{
		ID: "tls.session-echo", Level: dissect.Must, Spec: "RFC 8446 4.1.3",
		Title: "A server of TLS 1.3 must repeat the session id of the client",
		Doc:   "legacy_session_id_echo is what the client sent, whatever that was. The client ends the connection with illegal_parameter when it is not.",
		Seen:  "decoders/tls/testdata/session-echo.txtar",
	}
	// ExtensionOffered is broken by an extension that nobody asked for.
	ExtensionOffered = &dissect.Rule{
		ID: "tls.extension-offered", Level: dissect.Must, Spec: "RFC 8446 4.2",
		Title: "A server must answer only extensions that the client sent",
		Doc:   "Extensions of a ServerHello answer those of the ClientHello; only renegotiation_info may answer a signalling cipher suite, and a cookie needs no question. The client ends the connection with unsupported_extension.",
		Seen:  "decoders/tls/testdata/extension-offered.txtar",
	}
	// DowngradeSentinel is broken by the mark of a downgrade.
	DowngradeSentinel = &dissect.Rule{
		ID: "tls.downgrade", Level: dissect.Security, Spec: "RFC 8446 4.1.3",
		Title: "A client that offers TLS 1.3 must not be given an older version by a server that knows it",
		Doc:   "The last eight bytes of the server's random say that the server speaks TLS 1.3 but was asked for less, while this client did ask for TLS 1.3. Somebody between them changed the hello, or a middlebox copied the random of another connection. The client ends the connection with illegal_parameter.",
		Seen:  "decoders/tls/testdata/downgrade.txtar",
	}
	// VersionOld is broken by SSL 3.0, TLS 1.0 and TLS 1.1.
	VersionOld = &dissect.Rule{
		ID: "tls.version-old", Level: dissect.Security, Spec: "RFC 8996 2",
		Title: "A connection must not use a version before TLS 1.2",
		Doc:   "TLS 1.0 and 1.1 rest on MD5 and SHA-1 and must not be used since 2021; SSL 3.0 is broken (RFC 7568). Old Windows versions and appliances still select them.",
		Seen:  "decoders/tls/testdata/version-old.txtar",
	}
	// CipherNull is broken by a suite with a NULL cipher.
	CipherNull = &dissect.Rule{
		ID: "tls.cipher-null", Level: dissect.Security, Spec: "RFC 9325 4.1",
		Title: "A cipher suite must encrypt",
		Doc:   "The suite has a MAC at most: everybody on the way can read the content, and so does radissect.",
		Seen:  "decoders/tls/testdata/cipher-null.txtar",
	}
	// CipherAnonymous is broken by an anonymous key exchange.
	CipherAnonymous = &dissect.Rule{
		ID: "tls.cipher-anonymous", Level: dissect.Security, Spec: "RFC 5246 F.1.1.1",
		Title: "A cipher suite must authenticate the server",
		Doc:   "With an anonymous key exchange nobody proves who he is: whoever sits between the peers can read and change everything.",
		Seen:  "decoders/tls/testdata/cipher-anonymous.txtar",
	}
	// CipherExport is broken by an export suite.
	CipherExport = &dissect.Rule{
		ID: "tls.cipher-export", Level: dissect.Security, Spec: "RFC 9325 4.1",
		Title: "A cipher suite must not be one made weak for export",
		Doc:   "Keys of 40 or 56 bits are found by trying within hours or less. The suites were made for export from the USA before 2000 (attacks known as FREAK and Logjam rest on them).",
		Seen:  "decoders/tls/testdata/cipher-export.txtar",
	}
	// CipherRC4 is broken by a suite with RC4.
	CipherRC4 = &dissect.Rule{
		ID: "tls.cipher-rc4", Level: dissect.Security, Spec: "RFC 7465 2",
		Title: "A cipher suite must not use RC4",
		Doc:   "The key stream of RC4 is biased, so that cookies and passwords sent often enough can be recovered. Peers must not offer, select or accept it.",
		Seen:  "decoders/tls/testdata/cipher-rc4.txtar",
	}
	// CipherShortBlock is broken by a suite with blocks of eight bytes.
	CipherShortBlock = &dissect.Rule{
		ID: "tls.cipher-short-block", Level: dissect.Security, Spec: "RFC 9325 4.1",
		Title: "A cipher suite should not use blocks of 64 bits",
		Doc:   "3DES, DES, RC2 and IDEA have blocks of 64 bits; after some gigabytes under one key, equal blocks give plain text away (the attack known as Sweet32).",
		Seen:  "decoders/tls/testdata/cipher-short-block.txtar",
	}
	// ForwardSecrecy is broken by RSA key exchange.
	ForwardSecrecy = &dissect.Rule{
		ID: "tls.forward-secrecy", Level: dissect.Note, Spec: "RFC 9325 4.1",
		Title: "A key exchange should be forward secret",
		Doc:   "With RSA key exchange whoever gets the private key of the server opens everything that was ever recorded; radissect does so with --rsa-key. Current advice is not to negotiate it.",
		Seen:  "decoders/tls/testdata/forward-secrecy.txtar",
	}
	// Compression is broken by a compression method other than null.
	Compression = &dissect.Rule{
		ID: "tls.compression", Level: dissect.Security, Spec: "RFC 9325 3.3",
		Title: "A connection must not compress what it encrypts",
		Doc:   "The length of compressed records tells whether a guess is part of the secret beside it (the attack known as CRIME). TLS 1.3 has removed compression.",
		Seen:  "decoders/tls/testdata/compression.txtar",
	}
	// RenegotiationUnsafe is broken by a renegotiation without renegotiation_info.
	RenegotiationUnsafe = &dissect.Rule{
		ID: "tls.renegotiation", Level: dissect.Security, Spec: "RFC 5746 4.1",
		Title: "A handshake inside of a connection must be tied to the one before",
		Doc:   "The connection is renegotiated, but the server never showed that it knows renegotiation_info. An attacker can put requests of his own in front of those of the client (CVE-2009-3555).",
		Seen:  "decoders/tls/testdata/renegotiation.txtar",
	}
	// KeyShort is broken by a short RSA key in a certificate of the server.
	KeyShort = &dissect.Rule{
		ID: "tls.key-short", Level: dissect.Security, Spec: "RFC 9325 4.1",
		Title: "An RSA key of a server must have 2,048 bits or more",
		Doc:   "Keys of 1,024 bits and less are within reach of large attackers, those of 512 bits of anybody.",
		Seen:  "decoders/tls/testdata/key-short.txtar",
	}
	// CertificateDates is broken by a certificate that has expired or is not valid yet.
	CertificateDates = &dissect.Rule{
		ID: "tls.certificate-dates", Level: dissect.Security, Spec: "RFC 5280 4.1.2.5",
		Title: "A certificate of a server must be valid at the time of the capture",
		Doc:   "The time of the packet lies before notBefore or after notAfter. Clients that check refuse it or ask their user; users who are used to such questions do not see an attack. A wrong clock of the capturing host gives the same picture.",
		Seen:  "pcaps/tls/certificate-dates.pcap",
	}
	// SelfSigned is broken by a certificate that its subject issued.
	SelfSigned = &dissect.Rule{
		ID: "tls.self-signed", Level: dissect.Note, Spec: "RFC 5280 3.2",
		Title: "The certificate of a server should be issued by somebody else",
		Doc:   "Issuer and subject are the same: nobody vouches for the key. This is the normal state of Windows hosts for RDP, which make such a certificate themselves, and unusual for web servers. Whether the signature is its own was not checked.",
		Seen:  "decoders/tls/testdata/self-signed.txtar",
	}
	// CertificateSHA1 is broken by a certificate with an old signature.
	CertificateSHA1 = &dissect.Rule{
		ID: "tls.certificate-sha1", Level: dissect.Security, Spec: "RFC 9155 2",
		Title: "A certificate must not be signed with MD5 or SHA-1",
		Doc:   "For both hashes, texts with the same hash can be made, and with MD5 certificates have been forged that way. Self-issued certificates are left out: nobody relies on their signature.",
		Seen:  "decoders/tls/testdata/certificate-sha1.txtar",
	}
	// SignatureSHA1 is broken by a ServerKeyExchange that is signed with an old hash.
	SignatureSHA1 = &dissect.Rule{
		ID: "tls.signature-sha1", Level: dissect.Security, Spec: "RFC 9155 4",
		Title: "A server must not sign its key exchange with MD5 or SHA-1",
		Doc:   "In TLS 1.2 the server names hash and signature of its ServerKeyExchange. With MD5 or SHA-1 an attacker may find a collision while the handshake lasts (the attack known as SLOTH).",
		Seen:  "decoders/tls/testdata/signature-sha1.txtar",
	}
)
