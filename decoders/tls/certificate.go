package tls

import "github.com/radissect/radissect/dissect"

// maxCerts is how many certificates of a chain are kept. All are shown.
const maxCerts = 8

// A certificate is what the connection needs of one X.509 certificate.
type certificate struct {
	der, subject, issuer span
	modulus              span
	public               span // subjectPublicKey without its unused bits
	serial               span
	bits                 int // of the key, 0 for not known
	key, signature       int // algorithms, places in oids or -1
	notBefore, notAfter  int64
	dated                bool // the dates could be read
}

// minRSA is the shortest RSA key that is not called weak, in bits (RFC 9325 4.1,
// NIST SP 800-131A).
const minRSA = 2048

// certificates reads a Certificate message, RFC 5246 7.4.2 and RFC 8446 4.4.2.
func (m *message) certificates(l *layer, c *dissect.Cursor) {
	tls13 := isTLS13(l.version)
	if tls13 {
		vector(c, 1, fContextLength, fRequestContext)
	}
	list := c.Sub(fCertificateList, int(c.UintBE(fCertificateListLength, 3)))
	for list.Left() > 0 && list.OK() {
		if tls13 {
			list.Enter(fCertificateEntry)
		}
		n := int(list.UintBE(fCertificateLength, 3))
		var spare certificate
		cert := &spare
		if m.ncerts < maxCerts {
			cert = &m.certs[m.ncerts]
			m.ncerts++
		}
		first := list.Offset()
		part := list.Sub(fCertificate, n)
		cert.decode(&part)
		cert.der = span{first, min(n, part.Offset()+part.Left()-first)}
		part.Done()
		if tls13 {
			extensions(l, &list, &m.hello, fromEntry)
			list.Leave()
		}
	}
	list.Done()
}

// DecodeCertificate reads an X.509 certificate (RFC 5280 4.1) to the end of c, for
// protocols that carry one. What does not look like one is shown as bytes.
func DecodeCertificate(c *dissect.Cursor) {
	var m certificate
	m.decode(c)
}

// decode reads a Certificate, RFC 5280 4.1. What does not look like one is
// shown as bytes.
func (m *certificate) decode(c *dissect.Cursor) {
	*m = certificate{key: -1, signature: -1}
	if c.PeekU8(0) != derSequence {
		closed(c, fDER)
		return
	}
	outer, _ := derOpen(c, fX509)
	if outer.PeekU8(0) == derSequence {
		tbs, _ := derOpen(&outer, fTBS)
		m.tbs(&tbs)
		tbs.Close()
		m.signature, _ = algorithm(&outer, fSignatureAlgorithm)
		if outer.Left() > 0 {
			derLeaf(&outer, fSignatureValue)
		}
	}
	outer.Close()
}

// tbs reads a TBSCertificate.
func (m *certificate) tbs(c *dissect.Cursor) {
	if c.PeekU8(0) == derVersion {
		v, _ := derOpen(c, fCertVersion)
		derLeaf(&v, fInteger)
		v.Close()
	}
	m.serial = leafSpan(c, fSerialNumber)
	algorithm(c, fSignature)
	m.issuer = named(c, fIssuer)
	validity, _ := derOpen(c, fValidity)
	b, tag := derLeaf(&validity, fNotBefore)
	from, ok1 := derTime(tag, b)
	b, tag = derLeaf(&validity, fNotAfter)
	to, ok2 := derTime(tag, b)
	m.notBefore, m.notAfter, m.dated = from, to, ok1 && ok2
	validity.Close()
	m.subject = named(c, fSubject)
	m.publicKey(c)
	for c.Left() > 0 && c.OK() {
		switch c.PeekU8(0) {
		case derExtensions:
			outer, _ := derOpen(c, fCertExtensions)
			list, _ := derOpen(&outer, fCertExtensionList)
			for list.Left() > 0 && list.OK() {
				certExtension(&list)
			}
			list.Close()
			outer.Close()
		case derIssuerID, derSubjectID:
			derLeaf(c, fUniqueID)
		default:
			derSkip(c, fOpaque)
		}
	}
}

