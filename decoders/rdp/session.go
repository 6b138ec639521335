package rdp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// A handler reads RDP on the I/O and message channels of one conversation.
type handler struct {
	state State
	m     *message // decoded last; one serves all conversations of a worker
}

var (
	_ dissect.Handler     = (*handler)(nil)
	_ dissect.Informer    = (*handler)(nil)
	_ dissect.GapObserver = (*handler)(nil)
)

// A pduClass says what a message turned out to be.
type pduClass uint8

const (
	classOther pduClass = iota
	classExchange
	classInfo
	classLicense
	classShare
	classUnknown // a security header of which no flag says what follows
)

// A message is what one payload of MCS holds.
type message struct {
	dir     dissect.Dir
	class   pduClass
	form    innerForm // what the bytes are
	sec     Security
	info    clientInfo
	parts   []part // compressed parts; storage is kept
	pressed bool   // a key or a button went down
	drawn   bool   // there are graphics of the desktop
	cut     bool   // the share PDU at hand is not whole

	exchangeLength int // length field of a Security Exchange
	exchangeAt     int // place of the encrypted client random
	exchangeLen    int
	licenseType    uint8
	pduType2       uint8
	compressed     bool   // the body of the data PDU is; code is the compression type
	action         uint16 // of a Control PDU
	source         uint16
	code           uint32 // the number that tells most about the PDU
	shareID        uint32
	shareAt        int // offset of the shareID of a Confirm Active
	sets           int // capability sets announced
	extraFlags     uint16
	vcFlags        uint32
	vcChunk        uint32

	steps [maxSharePDUs]step
	n     int
}

func (m *message) step(s step) {
	if m.n < len(m.steps) {
		m.steps[m.n] = s
		m.n++
	}
}

// messages is the key of what conversations share.
var messages = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{state: State{conv: c}, m: c.Room(messages, func() any { return new(message) }).(*message)}
}

// Frame is not called: MCS hands over whole payloads.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one payload of the I/O or the message channel, or what was made
// out of one.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	m, s := h.m, &h.state
	*m = message{dir: dir, form: s.inner.form, parts: m.parts[:0]}
	switch m.form {
	case innerOpened:
		m.sec = s.inner.sec
		m.classify(dir)
		m.body(dir, c)
		return
	case innerInflated:
		m.inflated(dir, s.inner.code, c)
		return
	}
	method, _, _ := s.Encryption()
	if method == MethodNone && !s.onMessageChannel() && looksShared(c.Peek()) {
		m.shares(dir, c)
		return
	}
	readSecurity(c, method, &m.sec)
	m.classify(dir)
	if m.sec.Encrypted {
		m.closed(c, s.opens(dir))
		return
	}
	m.body(dir, c)
}

// body reads what follows the security header.
func (m *message) body(dir dissect.Dir, c *dissect.Cursor) {
	switch m.class {
	case classExchange:
		m.step(stepSecurityExchange)
		m.exchange(c)
	case classInfo:
		c.Is(kindClientInfo)
		m.step(stepClientInfo)
		m.info.decode(c)
	case classLicense:
		m.step(stepLicense)
		m.license(c)
	case classShare:
		m.shares(dir, c)
	case classUnknown:
		c.Is(kindUnknown)
		c.Closed(fUndecoded, c.Left())
	default:
		m.flagged(c)
	}
}

// inflated reads the plain data of a compressed data PDU.
func (m *message) inflated(dir dissect.Dir, typ uint8, c *dissect.Cursor) {
	m.class, m.pduType2 = classShare, typ
	c.Is(dataKind(typ))
	body := c.Sub(fSharePayload, c.Left())
	m.dataBody(dir, typ, &body)
	body.Done()
}

// classify tells from the flags of the security header what follows it.
func (m *message) classify(dir dissect.Dir) {
	switch f := m.sec.Flags; {
	case f&SecExchange != 0 && dir == dissect.FromClient:
		m.class = classExchange
	case f&SecInfo != 0 && dir == dissect.FromClient:
		m.class = classInfo
	case f&SecLicense != 0:
		m.class = classLicense
	case f&secTypes != 0:
		m.class = classOther
	case m.sec.Method != MethodNone:
		m.class = classShare
	default:
		m.class = classUnknown
	}
}

