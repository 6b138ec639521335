package gcc

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/decoders/mcs"
	"github.com/radissect/radissect/decoders/x224"
	"github.com/radissect/radissect/dissect"
)

// handler reads the settings of one conversation.
type handler struct {
	conv  *dissect.Conversation
	m     *message // decoded last; one serves all conversations of a worker
	b     []byte   // of the message decoded last, for Info
	state State
	asked clientData // the client's settings, to hold the server's against
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// rooms is the key of what conversations share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, m: c.Room(rooms, func() any { return new(message) }).(*message)}
}

// Frame is not used: messages are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one message.
func (h *handler) Decode(dir dissect.Dir, c *dissect.Cursor) {
	*h.m = message{}
	h.b = c.Peek()
	h.m.decode(dir, c)
}

// Commit keeps the settings and announces the channels.
func (h *handler) Commit(dir dissect.Dir, x *dissect.Context) {
	h.b = nil
	if dir == dissect.FromClient {
		h.client(x)
		return
	}
	h.server(x)
}

// client takes in the client's settings.
func (h *handler) client(x *dissect.Context) {
	d := &h.m.client
	h.asked = *d
	h.state.Client = Client{
		Seen: true, Version: d.version, DesktopWidth: d.width, DesktopHeight: d.height,
		KeyboardLayout: d.layout, Build: d.build,
		Name:                 string(dissect.AppendUTF16(nil, upToNUL(cut(x.Bytes(), d.name)))),
		EarlyCapabilityFlags: d.early, EncryptionMethods: d.methods | d.extMethods,
		ClusterFlags: d.cluster, MultitransportFlags: d.transport, MessageChannel: d.hasMessage,
	}
	h.state.Channels = nil
	for i := range d.channels[:d.kept] {
		h.state.Channels = append(h.state.Channels, ChannelDef{Name: d.channels[i].text(), Options: d.channels[i].options})
	}
	n := x224.Of(h.conv)
	if n.RequestSeen && n.Asked && d.coreAt.n > 0 {
		x.Require(d.hasSelected, SelectedPresent, d.coreAt.off, d.coreAt.n, "")
	}
	if n.ResponseSeen {
		if d.extended.n > 0 {
			x.Require(n.Flags&x224.ExtendedClientDataSupported != 0, ExtendedData, d.extended.off, d.extended.n, "")
		}
		if d.hasSelected {
			equal(x, SelectedProtocol, d.selectedAt, d.selected, n.Selected)
		}
		if n.Selected == x224.ProtocolRDP && d.methodsAt.n > 0 {
			x.Require(d.methods|d.extMethods != 0, EncryptionOffered, d.methodsAt.off, d.methodsAt.n, "")
		}
	}
	if d.hasMonitors && d.attrAt.n > 0 {
		equal(x, MonitorsEqual, d.attrAt, d.attributes, d.monitors)
	}
}

// server takes in the server's settings.
func (h *handler) server(x *dissect.Context) {
	d, b := &h.m.server, x.Bytes()
	s := &h.state.Server
	*s = Server{
		Seen: true, Version: d.version, RequestedProtocols: d.requested, EarlyCapabilityFlags: d.early,
		Security: d.hasSecurity, EncryptionMethod: d.method, EncryptionLevel: d.level,
		ServerRandom: bytes.Clone(cut(b, d.random)),
		IOChannel:    d.io, MessageChannel: d.message, MultitransportFlags: d.transport,
	}
	s.Certificate.take(&d.cert, b)
	h.checkNegotiation(x)
	h.checkAnswers(x)
	h.checkSignature(x)
	h.announce()
}

// checkNegotiation holds the server's settings against the X.224 negotiation.
func (h *handler) checkNegotiation(x *dissect.Context) {
	d, n := &h.m.server, x224.Of(h.conv)
	if n.RequestSeen && d.hasRequest {
		equal(x, RequestedProtocols, d.requestedAt, d.requested, n.Requested)
	}
	if n.ResponseSeen && n.Selected != x224.ProtocolRDP && d.hasSecurity {
		x.Require(d.method == 0 && d.level == 0, SecurityWithTLS, d.securityAt.off, d.securityAt.n, "")
	}
	if n.ResponseSeen && n.Selected == x224.ProtocolRDP && d.hasSecurity {
		x.Require(d.method != 0, Unencrypted, d.securityAt.off, d.securityAt.n, "")
	}
}

