package rdp

import "github.com/radissect/radissect/dissect"

// Types of slow-path updates, MS-RDPBCGR 2.2.9.1.1.3.1 and 2.2.9.1.1.4.
const (
	updateOrders      = 0
	updateBitmap      = 1
	updateSynchronize = 3
	pointerSystem     = 1
	pointerPosition   = 3
	pointerColor      = 6
	pointerCached     = 7
	pointerNew        = 8
)

// update reads a slow-path graphics update. The graphics stay closed.
func (m *message) update(c *dissect.Cursor) {
	typ := c.U16LE(fUpdateType)
	m.code = uint32(typ)
	m.drawn = m.drawn || typ == updateOrders || typ == updateBitmap
	if typ == updateSynchronize { // 2.2.9.1.1.3.1.3
		c.U16LE(fUpdatePad)
		return
	}
	c.Closed(fGraphics, c.Left())
}

// pointer reads a TS_POINTER_PDU behind its headers, MS-RDPBCGR 2.2.9.1.1.4.
func pointer(c *dissect.Cursor) {
	typ := c.U16LE(fPointerType)
	c.U16LE(fPointerPad)
	switch typ {
	case pointerSystem:
		c.U32LE(fSystemPointer)
	case pointerPosition:
		point(c, fPosition)
	case pointerColor:
		colorPointer(c)
	case pointerCached:
		c.U16LE(fCacheIndex)
	case pointerNew:
		newPointer(c)
	default:
		c.Closed(fGraphics, c.Left())
	}
}

// point reads a TS_POINT16, MS-RDPBCGR 2.2.9.1.1.4.1.
func point(c *dissect.Cursor, f *dissect.Field) {
	c.Enter(f)
	c.U16LE(fPointX)
	c.U16LE(fPointY)
	c.Leave()
}

// newPointer reads a TS_POINTERATTRIBUTE, MS-RDPBCGR 2.2.9.1.1.4.5.
func newPointer(c *dissect.Cursor) {
	c.U16LE(fXorBpp)
	c.Enter(fColorPtr)
	colorPointer(c)
	c.Leave()
}

// colorPointer reads a TS_COLORPOINTERATTRIBUTE, MS-RDPBCGR 2.2.9.1.1.4.4.
func colorPointer(c *dissect.Cursor) {
	c.U16LE(fCacheIndex)
	point(c, fHotSpot)
	c.U16LE(fPointerWidth)
	c.U16LE(fPointerHeight)
	and := int(c.U16LE(fLengthAndMask))
	xor := int(c.U16LE(fLengthXorMask))
	masks(c, and, xor)
}

// largePointer reads the body of a TS_FP_LARGEPOINTERATTRIBUTE, MS-RDPBCGR 2.2.9.1.2.1.11.
func largePointer(c *dissect.Cursor) {
	c.U16LE(fXorBpp)
	c.U16LE(fCacheIndex)
	point(c, fHotSpot)
	c.U16LE(fPointerWidth)
	c.U16LE(fPointerHeight)
	and := int(c.U32LE(fLargeLengthAnd))
	xor := int(c.U32LE(fLargeLengthXor))
	masks(c, and, xor)
}

func masks(c *dissect.Cursor, and, xor int) {
	c.Bytes(fXorMask, xor)
	c.Bytes(fAndMask, and)
	if c.Left() == 1 {
		c.U8(fMaskPad)
	}
}
