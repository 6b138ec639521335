package rdp

import "github.com/radissect/radissect/dissect"

// Types of slow-path input events, MS-RDPBCGR 2.2.8.1.1.3.1.1.
const (
	inputSync     = 0x0000
	inputUnused   = 0x0002
	inputScancode = 0x0004
	inputUnicode  = 0x0005
	inputMouse    = 0x8001
	inputMouseX   = 0x8002
	inputMouseRel = 0x8004
	inputDataSize = 6 // bytes of every event's data
)

// Flags of input events, MS-RDPBCGR 2.2.8.1.1.3.1.1.1 to 2.2.8.1.1.3.1.1.5 and
// 2.2.8.1.2.2.1.
const (
	keyRelease     = 0x8000                        // KBDFLAGS_RELEASE
	fastKeyRelease = 0x01                          // FASTPATH_INPUT_KBDFLAGS_RELEASE
	pointerDown    = 0x8000                        // PTRFLAGS_DOWN, PTRXFLAGS_DOWN
	pointerActs    = pointerDown | 0x0200 | 0x0400 // with PTRFLAGS_WHEEL and PTRFLAGS_HWHEEL
)

// inputEvents reads a TS_INPUT_PDU_DATA, MS-RDPBCGR 2.2.8.1.1.3.1.
func (m *message) inputEvents(c *dissect.Cursor) {
	n := int(c.U16LE(fNumEvents))
	c.U16LE(fEventsPad)
	m.code = uint32(n)
	for i := 0; i < n && c.OK(); i++ {
		m.pressed = inputEvent(c) || m.pressed
	}
}

// inputEvent reads a TS_INPUT_EVENT, MS-RDPBCGR 2.2.8.1.1.3.1.1. It reports
// whether a key or a button goes down, or a wheel turns.
func inputEvent(c *dissect.Cursor) (pressed bool) {
	c.Enter(fInputEvent)
	c.U32LE(fEventTime)
	switch c.U16LE(fEventType) {
	case inputScancode:
		pressed = c.U16LE(fKeyboardFlags)&keyRelease == 0
		c.U16LE(fKeyCode)
		c.U16LE(fEventPad2)
	case inputUnicode:
		pressed = c.U16LE(fKeyboardFlags)&keyRelease == 0
		c.U16LE(fUnicodeCode)
		c.U16LE(fEventPad2)
	case inputMouse:
		pressed = c.U16LE(fPointerFlags)&pointerActs != 0
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case inputMouseX:
		pressed = c.U16LE(fPointerXFlags)&pointerDown != 0
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case inputMouseRel:
		pressed = c.U16LE(fPointerFlags)&pointerDown != 0
		c.U16LE(fXDelta)
		c.U16LE(fYDelta)
	case inputSync:
		c.U16LE(fEventPad2)
		c.U32LE(fToggleFlags)
	case inputUnused:
		c.U32LE(fEventPad4)
		c.U16LE(fEventPad2)
	default:
		c.Closed(fInputUnknown, inputDataSize)
	}
	c.Leave()
	return pressed && c.OK()
}
