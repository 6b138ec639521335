package kerberos

import (
	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// Token identifiers, RFC 4121 4.1 and 4.2.6, RFC 4757 7, in wire order.
const (
	tokAPReq     = 0x0100
	tokAPRep     = 0x0200
	tokError     = 0x0300
	tokTGTReq    = 0x0400 // user to user
	tokTGTRep    = 0x0401
	tokRC4MIC    = 0x0101
	tokRC4Wrap   = 0x0201
	tokRC4Delete = 0x0102
	tokMIC       = 0x0404
	tokWrap      = 0x0504
	tokDelete    = 0x0405
)

// Flags of per-message tokens, RFC 4121 4.2.2.
const (
	flagSentByAcceptor = 0x01
	flagSealed         = 0x02
	flagAcceptorSubkey = 0x04
)

const (
	perMessageHeader = 16 // RFC 4121 4.2.6, bytes
	rc4Header        = 8  // RFC 4757 7.3: TOK_ID, SGN_ALG, SEAL_ALG, Filler
)

// isPerMessage reports whether b starts with a token of RFC 4121 4.2.6.
func isPerMessage(b []byte) bool {
	switch uint16(b[0])<<8 | uint16(b[1]) {
	case tokMIC, tokWrap, tokDelete:
		return true
	}
	return false
}

// token reads a token with the frame of RFC 2743 3.1.
func (m *Message) token(c *dissect.Cursor) {
	t, ok := d.Enter(c, fToken, der.Application(0))
	if !ok {
		t.Done()
		return
	}
	oid := d.Bytes(&t, fThisMech, der.OID)
	t.Note(fMech, uint64(spnego.MechOf(oid)))
	m.Token = t.U16(fTokID)
	switch m.Token {
	case tokAPReq, tokAPRep, tokError:
		m.body = part{t.Offset() - m.start, t.Left()}
		m.message(&t)
	case tokTGTReq:
		t.Is(kindTGTReq)
		m.sequence(&t, tgtRequest)
	case tokTGTRep:
		t.Is(kindTGTRep)
		m.sequence(&t, tgtReply)
	case tokRC4MIC:
		t.Is(kindMIC)
		t.U16LE(fSgnAlg)
		t.U32LE(fFiller)
		t.Closed(fSndSeqSealed, 8)
		t.Bytes(fSgnCksum, 8)
	case tokRC4Wrap:
		t.Is(kindWrap)
		t.U16LE(fSgnAlg)
		t.U16LE(fSealAlg)
		t.U16LE(fFiller)
		t.Closed(fSndSeqSealed, 8)
		t.Bytes(fSgnCksum, 8)
		t.Closed(fConfounder, 8)
		if t.Left() > 0 {
			t.Closed(fData, t.Left())
		}
	default:
		t.Is(kindToken)
		t.Closed(fData, t.Left())
	}
	t.Done()
}

// perMessage reads a token of RFC 4121 4.2.6.
func (m *Message) perMessage(c *dissect.Cursor) {
	m.Token = c.U16(fTokID)
	m.Flags = c.U8(fTokenFlags)
	if m.Token == tokWrap {
		c.Is(kindWrap)
		c.Require(c.U8(fFiller) == 0xFF, Filler)
		c.U16(fEC)
		c.U16(fRRC)
		c.UintBE(fSndSeq, 8)
		m.body = part{c.Offset() - m.start, c.Left()}
		c.Closed(fData, c.Left())
		return
	}
	c.Is(kindMIC)
	c.UintBE(fFiller, 5)
	c.UintBE(fSndSeq, 8)
	c.Bytes(fSgnCksum, c.Left())
}

// checksumGSS is the type of checksum that carries the flags of a GSS-API
// initiator, RFC 4121 4.1.1.
const checksumGSS = 0x8003

// gssDelegation is GSS_C_DELEG_FLAG, RFC 4121 4.1.1.1.
const gssDelegation = 1

// gssChecksum reads the checksum of an authenticator.
func (m *Message) gssChecksum(c *dissect.Cursor, e *member) {
	if m.num[slotChecksumType] != checksumGSS {
		b := d.Bytes(c, e.f, der.Context(e.tag), der.OctetString)
		m.keepPart(e.keep, c.Offset()-len(b), len(b))
		return
	}
	s, ok := d.Enter(c, fGSSChecksum, der.Context(e.tag), der.OctetString)
	if ok {
		n := s.U32LE(fLgth)
		s.Require(n == 16, BindingLength)
		s.Bytes(fBnd, 16)
		flags := s.U32LE(fGSSFlags)
		if flags&gssDelegation != 0 {
			s.ReportLast(Delegation, "")
			s.U16LE(fDlgOpt)
			n := int(s.U16LE(fDlgth))
			deleg := s.Sub(fDeleg, n)
			if der.Is(&deleg, der.Application(tagCred)) {
				m.application(&deleg, delegated, tagCred)
			}
			deleg.Close()
		} else {
			s.Held(Delegation)
		}
		if s.Left() > 0 {
			s.Bytes(fExts, s.Left())
		}
	}
	s.Done()
}
