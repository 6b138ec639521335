package pnrp

import "github.com/radissect/radissect/dissect"

const (
	// maxBuffer is the largest AUTHORITY_BUFFER, in bytes (MS-PNRP 2.2.2.6).
	maxBuffer = 0x91E4
	// fragment is what every AUTHORITY but the last of a buffer carries of it, in
	// bytes (MS-PNRP 3.2.5.10).
	fragment = 1188
)

// A Buffer is the part of AUTHORITY_BUFFER that it has for itself, MS-PNRP
// 2.2.2.6.1.
type Buffer struct {
	Chain      Chain
	Classifier []byte // UTF-16
	Little     bool   // it is little-endian
}

// decodeBuffer reads a whole AUTHORITY_BUFFER.
func (m *Message) decodeBuffer(c *dissect.Cursor) {
	*m = Message{Type: typeBuffer}
	c.Is(kindBuffer)
	e := elements{c: c, form: BufferForm}
	if e.open(fBufferFlagsOf, fieldFlags, 6) {
		m.Flags = c.U16(fBufferFlags)
		c.Require(m.Flags&^(bufferL|bufferB|bufferN) == 0, Reserved)
		e.close()
	}
	if e.next() == fieldCertChain && e.open(fCertChain, fieldCertChain, 0) {
		sub := e.value(fChain)
		m.Buffer.Chain.decode(&sub)
		sub.Close()
		e.close()
	}
	if e.next() == fieldClassifier && e.open(fClassifierOf, fieldClassifier, 0) {
		m.classifier(&e)
		e.close()
	}
	if e.next() == fieldExtendedPayload && e.open(fExtendedOf, fieldExtendedPayload, 0) {
		sub := e.value(fExtended)
		m.Extended.decode(&sub)
		sub.Done()
		e.close()
	}
	e.route(&m.Route)
	if e.next() == fieldValidateCPA && e.open(fValidateCPAOf, fieldValidateCPA, 0) {
		sub := e.value(fCPA)
		m.CPA.decode(&sub)
		sub.Done()
		e.close()
	}
	e.end()
}

// maxClassifier is the longest classifier, in characters (MS-PNRP 2.2.4).
const maxClassifier = 149

// classifier reads the array of characters. Their byte order is not stated; that
// it is the one of all other integers is inferred. Where the first character has
// no high byte in the other order, that one is taken.
func (m *Message) classifier(e *elements) {
	c := e.c
	n := int(c.U16(fNumCharacters))
	c.Require(n <= maxClassifier, ClassifierLength)
	c.Require(int(c.U16(fTextLength)) == 8+2*n, BufferForm)
	c.RequireAt(e.length == arrayHead+2*n, BufferForm, e.from+2, 2, "Length does not fit NumEntries")
	c.Require(FieldID(c.U16(fTextType)) == fieldWchar, BufferForm)
	c.Require(c.U16(fTextEntry) == 2, BufferForm)
	size := max(min(e.length-arrayHead, c.Left()), 0)
	b := c.Peek()[:size]
	m.Buffer.Little = size >= 2 && b[0] != 0 && b[1] == 0
	f := fClassifierBE
	if m.Buffer.Little {
		f = fClassifierLE
	}
	m.Buffer.Classifier = c.Bytes(f, size)
}

// Types of extended payloads, MS-PNRP 2.2.3.3.
const (
	TypeString uint32 = 0x80000002
	TypeBinary uint32 = 0x80000003

	stringUnicode = 0
	stringUTF8    = 1
)

// An Extended is EXTENDED_PAYLOAD, MS-PNRP 2.2.3.3.
type Extended struct {
	Type     uint32
	Data     []byte // Payload
	Nonce    []byte
	ID       []byte // PNRP ID, least significant byte first
	NotAfter uint64 // FILETIME

	at        int // of the structure in the buffer
	dataAt    int
	idAt      int
	nonceAt   int
	whole     []byte // the structure
	signature signature
}

func (m *Extended) decode(c *dissect.Cursor) {
	m.at, m.whole = c.Offset(), c.Peek()
	c.Require(int(c.U16LE(fExtLength)) == len(m.whole), ExtendedForm)
	c.Require(c.U8(fExtMinor) == 0, ExtendedForm)
	c.Require(c.U8(fExtMajor) == 2, ExtendedForm)
	c.Require(c.U16LE(fExtReserved) == 0, Reserved)
	offset := int(c.U16LE(fSignatureOffset))
	offsetAt := c.Offset() - 2
	m.NotAfter = c.U64LE(fExtNotAfter)
	m.idAt = c.Offset()
	m.ID = c.Bytes(fExtID, idLength)
	m.nonceAt = c.Offset()
	m.Nonce = c.Bytes(fExtNonce, nonceLength)
	c.Require(c.U16LE(fExtCount) == 1, ExtendedForm)
	total := int(c.U16LE(fTotalPayload))
	totalAt := c.Offset() - 2
	m.Type = c.U32LE(fExtType)
	c.Require(m.Type == TypeString || m.Type == TypeBinary, ExtendedForm)
	n := int(c.U16LE(fExtPayloadLength))
	if m.Type == TypeString {
		c.Require(n >= 6 && n <= 4098, ExtendedForm)
	} else {
		c.Require(n >= 1 && n <= 4096, ExtendedForm)
	}
	if !c.OK() {
		return
	}
	c.RequireAt(total == 10+n, ExtendedForm, totalAt, 2, "Total Payload Bytes is not 10 more than Payload Length")
	if m.Type == TypeString {
		c.Require(c.U16LE(fStringType) <= stringUTF8, ExtendedForm)
		n -= 2
	}
	m.dataAt = c.Offset()
	m.Data = c.Bytes(fExtPayload, max(n, 0))
	if !c.OK() {
		return
	}
	c.RequireAt(offset == c.Offset()-m.at, ExtendedForm, offsetAt, 2, "Signature Offset is not where the signature is")
	m.signature.decode(c, m.at)
}
