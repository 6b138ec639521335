package ra

import "github.com/radissect/radissect/dissect"

// Rules about file transfer and contact files, MS-RA 2.2.5, 3.9 and 3.10.
var (
	// RuleChannelIDVersion is broken by a CHANNELID of another version.
	RuleChannelIDVersion = &dissect.Rule{
		ID: "ra.rccommand-channelid-version", Level: dissect.Must, Spec: "MS-RA 2.2.1.2",
		Title: "CHANNELID must have the form of the version in use",
		Doc:   "Versions 2 and 3 use RA_FX. Version 1 makes a name of the address of the novice or of \"1000\", and the seconds since 1970. The version of this session was chosen before and has the other form; the receiver cannot open the channel.",
		Seen:  "decoders/ra/testdata/seq-rccommand-channelid-version.txtar",
	}
	// RuleAckReceiver is broken by FILEXFERACK from the side that sends the file.
	RuleAckReceiver = &dissect.Rule{
		ID: "ra.file-ack-receiver", Level: dissect.Must, Spec: "MS-RA 2.2.3",
		Title: "FILEXFERACK must come from the receiver of the file",
		Doc:   "The receiver accepts a file with this message. Here it comes from the side that has offered the file. An implementation that obeys it has its own offer accepted by itself.",
		Seen:  "decoders/ra/testdata/seq-file-ack-receiver.txtar",
	}
	// RuleEndSender is broken by FILEXFEREND from the side that receives the file.
	RuleEndSender = &dissect.Rule{
		ID: "ra.file-end-sender", Level: dissect.Must, Spec: "MS-RA 2.2.3",
		Title: "FILEXFEREND must come from the sender of the file",
		Doc:   "The sender ends a file with this message. Here it comes from the side that receives the file, and that would cancel with FILEXFERREJECT. The sender goes on, or leaves a file that is not whole.",
		Seen:  "decoders/ra/testdata/seq-file-end-sender.txtar",
	}
	// RuleContactChild is broken by a contact file with another number of contacts than one.
	RuleContactChild = &dissect.Rule{
		ID: "ra.contact-child", Req: "RA-2.2.5-1", Level: dissect.Must, Spec: "MS-RA 2.2.5",
		Title: "RAINVITATIONCOLL must have exactly one child",
		Doc:   "A contact file tells about its sender and nobody else. This one holds no contact or several. A receiver that stores all of them trusts people that the other side has chosen.",
		Seen:  "decoders/ra/testdata/seq-contact-child.txtar",
	}
	// RuleContactType is broken by a TYPE other than 1.
	RuleContactType = &dissect.Rule{
		ID: "ra.contact-type", Req: "RA-2.2.5-2", Level: dissect.Must, Spec: "MS-RA 2.2.5",
		Title: "TYPE of a contact must be 1",
		Doc:   "The attribute is not used and always set to 1. Another value has no meaning. The receiver does not look at it.",
		Seen:  "decoders/ra/testdata/seq-contact-type.txtar",
	}
	// RuleContactVersion is broken by a contact file in versions 1 and 2.
	RuleContactVersion = &dissect.Rule{
		ID: "ra.contact-version", Req: "RA-2.2.5-3", Level: dissect.Must, Spec: "MS-RA 2.2.5",
		Title: "Contact files must be used in version 3 only",
		Doc:   "Contact information is used only in version 3, as internal data. This file has the form of contact information, and the version of this session is another one. The receiver offers it to its user as any other file.",
		Seen:  "decoders/ra/testdata/seq-contact-version.txtar",
	}
	// RuleOneFile is broken by an offer while another file is under way.
	RuleOneFile = &dissect.Rule{
		ID: "ra.one-file", Req: "RA-3.9-1", Level: dissect.Must, Spec: "MS-RA 3.9",
		Title: "One file must be transferred at a time",
		Doc:   "File transfer supports only one file being transferred at a time. A file is under way, and this offers another one. The receiver rejects it, or mixes the bytes of both.",
		Seen:  "decoders/ra/testdata/seq-one-file.txtar",
	}
	// RuleFileSize is broken by more or fewer bytes than FILESIZE.
	RuleFileSize = &dissect.Rule{
		ID: "ra.file-size", Req: "RA-3.9.5-2", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "FILESIZE must be the size of the file in bytes",
		Doc:   "The bytes that came until FILEXFEREND are not as many as were announced, or more came. A receiver that has reserved room by FILESIZE writes beyond it or leaves the rest as it was.",
		Seen:  "decoders/ra/testdata/seq-file-size.txtar",
	}
	// RuleFileChannel is broken by data on another channel than CHANNELID.
	RuleFileChannel = &dissect.Rule{
		ID: "ra.file-channel", Req: "RA-3.9.5-3", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "CHANNELID must be the name of the channel that carries the file",
		Doc:   "The sender has named a channel in FILEXFER and sends data on another one. The receiver does not look for the file there; the transfer hangs.",
		Seen:  "decoders/ra/testdata/seq-file-channel.txtar",
	}
	// RuleContactInternal is broken by a contact file that INTERNALDATA does not mark.
	RuleContactInternal = &dissect.Rule{
		ID: "ra.contact-internal", Req: "RA-3.9.5-4", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "A file of internal data must be marked by INTERNALDATA",
		Doc:   "The file is contact information, which is internal data, and FILEXFER had no INTERNALDATA or \"0\". The receiver asks its user where to store the file instead of taking the contact.",
		Seen:  "decoders/ra/testdata/seq-contact-internal.txtar",
	}
	// RuleBlockSize is broken by a block of another size.
	RuleBlockSize = &dissect.Rule{
		ID: "ra.block-size", Req: "RA-3.9.5-5", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "All blocks but the last must be of 409,600 bytes in version 1 and 1,024 bytes later",
		Doc:   "The sender breaks the file into blocks of one size, the last of which may be shorter. This block is longer, or it is shorter and more follows. A receiver with a buffer for one block cuts it or writes beyond its end.",
		Seen:  "decoders/ra/testdata/seq-block-size.txtar",
	}
	// RuleFileEnd is broken by a file that is not ended.
	RuleFileEnd = &dissect.Rule{
		ID: "ra.file-end", Req: "RA-3.9.5-6", Level: dissect.Must, Spec: "MS-RA 3.9.5",
		Title: "The sender must end a file with FILEXFEREND",
		Doc:   "All bytes of the file have come, and the sender goes on to the next file or ends the session without FILEXFEREND. The receiver still waits, and drops the file in the end.",
		Seen:  "decoders/ra/testdata/seq-file-end.txtar",
	}
	// RuleAfterReject is broken by a sender that goes on after its own FILEXFERREJECT.
	RuleAfterReject = &dissect.Rule{
		ID: "ra.after-reject", Req: "RA-3.9.5-8", Level: dissect.Should, Spec: "MS-RA 3.9.5",
		Title: "Nothing should follow FILEXFERREJECT on the channel of the file",
		Doc:   "The sender has cancelled the file with FILEXFERREJECT and sends more of it. The receiver has closed the file and drops what comes.",
		Seen:  "decoders/ra/testdata/seq-after-reject.txtar",
	}
	// RuleFileOrder is broken by a message about files that comes out of order.
	RuleFileOrder = &dissect.Rule{
		ID: "ra.file-order", Level: dissect.Should, Spec: "MS-RA 3.9.5",
		Title: "Messages of a file transfer should follow the order FILEXFER, FILEXFERACK, data, FILEXFEREND",
		Doc:   "The message came on the channel of a file where no file is under way, or that was accepted before. The receiver answers what comes out of order with FILEXFERREJECT; if errors in the sequence are ignored, the file can be corrupted.",
		Seen:  "decoders/ra/testdata/seq-file-order.txtar",
	}
	// RuleAnswerChannel is broken by an answer on another channel than CHANNELID.
	RuleAnswerChannel = &dissect.Rule{
		ID: "ra.answer-channel", Req: "RA-3.10.5-1", Level: dissect.Must, Spec: "MS-RA 3.10.5",
		Title: "The receiver must answer on the channel that CHANNELID names",
		Doc:   "The sender expects FILEXFERACK or FILEXFERREJECT on the channel named in FILEXFER. It came on another one, and the sender waits on.",
		Seen:  "decoders/ra/testdata/seq-answer-channel.txtar",
	}
	// RuleFileAccepted is broken by a file that ends without having been accepted.
	RuleFileAccepted = &dissect.Rule{
		ID: "ra.file-accepted", Req: "RA-3.10.5-2", Level: dissect.Must, Spec: "MS-RA 3.10.5",
		Title: "The receiver must accept a file with FILEXFERACK before it is sent",
		Doc:   "The sender has sent the whole file without waiting for FILEXFERACK. The user on the other side may not have wanted it; a receiver that takes data without having accepted stores what nobody has asked for.",
		Seen:  "decoders/ra/testdata/seq-file-accepted.txtar",
	}
	// RuleStrayRejected is broken by a receiver that does not answer what came out of order.
	RuleStrayRejected = &dissect.Rule{
		ID: "ra.stray-rejected", Req: "RA-3.10.5-4", Level: dissect.Must, Spec: "MS-RA 3.10.5",
		Title: "The receiver must answer a message out of order with FILEXFERREJECT",
		Doc:   "The sender has sent something out of order on this channel. The receiver has since accepted the next file and never sent FILEXFERREJECT. Errors in the sequence that are ignored can corrupt files.",
		Seen:  "decoders/ra/testdata/seq-stray-rejected.txtar",
	}
	// RuleStopOnReject is broken by a sender that does not stop at the receiver's FILEXFERREJECT.
	RuleStopOnReject = &dissect.Rule{
		ID: "ra.stop-on-reject", Req: "RA-3.10.5-5", Level: dissect.Should, Spec: "MS-RA 3.10.5",
		Title: "The sender should stop when the receiver cancels",
		Doc:   "The receiver has sent FILEXFERREJECT. The sender goes on to the end of the file, or with more than can have been on its way. Data that is on its way when the receiver cancels is no breach.",
		Seen:  "decoders/ra/testdata/seq-stop-on-reject.txtar",
	}
	// RuleExecutable tells of an offer of a program.
	RuleExecutable = &dissect.Rule{
		ID: "ra.executable-offered", Level: dissect.Security, Spec: "MS-RA 3.9.5",
		Title: "Programs should not be sent in an assistance session",
		Doc:   "The name of the file ends in an extension that Windows runs, or takes commands from, when the file is opened. Assistance is a common pretext to bring a program onto a machine. Whether the file was accepted stands in the session record.",
		Seen:  "decoders/ra/testdata/seq-executable-offered.txtar",
	}
	// RuleFilePath tells of a file name that leads elsewhere.
	RuleFilePath = &dissect.Rule{
		ID: "ra.file-name-path", Level: dissect.Security, Spec: "MS-RA 3.9.5",
		Title: "FILENAME should be the name of a file without a path",
		Doc:   "FILENAME is to be the original name of the file, which the receiver proposes to its user. It has a slash, a backslash or a colon. A receiver that puts it behind the name of a folder writes elsewhere, or into a stream that does not show.",
		Seen:  "decoders/ra/testdata/seq-file-name-path.txtar",
	}
)
