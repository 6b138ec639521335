// Package ntlm decodes the messages of NTLM authentication (MS-NLMP 2.2.1) and
// opens what a security context made by them protects (MS-NLMP 3.4). NTLM has no
// transport of its own: its messages are tokens in DCE/RPC, HTTP, CredSSP and
// others, bare or inside of SPNEGO.
package ntlm

import (
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
)

// Protocol is NTLM. It is handed whole messages.
var Protocol = &dissect.Protocol{
	Name:         "ntlm",
	Title:        "NT LAN Manager authentication",
	Specs:        []dissect.Spec{"MS-NLMP 2.2", "MS-NLMP 3.3", "MS-NLMP 3.4"},
	Rules:        Rules,
	Fields:       Fields,
	Kinds:        Kinds,
	Requirements: Requirements,
	Binds:        []dissect.Bind{spnego.Mechanism.Key(spnego.NTLM)},
	New:          newHandler,
}

// The types of messages, MS-NLMP 2.2.1.
const (
	TypeNegotiate    = 1
	TypeChallenge    = 2
	TypeAuthenticate = 3
)

// signature begins every message, MS-NLMP 2.2.1.
const signature = "NTLMSSP\x00"

// A Buffer is where a field of the payload lies, in bytes from the start of the
// message.
type Buffer struct{ Off, Len int }

// Of is the bytes of the buffer in message b, nil where they are not all there.
func (p Buffer) Of(b []byte) []byte {
	if p.Len == 0 || p.Off < 0 || p.Off > len(b) || p.Len > len(b)-p.Off {
		return nil
	}
	return b[p.Off : p.Off+p.Len]
}

// A Message is one of the three messages. Which members count depends on Type;
// the others are zero.
type Message struct {
	Type  uint32
	Flags Flags // NegotiateFlags

	Domain      Buffer // NEGOTIATE, AUTHENTICATE
	Workstation Buffer // NEGOTIATE, AUTHENTICATE

	ServerChallenge Buffer // CHALLENGE
	TargetName      Buffer // CHALLENGE
	TargetInfo      Buffer // CHALLENGE

	LM         Buffer // AUTHENTICATE: LmChallengeResponse
	NT         Buffer // AUTHENTICATE: NtChallengeResponse
	User       Buffer // AUTHENTICATE
	SessionKey Buffer // AUTHENTICATE: EncryptedRandomSessionKey
	MIC        Buffer // AUTHENTICATE, empty where there is no room for it

	Time uint64 // AUTHENTICATE: TimeStamp of an NTLMv2 response, FILETIME

	AV AVSummary // of TargetInfo, or of the client challenge in an NTLMv2 response

	start  int // of the message in its cursor
	fields [6]payload
	n      int
}

// payload is one field of the payload: where its descriptor is and what reads it.
type payload struct {
	at   Buffer
	desc int // offset of the descriptor in the message
	f    *dissect.Field
	what uint8
}

// What reads a field of the payload.
const (
	readText uint8 = iota // in the negotiated character set
	readOEM
	readTargetInfo
	readLM
	readNT
	readBytes
)

// Decode reads one message, which is everything that c has left.
func (m *Message) Decode(c *dissect.Cursor) {
	*m = Message{start: c.Offset()}
	if string(c.Peek()[:min(len(signature), c.Left())]) != signature[:min(len(signature), c.Left())] {
		c.Bytes(fSignature, min(len(signature), c.Left()))
		c.ReportLast(Signature, "")
		c.Closed(fPayload, c.Left())
		return
	}
	c.Bytes(fSignature, len(signature))
	c.Held(Signature)
	m.Type = c.U32LE(fMessageType)
	c.Require(m.Type >= TypeNegotiate && m.Type <= TypeAuthenticate, MessageType)
	switch m.Type {
	case TypeNegotiate:
		c.Is(kindNegotiate)
		m.negotiate(c)
	case TypeChallenge:
		c.Is(kindChallenge)
		m.challenge(c)
	case TypeAuthenticate:
		c.Is(kindAuthenticate)
		m.authenticate(c)
	default:
		c.Closed(fPayload, c.Left())
	}
}

