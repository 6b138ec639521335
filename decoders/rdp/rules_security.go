package rdp

import "github.com/radissect/radissect/dissect"

// Rules about standard RDP security, for auditors and for those who give keys.
var (
	// MACVerifies is broken by a packet whose MAC does not fit its plain text.
	MACVerifies = &dissect.Rule{
		ID: "rdp.mac", Req: "RDP-5.3.6-1", Level: dissect.Must, Spec: "MS-RDPBCGR 5.3.6",
		Title: "The MAC of an encrypted packet must be that of its plain text",
		Doc:   "Sender and receiver make the MAC from the plain text, its length, in the salted form also the number of packets, and the MAC key. A wrong one means that the packet was changed on its way, or that its sender counts differently. The receiver is to drop the connection (5.3.6.1, ERRINFO_DECRYPTFAILED); FreeRDP goes on. Checked where the keys are known.",
		Seen:  "pcaps/rdp/mac-wrong.pcap",
	}
	// KeyFits is broken by a private key that does not open the connection of its modulus.
	KeyFits = &dissect.Rule{
		ID: "rdp.key-fits", Level: dissect.Limit, Spec: "MS-RDPBCGR 5.3.4.2",
		Title: "The private key of the server should give the client random",
		Doc:   "A private key with the modulus of the server's certificate was given, but what it makes of the Security Exchange is no client random of 32 bytes, or no MAC is right with it. The connection stays closed. Either the key is damaged, or the client has encrypted with another public key.",
		Seen:  "pcaps/rdp/random-wrong.pcap",
	}
	// LowLevel is broken by encryption of one direction only.
	LowLevel = &dissect.Rule{
		ID: "rdp.low-level", Level: dissect.Security, Spec: "MS-RDPBCGR 5.3.1",
		Title: "Both directions should be encrypted",
		Doc:   "At encryption level low only what the client sends is encrypted. The screen and everything else from the server passes in the clear.",
		Seen:  "pcaps/rdp/xrdp_rdesktop_low.pcap",
	}
	// ShortKeys is broken by session keys of 40 or 56 bits.
	ShortKeys = &dissect.Rule{
		ID: "rdp.short-keys", Level: dissect.Security, Spec: "MS-RDPBCGR 5.3.5.1",
		Title: "Session keys should be longer than 56 bits",
		Doc:   "Keys of 40 bits are found by trying within hours, those of 56 bits within days. The server selects the strength, from what the client offers.",
		Seen:  "pcaps/rdp/ra_rdp_rc4_40.pcap",
	}
	// RC4 is broken by standard RDP security with RC4.
	RC4 = &dissect.Rule{
		ID: "rdp.rc4", Level: dissect.Note, Spec: "MS-RDPBCGR 5.3.6.1",
		Title: "Connections are better protected by TLS than by RC4",
		Doc:   "RC4 has known weaknesses (RFC 7465 forbids it for TLS), and standard RDP security does not tell the client who the server is. All methods but FIPS use it.",
		Seen:  "pcaps/rdp/ra_rdp_rc4_128.pcap",
	}
	// ServerKey is broken by a short RSA key of the server.
	ServerKey = &dissect.Rule{
		ID: "rdp.server-key", Level: dissect.Security, Spec: "MS-RDPBCGR 5.3.4.1",
		Title: "The RSA key of the server should have at least 2,048 bits",
		Doc:   "The client random, and with it every session key, is only protected by this key. One of 512 bits, the longest for clients that do not announce RNS_UD_CS_STRONG_ASYMMETRIC_KEYS, can be factored by anybody; all recorded sessions with that key can then be read.",
		Seen:  "decoders/rdp/testdata/sample-connection.txtar",
	}
	// TemporaryCertificate is broken by a certificate that is marked as temporary.
	TemporaryCertificate = &dissect.Rule{
		ID: "rdp.temporary-certificate", Level: dissect.Note, Spec: "MS-RDPBCGR 2.2.1.4.3.1",
		Title: "Certificates of servers are usually permanent",
		Doc:   "The top bit of dwVersion says that the certificate was issued to the server temporarily. Clients take it like any other.",
		Seen:  "decoders/rdp/testdata/temporary-certificate.txtar",
	}
	// ClearPassword is broken by a password in a connection that nothing encrypts.
	ClearPassword = &dissect.Rule{
		ID: "rdp.clear-password", Level: dissect.Security, Spec: "MS-RDPBCGR 2.2.1.11.1.1",
		Title: "A password should not be sent in the clear",
		Doc:   "The Client Info holds a password, and neither TLS nor standard RDP security encrypts the connection: whoever sees the traffic has it. Remote Assistance sends a single asterisk here, which is not reported.",
		Seen:  "decoders/rdp/testdata/clear-password.txtar",
	}
	// SealedPassword is broken by a password in an encrypted Client Info.
	SealedPassword = &dissect.Rule{
		ID: "rdp.sealed-password", Level: dissect.Note, Spec: "MS-RDPBCGR 2.2.1.11.1.1",
		Title: "Clients usually leave the password to CredSSP",
		Doc:   "The Client Info holds a password, for the server to log the user on with. It is encrypted with the connection, but whoever plays the server gets it.",
		Seen:  "decoders/rdp/testdata/sealed-password.txtar",
	}
)
