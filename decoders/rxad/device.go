package rxad

import (
	"net/netip"
	"net/url"
	"strconv"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/ssdp"
	"github.com/radissect/radissect/decoders/tls"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxHosts is how many hosts are told apart between two addresses. There is
	// one for each installation of Media Center.
	maxHosts = 16
	// maxIssued is how many nonces are remembered, the latest ones.
	maxIssued = 256
	// maxEvents is how many events a session keeps.
	maxEvents = 256
	// maxChecks is how many signatures a session tells the outcome of.
	maxChecks = 64
	// maxConversations is how many conversations a session names.
	maxConversations = 1024
	// maxText is how many bytes of a text are kept.
	maxText = 256
)

// state is a state of the host, MS-RXAD 3.1.1.
type state uint8

const (
	stateInitial    state = iota
	stateNotSet           // Host Nonce not set and Host not Advertised
	stateSet              // Host Nonce set and Host not Advertised
	stateAdvertised       // Host Nonce not set and Host Advertised
	stateFinal
	states
)

// moves are where actions lead, by prose and figure 4 of 3.1.1; stateInitial
// where an action is not allowed. The prose lets AcquireNonce lead to the nonce
// being set from anywhere. It has Inhibit lead from the advertised state to
// stateSet, the figure to stateNotSet: the nonce is used up, so that of the figure
// is taken.
var moves = [states][actions]state{
	stateInitial:    {actAcquireNonce: stateSet},
	stateNotSet:     {actAcquireNonce: stateSet},
	stateSet:        {actAcquireNonce: stateSet, actAdvertise: stateAdvertised, actInhibit: stateNotSet},
	stateAdvertised: {actAcquireNonce: stateSet, actInhibit: stateNotSet},
}

// issued is a nonce that a device gave away, or that a host has used.
type issued struct {
	value uint32
	host  *host
	given bool     // the device was seen to give it
	used  *request // that used it last
}

// A host is one that speaks to a device.
type host struct {
	id         string
	server     dissect.Endpoint
	state      state
	acquiring  int  // AcquireNonce that were not answered yet
	losses     int  // of the device, when the last one was answered
	known      bool // the device was seen to answer one
	last       uint32
	algorithms string
	attach     bool
	identity   *identity

	advertised bool
	endpoint   netip.AddrPort // of the last Advertise that was accepted
	connected  int8           // 1 to the endpoint, -1 elsewhere
	elsewhere  uint16

	met    int      // advertisements that the device connected to
	missed []string // what it did instead

	facts   [facts]string
	rec     dissect.SessionRecord
	refused bool
	offline bool // the last one was an Inhibit
}

// The facts of a session, of the last Advertise but for the first.
const (
	factHostID = iota
	factApplication
	factExperience
	factEndpoint
	facts
)

var factNames = [facts]string{"host id", "application", "experience", "endpoint"}

// A device is what two hosts share about the device that one of them is, or both
// are.
type device struct {
	hosts []*host
	nonce []issued
	// losses counts the places at which messages may have been missed.
	losses int
}

var deviceKey = new(int)

var (
	_ dissect.Ender     = (*device)(nil)
	_ dissect.Neighbour = (*device)(nil)
)

// device is asked for anew each time: after an hour of silence there is another.
func (h *handler) device() *device {
	return h.conv.Shared(deviceKey, func() any { return &device{} }).(*device)
}

// A request waits for its response.
type request struct {
	action action
	dev    *device
	host   *host
	done   bool // it was answered
	time   int64
	replay bool // its nonce must not be accepted
	judged bool // whether it may be is known
	uri    netip.AddrPort
	detail string
}

// host is the host of the message at hand; nil where it does not say who it is.
func (h *handler) host(x *dissect.Context) *host {
	v := h.text(argHostID)
	if len(v) == 0 {
		return nil
	}
	id := lower(v)
	d := h.device()
	for _, k := range d.hosts {
		if k.id == id && k.server == h.conv.Server {
			h.join(k, x)
			return k
		}
	}
	if len(d.hosts) >= maxHosts {
		return nil
	}
	k := &host{id: id, server: h.conv.Server, state: stateNotSet}
	k.rec = dissect.SessionRecord{
		Kind: "rxad", Version: 1, Start: x.Time(),
		Parties: []dissect.Party{{Role: "host", Endpoint: h.conv.Client}, {Role: "device", Endpoint: h.conv.Server}},
	}
	k.rec.Parties[0].Endpoint.Port = 0 // another one for each connection
	k.rec.Protection = "none"
	if h.conv.Has(tls.Protocol) {
		k.rec.Protection = tls.Of(h.conv).Cipher()
	}
	d.hosts = append(d.hosts, k)
	h.before(k, x)
	h.join(k, x)
	return k
}

