package svc

import "github.com/radissect/radissect/dissect"

var (
	fHeader          = &dissect.Field{Name: "channelPduHeader", Spec: "MS-RDPBCGR 2.2.6.1.1", Base: dissect.Group}
	fLength          = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.6.1.1"}
	fFlags           = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.6.1.1", Base: dissect.Hex, Names: channelFlags}
	fCompressionType = &dissect.Field{Name: "CompressionTypeMask", Spec: "MS-RDPBCGR 2.2.6.1.1", Names: compressionTypes}
	fData            = &dissect.Field{Name: "virtualChannelData", Spec: "MS-RDPBCGR 2.2.6.1", Base: dissect.Bytes}
	fCompressed      = &dissect.Field{Name: "compressedData", Spec: "MS-RDPBCGR 3.1.8.3", Base: dissect.Bytes}
	fSecurityHeader  = &dissect.Field{Name: "securityHeader", Spec: "MS-RDPBCGR 2.2.8.1.1.2.1", Base: dissect.Group}
	fSecFlags        = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.8.1.1.2.1", Base: dissect.Hex}
	fSecFlagsHi      = &dissect.Field{Name: "flagsHi", Spec: "MS-RDPBCGR 2.2.8.1.1.2.1", Base: dissect.Hex}
)

// Types of messages.
var (
	kindPDU       = &dissect.Kind{Name: "Virtual Channel PDU", Spec: "MS-RDPBCGR 2.2.6.1"}
	kindEncrypted = &dissect.Kind{Name: "encrypted Virtual Channel PDU", Spec: "MS-RDPBCGR 2.2.6.1"}
)

// channelFlags: MS-RDPBCGR 2.2.6.1.1.
var channelFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x00000001, Name: "CHANNEL_FLAG_FIRST"},
	{Mask: 0x00000002, Name: "CHANNEL_FLAG_LAST"},
	{Mask: 0x00000010, Name: "CHANNEL_FLAG_SHOW_PROTOCOL"},
	{Mask: 0x00000020, Name: "CHANNEL_FLAG_SUSPEND"},
	{Mask: 0x00000040, Name: "CHANNEL_FLAG_RESUME"},
	{Mask: 0x00000080, Name: "CHANNEL_FLAG_SHADOW_PERSISTENT"},
	{Mask: 0x00200000, Name: "CHANNEL_PACKET_COMPRESSED"},
	{Mask: 0x00400000, Name: "CHANNEL_PACKET_AT_FRONT"},
	{Mask: 0x00800000, Name: "CHANNEL_PACKET_FLUSHED"},
	{Mask: 0x000F0000, Value: 0x00010000, Name: "PACKET_COMPR_TYPE_64K"},
	{Mask: 0x000F0000, Value: 0x00020000, Name: "PACKET_COMPR_TYPE_RDP6"},
	{Mask: 0x000F0000, Value: 0x00030000, Name: "PACKET_COMPR_TYPE_RDP61"},
}}

// compressionTypes: MS-RDPBCGR 2.2.6.1.1.
var compressionTypes = &dissect.Names{Values: map[uint64]string{
	0: "PACKET_COMPR_TYPE_8K",
	1: "PACKET_COMPR_TYPE_64K",
	2: "PACKET_COMPR_TYPE_RDP6",
	3: "PACKET_COMPR_TYPE_RDP61",
}}
