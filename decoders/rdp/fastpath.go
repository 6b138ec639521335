package rdp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// Parts of fast-path headers, MS-RDPBCGR 2.2.8.1.2 and 2.2.9.1.2.
const (
	fastActionMask   = 0x03
	fastChecksum     = 1 // SECURE_CHECKSUM
	fastEncrypted    = 2 // ENCRYPTED
	fastLong         = 0x80
	fastMinimum      = 3      // bytes: header, length, and something to carry
	maxFastOutput    = 0x3FFF // bytes
	compressionUsed  = 2
	macLength        = 8
	maxHeaderEvents  = 15
	eventCodeShift   = 5
	fragmentMask     = 3
	updateCodeMask   = 0x0F
	fragmentShift    = 4
	compressionShift = 6
)

// Codes of fast-path input events, MS-RDPBCGR 2.2.8.1.2.2.
const (
	eventScancode = 0
	eventMouse    = 1
	eventMouseX   = 2
	eventSync     = 3
	eventUnicode  = 4
	eventMouseRel = 5
	eventQoE      = 6
)

// Codes of fast-path updates, MS-RDPBCGR 2.2.9.1.2.1.
const (
	codeOrders       = 0
	codeBitmap       = 1
	codeSynchronize  = 3
	codeSurface      = 4
	codePtrNull      = 5
	codePtrDefault   = 6
	codePtrPosition  = 8
	codeColor        = 9
	codeCached       = 0xA
	codePointer      = 0xB
	codeLargePointer = 0xC
)

// fastHandler reads fast-path PDUs.
type fastHandler struct {
	conv *dissect.Conversation
	m    fastMessage
}

// A fastMessage is one fast-path PDU.
type fastMessage struct {
	form    innerForm // what the bytes are
	sec     Security
	events  int    // numEvents of the header of input
	count   int    // events, or updates
	code    uint8  // of the first event or update
	pressed bool   // a key or a button went down
	drawn   bool   // there are graphics of the desktop
	parts   []part // compressed or fragmented updates; storage is kept
}

var _ dissect.Handler = (*fastHandler)(nil)
var _ dissect.Informer = (*fastHandler)(nil)

// Frame tells the length from one or two bytes behind the header.
func (h *fastHandler) Frame(_ dissect.Dir, b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if b[0]&fastActionMask != 0 {
		return dissect.Lost
	}
	if len(b) < 2 {
		return 0
	}
	n, least := int(b[1]), fastMinimum
	if b[1]&fastLong != 0 {
		if len(b) < 3 {
			return 0
		}
		n, least = int(b[1]&^fastLong)<<8|int(b[2]), fastMinimum+1
	}
	if b[0]>>6&fastEncrypted != 0 {
		least += macLength
	}
	if n < least {
		return dissect.Lost
	}
	return n
}

// Decode reads a TS_FP_INPUT_PDU from the client, a TS_FP_UPDATE_PDU from the
// server, or what was made out of one.
func (h *fastHandler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	m := &h.m
	s := Of(h.conv)
	*m = fastMessage{form: s.inner.form, parts: m.parts[:0]}
	switch m.form {
	case innerOpened:
		c.Is(fastKind(dir))
		m.sec, m.events = s.inner.sec, s.inner.events
		m.body(dir, c)
		return
	case innerInflated:
		c.Is(kindFastUpdate)
		m.count, m.code = 1, s.inner.code
		m.whole(c)
		return
	}
	c.Is(fastKind(dir))
	method, _, _ := s.Encryption()
	flags := m.header(dir, c)
	m.security(c, flags, method)
	if m.sec.Encrypted {
		m.sec.closed(c)
		return
	}
	m.body(dir, c)
}

func fastKind(dir dissect.Dir) *dissect.Kind {
	if dir == dissect.FromClient {
		return kindFastInput
	}
	return kindFastOutput
}