// negotiate reads a NEGOTIATE_MESSAGE, MS-NLMP 2.2.1.1.
func (m *Message) negotiate(c *dissect.Cursor) {
	m.flags(c)
	c.Require(m.Flags&NegotiateAlwaysSign != 0, AlwaysSign)
	c.Require(m.Flags&NegotiateNTLM != 0, NTLMFlag)
	if c.Left() > 0 { // Windows 9x clients send no more than the flags
		m.Domain = m.descriptor(c, fDomainNameFields, fDomainName, readOEM)
		m.Workstation = m.descriptor(c, fWorkstationFields, fWorkstationName, readOEM)
		m.version(c)
	}
	m.payload(c)
}

// challenge reads a CHALLENGE_MESSAGE, MS-NLMP 2.2.1.2.
func (m *Message) challenge(c *dissect.Cursor) {
	m.TargetName = m.descriptor(c, fTargetNameFields, fTargetName, readText)
	m.flags(c)
	c.Require(m.Flags&NegotiateAlwaysSign != 0, AlwaysSign)
	c.Require(m.Flags&NegotiateNTLM != 0, NTLMFlag)
	c.Require(m.Flags&(TargetTypeServer|TargetTypeDomain) != TargetTypeServer|TargetTypeDomain, TargetType)
	c.Require(m.Flags&(NegotiateESS|NegotiateLMKey) != NegotiateESS|NegotiateLMKey, ESSAlone)
	if m.Flags&RequestTarget != 0 {
		c.Require(m.TargetName.Len > 0, TargetSupplied)
	}
	m.ServerChallenge = Buffer{c.Offset() - m.start, 8}
	c.Bytes(fServerChallenge, 8)
	if m.room(c, 8) { // old servers have the payload here
		c.Require(allZero(c.Bytes(fReserved, 8)), ReservedZero)
	}
	if m.room(c, 8) {
		m.TargetInfo = m.descriptor(c, fTargetInfoFields, fTargetInfo, readTargetInfo)
	}
	m.version(c)
	m.payload(c)
	if m.AV.whole && m.Flags&NegotiateTargetInfo != 0 {
		c.RequireAt(m.AV.NbComputer && m.AV.NbDomain, AVNames, m.start+m.TargetInfo.Off, m.TargetInfo.Len, "")
	}
}

// authenticate reads an AUTHENTICATE_MESSAGE, MS-NLMP 2.2.1.3.
func (m *Message) authenticate(c *dissect.Cursor) {
	m.LM = m.descriptor(c, fLmFields, fLmResponse, readLM)
	m.NT = m.descriptor(c, fNtFields, fNtResponse, readNT)
	m.Domain = m.descriptor(c, fDomainNameFields, fDomainName, readText)
	m.User = m.descriptor(c, fUserNameFields, fUserName, readText)
	m.Workstation = m.descriptor(c, fWorkstationFields, fWorkstation, readText)
	if m.room(c, 8) {
		m.SessionKey = m.descriptor(c, fSessionKeyFields, fSessionKey, readBytes)
	}
	if m.room(c, 4) {
		m.flags(c)
		if m.Flags&NegotiateKeyExch != 0 && m.Flags&(NegotiateSign|NegotiateSeal) != 0 {
			c.Require(m.SessionKey.Len == 16, SessionKeyLength)
		}
	}
	m.version(c)
	if m.room(c, micLength) {
		m.MIC = Buffer{c.Offset() - m.start, micLength}
		c.Bytes(fMIC, micLength)
	}
	m.payload(c)
}

// micLength is the length of the MIC in bytes, MS-NLMP 2.2.1.3.
const micLength = 16