// closed reads the rest of an encrypted message. Where it will not be opened, the
// flags may still tell what it is.
func (m *message) closed(c *dissect.Cursor, opens bool) {
	switch {
	case opens:
		c.Is(kindEncrypted)
	case m.class == classInfo:
		c.Is(kindClientInfo)
		m.step(stepClientInfo)
	case m.class == classLicense:
		c.Is(kindLicense)
		m.step(stepLicense)
	case m.sec.Flags&SecRedirection != 0:
		c.Is(kindRedirection)
	default:
		c.Is(kindEncrypted)
	}
	m.sec.closed(c)
}

// flagged reads a message of the message channel, or a redirection.
func (m *message) flagged(c *dissect.Cursor) {
	switch f := m.sec.Flags; {
	case f&SecTransportReq != 0:
		m.multitransportRequest(c)
	case f&SecTransportRsp != 0:
		m.multitransportResponse(c)
	case f&SecAutodetectReq != 0:
		m.autodetectRequest(c)
	case f&SecAutodetectRsp != 0:
		m.autodetectResponse(c)
	case f&SecHeartbeat != 0:
		heartbeat(c)
	case f&SecRedirection != 0:
		c.Is(kindRedirection)
		m.redirection(c)
	default: // Security Exchange or Client Info from the server
		c.Is(kindUnknown)
		c.Closed(fUndecoded, c.Left())
	}
	if c.Left() > 0 {
		c.Closed(fUndecoded, c.Left())
	}
}

// shares reads the share control PDUs of a message.
func (m *message) shares(dir dissect.Dir, c *dissect.Cursor) {
	m.class = classShare
	for c.Left() > 0 && c.OK() {
		m.share(dir, c)
	}
}

// exchange reads a TS_SECURITY_PACKET behind its header, MS-RDPBCGR 2.2.1.10.1.
func (m *message) exchange(c *dissect.Cursor) {
	c.Is(kindSecurityExchange)
	m.exchangeLength = int(c.U32LE(fExchangeLength))
	c.Require(m.exchangeLength == c.Left(), ExchangeFits)
	m.exchangeAt, m.exchangeLen = c.Offset(), c.Left()
	c.Bytes(fEncryptedClientRandom, c.Left())
}

// Commit checks the order of the connection sequence and what rests on earlier
// messages, and keeps what later ones rest on. Encrypted packets are opened, and
// compressed parts inflated, at the end.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	if m.form == innerNone {
		h.header(dir, x)
	}
	if m.sec.Encrypted {
		h.sealed(dir, x)
		return
	}
	h.order(dir, x)
	h.remember(dir, x)
	s.tell(m.pressed, m.drawn, x)
	switch m.class {
	case classExchange:
		if !s.keys.asked {
			s.auditKeys(x)
		}
		s.exchange(x, m.exchangeAt, m.exchangeLen)
	case classInfo:
		s.auditPassword(m, x)
	}
	if len(m.parts) > 0 {
		h.inflate(dir, x)
	}
}

// header checks what the security header says, and what has none.
func (h *handler) header(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	method, _, known := s.Encryption()
	all := len(x.Bytes())
	first := min(4, all)
	s.checkEncrypted(dir, &m.sec, x)
	switch m.class {
	case classExchange:
		if known {
			x.Require(method != MethodNone, ExchangeNeeded, 0, first, "no encryption was chosen")
		}
		switch n := len(s.modulus()); {
		case n == 0 || all < 8: // nothing to compare
		case m.exchangeLength == n+modulusPadding:
			x.Held(ExchangeLength)
		default:
			x.Report(ExchangeLength, 4, 4, "length is "+strconv.Itoa(m.exchangeLength)+", the modulus has "+strconv.Itoa(n)+" bytes")
		}
	case classInfo:
		if known {
			x.Require(m.sec.Encrypted == (method != MethodNone), InfoHeader, 0, first, "header and encryption method differ")
		}
	case classUnknown:
		if dir == dissect.FromClient && known && s.Phase < Informed && !s.missed() {
			x.Report(InfoHeader, 0, first, "the first PDU has no SEC_INFO_PKT")
		}
	}
}

