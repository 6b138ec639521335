package ra

import "github.com/radissect/radissect/dissect"

// Rules that only the invitation and its password can show to be broken.
var (
	// RuleStringUsed is broken by a version that the invitation is not for.
	RuleStringUsed = &dissect.Rule{
		ID: "ra.version-of-invitation", Req: "RA-3.5.5-1", Level: dissect.Must, Spec: "MS-RA 3.5.5",
		Title: "The expert must use version 2 with a connection string of type 2, and version 1 otherwise",
		Doc:   "The invitation that was given to radissect offers the address of this connection at its time, and its connection string is of the other type. An expert that uses version 1 with a string of type 2 has fallen back to a weaker proof, by mistake or because somebody in between made it.",
		Seen:  "pcaps/ra/ra_v1_crafted_string2.pcap",
	}
	// RuleKeyHashIgnored is broken by an expert that goes on with a server that shows another key.
	RuleKeyHashIgnored = &dissect.Rule{
		ID: "ra.key-hash-ignored", Req: "RA-3.5.5-2", Level: dissect.Should, Spec: "MS-RA 3.5.5",
		Title: "The expert should disconnect when the key of the server does not have the hash of the invitation",
		Doc:   "The invitation that was given to radissect offers the address of this connection at its time, and names the key of the novice by its hash. The server has shown another key, and the expert goes on. It may be speaking with somebody in between. FreeRDP does not compare the two.",
		Seen:  "pcaps/ra/ra_v2_crafted_otherkey.pcap",
	}
	// RuleVersion3PNRP is broken by version 3 where an invitation file was given.
	RuleVersion3PNRP = &dissect.Rule{
		ID: "ra.version-3-pnrp", Req: "RA-3.7-1", Level: dissect.Must, Spec: "MS-RA 3.7",
		Title: "Version 3 must be used with an initiation over PNRP only",
		Doc:   "The invitation that was given to radissect is a file of MS-RAI and offers the address of this connection at its time. Tokens belong to sessions that were arranged over PNRP, where there is no file. One side has chosen the wrong version.",
		Seen:  "pcaps/ra/ra_v3_crafted_wrong.pcap",
	}
	// RuleVistaProof is broken by a proof in EXPERT_ON_VISTA that is another one than the
	// invitation wants.
	RuleVistaProof = &dissect.Rule{
		ID: "ra.expert-on-vista-proof", Req: "RA-2.2.1.12-4", Level: dissect.Must, Spec: "MS-RA 2.2.1.12",
		Title: "The payload of EXPERT_ON_VISTA must be the pass stub encrypted with the password",
		Doc:   "The invitation and the password that were given to radissect belong together, for the password opens the ticket. The expert has encrypted another text, or with another password. The novice has to turn it down.",
		Seen:  "pcaps/ra/ra_v2_crafted_wrong.pcap",
	}
	// RuleTokenValue is broken by a token of another value.
	RuleTokenValue = &dissect.Rule{
		ID: "ra.token-value", Req: "RA-2.2.4-1", Level: dissect.Must, Spec: "MS-RA 2.2.4",
		Title: "A token must be the hash of password, role and connection string",
		Doc:   "The token of the other side fits the password and the connection string that were given to radissect, so these are right, and this token does not. Its sender does not know the password or has another invitation, or the token was reflected. The receiver has to end the connection.",
		Seen:  "pcaps/ra/ra_v3_crafted_wrong.pcap",
	}
	// RuleRightProof is broken by a novice that turns a right proof down.
	RuleRightProof = &dissect.Rule{
		ID: "ra.right-proof", Req: "RA-3.3.5-5", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The novice must accept a valid proof with SAFERROR_NOERROR",
		Doc:   "The proof of the expert fits the invitation and the password that were given to radissect. The novice answers that it does not. Its invitation may have been withdrawn or changed since.",
		Seen:  "pcaps/ra/ra_v2_crafted_refused.pcap",
	}
	// RuleWrongProof1 is broken by a novice of version 1 that accepts a wrong connection string.
	RuleWrongProof1 = &dissect.Rule{
		ID: "ra.wrong-string-accepted", Req: "RA-3.4.5-3", Level: dissect.Must, Spec: "MS-RA 3.4.5",
		Title: "The novice of version 1 must turn an invalid connection string down with SAFERROR_INVALIDPASSWORD",
		Doc:   "The expert has sent another connection string, or the proof of another password, than those of the invitation that was given to radissect. The novice answers otherwise. It lets somebody in who was not invited, or gives the wrong reason.",
		Seen:  "pcaps/ra/ra_v1_crafted_odd.pcap",
	}
	// RuleWrongProof2 is broken by a novice of version 2 that accepts a wrong proof.
	RuleWrongProof2 = &dissect.Rule{
		ID: "ra.wrong-proof-accepted", Req: "RA-3.5.5-5", Level: dissect.Must, Spec: "MS-RA 3.5.5",
		Title: "The novice of version 2 must turn an invalid proof down with PASSWORDS_DONT_MATCH",
		Doc:   "The expert has sent the proof of another password than that of the invitation that was given to radissect. The novice answers otherwise. FreeRDP accepts whatever comes; such a novice lets everybody in.",
		Seen:  "pcaps/ra/ra_v2_crafted_wrong.pcap",
	}
	// RuleWrongTokenEnds is broken by a session of version 3 that goes on after a wrong token.
	RuleWrongTokenEnds = &dissect.Rule{
		ID: "ra.wrong-token-ends", Req: "RA-3.7.5-4", Level: dissect.Must, Spec: "MS-RA 3.7.5",
		Title: "The connection must be terminated when a token does not match",
		Doc:   "The token of the expert is not the hash of the password and the connection string that were given to radissect, which the token of the novice is. The session goes on. The novice lets somebody in who does not know the password.",
		Seen:  "pcaps/ra/ra_v3_crafted_wrong.pcap",
	}
	// RuleInvitationExpired is broken by a session at another time than that of the invitation.
	RuleInvitationExpired = &dissect.Rule{
		ID: "ra.invitation-expired", Level: dissect.Security, Spec: "MS-RAI 6",
		Title: "A session should be established only while its invitation is valid",
		Doc:   "The invitation that was given to radissect is that of the session: a proof or the id in WorkingDir says so. Its time, which is DtLength minutes from DtStart on, was over when the novice let the expert in, or had not begun. The novice should have closed it. One of the two clocks may be wrong, or that of the capture.",
		Seen:  "pcaps/ra/ra_v2_crafted_expired.pcap",
	}
	// RuleInvitationReused is broken by a second session with one invitation.
	RuleInvitationReused = &dissect.Rule{
		ID: "ra.invitation-reused", Level: dissect.Security, Spec: "MS-RA 2.2.7.2",
		Title: "An invitation should let an expert in once",
		Doc:   "The Client Info PDU of this connection and that of an earlier one of the capture have the same WorkingDir, which is the id of the invitation, and both sessions were established. An expert that reconnects while the invitation is valid looks like this; so does somebody else who has got hold of the invitation. Compare the addresses and names of the two sessions.",
		Seen:  "pcaps/ra/ra_v2_crafted_reused.pcap",
	}
)
