package soap

import "github.com/radissect/radissect/dissect"

// Structures.
var (
	fEnvelope = &dissect.Field{Name: "Envelope", Spec: "SOAP 1.1 4", Base: dissect.Group}
	fHeader   = &dissect.Field{Name: "Header", Spec: "SOAP 1.1 4.2", Base: dissect.Group}
	fBody     = &dissect.Field{Name: "Body", Spec: "SOAP 1.1 4.3", Base: dissect.Group}
	fFault    = &dissect.Field{Name: "Fault", Spec: "SOAP 1.1 4.4", Base: dissect.Group}
	fNoSOAP   = &dissect.Field{Name: "no envelope", Spec: "SOAP 1.1 4", Base: dissect.Bytes}
)

// leaf is the field of a text in the three encodings that xml.Doc.Wide tells.
type leaf [3]*dissect.Field

// Header entries, and the parts of a fault, in 8-bit encodings.
var (
	fAction    = &dissect.Field{Name: "Action", Spec: "WS-Addressing 1.0 3.2", Base: dissect.Text}
	fMessageID = &dissect.Field{Name: "MessageID", Spec: "WS-Addressing 1.0 3.2", Base: dissect.Text}
	fRelatesTo = &dissect.Field{Name: "RelatesTo", Spec: "WS-Addressing 1.0 3.2", Base: dissect.Text}
	fTo        = &dissect.Field{Name: "To", Spec: "WS-Addressing 1.0 3.2", Base: dissect.Text}
	fUsername  = &dissect.Field{Name: "Username", Spec: "WSS UsernameToken 1.0 3.1", Base: dissect.Text}
	fPassword  = &dissect.Field{Name: "Password", Spec: "WSS UsernameToken 1.0 3.1", Base: dissect.Text, Secret: true}
	fCode      = &dissect.Field{Name: "faultcode", Spec: "SOAP 1.1 4.4", Base: dissect.Text}
	fString    = &dissect.Field{Name: "faultstring", Spec: "SOAP 1.1 4.4", Base: dissect.Text}
)

// The same in UTF-16, little-endian.
var (
	fAction16    = &dissect.Field{Name: "Action", Spec: "WS-Addressing 1.0 3.2", Base: dissect.UTF16}
	fMessageID16 = &dissect.Field{Name: "MessageID", Spec: "WS-Addressing 1.0 3.2", Base: dissect.UTF16}
	fRelatesTo16 = &dissect.Field{Name: "RelatesTo", Spec: "WS-Addressing 1.0 3.2", Base: dissect.UTF16}
	fTo16        = &dissect.Field{Name: "To", Spec: "WS-Addressing 1.0 3.2", Base: dissect.UTF16}
	fUsername16  = &dissect.Field{Name: "Username", Spec: "WSS UsernameToken 1.0 3.1", Base: dissect.UTF16}
	fPassword16  = &dissect.Field{Name: "Password", Spec: "WSS UsernameToken 1.0 3.1", Base: dissect.UTF16, Secret: true}
	fCode16      = &dissect.Field{Name: "faultcode", Spec: "SOAP 1.1 4.4", Base: dissect.UTF16}
	fString16    = &dissect.Field{Name: "faultstring", Spec: "SOAP 1.1 4.4", Base: dissect.UTF16}
)

// fWide is any of them in UTF-16, big-endian, which is shown as bytes.
var fWide = &dissect.Field{Name: "text", Spec: "SOAP 1.1 4", Base: dissect.Bytes, Secret: true}

var (
	leafAction    = leaf{fAction, fAction16, fWide}
	leafMessageID = leaf{fMessageID, fMessageID16, fWide}
	leafRelatesTo = leaf{fRelatesTo, fRelatesTo16, fWide}
	leafTo        = leaf{fTo, fTo16, fWide}
	leafUsername  = leaf{fUsername, fUsername16, fWide}
	leafPassword  = leaf{fPassword, fPassword16, fWide}
	leafCode      = leaf{fCode, fCode16, fWide}
	leafString    = leaf{fString, fString16, fWide}
)
