package rdp

import "github.com/radissect/radissect/dissect"

// capsTypes: MS-RDPBCGR 2.2.1.13.1.1.1.
var capsTypes = &dissect.Names{Values: map[uint64]string{
	1:    "CAPSTYPE_GENERAL",
	2:    "CAPSTYPE_BITMAP",
	3:    "CAPSTYPE_ORDER",
	4:    "CAPSTYPE_BITMAPCACHE",
	5:    "CAPSTYPE_CONTROL",
	7:    "CAPSTYPE_ACTIVATION",
	8:    "CAPSTYPE_POINTER",
	9:    "CAPSTYPE_SHARE",
	0xA:  "CAPSTYPE_COLORCACHE",
	0xC:  "CAPSTYPE_SOUND",
	0xD:  "CAPSTYPE_INPUT",
	0xE:  "CAPSTYPE_FONT",
	0xF:  "CAPSTYPE_BRUSH",
	0x10: "CAPSTYPE_GLYPHCACHE",
	0x11: "CAPSTYPE_OFFSCREENCACHE",
	0x12: "CAPSTYPE_BITMAPCACHE_HOSTSUPPORT",
	0x13: "CAPSTYPE_BITMAPCACHE_REV2",
	0x14: "CAPSTYPE_VIRTUALCHANNEL",
	0x15: "CAPSTYPE_DRAWNINEGRIDCACHE",
	0x16: "CAPSTYPE_DRAWGDIPLUS",
	0x17: "CAPSTYPE_RAIL",
	0x18: "CAPSTYPE_WINDOW",
	0x19: "CAPSETTYPE_COMPDESK",
	0x1A: "CAPSETTYPE_MULTIFRAGMENTUPDATE",
	0x1B: "CAPSETTYPE_LARGE_POINTER",
	0x1C: "CAPSETTYPE_SURFACE_COMMANDS",
	0x1D: "CAPSETTYPE_BITMAP_CODECS",
	0x1E: "CAPSSETTYPE_FRAME_ACKNOWLEDGE",
}}

// osMajorTypes: MS-RDPBCGR 2.2.7.1.1.
var osMajorTypes = &dissect.Names{Values: map[uint64]string{
	0: "OSMAJORTYPE_UNSPECIFIED",
	1: "OSMAJORTYPE_WINDOWS",
	2: "OSMAJORTYPE_OS2",
	3: "OSMAJORTYPE_MACINTOSH",
	4: "OSMAJORTYPE_UNIX",
	5: "OSMAJORTYPE_IOS",
	6: "OSMAJORTYPE_OSX",
	7: "OSMAJORTYPE_ANDROID",
	8: "OSMAJORTYPE_CHROME_OS",
}}

// osMinorTypes: MS-RDPBCGR 2.2.7.1.1.
var osMinorTypes = &dissect.Names{Values: map[uint64]string{
	0: "OSMINORTYPE_UNSPECIFIED",
	1: "OSMINORTYPE_WINDOWS_31X",
	2: "OSMINORTYPE_WINDOWS_95",
	3: "OSMINORTYPE_WINDOWS_NT",
	4: "OSMINORTYPE_OS2_V21",
	5: "OSMINORTYPE_POWER_PC",
	6: "OSMINORTYPE_MACINTOSH",
	7: "OSMINORTYPE_NATIVE_XSERVER",
	8: "OSMINORTYPE_PSEUDO_XSERVER",
	9: "OSMINORTYPE_WINDOWS_RT",
}}

// extraFlags: MS-RDPBCGR 2.2.7.1.1.
var extraFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "FASTPATH_OUTPUT_SUPPORTED"},
	{Mask: 4, Name: "LONG_CREDENTIALS_SUPPORTED"},
	{Mask: 8, Name: "AUTORECONNECT_SUPPORTED"},
	{Mask: 0x10, Name: "ENC_SALTED_CHECKSUM"},
	{Mask: 0x400, Name: "NO_BITMAP_COMPRESSION_HDR"},
}}

// drawingFlags: MS-RDPBCGR 2.2.7.1.2.
var drawingFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 2, Name: "DRAW_ALLOW_DYNAMIC_COLOR_FIDELITY"},
	{Mask: 4, Name: "DRAW_ALLOW_COLOR_SUBSAMPLING"},
	{Mask: 8, Name: "DRAW_ALLOW_SKIP_ALPHA"},
	{Mask: 0x10, Name: "DRAW_UNUSED_FLAG"},
}}

