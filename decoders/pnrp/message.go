package pnrp

import "github.com/radissect/radissect/dissect"

// A Message is any PNRP message, MS-PNRP 2.2.2, or an AUTHORITY_BUFFER. Slices lie
// in the message's bytes; those of elements that did not come are nil.
type Message struct {
	Type  MessageType
	ID    uint32 // Message ID
	Acked uint32 // Acked Message ID

	HashedNonce []byte
	Nonce       []byte
	IDs         []byte // of PNRP_ID_ARRAY, 32 bytes each
	Validate    []byte // Validate PNRP ID
	Target      []byte // Target PNRP ID
	Flags       uint16
	Reason      uint8 // ResolveReasonCode

	Size, Offset uint16 // of AUTHORITY
	Part         []byte // Buffer of AUTHORITY
	partAt       int

	Route    RouteEntry
	CPA      CPA
	Buffer   Buffer
	Extended Extended
}

// decode reads a whole message, after the header was told to be one.
func (m *Message) decode(c *dissect.Cursor) {
	*m = Message{}
	m.header(c)
	k := kindOf(m.Type)
	if k == nil {
		c.Is(kindUnknown)
		if n := c.Left(); n > 0 {
			c.Closed(fUnread, n)
		}
		return
	}
	c.Is(k)
	e := elements{c: c}
	switch m.Type {
	case TypeSolicit:
		e.form = SolicitForm
		m.solicit(&e)
	case TypeAdvertise:
		e.form = AdvertiseForm
		e.acked(m)
		m.IDs = e.ids()
		m.HashedNonce = e.hashedNonce()
	case TypeRequest:
		e.form = RequestForm
		m.Nonce = e.nonce()
		m.IDs = e.ids()
	case TypeFlood:
		e.form = FloodForm
		m.flood(&e)
	case TypeInquire:
		e.form = InquireForm
		m.inquire(&e)
	case TypeAuthority:
		e.form = AuthorityForm
		m.authority(&e)
		return
	case TypeAck:
		e.form = AckForm
		m.ack(&e)
	case TypeLookup:
		e.form = LookupForm
		m.lookup(&e)
	}
	e.end()
}

// header reads the PNRP Header, MS-PNRP 2.2.1.
func (m *Message) header(c *dissect.Cursor) {
	c.Enter(fHeader)
	c.U16(fFieldID)
	c.U16(fLength)
	c.Require(c.U8(fIdentifier) == identifier, HeaderValues)
	c.Require(c.U8(fVersionMajor) == versionMajor, HeaderValues)
	c.Require(c.U8(fVersionMinor) == versionMinor, HeaderValues)
	m.Type = MessageType(c.U8(fMessageType))
	c.Require(kindOf(m.Type) != nil, HeaderValues)
	m.ID = c.U32(fMessageID)
	c.Leave()
}

// solicit reads SOLICIT, MS-PNRP 2.2.2.1.
func (m *Message) solicit(e *elements) {
	c := e.c
	if e.next() == fieldSolicitControls && e.open(fSolicitControls, fieldSolicitControls, 6) {
		c.Require(c.U8(fReserved8) == 0, Reserved)
		c.Require(c.U8(fSolicitType) <= 1, SolicitForm)
		e.close()
	}
	e.route(&m.Route)
	m.HashedNonce = e.hashedNonce()
}

// flood reads FLOOD, MS-PNRP 2.2.2.4.
func (m *Message) flood(e *elements) {
	c := e.c
	if e.open(fFloodControls, fieldFloodControls, 7) {
		m.Flags = c.U16(fFloodFlags)
		c.Require(m.Flags&^floodD == 0, Reserved)
		c.U8(fFloodReserved2)
		e.close()
	}
	m.Validate = e.id(fValidateIDOf, fValidateID, fieldValidateID)
	if e.next() == fieldRevokeCPA && e.open(fRevokeCPAOf, fieldRevokeCPA, 0) {
		sub := e.value(fRevokeCPA)
		m.CPA.decode(&sub)
		sub.Done()
		c.RequireAt(m.CPA.Flags&cpaR != 0, RevokeFlag, m.CPA.at, 2, "R is clear")
		e.close()
	}
	e.route(&m.Route)
	e.endpoints(fFloodedList, 0)
}

// inquire reads INQUIRE, MS-PNRP 2.2.2.5.
func (m *Message) inquire(e *elements) {
	c := e.c
	if e.open(fInquireFlagsOf, fieldFlags, 6) {
		m.Flags = c.U16(fInquireFlags)
		c.Require(m.Flags&^(inquireA|inquireX|inquireC) == 0, InquireForm)
		e.close()
	}
	m.Validate = e.id(fValidateIDOf, fValidateID, fieldValidateID)
	if e.next() == fieldNonce {
		m.Nonce = e.nonce()
	}
}

// authority reads AUTHORITY, MS-PNRP 2.2.2.6. Its Buffer is a message of its own
// when all fragments are there.
func (m *Message) authority(e *elements) {
	c := e.c
	e.acked(m)
	if e.open(fSplitControls, fieldSplitControls, 8) {
		m.Size = c.U16(fSize)
		c.Require(m.Size <= maxBuffer, AuthorityForm)
		m.Offset = c.U16(fOffset)
		c.Require(m.Offset%fragment == 0, AuthorityForm)
		e.close()
	}
	if e.gone {
		e.end()
		return
	}
	m.partAt = c.Offset()
	m.Part = c.Rest(fBuffer)
}

// ack reads ACK, MS-PNRP 2.2.2.7.
func (m *Message) ack(e *elements) {
	c := e.c
	e.acked(m)
	if e.next() == fieldFlags && e.open(fAckFlagsOf, fieldFlags, 6) {
		m.Flags = c.U16(fAckFlags)
		c.Require(m.Flags&^ackN == 0, Reserved)
		e.close()
	}
}

// lookup reads LOOKUP, MS-PNRP 2.2.2.8.
func (m *Message) lookup(e *elements) {
	c := e.c
	if e.open(fLookupControls, fieldLookupControls, 12) {
		m.Flags = c.U16(fLookupFlags)
		c.Require(m.Flags&^lookupA == 0, Reserved)
		c.U16(fPrecision)
		k := c.U8(fResolveCriteria)
		c.Require(criteriaNames.Value(uint64(k)) != "", LookupForm)
		m.Reason = c.U8(fResolveReason)
		c.Require(m.Reason <= 3, LookupForm)
		c.Require(c.U16(fReserved2) == 0, Reserved)
		e.close()
	}
	m.Target = e.id(fTargetIDOf, fTargetID, fieldTargetID)
	m.Validate = e.id(fValidateIDOf, fValidateID, fieldValidateID)
	e.route(&m.Route)
	e.endpoints(fFlaggedPath, 1)
}
