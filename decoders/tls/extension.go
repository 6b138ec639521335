package tls

import "github.com/radissect/radissect/dissect"

// Extensions that are read, RFC 8446 4.2 and the documents named there.
const (
	extServerName          = 0
	extMaxFragment         = 1
	extTruncatedHMAC       = 4
	extStatusRequest       = 5
	extSupportedGroups     = 10
	extPointFormats        = 11
	extSignatureAlgorithms = 13
	extHeartbeat           = 15
	extALPN                = 16
	extStatusRequestV2     = 17
	extSCT                 = 18
	extClientCertType      = 19
	extServerCertType      = 20
	extPadding             = 21
	extEncryptThenMAC      = 22
	extMasterSecret        = 23
	extCompressCertificate = 27
	extRecordSizeLimit     = 28
	extSessionTicket       = 35
	extPreSharedKey        = 41
	extEarlyData           = 42
	extSupportedVersions   = 43
	extCookie              = 44
	extPSKModes            = 45
	extAuthorities         = 47
	extSignatureCert       = 50
	extKeyShare            = 51
	extRenegotiation       = 0xff01
)

// origin says which message extensions stand in, since their form differs.
type origin uint8

const (
	fromClient origin = iota
	fromServer
	fromEncrypted
	fromRequest // CertificateRequest
	fromEntry   // a certificate of TLS 1.3
)

// extensions reads the extensions of a message of the server.
func (m *message) extensions(l *layer, c *dissect.Cursor, from origin) {
	extensions(l, c, &m.hello, from)
	m.alpn, m.early = m.hello.alpn, m.hello.early
}

// extensions reads a list of extensions, RFC 8446 4.2.
func extensions(l *layer, c *dissect.Cursor, h *hello, from origin) {
	n := int(c.U16(fExtensionsLength))
	list := c.Sub(fExtensions, n)
	last := uint16(0)
	for list.Left() > 0 && list.OK() {
		at := list.Offset()
		list.Enter(fExtension)
		typ := list.U16(fExtensionType)
		last = typ
		if from != fromEntry {
			list.RequireAt(!contains(h.exts, typ), ExtensionRepeated, at, 2, "")
			if len(h.exts) < maxExtensions {
				h.exts = append(h.exts, typ)
			}
		}
		data := list.Sub(fExtensionData, int(list.U16(fExtensionLength)))
		extension(l, &data, h, typ, from)
		data.Done()
		list.Leave()
	}
	if from == fromClient && h.psk && list.OK() {
		c.RequireAt(last == extPreSharedKey, PSKLast, list.Offset(), 0, "")
	}
	list.Done()
}

// extension reads the data of one extension.
func extension(l *layer, c *dissect.Cursor, h *hello, typ uint16, from origin) {
	hello := from == fromClient || from == fromServer
	switch typ {
	case extServerName:
		if c.Left() > 0 {
			serverNames(c, h)
		}
	case extMaxFragment:
		c.U8(fMaxFragment)
	case extStatusRequest:
		statusRequest(c, from)
	case extSupportedGroups:
		list16(c, fNamedGroups, fNamedGroup)
	case extPointFormats:
		list8(c, fPointFormats, fPointFormat)
	case extSignatureAlgorithms, extSignatureCert:
		list16(c, fSchemes, fScheme)
	case extHeartbeat:
		c.U8(fHeartbeatMode)
	case extALPN:
		protocols(c, h)
	case extClientCertType, extServerCertType:
		if from == fromClient {
			list8(c, fCertificateTypes, fCertificateType)
		} else {
			c.U8(fCertificateType)
		}
	case extPadding:
		rest(c, fPadding)
	case extTruncatedHMAC:
		h.truncated = hello
	case extEncryptThenMAC:
		h.etm = hello
	case extMasterSecret:
		h.ems = hello
	case extCompressCertificate:
		part := c.Sub(fAlgorithms, int(c.U8(fAlgorithmsLength)))
		for part.Left() >= 2 {
			part.U16(fCompressionAlgorithm)
		}
		part.Done()
	case extRecordSizeLimit:
		c.U16(fRecordSizeLimit)
	case extSessionTicket:
		if c.Left() > 0 {
			c.Bytes(fTicket, c.Left())
		}
	case extPreSharedKey:
		h.psk = true
		preSharedKey(c, from)
	case extEarlyData:
		h.early = true
		rest(c, fOpaque)
	case extSupportedVersions:
		supportedVersions(c, h, from)
	case extCookie:
		vector(c, 2, fCookieLength, fCookie)
	case extPSKModes:
		list8(c, fPSKModes, fPSKMode)
	case extAuthorities:
		authorities(c)
	case extKeyShare:
		keyShare(c, h, from)
	case extRenegotiation:
		h.secure = true
		vector(c, 1, fRenegotiatedLength, fRenegotiatedConnection)
	default:
		rest(c, fOpaque)
	}
}

