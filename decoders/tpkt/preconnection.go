package tpkt

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// Versions and sizes of the preconnection PDU, MS-RDPEPS 2.2.1.
const (
	preconnectionV1     = 1
	preconnectionV2     = 2
	preconnectionLength = 16 // of version 1, and of the front of version 2
	// maxPreconnection is the longest: 65,535 characters behind their count.
	maxPreconnection = preconnectionLength + 2 + 2*0xFFFF
)

// A Preconnection is RDP_PRECONNECTION_PDU_V1 or V2, MS-RDPEPS 2.2.1: what a
// client sends before its first TPKT packet to say which of several sources on
// one port it wants.
type Preconnection struct {
	Size    uint32 // bytes of the PDU
	Flags   uint32
	Version uint32
	ID      uint32
}

// Decode reads the PDU.
func (m *Preconnection) Decode(c *dissect.Cursor) {
	c.Is(kindPreconnectionV1)
	m.Size = c.U32LE(fCbSize)
	m.Flags = c.U32LE(fFlags)
	m.Version = c.U32LE(fPreconnectionVersion)
	m.ID = c.U32LE(fID)
	if m.Version == preconnectionV2 {
		c.Is(kindPreconnectionV2)
		n := c.U16LE(fCchPCB)
		c.Bytes(fWszPCB, 2*int(n))
	}
	if n := c.Left(); n > 0 {
		c.Closed(fTrailing, n)
	}
}

// preconnection reports how long the preconnection PDU is that b starts with:
// 0 while that cannot be told, Lost when b does not start with one. Its Flags
// are 0, which no TPKT packet has in their place.
func preconnection(b []byte) int {
	if len(b) < 12 {
		for i, x := range b {
			if i >= 4 && i < 8 && x != 0 || i == 3 && x != 0 {
				return dissect.Lost
			}
		}
		return 0
	}
	size, flags, version := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	if flags != 0 || size > maxPreconnection {
		return dissect.Lost
	}
	switch {
	case version == preconnectionV1 && size == preconnectionLength,
		version == preconnectionV2 && size >= preconnectionLength+2:
		return int(size)
	}
	return dissect.Lost
}
