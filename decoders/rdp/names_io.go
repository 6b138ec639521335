package rdp

import "github.com/radissect/radissect/dissect"

// inputTypes: MS-RDPBCGR 2.2.8.1.1.3.1.1.
var inputTypes = &dissect.Names{Values: map[uint64]string{
	0:      "INPUT_EVENT_SYNC",
	2:      "INPUT_EVENT_UNUSED",
	4:      "INPUT_EVENT_SCANCODE",
	5:      "INPUT_EVENT_UNICODE",
	0x8001: "INPUT_EVENT_MOUSE",
	0x8002: "INPUT_EVENT_MOUSEX",
	0x8004: "INPUT_EVENT_MOUSEREL",
}}

// keyboardFlags: MS-RDPBCGR 2.2.8.1.1.3.1.1.1.
var keyboardFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x100, Name: "KBDFLAGS_EXTENDED"},
	{Mask: 0x200, Name: "KBDFLAGS_EXTENDED1"},
	{Mask: 0x4000, Name: "KBDFLAGS_DOWN"},
	{Mask: 0x8000, Name: "KBDFLAGS_RELEASE"},
}}

// pointerFlags: MS-RDPBCGR 2.2.8.1.1.3.1.1.3. The low nine bits are the wheel rotation.
var pointerFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x400, Name: "PTRFLAGS_HWHEEL"},
	{Mask: 0x200, Name: "PTRFLAGS_WHEEL"},
	{Mask: 0x100, Name: "PTRFLAGS_WHEEL_NEGATIVE"},
	{Mask: 0x800, Name: "PTRFLAGS_MOVE"},
	{Mask: 0x8000, Name: "PTRFLAGS_DOWN"},
	{Mask: 0x1000, Name: "PTRFLAGS_BUTTON1"},
	{Mask: 0x2000, Name: "PTRFLAGS_BUTTON2"},
	{Mask: 0x4000, Name: "PTRFLAGS_BUTTON3"},
}}

// pointerXFlags: MS-RDPBCGR 2.2.8.1.1.3.1.1.4.
var pointerXFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 0x8000, Name: "PTRXFLAGS_DOWN"},
	{Mask: 1, Name: "PTRXFLAGS_BUTTON1"},
	{Mask: 2, Name: "PTRXFLAGS_BUTTON2"},
}}

// updateTypes: MS-RDPBCGR 2.2.9.1.1.3.1.
var updateTypes = &dissect.Names{Values: map[uint64]string{
	0: "UPDATETYPE_ORDERS",
	1: "UPDATETYPE_BITMAP",
	2: "UPDATETYPE_PALETTE",
	3: "UPDATETYPE_SYNCHRONIZE",
}}

// pointerTypes: MS-RDPBCGR 2.2.9.1.1.4.
var pointerTypes = &dissect.Names{Values: map[uint64]string{
	1: "TS_PTRMSGTYPE_SYSTEM",
	3: "TS_PTRMSGTYPE_POSITION",
	6: "TS_PTRMSGTYPE_COLOR",
	7: "TS_PTRMSGTYPE_CACHED",
	8: "TS_PTRMSGTYPE_POINTER",
}}

// systemPointers: MS-RDPBCGR 2.2.9.1.1.4.3.
var systemPointers = &dissect.Names{Values: map[uint64]string{
	0:      "SYSPTR_NULL",
	0x7F00: "SYSPTR_DEFAULT",
}}

// fastActions: MS-RDPBCGR 2.2.8.1.2, 2.2.9.1.2.
var fastActions = &dissect.Names{Values: map[uint64]string{
	0: "FASTPATH",
	3: "X224",
}}

// fastFlags: MS-RDPBCGR 2.2.8.1.2, 2.2.9.1.2.
var fastFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "SECURE_CHECKSUM"},
	{Mask: 2, Name: "ENCRYPTED"},
}}

// fastKeyFlags: MS-RDPBCGR 2.2.8.1.2.2.1.
var fastKeyFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "FASTPATH_INPUT_KBDFLAGS_RELEASE"},
	{Mask: 2, Name: "FASTPATH_INPUT_KBDFLAGS_EXTENDED"},
	{Mask: 4, Name: "FASTPATH_INPUT_KBDFLAGS_EXTENDED1"},
}}

// fastSyncFlags: MS-RDPBCGR 2.2.8.1.2.2.5.
var fastSyncFlags = &dissect.Names{Bits: []dissect.Bit{
	{Mask: 1, Name: "FASTPATH_INPUT_SYNC_SCROLL_LOCK"},
	{Mask: 2, Name: "FASTPATH_INPUT_SYNC_NUM_LOCK"},
	{Mask: 4, Name: "FASTPATH_INPUT_SYNC_CAPS_LOCK"},
	{Mask: 8, Name: "FASTPATH_INPUT_SYNC_KANA_LOCK"},
}}

// eventCodes: MS-RDPBCGR 2.2.8.1.2.2.
var eventCodes = &dissect.Names{Values: map[uint64]string{
	0: "FASTPATH_INPUT_EVENT_SCANCODE",
	1: "FASTPATH_INPUT_EVENT_MOUSE",
	2: "FASTPATH_INPUT_EVENT_MOUSEX",
	3: "FASTPATH_INPUT_EVENT_SYNC",
	4: "FASTPATH_INPUT_EVENT_UNICODE",
	5: "FASTPATH_INPUT_EVENT_MOUSEREL",
	6: "FASTPATH_INPUT_EVENT_QOE_TIMESTAMP",
}}

// updateCodes: MS-RDPBCGR 2.2.9.1.2.1.
var updateCodes = &dissect.Names{Values: map[uint64]string{
	0:   "FASTPATH_UPDATETYPE_ORDERS",
	1:   "FASTPATH_UPDATETYPE_BITMAP",
	2:   "FASTPATH_UPDATETYPE_PALETTE",
	3:   "FASTPATH_UPDATETYPE_SYNCHRONIZE",
	4:   "FASTPATH_UPDATETYPE_SURFCMDS",
	5:   "FASTPATH_UPDATETYPE_PTR_NULL",
	6:   "FASTPATH_UPDATETYPE_PTR_DEFAULT",
	8:   "FASTPATH_UPDATETYPE_PTR_POSITION",
	9:   "FASTPATH_UPDATETYPE_COLOR",
	0xA: "FASTPATH_UPDATETYPE_CACHED",
	0xB: "FASTPATH_UPDATETYPE_POINTER",
	0xC: "FASTPATH_UPDATETYPE_LARGE_POINTER",
}}

// fragmentations: MS-RDPBCGR 2.2.9.1.2.1.
var fragmentations = &dissect.Names{Values: map[uint64]string{
	0: "FASTPATH_FRAGMENT_SINGLE",
	1: "FASTPATH_FRAGMENT_LAST",
	2: "FASTPATH_FRAGMENT_FIRST",
	3: "FASTPATH_FRAGMENT_NEXT",
}}

// compressionUse: MS-RDPBCGR 2.2.9.1.2.1.
var compressionUse = &dissect.Names{Values: map[uint64]string{
	2: "FASTPATH_OUTPUT_COMPRESSION_USED",
}}
