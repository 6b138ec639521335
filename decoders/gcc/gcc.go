// Package gcc decodes the conference create request and response of T.124 that
// the MCS connect PDUs of RDP carry, with the settings of client and server in
// them (MS-RDPBCGR 2.2.1.3, 2.2.1.4).
package gcc

import (
	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/dissect"
)

// Protocol is GCC.
var Protocol = &dissect.Protocol{
	Name:         "gcc",
	Title:        "Generic conference control (T.124) with RDP settings",
	Specs:        []dissect.Spec{"MS-RDPBCGR 2.2.1.3", "MS-RDPBCGR 2.2.1.4", "T.124 8.7"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{mcs.UserData.Key(struct{}{})},
	New:          newHandler,
}

// place is where something lies in a message, so that Commit can point at it.
type place struct{ off, n int }

// message is a conference create request or response.
type message struct {
	dir    dissect.Dir
	client clientData
	server serverData
}

// decode reads ConnectData, T.124 8.7 as shown in MS-RDPBCGR 4.1.3 and 4.1.4.
func (m *message) decode(dir dissect.Dir, c *dissect.Cursor) {
	m.dir = dir
	c.Enter(fKey)
	c.U8(fKeyChoice)
	n := c.U8(fObjectLength)
	c.Bytes(fObject, int(n))
	c.Leave()
	perLength(c, fConnectPDULength)
	if dir == dissect.FromClient {
		c.Is(kindRequest)
		c.Enter(fCreateRequest)
		c.U16(fPreamble)
		c.U16(fConferenceName)
		c.U8(fPadding)
	} else {
		c.Is(kindResponse)
		c.Enter(fCreateResponse)
		c.U8(fPreamble)
		node := c.U16(fEncodedNode)
		c.Note(fNodeID, uint64(node)+1001)
		tag := c.U8(fTagLength)
		c.Bytes(fTag, int(tag))
		c.U8(fResultByte)
		c.Part(fResult, 4, 3)
	}
	c.U8(fUserDataSets)
	c.U8(fUserDataKey)
	c.U8(fH221Length)
	key := c.Bytes(fH221Key, 4)
	if dir == dissect.FromClient {
		c.Require(string(key) == "Duca", H221Key)
	} else {
		c.Require(string(key) == "McDn", H221Key)
	}
	n2 := perLength(c, fUserDataLength)
	c.Leave()
	body := c.Sub(fUserData, n2)
	for body.Left() > 0 && body.OK() {
		m.block(&body)
	}
	body.Done()
	if n := c.Left(); n > 0 && c.OK() {
		c.Closed(fTrailing, n)
	}
}

// perLength reads a length determinant of one or two bytes, X.691 11.9.
func perLength(c *dissect.Cursor, f *dissect.Field) int {
	if c.PeekU8(0)&0x80 == 0 {
		return int(c.U8(f))
	}
	return int(c.U16(f) & 0x3FFF)
}

// Block types, MS-RDPBCGR 2.2.1.3.1.
const (
	csCore           = 0xC001
	csSecurity       = 0xC002
	csNet            = 0xC003
	csCluster        = 0xC004
	csMonitor        = 0xC005
	csMsgChannel     = 0xC006
	csMonitorEx      = 0xC008
	csMultitransport = 0xC00A
	csUnused1        = 0xC00C
	scCore           = 0x0C01
	scSecurity       = 0x0C02
	scNet            = 0x0C03
	scMsgChannel     = 0x0C04
	scMultitransport = 0x0C08
)

// headerLength is TS_UD_HEADER, MS-RDPBCGR 2.2.1.3.1.
const headerLength = 4

// block reads one block: its header and the data of its type.
func (m *message) block(c *dissect.Cursor) {
	c.Enter(fHeader)
	typ := c.U16LE(fType)
	length := c.U16LE(fLength)
	c.Require(length >= headerLength, BlockLength)
	c.Leave()
	n := max(0, int(length)-headerLength) // of the data
	at := c.Offset() - headerLength
	switch typ {
	case csCore, csSecurity, csNet, csCluster, csMonitor, csMsgChannel, csMonitorEx, csMultitransport, csUnused1:
		m.clientBlock(typ, at, n, c)
	case scCore, scSecurity, scNet, scMsgChannel, scMultitransport:
		m.serverBlock(typ, at, n, c)
	default:
		b := c.Sub(fUnknownBlock, n)
		if b.Left() > 0 {
			b.Closed(fBlockData, b.Left())
		}
		b.Done()
	}
}
