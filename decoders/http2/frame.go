package http2

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

const (
	// defaultFrame is the largest payload unless a setting says otherwise,
	// RFC 9113 6.5.2.
	defaultFrame = 16384
	// maxFrame is the longest payload that is read where no setting allows more.
	// A frame that is larger than allowed ends the connection anyway (RFC 9113
	// 4.2), so more than this is taken for bytes that are no frame.
	maxFrame = 1 << 20
	// maxSettings is how many settings of a frame are looked at. Eight are defined.
	maxSettings = 64
)

// A frame is one frame, RFC 9113 4.1, or the preface of the client.
type frame struct {
	preface bool
	length  int
	typ     uint8
	flags   uint8
	id      uint32

	off, n    int    // of the data, or of the fragment of a field block
	code      uint32 // error code
	increment uint32
	promised  uint32 // promised, last or prioritized stream
	settings  [maxSettings]setting
	count     int
	broken    bool // its length, its place or its padding is wrong: it has no effect
}

type setting struct {
	id    uint16
	value uint32
}

// header reads the frame header, which is there.
func (m *frame) header(b []byte) {
	m.length = int(b[0])<<16 | int(b[1])<<8 | int(b[2])
	m.typ, m.flags = b[3], b[4]
	m.id = binary.BigEndian.Uint32(b[5:]) & 0x7fffffff
}

// decode reads a frame. most is the largest payload that its receiver takes.
func (m *frame) decode(c *dissect.Cursor, most int) {
	*m = frame{}
	b := c.Peek()
	if len(b) >= 4 && string(b[:4]) == preface[:4] {
		m.preface = true
		c.Is(kindPreface)
		c.Bytes(fPreface, len(b))
		c.Require(string(b) == preface, Preface)
		return
	}
	if len(b) < headerLength {
		c.Is(kindUnknown)
		c.Closed(fPayload, len(b))
		return
	}
	m.header(b)
	s := shapeOf(m.typ)
	c.Is(s.kind)
	c.UintBE(fLength, 3)
	c.Require(m.length <= most, FrameSize)
	c.U8(fType)
	c.U8(s.flags)
	c.Require(m.flags&^s.used == 0, FlagsUnused)
	word := c.U32(fStreamWord)
	c.Require(word>>31 == 0, ReservedBit)
	switch s.place {
	case onStream:
		c.Require(m.id != 0, OnStream)
		m.broken = m.id == 0
	case onConn:
		c.Require(m.id == 0, OnConnection)
		m.broken = m.id != 0
	}
	c.Part(fReserved, 31, 1)
	c.Part(fStreamID, 0, 31)
	m.payload(c)
	if n := c.Left(); n > 0 {
		c.Closed(fPayload, n)
	}
}

// sized checks the length of a payload that is fixed.
func (m *frame) sized(c *dissect.Cursor, ok bool, r *dissect.Rule) bool {
	c.RequireAt(ok, r, 0, 3, "")
	m.broken = m.broken || !ok
	return ok
}

func (m *frame) payload(c *dissect.Cursor) {
	switch m.typ {
	case typeData:
		pad := m.padLength(c)
		m.part(c, fData, pad)
	case typeHeaders:
		pad := m.padLength(c)
		if m.flags&flagPriority != 0 {
			m.priority(c)
		}
		m.part(c, fFragment, pad)
	case typePriority:
		if m.sized(c, m.length == 5, PriorityLength) {
			m.priority(c)
		}
	case typeRstStream:
		if m.sized(c, m.length == 4, RstLength) {
			m.code = c.U32(fErrorCode)
		}
	case typeSettings:
		m.readSettings(c)
	case typePushPromise:
		pad := m.padLength(c)
		m.promised = c.U32(fPromised) & 0x7fffffff
		m.part(c, fFragment, pad)
	case typePing:
		if m.sized(c, m.length == 8, PingLength) {
			c.Bytes(fOpaque, 8)
		}
	case typeGoaway:
		if m.sized(c, m.length >= 8, GoawayLength) {
			m.promised = c.U32(fLastStream) & 0x7fffffff
			m.code = c.U32(fErrorCode)
			if c.Left() > 0 {
				c.Rest(fDebug)
			}
		}
	case typeWindowUpdate:
		if m.sized(c, m.length == 4, WindowLength) {
			m.increment = c.U32(fIncrement) & 0x7fffffff
			c.Require(m.increment != 0, WindowZero)
		}
	case typeContinuation:
		m.off, m.n = c.Offset(), c.Left()
		c.Rest(fFragment)
	case typePriorityUpdate:
		if c.Left() >= 4 {
			m.promised = c.U32(fPrioritized) & 0x7fffffff
			c.Rest(fPriorityValue)
		}
	}
}

