package kerberos

import (
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// Types of pre-authentication data that are looked into, RFC 4120 7.5.2,
// RFC 4556 3.1.3, RFC 6113 7, MS-KILE 2.2.10.
const (
	paTGSReq       = 1
	paEncTimestamp = 2
	paEtypeInfo    = 11
	paPKASReqOld   = 14
	paPKASReq      = 16
	paEtypeInfo2   = 19
	paPacRequest   = 128
	paForUser      = 129
	paFxFast       = 136
	paEncChallenge = 138
	paSupported    = 165
	paPacOptions   = 167
)

// paData reads one PA-DATA, RFC 4120 5.2.7.
func (m *Message) paData(c *dissect.Cursor) {
	sub, ok := d.Enter(c, fPaDataItem, der.Sequence)
	if !ok {
		sub.Done()
		return
	}
	kind := d.Int(&sub, fPaDataType, der.Context(1), der.Integer)
	switch kind {
	case paEncTimestamp, paPKASReq, paPKASReqOld, paFxFast, paEncChallenge:
		m.keepNum(slotPreauth, kind)
	}
	if !der.Is(&sub, der.Context(2)) || !m.paValue(&sub, kind) {
		d.Bytes(&sub, fPaDataValue, der.Context(2), der.OctetString)
	}
	sub.Done()
}

// paValue reads padata-value of the types that are known; false where nothing
// was read.
func (m *Message) paValue(c *dissect.Cursor, kind int64) bool {
	size, n := octets(c.Peek())
	if n == 0 {
		return false
	}
	first := c.PeekU8(size)
	switch kind {
	case paTGSReq:
		if first != der.Application(tagAPReq) {
			return false
		}
	case paEncTimestamp, paEtypeInfo, paEtypeInfo2, paPacRequest, paForUser, paPacOptions:
		if first != der.Sequence {
			return false
		}
	case paFxFast:
		if first != der.Context(0) {
			return false
		}
	case paSupported:
		if n != 4 {
			return false
		}
	default:
		return false
	}
	v, ok := d.Enter(c, fPaDataValueGroup, der.Context(2), der.OctetString)
	if !ok {
		v.Done()
		return true
	}
	switch kind {
	case paTGSReq:
		m.application(&v, apReq, tagAPReq)
	case paEncTimestamp:
		m.sequence(&v, encryptedTimestamp)
	case paEtypeInfo2:
		m.sequenceOf(&v, fEtypeInfo2, etypeInfo2)
	case paEtypeInfo:
		m.sequenceOf(&v, fEtypeInfo, etypeInfo)
	case paPacRequest:
		m.sequence(&v, pacRequest)
	case paForUser:
		m.sequence(&v, forUser)
	case paPacOptions:
		m.sequence(&v, pacOptions)
	case paFxFast:
		m.fast(&v)
	case paSupported:
		v.U32LE(fSupportedEnctypes)
	}
	v.Done()
	return true
}

// fast reads PA-FX-FAST-REQUEST or PA-FX-FAST-REPLY, RFC 6113 5.4.2 and 5.4.3.
func (m *Message) fast(c *dissect.Cursor) {
	sub, ok := d.Enter(c, fArmoredData, der.Context(0), der.Sequence)
	if ok {
		if m.Tag == tagASReq || m.Tag == tagTGSReq {
			m.members(&sub, fastReq)
		} else {
			m.members(&sub, fastRep)
		}
	}
	sub.Done()
}

// armor reads the armor of FAST, an AP-REQ.
func (m *Message) armor(c *dissect.Cursor, e *member) {
	size, n := octets(c.Peek())
	if n == 0 || c.PeekU8(size) != der.Application(tagAPReq) {
		d.Bytes(c, e.f, der.Context(e.tag), der.OctetString)
		return
	}
	v, ok := d.Enter(c, fArmorValueGroup, der.Context(e.tag), der.OctetString)
	if ok {
		m.application(&v, armorAPReq, tagAPReq)
	}
	v.Done()
}

// octets is the length of the headers of an OCTET STRING in an explicit tag, and
// of its contents as far as they are there.
func octets(b []byte) (size, n int) {
	outer, _, ok := der.Head(b)
	if !ok || outer >= len(b) || b[outer] != der.OctetString {
		return 0, 0
	}
	inner, n, ok := der.Head(b[outer:])
	size = outer + inner
	if !ok || n > len(b)-size {
		return 0, 0
	}
	return size, n
}

// sequence reads a SEQUENCE without a tag of its own.
func (m *Message) sequence(c *dissect.Cursor, s *schema) {
	sub, ok := d.Enter(c, s.group, der.Sequence)
	if ok {
		m.members(&sub, s)
	}
	sub.Done()
}

// sequenceOf reads a SEQUENCE OF SEQUENCE without a tag of its own.
func (m *Message) sequenceOf(c *dissect.Cursor, group *dissect.Field, s *schema) {
	sub, ok := d.Enter(c, group, der.Sequence)
	for ok && sub.Left() > 0 && sub.OK() {
		m.sequence(&sub, s)
	}
	sub.Done()
}

// Error codes whose e-data is METHOD-DATA, RFC 4120 7.5.9.
const (
	errPreauthFailed   = 24
	errPreauthRequired = 25
	errMorePreauth     = 91
)

// errorData reads e-data of KRB-ERROR, RFC 4120 5.9.1.
func (m *Message) errorData(c *dissect.Cursor, e *member) {
	size, n := octets(c.Peek())
	code := m.num[slotError]
	if n == 0 || c.PeekU8(size) != der.Sequence || code != errPreauthRequired && code != errPreauthFailed && code != errMorePreauth {
		d.Bytes(c, e.f, der.Context(e.tag), der.OctetString)
		return
	}
	v, ok := d.Enter(c, fEDataGroup, der.Context(e.tag), der.OctetString)
	if ok {
		list, good := d.Enter(&v, fMethodData, der.Sequence)
		for good && list.Left() > 0 && list.OK() {
			m.paData(&list)
		}
		list.Done()
	}
	v.Done()
}
