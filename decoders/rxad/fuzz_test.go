package rxad

import (
	"bytes"
	"testing"

	"github.com/radissect/radissect/decoders/http"
	"github.com/radissect/radissect/decoders/soap"
	"github.com/radissect/radissect/decoders/upnp"
	"github.com/radissect/radissect/decoders/xml"
	"github.com/radissect/radissect/dissect"
	"github.com/radissect/radissect/dissect/dissecttest"
)

// FuzzValues: lists of pairs and URIs are taken apart without losing a byte, and
// certificates and signatures do no harm.
func FuzzValues(f *testing.F) {
	f.Add([]byte("version=dv1.5.0,dv2.0.0;wolmac=020000000001;"))
	f.Add([]byte("a=&amp;;b;=;;&;password=x"))
	f.Add([]byte("xsp://user@[2001:db8::1]:3390/a?b#c"))
	f.Add([]byte("AAABAAACMAA="))
	f.Fuzz(func(t *testing.T, b []byte) {
		var all []byte
		for rest := b; len(rest) > 0; {
			p, size := next(rest)
			if size <= 0 || size > len(rest) || len(p.key)+len(p.value) > size {
				t.Fatalf("a pair of %d bytes in %d", size, len(rest))
			}
			all = append(all, rest[:size]...)
			rest = rest[size:]
		}
		if !bytes.Equal(all, b) {
			t.Error("bytes are lost")
		}
		if u, ok := parseURI(b); ok {
			at := 0
			for _, s := range []span{u.scheme, u.userinfo, u.host, u.port, u.path} {
				if s.n == 0 {
					continue
				}
				if s.off < at || s.n < 0 || s.off+s.n > len(b) {
					t.Fatalf("%+v of %q", u, b)
				}
				at = s.off + s.n
			}
		}
		isUI4(b)
		isBoolean(b)
		isGUID(b)
		raw := decodeBase64(b, maxCertificate)
		if _, der := split(raw); len(der) > 0 {
			identify(der)
		}
	})
}

// FuzzCalls: no arguments make the decoder panic, and every byte of every
// message is accounted for.
func FuzzCalls(f *testing.F) {
	f.Add("AcquireNonce", "<HostId>uuid:1</HostId>", "<Nonce>1</Nonce>")
	f.Add("Advertise", "<Nonce>1</Nonce><HostId>x</HostId><ExperienceEndpointUri>xsp://1:2/</ExperienceEndpointUri><HostCertificate>AAAA</HostCertificate>", "")
	f.Add("Inhibit", "<HostId><![CDATA[x]]></HostId><ApplicationData> a=<b/> </ApplicationData><Signature>&#x;</Signature>", "<x/>")
	reg, err := dissect.NewRegistry([]*dissect.Protocol{http.Protocol, xml.Protocol, soap.Protocol, upnp.Protocol, Protocol})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, action, in, out string) {
		envelope := func(name, body string) string {
			return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><u:` + name + ` xmlns:u="` + space + `">` + body + `</u:` + name + `></s:Body></s:Envelope>`
		}
		send := func(d *dissect.Direct, dir dissect.Dir, head, body string) {
			d.Stream(dir, []byte(head+"Content-Type: text/xml\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"))
			for len(body) > 0 {
				n := min(len(body), 9)
				d.Stream(dir, []byte{'0' + byte(n), '\r', '\n'})
				d.Stream(dir, []byte(body[:n]+"\r\n"))
				body = body[n:]
			}
			d.Stream(dir, []byte("0\r\n\r\n"))
		}
		log := dissecttest.NewLog(true)
		panicked := ""
		d := dissect.NewDirect(reg, http.Protocol, log, dissect.Options{Panic: func(v any, stack []byte) { panicked = string(stack) }})
		for range 2 {
			send(d, dissect.FromClient, "POST / HTTP/1.1\r\nHost: h\r\nSOAPAction: \""+space+"#Advertise\"\r\n", envelope(action, in))
			send(d, dissect.FromServer, "HTTP/1.1 200 OK\r\n", envelope(action+"Response", out))
		}
		if _, err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if panicked != "" {
			t.Fatal(panicked)
		}
		for _, m := range log.Messages {
			if m.Proto != "rxad" && m.Proto != "upnp" {
				continue
			}
			if u := m.Tree.Uncovered(nil); len(u) > 0 {
				t.Errorf("%s: not covered: %v", m.Name, u)
			}
			if err := dissecttest.CheckTree(m.Tree); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
		}
	})
}
