package tls

import "github.com/radissect/radissect/dissect"

const (
	// maxSuites and maxExtensions are how many offers of a hello are remembered
	// for rules about the answer. Peers send a few dozen at most.
	maxSuites     = 2048
	maxExtensions = 64
)

// helloRetry is the random of a HelloRetryRequest, RFC 8446 4.1.3.
var helloRetry = [32]byte{
	0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
	0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
}

// A hello is what the connection needs of a ClientHello or ServerHello.
type hello struct {
	version     uint16 // legacy_version
	random      [32]byte
	session     [32]byte
	sessionLen  uint8
	suites      []uint16 // offered; of a ServerHello the one selected
	versions    []uint16 // supported_versions
	exts        []uint16 // types of extensions
	compression uint8    // of a ServerHello

	nullCompression bool
	otherMethods    bool // compression methods beside null
	ems, etm        bool
	truncated       bool
	secure          bool // renegotiation_info, or its signalling suite
	early           bool
	retry           bool // HelloRetryRequest
	overflow        bool // more offers than are remembered
	name            span // SNI
	alpn            span // the first protocol
	psk             bool
}

// offer remembers a cipher suite.
func (h *hello) offer(id uint16) {
	if id == suiteRenegotiation {
		h.secure = true
	}
	if len(h.suites) < maxSuites {
		h.suites = append(h.suites, id)
		return
	}
	h.overflow = true
}

// suiteRenegotiation is TLS_EMPTY_RENEGOTIATION_INFO_SCSV, RFC 5746 3.3.
const suiteRenegotiation = 0x00FF

// randomOf reads a random of 32 bytes.
func (h *hello) randomOf(c *dissect.Cursor) {
	copy(h.random[:], c.Bytes(fRandom, len(h.random)))
}

// sessionOf reads a session id.
func (h *hello) sessionOf(c *dissect.Cursor) {
	n := int(c.U8(fSessionIDLength))
	c.Require(n <= len(h.session), SessionIDLength)
	if n > 0 {
		b := c.Bytes(fSessionID, n)
		if len(b) <= len(h.session) {
			h.sessionLen = uint8(copy(h.session[:], b))
		}
	}
}

// client reads a ClientHello, RFC 8446 4.1.2.
func (h *hello) client(l *layer, c *dissect.Cursor) {
	h.version = c.U16(fVersion)
	at := c.Offset() - 2
	h.randomOf(c)
	h.sessionOf(c)
	n := int(c.U16(fCipherSuitesLength))
	c.Require(n >= 2 && n%2 == 0, CipherSuitesLength)
	list := c.Sub(fCipherSuites, n)
	for list.Left() >= 2 {
		h.offer(list.U16(fCipherSuite))
	}
	list.Done()
	methods := c.Sub(fCompressionMethods, int(c.U8(fCompressionMethodsLength)))
	for methods.Left() > 0 {
		if methods.U8(fCompressionMethod) == 0 {
			h.nullCompression = true
		} else {
			h.otherMethods = true
		}
	}
	methods.Done()
	if !c.OK() {
		return
	}
	c.Require(h.nullCompression, CompressionNull)
	if c.Left() > 0 {
		extensions(l, c, h, fromClient)
	}
	if h.offers(versionTLS13) {
		c.RequireAt(h.version == versionTLS12, LegacyVersion, at, 2, "")
		c.RequireAt(!h.otherMethods, LegacyCompression, at, 2, "")
	}
}

// offers reports whether supported_versions has v.
func (h *hello) offers(v uint16) bool {
	for _, o := range h.versions {
		if o == v {
			return true
		}
	}
	return false
}

// has reports whether the hello has an extension.
func (h *hello) has(ext uint16) bool {
	for _, e := range h.exts {
		if e == ext {
			return true
		}
	}
	return false
}

// selected is the version that a ServerHello selects.
func (h *hello) selected() uint16 {
	if len(h.versions) > 0 {
		return h.versions[0]
	}
	return h.version
}

// serverHello reads a ServerHello or HelloRetryRequest, RFC 8446 4.1.3 and 4.1.4.
func (m *message) serverHello(l *layer, c *dissect.Cursor) {
	h := &m.hello
	h.version = c.U16(fVersion)
	at := c.Offset() - 2
	h.randomOf(c)
	if h.retry = h.random == helloRetry; h.retry {
		c.Is(kindHelloRetryRequest)
	}
	early := h.version >= firstDraft && h.version < sessionDraft
	if !early {
		h.sessionOf(c)
	}
	h.offer(c.U16(fCipherSuite))
	suiteAt := c.Offset() - 2
	if !early {
		h.compression = c.U8(fCompressionMethod)
	}
	if c.Left() > 0 {
		m.extensions(l, c, fromServer)
	}
	if !c.OK() {
		return
	}
	h.answer(l, c, at, suiteAt)
}

// answer checks a ServerHello against the ClientHello, where that was seen.
func (h *hello) answer(l *layer, c *dissect.Cursor, at, suiteAt int) {
	version := h.selected()
	if version == versionTLS13 || version >= sessionDraft && version <= lastDraft {
		c.RequireAt(h.version == versionTLS12, LegacyVersion, at, 2, "")
	}
	o := &l.offered
	if !l.seenClient {
		return
	}
	if !o.overflow {
		c.RequireAt(contains(o.suites, h.suites[0]), SuiteOffered, suiteAt, 2, suiteNames.Value(uint64(h.suites[0])))
	}
	if len(o.versions) > 0 {
		c.RequireAt(o.offers(version) || len(h.versions) == 0 && version < versionTLS13, VersionOffered, at, 2, "")
	} else {
		c.RequireAt(version <= o.version, VersionOffered, at, 2, "")
	}
	if version == versionTLS13 || version >= sessionDraft && version <= lastDraft {
		same := h.sessionLen == o.sessionLen && h.session == o.session
		c.RequireAt(same, SessionEcho, at+2+len(h.random), 1+int(h.sessionLen), "")
	} else if version <= versionTLS12 && o.offers(versionTLS13) {
		c.RequireAt(!downgraded(&h.random), DowngradeSentinel, at+2+24, 8, "")
	}
	for _, e := range h.exts {
		// A server answers the signalling suite with the extension (RFC 5746 3.6),
		// and a cookie comes unasked (RFC 8446 4.2.2).
		if !o.has(e) && !(e == extRenegotiation && o.secure) && !(e == extCookie && h.retry) {
			c.Report(ExtensionOffered, 0, c.Offset(), extensionDetail(e))
			return
		}
	}
	c.Held(ExtensionOffered)
}

// downgraded reports whether a random ends with the mark by which a server of
// TLS 1.3 says that it was made to speak an older version, RFC 8446 4.1.3.
func downgraded(random *[32]byte) bool {
	end := string(random[24:])
	return end == "DOWNGRD\x01" || end == "DOWNGRD\x00"
}

func contains(list []uint16, v uint16) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// Drafts of TLS 1.3 have numbers of their own. Before draft 22 their ServerHello
// had no session id and no compression (draft-ietf-tls-tls13-21 4.1.3), and
// until draft 19 the labels of the key schedule were others, so those are not opened.
const (
	firstDraft   = 0x7f00
	labelDraft   = 0x7f14
	sessionDraft = 0x7f16
	lastDraft    = 0x7f1c
)

// isTLS13 reports whether v is TLS 1.3 or one of its drafts.
func isTLS13(v uint16) bool { return v == versionTLS13 || v >= firstDraft && v <= lastDraft }