// lower is the beginning of an identifier in lower case.
func lower(b []byte) string {
	out := make([]byte, 0, 64)
	for _, c := range b[:min(len(b), maxText)] {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out = append(out, c)
	}
	return string(out)
}

// before takes in what came before the first action of a host.
func (h *handler) before(k *host, x *dissect.Context) {
	found, known := ssdp.Of(h.conv), upnp.Of(h.conv)
	if found != nil {
		k.rec.Start = min(k.rec.Start, found.Time)
		k.rec.Events = append(k.rec.Events, dissect.SessionEvent{
			Time: found.Time, What: "discovered", By: "device", Detail: found.Target, Message: found.Message,
		})
	}
	if known != nil {
		k.rec.Start = min(k.rec.Start, known.Time)
		k.rec.Parties[1].Name = known.Name
		k.rec.Events = append(k.rec.Events, dissect.SessionEvent{
			Time: known.Time, What: "described", By: "device", Detail: known.Name, Message: known.Message,
		})
	}
	x.Require(found != nil || known.Has(space), Discovered, 0, len(x.Bytes()), "")
}

// join adds the conversation at hand to the session of a host.
func (h *handler) join(k *host, x *dissect.Context) {
	k.rec.End = max(k.rec.End, x.Time())
	for i := len(k.rec.Conversations) - 1; i >= 0; i-- {
		if k.rec.Conversations[i] == h.conv {
			return
		}
	}
	if len(k.rec.Conversations) < maxConversations {
		k.rec.Conversations = append(k.rec.Conversations, h.conv)
	}
}

// event adds something that happened to the session of a host.
func (k *host) event(x *dissect.Context, what, by, detail string) {
	if !x.WantsSessions() {
		return
	}
	if len(k.rec.Events) >= maxEvents {
		k.rec.Dropped++
		return
	}
	k.rec.Events = append(k.rec.Events, dissect.SessionEvent{Time: x.Time(), What: what, By: by, Detail: detail, Message: x.Ref()})
}

// commitRequest takes in a request.
func (h *handler) commitRequest(x *dissect.Context) {
	r := &request{action: h.m.action, dev: h.device(), time: x.Time()}
	if h.m.action != actNone {
		if r.host = h.host(x); r.host == nil {
			r.dev.losses++ // whose it is cannot be told
		}
	}
	if k := r.host; k != nil {
		h.order(k, r, x)
	}
	if h.pending == nil {
		h.pending = map[uint64]*request{}
	}
	if len(h.pending) < maxPending {
		h.pending[h.in.Number] = r
	} else {
		h.device().losses++
	}
}

// order checks the rules about what a request rests on.
func (h *handler) order(k *host, r *request, x *dissect.Context) {
	off, n := h.env.Doc.TagPlace(h.env.Entry)
	if h.m.action == actAcquireNonce {
		k.acquiring++
		return
	}
	// Where this conversation has lost bytes, what is found is tainted anyway.
	sure := k.acquiring == 0 && (k.losses == h.device().losses || h.conv.Lossy())
	h.useNonce(k, r, x, sure)
	if sure && k.known {
		ok := moves[k.state][h.m.action] != stateInitial
		detail := ""
		if !ok {
			detail = actionNames[h.m.action] + " in the state " + stateNames[k.state]
		}
		x.Require(ok, StateRule, off, n, detail)
	}
	if k.known {
		if i := h.m.at[argSignatureAlgorithm]; i >= 0 {
			at, size := h.env.Doc.Place(i)
			v := h.text(argSignatureAlgorithm)
			ok := listed(k.algorithms, v)
			detail := ""
			if !ok {
				detail = string(v[:min(len(v), 64)])
			}
			x.Require(ok, AlgorithmOffered, at, size, detail)
		}
		if k.attach {
			x.Require(len(h.text(argHostCertificate)) > 0, Certificate, off, n, "")
		}
	}
	h.signature(k, x)
	h.tell(k, r)
}