// orderFlags: MS-RDPBCGR 2.2.7.1.3.
var orderFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 2, Name: "NEGOTIATEORDERSUPPORT"},
	{Mask: 8, Name: "ZEROBOUNDSDELTASSUPPORT"},
	{Mask: 0x20, Name: "COLORINDEXSUPPORT"},
	{Mask: 0x40, Name: "SOLIDPATTERNBRUSHONLY"},
	{Mask: 0x80, Name: "ORDERFLAGS_EXTRA_FLAGS"},
}}

// orderExFlags: MS-RDPBCGR 2.2.7.1.3.
var orderExFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 2, Name: "ORDERFLAGS_EX_CACHE_BITMAP_REV3_SUPPORT"},
	{Mask: 4, Name: "ORDERFLAGS_EX_ALTSEC_FRAME_MARKER_SUPPORT"},
}}

// cacheFlags: MS-RDPBCGR 2.2.7.1.4.2.
var cacheFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "PERSISTENT_KEYS_EXPECTED_FLAG"},
	{Mask: 2, Name: "ALLOW_CACHE_WAITING_LIST_FLAG"},
}}

// cellFlags: MS-RDPBCGR 2.2.7.1.4.2.1: the rest is NumEntries.
var cellFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x80000000, Name: "persistent"},
}}

// inputFlags: MS-RDPBCGR 2.2.7.1.6.
var inputFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "INPUT_FLAG_SCANCODES"},
	{Mask: 4, Name: "INPUT_FLAG_MOUSEX"},
	{Mask: 8, Name: "INPUT_FLAG_FASTPATH_INPUT"},
	{Mask: 0x10, Name: "INPUT_FLAG_UNICODE"},
	{Mask: 0x20, Name: "INPUT_FLAG_FASTPATH_INPUT2"},
	{Mask: 0x40, Name: "INPUT_FLAG_UNUSED1"},
	{Mask: 0x80, Name: "INPUT_FLAG_MOUSE_RELATIVE"},
	{Mask: 0x100, Name: "TS_INPUT_FLAG_MOUSE_HWHEEL"},
	{Mask: 0x200, Name: "TS_INPUT_FLAG_QOE_TIMESTAMPS"},
}}

// brushLevels: MS-RDPBCGR 2.2.7.1.7.
var brushLevels = &dissect.Names{Values: map[uint64]string{
	0: "BRUSH_DEFAULT",
	1: "BRUSH_COLOR_8x8",
	2: "BRUSH_COLOR_FULL",
}}

// glyphLevels: MS-RDPBCGR 2.2.7.1.8.
var glyphLevels = &dissect.Names{Values: map[uint64]string{
	0: "GLYPH_SUPPORT_NONE",
	1: "GLYPH_SUPPORT_PARTIAL",
	2: "GLYPH_SUPPORT_FULL",
	3: "GLYPH_SUPPORT_ENCODE",
}}

// vcFlags: MS-RDPBCGR 2.2.7.1.10.
var vcFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "VCCAPS_COMPR_SC"},
	{Mask: 2, Name: "VCCAPS_COMPR_CS_8K"},
}}

// soundFlags: MS-RDPBCGR 2.2.7.1.11.
var soundFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "SOUND_FLAG_BEEPS"},
}}

// controlInterests: MS-RDPBCGR 2.2.7.2.2.
var controlInterests = &dissect.Names{Values: map[uint64]string{
	2: "CONTROLPRIORITY_NEVER",
}}

// fontFlags: MS-RDPBCGR 2.2.7.2.5.
var fontFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "FONTSUPPORT_FONTLIST"},
}}

// largePointerFlags: MS-RDPBCGR 2.2.7.2.7.
var largePointerFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "LARGE_POINTER_FLAG_96x96"},
	{Mask: 2, Name: "LARGE_POINTER_FLAG_384x384"},
}}

// surfaceFlags: MS-RDPBCGR 2.2.7.2.9.
var surfaceFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 2, Name: "SURFCMDS_SETSURFACEBITS"},
	{Mask: 0x10, Name: "SURFCMDS_FRAMEMARKER"},
	{Mask: 0x40, Name: "SURFCMDS_STREAMSURFACEBITS"},
}}
