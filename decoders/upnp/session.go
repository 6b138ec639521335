package upnp

import (
	"bytes"
	"net/url"
	"strconv"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

const (
	// maxTypes is how many service types of devices are remembered.
	maxTypes = 64
	// maxText is how many bytes of a name or type are kept.
	maxText = 256
)

// Known is what one of two hosts has told the other about its device.
type Known struct {
	Time    int64  // of the first description, in nanoseconds since 1970
	Name    string // friendlyName of the root device
	Message *dissect.Ref
	types   []string
}

// Has reports whether a description listed a service of this type.
func (k *Known) Has(service string) bool {
	if k == nil {
		return false
	}
	for _, t := range k.types {
		if t == service {
			return true
		}
	}
	return false
}

// share is what the conversations of two hosts share.
type share struct{ known *Known }

// Held is what the names of types take, in bytes.
func (s *share) Held() int {
	n := 0
	if s.known != nil {
		for _, t := range s.known.types {
			n += 16 + len(t)
		}
	}
	return n
}

var shareKey = new(int)

// Of is what the descriptions that were seen between the two hosts of conv say;
// nil where there was none.
func Of(conv *dissect.Conversation) *Known { return shared(conv).known }

func shared(conv *dissect.Conversation) *share {
	return conv.Shared(shareKey, func() any { return &share{} }).(*share)
}

// handler reads the messages of one conversation.
type handler struct {
	conv *dissect.Conversation
	kind *dissect.Kind
	head http.Head
	doc  *xml.Doc // the document at hand; one serves all conversations of a worker
	room []byte

	inner bool // the body of an event is being read by xml
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// rooms is the key of what the conversations of a worker share.
var rooms = new(byte)

func newHandler(c *dissect.Conversation) *handler {
	doc := c.Room(rooms, func() any { return new(xml.Doc) }).(*xml.Doc)
	return &handler{conv: c, head: http.Head{Leaf: http.ByName(headers)}, doc: doc}
}

// Frame is used for what the end of a conversation hands over: it is whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads a description, a call, or a message of an event.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	in, m := http.Of(h.conv), soap.Of(h.conv)
	switch {
	case m != nil:
		h.control(c, m, in)
	case in != nil && in.Part == http.PartHead:
		h.event(c, in)
	default:
		h.document(c, in)
	}
	c.Is(h.kind)
}

// control reads a call, its response or a fault.
func (h *handler) control(c *dissect.Cursor, m *soap.Envelope, in *http.Content) {
	d := &m.Doc
	if m.Fault >= 0 {
		h.kind = kindFault
		ShowFault(c, m)
		if in == nil || !in.Cut {
			CheckFault(c, m, in)
		}
		return
	}
	h.kind = kindAction
	if in != nil && in.Reply {
		h.kind = kindReply
	}
	if m.Entry >= 0 {
		Begin(c, d, m.Entry)
		c.Enter(fCall)
		for k := d.First(m.Entry); k >= 0; k = d.Next(k, m.Entry) {
			named(c, d, k, fArgumentName, fArgument)
		}
		End(c, d, m.Entry)
		c.Leave()
	}
	Rest(c, d)
}

// event reads the head of a message about events.
func (h *handler) event(c *dissect.Cursor, in *http.Content) {
	h.head.Read(c)
	if n := c.Left(); n > 0 {
		c.Bytes(fBody, n)
	}
	switch {
	case in.Reply:
		h.kind = kindAnswer
	case string(in.Request.Method()) == "SUBSCRIBE":
		h.kind = kindSubscribe
	case string(in.Request.Method()) == "UNSUBSCRIBE":
		h.kind = kindUnsubscribe
	default:
		h.kind = kindNotify
	}
}

// document reads a description or a set of properties; and the body of an
// event before that is known to be XML.
func (h *handler) document(c *dissect.Cursor, in *http.Content) {
	if isEvent(in) && !h.inner {
		h.kind = kindBody
		c.Rest(fBody)
		return
	}
	d := h.doc
	d.Parse(c.Peek())
	root := d.Root()
	var s shape
	switch {
	case d.Is(root, spaceDevice, "root"):
		h.kind, s = kindDevice, descriptions
	case d.Is(root, spaceService, "scpd"):
		h.kind, s = kindService, services
	case d.Is(root, spaceEvent, "propertyset"):
		h.kind, s = kindProperties, properties
	default:
		h.kind = kindBody
		c.Rest(fBody)
		return
	}
	element(c, d, root, s)
	Rest(c, d)
	if in != nil && in.Cut || d.Problem(xml.FaultSyntax) || d.Problem(xml.FaultDepth) || d.Problem(xml.FaultSize) {
		return // what seems to be missing may stand behind the end of reading
	}
	switch h.kind {
	case kindDevice:
		h.judgeDevice(c)
	case kindService:
		h.judgeService(c)
	}
}

// isEvent reports whether a message of events is being handed on.
func isEvent(in *http.Content) bool {
	if in == nil {
		return false
	}
	switch string(in.Request.Method()) {
	case "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY":
		return true
	}
	return false
}

// Commit keeps what a description tells, and hands the body of an event to xml,
// which hands the properties back.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	defer h.doc.Shrink()
	switch h.kind {
	case kindDevice:
		h.keep(x)
	case kindBody:
		in := http.Of(h.conv)
		if !h.inner && isEvent(in) && (in.Media == "text/xml" || in.Media == "application/xml") {
			h.inner = true
			x.Pass(xml.Protocol, 0, len(x.Bytes()), "")
			h.inner = false
		}
	}
}

