package rxad

import (
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
)

// show records the envelope of a call or its response.
func (h *handler) show(c *dissect.Cursor) {
	m := h.env
	d := &m.Doc
	if m.Entry < 0 {
		upnp.Rest(c, d)
		return
	}
	upnp.Begin(c, d, m.Entry)
	k := 0
	if h.m.reply {
		k = 1
	}
	c.Enter(groups[h.m.action][k])
	for i := d.First(m.Entry); i >= 0; i = d.Next(i, m.Entry) {
		switch a := argumentOf(d.Local(i)); {
		case a < arguments:
			showArgument(c, d, i, a)
		default:
			upnp.Begin(c, d, i)
			d.ShowElement(c, i)
		}
	}
	upnp.End(c, d, m.Entry)
	c.Leave()
	upnp.Rest(c, d)
}

// showArgument records one argument, taken apart where it has parts.
func showArgument(c *dissect.Cursor, d *xml.Doc, i int, a argument) {
	off, b, ok := upnp.Text(c, d, i)
	if ok {
		switch a {
		case argApplicationData:
			d.MarkupBytes(c, off-c.Offset())
			c.Enter(fApplicationData)
			showPairs(c, b)
			c.Leave()
			upnp.End(c, d, i)
			return
		case argExperienceEndpointData:
			d.MarkupBytes(c, off-c.Offset())
			c.Enter(fEndpointData)
			showPairs(c, b)
			c.Leave()
			upnp.End(c, d, i)
			return
		case argExperienceEndpointURI:
			if u, good := parseURI(b); good {
				d.MarkupBytes(c, off-c.Offset())
				c.Enter(fEndpointURI)
				showURI(c, u, len(b))
				c.Leave()
				upnp.End(c, d, i)
				return
			}
		}
	}
	upnp.ShowText(c, d, i, argFields[a])
}

// maxPairs is how many pairs of a list are shown by themselves. The examples have
// two and three.
const maxPairs = 256

// showPairs records a list of key=value; texts.
func showPairs(c *dissect.Cursor, b []byte) {
	for shown := 0; len(b) > 0; shown++ {
		if shown == maxPairs {
			c.Bytes(fSecret, len(b))
			return
		}
		p, size := next(b)
		used := len(p.key)
		if used > 0 {
			c.Bytes(fKey, used)
		}
		if p.value != nil {
			c.Bytes(fDelimiter, 1)
			f := fValue
			if isSecret(p.key) {
				f = fSecret
			}
			if len(p.value) > 0 {
				c.Bytes(f, len(p.value))
			}
			used += 1 + len(p.value)
		}
		if used < size {
			c.Bytes(fDelimiter, size-used)
		}
		b = b[size:]
	}
}

// showURI records a URI of n bytes.
func showURI(c *dissect.Cursor, u uri, n int) {
	at := 0
	part := func(f *dissect.Field, s span) {
		if s.n == 0 {
			return
		}
		if s.off > at {
			c.Bytes(fMark, s.off-at)
		}
		c.Bytes(f, s.n)
		at = s.off + s.n
	}
	part(fScheme, u.scheme)
	part(fUserinfo, u.userinfo)
	part(fURIHost, u.host)
	part(fPort, u.port)
	part(fPath, u.path)
	if n > at {
		c.Bytes(fMark, n-at)
	}
}

// argumentOf is the argument of this name; arguments for none.
func argumentOf(name []byte) argument {
	for a := range arguments {
		if string(name) == argNames[a] {
			return a
		}
	}
	return arguments
}