// stateNames are the names of states, MS-RXAD 3.1.1.
var stateNames = [states]string{
	"Initial", "Host Nonce not set and Host not Advertised", "Host Nonce set and Host not Advertised",
	"Host Nonce not set and Host Advertised", "Final",
}

// listed reports whether a list with blanks between holds v.
func listed(list string, v []byte) bool {
	for len(list) > 0 {
		i := 0
		for i < len(list) && list[i] != ' ' {
			i++
		}
		if list[:i] == string(v) && i > 0 {
			return true
		}
		list = list[min(i+1, len(list)):]
	}
	return false
}

// useNonce checks the nonce of an Advertise or Inhibit, and uses it up.
func (h *handler) useNonce(k *host, r *request, x *dissect.Context, sure bool) {
	i := h.m.at[argNonce]
	if i < 0 {
		return
	}
	v, ok := isUI4(h.text(argNonce))
	if !ok {
		return
	}
	off, n := h.env.Doc.Place(i)
	d := h.device()
	var e *issued
	for j := len(d.nonce) - 1; j >= 0; j-- {
		if d.nonce[j].value == v && d.nonce[j].host.server == k.server {
			e = &d.nonce[j]
			break
		}
	}
	what := ""
	switch {
	case e != nil && e.used != nil && !h.again(e.used):
		what = "it was used before"
	case e != nil && e.host != k:
		what = "it was issued to " + e.host.id
	case e != nil && e.value != k.last:
		what = "a later one was issued: " + strconv.FormatUint(uint64(k.last), 10)
	case e != nil:
	case !sure:
		// What the device has issued is not known for sure.
	case k.known:
		what = "it was not issued; the last one was " + strconv.FormatUint(uint64(k.last), 10)
	case upnp.Of(h.conv).Has(space):
		what = "no AcquireNonce came before"
	}
	r.judged = e != nil || what != ""
	r.replay = what != ""
	if r.judged {
		x.Require(!r.replay, NonceFresh, off, n, what)
	}
	if e == nil {
		e = d.keep(issued{value: v, host: k})
	}
	e.used = r
}

// again reports whether the request at hand is another attempt of r, with M-POST
// where the device did not take POST, UPnP 1.0 3.2.1.
func (h *handler) again(r *request) bool {
	return string(h.in.Request.Method()) == "M-POST" && !r.done && r.action == h.m.action
}

// keep remembers a nonce.
func (d *device) keep(e issued) *issued {
	if len(d.nonce) >= maxIssued {
		d.nonce = append(d.nonce[:0], d.nonce[maxIssued/2:]...)
	}
	d.nonce = append(d.nonce, e)
	return &d.nonce[len(d.nonce)-1]
}

// tell keeps what is to be told once the device has answered.
func (h *handler) tell(k *host, r *request) {
	if h.m.action == actAdvertise {
		b := h.text(argExperienceEndpointURI)
		if u, ok := parseURI(b); ok && string(u.scheme.of(b)) == "xsp" {
			addr, err := netip.ParseAddr(trimBrackets(string(u.host.of(b))))
			port, perr := strconv.ParseUint(string(u.port.of(b)), 10, 16)
			if err == nil && perr == nil {
				r.uri = netip.AddrPortFrom(addr, uint16(port))
			}
		}
		if u, err := url.Parse(h.texts(argExperienceIconURI)); err == nil && u.Path != "" {
			http.Expect(h.conv, u.EscapedPath(), "icon")
		}
		k.facts[factApplication] = h.texts(argApplicationID, argApplicationVersion)
		k.facts[factExperience] = h.texts(argExperienceFriendlyName)
		k.facts[factEndpoint] = h.texts(argExperienceEndpointURI)
		if v := h.text(argHostFriendlyName); len(v) > 0 {
			k.rec.Parties[0].Name = clip(string(v), maxText)
		}
		r.detail = h.texts(argApplicationID, argApplicationVersion, argExperienceFriendlyName, argExperienceEndpointURI)
		return
	}
	r.detail = h.texts(argApplicationID, argReasonCode, argReasonMessage)
}

func trimBrackets(s string) string {
	if len(s) > 2 && s[0] == '[' && s[len(s)-1] == ']' {
		return s[1 : len(s)-1]
	}
	return s
}

