package pnrp

import (
	"encoding/binary"

	"github.com/radissect/radissect/dissect"
)

// A CPA is an Encoded CPA, MS-PNRP 2.2.3.1. Slices lie in the message's bytes.
type CPA struct {
	Flags          uint8
	NotAfter       uint64 // FILETIME
	Location       []byte // Service Location, least significant byte first
	Nonce          []byte
	Authority      []byte // BinaryAuthority, least significant byte first; nil for none
	ClassifierHash []byte // nil for none
	FriendlyName   []byte // nil for none
	Key            []byte // PublicKey Data: RSAPublicKey in DER

	at          int    // of the structure in its message
	whole       []byte // the structure, nil where there is none
	notAfterAt  int
	nonceAt     int
	authorityAt int
	hashAt      int
	signature   signature
}

// There reports whether the message has one, with a Service Location at least.
func (m *CPA) There() bool { return len(m.Location) == addressLength }

const (
	cpaTotalLeast = 4
	cpaTotalMost  = 210
)

func (m *CPA) decode(c *dissect.Cursor) {
	m.at, m.whole = c.Offset(), c.Peek()
	c.Require(int(c.U16LE(fCPALength)) == len(m.whole), CPALength)
	c.Require(c.U8(fCPAMinor) == 0, CPAValues)
	c.Require(c.U8(fCPAMajor) == 2, CPAValues)
	c.Require(c.U8(fPnrpMinor) == 0, CPAValues)
	c.Require(c.U8(fPnrpMajor) == 4, CPAValues)
	m.Flags = c.U8(fCPAFlags)
	c.Require(m.Flags&(cpaA|cpaC) != 0, CPAValues)
	c.Require(m.Flags&(cpaF|cpaU) != cpaU, CPAValues)
	c.Require(m.Flags&cpaReserved == 0, Reserved)
	c.Require(c.U8(fCPAReserved) == 0, Reserved)
	m.notAfterAt = c.Offset()
	m.NotAfter = c.U64LE(fNotAfter)
	m.Location = c.Bytes(fServiceLocation, addressLength)
	if m.Flags&cpaR == 0 || !m.nonceless(c) {
		m.nonceAt = c.Offset()
		m.Nonce = c.Bytes(fCPANonce, nonceLength)
		c.Held(RevokeNonce)
	} else {
		c.ReportLast(RevokeNonce, "what follows is "+fServiceAddresses.Name+" at its place without Nonce")
	}
	if m.Flags&cpaA != 0 {
		m.authorityAt = c.Offset()
		m.Authority = c.Bytes(fBinaryAuthority, hashLength)
	}
	if m.Flags&cpaC != 0 {
		m.hashAt = c.Offset()
		m.ClassifierHash = c.Bytes(fClassifierHash, hashLength)
	}
	if m.Flags&cpaF != 0 {
		n := int(c.U16LE(fFriendlyLen))
		c.Require(n >= 1 && n <= 78, FriendlyLength)
		f := fFriendlyName
		if m.Flags&cpaU != 0 {
			f = fFriendlyName8
		}
		m.FriendlyName = c.Bytes(f, n)
	}
	m.services(c)
	m.payload(c)
	m.publicKey(c)
	if c.OK() {
		m.signature.decode(c, m.at)
	}
}

// nonceless reports whether a Revoke CPA goes on without Nonce: whether the length
// of a service address stands where it then is, and not where it is else.
func (m *CPA) nonceless(c *dissect.Cursor) bool {
	b := c.Peek()
	fits := func(at int) bool {
		if m.Flags&cpaA != 0 {
			at += hashLength
		}
		if m.Flags&cpaC != 0 {
			at += hashLength
		}
		if m.Flags&cpaF != 0 && at+2 <= len(b) {
			at += 2 + int(binary.LittleEndian.Uint16(b[at:]))
		}
		return at+4 <= len(b) && binary.LittleEndian.Uint16(b[at+2:]) == endpointLength
	}
	return fits(0) && !fits(nonceLength)
}

