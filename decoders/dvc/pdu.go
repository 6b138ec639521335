package dvc

import (
	"bytes"
	"math"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// maxPDU is the largest PDU in bytes, MS-RDPEDYC 2.2.3.
const maxPDU = 1600

// maxVersion is the highest version level, MS-RDPEDYC 2.2.1.2.
const maxVersion = 3

// A PDU is one PDU of MS-RDPEDYC. Fields that its type does not have are zero.
type PDU struct {
	CbID uint8 // width of ChannelID: 0, 1, 2 for 1, 2, 4 bytes
	Sp   uint8 // Pri of a create request, Len of a first piece
	Cmd  uint8

	Version         uint16    // capabilities
	PriorityCharge  [4]uint16 // capabilities request, versions 2 and 3
	ChannelID       uint32    // create, data, close
	CreationStatus  int32     // create response, an HRESULT
	Length          uint32    // first piece: bytes of the whole message, uncompressed
	Flags           uint16    // soft-sync request
	NumberOfTunnels uint32    // soft-sync

	ok   bool    // everything up to Data or ChannelName was there
	name span    // ChannelName, without its NUL
	data span    // Data
	bare bool    // compressed Data without the descriptor
	seen tunnels // of the soft-sync request
}

// span is a place in the message.
type span struct{ off, n int }

func (s span) of(b []byte) []byte {
	if s.off < 0 || s.off+s.n > len(b) {
		return nil
	}
	return b[s.off : s.off+s.n]
}

// carries reports whether the PDU has a ChannelId.
func (m *PDU) carries() bool {
	switch m.Cmd {
	case cmdCreate, cmdDataFirst, cmdData, cmdClose, cmdDataFirstCompressed, cmdDataCompressed:
		return true
	}
	return false
}

// first reports whether the PDU begins a message of several pieces.
func (m *PDU) first() bool { return m.Cmd == cmdDataFirst || m.Cmd == cmdDataFirstCompressed }

// compressed reports whether Data is RDP_SEGMENTED_DATA.
func (m *PDU) compressed() bool { return m.Cmd == cmdDataFirstCompressed || m.Cmd == cmdDataCompressed }

// Decode reads a PDU that dir sent. s tells which channels somebody reads; the
// data of the others stays closed.
func (m *PDU) Decode(dir dissect.Dir, c *dissect.Cursor, s *State) {
	c.Is(kindUnknown)
	size := c.Left()
	b := c.U8(fHeader)
	if !c.OK() {
		return
	}
	m.CbID, m.Sp, m.Cmd = b&3, b>>2&3, b>>4
	c.Require(m.Cmd >= cmdCreate && m.Cmd <= cmdSoftSyncResponse, Command)
	c.Part(fCbID, 0, 2)
	c.Part(m.middle(dir), 2, 2)
	c.Part(fCmd, 4, 4)
	m.checkSize(c, size)

	if m.carries() {
		m.kind(dir, c)
		c.RequireAt(m.CbID != widthInvalid, ChannelIDWidth, 0, 1, "cbId is 3")
		if m.CbID == widthInvalid {
			c.Closed(fOptional, c.Left())
			return
		}
		m.ChannelID = uint32(c.UintLE(fChannelID, 1<<m.CbID))
	}
	switch m.Cmd {
	case cmdCapabilities:
		m.capabilities(dir, c)
	case cmdCreate:
		m.create(dir, c)
	case cmdDataFirst, cmdData, cmdDataFirstCompressed, cmdDataCompressed:
		m.payload(c, s)
	case cmdClose:
		m.ok = c.OK()
	case cmdSoftSyncRequest:
		m.softSyncRequest(dir, c)
	case cmdSoftSyncResponse:
		m.softSyncResponse(dir, c)
	default:
		c.Closed(fOptional, c.Left())
		return
	}
	if n := c.Left(); n > 0 {
		c.Report(dissect.LengthLeftover, c.Offset(), n, strconv.Itoa(n)+" bytes behind the last field")
		c.Closed(fTrailing, n)
	}
}

// middle is what the second two bits of the header are.
func (m *PDU) middle(dir dissect.Dir) *dissect.Field {
	switch {
	case m.Cmd == cmdCreate && dir == dissect.FromServer:
		return fPri
	case m.first():
		return fLen
	}
	return fSp
}

// kind says which PDU it is, for those with a ChannelId.
func (m *PDU) kind(dir dissect.Dir, c *dissect.Cursor) {
	switch m.Cmd {
	case cmdCreate:
		if dir == dissect.FromServer {
			c.Is(kindCreateRequest)
		} else {
			c.Is(kindCreateResponse)
		}
	case cmdDataFirst:
		c.Is(kindDataFirst)
	case cmdData:
		c.Is(kindData)
	case cmdClose:
		c.Is(kindClose)
	case cmdDataFirstCompressed:
		c.Is(kindDataFirstCompressed)
	case cmdDataCompressed:
		c.Is(kindDataCompressed)
	}
}

func (m *PDU) checkSize(c *dissect.Cursor, size int) {
	if size <= maxPDU {
		c.Held(PDUSize)
		return
	}
	c.Report(PDUSize, 0, size, strconv.Itoa(size)+" bytes")
}

// capabilities reads a Capabilities PDU: the server's request, the client's
// response.
func (m *PDU) capabilities(dir dissect.Dir, c *dissect.Cursor) {
	if dir == dissect.FromServer {
		c.Is(kindCapsRequest)
	} else {
		c.Is(kindCapsResponse)
	}
	c.RequireAt(m.CbID == 0, CapsChannelID, 0, 1, "cbId is not 0")
	pad := c.U8(fPad)
	c.Require(pad == 0, CapsPad)
	m.Version = c.U16LE(fVersion)
	known := m.Version >= 1 && m.Version <= maxVersion
	if m.ok = c.OK(); dir == dissect.FromClient {
		c.Require(known, ReplyVersion)
		return
	}
	c.Require(known, CapsVersion)
	switch m.Version {
	case 1:
		c.Is(kindCapsVersion1)
		return
	case 2:
		c.Is(kindCapsVersion2)
	case 3:
		c.Is(kindCapsVersion3)
	default:
		if c.Left() < 8 {
			return
		}
	}
	m.PriorityCharge[0] = c.U16LE(fPriorityCharge0)
	m.PriorityCharge[1] = c.U16LE(fPriorityCharge1)
	m.PriorityCharge[2] = c.U16LE(fPriorityCharge2)
	m.PriorityCharge[3] = c.U16LE(fPriorityCharge3)
}

// create reads a Create PDU behind its ChannelId: the server's request names
// the listener, the client's response says how it went.
func (m *PDU) create(dir dissect.Dir, c *dissect.Cursor) {
	if dir == dissect.FromClient {
		m.CreationStatus = c.I32LE(fCreationStatus)
		m.ok = c.OK()
		return
	}
	if !c.OK() {
		return
	}
	i := bytes.IndexByte(c.Peek(), 0)
	n := i + 1
	if i < 0 {
		i, n = c.Left(), c.Left()
	}
	m.name = span{c.Offset(), i}
	c.Bytes(fChannelName, n)
	c.Require(n > i, NameTerminated)
	m.ok = true
}

// payload reads a data PDU behind its ChannelId.
func (m *PDU) payload(c *dissect.Cursor, s *State) {
	if m.first() {
		c.RequireAt(m.Sp != widthInvalid, LengthWidth, 0, 1, "Len is 3")
		if m.Sp == widthInvalid {
			c.Closed(fOptional, c.Left())
			return
		}
		m.Length = uint32(c.UintLE(fLength, 1<<m.Sp))
	}
	if !c.OK() {
		return
	}
	m.ok = true
	m.data = span{c.Offset(), c.Left()}
	switch {
	case m.compressed():
		m.segmented(c)
	case s.reads(m.ChannelID):
		c.Bytes(fData, c.Left())
	default:
		c.Closed(fData, c.Left())
	}
}

// segmented reads the frame of compressed data: RDP_SEGMENTED_DATA with
// RDP8_BULK_ENCODED_DATA in it, MS-RDPEDYC 2.2.3.3. The last example of
// MS-RDPEDYC 4.3.4 leaves the descriptor out, against the text; that is read
// too, and reported.
func (m *PDU) segmented(c *dissect.Cursor) {
	p := c.Sub(fSegmented, c.Left())
	if b := p.PeekU8(0); b == bulkPlain || b == bulkCompressed {
		m.bare = true
		p.Report(CompressedSingle, p.Offset(), 1, "the descriptor is missing")
		bulkData(&p)
		p.Close()
		return
	}
	descriptor := p.U8(fDescriptor)
	p.Require(descriptor == segmentedSingle, CompressedSingle)
	switch descriptor {
	case segmentedSingle:
		bulkData(&p)
	case segmentedMultipart:
		count := p.U16LE(fSegmentCount)
		p.U32LE(fUncompressedSize)
		for range count {
			if p.Left() == 0 || !p.OK() {
				break
			}
			n := p.U32LE(fSegmentSize)
			q := p.Sub(fBulkData, int(n))
			bulkData(&q)
			q.Close()
		}
	}
	p.Close()
}

// bulkData reads RDP8_BULK_ENCODED_DATA, MS-RDPEGFX 2.2.5.3.
func bulkData(c *dissect.Cursor) {
	b := c.U8(fBulkHeader)
	c.Require(b&0x0F == bulkPlain, CompressedType)
	c.Part(fBulkType, 0, 4)
	c.Part(fBulkFlags, 4, 4)
	if n := c.Left(); n > 0 {
		c.Closed(fBulkBytes, n)
	}
}

// tunnels are the tunnel types of a soft-sync request, as many as are kept to
// find doubles; two types are defined.
type tunnels struct {
	list [4]uint32
	n    int
}

// add takes in a type and reports whether it is new.
func (t *tunnels) add(v uint32) bool {
	for _, x := range t.list[:t.n] {
		if x == v {
			return false
		}
	}
	if t.n < len(t.list) {
		t.list[t.n] = v
		t.n++
	}
	return true
}

func (m *PDU) softSyncRequest(dir dissect.Dir, c *dissect.Cursor) {
	c.Is(kindSoftSyncRequest)
	m.softSyncHeader(dir == dissect.FromServer, c)
	left := c.Left()
	length := c.U32LE(fSoftSyncLength)
	c.Require(uint64(length) == uint64(left), SoftSyncLength)
	m.Flags = c.U16LE(fSoftSyncFlags)
	c.Require(m.Flags&softSyncTCPFlushed != 0, SoftSyncFlushed)
	c.Require(m.Flags&softSyncChannelListPresent != 0 || c.Left() <= 2, SoftSyncLists)
	m.NumberOfTunnels = uint32(c.U16LE(fNumberOfTunnels))
	if m.ok = c.OK(); c.Left() == 0 && m.Flags&softSyncChannelListPresent == 0 {
		return
	}
	c.Each(int(m.NumberOfTunnels), func(int) {
		c.Enter(fChannelList)
		tunnel := c.U32LE(fTunnelType)
		c.Require(m.seen.add(tunnel), SoftSyncTunnelOnce)
		n := c.U16LE(fNumberOfDVCs)
		c.Each(int(n), func(int) { c.U32LE(fListOfDVCIDs) })
		c.Leave()
	})
}

func (m *PDU) softSyncResponse(dir dissect.Dir, c *dissect.Cursor) {
	c.Is(kindSoftSyncResponse)
	m.softSyncHeader(dir == dissect.FromClient, c)
	m.NumberOfTunnels = c.U32LE(fNumberOfTunnels)
	m.ok = c.OK()
	c.Each(int(min(m.NumberOfTunnels, math.MaxInt32)), func(int) { c.U32LE(fTunnelsToSwitch) })
}

// softSyncHeader checks the header of a soft-sync PDU and reads its padding.
func (m *PDU) softSyncHeader(right bool, c *dissect.Cursor) {
	c.RequireAt(m.CbID == 0 && m.Sp == 0, SoftSyncHeader, 0, 1, "cbId or Sp is not 0")
	c.RequireAt(right, SoftSyncDirection, 0, 1, "sent by the other side")
	pad := c.U8(fPad)
	c.Require(pad == 0, SoftSyncPad)
}