// checkAnswers holds the server's settings against the client's.
func (h *handler) checkAnswers(x *dissect.Context) {
	if !h.state.Client.Seen {
		return
	}
	d, q := &h.m.server, &h.asked
	if d.hasMessage {
		x.Require(q.hasMessage, MessageAsked, d.messageAt.off, d.messageAt.n, "")
	}
	if d.hasTransp {
		x.Require(q.hasTransp, MultitransportAsked, d.transportAt.off, d.transportAt.n, "")
	}
	if d.hasSecurity && d.method != 0 && q.methodsAt.n > 0 {
		x.Require(d.method&^(q.methods|q.extMethods) == 0, MethodOffered, d.securityAt.off, 4, "")
	}
	if d.hasNet {
		equal(x, ChannelIDs, d.countAt, uint32(d.count), q.count)
	}
}

// equal checks that a number of this message is one that was seen before.
func equal(x *dissect.Context, r *dissect.Rule, at place, got, want uint32) {
	if got == want {
		x.Held(r)
		return
	}
	x.Report(r, at.off, at.n, "is "+strconv.FormatUint(uint64(got), 10)+" instead of "+strconv.FormatUint(uint64(want), 10))
}

// checkSignature checks the signature of a proprietary certificate.
func (h *handler) checkSignature(x *dissect.Context) {
	c := &h.m.server.cert
	signed, signature := cut(x.Bytes(), c.signed), cut(x.Bytes(), c.signature)
	if c.version != chainVersion1 || signed == nil || len(signature) != signatureLength {
		return
	}
	x.Require(verify(signed, signature), CertificateSignature, c.signature.off, c.signature.n, "")
}

// announce tells MCS the channels that the server assigned.
func (h *handler) announce() {
	d, q := &h.m.server, &h.asked
	s := mcs.Of(h.conv)
	s.SkipJoin = q.early&skipJoinFlag != 0 && d.early&scSkipJoin != 0
	if d.hasMessage && d.message != 0 {
		s.Announce(mcs.Channel{ID: d.message, Kind: mcs.MessageChannel})
	}
	if !d.hasNet {
		return
	}
	s.Announce(mcs.Channel{ID: d.io, Kind: mcs.IOChannel})
	for i, id := range d.ids[:d.kept] {
		if id == 0 {
			continue // the server did not assign one
		}
		def := channelDef{}
		if i < q.kept {
			def = q.channels[i]
		}
		if i < len(h.state.Channels) {
			h.state.Channels[i].ID = id
		}
		s.Announce(def.channel(id))
	}
}

// upToNUL is the part of UTF-16 text before its first NUL.
func upToNUL(b []byte) []byte {
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] == 0 && b[i+1] == 0 {
			return b[:i]
		}
	}
	return b
}

// Info tells the client and its channels, or what the server decided.
func (h *handler) Info(dir dissect.Dir, dst []byte) []byte {
	if dir == dissect.FromClient {
		d := &h.m.client
		dst = dissect.AppendUTF16(dst, upToNUL(cut(h.b, d.name)))
		dst = strconv.AppendUint(append(dst, ' '), uint64(d.width), 10)
		dst = strconv.AppendUint(append(dst, 'x'), uint64(d.height), 10)
		for i := range d.channels[:d.kept] {
			dst = append(append(dst, ' '), d.channels[i].text()...)
		}
		return dst
	}
	d := &h.m.server
	if d.hasSecurity {
		dst = append(dst, serverMethodNames.Value(uint64(d.method))...)
		dst = append(append(dst, ' '), levelNames.Value(uint64(d.level))...)
	}
	dst = strconv.AppendUint(append(dst, ", I/O channel "...), uint64(d.io), 10)
	if d.hasMessage {
		dst = strconv.AppendUint(append(dst, ", message channel "...), uint64(d.message), 10)
	}
	return dst
}
