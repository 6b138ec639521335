package dscpm

import (
	"strconv"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/dissect"
)

// unquote takes the quotes off a value: the grammar prints them, products do
// not send them.
func unquote(b []byte) []byte {
	if len(b) >= 2 && b[0] == '"' && b[len(b)-1] == '"' {
		return b[1 : len(b)-1]
	}
	return b
}

// must checks a rule about the bytes [off, off+n), which have the value v.
func must(c *dissect.Cursor, ok bool, r *dissect.Rule, off, n int, what string, v []byte) {
	if ok {
		c.Held(r)
		return
	}
	c.Report(r, off, n, what+" is "+strconv.Quote(string(v[:min(len(v), 64)])))
}

// checkURL checks the rules about the URL, which begins at offset at, and about
// the method.
func (h *handler) checkURL(c *dissect.Cursor, at int) {
	u := &h.uri
	for _, p := range [...]param{paramConfigurationID, paramAgentID} {
		v := u.values[p]
		if !v.set {
			continue
		}
		t := u.text(p)
		must(c, len(t) > 0, IDEmpty, at+v.off, v.n, paramTitles[p], t)
		if len(t) > 0 {
			r := ConfigurationForm
			if p == paramAgentID {
				r = AgentForm
			}
			must(c, isUUID(t), r, at+v.off, v.n, paramTitles[p], t)
		}
	}
	if v := u.values[paramModuleName]; v.set {
		t := u.text(paramModuleName)
		must(c, len(t) > 0, ModuleNameEmpty, at+v.off, v.n, "ModuleName", t)
		must(c, isAlnum(t, "_"), ModuleNameForm, at+v.off, v.n, "ModuleName", t)
	}
	if v := u.values[paramModuleVersion]; v.set {
		t := u.text(paramModuleVersion)
		must(c, len(t) == 0 || isVersion(t), ModuleVersionForm, at+v.off, v.n, "ModuleVersion", t)
	}
	if v := u.values[paramConfigurationName]; v.set {
		t := u.text(paramConfigurationName)
		must(c, len(t) > 0 && isAlnum(t, ""), NameForm, at+v.off, v.n, "ConfigurationName", t)
	}
	m := h.in.Request.Method()
	switch {
	case u.op.reads():
		must(c, string(m) == "GET", ReadMethod, 0, len(m), "method", m)
	case u.op.posts():
		must(c, string(m) == "POST", PostMethod, 0, len(m), "method", m)
	case u.op == opRegisterDscAgent:
		must(c, string(m) == "PUT", PutMethod, 0, len(m), "method", m)
	}
}

// sized reports whether it is known how long the body behind a head is. Versions
// of HTTP after 1.1 say so in their framing.
func sized(head *http.Head) bool {
	return head.Major >= 2 || head.Index("content-length") >= 0 || head.Index("transfer-encoding") >= 0
}

// value is the value of a header field without quotes, and where it lies.
func value(head *http.Head, name string) (v []byte, off, n int, ok bool) {
	i := head.Index(name)
	if i < 0 {
		return nil, 0, 0, false
	}
	off, n = head.ValueAt(i)
	return unquote(head.Value(i)), off, n, true
}

// both checks the rules about headers that requests and responses have.
func (h *handler) both(c *dissect.Cursor, head *http.Head) {
	must(c, head.Major == 1 && head.Minor == 1, HTTPVersion, 0, min(c.Offset(), len(head.Bytes())), "version", version(head))
	if t, off, n, ok := value(head, "content-type"); ok && (!head.Response || head.Status/100 == 2) {
		media := h.in.Media
		must(c, media == "application/octet-stream" || media == "application/json", ContentType, off, n, "Content-Type", t)
	}
	if v, off, n, ok := value(head, "checksum"); ok {
		if head.Response && h.uri.op.content() {
			c.Held(ChecksumPlace)
			must(c, len(v) == 0 || isSum(v), ChecksumForm, off, n, "Checksum", v)
		} else {
			c.Report(ChecksumPlace, off, n, "")
		}
	}
	if v, off, n, ok := value(head, "checksumalgorithm"); ok {
		must(c, fold(v, "sha-256"), Algorithm, off, n, "ChecksumAlgorithm", v)
	}
	if v, off, n, ok := value(head, "agentid"); ok {
		must(c, isUUID(v), AgentForm, off, n, "AgentId", v)
	}
}

func version(head *http.Head) []byte {
	if head.Major < 0 {
		return nil
	}
	return []byte{byte('0' + head.Major), '.', byte('0' + head.Minor)}
}

// isSum reports whether b is a SHA-256 in hexadecimal digits of either case.
func isSum(b []byte) bool {
	for _, x := range b {
		if _, ok := digit(x); !ok {
			return false
		}
	}
	return len(b) == 64
}

