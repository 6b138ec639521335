package invitation

import "github.com/radissect/radissect/dissect"

// Rules about PassStub, one for each position. MS-RAI 6 note 17 gives only the
// length. Which characters stand where is described in Microsoft's Open
// Specifications blog of 2011-10-31 ("Password encryption in establishing a Remote
// Assistance session of type 1"), and the stubs printed in MS-RAI 6 and those of
// Windows files keep to it. FreeRDP's generator is one place to the left of it.
var (
	// RuleStubLength is broken by a pass stub that has not 14 characters.
	RuleStubLength = &dissect.Rule{
		ID: "invitation.pass-stub-length", Req: "RAI-6-3", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "PassStub must have 14 characters",
		Doc:   "The expert proves the password by encrypting the stub with it, prefixed with its length in bytes, 28. With a stub of another length the proof has another form, which the novice does not expect. A missing character is often an ampersand that was lost in unescaping.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
	// RuleStubPlain is about positions 1, 2 and 7 to 14.
	RuleStubPlain = &dissect.Rule{
		ID: "invitation.pass-stub-plain", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "Characters 1, 2 and 7 to 14 of PassStub are letters, digits, \"*\" or \"_\"",
		Doc:   "Windows takes these characters from a set of 64. A program that counts from 0 and takes the positions for counted from 1 puts its symbol second, which is what breaks this rule most often.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
	// RuleStubSymbol is about position 3.
	RuleStubSymbol = &dissect.Rule{
		ID: "invitation.pass-stub-symbol", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "Character 3 of PassStub is one of !@#$&^*()-+=",
		Doc:   "The third character is a symbol. Where it is the ampersand it has to be escaped in the file, and a reader that forgets to undo this works with a wrong stub. FreeRDP's generator puts the symbol second.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
	// RuleStubDigit is about position 4.
	RuleStubDigit = &dissect.Rule{
		ID: "invitation.pass-stub-digit", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "Character 4 of PassStub is a digit",
		Doc:   "The fourth character is a decimal digit in every stub made by Windows. The stub was made by another program, or is not the one of the file.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
	// RuleStubUpper is about position 5.
	RuleStubUpper = &dissect.Rule{
		ID: "invitation.pass-stub-upper", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "Character 5 of PassStub is an upper-case letter",
		Doc:   "The fifth character is a letter from A to Z in every stub made by Windows. The stub was made by another program, or is not the one of the file.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
	// RuleStubLower is about position 6.
	RuleStubLower = &dissect.Rule{
		ID: "invitation.pass-stub-lower", Level: dissect.Note, Spec: "MS-RAI 6",
		Title: "Character 6 of PassStub is a lower-case letter",
		Doc:   "The sixth character is a letter from a to z in every stub made by Windows. The stub was made by another program, or is not the one of the file.",
		Seen:  "decoders/invitation/testdata/stub.txtar",
	}
)

// Rules that need something beside the invitation: a password, a key, a time.
var (
	// RulePassword is broken by a password that does not open LHTICKET.
	RulePassword = &dissect.Rule{
		ID: "invitation.password", Req: "RAI-6-4", Level: dissect.Must, Spec: "MS-RAI 6",
		Title: "The password must open LHTICKET to a connection string 2",
		Doc:   "The ticket was decrypted with the given password, and what came out is no connection string 2. Most likely the password is another one; upper and lower case count, and those that Windows makes are in upper case. The ticket may also be damaged.",
		Seen:  "decoders/invitation/check_test.go",
	}
	// RuleKeyMatch is broken by a server key that is not the one announced.
	RuleKeyMatch = &dissect.Rule{
		ID: "invitation.key-match", Req: "RAI-2.2.2-2", Level: dissect.Security, Spec: "MS-RAI 2.2.2",
		Title: "KH2, or where there is none KH, must be the hash of the server's public key blob",
		Doc:   "The invitation names the key of the novice by its hash, and the expert ends the connection when the server shows another one. A mismatch means that somebody stands between the two, or that the invitation is not of this session.",
		Seen:  "decoders/invitation/check_test.go",
	}
	// RuleValidity is broken by an attempt to connect at another time.
	RuleValidity = &dissect.Rule{
		ID: "invitation.validity", Req: "RAI-6-5", Level: dissect.Should, Spec: "MS-RAI 6",
		Title: "A connection should be made from DtStart on, for DtLength minutes",
		Doc:   "The novice closes Remote Assistance when DtLength minutes have passed since DtStart, so nobody listens any more. Before DtStart the invitation did not exist: one of the clocks is wrong.",
		Seen:  "decoders/invitation/check_test.go",
	}
)