// texts joins the texts of arguments that are not empty.
func (h *handler) texts(list ...argument) string {
	var out []byte
	for _, a := range list {
		v := h.text(a)
		if len(v) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, ", "...)
		}
		if a == argReasonCode {
			out = append(out, "reason "...)
		}
		if a == argExperienceEndpointURI {
			out = appendURI(out, v[:min(len(v), maxText)])
			continue
		}
		out = append(out, v[:min(len(v), maxText)]...)
	}
	return string(out)
}

// signature checks the signature of the message at hand, shows and extracts the
// certificate, and tells the outcome.
func (h *handler) signature(k *host, x *dissect.Context) {
	if v := h.text(argHostCertificate); len(v) > 0 {
		raw := decodeBase64(v, maxCertificate)
		_, der := split(raw)
		switch {
		case raw == nil:
			k.identity = &identity{why: "HostCertificate is not base64"}
		case k.identity == nil || string(k.identity.der) != string(der):
			k.identity = identify(der)
			h.extract(k, x, der)
			if len(k.rec.Checks) < maxChecks {
				k.rec.Checks = append(k.rec.Checks, dissect.SessionCheck{What: "certificate", Result: result(k.identity), Detail: k.identity.about})
			}
		}
		if raw != nil {
			h.handCertificate(x, raw, k.identity)
		}
	}
	i := h.m.at[argSignature]
	if i < 0 {
		return
	}
	off, n := h.env.Doc.Place(i)
	outcome, detail := "unknown", ""
	switch alg := h.text(argSignatureAlgorithm); {
	case string(alg) != algorithmPSS:
		detail = "the algorithm " + clip(string(alg), 64) + " is not known"
	case k.identity == nil:
		detail = "the certificate of the host was not seen"
	case k.identity.key == nil:
		detail = k.identity.why
	case x.Touched():
		detail = "bytes of the message were lost"
	default:
		sig := decodeBase64(h.text(argSignature), maxModulus)
		p, ok := open(k.identity.key, sig)
		x.Require(ok, SignatureMade, off, n, "")
		if !ok {
			outcome, detail = "mismatch", "it is not of the algorithm and the certificate"
			break
		}
		fits := p.fits(h.signed())
		x.Require(fits, SignedText, off, n, "")
		outcome, detail = "match", "over the action and the values in their order (inferred)"
		if !fits {
			outcome, detail = "mismatch", "made by the key of the certificate, over something else than the action and the values in their order (inferred)"
		}
	}
	if len(k.rec.Checks) < maxChecks {
		k.rec.Checks = append(k.rec.Checks, dissect.SessionCheck{What: "signature", Result: outcome, Detail: actionNames[h.m.action] + ": " + detail})
	} else {
		k.rec.Dropped++
	}
}

func result(id *identity) string {
	if id.key == nil {
		return "unknown"
	}
	return "seen"
}

// signed is the text that the signature of the message at hand is taken to
// cover: the name of the action, and the values of the arguments in the order in
// which they came, but for Signature and HostCertificate.
func (h *handler) signed() []byte {
	d := &h.env.Doc
	out := []byte(actionNames[h.m.action])
	for i := d.First(h.env.Entry); i >= 0; i = d.Next(i, h.env.Entry) {
		if a := argumentOf(d.Local(i)); a != argSignature && a != argHostCertificate {
			out = append(out, d.Content(nil, i)...)
		}
	}
	return out
}

// extract sends a certificate out.
func (h *handler) extract(k *host, x *dissect.Context, der []byte) {
	if !x.WantsArtifacts() {
		return
	}
	off, n := h.env.Doc.Place(h.m.at[argHostCertificate])
	a := x.Artifact("certificate", "HostCertificate.cer")
	a.Session = &k.rec
	x.Extract(a, der, x.Ranges(off, n), 0)
	x.ExtractEnd(a, false)
}

