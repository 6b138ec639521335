package dvc

import "github.com/radissect/radissect/dissect"

// Values of Cmd, MS-RDPEDYC 2.2.
const (
	cmdCreate              = 1
	cmdDataFirst           = 2
	cmdData                = 3
	cmdClose               = 4
	cmdCapabilities        = 5
	cmdDataFirstCompressed = 6
	cmdDataCompressed      = 7
	cmdSoftSyncRequest     = 8
	cmdSoftSyncResponse    = 9
)

var cmdNames = &dissect.Names{Values: map[uint64]string{
	cmdCreate:              "Create",
	cmdDataFirst:           "Data First",
	cmdData:                "Data",
	cmdClose:               "Close",
	cmdCapabilities:        "Capabilities",
	cmdDataFirstCompressed: "Data First Compressed",
	cmdDataCompressed:      "Data Compressed",
	cmdSoftSyncRequest:     "Soft-Sync Request",
	cmdSoftSyncResponse:    "Soft-Sync Response",
}}

// Widths of the fields ChannelId (cbId) and Length (Len), MS-RDPEDYC 2.2 and
// 2.2.3.1: 1, 2 or 4 bytes; 3 stands for none of them.
const widthInvalid = 3

var widthNames = &dissect.Names{Values: map[uint64]string{
	0: "1 byte", 1: "2 bytes", 2: "4 bytes", widthInvalid: "invalid",
}}

var priorityNames = &dissect.Names{Values: map[uint64]string{
	0: "PriorityCharge0", 1: "PriorityCharge1", 2: "PriorityCharge2", 3: "PriorityCharge3",
}}

// statusNames are HRESULTs of MS-ERREF 2.1 and, because FreeRDP and by its
// account the Windows client answer with them, status codes of MS-ERREF 2.3.1.
var statusNames = &dissect.Names{Values: map[uint64]string{
	0x00000000: "S_OK",
	0x80004005: "E_FAIL",
	0x80070005: "E_ACCESSDENIED",
	0x8007000E: "E_OUTOFMEMORY",
	0x80070057: "E_INVALIDARG",
	0xC0000001: "STATUS_UNSUCCESSFUL",
	0xC0000017: "STATUS_NO_MEMORY",
	0xC0000225: "STATUS_NOT_FOUND",
}}

// Flags of a Soft-Sync Request, MS-RDPEDYC 2.2.5.1.
const (
	softSyncTCPFlushed         = 0x01
	softSyncChannelListPresent = 0x02
)

var softSyncNames = &dissect.Names{Bits: []dissect.Bit{
	{Mask: softSyncTCPFlushed, Name: "SOFT_SYNC_TCP_FLUSHED"},
	{Mask: softSyncChannelListPresent, Name: "SOFT_SYNC_CHANNEL_LIST_PRESENT"},
}}

var tunnelNames = &dissect.Names{Values: map[uint64]string{
	1: "TUNNELTYPE_UDPFECR",
	3: "TUNNELTYPE_UDPFECL",
}}

// Descriptors of RDP_SEGMENTED_DATA, MS-RDPEGFX 2.2.5.1.
const (
	segmentedSingle    = 0xE0
	segmentedMultipart = 0xE1
)

// Headers of RDP8_BULK_ENCODED_DATA in MS-RDPEDYC: the type
// PACKET_COMPR_TYPE_RDP8_LITE in the low four bits (2.2.3.3), in the high ones 0
// or PACKET_COMPRESSED (MS-RDPEGFX 2.2.5.3).
const (
	bulkPlain      = 0x06
	bulkCompressed = 0x26
)

var descriptorNames = &dissect.Names{Values: map[uint64]string{
	segmentedSingle: "SINGLE", segmentedMultipart: "MULTIPART",
}}

var compressionNames = &dissect.Names{Values: map[uint64]string{
	4: "PACKET_COMPR_TYPE_RDP8", 6: "PACKET_COMPR_TYPE_RDP8_LITE",
}}

var compressedNames = &dissect.Names{Bits: []dissect.Bit{{Mask: 0x2, Name: "PACKET_COMPRESSED"}}}
