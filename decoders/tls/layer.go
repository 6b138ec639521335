package tls

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"strconv"
	"strings"

	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/keys"
	"github.com/radissect/radissect/reassembly"
)

const (
	// maxHandshake is the longest handshake message that is put together. Chains
	// of certificates have some thousand bytes.
	maxHandshake = 1 << 20
	// keepJoined is the largest buffer that is kept between messages.
	keepJoined = 16 << 10
	// maxPlausible is the longest handshake message that is believed without
	// having seen the start of its connection.
	maxPlausible = 1 << 17
	// maxTranscript is how many bytes of handshake messages of one side are kept
	// for the extended master secret.
	maxTranscript = 64 << 10
	// maxTries is how many records of a direction may be tried with other keys
	// than those in force, after bytes were lost or early data was refused.
	maxTries = 64
)

// A stage is a set of keys of TLS 1.3, RFC 8446 7.1.
type stage uint8

const (
	stageNone stage = iota
	stageEarly
	stageHandshake
	stageApplication
)

// A layer is one TLS connection. A conversation has several where one is
// carried inside of another.
type layer struct {
	State
	index   int
	version uint16 // as State.Version, but TLS 1.3 for its drafts
	suite   suite
	offered hello // by the client
	half    [2]half
	next    [2]*opener // keys of TLS 1.2 and older, in force after ChangeCipherSpec
	ems     bool
	etm     bool
	short   bool // truncated MACs
	deflate bool // compression was negotiated
	secure  bool // both sides know RFC 5746
	done    bool // a handshake was finished
	retry   bool // a HelloRetryRequest was seen

	premaster  []byte // encrypted
	ephemeral  []byte // modulus of a ServerKeyExchange
	transcript [3][]byte
	noHash     bool // the transcript is not whole

	shielded bool // a Protection was recorded

	tried  *keys.Snapshot // in which the secrets were not found
	master []byte
	ready  bool // the key block was made

	stream *dissect.Stream
	gap    [2]bool // the stream has to be told about a hole
}

// half is one direction of a connection.
type half struct {
	sealed  bool // records are protected from here on
	seen    bool // a record was seen
	stage   stage
	op      *opener
	secret  []byte   // traffic secret in force, TLS 1.3
	count   uint64   // protected records since the keys changed
	passed  uint64   // bytes of their fragments
	tail    [16]byte // end of the last of them
	tries   int
	lossy   bool // bytes were lost
	join    joined
	inflate *inflater // nil without compression
}

// joined is a handshake message that is put together from fragments.
type joined struct {
	buf  []byte
	m    reassembly.Map
	skip int  // bytes left of a message that is too long
	cut  bool // the message began in an earlier record
}

func (j *joined) reset() {
	if j.buf = j.buf[:0]; cap(j.buf) > keepJoined {
		j.buf = nil
	}
	j.m.Reset()
	j.skip = 0
}

func newLayer(index int) *layer { return &layer{index: index} }

// recordVersion is what records have to say as their version, 0 for not known.
func (l *layer) recordVersion() uint16 {
	if l.Version > versionTLS13 {
		return 0 // drafts and experiments differ
	}
	return min(l.Version, versionTLS12)
}

// maxSealed is the longest protected fragment.
func (l *layer) maxSealed() int {
	if l.version == versionTLS13 {
		return maxSealed13
	}
	return maxSealed
}

// sealed reports whether a record of this type and length is protected. c
// stands at its fragment.
func (l *layer) sealed(dir dissect.Dir, typ uint8, n int, c *dissect.Cursor) bool {
	h := &l.half[dir]
	if h.sealed {
		if l.version == versionTLS13 || h.stage != stageNone {
			// Sent in the clear for middleboxes, RFC 8446 D.4, and before there are keys.
			return typ != typeChangeCipherSpec && (typ != typeAlert || n != 2)
		}
		return true
	}
	switch typ {
	case typeApplicationData:
		return true // the start was missed
	case typeAlert:
		return n > 2
	case typeHandshake:
		return len(h.join.buf) == 0 && h.join.skip == 0 && l.blind(c)
	}
	return false
}

// blind reports whether c stands at an encrypted handshake message of which the
// ChangeCipherSpec before it was not captured: what can be read of its header
// makes no sense. Where nothing is missing, such a message is an error of the peer.
func (l *layer) blind(c *dissect.Cursor) bool {
	conv := c.Conversation()
	if conv == nil || !conv.Lossy() || c.Left() < handshakeHeader {
		return false
	}
	typ := c.PeekU8(0)
	size := int(c.PeekU8(1))<<16 | int(c.PeekU8(2))<<8 | int(c.PeekU8(3))
	return handshakeNames.Value(uint64(typ)) == "" || size > maxPlausible ||
		!l.seenClient && !l.seenServer && typ != typeClientHello && typ != typeServerHello
}

