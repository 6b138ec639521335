package rdp

import "github.com/radissect/radissect/dissect"

// Types of capability sets, MS-RDPBCGR 2.2.1.13.1.1.1.
const (
	capsGeneral        = 0x01
	capsBitmap         = 0x02
	capsOrder          = 0x03
	capsBitmapCache    = 0x04
	capsControl        = 0x05
	capsActivation     = 0x07
	capsPointer        = 0x08
	capsShare          = 0x09
	capsColorCache     = 0x0A
	capsSound          = 0x0C
	capsInput          = 0x0D
	capsFont           = 0x0E
	capsBrush          = 0x0F
	capsGlyphCache     = 0x10
	capsOffscreen      = 0x11
	capsCacheHost      = 0x12
	capsBitmapCache2   = 0x13
	capsVirtualChannel = 0x14
	capsNineGrid       = 0x15
	capsGDIPlus        = 0x16
	capsRail           = 0x17
	capsWindow         = 0x18
	capsCompDesk       = 0x19
	capsMultifragment  = 0x1A
	capsLargePointer   = 0x1B
	capsSurface        = 0x1C
	capsCodecs         = 0x1D
	capsFrameAck       = 0x1E
)

// capsHeader is the length in bytes of type and length of a capability set.
const capsHeader = 4

// capabilities reads numberCapabilities, the padding and the sets, which combined
// counts in bytes. at is the place of that field.
func (m *message) capabilities(c *dissect.Cursor, combined, at int) {
	from := c.Offset()
	fits := combined <= c.Left()
	n := int(c.U16LE(fNumberCaps))
	c.U16LE(fPad2Octets)
	m.sets = n
	left := min(combined-(c.Offset()-from), c.Left())
	sets := c.Sub(fCapabilitySets, max(0, left))
	for i := 0; i < n && sets.Left() > 0 && sets.OK(); i++ {
		m.capability(&sets)
	}
	rest := sets.Left()
	sets.Close()
	c.RequireAt(fits && left >= 0 && rest == 0, CapabilityLengths, at, 2, "does not end where the sets do")
}

// capability reads one TS_CAPS_SET, MS-RDPBCGR 2.2.1.13.1.1.1. A set may be
// longer than what is known of it (its version may be newer), or end early where
// the last fields are optional.
func (m *message) capability(c *dissect.Cursor) {
	c.Enter(fCapsSet)
	typ := c.U16LE(fCapsType)
	n := int(c.U16LE(fCapsLength))
	c.Require(n >= capsHeader, CapabilityLength)
	body := c.Sub(fCapsData, max(0, n-capsHeader))
	switch typ {
	case capsGeneral:
		m.general(&body)
	case capsBitmap:
		capBitmap(&body)
	case capsOrder:
		capOrder(&body)
	case capsBitmapCache:
		capBitmapCache(&body)
	case capsBitmapCache2:
		capBitmapCache2(&body)
	case capsInput:
		capInput(&body)
	case capsGlyphCache:
		capGlyph(&body)
	case capsVirtualChannel:
		m.virtualChannel(&body)
	case capsCodecs:
		capCodecs(&body)
	default:
		capSmall(typ, &body)
	}
	body.Done()
	c.Leave()
}

// general reads MS-RDPBCGR 2.2.7.1.1.
func (m *message) general(c *dissect.Cursor) {
	c.U16LE(fOSMajor)
	c.U16LE(fOSMinor)
	c.U16LE(fProtocolVersion)
	c.U16LE(fGenPad)
	c.U16LE(fGenCompression)
	m.extraFlags = c.U16LE(fExtraFlags)
	c.U16LE(fUpdateCapability)
	c.U16LE(fRemoteUnshare)
	c.U16LE(fGenCompressionLevel)
	c.U8(fRefreshRect)
	c.U8(fSuppressOutput)
}