// checkRequest checks the rules about the head of a request. The URL begins at
// offset at; what is missing is reported there.
func (h *handler) checkRequest(c *dissect.Cursor, at int) {
	head, u := &h.in.Request, &h.uri
	n := len(u.target)
	h.both(c, head)
	if u.op == opNone {
		return
	}
	has := func(name string) bool { return head.Index(name) >= 0 }
	c.RequireAt(has("host"), HostHeader, at, n, "")
	v, off, vn, ok := value(head, "protocolversion")
	if ok {
		must(c, string(v) == "2.0", VersionHeader, off, vn, "ProtocolVersion", v)
	} else {
		c.Report(VersionHeader, at, n, "no ProtocolVersion")
	}
	if u.v2 {
		c.RequireAt(has("agentid"), AgentHeader, at, n, "no AgentId")
		c.RequireAt(has("authorization"), SharedHeader, at, n, "no Authorization")
		if u.op == opGetConfiguration {
			c.RequireAt(ok, VersionRequest, at, n, "no ProtocolVersion")
		}
	}
	if v, off, n, ok := value(head, "configurationname"); ok && u.op == opGetConfiguration {
		must(c, len(v) > 0 && isAlnum(v, ""), NameForm, off, n, "ConfigurationName", v)
	}
	if u.op == opGetConfiguration {
		c.RequireAt(has("configurationname") || u.values[paramConfigurationName].set, NameHeader, at, n, "no ConfigurationName")
	}
	if u.op.reads() && u.op != opGetStatusReport && string(head.Method()) == "GET" {
		v, off, n, ok := value(head, "content-length")
		if !ok {
			v, off, n, ok = value(head, "transfer-encoding")
		}
		c.RequireAt(!ok || string(v) == "0", GetBody, off, n, "")
	}
	if u.op.posts() && string(head.Method()) == "POST" {
		what := ""
		switch {
		case !has("accept"):
			what = "no Accept"
		case h.in.Media != "application/json":
			what = "no Content-Type application/json"
		case !sized(head):
			what = "no Content-Length"
		}
		c.RequireAt(what == "", PostHeaders, at, n, what)
	}
}

// checkResponse checks the rules about the head of a response. What is missing
// is reported at its start.
func (h *handler) checkResponse(c *dissect.Cursor) {
	head, u := &h.in.Response, &h.uri
	h.both(c, head)
	status := head.Status
	if v, off, n, ok := value(head, "dsc-certificaterotation"); ok {
		must(c, fold(v, "true"), RotationValue, off, n, "DSC-certificateRotation", v)
		c.RequireAt(u.op != opCertificateRotation && u.op != opRegisterDscAgent, RotationPlace, off, n, "")
	}
	v, off, n, spoken := value(head, "protocolversion")
	if asked, ok := h.in.Request.Field("protocolversion"); ok && spoken {
		must(c, string(v) == string(unquote(asked)), VersionDiffers, off, n, "ProtocolVersion", v)
	}
	if u.op == opNone {
		return
	}
	h.checkStatus(c, status)
	if status != 200 || string(h.in.Request.Method()) == "HEAD" {
		return
	}
	if u.op.content() {
		_, _, _, sum := value(head, "checksum")
		_, _, _, how := value(head, "checksumalgorithm")
		c.RequireAt(sum, HasChecksum, 0, 0, "no Checksum")
		c.RequireAt(how, HasAlgorithm, 0, 0, "no ChecksumAlgorithm")
		what := ""
		switch {
		case !sized(head):
			what = "no Content-Length"
		case h.in.Media != "application/octet-stream":
			what = "no Content-Type application/octet-stream"
		}
		c.RequireAt(what == "", ContentHeaders, 0, 0, what)
		if u.v2 {
			c.RequireAt(spoken, VersionResponse, 0, 0, "no ProtocolVersion")
		}
	}
	if v, _, _, ok := value(head, "content-length"); u.op.report() && ok && string(v) == "0" {
		c.Held(ReportReply)
	}
	if u.op.posts() && u.op != opCertificateRotation {
		what := ""
		switch {
		case !sized(head):
			what = "no Content-Length"
		case h.in.Media != "application/json":
			what = "no Content-Type application/json"
		}
		c.RequireAt(what == "", ReplyHeaders, 0, 0, what)
	}
}

// checkStatus checks the rules about status codes. Those that any server of
// HTTP may give are left alone.
func (h *handler) checkStatus(c *dissect.Cursor, status int) {
	u := &h.uri
	code := h.in.Response.Bytes()
	n := min(12, len(code)) // HTTP/1.1 and the code
	switch {
	case u.op == opCertificateRotation:
		if status/100 == 2 || status/100 == 4 {
			ok := status == 201 || status == 400 || status == 404 || status == 409 || generic(status)
			c.RequireAt(ok, RotationStatus, 0, n, "")
		}
		return
	case u.op.content() && (status/100 == 2 || status == 404):
		c.RequireAt(status == 200 || status == 404, FoundStatus, 0, n, "")
		if status/100 == 2 {
			return
		}
	}
	if status/100 != 2 && status/100 != 4 {
		return
	}
	ok := status == 200 || status == 400 || status == 404 || generic(status) ||
		u.op == opRegisterDscAgent && status == 204
	c.RequireAt(ok, StatusSet, 0, n, "")
}

// generic reports whether any server of HTTP may give this code of failure,
// whatever the application.
func generic(status int) bool {
	return status == 401 || status == 403 || status >= 405 && status <= 408 || status >= 410 && status <= 417 || status == 429 || status == 431
}
