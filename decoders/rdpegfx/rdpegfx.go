// Package rdpegfx decodes as much of the graphics pipeline of RDP, MS-RDPEGFX, as
// it takes to tell when a server draws: a Remote Assistance session gives the
// expert a view of the novice's desktop by it. Pictures are not read. Messages
// travel on a dynamic channel; those of the server are RDP_SEGMENTED_DATA, whose
// compression is undone up to the first one that draws.
package rdpegfx

import (
	"github.com/radissect/radissect/decoders/dvc"
	"github.com/radissect/radissect/dissect"
)

// Listener is the name of the dynamic channel, MS-RDPEGFX 2.1.
const Listener = "Microsoft::Windows::RDS::Graphics"

// Protocol is MS-RDPEGFX. Messages are handed over whole.
var Protocol = &dissect.Protocol{
	Name:   "rdpegfx",
	Title:  "Graphics pipeline",
	Specs:  []dissect.Spec{"MS-RDPEGFX 2.2"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds:  []dissect.Bind{dvc.Listener.Key(Listener)},
	New:    newHandler,
}

// Commands of RDPGFX_HEADER that bring a picture, MS-RDPEGFX 2.2.1.5.
// RDPGFX_CMDID_SOLIDFILL is none of them: Windows fills a new surface with one
// colour before there is anything to see (seen in public captures of Windows servers).
const (
	cmdWireToSurface1 = 0x0001
	cmdWireToSurface2 = 0x0002
	cmdCacheToSurface = 0x0007
)

// headerLen is the size of RDPGFX_HEADER in bytes.
const headerLen = 8

// A command is one graphics command PDU, MS-RDPEGFX 2.2.2: a header, and data
// that stays closed.
type command struct {
	ID    uint16 // cmdId
	Flags uint16
	Len   uint32 // pduLength: bytes of the PDU with its header
}

// decode reads a command.
func (m *command) decode(c *dissect.Cursor) {
	c.Is(kindCommand)
	c.Enter(fHeader)
	m.ID = c.U16LE(fCmdID)
	m.Flags = c.U16LE(fFlags)
	c.Require(m.Flags == 0, HeaderFlags)
	m.Len = c.U32LE(fPDULength)
	c.Leave()
	body := c.Sub(fPDU, int(max(m.Len, headerLen)-headerLen))
	if n := body.Left(); n > 0 {
		body.Closed(fData, n)
	}
	body.Done()
}

// draws reports whether the command brings a picture.
func (m *command) draws() bool {
	switch m.ID {
	case cmdWireToSurface1, cmdWireToSurface2, cmdCacheToSurface:
		return true
	}
	return false
}

// Descriptors of RDP_SEGMENTED_DATA, MS-RDPEGFX 2.2.5.1.
const (
	single    = 0xE0
	multipart = 0xE1
)

// segmented reads RDP_SEGMENTED_DATA, MS-RDPEGFX 2.2.5.1, and reports whether it
// is whole.
func segmented(c *dissect.Cursor) bool {
	c.Is(kindSegmented)
	switch c.U8(fDescriptor) {
	case single:
		bulkData(c, c.Left())
	case multipart:
		n := int(c.U16LE(fSegmentCount))
		c.U32LE(fUncompressedSize)
		for range n {
			if !c.OK() || c.Left() == 0 {
				break
			}
			c.Enter(fSegment)
			size := int(c.U32LE(fSize))
			part := c.Sub(fBulkData, size)
			bulkData(&part, part.Left())
			part.Done()
			c.Leave()
		}
	default:
		c.Closed(fData, c.Left())
	}
	return c.OK()
}

// bulkData reads RDP8_BULK_ENCODED_DATA, MS-RDPEGFX 2.2.5.3, of n bytes.
func bulkData(c *dissect.Cursor, n int) {
	if n == 0 {
		return
	}
	c.U8(fBulkHeader)
	if n > 1 {
		c.Closed(fBulk, n-1)
	}
}
