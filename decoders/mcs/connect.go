package mcs

import "github.com/radissect/radissect/dissect"

// BER identifiers of T.125 7, parts 2 and 10, and X.690 8.1.2. The connect PDUs
// have application tags above 30, so that their identifier has two bytes.
const (
	berConnect     = 0x7F
	berBoolean     = 0x01
	berInteger     = 0x02
	berOctetString = 0x04
	berEnumerated  = 0x0A
	berSequence    = 0x30

	tagConnectInitial    = 101
	tagConnectResponse   = 102
	tagConnectAdditional = 103
	tagConnectResult     = 104
)

// connect reads a connect PDU, T.125 7 part 2.
func (m *PDU) connect(c *dissect.Cursor) {
	m.Connect = true
	c.U8(fIdentifier)
	m.Tag = c.U8(fConnectTag)
	body := c.Sub(fConnectBody, berLength(c))
	switch m.Tag {
	case tagConnectInitial:
		c.Is(kindConnectInitial)
		octets(&body, fCallingSelector)
		octets(&body, fCalledSelector)
		boolean(&body, fUpward)
		parameters(&body, fTarget)
		parameters(&body, fMinimum)
		parameters(&body, fMaximum)
		m.data = octets(&body, fUserData)
	case tagConnectResponse:
		c.Is(kindConnectResponse)
		m.Result = uint32(number(&body, fResultElement, berEnumerated, fResult))
		number(&body, fCalledConnectID, berInteger, fValue)
		parameters(&body, fDomainParameters)
		m.data = octets(&body, fUserData)
	default:
		switch m.Tag {
		case tagConnectAdditional:
			c.Is(kindConnectAdditional)
		case tagConnectResult:
			c.Is(kindConnectResult)
		default:
			c.Is(kindUnknown)
		}
		if n := body.Left(); n > 0 {
			body.Closed(fClosed, n)
		}
	}
	body.Done()
}

// berLength reads a definite length, X.690 8.1.3.
func berLength(c *dissect.Cursor) int {
	n := c.U8(fBERLength)
	if n < 0x80 {
		return int(n)
	}
	size := int(n & 0x7F)
	if size < 1 || size > 4 {
		c.Require(false, BERLength)
		return 0
	}
	return int(c.UintBE(fBERLongLength, size))
}

// element opens a BER element and gives a cursor for its contents, which is
// empty when c failed; then nothing must be read from it.
func element(c *dissect.Cursor, f *dissect.Field, tag uint8) dissect.Cursor {
	c.Enter(f)
	got := c.U8(fIdentifier)
	c.Require(got == tag, BERTag)
	return c.Sub(fContents, berLength(c))
}

// octets reads an OCTET STRING and tells where its contents lie.
func octets(c *dissect.Cursor, f *dissect.Field) part {
	v := element(c, f, berOctetString)
	p := part{v.Offset(), v.Left()}
	if p.n > 0 {
		v.Rest(fOctets)
	}
	v.Done()
	c.Leave()
	return p
}

// boolean reads a BOOLEAN.
func boolean(c *dissect.Cursor, f *dissect.Field) {
	v := element(c, f, berBoolean)
	if c.OK() {
		v.U8(fValue)
	}
	v.Done()
	c.Leave()
}

// number reads an INTEGER or ENUMERATED of up to eight bytes.
func number(c *dissect.Cursor, f *dissect.Field, tag uint8, value *dissect.Field) uint64 {
	v := element(c, f, tag)
	var n uint64
	switch {
	case !c.OK():
	case v.Left() > 8:
		v.Closed(fOctets, v.Left())
	default:
		n = v.UintBE(value, v.Left())
	}
	v.Done()
	c.Leave()
	return n
}

// parameters reads DomainParameters, T.125 7 part 2.
func parameters(c *dissect.Cursor, f *dissect.Field) {
	v := element(c, f, berSequence)
	for i := 0; i < len(domainParameters) && c.OK() && v.OK(); i++ {
		number(&v, domainParameters[i], berInteger, fValue)
	}
	v.Done()
	c.Leave()
}

var domainParameters = [...]*dissect.Field{
	fMaxChannelIDs, fMaxUserIDs, fMaxTokenIDs, fNumPriorities, fMinThroughput, fMaxHeight, fMaxMCSPDUSize, fProtocolVersion,
}
