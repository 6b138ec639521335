package rxad

import "github.com/radissect/radissect/dissect"

// Order, nonces and signatures.
var (
	// NonceFresh is broken by a nonce that is not the last one, or not for this use.
	NonceFresh = &dissect.Rule{
		ID: "rxad.nonce-fresh", Req: "RXAD-3.1.4.1.2.3-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2.2.10",
		Title: "Advertise and Inhibit must each use a nonce that the host has just acquired, once",
		Doc:   "A nonce is for one use, so AcquireNonce has to come before each (also 3.1.4.1.2.3 and 3.1.4.3.2.6). The specification contradicts itself: figure 2 and the example of 4.5 show an Inhibit with the nonce of the Advertise before it, so products may be expected to do that. Not judged while it is not known what the device has issued.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// NonceReplayed is broken by a device that takes a nonce twice.
	NonceReplayed = &dissect.Rule{
		ID: "rxad.nonce-replayed", Level: dissect.Security, Spec: "MS-RXAD 3.1.4.2.2.10",
		Title: "A device should not accept a nonce that was used before or not issued to the host",
		Doc:   "The nonce is what keeps a recorded message from being sent again by somebody else. The device answered with success.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// NonceRepeated is broken by a device that issues a nonce twice.
	NonceRepeated = &dissect.Rule{
		ID: "rxad.nonce-repeated", Level: dissect.Security, Spec: "MS-RXAD 1.1",
		Title: "A device should not issue the same nonce again",
		Doc:   "A nonce is a number that is used only once. Messages that were signed with it become valid again.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// StateRule is broken by an action that the state of the host does not allow.
	StateRule = &dissect.Rule{
		ID: "rxad.state", Req: "RXAD-3.1.1-1", Level: dissect.Should, Spec: "MS-RXAD 3.1.1",
		Title: "Advertise should come with the nonce set, Inhibit with the nonce set or the host advertised",
		Doc:   "The state machine of the host. Prose and figure 4 differ in where Inhibit leads from the advertised state, which makes no difference to what is allowed next but for another Inhibit.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// Certificate is broken by a missing certificate.
	Certificate = &dissect.Rule{
		ID: "rxad.certificate", Req: "RXAD-3.1.4.1.2.1-2", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.1.2.1",
		Title: "HostCertificate must be there where the device has asked for it with AttachCertificate",
		Doc:   "A device that keeps only a hash of the certificate cannot check the signature without it.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// AlgorithmOffered is broken by an algorithm that the device did not name.
	AlgorithmOffered = &dissect.Rule{
		ID: "rxad.algorithm", Req: "RXAD-3.1.4.2.2.12-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2.2.12",
		Title: "SignatureAlgorithm must be one of the SupportedSignatureAlgorithms of the device",
		Doc:   "Also 3.1.4.3.2.10. The list is that of the last AcquireNonceResponse.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// SignatureMade is broken by a signature of another algorithm or key.
	SignatureMade = &dissect.Rule{
		ID: "rxad.signature", Req: "RXAD-3.1.4.2.2.11-1", Level: dissect.Must, Spec: "MS-RXAD 3.1.4.2.2.11",
		Title: "Signature must be made by the algorithm in SignatureAlgorithm",
		Doc:   "Checked for rSASSA-PSS-Default-Identifier (RFC 4055 3.1: SHA-1, MGF1 with SHA-1, 20 bytes of salt) where the certificate of the host is known: a signature of that algorithm and key shows its form whatever was signed. What was signed is another rule.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// SignedText is broken by a signature of something else.
	SignedText = &dissect.Rule{
		ID: "rxad.signed-text", Level: dissect.Note, Spec: "MS-RXAD 3.1.4.2.2.11",
		Title: "Signature should cover the action and all arguments but Signature and HostCertificate (inferred)",
		Doc:   "The specification says that action and parameters are concatenated as UTF-8 and not how. Taken is the name of the action and then the values in the order in which they were sent, with nothing between. Where that does not fit, either the message was changed on the way or the host puts the text together in another way.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// InTime is broken by a late response.
	InTime = &dissect.Rule{
		ID: "rxad.in-time", Req: "RXAD-4.2-1", Level: dissect.Must, Spec: "UPnP 1.0 3.2.2",
		Title: "The device must respond within 30 seconds",
		Doc:   "From the last byte of the request to the last of the response, by the clock of the capture. MS-RXAD 4.2 says it again in its example.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
	// Discovered is broken by an action before any discovery.
	Discovered = &dissect.Rule{
		ID: "rxad.discovered", Req: "RXAD-1.5-1", Level: dissect.Note, Spec: "MS-RXAD 1.5",
		Title: "Discovery and description should come before the first action",
		Doc:   "Neither a response to a search nor a description with the service was seen between the two before the first AcquireNonce. Captures that start late are the usual cause; advertisements by multicast are not looked at.",
		Seen:  "decoders/rxad/testdata/messages.txtar",
	}
	// Connected is broken by a device that connects elsewhere.
	Connected = &dissect.Rule{
		ID: "rxad.connected", Req: "RXAD-3.1.4.2.2.5-1", Level: dissect.Should, Spec: "MS-RXAD 3.1.4.2.2.5",
		Title: "The device should connect to ExperienceEndpointUri",
		Doc:   "Broken where the endpoint is an xsp: URI with the address of the host, and after the response to Advertise the device connects to port 3389 or 3390 of the host, of which neither is that of the URI. A device that does not connect at all is not judged: people decide that.",
		Seen:  "pcaps/rxad/rxad_broken.pcap",
	}
)
