package rdp

import "github.com/radissect/radissect/dissect"

// Rules of MS-RDPBCGR, in the order of its sections.
var (
	// Sequence is broken by PDUs that come out of the order of the connection sequence.
	Sequence = &dissect.Rule{
		ID: "rdp.sequence", Req: "RDP-1.3.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 1.3.1.1",
		Title: "The phases of the connection sequence must come in their order",
		Doc:   "Security Exchange, Client Info, licensing, Demand Active and Confirm Active follow each other; then each side sends Synchronize, Control (Cooperate), Control (Request Control or Granted Control) and Font List or Font Map. A Deactivate All leads back to Demand Active. Servers close the connection on a PDU out of line (ERRINFO_DATAPDUSEQUENCE, ERRINFO_CONTROLPDUSEQUENCE). Nothing is said where the start was missed or encrypted PDUs hide the order.",
		Seen:  "decoders/rdp/testdata/sequence-broken.txtar",
	}
	// ExchangeNeeded is broken by a Security Exchange in a connection that is not encrypted.
	ExchangeNeeded = &dissect.Rule{
		ID: "rdp.exchange-needed", Req: "RDP-2.2.1.10-1", Level: dissect.Must, Spec: "MS-RDPBCGR 5.3.2",
		Title: "A Security Exchange PDU must only be sent when the server chose encryption",
		Doc:   "The client random in this PDU only serves to make the session keys of standard RDP security. With encryption method and level 0 there are no keys, and the phase is left out. A server that does not expect it takes it for the Client Info.",
		Seen:  "decoders/rdp/testdata/plain-broken.txtar",
	}
	// ExchangeLength is broken by a client random that does not fit the server's key.
	ExchangeLength = &dissect.Rule{
		ID: "rdp.exchange-length", Req: "RDP-2.2.1.10.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 5.3.4.1",
		Title: "The encrypted client random must be eight bytes longer than the server's modulus",
		Doc:   "The client random is encrypted with the RSA key of the server certificate; the result has the length of the modulus and eight bytes of zero behind it. Another length means that another key was used, or that the padding is missing.",
		Seen:  "decoders/rdp/testdata/encrypted-broken.txtar",
	}
	// ExchangeFits is broken by a length field of a Security Exchange that differs from what follows.
	ExchangeFits = &dissect.Rule{
		ID: "rdp.exchange-fits", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.10.1",
		Title: "The length of a Security Exchange PDU must be that of the encrypted client random",
		Doc:   "The field counts the bytes of encryptedClientRandom, which is the rest of the PDU. The server cuts or misses part of the random where they differ, and the keys of both sides do not agree.",
		Seen:  "decoders/rdp/testdata/encrypted-broken.txtar",
	}
	// InfoHeader is broken by a Client Info PDU without its flag or in the wrong form.
	InfoHeader = &dissect.Rule{
		ID: "rdp.info-header", Req: "RDP-2.2.1.11.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1",
		Title: "A Client Info PDU must have SEC_INFO_PKT in a security header of the form that the encryption asks for",
		Doc:   "The header is the basic one when encryption level and method are 0, and holds a MAC otherwise: a Client Info in the clear in an encrypted connection gives its password away. The first PDU on the I/O channel without SEC_INFO_PKT is no Client Info, and the server closes the connection.",
		Seen:  "decoders/rdp/testdata/plain-broken.txtar",
	}
	// InfoReserved is broken by the two reserved flags.
	InfoReserved = &dissect.Rule{
		ID: "rdp.info-reserved", Req: "RDP-2.2.1.11.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1",
		Title: "INFO_RESERVED1 and INFO_RESERVED2 must not be set",
		Doc:   "The bits 0x00800000 and 0x01000000 of the flags of the Client Info are kept for the future. Servers of today ignore them.",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// InfoStrings is broken by a string that does not end where its length says.
	InfoStrings = &dissect.Rule{
		ID: "rdp.info-strings", Req: "RDP-2.2.1.11.1.1-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1",
		Title: "Every string of the Client Info must be ended by a NUL at its length",
		Doc:   "The lengths of the five strings do not count the NUL, those of clientAddress and clientDir do. Senders that mix this up shift everything behind the string.",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// InfoLimit is broken by a string longer than servers read.
	InfoLimit = &dissect.Rule{
		ID: "rdp.info-limit", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1",
		Title: "A string of the Client Info must not be longer than its limit",
		Doc:   "The five strings and clientDir may have 512 bytes, clientAddress 80, with the NUL. Servers refuse more (ERRINFO_SECURITYDATATOOSHORT and following).",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// InfoCookie is broken by an auto-reconnect cookie of another length.
	InfoCookie = &dissect.Rule{
		ID: "rdp.info-cookie", Req: "RDP-2.2.1.11.1.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1.1",
		Title: "cbAutoReconnectCookie must be 0 or 28",
		Doc:   "The cookie is an ARC_CS_PRIVATE_PACKET of 28 bytes or is left out. A server answers another length with ERRINFO_SECURITYDATATOOSHORT16.",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// InfoReserved2 is broken by reserved2 of the extended Client Info.
	InfoReserved2 = &dissect.Rule{
		ID: "rdp.info-reserved2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1.1",
		Title: "reserved2 of the Client Info must be 0",
		Doc:   "The field behind reserved1 is kept for the future. A value here is often the sign of a cookie length that does not fit the cookie.",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// InfoKeyName is broken by a time zone key name that is too long.
	InfoKeyName = &dissect.Rule{
		ID: "rdp.info-key-name", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.11.1.1.1",
		Title: "cbDynamicDSTTimeZoneKeyName must not be above 254",
		Doc:   "The name of the time zone has at most 127 characters. A server answers a longer one with ERRINFO_TIMEZONEKEYNAMELENGTHTOOLONG.",
		Seen:  "decoders/rdp/testdata/info-broken.txtar",
	}
	// LicenseSize is broken by a wMsgSize that differs from the PDU.
	LicenseSize = &dissect.Rule{
		ID: "rdp.license-size", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.12.1.1",
		Title: "wMsgSize must be the length of the licensing packet with its preamble",
		Doc:   "The preamble counts the whole packet behind the security header. A client that trusts it reads too little or too much.",
		Seen:  "decoders/rdp/testdata/license-broken.txtar",
	}
	// ValidClient is broken by a valid-client message with error information.
	ValidClient = &dissect.Rule{
		ID: "rdp.valid-client", Req: "RDP-2.2.1.12-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.12.1",
		Title: "The valid-client message must have an empty error blob",
		Doc:   "STATUS_VALID_CLIENT ends the licensing phase without a license; there is no error to explain. The type of the empty blob is not checked, since 2.2.1.12.1.2 has it ignored.",
		Seen:  "decoders/rdp/testdata/license-broken.txtar",
	}
	// ValidClientTransition is broken by a valid-client message that asks for a change of state.
	ValidClientTransition = &dissect.Rule{
		ID: "rdp.valid-client-transition", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.12.1",
		Title: "dwStateTransition of the valid-client message must be ST_NO_TRANSITION",
		Doc:   "STATUS_VALID_CLIENT tells the client that licensing is over. With another transition the client aborts, or waits for PDUs that do not come.",
		Seen:  "decoders/rdp/testdata/license-broken.txtar",
	}
	// ShareIDEchoed is broken by a Confirm Active for another share.
	ShareIDEchoed = &dissect.Rule{
		ID: "rdp.share-id", Req: "RDP-2.2.1.13-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.13.2.1",
		Title: "The Confirm Active must carry the shareID of the Demand Active",
		Doc:   "The server makes a share and names it in the Demand Active; the client confirms it under that name. A server answers another one with ERRINFO_CONFIRMACTIVEWRONGSHAREID.",
		Seen:  "decoders/rdp/testdata/sequence-broken.txtar",
	}
	// CapabilityLengths is broken by a combined length that does not match the sets.
	CapabilityLengths = &dissect.Rule{
		ID: "rdp.capability-lengths", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.13.1.1",
		Title: "lengthCombinedCapabilities must cover exactly the capability sets that are counted",
		Doc:   "The field counts numberCapabilities, the padding and all sets. A peer that stops at the count and one that stops at the length read different capabilities where they disagree.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// CapabilityLength is broken by a capability set shorter than its header.
	CapabilityLength = &dissect.Rule{
		ID: "rdp.capability-length", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.13.1.1.1",
		Title: "lengthCapability must be at least 4",
		Doc:   "The length counts the type and itself. A reader that takes off four without looking wraps around.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// Originator is broken by a Confirm Active for another originator.
	Originator = &dissect.Rule{
		ID: "rdp.originator", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.13.2.1",
		Title: "originatorID of the Confirm Active must be 0x03EA",
		Doc:   "It names the server channel, which began the share. A server answers another one with ERRINFO_CONFIRMACTIVEWRONGORIGINATOR.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// ChunkSize is broken by a server's VCChunkSize out of range.
	ChunkSize = &dissect.Rule{
		ID: "rdp.chunk-size", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.7.1.10",
		Title: "VCChunkSize of the server must be from 1,600 to 16,256",
		Doc:   "The server tells how large the chunks of static channels may be. The client's value is ignored by servers and is not checked.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// ShareLength is broken by a share PDU that claims more than is there.
	ShareLength = &dissect.Rule{
		ID: "rdp.share-length", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.8.1.1.1.1",
		Title: "totalLength must not exceed the payload of MCS",
		Doc:   "The share control header counts the whole PDU from its own first byte. What it promises beyond the end of the MCS payload does not exist.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// ShareVersion is broken by another version of the share protocol.
	ShareVersion = &dissect.Rule{
		ID: "rdp.share-version", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.8.1.1.1.2",
		Title: "PDUVersion must be 1, or 0 in a server redirection",
		Doc:   "Every share PDU of RDP carries TS_PROTOCOL_VERSION in the bits above its type, but for the Enhanced Security Server Redirection PDU (2.2.13.3.1). Peers look at the type only, and take another version for the same PDU.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// FIPSLength is broken by the length of a FIPS header.
	FIPSLength = &dissect.Rule{
		ID: "rdp.fips-length", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.8.1.1.2.3",
		Title: "The length of a FIPS security header must be 16",
		Doc:   "The FIPS form of the security header, and the FIPS part of a fast-path header, hold their length as a constant. Another value shows that the bytes are no such header.",
		Seen:  "decoders/rdp/testdata/fips-length.txtar",
	}
	// FastInputFilled is broken by fast-path input whose events do not fill it.
	FastInputFilled = &dissect.Rule{
		ID: "rdp.fast-input-filled", Req: "RDP-2.2.8.1.2-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.8.1.2",
		Title: "The events of a fast-path input PDU must be as many as numEvents says",
		Doc:   "Up to 15 events are counted in the first byte; above, that count is 0 and a byte of its own holds the number. Bytes behind the last event, or events that are not there, show that the count is wrong.",
		Seen:  "decoders/rdp/testdata/fast-broken.txtar",
	}
	// FastReserved is broken by reserved bits of a fast-path output header.
	FastReserved = &dissect.Rule{
		ID: "rdp.fast-reserved", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.9.1.2",
		Title: "The reserved bits of a fast-path output header must be 0",
		Doc:   "The four bits between action and flags count the events of fast-path input. In output they are kept for the future, and clients ignore them. Set bits are often the sign that the bytes are no fast-path PDU.",
		Seen:  "decoders/rdp/testdata/fast-broken.txtar",
	}
	// FastOutputLength is broken by fast-path output of more than 16,383 bytes.
	FastOutputLength = &dissect.Rule{
		ID: "rdp.fast-output-length", Req: "RDP-2.2.9.1.2-1", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.9.1.2",
		Title: "A fast-path output PDU should not be longer than 16,383 bytes",
		Doc:   "The length field can hold 32,767, but clients are only expected to take 16,383. Larger updates are sent in fragments.",
		Seen:  "decoders/rdp/testdata/fast-broken.txtar",
	}
	// AtFront is broken by PACKET_AT_FRONT on data that is not compressed.
	AtFront = &dissect.Rule{
		ID: "rdp.at-front", Req: "RDP-3.1.8.2.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.8.2.1",
		Title: "PACKET_AT_FRONT must be set together with PACKET_COMPRESSED",
		Doc:   "The flag moves the receiver back to the front of its history for the data that follows. Data that is not compressed does not enter the history, so peers differ in what they do. Checked for RDP 4.0 and RDP 5.0 compression.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// CompressedSize is broken by compressed data longer than its plain text.
	CompressedSize = &dissect.Rule{
		ID: "rdp.compressed-size", Req: "RDP-3.1.8.2.1-2", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.8.2.1",
		Title: "Compressed data must not be longer than the original",
		Doc:   "A sender whose compressor makes the data longer sends it as it is. Checked where the PDU tells the length of the original: in share data headers.",
		Seen:  "decoders/rdp/testdata/share-broken.txtar",
	}
	// HistorySize is broken by compressed data that does not fit into the history.
	HistorySize = &dissect.Rule{
		ID: "rdp.history-size", Req: "RDP-3.1.8.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.8.1",
		Title: "Compressed data must fit into the history behind what is there",
		Doc:   "Plain data must be smaller than the history; where it does not fit behind the current offset, the sender goes back to the front and says so with PACKET_AT_FRONT. A receiver that trusts the sender writes over the end of its buffer.",
		Seen:  "decoders/rdp/testdata/compressed-broken.txtar",
	}
	// MatchLength is broken by a match that the compression does not allow.
	MatchLength = &dissect.Rule{
		ID: "rdp.match-length", Req: "RDP-3.1.8.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 3.1.8.2",
		Title: "A match must be longer than two bytes and lie within the history",
		Doc:   "Matches are pairs of an offset back into the history and a length. Shorter ones make no sense, and offsets beyond the history read what the sender never sent.",
		Seen:  "decoders/rdp/testdata/compressed-broken.txtar",
	}
	// CompressedData is broken by compressed data that cannot be read.
	CompressedData = &dissect.Rule{
		ID: "rdp.compressed-data", Level: dissect.Malformed, Spec: "MS-RDPBCGR 3.1.8.3",
		Title: "Compressed data has to follow the encoding of its type",
		Doc:   "The data holds a code that its type does not have, ends within one, or names a type or flags that make no sense. The receiver closes the connection, for without this part it can read none of the next ones.",
		Seen:  "decoders/rdp/testdata/compressed-broken.txtar",
	}
	// FragmentOrder is broken by fast-path fragments that do not follow each other.
	FragmentOrder = &dissect.Rule{
		ID: "rdp.fragment-order", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.9.1.2.1",
		Title: "Fragments of a fast-path update must come as FIRST, NEXT and LAST",
		Doc:   "An update that does not fit into one PDU is sent in fragments, the first marked FIRST, the last LAST, those between NEXT. The client puts them together in the order in which they come and closes the connection where they do not fit.",
		Seen:  "decoders/rdp/testdata/fragments.txtar",
	}
	// Encrypted is broken by packets in the clear that have to be encrypted.
	Encrypted = &dissect.Rule{
		ID: "rdp.encrypted", Req: "RDP-5.3.6-2", Level: dissect.Must, Spec: "MS-RDPBCGR 5.3.6",
		Title: "What the encryption level covers must be encrypted",
		Doc:   "With standard RDP security every packet of the client but licensing is encrypted, and from level 2 on every packet of the server, too. A server may answer with ERRINFO_DECRYPTFAILED2. Applies to slow path, fast-path and static channels.",
		Seen:  "decoders/rdp/testdata/encrypted-broken.txtar",
	}
)
