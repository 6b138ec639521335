package tls

import (
	"strings"

	"github.com/radissect/radissect/dissect"
)

// serverKeyExchange reads RFC 5246 7.4.3, RFC 8422 5.4, RFC 2246 7.4.3 (export
// RSA keys), RFC 4279 and RFC 5489 (PSK).
func (m *message) serverKeyExchange(l *layer, c *dissect.Cursor) {
	x := l.suite.exchange
	if strings.Contains(x, "PSK") {
		vector(c, 2, fPSKHintLength, fPSKHint)
	}
	switch {
	case strings.HasPrefix(x, "ECDH"):
		if kind := c.U8(fCurveType); kind != 3 { // not named_curve
			closed(c, fOpaque)
			return
		}
		c.U16(fNamedGroup)
		vector(c, 1, fPointLength, fPoint)
	case strings.HasPrefix(x, "DH"):
		vector(c, 2, fDHLength, fDHPrime)
		vector(c, 2, fDHLength, fDHGenerator)
		vector(c, 2, fDHLength, fDHPublic)
	case l.suite.rsaExchange():
		m.modulus = vector(c, 2, fDHLength, fRSAModulus)
		vector(c, 2, fDHLength, fRSAExponent)
	case x == "PSK" || strings.HasSuffix(x, "_PSK"):
		return
	default:
		closed(c, fOpaque)
		return
	}
	if l.suite.anonymous() || strings.HasSuffix(x, "PSK") {
		return
	}
	signature(l, c, l.version >= versionTLS12, true)
}

// signature reads a digitally-signed structure, RFC 5246 4.7, as it closes a
// ServerKeyExchange or makes up a CertificateVerify.
func signature(_ *layer, c *dissect.Cursor, scheme, server bool) {
	if scheme {
		v := c.U16(fScheme)
		if server {
			c.Require(v>>8 > 2 || v>>8 == 0, SignatureSHA1)
		}
	}
	vector(c, 2, fSignatureLength, fSignatureBytes)
}

// clientKeyExchange reads RFC 5246 7.4.7, RFC 8422 5.7, RFC 4279.
func (m *message) clientKeyExchange(l *layer, c *dissect.Cursor) {
	x := l.suite.exchange
	if strings.Contains(x, "PSK") && c.Left() > 0 {
		vector(c, 2, fPSKIdentityLength, fPSKIdentityText)
	}
	switch {
	case l.suite.rsaExchange() || x == "RSA_PSK":
		if l.version <= versionSSL3 {
			m.secret = span{c.Offset(), c.Left()} // without a length, RFC 6101 5.6.7.1
			rest(c, fEncryptedPremaster)
			return
		}
		m.secret = vector(c, 2, fPremasterLength, fEncryptedPremaster)
	case strings.HasPrefix(x, "ECDH"):
		if c.Left() > 0 {
			vector(c, 1, fPointLength, fPoint)
		}
	case strings.HasPrefix(x, "DH"):
		if c.Left() > 0 {
			vector(c, 2, fDHLength, fDHPublic)
		}
	default:
		rest(c, fOpaque)
	}
}

// certificateRequest reads RFC 5246 7.4.4 and RFC 8446 4.3.2.
func (m *message) certificateRequest(l *layer, c *dissect.Cursor) {
	if isTLS13(l.version) {
		vector(c, 1, fContextLength, fRequestContext)
		m.extensions(l, c, fromRequest)
		return
	}
	list8(c, fClientCertificateTypes, fClientCertificateType)
	if l.version >= versionTLS12 {
		list16(c, fSchemes, fScheme)
	}
	authorities(c)
}
