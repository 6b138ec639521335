package pnrp

import "github.com/radissect/radissect/dissect"

// Rules about ports and headers.
var (
	// LowPort is broken by a node that sends from a port below 1024.
	LowPort = &dissect.Rule{
		ID: "pnrp.low-port", Req: "PNRP-2.1-1", Level: dissect.Must, Spec: "MS-PNRP 2.1",
		Title: "A node must use a UDP port of 1024 or greater",
		Doc:   "Receivers drop what comes from port 1024 or below in silence (3.1.5.2), so that nobody can be made to send to services of the system. Windows does not send such messages: a NAT or a forger does.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// StandardPort is broken by a node that sends from another port.
	StandardPort = &dissect.Rule{
		ID: "pnrp.standard-port", Req: "PNRP-2.1-2", Level: dissect.Should, Spec: "MS-PNRP 2.1",
		Title: "A node should use UDP port 3540",
		Doc:   "Peers learn the port of each other from ROUTE_ENTRY, so another one works. Firewalls and analysts look for 3540. Each direction of a conversation is judged once.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// Aligned is broken by elements that do not begin at a multiple of four.
	Aligned = &dissect.Rule{
		ID: "pnrp.aligned", Req: "PNRP-2.2-1", Level: dissect.Must, Spec: "MS-PNRP 2.2",
		Title: "Elements must begin at multiples of four bytes, with zeros between them",
		Doc:   "Length does not count the padding. A receiver that goes on at the next multiple of four reads garbage where a sender left the padding out.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// HeaderValues is broken by a header with other values.
	HeaderValues = &dissect.Rule{
		ID: "pnrp.header", Req: "PNRP-2.2.1-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.1",
		Title: "The PNRP Header must have Identifier 0x51, version 4.0 and a known MessageType",
		Doc:   "Receivers drop other messages in silence (3.1.5.2). Versions before 4.0 are of pre-release systems.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ElementPlace is broken by elements that do not belong to the message.
	ElementPlace = &dissect.Rule{
		ID: "pnrp.element-place", Level: dissect.Note, Spec: "MS-PNRP 2.2",
		Title: "A message should have the elements that its section names, and no more",
		Doc:   "Elements say what they are so that later versions can add some; what is not named where it stands is shown and not read. None such is known from real peers.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// Reserved is broken by reserved fields and bits that say something.
	Reserved = &dissect.Rule{
		ID: "pnrp.reserved", Level: dissect.Must, Spec: "MS-PNRP 2.2.2",
		Title: "Reserved fields and bits must be zero when sent",
		Doc:   "Receivers ignore them, so a message works all the same; what stands there may be memory of the sender, or a message inside of the message.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
)

// Rules about the elements of messages.
var (
	// SolicitForm is broken by a SOLICIT of another layout.
	SolicitForm = &dissect.Rule{
		ID: "pnrp.solicit", Req: "PNRP-2.2.2.1-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.1",
		Title: "SOLICIT must have the elements of its section, their lengths, and SolicitType 0 or 1",
		Doc:   "SOLICIT_CONTROLS of 6 bytes and a route entry may be there, HASHED_NONCE of 24 bytes has to be. A receiver drops a message of another form (3.2.5.3).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// AdvertiseForm is broken by an ADVERTISE of another layout.
	AdvertiseForm = &dissect.Rule{
		ID: "pnrp.advertise", Req: "PNRP-2.2.2.2-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.2",
		Title: "ADVERTISE must have the elements of its section, the lengths of its array, and the hash of the SOLICIT",
		Doc:   "Both lengths of the array follow from NumEntries. The hash tells the resolver that the answer belongs to its conversation (3.1.5.3); another one comes from a node that did not see the SOLICIT.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RequestForm is broken by a REQUEST of another layout.
	RequestForm = &dissect.Rule{
		ID: "pnrp.request", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.3",
		Title: "REQUEST must have the elements of its section and the lengths of its array",
		Doc:   "NONCE of 20 bytes comes first, then the array of PNRP IDs. A receiver drops a message of another form (3.2.5.4).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RequestNonce is broken by a REQUEST with another nonce than that of the SOLICIT.
	RequestNonce = &dissect.Rule{
		ID: "pnrp.request-nonce", Req: "PNRP-2.2.2.3-1", Level: dissect.Must, Spec: "MS-PNRP 3.2.5.4",
		Title: "The SHA-1 of Nonce in REQUEST must be HashedNonce of the SOLICIT",
		Doc:   "The nonce proves that the sender of the REQUEST is the one who sent the SOLICIT, and has not forged its address. It is held against the SOLICIT whose ADVERTISE named all the requested PNRP IDs. A publisher drops a REQUEST with another nonce.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// FloodForm is broken by a FLOOD of another layout.
	FloodForm = &dissect.Rule{
		ID: "pnrp.flood", Req: "PNRP-2.2.2.4-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.4",
		Title: "FLOOD must have the elements of its section, their lengths, and 0 to 22 flooded endpoints",
		Doc:   "FLOOD_CONTROLS of 7 bytes, a PNRP ID, and the list of who has seen the message. A receiver drops a message of another form (3.1.5.5).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RevokeFlag is broken by a Revoke CPA that does not say that it is one.
	RevokeFlag = &dissect.Rule{
		ID: "pnrp.revoke-flag", Level: dissect.Must, Spec: "MS-PNRP 3.2.4.2",
		Title: "The CPA in REVOKE_CPA must have the flag R",
		Doc:   "R says that the name is given up. A CPA without it, signed for somebody who resolved the name, could otherwise be used to remove the name from caches.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// InquireForm is broken by an INQUIRE of another layout.
	InquireForm = &dissect.Rule{
		ID: "pnrp.inquire", Req: "PNRP-2.2.2.5-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.5",
		Title: "INQUIRE must have the elements of its section, their lengths, and no reserved bits",
		Doc:   "FLAGS_FIELD of 6 bytes with A, X and C, a PNRP ID, and perhaps a nonce of 16 bytes. A receiver drops a message of another form (3.2.5.6).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// AuthorityForm is broken by an AUTHORITY of another layout.
	AuthorityForm = &dissect.Rule{
		ID: "pnrp.authority", Req: "PNRP-2.2.2.6-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.6",
		Title: "AUTHORITY must have Size of at most 37348 and Offset of a multiple of 1188",
		Doc:   "The acknowledged Message ID and SPLIT_CONTROLS, 8 bytes each, stand before the fragment. A receiver drops a message of another form (3.1.5.6).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// Fragments is broken by a fragment of another length.
	Fragments = &dissect.Rule{
		ID: "pnrp.fragments", Req: "PNRP-2.2.2.6-2", Level: dissect.Must, Spec: "MS-PNRP 3.2.5.10",
		Title: "Every fragment of an AUTHORITY_BUFFER but the last must have 1188 bytes",
		Doc:   "All fragments have the same PNRP Header; they are joined by its Message ID and the source address and port. A buffer of at most 1188 bytes is not cut.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// FragmentFits is broken by a fragment that reaches beyond the buffer.
	FragmentFits = &dissect.Rule{
		ID: "pnrp.fragment-fits", Level: dissect.Must, Spec: "MS-PNRP 3.1.5.6",
		Title: "A fragment must lie within Size, and Size be the same in all fragments",
		Doc:   "A receiver drops the message and all fragments that it has.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// BufferForm is broken by an AUTHORITY_BUFFER of another layout.
	BufferForm = &dissect.Rule{
		ID: "pnrp.authority-buffer", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.6.1",
		Title: "AUTHORITY_BUFFER must have the elements of its section and their lengths",
		Doc:   "FLAGS_FIELD of 6 bytes has to be there; certificate chain, classifier, extended payload, route entry and CPA may follow, in this order. A receiver ignores a buffer of another form (3.1.5.6.1).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ClassifierLength is broken by a classifier that is too long.
	ClassifierLength = &dissect.Rule{
		ID: "pnrp.classifier-length", Level: dissect.Must, Spec: "MS-PNRP 2.2.4",
		Title: "A classifier must have at most 149 characters",
		Doc:   "A peer name of another form cannot be registered or resolved.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// AckForm is broken by an ACK of another layout.
	AckForm = &dissect.Rule{
		ID: "pnrp.ack", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.7",
		Title: "ACK must have the elements of its section and their lengths",
		Doc:   "The acknowledged Message ID, 8 bytes, and perhaps FLAGS_FIELD of 6 bytes.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// LookupForm is broken by a LOOKUP of another layout.
	LookupForm = &dissect.Rule{
		ID: "pnrp.lookup", Req: "PNRP-2.2.2.8-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.2.8",
		Title: "LOOKUP must have the elements of its section, known criteria and reason, and a path of 1 to 22",
		Doc:   "ResolveCriteria is 0, 1, 2, 4 or 8, the reason 0 to 3, and the path names at least the resolver. A receiver drops a message of another form (3.2.5.2).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
)

// Rules about the structures in messages.
var (
	// CPALength is broken by a CPA that is not as long as it says.
	CPALength = &dissect.Rule{
		ID: "pnrp.cpa-length", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "CPA Length must be the length of the Encoded CPA",
		Doc:   "It counts the whole structure, the signature included. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// CPAValues is broken by a CPA of another version or with flags that do not fit.
	CPAValues = &dissect.Rule{
		ID: "pnrp.cpa", Req: "PNRP-2.2.3.1-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "An Encoded CPA must be of version 2.0 for PNRP 4.0, with A or C, and U only beside F",
		Doc:   "Without authority and classifier the PNRP ID cannot be computed, and U is about a friendly name that only F announces. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// NotAfter is broken by a CPA that expires at another time.
	NotAfter = &dissect.Rule{
		ID: "pnrp.not-after", Req: "PNRP-2.2.3.1-2", Level: dissect.Should, Spec: "MS-PNRP 2.2.3.1",
		Title: "Not After should lie from 12 hours to one week ahead",
		Doc:   "It is held against the time of the capture, with one hour for the difference of clocks. A CPA that has expired is rejected (3.1.5.7); one that holds for long can be replayed for long.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// CPANonce is broken by a CPA with another nonce than that of the INQUIRE.
	CPANonce = &dissect.Rule{
		ID: "pnrp.cpa-nonce", Req: "PNRP-2.2.3.1-3", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "Nonce of a CPA must be that of the INQUIRE, and zero in a Revoke CPA",
		Doc:   "The nonce is signed with the rest, so that a CPA cannot be replayed to somebody else. Where the INQUIRE had none it is zero (3.2.5.6). A resolver rejects a CPA with another one (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RevokeNonce is broken by a Revoke CPA without Nonce.
	RevokeNonce = &dissect.Rule{
		ID: "pnrp.revoke-nonce", Level: dissect.Note, Spec: "MS-PNRP 2.2.3.1",
		Title: "A CPA should have a Nonce, also where it revokes",
		Doc:   "Nonce is no optional field, and a Revoke CPA has zeros in it. Wireshark reads Revoke CPAs as if they had none, so there may be peers that leave it out; no capture of one is known. The rest is read all the same.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// Authority is broken by a BinaryAuthority that is not that of the key.
	Authority = &dissect.Rule{
		ID: "pnrp.authority-hash", Req: "PNRP-2.2.3.1-4", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "BinaryAuthority must be the SHA-1 of the public key, and absent for an unsecured name",
		Doc:   "The authority ties a secure name to its key. Section 2.2.3.1 hashes PublicKey Data and 1.3.1.1 its SubjectPublicKeyInfo form; both are accepted, and with a certificate chain the key of its first certificate (3.1.5.10). Anything else claims the name of somebody else.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ClassifierHash is broken by a hash that is not that of the classifier.
	ClassifierHash = &dissect.Rule{
		ID: "pnrp.classifier-hash", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "ClassifierHash must be the SHA-1 of the classifier",
		Doc:   "The byte order of the characters that are hashed is not stated; both are accepted. Where the hash is another one, CLASSIFIER and CPA are of different names.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// FriendlyLength is broken by a FriendlyName of another length.
	FriendlyLength = &dissect.Rule{
		ID: "pnrp.friendly-name", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "FriendlyName Len must be 1 to 78",
		Doc:   "It counts bytes. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ServiceAddresses is broken by an address list of another size.
	ServiceAddresses = &dissect.Rule{
		ID: "pnrp.service-addresses", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1.1",
		Title: "A CPA must have at most 4 service addresses of 18 bytes, and one at least unless it is a Revoke CPA",
		Doc:   "They are where PNRP runs on the publishing node. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// CPAPayloads is broken by a payload that is too long.
	CPAPayloads = &dissect.Rule{
		ID: "pnrp.cpa-payloads", Req: "PNRP-2.2.3.1-5", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1",
		Title: "A CPA must have at most one payload, with Total Bytes of 4 to 210",
		Doc:   "Total Bytes counts the two fields and the PAYLOAD, of at most 206 bytes. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// PayloadForm is broken by a PAYLOAD of another type or length.
	PayloadForm = &dissect.Rule{
		ID: "pnrp.cpa-payload", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1.2",
		Title: "PAYLOAD must be an array of IPV6_APP_ENDPOINT, of 20 to 200 bytes",
		Doc:   "Type 1 is the only one, and every endpoint takes 20 bytes.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// KeyForm is broken by a CPA Public Key of another form.
	KeyForm = &dissect.Rule{
		ID: "pnrp.public-key", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.1.4",
		Title: "The CPA Public Key must be an RSA key of 1024 bits with the identifier of rsaEncryption",
		Doc:   "The identifier has 20 bytes and the key 140, in ASN.1. A receiver rejects a CPA of another form (3.1.5.7).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// SignatureRight is broken by a signature of another form or that does not verify.
	SignatureRight = &dissect.Rule{
		ID: "pnrp.signature", Req: "PNRP-2.2.3.2-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.2",
		Title: "SIGNATURE must be an RSA signature of 128 bytes with SHA-1 that the key of the CPA verifies",
		Doc:   "It is over the structure without the signature (3.2.5.9). Signature Data is taken in either byte order, which is not stated. A signature that does not verify means that the structure was changed on its way, or that another key signed it; it is rejected (3.1.5.9).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ExtendedForm is broken by an EXTENDED_PAYLOAD of another layout.
	ExtendedForm = &dissect.Rule{
		ID: "pnrp.extended-payload", Req: "PNRP-2.2.3.3-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.3",
		Title: "EXTENDED_PAYLOAD must be of version 2.0 with one payload, lengths that agree, and the nonce of the INQUIRE",
		Doc:   "A resolver rejects another one (3.1.5.8).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ExtendedID is broken by an EXTENDED_PAYLOAD for another PNRP ID.
	ExtendedID = &dissect.Rule{
		ID: "pnrp.extended-id", Level: dissect.Must, Spec: "MS-PNRP 3.1.5.8",
		Title: "PNRP ID of EXTENDED_PAYLOAD must be that of the route entry",
		Doc:   "It stands there with the least significant byte first. Another one means that the payload was published for another name.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RouteValues is broken by a ROUTE_ENTRY with other values.
	RouteValues = &dissect.Rule{
		ID: "pnrp.route-entry", Req: "PNRP-2.2.3.4-1", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.4",
		Title: "ROUTE_ENTRY must be of version 4.0 with a port above 1024 and 1 to 20 addresses",
		Doc:   "A node ignores an entry with a port below 1024 (3.1.5.11), for it would send to a service of the system.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// EndpointPort is broken by an endpoint with a low port.
	EndpointPort = &dissect.Rule{
		ID: "pnrp.endpoint-port", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.6",
		Title: "Port of IPV6_ENDPOINT must be greater than 1024",
		Doc:   "Nodes that have seen a message stand in its list with their endpoints.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// ChainForm is broken by a Certificate Chain of another form.
	ChainForm = &dissect.Rule{
		ID: "pnrp.certificate-chain", Level: dissect.Must, Spec: "MS-PNRP 2.2.3.5",
		Title: "A Certificate Chain must be SignedData of at most 25 X.509 certificates of version 3, signed with SHA-1, with serial numbers of 16 bytes",
		Doc:   "Delegation is in extensions of the certificates, which are shown and not judged. A resolver rejects another chain (3.1.5.10).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// IDRight is broken by a CPA of another PNRP ID than the route entry.
	IDRight = &dissect.Rule{
		ID: "pnrp.id", Req: "PNRP-3.1.4.4.1-1", Level: dissect.Must, Spec: "MS-PNRP 3.1.5.7",
		Title: "The PNRP ID made of a CPA must be that of the route entry",
		Doc:   "It is made of authority, hash of the classifier, and service location (3.1.4.4.1). A resolver rejects a CPA of another one.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
)

// Rules about the order of messages.
var (
	// AckWanted is broken by an ACK of a FLOOD that wants none.
	AckWanted = &dissect.Rule{
		ID: "pnrp.ack-wanted", Req: "PNRP-3.1.5.5-1", Level: dissect.Must, Spec: "MS-PNRP 3.1.5.5",
		Title: "A FLOOD must be acknowledged when its flag D is clear, and not when it is set",
		Doc:   "D says that the sender does not want an ACK (2.2.2.4). That an ACK is missing cannot be told from its being lost, and is not reported.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// AnswerType is broken by an answer to a message of another type.
	AnswerType = &dissect.Rule{
		ID: "pnrp.answer-type", Level: dissect.Must, Spec: "MS-PNRP 2.2.2",
		Title: "ADVERTISE must answer SOLICIT, AUTHORITY must answer INQUIRE or LOOKUP, and ACK must answer REQUEST or FLOOD",
		Doc:   "The receiver looks for a message of the right type that waits for its answer, and drops the answer where there is none (3.1.5.3, 3.1.5.4, 3.1.5.6).",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// RequestAnswer is broken by a REQUEST that is answered in another way.
	RequestAnswer = &dissect.Rule{
		ID: "pnrp.request-answer", Req: "PNRP-3.2.5.4-1", Level: dissect.Must, Spec: "MS-PNRP 3.2.5.4",
		Title: "REQUEST must be answered by an ACK and a FLOOD with D for each PNRP ID",
		Doc:   "Reported is a FLOOD without D that brings a requested route entry within two seconds of the ACK, before one with D did. What is missing cannot be told from what is lost, and is not reported.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
	// Resends is broken by a message that is sent too often.
	Resends = &dissect.Rule{
		ID: "pnrp.resends", Req: "PNRP-3.1.6.3-1", Level: dissect.Must, Spec: "MS-PNRP 3.1.6.3",
		Title: "A message must be sent again twice at most",
		Doc:   "Retry Count is 2 in the beginning, and a message is sent again while it is not zero after it was counted down; read strictly that is once. Three are reported. Copies within a tenth of a second are taken for one message that was captured twice.",
		Seen:  "pcaps/pnrp/errors.pcap",
	}
)
