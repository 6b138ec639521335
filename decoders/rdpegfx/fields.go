package rdpegfx

import "github.com/radissect/radissect/dissect"

var (
	kindSegmented = &dissect.Kind{Name: "RDP_SEGMENTED_DATA", Spec: "MS-RDPEGFX 2.2.5.1"}
	kindCommand   = &dissect.Kind{Name: "graphics command", Spec: "MS-RDPEGFX 2.2.2"}
	kindCommands  = &dissect.Kind{Name: "graphics commands", Spec: "MS-RDPEGFX 2.2.2"}
)

var (
	fHeader    = &dissect.Field{Name: "header", Spec: "MS-RDPEGFX 2.2.1.5", Base: dissect.Group}
	fCmdID     = &dissect.Field{Name: "cmdId", Spec: "MS-RDPEGFX 2.2.1.5", Base: dissect.Hex, Names: cmdNames}
	fFlags     = &dissect.Field{Name: "flags", Spec: "MS-RDPEGFX 2.2.1.5", Base: dissect.Hex}
	fPDULength = &dissect.Field{Name: "pduLength", Spec: "MS-RDPEGFX 2.2.1.5"}
	fPDU       = &dissect.Field{Name: "PDU", Spec: "MS-RDPEGFX 2.2.2", Base: dissect.Group}
	fData      = &dissect.Field{Name: "data", Spec: "MS-RDPEGFX 2.2.2", Base: dissect.Bytes}

	fDescriptor       = &dissect.Field{Name: "descriptor", Spec: "MS-RDPEGFX 2.2.5.1", Base: dissect.Hex, Names: descriptorNames}
	fSegmentCount     = &dissect.Field{Name: "segmentCount", Spec: "MS-RDPEGFX 2.2.5.1"}
	fUncompressedSize = &dissect.Field{Name: "uncompressedSize", Spec: "MS-RDPEGFX 2.2.5.1"}
	fSegment          = &dissect.Field{Name: "segment", Spec: "MS-RDPEGFX 2.2.5.2", Base: dissect.Group}
	fSize             = &dissect.Field{Name: "size", Spec: "MS-RDPEGFX 2.2.5.2"}
	fBulkData         = &dissect.Field{Name: "bulkData", Spec: "MS-RDPEGFX 2.2.5.2", Base: dissect.Group}
	fBulkHeader       = &dissect.Field{Name: "header", Spec: "MS-RDPEGFX 2.2.5.3", Base: dissect.Hex}
	fBulk             = &dissect.Field{Name: "data", Spec: "MS-RDPEGFX 2.2.5.3", Base: dissect.Bytes}
)

// cmdNames are the values of cmdId, MS-RDPEGFX 2.2.1.5.
var cmdNames = &dissect.Names{Values: map[uint64]string{
	0x0001: "RDPGFX_CMDID_WIRETOSURFACE_1",
	0x0002: "RDPGFX_CMDID_WIRETOSURFACE_2",
	0x0003: "RDPGFX_CMDID_DELETEENCODINGCONTEXT",
	0x0004: "RDPGFX_CMDID_SOLIDFILL",
	0x0005: "RDPGFX_CMDID_SURFACETOSURFACE",
	0x0006: "RDPGFX_CMDID_SURFACETOCACHE",
	0x0007: "RDPGFX_CMDID_CACHETOSURFACE",
	0x0008: "RDPGFX_CMDID_EVICTCACHEENTRY",
	0x0009: "RDPGFX_CMDID_CREATESURFACE",
	0x000A: "RDPGFX_CMDID_DELETESURFACE",
	0x000B: "RDPGFX_CMDID_STARTFRAME",
	0x000C: "RDPGFX_CMDID_ENDFRAME",
	0x000D: "RDPGFX_CMDID_FRAMEACKNOWLEDGE",
	0x000E: "RDPGFX_CMDID_RESETGRAPHICS",
	0x000F: "RDPGFX_CMDID_MAPSURFACETOOUTPUT",
	0x0010: "RDPGFX_CMDID_CACHEIMPORTOFFER",
	0x0011: "RDPGFX_CMDID_CACHEIMPORTREPLY",
	0x0012: "RDPGFX_CMDID_CAPSADVERTISE",
	0x0013: "RDPGFX_CMDID_CAPSCONFIRM",
	0x0015: "RDPGFX_CMDID_MAPSURFACETOWINDOW",
	0x0016: "RDPGFX_CMDID_QOEFRAMEACKNOWLEDGE",
	0x0017: "RDPGFX_CMDID_MAPSURFACETOSCALEDOUTPUT",
	0x0018: "RDPGFX_CMDID_MAPSURFACETOSCALEDWINDOW",
}}

var descriptorNames = &dissect.Names{Values: map[uint64]string{single: "SINGLE", multipart: "MULTIPART"}}
