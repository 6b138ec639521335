package http

import (
	"bytes"
	"encoding/base64"

	"github.com/radissect/radissect/decoders/tls"
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

// tokens hands on what the authentication fields of the head carry in base64.
func (h *handler) tokens(head *Head, x *dissect.Context) {
	for i := range head.fields {
		name := head.Name(i)
		if !fold(name, "authorization") && !fold(name, "proxy-authorization") &&
			!fold(name, "www-authenticate") && !fold(name, "proxy-authenticate") {
			continue
		}
		value := head.Value(i)
		scheme := word(value, " \t")
		rest := value[len(scheme):]
		token, _ := trim(rest)
		if len(token) == 0 || len(token) > maxToken {
			continue
		}
		off := int(head.fields[i].value.off) + len(value) - len(token)
		switch {
		case fold(scheme, "basic") && fold(name[len(name)-len("ization"):], "ization"):
			x.Require(h.conv.Has(tls.Protocol), BasicClear, off, len(token), "")
			h.token(x, Protocol, token, off)
		case fold(scheme, "ntlm"):
			h.token(x, Token.In(h.conv, "ntlm"), token, off)
		case fold(scheme, "negotiate"):
			p := Token.In(h.conv, "negotiate")
			if bytes.HasPrefix(token, []byte("TlRMTVNTUA")) { // "NTLMSSP" in base64
				p = Token.In(h.conv, "ntlm")
			}
			h.token(x, p, token, off)
		}
	}
}

// token decodes a token and hands it to p, or to this handler for Basic.
func (h *handler) token(x *dissect.Context, p *dissect.Protocol, token []byte, off int) {
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
	if p == nil || n == 0 {
		return
	}
	var m reassembly.Map
	m.AddWhole(0, x.Ranges(off, len(token)))
	if p == Protocol {
		h.basic = true
	}
	x.PassBytes(p, b[:n], &m, "")
	h.basic = false
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
