package dscpm

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxModules is how many modules of a conversation are remembered.
	maxModules = 256
	// maxText is how many bytes of a name or identifier are kept. UUIDs have 36.
	maxText = 256
)

// keep copies a name or identifier, at most its first maxText bytes.
func keep(b []byte) string { return string(b[:min(len(b), maxText)]) }

// remember keeps b in to, without a copy where it is there already.
func remember(to *string, b []byte) {
	if b = b[:min(len(b), maxText)]; *to != string(b) {
		*to = string(b)
	}
}

// A State is what is known about the node of a conversation.
type State struct {
	ConfigurationID string // as in the last URL that had one
	AgentID         string // as in the last URL or header that had one
	JobID           string // of the last report
	Checksum        string // of the configuration that was got last, as in the header
	Registered      bool   // a registration was answered with success
	RotationAsked   bool   // the server has asked for a new certificate
	RotationTried   bool   // the client has sent one since
}

// Of is what is known about the node of conv; nil where the protocol was not
// seen in it.
func Of(conv *dissect.Conversation) *State {
	if conv == nil || !conv.Has(Protocol) {
		return nil
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok {
		return nil
	}
	return &h.state
}

// rooms is the key of the texts that conversations share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) dissect.Handler {
	return &handler{conv: c, doc: c.Room(rooms, func() any { return new(json.Doc) }).(*json.Doc)}
}

// handler reads the messages of one conversation.
type handler struct {
	conv  *dissect.Conversation
	state State

	uri uri
	doc *json.Doc     // of the body at hand; one serves all conversations of a worker
	in  *http.Content // during Decode and Commit

	modules map[string]string // checksum by module
	since   int               // requests since a rotation was asked for
	told    bool              // that nothing protects the conversation
	pulls   []*pull           // nodes of this conversation, the last one at the end
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
	_ dissect.Ender    = (*handler)(nil)
)

// Frame is used for what the end of a conversation hands over: it is whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads a head or body.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	in := http.Of(h.conv)
	h.in = in
	if in == nil {
		c.Is(kindBody)
		c.Rest(fBody)
		return
	}
	h.uri.parse(in.Request.Target())
	k := 0
	if in.Reply {
		k = 1
	}
	if in.Part == http.PartHead {
		c.Is(kindsOf[h.uri.op][k])
		target := h.showHead(c, in.Head())
		if in.Reply {
			h.checkResponse(c)
		} else {
			h.checkURL(c, target)
			h.checkRequest(c, target)
		}
		return
	}
	c.Is(kindsOf[h.uri.op][k+2])
	h.body(c)
}

// Commit lets a head or body take effect.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	in := h.in
	h.in = nil
	defer h.doc.Shrink()
	switch {
	case in == nil:
		return
	case in.Part == http.PartHead && in.Reply:
		h.commitResponse(x, in)
		h.recordResponse(x, in)
	case in.Part == http.PartHead:
		h.commitRequest(x, in)
		h.recordRequest(x, in)
	case in.Reply:
		h.commitContent(x, in)
	default:
		h.commitRequestBody(x, in)
	}
	if in.Part == http.PartBody {
		h.recordBody(x, in)
	}
}

// commitRequest takes in the head of a request.
func (h *handler) commitRequest(x *dissect.Context, in *http.Content) {
	s := &h.state
	if v := h.uri.values[paramConfigurationID]; v.set {
		remember(&s.ConfigurationID, h.uri.text(paramConfigurationID))
	}
	if v := h.uri.values[paramAgentID]; v.set {
		remember(&s.AgentID, h.uri.text(paramAgentID))
	} else if v, ok := in.Request.Field("agentid"); ok {
		remember(&s.AgentID, unquote(v))
	}
	if !in.Clear {
		x.Held(Clear)
	} else if !h.told {
		h.told = true
		x.Report(Clear, 0, len(x.Bytes()), "")
	}
	if h.uri.op == opCertificateRotation {
		x.Require(s.RotationAsked, RotationUnasked, 0, len(x.Bytes()), "no DSC-certificateRotation header was seen before in this conversation")
		s.RotationTried = true
	}
	if s.RotationAsked {
		h.since++
	}
}

// commitResponse takes in the head of a response.
func (h *handler) commitResponse(x *dissect.Context, in *http.Content) {
	s := &h.state
	if v, ok := in.Response.Field("dsc-certificaterotation"); ok && fold(unquote(v), "true") && !s.RotationAsked {
		s.RotationAsked, s.RotationTried, h.since = true, false, 0
	}
	if h.uri.op == opRegisterDscAgent && in.Response.Status/100 == 2 {
		s.Registered = true
	}
	v, ok := in.Response.Field("checksum")
	if !ok || in.Response.Status != 200 {
		return
	}
	v = unquote(v)
	switch h.uri.op {
	case opGetConfiguration:
		remember(&s.Checksum, v)
	case opGetModule:
		h.module(x, in, v)
	}
}

// module compares the checksum of a module with that of an earlier response.
func (h *handler) module(x *dissect.Context, in *http.Content, sum []byte) {
	var room, sumRoom [4 * maxText]byte
	key := room[:0]
	for _, p := range [...]param{paramConfigurationID, paramModuleName, paramModuleVersion} {
		key = append(appendLower(key, h.uri.text(p)), 0)
	}
	if len(key) > 4*maxText {
		return
	}
	now := appendLower(sumRoom[:0], sum[:min(len(sum), maxText)])
	before, known := h.modules[string(key)]
	if !known {
		if h.modules == nil {
			h.modules = map[string]string{}
		}
		if len(h.modules) < maxModules {
			h.modules[string(key)] = string(now)
		}
		return
	}
	off, n := in.Response.ValueAt(in.Response.Index("checksum"))
	x.Require(before == string(now), ModuleChanged, off, n, "the same module had another checksum before")
	if before != string(now) {
		h.modules[string(key)] = string(now)
	}
}

func appendLower(dst, b []byte) []byte {
	for _, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// End sends out what is known about nodes that are done, and says that a
// certificate was asked for and never came.
func (h *handler) End(x *dissect.Context) {
	h.over(x)
	switch s := &h.state; {
	case !s.RotationAsked:
	case s.RotationTried:
		x.Held(RotationTry)
	case h.since > 0:
		x.Report(RotationTry, 0, 0, "the client has gone on in the same connection without it")
	}
}

// Info tells what the message is about.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	in := h.in
	if in == nil {
		return dst
	}
	sep := func() {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
	}
	if in.Part == http.PartBody {
		for _, name := range [...]string{"value", "NodeStatus", "JobId", "Status"} {
			if i := h.top(name); i >= 0 && len(h.doc.Values) > 0 {
				sep()
				dst = append(append(append(dst, name...), ' '), h.doc.Bytes(i)...)
			}
		}
		return dst
	}
	if in.Reply {
		dst = append(dst, byte('0'+in.Response.Status/100%10), byte('0'+in.Response.Status/10%10), byte('0'+in.Response.Status%10))
	}
	for p := range params {
		if h.uri.values[p].set {
			sep()
			dst = append(append(append(dst, paramTitles[p]...), ' '), h.uri.text(p)...)
		}
	}
	return dst
}

// paramTitles are the names of parameters as they are written.
var paramTitles = [params]string{"ConfigurationId", "AgentId", "JobId", "ModuleName", "ModuleVersion", "ConfigurationName"}