// virtualChannel reads MS-RDPBCGR 2.2.7.1.10.
func (m *message) virtualChannel(c *dissect.Cursor) {
	m.vcFlags = c.U32LE(fVCFlags)
	if c.Left() == 0 {
		return
	}
	m.vcChunk = c.U32LE(fVCChunkSize)
	if m.dir == dissect.FromServer { // the client's value is ignored
		c.Require(m.vcChunk >= DefaultChunk && m.vcChunk <= MaxChunk, ChunkSize)
	}
}

// capBitmap reads MS-RDPBCGR 2.2.7.1.2.
func capBitmap(c *dissect.Cursor) {
	c.U16LE(fPreferredBpp)
	c.U16LE(fReceive1)
	c.U16LE(fReceive4)
	c.U16LE(fReceive8)
	c.U16LE(fDesktopWidth)
	c.U16LE(fDesktopHeight)
	c.U16LE(fBmpPad)
	c.U16LE(fDesktopResize)
	c.U16LE(fBitmapCompression)
	c.U8(fHighColor)
	c.U8(fDrawing)
	c.U16LE(fMultipleRectangle)
	c.U16LE(fBmpPadB)
}

// capOrder reads MS-RDPBCGR 2.2.7.1.3.
func capOrder(c *dissect.Cursor) {
	c.Bytes(fTerminalDescriptor, 16)
	c.U32LE(fOrdPad4A)
	c.U16LE(fSaveXGranularity)
	c.U16LE(fSaveYGranularity)
	c.U16LE(fOrdPad2A)
	c.U16LE(fMaximumOrderLevel)
	c.U16LE(fOrdNumberFonts)
	c.U16LE(fOrderFlags)
	c.Bytes(fOrderSupport, 32)
	c.U16LE(fTextFlags)
	c.U16LE(fOrderSupportEx)
	c.U32LE(fOrdPad4B)
	c.U32LE(fDesktopSaveSize)
	c.U16LE(fOrdPad2C)
	c.U16LE(fOrdPad2D)
	c.U16LE(fTextANSICodePage)
	c.U16LE(fOrdPad2E)
}

// capBitmapCache reads MS-RDPBCGR 2.2.7.1.4.1.
func capBitmapCache(c *dissect.Cursor) {
	c.U32LE(fCachePad1)
	c.U32LE(fCachePad2)
	c.U32LE(fCachePad3)
	c.U32LE(fCachePad4)
	c.U32LE(fCachePad5)
	c.U32LE(fCachePad6)
	c.U16LE(fCache0Entries)
	c.U16LE(fCache0CellSize)
	c.U16LE(fCache1Entries)
	c.U16LE(fCache1CellSize)
	c.U16LE(fCache2Entries)
	c.U16LE(fCache2CellSize)
}

// capBitmapCache2 reads MS-RDPBCGR 2.2.7.1.4.2.
func capBitmapCache2(c *dissect.Cursor) {
	c.U16LE(fCacheFlags)
	c.U8(fRev2Pad2)
	c.U8(fNumCellCaches)
	c.U32LE(fCell0)
	c.U32LE(fCell1)
	c.U32LE(fCell2)
	c.U32LE(fCell3)
	c.U32LE(fCell4)
	c.Bytes(fRev2Pad3, 12)
}

// capInput reads MS-RDPBCGR 2.2.7.1.6.
func capInput(c *dissect.Cursor) {
	c.U16LE(fInputFlags)
	c.U16LE(fInputPad)
	c.U32LE(fKeyboardLayout)
	c.U32LE(fKeyboardType)
	c.U32LE(fKeyboardSubType)
	c.U32LE(fKeyboardFunctionKey)
	c.Bytes(fImeFileName, 64)
}

// capGlyph reads MS-RDPBCGR 2.2.7.1.8.
func capGlyph(c *dissect.Cursor) {
	for range 10 {
		c.Enter(fGlyphCache)
		c.U16LE(fCacheEntries)
		c.U16LE(fCacheCellSize)
		c.Leave()
	}
	c.U32LE(fFragCache)
	c.U16LE(fGlyphSupport)
	c.U16LE(fGlyphPad)
}

