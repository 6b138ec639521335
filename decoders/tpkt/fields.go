package tpkt

import "github.com/radissect/radissect/dissect"

var (
	fVersion  = &dissect.Field{Name: "version", Spec: "T.123 8"}
	fReserved = &dissect.Field{Name: "reserved", Spec: "T.123 8", Base: dissect.Hex}
	fLength   = &dissect.Field{Name: "length", Spec: "T.123 8"}
	fTPDU     = &dissect.Field{Name: "TPDU", Spec: "RFC 1006 6", Base: dissect.Bytes}
)

var (
	fCbSize               = &dissect.Field{Name: "cbSize", Spec: "MS-RDPEPS 2.2.1.1"}
	fFlags                = &dissect.Field{Name: "Flags", Spec: "MS-RDPEPS 2.2.1.1", Base: dissect.Hex}
	fPreconnectionVersion = &dissect.Field{Name: "Version", Spec: "MS-RDPEPS 2.2.1.1"}
	fID                   = &dissect.Field{Name: "Id", Spec: "MS-RDPEPS 2.2.1.1"}
	fCchPCB               = &dissect.Field{Name: "cchPCB", Spec: "MS-RDPEPS 2.2.1.2"}
	fWszPCB               = &dissect.Field{Name: "wszPCB", Spec: "MS-RDPEPS 2.2.1.2", Base: dissect.UTF16}
	fTrailing             = &dissect.Field{Name: "trailing", Spec: "MS-RDPEPS 2.2.1.2", Base: dissect.Bytes}
)

var (
	kindPacket          = &dissect.Kind{Name: "TPKT", Spec: "T.123 8"}
	kindPreconnectionV1 = &dissect.Kind{Name: "RDP_PRECONNECTION_PDU_V1", Spec: "MS-RDPEPS 2.2.1.1", Proto: "rdpeps"}
	kindPreconnectionV2 = &dissect.Kind{Name: "RDP_PRECONNECTION_PDU_V2", Spec: "MS-RDPEPS 2.2.1.2", Proto: "rdpeps"}
)
