// Package soap decodes SOAP 1.1 (W3C Note, 8 May 2000) and SOAP 1.2 (W3C
// Recommendation, Second Edition) envelopes: header entries, among them those of
// WS-Addressing 1.0 and WS-Security UsernameToken, the body entry, and faults.
//
// An envelope is handed on to the protocol of its body entry whole, in the bytes
// that were captured, together with what was found in it (Of).
package soap

import (
	"bytes"
	"strings"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// The namespaces of envelopes.
const (
	Space11 = "http://schemas.xmlsoap.org/soap/envelope/"
	Space12 = "http://www.w3.org/2003/05/soap-envelope"
)

// The namespaces of header entries that are read.
const (
	spaceAddressing   = "http://www.w3.org/2005/08/addressing"
	spaceAddressing04 = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
	spaceSecurity     = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
	passwordDigest    = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest"
)

// Body holds the protocols that are carried in SOAP, by the namespace of the body
// entry. A fault, and a body entry of an unknown namespace, is handed to the
// protocol of the service that was asked for (the SOAPAction field up to its
// '#'); a fault of a service that is not known to that of its detail entry.
var Body = dissect.NewTable[string]("soap.body")

// Endpoint holds the protocols of services that are known by the last segment of
// the path that a request asks for, in lower case. It is asked for bodies whose
// namespace Body does not hold, and for faults that tell nothing of their own.
var Endpoint = dissect.NewTable[string]("soap.endpoint")

// ServiceType is the key of Body that stands for every service type of UPnP that
// is not bound by itself.
const ServiceType = "urn:*:service:*"

// Protocol is SOAP.
var Protocol = &dissect.Protocol{
	Name:   "soap",
	Title:  "SOAP 1.1 and 1.2",
	Specs:  []dissect.Spec{"SOAP 1.1", "SOAP 1.2-1", "SOAP 1.2-2", "WS-Addressing 1.0", "WSS UsernameToken 1.0"},
	Rules:  Rules,
	Fields: Fields,
	Kinds:  Kinds,
	Binds: []dissect.Bind{
		xml.Root.Key(xml.Name{Space: Space11, Local: "Envelope"}),
		xml.Root.Key(xml.Name{Space: Space12, Local: "Envelope"}),
	},
	New: func(c *dissect.Conversation) dissect.Handler {
		return &handler{conv: c, m: c.Room(rooms, func() any { return new(Envelope) }).(*Envelope)}
	},
}

var (
	kindEnvelope11 = &dissect.Kind{Name: "SOAP 1.1 envelope", Spec: "SOAP 1.1 4"}
	kindEnvelope12 = &dissect.Kind{Name: "SOAP 1.2 envelope", Spec: "SOAP 1.2-1 5"}
	kindFault11    = &dissect.Kind{Name: "SOAP 1.1 fault", Spec: "SOAP 1.1 4.4"}
	kindFault12    = &dissect.Kind{Name: "SOAP 1.2 fault", Spec: "SOAP 1.2-1 5.4"}
	kindNone       = &dissect.Kind{Name: "no SOAP envelope", Spec: "SOAP 1.1 4"}
)

// rooms is the key of what the conversations of a worker share.
var rooms = new(byte)

// An Envelope is one SOAP message. Indexes are those of nodes of Doc, -1 where
// there is no such element.
type Envelope struct {
	Doc     xml.Doc
	Version int // 11 or 12; 0 where the document is no envelope
	Header  int
	Body    int
	Entry   int // the first body entry, which is the fault where there is one
	Fault   int
	Detail  int // the first entry of the fault's detail

	// Header entries of WS-Addressing 1.0.
	Action    int
	MessageID int
	RelatesTo int
	To        int
	ReplyTo   int

	// Of a UsernameToken.
	Username int
	Password int

	root int
	by   Entries // during Show
}

// Space is the namespace of the envelope.
func (m *Envelope) Space() string {
	if m.Version == 12 {
		return Space12
	}
	return Space11
}

// Parse reads an envelope. Its storage is used again.
func (m *Envelope) Parse(b []byte) {
	d := &m.Doc
	d.Parse(b)
	m.Version, m.Header, m.Body, m.Entry, m.Fault, m.Detail = 0, -1, -1, -1, -1, -1
	m.Action, m.MessageID, m.RelatesTo, m.To, m.ReplyTo, m.Username, m.Password = -1, -1, -1, -1, -1, -1, -1
	m.root = d.Root()
	switch {
	case d.Is(m.root, Space11, "Envelope"):
		m.Version = 11
	case d.Is(m.root, Space12, "Envelope"):
		m.Version = 12
	default:
		return
	}
	space := m.Space()
	m.Header = d.Child(m.root, space, "Header")
	m.Body = d.Child(m.root, space, "Body")
	for k := d.First(m.Header); k >= 0; k = d.Next(k, m.Header) {
		m.entry(k)
	}
	m.Entry = d.First(m.Body)
	if m.Entry < 0 || !d.Is(m.Entry, space, "Fault") {
		return
	}
	m.Fault = m.Entry
	detail := d.Child(m.Fault, "", "detail")
	if m.Version == 12 {
		detail = d.Child(m.Fault, space, "Detail")
	}
	m.Detail = d.First(detail)
}

// entry keeps a header entry that is known.
func (m *Envelope) entry(k int) {
	d := &m.Doc
	switch string(d.Space(k)) {
	case spaceAddressing, spaceAddressing04:
		switch string(d.Local(k)) {
		case "Action":
			m.Action = k
		case "MessageID":
			m.MessageID = k
		case "RelatesTo":
			m.RelatesTo = k
		case "To":
			m.To = k
		case "ReplyTo":
			m.ReplyTo = d.First(k)
		}
	case spaceSecurity:
		if string(d.Local(k)) != "Security" {
			return
		}
		token := d.Child(k, spaceSecurity, "UsernameToken")
		m.Username = d.Child(token, spaceSecurity, "Username")
		m.Password = d.Child(token, spaceSecurity, "Password")
	}
}

// Of is the envelope that soap is handing on in conv; nil where it is not
// handing on anything. It is valid while the protocol that was handed it decodes
// and commits.
func Of(conv *dissect.Conversation) *Envelope {
	if conv == nil || !conv.Has(Protocol) {
		return nil
	}
	h, ok := conv.Handler(Protocol).(*handler)
	if !ok || !h.handing {
		return nil
	}
	return h.m
}

// handler reads the envelopes of one conversation.
type handler struct {
	conv    *dissect.Conversation
	m       *Envelope // the one at hand; one serves all conversations of a worker
	handing bool
}

var (
	_ dissect.Handler  = (*handler)(nil)
	_ dissect.Informer = (*handler)(nil)
)

// Frame is not used: envelopes are handed over whole.
func (h *handler) Frame(_ dissect.Dir, b []byte) int { return len(b) }

// Decode reads one envelope.
func (h *handler) Decode(_ dissect.Dir, c *dissect.Cursor) {
	m := h.m
	m.Parse(c.Peek())
	switch {
	case m.Version == 11 && m.Fault >= 0:
		c.Is(kindFault11)
	case m.Version == 11:
		c.Is(kindEnvelope11)
	case m.Version == 12 && m.Fault >= 0:
		c.Is(kindFault12)
	case m.Version == 12:
		c.Is(kindEnvelope12)
	default:
		c.Is(kindNone)
	}
	m.show(c)
	if m.Version != 0 {
		m.check(c)
		m.carrier(c, http.Of(h.conv))
	}
}

// Commit hands the envelope on.
func (h *handler) Commit(_ dissect.Dir, x *dissect.Context) {
	defer h.m.Doc.Shrink()
	if h.m.Entry < 0 {
		return
	}
	h.handing = true
	x.Pass(h.reader(), 0, len(x.Bytes()), "")
	h.handing = false
}

// reader is the protocol that reads the body: for a fault that of the service
// that was asked, or of the namespace of the detail; otherwise that of the
// namespace of the body entry, or, where that is none that is known, of the
// service or of the endpoint that was asked.
func (h *handler) reader() *dissect.Protocol {
	m := h.m
	space := string(m.Doc.Space(m.Entry))
	asked := service(http.Of(h.conv))
	if m.Fault >= 0 {
		if p := Body.In(h.conv, asked); p != nil {
			return p
		}
		space = ""
		if m.Detail >= 0 {
			space = string(m.Doc.Space(m.Detail))
		}
	}
	for _, s := range [...]string{space, asked} {
		if p := Body.In(h.conv, s); p != nil {
			return p
		}
	}
	if isServiceType(space) || isServiceType(asked) {
		return Body.In(h.conv, ServiceType)
	}
	var room [maxEndpoint]byte
	return Endpoint.In(h.conv, string(endpoint(room[:0], http.Of(h.conv))))
}

// isServiceType reports whether a namespace is a service type of UPnP 1.0 2.1:
// urn:domain:service:type:version.
func isServiceType(space string) bool {
	rest, ok := strings.CutPrefix(space, "urn:")
	if !ok {
		return false
	}
	_, rest, ok = strings.Cut(rest, ":service:")
	return ok && strings.Contains(rest, ":")
}

// maxEndpoint is the longest segment that is looked up in Endpoint.
const maxEndpoint = 64

// endpoint appends the last segment of the path of a request in lower case;
// nothing where it is longer than maxEndpoint.
func endpoint(dst []byte, in *http.Content) []byte {
	if in == nil {
		return dst
	}
	path := in.Request.Target()
	if i := bytes.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	path = path[bytes.LastIndexByte(path, '/')+1:]
	if len(path) > maxEndpoint {
		return dst
	}
	for _, c := range path {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// service is the part of the SOAPAction of a request that names the service.
func service(in *http.Content) string {
	if in == nil {
		return ""
	}
	v, _ := in.Request.Field("soapaction")
	for len(v) > 0 && v[0] == '"' {
		v = v[1:]
	}
	for i, c := range v {
		if c == '#' || c == '"' {
			return string(v[:i])
		}
	}
	return string(v)
}

// Info tells the body entry, and the action where the header has it.
func (h *handler) Info(_ dissect.Dir, dst []byte) []byte {
	m := h.m
	if m.Entry >= 0 {
		dst = append(dst, m.Doc.Local(m.Entry)...)
	}
	if code, text := m.faultParts(); code >= 0 {
		dst = m.Doc.Content(append(dst, ' '), code)
		if text >= 0 {
			dst = m.Doc.Content(append(dst, ", "...), text)
		}
	}
	if m.Action >= 0 {
		dst = m.Doc.Content(append(dst, ' '), m.Action)
	}
	return dst
}

// faultParts are the elements with the code and the text of a fault.
func (m *Envelope) faultParts() (code, text int) {
	d := &m.Doc
	if m.Fault < 0 {
		return -1, -1
	}
	if m.Version == 11 {
		return d.Child(m.Fault, "", "faultcode"), d.Child(m.Fault, "", "faultstring")
	}
	code = d.Child(d.Child(m.Fault, Space12, "Code"), Space12, "Value")
	return code, d.Child(d.Child(m.Fault, Space12, "Reason"), Space12, "Text")
}
