package dvc

import "github.com/radissect/radissect/dissect"

var (
	fHeader = &dissect.Field{Name: "Header", Spec: "MS-RDPEDYC 2.2", Base: dissect.Hex}
	fCbID   = &dissect.Field{Name: "cbId", Spec: "MS-RDPEDYC 2.2", Names: widthNames}
	fSp     = &dissect.Field{Name: "Sp", Spec: "MS-RDPEDYC 2.2"}
	fPri    = &dissect.Field{Name: "Pri", Spec: "MS-RDPEDYC 2.2.2.1", Names: priorityNames}
	fLen    = &dissect.Field{Name: "Len", Spec: "MS-RDPEDYC 2.2.3.1", Names: widthNames}
	fCmd    = &dissect.Field{Name: "Cmd", Spec: "MS-RDPEDYC 2.2", Names: cmdNames}

	fPad             = &dissect.Field{Name: "Pad", Spec: "MS-RDPEDYC 2.2.1.1", Base: dissect.Hex}
	fVersion         = &dissect.Field{Name: "Version", Spec: "MS-RDPEDYC 2.2.1.1"}
	fPriorityCharge0 = &dissect.Field{Name: "PriorityCharge0", Spec: "MS-RDPEDYC 2.2.1.1.2"}
	fPriorityCharge1 = &dissect.Field{Name: "PriorityCharge1", Spec: "MS-RDPEDYC 2.2.1.1.2"}
	fPriorityCharge2 = &dissect.Field{Name: "PriorityCharge2", Spec: "MS-RDPEDYC 2.2.1.1.2"}
	fPriorityCharge3 = &dissect.Field{Name: "PriorityCharge3", Spec: "MS-RDPEDYC 2.2.1.1.2"}

	fChannelID      = &dissect.Field{Name: "ChannelId", Spec: "MS-RDPEDYC 2.2.2.1"}
	fChannelName    = &dissect.Field{Name: "ChannelName", Spec: "MS-RDPEDYC 2.2.2.1", Base: dissect.Text}
	fCreationStatus = &dissect.Field{Name: "CreationStatus", Spec: "MS-RDPEDYC 2.2.2.2", Base: dissect.Hex, Names: statusNames}

	fLength = &dissect.Field{Name: "Length", Spec: "MS-RDPEDYC 2.2.3.1"}
	fData   = &dissect.Field{Name: "Data", Spec: "MS-RDPEDYC 2.2.3.2", Base: dissect.Bytes}

	fSegmented        = &dissect.Field{Name: "Data", Spec: "MS-RDPEDYC 2.2.3.3", Base: dissect.Group}
	fDescriptor       = &dissect.Field{Name: "descriptor", Spec: "MS-RDPEGFX 2.2.5.1", Base: dissect.Hex, Names: descriptorNames}
	fSegmentCount     = &dissect.Field{Name: "segmentCount", Spec: "MS-RDPEGFX 2.2.5.1"}
	fUncompressedSize = &dissect.Field{Name: "uncompressedSize", Spec: "MS-RDPEGFX 2.2.5.1"}
	fSegmentSize      = &dissect.Field{Name: "size", Spec: "MS-RDPEGFX 2.2.5.2"}
	fBulkData         = &dissect.Field{Name: "bulkData", Spec: "MS-RDPEGFX 2.2.5.2", Base: dissect.Group}
	fBulkHeader       = &dissect.Field{Name: "header", Spec: "MS-RDPEGFX 2.2.5.3", Base: dissect.Hex}
	fBulkType         = &dissect.Field{Name: "type", Spec: "MS-RDPEGFX 2.2.5.3", Names: compressionNames}
	fBulkFlags        = &dissect.Field{Name: "flags", Spec: "MS-RDPEGFX 2.2.5.3", Base: dissect.Hex, Names: compressedNames}
	fBulkBytes        = &dissect.Field{Name: "data", Spec: "MS-RDPEGFX 2.2.5.3", Base: dissect.Bytes}

	fSoftSyncLength  = &dissect.Field{Name: "Length", Spec: "MS-RDPEDYC 2.2.5.1"}
	fSoftSyncFlags   = &dissect.Field{Name: "Flags", Spec: "MS-RDPEDYC 2.2.5.1", Base: dissect.Hex, Names: softSyncNames}
	fNumberOfTunnels = &dissect.Field{Name: "NumberOfTunnels", Spec: "MS-RDPEDYC 2.2.5.1"}
	fChannelList     = &dissect.Field{Name: "SoftSyncChannelLists", Spec: "MS-RDPEDYC 2.2.5.1", Base: dissect.Group}
	fTunnelType      = &dissect.Field{Name: "TunnelType", Spec: "MS-RDPEDYC 2.2.5.1.1", Names: tunnelNames}
	fNumberOfDVCs    = &dissect.Field{Name: "NumberOfDVCs", Spec: "MS-RDPEDYC 2.2.5.1.1"}
	fListOfDVCIDs    = &dissect.Field{Name: "ListOfDVCIds", Spec: "MS-RDPEDYC 2.2.5.1.1"}
	fTunnelsToSwitch = &dissect.Field{Name: "TunnelsToSwitch", Spec: "MS-RDPEDYC 2.2.5.2", Names: tunnelNames}

	fOptional = &dissect.Field{Name: "optionalFields", Spec: "MS-RDPEDYC 2.2", Base: dissect.Bytes}
	fTrailing = &dissect.Field{Name: "trailing", Spec: "MS-RDPEDYC 3.1.5.2.4", Base: dissect.Bytes}
)

