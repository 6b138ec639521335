package invitation

import "github.com/radissect/radissect/dissect"

// Rules about any invitation.
var (
	// RuleForm is broken by text that is no invitation at all.
	RuleForm = &dissect.Rule{
		ID: "invitation.form", Level: dissect.Malformed, Spec: "MS-RAI 6",
		Title: "An invitation must be an UPLOADINFO document or a connection string",
		Doc:   "The text begins neither with the element UPLOADINFO of an invitation file nor with E of a connection string 2, and has no commas as a connection string 1 has. Nothing in it is read. Receivers refuse it as well.",
		Seen:  "decoders/invitation/testdata/form.txtar",
	}
	// RuleWellFormed is broken by XML that is not well-formed.
	RuleWellFormed = &dissect.Rule{
		ID: "invitation.well-formed", Level: dissect.Malformed, Spec: "MS-RAI 2.2.2",
		Title: "The XML of an invitation must be well-formed",
		Doc:   "A tag is broken, an element is not closed, an attribute stands twice, or text stands between elements. An ampersand in a pass stub that is not written as &amp;amp; is the usual cause. An XML parser refuses the text; FreeRDP searches for names and may accept it.",
		Seen:  "decoders/invitation/testdata/well-formed.txtar",
	}
	// RuleUnknownName is broken by elements and attributes that are not described.
	RuleUnknownName = &dissect.Rule{
		ID: "invitation.unknown-name", Level: dissect.Note, Spec: "MS-RAI 2.2.2",
		Title: "Elements and attributes should be ones that the specification version known to radissect names",
		Doc:   "The name is not in MS-RAI 12.0. Windows of 2024 adds CE to A, a certificate in base64; the sharing API of Windows adds others. The value is shown as it is and nothing is concluded from it. An expert that does not know the name leaves it aside.",
		Seen:  "decoders/invitation/testdata/unknown.txtar",
	}
)

