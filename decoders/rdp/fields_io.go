package rdp

import "github.com/radissect/radissect/dissect"

// Slow-path input events.
var (
	fNumEvents     = &dissect.Field{Name: "numEvents", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1"}
	fEventsPad     = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1", Base: dissect.Hex}
	fInputEvent    = &dissect.Field{Name: "slowPathInputEvent", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1", Base: dissect.Group}
	fEventTime     = &dissect.Field{Name: "eventTime", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1"}
	fEventType     = &dissect.Field{Name: "messageType", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1", Base: dissect.Hex, Names: inputTypes}
	fKeyboardFlags = &dissect.Field{Name: "keyboardFlags", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.1", Base: dissect.Hex, Names: keyboardFlags}
	fKeyCode       = &dissect.Field{Name: "keyCode", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.1", Base: dissect.Hex}
	fUnicodeCode   = &dissect.Field{Name: "unicodeCode", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.2", Base: dissect.Hex}
	fPointerFlags  = &dissect.Field{Name: "pointerFlags", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.3", Base: dissect.Hex, Names: pointerFlags}
	fPointerXFlags = &dissect.Field{Name: "pointerFlags", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.4", Base: dissect.Hex, Names: pointerXFlags}
	fXPos          = &dissect.Field{Name: "xPos", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.3"}
	fYPos          = &dissect.Field{Name: "yPos", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.3"}
	fToggleFlags   = &dissect.Field{Name: "toggleFlags", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.5", Base: dissect.Hex, Names: toggleFlags}
	fEventPad2     = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.1", Base: dissect.Hex}
	fEventPad4     = &dissect.Field{Name: "pad4Octets", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.6", Base: dissect.Hex}
	fXDelta        = &dissect.Field{Name: "xDelta", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.7", Base: dissect.Int}
	fYDelta        = &dissect.Field{Name: "yDelta", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1.7", Base: dissect.Int}
	fInputUnknown  = &dissect.Field{Name: "slowPathInputData", Spec: "MS-RDPBCGR 2.2.8.1.1.3.1.1", Base: dissect.Bytes}
)

// Slow-path graphics and pointer updates.
var (
	fUpdateType    = &dissect.Field{Name: "updateType", Spec: "MS-RDPBCGR 2.2.9.1.1.3.1", Names: updateTypes}
	fGraphics      = &dissect.Field{Name: "updateData", Spec: "MS-RDPBCGR 2.2.9.1.1.3", Base: dissect.Bytes}
	fUpdatePad     = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.9.1.1.3.1.3", Base: dissect.Hex}
	fPointerType   = &dissect.Field{Name: "messageType", Spec: "MS-RDPBCGR 2.2.9.1.1.4", Names: pointerTypes}
	fPointerPad    = &dissect.Field{Name: "pad2Octets", Spec: "MS-RDPBCGR 2.2.9.1.1.4", Base: dissect.Hex}
	fSystemPointer = &dissect.Field{Name: "systemPointerType", Spec: "MS-RDPBCGR 2.2.9.1.1.4.3", Base: dissect.Hex, Names: systemPointers}
	fPosition      = &dissect.Field{Name: "position", Spec: "MS-RDPBCGR 2.2.9.1.1.4.2", Base: dissect.Group}
	fPointX        = &dissect.Field{Name: "xPos", Spec: "MS-RDPBCGR 2.2.9.1.1.4.1"}
	fPointY        = &dissect.Field{Name: "yPos", Spec: "MS-RDPBCGR 2.2.9.1.1.4.1"}
	fHotSpot       = &dissect.Field{Name: "hotSpot", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4", Base: dissect.Group}
	fCacheIndex    = &dissect.Field{Name: "cacheIndex", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4"}
	fPointerWidth  = &dissect.Field{Name: "width", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4"}
	fPointerHeight = &dissect.Field{Name: "height", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4"}
	fLengthAndMask = &dissect.Field{Name: "lengthAndMask", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4"}
	fLengthXorMask = &dissect.Field{Name: "lengthXorMask", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4"}
	fXorMask       = &dissect.Field{Name: "xorMaskData", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4", Base: dissect.Bytes}
	fAndMask       = &dissect.Field{Name: "andMaskData", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4", Base: dissect.Bytes}
	fMaskPad       = &dissect.Field{Name: "pad", Spec: "MS-RDPBCGR 2.2.9.1.1.4.4", Base: dissect.Hex}
	fXorBpp        = &dissect.Field{Name: "xorBpp", Spec: "MS-RDPBCGR 2.2.9.1.1.4.5"}
	fColorPtr      = &dissect.Field{Name: "colorPtrAttr", Spec: "MS-RDPBCGR 2.2.9.1.1.4.5", Base: dissect.Group}
)

// Fast-path PDUs.
var (
	fInputHeader    = &dissect.Field{Name: "fpInputHeader", Spec: "MS-RDPBCGR 2.2.8.1.2", Base: dissect.Hex}
	fOutputHeader   = &dissect.Field{Name: "fpOutputHeader", Spec: "MS-RDPBCGR 2.2.9.1.2", Base: dissect.Hex}
	fFPAction       = &dissect.Field{Name: "action", Spec: "MS-RDPBCGR 2.2.8.1.2", Names: fastActions}
	fFPNumEvents    = &dissect.Field{Name: "numEvents", Spec: "MS-RDPBCGR 2.2.8.1.2"}
	fFPReserved     = &dissect.Field{Name: "reserved", Spec: "MS-RDPBCGR 2.2.9.1.2"}
	fFPFlags        = &dissect.Field{Name: "flags", Spec: "MS-RDPBCGR 2.2.8.1.2", Base: dissect.Hex, Names: fastFlags}
	fLength1        = &dissect.Field{Name: "length1", Spec: "MS-RDPBCGR 2.2.8.1.2", Base: dissect.Hex}
	fLength2        = &dissect.Field{Name: "length2", Spec: "MS-RDPBCGR 2.2.8.1.2", Base: dissect.Hex}
	fPDULength      = &dissect.Field{Name: "pduLength", Spec: "MS-RDPBCGR 2.2.8.1.2"}
	fFIPS           = &dissect.Field{Name: "fipsInformation", Spec: "MS-RDPBCGR 2.2.8.1.2.1", Base: dissect.Group}
	fFIPSLength     = &dissect.Field{Name: "length", Spec: "MS-RDPBCGR 2.2.8.1.2.1"}
	fFIPSVersion    = &dissect.Field{Name: "version", Spec: "MS-RDPBCGR 2.2.8.1.2.1"}
	fFIPSPadlen     = &dissect.Field{Name: "padlen", Spec: "MS-RDPBCGR 2.2.8.1.2.1"}
	fFPSignature    = &dissect.Field{Name: "dataSignature", Spec: "MS-RDPBCGR 2.2.8.1.2", Base: dissect.Bytes}
	fNumEvents2     = &dissect.Field{Name: "numEvents", Spec: "MS-RDPBCGR 2.2.8.1.2"}
	fFPEvent        = &dissect.Field{Name: "fpInputEvent", Spec: "MS-RDPBCGR 2.2.8.1.2.2", Base: dissect.Group}
	fEventHeader    = &dissect.Field{Name: "eventHeader", Spec: "MS-RDPBCGR 2.2.8.1.2.2", Base: dissect.Hex}
	fEventFlagsKey  = &dissect.Field{Name: "eventFlags", Spec: "MS-RDPBCGR 2.2.8.1.2.2.1", Base: dissect.Hex, Names: fastKeyFlags}
	fEventFlagsSync = &dissect.Field{Name: "eventFlags", Spec: "MS-RDPBCGR 2.2.8.1.2.2.5", Base: dissect.Hex, Names: fastSyncFlags}
	fEventFlags     = &dissect.Field{Name: "eventFlags", Spec: "MS-RDPBCGR 2.2.8.1.2.2", Base: dissect.Hex}
	fEventCode      = &dissect.Field{Name: "eventCode", Spec: "MS-RDPBCGR 2.2.8.1.2.2", Names: eventCodes}
	fFPKeyCode      = &dissect.Field{Name: "keyCode", Spec: "MS-RDPBCGR 2.2.8.1.2.2.1", Base: dissect.Hex}
	fTimestamp      = &dissect.Field{Name: "timestamp", Spec: "MS-RDPBCGR 2.2.8.1.2.2.6"}
	fFPEventUnknown = &dissect.Field{Name: "eventData", Spec: "MS-RDPBCGR 2.2.8.1.2.2", Base: dissect.Bytes}
	fFPUpdate       = &dissect.Field{Name: "fpOutputUpdate", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Base: dissect.Group}
	fUpdateHeader   = &dissect.Field{Name: "updateHeader", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Base: dissect.Hex}
	fUpdateCode     = &dissect.Field{Name: "updateCode", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Names: updateCodes}
	fFragmentation  = &dissect.Field{Name: "fragmentation", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Names: fragmentations}
	fCompression    = &dissect.Field{Name: "compression", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Names: compressionUse}
	fFPCompression  = &dissect.Field{Name: "compressionFlags", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Base: dissect.Hex, Names: compressionFlags}
	fUpdateSize     = &dissect.Field{Name: "size", Spec: "MS-RDPBCGR 2.2.9.1.2.1"}
	fUpdateData     = &dissect.Field{Name: "updateData", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Base: dissect.Group}
	fUpdateClosed   = &dissect.Field{Name: "updateData", Spec: "MS-RDPBCGR 2.2.9.1.2.1", Base: dissect.Bytes}
	fUpdatePadding  = &dissect.Field{Name: "padding", Spec: "MS-RA 2.2.7.1", Base: dissect.Bytes}
	fLargeLengthAnd = &dissect.Field{Name: "lengthAndMask", Spec: "MS-RDPBCGR 2.2.9.1.2.1.11"}
	fLargeLengthXor = &dissect.Field{Name: "lengthXorMask", Spec: "MS-RDPBCGR 2.2.9.1.2.1.11"}
)
