package ra

import "github.com/radissect/radissect/dissect"

// Rules about the header, MS-RA 2.1 to 2.2.1.3. The rules about each type of
// message are in rulescontrol.go, those about commands and chat in rulescommand.go.
var (
	// RuleControlChannel is broken by a session initialization message on a dynamic channel of
	// another name.
	RuleControlChannel = &dissect.Rule{
		ID: "ra.control-channel", Req: "RA-2.2.1-1", Level: dissect.Must, Spec: "MS-RA 2.2.1",
		Title: "Session initialization messages must travel on the session initialization channel",
		Doc:   "The message carries the name of the session initialization channel in its header, but came on the dynamic channel for chat, control or files. Only \"RC_CTL\" and the static \"remdesk\" are for such messages. A receiver that goes by the channel takes it for something else.",
		Seen:  "decoders/ra/testdata/wrong-channel-chat.txtar",
	}
	// RuleDataLen is broken by a DataLen that does not fit the message.
	RuleDataLen = &dissect.Rule{
		ID: "ra.data-length", Req: "RA-2.2.1.1-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.1",
		Title: "ChannelNameLen, DataLen and the eight bytes that hold them must add up to the message",
		Doc:   "The two lengths are the only framing inside a message of the virtual channel, so together with their own eight bytes they give its length. Bytes beyond DataLen are not read as part of the message; where there are fewer than DataLen, all are read. FreeRDP and Windows agree on counting the four bytes of msgType into DataLen.",
		Seen:  "decoders/ra/testdata/header.txtar",
	}
	// RuleDataLenType is broken by a DataLen that leaves out the four bytes of msgType.
	RuleDataLenType = &dissect.Rule{
		ID: "ra.data-length-type", Level: dissect.Note, Spec: "MS-RA 2.2.1.1",
		Title: "DataLen should count msgType",
		Doc:   "DataLen is four bytes too small, by the size of msgType. The specification calls it the length of the packet data and does not say whether the REMOTEDESKTOP_CTL_BUFHEADER belongs to that; peers that were observed count it. The message is read to its end.",
		Seen:  "decoders/ra/testdata/header.txtar",
	}
	// RuleChannelName is broken by a ChannelName without NUL or of the wrong size.
	RuleChannelName = &dissect.Rule{
		ID: "ra.channel-name", Req: "RA-2.2.1.2-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.2",
		Title: "ChannelName must be NUL-terminated UTF-16 of at most 64 bytes",
		Doc:   "The name in the header is longer than 64 bytes, has an odd number of bytes, or does not end with a NUL. FreeRDP drops messages with a longer or odd name. Further NULs behind the first are accepted: the 72 bytes that the specification prints for the header are those of a name padded to 64 bytes.",
		Seen:  "decoders/ra/testdata/header.txtar",
	}
	// RuleChannelNameKnown is broken by a ChannelName that means nothing.
	RuleChannelNameKnown = &dissect.Rule{
		ID: "ra.channel-name-known", Req: "RA-2.2.1.2-2", Level: dissect.Must, Spec: "MS-RA 2.2.1.2",
		Title: "ChannelName must be one of the names of the specification",
		Doc:   "The names are RC_CTL, remdesk, 70, 71, RA_FX, an IP address with \".\" and seconds, and \"1000.\" with seconds. The receiver has no rule for a message under any other name and drops it. Upper and lower case count.",
		Seen:  "decoders/ra/testdata/header.txtar",
	}
	// RuleMessageType is broken by a msgType that is not described.
	RuleMessageType = &dissect.Rule{
		ID: "ra.message-type", Req: "RA-2.2.1.3-1", Level: dissect.Must, Spec: "MS-RA 2.2.1.3",
		Title: "msgType must be 1 to 12",
		Doc:   "Twelve types of session initialization messages are described. A message of another type has no known payload; its bytes are shown as data. Receivers ignore it.",
		Seen:  "decoders/ra/testdata/header.txtar",
	}
)
