package xml

import "github.com/radissect/radissect/dissect"

// The rules.
var (
	// WellFormed is broken by a document that cannot be read on.
	WellFormed = &dissect.Rule{
		ID: "xml.well-formed", Level: dissect.Must, Spec: "XML 1.0 2.1",
		Title: "A document must be well-formed",
		Doc:   "The document does not follow the grammar of XML at this place, has no root element, or more than one. A processor has to stop here; what came before is shown.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// TagMatch is broken by an end-tag with another name than its start-tag.
	TagMatch = &dissect.Rule{
		ID: "xml.tag-match", Level: dissect.Must, Spec: "XML 1.0 3",
		Title: "The name in an end-tag must be that of its start-tag",
		Doc:   "Elements are not nested. Reading goes on as if the name were right.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// AttributeUnique is broken by an attribute that comes twice.
	AttributeUnique = &dissect.Rule{
		ID: "xml.attribute-unique", Level: dissect.Must, Spec: "XML 1.0 3.1",
		Title: "An attribute must not appear twice in a tag",
		Doc:   "A processor has to refuse the document. Those that do not may take either value.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// Character is broken by characters that XML does not have.
	Character = &dissect.Rule{
		ID: "xml.character", Level: dissect.Must, Spec: "XML 1.0 2.2",
		Title: "A document must hold legal characters only",
		Doc:   "Control characters other than tab and line ends, surrogates, and bytes that the encoding does not have are fatal to a processor, also as character references.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// EntityDeclared is broken by a reference to an entity that nobody declared.
	EntityDeclared = &dissect.Rule{
		ID: "xml.entity-declared", Level: dissect.Must, Spec: "XML 1.0 4.1",
		Title: "A reference must be to a declared entity or a character",
		Doc:   "An ampersand has to begin a reference; without declarations in the document only amp, lt, gt, apos and quot can be referred to. An ampersand that was not escaped is the usual cause.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// PrefixDeclared is broken by a prefix without namespace.
	PrefixDeclared = &dissect.Rule{
		ID: "xml.prefix-declared", Level: dissect.Must, Spec: "Namespaces in XML 1.0 5",
		Title: "A namespace prefix must be declared",
		Doc:   "The prefix of a name is bound to no namespace here, so the name means nothing to a processor that knows namespaces.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// Encoding is broken by a declaration of another encoding.
	Encoding = &dissect.Rule{
		ID: "xml.encoding", Level: dissect.Note, Spec: "XML 1.0 4.3.3",
		Title: "The encoding declaration should name the encoding of the document",
		Doc:   "The document declares another encoding than its bytes are in. That is fatal where the transport does not say the encoding; .NET writers that go through a string declare utf-16 in this way.",
		Seen:  "decoders/xml/testdata/broken.txtar",
	}
	// Doctype is broken by a document type declaration.
	Doctype = &dissect.Rule{
		ID: "xml.doctype", Level: dissect.Security, Spec: "XML 1.0 2.8",
		Title: "A message should not have a document type declaration",
		Doc:   "No message of the protocols that radissect knows has use for one, and SOAP forbids it; policy files and property lists of old have one that names a well-known DTD. It is what attacks on XML processors need: it declares entities and names files and URLs to be read.",
		Seen:  "decoders/xml/testdata/doctype.txtar",
	}
	// EntityDeclaration is broken by the declaration of an entity.
	EntityDeclaration = &dissect.Rule{
		ID: "xml.entity-declaration", Level: dissect.Security, Spec: "XML 1.0 4.2",
		Title: "A message should not declare entities",
		Doc:   "Entities that refer to each other grow without bound when they are expanded. They are not expanded here.",
		Seen:  "decoders/xml/testdata/doctype.txtar",
	}
	// ExternalEntity is broken by a reference to something outside of the document.
	ExternalEntity = &dissect.Rule{
		ID: "xml.external-entity", Level: dissect.Security, Spec: "XML 1.0 4.2.2",
		Title: "A message should not name external entities",
		Doc:   "A processor that follows the system identifier reads a file or connects to a host of the sender's choice. Nothing is followed here.",
		Seen:  "decoders/xml/testdata/doctype.txtar",
	}
	// Depth is hit by elements nested too deeply.
	Depth = &dissect.Rule{
		ID: "xml.depth", Level: dissect.Limit, Spec: "XML 1.0 3",
		Title: "Elements are nested at most 256 deep",
		Doc:   "What lies deeper was not read. No application nests that deep.",
		Seen:  "decoders/xml/xml_test.go",
	}
	// Size is hit by a document with too many parts.
	Size = &dissect.Rule{
		ID: "xml.size", Level: dissect.Limit, Spec: "XML 1.0 2.1",
		Title: "A document has at most 131,072 tags, attributes and texts, and a tag 256 attributes",
		Doc:   "What comes behind them was not read. The limit for documents in UTF-16 is also 8 MiB.",
		Seen:  "decoders/xml/xml_test.go",
	}
)
