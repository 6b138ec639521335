package ra

import "github.com/radissect/radissect/dissect"

// Rules about chat, settings, share control and voice, MS-RA 3.11 to 3.18.
var (
	// RuleInternalDataVersion is broken by INTERNALDATA in versions 1 and 2.
	RuleInternalDataVersion = &dissect.Rule{
		ID: "ra.internaldata-version", Req: "RA-2.2.2-9", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "INTERNALDATA must be used in version 3 only",
		Doc:   "The attribute is supported only by version 3, where it marks files that are not for the user, such as contact information. The version of this session was chosen before and is another one. The receiver offers the file to its user as any other.",
		Seen:  "decoders/ra/testdata/seq-internaldata-version.txtar",
	}
	// RuleSettingVersion is broken by SETTINGANNOUNCE in versions 1 and 2.
	RuleSettingVersion = &dissect.Rule{
		ID: "ra.settingannounce-version", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "SETTINGANNOUNCE must be used in version 3 only",
		Doc:   "The command is supported only by version 3. The version of this session was chosen before and is another one. The receiver drops the message.",
		Seen:  "decoders/ra/testdata/seq-settingannounce-version.txtar",
	}
	// RuleCommandVersion1 is broken by REMOTECTRLSTART or EXPERTIP in versions 2 and 3.
	RuleCommandVersion1 = &dissect.Rule{
		ID: "ra.rccommand-version-1", Req: "RA-2.2.2-12", Level: dissect.Must, Spec: "MS-RA 2.2.2",
		Title: "REMOTECTRLSTART and EXPERTIP must be used in version 1 only",
		Doc:   "Both commands are sent only by experts of version 1. In versions 2 and 3 control is asked for on the channel encomsp. The version of this session was chosen before and is another one; the novice drops the message.",
		Seen:  "decoders/ra/testdata/seq-rccommand-version-1.txtar",
	}
	// RuleChatLength is broken by a chat message that is too long for versions 2 and 3.
	RuleChatLength = &dissect.Rule{
		ID: "ra.chat-length", Req: "RA-3.11.5-2", Level: dissect.Must, Spec: "MS-RA 3.11.5",
		Title: "A chat message of versions 2 and 3 must not exceed 1,024 bytes",
		Doc:   "The limit counts the NUL. Receivers have to take longer messages of version 1, so they show this one; one with a fixed buffer cuts it or writes beyond its end.",
		Seen:  "decoders/ra/testdata/seq-chat-length.txtar",
	}
	// RuleSettingStart is broken by a novice that announces a setting first.
	RuleSettingStart = &dissect.Rule{
		ID: "ra.settingannounce-start", Req: "RA-3.13-1", Level: dissect.Should, Spec: "MS-RA 3.13",
		Title: "The expert should start the exchange of a setting",
		Doc:   "The novice announces its value in response to the same setting of the expert. Here it comes unasked. The expert takes it for an answer to a question it has not put.",
		Seen:  "decoders/ra/testdata/seq-settingannounce-start.txtar",
	}
	// RuleContactAnnounced is broken by a contact file where the expert has not announced
	// CONTACTEXCHANGE.
	RuleContactAnnounced = &dissect.Rule{
		ID: "ra.contact-announced", Req: "RA-3.14-1", Level: dissect.Must, Spec: "MS-RA 3.14",
		Title: "The expert of version 3 must announce its CONTACTEXCHANGE setting",
		Doc:   "Contacts are exchanged only when both users want it, and the announcement is where they say so. A file is offered as internal data without it. A receiver that keeps it stores a contact that its user has not asked for.",
		Seen:  "decoders/ra/testdata/seq-contact-announced.txtar",
	}
	// RuleContactSent is broken by an expert that ends the session without its contact file.
	RuleContactSent = &dissect.Rule{
		ID: "ra.contact-sent", Req: "RA-3.14-2", Level: dissect.Must, Spec: "MS-RA 3.14",
		Title: "The expert must send its contact file when both sides have announced CONTACTEXCHANGE 1",
		Doc:   "Both users want to exchange contacts, and the expert has to begin. The session ends and it has not. Nothing is stored on either side.",
		Seen:  "decoders/ra/testdata/seq-contact-sent.txtar",
	}
	// RuleContactOrder is broken by a novice that does not send its contact file in turn.
	RuleContactOrder = &dissect.Rule{
		ID: "ra.contact-order", Req: "RA-3.14-3", Level: dissect.Must, Spec: "MS-RA 3.14",
		Title: "The novice must send its contact file after that of the expert",
		Doc:   "The novice answers the contact file of the expert with its own. It has offered it first, or has not sent it by the end of the session. The expert has no contact of the novice, or gets one before it has told who it is.",
		Seen:  "decoders/ra/testdata/seq-contact-order.txtar",
	}
	// RuleSettingAnswer is broken by a novice that does not answer a setting.
	RuleSettingAnswer = &dissect.Rule{
		ID: "ra.settingannounce-answer", Req: "RA-3.14.5-1", Level: dissect.Should, Spec: "MS-RA 3.14.5",
		Title: "The novice should answer a setting with its own value",
		Doc:   "The expert has announced a setting, and the session ends without the value of the novice. What depends on both values, as the exchange of contacts does, does not take place.",
		Seen:  "decoders/ra/testdata/seq-settingannounce-answer.txtar",
	}
	// RuleControlUnasked tells of control that was granted without a request.
	RuleControlUnasked = &dissect.Rule{
		ID: "ra.control-unasked", Level: dissect.Security, Spec: "MS-RA 3.15.5",
		Title: "Control should be granted only when the expert has asked for it",
		Doc:   "The novice has sent ACCEPTRC, or a Control Level Change Response of MS-RDPEMC that grants interaction, and neither REMOTECTRLSTART nor a request through MS-RDPEMC came before it. Control of the novice's keyboard and mouse is given away with nobody having asked. A program on the side of the novice, rather than its user, can be the cause.",
		Seen:  "decoders/ra/testdata/seq-control-unasked.txtar",
	}
	// RuleRequestForm is broken by a request through MS-RDPEMC in version 1.
	RuleRequestForm = &dissect.Rule{
		ID: "ra.control-request-form", Req: "RA-3.15.5-1", Level: dissect.Should, Spec: "MS-RA 3.15.5",
		Title: "Control should be asked for with REMOTECTRLSTART in version 1 and through MS-RDPEMC later",
		Doc:   "This expert of version 1 asks with a Change Participant Control Level PDU, which belongs to versions 2 and 3. A novice of version 1 has no such channel and does not answer. FreeRDP asks in this way in every version.",
		Seen:  "pcaps/ra/ra_v1_crafted_odd.pcap",
	}
	// RuleShareOrder is broken by a command about share control that comes out of order.
	RuleShareOrder = &dissect.Rule{
		ID: "ra.share-control-order", Level: dissect.Should, Spec: "MS-RA 3.15.5",
		Title: "Commands about share control should follow the order viewing, requested, controlling",
		Doc:   "From viewing the expert asks (REMOTECTRLSTART, or MS-RDPEMC); the novice answers with ACCEPTRC, REJECTRC or DENIEDRC; control ends with REMOTECTRLEND, TAKECONTROL, ESCRC or ABORTRC. This command has no place in the state named. The receiver should ignore it, so both sides may now disagree on who controls the desktop.",
		Seen:  "decoders/ra/testdata/seq-share-control-order.txtar",
	}
	// RuleRejectDenied is broken by REJECTRC together with DENIEDRC.
	RuleRejectDenied = &dissect.Rule{
		ID: "ra.reject-denied", Req: "RA-3.16.5-1", Level: dissect.Must, Spec: "MS-RA 3.16.5",
		Title: "REJECTRC must not be sent together with DENIEDRC",
		Doc:   "The two are exclusive: where system settings deny control, DENIEDRC is sent and REJECTRC is not. The novice has answered one request with both. The expert takes the second for the answer to its next request.",
		Seen:  "decoders/ra/testdata/seq-reject-denied.txtar",
	}
	// RuleWizardBad is broken by a call to a side whose audio does not work.
	RuleWizardBad = &dissect.Rule{
		ID: "ra.wizard-bad", Req: "RA-3.17.5-2", Level: dissect.Should, Spec: "MS-RA 3.17.5",
		Title: "A side that has received WIZARDBAD should not ask for voice",
		Doc:   "The other side has said that its audio wizard failed, and not that it has succeeded since. PRESTART asks it for voice all the same. It will refuse.",
		Seen:  "decoders/ra/testdata/seq-wizard-bad.txtar",
	}
	// RuleVoiceAnswer is broken by an answer to a call that nobody made.
	RuleVoiceAnswer = &dissect.Rule{
		ID: "ra.voice-answer", Req: "RA-3.17.5-4", Level: dissect.Should, Spec: "MS-RA 3.17.5",
		Title: "PRESTARTYES, PRESTARTNO and VOIPQNO should answer a PRESTART",
		Doc:   "The other side has not asked for voice, or has been answered already. The receiver has nothing that the answer could belong to, and ignores it.",
		Seen:  "decoders/ra/testdata/seq-voice-answer.txtar",
	}
	// RuleVoiceRefused is broken by an expert that turns the novice's VOIPPREGO down with VOIPQNO.
	RuleVoiceRefused = &dissect.Rule{
		ID: "ra.voice-refused", Req: "RA-3.17.5-5", Level: dissect.Should, Spec: "MS-RA 3.17.5",
		Title: "The expert should answer with VOIPGONO when it cannot start",
		Doc:   "The text says that the expert must send VOIPGONO in answer to VOIPPREGO, figure 22 and the table of commands have VOIPQNO. Because they contradict each other, this is no more than a recommendation. The novice ends the call either way.",
		Seen:  "decoders/ra/testdata/seq-voice-refused.txtar",
	}
	// RuleVoiceClient is broken by VOIPGO that does not wait for VOIPPREGO2.
	RuleVoiceClient = &dissect.Rule{
		ID: "ra.voice-client", Req: "RA-3.17.5-6", Level: dissect.Must, Spec: "MS-RA 3.17.5",
		Title: "The expert must send VOIPPREGO2 when it can start",
		Doc:   "Where the novice asks for voice, it waits after VOIPPREGO for the expert to say that it can start. The novice goes on with VOIPGO and no VOIPPREGO2 has come. Nobody may be there to connect.",
		Seen:  "decoders/ra/testdata/seq-voice-client.txtar",
	}
	// RuleCallEnds is broken by a call that is set up again without an end.
	RuleCallEnds = &dissect.Rule{
		ID: "ra.voice-ends", Req: "RA-3.17.5-7", Level: dissect.Must, Spec: "MS-RA 3.17.5",
		Title: "A call must be ended with PRESTART",
		Doc:   "Voice is established, and the only command of this kind that has a meaning is the PRESTART that ends it. Another one came. One side believes that the call has ended and has not said so.",
		Seen:  "decoders/ra/testdata/seq-voice-ends.txtar",
	}
	// RuleEndAnswered is broken by an end of a call that is not confirmed with PRESTARTYES.
	RuleEndAnswered = &dissect.Rule{
		ID: "ra.voice-end-answer", Req: "RA-3.17.5-8", Level: dissect.Should, Spec: "MS-RA 3.17.5",
		Title: "The PRESTART that ends a call should be answered with PRESTARTYES",
		Doc:   "The receiver cleans up and then sends PRESTARTYES (the section about the novice says that it must). It has sent another answer. The other side cannot tell when a new call is possible.",
		Seen:  "decoders/ra/testdata/seq-voice-end-answer.txtar",
	}
	// RuleVoiceOrder is broken by a command about voice that comes out of order.
	RuleVoiceOrder = &dissect.Rule{
		ID: "ra.voice-order", Level: dissect.Should, Spec: "MS-RA 3.17.5",
		Title: "Commands about voice should follow the order of the figures",
		Doc:   "PRESTART, PRESTARTYES, VOIPPREGO and VOIPGO set up a call of the expert; a call of the novice has VOIPPREGO2 before VOIPGO. This command has no place in the state named. The receiver ignores it.",
		Seen:  "decoders/ra/testdata/seq-voice-order.txtar",
	}
)
