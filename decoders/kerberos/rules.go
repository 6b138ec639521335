package kerberos

import "github.com/radissect/radissect/dissect"

var (
	// DERTag is broken by an element of another type than its place allows.
	DERTag = &dissect.Rule{
		ID: "kerberos.der-tag", Level: dissect.Malformed, Spec: "RFC 4120 5.1",
		Title: "An element must have the identifier of its place",
		Doc: "Messages are DER with explicit tags in a fixed order. " +
			"Another identifier means that the bytes are something else; what follows in this structure stays closed.",
		Seen: "decoders/kerberos/testdata/der.txtar",
	}
	// DERLength is broken by a length that is indefinite or does not fit.
	DERLength = &dissect.Rule{
		ID: "kerberos.der-length", Level: dissect.Malformed, Spec: "RFC 4120 5.1",
		Title: "A length must be definite and fit its surroundings",
		Doc: "Messages must be DER: definite lengths, and every element inside of the one around it. " +
			"Parsers that trust such a length read beyond the message.",
		Seen: "decoders/kerberos/testdata/der.txtar",
	}
	// Missing is broken by a message that lacks a member.
	Missing = &dissect.Rule{
		ID: "kerberos.missing", Level: dissect.Must, Spec: "RFC 4120 5",
		Title: "A member that is not optional must be there",
		Doc: "The grammar of RFC 4120 marks what may be left out. " +
			"Receivers reject a message that lacks something else.",
		Seen: "decoders/kerberos/testdata/der.txtar",
	}
	// Pvno is broken by another version of the protocol.
	Pvno = &dissect.Rule{
		ID: "kerberos.pvno", Level: dissect.Must, Spec: "RFC 4120 5.4.1",
		Title: "pvno must be 5",
		Doc: "The number of the protocol in every message is 5. " +
			"Version 4 had another encoding altogether.",
		Seen: "decoders/kerberos/testdata/numbers.txtar",
	}
	// TktVno is broken by another version of tickets.
	TktVno = &dissect.Rule{
		ID: "kerberos.tkt-vno", Level: dissect.Must, Spec: "RFC 4120 5.3",
		Title: "tkt-vno must be 5",
		Doc:   "The number of the format in every ticket is 5.",
		Seen:  "decoders/kerberos/testdata/numbers.txtar",
	}
	// MsgType is broken by a number that contradicts the tag.
	MsgType = &dissect.Rule{
		ID: "kerberos.msg-type", Level: dissect.Must, Spec: "RFC 4120 5.10",
		Title: "msg-type must agree with the application tag",
		Doc: "The type of a message is given twice, as its tag and as a member. " +
			"They must be the same.",
		Seen: "decoders/kerberos/testdata/numbers.txtar",
	}
	// Microseconds is broken by more microseconds than a second has.
	Microseconds = &dissect.Rule{
		ID: "kerberos.microseconds", Level: dissect.Must, Spec: "RFC 4120 5.2.4",
		Title: "Microseconds must be 0 to 999999",
		Doc:   "The fraction of a time is a number of its own, constrained to this range.",
		Seen:  "decoders/kerberos/testdata/numbers.txtar",
	}
	// TimeFormat is broken by a time with a fraction or without Z.
	TimeFormat = &dissect.Rule{
		ID: "kerberos.time-format", Level: dissect.Must, Spec: "RFC 4120 5.2.3",
		Title: "A KerberosTime must be UTC without a fraction",
		Doc: "The only form is YYYYMMDDHHMMSSZ. " +
			"Fractions of a second and other time zones are not allowed.",
		Seen: "decoders/kerberos/testdata/numbers.txtar",
	}
	// FlagBits is broken by fewer than 32 flags.
	FlagBits = &dissect.Rule{
		ID: "kerberos.flag-bits", Level: dissect.Must, Spec: "RFC 4120 5.2.8",
		Title: "KerberosFlags must have at least 32 bits",
		Doc:   "Senders must not shorten the bit string even where DER of named bits would have it.",
		Seen:  "decoders/kerberos/testdata/numbers.txtar",
	}
	// Filler is broken by another filler.
	Filler = &dissect.Rule{
		ID: "kerberos.filler", Level: dissect.Must, Spec: "RFC 4121 4.2.6.2",
		Title: "Filler of a Wrap token must be FF",
		Doc: "The fourth byte of the header has the fixed value FF. " +
			"It is covered by the checksum.",
		Seen: "decoders/kerberos/testdata/wrap.txtar",
	}
	// BindingLength is broken by another length.
	BindingLength = &dissect.Rule{
		ID: "kerberos.binding-length", Level: dissect.Must, Spec: "RFC 4121 4.1.1",
		Title: "Lgth of the checksum must be 16",
		Doc:   "The field is the length of the channel bindings hash, which is MD5.",
		Seen:  "decoders/kerberos/testdata/authenticator.txtar",
	}
	// Delegation is broken by a client that delegates.
	Delegation = &dissect.Rule{
		ID: "kerberos.delegation", Level: dissect.Security, Spec: "RFC 4121 4.1.1.1",
		Title: "The client does not delegate its credentials",
		Doc: "The flag GSS_C_DELEG_FLAG is set, and a ticket-granting ticket follows with its key. " +
			"The service can act as the user everywhere.",
		Seen: "decoders/kerberos/testdata/authenticator.txtar",
	}
	// RC4 is broken by a ticket or proof under RC4.
	RC4 = &dissect.Rule{
		ID: "kerberos.rc4", Level: dissect.Note, Spec: "RFC 8429 3",
		Title: "Keys are not of type rc4-hmac",
		Doc: "The key is the NT hash of the password, without salt, so that a captured ticket can be used to guess passwords quickly. " +
			"RFC 8429 deprecates the type.",
		Seen: "decoders/kerberos/testdata/weak.txtar",
	}
	// DES is broken by a ticket or proof under DES.
	DES = &dissect.Rule{
		ID: "kerberos.des", Level: dissect.Security, Spec: "RFC 6649 3",
		Title: "Keys are not of a DES type",
		Doc: "A DES key is found by search in hours. " +
			"RFC 6649 deprecates these types and Windows has them switched off since Windows 7.",
		Seen: "decoders/kerberos/testdata/weak.txtar",
	}
	// NoPreauth is broken by a reply to a client that proved nothing.
	NoPreauth = &dissect.Rule{
		ID: "kerberos.no-preauth", Level: dissect.Security, Spec: "RFC 4120 5.2.7.2",
		Title: "An AS-REP answers a request with pre-authentication",
		Doc: "The account does not require pre-authentication. " +
			"Anybody can ask for such a reply and use it to guess the password.",
		Seen: "decoders/kerberos/testdata/preauth.txtar",
	}
	// Error is broken by an error.
	Error = &dissect.Rule{
		ID: "kerberos.error", Level: dissect.Note, Spec: "RFC 4120 5.9.1",
		Title: "The request succeeds",
		Doc: "The answer is KRB-ERROR. " +
			"KDC_ERR_PREAUTH_REQUIRED does not count: it is the normal first answer to a client that sends no proof at first.",
		Seen: "decoders/kerberos/testdata/preauth.txtar",
	}
	// Ticket is broken by keys that do not open the ticket.
	Ticket = &dissect.Rule{
		ID: "kerberos.ticket-key", Level: dissect.Note, Spec: "RFC 4120 5.3",
		Title: "A given key opens the ticket",
		Doc:   "Keys of this service and encryption type were given, and none opens the ticket: the keytab has an older key, or one of another realm.",
		Seen:  "decoders/kerberos/testdata/keyed/ticket.txtar",
	}
	// Preauth is broken by a proof that the given key does not open.
	Preauth = &dissect.Rule{
		ID: "kerberos.preauth-key", Level: dissect.Note, Spec: "RFC 4120 5.2.7.2",
		Title: "The given key opens the proof of the client",
		Doc:   "A key of this principal was given and does not open PA-ENC-TIMESTAMP: the user typed another password, or the key is an older one.",
		Seen:  "decoders/kerberos/testdata/keyed/preauth.txtar",
	}
)
