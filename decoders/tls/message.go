package tls

import "github.com/radissect/radissect/dissect"

// Types of handshake messages, RFC 8446 4 and RFC 5246 7.4.
const (
	typeHelloRequest          = 0
	typeClientHello           = 1
	typeServerHello           = 2
	typeHelloVerifyRequest    = 3
	typeNewSessionTicket      = 4
	typeEndOfEarlyData        = 5
	typeEncryptedExtensions   = 8
	typeCertificate           = 11
	typeServerKeyExchange     = 12
	typeCertificateRequest    = 13
	typeServerHelloDone       = 14
	typeCertificateVerify     = 15
	typeClientKeyExchange     = 16
	typeFinished              = 20
	typeCertificateURL        = 21
	typeCertificateStatus     = 22
	typeKeyUpdate             = 24
	typeCompressedCertificate = 25
	typeNextProtocol          = 67
)

// handshakeHeader is the length of type and length, RFC 8446 4.
const handshakeHeader = 4

// A message is one handshake message as far as the connection needs it.
type message struct {
	kind    uint8
	length  int
	hello   hello // ClientHello, ServerHello
	early   bool  // EncryptedExtensions: early data was accepted
	alpn    span  // EncryptedExtensions, ServerHello
	secret  span  // ClientKeyExchange: the encrypted premaster secret
	certs   [maxCerts]certificate
	ncerts  int
	modulus span // ServerKeyExchange: an ephemeral RSA key
	known   bool
}

// span is a place in a message.
type span struct{ off, n int }

// of is the bytes of s in b.
func (s span) of(b []byte) []byte {
	if s.off < 0 || s.n <= 0 || s.off > len(b) || s.n > len(b)-s.off {
		return nil
	}
	return b[s.off : s.off+s.n]
}

// decode reads one handshake message in the state of its connection.
func (m *message) decode(l *layer, dir dissect.Dir, c *dissect.Cursor) {
	m.reset()
	m.kind = c.U8(fMsgType)
	m.length = int(c.UintBE(fMsgBodyLength, 3))
	body := c.Sub(fBody, m.length)
	b := &body
	m.known = true
	if needsVersion(m.kind) && !l.seenServer {
		c.Is(kindOf(m.kind))
		closed(b, fUnread)
		body.Done()
		return
	}
	switch m.kind {
	case typeHelloRequest:
		c.Is(kindHelloRequest)
	case typeClientHello:
		c.Is(kindClientHello)
		c.Held(SSL2Hello)
		m.hello.client(l, b)
	case typeServerHello:
		c.Is(kindServerHello)
		m.serverHello(l, b)
	case typeNewSessionTicket:
		c.Is(kindNewSessionTicket)
		newSessionTicket(l, b)
	case typeEndOfEarlyData:
		c.Is(kindEndOfEarlyData)
	case typeEncryptedExtensions:
		c.Is(kindEncryptedExtensions)
		m.extensions(l, b, fromEncrypted)
	case typeCertificate:
		c.Is(kindCertificate)
		m.certificates(l, b)
	case typeServerKeyExchange:
		c.Is(kindServerKeyExchange)
		m.serverKeyExchange(l, b)
	case typeCertificateRequest:
		c.Is(kindCertificateRequest)
		m.certificateRequest(l, b)
	case typeServerHelloDone:
		c.Is(kindServerHelloDone)
	case typeCertificateVerify:
		c.Is(kindCertificateVerify)
		signature(l, b, l.version >= versionTLS12, false)
	case typeClientKeyExchange:
		c.Is(kindClientKeyExchange)
		m.clientKeyExchange(l, b)
	case typeFinished:
		c.Is(kindFinished)
		rest(b, fVerifyData)
	case typeCertificateStatus:
		c.Is(kindCertificateStatus)
		certificateStatus(b)
	case typeKeyUpdate:
		c.Is(kindKeyUpdate)
		b.U8(fRequestUpdate)
	case typeCompressedCertificate:
		c.Is(kindCompressedCertificate)
		b.U16(fCompressionAlgorithm)
		b.UintBE(fUncompressedLength, 3)
		vector(b, 3, fCompressedLength, fCompressedCertificate)
	case typeHelloVerifyRequest, typeCertificateURL, typeNextProtocol:
		c.Is(kindOther)
		closed(b, fUnread)
	default:
		m.known = false
		c.Is(kindOther)
		closed(b, fUnread)
	}
	body.Done()
	c.RequireAt(m.known, HandshakeType, 0, 1, "")
}

// needsVersion reports whether the form of a message depends on what the
// ServerHello selected.
func needsVersion(kind uint8) bool {
	switch kind {
	case typeServerKeyExchange, typeCertificateRequest, typeCertificateVerify, typeClientKeyExchange:
		return true
	}
	return false
}

// kindOf names the messages of needsVersion.
func kindOf(kind uint8) *dissect.Kind {
	switch kind {
	case typeServerKeyExchange:
		return kindServerKeyExchange
	case typeCertificateRequest:
		return kindCertificateRequest
	case typeCertificateVerify:
		return kindCertificateVerify
	}
	return kindClientKeyExchange
}

// reset empties m and keeps what it has allocated.
func (m *message) reset() {
	h := &m.hello
	m.kind, m.length, m.early, m.known = 0, 0, false, false
	m.alpn, m.secret, m.modulus, m.ncerts = span{}, span{}, span{}, 0
	*h = hello{suites: h.suites[:0], exts: h.exts[:0], versions: h.versions[:0]}
}

// rest reads all that is left, if anything.
func rest(c *dissect.Cursor, f *dissect.Field) {
	if c.Left() > 0 {
		c.Bytes(f, c.Left())
	}
}

// closed names all that is left, if anything, and leaves it closed.
func closed(c *dissect.Cursor, f *dissect.Field) {
	if c.Left() > 0 {
		c.Closed(f, c.Left())
	}
}

// vector reads a length of n bytes and as many bytes, and says where they are.
func vector(c *dissect.Cursor, n int, length, f *dissect.Field) span {
	size := int(c.UintBE(length, n))
	if size <= c.Left() {
		c.Bytes(f, size)
		return span{c.Offset() - size, size}
	}
	part := c.Sub(f, size) // reports the length
	closed(&part, fOpaque)
	part.Done()
	return span{}
}

// newSessionTicket reads RFC 8446 4.6.1 or RFC 5077 3.3.
func newSessionTicket(l *layer, c *dissect.Cursor) {
	c.U32(fTicketLifetime)
	if l.version < versionTLS13 {
		vector(c, 2, fTicketLength, fTicket)
		return
	}
	c.U32(fTicketAgeAdd)
	vector(c, 1, fNonceLength, fTicketNonce)
	vector(c, 2, fTicketLength, fTicket)
	list := c.Sub(fExtensions, int(c.U16(fExtensionsLength)))
	for list.Left() > 0 && list.OK() {
		list.Enter(fExtension)
		typ := list.U16(fExtensionType)
		data := list.Sub(fExtensionData, int(list.U16(fExtensionLength)))
		if typ == extEarlyData {
			data.U32(fMaxEarlyData)
		} else {
			rest(&data, fOpaque)
		}
		data.Done()
		list.Leave()
	}
	list.Done()
}

// certificateStatus reads RFC 6066 8.
func certificateStatus(c *dissect.Cursor) {
	c.U8(fStatusType)
	vector(c, 3, fOCSPLength, fOCSPResponse)
}
