package encomsp

import "github.com/radissect/radissect/dissect"

var (
	// LengthMinimum is broken by a Length below four.
	LengthMinimum = &dissect.Rule{
		ID: "encomsp.length-minimum", Level: dissect.Must, Spec: "MS-RDPEMC 2.2.1",
		Title: "Length must count the header",
		Doc: "Length is the size of the whole PDU; the header alone takes four bytes. With less, the start of the next PDU " +
			"cannot be found, and the rest of the message stays closed.",
		Seen: "decoders/encomsp/testdata/length.txtar",
	}
	// LengthFits is broken by a Length beyond the end of the message.
	LengthFits = &dissect.Rule{
		ID: "encomsp.length-fits", Req: "EMC-2.2.1-1", Level: dissect.Must, Spec: "MS-RDPEMC 3.1.5.1",
		Title: "A PDU must fit into the data of the channel",
		Doc: "Receivers check that the message of the channel still holds as many bytes as Length says, and end the session " +
			"when it does not.",
		Seen: "decoders/encomsp/testdata/length.txtar",
	}
	// TypeKnown is broken by a type that is not given out.
	TypeKnown = &dissect.Rule{
		ID: "encomsp.type-known", Req: "EMC-3.1.5.1-1", Level: dissect.Note, Spec: "MS-RDPEMC 3.1.5.1",
		Title: "PDUs usually have one of the thirteen types",
		Doc: "Both sides may add messages of their own as long as they keep the header, and receivers pass over types they " +
			"do not know. FreeRDP drops the rest of the message.",
		Seen: "decoders/encomsp/testdata/type-known.txtar",
	}
	// Direction is broken by a PDU from the wrong side.
	Direction = &dissect.Rule{
		ID: "encomsp.direction", Level: dissect.Should, Spec: "MS-RDPEMC 2.2.3.6",
		Title: "Requests should come from a participant, all else from the sharing manager",
		Doc: "Two PDUs ask for something: Show Window and Change Participant Control Level. All others tell participants " +
			"what the sharing manager knows. Receivers pass over PDUs from the wrong side.",
		Seen: "decoders/encomsp/testdata/direction.txtar",
	}
	// StringLength is broken by a name of more than 1,024 characters.
	StringLength = &dissect.Rule{
		ID: "encomsp.string-length", Req: "EMC-2.2.2-1", Level: dissect.Must, Spec: "MS-RDPEMC 2.2.2",
		Title: "cchString must not exceed 1,024",
		Doc: "The length of a name counts characters of two bytes. Receivers that keep names in a buffer of the largest size " +
			"read beyond it, or refuse the PDU.",
		Seen: "decoders/encomsp/testdata/string-length.txtar",
	}
	// AppRemovedKnown is broken by the removal of an application nobody has created.
	AppRemovedKnown = &dissect.Rule{
		ID: "encomsp.app-removed-known", Req: "EMC-2.2.3.2-1", Level: dissect.Must, Spec: "MS-RDPEMC 2.2.3.3",
		Title: "An application that is removed must be in the application list",
		Doc: "AppId is that of an Application-Created PDU before. Receivers pass over the PDU (3.1.5.3). Lists from before a " +
			"Filter-Updated PDU still count here. Where the start of the capture was missed nothing is checked.",
		Seen: "decoders/encomsp/testdata/known.txtar",
	}
	// WindowRemovedKnown is broken by the removal of a window nobody has created.
	WindowRemovedKnown = &dissect.Rule{
		ID: "encomsp.window-removed-known", Level: dissect.Must, Spec: "MS-RDPEMC 2.2.3.5",
		Title: "A window that is removed must be in the window list",
		Doc:   "WndId is that of a Window-Created PDU before. Receivers pass over the PDU (3.1.5.3).",
		Seen:  "decoders/encomsp/testdata/known.txtar",
	}
	// WindowShownKnown is broken by a request for a window nobody has created.
	WindowShownKnown = &dissect.Rule{
		ID: "encomsp.window-shown-known", Level: dissect.Must, Spec: "MS-RDPEMC 2.2.3.6",
		Title: "A window to be shown must be in the window list",
		Doc:   "A participant asks for a window that the sharing manager has announced. Windows ignores requests for others.",
		Seen:  "decoders/encomsp/testdata/known.txtar",
	}
	// ParticipantRemovedKnown is broken by the removal of a participant nobody has created.
	ParticipantRemovedKnown = &dissect.Rule{
		ID: "encomsp.participant-removed-known", Level: dissect.Should, Spec: "MS-RDPEMC 3.1.5.3",
		Title: "A participant that is removed should be in the participant list",
		Doc:   "ParticipantId is that of a Participant-Created PDU before. Receivers pass over the PDU.",
		Seen:  "decoders/encomsp/testdata/known.txtar",
	}
	// AppBeforeWindow is broken by a window of an application that was not created.
	AppBeforeWindow = &dissect.Rule{
		ID: "encomsp.app-before-window", Req: "EMC-3.1.5.3-1", Level: dissect.Should, Spec: "MS-RDPEMC 3.1.5.3",
		Title: "An application should be created before its windows",
		Doc: "A window belongs to an application, so that participants can list windows by application. Receivers that keep " +
			"such lists do not know where to put this one.",
		Seen: "decoders/encomsp/testdata/order.txtar",
	}
	// WindowsBeforeApp is broken by the removal of an application that still has windows.
	WindowsBeforeApp = &dissect.Rule{
		ID: "encomsp.windows-before-app", Level: dissect.Should, Spec: "MS-RDPEMC 3.1.5.3",
		Title: "The windows of an application should be removed before it",
		Doc:   "A window lives no longer than its application. Receivers remove the windows that are left by themselves.",
		Seen:  "decoders/encomsp/testdata/order.txtar",
	}
	// GrantAnnounced is broken by a granted request without the news of it.
	GrantAnnounced = &dissect.Rule{
		ID: "encomsp.grant-announced", Req: "EMC-3.3.5.2.3-1", Level: dissect.Should, Spec: "MS-RDPEMC 3.3.5.2.3",
		Title: "A granted control level should be announced to the participants",
		Doc: "The sharing manager has answered a Change Participant Control Level PDU with reason 0, which is taken to grant " +
			"it, and no Participant-Created PDU with these permissions came. The participants show the level as it was " +
			"before.",
		Seen: "decoders/encomsp/testdata/grant.txtar",
	}
)
