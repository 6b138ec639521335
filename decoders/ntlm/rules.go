package ntlm

import "github.com/radissect/radissect/dissect"

var (
	// Signature is broken by a token that is not of NTLM.
	Signature = &dissect.Rule{
		ID: "ntlm.signature", Level: dissect.Malformed, Spec: "MS-NLMP 2.2.1",
		Title: "A message must begin with NTLMSSP and a zero byte",
		Doc: "Every message starts with this signature of eight bytes. " +
			"A token without it was handed to the wrong mechanism or is damaged; it stays closed.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// MessageType is broken by a type that does not exist.
	MessageType = &dissect.Rule{
		ID: "ntlm.message-type", Level: dissect.Malformed, Spec: "MS-NLMP 2.2.1",
		Title: "MessageType must be 1, 2 or 3",
		Doc: "NTLM has three messages: NEGOTIATE, CHALLENGE and AUTHENTICATE. " +
			"The rest of another one stays closed.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// BufferOutside is broken by a field of the payload that does not lie in the message.
	BufferOutside = &dissect.Rule{
		ID: "ntlm.buffer-outside", Level: dissect.Malformed, Spec: "MS-NLMP 2.2.1",
		Title: "A field of the payload must lie within the message",
		Doc: "Length and offset of a field point beyond the end of the message. " +
			"The field is not read. " +
			"Implementations that trust them read memory that is not theirs.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// BufferOverlap is broken by two fields of the payload that share bytes.
	BufferOverlap = &dissect.Rule{
		ID: "ntlm.buffer-overlap", Level: dissect.Malformed, Spec: "MS-NLMP 2.2.1",
		Title: "A field of the payload must not overlap others or the header",
		Doc: "The payload is a sequence of fields in any order. " +
			"No known implementation lets two of them share bytes; the second is not read.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// Charset is broken by a message that chooses no character set.
	Charset = &dissect.Rule{
		ID: "ntlm.charset", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "NegotiateFlags must have the Unicode or the OEM flag",
		Doc: "Text is Unicode if the first flag is set, else OEM if the second is. " +
			"With neither, the receiver must return SEC_E_INVALID_TOKEN.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// FlagsReserved is broken by a message with an unused flag set.
	FlagsReserved = &dissect.Rule{
		ID: "ntlm.flags-reserved", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "The unused bits of NegotiateFlags must be zero",
		Doc: "Nine bits have no meaning and must be zero. " +
			"Windows sets 0x00004000 when client and server are the same machine; other values come from old or foreign implementations.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// AlwaysSign is broken by a negotiation without the flag.
	AlwaysSign = &dissect.Rule{
		ID: "ntlm.always-sign", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "NTLMSSP_NEGOTIATE_ALWAYS_SIGN must be set in NEGOTIATE and CHALLENGE",
		Doc: "With the flag a session key is made even where nothing is signed or sealed, so that the MIC can be computed. " +
			"Small client libraries leave it out.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// NTLMFlag is broken by a negotiation without the flag.
	NTLMFlag = &dissect.Rule{
		ID: "ntlm.ntlm-flag", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "NTLMSSP_NEGOTIATE_NTLM must be set in NEGOTIATE and CHALLENGE",
		Doc: "The flag asks for session security of NTLM. " +
			"Without it only LAN Manager remains.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// TargetType is broken by a server that claims to be both.
	TargetType = &dissect.Rule{
		ID: "ntlm.target-type", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "A CHALLENGE must not have both target types",
		Doc: "TargetName is the name of a server or that of a domain. " +
			"If one flag is set, the other must not be.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// ESSAlone is broken by a server that returns both flags.
	ESSAlone = &dissect.Rule{
		ID: "ntlm.ess-alone", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "A CHALLENGE must not have NTLMSSP_NEGOTIATE_LM_KEY beside extended session security",
		Doc: "The two exclude each other. " +
			"If a client asks for both, extended session security alone must be returned.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// TargetSupplied is broken by a server that leaves TargetName out.
	TargetSupplied = &dissect.Rule{
		ID: "ntlm.target-supplied", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "With NTLMSSP_REQUEST_TARGET a CHALLENGE must contain TargetName",
		Doc: "The flag says that a target name is given: the domain of the server, or its own name. " +
			"Clients choose the account by it.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// SignReturned is broken by a server that drops signing.
	SignReturned = &dissect.Rule{
		ID: "ntlm.sign-returned", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "A server must return NTLMSSP_NEGOTIATE_SIGN to a client that sends it",
		Doc:   "A client that asks for signatures and gets none has been talked out of them, by the server or by somebody between.",
		Seen:  "decoders/ntlm/testdata/returned.txtar",
	}
	// SealReturned is broken by a server that drops sealing.
	SealReturned = &dissect.Rule{
		ID: "ntlm.seal-returned", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.5",
		Title: "A server must return NTLMSSP_NEGOTIATE_SEAL to a client that sends it",
		Doc:   "A client that asks for encryption and gets none has been talked out of it, by the server or by somebody between.",
		Seen:  "decoders/ntlm/testdata/returned.txtar",
	}
	// ReservedZero is broken by a server that fills the field.
	ReservedZero = &dissect.Rule{
		ID: "ntlm.challenge-reserved", Level: dissect.Must, Spec: "MS-NLMP 2.2.1.2",
		Title: "Reserved of a CHALLENGE must be zero",
		Doc: "The eight bytes must be zero when sent and are ignored. " +
			"In local authentication Windows puts the handle of a context there.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// VersionZero is broken by a message with a version that nobody asked for.
	VersionZero = &dissect.Rule{
		ID: "ntlm.version-zero", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.10",
		Title: "Without NTLMSSP_NEGOTIATE_VERSION, VERSION must be zero",
		Doc: "The version is for debugging and only filled in when negotiated. " +
			"It tells which system the peer runs.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// Revision is broken by another revision of NTLMSSP.
	Revision = &dissect.Rule{
		ID: "ntlm.revision", Level: dissect.Should, Spec: "MS-NLMP 2.2.2.10",
		Title: "NTLMRevisionCurrent should be 15",
		Doc: "NTLMSSP_REVISION_W2K3 is the only revision in use. " +
			"Receivers ignore the value.",
		Seen: "decoders/ntlm/testdata/flags.txtar",
	}
	// UnicodeEven is broken by half a character.
	UnicodeEven = &dissect.Rule{
		ID: "ntlm.unicode-even", Level: dissect.Must, Spec: "MS-NLMP 2.2.1.3",
		Title: "The length of Unicode text must be a multiple of two",
		Doc: "UTF-16 characters have two bytes. " +
			"A peer that counts characters instead of bytes, or sends OEM text under the Unicode flag, breaks this.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// AVID is broken by an identifier that does not exist.
	AVID = &dissect.Rule{
		ID: "ntlm.av-id", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.1",
		Title: "AvId must be 0 to 10",
		Doc: "The identifier tells what the value of a pair is. " +
			"Unknown pairs are copied into the response by clients and ignored otherwise.",
		Seen: "decoders/ntlm/testdata/av.txtar",
	}
	// AVEOL is broken by a list without end.
	AVEOL = &dissect.Rule{
		ID: "ntlm.av-eol", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.1",
		Title: "A list of AV_PAIR structures must end with MsvAvEOL",
		Doc:   "Readers look for the terminator, not for the length of the list.",
		Seen:  "decoders/ntlm/testdata/av.txtar",
	}
	// AVEOLLength is broken by a terminator with a value.
	AVEOLLength = &dissect.Rule{
		ID: "ntlm.av-eol-length", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.1",
		Title: "AvLen of MsvAvEOL must be zero",
		Doc:   "The pair that ends a list has no value.",
		Seen:  "decoders/ntlm/testdata/av.txtar",
	}
	// AVNames is broken by a server that does not name itself.
	AVNames = &dissect.Rule{
		ID: "ntlm.av-names", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.1",
		Title: "TargetInfo must contain MsvAvNbComputerName and MsvAvNbDomainName",
		Doc: "Both names are required in the list of a CHALLENGE. " +
			"Clients that want to sign or seal fail the logon without them (MS-NLMP 3.1.5.1.2).",
		Seen: "decoders/ntlm/testdata/av.txtar",
	}
	// RespType is broken by another version of the response.
	RespType = &dissect.Rule{
		ID: "ntlm.resp-type", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.7",
		Title: "RespType must be 1",
		Doc:   "It is the version of the client challenge in an NTLMv2 response, of which there is one.",
		Seen:  "decoders/ntlm/testdata/av.txtar",
	}
	// HiRespType is broken by another version of the response.
	HiRespType = &dissect.Rule{
		ID: "ntlm.hi-resp-type", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.7",
		Title: "HiRespType must be 1",
		Doc:   "It is the highest version of the client challenge that the client understands, of which there is one.",
		Seen:  "decoders/ntlm/testdata/av.txtar",
	}
	// NtResponseLength is broken by a response of a length that none has.
	NtResponseLength = &dissect.Rule{
		ID: "ntlm.nt-response-length", Level: dissect.Malformed, Spec: "MS-NLMP 2.2.2.8",
		Title: "NtChallengeResponse must have 24 bytes or be an NTLMv2_RESPONSE",
		Doc: "A response of NTLM v1 has 24 bytes, one of v2 at least 44. " +
			"Something else proves nothing and stays closed.",
		Seen: "decoders/ntlm/testdata/malformed.txtar",
	}
	// SessionKeyLength is broken by a client that leaves the key out.
	SessionKeyLength = &dissect.Rule{
		ID: "ntlm.session-key-length", Level: dissect.Must, Spec: "MS-NLMP 3.1.5.1.2",
		Title: "EncryptedRandomSessionKey must have 16 bytes when keys are exchanged",
		Doc:   "With NTLMSSP_NEGOTIATE_KEY_EXCH beside signing or sealing the client chooses a random key of 16 bytes and sends it encrypted.",
		Seen:  "decoders/ntlm/testdata/malformed.txtar",
	}
	// Direction is broken by a message from the wrong side.
	Direction = &dissect.Rule{
		ID: "ntlm.direction", Level: dissect.Must, Spec: "MS-NLMP 1.3.1.1",
		Title: "NEGOTIATE and AUTHENTICATE must come from the client, CHALLENGE from the server",
		Doc:   "The client begins and ends the exchange, whatever protocol carries it.",
		Seen:  "decoders/ntlm/testdata/order.txtar",
	}
	// Order is broken by a message in the wrong place.
	Order = &dissect.Rule{
		ID: "ntlm.order", Level: dissect.Must, Spec: "MS-NLMP 1.3.1.1",
		Title: "An AUTHENTICATE must follow a CHALLENGE",
		Doc: "The response is computed over the challenge of the server. " +
			"Without one the client answers a challenge of another connection: a relay, or a capture that lacks it.",
		Seen: "decoders/ntlm/testdata/order.txtar",
	}
	// LMWithTimestamp is broken by a client that sends an LM response all the same.
	LMWithTimestamp = &dissect.Rule{
		ID: "ntlm.lm-with-timestamp", Level: dissect.Should, Spec: "MS-NLMP 3.1.5.1.2",
		Title: "With MsvAvTimestamp in the CHALLENGE, LmChallengeResponse should be 24 zero bytes",
		Doc:   "A server that sends its time knows NTLM v2, so that the LMv2 response is of no use and only gives another hash to guess against.",
		Seen:  "decoders/ntlm/testdata/timestamp.txtar",
	}
	// TimeCopied is broken by a client that sends its own time.
	TimeCopied = &dissect.Rule{
		ID: "ntlm.time-copied", Level: dissect.Should, Spec: "MS-NLMP 3.1.5.1.2",
		Title: "With MsvAvTimestamp in the CHALLENGE, TimeStamp of the response should be that time",
		Doc: "The client sends back the time of the server, so that the clocks need not agree. " +
			"Another time comes from a client that uses its own, or the response answers another challenge.",
		Seen: "decoders/ntlm/testdata/timestamp.txtar",
	}
	// MICWithTimestamp is broken by a client that leaves the MIC out.
	MICWithTimestamp = &dissect.Rule{
		ID: "ntlm.mic-with-timestamp", Req: "NLMP-3.1.5.1.2-1", Level: dissect.Should, Spec: "MS-NLMP 3.1.5.1.2",
		Title: "With MsvAvTimestamp in the CHALLENGE the client should provide a MIC",
		Doc: "The MIC protects all three messages against changes, among them the flags. " +
			"Clients before Windows Vista SP2 and many libraries have none.",
		Seen: "decoders/ntlm/testdata/timestamp.txtar",
	}
	// MICPromised is broken by a promise of a MIC without one.
	MICPromised = &dissect.Rule{
		ID: "ntlm.mic-promised", Level: dissect.Security, Spec: "MS-NLMP 2.2.2.1",
		Title: "Where MsvAvFlags promises a MIC, the AUTHENTICATE must contain one",
		Doc: "The promise is covered by the response, so that nobody can take the MIC away unnoticed. " +
			"This message has none: it was removed on the way (CVE-2019-1040), or the client is broken.",
		Seen: "decoders/ntlm/testdata/timestamp.txtar",
	}
	// MIC is broken by a MIC that does not fit.
	MIC = &dissect.Rule{
		ID: "ntlm.mic", Level: dissect.Security, Spec: "MS-NLMP 3.1.5.1.2",
		Title: "The MIC must be the HMAC of the three messages",
		Doc: "It was computed with the session key that the given secret yields over the messages in this capture, and differs. " +
			"A message was changed on its way, or parts of the exchange belong to another connection.",
		Seen: "decoders/ntlm/testdata/keyed/mic.txtar",
	}
	// Proof is broken by a password that does not fit.
	Proof = &dissect.Rule{
		ID: "ntlm.proof", Level: dissect.Note, Spec: "MS-NLMP 3.3.2",
		Title: "The given password matches the response",
		Doc: "No given password or NT hash for this user yields this response. " +
			"The user typed another one (the server will refuse), or the secret given to radissect is not the right one; nothing after this can be decrypted.",
		Seen: "decoders/ntlm/testdata/keyed/proof.txtar",
	}
	// NTLMv1 is broken by a client that uses NTLM v1.
	NTLMv1 = &dissect.Rule{
		ID: "ntlm.v1", Level: dissect.Security, Spec: "MS-NLMP 3.3.1",
		Title: "Clients do not use NTLM v1",
		Doc: "The response is three DES encryptions of the challenge under parts of the NT hash. " +
			"An eavesdropper finds the hash by exhaustive search in hours, and with it has the account.",
		Seen: "decoders/ntlm/testdata/v1.txtar",
	}
	// LMResponse is broken by a client that sends an LM response.
	LMResponse = &dissect.Rule{
		ID: "ntlm.lm-response", Level: dissect.Security, Spec: "MS-NLMP 3.3.1",
		Title: "Clients do not send LM responses",
		Doc: "The LM hash is made of two halves of seven upper-case letters each, and its response gives it away to an eavesdropper within minutes. " +
			"Systems before Windows Vista send it unless told otherwise.",
		Seen: "decoders/ntlm/testdata/v1.txtar",
	}
	// Anonymous is broken by an anonymous client.
	Anonymous = &dissect.Rule{
		ID: "ntlm.anonymous", Level: dissect.Note, Spec: "MS-NLMP 3.2.5.1.2",
		Title: "The client names a user",
		Doc: "User and response are empty: the client asks for an anonymous session. " +
			"Servers give it few rights, and its session key is known to everybody.",
		Seen: "decoders/ntlm/testdata/anonymous.txtar",
	}
	// WeakKey is broken by keys of 40 or 56 bits.
	WeakKey = &dissect.Rule{
		ID: "ntlm.weak-key", Level: dissect.Security, Spec: "MS-NLMP 3.4.5.3",
		Title: "Sealing uses keys of 128 bits",
		Doc:   "The client chose sealing without NTLMSSP_NEGOTIATE_128, so that the key has 56 or 40 bits and can be found by search.",
		Seen:  "decoders/ntlm/testdata/v1.txtar",
	}
	// NoESS is broken by session security without extension.
	NoESS = &dissect.Rule{
		ID: "ntlm.no-ess", Level: dissect.Security, Spec: "MS-NLMP 3.4.4.1",
		Title: "Signing and sealing use extended session security",
		Doc:   "Without it the signature is an encrypted CRC32, which can be forged, and both directions share a key stream.",
		Seen:  "decoders/ntlm/testdata/v1.txtar",
	}
	// SignatureVersion is broken by another version of the signature.
	SignatureVersion = &dissect.Rule{
		ID: "ntlm.signature-version", Req: "NLMP-2.2.2.9-1", Level: dissect.Must, Spec: "MS-NLMP 2.2.2.9.2",
		Title: "Version of a message signature must be 1",
		Doc: "There is one version. " +
			"Receivers discard a message with another one.",
		Seen: "decoders/credssp/testdata/ntlm-signature.txtar",
	}
)
