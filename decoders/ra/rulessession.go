package ra

import "github.com/radissect/radissect/dissect"

// Rules about versions and session initialization, MS-RA 2.2.1 and 3.3 to 3.8.
var (
	// RuleAuthenticateVersion is broken by REMOTEDESKTOP_CTL_AUTHENTICATE in a session of another
	// version.
	RuleAuthenticateVersion = &dissect.Rule{
		ID: "ra.authenticate-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "REMOTEDESKTOP_CTL_AUTHENTICATE must be used in version 1 only",
		Doc:   "The message hands the connection string over, and is used only when the novice or the expert runs version 1. The version of this session was chosen before, by EXPERT_ON_VISTA or a token. The receiver drops messages of another version; here the secrets of the invitation have been sent for nothing.",
		Seen:  "decoders/ra/testdata/seq-authenticate-version.txtar",
	}
	// RuleIsConnectedVersion is broken by REMOTEDESKTOP_CTL_ISCONNECTED in a session of another
	// version.
	RuleIsConnectedVersion = &dissect.Rule{
		ID: "ra.isconnected-version", Req: "RA-2.2.1.6-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.6",
		Title: "REMOTEDESKTOP_CTL_ISCONNECTED must be used in version 1 only",
		Doc:   "The heartbeat belongs to version 1 and is optional there. The version of this session was chosen before and is another one. The receiver drops the message.",
		Seen:  "decoders/ra/testdata/seq-isconnected-version.txtar",
	}
	// RuleServerAnnounceFirst is broken by a SERVER_ANNOUNCE that comes after other messages.
	RuleServerAnnounceFirst = &dissect.Rule{
		ID: "ra.server-announce-first", Level: dissect.Should, Spec: "MS-RA 2.2.1.7",
		Title: "REMOTEDESKTOP_CTL_SERVER_ANNOUNCE should be the first message",
		Doc:   "The novice sends it to begin the connection sequence, and the expert answers it. Another session initialization message came before it. An expert that has begun on that one starts over or ignores the announcement. FreeRDP never sends the message at all, which is no breach of this rule.",
		Seen:  "decoders/ra/testdata/seq-server-announce-first.txtar",
	}
	// RuleVersionInfoVersion is broken by VERSIONINFO in version 3.
	RuleVersionInfoVersion = &dissect.Rule{
		ID: "ra.versioninfo-version", Req: "RA-2.2.1.8-5", Level: dissect.Must, Spec: "MS-RA 2.2.1.8",
		Title: "REMOTEDESKTOP_CTL_VERSIONINFO must not be used in version 3",
		Doc:   "Version 3 has nothing to choose: it follows from how the invitation was made. A token has come before, so this session is of version 3. The receiver drops the message; one that takes it for a choice of version 1 falls back to a weaker proof.",
		Seen:  "decoders/ra/testdata/seq-versioninfo-version.txtar",
	}
	// RuleRemoteControlDesktopVersion is broken by REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP in a
	// session of another version.
	RuleRemoteControlDesktopVersion = &dissect.Rule{
		ID: "ra.remote-control-desktop-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.9",
		Title: "REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP must be used in version 1 only",
		Doc:   "The expert of version 1 asks with this message for the view. In versions 2 and 3 the view begins without it. The version of this session was chosen before; the receiver drops the message, which again holds the connection string.",
		Seen:  "decoders/ra/testdata/seq-remote-control-desktop-version.txtar",
	}
	// RuleVerifyPasswordVersion is broken by REMOTEDESKTOP_CTL_VERIFY_PASSWORD in a session of
	// another version.
	RuleVerifyPasswordVersion = &dissect.Rule{
		ID: "ra.verify-password-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.11",
		Title: "REMOTEDESKTOP_CTL_VERIFY_PASSWORD must be used in version 2 only",
		Doc:   "The message proves the password in version 2. The version of this session was chosen before and is another one. The receiver drops the message; the proof it holds can be tried out against passwords by who reads along.",
		Seen:  "decoders/ra/testdata/seq-verify-password-version.txtar",
	}
	// RuleNoviceNameVersion is broken by REMOTEDESKTOP_CTL_RANOVICE_NAME in a session of another
	// version.
	RuleNoviceNameVersion = &dissect.Rule{
		ID: "ra.novice-name-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.13",
		Title: "REMOTEDESKTOP_CTL_RANOVICE_NAME must be used in version 2 only",
		Doc:   "The optional name of the novice is applicable to version 2 only. The version of this session was chosen before and is another one. The receiver drops the message, and shows no name.",
		Seen:  "decoders/ra/testdata/seq-novice-name-version.txtar",
	}
	// RuleExpertNameVersion is broken by REMOTEDESKTOP_CTL_RAEXPERT_NAME in a session of another
	// version.
	RuleExpertNameVersion = &dissect.Rule{
		ID: "ra.expert-name-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.14",
		Title: "REMOTEDESKTOP_CTL_RAEXPERT_NAME must be used in version 2 only",
		Doc:   "The optional name of the expert is applicable to version 2 only. The version of this session was chosen before and is another one. The receiver drops the message, and shows no name.",
		Seen:  "decoders/ra/testdata/seq-expert-name-version.txtar",
	}
	// RuleTokenVersion is broken by REMOTEDESKTOP_CTL_TOKEN in a session of another version.
	RuleTokenVersion = &dissect.Rule{
		ID: "ra.token-version", Req: "RA-2.2.1.3-2", Level: dissect.Must, Spec: "MS-RA 2.2.1.3",
		Title: "REMOTEDESKTOP_CTL_TOKEN must be used in version 3 only",
		Doc:   "Tokens prove the password to both sides in version 3. This session is of another version, chosen by a VERSIONINFO, an EXPERT_ON_VISTA or a message that only that version has. The receiver drops the message; who reads along can try passwords out against it.",
		Seen:  "decoders/ra/testdata/seq-token-version.txtar",
	}
	// RuleResultVersion is broken by a code that only another version has.
	RuleResultVersion = &dissect.Rule{
		ID: "ra.result-version", Req: "RA-2.2.6-2", Level: dissect.Must, Spec: "MS-RA 2.2.6",
		Title: "result must be a code of the version in use",
		Doc:   "SAFERROR_INVALIDPASSWORD and SAFERROR_INCOMPATIBLEVERSION are codes of version 1, PASSWORDS_DONT_MATCH is one of version 2. The version of this session was chosen before and is another one. The expert knows only that it was turned down.",
		Seen:  "decoders/ra/testdata/seq-result-version.txtar",
	}
	// RuleStringVersion is broken by a connection string of type 2 in version 1.
	RuleStringVersion = &dissect.Rule{
		ID: "ra.connection-string-version", Req: "RA-3-4", Level: dissect.Must, Spec: "MS-RA 3",
		Title: "Version 1 must be used with a connection string of type 1, version 2 with one of type 2",
		Doc:   "The expert chooses the version by the connection string it was given. This AUTHENTICATE of version 1 holds a string of type 2. Either the expert has fallen back to the weaker version, or something between the two has made it.",
		Seen:  "decoders/ra/testdata/seq-connection-string-version.txtar",
	}
	// RuleVersionChange is broken by a second choice of another version.
	RuleVersionChange = &dissect.Rule{
		ID: "ra.version-change", Req: "RA-3-5", Level: dissect.Must, Spec: "MS-RA 3",
		Title: "The version must not change for the rest of the connection",
		Doc:   "The expert chooses version 1 with VERSIONINFO and version 2 with EXPERT_ON_VISTA, once. The other choice was made before. The receiver drops the message; one that follows the second choice can be talked into a weaker version.",
		Seen:  "decoders/ra/testdata/seq-version-change.txtar",
	}
	// RuleVersion1 tells of a session of version 1.
	RuleVersion1 = &dissect.Rule{
		ID: "ra.version-1", Level: dissect.Note, Spec: "MS-RA 3",
		Title: "Version 3 or 2 should be used instead of version 1",
		Doc:   "Version 1 gives the connection string itself to the novice, and the proof rests on it. The expert has chosen it, because its invitation is of the first type or because it knows no other. Windows XP and Windows Server 2003 have nothing newer; updates of January 2026 switch version 1 off.",
		Seen:  "pcaps/ra/ra_v1_plain_lo.pcap",
	}
	// RuleFastPathOutput is broken by a side whose general capability set lacks
	// FASTPATH_OUTPUT_SUPPORTED.
	RuleFastPathOutput = &dissect.Rule{
		ID: "ra.fast-path-output", Req: "RA-3.3-2", Level: dissect.Must, Spec: "MS-RA 3.3",
		Title: "extraFlags of the general capability set must have FASTPATH_OUTPUT_SUPPORTED",
		Doc:   "A session can be established only where the general capability set says that fast-path output is supported. The set of one side does not, while an assistance session is set up on the connection. Windows sends the view of an assistance session as fast-path output only.",
		Seen:  "pcaps/ra/ra_v1_crafted_odd.pcap",
	}
	// RuleExpertVersion is broken by an expert of version 1 that leaves out its VERSIONINFO.
	RuleExpertVersion = &dissect.Rule{
		ID: "ra.expert-version", Req: "RA-3.3.5-1", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The expert of version 1 must answer SERVER_ANNOUNCE with VERSIONINFO",
		Doc:   "The novice has announced itself and accepted a connection string, and the expert has sent no version in between. The novice is to turn down a version other than 1.2, and had nothing to check.",
		Seen:  "decoders/ra/testdata/seq-expert-version.txtar",
	}
	// RuleAuthenticateFirst is broken by an expert of version 1 that asks for the desktop without
	// AUTHENTICATE.
	RuleAuthenticateFirst = &dissect.Rule{
		ID: "ra.authenticate-first", Req: "RA-3.3.5-2", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The expert of version 1 must send AUTHENTICATE before it asks for the desktop",
		Doc:   "REMOTE_CONTROL_DESKTOP came, and no AUTHENTICATE before it. The connection string in this message is ignored on receipt, so nothing has proven that the expert was invited. A novice that begins the view here has let a stranger in.",
		Seen:  "decoders/ra/testdata/seq-authenticate-first.txtar",
	}
	// RuleExpertRefusesVersion is broken by an expert that goes on with a novice of another
	// version.
	RuleExpertRefusesVersion = &dissect.Rule{
		ID: "ra.expert-refuses-version", Req: "RA-3.3.5-3", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The expert of version 1 must turn down a novice whose version is not 1.2",
		Doc:   "The novice has sent another version than 1.2, for which SAFERROR_INCOMPATIBLEVERSION is due (Windows Vista and later send E_FAIL). The expert asks for the desktop instead. FreeRDP does so: it takes a minor version other than 2 for the sign of version 1.",
		Seen:  "decoders/ra/testdata/seq-expert-refuses-version.txtar",
	}
	// RuleExpertSilent is broken by an expert of version 1 that says more than it should before
	// the result.
	RuleExpertSilent = &dissect.Rule{
		ID: "ra.expert-silent", Req: "RA-3.3.5-4", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The expert of version 1 must stay silent until the novice has sent SAFERROR_NOERROR",
		Doc:   "After VERSIONINFO and AUTHENTICATE the expert waits. It has sent one of them again, or turned down a version that was right. The novice drops the message, or begins to check anew.",
		Seen:  "decoders/ra/testdata/seq-expert-silent.txtar",
	}
	// RuleInvalidPasswordEnds is broken by a novice that accepts after SAFERROR_INVALIDPASSWORD.
	RuleInvalidPasswordEnds = &dissect.Rule{
		ID: "ra.invalid-password-ends", Req: "RA-3.3.5-6", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "The novice must disconnect after SAFERROR_INVALIDPASSWORD",
		Doc:   "The connection string was not valid, and the novice has said so. It has to end the session then; here it accepts later on. Who may try again on the same connection can try many times.",
		Seen:  "decoders/ra/testdata/seq-invalid-password-ends.txtar",
	}
	// RuleDesktopAfterResult is broken by REMOTE_CONTROL_DESKTOP before the first
	// SAFERROR_NOERROR.
	RuleDesktopAfterResult = &dissect.Rule{
		ID: "ra.desktop-after-result", Req: "RA-3.3.5-7", Level: dissect.Must, Spec: "MS-RA 3.3.5",
		Title: "REMOTE_CONTROL_DESKTOP must wait for SAFERROR_NOERROR",
		Doc:   "The expert asks for the desktop before the novice has accepted its connection string. It has to remain silent until then. FreeRDP sends AUTHENTICATE and this message together; Windows answers both.",
		Seen:  "decoders/ra/testdata/seq-desktop-after-result.txtar",
	}
	// RuleUseEstablished is broken by chat, commands or files in a session that is not
	// established.
	RuleUseEstablished = &dissect.Rule{
		ID: "ra.use-established", Req: "RA-3.3.5-8", Level: dissect.Should, Spec: "MS-RA 3.3.5",
		Title: "Chat, control commands and files should wait until the session is established",
		Doc:   "The second SAFERROR_NOERROR establishes a session of version 1, the first one a session of version 2. One side uses the session before that, so the other one has not been told that its user agreed. Receivers that do not check show chat of who was never let in.",
		Seen:  "decoders/ra/testdata/seq-use-established.txtar",
	}
	// RuleResultVersion1 is broken by a code that version 1 does not expect.
	RuleResultVersion1 = &dissect.Rule{
		ID: "ra.result-version-1", Req: "RA-3.3.5-9", Level: dissect.Should, Spec: "MS-RA 3.3.5",
		Title: "The novice of version 1 should answer with one of the four codes of its initialization",
		Doc:   "SAFERROR_NOERROR, SAFERROR_HELPEESAIDNO, SAFERROR_INCOMPATIBLEVERSION and SAFERROR_INVALIDPASSWORD are what the expert can expect, and E_FAIL from Windows Vista and later. The codes 300 to 302 tell that shadowing has ended. Another code makes the expert give up without a reason to show.",
		Seen:  "decoders/ra/testdata/seq-result-version-1.txtar",
	}
	// RuleAfterDisconnect is broken by a side that goes on after DISCONNECT.
	RuleAfterDisconnect = &dissect.Rule{
		ID: "ra.after-disconnect", Level: dissect.Should, Spec: "MS-RA 3.3.5",
		Title: "A side should send nothing after its DISCONNECT",
		Doc:   "The message tells that its sender ends the session. The same side sends more after it. The receiver has closed its channels by then and drops it.",
		Seen:  "decoders/ra/testdata/seq-after-disconnect.txtar",
	}
	// RuleNoviceVersion1 is broken by a novice of version 1 that leaves out its VERSIONINFO.
	RuleNoviceVersion1 = &dissect.Rule{
		ID: "ra.novice-version", Req: "RA-3.4.5-1", Level: dissect.Must, Spec: "MS-RA 3.4.5",
		Title: "The novice of version 1 must send VERSIONINFO",
		Doc:   "The novice has announced itself and accepted a connection string, and has not said its version. The expert is to turn down a version other than 1.2, and had nothing to check.",
		Seen:  "decoders/ra/testdata/seq-novice-version.txtar",
	}
	// RuleNoviceRefusesVersion is broken by a novice that goes on with an expert of another
	// version.
	RuleNoviceRefusesVersion = &dissect.Rule{
		ID: "ra.novice-refuses-version", Req: "RA-3.4.5-2", Level: dissect.Must, Spec: "MS-RA 3.4.5",
		Title: "The novice of version 1 must turn down an expert whose version is not 1.2",
		Doc:   "The expert has sent another version than 1.2, for which SAFERROR_INCOMPATIBLEVERSION is due. The novice answers with another code. Older texts say that Windows Vista and later always answer SAFERROR_NOERROR, newer ones E_FAIL.",
		Seen:  "decoders/ra/testdata/seq-novice-refuses-version.txtar",
	}
	// RuleResultAsked1 is broken by SAFERROR_NOERROR in version 1 without AUTHENTICATE.
	RuleResultAsked1 = &dissect.Rule{
		ID: "ra.result-asked", Req: "RA-3.4.5-4", Level: dissect.Must, Spec: "MS-RA 3.4.5",
		Title: "SAFERROR_NOERROR of version 1 must answer an AUTHENTICATE",
		Doc:   "The code tells that the connection string is valid. None has come: the expert has chosen version 1 and has not sent AUTHENTICATE. The novice accepts somebody who has proven nothing.",
		Seen:  "decoders/ra/testdata/seq-result-asked.txtar",
	}
	// RuleExpertOnVista is broken by an expert of version 2 that leaves out EXPERT_ON_VISTA.
	RuleExpertOnVista = &dissect.Rule{
		ID: "ra.expert-on-vista", Req: "RA-3.5.5-3", Level: dissect.Should, Spec: "MS-RA 3.5.5",
		Title: "The expert of version 2 should send EXPERT_ON_VISTA",
		Doc:   "The expert chooses version 2 with EXPERT_ON_VISTA and proves the password with VERIFY_PASSWORD. The novice has answered, and only the second has come. A novice that knows versions 1 and 2 cannot tell which one is meant.",
		Seen:  "decoders/ra/testdata/seq-expert-on-vista.txtar",
	}
	// RuleResultAsked2 is broken by a result in version 2 without VERIFY_PASSWORD.
	RuleResultAsked2 = &dissect.Rule{
		ID: "ra.result-asked-2", Req: "RA-3.5.5-4", Level: dissect.Must, Spec: "MS-RA 3.5.5",
		Title: "The result of version 2 must answer a VERIFY_PASSWORD",
		Doc:   "The novice tells whether the password that VERIFY_PASSWORD proves is right. None has come. Where the code is SAFERROR_NOERROR, the novice accepts somebody who has proven nothing.",
		Seen:  "decoders/ra/testdata/seq-result-asked-2.txtar",
	}
	// RuleResultVersion2 is broken by a code that version 2 does not expect.
	RuleResultVersion2 = &dissect.Rule{
		ID: "ra.result-version-2", Req: "RA-3.6.5-3", Level: dissect.Should, Spec: "MS-RA 3.6.5",
		Title: "The novice of version 2 should answer with one of the three codes of its initialization",
		Doc:   "SAFERROR_NOERROR, SAFERROR_HELPEESAIDNO and PASSWORDS_DONT_MATCH are what the expert can expect. The codes 300 to 302 tell that shadowing has ended. Another code makes the expert give up without a reason to show.",
		Seen:  "decoders/ra/testdata/seq-result-version-2.txtar",
	}
	// RuleNoviceVersion2 is broken by a novice of version 2 that leaves out its VERSIONINFO.
	RuleNoviceVersion2 = &dissect.Rule{
		ID: "ra.novice-version-2", Req: "RA-3.6.5-1", Level: dissect.Should, Spec: "MS-RA 3.6.5",
		Title: "The novice of version 2 should send VERSIONINFO with SERVER_ANNOUNCE",
		Doc:   "The novice sends both as soon as the connection stands, because it does not know yet which version the expert will choose. Only SERVER_ANNOUNCE has come. An expert of version 1 would wait.",
		Seen:  "decoders/ra/testdata/seq-novice-version-2.txtar",
	}
	// RuleExpertToken is broken by an expert of version 3 that goes on without its token.
	RuleExpertToken = &dissect.Rule{
		ID: "ra.expert-token", Req: "RA-3.7.5-3", Level: dissect.Must, Spec: "MS-RA 3.7.5",
		Title: "The expert of version 3 must send its token before it uses the session",
		Doc:   "The expert checks the token of the novice and then sends its own. It has used chat, commands or files before that. It either has not checked who it speaks with, or expects to be let in without a proof.",
		Seen:  "decoders/ra/testdata/seq-expert-token.txtar",
	}
	// RuleTokenOrder is broken by an expert that sends its token first.
	RuleTokenOrder = &dissect.Rule{
		ID: "ra.token-order", Req: "RA-3.8.5-1", Level: dissect.Must, Spec: "MS-RA 3.8.5",
		Title: "The novice must send its token first",
		Doc:   "The expert sends its token when it has checked that of the novice. Here it comes first. Whoever pretends to be the novice gets a token to try passwords out against, without having shown one.",
		Seen:  "decoders/ra/testdata/seq-token-order.txtar",
	}
	// RuleNoviceWaits is broken by a novice of version 3 that goes on without the token of the
	// expert.
	RuleNoviceWaits = &dissect.Rule{
		ID: "ra.novice-waits", Req: "RA-3.8.5-2", Level: dissect.Must, Spec: "MS-RA 3.8.5",
		Title: "The novice of version 3 must have received the token of the expert before it uses the session",
		Doc:   "The novice compares the token of the expert with its own computation, asks its user, and then lets the expert in. It has used chat, commands or files before a token came. It lets somebody in who has proven nothing.",
		Seen:  "decoders/ra/testdata/seq-novice-waits.txtar",
	}
	// RuleAfterRefusal tells of a session that was established after a proof was turned down.
	RuleAfterRefusal = &dissect.Rule{
		ID: "ra.after-refusal", Level: dissect.Security, Spec: "MS-RA 3.5.5",
		Title: "A session should not be established after the novice has turned a proof down",
		Doc:   "The novice has answered SAFERROR_INVALIDPASSWORD or PASSWORDS_DONT_MATCH and later SAFERROR_NOERROR on the same connection. The expert has either guessed again or was let in without a valid proof. Look at the proofs in between.",
		Seen:  "decoders/ra/testdata/seq-after-refusal.txtar",
	}
	// RuleEncrypted tells of a session that nothing protects.
	RuleEncrypted = &dissect.Rule{
		ID: "ra.encrypted", Req: "RA-5.1-1", Level: dissect.Security, Spec: "MS-RA 5.1",
		Title: "A session should be encrypted",
		Doc:   "Neither TLS nor standard RDP security is in use on the connection, so everybody on the way can read the desktop, the keyboard and all files, and can change them. The specification relies on RDP for all protection. FreeRDP switches encryption off for peers on the same machine.",
		Seen:  "pcaps/ra/ra_rdp_plain_lo.pcap",
	}
	// RuleVersionForced is broken by version 1 where both sides were invited to version 2.
	RuleVersionForced = &dissect.Rule{
		ID: "ra.version-forced", Level: dissect.Security, Spec: "MS-RA 3",
		Title: "A session should not fall back to version 1 where the invitation is for version 2",
		Doc:   "The session uses version 1, and the expert has a connection string of type 2, which only a novice makes that knows version 2. Its proof is weaker: the connection string itself goes over the wire. One of the two implementations lacks version 2, or somebody in between has changed the versions that they announce.",
		Seen:  "pcaps/ra/ra_v1_crafted_string2.pcap",
	}
)