// list16 reads a list of numbers of two bytes with a length of two.
func list16(c *dissect.Cursor, list, item *dissect.Field) {
	part := c.Sub(list, int(c.U16(fListLength)))
	for part.Left() >= 2 {
		part.U16(item)
	}
	part.Done()
}

// list8 reads a list of numbers of one byte with a length of one.
func list8(c *dissect.Cursor, list, item *dissect.Field) {
	part := c.Sub(list, int(c.U8(fListLength)))
	for part.Left() > 0 {
		part.U8(item)
	}
	part.Done()
}

// serverNames reads RFC 6066 3.
func serverNames(c *dissect.Cursor, h *hello) {
	list := c.Sub(fServerNameList, int(c.U16(fListLength)))
	for list.Left() > 0 && list.OK() {
		list.U8(fNameType)
		n := int(list.U16(fNameLength))
		at := list.Offset()
		b := list.Bytes(fHostName, n)
		if h.name.n == 0 && b != nil {
			h.name = span{at, n}
		}
	}
	list.Done()
}

// protocols reads RFC 7301 3.1.
func protocols(c *dissect.Cursor, h *hello) {
	list := c.Sub(fProtocolNameList, int(c.U16(fListLength)))
	for list.Left() > 0 && list.OK() {
		n := int(list.U8(fNameLength))
		at := list.Offset()
		b := list.Bytes(fProtocolName, n)
		if h.alpn.n == 0 && b != nil {
			h.alpn = span{at, n}
		}
	}
	list.Done()
}

// statusRequest reads RFC 6066 8, and RFC 8446 4.4.2.1 in a certificate.
func statusRequest(c *dissect.Cursor, from origin) {
	if c.Left() == 0 {
		return
	}
	if from == fromEntry {
		certificateStatus(c)
		return
	}
	c.U8(fStatusType)
	vector(c, 2, fResponderLength, fResponders)
	vector(c, 2, fExtensionsLength, fRequestExtensions)
}

// supportedVersions reads RFC 8446 4.2.1.
func supportedVersions(c *dissect.Cursor, h *hello, from origin) {
	if from != fromClient {
		v := c.U16(fSelectedVersion)
		if c.OK() {
			h.versions = append(h.versions, v)
		}
		return
	}
	list := c.Sub(fVersions, int(c.U8(fListLength)))
	for list.Left() >= 2 {
		v := list.U16(fSupportedVersion)
		if len(h.versions) < maxExtensions {
			h.versions = append(h.versions, v)
		}
	}
	list.Done()
}

// keyShare reads RFC 8446 4.2.8.
func keyShare(c *dissect.Cursor, h *hello, from origin) {
	switch {
	case from == fromServer && c.Left() == 2: // HelloRetryRequest
		c.U16(fSelectedGroup)
	case from == fromServer:
		c.U16(fNamedGroup)
		vector(c, 2, fKeyExchangeLength, fKeyExchange)
	default:
		list := c.Sub(fClientShares, int(c.U16(fListLength)))
		for list.Left() > 0 && list.OK() {
			list.Enter(fKeyShareEntry)
			list.U16(fNamedGroup)
			vector(&list, 2, fKeyExchangeLength, fKeyExchange)
			list.Leave()
		}
		list.Done()
	}
}

// preSharedKey reads RFC 8446 4.2.11.
func preSharedKey(c *dissect.Cursor, from origin) {
	if from != fromClient {
		c.U16(fSelectedIdentity)
		return
	}
	list := c.Sub(fIdentities, int(c.U16(fListLength)))
	for list.Left() > 0 && list.OK() {
		list.Enter(fPSKIdentity)
		vector(&list, 2, fIdentityLength, fIdentity)
		list.U32(fTicketAge)
		list.Leave()
	}
	list.Done()
	binders := c.Sub(fBinders, int(c.U16(fListLength)))
	for binders.Left() > 0 && binders.OK() {
		vector(&binders, 1, fBinderLength, fBinder)
	}
	binders.Done()
}

// authorities reads a list of distinguished names, RFC 8446 4.2.4.
func authorities(c *dissect.Cursor) {
	list := c.Sub(fAuthorities, int(c.U16(fListLength)))
	for list.Left() > 0 && list.OK() {
		n := int(list.U16(fNameLength))
		name := list.Sub(fDistinguishedName, n)
		distinguishedName(&name)
		name.Done()
	}
	list.Done()
}

// extensionDetail names an extension in a finding.
func extensionDetail(e uint16) string {
	if s := extensionNames.Value(uint64(e)); s != "" {
		return s
	}
	return "extension " + itoa(int(e))
}
