package ssdp

import "github.com/radissect/radissect/dissect"

// The values of header fields.
var (
	fHost         = &dissect.Field{Name: "HOST", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fCacheControl = &dissect.Field{Name: "CACHE-CONTROL", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fLocation     = &dissect.Field{Name: "LOCATION", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fNT           = &dissect.Field{Name: "NT", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fNTS          = &dissect.Field{Name: "NTS", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fServer       = &dissect.Field{Name: "SERVER", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fUSN          = &dissect.Field{Name: "USN", Spec: "UPnP 1.0 1.1.2", Base: dissect.Text}
	fMAN          = &dissect.Field{Name: "MAN", Spec: "UPnP 1.0 1.2.2", Base: dissect.Text}
	fMX           = &dissect.Field{Name: "MX", Spec: "UPnP 1.0 1.2.2", Base: dissect.Text}
	fST           = &dissect.Field{Name: "ST", Spec: "UPnP 1.0 1.2.2", Base: dissect.Text}
	fEXT          = &dissect.Field{Name: "EXT", Spec: "UPnP 1.0 1.2.3", Base: dissect.Text}
	fDate         = &dissect.Field{Name: "DATE", Spec: "UPnP 1.0 1.2.3", Base: dissect.Text}
	fUserAgent    = &dissect.Field{Name: "USER-AGENT", Spec: "UPnP 1.1 1.3.2", Base: dissect.Text}
)

// What is no head.
var (
	fBody = &dissect.Field{Name: "body", Spec: "UPnP 1.0 1.1.2", Base: dissect.Bytes}
	fNone = &dissect.Field{Name: "no head", Spec: "UPnP 1.0 1", Base: dissect.Bytes}
)
