package rdp

import (
	"strconv"

	"github.com/radissect/radissect/dissect"
)

// A handler reads RDP on the I/O and message channels of one conversation.
type handler struct {
	state State
	m     message
}

var _ dissect.Handler = (*handler)(nil)
var _ dissect.Informer = (*handler)(nil)

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
	dir   dissect.Dir
	class pduClass
	sec   Security
	info  clientInfo

	exchangeLength int // length field of a Security Exchange
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

// Frame is not called: MCS hands over whole payloads.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one payload of the I/O or the message channel.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	m := &h.m
	*m = message{dir: dir}
	method, _, _ := h.state.Encryption()
	if method == MethodNone && !h.state.onMessageChannel() && looksShared(c.Peek()) {
		m.shares(dir, c)
		return
	}
	readSecurity(c, method, &m.sec)
	m.classify(dir)
	if m.sec.Encrypted {
		m.closed(c)
		return
	}
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

// closed reads the rest of an encrypted message, of which the flags may still
// tell what it is.
func (m *message) closed(c *dissect.Cursor) {
	switch {
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
	c.Bytes(fEncryptedClientRandom, c.Left())
}

// Commit checks the order of the connection sequence and what rests on earlier
// messages, and keeps what later ones rest on.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, &h.state
	method, _, known := s.Encryption()
	all := len(x.Bytes())
	first := min(4, all)
	s.checkEncrypted(dir, &m.sec, x)
	switch m.class {
	case classExchange:
		if known {
			x.Require(method != MethodNone, ExchangeNeeded, 0, first, "no encryption was chosen")
		}
		switch n := s.modulusLength(); {
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
	h.order(dir, x)
	h.remember(dir, x)
	if m.sec.Encrypted {
		if m.class != classInfo && m.class != classLicense {
			s.blind = true
		}
		s.Sealed(dir, &m.sec, x)
	}
}

// modulusPadding is how much longer than the modulus the encrypted client random
// is: eight bytes of zero, MS-RDPBCGR 5.3.4.1.
const modulusPadding = 8

// order checks the connection sequence. Where its start was missed, or PDUs
// went by that are encrypted, nothing can be said.
func (h *handler) order(dir dissect.Dir, x *dissect.Context) {
	m, s := &h.m, &h.state
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
	m, s := &h.m, &h.state
	if m.class == classInfo && !m.sec.Encrypted {
		s.InfoFlags, s.HasInfo = m.info.flags, true
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
				x.Report(ShareIDEchoed, m.shareAt, 4, "shareID is "+hex(m.shareID)+", demanded was "+hex(s.ShareID))
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

func hex(v uint32) string { return "0x" + strconv.FormatUint(uint64(v), 16) }