// keep remembers the device that was described.
func (h *handler) keep(x *dissect.Context) {
	s := shared(h.conv)
	k := s.known
	if k == nil {
		k = &Known{Time: x.Time()}
		s.known = k
		if x.WantsSessions() {
			k.Message = x.Ref()
		}
	}
	d := h.doc
	if v := h.text(d.Child(d.Child(d.Root(), "*", "device"), "*", "friendlyName")); v != "" {
		k.Name = v
	}
	for i := range d.Nodes {
		if d.Nodes[i].Kind != xml.Element {
			continue
		}
		switch string(d.Local(i)) {
		case "serviceType":
			if t := h.text(i); !k.Has(t) && len(k.types) < maxTypes {
				k.types = append(k.types, t)
			}
		case "icon":
			if x.WantsArtifacts() {
				h.icon(h.text(d.Child(i, "*", "url")))
			}
		}
	}
}

// icon says what a URL of a description leads to. It may be relative to the
// description.
func (h *handler) icon(at string) {
	to, err := url.Parse(at)
	if err != nil || at == "" {
		return
	}
	base := &url.URL{Path: "/"}
	if in := http.Of(h.conv); in != nil {
		if u, err := url.Parse(string(in.Request.Target())); err == nil {
			base = u
		}
	}
	http.Expect(h.conv, base.ResolveReference(to).EscapedPath(), "icon")
}

// text is the text of element i, at most its first bytes.
func (h *handler) text(i int) string {
	h.room = h.doc.Content(h.room[:0], i)
	return string(h.room[:min(len(h.room), maxText)])
}

// Info tells what is described or called, or what went wrong.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	d := h.doc
	switch h.kind {
	case kindDevice:
		device := d.Child(d.Root(), "*", "device")
		dst = d.Content(dst, d.Child(device, "*", "friendlyName"))
		return d.Content(append(dst, ' '), d.Child(device, "*", "deviceType"))
	case kindService:
		list := d.Child(d.Root(), "*", "actionList")
		n := 0
		for k := d.First(list); k >= 0; k = d.Next(k, list) {
			n++
		}
		return append(strconv.AppendInt(dst, int64(n), 10), " actions"...)
	case kindProperties:
		root := d.Root()
		for k := d.First(root); k >= 0; k = d.Next(k, root) {
			if v := d.First(k); v >= 0 {
				if len(dst) > 0 {
					dst = append(dst, ' ')
				}
				dst = append(dst, d.Local(v)...)
			}
		}
	case kindAnswer:
		if in := http.Of(h.conv); in != nil {
			return strconv.AppendInt(dst, int64(in.Response.Status), 10)
		}
	case kindSubscribe, kindUnsubscribe, kindNotify:
		return append(dst, h.head.Target()...)
	case kindAction, kindReply, kindFault:
		return h.infoControl(dst)
	}
	return dst
}

// infoControl tells the service and the action of a call, and the error of a fault.
func (h *handler) infoControl(dst []byte) []byte {
	m, in := soap.Of(h.conv), http.Of(h.conv)
	if m == nil {
		return dst
	}
	if h.kind != kindFault {
		if m.Entry >= 0 {
			dst = append(dst, m.Doc.Local(m.Entry)...)
			dst = append(append(dst, ' '), m.Doc.Space(m.Entry)...)
		}
		return dst
	}
	return AppendFault(dst, m, in)
}

// AppendFault appends the action that was asked for by SOAPACTION, and the error.
func AppendFault(dst []byte, m *soap.Envelope, in *http.Content) []byte {
	if in != nil {
		v, _ := Action(&in.Request)
		v = bytes.Trim(v, "\"")
		dst = append(dst, v[bytes.LastIndexByte(v, '#')+1:]...)
	}
	return AppendError(dst, m)
}

// AppendError appends the code and the text of a fault, behind a space.
func AppendError(dst []byte, m *soap.Envelope) []byte {
	code, text := ReadError(m)
	if code < 0 {
		return dst
	}
	dst = strconv.AppendInt(append(dst, ' '), int64(code), 10)
	if n := ErrorName(code); n != "" {
		dst = append(append(append(dst, " ("...), n...), ')')
	}
	if text >= 0 {
		dst = m.Doc.Content(append(dst, ' '), text)
	}
	return dst
}
