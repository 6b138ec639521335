package http

import (
	"bytes"
	"encoding/base64"

	"github.com/radissect/radissect/decoders/spnego"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/reassembly"
)

// maxToken is the longest token that is decoded, in characters of base64.
// Kerberos tickets with large authorization data have about 64 KiB.
const maxToken = 128 << 10

// credentials reads the value of an Authorization field, RFC 9110 11.4: a
// scheme, and a token or parameters. Who may see them could use them again, so
// all of it is secret but the parameters of Digest that the server knows anyway.
func credentials(c *dissect.Cursor, value []byte) {
	scheme := len(word(value, " \t"))
	c.Bytes(fAuthScheme, scheme)
	rest := value[scheme:]
	if len(rest) == 0 {
		return
	}
	n := spaces(rest)
	c.Bytes(fSP, n)
	rest = rest[n:]
	if !fold(value[:scheme], "digest") {
		c.Bytes(fCredentials, len(rest))
		return
	}
	for len(rest) > 0 {
		e, more := next(rest)
		lead := spaces(rest)
		if lead > 0 {
			c.Bytes(fSP, lead)
		}
		f := fAuthParam
		if name, _ := trim(word(e, "=")); fold(name, "response") {
			f = fAuthSecret
		}
		c.Bytes(f, len(e))
		tail := len(rest) - len(more) - lead - len(e)
		if tail > 0 {
			c.Bytes(fComma, tail)
		}
		rest = more
	}
}

// The authentications of a connection of which http hands tokens on: with the
// origin server, and with a proxy on the way. RFC 4559 and NTLM authenticate a
// connection, so each has one at a time.
const (
	authOrigin = 0x48545450 // "HTTP"
	authProxy  = 0x48545058
)

// tokens judges the authentication fields of the head, and hands on what they
// carry in base64.
func (h *handler) tokens(head *Head, x *dissect.Context) {
	for i := range head.fields {
		name := head.Name(i)
		proxy := fold(name, "proxy-authorization") || fold(name, "proxy-authenticate")
		given := fold(name, "authorization") || fold(name, "proxy-authorization")
		if !given && !proxy && !fold(name, "www-authenticate") {
			continue
		}
		value := head.Value(i)
		scheme := word(value, " \t")
		token, _ := trim(value[len(scheme):])
		off := int(head.fields[i].value.off) + len(value) - len(token)
		basic := fold(scheme, "basic")
		switch {
		case !given || len(token) == 0:
		case basic:
			x.RequireHere(h.protected(), BasicClear, off, len(token), "")
		default:
			x.RequireHere(h.protected(), AuthClear, off, len(token), "")
		}
		if len(token) == 0 || len(token) > maxToken {
			continue
		}
		key := uint32(authOrigin)
		if proxy {
			key = authProxy
		}
		switch {
		case basic && given:
			h.basic = true
			h.token(x, func([]byte) *dissect.Protocol { return Protocol }, token, off)
			h.basic = false
		// Clients of WinRM name the mechanism: "Kerberos", with a token of RFC 4121.
		case fold(scheme, "ntlm"), fold(scheme, "negotiate"), fold(scheme, "kerberos"):
			h.token(x, func(b []byte) *dissect.Protocol {
				name := h.room.lower(scheme)
				if spnego.Sniff(b) == spnego.NTLM {
					name = "ntlm"
				}
				if p := Token.In(h.conv, name); p != nil {
					return p
				}
				spnego.Of(h.conv).Select(key)
				return spnego.For(h.conv, b)
			}, token, off)
		}
	}
}

// token decodes a token and hands it to the protocol that reads it.
func (h *handler) token(x *dissect.Context, reader func(b []byte) *dissect.Protocol, token []byte, off int) {
	b := make([]byte, base64.StdEncoding.DecodedLen(len(token)))
	n, err := base64.StdEncoding.Decode(b, token)
	if err != nil {
		n, err = base64.RawStdEncoding.Decode(b, token)
	}
	if err != nil {
		x.Report(AuthToken, off, len(token), "")
		return
	}
	x.Held(AuthToken)
	if n == 0 {
		return
	}
	p := reader(b[:n])
	if p == nil {
		return
	}
	var m reassembly.Map
	m.AddWhole(0, x.Ranges(off, len(token)))
	x.PassBytes(p, b[:n], &m, "")
}

// decodeBasic reads user-id and password, RFC 7617 2.
func decodeBasic(c *dissect.Cursor) {
	c.Is(kindBasic)
	b := c.Peek()
	i := bytes.IndexByte(b, ':')
	if i < 0 {
		c.Bytes(fUserID, len(b))
		c.ReportLast(BasicColon, "no colon")
		return
	}
	c.Held(BasicColon)
	c.Bytes(fUserID, i)
	c.Bytes(fColon, 1)
	c.Rest(fPassword)
}
