package oaut

import "github.com/radissect/radissect/dissect"

// Rules of MS-OAUT, in the order of its sections.
var (
	// WordBlob is broken by a BSTR whose two sizes disagree.
	WordBlob = &dissect.Rule{
		ID: "oaut.bstr-size", Req: "OAUT-2.2.23.1-1", Level: dissect.Must, Spec: "MS-OAUT 2.2.23.1",
		Title: "clSize of a BSTR must be half of cBytes, rounded up, or 0 for a null BSTR",
		Doc:   "cBytes is the length that the receiver gives to the text, clSize how many characters are sent. A receiver that allocates by one and copies by the other fails.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// WordCount is broken by a BSTR whose array is not as long as it says.
	WordCount = &dissect.Rule{
		ID: "oaut.bstr-count", Level: dissect.Must, Spec: "MS-OAUT 2.2.23.1",
		Title: "max_count of a BSTR must be clSize",
		Doc:   "asData has size_is(clSize). A receiver that checks rejects the stub.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// VariantSize is broken by a VARIANT that is longer or shorter than it says.
	VariantSize = &dissect.Rule{
		ID: "oaut.variant-size", Level: dissect.Must, Spec: "MS-OAUT 2.2.29.1",
		Title: "clSize of a VARIANT must be its size in units of 8 bytes",
		Doc:   "The receiver uses it to find the end of the value. It is checked for values other than interface pointers and arrays, whose senders count differently.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// VariantReserved is broken by a VARIANT with something in rpcReserved.
	VariantReserved = &dissect.Rule{
		ID: "oaut.variant-reserved", Req: "OAUT-2.2.29.1-1", Level: dissect.Must, Spec: "MS-OAUT 2.2.29.1",
		Title: "rpcReserved of a VARIANT must be 0",
		Doc:   "The field means nothing and receivers ignore it.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// VariantType is broken by a VARIANT with a type that cannot be in one.
	VariantType = &dissect.Rule{
		ID: "oaut.variant-type", Level: dissect.Must, Spec: "MS-OAUT 2.2.7",
		Title: "vt of a VARIANT must be a type that a VARIANT can hold",
		Doc:   "Without a known type the value cannot be read.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// Elements is broken by a dimension without elements.
	Elements = &dissect.Rule{
		ID: "oaut.array-elements", Req: "OAUT-2.2.30.1-1", Level: dissect.Must, Spec: "MS-OAUT 2.2.30.1",
		Title: "cElements of a dimension must not be 0",
		Doc:   "A dimension of a SAFEARRAY has at least one element.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// Dims is broken by an array without dimensions.
	Dims = &dissect.Rule{
		ID: "oaut.array-dims", Level: dissect.Must, Spec: "MS-OAUT 2.2.30.10",
		Title: "cDims of a SAFEARRAY must not be 0",
		Doc:   "An array has at least one dimension. A receiver rejects it.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// Features is broken by an array of BSTR that does not say so.
	Features = &dissect.Rule{
		ID: "oaut.array-features", Req: "OAUT-2.2.30.10-1", Level: dissect.Must, Spec: "MS-OAUT 2.2.30.10",
		Title: "fFeatures of an array of BSTR must be FADF_BSTR, or FADF_BSTR and FADF_HAVEVARTYPE",
		Doc:   "sfType and fFeatures both tell the type of the elements. A receiver frees the elements by fFeatures.",
		Seen:  "decoders/oaut/testdata/broken.txtar",
	}
	// ElementType is broken by an array of one type that says its elements are of another.
	ElementType = &dissect.Rule{
		ID: "oaut.array-type", Level: dissect.Must, Spec: "MS-OAUT 2.2.30.10",
		Title: "The type of the elements in the high half of cLocks must fit sfType",
		Doc:   "With FADF_HAVEVARTYPE the array tells twice what its elements are. A receiver that believes the one and frees by the other corrupts its memory.",
		Seen:  "decoders/oaut/testdata/dispatch.txtar",
	}
	// NamedArgs is broken by more named arguments than arguments.
	NamedArgs = &dissect.Rule{
		ID: "oaut.named-args", Level: dissect.Must, Spec: "MS-OAUT 2.2.33",
		Title: "cNamedArgs must not exceed cArgs",
		Doc:   "Named arguments are the first of all arguments.",
		Seen:  "decoders/oaut/testdata/dispatch.txtar",
	}
	// InterfaceNull is broken by GetIDsOfNames or Invoke with an interface.
	InterfaceNull = &dissect.Rule{
		ID: "oaut.riid-null", Req: "OAUT-3.1.4.4-1", Level: dissect.Must, Spec: "MS-OAUT 3.1.4.4",
		Title: "riid of GetIDsOfNames and Invoke must be IID_NULL",
		Doc:   "The parameter has no use. A server answers with DISP_E_UNKNOWNINTERFACE.",
		Seen:  "decoders/oaut/testdata/dispatch.txtar",
	}
	// InvokeMode is broken by Invoke with no mode or several.
	InvokeMode = &dissect.Rule{
		ID: "oaut.invoke-mode", Level: dissect.Should, Spec: "MS-OAUT 3.1.4.4",
		Title: "dwFlags of Invoke should have exactly one of method, property get, property put and property put by reference",
		Doc:   "MS-OAUT has a MUST. Scripting clients of Windows send DISPATCH_METHOD and DISPATCH_PROPERTYGET together where the script does not tell a property from a method without arguments, and servers take it; so a breach counts as a SHOULD.",
		Seen:  "decoders/oaut/testdata/dispatch.txtar",
	}
)
