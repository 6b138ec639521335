package rsmc

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/dissect"
)

// The steps of a binding, MS-RSMC 1.5, that messages show.
const (
	stepCertificate = 1 << iota // the server has told its certificate and port
	stepCredentials             // the server has told its passwords
	stepClient                  // the server has taken the client's certificate
	stepsAll        = stepCertificate | stepCredentials | stepClient
)

const (
	// maxSinks is how many registrations of event sinks are remembered. A client
	// has one for events and one for each chat.
	maxSinks = 64
	// maxDesktops is how many virtual desktops are known by name.
	maxDesktops = 256
)

// pairKey is where the conversations of two hosts keep their bindings.
var pairKey = new(pair)

// A pair is the bindings of two hosts: either may manage the other.
type pair struct{ list [2]*binding }

// A binding is what is known of a managed server and a client that manages it.
type binding struct {
	server, client dissect.HostAddr
	steps          int
	refused        bool // a step was answered with a fault
	asked          bool // the server has been sent the certificate of the client
	managed        bool // a management request was seen before the binding began

	port       uint64 // announced
	sum        [32]byte
	thumbprint string
	announced  bool // sum is known
	compared   bool // with the certificate of a TLS connection

	serverName string
	clientName string
	passwords  [2]secretSum // WmsManagement, WmsControl

	sinks    []sink
	desktops map[string]string // host name by virtual machine

	convs []*dissect.Conversation // that share it and go on
	lost  bool                    // one that has ended had lost bytes
	rec   record
}

// secretSum is the hash of a password: enough to recognise it.
type secretSum struct {
	sum   [32]byte
	known bool
}

// A sink is a registration of an event sink.
type sink struct {
	cookie uint64
	known  bool // the cookie is
	chat   bool
	uri    string
}

// join finds the binding that the conversation belongs to, by an interface that
// is called in it.
func (h *handler) join(p *port) *binding {
	if h.pair != nil {
		return h.pair
	}
	both := h.conv.Shared(pairKey, func() any { return new(pair) }).(*pair)
	server, client := h.conv.Server.Addr, h.conv.Client.Addr
	other := func() { server, client = client, server }
	switch p.host {
	case hostClient:
		other()
	case hostChat: // "back and forth": whoever is known to be managed, or else the side of a sink's host
		if b := both.of(server, client); b == nil {
			other()
		}
	}
	b := both.of(server, client)
	if b == nil {
		b = &binding{server: server, client: client}
		if both.list[0] == nil {
			both.list[0] = b
		} else {
			both.list[1] = b
		}
	}
	h.pair = b
	b.convs = append(b.convs, h.conv)
	return b
}

// lossy reports whether any of the conversations has lost bytes, so that what
// seems not to have been said may have been.
func (b *binding) lossy() bool {
	for _, c := range b.convs {
		if c.Lossy() {
			return true
		}
	}
	return b.lost
}

func (p *pair) of(server, client dissect.HostAddr) *binding {
	for _, b := range p.list {
		if b != nil && b.server == server && b.client == client {
			return b
		}
	}
	return nil
}

// leave is called when a conversation ends.
func (b *binding) leave(x *dissect.Context) {
	conv := x.Conversation()
	b.lost = b.lost || conv.Lossy()
	b.convs = slices.DeleteFunc(b.convs, func(c *dissect.Conversation) bool { return c == conv })
	if len(b.convs) == 0 {
		b.closed(x)
		b.rec.end(b, x)
	}
}

// closed compares the certificate that was announced with those of TLS
// connections that nobody could look into: up to TLS 1.2 they show it before
// anything is encrypted.
func (b *binding) closed(x *dissect.Context) {
	if !b.announced || b.compared {
		return
	}
	for _, s := range tls.Shown(x.Conversation()) {
		if s.Server.Addr != b.server || uint64(s.Server.Port) != b.port {
			continue
		}
		b.compared = true
		ok := s.SHA256 == b.sum
		detail := "announced SHA-256 " + hex.EncodeToString(b.sum[:]) + ", used " + hex.EncodeToString(s.SHA256[:])
		x.Require(ok, AnnouncedCertificate, 0, 0, detail)
		b.rec.check(x, "certificate", ok, detail)
	}
}

