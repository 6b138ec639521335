package credssp

import "github.com/radissect/radissect/dissect"

var (
	// DERTag is broken by an element of another type than its place allows.
	DERTag = &dissect.Rule{
		ID: "credssp.der-tag", Level: dissect.Malformed, Spec: "MS-CSSP 2.2",
		Title: "An element must have the identifier of its place",
		Doc: "The messages of CredSSP are DER with explicit tags in a fixed order. " +
			"Another identifier means that the bytes are something else; what follows in this structure stays closed.",
		Seen: "decoders/credssp/testdata/der.txtar",
	}
	// DERLength is broken by a length that is indefinite or does not fit.
	DERLength = &dissect.Rule{
		ID: "credssp.der-length", Level: dissect.Malformed, Spec: "MS-CSSP 2.2",
		Title: "A length must be definite and fit its surroundings",
		Doc: "DER wants definite lengths, and an element has to lie in the one around it. " +
			"Parsers that trust such a length read beyond the message.",
		Seen: "decoders/credssp/testdata/der.txtar",
	}
	// Version is broken by a version that does not exist.
	Version = &dissect.Rule{
		ID: "credssp.version", Level: dissect.Must, Spec: "MS-CSSP 2.2.1",
		Title: "version must be 2 to 6",
		Doc: "Receivers treat a higher version as the highest that they know. " +
			"Version 1 was never published.",
		Seen: "decoders/credssp/testdata/version.txtar",
	}
	// NonceLength is broken by a nonce of another length.
	NonceLength = &dissect.Rule{
		ID: "credssp.nonce-length", Level: dissect.Must, Spec: "MS-CSSP 2.2.1",
		Title: "clientNonce must have 32 bytes",
		Doc:   "The nonce goes into the hashes that bind the TLS channel.",
		Seen:  "decoders/credssp/testdata/version.txtar",
	}
	// NoncePresent is broken by a client that leaves the nonce out.
	NoncePresent = &dissect.Rule{
		ID: "credssp.nonce", Level: dissect.Should, Spec: "MS-CSSP 3.1.5",
		Title: "From version 5 on the client should send a nonce with its pubKeyAuth",
		Doc:   "Both sides have version 5 or higher, so that pubKeyAuth is a hash, which needs the nonce.",
		Seen:  "decoders/credssp/testdata/binding.txtar",
	}
	// OldVersion is broken by an exchange below version 5.
	OldVersion = &dissect.Rule{
		ID: "credssp.old-version", Level: dissect.Security, Spec: "MS-CSSP 3.1.5",
		Title: "Both sides use version 5 or higher",
		Doc: "Below version 5 the public key itself is encrypted instead of a hash. " +
			"Somebody in the middle who controls the key can have a chosen message signed (CVE-2018-0886); systems updated since May 2018 have version 6.",
		Seen: "decoders/credssp/testdata/binding.txtar",
	}
	// LastToken is broken by a client that sends its last token alone.
	LastToken = &dissect.Rule{
		ID: "credssp.last-token", Level: dissect.Must, Spec: "MS-CSSP 3.1.5",
		Title: "The last token of the client must come together with pubKeyAuth",
		Doc: "With its last SPNEGO, Kerberos or NTLM message the client must fill in both fields. " +
			"Checked for bare NTLM, where the last message is known.",
		Seen: "decoders/credssp/testdata/phases.txtar",
	}
	// AuthInfoClient is broken by credentials from the server.
	AuthInfoClient = &dissect.Rule{
		ID: "credssp.auth-info-client", Level: dissect.Must, Spec: "MS-CSSP 3.1.5",
		Title: "authInfo must come from the client",
		Doc:   "The client delegates the credentials of its user to the server, never the other way round.",
		Seen:  "decoders/credssp/testdata/phases.txtar",
	}
	// AuthInfoAlone is broken by credentials beside other fields.
	AuthInfoAlone = &dissect.Rule{
		ID: "credssp.auth-info-alone", Level: dissect.Should, Spec: "MS-CSSP 3.1.5",
		Title: "negoTokens and pubKeyAuth should be left out beside authInfo",
		Doc: "The client sends credentials after it has verified the answer of the server, in a message of their own. " +
			"A client that sends them before gives them to anybody.",
		Seen: "decoders/credssp/testdata/phases.txtar",
	}
	// BindingAlone is broken by a server that sends tokens with its answer.
	BindingAlone = &dissect.Rule{
		ID: "credssp.binding-alone", Level: dissect.Should, Spec: "MS-CSSP 3.1.5",
		Title: "negoTokens should be left out beside pubKeyAuth of the server",
		Doc:   "When the server answers with pubKeyAuth, the negotiation is over.",
		Seen:  "decoders/credssp/testdata/phases.txtar",
	}
	// AfterError is broken by a client that goes on.
	AfterError = &dissect.Rule{
		ID: "credssp.after-error", Level: dissect.Must, Spec: "MS-CSSP 3.1.5",
		Title: "After errorCode the client must not send another TSRequest",
		Doc:   "A client that receives errorCode must fail at once with this status and stop.",
		Seen:  "decoders/credssp/testdata/error.txtar",
	}
	// Error is broken by a failure.
	Error = &dissect.Rule{
		ID: "credssp.error", Level: dissect.Note, Spec: "MS-CSSP 2.2.1",
		Title: "The authentication succeeds",
		Doc: "The server reports why it refuses, as an NTSTATUS. " +
			"STATUS_LOGON_FAILURE is a wrong name or password.",
		Seen: "decoders/credssp/testdata/error.txtar",
	}
	// UsesNTLM is broken by an exchange over NTLM.
	UsesNTLM = &dissect.Rule{
		ID: "credssp.ntlm", Level: dissect.Note, Spec: "MS-CSSP 3.1.5",
		Title: "Kerberos is used rather than NTLM",
		Doc: "The server is not authenticated by its name, and the response can be relayed or guessed. " +
			"Clients fall back to NTLM when they address a server by number or find no domain controller.",
		Seen: "decoders/credssp/testdata/phases.txtar",
	}
	// Sealed is broken by a message that does not fit its signature.
	Sealed = &dissect.Rule{
		ID: "credssp.signature", Level: dissect.Security, Spec: "MS-CSSP 2.2.1",
		Title: "pubKeyAuth and authInfo must carry a signature that fits",
		Doc:   "The session key of the authentication is known and the signature is not of this key: the message was changed, or one before it is missing.",
		Seen:  "decoders/credssp/testdata/keyed/signature.txtar",
	}
	// Binding is broken by an answer for another channel.
	Binding = &dissect.Rule{
		ID: "credssp.binding", Level: dissect.Security, Spec: "MS-CSSP 3.1.5",
		Title: "pubKeyAuth must bind the public key of the TLS server",
		Doc: "What the peer encrypted is not the public key of the certificate of this connection, nor the hash of it. " +
			"The two ends do not talk over the same TLS channel: somebody is in the middle.",
		Seen: "decoders/credssp/testdata/keyed/binding.txtar",
	}
	// CredType is broken by a type that does not exist.
	CredType = &dissect.Rule{
		ID: "credssp.cred-type", Level: dissect.Must, Spec: "MS-CSSP 2.2.1.2",
		Title: "credType must be 1, 2 or 6",
		Doc:   "The type says what the credentials are: a password, a smart card, or tickets of Remote Credential Guard.",
		Seen:  "decoders/credssp/testdata/keyed/credentials.txtar",
	}
	// PasswordSent is broken by a client that sends its password.
	PasswordSent = &dissect.Rule{
		ID: "credssp.password", Level: dissect.Note, Spec: "MS-CSSP 2.2.1.2.1",
		Title: "The server gets no password",
		Doc: "The client hands the password of its user to the server, as CredSSP is meant to. " +
			"Restricted administration (empty credentials) and Remote Credential Guard avoid that.",
		Seen: "decoders/credssp/testdata/keyed/good.txtar",
	}
	// AccessDenied is broken by a user who may not log on.
	AccessDenied = &dissect.Rule{
		ID: "credssp.access-denied", Level: dissect.Note, Spec: "MS-RDPBCGR 2.2.10.2",
		Title: "The user has permission to access the server",
		Doc: "The user is known, and is not allowed to log on through RDP. " +
			"The client should drop the connection.",
		Seen: "decoders/credssp/testdata/result.txtar",
	}
	// RDSTLSVersion is broken by another version of RDSTLS.
	RDSTLSVersion = &dissect.Rule{
		ID: "credssp.rdstls-version", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.17.1",
		Title: "Version of an RDSTLS PDU must be 1",
		Doc:   "RDSTLS_VERSION_1 is the only version.",
		Seen:  "decoders/credssp/testdata/rdstls.txtar",
	}
	// RDSTLSSupported is broken by a server that offers other versions.
	RDSTLSSupported = &dissect.Rule{
		ID: "credssp.rdstls-supported", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.17.1",
		Title: "SupportedVersions must be 1",
		Doc:   "RDSTLS_VERSION_1 is the only version that a server can support.",
		Seen:  "decoders/credssp/testdata/rdstls.txtar",
	}
	// RDSTLSResult is broken by a failure.
	RDSTLSResult = &dissect.Rule{
		ID: "credssp.rdstls-result", Level: dissect.Note, Spec: "MS-RDPBCGR 2.2.17.4",
		Title: "The authentication over RDSTLS succeeds",
		Doc:   "The server refuses the redirected connection and says why.",
		Seen:  "decoders/credssp/testdata/rdstls.txtar",
	}
)
