package ra

import "github.com/radissect/radissect/dissect"

// Rules about control commands, file transfer and chat.
var (
	// RuleRCCommandChannel is broken by a control command that does not come on channel 71.
	RuleRCCommandChannel = &dissect.Rule{
		ID: "ra.rccommand-channel", Req: "RA-2.2.2-1", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "An RCCOMMAND must travel on channel 71",
		Doc:   "The text of a control command came under another channel name, as a chat message, or on a dynamic channel that is not \"71\". A receiver that goes by the channel shows it as text or stores it. It can also be an attempt to have a command carried out that a filter on channel 71 would stop.",
		Seen:  "decoders/ra/testdata/rccommand-channel.txtar",
	}
	// RuleCommandElement is broken by a text on channel 71 that is no well-formed RCCOMMAND.
	RuleCommandElement = &dissect.Rule{
		ID: "ra.rccommand-element", Req: "RA-2.2.2-2", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "A control command must be one empty RCCOMMAND element with NAME",
		Doc:   "Channel 71 carries XML texts of one element without content: <RCCOMMAND NAME=\"...\"/>. The text is not well-formed, has another element, has content, or has no NAME. What could be read of its attributes is shown; the receiver drops it.",
		Seen:  "decoders/ra/testdata/rccommand-element.txtar",
	}
	// RuleCommandName is broken by a NAME that no table has.
	RuleCommandName = &dissect.Rule{
		ID: "ra.rccommand-name", Req: "RA-2.2.2-3", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "NAME must be one of the commands of the specification",
		Doc:   "The receiver compares NAME with the strings of the table and drops what it does not know. Blanks around the name are put aside, as the specification itself prints \"DENIEDRC \". Upper and lower case count.",
		Seen:  "decoders/ra/testdata/rccommand-name.txtar",
	}
	// RuleChannelIDOnly is broken by CHANNELID with a command other than FILEXFER.
	RuleChannelIDOnly = &dissect.Rule{
		ID: "ra.rccommand-channelid-only", Req: "RA-2.2.2-4", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "CHANNELID must be used with FILEXFER only",
		Doc:   "CHANNELID names the channel for the data of a file. With another command it means nothing, and the receiver does not look at it.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleFileAttributes is broken by FILENAME or FILESIZE with a command other than FILEXFER.
	RuleFileAttributes = &dissect.Rule{
		ID: "ra.rccommand-file-attributes", Req: "RA-2.2.2-5", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "FILENAME and FILESIZE must be used with FILEXFER only",
		Doc:   "The two attributes describe a file that is offered. With another command they mean nothing, and the receiver does not look at them.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleVoIPAttributes is broken by an attribute for voice with a command other than VOIPGO.
	RuleVoIPAttributes = &dissect.Rule{
		ID: "ra.rccommand-voip-attributes", Req: "RA-2.2.2-6", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "VOIPVER, VOIPGOKEY and VOIPIPLIST must be used with VOIPGO only",
		Doc:   "The three attributes tell where and with which key a voice connection is to be made. With another command they mean nothing. VOIPGOKEY is a secret that the message then gives away for nothing.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleExpertIPData is broken by EXPERTIPDATA with a command other than EXPERTIP.
	RuleExpertIPData = &dissect.Rule{
		ID: "ra.rccommand-expertipdata", Req: "RA-2.2.2-7", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "EXPERTIPDATA must be used with EXPERTIP only",
		Doc:   "EXPERTIPDATA is the address of the expert, which the novice writes to its log. With another command it means nothing, and the receiver does not look at it.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleSettingAttributes is broken by PROPERTY or VALUE with a command other than
	// SETTINGANNOUNCE.
	RuleSettingAttributes = &dissect.Rule{
		ID: "ra.rccommand-setting-attributes", Req: "RA-2.2.2-8", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "PROPERTY and VALUE must be used with SETTINGANNOUNCE only",
		Doc:   "The two attributes announce a setting. With another command they mean nothing, and the receiver does not look at them.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleCommandAttribute is broken by an attribute that is not described.
	RuleCommandAttribute = &dissect.Rule{
		ID: "ra.rccommand-attribute", Level: dissect.Note, Spec: "MS-RA 2.2.2",
		Title: "RCCOMMAND should have the attributes of the specification only",
		Doc:   "The specification lists eleven attributes, and this is another. XML readers accept it and the receiver does not look at it. A later version of the protocol, or data that somebody hides, can be the cause.",
		Seen:  "decoders/ra/testdata/rccommand-attributes.txtar",
	}
	// RuleCommandDirection is broken by a command from the wrong side.
	RuleCommandDirection = &dissect.Rule{
		ID: "ra.rccommand-direction", Req: "RA-2.2.2-10", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "A control command must come from the side that its description names",
		Doc:   "ABORTRC, REMOTECTRLSTART, REMOTECTRLEND, TYPINGSTART, EXPERTIP and VOIPPREGO2 are sent by the expert; ACCEPTRC, DENIEDRC, ESCRC, REJECTRC and TAKECONTROL by the novice. Both may send the others. A command from the wrong side is ignored by Windows; an implementation that obeys an ACCEPTRC from the expert would hand itself over.",
		Seen:  "decoders/ra/testdata/rccommand-direction.txtar",
	}
	// RuleChannelID is broken by a CHANNELID of another form, or of that of the other side.
	RuleChannelID = &dissect.Rule{
		ID: "ra.rccommand-channelid", Req: "RA-2.2.2-11", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "CHANNELID must have the form for the side that offers the file",
		Doc:   "In versions 2 and 3 the channel is RA_FX. In version 1 a novice makes it of its address, \".\" and the seconds since 1970, an expert of \"1000.\" and the seconds. The receiver opens a channel of that name, so another form can collide with a channel that is in use.",
		Seen:  "decoders/ra/testdata/filexfer.txtar",
	}
	// RuleCommandTerminator is broken by a command without NUL.
	RuleCommandTerminator = &dissect.Rule{
		ID: "ra.rccommand-terminator", Level: dissect.Note, Spec: "MS-RA 4.1",
		Title: "An RCCOMMAND should be NUL-terminated",
		Doc:   "The examples call the message a NULL-terminated Unicode string. The length of the message says where the text ends, so nothing depends on the NUL.",
		Seen:  "decoders/ra/testdata/rccommand-element.txtar",
	}
	// RuleFileXferComplete is broken by a FILEXFER that lacks an attribute.
	RuleFileXferComplete = &dissect.Rule{
		ID: "ra.filexfer-attributes", Req: "RA-3.9.5-1", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "FILEXFER must have FILENAME, FILESIZE and CHANNELID",
		Doc:   "The receiver needs the name to propose it to its user, the size to know how much is to come, and the channel to answer on. One of them is missing. The receiver cannot accept the file.",
		Seen:  "decoders/ra/testdata/filexfer.txtar",
	}
	// RuleSettingValue is broken by a SETTINGANNOUNCE without VALUE.
	RuleSettingValue = &dissect.Rule{
		ID: "ra.settingannounce-value", Req: "RA-3.13.5-3", Level: dissect.Must, Spec: "MS-RA 3.13.5",
		Title: "SETTINGANNOUNCE must have VALUE",
		Doc:   "VALUE must be set to represent the local setting; without it the announcement says nothing. The receiver compares it with its own value, for example to decide about the exchange of contacts.",
		Seen:  "decoders/ra/testdata/settingannounce.txtar",
	}
	// RuleSettingExclusive is broken by a SETTINGANNOUNCE with attributes of other commands.
	RuleSettingExclusive = &dissect.Rule{
		ID: "ra.settingannounce-exclusive", Req: "RA-3.13.5-2", Level: dissect.Should, Spec: "MS-RA 3.13.5",
		Title: "SETTINGANNOUNCE should have NAME, PROPERTY and VALUE only",
		Doc:   "The sender should use these attributes exclusively. Another attribute of RCCOMMAND stands beside them. The receiver does not look at it.",
		Seen:  "decoders/ra/testdata/settingannounce.txtar",
	}
	// RuleVoIPGoComplete is broken by a VOIPGO that lacks key or addresses.
	RuleVoIPGoComplete = &dissect.Rule{
		ID: "ra.voipgo-attributes", Req: "RA-3.17.5-9", Level: dissect.Must, Spec: "MS-RA 3.17.5",
		Title: "VOIPGO must have VOIPGOKEY and VOIPIPLIST",
		Doc:   "The two attributes are what the expert makes the voice connection with: the key to encrypt it, and the addresses on which the novice waits. One of them is missing. No voice connection comes about.",
		Seen:  "decoders/ra/testdata/voipgo.txtar",
	}
	// RuleVoIPVersion is broken by a VOIPVER of another value.
	RuleVoIPVersion = &dissect.Rule{
		ID: "ra.voipgo-version", Req: "RA-4.1-1", Level: dissect.Should, Spec: "MS-RA 4.1",
		Title: "VOIPVER should have its fixed value",
		Doc:   "The text says that VOIPVER should always be set to VOIPVER, while the example beside it has VOIPVER2. Both are accepted. No other value is known.",
		Seen:  "decoders/ra/testdata/voipgo.txtar",
	}
	// RuleVoIPGoSender is broken by a VOIPGO that the expert sends.
	RuleVoIPGoSender = &dissect.Rule{
		ID: "ra.voipgo-sender", Req: "RA-3.17-1", Level: dissect.Note, Spec: "MS-RA 3.17.5",
		Title: "VOIPGO should come from the novice",
		Doc:   "The novice must act as the RTC server, and VOIPGO says that the server is ready. The table of section 2.2.2, however, has the expert send it where the novice asked for voice. Because the two contradict each other, a VOIPGO from the expert is noted only.",
		Seen:  "decoders/ra/testdata/voipgo.txtar",
	}
	// RuleFileCommandChannel is broken by a file transfer command on channel 71.
	RuleFileCommandChannel = &dissect.Rule{
		ID: "ra.file-command-channel", Req: "RA-2.2.3-1", Level: dissect.Must, Spec: "MS-RA 2.2.3",
		Title: "File transfer commands must travel on the channel of the file",
		Doc:   "FILEXFERACK, FILEXFEREND and FILEXFERREJECT are Unicode strings on the channel that carries the data. Here one came on channel 71, where only RCCOMMAND texts are expected. The receiver drops it, and the transfer hangs.",
		Seen:  "decoders/ra/testdata/rccommand-channel.txtar",
	}
	// RuleChatChannel is broken by chat on a dynamic channel other than 70.
	RuleChatChannel = &dissect.Rule{
		ID: "ra.chat-channel", Req: "RA-2.1-4", Level: dissect.Must, Spec: "MS-RA 2.1",
		Title: "Chat must travel on channel 70",
		Doc:   "The header of the message names the chat channel, but the message came on a dynamic channel of another name. On the static channel \"remdesk\" all names may come. A receiver that goes by the channel does not show it.",
		Seen:  "decoders/ra/testdata/wrong-channel-control.txtar",
	}
	// RuleChatTerminator is broken by chat without a NUL at its end.
	RuleChatTerminator = &dissect.Rule{
		ID: "ra.chat-terminator", Req: "RA-3.11.5-1", Level: dissect.Must, Spec: "MS-RA 3.11.5",
		Title: "A chat message must be a NUL-terminated Unicode string",
		Doc:   "The receiver always takes what comes on channel 70 for a NUL-terminated string and shows it as it is. There is no NUL at the end, or the number of bytes is odd. A receiver without a check of its own reads beyond the message.",
		Seen:  "decoders/ra/testdata/chat.txtar",
	}
)