// role is the side of the binding that sends in direction dir.
func (h *handler) role(reply bool) string {
	if (h.conv.Client.Addr == h.pair.client) != reply {
		return roleClient
	}
	return roleServer
}

// The roles of a binding, in the words of MS-RSMC 1.3.
const (
	roleClient = "client" // that manages
	roleServer = "server" // that is managed
)

// commitRequest takes in a request.
func (h *handler) commitRequest(x *dissect.Context, in *http.Content, number uint64) {
	op := h.msg.operation
	b := h.join(op.port)
	b.rec.begin(h.conv, x)
	c := call{number: number, op: op, id: h.content(h.env.MessageID), host: h.target(in)}
	if in != nil {
		h.ports(x, in)
	}
	h.user(x, b)
	switch op.name {
	case "GetThumbnailBits":
		c.arg = h.value("idSession")
	case "SetSslCertificate":
		b.asked = true
		c.arg = h.value("wsHostName")
		h.certificate(x, ClientCertificate, "pSslCertificate", "wsSslCertificateThumbprint", c.arg)
	case "SetReplacementSslCertificate":
		h.certificate(x, ReplacementCertificate, "pSslCertificate", "", h.value("wsFqdnManagingServer"))
	case "OnNewServerCertificateReady":
		h.certificate(x, NewCertificate, "pSslCertificate", "", h.value("wsHostName"))
	case "OnboardVirtualDesktop":
		c.arg = b.desktops[strings.ToLower(h.value("wsVirtualMachineId"))]
	case "OnVirtualDesktopOnline":
		b.desktop(h.value("wsVirtualMachineId"), h.value("wsHostName"))
	case "RegisterCoreEventSink", "RegisterChatEventSink":
		c.arg = h.value("bstrUriSinkEndpoint")
	case "UnregisterCoreEventSink", "UnregisterChatEventSink":
		h.unregister(x, b, op)
	}
	h.order(x, b, op)
	if op.port.host != hostServer {
		h.sink(x, b, in)
	}
	if len(h.calls) == maxCalls {
		h.calls = append(h.calls[:0], h.calls[1:]...)
	}
	h.calls = append(h.calls, c)
	b.rec.request(h, b, x)
}

// commitReply takes in a response or fault.
func (h *handler) commitReply(x *dissect.Context, in *http.Content, number uint64) {
	c := h.take(number, in != nil)
	if c == nil {
		return // of a request that was not seen, or is not of this protocol
	}
	b := h.pair
	if id := h.env.RelatesTo; c.id != "" {
		off, n := h.place(id)
		x.Require(h.content(id) == c.id, RelatesTo, off, n, "")
	}
	if h.env.Fault >= 0 || h.msg == nil {
		h.fault(x, b, c)
		return
	}
	off, n := h.tag(h.env.Entry)
	x.Require(h.msg.operation == c.op, ReplyOperation, off, n, "the request was "+c.op.name)
	if h.msg.operation != c.op {
		return
	}
	switch c.op.name {
	case "RequestSslCertificate":
		h.announced(x, b, c)
	case "GetReplacementSslCertificate":
		h.certificate(x, CertificateSubject, "ppSslCertificate", "", c.host)
	case "RequestWmsControlCredentials":
		b.steps |= stepCredentials
		b.passwords[0].take(h.value("pwsWmsManagementPassword"))
		b.passwords[1].take(h.value("pwsWmsControlPassword"))
		b.rec.event(x, "authenticated", roleServer, "passwords of WmsManagement and WmsControl were handed out")
	case "SetSslCertificate":
		b.steps |= stepClient
		if c.arg != "" {
			b.clientName = c.arg
		}
		what := "certificate of the client was taken"
		b.rec.event(x, "established", roleServer, what)
	case "OnboardVirtualDesktop":
		h.certificate(x, DesktopCertificate, "ppSslCertificate", "pwsSslCertificateThumbprint", c.arg)
	case "RegisterCoreEventSink", "RegisterChatEventSink":
		h.register(x, b, c)
	}
	b.rec.reply(h, b, c, x)
}

