package rxad

import (
	"bytes"

	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/dissect"
)

// node checks a rule about the start-tag of an element, or about its content
// where the rule is about a value.
func (h *handler) node(c *dissect.Cursor, ok bool, r *dissect.Rule, i int, content bool, detail string) {
	if ok {
		c.Held(r)
		return
	}
	d := &h.env.Doc
	if i < 0 {
		c.Report(r, 0, d.Source(len(d.Text)), detail)
		return
	}
	off, n := d.TagPlace(i)
	if content {
		off, n = d.Place(i)
	}
	c.Report(r, off, n, detail)
}

// value checks a rule about the value of an argument, where that is there.
func (h *handler) value(c *dissect.Cursor, a argument, r *dissect.Rule, ok func([]byte) bool) {
	i := h.m.at[a]
	if i < 0 {
		return
	}
	v := h.text(a)
	if ok(v) {
		c.Held(r)
		return
	}
	what := string(v[:min(len(v), 64)])
	if what == "" {
		what = "empty"
	}
	h.node(c, false, r, i, true, argNames[a]+" is "+what)
}

// check checks the rules about a message by itself, and about how it was sent.
func (h *handler) check(c *dissect.Cursor) {
	if h.m.fault {
		upnp.CheckFault(c, h.env, h.in)
		return
	}
	h.profile(c)
	if h.m.reply {
		h.checkReply(c)
	} else {
		h.checkRequest(c)
	}
	h.value(c, argNonce, NonceType, func(b []byte) bool { _, ok := isUI4(b); return ok })
}

// profile checks that the message is SOAP 1.1 as UPnP has it.
func (h *handler) profile(c *dissect.Cursor) {
	m := string(h.in.Request.Method())
	what := ""
	switch {
	case h.env.Version != 11:
		what = "the envelope is of SOAP 1.2"
	case h.in.Media != "text/xml":
		what = "the media type is " + h.in.Media
	case !h.m.reply && m != "POST" && m != "M-POST":
		what = "the method is " + m
	case !h.m.reply && !h.m.space:
		what = "the body entry is in another namespace"
	}
	h.node(c, what == "", Profile, h.env.Doc.Root(), false, what)
}

// actionRules are the rules about SOAPACTION, replyRules about the name of the
// response, spaceRules about its namespace.
var (
	actionRules = [actions]*dissect.Rule{nil, AcquireNonceAction, AdvertiseAction, InhibitAction}
	replyRules  = [actions]*dissect.Rule{nil, AcquireNonceReply, AdvertiseReply, InhibitReply}
	spaceRules  = [actions]*dissect.Rule{nil, nil, AdvertiseSpace, InhibitSpace}
)

// soapActions are the values of SOAPACTION.
var soapActions = [actions]string{
	"", `"` + space + `#AcquireNonce"`, `"` + space + `#Advertise"`, `"` + space + `#Inhibit"`,
}

// checkRequest checks the rules about requests.
func (h *handler) checkRequest(c *dissect.Cursor) {
	a := h.m.action
	if a == actNone {
		return
	}
	v, ok := upnp.Action(&h.in.Request)
	switch {
	case string(v) == soapActions[a]:
		c.Held(actionRules[a])
	case ok:
		h.node(c, false, actionRules[a], h.env.Entry, false, "it is "+string(v[:min(len(v), 128)]))
	default:
		h.node(c, false, actionRules[a], h.env.Entry, false, "there is none")
	}
	for _, id := range [...]argument{argHostID, argApplicationID} {
		h.value(c, id, GUID, isGUID)
	}
	switch a {
	case actAcquireNonce:
		h.node(c, h.m.at[argHostID] >= 0 && len(h.text(argHostID)) > 0, HasHostID, h.env.Entry, false, "")
		return
	case actAdvertise:
		h.complete(c, AdvertiseArguments)
		h.passwords(c)
	case actInhibit:
		h.complete(c, InhibitArguments)
		h.value(c, argReasonCode, ReasonCode, func(b []byte) bool { _, ok := isUI4(b); return ok || len(b) == 0 })
		h.value(c, argApplicationData, OfflineData, func(b []byte) bool { return len(b) > 0 })
	}
}

// complete checks that all arguments are there, in order.
func (h *handler) complete(c *dissect.Cursor, r *dissect.Rule) {
	what, last := "", -1
	for _, a := range lists[h.m.action][0] {
		i := h.m.at[a]
		switch {
		case i < 0:
			what = "no " + argNames[a]
		case i < last:
			what = argNames[a] + " is out of order"
		}
		if what != "" {
			break
		}
		last = i
	}
	h.node(c, what == "", r, h.env.Entry, false, what)
}

// passwords checks that no password is in the clear. One in the URI is found, too.
func (h *handler) passwords(c *dissect.Cursor) {
	i := h.m.at[argExperienceEndpointData]
	if i < 0 || !h.in.Clear {
		return
	}
	bad := false
	for b := h.text(argExperienceEndpointData); len(b) > 0; {
		p, size := next(b)
		bad = bad || isClear(p.key) && len(bytes.TrimSpace(p.value)) > 0
		b = b[size:]
	}
	b := h.text(argExperienceEndpointURI)
	if u, ok := parseURI(b); ok {
		bad = bad || bytes.IndexByte(u.userinfo.of(b), ':') >= 0
	}
	h.node(c, !bad, PasswordClear, i, true, "")
}

// checkReply checks the rules about responses. What was asked is known by the
// SOAPACTION of the request, and else by the response itself.
func (h *handler) checkReply(c *dissect.Cursor) {
	asked := h.asked()
	if asked == actNone {
		asked = h.m.action
	}
	if asked == actNone || h.in.Response.Status != 200 {
		return
	}
	what := ""
	if h.m.action != asked || !h.m.response {
		what = "it is something else"
	}
	if asked == actAcquireNonce && what == "" {
		for _, a := range lists[asked][1] {
			if h.m.at[a] < 0 {
				what = "no " + argNames[a]
				break
			}
		}
	}
	h.node(c, what == "", replyRules[asked], h.env.Entry, false, what)
	if r := spaceRules[asked]; r != nil && h.m.action == asked {
		h.node(c, h.m.space, r, h.env.Entry, false, "")
	}
	h.value(c, argAttachCertificate, AttachType, func(b []byte) bool { _, ok := isBoolean(b); return ok })
}

// asked is the action that the request at hand asks for by its SOAPACTION.
func (h *handler) asked() action {
	if !h.in.Request.Seen() {
		return actNone
	}
	v, _ := upnp.Action(&h.in.Request)
	v = bytes.Trim(v, `"`)
	i := bytes.LastIndexByte(v, '#')
	if i < 0 || string(v[:i]) != space {
		return actNone
	}
	for a, name := range actionNames {
		if a > 0 && string(v[i+1:]) == name {
			return action(a)
		}
	}
	return actNone
}