// commitReply takes in a response.
func (h *handler) commitReply(x *dissect.Context) {
	r := h.pending[h.in.Number]
	if r == nil {
		return
	}
	r.done = true
	delete(h.pending, h.in.Number)
	took := x.Time() - r.time
	const most = 30e9
	detail := ""
	if took > most {
		detail = "it took " + strconv.FormatFloat(float64(took)/1e9, 'f', 1, 64) + " s"
	}
	x.Require(took <= most, InTime, 0, len(x.Bytes()), detail)
	k := r.host
	if k == nil || r.dev != h.device() {
		return
	}
	if r.action == actAcquireNonce {
		k.acquiring--
	}
	h.join(k, x)
	if h.m.fault {
		k.refused = true
		k.event(x, "refused", "device", actionNames[r.action]+":"+string(upnp.AppendError(nil, h.env)))
		return
	}
	if h.in.Response.Status != 200 || h.m.action != r.action {
		return
	}
	next := moves[k.state][r.action]
	switch {
	case next != stateInitial:
		k.state = next
	case r.action == actAdvertise:
		k.state = stateAdvertised
	case r.action == actInhibit:
		k.state = stateNotSet
	}
	if r.action == actAcquireNonce {
		h.acquired(k, x)
		return
	}
	if r.judged {
		x.Require(!r.replay, NonceReplayed, 0, len(x.Bytes()), "")
	}
	k.settle()
	if k.offline = r.action == actInhibit; k.offline {
		k.advertised = false
		k.event(x, "inhibited", "host", r.detail)
		return
	}
	k.advertised, k.endpoint = true, r.uri
	k.event(x, "advertised", "host", r.detail)
}

// acquired takes in an AcquireNonceResponse.
func (h *handler) acquired(k *host, x *dissect.Context) {
	k.known, k.acquiring, k.losses = true, 0, h.device().losses
	k.algorithms = clip(string(h.text(argSupportedAlgorithms)), 1024)
	k.attach, _ = isBoolean(h.text(argAttachCertificate))
	i := h.m.at[argNonce]
	if i < 0 {
		return
	}
	v, ok := isUI4(h.text(argNonce))
	if !ok {
		return
	}
	d := h.device()
	again := false
	for _, e := range d.nonce {
		again = again || e.given && e.value == v && e.host.server == k.server
	}
	off, n := h.env.Doc.Place(i)
	x.Require(!again, NonceRepeated, off, n, "")
	d.keep(issued{value: v, host: k, given: true})
	k.last = v
	k.event(x, "nonce-acquired", "host", strconv.FormatUint(uint64(v), 10))
}

// maxMissed is how many of them are told.
const maxMissed = 8

// settle closes the account of an advertisement.
func (k *host) settle() {
	switch {
	case k.connected == 1:
		k.met++
	case k.connected == -1 && len(k.missed) < maxMissed:
		k.missed = append(k.missed, "the device connected to port "+strconv.Itoa(int(k.elsewhere))+", not to "+k.endpoint.String())
	}
	k.connected = 0
}

// Began looks for the device connecting to what was advertised.
func (d *device) Began(c *dissect.Conversation) {
	if c.Transport != "tcp" {
		return
	}
	for _, k := range d.hosts {
		if !k.advertised || k.connected == 1 || !k.endpoint.IsValid() {
			continue
		}
		to := c.Server.AddrPort()
		from := k.rec.Conversations[0]
		if c.Client.Addr != k.server.Addr || c.Server.Addr != from.Client.Addr || to.Addr() != k.endpoint.Addr() {
			continue
		}
		const rdp, extender = 3389, 3390
		switch {
		case to.Port() == k.endpoint.Port():
			k.connected = 1
			if len(k.rec.Events) < maxEvents {
				k.rec.Events = append(k.rec.Events, dissect.SessionEvent{Time: c.Start, What: "connected", By: "device", Detail: to.String()})
			}
			k.rec.End = max(k.rec.End, c.Start)
		case k.connected == 0 && (to.Port() == rdp || to.Port() == extender) && k.endpoint.Port() != to.Port():
			k.connected, k.elsewhere = -1, to.Port()
		}
	}
}

// End sends the sessions out.
func (d *device) End(x *dissect.Context) {
	for _, k := range d.hosts {
		k.settle()
		for range k.met {
			x.Held(Connected)
		}
		for _, what := range k.missed {
			x.Report(Connected, 0, 0, what)
		}
		switch {
		case k.advertised:
			k.rec.Outcome = "advertised"
		case k.offline:
			k.rec.Outcome = "inhibited"
		case k.refused:
			k.rec.Outcome = "refused"
		default:
			k.rec.Outcome = "unknown"
		}
		k.facts[factHostID] = k.id
		for i, v := range k.facts {
			if v != "" {
				k.rec.Facts = append(k.rec.Facts, dissect.SessionFact{Name: factNames[i], Value: v})
			}
		}
		x.Session(&k.rec)
	}
}