// fault takes in a fault.
func (h *handler) fault(x *dissect.Context, b *binding, c *call) {
	step := c.op.creds == credAdmin || c.op.name == "RequestSslCertificate"
	what := "failed"
	if step {
		b.refused = true
		what = "refused"
	}
	b.rec.event(x, what, h.role(true), c.op.name+": "+string(clip(h.Info(0, nil))))
}

// announced takes in what the server tells over HTTP.
func (h *handler) announced(x *dissect.Context, b *binding, c *call) {
	b.steps |= stepCertificate
	b.port, _ = h.num("pSslPort")
	b.thumbprint = h.value("pwsSslCertificateThumbprint")
	if len(h.blob) > 0 && !h.blobBad {
		b.sum, b.announced = sha256.Sum256(h.blob), true
	}
	if b.serverName == "" {
		b.serverName = c.host
	}
	b.rec.event(x, "announced", roleServer, "TLS port "+strconv.FormatUint(b.port, 10)+", thumbprint "+b.thumbprint)
	h.certificate(x, CertificateSubject, "ppSslCertificate", "pwsSslCertificateThumbprint", c.host)
}

// target is the host that a request is for: of the To header, or else of the
// Host field. It is empty where it is an address or is not told.
func (h *handler) target(in *http.Content) string {
	host := ""
	if u, err := url.Parse(h.content(h.env.To)); err == nil {
		host = u.Hostname()
	}
	if host == "" && in != nil {
		v, _ := in.Request.Field("host")
		host = string(v[:min(len(v), maxName)])
		if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
			host = host[:i]
		}
		host = strings.Trim(host, "[]")
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	return host
}

// ports compares where a request goes with where it should go.
func (h *handler) ports(x *dissect.Context, in *http.Content) {
	b, port := h.pair, h.conv.Server.Port
	off, n := h.tag(h.env.Entry)
	switch h.msg.port.name {
	case "IMultiPointCertificateRequest":
		if in.Proxy {
			return
		}
		x.Require(port == 80, Port, off, n, "port "+strconv.Itoa(int(port)))
	case "IMultiPointCredentialRequest":
		if b.steps&stepCertificate != 0 && !in.Proxy {
			ok := uint64(port) == b.port
			detail := "announced " + strconv.FormatUint(b.port, 10) + ", used " + strconv.Itoa(int(port))
			x.Require(ok, AnnouncedPort, off, n, detail)
			b.rec.check(x, "port", ok, detail)
		}
		if s := outer(h.conv); b.announced && !in.Clear && s != nil {
			b.compared = true
			ok := s.SHA256 == b.sum
			detail := "announced SHA-256 " + hex.EncodeToString(b.sum[:]) + ", used " + hex.EncodeToString(s.SHA256[:])
			x.Require(ok, AnnouncedCertificate, off, n, detail)
			b.rec.check(x, "certificate", ok, detail)
		}
	}
}

// outer is the server's certificate of the innermost TLS connection that has
// one, nil where none was seen: it resumes a session, or the record with the
// certificate stayed closed.
func outer(conv *dissect.Conversation) *tls.Certificate {
	if !conv.Has(tls.Protocol) {
		return nil
	}
	all := tls.All(conv)
	for i := len(all) - 1; i >= 0; i-- {
		if len(all[i].Certificates) > 0 {
			return &all[i].Certificates[0]
		}
	}
	return nil
}

// user compares the user name of a call to an event sink with the client's host
// name, MS-RSMC 3.4.1, and passwords with those that were handed out.
func (h *handler) user(x *dissect.Context, b *binding) {
	m := h.env
	if m.Username < 0 {
		return
	}
	user := h.content(m.Username)
	switch h.msg.creds {
	case credSinkManagement, credSinkControl:
		if b.clientName != "" {
			off, n := h.place(m.Username)
			x.Require(sameHost(user, b.clientName), SinkUser, off, n, user+", the client is "+b.clientName)
		}
	case credManagement, credEither, credControl:
		which := 1
		if fold([]byte(user), "WmsManagement") {
			which = 0
		}
		if p := &b.passwords[which]; p.known && m.Password >= 0 {
			// The password may be longer than what is kept of names.
			h.text = m.Doc.Content(h.text[:0], m.Password)
			b.rec.check(x, "password", sha256.Sum256(h.text) == p.sum, "of "+user+", as it was handed out")
		}
	}
}