// sealed opens an encrypted message. Where that cannot be done, the flags tell
// how far the connection sequence has come.
func (h *handler) sealed(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	sec := m.sec
	if s.Sealed(dir, &sec, x, Protocol) {
		return
	}
	h.order(dir, x)
	h.remember(dir, x)
	if m.class != classInfo && m.class != classLicense {
		s.blind = true
	}
}

// inflate hands on the compressed data PDUs of a message, in their order.
func (h *handler) inflate(dir dissect.Dir, x *dissect.Context) {
	s := &h.state
	parts := h.m.parts
	h.m.parts = nil // what is handed on is decoded into h.m, and has no parts
	var spent budget
	for i := range parts {
		p := &parts[i]
		if p.cut || spent.spent() {
			s.loseHistory(dir)
			continue
		}
		plain, ok := s.Inflate(dir, p.flags, x, p.off, p.n)
		if ok && spent.spend(len(plain), x, p) {
			s.handInflated(x, Protocol, plain, p.off, p.n, p.code)
		}
	}
	h.m.parts = parts[:0]
}

// End says what would open the packets that stayed closed.
func (h *handler) End(*dissect.Context) {
	s := &h.state
	if needs := s.Needs(); len(needs) > 0 {
		method, _, _ := s.Encryption()
		s.conv.Protect(dissect.Protection{Kind: protectionKind, Cipher: cipherName(method), Need: needs[0]})
	}
}

// Gap drops what lost bytes make useless.
func (h *handler) Gap(dir dissect.Dir, _ uint64) { h.state.lose(dir) }

// modulusPadding is how much longer than the modulus the encrypted client random
// is: eight bytes of zero, MS-RDPBCGR 5.3.4.1.
const modulusPadding = 8

// order checks the connection sequence. Where its start was missed, or PDUs
// went by that are encrypted, nothing can be said.
func (h *handler) order(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	for _, st := range m.steps[:m.n] {
		before := s.Phase
		ok := s.advance(dir, st)
		switch {
		case s.blind || s.missed():
		case ok:
			x.Held(Sequence)
		default:
			x.Report(Sequence, 0, len(x.Bytes()), stepNames[st]+" after "+before.String())
		}
	}
}

// remember keeps what later messages rest on.
func (h *handler) remember(dir dissect.Dir, x *dissect.Context) {
	m, s := h.m, &h.state
	if m.class == classInfo && !m.sec.Encrypted {
		s.InfoFlags, s.HasInfo = m.info.flags, true
		s.Logon = m.info.logon()
	}
	for _, st := range m.steps[:m.n] {
		switch st {
		case stepDemandActive:
			s.ShareID, s.Shared = m.shareID, true
			s.capabilities(dir, m)
		case stepConfirmActive:
			switch {
			case !s.Shared: // the Demand Active was not seen
			case m.shareID == s.ShareID:
				x.Held(ShareIDEchoed)
			default:
				x.Report(ShareIDEchoed, m.shareAt, 4, "shareID is "+hexID(m.shareID)+", demanded was "+hexID(s.ShareID))
			}
			s.capabilities(dir, m)
		}
	}
}

func (s *State) capabilities(dir dissect.Dir, m *message) {
	s.ExtraFlags[dir] = m.extraFlags
	s.VCFlags[dir] = m.vcFlags
	s.VCChunkSize[dir] = m.vcChunk
}

func hexID(v uint32) string { return "0x" + strconv.FormatUint(uint64(v), 16) }

// Held is what the histories of bulk compression and inflated data take, in bytes.
func (h *handler) Held() int {
	n := h.state.room.held
	for _, d := range h.state.history {
		if d != nil {
			n += d.Size()
		}
	}
	return n
}
