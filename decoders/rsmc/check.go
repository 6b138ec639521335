package rsmc

import (
	"bytes"
	"strings"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// checkEnvelope checks what an envelope tells by itself and by what carries it.
func (h *handler) checkEnvelope(c *dissect.Cursor, in *http.Content) {
	m := h.env
	d := &m.Doc
	if m.Entry < 0 || d.Problem(xml.FaultSyntax) {
		return
	}
	if m.Fault >= 0 {
		h.checkFault(c)
		return
	}
	off, n := d.TagPlace(m.Entry)
	if h.msg == nil {
		if string(d.Space(m.Entry)) == space {
			c.Report(Operation, off, n, name(d, m.Entry))
		} else {
			c.Report(Namespace, off, n, name(d, m.Entry)+" is in "+string(clip(d.Space(m.Entry))))
		}
		h.checkClear(c, in)
		return
	}
	c.Held(Operation)
	c.Held(Namespace)
	if h.msg.reply != h.reply {
		c.Report(Direction, off, n, name(d, m.Entry))
		return
	}
	c.Held(Direction)
	h.checkAction(c, in)
	h.checkClear(c, in)
	h.checkCount(c)
	if in == nil {
		return
	}
	if h.reply {
		return
	}
	if h.msg.port.name == "IMultiPointCertificateRequest" {
		c.RequireAt(in.Clear, CertificateHTTP, off, n, "")
	} else {
		c.RequireAt(!in.Clear, TLS, off, n, "")
	}
	h.checkCredentials(c)
}

// name is the name of element i for a finding.
func name(d *xml.Doc, i int) string { return string(clip(d.Local(i))) }

// clip is as much of b as a finding shows.
func clip(b []byte) []byte { return b[:min(len(b), 80)] }

// checkFault checks a fault, MS-RSMC 2.2.4.3. Faults of the layers below (wrong
// credentials, no such action) have no detail of this protocol and are theirs.
func (h *handler) checkFault(c *dissect.Cursor) {
	m := h.env
	if m.Detail < 0 || string(m.Doc.Space(m.Detail)) != space {
		return
	}
	if h.msg == nil {
		off, n := m.Doc.TagPlace(m.Detail)
		c.Report(FaultDetail, off, n, name(&m.Doc, m.Detail))
		return
	}
	c.Held(FaultDetail) // that hr is there is a rule of its own
	if m.Action >= 0 {
		h.text = m.Doc.Content(h.text[:0], m.Action)
		off, n := m.Doc.Place(m.Action)
		h.require(c, string(h.text) == h.msg.action, FaultAction, off, n)
	}
}

// require checks a rule about the text at hand, which is at [off, off+n).
func (h *handler) require(c *dissect.Cursor, ok bool, r *dissect.Rule, off, n int) {
	if ok {
		c.Held(r)
		return
	}
	c.Report(r, off, n, string(clip(h.text)))
}

// checkAction compares the action with the body. It stands in the header or, in
// SOAP 1.1, in a field of the request. White space in it, which the WSDL has in
// two places, does not count.
func (h *handler) checkAction(c *dissect.Cursor, in *http.Content) {
	m := h.env
	off, n := 0, 0
	switch {
	case m.Action >= 0:
		h.text = m.Doc.Content(h.text[:0], m.Action)
		off, n = m.Doc.Place(m.Action)
	case in != nil && !in.Reply:
		v, ok := in.Request.Field("soapaction")
		if !ok {
			return
		}
		h.text = append(h.text[:0], bytes.Trim(v, `"`)...)
		off, n = m.Doc.TagPlace(m.Entry)
	default:
		return
	}
	ok := like(h.text, h.msg.action)
	if !ok && h.reply && h.msg.sameAction() {
		ok = like(h.text, h.msg.request.action)
	}
	h.require(c, ok, Action, off, n)
}

// sameAction reports whether a response may have the action of its request: the
// WSDL has it so for the interface of 3.9, the example of 4.1 for one operation.
func (m *message) sameAction() bool {
	return m.port.name == "IMultiPointSystemOnlineEventSink" || m.name == "RequestWmsControlCredentials"
}

// like compares s with want, without the white space of s.
func like(s []byte, want string) bool {
	i := 0
	for _, c := range s {
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			continue
		}
		if i >= len(want) || want[i] != c {
			return false
		}
		i++
	}
	return i == len(want)
}

// checkClear looks for passwords that nothing protects, MS-RSMC 5.1.
func (h *handler) checkClear(c *dissect.Cursor, in *http.Content) {
	if in == nil {
		return
	}
	m := h.env
	k := m.Password
	if k < 0 && h.msg != nil {
		for e := range h.msg.elements {
			if h.msg.elements[e].secret {
				if i := h.arg(h.msg.elements[e].name); i >= 0 {
					k = i
				}
			}
		}
	}
	if k < 0 {
		return
	}
	off, n := m.Doc.TagPlace(k)
	c.RequireAt(!in.Clear, PasswordClear, off, n, "")
}

// checkCount compares a count with what it counts, MS-RSMC 3.6.4.1.
func (h *handler) checkCount(c *dissect.Cursor) {
	if h.msg.name != "GetAllSessions" || !h.reply {
		return
	}
	v, ok := h.num("pcSessionInfo")
	list := h.arg("pprgWmsSessionInfoWs")
	if !ok || list < 0 {
		return
	}
	d := &h.env.Doc
	var got uint64
	for k := d.First(list); k >= 0; k = d.Next(k, list) {
		if d.Is(k, space, "prgWmsSessionInfoWs") {
			got++
		}
	}
	off, n := d.Place(h.arg("pcSessionInfo"))
	c.RequireAt(v == got, SessionCount, off, n, "")
}

// checkCredentials checks the user name, as far as the request tells, against
// what the operation asks for. Whether the name of an event sink's user is the
// client's host name, only the binding tells.
func (h *handler) checkCredentials(c *dissect.Cursor) {
	m := h.env
	need := h.msg.creds
	if need == credNone {
		return
	}
	r := Credentials
	if need == credAdmin {
		r = Administrator
	}
	if m.Username < 0 {
		off, n := m.Doc.TagPlace(m.Entry)
		c.Report(Credentials, off, n, "no UsernameToken")
		return
	}
	h.text = m.Doc.Content(h.text[:0], m.Username)
	user := h.text[bytes.LastIndexByte(h.text, '\\')+1:]
	management, control := fold(user, "WmsManagement"), fold(user, "WmsControl")
	ok := false
	switch need {
	case credAdmin:
		ok = !management && !control
	case credManagement:
		ok = management
	case credEither:
		ok = management || control
	case credControl:
		ok = control || management // 3.4.1: management credentials do for all calls that are no binding
	case credClientControl:
		ok = !management // "the WmsControl credentials of the client": its host name, or that name
	default:
		ok = !management && !control
	}
	off, n := m.Doc.Place(m.Username)
	h.require(c, ok, r, off, n)
}

// fold compares b with s without regard to the case of ASCII letters.
func fold(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i, c := range b {
		if lowerByte(c) != lowerByte(s[i]) {
			return false
		}
	}
	return true
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// sameHost reports whether two names are of one host: the same, or one is the
// first label of the other. MS-RSMC has both "host name" and "FQDN" for it.
func sameHost(a, b string) bool {
	a, b = strings.TrimSuffix(strings.ToLower(a), "."), strings.TrimSuffix(strings.ToLower(b), ".")
	if a == b {
		return true
	}
	shortA, _, longA := strings.Cut(a, ".")
	shortB, _, longB := strings.Cut(b, ".")
	return shortA == shortB && longA != longB && shortA != ""
}
