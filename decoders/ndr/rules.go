package ndr

import "github.com/radissect/radissect/dissect"

// Rules of NDR, in the order of C706 14.
var (
	// GapZero is broken by alignment gaps that hold something.
	GapZero = &dissect.Rule{
		ID: "ndr.gap-zero", Level: dissect.Note, Spec: "C706 14.2.2",
		Title: "Alignment gaps should be zero",
		Doc:   "C706 leaves the value of gap octets open, and receivers ignore them. Windows, Samba and Wine write zeros, impacket writes AB, AA or BF; other bytes are left-over memory of the sender or somebody's covert channel.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// CountAboveMax is broken by an array whose variance exceeds its conformance.
	CountAboveMax = &dissect.Rule{
		ID: "ndr.count-above-max", Level: dissect.Must, Spec: "C706 14.3.3.4",
		Title: "offset and actual_count must lie within max_count",
		Doc:   "The receiver has room for max_count elements. A conforming one rejects the stub; others write behind their buffer.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// CountOverflow is broken by a count for which there are no bytes.
	CountOverflow = &dissect.Rule{
		ID: "ndr.count-overflow", Level: dissect.Malformed, Spec: "C706 14.3.3",
		Title: "A count must not exceed the data that follows it",
		Doc:   "An array or string claims more elements than the rest of the stub can hold. What is there is read.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// Terminated is broken by a string without NUL.
	Terminated = &dissect.Rule{
		ID: "ndr.string-terminated", Level: dissect.Must, Spec: "C706 14.3.4.2",
		Title: "The last character of a string must be NUL",
		Doc:   "actual_count counts the terminator. Receivers that rely on it read on behind the string.",
		Seen:  "decoders/ndr/ndr_test.go",
	}
	// Discriminant is broken by a union whose discriminant has no arm.
	Discriminant = &dissect.Rule{
		ID: "ndr.discriminant", Level: dissect.Must, Spec: "C706 14.3.8",
		Title: "The discriminant of a union must select one of its arms",
		Doc:   "Without a default arm there is nothing to read, and the rest of the stub cannot be told.",
		Seen:  "decoders/ndr/ndr_test.go",
	}
	// RefNull is broken by an embedded reference pointer that is null.
	RefNull = &dissect.Rule{
		ID: "ndr.ref-null", Level: dissect.Must, Spec: "C706 14.3.12.1",
		Title: "An embedded reference pointer must not be null",
		Doc:   "A reference pointer always has a referent; its four octets only hold a place. A zero is answered with RPC_X_NULL_REF_POINTER.",
		Seen:  "decoders/ndr/ndr_test.go",
	}
	// RangeLimit is broken by a value or count beyond its range attribute.
	RangeLimit = &dissect.Rule{
		ID: "ndr.range", Level: dissect.Must, Spec: "MS-RPCE 2.2.4.14",
		Title: "A value must lie in the range that its IDL allows",
		Doc:   "The range attribute is checked when the stub is read; a server answers with RPC_X_BAD_STUB_DATA.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// SizeIs is broken by max_count that is not what size_is names.
	SizeIs = &dissect.Rule{
		ID: "ndr.size-is", Level: dissect.Must, Spec: "MS-RPCE 3.1.1.5.3.1",
		Title: "max_count must equal the value that size_is names",
		Doc:   "Both give the size of the array. A receiver that checks (correlation validation) rejects the stub; one that does not may use the larger.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// LengthIs is broken by actual_count that is not what length_is names.
	LengthIs = &dissect.Rule{
		ID: "ndr.length-is", Level: dissect.Must, Spec: "MS-RPCE 3.1.1.5.3.1",
		Title: "actual_count must equal the value that length_is names",
		Doc:   "Both give the number of elements that were sent. A receiver that checks rejects the stub.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// LeftOver is broken by a stub that is longer than its parameters.
	LeftOver = &dissect.Rule{
		ID: "ndr.left-over", Level: dissect.Note, Spec: "C706 14.4",
		Title: "A stub should end with its last parameter",
		Doc:   "Eight bytes or more follow the last parameter. Padding is shorter; a later version of the interface, or a reader that is wrong, can be the cause.",
		Seen:  "decoders/epm/testdata/broken.txtar",
	}
	// Depth is hit by data that is nested too deeply.
	Depth = &dissect.Rule{
		ID: "ndr.depth", Level: dissect.Limit, Spec: "C706 14.3.12",
		Title: "Data is nested at most 32 deep and has at most 4,096 pointees waiting",
		Doc:   "Pointers lead deeper, or are more, than radissect follows. The rest of the stub is not read.",
		Seen:  "decoders/ndr/ndr_test.go",
	}
)