// capCodecs reads MS-RDPBCGR 2.2.7.2.10.
func capCodecs(c *dissect.Cursor) {
	n := int(c.U8(fCodecCount))
	for i := 0; i < n && c.OK(); i++ {
		c.Enter(fCodec)
		c.Bytes(fCodecGUID, 16)
		c.U8(fCodecID)
		props := int(c.U16LE(fCodecPropsLength))
		c.Bytes(fCodecProps, props)
		c.Leave()
	}
}

// capSmall reads the sets of a few fields; sets of an unknown type stay closed.
func capSmall(typ uint16, c *dissect.Cursor) {
	switch typ {
	case capsPointer: // 2.2.7.1.5; pointerCacheSize is optional
		c.U16LE(fColorPointer)
		c.U16LE(fColorPointerCache)
		if c.Left() > 0 {
			c.U16LE(fPointerCache)
		}
	case capsBrush: // 2.2.7.1.7
		c.U32LE(fBrushSupport)
	case capsOffscreen: // 2.2.7.1.9
		c.U32LE(fOffscreenSupport)
		c.U16LE(fOffscreenSize)
		c.U16LE(fOffscreenEntries)
	case capsSound: // 2.2.7.1.11
		c.U16LE(fSoundFlags)
		c.U16LE(fSoundPad)
	case capsCacheHost: // 2.2.7.2.1
		c.U8(fHostCacheVersion)
		c.U8(fHostPad1)
		c.U16LE(fHostPad2)
	case capsControl: // 2.2.7.2.2
		c.U16LE(fControlFlags)
		c.U16LE(fRemoteDetach)
		c.U16LE(fControlInterest)
		c.U16LE(fDetachInterest)
	case capsActivation: // 2.2.7.2.3
		c.U16LE(fHelpKey)
		c.U16LE(fHelpKeyIndex)
		c.U16LE(fHelpExtendedKey)
		c.U16LE(fWindowManagerKey)
	case capsShare: // 2.2.7.2.4
		c.U16LE(fNodeID)
		c.U16LE(fSharePad)
	case capsFont: // 2.2.7.2.5; Windows 2000 and NT servers send it empty
		if c.Left() > 0 {
			c.U16LE(fFontSupport)
			c.U16LE(fFontPad)
		}
	case capsMultifragment: // 2.2.7.2.6
		c.U32LE(fMaxRequestSize)
	case capsLargePointer: // 2.2.7.2.7
		c.U16LE(fLargePointer)
	case capsCompDesk: // 2.2.7.2.8
		c.U16LE(fCompDesk)
	case capsSurface: // 2.2.7.2.9
		c.U32LE(fCmdFlags)
		c.U32LE(fCmdReserved)
	case capsColorCache: // MS-RDPEGDI 2.2.1.1
		c.U16LE(fColorTableCache)
		c.U16LE(fColorTablePad)
	case capsNineGrid: // MS-RDPEGDI 2.2.1.2
		c.U32LE(fNineGridSupport)
		c.U16LE(fNineGridSize)
		c.U16LE(fNineGridEntries)
	case capsGDIPlus: // MS-RDPEGDI 2.2.1.3
		c.U32LE(fGDIPlusSupport)
		c.U32LE(fGdipVersion)
		c.U32LE(fGdipCacheLevel)
		c.Bytes(fGdipCacheEntries, 10)
		c.Bytes(fGdipChunkSize, 8)
		c.Bytes(fGdipImageCache, 6)
	case capsRail: // MS-RDPERP 2.2.1.1.1
		c.U32LE(fRailSupport)
	case capsWindow: // MS-RDPERP 2.2.1.1.2
		c.U32LE(fWndSupport)
		c.U8(fNumIconCaches)
		c.U16LE(fNumIconCacheEntries)
	case capsFrameAck: // MS-RDPRFX 2.2.1.3
		c.U32LE(fMaxFrames)
	default:
		c.Closed(fCapsClosed, c.Left())
	}
}