// header reads what stands before the security fields, and returns the flags.
func (m *fastMessage) header(dir dissect.Dir, c *dissect.Cursor) uint8 {
	var header uint8
	if dir == dissect.FromClient {
		header = c.U8(fInputHeader)
		c.Part(fFPAction, 0, 2)
		m.events = int(c.Part(fFPNumEvents, 2, 4))
	} else {
		header = c.U8(fOutputHeader)
		c.Part(fFPAction, 0, 2)
		reserved := c.Part(fFPReserved, 2, 4)
		c.Require(reserved == 0, FastReserved)
	}
	c.Part(fFPFlags, 6, 2)
	length := int(c.U8(fLength1))
	if length&fastLong != 0 {
		length = length&^fastLong<<8 | int(c.U8(fLength2))
	}
	c.Note(fPDULength, uint64(length))
	if dir == dissect.FromServer {
		if length <= maxFastOutput {
			c.Held(FastOutputLength)
		} else {
			c.Report(FastOutputLength, 1, 2, strconv.Itoa(length)+" bytes")
		}
	}
	return header >> 6
}

// body reads the events or updates.
func (m *fastMessage) body(dir dissect.Dir, c *dissect.Cursor) {
	if dir == dissect.FromClient {
		m.input(c, m.events)
		return
	}
	for c.Left() > 0 && c.OK() {
		m.update(c)
	}
}

// whole reads the data of an update that was compressed or came in fragments.
func (m *fastMessage) whole(c *dissect.Cursor) {
	body := c.Sub(fUpdateData, c.Left())
	updateBody(&body, m.code)
	padding(&body)
	body.Close()
}

// security reads the fields of the fast-path header that take the place of a
// security header. The FIPS part is there whenever the method is FIPS.
func (m *fastMessage) security(c *dissect.Cursor, flags uint8, method uint32) {
	s := &m.sec
	s.Method = method
	if method == MethodFIPS {
		s.Form = FormFIPS
		c.Enter(fFIPS)
		n := c.U16LE(fFIPSLength)
		c.Require(n == fipsHeaderLength, FIPSLength)
		c.U8(fFIPSVersion)
		s.Padding = c.U8(fFIPSPadlen)
		c.Leave()
	}
	if flags&fastEncrypted != 0 {
		s.Encrypted = true
		s.Form = max(s.Form, FormNonFIPS)
		s.Flags = SecEncrypt
		copy(s.MAC[:], c.Bytes(fFPSignature, macLength))
	}
	if flags&fastChecksum != 0 {
		s.Flags |= SecSecureChecksum
	}
	s.Off, s.Len, s.Cut = c.Offset(), c.Left(), !c.OK()
}

// input reads the events of a client's PDU, MS-RDPBCGR 2.2.8.1.2.
func (m *fastMessage) input(c *dissect.Cursor, events int) {
	if events == 0 {
		events = int(c.U8(fNumEvents2))
	}
	at := c.Offset()
	for m.count < events && c.Left() > 0 && c.OK() {
		m.event(c)
	}
	switch {
	case !c.OK(): // an event is cut short: that is reported already
	case m.count == events && c.Left() == 0:
		c.Held(FastInputFilled)
	default:
		c.Report(FastInputFilled, at, c.Offset()+c.Left()-at, strconv.Itoa(m.count)+" events of "+strconv.Itoa(events)+", "+strconv.Itoa(c.Left())+" bytes behind them")
	}
	if c.Left() > 0 {
		c.Closed(fFPEventUnknown, c.Left())
	}
}

// event reads a TS_FP_INPUT_EVENT, MS-RDPBCGR 2.2.8.1.2.2.
func (m *fastMessage) event(c *dissect.Cursor) {
	c.Enter(fFPEvent)
	header := c.U8(fEventHeader)
	code := header >> eventCodeShift
	pressed := false
	flags := fEventFlags
	switch code {
	case eventScancode, eventUnicode:
		flags = fEventFlagsKey
	case eventSync:
		flags = fEventFlagsSync
	}
	c.Part(flags, 0, eventCodeShift)
	c.Part(fEventCode, eventCodeShift, 3)
	switch code {
	case eventScancode:
		c.U8(fFPKeyCode)
		pressed = header&fastKeyRelease == 0
	case eventMouse:
		pressed = c.U16LE(fPointerFlags)&pointerActs != 0
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case eventMouseX:
		pressed = c.U16LE(fPointerXFlags)&pointerDown != 0
		c.U16LE(fXPos)
		c.U16LE(fYPos)
	case eventMouseRel:
		pressed = c.U16LE(fPointerFlags)&pointerDown != 0
		c.U16LE(fXDelta)
		c.U16LE(fYDelta)
	case eventUnicode:
		c.U16LE(fUnicodeCode)
		pressed = header&fastKeyRelease == 0
	case eventQoE:
		c.U32LE(fTimestamp)
	case eventSync: // the flags say it all
	default: // of unknown length: nothing behind it can be read
		c.Closed(fFPEventUnknown, c.Left())
	}
	c.Leave()
	m.pressed = m.pressed || pressed && c.OK()
	if m.count == 0 {
		m.code = code
	}
	m.count++
}