// clientHello takes in a ClientHello; b is the message.
func (l *layer) clientHello(x *dissect.Context, m *message, b []byte) {
	h := &m.hello
	if l.done && l.version < versionTLS13 {
		x.Require(l.secure, RenegotiationUnsafe, 0, len(b), "")
	}
	second := l.retry
	l.retry = false
	if !second {
		l.forget()
	}
	l.seenClient = true
	keep := l.offered
	l.offered = *h
	l.offered.suites = append(keep.suites[:0], h.suites...)
	l.offered.exts = append(keep.exts[:0], h.exts...)
	l.offered.versions = append(keep.versions[:0], h.versions...)
	l.ClientRandom = h.random
	if name := h.name.of(b); name != nil {
		l.ServerName = string(name)
	}
	l.keepTranscript(x, 0, b)
	if h.early && !second && !l.done {
		l.half[dissect.FromClient].sealed = true
		l.half[dissect.FromClient].stage = stageEarly
	}
}

// forget makes room for a new handshake. The keys in force stay.
func (l *layer) forget() {
	l.seenServer = false
	l.premaster, l.ephemeral = l.premaster[:0], l.ephemeral[:0]
	for i := range l.transcript {
		l.transcript[i] = l.transcript[i][:0]
	}
	l.noHash, l.tried, l.master, l.ready = false, nil, nil, false
	l.next = [2]*opener{}
	l.Certificates, l.clientCertificates = nil, nil
}

// serverHello takes in a ServerHello or HelloRetryRequest.
func (l *layer) serverHello(x *dissect.Context, m *message, b []byte) {
	h := &m.hello
	l.Version = h.selected()
	l.version = l.Version
	if isTLS13(l.Version) {
		l.version = versionTLS13
	}
	l.Suite = h.suites[0]
	l.suite, _ = suiteOf(l.Suite)
	l.SuiteName = l.suite.name
	l.rsa = l.suite.rsaExchange()
	l.Supported = l.suite.bulk != nil && (l.version == versionTLS13) == (l.suite.exchange == "") &&
		(l.Version < firstDraft || l.Version >= labelDraft)
	client := &l.half[dissect.FromClient]
	if h.retry {
		l.retry = true
		if client.stage == stageEarly {
			client.sealed, client.stage, client.op = false, stageNone, nil
		}
		l.protect(x)
		return
	}
	l.seenServer = true
	l.ServerRandom = h.random
	l.SessionID = append(l.SessionID[:0], h.session[:h.sessionLen]...)
	l.Resumed = l.version < versionTLS13 && h.sessionLen > 0 && h.session == l.offered.session && h.sessionLen == l.offered.sessionLen
	l.ems, l.etm = h.ems && l.offered.ems, h.etm && l.offered.etm
	l.short, l.deflate = h.truncated && l.offered.truncated, h.compression != 0
	l.secure = h.secure
	l.takeALPN(m, b)
	l.keepTranscript(x, 1, b)
	l.checkSuite(x, m, len(b))
	if l.version == versionTLS13 {
		l.setStage(x, dissect.FromServer, stageHandshake)
		if client.stage != stageEarly {
			l.setStage(x, dissect.FromClient, stageHandshake)
		}
	} else if client.stage == stageEarly {
		client.sealed, client.stage, client.op = false, stageNone, nil
	}
	l.protect(x)
}

// takeALPN keeps the protocol that the server selected.
func (l *layer) takeALPN(m *message, b []byte) {
	if p := m.alpn.of(b); p != nil {
		l.Protocol = string(p)
	}
}

// checkSuite reports what an auditor wants to see about the choice of the server.
func (l *layer) checkSuite(x *dissect.Context, m *message, n int) {
	s := &l.suite
	x.Require(l.version >= versionTLS12, VersionOld, 0, n, l.VersionName())
	if s.name == "" {
		return
	}
	off := 4 + 2 + 32 + 1 + int(m.hello.sessionLen)
	weak := func(ok bool, r *dissect.Rule) { x.Require(ok, r, off, 2, s.name) }
	weak(!s.export(), CipherExport)
	weak(!s.anonymous(), CipherAnonymous)
	if s.bulk != nil {
		weak(s.bulk.family != familyNull, CipherNull)
		weak(s.bulk.family != familyStream, CipherRC4)
		weak(s.bulk.family != familyBlock || s.bulk.block > 8, CipherShortBlock)
	}
	if l.version < versionTLS13 {
		weak(!s.rsaExchange(), ForwardSecrecy)
	}
	x.Require(m.hello.compression == 0, Compression, off+2, 1, "")
}