func (s *secretSum) take(password string) {
	if password != "" && len(password) < maxName {
		s.sum, s.known = sha256.Sum256([]byte(password)), true
	}
}

// order notes a management request in the middle of a binding: where the server
// has told its passwords and not yet got the client's certificate. Before that
// there may be an older binding.
func (h *handler) order(x *dissect.Context, b *binding, op *operation) {
	if op.port.host != hostServer || op.creds == credNone || op.creds == credAdmin {
		return
	}
	off, n := h.tag(h.env.Entry)
	switch {
	case b.steps == stepsAll:
		x.Held(Unbound)
	case b.steps == 0:
		b.managed = true // bound before, as it seems
	case b.steps&stepCredentials != 0 && !b.asked && !b.managed && !b.lossy():
		x.Report(Unbound, off, n, "SetSslCertificate has not been seen yet")
	}
}

// desktop remembers the host name of a virtual desktop.
func (b *binding) desktop(id, host string) {
	if id == "" || host == "" || len(b.desktops) >= maxDesktops {
		return
	}
	if b.desktops == nil {
		b.desktops = map[string]string{}
	}
	b.desktops[strings.ToLower(id)] = host
}

// register remembers an event sink.
func (h *handler) register(x *dissect.Context, b *binding, c *call) {
	s := sink{chat: c.op.name == "RegisterChatEventSink", uri: c.arg}
	s.cookie, s.known = h.num("pullCookie")
	if len(b.sinks) < maxSinks {
		b.sinks = append(b.sinks, s)
	}
	b.rec.event(x, "sink-registered", roleClient, c.arg)
}

// unregister looks for the sink that a cookie belongs to.
func (h *handler) unregister(x *dissect.Context, b *binding, op *operation) {
	v, ok := h.num("ullCookie")
	if !ok || len(b.sinks) == 0 {
		return // what was registered before the capture began is not known
	}
	chat := op.name == "UnregisterChatEventSink"
	found := -1
	for i, s := range b.sinks {
		if s.known && s.cookie == v && s.chat == chat {
			found = i
		}
	}
	if off, n := h.place(h.arg("ullCookie")); found < 0 && !b.lossy() {
		x.Report(Cookie, off, n, "")
	}
	if found >= 0 {
		x.Held(Cookie)
		b.rec.event(x, "sink-unregistered", roleClient, b.sinks[found].uri)
		b.sinks = append(b.sinks[:found], b.sinks[found+1:]...)
	}
}

// sink compares where an event goes with where the client has asked for it.
func (h *handler) sink(x *dissect.Context, b *binding, in *http.Content) {
	if in == nil || h.conv.Server.Addr != b.client || h.msg.port.name == "IMultiPointSystemOnlineEventSink" {
		return
	}
	chat, any := h.msg.port.host == hostChat, false
	for _, s := range b.sinks {
		if s.chat != chat {
			continue
		}
		any = true
		u, err := url.Parse(s.uri)
		if err != nil {
			continue
		}
		want := u.Port()
		if want == "" && u.Scheme == "https" {
			want = "443"
		}
		path := in.Request.Target()
		if u.Scheme == "https" && want == strconv.Itoa(int(h.conv.Server.Port)) && strings.EqualFold(u.EscapedPath(), string(path)) {
			x.Held(SinkURI)
			return
		}
	}
	if any && !b.lossy() {
		off, n := h.tag(h.env.Entry)
		x.Report(SinkURI, off, n, "port "+strconv.Itoa(int(h.conv.Server.Port))+", path "+strconv.Quote(string(clip(in.Request.Target()))))
	}
}
