package upnp

import (
	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// What MS-RXAD 7 (Appendix B) calls the devices and the service.
const (
	typeExtenderMFD = "urn:schemas-microsoft-com:device:MediaCenterExtenderMFD:1"
	typeExtender    = "urn:schemas-microsoft-com:device:MediaCenterExtender:1"

	// Experience is the service type of MS-RXAD.
	Experience = "urn:schemas-microsoft-com:service:msremotedexperience:1"

	idExperience = "urn:schemas-microsoft-com:serviceId:MSRX"
)

// is reports whether the child of element i with this name has this text.
func (h *handler) is(i int, local, want string) bool {
	h.room = h.doc.Content(h.room[:0], h.doc.Child(i, "*", local))
	return string(h.room) == want
}

// lacks is the first of the names that element i has no child of; "" for none.
func (h *handler) lacks(i int, names []string) string {
	for _, n := range names {
		if h.doc.Child(i, "*", n) < 0 {
			return n
		}
	}
	return ""
}

// at checks a rule about the start-tag of element i.
func (h *handler) at(c *dissect.Cursor, ok bool, r *dissect.Rule, i int, detail string) {
	if ok {
		c.Held(r)
		return
	}
	off, n := h.doc.TagPlace(i)
	c.Report(r, off, n, detail)
}

var (
	deviceElements  = []string{"deviceType", "friendlyName", "manufacturer", "modelName", "UDN"}
	serviceElements = []string{"serviceType", "serviceId", "SCPDURL", "controlURL", "eventSubURL"}
)

// judgeDevice checks the rules about a device description.
func (h *handler) judgeDevice(c *dissect.Cursor) {
	d := h.doc
	extender, listed := -1, false
	for i := range d.Nodes {
		if d.Nodes[i].Kind != xml.Element {
			continue
		}
		switch string(d.Local(i)) {
		case "device":
			what := h.lacks(i, deviceElements)
			h.at(c, what == "", DeviceElements, i, what)
			if h.is(i, "deviceType", typeExtender) || extender < 0 && h.is(i, "deviceType", typeExtenderMFD) {
				extender = i
			}
		case "service":
			what := h.lacks(i, serviceElements)
			h.at(c, what == "", ServiceElements, i, what)
			if h.is(i, "serviceType", Experience) {
				listed = true
				h.at(c, h.is(i, "serviceId", idExperience), ExperienceID, i, "")
			}
		}
	}
	if extender >= 0 {
		h.at(c, listed, ExperienceListed, extender, "")
	} else if listed {
		c.Held(ExperienceListed)
	}
}

// An argument of an action, MS-RXAD 8.
type argument struct{ name, direction, related string }

// actions are those of MS-RXAD 8 (Appendix C), with their arguments in order.
var actions = []struct {
	name      string
	arguments []argument
}{
	{"AcquireNonce", []argument{
		{"HostId", "in", "A_ARG_TYPE_EndpointID"},
		{"Nonce", "out", "A_ARG_TYPE_Nonce"},
		{"SupportedSignatureAlgorithms", "out", "A_ARG_TYPE_SignAlgorithmList"},
		{"AttachCertificate", "out", "A_ARG_TYPE_Bool"},
	}},
	{"Advertise", []argument{
		{"Nonce", "in", "A_ARG_TYPE_Nonce"},
		{"HostId", "in", "A_ARG_TYPE_EndpointID"},
		{"ApplicationId", "in", "A_ARG_TYPE_EndpointID"},
		{"ApplicationVersion", "in", "A_ARG_TYPE_Version"},
		{"ApplicationData", "in", "A_ARG_TYPE_AnyString"},
		{"HostFriendlyName", "in", "A_ARG_TYPE_Name"},
		{"ExperienceFriendlyName", "in", "A_ARG_TYPE_Name"},
		{"ExperienceIconUri", "in", "A_ARG_TYPE_Uri"},
		{"ExperienceEndpointUri", "in", "A_ARG_TYPE_Uri"},
		{"ExperienceEndpointData", "in", "A_ARG_TYPE_AnyString"},
		{"SignatureAlgorithm", "in", "A_ARG_TYPE_SignAlgorithm"},
		{"Signature", "in", "A_ARG_TYPE_Signature"},
		{"HostCertificate", "in", "A_ARG_TYPE_Certificate"},
	}},
	{"Inhibit", []argument{
		{"Nonce", "in", "A_ARG_TYPE_Nonce"},
		{"HostId", "in", "A_ARG_TYPE_EndpointID"},
		{"ApplicationId", "in", "A_ARG_TYPE_EndpointID"},
		{"ApplicationVersion", "in", "A_ARG_TYPE_Version"},
		{"ApplicationData", "in", "A_ARG_TYPE_AnyString"},
		{"ReasonCode", "in", "A_ARG_TYPE_ReasonCode"},
		{"ReasonMessage", "in", "A_ARG_TYPE_AnyString"},
		{"SignatureAlgorithm", "in", "A_ARG_TYPE_SignAlgorithm"},
		{"Signature", "in", "A_ARG_TYPE_Signature"},
		{"HostCertificate", "in", "A_ARG_TYPE_Certificate"},
	}},
}

// variables are the state variables of MS-RXAD 8; none is evented.
var variables = []struct{ name, dataType string }{
	{"A_ARG_TYPE_EndpointID", "string"},
	{"A_ARG_TYPE_Nonce", "ui4"},
	{"A_ARG_TYPE_SignAlgorithmList", "string"},
	{"A_ARG_TYPE_Bool", "boolean"},
	{"A_ARG_TYPE_Version", "string"},
	{"A_ARG_TYPE_AnyString", "string"},
	{"A_ARG_TYPE_Name", "string"},
	{"A_ARG_TYPE_Uri", "string"},
	{"A_ARG_TYPE_SignAlgorithm", "string"},
	{"A_ARG_TYPE_Signature", "string"},
	{"A_ARG_TYPE_Certificate", "string"},
	{"A_ARG_TYPE_ReasonCode", "ui4"},
}

// entry is the child of element list whose name element has this text, -1 for none.
func (h *handler) entry(list int, name string) int {
	for k := h.doc.First(list); k >= 0; k = h.doc.Next(k, list) {
		if h.is(k, "name", name) {
			return k
		}
	}
	return -1
}

// judgeService checks the rules about the service description of MS-RXAD, which
// is known by its first action: a service description does not say whose it is.
func (h *handler) judgeService(c *dissect.Cursor) {
	d := h.doc
	root := d.Root()
	list := d.Child(root, "*", "actionList")
	if h.entry(list, actions[0].name) < 0 {
		return
	}
	for _, a := range actions {
		i := h.entry(list, a.name)
		if i < 0 {
			h.at(c, false, Actions, list, "no "+a.name)
			continue
		}
		c.Held(Actions)
		h.arguments(c, d.Child(i, "*", "argumentList"), i, a.arguments)
	}
	table := d.Child(root, "*", "serviceStateTable")
	for _, v := range variables {
		i := h.entry(table, v.name)
		switch {
		case table < 0:
			h.at(c, false, Variables, root, "no "+v.name)
		case i < 0:
			h.at(c, false, Variables, table, "no "+v.name)
		default:
			events, k := d.Attr(i, "", "sendEvents")
			ok := h.is(i, "dataType", v.dataType) && k >= 0 && string(events) == "no"
			detail := ""
			if !ok {
				detail = v.name
			}
			h.at(c, ok, Variables, i, detail)
		}
	}
}

// arguments checks the arguments of one action.
func (h *handler) arguments(c *dissect.Cursor, list, action int, want []argument) {
	k := h.doc.First(list)
	for _, a := range want {
		if k < 0 || !h.is(k, "name", a.name) || !h.is(k, "direction", a.direction) || !h.is(k, "relatedStateVariable", a.related) {
			h.at(c, false, Arguments, action, "not "+a.name+" in its place")
			return
		}
		k = h.doc.Next(k, list)
	}
	h.at(c, k < 0, Arguments, action, "more arguments")
}

// CheckFault checks the rule about how a fault is sent. Protocols of services
// that read their own faults call it.
func CheckFault(c *dissect.Cursor, m *soap.Envelope, in *http.Content) {
	d := &m.Doc
	off, n := d.TagPlace(m.Fault)
	what := ""
	switch code, _ := ReadError(m); {
	case in != nil && in.Reply && in.Response.Seen() && in.Response.Status != 500:
		what = "the status is not 500"
	case m.Detail < 0 || !d.Is(m.Detail, spaceControl, "UPnPError"):
		what = "no UPnPError"
	case code < 0:
		what = "no errorCode"
	}
	c.RequireAt(what == "", FaultForm, off, n, what)
}

// ReadError reads the detail of a fault: its code, -1 where there is none, and
// the element with the text, -1 where there is none.
func ReadError(m *soap.Envelope) (code, text int) {
	d := &m.Doc
	if m.Detail < 0 || !d.Is(m.Detail, spaceControl, "UPnPError") {
		return -1, -1
	}
	var room [64]byte
	v := d.Content(room[:0], d.Child(m.Detail, "*", "errorCode"))
	text = d.Child(m.Detail, "*", "errorDescription")
	if len(v) == 0 || len(v) > 5 {
		return -1, text
	}
	for _, x := range v {
		if x < '0' || x > '9' {
			return -1, text
		}
		code = code*10 + int(x-'0')
	}
	return code, text
}

// Action is the value of the SOAPACTION field of a request, with its place in
// the head: of an M-POST that with a number before its name, UPnP 1.0 3.2.1.
func Action(head *http.Head) (value []byte, found bool) {
	if v, ok := head.Field("soapaction"); ok || string(head.Method()) != "M-POST" {
		return v, ok
	}
	const suffix = "-soapaction"
	for i := range head.Len() {
		name := head.Name(i)
		if len(name) <= len(suffix) {
			continue
		}
		tail, same := name[len(name)-len(suffix):], true
		for k := range tail {
			same = same && tail[k]|0x20 == suffix[k]|0x20
		}
		if same {
			return head.Value(i), true
		}
	}
	return nil, false
}
