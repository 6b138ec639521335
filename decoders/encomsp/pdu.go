package encomsp

import (
	"encoding/binary"
	"strconv"

	"github.com/radissect/radissect/dissect"
)

const (
	// headerLength is ORDER_HDR in bytes, MS-RDPEMC 2.2.1.
	headerLength = 4
	// maxString is the most characters of a UNICODE_STRING, MS-RDPEMC 2.2.2.
	maxString = 1024
)

// A PDU is one PDU of MS-RDPEMC. Fields that its type does not have are zero.
type PDU struct {
	Type          uint16
	Length        uint16 // bytes of the PDU, header included
	Flags         uint16
	AppID         uint32
	WndID         uint32
	ParticipantID uint32
	GroupID       uint32
	DiscType      uint32
	DiscCode      uint32
	ReasonCode    uint32
	Left          uint32 // of the window, as are the next three; right and bottom included
	Top           uint32
	Right         uint32
	Bottom        uint32

	several bool // the message is not one PDU but several of them
	ok      bool // all fields were there
	name    span // of an application, a window or a participant: UTF-16
	id      int  // where the id is that the PDU is about
}

// span is a place in the message.
type span struct{ off, n int }

func (s span) of(b []byte) []byte {
	if s.off < 0 || s.off+s.n > len(b) {
		return nil
	}
	return b[s.off : s.off+s.n]
}

// first is the length in bytes of the PDU at the front of b where more follows
// it, else 0. What is left when a length is wrong counts as one PDU.
func first(b []byte) int {
	if len(b) < headerLength {
		return 0
	}
	n := int(binary.LittleEndian.Uint16(b[2:]))
	if n < headerLength || n >= len(b) {
		return 0
	}
	return n
}

// Decode reads one PDU that dir sent, or the frame of several.
func (m *PDU) Decode(dir dissect.Dir, c *dissect.Cursor) {
	if first(c.Peek()) > 0 {
		m.several = true
		frames(c)
		return
	}
	c.Is(kindUnknown)
	left := c.Left()
	m.header(c)
	if !c.OK() {
		return
	}
	m.checkLength(c, left)
	if m.Length < headerLength {
		c.Closed(fBody, c.Left())
		return
	}
	known := m.Type > 0 && int(m.Type) < len(pduKinds)
	if !known {
		c.Report(TypeKnown, 0, 2, "type "+strconv.Itoa(int(m.Type)))
		c.Closed(fBody, c.Left())
		return
	}
	c.Held(TypeKnown)
	c.Is(pduKinds[m.Type])
	c.RequireAt(dir == m.sender(), Direction, 0, 2, "sent by the other side")
	m.body(c)
	m.ok = c.OK()
	if n := c.Left(); n > 0 {
		c.Report(dissect.LengthLeftover, c.Offset(), n, strconv.Itoa(n)+" bytes behind the last field")
		c.Closed(fExtension, n)
	}
}

// frames reads several PDUs, which are carried on one by one.
func frames(c *dissect.Cursor) {
	c.Is(kindSeveral)
	for {
		n := first(c.Peek())
		if n == 0 {
			n = c.Left()
		}
		if n == 0 {
			return
		}
		p := c.Sub(fOrder, n)
		if n >= headerLength {
			p.Enter(fHeader)
			p.U16LE(fType)
			p.U16LE(fLength)
			p.Leave()
		}
		if n := p.Left(); n > 0 {
			p.Closed(fBody, n)
		}
		p.Close()
	}
}

// header reads ORDER_HDR, MS-RDPEMC 2.2.1.
func (m *PDU) header(c *dissect.Cursor) {
	c.Enter(fHeader)
	m.Type = c.U16LE(fType)
	m.Length = c.U16LE(fLength)
	c.Leave()
}

// checkLength checks Length against the bytes that are there.
func (m *PDU) checkLength(c *dissect.Cursor, left int) {
	c.Require(m.Length >= headerLength, LengthMinimum)
	if int(m.Length) <= left {
		c.Held(LengthFits)
		return
	}
	c.Report(LengthFits, 2, 2, "Length is "+strconv.Itoa(int(m.Length))+", "+strconv.Itoa(left)+" bytes are there")
}

// sender is the side that sends PDUs of this type.
func (m *PDU) sender() dissect.Dir {
	if m.Type == typeWndShow || m.Type == typeControlChange {
		return participant
	}
	return manager
}

// body reads what follows the header.
func (m *PDU) body(c *dissect.Cursor) {
	switch m.Type {
	case typeFilterStateUpdated:
		m.Flags = uint16(c.U8(fFilterFlags))
	case typeAppRemoved:
		m.app(c)
	case typeAppCreated:
		m.Flags = c.U16LE(fAppFlags)
		m.app(c)
		m.text(fName, c)
	case typeWndRemoved, typeWndShow:
		m.window(c)
	case typeWndCreated:
		m.Flags = c.U16LE(fWndFlags)
		m.app(c)
		m.WndID = c.U32LE(fWndID)
		m.text(fName, c)
	case typeWndRegionUpdate:
		m.Left = c.U32LE(fLeft)
		m.Top = c.U32LE(fTop)
		m.Right = c.U32LE(fRight)
		m.Bottom = c.U32LE(fBottom)
	case typeParticipantRemoved:
		m.participant(c)
		m.DiscType = c.U32LE(fDiscType)
		m.DiscCode = c.U32LE(fDiscCode)
	case typeParticipantCreated:
		m.participant(c)
		m.GroupID = c.U32LE(fGroupID)
		m.Flags = c.U16LE(fParticipantFlags)
		m.text(fFriendlyName, c)
	case typeControlChange:
		m.Flags = c.U16LE(fControlFlags)
		m.participant(c)
	case typeControlChangeResponse:
		m.Flags = c.U16LE(fControlFlags)
		m.participant(c)
		m.ReasonCode = c.U32LE(fReasonCode)
	}
}

func (m *PDU) app(c *dissect.Cursor) {
	m.id = c.Offset()
	m.AppID = c.U32LE(fAppID)
}

func (m *PDU) window(c *dissect.Cursor) {
	m.id = c.Offset()
	m.WndID = c.U32LE(fWndID)
}

func (m *PDU) participant(c *dissect.Cursor) {
	m.id = c.Offset()
	m.ParticipantID = c.U32LE(fParticipantID)
}

// text reads a UNICODE_STRING, MS-RDPEMC 2.2.2. The string ends before its first
// NUL, where it has one.
func (m *PDU) text(f *dissect.Field, c *dissect.Cursor) {
	c.Enter(f)
	n := c.U16LE(fCchString)
	c.Require(n <= maxString, StringLength)
	off := c.Offset()
	if n > 0 && c.OK() {
		b := c.Bytes(fString, 2*int(n))
		m.name = span{off, untilNUL(b)}
	}
	c.Leave()
}

// untilNUL is how many bytes of UTF-16 text come before its first NUL.
func untilNUL(b []byte) int {
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] == 0 && b[i+1] == 0 {
			return i
		}
	}
	return len(b)
}
