package gcc

import "github.com/radissect/radissect/dissect"

var (
	// H221Key is broken by settings under another key.
	H221Key = &dissect.Rule{
		ID: "gcc.h221-key", Level: dissect.Malformed, Spec: "MS-RDPBCGR 2.2.1.3",
		Title: "The settings must stand under the key Duca (client) or McDn (server)",
		Doc: "The settings are T.124 user data under a non-standard key of four letters. " +
			"Another key means that the bytes before it are not what RDP peers send, and that what follows may be something else.",
		Seen: "decoders/gcc/testdata/h221-key.txtar",
	}
	// BlockLength is broken by a length shorter than the header.
	BlockLength = &dissect.Rule{
		ID: "gcc.block-length", Level: dissect.Malformed, Spec: "MS-RDPBCGR 2.2.1.3.1",
		Title: "The length of a block must count its header of four bytes",
		Doc: "The length of a settings block includes type and length. " +
			"A smaller one leaves its reader standing still; radissect takes the block for empty.",
		Seen: "decoders/gcc/testdata/blocks.txtar",
	}
	// BlockFlags is broken by flags that do not exist.
	BlockFlags = &dissect.Rule{
		ID: "gcc.block-flags", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.6",
		Title: "The flags of a monitor or message channel block must be 0",
		Doc: "No flag is defined for these blocks. " +
			"Servers ignore the field.",
		Seen: "decoders/gcc/testdata/monitors.txtar",
	}
	// CoreBoundary is broken by a core block that ends inside of a field.
	CoreBoundary = &dissect.Rule{
		ID: "gcc.core-boundary", Req: "RDP-2.2.1.3.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "The client core data must end between two fields",
		Doc: "From postBeta2ColorDepth on every field is optional but needs all fields before it, so that the length of the block tells which are there. " +
			"A block that ends inside of a field has a wrong length or leaves a field out.",
		Seen: "decoders/gcc/testdata/core-boundary.txtar",
	}
	// SelectedProtocol is broken by a client that echoes another protocol.
	SelectedProtocol = &dissect.Rule{
		ID: "gcc.selected-protocol", Req: "RDP-2.2.1.3.2-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "serverSelectedProtocol must be the protocol that the server selected",
		Doc: "The client repeats, inside of the protected stream, the protocol that it was told in the clear; it is 0 when there was no negotiation. " +
			"A difference means that the negotiation was changed on its way, and servers drop the connection.",
		Seen: "decoders/gcc/testdata/negotiated.txtar",
	}
	// SelectedPresent is broken by a client that negotiates and does not echo the result.
	SelectedPresent = &dissect.Rule{
		ID: "gcc.selected-present", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "serverSelectedProtocol must be there when the client sent a negotiation request",
		Doc: "The field is optional in the core data, but a client that negotiates has to repeat the result in it. " +
			"Without it the server cannot see whether the negotiation was changed on its way.",
		Seen: "decoders/gcc/testdata/selected-present.txtar",
	}
	// SASSequence is broken by another secure access sequence.
	SASSequence = &dissect.Rule{
		ID: "gcc.sas-sequence", Req: "RDP-2.2.1.3.2-3", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "SASSequence should be RNS_UD_SAS_DEL",
		Doc: "The field names the key sequence that calls the logon screen. " +
			"Servers know no other value than that for Ctrl+Alt+Del.",
		Seen: "decoders/gcc/testdata/core-values.txtar",
	}
	// ClientProductID is broken by another product id.
	ClientProductID = &dissect.Rule{
		ID: "gcc.client-product-id", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "clientProductId should be 1",
		Doc: "All clients use the same product id. " +
			"Servers ignore the field.",
		Seen: "decoders/gcc/testdata/core-values.txtar",
	}
	// SerialNumber is broken by a serial number.
	SerialNumber = &dissect.Rule{
		ID: "gcc.serial-number", Level: dissect.Should, Spec: "MS-RDPBCGR 2.2.1.3.2",
		Title: "serialNumber should be 0",
		Doc: "The serial number of the client is not used. " +
			"Servers ignore the field.",
		Seen: "decoders/gcc/testdata/core-values.txtar",
	}
	// EncryptionOffered is broken by a client without any method.
	EncryptionOffered = &dissect.Rule{
		ID: "gcc.encryption-offered", Req: "RDP-2.2.1.3.3-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.3",
		Title: "A client must offer at least one encryption method for standard RDP security",
		Doc: "Without TLS the methods of this block are all there is to protect the session; French clients give them in extEncryptionMethods. " +
			"A server can only answer with no encryption, or refuse.",
		Seen: "decoders/gcc/testdata/negotiated.txtar",
	}
	// MethodOffered is broken by a server that selects another method.
	MethodOffered = &dissect.Rule{
		ID: "gcc.method-offered", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.3",
		Title: "The server must select an encryption method that the client offered",
		Doc: "The method is one of the set in the client security data. " +
			"A client cannot go on with a method that it does not know.",
		Seen: "decoders/gcc/testdata/answers.txtar",
	}
	// ChannelCount is broken by too many channels, or a block of another size.
	ChannelCount = &dissect.Rule{
		ID: "gcc.channel-count", Req: "RDP-2.2.1.3.4-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.4",
		Title: "The client may ask for at most 31 channels and must define each of them",
		Doc: "The block holds a count and twelve bytes for each channel. " +
			"Servers refuse longer lists, and lists that do not fill the block.",
		Seen: "decoders/gcc/testdata/channels.txtar",
	}
	// ChannelName is broken by a name without NUL.
	ChannelName = &dissect.Rule{
		ID: "gcc.channel-name", Req: "RDP-2.2.1.3.4.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.4.1",
		Title: "A channel name must end with a NUL within its eight bytes",
		Doc: "Names have at most seven characters. " +
			"A name without NUL runs into the options that follow it when it is read as a string.",
		Seen: "decoders/gcc/testdata/channels.txtar",
	}
	// MonitorCount is broken by too many monitors.
	MonitorCount = &dissect.Rule{
		ID: "gcc.monitor-count", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.6",
		Title: "The client may announce at most 16 monitors",
		Doc: "The layout of the monitors is a list with a limit. " +
			"Servers refuse or cut longer lists.",
		Seen: "decoders/gcc/testdata/monitors.txtar",
	}
	// AttributeSize is broken by attributes of another size.
	AttributeSize = &dissect.Rule{
		ID: "gcc.attribute-size", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.10",
		Title: "monitorAttributeSize must be 20",
		Doc: "The size of one element is fixed; the field allows for later versions that do not exist. " +
			"With another size the attributes stay closed.",
		Seen: "decoders/gcc/testdata/monitors.txtar",
	}
	// MonitorsEqual is broken by two monitor lists of different length.
	MonitorsEqual = &dissect.Rule{
		ID: "gcc.monitors-equal", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3.10",
		Title: "The extended monitor data must describe as many monitors as the monitor data",
		Doc: "The attributes belong to the monitors of the other block by their position. " +
			"A server cannot tell which monitor the rest is for.",
		Seen: "decoders/gcc/testdata/monitors.txtar",
	}
	// ExtendedData is broken by extended blocks that the server does not know.
	ExtendedData = &dissect.Rule{
		ID: "gcc.extended-data", Req: "RDP-2.2.1.3-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.3",
		Title: "Extended client data blocks must not be sent to a server that does not support them",
		Doc: "Monitor, message channel, multitransport and extended monitor blocks need EXTENDED_CLIENT_DATA_SUPPORTED in the negotiation response. " +
			"Older servers drop connections with blocks that they do not know.",
		Seen: "decoders/gcc/testdata/negotiated.txtar",
	}
	// RequestedProtocols is broken by a server that echoes another request.
	RequestedProtocols = &dissect.Rule{
		ID: "gcc.requested-protocols", Req: "RDP-2.2.1.4.2-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.2",
		Title: "clientRequestedProtocols must be what the client requested",
		Doc: "The server repeats the requestedProtocols that it received, or 0 when there were none. " +
			"The client compares it with what it sent: a difference shows that somebody changed the request to get a weaker protocol.",
		Seen: "decoders/gcc/testdata/negotiated.txtar",
	}
	// SecurityWithTLS is broken by standard security below TLS.
	SecurityWithTLS = &dissect.Rule{
		ID: "gcc.security-with-tls", Req: "RDP-2.2.1.4.3-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3",
		Title: "encryptionMethod and encryptionLevel must be 0 when TLS or CredSSP protects the connection",
		Doc: "Enhanced security replaces the encryption of RDP itself. " +
			"A client that reads another value here expects security headers that do not come.",
		Seen: "decoders/gcc/testdata/security-with-tls.txtar",
	}
	// SecurityEmpty is broken by keys for no encryption.
	SecurityEmpty = &dissect.Rule{
		ID: "gcc.security-empty", Req: "RDP-2.2.1.4.3-2", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3",
		Title: "Random and certificate must not be there without encryption",
		Doc: "When method and level are 0 the security block ends behind them. " +
			"Clients ignore what follows, or take the block for malformed.",
		Seen: "decoders/gcc/testdata/server-security.txtar",
	}
	// ServerRandomLen is broken by a random of another length.
	ServerRandomLen = &dissect.Rule{
		ID: "gcc.server-random-len", Req: "RDP-2.2.1.4.3-3", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3",
		Title: "The server random must be 32 bytes",
		Doc: "Both randoms enter the session keys with a fixed length. " +
			"Clients drop connections with another one.",
		Seen: "decoders/gcc/testdata/server-security.txtar",
	}
	// SecurityLevel is broken by a method that does not fit its level.
	SecurityLevel = &dissect.Rule{
		ID: "gcc.security-level", Req: "RDP-2.2.1.4.3-4", Level: dissect.Should, Spec: "MS-RDPBCGR 5.3.2",
		Title: "encryptionMethod should fit encryptionLevel",
		Doc: "There is no method without a level nor a level without a method; the high level takes 128-bit keys and the FIPS level the FIPS method. " +
			"A client derives its keys from the method and its headers from the level: what does not fit ends in garbage.",
		Seen: "decoders/gcc/testdata/server-security.txtar",
	}
	// Unencrypted is broken by a session in the clear.
	Unencrypted = &dissect.Rule{
		ID: "gcc.unencrypted", Level: dissect.Note, Spec: "MS-RDPBCGR 5.3.1",
		Title: "Sessions without TLS are usually encrypted by RDP",
		Doc: "The server selected neither TLS nor an encryption method: everything, keystrokes and passwords included, passes in the clear. " +
			"Servers do this for connections on the same host, or when they are set to.",
		Seen: "decoders/gcc/testdata/unencrypted.txtar",
	}
	// CertificateVersion is broken by a certificate of another kind.
	CertificateVersion = &dissect.Rule{
		ID: "gcc.certificate-version", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3.1",
		Title: "A server certificate must be proprietary (1) or an X.509 chain (2)",
		Doc: "The low 31 bits of dwVersion tell the form of what follows. " +
			"Clients drop connections with another form; radissect leaves it closed.",
		Seen: "decoders/gcc/testdata/certificate.txtar",
	}
	// CertificateConstants is broken by another constant in a proprietary certificate.
	CertificateConstants = &dissect.Rule{
		ID: "gcc.certificate-constants", Req: "RDP-2.2.1.4.3.1.1-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3.1.1",
		Title: "Algorithms, blob types and magic of a proprietary certificate must have their values",
		Doc: "A proprietary certificate can hold an RSA key signed with RSA only, so all identifiers in it are constant. " +
			"Clients refuse certificates with other values.",
		Seen: "decoders/gcc/testdata/certificate.txtar",
	}
	// KeyLengths is broken by lengths that do not belong to the key.
	KeyLengths = &dissect.Rule{
		ID: "gcc.key-lengths", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1",
		Title: "keylen must be bitlen / 8 + 8 and datalen bitlen / 8 - 1",
		Doc: "Both lengths follow from the number of bits of the modulus. " +
			"Clients that trust one of them read beyond the key.",
		Seen: "decoders/gcc/testdata/certificate.txtar",
	}
	// KeyPadding is broken by padding that is not zero.
	KeyPadding = &dissect.Rule{
		ID: "gcc.key-padding", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.3.1.1.1",
		Title: "The modulus must be followed by eight zero bytes",
		Doc: "The padding belongs to the layout of the key. " +
			"It is part of what is signed.",
		Seen: "decoders/gcc/testdata/certificate.txtar",
	}
	// CertificateSignature is broken by a certificate that somebody else signed.
	CertificateSignature = &dissect.Rule{
		ID: "gcc.certificate-signature", Req: "RDP-5.3.3.1.3-1", Level: dissect.Should, Spec: "MS-RDPBCGR 5.3.3.1.3",
		Title: "The signature of a proprietary certificate should verify",
		Doc: "Proprietary certificates are signed with a key that is printed in the specification, so that a good signature proves nothing, but a bad one shows an error in the server or a change on the way. " +
			"Clients should drop the connection, and many do not look.",
		Seen: "decoders/gcc/testdata/certificate.txtar",
	}
	// NetworkSize is broken by a network block of another size.
	NetworkSize = &dissect.Rule{
		ID: "gcc.network-size", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.4",
		Title: "The size of the server network data must be a multiple of 4",
		Doc: "With an odd number of channels two bytes of padding are needed. " +
			"Clients read the block by its length and hardly notice.",
		Seen: "decoders/gcc/testdata/network.txtar",
	}
	// ChannelIDs is broken by an answer with more or fewer channels.
	ChannelIDs = &dissect.Rule{
		ID: "gcc.channel-ids", Req: "RDP-2.2.1.4.4-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4.4",
		Title: "The server must assign as many channel ids as the client requested channels",
		Doc: "Ids belong to channels by their position, so both lists have the same length. " +
			"A client cannot use the channels that are missing, and mixes them up when some are left out.",
		Seen: "decoders/gcc/testdata/answers.txtar",
	}
	// MessageAsked is broken by a message channel that nobody asked for.
	MessageAsked = &dissect.Rule{
		ID: "gcc.message-asked", Req: "RDP-2.2.1.4-1", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4",
		Title: "A server must not assign a message channel to a client that did not ask",
		Doc: "The block answers the message channel block of the client. " +
			"Older clients do not know it.",
		Seen: "decoders/gcc/testdata/answers.txtar",
	}
	// MultitransportAsked is broken by multitransport that nobody asked for.
	MultitransportAsked = &dissect.Rule{
		ID: "gcc.multitransport-asked", Level: dissect.Must, Spec: "MS-RDPBCGR 2.2.1.4",
		Title: "A server must not announce multitransport to a client that did not ask",
		Doc: "The block answers the multitransport block of the client. " +
			"Older clients do not know it.",
		Seen: "decoders/gcc/testdata/answers.txtar",
	}
)
