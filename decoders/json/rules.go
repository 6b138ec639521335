package json

import "github.com/radissect/radissect/dissect"

// The rules.
var (
	// Syntax is broken by text that is not JSON.
	Syntax = &dissect.Rule{
		ID: "json.syntax", Level: dissect.Must, Spec: "RFC 8259 2",
		Title: "A JSON text must follow the grammar",
		Doc:   "The text cannot be read beyond this place. Everything before it is shown.",
		Seen:  "decoders/json/testdata/syntax.txtar",
	}
	// UTF8 is broken by bytes that are not UTF-8.
	UTF8 = &dissect.Rule{
		ID: "json.utf-8", Level: dissect.Must, Spec: "RFC 8259 8.1",
		Title: "A JSON text must be encoded in UTF-8",
		Doc:   "Text that is exchanged between systems has to be UTF-8. Recipients replace or drop such bytes, and may so disagree on a name.",
		Seen:  "decoders/json/testdata/strings.txtar",
	}
	// BOM is broken by a byte order mark.
	BOM = &dissect.Rule{
		ID: "json.byte-order-mark", Level: dissect.Must, Spec: "RFC 8259 8.1",
		Title: "A JSON text must not begin with a byte order mark",
		Doc:   "A sender must not add one; many recipients ignore it, others refuse the text. .NET writers add it easily.",
		Seen:  "decoders/json/testdata/strings.txtar",
	}
	// Control is broken by a control character in a string.
	Control = &dissect.Rule{
		ID: "json.control", Level: dissect.Must, Spec: "RFC 8259 7",
		Title: "Control characters in a string must be escaped",
		Doc:   "A character below U+0020 stands in a string as it is. Lenient parsers take it.",
		Seen:  "decoders/json/testdata/strings.txtar",
	}
	// Escape is broken by an escape that is not one of the grammar's.
	Escape = &dissect.Rule{
		ID: "json.escape", Level: dissect.Must, Spec: "RFC 8259 7",
		Title: "A reverse solidus must begin an escape sequence",
		Doc:   "Behind it only \" \\ / b f n r t, and u with four hexadecimal digits, may stand. Windows paths that were pasted into a text break this.",
		Seen:  "decoders/json/testdata/strings.txtar",
	}
	// Surrogate is broken by half of a surrogate pair.
	Surrogate = &dissect.Rule{
		ID: "json.surrogate", Level: dissect.Note, Spec: "RFC 8259 8.2",
		Title: "Escaped surrogates should come in pairs",
		Doc:   "The grammar allows it, but what a recipient makes of half a pair cannot be told.",
		Seen:  "decoders/json/testdata/strings.txtar",
	}
	// Number is broken by a number that is not one of the grammar's.
	Number = &dissect.Rule{
		ID: "json.number", Level: dissect.Must, Spec: "RFC 8259 6",
		Title: "A number must have no leading zeros, no plus, and digits around its dot",
		Doc:   "Some parsers read such numbers, some as octal.",
		Seen:  "decoders/json/testdata/syntax.txtar",
	}
	// DuplicateName is broken by a name that comes twice in an object.
	DuplicateName = &dissect.Rule{
		ID: "json.duplicate-name", Level: dissect.Should, Spec: "RFC 8259 4",
		Title: "The names of an object should be unique",
		Doc:   "Recipients take the first member, the last, or refuse the text. A filter and an application that differ in this can be played against each other. Names are compared as they are written, in the first 1,024 members of an object.",
		Seen:  "decoders/json/testdata/syntax.txtar",
	}
	// Depth is hit by text that is nested too deeply.
	Depth = &dissect.Rule{
		ID: "json.depth", Level: dissect.Limit, Spec: "RFC 8259 9",
		Title: "Values are nested at most 256 deep",
		Doc:   "What lies deeper was not read. No application nests that deep.",
		Seen:  "decoders/json/json_test.go",
	}
	// Size is hit by text with too many values.
	Size = &dissect.Rule{
		ID: "json.size", Level: dissect.Limit, Spec: "RFC 8259 9",
		Title: "A text has at most 131,072 values",
		Doc:   "What comes behind them was not read.",
		Seen:  "decoders/json/json_test.go",
	}
)
