package xml

import "github.com/radissect/radissect/dissect"

// Structures.
var (
	fElement   = &dissect.Field{Name: "element", Spec: "XML 1.0 3", Base: dissect.Group}
	fAttribute = &dissect.Field{Name: "Attribute", Spec: "XML 1.0 3.1", Base: dissect.Group}
	fBOM       = &dissect.Field{Name: "Byte Order Mark", Spec: "XML 1.0 4.3.3", Base: dissect.Bytes}
)

// leaves are the fields of one encoding.
type leaves struct {
	name, attName, attValue, charData, secret, secretValue, markup, comment, pi, cdsect, doctype, unparsed *dissect.Field
}

// Leaves in 8-bit encodings.
var (
	fName        = &dissect.Field{Name: "Name", Spec: "XML 1.0 3.1", Base: dissect.Text}
	fAttName     = &dissect.Field{Name: "attribute Name", Spec: "XML 1.0 3.1", Base: dissect.Text}
	fAttValue    = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.Text}
	fCharData    = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.Text}
	fSecret      = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.Text, Secret: true}
	fSecretValue = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.Text, Secret: true}
	fMarkup      = &dissect.Field{Name: "markup", Spec: "XML 1.0 2.4", Base: dissect.Text}
	fComment     = &dissect.Field{Name: "Comment", Spec: "XML 1.0 2.5", Base: dissect.Text}
	fPI          = &dissect.Field{Name: "PI", Spec: "XML 1.0 2.6", Base: dissect.Text}
	fCDSect      = &dissect.Field{Name: "CDSect", Spec: "XML 1.0 2.7", Base: dissect.Text}
	fDoctype     = &dissect.Field{Name: "doctypedecl", Spec: "XML 1.0 2.8", Base: dissect.Text}
	fUnparsed    = &dissect.Field{Name: "not parsed", Spec: "XML 1.0 2.1", Base: dissect.Text}
)

// Leaves in UTF-16, little-endian.
var (
	fName16        = &dissect.Field{Name: "Name", Spec: "XML 1.0 3.1", Base: dissect.UTF16}
	fAttName16     = &dissect.Field{Name: "attribute Name", Spec: "XML 1.0 3.1", Base: dissect.UTF16}
	fAttValue16    = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.UTF16}
	fCharData16    = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.UTF16}
	fSecret16      = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.UTF16, Secret: true}
	fSecretValue16 = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.UTF16, Secret: true}
	fMarkup16      = &dissect.Field{Name: "markup", Spec: "XML 1.0 2.4", Base: dissect.UTF16}
	fComment16     = &dissect.Field{Name: "Comment", Spec: "XML 1.0 2.5", Base: dissect.UTF16}
	fPI16          = &dissect.Field{Name: "PI", Spec: "XML 1.0 2.6", Base: dissect.UTF16}
	fCDSect16      = &dissect.Field{Name: "CDSect", Spec: "XML 1.0 2.7", Base: dissect.UTF16}
	fDoctype16     = &dissect.Field{Name: "doctypedecl", Spec: "XML 1.0 2.8", Base: dissect.UTF16}
	fUnparsed16    = &dissect.Field{Name: "not parsed", Spec: "XML 1.0 2.1", Base: dissect.UTF16}
)

// Leaves in UTF-16, big-endian.
var (
	fNameBE        = &dissect.Field{Name: "Name", Spec: "XML 1.0 3.1", Base: dissect.Bytes}
	fAttNameBE     = &dissect.Field{Name: "attribute Name", Spec: "XML 1.0 3.1", Base: dissect.Bytes}
	fAttValueBE    = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.Bytes}
	fCharDataBE    = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.Bytes}
	fSecretBE      = &dissect.Field{Name: "CharData", Spec: "XML 1.0 2.4", Base: dissect.Bytes, Secret: true}
	fSecretValueBE = &dissect.Field{Name: "AttValue", Spec: "XML 1.0 2.3", Base: dissect.Bytes, Secret: true}
	fMarkupBE      = &dissect.Field{Name: "markup", Spec: "XML 1.0 2.4", Base: dissect.Bytes}
	fCommentBE     = &dissect.Field{Name: "Comment", Spec: "XML 1.0 2.5", Base: dissect.Bytes}
	fPIBE          = &dissect.Field{Name: "PI", Spec: "XML 1.0 2.6", Base: dissect.Bytes}
	fCDSectBE      = &dissect.Field{Name: "CDSect", Spec: "XML 1.0 2.7", Base: dissect.Bytes}
	fDoctypeBE     = &dissect.Field{Name: "doctypedecl", Spec: "XML 1.0 2.8", Base: dissect.Bytes}
	fUnparsedBE    = &dissect.Field{Name: "not parsed", Spec: "XML 1.0 2.1", Base: dissect.Bytes}
)

// fields are the leaves by encoding.
var fields = [...]leaves{
	eightBit: {fName, fAttName, fAttValue, fCharData, fSecret, fSecretValue, fMarkup, fComment, fPI, fCDSect, fDoctype, fUnparsed},
	utf16LE:  {fName16, fAttName16, fAttValue16, fCharData16, fSecret16, fSecretValue16, fMarkup16, fComment16, fPI16, fCDSect16, fDoctype16, fUnparsed16},
	utf16BE:  {fNameBE, fAttNameBE, fAttValueBE, fCharDataBE, fSecretBE, fSecretValueBE, fMarkupBE, fCommentBE, fPIBE, fCDSectBE, fDoctypeBE, fUnparsedBE},
}