// What PDUs are called.
var (
	kindUnknown             = &dissect.Kind{Name: "DVC PDU", Spec: "MS-RDPEDYC 2.2"}
	kindCapsRequest         = &dissect.Kind{Name: "DVC Capabilities Request PDU", Spec: "MS-RDPEDYC 2.2.1.1"}
	kindCapsVersion1        = &dissect.Kind{Name: "DYNVC_CAPS_VERSION1", Spec: "MS-RDPEDYC 2.2.1.1.1"}
	kindCapsVersion2        = &dissect.Kind{Name: "DYNVC_CAPS_VERSION2", Spec: "MS-RDPEDYC 2.2.1.1.2"}
	kindCapsVersion3        = &dissect.Kind{Name: "DYNVC_CAPS_VERSION3", Spec: "MS-RDPEDYC 2.2.1.1.3"}
	kindCapsResponse        = &dissect.Kind{Name: "DYNVC_CAPS_RSP", Spec: "MS-RDPEDYC 2.2.1.2"}
	kindCreateRequest       = &dissect.Kind{Name: "DYNVC_CREATE_REQ", Spec: "MS-RDPEDYC 2.2.2.1"}
	kindCreateResponse      = &dissect.Kind{Name: "DYNVC_CREATE_RSP", Spec: "MS-RDPEDYC 2.2.2.2"}
	kindDataFirst           = &dissect.Kind{Name: "DYNVC_DATA_FIRST", Spec: "MS-RDPEDYC 2.2.3.1"}
	kindData                = &dissect.Kind{Name: "DYNVC_DATA", Spec: "MS-RDPEDYC 2.2.3.2"}
	kindDataFirstCompressed = &dissect.Kind{Name: "DYNVC_DATA_FIRST_COMPRESSED", Spec: "MS-RDPEDYC 2.2.3.3"}
	kindDataCompressed      = &dissect.Kind{Name: "DYNVC_DATA_COMPRESSED", Spec: "MS-RDPEDYC 2.2.3.4"}
	kindClose               = &dissect.Kind{Name: "DYNVC_CLOSE", Spec: "MS-RDPEDYC 2.2.4"}
	kindSoftSyncRequest     = &dissect.Kind{Name: "DYNVC_SOFT_SYNC_REQUEST", Spec: "MS-RDPEDYC 2.2.5.1"}
	kindSoftSyncResponse    = &dissect.Kind{Name: "DYNVC_SOFT_SYNC_RESPONSE", Spec: "MS-RDPEDYC 2.2.5.2"}
)