// update reads a TS_FP_UPDATE, MS-RDPBCGR 2.2.9.1.2.1.
func (m *fastMessage) update(c *dissect.Cursor) {
	c.Enter(fFPUpdate)
	header := c.U8(fUpdateHeader)
	c.Part(fUpdateCode, 0, 4)
	c.Part(fFragmentation, fragmentShift, 2)
	c.Part(fCompression, compressionShift, 2)
	var compression uint8
	if header>>compressionShift == compressionUsed {
		compression = c.U8(fFPCompression)
		checkAtFront(c, compression)
	}
	code := header & updateCodeMask
	m.drawn = m.drawn || code == codeOrders || code == codeBitmap || code == codeSurface
	n := int(c.U16LE(fUpdateSize))
	body := c.Sub(fUpdateData, n)
	fragment := header >> fragmentShift & fragmentMask
	if compression&historyFlags != 0 || fragment != fragmentSingle {
		m.parts = append(m.parts, part{body.Offset(), body.Left(), compression, code, fragment, !c.OK() || body.Left() < n})
	}
	switch {
	case compression&packetCompressed != 0:
		body.Closed(fCompressedData, body.Left())
	case fragment != fragmentSingle:
		body.Closed(fUpdateClosed, body.Left())
	default:
		updateBody(&body, code)
	}
	padding(&body)
	body.Close()
	c.Leave()
	if m.count == 0 {
		m.code = code
	}
	m.count++
}

// padding reads what a Remote Assistance novice may put behind the data of an
// update: its size counts it, and the expert ignores it (MS-RA 2.2.7.1).
func padding(c *dissect.Cursor) {
	if c.Left() > 0 && c.OK() {
		c.Rest(fUpdatePadding)
	}
}

func updateBody(c *dissect.Cursor, code uint8) {
	switch code {
	case codeSynchronize, codePtrNull, codePtrDefault: // no data
	case codePtrPosition:
		point(c, fPosition)
	case codeColor:
		colorPointer(c)
	case codeCached:
		c.U16LE(fCacheIndex)
	case codePointer:
		newPointer(c)
	case codeLargePointer:
		largePointer(c)
	default:
		c.Closed(fUpdateClosed, c.Left())
	}
}

// Commit checks that the level of encryption is kept, opens encrypted PDUs, and
// hands on updates that were compressed or are put together from fragments.
func (h *fastHandler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, Of(h.conv)
	sec := m.sec
	if m.form == innerNone {
		s.checkEncrypted(dir, &sec, x)
	}
	if sec.Encrypted {
		s.sealed(dir, &sec, x, FastPath, m.events)
		return
	}
	s.tell(m.pressed, m.drawn, x)
	if len(m.parts) > 0 {
		h.takeParts(dir, x)
	}
}

// Info names the first event or update and says how many there are.
func (h *fastHandler) Info(dir dissect.Dir, dst []byte) []byte {
	m := &h.m
	if m.sec.Encrypted {
		return Of(h.conv).AppendSealed(dst, dir, &m.sec)
	}
	names := updateCodes
	if dir == dissect.FromClient {
		names = eventCodes
	}
	if m.count == 0 {
		return dst
	}
	dst = appendName(dst, names, uint64(m.code))
	if m.count > 1 {
		dst = append(dst, " and "...)
		dst = appendUint(dst, uint64(m.count-1))
		dst = append(dst, " more"...)
	}
	return dst
}
