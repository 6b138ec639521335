package dscpm

import (
	"bytes"
	"strconv"

	"github.com/radissect/radissect/decoders/json"
	"github.com/radissect/radissect/dissect"
)

// isJSON reports whether the body at hand is JSON: by its type, or by the
// operation where it has no type.
func (h *handler) isJSON() bool {
	switch h.in.Media {
	case "application/json", "text/json":
		return true
	case "":
		return h.uri.op != opNone && !h.uri.op.content() && (!h.in.Reply || h.in.Response.Status/100 == 2)
	}
	return false
}

// body reads a body.
func (h *handler) body(c *dissect.Cursor) {
	in := h.in
	h.doc.Parse(nil)
	op := h.uri.op
	if in.Reply && in.Response.Status >= 400 {
		c.Is(kindError)
	}
	if in.Reply && op.report() && in.Response.Status/100 == 2 {
		c.Report(ReportReply, c.Offset(), c.Left(), "")
	}
	if !h.isJSON() {
		f := fBody
		switch {
		case !in.Reply || in.Response.Status != 200:
		case op == opGetConfiguration:
			f = fConfiguration
		case op == opGetModule:
			f = fModule
		}
		c.Closed(f, c.Left())
		return
	}
	whole := h.doc.Parse(c.Peek()) || !h.stopped()
	if !in.Cut {
		h.syntax(c, whole)
	}
	showJSON(c, h.doc)
	if in.Cut || !whole || len(h.doc.Values) == 0 || in.Reply && in.Response.Status/100 != 2 {
		return
	}
	switch {
	case in.Reply && op == opGetAction:
		i := h.top("value")
		h.is(c, i, isAction, ActionValue, "value")
	case in.Reply && op == opGetDscAction:
		h.nodeStatus(c)
	case in.Reply:
	case op == opGetAction:
		h.action(c)
	case op == opGetDscAction:
		h.clientStatus(c)
	case op.report():
		h.report(c)
	case op == opRegisterDscAgent, op == opCertificateRotation:
		h.certificate(c)
	}
}

// stopped reports whether the text could not be read to its end.
func (h *handler) stopped() bool {
	for i := range h.doc.Problems {
		switch h.doc.Problems[i].Fault {
		case json.FaultSyntax, json.FaultDepth, json.FaultSize:
			return true
		}
	}
	return false
}

// syntax reports a text that is not JSON, other than in details of style.
func (h *handler) syntax(c *dissect.Cursor, whole bool) {
	if whole {
		c.Held(JSON)
		return
	}
	for _, p := range h.doc.Problems {
		if p.Fault == json.FaultSyntax {
			c.Report(JSON, p.Off, p.Len, "")
			return
		}
	}
}

// top is the member of the top object of this name, -1 where there is none.
func (h *handler) top(name string) int {
	if len(h.doc.Values) == 0 {
		return -1
	}
	return h.doc.Member(0, name)
}

// at is where value i lies.
func (h *handler) at(i int) (off, n int) {
	v := h.doc.Values[i]
	return int(v.Off), int(v.Len)
}

// is checks that value i is a string with ok; a value that is missing breaks the rule.
func (h *handler) is(c *dissect.Cursor, i int, ok func([]byte) bool, r *dissect.Rule, what string) {
	if i < 0 {
		c.Report(r, 0, len(h.doc.Text), "no "+what)
		return
	}
	off, n := h.at(i)
	v := h.doc.Bytes(i)
	must(c, h.doc.Values[i].Kind == json.String && ok(v), r, off, n, what, v)
}

// isAction reports whether b is an action, MS-DSCPM 3.3.5.1.1.2 and 3.8.5.1.1.2,
// in the case of the specification or of products.
func isAction(b []byte) bool {
	return fold(b, "ok") || fold(b, "retry") || fold(b, "getconfiguration") ||
		fold(b, "updatemetaconfiguration") || fold(b, "updatemetaconfig")
}

// action checks a GetAction request.
func (h *handler) action(c *dissect.Cursor) {
	size := len(h.doc.Text)
	sum, how := h.top("Checksum"), h.top("ChecksumAlgorithm")
	c.RequireAt(sum >= 0 && how >= 0, ActionMembers, 0, size, "")
	h.algorithm(c, how)
	h.name(c, h.top("ConfigurationName"))
	code := h.top("StatusCode")
	c.RequireAt(code >= 0, ActionStatus, 0, size, "no StatusCode")
	if code >= 0 {
		off, n := h.at(code)
		v := h.doc.Bytes(code)
		k := h.doc.Values[code].Kind
		must(c, (k == json.Numeral || k == json.String) && isInt32(v), StatusRange, off, n, "StatusCode", v)
	}
	if i := h.top("NodeCompliant"); i >= 0 {
		off, n := h.at(i)
		k := h.doc.Values[i].Kind
		must(c, k == json.True || k == json.False, Compliant, off, n, "NodeCompliant", h.doc.Bytes(i))
	} else {
		c.Report(Compliant, 0, size, "no NodeCompliant")
	}
}

