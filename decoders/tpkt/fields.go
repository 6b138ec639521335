package tpkt

import "github.com/radissect/radissect/dissect"

var (
	fVersion  = &dissect.Field{Name: "version", Spec: "T.123 8"}
	fReserved = &dissect.Field{Name: "reserved", Spec: "T.123 8", Base: dissect.Hex}
	fLength   = &dissect.Field{Name: "length", Spec: "T.123 8"}
	fTPDU     = &dissect.Field{Name: "TPDU", Spec: "RFC 1006 6", Base: dissect.Bytes}
)

var kindPacket = &dissect.Kind{Name: "TPKT", Spec: "T.123 8"}