// padLength reads the length of the padding, RFC 9113 6.1.
func (m *frame) padLength(c *dissect.Cursor) int {
	if m.flags&flagPadded == 0 {
		return 0
	}
	return int(c.U8(fPadLength))
}

// part reads data or a fragment, and the padding behind it.
func (m *frame) part(c *dissect.Cursor, f *dissect.Field, pad int) {
	if m.flags&flagPadded != 0 {
		ok := pad <= c.Left()
		c.RequireAt(ok, PadLength, headerLength, 1, "")
		if !ok {
			m.broken = true
			return
		}
	}
	m.off, m.n = c.Offset(), c.Left()-pad
	c.Bytes(f, m.n)
	if pad > 0 {
		zero := true
		for _, x := range c.Bytes(fPadding, pad) {
			zero = zero && x == 0
		}
		c.Require(zero, PaddingZero)
	}
}

// priority reads the fields of a stream's priority, which RFC 9113 5.3.2 has
// deprecated.
func (m *frame) priority(c *dissect.Cursor) {
	c.U32(fDependWord)
	c.Part(fExclusive, 31, 1)
	c.Part(fDependency, 0, 31)
	c.U8(fWeight)
}

func (m *frame) readSettings(c *dissect.Cursor) {
	if m.flags&flagAck != 0 {
		m.sized(c, m.length == 0, SettingsAck)
		return
	}
	if !m.sized(c, m.length%settingLength == 0, SettingsLength) {
		return
	}
	for c.Left() >= settingLength && c.OK() {
		c.Enter(fSetting)
		id := c.U16(fIdentifier)
		v := c.U32(fValue)
		switch id {
		case settingEnablePush:
			c.Require(v <= 1, EnablePush)
		case settingInitialWindowSize:
			c.Require(v <= 1<<31-1, InitialWindow)
		case settingMaxFrameSize:
			c.Require(v >= defaultFrame && v < 1<<24, MaxFrameSetting)
		}
		c.Leave()
		if m.count < maxSettings {
			m.settings[m.count] = setting{id, v}
			m.count++
		}
	}
}

// plausible reports whether b looks like the beginning of a frame, as far as it
// goes. It is asked behind a gap.
func plausible(b []byte, most int) bool {
	if len(b) == 0 {
		return false
	}
	if len(b) < headerLength {
		return int(b[0])<<16 <= most && (len(b) < 4 || b[3] <= typeContinuation) && (len(b) < 6 || b[5] < 0x80)
	}
	var m frame
	m.header(b)
	s := shapeOf(m.typ)
	switch {
	case m.length > most || b[5] >= 0x80,
		m.typ > typeContinuation && m.typ != typePriorityUpdate,
		m.flags&^s.used != 0,
		s.place == onStream && m.id == 0, s.place == onConn && m.id != 0,
		s.fixed >= 0 && m.length != s.fixed,
		m.typ == typeSettings && (m.length%settingLength != 0 || m.flags == flagAck && m.length != 0),
		m.typ == typeGoaway && m.length < 8:
		return false
	}
	return true
}
