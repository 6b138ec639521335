package ra

import "github.com/radissect/radissect/dissect"

// Rules about session initialization messages, MS-RA 2.2.1.4 to 2.2.1.15 and
// 2.2.6. That msgType has the right value for a message is no rule: it is what
// tells the messages apart.
var (
	// RuleAuthenticateChannel is broken by REMOTEDESKTOP_CTL_AUTHENTICATE under another channel
	// name.
	RuleAuthenticateChannel = &dissect.Rule{
		ID: "ra.authenticate-channel", Req: "RA-2.2.1.4-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_AUTHENTICATE must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_AUTHENTICATE, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleAuthenticateDirection is broken by an AUTHENTICATE that the novice sends.
	RuleAuthenticateDirection = &dissect.Rule{
		ID: "ra.authenticate-direction", Req: "RA-2.2.1.4-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "REMOTEDESKTOP_CTL_AUTHENTICATE must come from the expert",
		Doc:   "The expert sends the connection string and its blob to ask the novice for admission. From the novice the message means nothing, and would give the secrets of the invitation to whoever connects. Either the roles are mixed up or the message was reflected.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleAuthenticateConnection is broken by a connection string without NUL.
	RuleAuthenticateConnection = &dissect.Rule{
		ID: "ra.authenticate-connection-string", Req: "RA-2.2.1.4-4", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "raConnectionString must be NUL-terminated",
		Doc:   "The NUL is what separates the connection string from the expert blob. Without it the receiver takes both for one string, and the authentication fails. radissect still finds the blob by the number and the name of its first property.",
		Seen:  "decoders/ra/testdata/authenticate.txtar",
	}
	// RuleAuthenticateBlobEnd is broken by an expert blob without NUL.
	RuleAuthenticateBlobEnd = &dissect.Rule{
		ID: "ra.authenticate-expert-blob-end", Req: "RA-2.2.1.4-5", Level: dissect.Note, Spec: "MS-RA 2.2.1.4",
		Title: "expertBlob should be NUL-terminated",
		Doc:   "The blob is described as a NUL-terminated string, but its end is also that of the message. Implementations leave the NUL out, and nothing depends on it; hence a note.",
		Seen:  "decoders/ra/testdata/authenticate.txtar",
	}
	// RuleAuthenticateBlob is broken by an expert blob in AUTHENTICATE with wrong lengths.
	RuleAuthenticateBlob = &dissect.Rule{
		ID: "ra.authenticate-expert-blob", Req: "RA-2.2.1.4-6", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "Each pair of the expert blob must have its own length before it",
		Doc:   "The blob is a run of \"<n>;NAME=VALUE\", where n counts the characters of NAME=VALUE. The number does not fit the pair, or there is no number. The novice cannot find the next pair then, and misses the proof of the password.",
		Seen:  "decoders/ra/testdata/authenticate.txtar",
	}
	// RuleBlobProperty is broken by a property of an expert blob other than NAME and PASS.
	RuleBlobProperty = &dissect.Rule{
		ID: "ra.expert-blob-property", Level: dissect.Must, Spec: "MS-RA 2.2.1.4",
		Title: "The properties of an expert blob must be NAME and PASS",
		Doc:   "NAME and PASS are the only two properties in use. A pair of another name, or without a \"=\", is ignored by the novice. Its value is masked, as it could be a misspelled proof of the password.",
		Seen:  "decoders/ra/testdata/authenticate.txtar",
	}
	// RuleDisconnectChannel is broken by REMOTEDESKTOP_CTL_DISCONNECT under another channel
	// name.
	RuleDisconnectChannel = &dissect.Rule{
		ID: "ra.disconnect-channel", Req: "RA-2.2.1.5-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.5",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_DISCONNECT must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_DISCONNECT, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleDisconnectPayload is broken by data behind the msgType of
	// REMOTEDESKTOP_CTL_DISCONNECT.
	RuleDisconnectPayload = &dissect.Rule{
		ID: "ra.disconnect-payload", Req: "RA-2.2.1.5-2", Level: dissect.Must, Spec: "MS-RA 2.2.1.5",
		Title: "REMOTEDESKTOP_CTL_DISCONNECT must end after msgType",
		Doc:   "The message consists of its header and msgType; the specification says that there is no additional data. The bytes that follow are shown, and receivers do not look at them. They can be used to hide data.",
		Seen:  "decoders/ra/testdata/payload.txtar",
	}
	// RuleIsConnectedChannel is broken by REMOTEDESKTOP_CTL_ISCONNECTED under another channel
	// name.
	RuleIsConnectedChannel = &dissect.Rule{
		ID: "ra.isconnected-channel", Req: "RA-2.2.1.6-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.6",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_ISCONNECTED must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_ISCONNECTED, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleIsConnectedPayload is broken by data behind the msgType of
	// REMOTEDESKTOP_CTL_ISCONNECTED.
	RuleIsConnectedPayload = &dissect.Rule{
		ID: "ra.isconnected-payload", Req: "RA-2.2.1.6-2", Level: dissect.Must, Spec: "MS-RA 2.2.1.6",
		Title: "REMOTEDESKTOP_CTL_ISCONNECTED must end after msgType",
		Doc:   "The message consists of its header and msgType; the specification says that there is no additional data. The bytes that follow are shown, and receivers do not look at them. They can be used to hide data.",
		Seen:  "decoders/ra/testdata/payload.txtar",
	}
	// RuleServerAnnounceChannel is broken by REMOTEDESKTOP_CTL_SERVER_ANNOUNCE under another
	// channel name.
	RuleServerAnnounceChannel = &dissect.Rule{
		ID: "ra.server-announce-channel", Req: "RA-2.2.1.7-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.7",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_SERVER_ANNOUNCE must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_SERVER_ANNOUNCE, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleServerAnnounceDirection is broken by a SERVER_ANNOUNCE that the expert sends.
	RuleServerAnnounceDirection = &dissect.Rule{
		ID: "ra.server-announce-direction", Req: "RA-2.2.1.7-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.7",
		Title: "REMOTEDESKTOP_CTL_SERVER_ANNOUNCE must come from the novice",
		Doc:   "The server, which is the novice, begins the sequence of versions 1 and 2 with this message. From the expert it means nothing. Either the roles are mixed up or the message was reflected.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleVersionInfoChannel is broken by REMOTEDESKTOP_CTL_VERSIONINFO under another channel
	// name.
	RuleVersionInfoChannel = &dissect.Rule{
		ID: "ra.versioninfo-channel", Req: "RA-2.2.1.8-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.8",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_VERSIONINFO must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_VERSIONINFO, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleVersionInfoValues is broken by a version other than 1.2.
	RuleVersionInfoValues = &dissect.Rule{
		ID: "ra.versioninfo-values", Req: "RA-2.2.1.8-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.8",
		Title: "versionMajor must be 1 and versionMinor 2",
		Doc:   "The two fields have one allowed value each. Peers of version 1 answer another one with SAFERROR_INCOMPATIBLEVERSION and disconnect; later ones do not look. FreeRDP takes the way of version 1 when the minor version is not 2.",
		Seen:  "decoders/ra/testdata/versioninfo.txtar",
	}
	// RuleRemoteControlDesktopChannel is broken by REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP
	// under another channel name.
	RuleRemoteControlDesktopChannel = &dissect.Rule{
		ID: "ra.remote-control-desktop-channel", Req: "RA-2.2.1.9-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.9",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleRemoteControlDesktopDirection is broken by a REMOTE_CONTROL_DESKTOP that the novice
	// sends.
	RuleRemoteControlDesktopDirection = &dissect.Rule{
		ID: "ra.remote-control-desktop-direction", Req: "RA-2.2.1.9-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.9",
		Title: "REMOTEDESKTOP_CTL_REMOTE_CONTROL_DESKTOP must come from the expert",
		Doc:   "The expert asks with this message for a view of the novice's screen. From the novice it means nothing. Either the roles are mixed up or the message was reflected.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleResultChannel is broken by REMOTEDESKTOP_CTL_RESULT under another channel name.
	RuleResultChannel = &dissect.Rule{
		ID: "ra.result-channel", Req: "RA-2.2.1.10-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.10",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_RESULT must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_RESULT, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name.txtar",
	}
	// RuleResultPayload is broken by data behind the code of a RESULT.
	RuleResultPayload = &dissect.Rule{
		ID: "ra.result-payload", Req: "RA-2.2.1.10-2", Level: dissect.Must, Spec: "MS-RA 2.2.1.10",
		Title: "REMOTEDESKTOP_CTL_RESULT must end after result",
		Doc:   "The payload is one DWORD. The bytes that follow are shown, and receivers do not look at them. They can be used to hide data.",
		Seen:  "decoders/ra/testdata/payload.txtar",
	}
	// RuleResultFail is broken by E_FAIL as result.
	RuleResultFail = &dissect.Rule{
		ID: "ra.result-e-fail", Req: "RA-2.2.1.10-3", Level: dissect.Note, Spec: "MS-RA 2.2.1.10",
		Title: "result should be one of the codes of section 2.2.6",
		Doc:   "The code is E_FAIL (0x80004005), which is not in the table. Windows Vista and later send it in version 1 for a version that they do not take, where SAFERROR_INCOMPATIBLEVERSION is due (notes 5 and 6). It is noted because it tells which Windows answered.",
		Seen:  "decoders/ra/testdata/result.txtar",
	}
	// RuleResultListed is broken by a code that no table has.
	RuleResultListed = &dissect.Rule{
		ID: "ra.result-listed", Req: "RA-2.2.6-1", Level: dissect.Must, Spec: "MS-RA 2.2.6",
		Title: "result must be a Remote Assistance error code",
		Doc:   "The codes of the table must be returned in REMOTEDESKTOP_CTL_RESULT, and this is none of them, nor the E_FAIL that Windows is known to send. The receiver knows only that it is not zero, and treats it as a failure.",
		Seen:  "decoders/ra/testdata/result.txtar",
	}
	// RuleResultUnused is broken by a code that is marked as not used.
	RuleResultUnused = &dissect.Rule{
		ID: "ra.result-unused", Req: "RA-2.2.6-3", Level: dissect.Must, Spec: "MS-RA 2.2.6",
		Title: "result must not be a code that is not used",
		Doc:   "The codes 35, 36, 38 and 48 are in the table with the words that they are not used. No Windows sends them. An implementation that does takes them from another meaning of the symbol.",
		Seen:  "decoders/ra/testdata/result.txtar",
	}
	// RuleResultDirection is broken by a RESULT from the expert that is not about the version.
	RuleResultDirection = &dissect.Rule{
		ID: "ra.result-direction", Level: dissect.Should, Spec: "MS-RA 2.2.1.10",
		Title: "REMOTEDESKTOP_CTL_RESULT should come from the novice",
		Doc:   "The message tells the result of a request of the client, who is the expert. The expert itself sends it only to turn down the version of the novice (section 3.3.5), with SAFERROR_INCOMPATIBLEVERSION or E_FAIL. Another code from the expert has no meaning.",
		Seen:  "decoders/ra/testdata/result.txtar",
	}
	// RuleVerifyPasswordChannel is broken by REMOTEDESKTOP_CTL_VERIFY_PASSWORD under another
	// channel name.
	RuleVerifyPasswordChannel = &dissect.Rule{
		ID: "ra.verify-password-channel", Req: "RA-2.2.1.11-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.11",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_VERIFY_PASSWORD must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_VERIFY_PASSWORD, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleVerifyPasswordDirection is broken by a VERIFY_PASSWORD that the novice sends.
	RuleVerifyPasswordDirection = &dissect.Rule{
		ID: "ra.verify-password-direction", Req: "RA-2.2.1.11-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.11",
		Title: "REMOTEDESKTOP_CTL_VERIFY_PASSWORD must come from the expert",
		Doc:   "The expert proves with this message that it knows the password of the invitation. From the novice it means nothing, and would give the proof away. Either the roles are mixed up or the message was reflected.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleVerifyPasswordBlob is broken by an expert blob in VERIFY_PASSWORD with wrong lengths.
	RuleVerifyPasswordBlob = &dissect.Rule{
		ID: "ra.verify-password-expert-blob", Req: "RA-2.2.1.11-4", Level: dissect.Must, Spec: "MS-RA 2.2.1.11",
		Title: "Each pair of the expert blob must have its own length before it",
		Doc:   "The blob is a run of \"<n>;NAME=VALUE\", where n counts the characters of NAME=VALUE. The number does not fit the pair, or there is no number. The novice cannot find the proof of the password then and answers PASSWORDS_DONT_MATCH.",
		Seen:  "decoders/ra/testdata/verify-password.txtar",
	}
	// RuleExpertOnVistaChannel is broken by REMOTEDESKTOP_EXPERT_ON_VISTA under another channel
	// name.
	RuleExpertOnVistaChannel = &dissect.Rule{
		ID: "ra.expert-on-vista-channel", Req: "RA-2.2.1.12-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.12",
		Title: "The ChannelName of REMOTEDESKTOP_EXPERT_ON_VISTA must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_EXPERT_ON_VISTA, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleExpertOnVistaDirection is broken by an EXPERT_ON_VISTA that the novice sends.
	RuleExpertOnVistaDirection = &dissect.Rule{
		ID: "ra.expert-on-vista-direction", Req: "RA-2.2.1.12-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.12",
		Title: "REMOTEDESKTOP_EXPERT_ON_VISTA must come from the expert",
		Doc:   "The expert says with this message that it runs Windows Vista or later, and adds the encrypted password. From the novice it means nothing. Either the roles are mixed up or the message was reflected.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleNoviceNameChannel is broken by REMOTEDESKTOP_CTL_RANOVICE_NAME under another channel
	// name.
	RuleNoviceNameChannel = &dissect.Rule{
		ID: "ra.ranovice-name-channel", Req: "RA-2.2.1.13-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.13",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_RANOVICE_NAME must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_RANOVICE_NAME, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleNoviceNameDirection is broken by a RANOVICE_NAME that the expert sends.
	RuleNoviceNameDirection = &dissect.Rule{
		ID: "ra.ranovice-name-direction", Req: "RA-2.2.1.13-3", Level: dissect.Note, Spec: "MS-RA 2.2.1.13",
		Title: "REMOTEDESKTOP_CTL_RANOVICE_NAME should come from the novice",
		Doc:   "The novice sends its name. The section also says that the string goes \"either from the expert to the novice or vice versa\", which contradicts that; so the other direction is noted only.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleNameBSTR is broken by a name with a length that does not fit.
	RuleNameBSTR = &dissect.Rule{
		ID: "ra.name-bstr", Level: dissect.Must, Spec: "MS-RA 2.2.1.13",
		Title: "The name of novice or expert must be a BSTR",
		Doc:   "A BSTR is a DWORD with the length in bytes and then as many bytes; a NUL behind them is not counted (MS-DTYP 2.2.5). The length does not fit the message, so everything is shown as name. The receiver reads too much, or nothing. MS-RA 2.2.1.14 says the same of the expert's name.",
		Seen:  "decoders/ra/testdata/bstr.txtar",
	}
	// RuleExpertNameChannel is broken by REMOTEDESKTOP_CTL_RAEXPERT_NAME under another channel
	// name.
	RuleExpertNameChannel = &dissect.Rule{
		ID: "ra.raexpert-name-channel", Req: "RA-2.2.1.14-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.14",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_RAEXPERT_NAME must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_RAEXPERT_NAME, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleExpertNameDirection is broken by a RAEXPERT_NAME that the novice sends.
	RuleExpertNameDirection = &dissect.Rule{
		ID: "ra.raexpert-name-direction", Req: "RA-2.2.1.14-3", Level: dissect.Note, Spec: "MS-RA 2.2.1.14",
		Title: "REMOTEDESKTOP_CTL_RAEXPERT_NAME should come from the expert",
		Doc:   "The expert sends its name. The section also says that the string goes \"either from the expert to the novice or vice versa\", which contradicts that; so the other direction is noted only.",
		Seen:  "decoders/ra/testdata/direction.txtar",
	}
	// RuleTokenChannel is broken by REMOTEDESKTOP_CTL_TOKEN under another channel name.
	RuleTokenChannel = &dissect.Rule{
		ID: "ra.token-channel", Req: "RA-2.2.1.15-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.15",
		Title: "The ChannelName of REMOTEDESKTOP_CTL_TOKEN must be RC_CTL",
		Doc:   "The message has the type and the size of REMOTEDESKTOP_CTL_TOKEN, but its header names a channel that is not that of session initialization. \"remdesk\" is accepted as well: the table of names has it for the static channel. A receiver that goes by the name does not see the message.",
		Seen:  "decoders/ra/testdata/control-name-2.txtar",
	}
	// RuleTokenBSTR is broken by a token with a length that does not fit.
	RuleTokenBSTR = &dissect.Rule{
		ID: "ra.token-bstr", Req: "RA-2.2.1.15-3", Level: dissect.Must, Spec: "MS-RA 2.2.1.15",
		Title: "token must be a BSTR",
		Doc:   "A BSTR is a DWORD with the length in bytes and then as many bytes; a NUL behind them is not counted (MS-DTYP 2.2.5). The length does not fit the message, so everything is shown as token. The receiver cannot compare the token and ends the connection.",
		Seen:  "decoders/ra/testdata/bstr.txtar",
	}
)