// flags reads NegotiateFlags, MS-NLMP 2.2.2.5.
func (m *Message) flags(c *dissect.Cursor) {
	m.Flags = Flags(c.U32LE(fNegotiateFlags))
	c.Require(m.Flags&(NegotiateUnicode|NegotiateOEM) != 0, Charset)
	c.Require(m.Flags&reservedFlags == 0, FlagsReserved)
}

// room reports whether n more bytes fit before the payload begins.
func (m *Message) room(c *dissect.Cursor, n int) bool {
	at := c.Offset() - m.start + n
	for i := range m.n {
		if p := m.fields[i].at; p.Len > 0 && p.Off < at {
			return false
		}
	}
	return n <= c.Left()
}

// version reads VERSION where there is room for it, MS-NLMP 2.2.2.10. Messages
// of old systems have none.
func (m *Message) version(c *dissect.Cursor) {
	const length = 8
	if !m.room(c, length) {
		return
	}
	b := c.Peek()[:length]
	off := c.Offset()
	c.Enter(fVersion)
	c.U8(fMajor)
	c.U8(fMinor)
	c.U16LE(fBuild)
	c.Bytes(fVersionReserved, 3)
	revision := c.U8(fRevision)
	if m.Flags&NegotiateVersion != 0 {
		c.Require(revision == revisionW2K3, Revision)
	} else {
		c.RequireAt(allZero(b), VersionZero, off, length, "")
	}
	c.Leave()
}

// revisionW2K3 is NTLMSSP_REVISION_W2K3, MS-NLMP 2.2.2.10.
const revisionW2K3 = 0x0F

// descriptor reads length, maximum length and offset of a field of the payload.
func (m *Message) descriptor(c *dissect.Cursor, group, f *dissect.Field, what uint8) Buffer {
	at := c.Offset() - m.start
	c.Enter(group)
	n := int(c.U16LE(fLen))
	c.U16LE(fMaxLen)
	off := int(c.U32LE(fBufferOffset))
	c.Leave()
	if !c.OK() {
		return Buffer{}
	}
	b := Buffer{off, n}
	if m.n < len(m.fields) {
		m.fields[m.n] = payload{b, at, f, what}
		m.n++
	}
	return b
}

// payload reads the fields of the payload in the order in which they lie.
func (m *Message) payload(c *dissect.Cursor) {
	list := m.fields[:m.n]
	for i := 1; i < len(list); i++ { // insertion sort: six items, no allocation
		for j := i; j > 0 && list[j].at.Off < list[j-1].at.Off; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	for i := range list {
		p := &list[i]
		if p.at.Len == 0 {
			continue
		}
		at := c.Offset() - m.start
		if p.at.Off > at+c.Left() || p.at.Len > at+c.Left()-p.at.Off {
			c.Report(BufferOutside, m.start+p.desc, 8, "")
			continue
		}
		c.Held(BufferOutside)
		if p.at.Off < at {
			c.Report(BufferOverlap, m.start+p.desc, 8, "")
			continue
		}
		c.Held(BufferOverlap)
		if gap := p.at.Off - at; gap > 0 {
			c.Bytes(fPadding, gap)
		}
		m.read(c, p)
	}
	if c.Left() > 0 {
		c.Bytes(fPadding, c.Left())
	}
}

// read reads one field of the payload at its place.
func (m *Message) read(c *dissect.Cursor, p *payload) {
	switch p.what {
	case readText:
		if m.Flags&NegotiateUnicode != 0 {
			c.Bytes(p.f, p.at.Len)
			c.Require(p.at.Len%2 == 0, UnicodeEven)
			return
		}
		c.Bytes(oemField(p.f), p.at.Len)
	case readOEM:
		c.Bytes(oemField(p.f), p.at.Len)
	case readTargetInfo:
		sub := c.Sub(fTargetInfo, p.at.Len)
		m.AV.decode(&sub)
		sub.Close()
	case readLM:
		m.lmResponse(c, p.at.Len)
	case readNT:
		m.ntResponse(c, p.at.Len)
	default:
		c.Bytes(p.f, p.at.Len)
	}
}

func allZero(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}