// leafSpan reads an element with one value and says where that is.
func leafSpan(c *dissect.Cursor, f *dissect.Field) span {
	b, _ := derLeaf(c, f)
	return span{c.Offset() - len(b), len(b)}
}

// named reads a Name as a field and says where it is.
func named(c *dissect.Cursor, f *dissect.Field) span {
	at := c.Offset()
	c.Enter(f)
	distinguishedName(c)
	c.Leave()
	return span{at, c.Offset() - at}
}

// publicKey reads a SubjectPublicKeyInfo, RFC 5280 4.1.2.7.
func (m *certificate) publicKey(c *dissect.Cursor) {
	info, _ := derOpen(c, fPublicKeyInfo)
	var curve int
	m.key, curve = algorithm(&info, fKeyAlgorithm)
	key, _ := derOpen(&info, fPublicKey)
	key.U8(fUnusedBits)
	m.public = span{key.Offset(), key.Left()}
	switch {
	case isOID(m.key, "rsaEncryption") || isOID(m.key, "id-RSASSA-PSS"):
		seq, _ := derOpen(&key, fRSAPublicKey)
		b, _ := derLeaf(&seq, fModulus)
		m.modulus = span{seq.Offset() - len(b), len(b)}
		m.bits = bitLen(b)
		seq.Note(fKeyBits, uint64(m.bits))
		derLeaf(&seq, fPublicExponent)
		seq.Close()
	default:
		rest(&key, fKeyBytes)
		if curve >= 0 {
			m.bits = oids[curve].bits
		} else if m.key >= 0 {
			m.bits = oids[m.key].bits
		}
	}
	key.Close()
	info.Close()
}

// certExtension reads one extension of a certificate, RFC 5280 4.2.
func certExtension(c *dissect.Cursor) {
	ext, _ := derOpen(c, fCertExtension)
	id := identifier(&ext, fExtensionID)
	if ext.PeekU8(0) == derBoolean {
		derLeaf(&ext, fCritical)
	}
	value, _ := derOpen(&ext, fExtensionValue)
	switch {
	case isOID(id, "subjectAltName"):
		names, _ := derOpen(&value, fGeneralNames)
		for names.Left() > 0 && names.OK() {
			switch names.PeekU8(0) {
			case 0x81:
				derLeaf(&names, fRFC822Name)
			case 0x82:
				derLeaf(&names, fDNSName)
			case 0x86:
				derLeaf(&names, fURI)
			case 0x87:
				derLeaf(&names, fIPAddress)
			default:
				derSkip(&names, fOtherName)
			}
		}
		names.Close()
	case isOID(id, "extKeyUsage"):
		list, _ := derOpen(&value, fKeyPurposes)
		for list.Left() > 0 && list.OK() {
			identifier(&list, fKeyPurpose)
		}
		list.Close()
	case isOID(id, "basicConstraints"):
		seq, _ := derOpen(&value, fBasicConstraints)
		if seq.PeekU8(0) == derBoolean {
			derLeaf(&seq, fCA)
		}
		if seq.PeekU8(0) == derInteger {
			derLeaf(&seq, fPathLength)
		}
		seq.Close()
	case isOID(id, "keyUsage"):
		derLeaf(&value, fKeyUsage)
	default:
		rest(&value, fOpaque)
	}
	value.Close()
	ext.Close()
}

// bitLen is the number of bits of a big-endian number.
func bitLen(b []byte) int {
	for len(b) > 0 && b[0] == 0 {
		b = b[1:]
	}
	if len(b) == 0 {
		return 0
	}
	n := 8 * len(b)
	for x := b[0]; x < 0x80; x <<= 1 {
		n--
	}
	return n
}

// ReadCertificate reads an X.509 certificate, RFC 5280 4.1, as the chains of TLS
// have it, for protocols that carry one by itself. What does not look like one
// is shown as bytes.
func ReadCertificate(c *dissect.Cursor) {
	var m certificate
	m.decode(c)
}
