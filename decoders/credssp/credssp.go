// Package credssp decodes the Credential Security Support Provider protocol
// (MS-CSSP 2.2): SPNEGO, NTLM or Kerberos inside of TLS, the binding of both, and
// the credentials that the client hands over at the end. It also decodes what
// RDP puts beside or behind it in the same place: the Early User Authorization
// Result (MS-RDPBCGR 2.2.10.2) and RDSTLS (MS-RDPBCGR 2.2.17).
package credssp

import (
	"github.com/radissect/radissect/decoders/ntlm"
	"github.com/radissect/radissect/decoders/spnego/der"
	"github.com/radissect/radissect/dissect"
)

// Protocol is CredSSP.
var Protocol = &dissect.Protocol{
	Name:   "credssp",
	Title:  "Credential Security Support Provider",
	Specs:  []dissect.Spec{"MS-CSSP 2.2", "MS-RDPBCGR 5.4.5.2", "MS-RDPBCGR 2.2.10.2", "MS-RDPBCGR 2.2.17"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Probe:  probe,
	New:    func(c *dissect.Conversation) dissect.Handler { return &handler{conv: c} },
}

// maxLength is the longest TSRequest that is waited for: four times the 64 KiB
// beyond which no security token of any known mechanism goes.
const maxLength = 1 << 18

// header is what every TSRequest has behind its outer length: the version as
// element [0] with an INTEGER of one byte (MS-CSSP 2.2.1).
var header = [...]byte{0xA0, 0x03, 0x02, 0x01}

// maxVersion is a bound for what is believed to be a version. MS-CSSP 2.2.1 knows 2 to 6.
const maxVersion = 16

// The versions, MS-CSSP 2.2.1.
const (
	firstVersion = 2
	lastVersion  = 6
	hashVersion  = 5 // from here on hashes bind the channel, MS-CSSP 3.1.5
)

// nonceLength is the length of clientNonce in bytes, MS-CSSP 2.2.1.
const nonceLength = 32

// maxTokens is how many tokens of one message are handed on; peers send one.
const maxTokens = 4

// A part is where something lies in a message.
type part struct{ off, n int }

func (p part) of(b []byte) []byte {
	if p.n == 0 || p.off < 0 || p.off > len(b) || p.n > len(b)-p.off {
		return nil
	}
	return b[p.off : p.off+p.n]
}

// A Request is TSRequest, MS-CSSP 2.2.1.
type Request struct {
	Version   uint8
	HasError  bool
	ErrorCode uint32 // NTSTATUS

	tokens     [maxTokens]part
	n          int
	authInfo   part
	pubKeyAuth part
	nonce      part
	start      int
	ntlm       bool // what is sealed begins with a signature of NTLM
}

var d = der.Reader{Header: fHeader, Tag: DERTag, Length: DERLength}

// Decode reads the message.
func (m *Request) Decode(c *dissect.Cursor) {
	*m = Request{start: c.Offset(), ntlm: m.ntlm}
	c.Is(kindRequest)
	s, ok := d.Enter(c, fRequest, der.Sequence)
	if !ok {
		s.Done()
		return
	}
	m.Version = uint8(d.Int(&s, fVersion, der.Context(0), der.Integer))
	s.Require(m.Version >= firstVersion && m.Version <= lastVersion, Version)
	if der.Is(&s, der.Context(1)) {
		m.negoTokens(&s)
	}
	if der.Is(&s, der.Context(2)) {
		m.authInfo = m.closed(&s, fAuthInfo, 2)
	}
	if der.Is(&s, der.Context(3)) {
		m.pubKeyAuth = m.closed(&s, fPubKeyAuth, 3)
	}
	if der.Is(&s, der.Context(4)) {
		m.HasError = true
		m.ErrorCode = uint32(d.Int(&s, fErrorCode, der.Context(4), der.Integer))
	}
	if der.Is(&s, der.Context(5)) {
		b := d.Bytes(&s, fClientNonce, der.Context(5), der.OctetString)
		m.nonce = part{s.Offset() - len(b) - m.start, len(b)}
		s.Require(len(b) == nonceLength, NonceLength)
	}
	s.Done()
}

// negoTokens reads NegoData, MS-CSSP 2.2.1.1.
func (m *Request) negoTokens(c *dissect.Cursor) {
	list, ok := d.Enter(c, fNegoTokens, der.Context(1), der.Sequence)
	for ok && list.Left() > 0 && list.OK() {
		item, good := d.Enter(&list, fNegoItem, der.Sequence)
		if good {
			b := d.Bytes(&item, fNegoToken, der.Context(0), der.OctetString)
			if m.n < maxTokens && len(b) > 0 {
				m.tokens[m.n] = part{item.Offset() - len(b) - m.start, len(b)}
				m.n++
			}
		}
		item.Done()
	}
	list.Done()
}

// closed reads an OCTET STRING that the security context protects: the signature,
// then the sealed data (MS-CSSP 2.2.1).
func (m *Request) closed(c *dissect.Cursor, f *dissect.Field, tag byte) part {
	n := d.Open(c, der.Context(tag), der.OctetString)
	if n < 0 {
		return part{}
	}
	at := part{c.Offset() - m.start, n}
	if m.ntlm && n >= ntlm.SignatureLength {
		c.Enter(fSignature)
		ntlm.DecodeSignature(c)
		c.Leave()
		n -= ntlm.SignatureLength
	}
	c.Closed(f, n)
	return at
}

// frame tells the length of the TSRequest that b starts with.
func frame(b []byte) int {
	if len(b) > 0 && b[0] != der.Sequence {
		return dissect.Lost
	}
	at, n, ok := der.Head(b)
	if !ok {
		if at > 0 {
			return dissect.Lost
		}
		return 0
	}
	if n < len(header)+1 || n > maxLength {
		return dissect.Lost
	}
	for i, want := range header {
		if at+i >= len(b) {
			return 0
		}
		if b[at+i] != want {
			return dissect.Lost
		}
	}
	if v := at + len(header); v < len(b) && (b[v] == 0 || b[v] > maxVersion) {
		return dissect.Lost
	}
	return at + n
}

// probe recognises a TSRequest, and the first message of RDSTLS.
func probe(dir dissect.Dir, b []byte, _ bool) dissect.Verdict {
	if dir == dissect.FromServer && len(b) > 0 && b[0] == rdstlsVersion {
		return probeCapabilities(b)
	}
	switch frame(b) {
	case dissect.Lost:
		return dissect.No
	case 0:
		return dissect.More
	}
	return dissect.Yes
}
