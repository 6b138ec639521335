package raiop

import "github.com/radissect/radissect/dissect"

var (
	// Hour is broken by a name of another hour than that of the capture.
	Hour = &dissect.Rule{
		ID: "raiop.hour", Req: "RAIOP-1.5-1", Level: dissect.Note, Spec: "MS-RAIOP 1.5",
		Title: "Clocks of novice and expert should differ by one hour at most",
		Doc:   "The hour in UTC goes into the name, and an expert tries its own and the ones before and after (3.2.5.2). It is held against the clock of the capture where a given password makes the name. A novice whose clock is further off is not found; one that is off by the hours of a time zone takes local time for UTC.",
		Seen:  "pcaps/pnrp/raiop_hour.pcap",
	}
	// KeyOnWire is broken by every payload that its own name opens.
	KeyOnWire = &dissect.Rule{
		ID: "raiop.key-on-wire", Level: dissect.Security, Spec: "MS-RAIOP 3.1.5.3",
		Title: "The key of the connection string should not be on the wire",
		Doc:   "The classifier of an unsecured name is the key string that the payload is encrypted with (3.1.5.2, 3.1.5.3), and CLASSIFIER shows it to everybody between novice and expert. The password follows from the connection string (3.1.5.1). The protocol is made so: the finding says that the string and the password of this session are no secrets any more.",
		Seen:  "pcaps/pnrp/publish.pcap",
	}
	// Clear is broken by a connection string that is not encrypted.
	Clear = &dissect.Rule{
		ID: "raiop.clear", Level: dissect.Security, Spec: "MS-RAIOP 3.1.5",
		Title: "A connection string should not be in the clear",
		Doc:   "Everybody who resolves the name, or sees the messages, can connect to the novice with it.",
		Seen:  "pcaps/pnrp/raiop_clear.pcap",
	}
	// Unregistered is broken by a name that outlives its timer.
	Unregistered = &dissect.Rule{
		ID: "raiop.unregistered", Req: "RAIOP-3.1.2.1-1", Level: dissect.Should, Spec: "MS-RAIOP 3.1.6.1",
		Title: "A name should be unregistered 30 minutes after its registration",
		Doc:   "Counted is from when the name was first seen with its payload between the same two hosts, which is never earlier than the registration. A name that stays lets an old password find and open the string.",
		Seen:  "pcaps/pnrp/raiop_late.pcap",
	}
	// Password is broken by a password that does not follow from the string.
	Password = &dissect.Rule{
		ID: "raiop.password", Req: "RAIOP-3.1.5.1-1", Level: dissect.Must, Spec: "MS-RAIOP 3.1.5.1",
		Title: "The password must be the one that is derived from the connection string",
		Doc:   "It is six characters made of 100,000 hashes of the string. It is judged where the given password makes the name and the string is opened. A novice that takes another password works with every expert all the same.",
		Seen:  "pcaps/pnrp/raiop_password.pcap",
	}
	// Encrypted is broken by a payload that the key of its name does not open.
	Encrypted = &dissect.Rule{
		ID: "raiop.encrypted", Req: "RAIOP-3.1.5.2-1", Level: dissect.Must, Spec: "MS-RAIOP 3.1.5.2",
		Title: "The payload of an unsecured name must be the connection string under the key of the name",
		Doc:   "AES-128 under the SHA-1 of the key string; mode, initialization vector and padding follow from the example in section 4.1. It is broken by a connection string in the clear, and by a payload that does not open although the given password makes its name. A payload of a name that only looks like one of Remote Assistance is not judged.",
		Seen:  "pcaps/pnrp/raiop_clear.pcap",
	}
	// Name is broken by a name that is written in another way.
	Name = &dissect.Rule{
		ID: "raiop.name", Req: "RAIOP-3.1.5.3-1", Level: dissect.Must, Spec: "MS-RAIOP 3.1.5.3",
		Title: "The name must be 0. and the key string in 32 upper-case hexadecimal digits",
		Doc:   "Names are compared by their hash, so an expert does not find one that is written in another way. It is judged where the payload shows that the name is one of Remote Assistance.",
		Seen:  "pcaps/pnrp/raiop_lower.pcap",
	}
	// Retries is broken by an expert that tries the hours in another order.
	Retries = &dissect.Rule{
		ID: "raiop.retries", Req: "RAIOP-3.2.5.2-1", Level: dissect.Must, Spec: "MS-RAIOP 3.2.5.2",
		Title: "An expert must try the hour before first, and the hour after then",
		Doc:   "The names of the hours are made of the given password and held against the targets of LOOKUP messages for applications. It is broken where all three hours were looked up, in another order; the own hour is the one that came first.",
		Seen:  "pcaps/pnrp/raiop_retries.pcap",
	}
	// Classifier is broken by a secure name with another classifier.
	Classifier = &dissect.Rule{
		ID: "raiop.classifier", Req: "RAIOP-3.3.5.2-1", Level: dissect.Must, Spec: "MS-RAIOP 3.3.5.2",
		Title: "The classifier of a secure name must be RAContact",
		Doc:   "It is judged for payloads that are made as section 3.3.5.1 says, with a FriendlyName that is their length. An expert makes the name from the key of its contact and RAContact, and does not find another one.",
		Seen:  "pcaps/pnrp/raiop_secure_wrong.pcap",
	}
	// FriendlyName is broken by a name that is not the length of the key.
	FriendlyName = &dissect.Rule{
		ID: "raiop.friendly-name", Req: "RAIOP-3.3.5.2-2", Level: dissect.Must, Spec: "MS-RAIOP 3.3.5.2",
		Title: "FriendlyName of a secure name must be the length of the exported AES key in bytes",
		Doc:   "It is a decimal number, and tells the expert where the key ends and the encrypted connection string begins (3.4.5.2).",
		Seen:  "pcaps/pnrp/raiop_secure_wrong.pcap",
	}
)