// certificate takes in a Certificate message.
func (l *layer) certificate(dir dissect.Dir, x *dissect.Context, m *message, b []byte) {
	var list []Certificate
	for i := range m.certs[:m.ncerts] {
		c := &m.certs[i]
		der := c.der.of(b)
		out := Certificate{
			Subject: string(appendName(nil, c.subject.of(b))), Issuer: string(appendName(nil, c.issuer.of(b))),
			NotBefore: c.notBefore, NotAfter: c.notAfter, Bits: c.bits, SHA1: sha1.Sum(der), SHA256: sha256.Sum256(der),
		}
		if c.key >= 0 {
			out.Key = oids[c.key].name
		}
		if c.signature >= 0 {
			out.Signature = oids[c.signature].name
		}
		if i == 0 {
			out.modulus = bytes.Clone(c.modulus.of(b))
			out.public = bytes.Clone(c.public.of(b))
		}
		list = append(list, out)
		if dir == dissect.FromServer {
			checkCertificate(x, c, i, b)
		}
	}
	if dir == dissect.FromServer {
		l.Certificates = list
		if len(list) > 0 {
			keepShown(x.Conversation(), &list[0])
		}
		return
	}
	l.clientCertificates = list
}

// firstSSL is the year 1995, when SSL came into use, in seconds since 1970. Captures
// that claim to be older had no clock.
const firstSSL = 788918400

// checkCertificate reports what an auditor wants to see about a certificate of
// the server, the i-th of its chain.
func checkCertificate(x *dissect.Context, c *certificate, i int, b []byte) {
	off, n := c.der.off, c.der.n
	if isOID(c.key, "rsaEncryption") && c.bits > 0 {
		x.Require(c.bits >= minRSA, KeyShort, off, n, strconv.Itoa(c.bits)+" bits")
	}
	if now := x.Time() / 1e9; c.dated && now > firstSSL {
		detail := ""
		if now < c.notBefore {
			detail = "not valid yet"
		} else if now > c.notAfter {
			detail = "expired"
		}
		x.Require(detail == "", CertificateDates, off, n, detail)
	}
	own := c.subject.n > 0 && string(c.subject.of(b)) == string(c.issuer.of(b))
	if i == 0 {
		x.Require(!own, SelfSigned, off, n, "")
	}
	if !own && c.signature >= 0 {
		x.Require(!oids[c.signature].weak, CertificateSHA1, off, n, oids[c.signature].name)
	}
}

// keepTranscript keeps a handshake message for the extended master secret, as
// long as there is somebody who may have the premaster secret.
func (l *layer) keepTranscript(x *dissect.Context, part int, b []byte) {
	if l.noHash || l.version == versionTLS13 || keys.Of(x.Conversation()) == nil {
		return
	}
	if len(l.transcript[part])+len(b) > maxTranscript {
		l.noHash = true
		return
	}
	l.transcript[part] = append(l.transcript[part], b...)
}

// protect records how the conversation is protected.
func (l *layer) protect(x *dissect.Context) {
	l.shielded = true
	x.Conversation().Protect(l.protection())
}

func (l *layer) protection() dissect.Protection {
	kind := "tls"
	if l.index > 0 {
		kind = "tls " + strconv.Itoa(l.index+1) // inside of another
	}
	return dissect.Protection{Kind: kind, Cipher: l.Cipher(), Open: l.Open, With: l.With}
}

// need adds what would open the connection, now that all of it has been seen.
func (l *layer) need(x *dissect.Context) {
	if !l.shielded || l.Open {
		return
	}
	p := l.protection()
	switch needs := l.Needs(); {
	case len(needs) > 0:
		p.Need = strings.Join(needs, "; or ")
		if l.SessionSecretsOnly() {
			p.Need += "; the server's private key does not open it"
		}
	case l.SuiteName != "" && !l.Supported:
		p.Need = "nothing: radissect cannot open " + l.SuiteName
	default:
		p.Need = "a key log, but the client random that names its lines was not captured"
	}
	x.Conversation().Protect(p)
}
