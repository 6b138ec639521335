package http2

import "github.com/radissect/radissect/dissect"

// The frame header, RFC 9113 4.1.
var (
	fPreface    = &dissect.Field{Name: "preface", Spec: "RFC 9113 3.4", Base: dissect.Text}
	fLength     = &dissect.Field{Name: "Length", Spec: "RFC 9113 4.1", Base: dissect.Dec}
	fType       = &dissect.Field{Name: "Type", Spec: "RFC 9113 4.1", Base: dissect.Dec, Names: typeNames}
	fFlags      = &dissect.Field{Name: "Flags", Spec: "RFC 9113 4.1", Base: dissect.Hex}
	fStreamWord = &dissect.Field{Name: "Reserved, Stream Identifier", Spec: "RFC 9113 4.1", Base: dissect.Hex}
	fStreamID   = &dissect.Field{Name: "Stream Identifier", Spec: "RFC 9113 4.1", Base: dissect.Dec}
	fReserved   = &dissect.Field{Name: "Reserved", Spec: "RFC 9113 4.1", Base: dissect.Dec}

	fFlagsData     = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.1", Base: dissect.Hex, Names: bits(flagEndStream, flagPadded)}
	fFlagsHeaders  = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.2", Base: dissect.Hex, Names: bits(flagEndStream, flagEndHeaders, flagPadded, flagPriority)}
	fFlagsAck      = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.5", Base: dissect.Hex, Names: &dissect.Names{Bits: []dissect.Bit{{Mask: flagAck, Name: "ACK"}}}}
	fFlagsPing     = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.7", Base: dissect.Hex, Names: &dissect.Names{Bits: []dissect.Bit{{Mask: flagAck, Name: "ACK"}}}}
	fFlagsPush     = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.6", Base: dissect.Hex, Names: bits(flagEndHeaders, flagPadded)}
	fFlagsContinue = &dissect.Field{Name: "Flags", Spec: "RFC 9113 6.10", Base: dissect.Hex, Names: bits(flagEndHeaders)}
)

// The payloads of frames.
var (
	fPadLength     = &dissect.Field{Name: "Pad Length", Spec: "RFC 9113 6.1", Base: dissect.Dec}
	fData          = &dissect.Field{Name: "Data", Spec: "RFC 9113 6.1", Base: dissect.Bytes}
	fPadding       = &dissect.Field{Name: "Padding", Spec: "RFC 9113 6.1", Base: dissect.Bytes}
	fExclusive     = &dissect.Field{Name: "Exclusive", Spec: "RFC 9113 6.3", Base: dissect.Dec}
	fDependWord    = &dissect.Field{Name: "Exclusive, Stream Dependency", Spec: "RFC 9113 6.3", Base: dissect.Hex}
	fDependency    = &dissect.Field{Name: "Stream Dependency", Spec: "RFC 9113 6.3", Base: dissect.Dec}
	fWeight        = &dissect.Field{Name: "Weight", Spec: "RFC 9113 6.3", Base: dissect.Dec}
	fFragment      = &dissect.Field{Name: "Field Block Fragment", Spec: "RFC 9113 6.2", Base: dissect.Bytes}
	fErrorCode     = &dissect.Field{Name: "Error Code", Spec: "RFC 9113 7", Base: dissect.Hex, Names: errorNames}
	fSetting       = &dissect.Field{Name: "Setting", Spec: "RFC 9113 6.5.1", Base: dissect.Group}
	fIdentifier    = &dissect.Field{Name: "Identifier", Spec: "RFC 9113 6.5.1", Base: dissect.Dec, Names: settingNames}
	fValue         = &dissect.Field{Name: "Value", Spec: "RFC 9113 6.5.1", Base: dissect.Dec}
	fPromised      = &dissect.Field{Name: "Promised Stream ID", Spec: "RFC 9113 6.6", Base: dissect.Dec}
	fOpaque        = &dissect.Field{Name: "Opaque Data", Spec: "RFC 9113 6.7", Base: dissect.Bytes}
	fLastStream    = &dissect.Field{Name: "Last-Stream-ID", Spec: "RFC 9113 6.8", Base: dissect.Dec}
	fDebug         = &dissect.Field{Name: "Additional Debug Data", Spec: "RFC 9113 6.8", Base: dissect.Text}
	fIncrement     = &dissect.Field{Name: "Window Size Increment", Spec: "RFC 9113 6.9", Base: dissect.Dec}
	fPrioritized   = &dissect.Field{Name: "Prioritized Stream ID", Spec: "RFC 9218 7.1", Base: dissect.Dec}
	fPriorityValue = &dissect.Field{Name: "Priority Field Value", Spec: "RFC 9218 7.1", Base: dissect.Text}
	fPayload       = &dissect.Field{Name: "Frame Payload", Spec: "RFC 9113 4.1", Base: dissect.Bytes}
)

// The field block, RFC 7541 6.
var (
	fIndexed     = &dissect.Field{Name: "Indexed Header Field", Spec: "RFC 7541 6.1", Base: dissect.Group}
	fIncremental = &dissect.Field{Name: "Literal Header Field with Incremental Indexing", Spec: "RFC 7541 6.2.1", Base: dissect.Group}
	fWithout     = &dissect.Field{Name: "Literal Header Field without Indexing", Spec: "RFC 7541 6.2.2", Base: dissect.Group}
	fNever       = &dissect.Field{Name: "Literal Header Field Never Indexed", Spec: "RFC 7541 6.2.3", Base: dissect.Group}
	fSizeUpdate  = &dissect.Field{Name: "Dynamic Table Size Update", Spec: "RFC 7541 6.3", Base: dissect.Group}

	fInteger    = &dissect.Field{Name: "integer", Spec: "RFC 7541 5.1", Base: dissect.Bytes}
	fIndex      = &dissect.Field{Name: "Index", Spec: "RFC 7541 2.3.3", Base: dissect.Dec, Names: staticNames}
	fNameIndex  = &dissect.Field{Name: "Index", Spec: "RFC 7541 6.2", Base: dissect.Dec, Names: staticFieldNames}
	fMaxSize    = &dissect.Field{Name: "Max Size", Spec: "RFC 7541 6.3", Base: dissect.Dec}
	fNameLength = &dissect.Field{Name: "Name Length", Spec: "RFC 7541 5.2", Base: dissect.Dec}
	fName       = &dissect.Field{Name: "Name String", Spec: "RFC 7541 5.2", Base: dissect.Text}
	fNameCoded  = &dissect.Field{Name: "Name String (Huffman)", Spec: "RFC 7541 5.2", Base: dissect.Bytes}
	fValueLen   = &dissect.Field{Name: "Value Length", Spec: "RFC 7541 5.2", Base: dissect.Dec}
	// A value may be a credential. Those that are none are shown where the head
	// is, by name.
	fString      = &dissect.Field{Name: "Value String", Spec: "RFC 7541 5.2", Base: dissect.Text, Secret: true}
	fStringCoded = &dissect.Field{Name: "Value String (Huffman)", Spec: "RFC 7541 5.2", Base: dissect.Bytes, Secret: true}
	fUnread      = &dissect.Field{Name: "rest of the field block", Spec: "RFC 7541 3.1", Base: dissect.Bytes, Secret: true}
	fFurther     = &dissect.Field{Name: "further representations", Spec: "RFC 7541 6", Base: dissect.Bytes, Secret: true}
)