// isInt32 reports whether b is a decimal number of 32 bits.
func isInt32(b []byte) bool {
	if len(b) == 0 || len(b) > 11 {
		return false
	}
	_, err := strconv.ParseInt(string(b), 10, 32)
	return err == nil
}

// algorithm checks a ChecksumAlgorithm, where there is one.
func (h *handler) algorithm(c *dissect.Cursor, i int) {
	if i >= 0 {
		h.is(c, i, func(b []byte) bool { return fold(b, "sha-256") }, Algorithm, "ChecksumAlgorithm")
	}
}

// name checks a ConfigurationName, where there is one that is not empty.
func (h *handler) name(c *dissect.Cursor, i int) {
	if i >= 0 && h.doc.Values[i].Kind == json.String && h.doc.Values[i].Len > 0 {
		h.is(c, i, func(b []byte) bool { return isAlnum(b, "") }, NameForm, "ConfigurationName")
	}
}

// each calls fn with every value of array i.
func (h *handler) each(i int, fn func(k int)) {
	if i < 0 || h.doc.Values[i].Kind != json.Array {
		return
	}
	for k := i + 1; k < int(h.doc.Values[i].End); k = int(h.doc.Values[k].End) {
		fn(k)
	}
}

// maxEntries is how many entries of a ClientStatus are compared with each other.
const maxEntries = 256

// clientStatus checks a GetDscAction request.
func (h *handler) clientStatus(c *dissect.Cursor) {
	list := h.top("ClientStatus")
	if list < 0 {
		c.Held(ClientStatus)
		return
	}
	var entries [maxEntries]int
	n, equal := 0, false
	h.each(list, func(k int) {
		if h.doc.Values[k].Kind != json.Object {
			return
		}
		h.algorithm(c, h.doc.Member(k, "ChecksumAlgorithm"))
		h.name(c, h.doc.Member(k, "ConfigurationName"))
		if n == maxEntries {
			return
		}
		for _, e := range entries[:n] {
			equal = equal || bytes.Equal(h.doc.Bytes(e), h.doc.Bytes(k))
		}
		entries[n] = k
		n++
	})
	off, size := h.at(list)
	what := ""
	switch {
	case n == 0:
		what = "no entry"
	case equal:
		what = "two entries are equal"
	}
	c.RequireAt(what == "", ClientStatus, off, size, what)
}

// nodeStatus checks a GetDscAction response.
func (h *handler) nodeStatus(c *dissect.Cursor) {
	h.is(c, h.top("NodeStatus"), isAction, NodeStatus, "NodeStatus")
	h.each(h.top("Details"), func(k int) {
		if h.doc.Values[k].Kind == json.Object {
			h.name(c, h.doc.Member(k, "ConfigurationName"))
			h.is(c, h.doc.Member(k, "Status"), isAction, NodeStatus, "Status")
		}
	})
}

// report checks a status report.
func (h *handler) report(c *dissect.Cursor) {
	job := h.top("JobId")
	c.RequireAt(job >= 0, HasJob, 0, len(h.doc.Text), "no JobId")
	if job >= 0 {
		h.is(c, job, isUUID, ReportForms, "JobId")
	}
	for _, name := range [...]string{"ConfigurationVersion", "LCMVersion", "ReportFormatVersion"} {
		if i := h.top(name); i >= 0 && h.doc.Values[i].Kind == json.String && h.doc.Values[i].Len > 0 {
			h.is(c, i, isVersion, ReportForms, name)
		}
	}
}

// certificate checks the certificate of a registration or rotation.
func (h *handler) certificate(c *dissect.Cursor) {
	d := h.doc
	i := h.top("RegistrationInformation")
	if i < 0 {
		i = h.top("RotationInformation")
	}
	for _, name := range [...]string{"CertificateInformation", "PublicKey"} {
		if i < 0 || d.Values[i].Kind != json.Object {
			return
		}
		i = d.Member(i, name)
	}
	if i >= 0 && d.Values[i].Kind == json.String && d.Values[i].Len > 0 {
		h.is(c, i, isPublicKey, PublicKey, "PublicKey")
	}
}

// isPublicKey reports whether b is base64 (RFC 4648 4), in which slashes may be
// escaped, and an OID behind a semicolon where there is one.
func isPublicKey(b []byte) bool {
	key, oid, found := bytes.Cut(b, []byte(";"))
	n, padding := 0, 0
	for i, x := range key {
		switch {
		case x == '\\' && i+1 < len(key) && key[i+1] == '/':
			continue
		case x == '=':
			padding++
		case padding > 0, !isBase64(x):
			return false
		}
		n++
	}
	if n == 0 || n%4 != 0 || padding > 2 {
		return false
	}
	if !found {
		return true
	}
	digits, dots := 0, 0
	for _, x := range oid {
		switch {
		case '0' <= x && x <= '9':
			digits++
		case x == '.' && digits > 0:
			digits, dots = 0, dots+1
		default:
			return false
		}
	}
	return digits > 0 && dots > 0
}

// isBase64 reports whether x is a character of RFC 4648 4 other than the padding.
func isBase64(x byte) bool {
	return 'A' <= x && x <= 'Z' || 'a' <= x && x <= 'z' || '0' <= x && x <= '9' || x == '+' || x == '/'
}
