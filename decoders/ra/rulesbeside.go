package ra

import "github.com/radissect/radissect/dissect"

// Rules about what a session wants of the connection it is part of: the Client
// Info PDU, dynamic channels, the view of the desktop and input, MS-RA 2.1, 2.2.7
// and 3.
var (
	// RuleChannelsCreated is broken by a session without one of its three dynamic channels.
	RuleChannelsCreated = &dissect.Rule{
		ID: "ra.channels-created", Req: "RA-2.1-1", Level: dissect.Must, Spec: "MS-RA 2.1",
		Title: "The channels for session initialization, chat and control must all be created",
		Doc:   "The session uses dynamic channels and was established, and by the end of the connection nobody has asked for one of \"RC_CTL\", \"70\" and \"71\". What belongs on the missing channel could not be sent. A session on the static channel \"remdesk\" carries all three there and is not meant.",
		Seen:  "pcaps/ra/ra_v2_crafted_channels.pcap",
	}
	// RuleChannelsStay is broken by a dynamic channel that is closed while the session goes on.
	RuleChannelsStay = &dissect.Rule{
		ID: "ra.channels-stay", Req: "RA-2.1-6", Level: dissect.Must, Spec: "MS-RA 2.1",
		Title: "The channels for session initialization, chat and control must stay open until the session ends",
		Doc:   "One of the dynamic channels \"RC_CTL\", \"70\" and \"71\" was closed, and the session goes on with this message, with no DISCONNECT before it. What belongs on that channel can no longer be sent.",
		Seen:  "pcaps/ra/ra_v2_crafted_channels.pcap",
	}
	// RuleFileSeparate is broken by a file that shares the channel of something else.
	RuleFileSeparate = &dissect.Rule{
		ID: "ra.file-separate-channel", Req: "RA-2.1-7", Level: dissect.Must, Spec: "MS-RA 2.1",
		Title: "A file must be transferred on a dynamic channel of its own",
		Doc:   "The session uses dynamic channels, where one is created for each file that is sent. This part of a file transfer came on the channel of something else. A receiver that waits on the file's own channel does not get it.",
		Seen:  "pcaps/ra/ra_v2_crafted_channels.pcap",
	}
	// RuleFileChannelFirst is broken by a novice that offers a file without its channel.
	RuleFileChannelFirst = &dissect.Rule{
		ID: "ra.file-channel-first", Req: "RA-3.9.3-1", Level: dissect.Must, Spec: "MS-RA 3.9.3",
		Title: "The channel of a file must be opened before FILEXFER",
		Doc:   "FILEXFER names a dynamic channel in CHANNELID that was not asked for or is closed. This is checked for the novice only: as the server of RDP it is the side that creates dynamic channels. The expert has nowhere to send its answer.",
		Seen:  "pcaps/ra/ra_v2_crafted_channels.pcap",
	}
	// RuleLogonShell is broken by a Client Info PDU with another AlternateShell.
	RuleLogonShell = &dissect.Rule{
		ID: "ra.alternate-shell", Req: "RA-2.2.7.2-1", Level: dissect.Must, Spec: "MS-RA 2.2.7.2",
		Title: "AlternateShell of the Client Info PDU must be the password of the invitation, or \"*\"",
		Doc:   "The expert puts the password of the invitation into this field, or \"*\" where there is none. It is empty; or it is neither \"*\" nor the password of the invitation that was given to radissect. Its value is not shown. The finding stands at the first message of the session, which shows that the connection is one of Remote Assistance.",
		Seen:  "pcaps/ra/ra_v2_crafted_logon.pcap",
	}
	// RuleLogonPassword is broken by a Client Info PDU with a password.
	RuleLogonPassword = &dissect.Rule{
		ID: "ra.logon-password", Req: "RA-2.2.7.2-2", Level: dissect.Must, Spec: "MS-RA 2.2.7.2",
		Title: "Password of the Client Info PDU must be \"*\"",
		Doc:   "An assistance session needs no account on the novice's computer, so the field holds \"*\". It holds something else, which may be a password given away; it is not shown. The finding stands at the first message of the session.",
		Seen:  "pcaps/ra/ra_v2_crafted_logon.pcap",
	}
	// RuleLogonWorkingDir is broken by a Client Info PDU with the id of another invitation.
	RuleLogonWorkingDir = &dissect.Rule{
		ID: "ra.working-dir", Req: "RA-2.2.7.2-3", Level: dissect.Must, Spec: "MS-RA 2.2.7.2",
		Title: "WorkingDir of the Client Info PDU must be the id of the connection string",
		Doc:   "The novice finds the invitation by this id: RASessionID of a connection string of type 1, ID of the A element of one of type 2. It is compared with the string of AUTHENTICATE, or with that of the invitation that was given and that its password opens. The novice cannot find the invitation, or finds another.",
		Seen:  "pcaps/ra/ra_v2_crafted_logon.pcap",
	}
	// RuleViewVersion2 is broken by graphics before a session of version 2 is established.
	RuleViewVersion2 = &dissect.Rule{
		ID: "ra.view-before-consent", Req: "RA-3.3-1", Level: dissect.Note, Spec: "MS-RA 3.3",
		Title: "The expert must get no view before session initialization is complete",
		Doc:   "The novice sends graphics and has not accepted the expert yet. Whoever connects may see the desktop without a proof and without the user's word. The novice of FreeRDP does so by default: it shows the desktop as soon as RDP stands. What the graphics show is not read, so a picture that only asks to wait looks the same: the specification says MUST, but that a view was given is inferred, and so this is a note.",
		Seen:  "pcaps/ra/ra_rdp_plain_lo.pcap",
	}
	// RuleViewVersion1 is broken by graphics before a session of version 1 is established.
	RuleViewVersion1 = &dissect.Rule{
		ID: "ra.view-before-consent-1", Req: "RA-3.4.5-5", Level: dissect.Note, Spec: "MS-RA 3.4.5",
		Title: "The novice of version 1 must send the desktop only after REMOTE_CONTROL_DESKTOP and its user's consent",
		Doc:   "The novice sends graphics, and the SAFERROR_NOERROR that answers REMOTE_CONTROL_DESKTOP has not come. Whoever connects may see the desktop without the user's word. The novice of FreeRDP does so by default. What the graphics show is not read, so a picture that only asks to wait looks the same: the specification says MUST, but that a view was given is inferred, and so this is a note.",
		Seen:  "pcaps/ra/ra_v1_plain_lo.pcap",
	}
	// RuleViewVersion3 is broken by graphics before the tokens were exchanged.
	RuleViewVersion3 = &dissect.Rule{
		ID: "ra.view-before-consent-3", Req: "RA-3.8.5-3", Level: dissect.Note, Spec: "MS-RA 3.8.5",
		Title: "The novice of version 3 must give no view before its user permits it",
		Doc:   "The user is asked when the novice has checked the token of the expert. The novice sends graphics, and the expert has sent no token. Whoever connects may see the desktop without a proof. What the graphics show is not read, so a picture that only asks to wait looks the same: the specification says MUST, but that a view was given is inferred, and so this is a note.",
		Seen:  "pcaps/ra/ra_v3_crafted_view.pcap",
	}
	// RuleInputCeded tells of input of an expert that has given control up.
	RuleInputCeded = &dissect.Rule{
		ID: "ra.input-after-control", Req: "RA-3.15.5-5", Level: dissect.Note, Spec: "MS-RA 3.15.5",
		Title: "The expert should send no input after it has given control up",
		Doc:   "The expert has ended control itself, and presses a key or a button. The novice must have switched control off, so that the input has no effect; sending it is not forbidden, hence a note. FreeRDP sends input whenever its window has the focus. It is told once for each time without control.",
		Seen:  "pcaps/ra/ra_v2_crafted_input.pcap",
	}
	// RuleInputViewing tells of input of an expert that does not control the desktop.
	RuleInputViewing = &dissect.Rule{
		ID: "ra.input-while-viewing", Req: "RA-3.15.5-7", Level: dissect.Note, Spec: "MS-RA 3.15",
		Title: "The expert should send input only while it controls the desktop",
		Doc:   "The expert presses a key or a button, and the novice has not granted control or has taken it back. It must have no effect; sending it is not forbidden, hence a note. Moves of the mouse are left out. FreeRDP sends input whenever its window has the focus. It is told once for each time without control.",
		Seen:  "pcaps/ra/ra_rdp_plain_lo.pcap",
	}
	// RuleInputTaken tells of input of an expert from whom the novice has taken control back.
	RuleInputTaken = &dissect.Rule{
		ID: "ra.control-after-consent", Level: dissect.Security, Spec: "MS-RA 3.15.1",
		Title: "The expert's input should end when the novice takes control back or leaves",
		Doc:   "The novice has ended control with TAKECONTROL, ESCRC or DISCONNECT, and more than a second later, which is longer than what was under way takes, the expert still presses keys or buttons. The novice must have switched control off, so that the input has no effect; if it has not, somebody controls the desktop against its user's word. Input after the expert's own REMOTECTRLEND is ra.input-after-control. It is told once for each time without control.",
		Seen:  "pcaps/ra/ra_v2_crafted_taken.pcap",
	}
	// RuleClearPassword is broken by the password of an invitation in a connection that
	// nothing encrypts.
	RuleClearPassword = &dissect.Rule{
		ID: "ra.clear-password", Level: dissect.Security, Spec: "MS-RA 2.2.7.2",
		Title: "The password of an invitation should not be sent in the clear",
		Doc:   "AlternateShell of the Client Info PDU is where the expert puts the password of the invitation. It holds something other than \"*\", and neither TLS nor standard RDP security encrypts the connection: whoever sees the traffic can use the invitation. The value is not shown.",
		Seen:  "pcaps/ra/ra_bare_plain_lo.pcap",
	}
)
