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

// inputEvents reads a TS_INPUT_PDU_DATA, MS-RDPBCGR 2.2.8.1.1.3.1.
func (m *message) inputEvents(c *dissect.Cursor) {
	n := int(c.U16LE(fNumEvents))
	c.U16LE(fEventsPad)
	m.code = uint32(n)
	for i := 0; i < n && c.OK(); i++ {
		inputEvent(c)
	}
}

// inputEvent reads a TS_INPUT_EVENT, MS-RDPBCGR 2.2.8.1.1.3.1.1.
func inputEvent(c *dissect.Cursor) {
	c.Enter(fInputEvent)
	c.U32LE(fEventTime)
	switch c.U16LE(fEventType) {
	case inputScancode:
		c.U16LE(fKeyboardFlags)
		c.U16LE(fKeyCode)
		c.U16LE(fEventPad2)
	case inputUnicode:
		c.U16LE(fKeyboardFlags)
		c.U16LE(fUnicodeCode)
		c.U16LE(fEventPad2)
	case inputMouse:
		c.U16LE(fPointerFlags)
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case inputMouseX:
		c.U16LE(fPointerXFlags)
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case inputMouseRel:
		c.U16LE(fPointerFlags)
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
}