// Rules about connection strings 1, MS-RAI 2.2.1.
var (
	// RuleProtocolVersion is broken by another ProtocolVersion than 65538.
	RuleProtocolVersion = &dissect.Rule{
		ID: "invitation.protocol-version", Req: "RAI-2.2.1-1", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "ProtocolVersion must be 65538",
		Doc:   "The first part of a connection string 1 is a version number that never changed: 65538, which is 0x10002. FreeRDP refuses a string with another one. The remaining parts are read all the same.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
	// RuleProtocolType is broken by another protocolType than 1.
	RuleProtocolType = &dissect.Rule{
		ID: "invitation.protocol-type", Req: "RAI-2.2.1-2", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "protocolType must be 1",
		Doc:   "The second part of a connection string 1 names the protocol of the connection, and 1, the Remote Desktop Protocol, is the only one. FreeRDP refuses a string with another one.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
	// RulePlaceholder is broken where a part that has to be "*" says something.
	RulePlaceholder = &dissect.Rule{
		ID: "invitation.placeholder", Req: "RAI-2.2.1-3", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "assistantAccountPwd, RASessionName and RASessionPwd must be \"*\"",
		Doc:   "The parts are kept for compatibility and have no use. Anything but the asterisk means that parts were shifted, or that a password was put where everybody with the string reads it. FreeRDP refuses the string.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
	// RuleFieldCount is broken by a connection string 1 without eight parts.
	RuleFieldCount = &dissect.Rule{
		ID: "invitation.field-count", Req: "RAI-2.2.1-4", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "A connection string 1 must have eight parts with commas between",
		Doc:   "Commas are the only thing that tells the parts apart. Where there are fewer than eight the string was cut, where there are more something in it holds a comma. FreeRDP refuses the string.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
	// RuleAddress is broken by an item of machineAddressList that is no host and port.
	RuleAddress = &dissect.Rule{
		ID: "invitation.address", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "Each item of machineAddressList must be an IPv4 address or computer name, a colon and a port",
		Doc:   "The list has the addresses that the expert tries one after the other, with semicolons between. An IPv6 address does not fit the format, because its colons cannot be told from the one before the port; connection strings 2 have room for them. An expert skips the item or refuses the whole string.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
	// RuleSessionID is broken by an empty id.
	RuleSessionID = &dissect.Rule{
		ID: "invitation.session-id", Level: dissect.Must, Spec: "MS-RAI 2.2.1",
		Title: "RASessionID, or ID of A, must be there and identify the session",
		Doc:   "The id tells the novice which of its invitations the expert comes with; the expert returns it in the Client Info PDU (MS-RA 2.2.7.2). Without it there is nothing to return.",
		Seen:  "decoders/invitation/testdata/string1.txtar",
	}
)

// RulePort is broken by a port that is no number from 1 to 65535, in either
// type of connection string.
var RulePort = &dissect.Rule{
	ID: "invitation.port", Level: dissect.Must, Spec: "MS-RAI 2.2",
	Title: "A port must be a decimal number from 1 to 65535",
	Doc:   "Both types of connection strings name the TCP port on which the novice waits beside its address (PortID, P). FreeRDP refuses a whole invitation for one port that it cannot read.",
	Seen:  "decoders/invitation/testdata/string1.txtar",
}

// Rules about connection strings 2, MS-RAI 2.2.2.
var (
	// RuleStructure is broken by missing elements.
	RuleStructure = &dissect.Rule{
		ID: "invitation.structure", Req: "RAI-2.2.2-1", Level: dissect.Must, Spec: "MS-RAI 2.2.2",
		Title: "E must contain A and C, C must contain T, and T must contain L",
		Doc:   "A identifies novice and session, C holds the transports, and each transport its listeners. With one of them missing there is nothing to connect to, or nothing to show when connected. The parts that are there are read.",
		Seen:  "decoders/invitation/testdata/string2.txtar",
	}
	// RuleKeyHash is broken by a KH that is no SHA-1 value.
	RuleKeyHash = &dissect.Rule{
		ID: "invitation.key-hash", Level: dissect.Must, Spec: "MS-RAI 2.2.2",
		Title: "KH must be a SHA-1 value in base64",
		Doc:   "KH is 28 characters of base64 for the 20 bytes of the SHA-1 of the novice's public key blob. The expert compares it with the certificate that the RDP connection shows; with a value of another form that can only fail, or is left out.",
		Seen:  "decoders/invitation/testdata/string2.txtar",
	}
	// RuleKeyHash2There is broken by a connection string 2 without KH2.
	RuleKeyHash2There = &dissect.Rule{
		ID: "invitation.key-hash2-there", Req: "RAI-2.2.2-3", Level: dissect.Should, Spec: "MS-RAI 2.2.2",
		Title: "A should have KH2",
		Doc:   "Without KH2 the expert identifies the novice by KH, that is by SHA-1, alone. Product note 5 says that Windows does not implement it; an invitation of Windows from 2014 has none, one from 2024 does, as has the example of the specification. Nothing fails without it.",
		Seen:  "decoders/invitation/testdata/string2.txtar",
	}
	// RuleKeyHash2 is broken by a KH2 of another form.
	RuleKeyHash2 = &dissect.Rule{
		ID: "invitation.key-hash2", Req: "RAI-2.2.2-4", Level: dissect.Must, Spec: "MS-RAI 2.2.2",
		Title: "KH2 must be sha256, sha384 or sha512, a colon, and a value of that hash in base64",
		Doc:   "Where KH2 is there the expert uses it instead of KH. Another name, or a value of another length, cannot be compared with anything, so the expert has to refuse the connection or to leave the novice unidentified.",
		Seen:  "decoders/invitation/testdata/string2.txtar",
	}
	// RuleListener is broken by an L without name, or without port and URI.
	RuleListener = &dissect.Rule{
		ID: "invitation.listener", Req: "RAI-2.2.2-5", Level: dissect.Must, Spec: "MS-RAI 2.2.2",
		Title: "L must have N, and either P or U",
		Doc:   "N is the name or address of the novice and is always there. P is the TCP port; for a WebSocket listener U, the whole URI, stands in its place. An expert cannot use a listener without them.",
		Seen:  "decoders/invitation/testdata/string2.txtar",
	}
)

// Rules about invitation files, MS-RAI 6.
var (
	// RuleType is broken by another TYPE than Escalated.
	RuleType = &dissect.Rule{
		ID: "invitation.type", Req: "RAI-6-1", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "TYPE of UPLOADINFO must be \"Escalated\"",
		Doc:   "The file format was made for reports of several kinds, of which an invitation is the escalated one. The rule is a MUST for files of the second type and a statement for those of the first.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleData is broken by a file without UPLOADDATA in UPLOADINFO.
	RuleData = &dissect.Rule{
		ID: "invitation.data", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "UPLOADINFO must contain UPLOADDATA",
		Doc:   "All values of an invitation file are attributes of UPLOADDATA. Without the element the file invites nobody to anything.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleTicket is broken by a file without a connection string.
	RuleTicket = &dissect.Rule{
		ID: "invitation.ticket", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "UPLOADDATA must have RCTICKET or LHTICKET",
		Doc:   "The connection string is what the file is for: in the clear as RCTICKET (type 1), or encrypted with the password as LHTICKET (type 2). A file with neither leads nowhere.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleTicketHex is broken by an LHTICKET that cannot be decrypted.
	RuleTicketHex = &dissect.Rule{
		ID: "invitation.ticket-hex", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "LHTICKET must be hexadecimal digits for whole blocks of AES",
		Doc:   "Each byte of the encrypted connection string is written as two digits, and AES in CBC mode makes whole blocks of 16 bytes, so their number is a multiple of 32. With one digit missing or wrong in number no password opens the ticket. Blanks and line breaks do not count.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleAttributes is broken by an UPLOADDATA that lacks a value.
	RuleAttributes = &dissect.Rule{
		ID: "invitation.attributes", Level: dissect.Should, Spec: "MS-RAI 6",
		Title: "UPLOADDATA should have USERNAME, RCTICKETENCRYPTED, DtStart, DtLength and L, and in type 2 PassStub",
		Doc:   "The specification lists these values for a file of either type, without a word on leaving one out. Without DtStart and DtLength it cannot be told until when the invitation holds; without PassStub an expert of type 2 cannot prove the password, and FreeRDP then stays silent after connecting.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleFlag is broken by RCTICKETENCRYPTED or L that are not 0 or 1.
	RuleFlag = &dissect.Rule{
		ID: "invitation.flag", Req: "RAI-6-2", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "RCTICKETENCRYPTED and L must be 0 or 1",
		Doc:   "RCTICKETENCRYPTED says whether the ticket is encrypted, L whether the novice is connected by a modem. There is no third value. The samples of MS-RAI 6 have RCTICKETENCRYPTED 1 although RCTICKET is readable.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleTime is broken by DtStart or DtLength that are no numbers.
	RuleTime = &dissect.Rule{
		ID: "invitation.time", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "DtStart and DtLength must be decimal numbers",
		Doc:   "DtStart is the time of creation in seconds since 1970 (UTC), DtLength the time for which the invitation holds, in minutes. FreeRDP refuses a file where they are no numbers.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleEncoding is broken by a file that says "Unicode" and is not UTF-16LE.
	RuleEncoding = &dissect.Rule{
		ID: "invitation.encoding", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "A file that declares the encoding \"Unicode\" should be UTF-16LE",
		Doc:   "Windows means UTF-16LE by \"Unicode\" and writes invitations so. Mail programs, the clipboard and most other programs make 8-bit text of it and leave the declaration. FreeRDP 2 and 3 read only such files.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleNoPassword is broken by a file of type 1 that no password protects.
	RuleNoPassword = &dissect.Rule{
		ID: "invitation.no-password", Level: dissect.Security, Spec: "MS-RAI 6",
		Title: "An invitation file should be protected by a password",
		Doc:   "A file of type 1 without PassStub has no password: whoever gets hold of it may connect, and the novice has nothing to recognise the expert by. MS-RAI 6 note 17 advises to protect the file.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleTicketClear is broken by a readable RCTICKET.
	RuleTicketClear = &dissect.Rule{
		ID: "invitation.ticket-clear", Level: dissect.Security, Spec: "MS-RAI 6",
		Title: "The connection string of an invitation file should not be readable without the password",
		Doc:   "Whoever reads RCTICKET knows addresses, ports and session id of the novice; only PassStub stands between. A file of type 1 is made so. A file of type 2 may carry a connection string 1 as well, so that Windows XP can use it (note 21), and shows by it what LHTICKET hides. RCTICKETENCRYPTED is 1 in the samples of MS-RAI 6 all the same.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
	// RuleLongValidity is broken by an invitation that is valid for long.
	RuleLongValidity = &dissect.Rule{
		ID: "invitation.long-validity", Level: dissect.Security, Spec: "MS-RAI 6",
		Title: "An invitation should not be valid for more than a day",
		Doc:   "DtLength is the time in minutes for which the novice listens. Whoever finds the file in that time can try passwords; files that are sent by mail are found later. Files of Windows that are published are valid for hours, one from 2014 for ten days.",
		Seen:  "decoders/invitation/testdata/file.txtar",
	}
)