// services reads the Service Address List, MS-PNRP 2.2.3.1.1.
func (m *CPA) services(c *dissect.Cursor) {
	c.Enter(fServiceAddresses)
	n := int(c.U16LE(fNumServiceAddresses))
	c.Require(n <= 4 && (n > 0 || m.Flags&cpaR != 0), ServiceAddresses)
	size := int(c.U16LE(fServiceAddressLength))
	c.Require(size == endpointLength, ServiceAddresses)
	for range min(n, c.Left()/endpointLength+1) {
		endpoint(c)
	}
	c.Leave()
}

// payloadEndpoints is the only type of PAYLOAD, MS-PNRP 2.2.3.1.2.
const payloadEndpoints = 1

// payload reads NumPayloads, Total Bytes and PAYLOAD, MS-PNRP 2.2.3.1 and
// 2.2.3.1.2.
func (m *CPA) payload(c *dissect.Cursor) {
	n := c.U16LE(fNumPayloads)
	c.Require(n <= 1, CPAPayloads)
	total := int(c.U16LE(fTotalBytes))
	c.Require(total >= cpaTotalLeast && total <= cpaTotalMost, CPAPayloads)
	if total <= cpaTotalLeast {
		return
	}
	sub := c.Sub(fPayload, total-cpaTotalLeast)
	kind := sub.U32LE(fPayloadType)
	sub.Require(kind == payloadEndpoints, PayloadForm)
	size := sub.U16LE(fDataLength)
	sub.Require(size%20 == 0 && size >= 20 && size <= 200, PayloadForm)
	if kind == payloadEndpoints {
		for sub.Left() >= 20 {
			sub.Enter(fAppEndpoint)
			sub.Bytes(fSin6Addr, addressLength)
			sub.U16(fSin6Port)
			sub.U16LE(fProtocol)
			sub.Leave()
		}
	} else if n := sub.Left(); n > 0 {
		sub.Closed(fPayloadClosed, n)
	}
	sub.Done()
}

// Values of the CPA Public Key, MS-PNRP 2.2.3.1.4.
const (
	keyObjIDLength = 0x14
	keyDataLength  = 0x8C
	keyObjID       = "1.2.840.113549.1.1.1" // rsaEncryption, RFC 8017 A.1
)

// publicKey reads the CPA Public Key, MS-PNRP 2.2.3.1.4.
func (m *CPA) publicKey(c *dissect.Cursor) {
	from := c.Offset()
	c.Enter(fPublicKey)
	length := int(c.U16LE(fKeyFieldLength))
	oid := int(c.U16LE(fObjIDLength))
	c.Require(oid == keyObjIDLength, KeyForm)
	c.Require(c.U16LE(fKeyReserved) == 0, Reserved)
	n := int(c.U16LE(fPublicKeyCBData))
	c.Require(n == keyDataLength, KeyForm)
	c.Require(c.U8(fPublicKeyUnused) == 0, Reserved)
	c.Require(string(c.Bytes(fObjID, oid)) == keyObjID, KeyForm)
	m.Key = c.Bytes(fPublicKeyData, n)
	c.Leave()
	if c.OK() {
		c.RequireAt(length == c.Offset()-from, KeyForm, from, 2, "Field Length is not that of the structure")
	}
}

// A signature is SIGNATURE, MS-PNRP 2.2.3.2.
type signature struct {
	at   int    // in its message, 0 where there is none
	data []byte // Signature Data
	over int    // bytes of the structure that it is about
}

// Values of SIGNATURE, MS-PNRP 2.2.3.2.
const (
	signatureField  = 0x88
	signatureLength = 0x80
	algSHA1         = 0x00008004
)

// decode reads the signature of the structure that begins at from.
func (m *signature) decode(c *dissect.Cursor, from int) {
	m.over = c.Offset() - from
	c.Enter(fSignature)
	m.at = c.Offset()
	c.Require(c.U16LE(fSigFieldLength) == signatureField, SignatureRight)
	n := int(c.U16LE(fSignatureLength))
	c.Require(n == signatureLength, SignatureRight)
	c.Require(c.U32LE(fAlgID) == algSHA1, SignatureRight)
	m.data = c.Bytes(fSignatureData, n)
	c.Leave()
}
