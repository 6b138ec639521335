package rdp

import "github.com/radissect/radissect/dissect"

// Types of share control PDUs, MS-RDPBCGR 2.2.8.1.1.1.1.
const (
	pduDemandActive  = 1
	pduConfirmActive = 3
	pduDeactivateAll = 6
	pduData          = 7
	pduRedirection   = 0xA
)

// Sizes in bytes and markers of the share headers, MS-RDPBCGR 2.2.8.1.1.1.
const (
	shareControlLength = 6
	shareDataLength    = 18 // with the share control header
	flowMarker         = 0x8000
	protocolVersion    = 1 // TS_PROTOCOL_VERSION
	maxSharePDUs       = 8 // PDUs of one message that take part in the order; all are read
)

// looksShared reports whether b starts with a share control header. It tells PDUs
// without a security header from those that keep it in a connection without
// encryption (MS-RDPBCGR 5.3.8): there, the second word of a security header,
// flagsHi, would have to be a pduType of version 1, or the flags would have to be
// the length of the PDU.
func looksShared(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	total := int(b[0]) | int(b[1])<<8
	if total == flowMarker {
		return true
	}
	switch b[2] & 0xF {
	case pduDemandActive, pduConfirmActive, pduDeactivateAll, pduData, pduRedirection:
		return total == len(b) || total >= 4 && b[3] == 0 && b[2]>>4 == protocolVersion
	}
	return false
}

// share reads one share control PDU. Servers put several of them into one
// Send Data Indication; nothing in the document forbids it.
func (m *message) share(dir dissect.Dir, c *dissect.Cursor) {
	if c.Left() >= 2 && int(c.PeekU8(0))|int(c.PeekU8(1))<<8 == flowMarker {
		c.Is(kindFlow)
		flow(c)
		return
	}
	at := c.Offset()
	c.Enter(fShareControl)
	total := int(c.U16LE(fTotalLength))
	c.Require(total-2 <= c.Left(), ShareLength)
	c.U16LE(fPDUType)
	typ := uint8(c.Part(fType, 0, 4))
	version := c.Part(fPDUVersion, 4, 12)
	if typ == pduRedirection { // 2.2.13.3.1
		c.Require(version == 0, ShareVersion)
	} else {
		c.Require(version == protocolVersion, ShareVersion)
	}
	// Windows XP sends a Deactivate All of four bytes, as FreeRDP's rdp.c notes.
	if total > 4 {
		m.source = c.U16LE(fPDUSource)
	}
	c.Leave()
	n := max(0, min(at+total-c.Offset(), c.Left()))
	m.cut = at+total-c.Offset() > n
	body := c.Sub(fSharePayload, n)
	switch typ {
	case pduDemandActive:
		m.demandActive(&body)
	case pduConfirmActive:
		m.confirmActive(&body)
	case pduDeactivateAll:
		m.deactivateAll(&body)
	case pduData:
		m.data(dir, &body)
	case pduRedirection:
		c.Is(kindRedirection)
		body.U16LE(fRedirPad2)
		m.redirection(&body)
		if body.Left() == 1 {
			body.U8(fRedirPad1)
		}
	default:
		c.Is(kindShare)
		body.Closed(fUndecoded, body.Left())
	}
	body.Done()
}

// flow reads a T.128 flow PDU, which the receiver ignores (MS-RDPBCGR 2.2.8.1.1.1.1).
func flow(c *dissect.Cursor) {
	c.Enter(fFlow)
	c.U16LE(fFlowMarker)
	c.U8(fFlowPad)
	c.U8(fFlowType)
	c.U8(fFlowIdentifier)
	c.U8(fFlowNumber)
	c.U16LE(fPDUSource)
	c.Leave()
}

// demandActive reads a TS_DEMAND_ACTIVE_PDU, MS-RDPBCGR 2.2.1.13.1.1.
func (m *message) demandActive(c *dissect.Cursor) {
	c.Is(kindDemandActive)
	m.step(stepDemandActive)
	m.shareID = c.U32LE(fShareID)
	source := int(c.U16LE(fLengthSource))
	combined := int(c.U16LE(fLengthCaps))
	at := c.Offset() - 2
	c.Bytes(fSourceDescriptor, source)
	m.capabilities(c, combined, at)
	// FreeRDP's and rdesktop's readers do without it, so old servers may, too.
	if c.Left() > 0 {
		c.U32LE(fSessionID)
	}
}

// confirmActive reads a TS_CONFIRM_ACTIVE_PDU, MS-RDPBCGR 2.2.1.13.2.1.
func (m *message) confirmActive(c *dissect.Cursor) {
	c.Is(kindConfirmActive)
	m.step(stepConfirmActive)
	m.shareAt = c.Offset()
	m.shareID = c.U32LE(fShareID)
	v := c.U16LE(fOriginatorID)
	c.Require(v == serverChannel, Originator)
	source := int(c.U16LE(fLengthSource))
	combined := int(c.U16LE(fLengthCaps))
	at := c.Offset() - 2
	c.Bytes(fSourceDescriptor, source)
	m.capabilities(c, combined, at)
}

// serverChannel is the MCS server channel, MS-RDPBCGR 2.2.1.13.2.1.
const serverChannel = 0x03EA

// deactivateAll reads a TS_DEACTIVATE_ALL_PDU, MS-RDPBCGR 2.2.3.1.1. The body is
// missing in the short form.
func (m *message) deactivateAll(c *dissect.Cursor) {
	c.Is(kindDeactivateAll)
	m.step(stepDeactivateAll)
	if c.Left() == 0 {
		return
	}
	m.shareID = c.U32LE(fShareID)
	if c.Left() == 0 {
		return
	}
	n := int(c.U16LE(fLengthSource))
	c.Bytes(fSourceDescriptor, n)
}

// Compression flags of share data headers and fast-path updates, MS-RDPBCGR 2.2.8.1.1.1.2.
const (
	packetCompressed = 0x20
	packetAtFront    = 0x40
	packetTypeMask   = 0x0F
	typeRDP5         = 1 // types up to this one are MPPC
)

// data reads a data PDU behind its share control header, MS-RDPBCGR 2.2.8.1.1.1.2.
func (m *message) data(dir dissect.Dir, c *dissect.Cursor) {
	c.Enter(fShareData)
	c.U32LE(fShareID)
	c.U8(fPad1)
	c.U8(fStreamID)
	uncompressed := int(c.U16LE(fUncompressedLength))
	typ := c.U8(fPDUType2)
	m.pduType2 = typ
	compression := c.U8(fCompressedType)
	checkAtFront(c, compression)
	c.U16LE(fCompressedLength)
	c.Leave()
	c.Is(dataKind(typ))
	if compression&historyFlags != 0 {
		m.parts = append(m.parts, part{off: c.Offset(), n: c.Left(), flags: compression, code: typ, cut: m.cut || !c.OK()})
	}
	if compression&packetCompressed != 0 {
		// The uncompressed length counts four bytes of the header or more, depending
		// on the sender, so it is an upper bound of what the data was.
		c.RequireAt(c.Left() <= uncompressed, CompressedSize, c.Offset(), c.Left(), "larger than uncompressedLength")
		m.compressed, m.code = true, uint32(compression&packetTypeMask)
		c.Closed(fCompressedData, c.Left())
		return
	}
	m.dataBody(dir, typ, c)
}

// checkAtFront checks the compression flags read last.
func checkAtFront(c *dissect.Cursor, flags uint8) {
	if flags&packetAtFront != 0 && flags&packetTypeMask <= typeRDP5 {
		c.Require(flags&packetCompressed != 0, AtFront)
	}
}
